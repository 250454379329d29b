/* SPDX-License-Identifier: MIT */
#include "page.h"

bool viz_page_of(const viz_canvas *canvas, viz_buf *out, viz_error *err)
{
    (void)canvas;
    (void)out;
    return viz_fail(err, "to come");
}

bool viz_page_read(viz_source *source, viz_fence *fence, viz_buf *out, viz_error *err)
{
    (void)source;
    (void)fence;
    (void)out;
    return viz_fail(err, "to come");
}
