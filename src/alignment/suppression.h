/* Which cells of a blind survey may be published. */
#ifndef CORRAL_ALIGNMENT_SUPPRESSION_H
#define CORRAL_ALIGNMENT_SUPPRESSION_H

#include "corral/backbone.h"

#include "core/try.h"

/* Whether an answer takes part at all. */
bool corral_answer_counts(const corral_answer *answer);
uint32_t corral_level_columns(const corral_survey *survey, corral_level level);
uint32_t corral_level_column(const corral_survey *survey, corral_level level, uint32_t function);

typedef struct corral_release {
    corral_level level;
    uint32_t columns;
    bool *shown; /* candidate * columns + column */
} corral_release;

void corral_release_done(corral_release *release);

/* The release that the answers give with k. */
corral_status corral_release_find(const corral_survey *survey, uint32_t k, corral_release *out,
                                  corral_error *err);

/* Sums of a candidate's functions that a reader of the release knows, by addition and subtraction:
 * sets of functions as bits. nodes has room for CORRAL_SURVEY_NODES. */
#define CORRAL_SURVEY_NODES (2 * CORRAL_SURVEY_FUNCTIONS + 1)
uint32_t corral_release_known(const corral_survey *survey, const corral_release *release,
                              uint32_t candidate, uint64_t *nodes);

#endif
