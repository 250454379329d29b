/* The false discovery rate of Benjamini and Hochberg (1995), shared by the files of this folder
 * only.
 *
 * Of m tests, taken by falling p, q = the smallest p m / rank so far; of equal p the last rank
 * counts. Tests of one p may be taken together. */
#ifndef CORRAL_OVERLAP_DISCOVERY_H
#define CORRAL_OVERLAP_DISCOVERY_H

#include <math.h>
#include <stdint.h>

typedef struct overlap_discovery {
    uint64_t tests, rank;
    double q;
} overlap_discovery;

static inline overlap_discovery overlap_discovery_begin(uint64_t tests)
{
    return (overlap_discovery){tests, tests, 1};
}

/* The q of the next `count` tests, whose p is the largest of those not taken yet. */
static inline double overlap_discovery_next(overlap_discovery *d, double p, uint64_t count)
{
    d->q = fmin(d->q, p * (double)d->tests / (double)d->rank);
    d->rank -= count;
    return d->q;
}

#endif
