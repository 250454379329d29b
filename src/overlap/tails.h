/* The distribution of what two coalitions share, by the classes of their degrees. */
#ifndef CORRAL_OVERLAP_TAILS_H
#define CORRAL_OVERLAP_TAILS_H

#include "overlap/sdsm.h"

#include "corral/overlap.h"

/* A null model of a facet. */
typedef struct overlap_model {
    corral_null null;
    const overlap_margins *margins;
    overlap_sdsm sdsm; /* empty for the hypergeometric one */
} overlap_model;

/* Two-sided p by count. */
typedef struct overlap_tails {
    double expected, least_p; /* least_p: of the counts that the margins allow */
    double *p;                /* 0 .. count - 1 */
    bool *is_more;            /* the upper tail is the smaller one */
    uint32_t count;
} overlap_tails;

corral_status overlap_model_init(overlap_model *model, const overlap_margins *margins,
                                 corral_null null, corral_error *err);
void overlap_model_release(overlap_model *model);

double overlap_expected(const overlap_model *model, uint32_t c, uint32_t d);

/* Chances below the floor are taken for 0: COARSE does for tails down to COARSE_TAIL, and FINE for
 * all that a double can hold, at several times the cost. */
#define OVERLAP_COARSE 1e-40
#define OVERLAP_COARSE_TAIL 1e-20
#define OVERLAP_FINE 1e-290

/* Of classes c and d, for counts up to largest at least (no more than both have). Exact but for the
 * floor. The hypergeometric one asks GSL: from one thread only. */
corral_status overlap_tails_init(overlap_tails *tails, const overlap_model *model, uint32_t c,
                                 uint32_t d, uint32_t largest, double floor);
void overlap_tails_release(overlap_tails *tails);

/* The sum of independent trials: chance[k] that it is k, the last of that or more. */
typedef struct overlap_sum {
    double *chance, *scratch, *trial; /* by count */
    size_t low, high, room;           /* chance is 0 below low and from high on */
    size_t trial_room;
    double floor;
} overlap_sum;

corral_status overlap_sum_init(overlap_sum *sum, size_t room, double floor);
/* Adds size trials of chance p each. */
corral_status overlap_sum_add(overlap_sum *sum, uint32_t size, double p);
void overlap_sum_release(overlap_sum *sum);

#endif
