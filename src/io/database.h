/* The starter database: SQLite behind a narrow gate. Only database.c knows SQLite's header.
 *
 * A database that is read is opened read-only and treated as hostile: no extension is loaded, no
 * function of its schema trusted, no view or trigger of it run, everything limited in size; its
 * tables must be word for word those of database_schema.c, its pages and references in order,
 * before a row is read.
 */
#ifndef CORRAL_IO_DATABASE_H
#define CORRAL_IO_DATABASE_H

#include <stdint.h>

#include "corral/progress.h"
#include "io/sheet.h"
#include "io/whole.h"

typedef struct corral_database corral_database;
typedef struct corral_query corral_query;

/* ---- database.c ---- */

/* Opened, checked, and held as it is until it is freed. BAD_INPUT: damaged or not corral's;
 * FILE_SYSTEM: locked, write-ahead, unreadable. */
corral_status corral_database_open(const char *path, corral_database **out, corral_error *err);
/* The empty file at path, or a copy of a database of corral's there, is written, in one
 * transaction and without a journal: it must be somebody's temporary file. name is for messages. */
corral_status corral_database_begin(const char *path, const char *name, corral_database **out,
                                    corral_error *err);
/* Copies a checked database, page by page, to the empty file at path. */
corral_status corral_database_copy(corral_database *database, const char *path, const char *name,
                                   const corral_progress *progress, corral_error *err);
/* Makes the indexes, and ends the transaction. */
corral_status corral_database_commit(corral_database *database, const corral_progress *progress,
                                     corral_error *err);
void corral_database_free(corral_database *database);

/* The name for messages. */
const char *corral_database_name(const corral_database *database);
/* Runs statements that give no rows. */
corral_status corral_database_run(corral_database *database, const char *sql, corral_error *err);

/* table, a constant, is for messages. */
corral_status corral_query_new(corral_database *database, const char *table, const char *sql,
                               corral_query **out, corral_error *err);
void corral_query_free(corral_query *query);
/* The next row; *more is false behind the last one, and the query can be used again. */
corral_status corral_query_next(corral_query *query, bool *more, corral_error *err);
/* For statements that give no row: runs it once. */
corral_status corral_query_run(corral_query *query, corral_error *err);

/* Parameters, numbered from 1. Texts must live until the query has run. */
void corral_query_put_blank(corral_query *query, int parameter);
void corral_query_put_count(corral_query *query, int parameter, uint64_t value);
void corral_query_put_number(corral_query *query, int parameter, double value);   /* NAN: NULL */
void corral_query_put_text(corral_query *query, int parameter, const char *text); /* "": NULL */

/* Columns of the row, numbered from 0. NULL is 0, NAN, "". What is of another type, negative, no
 * valid UTF-8, holds a NUL or is too long is BAD_INPUT at FILE/TABLE, with the row's first column
 * as its line. */
corral_status corral_query_count(corral_query *query, int column, uint64_t *out, corral_error *err);
corral_status corral_query_number(corral_query *query, int column, double *out, corral_error *err);
/* Borrowed until the next row. */
corral_status corral_query_text(corral_query *query, int column, const char **out,
                                corral_error *err);

/* ---- database_check.c ---- */

/* Whether the file begins as an SQLite database does. False for what cannot be read. */
bool corral_database_is(const char *path);
/* By its first bytes and its size: no SQLite database, cut short, write-ahead. */
corral_status corral_database_check_file(const char *path, corral_error *err);
/* Version, tables, pages, references. O(size of the file). */
corral_status corral_database_check(corral_database *database, corral_error *err);
/* The one number that the statement gives, 0 if it gives none. */
corral_status corral_database_count(corral_database *database, const char *sql, uint64_t *out,
                                    corral_error *err);

/* ---- database_schema.c ---- */

enum { CORRAL_DATABASE_ID = 0x436f7261 /* "Cora" */, CORRAL_DATABASE_VERSION = 1 };

typedef struct corral_database_table {
    const char *name, *sql;
} corral_database_table;

/* End with a NULL name. Indexes are made when all rows are there. */
extern const corral_database_table corral_database_tables[];
extern const corral_database_table corral_database_indexes[];
extern const corral_database_table corral_database_views[];

/* ---- database_read.c ---- */

/* A wave of the database into the builder; what is wrong with it is reported as FILE/TABLE and the
 * number of the row. */
corral_status corral_read_database(corral_reading *reading, const char *path, corral_error *err);

/* Number of the wave before this one (NULL: the newest), by date and then by number. */
corral_status corral_database_wave_before(const char *path, const char *wave, char out[24],
                                          corral_error *err);
/* The asks of a wave (NULL: the newest) alone, sorted. */
corral_status corral_database_read_asks(const char *path, const char *wave, corral_kept *kept,
                                        corral_error *err);

/* ---- database_write.c ---- */

typedef struct corral_import {
    const char *date; /* of the wave: YYYY, YYYY-MM or YYYY-MM-DD, NULL where nobody knows */
    const corral_progress *progress;
} corral_import;

/* Adds a wave behind those that are there, and gives its number. */
corral_status corral_database_add(corral_database *database, const corral_whole *whole,
                                  const corral_import *import, uint64_t *wave, corral_error *err);

#endif
