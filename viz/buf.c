/* SPDX-License-Identifier: MIT */
#include "buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void viz_buf_release(viz_buf *buf)
{
    free(buf->data);
    *buf = (viz_buf){0};
}

bool viz_buf_ok(const viz_buf *buf)
{
    return !buf->failed;
}

static bool reserve(viz_buf *buf, size_t more)
{
    if (buf->failed) return false;
    if (more >= SIZE_MAX / 2 - buf->length) {
        buf->failed = true;
        return false;
    }
    const size_t need = buf->length + more + 1;
    if (need <= buf->capacity) return true;
    size_t capacity = buf->capacity ? buf->capacity : 256;
    while (capacity < need) capacity *= 2;
    char *data = realloc(buf->data, capacity);
    if (!data) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

void viz_buf_bytes(viz_buf *buf, const char *bytes, size_t length)
{
    if (!reserve(buf, length)) return;
    if (length) memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void viz_buf_text(viz_buf *buf, const char *text)
{
    viz_buf_bytes(buf, text, strlen(text));
}

static void put_unsigned(viz_buf *buf, uint64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    viz_buf_bytes(buf, digits + at, sizeof digits - at);
}

/* printf would follow LC_NUMERIC; a drawing has a point everywhere. */
static void put_number(viz_buf *buf, double value)
{
    const double scaled = round(value * 10);
    if (!(fabs(scaled) < 1e15)) { /* also not a number: a drawing never holds one */
        buf->failed = true;
        return;
    }
    const uint64_t tenths = (uint64_t)fabs(scaled);
    if (scaled < 0) viz_buf_text(buf, "-");
    put_unsigned(buf, tenths / 10);
    const char decimal[2] = {'.', (char)('0' + tenths % 10)};
    if (tenths % 10) viz_buf_bytes(buf, decimal, sizeof decimal);
}

static void put_xml(viz_buf *buf, const char *text)
{
    for (const char *at = text; *at; at++) {
        if (*at == '&')
            viz_buf_text(buf, "&amp;");
        else if (*at == '<')
            viz_buf_text(buf, "&lt;");
        else if (*at == '>')
            viz_buf_text(buf, "&gt;");
        else if (*at == '"')
            viz_buf_text(buf, "&quot;");
        else
            viz_buf_bytes(buf, at, 1);
    }
}

static void put_json(viz_buf *buf, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    viz_buf_text(buf, "\"");
    for (const char *at = text; *at; at++) {
        const unsigned char byte = (unsigned char)*at;
        if (byte == '"' || byte == '\\') viz_buf_text(buf, "\\");
        if (byte < 0x20) {
            const char escape[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
            viz_buf_bytes(buf, escape, sizeof escape);
        } else {
            viz_buf_bytes(buf, at, 1);
        }
    }
    viz_buf_text(buf, "\"");
}

void viz_buf_put(viz_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    for (const char *at = format; *at; at++) {
        const size_t plain = strcspn(at, "%");
        viz_buf_bytes(buf, at, plain);
        at += plain;
        if (!*at) break;
        switch (*++at) {
        case 's': viz_buf_text(buf, va_arg(args, const char *)); break;
        case 'u': put_unsigned(buf, va_arg(args, unsigned)); break;
        case 'n': put_number(buf, va_arg(args, double)); break;
        case 'e': put_xml(buf, va_arg(args, const char *)); break;
        case 'j': put_json(buf, va_arg(args, const char *)); break;
        default:
            buf->failed = true;
            at--;
            break;
        }
    }
    va_end(args);
}

char *viz_buf_take(viz_buf *buf)
{
    if (!buf->failed) viz_buf_bytes(buf, "", 0);
    char *data = buf->failed ? NULL : buf->data;
    if (!data) free(buf->data);
    *buf = (viz_buf){0};
    return data;
}
