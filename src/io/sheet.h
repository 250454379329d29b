/* One CSV file of a region while it is read: its header, its records, its place in messages. */
#ifndef CORRAL_IO_SHEET_H
#define CORRAL_IO_SHEET_H

#include "core/strings.h"
#include "corral/builder.h"
#include "io/csv.h"
#include "io/kept.h"

/* What --column says of a column. */
typedef struct corral_role {
    const char *name; /* of the column */
    size_t length;
    const char *word; /* a facet or another column of the file, "" to leave it out */
    bool is_used;
} corral_role;

struct corral_two_mode;

/* What all files of one region share. */
typedef struct corral_reading {
    corral_builder *builder;
    corral_problems *problems; /* may be NULL */
    bool repair;
    corral_strings *listed;  /* words such as "none" that items.csv lists as items: facet/word */
    corral_kept *kept;       /* rows of small files are kept there; NULL: nobody wants them */
    const char *wave;        /* of a database; NULL: the newest */
    corral_strings *options; /* what items.csv lists: facet/item; NULL: nothing */
    struct corral_two_mode *kumu; /* what Kumu's CSV files have said so far; or NULL */
    bool has_coalitions;          /* coalitions.csv declares them */
    const char *as;               /* of corral_read_formats; NULL: told by itself */
    bool is_beside;               /* a sheet that came back to a region which has its statements */
    const char *form;             /* an XLSForm that was answered, or NULL */
    const char *separator;        /* of lists in cells, NULL: told by itself */
    corral_role *roles;
    char **role_words; /* their words, role_count of them */
    size_t role_count;
} corral_reading;

/* What --column says of a column of this name, NULL if nothing. */
const char *corral_reading_role(corral_reading *reading, const char *name);
/* The facet that this word names: one that files may be about, or any that --column gave; else
 * NULL. */
const char *corral_reading_facet(const corral_reading *reading, const char *word);

typedef struct corral_sheet {
    corral_reading *reading;
    corral_source *source;
    corral_csv *csv;
    const char *file;   /* for messages */
    char *header;       /* the names, one behind the other */
    const char **names; /* trimmed, or what --column calls the column */
    size_t columns;     /* 0: the file is empty */
    size_t header_line;
    bool decimal_comma;
} corral_sheet;

/* Takes the source over, also on failure. An empty file is a warning. */
corral_status corral_sheet_init(corral_sheet *sheet, corral_reading *reading, corral_source *source,
                                corral_error *err);
void corral_sheet_release(corral_sheet *sheet);

/* The columns that a kind of file may have; the first `required` must be there. */
typedef struct corral_form {
    const char *const *names;
    size_t count, required;
} corral_form;

#define CORRAL_NO_COLUMN SIZE_MAX

/* Fills at[k] with the column of form->names[k], CORRAL_NO_COLUMN if there is none; an entry that
 * is not CORRAL_NO_COLUMN before stays. Columns that are not known are noted. *bound is false if a
 * column is missing or there twice; this has been reported then. */
corral_status corral_sheet_bind(corral_sheet *sheet, const corral_form *form, size_t *at,
                                bool *bound, corral_error *err);

/* The same for a reader without a sheet, whose header must be right: a column that is missing or
 * there twice FAILs with its place. At the end of what is said of a missing one: `has`, such as "a
 * list has the columns facet and item". */
corral_status corral_header_bind(const corral_csv_record *header, const char *file,
                                 const corral_form *form, const char *has, size_t *at,
                                 corral_error *err);

/* Column of a name in any case, CORRAL_NO_COLUMN if there is none. */
size_t corral_sheet_find(const corral_sheet *sheet, const char *name);

/* The names with commas between them, cut where the buffer ends; for messages. */
#define CORRAL_HEADER_SIZE 128
const char *corral_sheet_header(const corral_sheet *sheet, char header[CORRAL_HEADER_SIZE]);

corral_status corral_sheet_next(corral_sheet *sheet, corral_csv_record *record, bool *more,
                                corral_error *err);

/* The trimmed text of a cell, "" if blank, NULL if there is no such column. */
char *corral_sheet_cell(const corral_csv_record *record, size_t column);

/* The same, "" also if there is no such column. */
const char *corral_sheet_text(const corral_csv_record *record, size_t column);

/* Reports about a cell; column as in corral_form's at, so CORRAL_NO_COLUMN is the whole line. */
corral_status corral_sheet_report(corral_sheet *sheet, corral_severity severity, size_t line,
                                  size_t column, corral_error *err, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
