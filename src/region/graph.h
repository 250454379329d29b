/* The region as igraph's bipartite graph: asked for every graph notion. */
#ifndef CORRAL_REGION_GRAPH_H
#define CORRAL_REGION_GRAPH_H

#include "core/try.h"
#include "corral/region.h"

#include <igraph/igraph.h>

/* Vertices: coalitions 0 .. n-1 (type false), then items (type true); an edge a seat, in row order.
 * Vertex attributes type (boolean), facet ("coalition" for coalitions) and name (id or key), edge
 * attribute weight. Built on first use and kept by the region, from one thread; use it between
 * corral_igraph_enter and _leave (or TRY_IGRAPH), where its attribute table is installed. */
corral_status corral_region_graph(const corral_region *region, const igraph_t **out,
                                  corral_error *err);

#endif
