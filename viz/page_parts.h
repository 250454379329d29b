/* SPDX-License-Identifier: MIT
 *
 * What pages are put together from. */
#ifndef VIZ_PAGE_PARTS_H
#define VIZ_PAGE_PARTS_H

#include "buf.h"
#include "canvas.h"
#include "error.h"

/* The one script, its place in the page's policy, and the style sheet. */
extern const char viz_page_script[];
extern const char viz_page_script_hash[];  /* SHA-256 of exactly these bytes, in base64 */
extern const char *const viz_page_style[]; /* its parts, then NULL */

/* From the document type to the body's first tag. `foot`: what stands at the foot of every printed
 * page; may be NULL. */
void viz_page_head(const char *title, const char *lang, viz_theme theme, const char *foot,
                   viz_buf *out);
/* The drawing in a frame to zoom and pan in, its ids and rules under `name`; caption NULL or empty:
 * none. The paper of the canvas becomes a printed sheet of the figure's own. */
bool viz_page_figure(viz_canvas *canvas, const char *name, const char *caption, viz_buf *out,
                     viz_error *err);
/* The script and the end of the document. */
void viz_page_tail(viz_buf *out);

#endif
