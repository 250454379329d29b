/* Everything the library does with a region, one after the other; the first failure ends it with
 * status 1 and its sentence: library FOLDER */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/bridge_igraph.h"
#include "core/try.h"
#include "corral/groups.h"
#include "corral/read.h"
#include "groups/districts.h"
#include "groups/order.h"
#include "region/graph.h"

static igraph_error_t count_edges(const igraph_t *graph)
{
    return igraph_ecount(graph) > 0 ? IGRAPH_SUCCESS : IGRAPH_EINVAL;
}

static corral_status look_at_graph(const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const igraph_t *graph;
    uint32_t count;
    TRY(corral_region_components(region, &count, NULL, err));
    TRY(corral_region_graph(region, &graph, err));
    TRY_IGRAPH(count_edges(graph));
done:
    return status;
}

static corral_status find_groups(const corral_similarity *similarity,
                                 const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping *grouping = NULL;
    uint32_t item[4], n = corral_similarity_coalition_count(similarity), *before = NULL;
    double part[4];
    size_t filled;
    TRY(corral_groups_find(similarity, options, NULL, &grouping, err));
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++)
        TRY(corral_grouping_held_by(grouping, k, 4, item, part, &filled, err));
    TRY(corral_grouping_stabilise(grouping, options, 2, NULL, err));
    before = calloc(n, sizeof *before);
    if (!before) FAIL(CORRAL_NO_MEMORY, "out of memory");
    for (uint32_t a = 0; a < n; a++) before[a] = a / 2;
    TRY(corral_grouping_renumber(grouping, before, err));
    corral_grouping_free(grouping);
    grouping = NULL;
    TRY(corral_groups_weigh(similarity, NULL, before, NULL, &grouping, err));
done:
    free(before);
    corral_grouping_free(grouping);
    return status;
}

static corral_status find_all_groups(const corral_similarity *similarity, corral_error *err)
{
    static const uint32_t first[] = {0, 1}, second[] = {1, 2}, third[] = {1};
    static const unsigned char five[64] = {1, 1, 1, 1, 1};
    const corral_coalitions together = {first, 2}, apart = {second, 2};
    bool is_least = corral_similarity_coalition_count(similarity) < 3;
    corral_status status = CORRAL_OK;
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    TRY(find_groups(similarity, NULL, err));
    options.effort = CORRAL_EFFORT_EXACT;
    TRY(find_groups(similarity, &options, err));
    options.effort = CORRAL_EFFORT_FAST;
    options.together = &together;
    options.together_count = 1;
    options.apart = &apart;
    options.apart_count = is_least ? 0 : 1;
    options.eligible = five;
    TRY(find_groups(similarity, &options, err));
    options = (corral_groups_options)CORRAL_GROUPS_OPTIONS_INIT;
    options.around = (corral_coalitions){third, 1};
    TRY(find_groups(similarity, &options, err));
done:
    return status;
}

/* What drawings ask of groups. */
static corral_status draw_groups(const corral_region *region, const corral_similarity *similarity,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), *number = NULL;
    corral_grouping *grouping = NULL;
    corral_order order = {0};
    corral_districts districts = {0};
    number = calloc(n, sizeof *number);
    if (!number) FAIL(CORRAL_NO_MEMORY, "out of memory");
    for (uint32_t a = 0; a < n; a++) number[a] = a / 3;
    TRY(corral_groups_take(n, number, &grouping, err));
    TRY(corral_order_init(&order, similarity, grouping, NULL, err));
    TRY(corral_districts_init(&districts, region, grouping, 0, 1, NULL, err));
done:
    free(number);
    corral_order_release(&order);
    corral_districts_release(&districts);
    corral_grouping_free(grouping);
    return status;
}

static corral_status use(const char *folder, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_problems *problems = NULL;
    corral_region *region = NULL;
    corral_similarity *similarity = NULL;
    corral_pairs *pairs = NULL;
    corral_similarity_options one_thread = CORRAL_SIMILARITY_OPTIONS_INIT;
    one_thread.threads = 1;
    TRY(corral_problems_new(true, &problems, err));
    TRY(corral_region_read(folder, NULL, problems, &region, err));
    TRY(look_at_graph(region, err));
    TRY(corral_similarity_new(region, &one_thread, &similarity, err));
    TRY(corral_pairs_find(similarity, 0, NULL, &pairs, err));
    TRY(find_all_groups(similarity, err));
    TRY(draw_groups(region, similarity, err));
done:
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
    corral_problems_free(problems);
    return status;
}

int main(int count, char **arguments)
{
    corral_error err = CORRAL_ERROR_INIT;
    char text[2048];
    if (count != 2) return 2;
    if (use(arguments[1], &err) == CORRAL_OK) return 0;
    corral_error_format(&err, text, sizeof text);
    fprintf(stderr, "%s\n", text);
    return 1;
}
