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

/* The parts of a page as they are put together; buffers hold HTML. */
typedef struct {
    char *title, *lang; /* NULL: as of a drawing, "en" */
    viz_buf head, contents, body, notes;
    unsigned drawings, sections;
} viz_page;

void viz_page_release(viz_page *page);

/* Adds a drawing as a figure; `caption` may be NULL. */
bool viz_page_drawing(viz_page *page, const viz_canvas *canvas, viz_error *err);
/* Writes the whole. */
bool viz_page_write(const viz_page *page, viz_buf *out, viz_error *err);

/* One drawing as a page of its own. */
bool viz_page_of(const viz_canvas *canvas, viz_buf *out, viz_error *err);

/* Reads the page's records to the end of the stream; its drawings are made on the way. */
bool viz_page_read(viz_source *source, viz_fence *fence, viz_buf *out, viz_error *err);

/* The script and its SHA-256 in base64, as the page's policy names it. */
extern const char viz_page_script[], viz_page_script_hash[];

/* The style sheet. */
extern const char viz_page_style[];

#endif
