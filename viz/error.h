/* SPDX-License-Identifier: MIT
 *
 * Every function that can fail returns bool and leaves one sentence in a viz_error: lower case,
 * what failed first, the allowed and the given. The first failure wins. main prints it. */
#ifndef VIZ_ERROR_H
#define VIZ_ERROR_H

#include <stdbool.h>

typedef struct {
    char message[600];
} viz_error;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool viz_fail(viz_error *err, const char *format, ...); /* always false */
bool viz_fail_memory(viz_error *err); /* always false */

#endif
