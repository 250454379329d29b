/* SPDX-License-Identifier: MIT */
#include "styles.h"

bool viz_trains(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    (void)model;
    (void)canvas;

    return viz_fail(err, "to come");
}
