/* The style gaps: two facets crossed, a cell for every two items. */
#include "cli/draw.h"
#include "cli/gaps_run.h"

#include "core/number.h"

enum { ROWS = 60, COLUMNS = 40 };

corral_status corral_draw_gaps(const corral_drawing *d, corral_text *model, corral_error *err)
{
    (void)d;
    (void)model;
    return corral_error_set(err, CORRAL_LIMIT, "not yet");
}
