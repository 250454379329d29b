/* Personalised PageRank on the region's bipartite graph, by igraph. */
#include "core/bridge_igraph.h"
#include "reach/reach.h"
#include "region/graph.h"

static igraph_error_t fill_weights(const corral_region *region, igraph_vector_t *weights)
{
    igraph_integer_t edge = 0;
    IGRAPH_CHECK(igraph_vector_resize(weights, (igraph_integer_t)corral_region_seat_count(region)));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++) VECTOR(*weights)[edge++] = seats.weight[i];
    }
    return IGRAPH_SUCCESS;
}

static igraph_error_t ask(const corral_involvement *v, const igraph_t *graph,
                          const igraph_vector_t *weights, igraph_vector_t *found)
{
    igraph_vector_int_t table;
    corral_coalitions at = v->options->table;
    IGRAPH_CHECK(igraph_vector_int_init(&table, (igraph_integer_t)at.count));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &table);
    for (size_t i = 0; i < at.count; i++) VECTOR(table)[i] = at.index[i];
    IGRAPH_CHECK(igraph_personalized_pagerank_vs(
        graph, IGRAPH_PAGERANK_ALGO_PRPACK, found, NULL, igraph_vss_all(), IGRAPH_UNDIRECTED,
        v->options->damping, igraph_vss_vector(&table), weights, NULL));
    igraph_vector_int_destroy(&table);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t pagerank(const corral_involvement *v, const igraph_t *graph, double *rank)
{
    igraph_vector_t weights, found;
    IGRAPH_CHECK(igraph_vector_init(&weights, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &weights);
    IGRAPH_CHECK(igraph_vector_init(&found, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &found);
    IGRAPH_CHECK(fill_weights(v->region, &weights));
    IGRAPH_CHECK(ask(v, graph, &weights, &found));
    igraph_vector_copy_to(&found, rank);
    igraph_vector_destroy(&found);
    igraph_vector_destroy(&weights);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

corral_status reach_pagerank(const corral_involvement *v, double *rank, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const igraph_t *graph;
    TRY(corral_region_graph(v->region, &graph, err));
    TRY_IGRAPH(pagerank(v, graph, rank));
done:
    return status;
}
