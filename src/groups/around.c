/* The best group around some coalitions: added, dropped and exchanged one at a time while that
 * gains. */
#include "core/memory.h"
#include "groups/partition.h"

#include <math.h>

typedef struct around_search {
    partition *p;
    uint32_t group;
    unsigned char *is_fixed; /* by unit */
    double *link;            /* by unit: sum of S to the group */
} around_search;

static void add_links(around_search *s, uint32_t u, double sign)
{
    unit_row row = unit_graph_row(s->p->graph, u);
    for (size_t i = 0; i < row.count; i++) s->link[row.to[i]] += sign * row.sum[i];
}

static void join(around_search *s, uint32_t u)
{
    add_links(s, u, 1);
    partition_move(s->p, u, s->group);
}

static void leave(around_search *s, uint32_t u)
{
    add_links(s, u, -1);
    partition_move(s->p, u, partition_free_group(s->p));
}

typedef struct exchange {
    double gain;
    uint32_t in, out; /* NO_UNIT: none */
} exchange;

static void try_out(const around_search *s, uint32_t in, exchange *best)
{
    const partition *p = s->p;
    uint32_t size_in = in == NO_UNIT ? 0 : unit_size(p->graph, in), size = p->size[s->group];
    for (uint32_t v = p->head[s->group]; v != NO_UNIT; v = p->next[v]) {
        uint32_t size_v = unit_size(p->graph, v), rest = size - size_v;
        if (s->is_fixed[v] || rest + size_in > p->max_size) continue;
        double gain = p->resolution * size_v * rest - s->link[v];
        if (in != NO_UNIT) {
            if (!partition_allowed(p, in, s->group, v)) continue;
            gain += s->link[in] - partition_between(p, in, v) - p->resolution * size_in * rest;
        }
        if (gain > best->gain) *best = (exchange){gain, in, v};
    }
}

static exchange best_exchange(const around_search *s)
{
    const partition *p = s->p;
    uint32_t size = p->size[s->group];
    exchange best = {GROUPS_LEAST_GAIN, NO_UNIT, NO_UNIT};
    try_out(s, NO_UNIT, &best);
    for (uint32_t u = 0; u < p->graph->count; u++) {
        uint32_t size_u = unit_size(p->graph, u);
        if (p->group[u] == s->group || s->link[u] <= GROUPS_LEAST_GAIN) continue;
        double gain = s->link[u] - p->resolution * size_u * size;
        if (size + size_u <= p->max_size && gain > best.gain &&
            partition_allowed(p, u, s->group, NO_UNIT))
            best = (exchange){gain, u, NO_UNIT};
        try_out(s, u, &best);
    }
    return best;
}

static corral_status fix(around_search *s, corral_coalitions around, corral_error *err)
{
    corral_status status = CORRAL_OK;
    partition *p = s->p;
    for (size_t i = 0; i < around.count; i++) {
        uint32_t a = around.index[i];
        uint32_t u = unit_of(p->graph, a);
        if (u == NO_UNIT)
            FAIL(CORRAL_BAD_USE, "a coalition that may not sit in a group is asked for");
        if (s->is_fixed[u]) continue;
        s->is_fixed[u] = 1;
        if (i == 0) {
            s->group = p->group[u];
            add_links(s, u, 1);
            continue;
        }
        if (!partition_allowed(p, u, s->group, NO_UNIT))
            FAIL(CORRAL_BAD_USE, "the same coalitions are asked to be together and apart");
        if (p->size[s->group] + unit_size(p->graph, u) > p->max_size)
            FAIL(CORRAL_BAD_USE, "more coalitions are asked for than a group may have (%u)",
                 p->max_size);
        join(s, u);
    }
done:
    return status;
}

corral_status search_around(partition *p, corral_coalitions around, corral_error *err)
{
    corral_status status = CORRAL_OK;
    around_search s = {.p = p};
    TRY(corral_array_new(&s.is_fixed, p->graph->count, 1, err));
    TRY(corral_array_new(&s.link, p->graph->count, sizeof(double), err));
    TRY(fix(&s, around, err));
    for (;;) {
        exchange e = best_exchange(&s);
        if (e.in == NO_UNIT && e.out == NO_UNIT) break;
        if (e.out != NO_UNIT) leave(&s, e.out);
        if (e.in != NO_UNIT) join(&s, e.in);
    }
done:
    free(s.is_fixed);
    free(s.link);
    return status;
}
