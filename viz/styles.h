/* SPDX-License-Identifier: MIT
 *
 * One function a style: from the model to a scene. Each checks its own limits and says them. */
#ifndef VIZ_STYLES_H
#define VIZ_STYLES_H

#include "error.h"
#include "model.h"
#include "scene.h"

/* On failure the scene may be half built; release it in either case. */
bool viz_network(const viz_model *model, viz_scene *scene, viz_error *err);

#endif
