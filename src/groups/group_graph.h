/* Weighted graphs whose communities are districts, shared by the files of this folder only. */
#ifndef CORRAL_GROUPS_GROUP_GRAPH_H
#define CORRAL_GROUPS_GROUP_GRAPH_H

#include "core/try.h"
#include "corral/groups.h"

/* Edges are each once, from < to, by from. */
typedef struct group_graph {
    uint32_t vertex_count;
    size_t edge_count, capacity, capacity_to, capacity_weight;
    uint32_t *from, *to;
    double *weight;
} group_graph;

/* Which groups hold which items of a facet. Groups are numbered in order of their lowest coalition,
 * so that nothing depends on their places. The groups of the j-th item held by two or more are
 * holder[start[j] .. start[j + 1]), rising. */
typedef struct group_items {
    uint32_t group_count, item_count;
    uint32_t *place;  /* by group */
    uint32_t *number; /* by place */
    size_t *start;
    uint32_t *holder;
} group_items;

corral_status group_items_init(group_items *items, const corral_region *region,
                               const corral_grouping *grouping, uint32_t facet, corral_error *err);
void group_items_release(group_items *items);

/* An item held by g groups links each two of them by 1 / (g - 1), so that it weighs 1 for each of
 * its groups. One held by more than GROUP_CLIQUE would make g squared edges and say little: it is a
 * vertex of its own behind the groups, linked to its groups by GROUP_CLIQUE / g. Of all its links a
 * group keeps the GROUP_LINKS heaviest (of equal ones those to the lowest vertices), and a link
 * that both ends keep counts twice: what is shared by chance goes, and the number of edges is a few
 * a group. Time: at most GROUP_CLIQUE a seat. */
enum { GROUP_CLIQUE = 50, GROUP_LINKS = 16 };
corral_status group_graph_init(group_graph *graph, const group_items *items, corral_error *err);
void group_graph_release(group_graph *graph);

/* Communities by igraph's Leiden algorithm (Traag, Waltman and van Eck 2019), seeded, for
 * modularity at a resolution; community by vertex, numbered from 0 in order of their first vertex.
 */
corral_status group_graph_communities(const group_graph *graph, double resolution, uint64_t seed,
                                      uint32_t *community, uint32_t *count, corral_error *err);

#endif
