/* The best partition of a component by branch and price (Barnhart et al. 1998): groups are columns
 * of a linear programme, made as they are needed. Shared by the files of this folder only. */
#ifndef CORRAL_GROUPS_BRANCH_H
#define CORRAL_GROUPS_BRANCH_H

#include "groups/partition.h"

/* The units of a component with all their margins. Places are 0 .. count-1. */
typedef struct dense {
    uint32_t count;
    double *margin;    /* count by count: S - resolution times both sizes; -INFINITY: apart */
    double *inside;    /* by place: what a unit made of several others is worth by itself */
    uint32_t *size;    /* in coalitions */
    uint32_t max_size; /* of a group; the least is 2 */
} dense;

corral_status dense_of_units(dense *d, const partition *p, const uint32_t *units, uint32_t count,
                             corral_error *err);
void dense_release(dense *d);
double dense_margin(const dense *d, uint32_t u, uint32_t v);

/* Groups that were found, each a run of places. */
typedef struct columns {
    size_t *start; /* count + 1 */
    uint32_t *member;
    double *value;
    size_t count, start_capacity, member_capacity, value_capacity;
} columns;

void columns_release(columns *c);
corral_status columns_add(columns *c, const uint32_t *member, size_t count, double value,
                          corral_error *err);

/* ---- pricing ---- */

/* What pricing may still spend; counted in nodes of its search, so that results do not depend on
 * the machine. */
typedef struct pricing_budget {
    uint64_t left;
    search_watch *watch;
} pricing_budget;

/* Adds groups whose value is more than the sum of their prices, at most `most` of them, by price
 * (of each place, 0 or more). *complete: that there is no other; false when the budget ran out. */
corral_status price_groups(const dense *d, const double *price, size_t most, pricing_budget *budget,
                           columns *found, bool *complete, corral_error *err);
/* Groups worth this little more than their prices are not looked for. */
#define PRICING_SLACK 1e-9

/* Lowers prices at which no group is worth more than its members cost, to others like that: each in
 * turn by `share` of what it costs more than any group needs. Nodes of its search a place: where
 * they do not suffice, the price stays. */
corral_status price_down(const dense *d, double *price, double share, uint64_t nodes,
                         search_watch *watch, corral_error *err);

/* ---- the linear programme ---- */

typedef struct master master;

/* Every place in at most one of the groups; the largest sum of values. */
corral_status master_new(uint32_t places, master **out, corral_error *err);
void master_free(master *m);
corral_status master_add(master *m, const columns *c, size_t first, corral_error *err);
/* price: by place, 0 or more; chosen: by column, its share. *solved is false, and both are not to
 * be used, when the simplex finds no optimum. */
corral_status master_solve(master *m, double *price, double *chosen, bool *solved,
                           corral_error *err);

/* ---- the whole ---- */

/* Lowers *bound, one on these units that holds, by prices alone; is_long: as far as it goes. */
corral_status search_sharpen(const partition *p, const uint32_t *units, uint32_t count,
                             search_watch *watch, bool is_long, double *bound, corral_error *err);

/* Improves the partition of these units if it can; *bound, which comes in as one that holds, is
 * lowered as far as could be proven. Spends of *budget, in nodes of pricing. */
corral_status search_branch(partition *p, const uint32_t *units, uint32_t count,
                            search_watch *watch, uint64_t *budget, double *bound,
                            corral_error *err);

#endif
