/* Ratings while they are read: ratings_rows.c checks rows from a table, ratings_form.c makes rows
 * of answers to a form, ratings.c numbers what was said. */
#ifndef CORRAL_IO_RATINGS_READING_H
#define CORRAL_IO_RATINGS_READING_H

#include "core/strings.h"
#include "core/text.h"
#include "io/ratings.h"
#include "io/source.h"

enum {
    CORRAL_RATING_RESPONDENT,
    CORRAL_RATING_ORGANISATION,
    CORRAL_RATING_CANDIDATE,
    CORRAL_RATING_FUNCTION,
    CORRAL_RATING_SCORE,
    CORRAL_RATING_TIE,
    CORRAL_RATING_IMPORTANCE,
    CORRAL_RATING_BLOCK,
    CORRAL_RATING_COLUMNS
};

/* A row as it was written: trimmed texts, "" for what is blank or not there. */
typedef struct corral_rating_cells {
    const char *file, *text[CORRAL_RATING_COLUMNS];
    size_t line, column[CORRAL_RATING_COLUMNS]; /* from 1; 0: none of its own */
} corral_rating_cells;

typedef struct corral_ratings_reading {
    const corral_answers_file *from;
    const char *file;
    bool decimal_comma, has_blocks;
    uint32_t member;                            /* facet of the region, or UINT32_MAX */
    corral_strings *set[CORRAL_RATING_COLUMNS]; /* what was said in a column of names, by key */
    corral_strings *said;                       /* rater, candidate, function */
    size_t *lines;                              /* by said: where */
    uint32_t *home;                             /* of each rater: its organisation */
    uint32_t *block;                            /* of each function */
    size_t line_capacity, home_capacity, block_capacity, capacity;
    corral_text scratch;
    corral_survey *out;
} corral_ratings_reading;

/* Checks the row and keeps it. */
corral_status corral_ratings_add(corral_ratings_reading *reading, const corral_rating_cells *cells,
                                 corral_error *err);
/* Every row of the source, which is borrowed: a table, or answers to the form reading->from->form.
 */
corral_status corral_ratings_rows(corral_ratings_reading *reading, corral_source *source,
                                  corral_error *err);
corral_status corral_ratings_answers(corral_ratings_reading *reading, corral_source *source,
                                     corral_error *err);

#endif
