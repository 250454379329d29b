/* The answers of a blind survey on backbone candidates.
 *
 * Confidential: whoever holds them can tell who said what. Respondents are numbers here; no token
 * is kept, and nothing that the backbone functions give out tells one. */
#ifndef CORRAL_SURVEY_H
#define CORRAL_SURVEY_H

#include <stdint.h>

#include "corral/error.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CORRAL_SURVEY_CANDIDATES 50u
#define CORRAL_SURVEY_FUNCTIONS 50u
#define CORRAL_SURVEY_RATERS 100000u
#define CORRAL_SURVEY_ANSWERS 5000000u

/* What one respondent says of one candidate on one function. */
typedef struct corral_answer {
    uint32_t rater, organisation, candidate, function;
    double score;      /* 1 to 5, NAN: don't know */
    double importance; /* of the function, 1 to 5; NAN: not said */
    bool is_own;       /* the respondent's own organisation */
    bool is_tied;      /* grantee, board, fiscal agent or any other tie */
} corral_answer;

/* Candidates, functions, blocks, organisations are numbered in byte order of their names. */
typedef struct corral_survey {
    char **candidate, **function, **organisation;
    uint32_t *block; /* of each function, 0 to blocks - 1 */
    char **block_name;
    uint32_t candidates, functions, blocks, raters, organisations;
    corral_answer *answers;
    size_t count;
} corral_survey;

CORRAL_EXPORT void corral_survey_release(corral_survey *survey);

#ifdef __cplusplus
}
#endif

#endif
