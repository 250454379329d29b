/* Filling and printing corral_error. */
#include "corral/error.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void keep_end(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length < size) {
        memcpy(to, from, length + 1);
    } else {
        const char *end = from + length - (size - 4);
        while (((unsigned char)*end & 0xc0) == 0x80) end++; /* not within a character */
        memcpy(to, "...", 3);
        memcpy(to + 3, end, strlen(end) + 1);
    }
}

static void fill(corral_error *err, corral_status code, corral_place place, const char *format,
                 va_list arguments)
{
    if (!err || err->status != CORRAL_OK) return;
    err->status = code;
    keep_end(err->file, sizeof err->file, place.file ? place.file : "");
    err->line = place.line;
    err->column = place.column;
    vsnprintf(err->message, sizeof err->message, format, arguments);
    corral_utf8_trim(err->message);
}

corral_status corral_error_set(corral_error *err, corral_status code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, (corral_place){0}, format, arguments);
    va_end(arguments);
    return code;
}

corral_status corral_error_set_at(corral_error *err, corral_status code, corral_place place,
                                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, place, format, arguments);
    va_end(arguments);
    return code;
}

void corral_error_format(const corral_error *error, char *text, size_t size)
{
    if (error->file[0] && error->line && error->column)
        snprintf(text, size, "%s:%zu:%zu: %s", error->file, error->line, error->column,
                 error->message);
    else if (error->file[0] && error->line)
        snprintf(text, size, "%s:%zu: %s", error->file, error->line, error->message);
    else if (error->file[0])
        snprintf(text, size, "%s: %s", error->file, error->message);
    else
        snprintf(text, size, "%s", error->message);
}
