/* SPDX-License-Identifier: MIT */
#include "styles.h"

bool viz_draw(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err)
{
    bool good = false;
    switch (model->style) {
    case VIZ_STYLE_NETWORK: good = viz_network(model, canvas, err); break;
    case VIZ_STYLE_TRAINS: good = viz_trains(model, canvas, err); break;
    case VIZ_STYLE_MATRIX: good = viz_matrix(model, canvas, err); break;
    case VIZ_STYLE_UPSET: good = viz_upset(model, canvas, err); break;
    case VIZ_STYLE_DISTRICTS: good = viz_districts(model, fence, canvas, err); break;
    case VIZ_STYLE_GAPS: good = viz_gaps(model, canvas, err); break;
    case VIZ_STYLE_NONE: return viz_fail(err, "no style given");
    }
    return good && (viz_canvas_ok(canvas) || viz_fail_memory(err)) &&
           viz_fence_draw(fence, canvas, err);
}
