/* The bipartite graph of coalitions and items, by igraph. */
#include "region/graph.h"

#include "core/bridge_igraph.h"
#include "core/memory.h"
#include "region/store.h"

#include <string.h>

/* Attributes cost more than the graph itself (a string a vertex), and components need none. */
struct region_graph {
    igraph_t graph;
    bool has_attributes;
};

void region_graph_free(struct region_graph *graph)
{
    if (!graph) return;
    corral_igraph_scope scope = corral_igraph_enter();
    igraph_destroy(&graph->graph);
    corral_igraph_leave(scope, IGRAPH_SUCCESS, NULL);
    free(graph);
}

static igraph_error_t fill_edges(const corral_region *region, igraph_vector_int_t *edges)
{
    igraph_integer_t at = 0, n = region->coalition_count;
    IGRAPH_CHECK(
        igraph_vector_int_resize(edges, 2 * (igraph_integer_t)corral_region_seat_count(region)));
    for (uint32_t a = 0; a < region->coalition_count; a++) {
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++) {
            VECTOR(*edges)[at++] = a;
            VECTOR(*edges)[at++] = n + seats.index[i];
        }
    }
    return IGRAPH_SUCCESS;
}

static igraph_error_t build(const corral_region *region, igraph_t *graph)
{
    igraph_vector_int_t edges;
    igraph_integer_t vertices = (igraph_integer_t)region->coalition_count + region->item_count;
    IGRAPH_CHECK(igraph_vector_int_init(&edges, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &edges);
    IGRAPH_CHECK(fill_edges(region, &edges));
    /* Not igraph_create: when memory runs out it loses the graph's empty attributes. */
    IGRAPH_CHECK(igraph_empty(graph, 0, IGRAPH_UNDIRECTED));
    IGRAPH_FINALLY(igraph_destroy, graph);
    IGRAPH_CHECK(igraph_add_vertices(graph, vertices, NULL));
    IGRAPH_CHECK(igraph_add_edges(graph, &edges, NULL));
    igraph_vector_int_destroy(&edges);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

static igraph_error_t set_types(const corral_region *region, igraph_t *graph)
{
    igraph_vector_bool_t type;
    IGRAPH_CHECK(igraph_vector_bool_init(&type, igraph_vcount(graph)));
    IGRAPH_FINALLY(igraph_vector_bool_destroy, &type);
    for (igraph_integer_t v = region->coalition_count; v < igraph_vcount(graph); v++)
        VECTOR(type)[v] = true;
    IGRAPH_CHECK(igraph_cattribute_VAB_setv(graph, "type", &type));
    igraph_vector_bool_destroy(&type);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t set_texts(const corral_region *region, igraph_t *graph, const char *attribute,
                                const char *(*text)(const corral_region *, igraph_integer_t))
{
    igraph_strvector_t texts;
    IGRAPH_CHECK(igraph_strvector_init(&texts, igraph_vcount(graph)));
    IGRAPH_FINALLY(igraph_strvector_destroy, &texts);
    for (igraph_integer_t v = 0; v < igraph_vcount(graph); v++)
        IGRAPH_CHECK(igraph_strvector_set(&texts, v, text(region, v)));
    IGRAPH_CHECK(igraph_cattribute_VAS_setv(graph, attribute, &texts));
    igraph_strvector_destroy(&texts);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static const char *facet_of(const corral_region *region, igraph_integer_t vertex)
{
    if (vertex < region->coalition_count) return "coalition";
    uint32_t item = (uint32_t)(vertex - region->coalition_count);
    return corral_region_facet_name(region, corral_region_item_facet(region, item));
}

static const char *name_of(const corral_region *region, igraph_integer_t vertex)
{
    if (vertex < region->coalition_count) return corral_region_id(region, (uint32_t)vertex);
    return corral_region_item_key(region, (uint32_t)(vertex - region->coalition_count));
}

static igraph_error_t set_weights(const corral_region *region, igraph_t *graph)
{
    const igraph_vector_t weight = {.stor_begin = region->row_weight,
                                    .stor_end =
                                        region->row_weight + corral_region_seat_count(region),
                                    .end = region->row_weight + corral_region_seat_count(region)};
    return igraph_cattribute_EAN_setv(graph, "weight", &weight);
}

static igraph_error_t set_attributes(const corral_region *region, igraph_t *graph)
{
    IGRAPH_CHECK(set_types(region, graph));
    IGRAPH_CHECK(set_texts(region, graph, "facet", facet_of));
    IGRAPH_CHECK(set_texts(region, graph, "name", name_of));
    return set_weights(region, graph);
}

/* The graph is a cache: filling it does not change what the region means. */
static corral_status structure(const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct region_graph *graph = NULL;
    if (region->graph) return CORRAL_OK;
    TRY(corral_array_new(&graph, 1, sizeof *graph, err));
    TRY_IGRAPH(build(region, &graph->graph));
    ((corral_region *)region)->graph = graph;
    graph = NULL;
done:
    free(graph);
    return status;
}

corral_status corral_region_graph(const corral_region *region, const igraph_t **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(structure(region, err));
    if (!region->graph->has_attributes) {
        TRY_IGRAPH(set_attributes(region, &region->graph->graph));
        region->graph->has_attributes = true;
    }
    *out = &region->graph->graph;
done:
    return status;
}

/* Items nobody holds are vertices but no components of the region: only coalitions are counted. */
static void count_components(const corral_region *region, const igraph_vector_int_t *membership,
                             uint32_t *number, uint32_t *count, uint32_t *component)
{
    for (uint32_t a = 0; a < region->coalition_count; a++) {
        igraph_integer_t raw = VECTOR(*membership)[a];
        if (number[raw] == 0) number[raw] = ++*count;
        if (component) component[a] = number[raw] - 1;
    }
}

static igraph_error_t find_components(const corral_region *region, uint32_t *number,
                                      uint32_t *count, uint32_t *component)
{
    igraph_vector_int_t membership;
    IGRAPH_CHECK(igraph_vector_int_init(&membership, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &membership);
    IGRAPH_CHECK(
        igraph_connected_components(&region->graph->graph, &membership, NULL, NULL, IGRAPH_WEAK));
    count_components(region, &membership, number, count, component);
    igraph_vector_int_destroy(&membership);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

corral_status corral_region_components(const corral_region *region, uint32_t *count,
                                       uint32_t *component, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *number = NULL; /* igraph's component to ours + 1 */
    uint32_t found = 0;
    TRY(structure(region, err));
    TRY(corral_array_new(&number, (size_t)region->coalition_count + region->item_count,
                         sizeof *number, err));
    TRY_IGRAPH(find_components(region, number, &found, component));
    *count = found;
done:
    free(number);
    return status;
}
