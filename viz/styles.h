/* SPDX-License-Identifier: MIT
 *
 * One function a style: from the model to a canvas with everything in its final place. Each checks
 * its own limits and says them. */
#ifndef VIZ_STYLES_H
#define VIZ_STYLES_H

#include "canvas.h"
#include "error.h"
#include "fence.h"
#include "model.h"

/* On failure the canvas may be half built; release it in either case. */
bool viz_network(const viz_model *model, viz_canvas *canvas, viz_error *err);
bool viz_trains(const viz_model *model, viz_canvas *canvas, viz_error *err);
bool viz_matrix(const viz_model *model, viz_canvas *canvas, viz_error *err);
bool viz_upset(const viz_model *model, viz_canvas *canvas, viz_error *err);
bool viz_districts(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err);
bool viz_gaps(const viz_model *model, viz_canvas *canvas, viz_error *err);

/* The style that the model names. */
bool viz_draw(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err);

#endif
