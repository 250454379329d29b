/* What the files of packages share. */
#ifndef CORRAL_ALIGNMENT_PACKAGES_H
#define CORRAL_ALIGNMENT_PACKAGES_H

#include "core/try.h"
#include "corral/umbrella.h"

/* The choices of one parameter; the arrays are by choice, cost by choice and coalition. */
typedef struct corral_choices {
    corral_umbrella_parameter parameter;
    uint32_t count, open_count;
    uint32_t *set; /* options, as bits from the parameter's first row; NULL: choice k is row k */
    uint32_t *blockers; /* of each option: coalitions for which it is not feasible */
    uint32_t open_options;
    bool *is_open;
    bool *is_lean; /* no open choice with fewer of its options costs everybody the same */
    double *cost, *sum;
} corral_choices;

struct corral_packages {
    const corral_umbrella *umbrella;
    bool allow_unknown;
    uint32_t coalitions, parameters;
    corral_choices *of;
    uint32_t *kept; /* packages that none beats, `parameters` choices each */
    corral_package *packages;
    size_t count;
    uint32_t *favourite;
};

/* Partial packages: choices of the parameters so far and what they cost each coalition. */
typedef struct corral_frontier {
    uint32_t *choices;
    double *cost, *sum;
    size_t count;
} corral_frontier;

/* frontier.c: the feasible packages that no other beats, by sum. *kept is the caller's to release,
 * also on failure. */
corral_status corral_frontier_find(const corral_packages *p, corral_frontier *kept,
                                   const corral_progress *progress, corral_error *err);
void corral_frontier_release(corral_frontier *f);

#endif
