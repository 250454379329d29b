/* The graph of groups that share items: building it, and igraph's communities. */
#include "groups/group_graph.h"

#include "core/bridge_igraph.h"
#include "core/memory.h"
#include "groups/result.h"

#include <string.h>

#define NONE UINT32_MAX

/* ---- who holds what ---- */

void group_items_release(group_items *items)
{
    free(items->place);
    free(items->number);
    free(items->start);
    free(items->holder);
    *items = (group_items){0};
}

static corral_status number_groups(group_items *items, const corral_grouping *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&items->place, g->count, sizeof *items->place, err));
    TRY(corral_array_new(&items->number, g->count, sizeof *items->number, err));
    memset(items->number, 0xff, g->count * sizeof *items->number);
    for (uint32_t a = 0; a < g->coalition_count; a++) {
        uint32_t place = g->place[a];
        if (place == NONE || items->number[place] != NONE) continue;
        items->number[place] = items->group_count;
        items->place[items->group_count++] = place;
    }
done:
    return status;
}

static int by_index(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

/* Distinct groups of the holders, at most holders.count; seen[group] < mark before. */
static uint32_t list_groups(const group_items *items, const corral_grouping *g,
                            corral_seats holders, uint32_t mark, uint32_t *seen, uint32_t *out)
{
    uint32_t count = 0;
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t place = g->place[holders.index[i]];
        if (place == NONE || seen[items->number[place]] == mark) continue;
        seen[items->number[place]] = mark;
        out[count++] = items->number[place];
    }
    return count;
}

corral_status group_items_init(group_items *items, const corral_region *region,
                               const corral_grouping *grouping, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *seen = NULL, first = 0, end = 0;
    size_t most = 0;
    *items = (group_items){0};
    if (facet != NONE) corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) most += corral_region_holders(region, j).count;
    TRY(number_groups(items, grouping, err));
    TRY(corral_array_new(&seen, items->group_count, sizeof *seen, err));
    TRY(corral_array_new(&items->start, (size_t)(end - first) + 1, sizeof *items->start, err));
    TRY(corral_array_new(&items->holder, most, sizeof *items->holder, err));
    for (uint32_t j = first; j < end; j++) {
        size_t start = items->start[items->item_count];
        uint32_t *holder = items->holder + start;
        uint32_t count = list_groups(items, grouping, corral_region_holders(region, j),
                                     j - first + 1, seen, holder);
        if (count < 2) continue;
        qsort(holder, count, sizeof *holder, by_index);
        items->start[++items->item_count] = start + count;
    }
done:
    free(seen);
    if (status != CORRAL_OK) group_items_release(items);
    return status;
}

/* ---- edges ---- */

void group_graph_release(group_graph *graph)
{
    free(graph->from);
    free(graph->to);
    free(graph->weight);
    *graph = (group_graph){0};
}

static corral_status add_edge(group_graph *graph, uint32_t from, uint32_t to, double weight,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t at = graph->edge_count;
    TRY(corral_array_grow(&graph->from, &graph->capacity, at + 1, sizeof *graph->from, err));
    TRY(corral_array_grow(&graph->to, &graph->capacity_to, at + 1, sizeof *graph->to, err));
    TRY(corral_array_grow(&graph->weight, &graph->capacity_weight, at + 1, sizeof *graph->weight,
                          err));
    graph->from[at] = from;
    graph->to[at] = to;
    graph->weight[at] = weight;
    graph->edge_count++;
done:
    return status;
}

/* The edges of one vertex while they are added up. */
typedef struct gathering {
    double *weight; /* by vertex, all 0 in between */
    uint32_t *touched, count;
} gathering;

static corral_status gathering_init(gathering *g, uint32_t vertices, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&g->weight, vertices, sizeof *g->weight, err));
    TRY(corral_array_new(&g->touched, vertices, sizeof *g->touched, err));
done:
    return status;
}

static void gathering_release(gathering *g)
{
    free(g->weight);
    free(g->touched);
}

static void gather(gathering *g, uint32_t to, double weight)
{
    if (g->weight[to] == 0) g->touched[g->count++] = to;
    g->weight[to] += weight;
}

static corral_status add_gathered(group_graph *graph, uint32_t from, gathering *g,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < g->count; i++)
        TRY(add_edge(graph, from, g->touched[i], g->weight[g->touched[i]], err));
    for (uint32_t i = 0; i < g->count; i++) g->weight[g->touched[i]] = 0;
    g->count = 0;
done:
    return status;
}

/* Entries 0 .. count-1 by their key, in order: those of key k are list[start[k] .. start[k + 1]).
 * start has keys + 1 entries, all 0. */
static void sort_by_key(const uint32_t *key, size_t count, uint32_t keys, size_t *start,
                        size_t *list)
{
    for (size_t i = 0; i < count; i++) start[key[i] + 1]++;
    for (uint32_t k = 0; k < keys; k++) start[k + 1] += start[k];
    for (size_t i = count; i-- > 0;) list[--start[key[i] + 1]] = i;
    /* start[k + 1] now is where k begins. */
    memmove(start, start + 1, keys * sizeof *start);
    start[keys] = count;
}

/* ---- the graph of groups ---- */

/* Where the seats of each group lie: those of group u are list[start[u] .. start[u + 1]), each an
 * entry of items->holder, and item[entry] is whose. */
typedef struct group_seats {
    uint32_t *item;
    size_t *start, *list;
} group_seats;

static void group_seats_release(group_seats *seats)
{
    free(seats->item);
    free(seats->start);
    free(seats->list);
}

static corral_status group_seats_init(group_seats *seats, const group_items *items,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = items->start[items->item_count];
    TRY(corral_array_new(&seats->item, count, sizeof *seats->item, err));
    TRY(corral_array_new(&seats->start, (size_t)items->group_count + 1, sizeof *seats->start, err));
    TRY(corral_array_new(&seats->list, count, sizeof *seats->list, err));
    for (uint32_t j = 0; j < items->item_count; j++)
        for (size_t k = items->start[j]; k < items->start[j + 1]; k++) seats->item[k] = j;
    sort_by_key(items->holder, count, items->group_count, seats->start, seats->list);
done:
    return status;
}

/* The hub of each item, NONE for items of few; graph gets a vertex for each. */
static corral_status number_hubs(group_graph *graph, const group_items *items, uint32_t **out,
                                 corral_error *err)
{
    corral_status status = corral_array_new(out, items->item_count, sizeof **out, err);
    for (uint32_t j = 0; status == CORRAL_OK && j < items->item_count; j++) {
        bool is_hub = items->start[j + 1] - items->start[j] > GROUP_CLIQUE;
        (*out)[j] = is_hub ? graph->vertex_count++ : NONE;
    }
    return status;
}

/* All links of group u. Seats are in order of items, so that a link has the same weight to the bit
 * from both its ends. */
static void gather_links(gathering *g, const group_items *items, const group_seats *seats,
                         const uint32_t *hub, uint32_t u)
{
    for (size_t i = seats->start[u]; i < seats->start[u + 1]; i++) {
        uint32_t j = seats->item[seats->list[i]];
        size_t start = items->start[j], end = items->start[j + 1];
        double size = (double)(end - start);
        if (hub[j] != NONE) {
            gather(g, hub[j], GROUP_CLIQUE / size);
            continue;
        }
        for (size_t k = start; k < end; k++)
            if (items->holder[k] != u) gather(g, items->holder[k], 1 / (size - 1));
    }
}

/* Of equal weights the lowest vertices; the first places of touched hold those that are kept. */
static void keep_heaviest(gathering *g)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        uint32_t v = g->touched[i], at = kept < GROUP_LINKS ? kept++ : GROUP_LINKS;
        for (; at > 0; at--) {
            uint32_t above = g->touched[at - 1];
            double more = g->weight[v] - g->weight[above];
            if (more < 0 || (more == 0 && v > above)) break;
            if (at < GROUP_LINKS)
                g->touched[at] = above;
            else
                g->weight[above] = 0;
        }
        if (at < GROUP_LINKS)
            g->touched[at] = v;
        else
            g->weight[v] = 0;
    }
    g->count = kept;
}

static corral_status add_links(group_graph *graph, const group_items *items,
                               const group_seats *seats, const uint32_t *hub, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gathering g = {0};
    TRY(gathering_init(&g, graph->vertex_count, err));
    for (uint32_t u = 0; u < items->group_count; u++) {
        gather_links(&g, items, seats, hub, u);
        keep_heaviest(&g);
        TRY(add_gathered(graph, u, &g, err));
    }
done:
    gathering_release(&g);
    return status;
}

/* Each edge once, the smaller end first; one that is there twice gets the sum. */
static corral_status merge_edges(const group_graph *graph, group_graph *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *start = NULL, *list = NULL;
    uint32_t *from = NULL;
    gathering g = {0};
    *out = (group_graph){.vertex_count = graph->vertex_count};
    TRY(corral_array_new(&from, graph->edge_count, sizeof *from, err));
    TRY(corral_array_new(&start, (size_t)graph->vertex_count + 1, sizeof *start, err));
    TRY(corral_array_new(&list, graph->edge_count, sizeof *list, err));
    TRY(gathering_init(&g, graph->vertex_count, err));
    for (size_t e = 0; e < graph->edge_count; e++)
        from[e] = graph->from[e] < graph->to[e] ? graph->from[e] : graph->to[e];
    sort_by_key(from, graph->edge_count, graph->vertex_count, start, list);
    for (uint32_t u = 0; u < graph->vertex_count; u++) {
        for (size_t i = start[u]; i < start[u + 1]; i++) {
            uint32_t x = graph->from[list[i]], y = graph->to[list[i]];
            gather(&g, x < y ? y : x, graph->weight[list[i]]);
        }
        TRY(add_gathered(out, u, &g, err));
    }
done:
    free(start);
    free(list);
    free(from);
    gathering_release(&g);
    if (status != CORRAL_OK) group_graph_release(out);
    return status;
}

corral_status group_graph_init(group_graph *graph, const group_items *items, corral_error *err)
{
    corral_status status = CORRAL_OK;
    group_seats seats = {0};
    group_graph kept = {.vertex_count = items->group_count};
    uint32_t *hub = NULL;
    *graph = (group_graph){0};
    TRY(group_seats_init(&seats, items, err));
    TRY(number_hubs(&kept, items, &hub, err));
    TRY(add_links(&kept, items, &seats, hub, err));
    TRY(merge_edges(&kept, graph, err));
done:
    group_seats_release(&seats);
    group_graph_release(&kept);
    free(hub);
    return status;
}

/* ---- communities ---- */

static igraph_error_t add_edges(const group_graph *graph, igraph_t *out)
{
    igraph_vector_int_t edges;
    IGRAPH_CHECK(igraph_vector_int_init(&edges, 2 * (igraph_integer_t)graph->edge_count));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &edges);
    for (size_t e = 0; e < graph->edge_count; e++) {
        VECTOR(edges)[2 * e] = graph->from[e];
        VECTOR(edges)[2 * e + 1] = graph->to[e];
    }
    IGRAPH_CHECK(igraph_add_edges(out, &edges, NULL));
    igraph_vector_int_destroy(&edges);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

/* Modularity is the quality that Leiden's algorithm maximises if a vertex weighs its strength and
 * the resolution is divided by the sum of all strengths. Two iterations and the randomness are
 * igraph's defaults. */
static igraph_error_t leiden(const igraph_t *g, const igraph_vector_t *weight, double resolution,
                             igraph_vector_int_t *membership)
{
    igraph_vector_t strength;
    igraph_integer_t count;
    IGRAPH_CHECK(igraph_vector_init(&strength, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &strength);
    IGRAPH_CHECK(
        igraph_strength(g, &strength, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS, weight));
    IGRAPH_CHECK(igraph_community_leiden(g, weight, &strength,
                                         resolution / igraph_vector_sum(&strength), 0.01, false, 2,
                                         membership, &count, NULL));
    igraph_vector_destroy(&strength);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t build_and_search(const group_graph *graph, double resolution,
                                       igraph_vector_int_t *membership)
{
    igraph_t g;
    igraph_vector_t weight;
    /* Not igraph_create: when memory runs out it loses the graph's empty attributes. */
    IGRAPH_CHECK(igraph_empty(&g, 0, IGRAPH_UNDIRECTED));
    IGRAPH_FINALLY(igraph_destroy, &g);
    IGRAPH_CHECK(igraph_add_vertices(&g, graph->vertex_count, NULL));
    IGRAPH_CHECK(add_edges(graph, &g));
    igraph_vector_view(&weight, graph->weight, (igraph_integer_t)graph->edge_count);
    IGRAPH_CHECK(leiden(&g, &weight, resolution, membership));
    igraph_destroy(&g);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

/* igraph draws from its default generator; ours stands in for it meanwhile, so that the caller's
 * program goes on with its own. */
static igraph_error_t search_seeded(const group_graph *graph, double resolution, uint64_t seed,
                                    igraph_vector_int_t *membership)
{
    igraph_rng_t own, before = *igraph_rng_default();
    IGRAPH_CHECK(igraph_rng_init(&own, &igraph_rngtype_mt19937));
    igraph_error_t code = igraph_rng_seed(&own, (igraph_uint_t)seed);
    igraph_rng_set_default(&own);
    if (code == IGRAPH_SUCCESS) code = build_and_search(graph, resolution, membership);
    igraph_rng_set_default(&before);
    igraph_rng_destroy(&own);
    return code;
}

/* number: igraph's community to ours + 1, all 0. */
static igraph_error_t find_communities(const group_graph *graph, double resolution, uint64_t seed,
                                       uint32_t *number, uint32_t *community, uint32_t *count)
{
    igraph_vector_int_t membership;
    IGRAPH_CHECK(igraph_vector_int_init(&membership, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &membership);
    IGRAPH_CHECK(search_seeded(graph, resolution, seed, &membership));
    *count = 0;
    for (uint32_t v = 0; v < graph->vertex_count; v++) {
        igraph_integer_t raw = VECTOR(membership)[v];
        if (number[raw] == 0) number[raw] = ++*count;
        community[v] = number[raw] - 1;
    }
    igraph_vector_int_destroy(&membership);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

corral_status group_graph_communities(const group_graph *graph, double resolution, uint64_t seed,
                                      uint32_t *community, uint32_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *number = NULL;
    *count = graph->vertex_count;
    for (uint32_t v = 0; v < graph->vertex_count; v++) community[v] = v;
    if (graph->edge_count == 0) return CORRAL_OK; /* no weight to share out */
    TRY(corral_array_new(&number, graph->vertex_count, sizeof *number, err));
    TRY_IGRAPH(find_communities(graph, resolution, seed, number, community, count));
done:
    free(number);
    return status;
}
