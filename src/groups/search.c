/* The search for groups, step by step; components of the graph of pairs are searched by themselves,
 * since a group across two of them would only cost. */
#include "groups/search.h"

#include "groups/branch.h"

#include "core/memory.h"
#include "core/progress.h"

#include <omp.h>
#include <time.h>

bool search_goes_on(search_watch *watch, const char *what, double done)
{
    struct timespec now;
    bool is_stopped = __atomic_load_n(&watch->is_stopped, __ATOMIC_RELAXED);
    /* Only the calling thread talks to the caller and looks at the clock. */
    if (is_stopped || omp_get_thread_num() != 0) return !is_stopped;
    is_stopped = !corral_progress_go_on(watch->progress, what, done);
    if (!isinf(watch->deadline)) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        is_stopped |= (double)now.tv_sec + 1e-9 * (double)now.tv_nsec > watch->deadline;
    }
    if (is_stopped) __atomic_store_n(&watch->is_stopped, true, __ATOMIC_RELAXED);
    return !is_stopped;
}

search_watch search_watch_start(const corral_progress *progress, double time_limit, int threads)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double start = (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    return (search_watch){progress, time_limit > 0 ? start + time_limit : INFINITY, false, threads};
}

/* ---- groups that are too small or cost more than they bring ---- */

static double part_of_group(const partition *p, uint32_t g)
{
    double part = 0;
    for (uint32_t u = p->head[g]; u != NO_UNIT; u = p->next[u])
        for (uint32_t v = p->next[u]; v != NO_UNIT; v = p->next[v])
            part += partition_between(p, u, v) -
                    p->resolution * unit_size(p->graph, u) * unit_size(p->graph, v);
    return part;
}

static void dissolve(partition *p, uint32_t g)
{
    while (p->head[g] != NO_UNIT && p->next[p->head[g]] != NO_UNIT)
        partition_move(p, p->head[g], partition_free_group(p));
}

/* To the group of at least min_size where u gains most. */
static void join_large(partition *p, uint32_t u, uint32_t min_size)
{
    uint32_t size = unit_size(p->graph, u), best = p->group[u];
    double best_part = GROUPS_LEAST_GAIN;
    partition_link(p, u);
    for (uint32_t i = 0; i < p->touched_count; i++) {
        uint32_t g = p->touched[i];
        double part = p->link[g] - p->resolution * size * p->size[g];
        if (p->size[g] < min_size || p->size[g] + size > p->max_size || part <= best_part) continue;
        if (!partition_allowed(p, u, g, NO_UNIT)) continue;
        best = g;
        best_part = part;
    }
    partition_unlink(p);
    partition_move(p, u, best);
}

void search_break_small(partition *p, uint32_t min_size)
{
    uint32_t n = p->graph->count;
    for (uint32_t g = 0; g < n; g++) {
        if (p->head[g] == NO_UNIT || p->next[p->head[g]] == NO_UNIT) continue;
        if (p->size[g] < min_size || part_of_group(p, g) < 0) dissolve(p, g);
    }
    if (min_size <= 2) return;
    for (uint32_t u = 0; u < n; u++)
        if (p->size[p->group[u]] == unit_size(p->graph, u)) join_large(p, u, min_size);
}

/* ---- components ---- */

/* What proving a component may cost: all together so many nodes of pricing, about a minute. */
enum { SHARPEN_UNITS = 1000, BRANCH_UNITS = 2000 };
static const uint64_t BRANCH_BUDGET = 200000000;

bool search_is_small(const partition *p, const uint32_t *units, uint32_t count,
                     corral_effort effort)
{
    /* 3^16 steps take a second, 3^10 a tenth of a millisecond: less than improving would. */
    uint32_t coalitions = 0, most = effort == CORRAL_EFFORT_EXACT ? 16 : 10;
    for (uint32_t i = 0; i < count && coalitions <= most; i++)
        coalitions += unit_size(p->graph, units[i]);
    return effort != CORRAL_EFFORT_FAST && coalitions <= most;
}

/* A component's best partition; *bound comes in as the cheap one and is made exact if it is. */
static corral_status search_component(partition *p, const uint32_t *units, uint32_t count,
                                      const search_task *task, double *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_groups_options *o = task->options;
    if (count < 2 || o->effort == CORRAL_EFFORT_FAST) return CORRAL_OK;
    if (!search_goes_on(task->watch, "proving groups", NAN)) return CORRAL_OK;
    if (search_is_small(p, units, count, o->effort)) {
        double best, allowed;
        /* The bound is that of any size: a stranger from another component may be worth its cost to
         * a group that is too small without it. */
        TRY(search_exact(p, units, count, 2, &best, err));
        if (o->min_size > 2) TRY(search_exact(p, units, count, o->min_size, &allowed, err));
        if (best < *bound) *bound = best;
        return CORRAL_OK;
    }
    if (count <= SHARPEN_UNITS)
        TRY(search_sharpen(p, units, count, task->watch, o->effort != CORRAL_EFFORT_NORMAL, bound,
                           err));
    /* A larger least size is for the heuristics; the bound holds for it, too. */
    if (o->effort == CORRAL_EFFORT_EXACT && o->min_size <= 2 && count <= BRANCH_UNITS &&
        *task->budget > 0)
        TRY(search_branch(p, units, count, task->watch, task->budget, bound, err));
done:
    return status;
}

/* ---- the bound ---- */

/* Every pair within max_size is a term of the bound and of Q, and costs at most the resolution
 * beside what it brings. */
static double settle_bound(const partition *p, double between)
{
    const unit_graph *g = p->graph;
    double inside = 0, coalitions = 0;
    for (uint32_t u = 0; u < g->count; u++) {
        coalitions += unit_size(g, u);
        if (g->inside) inside += g->inside[u];
    }
    double terms = coalitions * fmin(p->max_size, coalitions);
    double magnitude = fabs(between) + fabs(inside) + terms * p->resolution;
    return bound_round_up(between + inside, terms, magnitude);
}

/* For --around only the units of one group count. */
static size_t counted_units(const partition *p, const corral_groups_options *o)
{
    return o->around.count ? p->max_size : p->graph->count;
}

corral_status search_bound(const partition *p, const corral_groups_options *options, double *bound,
                           uint32_t *component_count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_components components = {0};
    double *scratch = NULL;
    TRY(unit_components_init(&components, p->graph, err));
    TRY(corral_array_new(&scratch, 2 * (size_t)p->graph->count, sizeof *scratch, err));
    *component_count = unit_components_pairs(&components);
    *bound = settle_bound(p, bound_of_units(p, components.units, p->graph->count,
                                            counted_units(p, options), scratch));
done:
    free(scratch);
    unit_components_release(&components);
    return status;
}

/* ---- the search ---- */

static corral_status search_components(partition *p, const unit_components *c,
                                       const search_task *task, double *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *scratch = NULL, between = 0;
    TRY(corral_array_new(&scratch, 2 * (size_t)p->graph->count, sizeof *scratch, err));
    for (uint32_t k = 0; k < c->count; k++) {
        const uint32_t *units = c->units + c->start[k];
        uint32_t count = c->start[k + 1] - c->start[k];
        double of_component = bound_of_units(p, units, count, count, scratch);
        TRY(search_component(p, units, count, task, &of_component, err));
        between += of_component;
    }
    *bound = settle_bound(p, between);
done:
    free(scratch);
    return status;
}

corral_status search_groups(partition *p, const corral_groups_options *options, search_watch *watch,
                            double *bound, uint32_t *component_count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_queue queue = {0};
    unit_components components = {0};
    uint64_t budget = BRANCH_BUDGET;
    search_task task = {options, watch, &budget};
    if (options->around.count) {
        TRY(search_around(p, options->around, err));
        return search_bound(p, options, bound, component_count, err);
    }
    TRY(unit_components_init(&components, p->graph, err));
    *component_count = unit_components_pairs(&components);
    TRY(unit_queue_init(&queue, p->graph->count, err));
    TRY(search_merge(p, watch, err));
    for (uint32_t u = 0; u < p->graph->count; u++) unit_queue_push(&queue, u);
    search_moves(p, &queue, watch);
    if (options->effort != CORRAL_EFFORT_FAST) TRY(search_pieces(p, &components, &task, err));
    TRY(search_components(p, &components, &task, bound, err));
    search_break_small(p, options->min_size);
done:
    unit_queue_release(&queue);
    unit_components_release(&components);
    return status;
}
