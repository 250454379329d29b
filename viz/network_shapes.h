/* SPDX-License-Identifier: MIT
 *
 * What the style network draws before it is on the canvas: boxes, names and badges with their
 * measured words, the edges between them, and the hulls of groups. */
#ifndef VIZ_NETWORK_SHAPES_H
#define VIZ_NETWORK_SHAPES_H

#include "canvas.h"
#include "error.h"
#include "geom.h"
#include "text.h"

typedef enum { VIZ_NODE_COALITION, VIZ_NODE_ITEM, VIZ_NODE_BADGE } viz_node_kind;

typedef struct {
    viz_node_kind kind;
    unsigned index;  /* of the coalition or item; of a badge, the number of the group */
    unsigned colour; /* of the palette, from 1; 0: neutral; of an item: of the hull it lies in */
    unsigned group;  /* number of the group of a coalition or badge; 0: none */
    bool hollow;     /* a coalition of which nothing is known */
    viz_point at;    /* centre */
    double half_width, half_height;
    double size; /* of the letters, px */
    bool bold;
    viz_lines text;
    char *title;     /* one sentence for a tip and for readers that do not see */
    const char *url; /* borrowed from the model; NULL: none */
} viz_node;

typedef struct {
    size_t from, to; /* nodes; from is a coalition */
    bool link;       /* between two coalitions */
    unsigned colour;
    double width;
    viz_point curve[4];
} viz_edge;

typedef struct {
    unsigned number, colour;
    viz_point *outline; /* cubic pieces, closed: n_outline = 3 n + 1 */
    size_t n_outline;
} viz_hull;

typedef struct {
    viz_hull *hulls;
    viz_edge *edges;
    viz_node *nodes;
    size_t n_hulls, n_edges, n_nodes;
} viz_shapes;

void viz_shapes_release(viz_shapes *shapes);

/* Adds all of it to the canvas: hulls, then edges, then nodes. */
void viz_shapes_draw(const viz_shapes *shapes, viz_canvas *canvas, viz_error *err);

#endif
