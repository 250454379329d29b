/* The last sheet of a workbook: what is known about the others. Labels stand in the first column,
 * values in the second. */
#include <math.h>
#include <string.h>

#include "core/number.h"
#include "table/escape.h"
#include "table/workbook.h"

enum { SHORT_FIGURE = 7 }; /* characters */

typedef struct page {
    const corral_workbook *workbook;
    corral_cell_visitor visit;
    void *user;
    uint32_t row; /* the next */
    bool begun;   /* something stands above in this part */
    corral_text text;
} page;

/* Parts are set apart by a blank row. */
static void end_part(page *p)
{
    if (p->begun) p->row++;
    p->begun = false;
}

static corral_status put_text(page *p, uint32_t column, int style, const char *text,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_cut;
    p->text.length = 0;
    TRY(corral_escape_sheet(text, &p->text, &is_cut, err));
    corral_sheet_cell cell = {
        .row = p->row, .column = column, .style = style, .text = p->text.bytes, .lines = 1};
    if (style != CORRAL_CELL_TITLE)
        cell.lines =
            corral_sheet_lines(cell.text, column ? CORRAL_ABOUT_VALUES : CORRAL_ABOUT_LABELS);
    if (p->text.length) TRY(p->visit(p->user, &cell, err));
done:
    return status;
}

static void end_row(page *p)
{
    p->row++;
    p->begun = true;
}

static corral_status line(page *p, const char *label, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(put_text(p, 0, CORRAL_CELL_LABEL, label, err));
    TRY(put_text(p, 1, CORRAL_CELL_TEXT, text, err));
    end_row(p);
done:
    return status;
}

static corral_status lines(page *p, const corral_lines *texts, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < texts->count; i++)
        TRY(line(p, "", corral_document_text(p->workbook->document, texts->texts[i]), err));
    end_part(p);
done:
    return status;
}

static corral_status figure(page *p, const char *label, double value, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char text[CORRAL_NUMBER_SIZE];
    corral_number_shortest(value, text);
    corral_sheet_cell cell = {
        .row = p->row, .column = 1, .style = CORRAL_CELL_FIGURE, .number = value};
    if (strlen(text) > SHORT_FIGURE) cell.style = CORRAL_CELL_LONG_FIGURE;
    TRY(put_text(p, 0, CORRAL_CELL_LABEL, label, err));
    TRY(p->visit(p->user, &cell, err));
    end_row(p);
done:
    return status;
}

/* Figures as numbers, so that they can be calculated with. */
static corral_status property(page *p, const corral_property *property, corral_error *err)
{
    const corral_document *document = p->workbook->document;
    corral_status status = CORRAL_OK;
    corral_text shown = {0};
    if (property->label == CORRAL_NONE) return CORRAL_OK;
    TRY(corral_property_show(document, property, &shown, err));
    if (!shown.length) goto done;
    const char *label = corral_document_text(document, property->label);
    bool is_count = property->kind == CORRAL_PROPERTY_COUNT;
    double value = is_count ? (double)property->count : property->number;
    if ((is_count || property->kind == CORRAL_PROPERTY_NUMBER) && isfinite(value))
        TRY(figure(p, label, value, err));
    else
        TRY(line(p, label, shown.bytes, err));
done:
    corral_text_release(&shown);
    return status;
}

static corral_status properties(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_properties *all = &p->workbook->document->properties;
    for (size_t i = 0; i < all->count; i++) TRY(property(p, &all->items[i], err));
    end_part(p);
done:
    return status;
}

/* What each sheet holds, and the remarks that stand between the rows elsewhere. */
static corral_status sheets(page *p, corral_error *err)
{
    const corral_document *document = p->workbook->document;
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    for (size_t s = 0; s + 1 < p->workbook->sheet_count; s++) {
        const corral_sheet *sheet = &p->workbook->sheets[s];
        const corral_table *table = sheet->table;
        char rows[CORRAL_NUMBER_SIZE];
        text.length = 0;
        corral_number_grouped(table->row_count, rows);
        if (table->title != CORRAL_NONE)
            TRY(corral_text_printf(&text, err, "%s; ",
                                   corral_document_text(document, table->title)));
        TRY(corral_text_printf(&text, err, "%s %s", rows, table->row_count == 1 ? "row" : "rows"));
        TRY(line(p, sheet->name, text.bytes, err));
        for (size_t i = 0; i < table->remark_count; i++)
            TRY(line(p, "", corral_document_text(document, table->remarks[i].text), err));
    }
    end_part(p);
done:
    corral_text_release(&text);
    return status;
}

static corral_status signs_of(page *p, const char *const *glyphs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (const char *const *pair = glyphs; pair[0]; pair += 2) {
        TRY(put_text(p, 0, (int)corral_cell_style_of_word(pair[0]), pair[1], err));
        TRY(put_text(p, 1, CORRAL_CELL_TEXT, pair[0], err));
        end_row(p);
    }
done:
    return status;
}

/* Neighbouring columns mostly have the same signs. */
static corral_status signs(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *const *last = NULL;
    for (size_t s = 0; s + 1 < p->workbook->sheet_count; s++) {
        const corral_sheet *sheet = &p->workbook->sheets[s];
        for (size_t k = 0; k < sheet->column_count; k++) {
            const char *const *glyphs = sheet->table->columns[sheet->columns[k]].glyphs;
            if (!glyphs || glyphs == last) continue;
            TRY(signs_of(p, glyphs, err));
            last = glyphs;
        }
    }
    end_part(p);
done:
    return status;
}

/* A JSON string without its quotes where it means the same. */
static corral_status option_value(const char *json, corral_text *out, corral_error *err)
{
    size_t length = strlen(json);
    if (length < 2 || *json != '"' || strchr(json, '\\'))
        return corral_text_append(out, json, length, err);
    return corral_text_append(out, json + 1, length - 2, err);
}

/* How it was computed; options that were not given and have no default are left out. */
static corral_status options(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_document *document = p->workbook->document;
    corral_text name = {0}, value = {0};
    for (size_t i = 0; i < document->options.count; i++) {
        const corral_property *option = &document->options.items[i];
        const char *text = corral_document_text(document, option->text);
        bool is_json = option->kind == CORRAL_PROPERTY_JSON;
        if (is_json && (strcmp(text, "null") == 0 || strcmp(text, "[]") == 0)) continue;
        name.length = value.length = 0;
        TRY(corral_text_printf(&name, err, "--%s", corral_document_text(document, option->name)));
        for (char *c = name.bytes; *c; c++)
            if (*c == '_') *c = '-';
        if (is_json)
            TRY(option_value(text, &value, err));
        else
            TRY(corral_text_append(&value, text, strlen(text), err));
        TRY(line(p, name.bytes, value.bytes, err));
    }
    end_part(p);
done:
    corral_text_release(&name);
    corral_text_release(&value);
    return status;
}

static corral_status say_cut(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    char count[CORRAL_NUMBER_SIZE];
    if (!p->workbook->cut_texts) return CORRAL_OK;
    corral_number_grouped(p->workbook->cut_texts, count);
    TRY(corral_text_printf(&text, err,
                           "%s %s longer than the 32,767 characters of a cell and cut; CSV has "
                           "it whole",
                           count, p->workbook->cut_texts == 1 ? "text is" : "texts are"));
    TRY(line(p, "", text.bytes, err));
done:
    corral_text_release(&text);
    return status;
}

corral_status corral_workbook_visit_about(const corral_workbook *workbook,
                                          corral_cell_visitor visit, void *user, corral_error *err)
{
    const corral_document *document = workbook->document;
    corral_status status = CORRAL_OK;
    page p = {.workbook = workbook, .visit = visit, .user = user};
    if (document->title != CORRAL_NONE) {
        TRY(put_text(&p, 0, CORRAL_CELL_TITLE, corral_document_text(document, document->title),
                     err));
        end_row(&p);
        end_part(&p);
    }
    TRY(properties(&p, err));
    TRY(lines(&p, &document->lines, err));
    TRY(sheets(&p, err));
    TRY(signs(&p, err));
    TRY(options(&p, err));
    TRY(lines(&p, &document->notes, err));
    TRY(say_cut(&p, err));
done:
    corral_text_release(&p.text);
    return status;
}
