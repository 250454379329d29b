/* SPDX-License-Identifier: MIT
 *
 * From a scene and what Graphviz made of its shapes to the SVG that people get: without document
 * type and comments, with titles, description and classes, the user's words in place of the tokens,
 * and a style sheet that touches nothing but this drawing. */
#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include "buf.h"
#include "error.h"
#include "scene.h"

bool viz_svg_write(const viz_scene *scene, const viz_buf *drawn, viz_buf *out, viz_error *err);

/* The style sheet; `name` is the class of the root and the prefix of every id. */
void viz_svg_style(const viz_scene *scene, const char *name, viz_buf *out);

#endif
