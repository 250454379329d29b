/* SPDX-License-Identifier: MIT
 *
 * From a canvas to the SVG that people get: title and description for readers that do not see, a
 * group with a title for each thing, hover and focus by style rules alone, and rules that touch
 * nothing but this drawing. */
#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include "buf.h"
#include "canvas.h"
#include "error.h"

/* `name` is the class of the root and the prefix of every id: 1 to 15 letters and digits. NULL: a
 * name made from all that the drawing shows. */
bool viz_svg_write(const viz_canvas *canvas, const char *name, viz_buf *out, viz_error *err);

/* The style sheet. */
void viz_svg_style(const viz_canvas *canvas, const char *name, viz_buf *out);

#endif
