/* GEXF 1.3, with colours by group for Gephi. */
#include "io/network.h"
#include "io/pen.h"

static void attribute(corral_pen *pen, size_t id, const char *title, const char *type)
{
    corral_pen_put(pen, "      <attribute id=\"");
    corral_pen_count(pen, id);
    corral_pen_put(pen, "\" title=\"");
    corral_pen_spell(pen, corral_spell_xml, title);
    corral_pen_put(pen, "\" type=\"");
    corral_pen_put(pen, type);
    corral_pen_put(pen, "\"/>\n");
}

static void value(corral_pen *pen, size_t id, const char *text)
{
    corral_pen_put(pen, "<attvalue for=\"");
    corral_pen_count(pen, id);
    corral_pen_put(pen, "\" value=\"");
    corral_pen_spell(pen, corral_spell_xml, text);
    corral_pen_put(pen, "\"/>");
}

enum { KIND, GROUP, COLUMNS };

static void colour(corral_pen *pen, uint32_t rgb)
{
    corral_pen_put(pen, "<viz:color r=\"");
    corral_pen_count(pen, rgb >> 16);
    corral_pen_put(pen, "\" g=\"");
    corral_pen_count(pen, rgb >> 8 & 255);
    corral_pen_put(pen, "\" b=\"");
    corral_pen_count(pen, rgb & 255);
    corral_pen_put(pen, "\"/>");
}

static void node_of(corral_pen *pen, const corral_network *n, uint32_t node)
{
    corral_pen_put(pen, "      <node id=\"n");
    corral_pen_count(pen, node + 1u);
    corral_pen_put(pen, "\" label=\"");
    corral_pen_spell(pen, corral_spell_xml, n->name[node]);
    corral_pen_put(pen, "\"><attvalues>");
    value(pen, KIND, n->kind[node]);
    if (corral_network_group(n, node)) {
        corral_pen_put(pen, "<attvalue for=\"1\" value=\"");
        corral_pen_count(pen, corral_network_group(n, node));
        corral_pen_put(pen, "\"/>");
    }
    for (size_t c = 0; c < n->column_count; c++) {
        const char *text = n->text(n->source, c, node);
        if (*text) value(pen, COLUMNS + c, text);
    }
    corral_pen_put(pen, "</attvalues>");
    colour(pen, corral_network_colour(n, node));
    corral_pen_put(pen, "</node>\n");
}

static size_t edges_of(corral_pen *pen, const corral_network *n, uint32_t a, size_t number)
{
    corral_seats seats = corral_region_footprint(n->region, a);
    for (size_t i = 0; i < seats.count; i++) {
        corral_pen_put(pen, "      <edge id=\"e");
        corral_pen_count(pen, ++number);
        corral_pen_put(pen, "\" source=\"n");
        corral_pen_count(pen, a + 1u);
        corral_pen_put(pen, "\" target=\"n");
        corral_pen_count(pen, (size_t)n->coalition_count + seats.index[i] + 1u);
        corral_pen_put(pen, "\" weight=\"");
        corral_pen_number(pen, seats.weight[i]);
        corral_pen_put(pen, "\"/>\n");
    }
    return number;
}

corral_status corral_write_gexf(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    size_t number = 0;
    corral_pen_put(&pen,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" "
                   "version=\"1.3\">\n"
                   "  <graph defaultedgetype=\"undirected\">\n"
                   "    <attributes class=\"node\">\n");
    attribute(&pen, KIND, "kind", "string");
    attribute(&pen, GROUP, "group", "integer");
    for (size_t c = 0; c < n->column_count; c++)
        attribute(&pen, COLUMNS + c, n->columns[c].name,
                  n->columns[c].is_number ? "double" : "string");
    corral_pen_put(&pen, "    </attributes>\n    <nodes>\n");
    for (uint32_t node = 0; node < n->node_count && pen.status == CORRAL_OK; node++) {
        node_of(&pen, n, node);
        corral_pen_flush(&pen);
    }
    corral_pen_put(&pen, "    </nodes>\n    <edges>\n");
    for (uint32_t a = 0; a < n->coalition_count && pen.status == CORRAL_OK; a++) {
        number = edges_of(&pen, n, a, number);
        corral_pen_flush(&pen);
    }
    corral_pen_put(&pen, "    </edges>\n  </graph>\n</gexf>\n");
    return corral_pen_end(&pen);
}
