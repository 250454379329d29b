/* SPDX-License-Identifier: MIT
 *
 * The only door to Graphviz. It is given shapes with fixed places and names of our own (n and e
 * with the place of the mark): never a word of the user's, as its SVG writer does not escape
 * everything and its labels have a language of their own. One fence a process: every Graphviz
 * context leaks. */
#ifndef VIZ_FENCE_H
#define VIZ_FENCE_H

#include "buf.h"
#include "canvas.h"
#include "error.h"

typedef struct viz_fence viz_fence;

/* NULL on failure; freeing NULL is fine. */
viz_fence *viz_fence_new(viz_error *err);
void viz_fence_free(viz_fence *fence);

/* Has Graphviz draw the marks of the canvas that are part of a graph, and gives these the places
 * that it drew them at. Each must come back exactly once. */
bool viz_fence_draw(viz_fence *fence, viz_canvas *canvas, viz_error *err);

/* The same graph in Graphviz's language, with pinned places, colours, and as label of a node the
 * texts of its group. Fails for a canvas without a graph. */
bool viz_fence_dot(const viz_canvas *canvas, viz_buf *out, viz_error *err);

/* Boxes to be placed so that linked ones are near and none overlap (stress majorisation, Gansner,
 * Koren and North 2005, then the proximity-stress removal of overlaps, Gansner and Hu 2010). */
typedef struct {
    double width, height; /* px */
    viz_point at;         /* centre, found */
} viz_box;

typedef struct {
    size_t from, to;
    double length; /* px wished for */
} viz_tether;

bool viz_fence_place(viz_fence *fence, viz_box *boxes, size_t n_boxes, const viz_tether *tethers,
                     size_t n_tethers, viz_error *err);

#endif
