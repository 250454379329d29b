/* The best partition of a small component, by dynamic programming over sets of units: the group of
 * a set's smallest unit is tried in every allowed form, the rest is a smaller set. 3^n steps. */
#include "core/memory.h"
#include "groups/partition.h"

#include <math.h>

typedef struct sets {
    const partition *p;
    const uint32_t *units;
    uint32_t count;
    uint32_t min_size;
    double *value; /* Q of the set as one group, -INFINITY if it may not be one */
    double *best;  /* Q of the best partition of the set */
    uint32_t *choice;
} sets;

static double value_of(const sets *s, uint32_t set)
{
    const unit_graph *g = s->p->graph;
    uint32_t first = (uint32_t)__builtin_ctz(set), rest = set & (set - 1);
    uint32_t u = s->units[first];
    double value = rest ? s->value[rest] : 0;
    for (uint32_t left = rest; left; left &= left - 1) {
        uint32_t v = s->units[__builtin_ctz(left)];
        double cost = s->p->resolution * unit_size(g, u) * unit_size(g, v);
        value += partition_between(s->p, u, v) - cost;
        if (g->apart_start)
            for (size_t i = g->apart_start[u]; i < g->apart_start[u + 1]; i++)
                if (g->apart_to[i] == v) value = -INFINITY;
    }
    return value;
}

static bool may_be_group(const sets *s, uint32_t set)
{
    uint32_t size = 0;
    for (uint32_t left = set; left; left &= left - 1)
        size += unit_size(s->p->graph, s->units[__builtin_ctz(left)]);
    bool is_one_unit = (set & (set - 1)) == 0;
    return is_one_unit || (size >= s->min_size && size <= s->p->max_size);
}

static void solve(sets *s)
{
    uint32_t all = (1u << s->count) - 1;
    s->best[0] = 0;
    for (uint32_t set = 1; set <= all; set++) {
        uint32_t first = set & (~set + 1), rest = set ^ first;
        s->best[set] = -INFINITY;
        for (uint32_t mates = rest;; mates = (mates - 1) & rest) {
            uint32_t group = first | mates;
            double q = s->value[group] + s->best[set ^ group];
            if (q > s->best[set]) {
                s->best[set] = q;
                s->choice[set] = group;
            }
            if (!mates) break;
        }
    }
}

static void apply(partition *p, const sets *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (p->size[p->group[s->units[i]]] > unit_size(p->graph, s->units[i]))
            partition_move(p, s->units[i], partition_free_group(p));
    for (uint32_t set = (1u << s->count) - 1; set; set ^= s->choice[set]) {
        uint32_t group = s->choice[set];
        uint32_t target = p->group[s->units[__builtin_ctz(group)]];
        for (uint32_t left = group; left; left &= left - 1)
            partition_move(p, s->units[__builtin_ctz(left)], target);
    }
}

corral_status search_exact(partition *p, const uint32_t *units, uint32_t count, uint32_t min_size,
                           double *objective, corral_error *err)
{
    corral_status status = CORRAL_OK;
    sets s = {.p = p, .units = units, .count = count, .min_size = min_size};
    size_t all = (size_t)1 << count;
    TRY(corral_array_new(&s.value, all, sizeof(double), err));
    TRY(corral_array_new(&s.best, all, sizeof(double), err));
    TRY(corral_array_new(&s.choice, all, sizeof(uint32_t), err));
    for (uint32_t set = 1; set < all; set++) s.value[set] = value_of(&s, set);
    for (uint32_t set = 1; set < all; set++)
        if (!may_be_group(&s, set)) s.value[set] = -INFINITY;
    solve(&s);
    apply(p, &s);
    *objective = s.best[all - 1];
done:
    free(s.value);
    free(s.best);
    free(s.choice);
    return status;
}
