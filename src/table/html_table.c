/* HTML: one table, of a page of its own or as a part of another. */
#include "table/escape.h"
#include "table/model.h"

corral_status corral_html_put(corral_output *output, const char *before, const char *text,
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

static corral_status header(const corral_table *table, size_t *shown, corral_output *output,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text label = {0};
    *shown = 0;
    corral_output_put(output, "<thead><tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        bool right = corral_column_is_right(&table->columns[c]);
        label.length = 0;
        TRY(corral_column_label(&table->columns[c], &label, err));
        TRY(corral_html_put(output, right ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">",
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
        bool right = corral_column_is_right(&table->columns[c]);
        cell.length = 0;
        TRY(corral_table_show(table, r, c, true, &cell, err));
        TRY(corral_html_put(output, right ? "<td class=\"n\">" : "<td dir=\"auto\">", cell.bytes,
                            "</td>", err));
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
        TRY(corral_html_put(output, " dir=\"auto\">",
                            corral_document_text(table->document, table->remarks[*next].text),
                            "</td></tr>\n", err));
    }
done:
    return status;
}

static corral_status body(const corral_table *table, size_t shown, corral_output *output,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t next = 0;
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

corral_status corral_html_table(const corral_table *table, bool is_part, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t shown;
    const char *title =
        table->title == CORRAL_NONE ? NULL : corral_document_text(table->document, table->title);
    if (title && !is_part) TRY(corral_html_put(output, "<h2 dir=\"auto\">", title, "</h2>\n", err));
    if (!table->row_count && !table->remark_count) return CORRAL_OK;
    corral_output_put(output,
                      is_part ? "<div class=\"table\"><table class=\"sortable\">\n" : "<table>\n");
    if (title && is_part)
        TRY(corral_html_put(output, "<caption dir=\"auto\">", title, "</caption>\n", err));
    TRY(header(table, &shown, output, err));
    TRY(body(table, shown, output, err));
    if (is_part) corral_output_put(output, "</div>\n");
done:
    return status;
}

corral_status corral_table_write_part(const corral_table *table, corral_output *output,
                                      corral_error *err)
{
    return corral_html_table(table, true, output, err);
}
