/* Ruin and recreate (Schrimpf et al. 2000): a few neighbouring groups are torn down, their units
 * return in random order to where they fit best, local moves follow; what is worse is taken back.
 */
#include "core/chance.h"
#include "core/memory.h"
#include "groups/partition.h"

#include <gsl/gsl_randist.h>

enum { TORN_GROUPS = 3 };

typedef struct ruin {
    partition *p;
    gsl_rng *chance;
    unit_queue *queue;
    search_watch *watch;
    uint32_t *torn;
    size_t torn_count, torn_capacity;
    double gain;
} ruin;

/* Part of u in its group. */
static double part_now(partition *p, uint32_t u)
{
    uint32_t g = p->group[u], size = unit_size(p->graph, u);
    partition_link(p, u);
    double part = p->link[g] - p->resolution * size * (p->size[g] - size);
    partition_unlink(p);
    return part;
}

static corral_status tear(ruin *r, uint32_t g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    partition *p = r->p;
    while (p->next[p->head[g]] != NO_UNIT) {
        uint32_t u = p->head[g];
        TRY(corral_array_grow(&r->torn, &r->torn_capacity, r->torn_count + 2, sizeof(uint32_t),
                              err));
        r->torn[r->torn_count++] = u;
        r->gain -= part_now(p, u);
        partition_move(p, u, partition_free_group(p));
        if (p->out_of_memory) FAIL(CORRAL_NO_MEMORY, "out of memory searching groups");
    }
    TRY(corral_array_grow(&r->torn, &r->torn_capacity, r->torn_count + 1, sizeof(uint32_t), err));
    r->torn[r->torn_count++] = p->head[g];
done:
    return status;
}

/* Where u fits best with room, or alone. */
static void put_back(ruin *r, uint32_t u)
{
    partition *p = r->p;
    uint32_t own = p->group[u], size = unit_size(p->graph, u), best = own;
    double best_part = GROUPS_LEAST_GAIN;
    if (p->size[own] > size) return; /* others have come to it */
    partition_link(p, u);
    for (uint32_t i = 0; i < p->touched_count; i++) {
        uint32_t g = p->touched[i];
        double part = p->link[g] - p->resolution * size * p->size[g];
        if (g == own || p->size[g] + size > p->max_size || part <= best_part) continue;
        if (!partition_allowed(p, u, g, NO_UNIT)) continue;
        best = g;
        best_part = part;
    }
    partition_unlink(p);
    if (best == own) return;
    partition_move(p, u, best);
    r->gain += best_part;
}

/* The unit's group and groups of random partners of it. */
static corral_status tear_around(ruin *r, uint32_t unit, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_row row = unit_graph_row(r->p->graph, unit);
    r->torn_count = 0;
    TRY(tear(r, r->p->group[unit], err));
    for (int k = 1; k < TORN_GROUPS && row.count > 0; k++) {
        uint32_t other = row.to[gsl_rng_uniform_int(r->chance, row.count)];
        bool is_torn = false;
        for (size_t i = 0; i < r->torn_count; i++) is_torn |= r->torn[i] == other;
        if (!is_torn) TRY(tear(r, r->p->group[other], err));
    }
done:
    return status;
}

static corral_status ruin_once(ruin *r, uint32_t unit, corral_error *err)
{
    corral_status status = CORRAL_OK;
    partition *p = r->p;
    r->gain = 0;
    partition_record(p);
    TRY(tear_around(r, unit, err));
    gsl_ran_shuffle(r->chance, r->torn, r->torn_count, sizeof(uint32_t));
    for (size_t i = 0; i < r->torn_count; i++) put_back(r, r->torn[i]);
    for (size_t i = 0; i < r->torn_count; i++) unit_queue_push(r->queue, r->torn[i]);
    r->gain += search_moves(p, r->queue, r->watch);
    if (p->out_of_memory) FAIL(CORRAL_NO_MEMORY, "out of memory searching groups");
done:
    /* Equal counts as well: it moves along plateaus. */
    if (status != CORRAL_OK || r->gain < -GROUPS_ROUNDING)
        partition_undo(p);
    else
        partition_keep(p);
    return status;
}

corral_status search_ruin(partition *p, const uint32_t *units, uint32_t count, uint64_t rounds,
                          const search_task *task, corral_error *err)
{
    corral_status status = CORRAL_OK;
    ruin r = {.p = p, .queue = task->queue, .watch = task->watch};
    TRY(corral_chance_new(task->options->seed, units[0], &r.chance, err));
    for (uint64_t i = 0; i < rounds; i++) {
        if (i % 64 == 0 && !search_goes_on(task->watch, "improving groups", NAN)) break;
        TRY(ruin_once(&r, units[gsl_rng_uniform_int(r.chance, count)], err));
    }
done:
    if (r.chance) gsl_rng_free(r.chance);
    free(r.torn);
    return status;
}
