/* Gephi's spreadsheets: nodes and edges. */
#include "io/network.h"
#include "io/pen.h"

static void node_id(corral_pen *pen, uint32_t node)
{
    corral_pen_put(pen, "n");
    corral_pen_count(pen, node + 1u);
}

corral_status corral_write_gephi_nodes(const corral_network *n, corral_output *output,
                                       corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "Id,Label,Kind,Group");
    for (size_t c = 0; c < n->column_count; c++) corral_pen_cell(&pen, n->columns[c].name);
    corral_pen_put(&pen, "\n");
    for (uint32_t node = 0; node < n->node_count; node++) {
        node_id(&pen, node);
        corral_pen_cell(&pen, n->name[node]);
        corral_pen_cell(&pen, n->kind[node]);
        corral_pen_put(&pen, ",");
        if (corral_network_group(n, node)) corral_pen_count(&pen, corral_network_group(n, node));
        for (size_t c = 0; c < n->column_count; c++) {
            const char *text = n->text(n->source, c, node);
            corral_pen_put(&pen, ",");
            if (n->columns[c].is_number)
                corral_pen_put(&pen, text);
            else
                corral_pen_spell(&pen, corral_spell_csv, text);
        }
        corral_pen_put(&pen, "\n");
        if (corral_pen_flush(&pen) != CORRAL_OK) break;
    }
    return corral_pen_end(&pen);
}

corral_status corral_write_gephi_edges(const corral_network *n, corral_output *output,
                                       corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "Source,Target,Type,Weight,Kind\n");
    for (uint32_t a = 0; a < n->coalition_count; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++) {
            uint32_t item = n->coalition_count + seats.index[i];
            node_id(&pen, a);
            corral_pen_put(&pen, ",");
            node_id(&pen, item);
            corral_pen_put(&pen, ",Undirected,");
            corral_pen_number(&pen, seats.weight[i]);
            corral_pen_cell(&pen, n->kind[item]);
            corral_pen_put(&pen, "\n");
        }
        if (corral_pen_flush(&pen) != CORRAL_OK) break;
    }
    return corral_pen_end(&pen);
}
