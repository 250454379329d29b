/* XLSX workbooks: the values of the first sheet, which then are read as a CSV file would be.
 *
 * The archive is kept in memory, its parts are inflated one after the other into libxml2. Cells are
 * written as CSV, every field between quotes, one line a row, so that lines in messages are the
 * rows of the sheet; a line end within a cell becomes a vertical tab, white space like any other.
 * What the sheet holds beyond values is reported: merged cells, dates, formulas, further sheets.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/problems.h"
#include "core/text.h"
#include "core/zip.h"
#include "io/formats.h"
#include "io/reading.h"
#include "io/values.h"
#include "io/xml.h"

#define ARCHIVE_LIMIT ((size_t)256 << 20)
#define BOMB_BYTES ((size_t)64 << 20)
#define BOMB_RATIO ((size_t)200)
#define ROW_MOST 1048576u
#define COLUMN_MOST 4096u

typedef struct cell {
    uint32_t row, column; /* from 0 */
    size_t at;            /* in texts */
} cell;

typedef struct xlsx {
    corral_reading *reading;
    const char *file;
    corral_text archive, csv;

    char *sheet_relation, *sheet_name, *sheet_path;
    size_t sheet_count;
    bool has_1904; /* dates count from 1904 */

    corral_text shared; /* texts, one behind the other */
    size_t *shared_at, shared_count, shared_room;
    unsigned char *is_date; /* by style */
    size_t style_count, style_room;
    uint32_t *date_formats; /* numbers of custom formats that show dates */
    size_t format_count, format_room;
    bool in_styles; /* within cellXfs */

    corral_text texts; /* of cells */
    cell *cells;
    size_t cell_count, cell_room;
    uint32_t columns;
    uint32_t row, column; /* being read, from 0 */
    char type[16];
    size_t style;
    corral_text text; /* of the part being read */
    bool wants_text, has_value, has_formula, in_phonetic;
    size_t formulas, formula_row, dates, date_row, empty_formulas, errors, error_row, merged,
        merged_row;
    char merged_area[32];
} xlsx;

static void release(xlsx *x)
{
    corral_text_release(&x->archive);
    corral_text_release(&x->csv);
    corral_text_release(&x->shared);
    corral_text_release(&x->texts);
    corral_text_release(&x->text);
    free(x->sheet_relation);
    free(x->sheet_name);
    free(x->sheet_path);
    free(x->shared_at);
    free(x->is_date);
    free(x->date_formats);
    free(x->cells);
}

static corral_status refuse(const xlsx *x, corral_error *err, const char *what, const char *got)
{
    return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){x->file, 0, 0}, "%s: %s", what,
                               CORRAL_QUOTE(got));
}

static corral_status note(const xlsx *x, corral_severity severity, size_t row, corral_error *err,
                          size_t count, const char *what)
{
    if (!count) return CORRAL_OK;
    return corral_problems_report(x->reading->problems, severity, (corral_place){x->file, row, 0},
                                  err, "%zu %s%s", count, count == 1 ? "cell " : "cells ", what);
}

/* ---- parts of the archive ---- */

static corral_status keep_archive(xlsx *x, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char block[8192];
    size_t got;
    do {
        TRY(corral_source_read(source, block, sizeof block, &got, err));
        TRY(corral_text_append(&x->archive, block, got, err));
        if (x->archive.length > ARCHIVE_LIMIT)
            FAIL_AT(CORRAL_LIMIT, ((corral_place){x->file, 0, 0}),
                    "a workbook may have at most %zu MiB", ARCHIVE_LIMIT >> 20);
    } while (got > 0);
done:
    return status;
}

typedef struct part {
    const xlsx *x;
    corral_zip_entry *entry;
    size_t length; /* so far */
} part;

static corral_status more(void *from, char *block, size_t room, size_t *got, corral_error *err)
{
    corral_status status = CORRAL_OK;
    part *p = from;
    TRY(corral_zip_read(p->entry, block, room, got, err));
    p->length += *got;
    if (p->length > BOMB_BYTES && p->length / BOMB_RATIO > p->x->archive.length)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){p->x->file, 0, 0}),
                "the workbook unpacks to more than %zu times its size", BOMB_RATIO);
done:
    return status;
}

/* Errors about the archive get the file as their place. */
static corral_status place(const xlsx *x, corral_status status, const corral_error *own,
                           corral_error *err)
{
    if (status == CORRAL_OK || own->file[0] || status == CORRAL_NO_MEMORY) {
        if (status != CORRAL_OK && err) *err = *own;
        return status;
    }
    return corral_error_set_at(err, status, (corral_place){x->file, 0, 0}, "%s", own->message);
}

static corral_status find_part(const xlsx *x, const char *name, corral_zip_entry **out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_zip zip;
    *out = NULL;
    TRY(corral_zip_init(&zip, x->archive.bytes, x->archive.length, err));
    for (;;) {
        TRY(corral_zip_next(&zip, out, err));
        if (!*out || strcmp(corral_zip_entry_name(*out), name) == 0) break;
        corral_zip_entry_free(*out);
    }
done:
    return status;
}

/* Has the part read if it is there; *found may be NULL. */
static corral_status read_part(xlsx *x, const char *name, const corral_xml_handler *handler,
                               bool *found, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    part p = {.x = x};
    corral_status status = find_part(x, name, &p.entry, &own);
    corral_xml_input input = {x->file, more, &p, false};
    if (found) *found = p.entry != NULL;
    if (status == CORRAL_OK && p.entry) status = corral_xml_read(&input, handler, &own);
    corral_zip_entry_free(p.entry);
    return place(x, status, &own, err);
}

static corral_status no_text(void *user, const char *text, size_t length, corral_error *err)
{
    (void)user, (void)text, (void)length, (void)err;
    return CORRAL_OK;
}

static corral_status no_end(void *user, const char *name, corral_error *err)
{
    (void)user, (void)name, (void)err;
    return CORRAL_OK;
}

/* ---- which sheet ---- */

static corral_status on_workbook(void *user, const corral_xml_element *e, corral_error *err)
{
    xlsx *x = user;
    corral_status status = CORRAL_OK;
    const char *flag = corral_xml_attribute(e, "date1904");
    if (strcmp(e->name, "workbookPr") == 0)
        x->has_1904 = flag && strcmp(flag, "0") != 0 && strcmp(flag, "false") != 0;
    if (strcmp(e->name, "sheet") != 0 || x->sheet_count++) return CORRAL_OK;
    const char *id = corral_xml_attribute(e, "id"), *name = corral_xml_attribute(e, "name");
    if (!id) id = "";
    if (!name) name = "";
    TRY(corral_string_copy(&x->sheet_relation, id, strlen(id), err));
    TRY(corral_string_copy(&x->sheet_name, name, strlen(name), err));
done:
    return status;
}

static corral_status on_relation(void *user, const corral_xml_element *e, corral_error *err)
{
    xlsx *x = user;
    corral_status status = CORRAL_OK;
    corral_text path = {0};
    const char *id = corral_xml_attribute(e, "Id"), *target = corral_xml_attribute(e, "Target");
    if (!id || !target || x->sheet_path || strcmp(id, x->sheet_relation) != 0) return CORRAL_OK;
    TRY(corral_text_printf(&path, err, "%s%s", target[0] == '/' ? "" : "xl/",
                           target[0] == '/' ? target + 1 : target));
    x->sheet_path = path.bytes;
    path = (corral_text){0};
done:
    corral_text_release(&path);
    return status;
}

static corral_status find_sheet(xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xml_handler workbook = {on_workbook, no_text, no_end, x};
    corral_xml_handler relations = {on_relation, no_text, no_end, x};
    bool found;
    TRY(read_part(x, "xl/workbook.xml", &workbook, &found, err));
    if (!found)
        TRY(refuse(x, err, "this zip archive is no XLSX workbook: it lacks", "xl/workbook.xml"));
    if (!x->sheet_relation) TRY(refuse(x, err, "the workbook has no sheet", ""));
    TRY(read_part(x, "xl/_rels/workbook.xml.rels", &relations, NULL, err));
    if (!x->sheet_path) TRY(refuse(x, err, "the workbook lacks its sheet", x->sheet_name));
done:
    return status;
}

/* ---- texts that cells share ---- */

static corral_status start_shared(void *user, const corral_xml_element *e, corral_error *err)
{
    xlsx *x = user;
    corral_status status = CORRAL_OK;
    if (strcmp(e->name, "rPh") == 0) x->in_phonetic = true;
    x->wants_text = strcmp(e->name, "t") == 0 && !x->in_phonetic;
    if (strcmp(e->name, "si") != 0) return CORRAL_OK;
    TRY(corral_array_grow(&x->shared_at, &x->shared_room, x->shared_count + 1, sizeof(size_t),
                          err));
    x->shared_at[x->shared_count++] = x->shared.length;
done:
    return status;
}

static corral_status text_shared(void *user, const char *text, size_t length, corral_error *err)
{
    xlsx *x = user;
    if (!x->wants_text || !x->shared_count) return CORRAL_OK;
    return corral_text_append(&x->shared, text, length, err);
}

static corral_status end_shared(void *user, const char *name, corral_error *err)
{
    xlsx *x = user;
    x->wants_text = false;
    if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    return strcmp(name, "si") == 0 ? corral_text_append(&x->shared, "", 1, err) : CORRAL_OK;
}

/* ---- styles: which show dates ---- */

static bool shows_date(const char *format)
{
    bool quoted = false, bracketed = false;
    for (; *format; format++) {
        if (*format == '"') quoted = !quoted;
        if (*format == '[') bracketed = true;
        if (*format == ']') bracketed = false;
        if (*format == '\\' && format[1])
            format++;
        else if (!quoted && !bracketed && strchr("yYdD", *format))
            return true;
    }
    return false;
}

static bool is_date_format(const xlsx *x, uint32_t number)
{
    if ((number >= 14 && number <= 17) || number == 22) return true;
    for (size_t i = 0; i < x->format_count; i++)
        if (x->date_formats[i] == number) return true;
    return false;
}

static uint32_t number_of(const char *text)
{
    double value;
    if (!text || !corral_value_number(text, false, &value) || !(value >= 0 && value < 4e9))
        return 0;
    return (uint32_t)value;
}

static corral_status on_style(void *user, const corral_xml_element *e, corral_error *err)
{
    xlsx *x = user;
    corral_status status = CORRAL_OK;
    const char *code = corral_xml_attribute(e, "formatCode");
    uint32_t number = number_of(corral_xml_attribute(e, "numFmtId"));
    if (strcmp(e->name, "cellXfs") == 0) x->in_styles = true;
    if (strcmp(e->name, "numFmt") == 0 && code && shows_date(code)) {
        TRY(corral_array_grow(&x->date_formats, &x->format_room, x->format_count + 1,
                              sizeof(uint32_t), err));
        x->date_formats[x->format_count++] = number;
    }
    if (strcmp(e->name, "xf") != 0 || !x->in_styles) return CORRAL_OK;
    TRY(corral_array_grow(&x->is_date, &x->style_room, x->style_count + 1, 1, err));
    x->is_date[x->style_count++] = is_date_format(x, number);
done:
    return status;
}

static corral_status end_style(void *user, const char *name, corral_error *err)
{
    xlsx *x = user;
    (void)err;
    if (strcmp(name, "cellXfs") == 0) x->in_styles = false;
    return CORRAL_OK;
}

/* ---- the sheet ---- */

/* "BC12" to row 11, column 54. */
static bool read_reference(const char *text, uint32_t *row, uint32_t *column)
{
    uint32_t letters = 0, digits = 0;
    for (; *text >= 'A' && *text <= 'Z' && letters <= COLUMN_MOST; text++)
        letters = letters * 26 + (uint32_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && digits <= ROW_MOST; text++)
        digits = digits * 10 + (uint32_t)(*text - '0');
    if (!letters || letters > COLUMN_MOST || !digits || digits > ROW_MOST) return false;
    *row = digits - 1;
    *column = letters - 1;
    return true;
}

static corral_status start_cell(xlsx *x, const corral_xml_element *e, corral_error *err)
{
    const char *reference = corral_xml_attribute(e, "r"), *type = corral_xml_attribute(e, "t");
    uint32_t row = x->row, column = x->column + 1;
    if (reference && !read_reference(reference, &row, &column))
        return refuse(x, err, "a cell must be within 4096 columns and 1048576 rows", reference);
    /* Rows and cells follow one another; x->column starts below 0. */
    if (row != x->row || column >= COLUMN_MOST || (x->column != UINT32_MAX && column <= x->column))
        return refuse(x, err, "the cells of the sheet are out of order",
                      reference ? reference : "");
    x->column = column;
    snprintf(x->type, sizeof x->type, "%s", type ? type : "n");
    x->style = number_of(corral_xml_attribute(e, "s"));
    x->text.length = 0;
    x->has_value = x->has_formula = false;
    return CORRAL_OK;
}

static corral_status start_row(xlsx *x, const corral_xml_element *e, bool first, corral_error *err)
{
    const char *said = corral_xml_attribute(e, "r");
    uint32_t row = said ? number_of(said) : x->row + 2;
    if (row == 0 || row > ROW_MOST || (!first && row - 1 <= x->row))
        return refuse(x, err, "the rows of the sheet are out of order, or beyond 1048576",
                      said ? said : "");
    x->row = row - 1;
    x->column = UINT32_MAX;
    return CORRAL_OK;
}

static corral_status start_sheet(void *user, const corral_xml_element *e, corral_error *err)
{
    xlsx *x = user;
    const char *area = corral_xml_attribute(e, "ref");
    uint32_t row = 0, column;
    if (strcmp(e->name, "row") == 0) return start_row(x, e, x->row == UINT32_MAX, err);
    if (strcmp(e->name, "c") == 0) return start_cell(x, e, err);
    if (strcmp(e->name, "f") == 0) x->has_formula = true;
    if (strcmp(e->name, "rPh") == 0) x->in_phonetic = true;
    x->wants_text = (strcmp(e->name, "v") == 0 || strcmp(e->name, "t") == 0) && !x->in_phonetic;
    if (x->wants_text) x->has_value = true;
    if (strcmp(e->name, "mergeCell") == 0 && area && !x->merged++) {
        snprintf(x->merged_area, sizeof x->merged_area, "%.31s", area);
        corral_utf8_trim(x->merged_area);
        char first[32];
        snprintf(first, sizeof first, "%.*s", (int)strcspn(x->merged_area, ":"), x->merged_area);
        if (read_reference(first, &row, &column)) x->merged_row = row + 1;
    }
    return CORRAL_OK;
}

static corral_status text_sheet(void *user, const char *text, size_t length, corral_error *err)
{
    xlsx *x = user;
    if (!x->wants_text) return CORRAL_OK;
    return corral_text_append(&x->text, text, length, err);
}

/* A day as spreadsheets count them, with the 29 February 1900 that never was. */
static corral_status put_date(xlsx *x, double serial, corral_error *err)
{
    double days = floor(serial) + (x->has_1904 ? 1462 : 0);
    if (days < 61 || days > 2958465) return corral_text_printf(&x->texts, err, "%s", x->text.bytes);
    time_t seconds = (time_t)(days - 25569) * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    if (!x->dates++) x->date_row = (size_t)x->row + 1;
    return corral_text_printf(&x->texts, err, "%04d-%02d-%02d", date.tm_year + 1900,
                              date.tm_mon + 1, date.tm_mday);
}

static corral_status put_number(xlsx *x, corral_error *err)
{
    double value;
    char number[CORRAL_NUMBER_SIZE];
    const char *text = x->text.length ? x->text.bytes : "";
    if (!corral_value_number(text, false, &value))
        return corral_text_printf(&x->texts, err, "%s", text);
    if (x->style < x->style_count && x->is_date[x->style]) return put_date(x, value, err);
    /* 0.1 may be written as 0.10000000000000001. */
    corral_number_shortest(value, number);
    return corral_text_printf(&x->texts, err, "%s", number);
}

static corral_status put_shared(xlsx *x, corral_error *err)
{
    double value;
    if (!corral_value_number(x->text.length ? x->text.bytes : "", false, &value) || value < 0 ||
        value >= (double)x->shared_count || value != floor(value))
        return refuse(x, err, "a cell names a text that the workbook does not hold",
                      x->text.length ? x->text.bytes : "");
    const char *text = x->shared.bytes + x->shared_at[(size_t)value];
    return corral_text_append(&x->texts, text, strlen(text), err);
}

static corral_status put_value(xlsx *x, corral_error *err)
{
    if (strcmp(x->type, "s") == 0) return put_shared(x, err);
    if (strcmp(x->type, "n") == 0) return put_number(x, err);
    if (strcmp(x->type, "e") == 0) {
        if (!x->errors++) x->error_row = (size_t)x->row + 1;
        return CORRAL_OK;
    }
    return corral_text_append(&x->texts, x->text.length ? x->text.bytes : "", x->text.length, err);
}

static corral_status end_cell(xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    cell new = {x->row, x->column, x->texts.length};
    if (x->has_formula && !x->formulas++) x->formula_row = (size_t)x->row + 1;
    if (x->has_formula && !x->has_value) x->empty_formulas++;
    if (!x->has_value) return CORRAL_OK;
    TRY(put_value(x, err));
    TRY(corral_text_append(&x->texts, "", 1, err));
    if (strlen(x->texts.bytes + new.at) == 0) return CORRAL_OK;
    TRY(corral_array_grow(&x->cells, &x->cell_room, x->cell_count + 1, sizeof new, err));
    x->cells[x->cell_count++] = new;
    if (new.column >= x->columns) x->columns = new.column + 1;
done:
    return status;
}

static corral_status end_sheet(void *user, const char *name, corral_error *err)
{
    xlsx *x = user;
    x->wants_text = false;
    if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    return strcmp(name, "c") == 0 ? end_cell(x, err) : CORRAL_OK;
}

static corral_status read_sheet(xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xml_handler shared = {start_shared, text_shared, end_shared, x};
    corral_xml_handler styles = {on_style, no_text, end_style, x};
    corral_xml_handler sheet = {start_sheet, text_sheet, end_sheet, x};
    bool found;
    TRY(read_part(x, "xl/sharedStrings.xml", &shared, NULL, err));
    TRY(read_part(x, "xl/styles.xml", &styles, NULL, err));
    x->row = x->column = UINT32_MAX;
    TRY(read_part(x, x->sheet_path, &sheet, &found, err));
    if (!found) TRY(refuse(x, err, "the workbook lacks its sheet", x->sheet_path));
done:
    return status;
}

/* ---- reports ---- */

static corral_status report(const xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place top = {x->file, 0, 0};
    if (x->sheet_count > 1)
        TRY(corral_problems_report(x->reading->problems, CORRAL_SEVERITY_WARNING, top, err,
                                   "only the first sheet, %s, is read; there %s %zu more",
                                   CORRAL_QUOTE(x->sheet_name), x->sheet_count == 2 ? "is" : "are",
                                   x->sheet_count - 1));
    if (x->merged)
        TRY(corral_problems_report(
            x->reading->problems, CORRAL_SEVERITY_WARNING,
            (corral_place){x->file, x->merged_row, 0}, err,
            "%zu area%s of merged cells, the first %s: what they hold is read as the first of "
            "their cells, the others as blank",
            x->merged, x->merged == 1 ? "" : "s", CORRAL_QUOTE(x->merged_area)));
    TRY(note(x, CORRAL_SEVERITY_NOTE, x->formula_row, err, x->formulas,
             "with a formula, read as the value that was saved"));
    TRY(note(x, CORRAL_SEVERITY_WARNING, x->formula_row, err, x->empty_formulas,
             "with a formula and no value: open the workbook and save it"));
    TRY(note(x, CORRAL_SEVERITY_NOTE, x->date_row, err, x->dates,
             "with a date, read as YYYY-MM-DD"));
    TRY(note(x, CORRAL_SEVERITY_WARNING, x->error_row, err, x->errors,
             "with an error such as #REF!, read as blank"));
done:
    return status;
}

/* ---- as CSV ---- */

static corral_status put_field(corral_text *csv, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(csv, "\"", 1, err));
    for (; *text; text++) {
        if (*text == '\r' && text[1] == '\n') continue;
        char c = *text == '\n' || *text == '\r' ? '\v' : *text;
        TRY(corral_text_append(csv, &c, 1, err));
        if (c == '"') TRY(corral_text_append(csv, &c, 1, err));
    }
    TRY(corral_text_append(csv, "\"", 1, err));
done:
    return status;
}

static corral_status put_row(xlsx *x, size_t *at, uint32_t row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t column = 0; column < x->columns; column++) {
        const cell *c = *at < x->cell_count ? &x->cells[*at] : NULL;
        bool is_here = c && c->row == row && c->column == column;
        if (column) TRY(corral_text_append(&x->csv, ",", 1, err));
        if (is_here) TRY(put_field(&x->csv, x->texts.bytes + c->at, err));
        *at += is_here;
    }
done:
    return status;
}

/* Blank rows are blank lines. */
static corral_status put_csv(xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t at = 0;
    for (uint32_t row = 0; at < x->cell_count; row++) {
        if (x->cells[at].row == row) TRY(put_row(x, &at, row, err));
        TRY(corral_text_append(&x->csv, "\n", 1, err));
        if (x->csv.length > BOMB_BYTES && x->csv.length / BOMB_RATIO > x->archive.length)
            FAIL_AT(CORRAL_LIMIT, ((corral_place){x->file, 0, 0}),
                    "the sheet is more than %zu times the size of its workbook", BOMB_RATIO);
    }
done:
    return status;
}

corral_status corral_read_xlsx(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    xlsx x = {.reading = reading, .file = corral_source_name(source)};
    corral_source *table = NULL;
    TRY(keep_archive(&x, source, err));
    TRY(find_sheet(&x, err));
    TRY(read_sheet(&x, err));
    TRY(report(&x, err));
    TRY(put_csv(&x, err));
    TRY(corral_source_from_memory(x.csv.length ? x.csv.bytes : "", x.csv.length, x.file, &table,
                                  err));
    if (reading->as && strcmp(reading->as, "xlsx") == 0) reading->as = NULL;
    TRY(corral_read_table(reading, table, err));
done:
    release(&x);
    corral_source_free(source);
    return status;
}
