/* Records of a CSV file (RFC 4180 and what programs really write), in bounded memory.
 *
 * Lines end with LF, CRLF or a lone CR (one warning a file). The delimiter is found in the header
 * line: comma, semicolon or tab, whichever is the only one there; a first line "sep=;" names it.
 * Blank lines and records of blank fields are skipped; an apostrophe before a formula is taken off.
 * Refused: a NUL, a quote that is never
 * closed, text behind a closing quote, a field over 1 MiB, over 4096 columns, a record over 16 MiB,
 * invalid UTF-8 (unless repaired), a record with more or fewer fields than the header, except that
 * empty fields behind the last column are dropped.
 */
#ifndef CORRAL_IO_CSV_H
#define CORRAL_IO_CSV_H

#include "core/problems.h"
#include "io/source.h"

#define CORRAL_CSV_FIELD_LIMIT ((size_t)1 << 20)
#define CORRAL_CSV_RECORD_LIMIT ((size_t)16 << 20)
#define CORRAL_CSV_COLUMN_LIMIT ((size_t)4096)

typedef struct corral_csv corral_csv;

/* NUL-terminated fields, valid (and the caller's to change) until the next record is read. */
typedef struct corral_csv_record {
    char **fields;
    size_t count;
    size_t line; /* physical line on which it begins, 1-based */
} corral_csv_record;

/* source, problems (which may be NULL) are borrowed and must outlive the reader. */
corral_status corral_csv_new(corral_source *source, bool repair, corral_problems *problems,
                             corral_csv **out, corral_error *err);
void corral_csv_free(corral_csv *csv);

/* The first record, to be called once, before any other; blank names at its end are dropped. *more
 * is false if the file is empty. */
corral_status corral_csv_header(corral_csv *csv, corral_csv_record *out, bool *more,
                                corral_error *err);
/* The next record, with as many fields as the header; *more is false behind the last one. A record
 * that is wrong in itself is reported as a problem and, when reading may go on, left out. */
corral_status corral_csv_next(corral_csv *csv, corral_csv_record *out, bool *more,
                              corral_error *err);

/* Behind the header: its blank names at the end are columns, too. Returns how many there are. */
size_t corral_csv_keep_blank_names(corral_csv *csv);

/* ',', ';' or '\t'; a comma where the header holds none of them. */
char corral_csv_delimiter(const corral_csv *csv);

#endif
