/* Pajek's two-mode networks: coalitions first, then items; UTF-8 with a byte order mark. */
#include "io/network.h"
#include "io/pen.h"

/* Names of colours that Pajek knows, by group. */
static const char *colour(uint32_t group)
{
    static const char *const names[] = {"Orange",   "SkyBlue", "ForestGreen", "Yellow",
                                        "NavyBlue", "Red",     "Magenta"};
    return group ? names[(group - 1) % 7] : "Gray";
}

corral_status corral_write_pajek(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "\xef\xbb\xbf*Vertices ");
    corral_pen_count(&pen, n->node_count);
    corral_pen_put(&pen, " ");
    corral_pen_count(&pen, n->coalition_count);
    corral_pen_put(&pen, "\n");
    for (uint32_t node = 0; node < n->node_count && pen.status == CORRAL_OK; node++) {
        corral_pen_count(&pen, node + 1u);
        corral_pen_put(&pen, " \"");
        corral_pen_spell(&pen, corral_spell_pajek, n->label[node]);
        corral_pen_put(&pen, node < n->coalition_count ? "\" ellipse ic " : "\" box ic ");
        corral_pen_put(&pen, colour(corral_network_group(n, node)));
        corral_pen_put(&pen, "\n");
        corral_pen_flush(&pen);
    }
    corral_pen_put(&pen, "*Edges\n");
    for (uint32_t a = 0; a < n->coalition_count && pen.status == CORRAL_OK; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++) {
            corral_pen_count(&pen, a + 1u);
            corral_pen_put(&pen, " ");
            corral_pen_count(&pen, (size_t)n->coalition_count + seats.index[i] + 1u);
            corral_pen_put(&pen, " ");
            corral_pen_number(&pen, seats.weight[i]);
            corral_pen_put(&pen, "\n");
        }
        corral_pen_flush(&pen);
    }
    return corral_pen_end(&pen);
}
