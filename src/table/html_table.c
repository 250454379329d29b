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
    const char *const kinds[] = {"<th scope=\"col\" class=\"n\">", "<th scope=\"col\">",
                                 "<th scope=\"col\" class=\"g\">"};
    *shown = 0;
    corral_output_put(output, "<thead><tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        const corral_column *column = &table->columns[c];
        int kind = !corral_column_is_right(column) + (column->glyphs != NULL);
        label.length = 0;
        TRY(corral_column_label(column, &label, err));
        corral_output_put(output, kinds[kind]);
        TRY(corral_html_put(output, column->caption ? "<b>" : "", label.bytes,
                            column->caption ? "</b> " : "", err));
        if (column->caption)
            TRY(corral_html_put(output, "<span dir=\"auto\">", column->caption, "</span>", err));
        corral_output_put(output, "</th>");
        ++*shown;
    }
    corral_output_put(output, "</tr></thead>\n<tbody>\n");
done:
    corral_text_release(&label);
    return status;
}

/* A glyph on a cell that its word colours, and the word for those who see neither. */
static corral_status glyph_cell(const char *word, const char *glyph, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_html_put(output, "<td class=\"g ", word, "\"><span role=\"img\" aria-label=\"",
                        err));
    TRY(corral_html_put(output, "", word, "\" title=\"", err));
    TRY(corral_html_put(output, "", word, "\">", err));
    TRY(corral_html_put(output, "", glyph, "</span></td>", err));
done:
    return status;
}

static corral_status cell(const corral_table *table, size_t r, size_t c, corral_text *shown,
                          corral_output *output, corral_error *err)
{
    const corral_column *column = &table->columns[c];
    corral_status status = CORRAL_OK;
    const char *word = NULL, *glyph = NULL;
    if (column->glyphs && !corral_table_is_blank(table, r, c)) {
        word = corral_table_text(table, r, c);
        glyph = corral_column_glyph(column, word);
    }
    if (glyph) return glyph_cell(word, glyph, output, err);
    shown->length = 0;
    TRY(corral_table_show(table, r, c, true, shown, err));
    if (column->names_row)
        return corral_html_put(output, "<th scope=\"row\" dir=\"auto\">", shown->bytes, "</th>",
                               err);
    TRY(corral_html_put(output,
                        corral_column_is_right(column) ? "<td class=\"n\">" : "<td dir=\"auto\">",
                        shown->bytes, "</td>", err));
done:
    return status;
}

static corral_status row(const corral_table *table, size_t r, corral_output *output,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text shown = {0};
    corral_output_put(output, "<tr>");
    for (size_t c = 0; c < table->column_count; c++)
        if (corral_table_is_shown(table, c)) TRY(cell(table, r, c, &shown, output, err));
    corral_output_put(output, "</tr>\n");
done:
    corral_text_release(&shown);
    return status;
}

/* The remarks and headings that belong after so many rows, from number *next on. */
static corral_status remarks(const corral_table *table, size_t rows, size_t columns, size_t *next,
                             corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; *next < table->remark_count && table->remarks[*next].after <= rows; ++*next) {
        const corral_remark *remark = &table->remarks[*next];
        const char *text = corral_document_text(table->document, remark->text);
        if (remark->is_heading) {
            if (remark->after) corral_output_put(output, "</tbody>\n<tbody>\n");
            corral_output_printf(output, "<tr class=\"h\"><th scope=\"rowgroup\" colspan=\"%zu\"",
                                 columns ? columns : 1);
            TRY(corral_html_put(output, " dir=\"auto\">", text, "</th></tr>\n", err));
            continue;
        }
        corral_output_printf(output, "<tr class=\"r\"><td colspan=\"%zu\"", columns ? columns : 1);
        TRY(corral_html_put(output, " dir=\"auto\">", text, "</td></tr>\n", err));
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

static corral_status legend(const corral_table *table, corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *const *pair = corral_table_legend(table);
    if (!pair) return CORRAL_OK;
    corral_output_put(output, "<ul class=\"legend\">");
    for (; pair[0]; pair += 2) {
        TRY(corral_html_put(output, "<li><span class=\"g ", pair[0], "\" aria-hidden=\"true\">",
                            err));
        TRY(corral_html_put(output, "", pair[1], "</span> ", err));
        TRY(corral_html_put(output, "", pair[0], "</li>", err));
    }
    corral_output_put(output, "</ul>\n");
done:
    return status;
}

/* A chart keeps its rows under their headings. */
static const char *class_of(const corral_table *table, bool is_part)
{
    if (corral_table_legend(table)) return " class=\"chart\"";
    return is_part ? " class=\"sortable\"" : "";
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
    if (!is_part) TRY(legend(table, output, err));
    corral_output_printf(output, "%s<table%s>\n", is_part ? "<div class=\"table\">" : "",
                         class_of(table, is_part));
    if (title && is_part) {
        TRY(corral_html_put(output, "<caption dir=\"auto\">", title, "", err));
        TRY(legend(table, output, err));
        corral_output_put(output, "</caption>\n");
    }
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
