/* SPDX-License-Identifier: MIT
 *
 * Runs corral-viz (its path in the environment variable CORRAL_VIZ) as its users do. */
#ifndef VIZ_TEST_SUPPORT_H
#define VIZ_TEST_SUPPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *data; /* ended by NUL */
    size_t length, capacity;
} bytes;

void bytes_add(bytes *b, const char *data, size_t length);
void bytes_print(bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_release(bytes *b);

typedef struct {
    const char *const *arguments; /* after the program's name, ended by NULL; may be NULL */
    const char *directory;        /* NULL: as it is */
    const char *const *setting;   /* "NAME=value", ended by NULL; may be NULL */
    const char *output;           /* a path instead of out; may be NULL */
} setup;

typedef struct {
    int status; /* exit status; 128 + signal */
    bytes out, err;
    double seconds;
} run;

run viz_run(const bytes *model, setup how);
void run_release(run *r);

/* Shorthands that insist on status 0 and silence: the SVG, and the geometry parsed. */
bytes viz_svg(const bytes *model);
json_t *viz_geometry(const bytes *model);

/* The same lines in another order, the first kept first. */
bytes shuffled(const bytes *model, uint64_t seed);

uint64_t next_random(uint64_t *state);
unsigned random_below(uint64_t *state, unsigned limit);

#endif
