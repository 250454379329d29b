/* Cells as people and as machines see them. */
#include <math.h>
#include <string.h>

#include "core/number.h"
#include "table/model.h"

bool corral_column_holds_text(const corral_column *column)
{
    return column->type == CORRAL_COLUMN_TEXT || column->type == CORRAL_COLUMN_WORD;
}

bool corral_column_holds_integers(const corral_column *column)
{
    return column->type == CORRAL_COLUMN_COUNT || column->type == CORRAL_COLUMN_INTEGER;
}

bool corral_column_is_right(const corral_column *column)
{
    return column->right || !corral_column_holds_text(column);
}

static corral_table_cell cell_at(const corral_table *table, size_t row, size_t column)
{
    return table->cells[row * table->column_count + column];
}

bool corral_table_is_blank(const corral_table *table, size_t row, size_t column)
{
    const corral_column *c = &table->columns[column];
    corral_table_cell cell = cell_at(table, row, column);
    if (corral_column_holds_text(c) || corral_column_holds_integers(c))
        return cell.integer == CORRAL_CELL_BLANK;
    return isnan(cell.number);
}

const char *corral_table_text(const corral_table *table, size_t row, size_t column)
{
    return corral_document_text(table->document, (uint32_t)cell_at(table, row, column).integer);
}

double corral_table_number(const corral_table *table, size_t row, size_t column)
{
    corral_table_cell cell = cell_at(table, row, column);
    return corral_column_holds_integers(&table->columns[column]) ? (double)cell.integer
                                                                 : cell.number;
}

static corral_status append(corral_text *out, const char *text, corral_error *err)
{
    return corral_text_append(out, text, strlen(text), err);
}

corral_status corral_column_label(const corral_column *column, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t start = out->length;
    if (column->label) return append(out, column->label, err);
    TRY(append(out, column->name, err));
    for (char *c = out->bytes + start; *c; c++)
        if (*c == '_') *c = ' ';
done:
    return status;
}

corral_status corral_column_heading(const corral_column *column, corral_text *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_column_label(column, out, err));
    if (column->caption) TRY(corral_text_printf(out, err, " %s", column->caption));
done:
    return status;
}

const char *corral_column_glyph(const corral_column *column, const char *word)
{
    for (const char *const *pair = column->glyphs; pair && pair[0]; pair += 2)
        if (strcmp(pair[0], word) == 0) return pair[1];
    return NULL;
}

const char *const *corral_table_legend(const corral_table *table)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].legend) return table->columns[c].glyphs;
    return NULL;
}

static corral_status show_percent(double share, corral_text *out, corral_error *err)
{
    char text[CORRAL_NUMBER_SIZE];
    corral_number_fixed(100 * share, 0, text);
    return corral_text_printf(out, err, "%s %%", text);
}

static corral_status show_probability(double p, corral_text *out, corral_error *err)
{
    char text[CORRAL_NUMBER_SIZE];
    if (p < 0.0005) return append(out, "< 0.001", err);
    corral_number_fixed(p, 3, text);
    return append(out, text, err);
}

static corral_status show_number(const corral_column *column, double value, corral_text *out,
                                 corral_error *err)
{
    char text[CORRAL_NUMBER_SIZE];
    if (column->type == CORRAL_COLUMN_PERCENT) return show_percent(value, out, err);
    if (column->type == CORRAL_COLUMN_PROBABILITY) return show_probability(value, out, err);
    corral_number_fixed(value, column->digits > 0 ? column->digits : 3, text);
    return append(out, text, err);
}

corral_status corral_table_show(const corral_table *table, size_t row, size_t column, bool glyphs,
                                corral_text *out, corral_error *err)
{
    const corral_column *c = &table->columns[column];
    if (corral_table_is_blank(table, row, column)) return append(out, "", err);
    if (corral_column_holds_text(c)) {
        const char *text = corral_table_text(table, row, column);
        const char *glyph = glyphs ? corral_column_glyph(c, text) : NULL;
        return append(out, glyph ? glyph : text, err);
    }
    if (!corral_column_holds_integers(c))
        return show_number(c, cell_at(table, row, column).number, out, err);
    if (c->type == CORRAL_COLUMN_INTEGER) return corral_table_print(table, row, column, out, err);
    char text[CORRAL_NUMBER_SIZE];
    corral_number_grouped((size_t)cell_at(table, row, column).integer, text);
    return append(out, text, err);
}

corral_status corral_table_print(const corral_table *table, size_t row, size_t column,
                                 corral_text *out, corral_error *err)
{
    const corral_column *c = &table->columns[column];
    char text[CORRAL_NUMBER_SIZE];
    if (corral_table_is_blank(table, row, column)) return append(out, "", err);
    if (corral_column_holds_text(c)) return append(out, corral_table_text(table, row, column), err);
    if (corral_column_holds_integers(c))
        return corral_text_printf(out, err, "%lld", (long long)cell_at(table, row, column).integer);
    corral_number_shortest(cell_at(table, row, column).number, text);
    return append(out, text, err);
}

/* Of unknown meaning: as it is when that is short, else three digits that count. */
static void show_plainly(double value, char text[CORRAL_NUMBER_SIZE])
{
    double size = fabs(value);
    corral_number_shortest(value, text);
    if (strlen(text) <= 7 || size >= 1e15 || size < 1e-4) return;
    int digits = size >= 1000 ? 0 : size >= 0.1 ? 3 : 2 - (int)floor(log10(size));
    corral_number_fixed(value, digits, text);
}

corral_status corral_property_show(const corral_document *document, const corral_property *property,
                                   corral_text *out, corral_error *err)
{
    char text[CORRAL_NUMBER_SIZE];
    switch (property->kind) {
    case CORRAL_PROPERTY_NUMBER:
        if (isnan(property->number)) return append(out, "", err);
        show_plainly(property->number, text);
        return append(out, text, err);
    case CORRAL_PROPERTY_COUNT:
        corral_number_grouped(property->count, text);
        return append(out, text, err);
    case CORRAL_PROPERTY_BOOL: return append(out, property->count ? "yes" : "no", err);
    case CORRAL_PROPERTY_TEXT:
    case CORRAL_PROPERTY_JSON: break;
    }
    return append(out, corral_document_text(document, property->text), err);
}

bool corral_table_is_shown(const corral_table *table, size_t column)
{
    return !table->columns[column].machine && (table->used[column] || table->row_count == 0);
}
