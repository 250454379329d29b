/* SPDX-License-Identifier: MIT
 *
 * The places of everything as JSON, so that the rules of a drawing can be checked without a
 * browser; MODEL.md lists the members. */
#ifndef VIZ_GEOMETRY_H
#define VIZ_GEOMETRY_H

#include "buf.h"
#include "scene.h"

void viz_geometry_write(const viz_scene *scene, viz_buf *out);

#endif
