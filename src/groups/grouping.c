/* From a region's similarities to a grouping, in steps:
 *   1. resolution and threshold   2. pairs   3. search   4. order of groups and what it says of
 *   each coalition: status, fit, the next best group. */
#include "core/memory.h"
#include "groups/result.h"
#include "groups/search.h"

#include <string.h>

void grouping_groups_release(corral_grouping *g)
{
    free(g->number);
    free(g->start);
    free(g->members);
    free(g->part);
    free(g->stability);
}

void corral_grouping_free(corral_grouping *g)
{
    if (!g) return;
    corral_pairs_free(g->pairs);
    grouping_groups_release(g);
    free(g->place);
    free(g->status);
    free(g->fit);
    free(g->next);
    free(g->next_fit);
    free(g->share);
    free(g);
}

/* ---- options, resolution, pairs ---- */

static corral_status check_options(const corral_groups_options *o, uint32_t coalitions,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (o->max_size < 2)
        FAIL(CORRAL_BAD_USE, "largest size must be 2 or more, got %u", o->max_size);
    if (o->min_size < 1 || o->min_size > o->max_size)
        FAIL(CORRAL_BAD_USE, "least size must be from 1 to the largest (%u), got %u", o->max_size,
             o->min_size);
    if (!isnan(o->resolution) && !(o->resolution > 0 && o->resolution <= 1))
        FAIL(CORRAL_BAD_USE, "resolution must be above 0 and at most 1, got %g", o->resolution);
    if (!isnan(o->threshold) && !(o->threshold >= 0 && o->threshold <= 1))
        FAIL(CORRAL_BAD_USE, "threshold must be from 0 to 1, got %g", o->threshold);
    if (o->effort > CORRAL_EFFORT_EXACT) FAIL(CORRAL_BAD_USE, "effort is none of those there are");
    if (!(o->time_limit >= 0)) FAIL(CORRAL_BAD_USE, "time limit must be 0 or more");
    for (size_t i = 0; i < o->around.count; i++)
        if (o->around.index[i] >= coalitions)
            FAIL(CORRAL_BAD_USE, "coalition number %u must be below %u", o->around.index[i],
                 coalitions);
done:
    return status;
}

static corral_status find_pairs(corral_grouping *g, const corral_groups_options *o,
                                const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    g->resolution = o->resolution;
    if (isnan(o->resolution)) {
        g->is_automatic = true;
        TRY(corral_resolution_find(g->similarity, o->seed, progress, &g->automatic, &g->pairs,
                                   err));
        g->resolution = g->automatic.resolution;
    }
    g->threshold = isnan(o->threshold) ? g->resolution / 2 : o->threshold;
    if (g->pairs && g->threshold >= CORRAL_LEAST_BEST) {
        corral_pairs_raise(g->pairs, g->threshold);
        return CORRAL_OK;
    }
    corral_pairs_free(g->pairs);
    g->pairs = NULL;
    TRY(corral_pairs_find(g->similarity, g->threshold, progress, &g->pairs, err));
done:
    return status;
}

static corral_status grouping_new(const corral_similarity *similarity, uint32_t coalitions,
                                  corral_grouping **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping *g = NULL;
    TRY(corral_array_new(&g, 1, sizeof *g, err));
    g->similarity = similarity;
    g->coalition_count = coalitions;
    g->is_complete = true;
    TRY(corral_array_new(&g->place, coalitions, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->status, coalitions, 1, err));
    TRY(corral_array_new(&g->fit, coalitions, sizeof(double), err));
    TRY(corral_array_new(&g->next, coalitions, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->next_fit, coalitions, sizeof(double), err));
    *out = g;
    g = NULL;
done:
    corral_grouping_free(g);
    return status;
}

/* ---- groups in order ---- */

typedef struct raw_group {
    uint32_t number; /* as found or given */
    uint32_t first, count;
    double part;
} raw_group;

static int by_number(const void *left, const void *right, void *numbers)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    uint32_t x = ((const uint32_t *)numbers)[a], y = ((const uint32_t *)numbers)[b];
    if (x != y) return x < y ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int by_part(const void *left, const void *right)
{
    const raw_group *x = left, *y = right;
    if (x->part != y->part) return x->part > y->part ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int by_raw_number(const void *left, const void *right)
{
    const raw_group *x = left, *y = right;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Stored pairs inside in order of numbers, so that the sum is the same however the group was found;
 * each pair costs the resolution. */
static double part_of(const corral_grouping *g, const uint32_t *number, const uint32_t *members,
                      uint32_t count)
{
    double sum = 0;
    if (!g->pairs) return NAN;
    for (uint32_t i = 0; i < count; i++) {
        corral_pair_row row = corral_pairs_row(g->pairs, members[i]);
        for (size_t k = 0; k < row.count; k++)
            if (row.to[k] > members[i] && number[row.to[k]] == number[members[i]])
                sum += row.similarity[k];
    }
    return sum - g->resolution * count * (count - 1.0) / 2;
}

/* Coalitions with a number, by number; groups among them, with their parts. */
static corral_status list_groups(const corral_grouping *g, const uint32_t *number,
                                 uint32_t *members, raw_group **groups, uint32_t *count,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t capacity = 0;
    uint32_t grouped = 0;
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (number[a]) members[grouped++] = a;
    qsort_r(members, grouped, sizeof *members, by_number, (void *)(uintptr_t)number);
    for (uint32_t i = 0, next; i < grouped; i = next) {
        for (next = i + 1; next < grouped && number[members[next]] == number[members[i]];) next++;
        TRY(corral_array_grow(groups, &capacity, (size_t)*count + 1, sizeof **groups, err));
        (*groups)[(*count)++] = (raw_group){number[members[i]], members[i], next - i,
                                            part_of(g, number, members + i, next - i)};
    }
done:
    return status;
}

corral_status grouping_order(corral_grouping *g, const uint32_t *number, bool keep,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *members = NULL, *place = NULL, grouped = 0;
    raw_group *groups = NULL;
    TRY(corral_array_new(&members, g->coalition_count, sizeof *members, err));
    TRY(list_groups(g, number, members, &groups, &g->count, err));
    if (g->count) qsort(groups, g->count, sizeof *groups, keep ? by_raw_number : by_part);
    TRY(corral_array_new(&g->number, g->count, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->start, (size_t)g->count + 1, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->part, g->count, sizeof(double), err));
    for (uint32_t k = 0; k < g->count; k++) grouped += groups[k].count;
    TRY(corral_array_new(&g->members, grouped, sizeof(uint32_t), err));
    TRY(corral_array_new(&place, g->count, sizeof *place, err));
    /* From here on nothing fails: place may be that of a grouping that stands (renumbering). */
    g->objective = g->pairs ? 0 : NAN;
    for (uint32_t k = 0; k < g->count; k++) {
        g->number[k] = keep ? groups[k].number : k + 1;
        g->part[k] = groups[k].part;
        g->objective += groups[k].part;
        g->start[k + 1] = g->start[k] + groups[k].count;
        g->place[groups[k].first] = k; /* the first member tells the others, below */
    }
    for (uint32_t i = 0, k = 0; i < grouped; i++) {
        if (i == 0 || number[members[i]] != number[members[i - 1]]) k = g->place[members[i]];
        g->place[members[i]] = k;
        g->members[g->start[k] + place[k]++] = members[i];
    }
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (!number[a]) g->place[a] = UINT32_MAX;
done:
    free(members);
    free(place);
    free(groups);
    return status;
}

/* ---- finding and weighing ---- */

/* Group numbers from the partition; a unit alone is in no group unless it is several coalitions. */
static corral_status numbers_of(const corral_grouping *g, const corral_groups_options *o,
                                const partition *p, uint32_t **out, corral_error *err)
{
    uint32_t only = o->around.count ? p->group[unit_of(p->graph, o->around.index[0])] : NO_UNIT;
    corral_status status = corral_array_new(out, g->coalition_count, sizeof **out, err);
    if (status != CORRAL_OK) return status;
    for (uint32_t a = 0; a < g->coalition_count; a++) {
        uint32_t u = unit_of(p->graph, a);
        if (u == NO_UNIT || p->size[p->group[u]] < 2) continue;
        if (only == NO_UNIT || p->group[u] == only) (*out)[a] = p->group[u] + 1;
    }
    return CORRAL_OK;
}

corral_status corral_groups_find(const corral_similarity *similarity,
                                 const corral_groups_options *options,
                                 const corral_progress *progress, corral_grouping **out,
                                 corral_error *err)
{
    static const corral_groups_options defaults = CORRAL_GROUPS_OPTIONS_INIT;
    const corral_groups_options *o = options ? options : &defaults;
    corral_status status = CORRAL_OK;
    uint32_t n = corral_similarity_coalition_count(similarity), *number = NULL;
    corral_grouping *g = NULL;
    unit_graph graph = {0};
    partition p = {0};
    TRY(check_options(o, n, err));
    TRY(grouping_new(similarity, n, &g, err));
    TRY(find_pairs(g, o, progress, err));
    TRY(unit_graph_init(&graph, g->pairs, n, o, g->resolution, err));
    TRY(partition_init(&p, &graph, g->resolution, o->max_size, err));
    search_watch watch =
        search_watch_start(progress, o->time_limit, corral_similarity_threads(similarity));
    TRY(search_groups(&p, o, &watch, &g->bound, &g->component_count, err));
    g->is_complete = !watch.is_stopped;
    TRY(numbers_of(g, o, &p, &number, err));
    TRY(grouping_order(g, number, false, err));
    TRY(grouping_describe(g, o, err));
    *out = g;
    g = NULL;
done:
    free(number);
    partition_release(&p);
    unit_graph_release(&graph);
    corral_grouping_free(g);
    return status;
}

/* A bound for any partition within max_size. */
static corral_status bound_of_all(corral_grouping *g, const corral_groups_options *o,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_groups_options any = CORRAL_GROUPS_OPTIONS_INIT;
    unit_graph graph = {0};
    partition p = {0};
    any.max_size = o->max_size;
    TRY(unit_graph_init(&graph, g->pairs, g->coalition_count, &any, g->resolution, err));
    TRY(partition_init(&p, &graph, g->resolution, o->max_size, err));
    TRY(search_bound(&p, &any, &g->bound, &g->component_count, err));
    for (uint32_t k = 0; k < g->count; k++)
        if (g->start[k + 1] - g->start[k] > o->max_size) g->bound = INFINITY;
done:
    partition_release(&p);
    unit_graph_release(&graph);
    return status;
}

corral_status corral_groups_weigh(const corral_similarity *similarity,
                                  const corral_groups_options *options, const uint32_t *group,
                                  const corral_progress *progress, corral_grouping **out,
                                  corral_error *err)
{
    static const corral_groups_options defaults = CORRAL_GROUPS_OPTIONS_INIT;
    const corral_groups_options *o = options ? options : &defaults;
    corral_status status = CORRAL_OK;
    corral_grouping *g = NULL;
    TRY(check_options(o, corral_similarity_coalition_count(similarity), err));
    TRY(grouping_new(similarity, corral_similarity_coalition_count(similarity), &g, err));
    TRY(find_pairs(g, o, progress, err));
    TRY(grouping_order(g, group, true, err));
    TRY(bound_of_all(g, o, err));
    TRY(grouping_describe(g, o, err));
    *out = g;
    g = NULL;
done:
    corral_grouping_free(g);
    return status;
}

corral_status corral_groups_take(uint32_t coalition_count, const uint32_t *group,
                                 corral_grouping **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping *g = NULL;
    TRY(grouping_new(NULL, coalition_count, &g, err));
    g->resolution = g->threshold = g->bound = NAN;
    TRY(grouping_order(g, group, true, err));
    for (uint32_t a = 0; a < coalition_count; a++) {
        g->status[a] = g->place[a] == UINT32_MAX ? CORRAL_NOT_COMPARED : CORRAL_GROUPED;
        g->fit[a] = g->next_fit[a] = NAN;
        g->next[a] = UINT32_MAX;
    }
    *out = g;
    g = NULL;
done:
    corral_grouping_free(g);
    return status;
}

/* ---- accessors ---- */

double corral_grouping_objective(const corral_grouping *g)
{
    return g->objective;
}

double corral_grouping_bound(const corral_grouping *g)
{
    return g->bound;
}

double corral_grouping_resolution(const corral_grouping *g)
{
    return g->resolution;
}

double corral_grouping_threshold(const corral_grouping *g)
{
    return g->threshold;
}

const corral_resolution *corral_grouping_automatic(const corral_grouping *g)
{
    return g->is_automatic ? &g->automatic : NULL;
}

bool corral_grouping_is_complete(const corral_grouping *g)
{
    return g->is_complete;
}

size_t corral_grouping_pair_count(const corral_grouping *g)
{
    return g->pairs ? corral_pairs_count(g->pairs) : 0;
}

uint32_t corral_grouping_component_count(const corral_grouping *g)
{
    return g->component_count;
}

uint32_t corral_grouping_count(const corral_grouping *g)
{
    return g->count;
}

uint32_t corral_grouping_number(const corral_grouping *g, uint32_t place)
{
    return g->number[place];
}

corral_coalitions corral_grouping_members(const corral_grouping *g, uint32_t place)
{
    uint32_t start = g->start[place];
    return (corral_coalitions){g->members + start, g->start[place + 1] - start};
}

double corral_grouping_part(const corral_grouping *g, uint32_t place)
{
    return g->part[place];
}

uint32_t corral_grouping_of(const corral_grouping *g, uint32_t coalition)
{
    uint32_t k = g->place[coalition];
    return k == UINT32_MAX ? 0 : g->number[k];
}

corral_group_status corral_grouping_status(const corral_grouping *g, uint32_t coalition)
{
    return (corral_group_status)g->status[coalition];
}

double corral_grouping_fit(const corral_grouping *g, uint32_t coalition)
{
    return g->fit[coalition];
}

uint32_t corral_grouping_next(const corral_grouping *g, uint32_t coalition, double *fit)
{
    uint32_t k = g->next[coalition];
    if (fit) *fit = k == UINT32_MAX ? NAN : g->next_fit[coalition];
    return k == UINT32_MAX ? 0 : g->number[k];
}
