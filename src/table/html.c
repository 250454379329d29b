/* HTML: one small page without scripts that prints well. */
#include <string.h>

#include "table/escape.h"
#include "table/model.h"

static const char style[] =
    "body{font:16px/1.4 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;"
    "color:#111;background:#fff}"
    "h1{font-size:1.4em}h2{font-size:1.15em}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25em .7em .25em 0;text-align:left;vertical-align:top}"
    "thead th{border-bottom:2px solid #111}tbody td{border-bottom:1px solid #ccc}"
    ".n{text-align:right}.r td{color:#444;border-bottom:0}"
    "dt{float:left;clear:left;margin-right:.5em}dd{font-weight:600}"
    "footer{color:#444;margin-top:1.5em}"
    "@media print{body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
    "tr{break-inside:avoid}}";

static corral_status escaped(corral_output *output, const char *before, const char *text,
                             const char *after, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    TRY(corral_escape_html(text, &line, err));
    corral_output_put(output, before);
    corral_output_write(output, line.bytes, line.length);
    corral_output_put(output, after);
done:
    corral_text_release(&line);
    return status;
}

static corral_status head(const corral_document *document, const corral_look *look,
                          corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *title =
        document->title == CORRAL_NONE ? "corral" : corral_document_text(document, document->title);
    TRY(escaped(output, "<!DOCTYPE html>\n<html lang=\"", look->lang ? look->lang : "en", "\">\n",
                err));
    corral_output_put(output, "<head>\n<meta charset=\"utf-8\">\n"
                              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                              "'none'; style-src 'unsafe-inline'\">\n"
                              "<meta name=\"viewport\" content=\"width=device-width\">\n");
    TRY(escaped(output, "<title>", title, "</title>\n", err));
    corral_output_printf(output, "<style>%s</style>\n</head>\n<body>\n", style);
    if (document->title != CORRAL_NONE)
        TRY(escaped(output, "<h1 dir=\"auto\">", title, "</h1>\n", err));
done:
    return status;
}

static corral_status properties(const corral_document *document, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    bool open = false;
    for (size_t i = 0; i < document->properties.count; i++) {
        const corral_property *p = &document->properties.items[i];
        value.length = 0;
        TRY(corral_property_show(document, p, &value, err));
        if (p->label == CORRAL_NONE || !value.length) continue;
        if (!open) corral_output_put(output, "<dl>\n");
        open = true;
        TRY(escaped(output, "<dt>", corral_document_text(document, p->label), "</dt>", err));
        TRY(escaped(output, "<dd>", value.bytes, "</dd>\n", err));
    }
    if (open) corral_output_put(output, "</dl>\n");
done:
    corral_text_release(&value);
    return status;
}

static corral_status header(const corral_table *table, size_t *shown, corral_output *output,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text label = {0};
    *shown = 0;
    corral_output_put(output, "<thead><tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        bool text = corral_column_holds_text(&table->columns[c]);
        label.length = 0;
        TRY(corral_column_label(&table->columns[c], &label, err));
        TRY(escaped(output, text ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">",
                    label.bytes, "</th>", err));
        ++*shown;
    }
    corral_output_put(output, "</tr></thead>\n<tbody>\n");
done:
    corral_text_release(&label);
    return status;
}

static corral_status row(const corral_table *table, size_t r, corral_output *output,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text cell = {0};
    corral_output_put(output, "<tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        bool text = corral_column_holds_text(&table->columns[c]);
        cell.length = 0;
        TRY(corral_table_show(table, r, c, true, &cell, err));
        TRY(escaped(output, text ? "<td dir=\"auto\">" : "<td class=\"n\">", cell.bytes, "</td>",
                    err));
    }
    corral_output_put(output, "</tr>\n");
done:
    corral_text_release(&cell);
    return status;
}

/* The remarks that belong after so many rows, from number *next on. */
static corral_status remarks(const corral_table *table, size_t rows, size_t columns, size_t *next,
                             corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; *next < table->remark_count && table->remarks[*next].after <= rows; ++*next) {
        corral_output_printf(output, "<tr class=\"r\"><td colspan=\"%zu\"", columns ? columns : 1);
        TRY(escaped(output, " dir=\"auto\">",
                    corral_document_text(table->document, table->remarks[*next].text),
                    "</td></tr>\n", err));
    }
done:
    return status;
}

corral_status corral_table_write_html(const corral_table *table, bool sortable,
                                      corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t shown, next = 0;
    if (!table->row_count && !table->remark_count) return CORRAL_OK;
    corral_output_put(output, sortable && !table->remark_count ? "<table class=\"sortable\">\n"
                                                               : "<table>\n");
    TRY(header(table, &shown, output, err));
    for (size_t r = 0; r < table->row_count; r++) {
        TRY(remarks(table, r, shown, &next, output, err));
        TRY(row(table, r, output, err));
        TRY(corral_output_status(output, err));
    }
    TRY(remarks(table, table->row_count, shown, &next, output, err));
    corral_output_put(output, "</tbody>\n</table>\n");
done:
    return status;
}

static corral_status write_table(const corral_table *table, corral_output *output,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (table->title != CORRAL_NONE)
        TRY(escaped(output, "<h2 dir=\"auto\">",
                    corral_document_text(table->document, table->title), "</h2>\n", err));
    TRY(corral_table_write_html(table, false, output, err));
done:
    return status;
}

static corral_status paragraphs(const corral_document *document, const corral_lines *lines,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < lines->count; i++)
        TRY(escaped(output, "<p dir=\"auto\">", corral_document_text(document, lines->texts[i]),
                    "</p>\n", err));
done:
    return status;
}

corral_status corral_write_html(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(head(document, look, output, err));
    TRY(properties(document, output, err));
    TRY(paragraphs(document, &document->lines, output, err));
    for (size_t t = 0; t < document->table_count; t++)
        TRY(write_table(document->tables[t], output, err));
    if (document->notes.count) {
        corral_output_put(output, "<footer>\n");
        TRY(paragraphs(document, &document->notes, output, err));
        corral_output_put(output, "</footer>\n");
    }
    corral_output_put(output, "</body>\n</html>\n");
done:
    return status;
}
