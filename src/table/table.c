/* The document: building it. */
#include "table/table.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "table/model.h"

const char *const corral_format_names[] = {CORRAL_FORMAT_NAMES, NULL};

/* Copies a text into the document, made valid UTF-8; NULL is CORRAL_NONE. */
static corral_status intern(corral_document *document, const char *text, uint32_t *number,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text repaired = {0};
    size_t length = text ? strlen(text) : 0, replaced = 0;
    *number = CORRAL_NONE;
    if (!text) return CORRAL_OK;
    if (corral_utf8_valid(text, length) < length) {
        TRY(corral_utf8_repair(&repaired, text, length, &replaced, err));
        text = repaired.bytes;
        length = repaired.length;
    }
    TRY(corral_strings_add(document->texts, text, length, number, err));
done:
    corral_text_release(&repaired);
    return status;
}

const char *corral_document_text(const corral_document *document, uint32_t text)
{
    return corral_strings_get(document->texts, text);
}

/* The failure kept by functions that return nothing. */
static corral_status kept(const corral_document *document, corral_error *err)
{
    if (document->failure.status != CORRAL_OK && err && err->status == CORRAL_OK)
        *err = document->failure;
    return document->failure.status;
}

corral_status corral_document_new(const char *title, corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    TRY(corral_array_new(&document, 1, sizeof *document, err));
    TRY(corral_strings_new(&document->texts, err));
    TRY(intern(document, title, &document->title, err));
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

static void table_free(corral_table *table)
{
    if (!table) return;
    for (size_t c = 0; c < table->column_count; c++) {
        free((char *)(uintptr_t)table->columns[c].name);
        free((char *)(uintptr_t)table->columns[c].label);
        free((char *)(uintptr_t)table->columns[c].caption);
    }
    free(table->columns);
    free(table->used);
    free(table->cells);
    free(table->remarks);
    free(table);
}

void corral_document_free(corral_document *document)
{
    if (!document) return;
    for (size_t t = 0; t < document->table_count; t++) table_free(document->tables[t]);
    free(document->tables);
    free(document->properties.items);
    free(document->options.items);
    free(document->lines.texts);
    free(document->notes.texts);
    corral_strings_free(document->texts);
    free(document);
}

static corral_status set(corral_document *document, corral_properties *properties, const char *name,
                         const char *label, corral_property property, const char *text)
{
    corral_status status = CORRAL_OK;
    corral_error *err = &document->failure;
    TRY(corral_array_grow(&properties->items, &properties->capacity, properties->count + 1,
                          sizeof *properties->items, err));
    TRY(intern(document, name, &property.name, err));
    TRY(intern(document, label, &property.label, err));
    TRY(intern(document, text, &property.text, err));
    properties->items[properties->count++] = property;
done:
    return status;
}

void corral_document_set_number(corral_document *document, const char *name, const char *label,
                                double value)
{
    corral_property property = {.kind = CORRAL_PROPERTY_NUMBER, .number = value};
    set(document, &document->properties, name, label, property, NULL);
}

void corral_document_set_count(corral_document *document, const char *name, const char *label,
                               size_t value)
{
    corral_property property = {.kind = CORRAL_PROPERTY_COUNT, .count = value};
    set(document, &document->properties, name, label, property, NULL);
}

void corral_document_set_text(corral_document *document, const char *name, const char *label,
                              const char *value)
{
    corral_property property = {.kind = CORRAL_PROPERTY_TEXT};
    set(document, &document->properties, name, label, property, value);
}

void corral_document_set_bool(corral_document *document, const char *name, const char *label,
                              bool value)
{
    corral_property property = {.kind = CORRAL_PROPERTY_BOOL, .count = value};
    set(document, &document->properties, name, label, property, NULL);
}

void corral_document_set_option(corral_document *document, const char *name, const char *value_json)
{
    corral_property property = {.kind = CORRAL_PROPERTY_JSON};
    set(document, &document->options, name, NULL, property, value_json);
}

void corral_document_set_option_text(corral_document *document, const char *name, const char *value)
{
    corral_property property = {.kind = CORRAL_PROPERTY_TEXT};
    set(document, &document->options, name, NULL, property, value);
}

/* Formats a text into the document. */
static corral_status intern_format(corral_document *document, uint32_t *number, const char *format,
                                   va_list arguments)
{
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0)
        return corral_error_set(&document->failure, CORRAL_NO_MEMORY, "out of memory for a line");
    corral_status status = intern(document, text, number, &document->failure);
    free(text);
    return status;
}

static void add_line(corral_document *document, corral_lines *lines, const char *format,
                     va_list arguments)
{
    uint32_t number;
    if (intern_format(document, &number, format, arguments) == CORRAL_OK &&
        corral_array_grow(&lines->texts, &lines->capacity, lines->count + 1, sizeof number,
                          &document->failure) == CORRAL_OK)
        lines->texts[lines->count++] = number;
}

void corral_document_add_line(corral_document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(document, &document->lines, format, arguments);
    va_end(arguments);
}

void corral_document_add_note(corral_document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(document, &document->notes, format, arguments);
    va_end(arguments);
}

corral_status corral_document_add_table(corral_document *document, const char *name,
                                        const char *title, corral_table **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table = NULL;
    TRY(kept(document, err));
    TRY(corral_array_new(&table, 1, sizeof *table, err));
    table->document = document;
    TRY(intern(document, name, &table->name, err));
    TRY(intern(document, title, &table->title, err));
    TRY(corral_array_grow(&document->tables, &document->table_capacity, document->table_count + 1,
                          sizeof(corral_table *), err));
    document->tables[document->table_count++] = table;
    *out = table;
    table = NULL;
done:
    table_free(table);
    return status;
}

void corral_document_set_main(corral_document *document, const corral_table *table)
{
    for (size_t t = 0; t < document->table_count; t++)
        if (document->tables[t] == table) document->main = t;
}

static corral_status add_column(corral_table *table, corral_column column, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *name = NULL, *label = NULL, *caption = NULL;
    TRY(corral_array_grow(&table->columns, &table->column_capacity, table->column_count + 1,
                          sizeof column, err));
    TRY(corral_array_grow(&table->used, &table->used_capacity, table->column_count + 1,
                          sizeof(bool), err));
    TRY(corral_string_copy(&name, column.name, strlen(column.name), err));
    if (column.label) TRY(corral_string_copy(&label, column.label, strlen(column.label), err));
    if (column.caption)
        TRY(corral_string_copy(&caption, column.caption, strlen(column.caption), err));
    column.name = name;
    column.label = label;
    column.caption = caption;
    table->used[table->column_count] = false;
    table->columns[table->column_count++] = column;
    name = label = caption = NULL;
done:
    free(name);
    free(label);
    free(caption);
    return status;
}

corral_status corral_table_add_columns(corral_table *table, const corral_column *columns,
                                       size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    assert(table->row_count == 0 && table->filled == 0);
    for (size_t c = 0; c < count; c++) TRY(add_column(table, columns[c], err));
done:
    return status;
}

static corral_table_cell blank_cell(const corral_column *column)
{
    if (corral_column_holds_text(column) || corral_column_holds_integers(column))
        return (corral_table_cell){.integer = CORRAL_CELL_BLANK};
    return (corral_table_cell){.number = NAN};
}

static void put(corral_table *table, corral_table_cell cell, bool blank)
{
    corral_error *err = &table->document->failure;
    size_t needed = table->row_count * table->column_count + table->filled + 1;
    assert(table->filled < table->column_count);
    if (corral_array_grow(&table->cells, &table->cell_capacity, needed, sizeof cell, err) ==
        CORRAL_OK)
        table->cells[needed - 1] = cell;
    if (!blank) table->used[table->filled] = true;
    table->filled++;
}

/* The column of the next cell. */
static const corral_column *next_column(const corral_table *table)
{
    assert(table->filled < table->column_count);
    return &table->columns[table->filled];
}

void corral_table_put_blank(corral_table *table)
{
    put(table, blank_cell(next_column(table)), true);
}

void corral_table_put_text(corral_table *table, const char *text)
{
    corral_document *document = table->document;
    uint32_t number;
    assert(corral_column_holds_text(next_column(table)));
    if (!text || intern(document, text, &number, &document->failure) != CORRAL_OK)
        corral_table_put_blank(table);
    else
        put(table, (corral_table_cell){.integer = number}, false);
}

void corral_table_put_integer(corral_table *table, int64_t value)
{
    const corral_column *column = next_column(table);
    if (corral_column_holds_integers(column))
        put(table, (corral_table_cell){.integer = value}, false);
    else
        corral_table_put_number(table, (double)value);
}

void corral_table_put_count(corral_table *table, size_t value)
{
    corral_table_put_integer(table, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

void corral_table_put_number(corral_table *table, double value)
{
    const corral_column *column = next_column(table);
    assert(!corral_column_holds_text(column) && !corral_column_holds_integers(column));
    (void)column;
    put(table, (corral_table_cell){.number = value}, isnan(value));
}

corral_status corral_table_end_row(corral_table *table, corral_error *err)
{
    while (table->filled < table->column_count) corral_table_put_blank(table);
    table->filled = 0;
    if (table->document->failure.status == CORRAL_OK) table->row_count++;
    return kept(table->document, err);
}

void corral_table_set_source(corral_table *table, corral_row_source *source, void *user)
{
    table->source = source;
    table->source_user = user;
}

corral_status corral_table_refill(corral_table *table, bool *more, corral_error *err)
{
    *more = false;
    if (!table->source) return CORRAL_OK;
    table->row_count = 0;
    return table->source(table->source_user, table, more, err);
}

/* For writers that look at all rows before the first is written. */
static corral_status take_all_rows(corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t t = 0; t < document->table_count; t++) {
        corral_table *table = document->tables[t];
        bool more = table->source != NULL;
        while (more) TRY(table->source(table->source_user, table, &more, err));
        table->source = NULL;
    }
done:
    return status;
}

static void add_remark(corral_table *table, bool is_heading, const char *format, va_list arguments)
{
    corral_error *err = &table->document->failure;
    corral_remark remark = {.after = table->row_count, .is_heading = is_heading};
    if (intern_format(table->document, &remark.text, format, arguments) == CORRAL_OK &&
        corral_array_grow(&table->remarks, &table->remark_capacity, table->remark_count + 1,
                          sizeof remark, err) == CORRAL_OK)
        table->remarks[table->remark_count++] = remark;
}

void corral_table_add_remark(corral_table *table, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_remark(table, false, format, arguments);
    va_end(arguments);
}

void corral_table_add_heading(corral_table *table, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_remark(table, true, format, arguments);
    va_end(arguments);
}

void corral_table_set_width(corral_table *table, size_t width)
{
    table->width = width;
}

void corral_document_set_wide(corral_document *document)
{
    document->is_wide = true;
}

corral_status corral_document_write(corral_document *document, corral_format format,
                                    const corral_look *look, corral_output *output,
                                    corral_error *err)
{
    static const corral_look plain = {0};
    corral_status status = CORRAL_OK;
    TRY(kept(document, err));
    if (!look) look = &plain;
    if (format != CORRAL_FORMAT_CSV && format != CORRAL_FORMAT_JSON)
        TRY(take_all_rows(document, err));
    switch (format) {
    case CORRAL_FORMAT_TEXT: TRY(corral_write_text(document, look, output, err)); break;
    case CORRAL_FORMAT_CSV: TRY(corral_write_csv(document, look, output, err)); break;
    case CORRAL_FORMAT_JSON: TRY(corral_write_json(document, output, err)); break;
    case CORRAL_FORMAT_MD: TRY(corral_write_md(document, output, err)); break;
    case CORRAL_FORMAT_HTML: TRY(corral_write_html(document, look, output, err)); break;
    case CORRAL_FORMAT_XLSX: TRY(corral_write_xlsx(document, look, output, err)); break;
    }
    TRY(corral_output_status(output, err));
done:
    return status;
}
