/* The consensus order of a few options: Kemeny 1959, the order that goes against the fewest
 * preferences between two options. */
#ifndef CORRAL_ALIGNMENT_CONSENSUS_H
#define CORRAL_ALIGNMENT_CONSENSUS_H

#include <stdint.h>

#include "core/try.h"

/* Options to which the order is the best one for certain. */
#define CORRAL_CONSENSUS_EXACT 12u

/* n by n: prefer[a * n + b] is how many (or what weight of) coalitions have a before b. Sums of
 * whole numbers, so that equal costs are equal to the bit. */
typedef struct corral_consensus {
    uint32_t *order; /* room for n: the first in byte order of numbers among the best orders */
    bool *first;   /* room for n: whether it comes first in one of the best orders; NULL: not asked;
                    * of inexact orders the first alone */
    double cost;   /* preferences that the order goes against */
    double margin; /* what the best order with another option in front costs more; 0 where several
                    * are level, INFINITY for one option; NAN for inexact orders */
    bool is_exact;
} corral_consensus;

/* Exact to CORRAL_CONSENSUS_EXACT options by dynamic programming over sets, O(2^n n^2); above, the
 * order of Borda scores improved by moving one option at a time until no move helps. */
corral_status corral_consensus_find(const double *prefer, uint32_t n, corral_consensus *consensus,
                                    corral_error *err);

#endif
