/* An XLSForm (xlsform.org) as the key to answers: which question a column is, what a code means.
 *
 * KoboToolbox and ODK export answers under the names of questions and choices, or under their
 * labels; groups stand before, as in group/question, and a choice of a question of which several
 * may be chosen behind, as in question/choice. */
#ifndef CORRAL_IO_XLSFORM_H
#define CORRAL_IO_XLSFORM_H

#include "core/strings.h"

typedef enum corral_xlsform_kind {
    CORRAL_XLSFORM_OPEN, /* a text, a number, a date */
    CORRAL_XLSFORM_ONE,
    CORRAL_XLSFORM_MANY,
    CORRAL_XLSFORM_GROUP,
    CORRAL_XLSFORM_REPEAT
} corral_xlsform_kind;

typedef struct corral_xlsform_question {
    corral_xlsform_kind kind;
    char *name, *label; /* label "" if there is none */
    char *list;         /* of ONE and MANY; else NULL */
    uint32_t parent;    /* the group or repeat around it; CORRAL_NONE */
} corral_xlsform_question;

typedef struct corral_xlsform_choice {
    char *list, *name, *label;
} corral_xlsform_choice;

typedef struct corral_xlsform {
    corral_xlsform_question *questions;
    corral_xlsform_choice *choices;
    size_t count, room, choice_count, choice_room;
    corral_strings *keys; /* what a column may be called */
    struct corral_xlsform_column *columns;
    size_t column_room;
} corral_xlsform;

/* What a column of answers is. */
typedef struct corral_xlsform_column {
    uint32_t question;          /* CORRAL_NONE: none of the form */
    uint32_t choice;            /* ticked or not; CORRAL_NONE: the answer itself */
    bool by_label, is_doubtful; /* doubtful: several questions are called so */
} corral_xlsform_column;

/* Reads the sheets survey and choices. */
corral_status corral_xlsform_read(const char *path, corral_xlsform *out, corral_error *err);
void corral_xlsform_release(corral_xlsform *form);

corral_xlsform_column corral_xlsform_find(const corral_xlsform *form, const char *column);

/* The label of the choice of that list that begins the text, by name or label, up to a space or the
 * end; *length is how much of the text that is. NULL if none does. */
const char *corral_xlsform_choice_of(const corral_xlsform *form, const char *list, const char *text,
                                     bool by_label, size_t *length);

/* What is asked of a thing in a group is labelled "THING: PART": the part, or the whole label. */
const char *corral_xlsform_part(const corral_xlsform *form,
                                const corral_xlsform_question *question);

#endif
