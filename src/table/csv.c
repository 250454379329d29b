/* CSV: RFC 4180 with LF, the main table alone, stable column names, numbers in full. */
#include "table/escape.h"
#include "table/model.h"

static corral_status field(const char *text, bool is_number, const corral_look *look,
                           corral_text *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text visible = {0};
    if (!look->terminal) return corral_escape_csv(text, is_number, line, err);
    TRY(corral_escape_visible(text, &visible, err));
    TRY(corral_escape_csv(visible.bytes, is_number, line, err));
done:
    corral_text_release(&visible);
    return status;
}

/* A line with nothing on it would be skipped by readers, so a single blank field is quoted. */
static corral_status end_line(const corral_table *table, corral_text *line, corral_output *output,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (table->column_count == 1 && !line->length) TRY(corral_text_append(line, "\"\"", 2, err));
    TRY(corral_text_append(line, "\n", 1, err));
    corral_output_write(output, line->bytes, line->length);
    line->length = 0;
done:
    return status;
}

static corral_status rows(const corral_table *table, const corral_look *look, corral_text *line,
                          corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text cell = {0};
    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < table->column_count; c++) {
            cell.length = 0;
            TRY(corral_table_print(table, r, c, &cell, err));
            if (c) TRY(corral_text_append(line, ",", 1, err));
            TRY(field(cell.bytes, !corral_column_holds_text(&table->columns[c]), look, line, err));
        }
        TRY(end_line(table, line, output, err));
        TRY(corral_output_status(output, err));
    }
done:
    corral_text_release(&cell);
    return status;
}

corral_status corral_write_csv(const corral_document *document, const corral_look *look,
                               corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    bool more = true;
    if (!document->table_count) return CORRAL_OK;
    corral_table *table = document->tables[document->main];
    for (size_t c = 0; c < table->column_count; c++) {
        if (c) TRY(corral_text_append(&line, ",", 1, err));
        TRY(field(table->columns[c].name, false, look, &line, err));
    }
    TRY(end_line(table, &line, output, err));
    while (more) {
        TRY(rows(table, look, &line, output, err));
        TRY(corral_table_refill(table, &more, err));
    }
done:
    corral_text_release(&line);
    return status;
}
