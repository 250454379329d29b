/* Markdown: pipe tables. */
#include <string.h>

#include "table/escape.h"
#include "table/model.h"

static corral_status escaped(corral_output *output, const char *before, const char *text,
                             const char *after, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    TRY(corral_escape_md(text, &line, err));
    corral_output_put(output, before);
    corral_output_write(output, line.bytes, line.length);
    corral_output_put(output, after);
done:
    corral_text_release(&line);
    return status;
}

static corral_status header(const corral_table *table, corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text label = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        label.length = 0;
        TRY(corral_column_heading(&table->columns[c], &label, err));
        TRY(escaped(output, "| ", label.bytes, " ", err));
    }
    corral_output_put(output, "|\n");
    for (size_t c = 0; c < table->column_count; c++)
        if (corral_table_is_shown(table, c))
            corral_output_put(output,
                              corral_column_is_right(&table->columns[c]) ? "| ---: " : "| --- ");
    corral_output_put(output, "|\n");
done:
    corral_text_release(&label);
    return status;
}

static corral_status row(const corral_table *table, size_t r, corral_output *output,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text cell = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        cell.length = 0;
        TRY(corral_table_show(table, r, c, false, &cell, err));
        TRY(escaped(output, "| ", cell.bytes, " ", err));
    }
    corral_output_put(output, "|\n");
done:
    corral_text_release(&cell);
    return status;
}

/* Headings above row r, from remark *next on: a row of their own, since a table cannot hold a line.
 */
static corral_status headings(const corral_table *table, size_t r, size_t *next,
                              corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; *next < table->remark_count && table->remarks[*next].after <= r; ++*next) {
        const corral_remark *remark = &table->remarks[*next];
        bool first = true;
        if (!remark->is_heading) continue;
        for (size_t c = 0; c < table->column_count; c++) {
            if (!corral_table_is_shown(table, c)) continue;
            if (first)
                TRY(escaped(output, "| **", corral_document_text(table->document, remark->text),
                            "** ", err));
            else
                corral_output_put(output, "| ");
            first = false;
        }
        corral_output_put(output, "|\n");
    }
done:
    return status;
}

static corral_status write_table(const corral_table *table, corral_output *output,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_document *document = table->document;
    if (table->title != CORRAL_NONE)
        TRY(escaped(output, "\n## ", corral_document_text(document, table->title), "\n", err));
    corral_output_put(output, "\n");
    if (table->row_count) TRY(header(table, output, err));
    for (size_t r = 0, next = 0; r < table->row_count; r++) {
        TRY(headings(table, r, &next, output, err));
        TRY(row(table, r, output, err));
        TRY(corral_output_status(output, err));
    }
    /* Remarks follow it. */
    for (size_t i = 0; i < table->remark_count; i++)
        if (!table->remarks[i].is_heading)
            TRY(escaped(output, "\n", corral_document_text(document, table->remarks[i].text), "\n",
                        err));
done:
    return status;
}

static corral_status properties(const corral_document *document, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    for (size_t i = 0; i < document->properties.count; i++) {
        const corral_property *p = &document->properties.items[i];
        value.length = 0;
        TRY(corral_property_show(document, p, &value, err));
        if (p->label == CORRAL_NONE || !value.length) continue;
        TRY(escaped(output, "\n", corral_document_text(document, p->label), ": ", err));
        TRY(escaped(output, "", value.bytes, "\n", err));
    }
done:
    corral_text_release(&value);
    return status;
}

corral_status corral_write_md(const corral_document *document, corral_output *output,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (document->title != CORRAL_NONE)
        TRY(escaped(output, "# ", corral_document_text(document, document->title), "\n", err));
    TRY(properties(document, output, err));
    for (size_t i = 0; i < document->lines.count; i++)
        TRY(escaped(output, "\n", corral_document_text(document, document->lines.texts[i]), "\n",
                    err));
    for (size_t t = 0; t < document->table_count; t++)
        TRY(write_table(document->tables[t], output, err));
    for (size_t i = 0; i < document->notes.count; i++)
        TRY(escaped(output, "\n", corral_document_text(document, document->notes.texts[i]), "\n",
                    err));
done:
    return status;
}
