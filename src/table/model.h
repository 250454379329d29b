/* The document as its writers see it.
 *
 * A cell is eight bytes whose meaning the column's type gives: a number in the document's texts, an
 * integer, or a double. Blank is a value of its own in each: CELL_BLANK for texts and integers, NAN
 * for doubles. Cells stand row by row.
 */
#ifndef CORRAL_TABLE_MODEL_H
#define CORRAL_TABLE_MODEL_H

#include "core/strings.h"
#include "core/text.h"
#include "table/table.h"

typedef union corral_table_cell {
    int64_t integer; /* also the number of a text */
    double number;
} corral_table_cell;

#define CORRAL_CELL_BLANK INT64_MIN

typedef struct corral_remark {
    size_t after; /* rows */
    uint32_t text;
    bool is_heading; /* of the rows behind it */
} corral_remark;

struct corral_table {
    corral_document *document;
    uint32_t name, title;   /* numbers of texts; CORRAL_NONE: no title */
    corral_column *columns; /* name, label and caption are copies */
    bool *used;             /* of each column: whether a cell is not blank */
    size_t column_count, column_capacity, used_capacity;
    corral_table_cell *cells;
    size_t row_count, filled; /* filled: cells of the row under way */
    size_t cell_capacity;
    corral_remark *remarks;
    size_t remark_count, remark_capacity;
    size_t width;              /* of lines of text; 0: as the look says */
    corral_row_source *source; /* of further rows; NULL: none */
    void *source_user;
};

typedef enum corral_property_kind {
    CORRAL_PROPERTY_NUMBER,
    CORRAL_PROPERTY_COUNT,
    CORRAL_PROPERTY_TEXT,
    CORRAL_PROPERTY_BOOL,
    CORRAL_PROPERTY_JSON
} corral_property_kind;

typedef struct corral_property {
    uint32_t name, label; /* label CORRAL_NONE: JSON only */
    corral_property_kind kind;
    double number;
    size_t count; /* also 0 or 1 of a bool */
    uint32_t text;
} corral_property;

typedef struct corral_properties {
    corral_property *items;
    size_t count, capacity;
} corral_properties;

typedef struct corral_lines {
    uint32_t *texts;
    size_t count, capacity;
} corral_lines;

struct corral_document {
    corral_strings *texts;
    uint32_t title;
    corral_properties properties, options;
    corral_lines lines, notes;
    corral_table **tables;
    size_t table_count, table_capacity;
    size_t main;
    bool is_wide;
    corral_error failure; /* the first, of functions that return nothing */
};

/* "" for CORRAL_NONE. */
const char *corral_document_text(const corral_document *document, uint32_t text);

bool corral_column_holds_text(const corral_column *column);
bool corral_column_holds_integers(const corral_column *column);
/* Whether people see it at the right, as numbers. */
bool corral_column_is_right(const corral_column *column);

bool corral_table_is_blank(const corral_table *table, size_t row, size_t column);
/* The text of a cell that is not blank, in a column that holds text. */
const char *corral_table_text(const corral_table *table, size_t row, size_t column);
/* What is shown for a word of the column; NULL if it has no glyph. */
const char *corral_column_glyph(const corral_column *column, const char *word);
/* The glyphs to be explained with the table, as pairs of word and glyph; NULL if none are. */
const char *const *corral_table_legend(const corral_table *table);
/* The number of a cell that is not blank, in a column that holds numbers. */
double corral_table_number(const corral_table *table, size_t row, size_t column);
/* What people see: the label, or the name with spaces. Appends. */
corral_status corral_column_label(const corral_column *column, corral_text *out, corral_error *err);
/* The same with the caption behind it. Appends. */
corral_status corral_column_heading(const corral_column *column, corral_text *out,
                                    corral_error *err);
/* A cell as people see it, not escaped: glyphs (if wanted), rounded numbers, 84 %. Appends; nothing
 * for blank. */
corral_status corral_table_show(const corral_table *table, size_t row, size_t column, bool glyphs,
                                corral_text *out, corral_error *err);
/* A cell as machines see it: numbers in full, words as they are. Appends. */
corral_status corral_table_print(const corral_table *table, size_t row, size_t column,
                                 corral_text *out, corral_error *err);
/* A property as people see it; nothing for blank. Appends. */
corral_status corral_property_show(const corral_document *document, const corral_property *property,
                                   corral_text *out, corral_error *err);
/* Whether people see the column: not for machines only, and not blank in every row. */
bool corral_table_is_shown(const corral_table *table, size_t column);

/* Drops the rows there are and asks the source for others; *more is false when there are none. */
corral_status corral_table_refill(corral_table *table, bool *more, corral_error *err);

/* One writer a format, each in its own file. */
corral_status corral_write_text(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err);
corral_status corral_write_csv(const corral_document *document, const corral_look *look,
                               corral_output *output, corral_error *err);
corral_status corral_write_json(const corral_document *document, corral_output *output,
                                corral_error *err);
corral_status corral_write_md(const corral_document *document, corral_output *output,
                              corral_error *err);
corral_status corral_write_html(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err);
corral_status corral_write_xlsx(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err);

/* What the writer of HTML shares: text between two pieces of markup, and one table; is_part: with a
 * caption instead of a heading, to be sorted by its headers, in a frame to scroll in. */
corral_status corral_html_put(corral_output *output, const char *before, const char *text,
                              const char *after, corral_error *err);
corral_status corral_html_table(const corral_table *table, bool is_part, corral_output *output,
                                corral_error *err);

#endif
