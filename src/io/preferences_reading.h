/* Preferences while they are read: preferences_rows.c checks rows from a table, preferences_form.c
 * makes rows of answers to a form, preferences.c numbers what was said. */
#ifndef CORRAL_IO_PREFERENCES_READING_H
#define CORRAL_IO_PREFERENCES_READING_H

#include "core/strings.h"
#include "core/text.h"
#include "io/preferences.h"
#include "io/source.h"

enum {
    CORRAL_PREFERENCE_COALITION,
    CORRAL_PREFERENCE_PARAMETER,
    CORRAL_PREFERENCE_OPTION,
    CORRAL_PREFERENCE_ROUND,
    CORRAL_PREFERENCE_RANK,
    CORRAL_PREFERENCE_ACCEPT,
    CORRAL_PREFERENCE_RESPONDENT,
    CORRAL_PREFERENCE_COLUMNS
};

/* A row as it was written: trimmed texts, "" for what is blank or not there. */
typedef struct corral_preference_cells {
    const char *file, *text[CORRAL_PREFERENCE_COLUMNS];
    size_t line, column[CORRAL_PREFERENCE_COLUMNS]; /* from 1; 0: none of its own */
} corral_preference_cells;

typedef struct corral_preferences_reading {
    const corral_answers_file *from;
    const char *file;
    corral_problems *problems;
    bool decimal_comma;
    corral_strings *coalitions;           /* ids of the region, or keys */
    corral_strings *parameters, *options; /* options as "parameter's number/key" */
    corral_strings *spellings;            /* options without regard to case */
    uint32_t *spelt;                      /* by spelling: the option that was first */
    corral_strings *said;                 /* coalition, option, round and respondent */
    size_t *lines;                        /* by said: where */
    uint32_t *of;                         /* by option: its parameter, and of each parameter */
    uint32_t *counts;                     /* how many options it has */
    size_t spelt_capacity, line_capacity, of_capacity, count_capacity;
    corral_text key, scratch;
    corral_preferences *out;
} corral_preferences_reading;

/* Checks the row and keeps it. */
corral_status corral_preferences_add(corral_preferences_reading *reading,
                                     const corral_preference_cells *cells, corral_error *err);
/* Every row of the source, which is borrowed: a table, or answers to the form reading->from->form.
 */
corral_status corral_preferences_rows(corral_preferences_reading *reading, corral_source *source,
                                      corral_error *err);
corral_status corral_preferences_answers(corral_preferences_reading *reading, corral_source *source,
                                         corral_error *err);

#endif
