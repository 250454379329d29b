/* SPDX-License-Identifier: MIT
 *
 * A growing byte buffer. A buffer that fails once (no memory) ignores everything after and stays
 * failed, so writers need no check a line: whoever hands the bytes on asks viz_buf_ok once. */
#ifndef VIZ_BUF_H
#define VIZ_BUF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *data; /* NUL after the last byte as soon as anything was added */
    size_t length, capacity;
    bool failed;
} viz_buf;

void viz_buf_release(viz_buf *buf);
bool viz_buf_ok(const viz_buf *buf);

void viz_buf_bytes(viz_buf *buf, const char *bytes, size_t length);
void viz_buf_text(viz_buf *buf, const char *text);

/* "%s" takes a string, "%u" an unsigned, "%n" a double rounded to one decimal, with a point in
 * every locale, "%e" a string escaped for XML (text and double-quoted attributes), "%j" a string as
 * a JSON string with its quotes. Nothing else is understood. */
void viz_buf_put(viz_buf *buf, const char *format, ...);

/* Hands the bytes to the caller, who frees them; NULL when the buffer failed. */
char *viz_buf_take(viz_buf *buf);

#endif
