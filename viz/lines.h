/* SPDX-License-Identifier: MIT
 *
 * Lines of tab-separated fields with the escapes \t, \n and \\, and how a bad one is reported. */
#ifndef VIZ_LINES_H
#define VIZ_LINES_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { VIZ_LINE_BYTES_MAX = 1 << 20, VIZ_FIELDS_MAX = 7 };

typedef struct {
    char *bytes; /* inside the line, escapes undone, not ended by NUL */
    size_t length;
} viz_field;

typedef struct {
    FILE *in;
    char *line;
    size_t capacity;
    size_t number;                   /* of the line just read, from 1 */
    viz_field field[VIZ_FIELDS_MAX]; /* valid until the next line */
    size_t fields;                   /* all of the line, also those beyond the array */
} viz_source;

typedef enum { VIZ_READ_LINE, VIZ_READ_END, VIZ_READ_FAILED } viz_read;

viz_read viz_source_next(viz_source *source, viz_error *err);
void viz_source_release(viz_source *source);
bool viz_field_is(const viz_field *field, const char *word);

/* A code of BCP 47 as far as its letters go: it becomes an attribute. */
#define VIZ_LANG_ALLOWED "a code as en or pt-BR, 2 to 35 characters"
bool viz_field_is_lang(const viz_field *field);

/* "line N: WHAT, allowed: ALLOWED, given: ..." with the field as it was given; always false. */
bool viz_source_refuse(const viz_source *source, viz_error *err, const char *what,
                       const char *allowed, const viz_field *given);

#endif
