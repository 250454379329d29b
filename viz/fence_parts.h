/* SPDX-License-Identifier: MIT
 *
 * What the door to Graphviz does without Graphviz. */
#ifndef VIZ_FENCE_PARTS_H
#define VIZ_FENCE_PARTS_H

#include "buf.h"
#include "canvas.h"
#include "error.h"

/* Whether anything is seen of the mark. */
bool viz_fence_shows(const viz_mark *mark);

/* fence_read.c: gives the marks of the graph the places that they have in Graphviz's SVG. */
bool viz_fence_read(viz_canvas *canvas, const char *svg, size_t length, viz_error *err);

/* fence_words.c: copies what Graphviz wrote; tokens "@mark@" become the words they stand for. */
void viz_fence_words(viz_buf *out, const viz_canvas *canvas, const char *written);

#endif
