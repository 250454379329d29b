/* Random walks between coalitions and items, for the backtest: the same ranks as igraph's
 * personalised PageRank, for several dampings at once and from many coalitions in parallel. */
#ifndef CORRAL_REACH_WALK_H
#define CORRAL_REACH_WALK_H

#include "core/try.h"
#include "corral/region.h"

/* The region's seats, those left out aside, as compressed rows and columns. `share` is the chance
 * of a step along the seat: from its coalition in rows, from its item in columns. */
typedef struct reach_walk {
    uint32_t coalition_count, item_count;
    size_t *row_start, *column_start;
    uint32_t *row_item, *column_coalition;
    double *row_to_coalition; /* by seat in rows: the step from the item */
    double *column_to_item;   /* by seat in columns: the step from the coalition */
} reach_walk;

/* left_out: by seat, coalition by coalition, 1 for those that are not there; may be NULL. */
corral_status reach_walk_init(reach_walk *walk, const corral_region *region,
                              const unsigned char *left_out, corral_error *err);
void reach_walk_release(reach_walk *walk);

/* What one walker needs: coalition_count and item_count numbers. */
typedef struct reach_walker {
    double *at_coalition, *at_item;
} reach_walker;

corral_status reach_walker_init(reach_walker *walker, const reach_walk *walk, corral_error *err);
void reach_walker_release(reach_walker *walker);

/* rank[k * item_count + j]: the PageRank of item j with damping[k] (below 1) and restart at the
 * coalition `from`, to 1e-10 of the whole. A walk is at items after every odd number of steps, so
 * P(j) = sum over odd k of (1 - d) d^k P(at j after k steps). All 0 if `from` has no seat. O(seats)
 * a step. */
void reach_walk_rank(const reach_walk *walk, reach_walker *walker, uint32_t from,
                     const double *damping, size_t count, double *rank);

#endif
