/* How far up the hidden ones stand among all that are absent. */
#ifndef CORRAL_REACH_MEASURE_H
#define CORRAL_REACH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

enum { REACH_TOP = 10 };

typedef struct reach_ranked {
    double score;
    bool is_hidden;
} reach_ranked;

/* Sorts. auc: the share of pairs (hidden, not hidden) of which the hidden one has the larger score,
 * ties half; NAN if there is no pair. precision: how many of the REACH_TOP largest scores are
 * hidden, as a share of them (of all, where there are fewer); those that tie for the last places
 * share them evenly; NAN for count 0. O(count log count). */
void reach_measure(reach_ranked *ranked, size_t count, double *auc, double *precision);

#endif
