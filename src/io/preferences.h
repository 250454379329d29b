/* preferences.csv: what coalitions want of an umbrella.
 *
 * Answers are confidential: no message about them names a coalition or a respondent; line and
 * column lead to them. */
#ifndef CORRAL_IO_PREFERENCES_H
#define CORRAL_IO_PREFERENCES_H

#include "corral/problems.h"

#include "io/answers_file.h"

#define CORRAL_PREFERENCES_COALITIONS 1000
#define CORRAL_PREFERENCES_PARAMETERS 100
#define CORRAL_PREFERENCES_OPTIONS 200 /* of one parameter */
#define CORRAL_PREFERENCES_ROUNDS 99
#define CORRAL_PREFERENCES_ROWS 1000000

typedef struct corral_preference_row {
    uint32_t coalition, option, round;
    double rank;   /* NAN: unranked */
    double accept; /* 0 cannot, 1 can live with, 2 fine, 3 want; NAN: not said */
} corral_preference_row;

/* Coalitions, parameters and options are numbered in byte order of their names, options by
 * parameter first; so the order of rows means nothing. */
typedef struct corral_preferences {
    char **coalition, **parameter, **option;
    uint32_t *in_region;    /* of each coalition; NULL without a region */
    uint32_t *parameter_of; /* of each option */
    uint32_t coalitions, parameters, options;
    corral_preference_row *rows; /* in order of reading */
    size_t count, capacity;
} corral_preferences;

/* Of a table: columns coalition, parameter and option; rank, accept or both; round (without it all
 * is round 1) and respondent. With a region (may be NULL) coalitions are its own, by id or name,
 * and come out as ids. The first row that is wrong is refused with its place: a blank coalition,
 * parameter, option or round, a rank under 1, an accept other than 0 to 3, one respondent twice on
 * one option in one round. Warnings (columns that are not read, options that differ in case alone)
 * go to problems, which may be NULL. */
corral_status corral_preferences_read(const corral_answers_file *from, corral_problems *problems,
                                      corral_preferences *out, corral_error *err);
void corral_preferences_release(corral_preferences *preferences);

/* Whether somebody has a row in the round, and the highest round below `round` that has one; 0 if
 * none has. */
bool corral_preferences_has(const corral_preferences *preferences, uint32_t round);
uint32_t corral_preferences_before(const corral_preferences *preferences, uint32_t round);

#endif
