/* JSON: one object, laid out so that a row is a line. */
#include <math.h>
#include <string.h>

#include "core/number.h"
#include "table/escape.h"
#include "table/model.h"

static corral_status append(corral_text *out, const char *text, corral_error *err)
{
    return corral_text_append(out, text, strlen(text), err);
}

static corral_status append_number(double value, corral_text *out, corral_error *err)
{
    char text[CORRAL_NUMBER_SIZE];
    if (!isfinite(value)) return append(out, "null", err);
    corral_number_shortest(value, text);
    return append(out, text, err);
}

/* "name": value */
static corral_status property(const corral_document *document, const corral_property *p,
                              corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_escape_json(corral_document_text(document, p->name), out, err));
    TRY(append(out, ": ", err));
    switch (p->kind) {
    case CORRAL_PROPERTY_NUMBER: TRY(append_number(p->number, out, err)); break;
    case CORRAL_PROPERTY_COUNT: TRY(corral_text_printf(out, err, "%zu", p->count)); break;
    case CORRAL_PROPERTY_BOOL: TRY(append(out, p->count ? "true" : "false", err)); break;
    case CORRAL_PROPERTY_JSON:
        TRY(append(out, corral_document_text(document, p->text), err));
        break;
    case CORRAL_PROPERTY_TEXT:
        if (p->text == CORRAL_NONE)
            TRY(append(out, "null", err));
        else
            TRY(corral_escape_json(corral_document_text(document, p->text), out, err));
    }
done:
    return status;
}

/* A member of the outermost object begins a line, after the comma of the one before. */
static corral_status member(bool *first, corral_text *out, corral_error *err)
{
    const char *before = *first ? "\n  " : ",\n  ";
    *first = false;
    return append(out, before, err);
}

static corral_status options(const corral_document *document, bool *first, corral_text *out,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!document->options.count) return CORRAL_OK;
    TRY(member(first, out, err));
    TRY(append(out, "\"options\": {", err));
    for (size_t i = 0; i < document->options.count; i++) {
        if (i) TRY(append(out, ", ", err));
        TRY(property(document, &document->options.items[i], out, err));
    }
    TRY(append(out, "}", err));
done:
    return status;
}

static corral_status lines(const corral_document *document, const char *name,
                           const corral_lines *texts, bool *first, corral_text *out,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!texts->count) return CORRAL_OK;
    TRY(member(first, out, err));
    TRY(corral_text_printf(out, err, "\"%s\": [", name));
    for (size_t i = 0; i < texts->count; i++) {
        TRY(append(out, i ? ",\n    " : "\n    ", err));
        TRY(corral_escape_json(corral_document_text(document, texts->texts[i]), out, err));
    }
    TRY(append(out, "\n  ]", err));
done:
    return status;
}

static corral_status row(const corral_table *table, size_t r, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(append(out, "{", err));
    for (size_t c = 0; c < table->column_count; c++) {
        const corral_column *column = &table->columns[c];
        if (c) TRY(append(out, ", ", err));
        TRY(corral_escape_json(column->name, out, err));
        TRY(append(out, ": ", err));
        if (corral_table_is_blank(table, r, c))
            TRY(append(out, "null", err));
        else if (corral_column_holds_text(column))
            TRY(corral_escape_json(corral_table_text(table, r, c), out, err));
        else
            TRY(corral_table_print(table, r, c, out, err));
    }
    TRY(append(out, "}", err));
done:
    return status;
}

/* "rows": [...], a row a line; out is handed on after every row. */
static corral_status rows(corral_table *table, const char *indent, corral_text *out,
                          corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool more = true, any = false;
    TRY(append(out, "\"rows\": [", err));
    while (more) {
        for (size_t r = 0; r < table->row_count; r++, any = true) {
            TRY(corral_text_printf(out, err, "%s\n%s  ", any ? "," : "", indent));
            TRY(row(table, r, out, err));
            corral_output_write(output, out->bytes, out->length);
            out->length = 0;
            TRY(corral_output_status(output, err));
        }
        TRY(corral_table_refill(table, &more, err));
    }
    if (any) TRY(corral_text_printf(out, err, "\n%s", indent));
    TRY(append(out, "]", err));
done:
    return status;
}

static corral_status other_table(corral_table *table, corral_text *out, corral_output *output,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_document *document = table->document;
    TRY(corral_escape_json(corral_document_text(document, table->name), out, err));
    TRY(append(out, ": {", err));
    if (table->title != CORRAL_NONE) {
        TRY(append(out, "\"title\": ", err));
        TRY(corral_escape_json(corral_document_text(document, table->title), out, err));
        TRY(append(out, ", ", err));
    }
    TRY(rows(table, "    ", out, output, err));
    TRY(append(out, "}", err));
done:
    return status;
}

/* Title, properties and options. */
static corral_status head(const corral_document *document, bool *first, corral_text *out,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (document->title != CORRAL_NONE) {
        TRY(member(first, out, err));
        TRY(append(out, "\"title\": ", err));
        TRY(corral_escape_json(corral_document_text(document, document->title), out, err));
    }
    for (size_t i = 0; i < document->properties.count; i++) {
        TRY(member(first, out, err));
        TRY(property(document, &document->properties.items[i], out, err));
    }
    TRY(options(document, first, out, err));
    TRY(lines(document, "lines", &document->lines, first, out, err));
done:
    return status;
}

corral_status corral_write_json(const corral_document *document, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text out = {0};
    bool first = true;
    TRY(append(&out, "{", err));
    TRY(head(document, &first, &out, err));
    if (document->table_count) {
        TRY(member(&first, &out, err));
        TRY(rows(document->tables[document->main], "  ", &out, output, err));
    }
    for (size_t t = 0; t < document->table_count; t++) {
        if (t == document->main) continue;
        TRY(member(&first, &out, err));
        TRY(other_table(document->tables[t], &out, output, err));
    }
    TRY(lines(document, "notes", &document->notes, &first, &out, err));
    TRY(append(&out, "\n}\n", err));
    corral_output_write(output, out.bytes, out.length);
done:
    corral_text_release(&out);
    return status;
}
