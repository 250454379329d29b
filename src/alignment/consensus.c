/* Kemeny's order by dynamic programming, or by local search where there are too many options. */
#include "alignment/consensus.h"

#include <math.h>

#include "core/memory.h"

/* What it costs that a stands before all others of the set. */
static double cost_in_front(const double *prefer, uint32_t n, uint32_t a, uint32_t set)
{
    double cost = 0;
    for (uint32_t b = 0; b < n; b++)
        if (b != a && set >> b & 1) cost += prefer[b * n + a];
    return cost;
}

/* best[set]: the least cost of an order of the set, over which of it comes first. */
static void find_best(const double *prefer, uint32_t n, double *best)
{
    best[0] = 0;
    for (uint32_t set = 1; set < 1u << n; set++) {
        best[set] = INFINITY;
        for (uint32_t a = 0; a < n; a++) {
            if (!(set >> a & 1)) continue;
            double cost = cost_in_front(prefer, n, a, set) + best[set & ~(1u << a)];
            if (cost < best[set]) best[set] = cost;
        }
    }
}

static corral_status find_exactly(const double *prefer, uint32_t n, corral_consensus *c,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *best = NULL;
    uint32_t left = (1u << n) - 1;
    TRY(corral_array_new(&best, (size_t)1 << n, sizeof *best, err));
    find_best(prefer, n, best);
    c->cost = best[left];
    c->margin = INFINITY;
    for (uint32_t a = 0, level = 0; a < n; a++) {
        double more = cost_in_front(prefer, n, a, left) + best[left & ~(1u << a)] - c->cost;
        if (c->first) c->first[a] = more <= 0;
        if (more > 0 || level++) c->margin = fmin(c->margin, more);
    }
    for (uint32_t place = 0; place < n; place++) {
        uint32_t a = 0;
        while (!(left >> a & 1) ||
               cost_in_front(prefer, n, a, left) + best[left & ~(1u << a)] > best[left])
            a++;
        c->order[place] = a;
        left &= ~(1u << a);
    }
done:
    free(best);
    return status;
}

/* ---- many options ---- */

/* By preferences won less preferences lost, falling; level ones by number. */
static corral_status order_by_borda(const double *prefer, uint32_t n, uint32_t *order,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *score = NULL;
    TRY(corral_array_new(&score, n, sizeof *score, err));
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++) score[a] += prefer[a * n + b] - prefer[b * n + a];
    for (uint32_t a = 0; a < n; a++) {
        uint32_t place = a;
        for (; place && score[order[place - 1]] < score[a]; place--)
            order[place] = order[place - 1];
        order[place] = a;
    }
done:
    free(score);
    return status;
}

/* Moves the option at `from` to where it costs least; whether that was somewhere else. */
static bool move_one(const double *prefer, uint32_t n, uint32_t *order, uint32_t from)
{
    uint32_t a = order[from], to = from;
    double gain = 0, best = 0;
    for (uint32_t k = from; k-- > 0;) { /* a passes in front of order[k] */
        gain += prefer[a * n + order[k]] - prefer[order[k] * n + a];
        if (gain > best) best = gain, to = k;
    }
    gain = 0;
    for (uint32_t k = from + 1; k < n; k++) {
        gain += prefer[order[k] * n + a] - prefer[a * n + order[k]];
        if (gain > best) best = gain, to = k;
    }
    for (; from > to; from--) order[from] = order[from - 1];
    for (; from < to; from++) order[from] = order[from + 1];
    order[to] = a;
    return best > 0;
}

static corral_status find_nearly(const double *prefer, uint32_t n, corral_consensus *c,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(order_by_borda(prefer, n, c->order, err));
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t place = 0; place < n; place++)
            moved = move_one(prefer, n, c->order, place) || moved;
    }
    c->cost = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) c->cost += prefer[c->order[k] * n + c->order[i]];
    c->margin = NAN;
    for (uint32_t a = 0; c->first && a < n; a++) c->first[a] = a == c->order[0];
done:
    return status;
}

corral_status corral_consensus_find(const double *prefer, uint32_t n, corral_consensus *consensus,
                                    corral_error *err)
{
    consensus->is_exact = n <= CORRAL_CONSENSUS_EXACT;
    return consensus->is_exact ? find_exactly(prefer, n, consensus, err)
                               : find_nearly(prefer, n, consensus, err);
}
