/* The lists that people choose from when they fill something in: a folder of CSV files that anyone
 * may edit. */
#ifndef CORRAL_IO_ANSWER_LISTS_H
#define CORRAL_IO_ANSWER_LISTS_H

#include "core/try.h"

#define CORRAL_ANSWERS_LIMIT ((size_t)10000)

typedef enum corral_answer_kind {
    CORRAL_ANSWER_ONE, /* choose one */
    CORRAL_ANSWER_MANY,
    CORRAL_ANSWER_ORDERED /* choose one, and the order means something */
} corral_answer_kind;

typedef struct corral_list_answer {
    char *item, *note; /* note "" if none */
} corral_list_answer;

/* Texts are "" where none was given. */
typedef struct corral_answer_list {
    char *facet; /* as corral spells it, else in lower case */
    char *question;
    char *parameter; /* of the umbrella that its items are options of */
    corral_answer_kind kind;
    corral_list_answer *answers; /* in the order of the file */
    size_t count, capacity;
} corral_answer_list;

/* By name of the file, and within a file as they come. */
typedef struct corral_answer_lists {
    corral_answer_list *lists;
    size_t count, capacity;
    size_t answers; /* in all */
} corral_answer_lists;

/* Reads every *.csv of the folder: the columns facet and item, and kind (one, many, ordered;
 * blank: as above it, at first many), question, parameter; those of a list's first row count.
 * Refused, with its place: a blank facet or item, one that is there twice, another kind, more than
 * CORRAL_ANSWERS_LIMIT items; and a folder without such a file. */
corral_status corral_answer_lists_read(const char *folder, corral_answer_lists *out,
                                       corral_error *err);
void corral_answer_lists_release(corral_answer_lists *lists);

/* NULL if there is none. */
const corral_answer_list *corral_answer_lists_find(const corral_answer_lists *lists,
                                                   const char *facet);

#endif
