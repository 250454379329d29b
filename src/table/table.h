/* What a command prints: a document of tables, and its writers, one a format.
 *
 *     static const corral_column columns[] = {
 *         {.name = "a", .label = "coalition"},
 *         {.name = "shared", .type = CORRAL_COLUMN_COUNT},
 *         {.name = "similarity", .type = CORRAL_COLUMN_SCORE, .digits = 3},
 *         {.name = "finding", .type = CORRAL_COLUMN_WORD},
 *     };
 *     corral_document *document = NULL;
 *     corral_table *table;                                       borrowed from the document
 *     TRY(corral_document_new("3 pairs", &document, err));
 *     corral_document_set_number(document, "threshold", "threshold", 0.128);
 *     TRY(corral_document_add_table(document, "pairs", NULL, &table, err));
 *     TRY(corral_table_add_columns(table, columns, 4, err));
 *     for (...) {
 *         corral_table_put_text(table, corral_region_id(region, a));
 *         corral_table_put_count(table, shared);
 *         corral_table_put_number(table, s);                     NAN: a blank cell
 *         corral_table_put_blank(table);
 *         TRY(corral_table_end_row(table, err));
 *     }
 *     TRY(corral_session_print(session, document, err));         src/cli/session.h
 *     done:
 *     corral_document_free(document);
 *
 * Functions without an err keep the first failure (there is one: memory), and the next function
 * with an err returns it. All texts are copied; what is not valid UTF-8 becomes U+FFFD.
 *
 * Reading order for people (text, md, html): title, properties with a label, lines, the tables,
 * notes. CSV holds the main table alone. XLSX has a sheet a table, the main one first, and all else
 * on a last one (workbook.h). JSON is one object:
 *
 *     {"title": ..., "threshold": 0.128, "options": {...}, "lines": [...],
 *      "rows": [{"a": "x", "shared": 3, "similarity": 0.5, "finding": null}, ...],
 *      "summary": {"title": ..., "rows": [...]},                  each further table by its name
 *      "notes": [...]}
 */
#ifndef CORRAL_TABLE_TABLE_H
#define CORRAL_TABLE_TABLE_H

#include <stdint.h>

#include "core/output.h"

typedef struct corral_document corral_document;
typedef struct corral_table corral_table;

typedef enum corral_format {
    CORRAL_FORMAT_TEXT,
    CORRAL_FORMAT_CSV,
    CORRAL_FORMAT_JSON,
    CORRAL_FORMAT_MD,
    CORRAL_FORMAT_HTML,
    CORRAL_FORMAT_XLSX /* not text: bytes of a workbook */
} corral_format;

/* The names of the formats in the order of the enum; and with a NULL behind them. */
#define CORRAL_FORMAT_NAMES "text", "csv", "json", "md", "html", "xlsx"
extern const char *const corral_format_names[];

typedef enum corral_column_type {
    CORRAL_COLUMN_TEXT,       /* words of people: names, sentences */
    CORRAL_COLUMN_WORD,       /* one of a fixed set of words of corral */
    CORRAL_COLUMN_COUNT,      /* 0, 1, 2 ... */
    CORRAL_COLUMN_INTEGER,    /* with a sign */
    CORRAL_COLUMN_SCORE,      /* for people with .digits behind the point; in full in CSV, JSON */
    CORRAL_COLUMN_PERCENT,    /* put as a share, 0.84; for people 84 %, in CSV and JSON 0.84 */
    CORRAL_COLUMN_PROBABILITY /* for people 0.034 or < 0.001; in full in CSV and JSON */
} corral_column_type;

typedef struct corral_column {
    const char *name;    /* stable: header in CSV, member in JSON */
    const char *label;   /* what people see; NULL: the name, spaces for underscores */
    const char *caption; /* what a short label stands for: beside it in md, html and xlsx; may be
                          * NULL */
    corral_column_type type;
    int digits;                /* of a score; 0 means 3 */
    bool machine;              /* in CSV and JSON only */
    bool whole;                /* text: never cut to the width of a terminal */
    bool right;                /* text that stands where numbers do: "12", "12+", "?" */
    bool names_row;            /* html: heads the row */
    const char *const *glyphs; /* "primary", "●", "no", "·", ..., NULL: what text, html and xlsx
                                * show for a word (html and xlsx also colour the cell); must outlive
                                * the document */
    bool legend;               /* text and html say above the table what the glyphs mean */
} corral_column;

/* title may be NULL. */
corral_status corral_document_new(const char *title, corral_document **out, corral_error *err);
void corral_document_free(corral_document *document);

/* Properties, in order of setting: members at the top of JSON, "label: value" above the tables for
 * people; label NULL: JSON only. Names are letters, digits, '_' and ':', and not one of title,
 * options, lines, rows, notes, a table's name. */
void corral_document_set_number(corral_document *document, const char *name, const char *label,
                                double value); /* NAN: null; nothing for people */
void corral_document_set_count(corral_document *document, const char *name, const char *label,
                               size_t value);
void corral_document_set_text(corral_document *document, const char *name, const char *label,
                              const char *value); /* NULL: null; nothing for people */
void corral_document_set_bool(corral_document *document, const char *name, const char *label,
                              bool value);

/* How it was computed: members of "options" in JSON, nothing for people. The session does this for
 * every option of a command. value_json: a complete JSON value, such as 0.5 or null. */
void corral_document_set_option(corral_document *document, const char *name,
                                const char *value_json);
void corral_document_set_option_text(corral_document *document, const char *name,
                                     const char *value);

/* A line above the tables; a note below them. */
void corral_document_add_line(corral_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void corral_document_add_note(corral_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* *out is borrowed from the document. name as a property's; title for people, may be NULL. The
 * first table is the main one unless another is made so. */
corral_status corral_document_add_table(corral_document *document, const char *name,
                                        const char *title, corral_table **out, corral_error *err);
void corral_document_set_main(corral_document *document, const corral_table *table);

/* Columns come before rows; a count that is known only at run time (one column a coalition) takes
 * several calls. Names are copied; two columns of one name are the caller's mistake. */
corral_status corral_table_add_columns(corral_table *table, const corral_column *columns,
                                       size_t count, corral_error *err);

/* The next cell of the row. Text goes into columns of text and words, counts and integers into
 * theirs (or a score's), numbers into scores, percents, probabilities; blank into any. */
void corral_table_put_text(corral_table *table, const char *text); /* NULL: blank */
void corral_table_put_count(corral_table *table, size_t value);
void corral_table_put_integer(corral_table *table, int64_t value);
void corral_table_put_number(corral_table *table, double value); /* NAN: blank */
void corral_table_put_blank(corral_table *table);
/* Cells not put are blank. */
corral_status corral_table_end_row(corral_table *table, corral_error *err);

/* Rows beyond those put, for tables too large to be held: while the document is written source is
 * asked for some more at a time, to be put as usual; *more is false when there was none left to
 * put. CSV and JSON keep none of them; the other formats must. Such a document is written once. */
typedef corral_status corral_row_source(void *user, corral_table *table, bool *more,
                                        corral_error *err);
void corral_table_set_source(corral_table *table, corral_row_source *source, void *user);

/* A line under the rows so far, or a heading above those to come (for people; not in CSV and JSON).
 */
void corral_table_add_remark(corral_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void corral_table_add_heading(corral_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text has lines of at most so many columns wherever it is written, and what is too long goes on
 * below (four lines; then it is cut). */
void corral_table_set_width(corral_table *table, size_t width);
/* html: a page as wide as the screen, for a projector, and landscape on paper. */
void corral_document_set_wide(corral_document *document);

/* How the reader's eyes see it. */
typedef struct corral_look {
    size_t width;     /* cut long cells so that a line has this many columns; 0: cut nothing */
    bool terminal;    /* control characters are made visible in CSV too */
    bool colour;      /* bold headers */
    const char *lang; /* of the html page; NULL: "en" */
} corral_look;

/* look may be NULL: plain. Does not commit. */
corral_status corral_document_write(corral_document *document, corral_format format,
                                    const corral_look *look, corral_output *output,
                                    corral_error *err);

/* One table as HTML without a page around it, for pages that hold several things. Nothing for a
 * table without rows. */
corral_status corral_table_write_part(const corral_table *table, corral_output *output,
                                      corral_error *err);

#endif
