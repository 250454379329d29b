/* A workbook while it is read; xlsx.c finds its sheets and makes CSV of them, xlsx_sheet.c reads
 * cells. */
#ifndef CORRAL_IO_XLSX_H
#define CORRAL_IO_XLSX_H

#include "core/text.h"
#include "io/sheet.h"
#include "io/xml.h"

typedef struct corral_xlsx_cell {
    uint32_t row, column; /* from 0 */
    size_t at;            /* in texts */
} corral_xlsx_cell;

typedef struct corral_xlsx_part {
    char *name, *relation, *path; /* path NULL: the workbook lacks it */
    bool is_hidden;
} corral_xlsx_part;

typedef struct corral_xlsx {
    corral_reading *reading;
    const char *file;
    corral_text archive, csv;

    corral_xlsx_part *sheets; /* in the order of the workbook, but that the first is not hidden */
    size_t sheet_count, sheet_room;
    const char *sheet_path; /* of the one being read */
    bool skipped;           /* hidden ones stood before the first */
    bool has_1904;          /* dates count from 1904 */

    corral_text shared; /* texts, one behind the other */
    size_t *shared_at, shared_count, shared_room;
    unsigned char *is_date; /* by style */
    size_t style_count, style_room;
    uint32_t *date_formats; /* numbers of custom formats that show dates */
    size_t format_count, format_room;
    bool in_styles; /* within cellXfs */

    corral_text texts; /* of cells */
    corral_xlsx_cell *cells;
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
} corral_xlsx;

/* Finds the sheets of the workbook, at least one; reading (whose problems may be NULL) and source
 * are borrowed. To be released whatever it returns. */
corral_status corral_xlsx_open(corral_xlsx *x, corral_reading *reading, corral_source *source,
                               corral_error *err);
/* What a sheet holds as CSV, in x->csv until the next one is loaded. */
corral_status corral_xlsx_load(corral_xlsx *x, size_t sheet, corral_error *err);
/* Number of the sheet of that name (in any case); sheet_count if there is none. */
size_t corral_xlsx_find(const corral_xlsx *x, const char *name);
void corral_xlsx_release(corral_xlsx *x);

corral_status corral_xlsx_refuse(const corral_xlsx *x, corral_error *err, const char *what,
                                 const char *got);
/* Has a part of the archive read if it is there; found may be NULL. */
corral_status corral_xlsx_read_part(corral_xlsx *x, const char *name,
                                    const corral_xml_handler *handler, bool *found,
                                    corral_error *err);
/* A handler's text that is not looked at. */
corral_status corral_xlsx_no_text(void *user, const char *text, size_t length, corral_error *err);

/* The values of x->sheet_path into x->cells, by row and column. */
corral_status corral_xlsx_read_sheet(corral_xlsx *x, corral_error *err);

#endif
