/* The style upset. */
#include "cli/draw.h"

corral_status corral_draw_upset(const corral_drawing *drawing, corral_text *model,
                                corral_error *err)
{
    (void)drawing;
    (void)model;
    return corral_error_set(err, CORRAL_LIMIT, "to come");
}
