/* Hypergraph interchange format: a coalition is a hyperedge that holds its items. */
#include "io/network.h"
#include "io/pen.h"

static void attribute(corral_pen *pen, bool *is_begun, const char *name)
{
    corral_pen_put(pen, *is_begun ? "," : ",\"attrs\":{");
    corral_pen_spell(pen, corral_spell_json, name);
    corral_pen_put(pen, ":");
    *is_begun = true;
}

static void one(corral_pen *pen, const corral_network *n, uint32_t node)
{
    bool is_begun = false;
    corral_pen_put(pen, node < n->coalition_count ? "{\"edge\":" : "{\"node\":");
    corral_pen_spell(pen, corral_spell_json, n->id[node]);
    attribute(pen, &is_begun, "name");
    corral_pen_spell(pen, corral_spell_json, n->name[node]);
    if (node >= n->coalition_count) {
        attribute(pen, &is_begun, "facet");
        corral_pen_spell(pen, corral_spell_json, n->kind[node]);
    }
    if (corral_network_group(n, node)) {
        attribute(pen, &is_begun, "group");
        corral_pen_count(pen, corral_network_group(n, node));
    }
    for (size_t c = 0; c < n->column_count; c++) {
        const char *text = n->text(n->source, c, node);
        if (!*text) continue;
        attribute(pen, &is_begun, n->columns[c].name);
        corral_pen_spell(pen, corral_spell_json, text);
    }
    corral_pen_put(pen, "}}");
}

static void list(corral_pen *pen, const corral_network *n, uint32_t first, uint32_t end)
{
    for (uint32_t node = first; node < end && pen->status == CORRAL_OK; node++) {
        corral_pen_put(pen, node > first ? ",\n" : "\n");
        one(pen, n, node);
        corral_pen_flush(pen);
    }
}

static void incidences(corral_pen *pen, const corral_network *n)
{
    const char *between = "\n";
    for (uint32_t a = 0; a < n->coalition_count && pen->status == CORRAL_OK; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++, between = ",\n") {
            corral_pen_put(pen, between);
            corral_pen_put(pen, "{\"edge\":");
            corral_pen_spell(pen, corral_spell_json, n->id[a]);
            corral_pen_put(pen, ",\"node\":");
            corral_pen_spell(pen, corral_spell_json, n->id[n->coalition_count + seats.index[i]]);
            corral_pen_put(pen, ",\"weight\":");
            corral_pen_number(pen, seats.weight[i]);
            corral_pen_put(pen, "}");
        }
        corral_pen_flush(pen);
    }
}

corral_status corral_write_hif(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "{\"network-type\":\"undirected\",\"metadata\":{},\n\"incidences\":[");
    incidences(&pen, n);
    corral_pen_put(&pen, "],\n\"nodes\":[");
    list(&pen, n, n->coalition_count, n->node_count);
    corral_pen_put(&pen, "],\n\"edges\":[");
    list(&pen, n, 0, n->coalition_count);
    corral_pen_put(&pen, "]}\n");
    return corral_pen_end(&pen);
}
