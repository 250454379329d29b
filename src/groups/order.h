/* The order of rows for drawing likeness as a matrix: groups by their likeness to each other, and
 * within each group its coalitions by theirs.
 *
 *     corral_order order = {0};
 *     TRY(corral_order_init(&order, similarity, grouping, NULL, err));
 *     for (uint32_t i = 0; i < order.coalition_count; i++)
 *         draw_row(order.coalition[i], corral_grouping_of(grouping, order.coalition[i]));
 *     corral_order_release(&order);
 */
#ifndef CORRAL_GROUPS_ORDER_H
#define CORRAL_GROUPS_ORDER_H

#include "corral/groups.h"
#include "groups/fiedler.h"

/* Above so many coalitions only groups are put in order. */
#define CORRAL_ORDER_LIMIT CORRAL_FIEDLER_LIMIT

typedef struct corral_order {
    uint32_t group_count; /* groups with a coalition drawn */
    uint32_t *group;      /* their places in the grouping, in order */
    /* Mean similarity of a coalition of one group and one of the other (on the diagonal: of two of
     * the group, 0 if it has one), 0 to 1, group_count squared, rows and columns as in group.
     * Pairs that cannot be compared count 0. */
    double *likeness;
    uint32_t coalition_count; /* all that are drawn; 0 above CORRAL_ORDER_LIMIT */
    uint32_t *coalition;      /* group by group as in group, those without a group last */
} corral_order;

/* drawn (NULL: all coalitions) in any order. At each level corral_fiedler_order. CORRAL_LIMIT above
 * CORRAL_FIEDLER_LIMIT groups. 0.1 s for 400 coalitions. Means rest on at most
 * CORRAL_ORDER_SPEAKERS coalitions, beyond that on evenly spaced ones of each group, so at most
 * some 8 million similarities are asked for (1.2 s). */
#define CORRAL_ORDER_SPEAKERS 4000
corral_status corral_order_init(corral_order *order, const corral_similarity *similarity,
                                const corral_grouping *grouping, const corral_coalitions *drawn,
                                corral_error *err);
void corral_order_release(corral_order *order);

#endif
