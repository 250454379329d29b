/* An upper bound on Q that needs no search.
 *
 * In any partition a unit has at most max_size - 1 mates, so its part of Q is at most the sum of
 * its max_size - 1 largest positive margins S - resolution; every pair is counted from both sides,
 * hence half the sum over units. */
#include "core/memory.h"
#include "groups/branch.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static int falling(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x > y ? -1 : x < y;
}

/* scratch has room for the longest row. A unit of several coalitions has margins sum - resolution *
 * sizes, and room for fewer mates than coalitions, which only makes the bound larger. */
static double margins_of_unit(const partition *p, uint32_t u, double *scratch)
{
    const unit_graph *g = p->graph;
    unit_row row = unit_graph_row(g, u);
    uint32_t size = unit_size(g, u);
    size_t count = 0, most = p->max_size - size;
    double sum = 0;
    for (size_t i = 0; i < row.count; i++) {
        double margin = row.sum[i] - p->resolution * size * unit_size(g, row.to[i]);
        if (margin > 0) scratch[count++] = margin;
    }
    qsort(scratch, count, sizeof *scratch, falling);
    for (size_t i = 0; i < count && i < most; i++) sum += scratch[i];
    return sum;
}

double bound_of_units(const partition *p, const uint32_t *units, uint32_t count, size_t most,
                      double *scratch)
{
    double sum = 0, *halves = scratch + p->graph->count;
    for (uint32_t i = 0; i < count; i++) halves[i] = margins_of_unit(p, units[i], scratch) / 2;
    if (count > most) qsort(halves, count, sizeof *halves, falling);
    for (uint32_t i = 0; i < count && i < most; i++) sum += halves[i];
    return sum;
}

/* Half the margins are prices at which no group is worth more than its members cost; any such
 * prices add up to a bound (linear programming's weak duality), so lower ones are looked for, in
 * smaller and smaller steps, that those looked at first do not take all. */
corral_status search_sharpen(const partition *p, const uint32_t *units, uint32_t count,
                             search_watch *watch, bool is_long, double *bound, corral_error *err)
{
    static const double SHARE[] = {0.5, 1};
    enum { PASSES = sizeof SHARE / sizeof *SHARE, NODES = 100, LONG = 30 };
    uint64_t nodes = is_long ? NODES * LONG : NODES;
    corral_status status = CORRAL_OK;
    dense d = {0};
    double *price = NULL, *scratch = NULL, sum = 0;
    TRY(dense_of_units(&d, p, units, count, err));
    TRY(corral_array_new(&price, count, sizeof *price, err));
    TRY(corral_array_new(&scratch, p->graph->count, sizeof *scratch, err));
    for (uint32_t i = 0; i < count; i++) price[i] = margins_of_unit(p, units[i], scratch) / 2;
    for (int pass = 0; pass < PASSES; pass++)
        TRY(price_down(&d, price, SHARE[pass], nodes, watch, err));
    for (uint32_t i = 0; i < count; i++) sum += price[i] + PRICING_SLACK;
    if (sum < *bound) *bound = sum;
done:
    free(price);
    free(scratch);
    dense_release(&d);
    return status;
}

double bound_round_up(double sum, double terms, double magnitude)
{
    /* Adding t numbers one after the other errs by at most (t - 1) u sum |x| (Higham 2002, equation
     * 4.4), u half an ulp; four times that covers both sums, and the products and differences that
     * make the terms. */
    return sum + 2 * DBL_EPSILON * (terms + 4) * magnitude;
}
