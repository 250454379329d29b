/* SPDX-License-Identifier: MIT
 *
 * The places of everything as JSON, for checks without a browser; MODEL.md says what is in it. */
#ifndef VIZ_GEOMETRY_H
#define VIZ_GEOMETRY_H

#include "buf.h"
#include "canvas.h"

void viz_geometry_write(const viz_canvas *canvas, viz_buf *out);

#endif
