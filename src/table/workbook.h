/* What a workbook holds, sheet by sheet and cell by cell: what is handed to the library that writes
 * it, and what its file is held against afterwards.
 *
 * The tables come first, the main one before all others (many programs read the first sheet only):
 * header in row 1, records below, nothing else. The last sheet, "About", has the title, the
 * figures, what each sheet holds, what its signs mean, the options, and the notes. */
#ifndef CORRAL_TABLE_WORKBOOK_H
#define CORRAL_TABLE_WORKBOOK_H

#include "table/model.h"

/* How a cell looks. */
typedef enum corral_cell_style {
    CORRAL_CELL_TITLE,
    CORRAL_CELL_LABEL,  /* before a value, on About */
    CORRAL_CELL_FIGURE, /* a number of unknown meaning that is short by itself */
    CORRAL_CELL_LONG_FIGURE,
    CORRAL_CELL_HEADER,
    CORRAL_CELL_HEADER_NUMBER,
    CORRAL_CELL_TEXT,
    CORRAL_CELL_COUNT,
    CORRAL_CELL_INTEGER,
    CORRAL_CELL_PERCENT,
    CORRAL_CELL_PROBABILITY,
    CORRAL_CELL_SIGN, /* a glyph whose word is none of the following */
    CORRAL_CELL_PRIMARY,
    CORRAL_CELL_SECONDARY,
    CORRAL_CELL_NO,
    CORRAL_CELL_NOT_MENTIONED,
    CORRAL_CELL_UNKNOWN,
    CORRAL_CELL_DISPUTED,
    CORRAL_CELL_SCORE /* with as many digits more */
} corral_cell_style;

enum { CORRAL_SCORE_DIGITS = 15, CORRAL_CELL_STYLES = CORRAL_CELL_SCORE + CORRAL_SCORE_DIGITS + 1 };

typedef struct corral_sheet_cell {
    uint32_t row, column; /* from 0 */
    int style;            /* a corral_cell_style, or CORRAL_CELL_SCORE + digits */
    const char *text;     /* NULL: a number; never empty */
    double number;
    size_t lines; /* that the text takes in its column */
} corral_sheet_cell;

/* Widths of the columns of About, in characters. */
enum { CORRAL_ABOUT_LABELS = 26, CORRAL_ABOUT_VALUES = 90 };

/* Characters of a sheet's name in UTF-16; of its bytes. */
enum { CORRAL_SHEET_NAME = 31, CORRAL_SHEET_NAME_SIZE = 3 * CORRAL_SHEET_NAME + 1 };

typedef struct corral_sheet {
    char name[CORRAL_SHEET_NAME_SIZE];
    const corral_table *table; /* NULL: About */
    uint32_t *columns;         /* those of the table that are shown */
    double *widths;            /* of each, in characters */
    size_t column_count;
} corral_sheet;

typedef struct corral_workbook {
    const corral_document *document;
    corral_sheet *sheets; /* the last is About */
    size_t sheet_count;
    size_t cut_texts;
    const corral_progress *progress; /* asked in between; NULL: never stop */
} corral_workbook;

/* Borrows both. Fails if a table is larger than a sheet can be. */
corral_status corral_workbook_init(corral_workbook *workbook, const corral_document *document,
                                   const corral_progress *progress, corral_error *err);
void corral_workbook_release(corral_workbook *workbook);

/* Row by row, and within a row from left to right; blank cells are not visited. */
typedef corral_status (*corral_cell_visitor)(void *user, const corral_sheet_cell *cell,
                                             corral_error *err);
corral_status corral_workbook_visit(const corral_workbook *workbook, size_t sheet,
                                    corral_cell_visitor visit, void *user, corral_error *err);

/* What visits the cells of About. */
corral_status corral_workbook_visit_about(const corral_workbook *workbook,
                                          corral_cell_visitor visit, void *user, corral_error *err);
/* How many lines the text takes when it is broken to a width in characters. */
size_t corral_sheet_lines(const char *text, double width);
/* CORRAL_CELL_PRIMARY for "primary", ..., CORRAL_CELL_SIGN for a word that is none of them. */
corral_cell_style corral_cell_style_of_word(const char *word);

/* Reopens the file of a workbook and fails if it is damaged or if a sheet or a cell is not the one
 * that was meant. */
corral_status corral_workbook_compare(const corral_workbook *workbook, const corral_text *file,
                                      corral_error *err);

#endif
