/* Who knows whom: direct ties between coalitions with their depth, and shortest paths by igraph. */
#include <string.h>

#include "core/bridge_igraph.h"
#include "core/memory.h"
#include "reach/reach.h"
#include "region/nearest.h"

/* ---- direct ties ---- */

typedef struct tie {
    uint32_t with; /* a coalition at the table, UINT32_MAX none */
    signed char depth;
} tie;

static signed char depth_of(const char *word)
{
    static const char *const words[] = {"none",         "networking", "cooperation",
                                        "coordination", "coalition",  "collaboration"};
    if (word[0] >= '0' && word[0] <= '5' && !word[1]) return (signed char)(word[0] - '0');
    for (signed char k = 0; k <= CORRAL_DEPTH_COLLABORATION; k++)
        if (region_spelling_distance(word, words[k], 0) == 0) return k;
    return CORRAL_DEPTH_UNKNOWN;
}

/* What was said of a coalition's tie to the partner that the item names. */
static signed char depth_said(const corral_region *region, uint32_t a, uint32_t item)
{
    signed char deepest = CORRAL_DEPTH_UNKNOWN;
    for (size_t i = 0; i < corral_region_statement_count(region, a); i++) {
        corral_statement said = corral_region_statement(region, a, i);
        signed char depth = said.item == item ? depth_of(said.role) : CORRAL_DEPTH_UNKNOWN;
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

static void keep_deepest(tie *ties, uint32_t outside, uint32_t inside, signed char depth)
{
    tie *t = &ties[outside];
    if (t->with != UINT32_MAX && t->depth >= depth) return;
    *t = (tie){inside, depth};
}

static void find_direct(const corral_involvement *v, tie *ties)
{
    uint32_t first, end, facet = corral_region_facet_find(v->region, "partner");
    for (uint32_t a = 0; a < v->coalition_count; a++)
        ties[a] = (tie){UINT32_MAX, CORRAL_DEPTH_UNKNOWN};
    if (facet == UINT32_MAX) return;
    corral_region_facet_items(v->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        uint32_t b = corral_region_find(v->region, corral_region_item_key(v->region, j));
        corral_seats holders = corral_region_holders(v->region, j);
        for (size_t i = 0; i < holders.count && b != UINT32_MAX; i++) {
            uint32_t a = holders.index[i];
            if (v->is_at_table[a] == v->is_at_table[b]) continue;
            keep_deepest(ties, v->is_at_table[a] ? b : a, v->is_at_table[a] ? a : b,
                         depth_said(v->region, a, j));
        }
    }
}

/* Who sits at the table, or is called a partner, at least knows the others. */
static signed char next_step(const corral_involvement *v, const reach_row *row)
{
    signed char now = row->depth;
    bool is_known = row->partner != UINT32_MAX || v->is_at_table[row->code];
    if (now == CORRAL_DEPTH_UNKNOWN) now = is_known ? CORRAL_DEPTH_NETWORKING : CORRAL_DEPTH_NONE;
    return now < CORRAL_DEPTH_COLLABORATION ? (signed char)(now + 1) : now;
}

static void put_direct(corral_involvement *v, const tie *ties)
{
    for (size_t i = 0; i < v->row_count; i++) {
        reach_row *row = &v->rows[i];
        row->partner = UINT32_MAX;
        row->depth = row->next = CORRAL_DEPTH_UNKNOWN;
        if (row->code == UINT32_MAX) continue;
        if (row->code < v->coalition_count) {
            row->partner = ties[row->code].with;
            row->depth = ties[row->code].depth;
        }
        row->next = next_step(v, row);
    }
}

/* ---- paths ----
 *
 * A graph of its own: coalitions that are not at the table, by number; members, those with fewest
 * seats first, since hubs are asked for enough; and one vertex for everybody at the table, tied to
 * its members and to coalitions with a direct tie. */

static igraph_integer_t vertex_of(const corral_involvement *v, uint32_t code)
{
    if (code < v->coalition_count) return code;
    return v->coalition_count + (igraph_integer_t)(v->end_member - 1 - (code - v->coalition_count));
}

static corral_party party_of(const corral_involvement *v, igraph_integer_t vertex)
{
    if (vertex < v->coalition_count) return (corral_party){true, (uint32_t)vertex};
    return (corral_party){false, v->end_member - 1 - (uint32_t)(vertex - v->coalition_count)};
}

static igraph_integer_t table_vertex(const corral_involvement *v)
{
    return (igraph_integer_t)v->coalition_count + (v->end_member - v->first_member);
}

static igraph_error_t add_edge(igraph_vector_int_t *edges, igraph_integer_t one,
                               igraph_integer_t two)
{
    IGRAPH_CHECK(igraph_vector_int_push_back(edges, one));
    return igraph_vector_int_push_back(edges, two);
}

static igraph_error_t fill_edges(const corral_involvement *v, const tie *ties,
                                 igraph_vector_int_t *edges)
{
    for (uint32_t a = 0; a < v->coalition_count; a++)
        if (ties[a].with != UINT32_MAX) IGRAPH_CHECK(add_edge(edges, table_vertex(v), a));
    for (uint32_t j = v->end_member; j-- > v->first_member;)
        if (v->is_at_table[v->coalition_count + j])
            IGRAPH_CHECK(add_edge(edges, table_vertex(v), vertex_of(v, v->coalition_count + j)));
    for (uint32_t j = v->end_member; j-- > v->first_member;) {
        corral_seats holders = corral_region_holders(v->region, j);
        for (size_t i = 0; i < holders.count; i++)
            if (!v->is_at_table[holders.index[i]])
                IGRAPH_CHECK(
                    add_edge(edges, holders.index[i], vertex_of(v, v->coalition_count + j)));
    }
    return IGRAPH_SUCCESS;
}

static igraph_error_t build(const corral_involvement *v, const tie *ties, igraph_t *graph)
{
    igraph_vector_int_t edges;
    IGRAPH_CHECK(igraph_vector_int_init(&edges, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &edges);
    IGRAPH_CHECK(fill_edges(v, ties, &edges));
    /* Not igraph_create: when memory runs out it loses the graph's empty attributes. */
    IGRAPH_CHECK(igraph_empty(graph, 0, IGRAPH_UNDIRECTED));
    IGRAPH_FINALLY(igraph_destroy, graph);
    IGRAPH_CHECK(igraph_add_vertices(graph, table_vertex(v) + 1, NULL));
    IGRAPH_CHECK(igraph_add_edges(graph, &edges, NULL));
    igraph_vector_int_destroy(&edges);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

/* The vertices from the table to each row's candidate; rows without one have none. */
static igraph_error_t search(const corral_involvement *v, const igraph_t *graph,
                             igraph_vector_int_list_t *paths)
{
    igraph_vector_int_t to;
    IGRAPH_CHECK(igraph_vector_int_init(&to, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &to);
    for (size_t i = 0; i < v->row_count; i++)
        if (v->rows[i].code != UINT32_MAX)
            IGRAPH_CHECK(igraph_vector_int_push_back(&to, vertex_of(v, v->rows[i].code)));
    IGRAPH_CHECK(igraph_get_shortest_paths(graph, paths, NULL, table_vertex(v),
                                           igraph_vss_vector(&to), IGRAPH_ALL, NULL, NULL));
    igraph_vector_int_destroy(&to);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

/* path has room. */
static void put_paths(corral_involvement *v, const igraph_vector_int_list_t *paths)
{
    igraph_integer_t at = 0;
    for (size_t i = 0; i < v->row_count; i++) {
        reach_row *row = &v->rows[i];
        row->path = v->path_count;
        if (row->code == UINT32_MAX) continue;
        const igraph_vector_int_t *path = igraph_vector_int_list_get_ptr(paths, at++);
        for (igraph_integer_t k = 1; k < igraph_vector_int_size(path); k++)
            v->path[v->path_count++] = party_of(v, VECTOR(*path)[k]);
        row->path_count = v->path_count - row->path;
    }
}

static igraph_error_t find_paths(corral_involvement *v, const tie *ties)
{
    igraph_t graph;
    igraph_vector_int_list_t paths;
    size_t length = 0;
    IGRAPH_CHECK(build(v, ties, &graph));
    IGRAPH_FINALLY(igraph_destroy, &graph);
    IGRAPH_CHECK(igraph_vector_int_list_init(&paths, 0));
    IGRAPH_FINALLY(igraph_vector_int_list_destroy, &paths);
    IGRAPH_CHECK(search(v, &graph, &paths));
    for (igraph_integer_t i = 0; i < igraph_vector_int_list_size(&paths); i++)
        length += (size_t)igraph_vector_int_size(igraph_vector_int_list_get_ptr(&paths, i));
    if (corral_array_grow(&v->path, &v->path_capacity, length, sizeof *v->path, NULL) != CORRAL_OK)
        IGRAPH_ERROR("out of memory keeping paths", IGRAPH_ENOMEM);
    put_paths(v, &paths);
    igraph_vector_int_list_destroy(&paths);
    igraph_destroy(&graph);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

corral_status reach_find_ties(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    tie *ties = NULL;
    TRY(corral_array_new(&ties, v->coalition_count, sizeof *ties, err));
    find_direct(v, ties);
    put_direct(v, ties);
    TRY_IGRAPH(find_paths(v, ties));
done:
    free(ties);
    return status;
}
