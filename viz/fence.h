/* SPDX-License-Identifier: MIT
 *
 * The only door to Graphviz. It is given shapes with fixed places, names of our own (h, e and n
 * with a number) and, for every line of text, a token "@17": never a word of the user's, as its SVG
 * writer does not escape everything and its labels have a language of their own. */
#ifndef VIZ_FENCE_H
#define VIZ_FENCE_H

#include "buf.h"
#include "error.h"
#include "scene.h"

/* Appends Graphviz's SVG of the scene's hulls, edges and nodes, in this order. Edge i has id
 * "e<i>", node i has id "n<i>", hulls have none but stand first; token "@<k>" is line k of all
 * lines of all nodes in order. Places are those of the scene with y - height for y. Once a process.
 */
bool viz_fence_render(const viz_scene *scene, viz_buf *out, viz_error *err);

#endif
