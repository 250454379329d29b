/* SPDX-License-Identifier: MIT
 *
 * Pages: drawings inline, tables and words around them, one small script to zoom, pan and sort,
 * allowed by its hash alone. What a page is read from: MODEL.md. */
#ifndef VIZ_PAGE_H
#define VIZ_PAGE_H

#include "buf.h"
#include "canvas.h"
#include "error.h"
#include "fence.h"
#include "lines.h"

/* One drawing with its title. */
bool viz_page_of(const viz_canvas *canvas, viz_buf *out, viz_error *err);

/* Reads the page's records to the end of the stream; its drawings are made on the way. */
bool viz_page_read(viz_source *source, viz_fence *fence, viz_buf *out, viz_error *err);

#endif
