/* Cutting a CSV file into records and fields; csv.c decides what a record must be like. */
#ifndef CORRAL_IO_CSV_SCAN_H
#define CORRAL_IO_CSV_SCAN_H

#include "core/text.h"
#include "io/csv.h"

struct corral_csv {
    corral_source *source;
    corral_problems *problems;
    const char *file;
    bool repair;
    char delimiter;
    unsigned char stops[256];  /* 1: the byte ends an unquoted run */
    unsigned char quoted[256]; /* 1: the byte ends a run between quotes */

    char *buffer;
    size_t capacity;
    char *record, *field, *write, *at, *end;
    bool at_end;        /* the source has nothing behind `end` */
    unsigned char seen; /* all bytes of the record ored together: is any beyond ASCII? */

    char **fields; /* those of the record that have been read */
    size_t field_capacity, count;
    size_t columns;           /* of the header, 0 before it */
    size_t all_columns;       /* with those at its end that have no name */
    size_t line, record_line; /* of `at`, of the record */
    bool lone_cr;             /* warned of */
    size_t replaced;
    corral_text repaired;
};

/* Reads more behind `end`, or sets at_end. */
corral_status corral_csv_refill(corral_csv *csv, corral_error *err);

/* Goes to the next line that is not empty and starts a record; *more is false at the end. */
corral_status corral_csv_begin_record(corral_csv *csv, bool *more, corral_error *err);

/* Drops everything to the end of the line. */
corral_status corral_csv_skip_line(corral_csv *csv, corral_error *err);

/* Cuts one record into fields; *good is false if it was reported and left out. */
corral_status corral_csv_read_record(corral_csv *csv, bool *good, corral_error *err);

/* Reports what is wrong with one record. In the header it ends the file: without it nothing that
 * follows can be read. */
corral_status corral_csv_refuse_record(corral_csv *csv, corral_place place, const char *what,
                                       corral_error *err);

#endif
