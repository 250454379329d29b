/* GraphML. Either type (igraph) or bipartite (networkx) marks the two sides. */
#include "io/network.h"
#include "io/pen.h"

#include <stdio.h>

static void key(corral_pen *pen, const char *id, const char *of, const char *name, const char *type)
{
    corral_pen_put(pen, "  <key id=\"");
    corral_pen_put(pen, id);
    corral_pen_put(pen, "\" for=\"");
    corral_pen_put(pen, of);
    corral_pen_put(pen, "\" attr.name=\"");
    corral_pen_spell(pen, corral_spell_xml, name);
    corral_pen_put(pen, "\" attr.type=\"");
    corral_pen_put(pen, type);
    corral_pen_put(pen, "\"/>\n");
}

static void open_data(corral_pen *pen, const char *id)
{
    corral_pen_put(pen, "<data key=\"");
    corral_pen_put(pen, id);
    corral_pen_put(pen, "\">");
}

static void data(corral_pen *pen, const char *id, const char *text)
{
    open_data(pen, id);
    corral_pen_spell(pen, corral_spell_xml, text);
    corral_pen_put(pen, "</data>");
}

static void column_id(size_t column, char id[32])
{
    snprintf(id, 32, "c%zu", column + 1);
}

static void keys(corral_pen *pen, const corral_network *n)
{
    key(pen, "name", "node", "name", "string");
    key(pen, "type", "node", "type", "boolean");
    key(pen, "bipartite", "node", "bipartite", "int");
    key(pen, "facet", "node", "facet", "string");
    key(pen, "group", "node", "group", "int");
    for (size_t c = 0; c < n->column_count; c++) {
        char id[32];
        column_id(c, id);
        key(pen, id, "node", n->columns[c].name, n->columns[c].is_number ? "double" : "string");
    }
    key(pen, "weight", "edge", "weight", "double");
}

static void node_of(corral_pen *pen, const corral_network *n, uint32_t node)
{
    bool is_item = node >= n->coalition_count;
    corral_pen_put(pen, "    <node id=\"n");
    corral_pen_count(pen, node + 1u);
    corral_pen_put(pen, "\">");
    data(pen, "name", n->name[node]);
    data(pen, "type", is_item ? "true" : "false");
    data(pen, "bipartite", is_item ? "1" : "0");
    if (is_item) data(pen, "facet", n->kind[node]);
    if (corral_network_group(n, node)) {
        open_data(pen, "group");
        corral_pen_count(pen, corral_network_group(n, node));
        corral_pen_put(pen, "</data>");
    }
    for (size_t c = 0; c < n->column_count; c++) {
        char id[32];
        const char *text = n->text(n->source, c, node);
        column_id(c, id);
        if (*text) data(pen, id, text);
    }
    corral_pen_put(pen, "</node>\n");
}

static void edges_of(corral_pen *pen, const corral_network *n, uint32_t a)
{
    corral_seats seats = corral_region_footprint(n->region, a);
    for (size_t i = 0; i < seats.count; i++) {
        corral_pen_put(pen, "    <edge source=\"n");
        corral_pen_count(pen, a + 1u);
        corral_pen_put(pen, "\" target=\"n");
        corral_pen_count(pen, (size_t)n->coalition_count + seats.index[i] + 1u);
        corral_pen_put(pen, "\">");
        open_data(pen, "weight");
        corral_pen_number(pen, seats.weight[i]);
        corral_pen_put(pen, "</data></edge>\n");
    }
}

corral_status corral_write_graphml(const corral_network *n, corral_output *output,
                                   corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    corral_pen_put(&pen, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    keys(&pen, n);
    corral_pen_put(&pen, "  <graph edgedefault=\"undirected\">\n");
    for (uint32_t node = 0; node < n->node_count && pen.status == CORRAL_OK; node++) {
        node_of(&pen, n, node);
        corral_pen_flush(&pen);
    }
    for (uint32_t a = 0; a < n->coalition_count && pen.status == CORRAL_OK; a++) {
        edges_of(&pen, n, a);
        corral_pen_flush(&pen);
    }
    corral_pen_put(&pen, "  </graph>\n</graphml>\n");
    return corral_pen_end(&pen);
}
