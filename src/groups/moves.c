/* Local moves: a unit joins another group, leaves to stand alone, or takes a place in a full group
 * from a unit that then goes where the first one was, or stands alone. Only units whose
 * surroundings changed are looked at again. */
#include "groups/partition.h"

typedef struct move {
    double gain;
    uint32_t group;   /* to join; NO_UNIT: to stand alone */
    uint32_t evicted; /* unit that makes room; NO_UNIT: none */
    bool takes_place; /* the evicted one goes to the group that was left */
} move;

static double cost(const partition *p, uint32_t size, uint32_t others)
{
    return p->resolution * size * others;
}

/* Part of v in group g without `missing`. */
static double part_in(const partition *p, uint32_t v, uint32_t g, uint32_t missing)
{
    double sum = 0;
    uint32_t size = unit_size(p->graph, v), others = 0;
    for (uint32_t w = p->head[g]; w != NO_UNIT; w = p->next[w]) {
        if (w == v || w == missing) continue;
        sum += partition_between(p, v, w);
        others += unit_size(p->graph, w);
    }
    return sum - cost(p, size, others);
}

static void consider(move *best, move m)
{
    if (m.gain > best->gain) *best = m;
}

/* Taking a place in group g, whoever makes room. By symmetry only moves by which u itself gains
 * need to be tried: if the other one gains, it will find them. */
static void consider_swaps(partition *p, uint32_t u, uint32_t g, double part_now, move *best)
{
    uint32_t own = p->group[u], size = unit_size(p->graph, u);
    for (uint32_t v = p->head[g]; v != NO_UNIT; v = p->next[v]) {
        uint32_t size_v = unit_size(p->graph, v), rest = p->size[g] - size_v;
        if (rest + size > p->max_size || !partition_allowed(p, u, g, v)) continue;
        double part = p->link[g] - partition_between(p, u, v) - cost(p, size, rest);
        if (part - part_now <= GROUPS_LEAST_GAIN) continue;
        double gain = part - part_now - part_in(p, v, g, NO_UNIT);
        consider(best, (move){gain, g, v, false});
        if (p->size[own] - size + size_v > p->max_size || !partition_allowed(p, v, own, u))
            continue;
        consider(best, (move){gain + part_in(p, v, own, u), g, v, true});
    }
}

static move best_move(partition *p, uint32_t u)
{
    uint32_t own = p->group[u], size = unit_size(p->graph, u);
    move best = {GROUPS_LEAST_GAIN, NO_UNIT, NO_UNIT, false};
    partition_link(p, u);
    double part_now = p->link[own] - cost(p, size, p->size[own] - size);
    if (p->size[own] > size) consider(&best, (move){-part_now, NO_UNIT, NO_UNIT, false});
    for (uint32_t i = 0; i < p->touched_count; i++) {
        uint32_t g = p->touched[i];
        if (g == own) continue;
        if (p->size[g] + size > p->max_size)
            consider_swaps(p, u, g, part_now, &best);
        else if (partition_allowed(p, u, g, NO_UNIT))
            consider(&best,
                     (move){p->link[g] - cost(p, size, p->size[g]) - part_now, g, NO_UNIT, false});
    }
    partition_unlink(p);
    return best;
}

static void queue_neighbours(const partition *p, unit_queue *queue, uint32_t u)
{
    unit_row row = unit_graph_row(p->graph, u);
    for (size_t i = 0; i < row.count; i++)
        if (p->group[row.to[i]] != p->group[u]) unit_queue_push(queue, row.to[i]);
}

static void queue_group(const partition *p, unit_queue *queue, uint32_t g)
{
    for (uint32_t v = p->head[g]; v != NO_UNIT; v = p->next[v]) unit_queue_push(queue, v);
}

static void make_move(partition *p, unit_queue *queue, uint32_t u, move m)
{
    uint32_t own = p->group[u];
    if (m.evicted != NO_UNIT) {
        /* Alone first; the place that was left may stand empty for a moment. */
        partition_move(p, u, m.group);
        partition_move(p, m.evicted, m.takes_place ? own : partition_free_group(p));
        queue_neighbours(p, queue, m.evicted);
        unit_queue_push(queue, m.evicted);
        queue_group(p, queue, p->group[m.evicted]);
    } else {
        partition_move(p, u, m.group == NO_UNIT ? partition_free_group(p) : m.group);
    }
    queue_neighbours(p, queue, u);
    queue_group(p, queue, own);
    queue_group(p, queue, p->group[u]);
}

double search_moves(partition *p, unit_queue *queue, search_watch *watch)
{
    double gained = 0;
    size_t steps = 0;
    while (queue->count > 0 && !p->out_of_memory) {
        uint32_t u = unit_queue_pop(queue);
        if (++steps % 256 == 0 && !search_goes_on(watch, "moving coalitions", NAN)) break;
        move m = best_move(p, u);
        if (m.gain <= GROUPS_LEAST_GAIN) continue;
        make_move(p, queue, u, m);
        gained += m.gain;
    }
    while (queue->count > 0) unit_queue_pop(queue);
    return gained;
}
