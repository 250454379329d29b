/* DOT: coalitions as boxes in the colour of their group. */
#include "io/network.h"
#include "io/pen.h"

#include <stdio.h>

static void node_of(corral_pen *pen, const corral_network *n, uint32_t node)
{
    char colour[8];
    snprintf(colour, sizeof colour, "#%06x", (unsigned)(corral_network_colour(n, node) & 0xffffff));
    corral_pen_put(pen, "  n");
    corral_pen_count(pen, node + 1u);
    corral_pen_put(pen, " [label=\"");
    corral_pen_spell(pen, corral_spell_dot, n->name[node]);
    corral_pen_put(pen, "\" class=\"");
    corral_pen_spell(pen, corral_spell_dot, n->kind[node]);
    corral_pen_put(pen, "\"");
    if (node < n->coalition_count) {
        corral_pen_put(pen, " shape=box style=filled fillcolor=\"");
        corral_pen_put(pen, colour);
        corral_pen_put(pen, "\"");
    }
    if (corral_network_group(n, node)) {
        corral_pen_put(pen, " group=");
        corral_pen_count(pen, corral_network_group(n, node));
    }
    corral_pen_put(pen, "];\n");
}

corral_status corral_write_dot(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "graph region {\n");
    for (uint32_t node = 0; node < n->node_count && pen.status == CORRAL_OK; node++) {
        node_of(&pen, n, node);
        corral_pen_flush(&pen);
    }
    for (uint32_t a = 0; a < n->coalition_count && pen.status == CORRAL_OK; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++) {
            corral_pen_put(&pen, "  n");
            corral_pen_count(&pen, a + 1u);
            corral_pen_put(&pen, " -- n");
            corral_pen_count(&pen, (size_t)n->coalition_count + seats.index[i] + 1u);
            corral_pen_put(&pen, " [weight=");
            corral_pen_count(&pen, (size_t)(seats.weight[i] * 100 + 0.5));
            corral_pen_put(&pen, "];\n");
        }
        corral_pen_flush(&pen);
    }
    corral_pen_put(&pen, "}\n");
    return corral_pen_end(&pen);
}
