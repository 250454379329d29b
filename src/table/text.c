/* Text for people: aligned columns, numbers to the right; only on a terminal cut and coloured. */
#include <string.h>

#include "core/memory.h"
#include "table/escape.h"
#include "table/model.h"

/* Least widths of columns that are cut, and of those that go on below. */
enum { GAP = 2, NARROWEST = 12, NARROWEST_FOLDED = 6, FOLDED_MOST = 4 };

/* What is being written: parts are set apart by a blank line. */
typedef struct page {
    const corral_document *document;
    const corral_look *look;
    corral_output *output;
    bool begun; /* something stands above */
} page;

static void part(page *p)
{
    if (p->begun) corral_output_put(p->output, "\n");
    p->begun = true;
}

static corral_status bold(page *p, const char *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text visible = {0};
    TRY(corral_escape_visible(line, &visible, err));
    if (p->look->colour) corral_output_put(p->output, "\x1b[1m");
    corral_output_put(p->output, visible.bytes);
    corral_output_put(p->output, p->look->colour ? "\x1b[0m\n" : "\n");
done:
    corral_text_release(&visible);
    return status;
}

static corral_status plain(page *p, const char *indent, const char *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text visible = {0};
    TRY(corral_escape_visible(line, &visible, err));
    corral_output_put(p->output, indent);
    corral_output_put(p->output, visible.bytes);
    corral_output_put(p->output, "\n");
done:
    corral_text_release(&visible);
    return status;
}

/* The cell as it will stand there, not yet cut; header for row SIZE_MAX. */
static corral_status cell_text(const corral_table *table, size_t r, size_t c, corral_text *out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text shown = {0};
    if (r == SIZE_MAX)
        TRY(corral_column_label(&table->columns[c], &shown, err));
    else
        TRY(corral_table_show(table, r, c, true, &shown, err));
    out->length = 0;
    TRY(corral_escape_visible(shown.bytes, out, err));
done:
    corral_text_release(&shown);
    return status;
}

static corral_status natural_widths(const corral_table *table, size_t *widths, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text cell = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        TRY(cell_text(table, SIZE_MAX, c, &cell, err));
        widths[c] = corral_display_width(cell.bytes);
        for (size_t r = 0; r < table->row_count; r++) {
            TRY(cell_text(table, r, c, &cell, err));
            size_t width = corral_display_width(cell.bytes);
            if (width > widths[c]) widths[c] = width;
        }
    }
done:
    corral_text_release(&cell);
    return status;
}

/* Takes from the widest column of text, one by one, until the line fits or none is left to take
 * from. */
static void fit(const corral_table *table, size_t *widths, size_t line)
{
    size_t total = 0, narrowest = table->width ? NARROWEST_FOLDED : NARROWEST;
    for (size_t c = 0; c < table->column_count; c++)
        if (corral_table_is_shown(table, c)) total += widths[c] + (total ? GAP : 0);
    while (line && total > line) {
        size_t widest = SIZE_MAX;
        for (size_t c = 0; c < table->column_count; c++) {
            const corral_column *column = &table->columns[c];
            if (column->whole || corral_column_is_right(column) || widths[c] <= narrowest) continue;
            if (widest == SIZE_MAX || widths[c] > widths[widest]) widest = c;
        }
        if (widest == SIZE_MAX) return;
        widths[widest]--;
        total--;
    }
}

/* Cuts to width columns with an ellipsis. */
static corral_status cut(corral_text *cell, size_t width, corral_error *err)
{
    if (corral_display_width(cell->bytes) <= width) return CORRAL_OK;
    cell->length = corral_display_prefix(cell->bytes, width - 1);
    return corral_text_append(cell, "\u2026", strlen("\u2026"), err);
}

static corral_status pad(corral_text *line, size_t count, corral_error *err)
{
    return corral_text_printf(line, err, "%*s", (int)count, "");
}

/* Bytes of the text that stand in a line of width columns: up to a space or behind a hyphen, if
 * there is one. */
static size_t fold_at(const char *text, size_t width)
{
    size_t end = corral_display_prefix(text, width), at = end;
    if (!text[end]) return end;
    while (at > 0 && text[at] != ' ' && text[at - 1] != '-') at--;
    return at > 0 ? at : end;
}

/* Leaves of the cell what stands in its line number `line`, 0 and up; the last is cut. Whether more
 * is to come in *more. */
static corral_status fold(corral_text *cell, size_t width, size_t line, bool *more,
                          corral_error *err)
{
    size_t from = 0, length;
    for (size_t k = 0; k < line; k++) {
        from += fold_at(cell->bytes + from, width);
        from += strspn(cell->bytes + from, " ");
    }
    length =
        line + 1 < FOLDED_MOST ? fold_at(cell->bytes + from, width) : strlen(cell->bytes + from);
    *more |= cell->bytes[from + length] != '\0';
    memmove(cell->bytes, cell->bytes + from, length);
    cell->bytes[length] = '\0';
    cell->length = length;
    return cut(cell, width, err);
}

/* One line of cells, without spaces at its end: number `folded` of the row, *more if not the last.
 */
static corral_status line_of(const corral_table *table, size_t r, const size_t *widths,
                             size_t folded, corral_text *line, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text cell = {0};
    bool first = true;
    line->length = 0;
    *more = false;
    TRY(corral_text_append(line, "", 0, err));
    for (size_t c = 0; c < table->column_count; c++) {
        if (!corral_table_is_shown(table, c)) continue;
        bool right = corral_column_is_right(&table->columns[c]);
        TRY(cell_text(table, r, c, &cell, err));
        if (table->width)
            TRY(fold(&cell, widths[c], folded, more, err));
        else
            TRY(cut(&cell, widths[c], err));
        size_t space = widths[c] - corral_display_width(cell.bytes);
        if (!first) TRY(pad(line, GAP, err));
        if (right) TRY(pad(line, space, err));
        TRY(corral_text_append(line, cell.bytes, cell.length, err));
        if (!right) TRY(pad(line, space, err));
        first = false;
    }
    while (line->length && line->bytes[line->length - 1] == ' ') line->bytes[--line->length] = '\0';
done:
    corral_text_release(&cell);
    return status;
}

static corral_status remarks(page *p, const corral_table *table, size_t rows, size_t *next,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; *next < table->remark_count && table->remarks[*next].after <= rows; ++*next) {
        const corral_remark *remark = &table->remarks[*next];
        const char *text = corral_document_text(p->document, remark->text);
        if (remark->is_heading) {
            corral_output_put(p->output, "\n");
            TRY(bold(p, text, err));
        } else {
            TRY(plain(p, "  ", text, err));
        }
    }
done:
    return status;
}

static corral_status row_of(page *p, const corral_table *table, size_t r, const size_t *widths,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    bool more = true;
    for (size_t k = 0; more; k++) {
        TRY(line_of(table, r, widths, k, &line, &more, err));
        if (r == SIZE_MAX) {
            TRY(bold(p, line.bytes, err));
        } else {
            corral_output_put(p->output, line.bytes);
            corral_output_put(p->output, "\n");
        }
    }
    TRY(corral_output_status(p->output, err));
done:
    corral_text_release(&line);
    return status;
}

/* "● primary  ○ secondary" */
static corral_status legend(page *p, const corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    for (const char *const *pair = corral_table_legend(table); pair && pair[0]; pair += 2)
        TRY(corral_text_printf(&line, err, "%s%s %s", line.length ? "   " : "", pair[1], pair[0]));
    if (line.length) {
        TRY(plain(p, "", line.bytes, err));
        corral_output_put(p->output, "\n");
    }
done:
    corral_text_release(&line);
    return status;
}

static corral_status rows_of(page *p, const corral_table *table, const size_t *widths,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t next = 0;
    if (table->row_count) TRY(row_of(p, table, SIZE_MAX, widths, err));
    for (size_t r = 0; r < table->row_count; r++) {
        TRY(remarks(p, table, r, &next, err));
        TRY(row_of(p, table, r, widths, err));
    }
    TRY(remarks(p, table, table->row_count, &next, err));
done:
    return status;
}

static corral_status write_table(page *p, const corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *widths = NULL, line = p->look->width;
    if (table->width && (!line || table->width < line)) line = table->width;
    if (!table->row_count && !table->remark_count && table->title == CORRAL_NONE) return CORRAL_OK;
    TRY(corral_array_new(&widths, table->column_count, sizeof *widths, err));
    TRY(natural_widths(table, widths, err));
    fit(table, widths, line);
    part(p);
    if (table->title != CORRAL_NONE)
        TRY(bold(p, corral_document_text(p->document, table->title), err));
    if (table->row_count) TRY(legend(p, table, err));
    TRY(rows_of(p, table, widths, err));
done:
    free(widths);
    return status;
}

static corral_status properties(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0}, value = {0};
    bool begun = false;
    for (size_t i = 0; i < p->document->properties.count; i++) {
        const corral_property *property = &p->document->properties.items[i];
        value.length = line.length = 0;
        TRY(corral_property_show(p->document, property, &value, err));
        if (property->label == CORRAL_NONE || !value.length) continue;
        TRY(corral_text_printf(&line, err, "%s: %s",
                               corral_document_text(p->document, property->label), value.bytes));
        if (!begun) part(p);
        begun = true;
        TRY(plain(p, "", line.bytes, err));
    }
done:
    corral_text_release(&line);
    corral_text_release(&value);
    return status;
}

static corral_status lines(page *p, const corral_lines *texts, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (texts->count) part(p);
    for (size_t i = 0; i < texts->count; i++)
        TRY(plain(p, "", corral_document_text(p->document, texts->texts[i]), err));
done:
    return status;
}

corral_status corral_write_text(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    page p = {document, look, output, false};
    if (document->title != CORRAL_NONE) {
        part(&p);
        TRY(bold(&p, corral_document_text(document, document->title), err));
    }
    TRY(properties(&p, err));
    TRY(lines(&p, &document->lines, err));
    for (size_t t = 0; t < document->table_count; t++)
        TRY(write_table(&p, document->tables[t], err));
    TRY(lines(&p, &document->notes, err));
done:
    return status;
}
