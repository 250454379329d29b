/* Kumu's spreadsheets: elements and connections, which name elements by their label. */
#include "io/network.h"
#include "io/pen.h"

#include <string.h>

corral_status corral_write_kumu_elements(const corral_network *n, corral_output *output,
                                         corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "Label,Type,Description,Tags,Group");
    for (size_t c = 0; c < n->column_count; c++) corral_pen_cell(&pen, n->columns[c].name);
    corral_pen_put(&pen, "\n");
    for (uint32_t node = 0; node < n->node_count; node++) {
        corral_pen_spell(&pen, corral_spell_csv, n->label[node]);
        corral_pen_cell(&pen, n->kind[node]);
        corral_pen_cell(&pen, strcmp(n->label[node], n->name[node]) == 0 ? "" : n->name[node]);
        corral_pen_put(&pen, ",,");
        if (corral_network_group(n, node)) corral_pen_count(&pen, corral_network_group(n, node));
        for (size_t c = 0; c < n->column_count; c++)
            corral_pen_cell(&pen, n->text(n->source, c, node));
        corral_pen_put(&pen, "\n");
        if (corral_pen_flush(&pen) != CORRAL_OK) break;
    }
    return corral_pen_end(&pen);
}

corral_status corral_write_kumu_connections(const corral_network *n, corral_output *output,
                                            corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "From,To,Direction,Type,Weight\n");
    for (uint32_t a = 0; a < n->coalition_count; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++) {
            uint32_t item = n->coalition_count + seats.index[i];
            corral_pen_spell(&pen, corral_spell_csv, n->label[a]);
            corral_pen_cell(&pen, n->label[item]);
            corral_pen_put(&pen, ",undirected");
            corral_pen_cell(&pen, n->kind[item]);
            corral_pen_put(&pen, ",");
            corral_pen_number(&pen, seats.weight[i]);
            corral_pen_put(&pen, "\n");
        }
        if (corral_pen_flush(&pen) != CORRAL_OK) break;
    }
    return corral_pen_end(&pen);
}
