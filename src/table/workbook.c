/* The workbook's sheets: their names, columns, widths and cells. */
#include "table/workbook.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/progress.h"
#include "table/escape.h"

/* What Excel can hold. */
enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384 };
enum { STEP_ROWS = 1 << 14 };
/* Widths of columns; the header's button for filtering stands beside its words. */
enum { NARROWEST = 6, NARROWEST_CAPTIONED = 16, WIDEST = 60, BESIDE_HEADER = 5, BESIDE_CELL = 3 };

/* ---- names of sheets ---- */

static bool is_taken(const corral_workbook *w, size_t count, const char *name)
{
    /* Excel keeps this name for itself. */
    if (strcasecmp(name, "History") == 0) return true;
    for (size_t s = 0; s < count; s++)
        if (strcasecmp(w->sheets[s].name, name) == 0) return true;
    return false;
}

/* Copies what may stand in a name, cut at most characters. */
static void copy_name(char *to, const char *from, size_t most)
{
    size_t length = 0, characters = 0;
    for (; *from; from++) {
        bool starts = ((unsigned char)*from & 0xc0) != 0x80;
        /* Two units in UTF-16. */
        size_t wide = starts ? 1u + ((unsigned char)*from >= 0xf0) : 0;
        if (characters + wide > most) break;
        characters += wide;
        bool plain = (unsigned char)*from > ' ' && !strchr("[]:*?/\\'_\x7f", *from);
        to[length++] = plain ? *from : ' ';
    }
    while (length && to[length - 1] == ' ') length--;
    to[length] = '\0';
}

/* Names the sheet behind the first count; a number makes a second one of a name another. */
static void name_sheet(corral_workbook *w, size_t count, const char *wanted)
{
    char *name = w->sheets[count].name, number[CORRAL_NUMBER_SIZE];
    copy_name(name, wanted, CORRAL_SHEET_NAME);
    if (!*name) strcpy(name, "table");
    for (size_t n = 2; is_taken(w, count, name); n++) {
        snprintf(number, sizeof number, " %zu", n);
        copy_name(name, wanted, CORRAL_SHEET_NAME - strlen(number));
        strcat(name, number);
    }
}

/* ---- columns ---- */

/* The width of the line at the start of text, and what follows it. */
static size_t line_width(const char **text)
{
    char line[4 * WIDEST + 1];
    size_t length = strcspn(*text, "\n"), width = 0;
    for (size_t at = 0; at < length;) {
        size_t copied = length - at < sizeof line - 4 ? length - at : sizeof line - 4;
        /* Not within a character. */
        while (at + copied < length && ((*text)[at + copied] & 0xc0) == 0x80) copied++;
        memcpy(line, *text + at, copied);
        line[copied] = '\0';
        width += corral_display_width(line);
        at += copied;
    }
    *text += length + ((*text)[length] == '\n');
    return width;
}

static size_t widest_line(const char *text)
{
    size_t width = 0;
    while (*text) {
        size_t here = line_width(&text);
        if (here > width) width = here;
    }
    return width;
}

/* Lines are broken between words, so that not all of the width is used. */
size_t corral_sheet_lines(const char *text, double width)
{
    size_t lines = 0;
    width -= BESIDE_CELL;
    while (*text) {
        double here = (double)line_width(&text);
        lines += here <= width ? 1 : (size_t)ceil(here / (0.9 * width));
    }
    return lines;
}

static corral_status measure(corral_workbook *w, corral_sheet *sheet, size_t k, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text shown = {0}, cell = {0};
    uint32_t c = sheet->columns[k];
    const corral_column *column = &sheet->table->columns[c];
    bool is_cut, is_text = corral_column_holds_text(column);
    TRY(corral_column_label(column, &shown, err));
    size_t width = widest_line(shown.bytes) + BESIDE_HEADER;
    for (size_t r = 0; r < sheet->table->row_count; r++) {
        shown.length = cell.length = 0;
        if (r % STEP_ROWS == 0) TRY(corral_progress_step(w->progress, "writing", NAN, err));
        TRY(corral_table_show(sheet->table, r, c, true, &shown, err));
        if (is_text) {
            TRY(corral_escape_sheet(shown.bytes, &cell, &is_cut, err));
            w->cut_texts += is_cut;
        }
        size_t here = widest_line(is_text ? cell.bytes : shown.bytes) + BESIDE_CELL;
        if (here > width) width = here;
    }
    /* A caption goes on below the label. */
    double least = column->caption ? NARROWEST_CAPTIONED : NARROWEST;
    sheet->widths[k] = fmin(fmax((double)width, least), WIDEST);
done:
    corral_text_release(&shown);
    corral_text_release(&cell);
    return status;
}

static corral_status check_size(const corral_table *table, size_t columns, corral_error *err)
{
    const char *name = corral_document_text(table->document, table->name);
    if (table->row_count > ROWS_MOST - 1)
        return corral_error_set(err, CORRAL_LIMIT,
                                "a sheet of a workbook holds %d rows below its header, the table "
                                "\"%s\" has %zu; write it as CSV",
                                ROWS_MOST - 1, name, table->row_count);
    if (columns > COLUMNS_MOST)
        return corral_error_set(err, CORRAL_LIMIT,
                                "a sheet of a workbook holds %d columns, the table \"%s\" has %zu; "
                                "write it as CSV",
                                COLUMNS_MOST, name, columns);
    return CORRAL_OK;
}

static corral_status add_sheet(corral_workbook *w, const corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_sheet *sheet = &w->sheets[w->sheet_count];
    name_sheet(w, w->sheet_count++, corral_document_text(w->document, table->name));
    sheet->table = table;
    TRY(corral_array_new(&sheet->columns, table->column_count, sizeof *sheet->columns, err));
    TRY(corral_array_new(&sheet->widths, table->column_count, sizeof *sheet->widths, err));
    for (size_t c = 0; c < table->column_count; c++)
        if (corral_table_is_shown(table, c)) sheet->columns[sheet->column_count++] = (uint32_t)c;
    TRY(check_size(table, sheet->column_count, err));
    for (size_t k = 0; k < sheet->column_count; k++) TRY(measure(w, sheet, k, err));
done:
    return status;
}

corral_status corral_workbook_init(corral_workbook *workbook, const corral_document *document,
                                   const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_workbook w = {.document = document, .progress = progress};
    TRY(corral_array_new(&w.sheets, document->table_count + 1, sizeof *w.sheets, err));
    if (document->table_count) TRY(add_sheet(&w, document->tables[document->main], err));
    for (size_t t = 0; t < document->table_count; t++)
        if (t != document->main) TRY(add_sheet(&w, document->tables[t], err));
    name_sheet(&w, w.sheet_count++, "About");
    *workbook = w;
    w = (corral_workbook){0};
done:
    corral_workbook_release(&w);
    return status;
}

void corral_workbook_release(corral_workbook *workbook)
{
    for (size_t s = 0; s < workbook->sheet_count; s++) {
        free(workbook->sheets[s].columns);
        free(workbook->sheets[s].widths);
    }
    free(workbook->sheets);
    *workbook = (corral_workbook){0};
}

/* ---- cells ---- */

corral_cell_style corral_cell_style_of_word(const char *word)
{
    static const struct {
        const char *word;
        corral_cell_style style;
    } words[] = {{"primary", CORRAL_CELL_PRIMARY},
                 {"secondary", CORRAL_CELL_SECONDARY},
                 {"no", CORRAL_CELL_NO},
                 {"not-mentioned", CORRAL_CELL_NOT_MENTIONED},
                 {"not mentioned", CORRAL_CELL_NOT_MENTIONED},
                 {"unknown", CORRAL_CELL_UNKNOWN},
                 {"disputed", CORRAL_CELL_DISPUTED}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0) return words[i].style;
    return CORRAL_CELL_SIGN;
}

static int style_of(const corral_table *table, size_t row, size_t column)
{
    const corral_column *c = &table->columns[column];
    int digits = c->digits > 0 ? c->digits : 3;
    switch (c->type) {
    case CORRAL_COLUMN_COUNT: return CORRAL_CELL_COUNT;
    case CORRAL_COLUMN_INTEGER: return CORRAL_CELL_INTEGER;
    case CORRAL_COLUMN_PERCENT: return CORRAL_CELL_PERCENT;
    case CORRAL_COLUMN_PROBABILITY: return CORRAL_CELL_PROBABILITY;
    case CORRAL_COLUMN_SCORE:
        return CORRAL_CELL_SCORE + (digits < CORRAL_SCORE_DIGITS ? digits : CORRAL_SCORE_DIGITS);
    case CORRAL_COLUMN_TEXT:
    case CORRAL_COLUMN_WORD: break;
    }
    return c->glyphs ? (int)corral_cell_style_of_word(corral_table_text(table, row, column))
                     : (int)CORRAL_CELL_TEXT;
}

/* What a walk over the cells has at hand. */
typedef struct walk {
    const corral_sheet *sheet;
    corral_cell_visitor visit;
    void *user;
    corral_text shown, text;
} walk;

static corral_status visit_header(walk *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_cut;
    for (size_t k = 0; k < w->sheet->column_count; k++) {
        const corral_column *column = &w->sheet->table->columns[w->sheet->columns[k]];
        corral_sheet_cell cell = {.column = (uint32_t)k, .style = CORRAL_CELL_HEADER};
        if (!corral_column_holds_text(column)) cell.style = CORRAL_CELL_HEADER_NUMBER;
        w->shown.length = w->text.length = 0;
        TRY(corral_column_heading(column, &w->shown, err));
        TRY(corral_escape_sheet(w->shown.bytes, &w->text, &is_cut, err));
        cell.text = w->text.bytes;
        cell.lines = corral_sheet_lines(cell.text, w->sheet->widths[k]);
        if (w->text.length) TRY(w->visit(w->user, &cell, err));
    }
done:
    return status;
}

static corral_status visit_cell(walk *w, size_t row, size_t k, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_table *table = w->sheet->table;
    size_t column = w->sheet->columns[k];
    bool is_cut, is_text = corral_column_holds_text(&table->columns[column]);
    if (corral_table_is_blank(table, row, column)) return CORRAL_OK;
    corral_sheet_cell cell = {
        .row = (uint32_t)row + 1, .column = (uint32_t)k, .style = style_of(table, row, column)};
    if (!is_text) cell.number = corral_table_number(table, row, column);
    /* No spreadsheet has a number for infinity. */
    if (is_text || !isfinite(cell.number)) {
        w->shown.length = w->text.length = 0;
        TRY(corral_table_show(table, row, column, true, &w->shown, err));
        TRY(corral_escape_sheet(w->shown.bytes, &w->text, &is_cut, err));
        cell.text = w->text.bytes;
        cell.lines = corral_sheet_lines(cell.text, w->sheet->widths[k]);
        if (!w->text.length) return CORRAL_OK;
    }
    TRY(w->visit(w->user, &cell, err));
done:
    return status;
}

corral_status corral_workbook_visit(const corral_workbook *workbook, size_t sheet,
                                    corral_cell_visitor visit, void *user, corral_error *err)
{
    corral_status status = CORRAL_OK;
    walk w = {.sheet = &workbook->sheets[sheet], .visit = visit, .user = user};
    if (!w.sheet->table) return corral_workbook_visit_about(workbook, visit, user, err);
    TRY(visit_header(&w, err));
    for (size_t r = 0; r < w.sheet->table->row_count; r++)
        for (size_t k = 0; k < w.sheet->column_count; k++) TRY(visit_cell(&w, r, k, err));
done:
    corral_text_release(&w.shown);
    corral_text_release(&w.text);
    return status;
}
