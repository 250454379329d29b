/* SPDX-License-Identifier: MIT
 *
 * What a style hands to the writers: shapes with their final places, and the words on them. The
 * fence to Graphviz draws hulls, edges and nodes; captions are written straight into the SVG. All
 * places are in px of the view, which begins at 0,0; y grows downwards. */
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include "geom.h"
#include "model.h"
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
    char *title; /* one sentence for a tip and for readers that do not see */
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

typedef enum {
    VIZ_CAPTION_TITLE,
    VIZ_CAPTION_DESC,
    VIZ_CAPTION_GROUP,
    VIZ_CAPTION_MORE,
    VIZ_CAPTION_NOTE,
    VIZ_CAPTION_KEY
} viz_caption_kind;

/* One line of text that begins at x and whose middle is at y. */
typedef struct {
    viz_caption_kind kind;
    unsigned index;
    double x, y, width, size;
    bool bold;
    char *text;
} viz_caption;

typedef struct {
    double width, height;
    viz_theme theme;
    viz_paper paper;
    char *title, *desc, *lang; /* never NULL or empty when the scene is whole */
    viz_hull *hulls;
    viz_edge *edges;
    viz_node *nodes;
    viz_caption *captions;
    size_t n_hulls, n_edges, n_nodes, n_captions;
} viz_scene;

void viz_scene_release(viz_scene *scene);

/* A line of letters is 1.2 of their size high; where the first one of a node lies, and its box. */
#define VIZ_LINE_HEIGHT 1.2
viz_rect viz_node_line(const viz_node *node, size_t line);
viz_rect viz_caption_rect(const viz_caption *caption);
double viz_baseline(viz_rect line, double size);

#endif
