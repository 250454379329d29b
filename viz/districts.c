/* SPDX-License-Identifier: MIT */
#include "styles.h"

bool viz_districts(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err)
{
    (void)model;
    (void)canvas;
    (void)fence;
    return viz_fail(err, "to come");
}
