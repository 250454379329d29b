/* XLSX workbooks: the values of a sheet, which then are read as a CSV file would be; of a region
 * the first.
 *
 * The archive is kept in memory, its parts are inflated one after the other into libxml2. Cells are
 * written as CSV, every field between quotes, one line a row, so that lines in messages are the
 * rows of the sheet; a line end within a cell becomes a vertical tab, white space like any other.
 * What the sheet holds beyond values is reported: merged cells, dates, formulas, further sheets.
 */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "core/text.h"
#include "core/zip.h"
#include "io/formats.h"
#include "io/reading.h"
#include "io/values.h"
#include "io/xlsx.h"

#define ARCHIVE_LIMIT ((size_t)256 << 20)
#define BOMB_BYTES ((size_t)64 << 20)
#define BOMB_RATIO ((size_t)200)

static void clear_sheet(corral_xlsx *x)
{
    x->shared.length = x->texts.length = x->csv.length = 0;
    x->shared_count = x->style_count = x->format_count = x->cell_count = 0;
    x->columns = 0;
    x->formulas = x->dates = x->empty_formulas = x->errors = x->merged = 0;
}

void corral_xlsx_release(corral_xlsx *x)
{
    corral_text_release(&x->archive);
    corral_text_release(&x->csv);
    corral_text_release(&x->shared);
    corral_text_release(&x->texts);
    corral_text_release(&x->text);
    for (size_t k = 0; k < x->sheet_count; k++) {
        free(x->sheets[k].name);
        free(x->sheets[k].relation);
        free(x->sheets[k].path);
    }
    free(x->sheets);
    free(x->shared_at);
    free(x->is_date);
    free(x->date_formats);
    free(x->cells);
}

corral_status corral_xlsx_refuse(const corral_xlsx *x, corral_error *err, const char *what,
                                 const char *got)
{
    return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){x->file, 0, 0}, "%s: %s", what,
                               CORRAL_QUOTE(got));
}

static corral_status note(const corral_xlsx *x, corral_severity severity, size_t row,
                          corral_error *err, size_t count, const char *what)
{
    if (!count) return CORRAL_OK;
    return corral_problems_report(x->reading->problems, severity, (corral_place){x->file, row, 0},
                                  err, "%zu %s%s", count, count == 1 ? "cell " : "cells ", what);
}

/* ---- parts of the archive ---- */

static corral_status keep_archive(corral_xlsx *x, corral_source *source, corral_error *err)
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
    const corral_xlsx *x;
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
static corral_status place(const corral_xlsx *x, corral_status status, const corral_error *own,
                           corral_error *err)
{
    if (status == CORRAL_OK || own->file[0] || status == CORRAL_NO_MEMORY) {
        if (status != CORRAL_OK && err) *err = *own;
        return status;
    }
    return corral_error_set_at(err, status, (corral_place){x->file, 0, 0}, "%s", own->message);
}

static corral_status find_part(const corral_xlsx *x, const char *name, corral_zip_entry **out,
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
corral_status corral_xlsx_read_part(corral_xlsx *x, const char *name,
                                    const corral_xml_handler *handler, bool *found,
                                    corral_error *err)
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

corral_status corral_xlsx_no_text(void *user, const char *text, size_t length, corral_error *err)
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
    corral_xlsx *x = user;
    corral_status status = CORRAL_OK;
    const char *flag = corral_xml_attribute(e, "date1904");
    if (strcmp(e->name, "workbookPr") == 0)
        x->has_1904 = flag && strcmp(flag, "0") != 0 && strcmp(flag, "false") != 0;
    if (strcmp(e->name, "sheet") != 0) return CORRAL_OK;
    const char *id = corral_xml_attribute(e, "id"), *name = corral_xml_attribute(e, "name");
    if (!id) id = "";
    if (!name) name = "";
    TRY(corral_array_grow(&x->sheets, &x->sheet_room, x->sheet_count + 1, sizeof *x->sheets, err));
    corral_xlsx_part *sheet = &x->sheets[x->sheet_count++];
    const char *state = corral_xml_attribute(e, "state");
    *sheet = (corral_xlsx_part){.is_hidden = state && strcmp(state, "visible") != 0};
    TRY(corral_string_copy(&sheet->relation, id, strlen(id), err));
    TRY(corral_string_copy(&sheet->name, name, strlen(name), err));
done:
    return status;
}

static corral_status on_relation(void *user, const corral_xml_element *e, corral_error *err)
{
    corral_xlsx *x = user;
    corral_status status = CORRAL_OK;
    const char *id = corral_xml_attribute(e, "Id"), *target = corral_xml_attribute(e, "Target");
    for (size_t k = 0; id && target && k < x->sheet_count; k++) {
        corral_text path = {0};
        if (x->sheets[k].path || strcmp(id, x->sheets[k].relation) != 0) continue;
        TRY(corral_text_printf(&path, err, "%s%s", target[0] == '/' ? "" : "xl/",
                               target[0] == '/' ? target + 1 : target));
        x->sheets[k].path = path.bytes;
    }
done:
    return status;
}

/* The first sheet is the first that people see; a hidden one only where all are. */
static void put_visible_first(corral_xlsx *x)
{
    size_t k = 0;
    while (k < x->sheet_count && x->sheets[k].is_hidden) k++;
    x->skipped = k > 0 && k < x->sheet_count;
    if (!x->skipped) return;
    corral_xlsx_part first = x->sheets[k];
    memmove(x->sheets + 1, x->sheets, k * sizeof *x->sheets);
    x->sheets[0] = first;
}

static corral_status find_sheets(corral_xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xml_handler workbook = {on_workbook, corral_xlsx_no_text, no_end, x};
    corral_xml_handler relations = {on_relation, corral_xlsx_no_text, no_end, x};
    bool found;
    TRY(corral_xlsx_read_part(x, "xl/workbook.xml", &workbook, &found, err));
    if (!found)
        TRY(corral_xlsx_refuse(x, err, "this zip archive is no XLSX workbook: it lacks",
                               "xl/workbook.xml"));
    if (!x->sheet_count) TRY(corral_xlsx_refuse(x, err, "the workbook has no sheet", ""));
    put_visible_first(x);
    TRY(corral_xlsx_read_part(x, "xl/_rels/workbook.xml.rels", &relations, NULL, err));
done:
    return status;
}

/* ---- reports ---- */

static corral_status report(const corral_xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place top = {x->file, 0, 0};
    if (x->sheet_count > 1)
        TRY(corral_problems_report(x->reading->problems, CORRAL_SEVERITY_WARNING, top, err,
                                   "only the first sheet%s, %s, is read; there %s %zu more",
                                   x->skipped ? " that is not hidden" : "",
                                   CORRAL_QUOTE(x->sheets[0].name), x->sheet_count == 2 ? "is" : "are",
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

static corral_status put_row(corral_xlsx *x, size_t *at, uint32_t row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t column = 0; column < x->columns; column++) {
        const corral_xlsx_cell *c = *at < x->cell_count ? &x->cells[*at] : NULL;
        bool is_here = c && c->row == row && c->column == column;
        if (column) TRY(corral_text_append(&x->csv, ",", 1, err));
        if (is_here) TRY(put_field(&x->csv, x->texts.bytes + c->at, err));
        *at += is_here;
    }
done:
    return status;
}

/* Blank rows are blank lines. */
static corral_status put_csv(corral_xlsx *x, corral_error *err)
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

/* ---- the workbook ---- */

corral_status corral_xlsx_open(corral_xlsx *x, corral_reading *reading, corral_source *source,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    *x = (corral_xlsx){.reading = reading, .file = corral_source_name(source)};
    TRY(keep_archive(x, source, err));
    TRY(find_sheets(x, err));
done:
    return status;
}

corral_status corral_xlsx_load(corral_xlsx *x, size_t sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    clear_sheet(x);
    x->sheet_path = x->sheets[sheet].path;
    if (!x->sheet_path)
        TRY(corral_xlsx_refuse(x, err, "the workbook lacks its sheet", x->sheets[sheet].name));
    TRY(corral_xlsx_read_sheet(x, err));
    TRY(put_csv(x, err));
    TRY(corral_text_append(&x->csv, "", 0, err));
done:
    return status;
}

size_t corral_xlsx_find(const corral_xlsx *x, const char *name)
{
    size_t k = 0;
    while (k < x->sheet_count && !corral_value_same(x->sheets[k].name, name)) k++;
    return k;
}

corral_status corral_read_xlsx(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xlsx x;
    corral_source *table = NULL;
    TRY(corral_xlsx_open(&x, reading, source, err));
    TRY(corral_xlsx_load(&x, 0, err));
    TRY(report(&x, err));
    TRY(corral_source_from_memory(x.csv.bytes, x.csv.length, x.file, &table, err));
    if (reading->as && strcmp(reading->as, "xlsx") == 0) reading->as = NULL;
    TRY(corral_read_table(reading, table, err));
done:
    corral_xlsx_release(&x);
    corral_source_free(source);
    return status;
}
