/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

bool viz_field_is(const viz_field *field, const char *word)
{
    return strlen(word) == field->length && memcmp(field->bytes, word, field->length) == 0;
}

bool viz_field_is_lang(const viz_field *field)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    bool good = field->length >= 2 && field->length <= 35 && field->bytes[0] != '-';
    for (size_t i = 0; good && i < field->length; i++)
        good = memchr(letters, field->bytes[i], sizeof letters - 1) != NULL;
    return good;
}

bool viz_source_refuse(const viz_source *source, viz_error *err, const char *what,
                       const char *allowed, const viz_field *given)
{
    char *clean = viz_text_clean(given->bytes, given->length);
    char *shown = clean ? viz_text_cut(clean, 40) : NULL;
    viz_fail(err, "line %zu: %s, allowed: %s, given: \"%s\"", source->number, what, allowed,
             shown ? shown : "?");
    free(shown);
    free(clean);
    return false;
}

static bool grow_line(viz_source *source, size_t length, viz_error *err)
{
    if (length < source->capacity) return true;
    const size_t capacity = source->capacity ? 2 * source->capacity : 4096;
    char *line = realloc(source->line, capacity);
    if (!line) return viz_fail_memory(err);
    source->line = line;
    source->capacity = capacity;
    return true;
}

/* The bytes of the next line without its end. */
static viz_read read_bytes(viz_source *source, size_t *length, viz_error *err)
{
    int c = getc(source->in);
    *length = 0;
    source->number++;
    if (c == EOF && !ferror(source->in)) return VIZ_READ_END;
    for (; c != EOF && c != '\n'; c = getc(source->in)) {
        if (*length == VIZ_LINE_BYTES_MAX || c == '\0') {
            viz_fail(err, "line %zu: %s", source->number,
                     c ? "length, allowed: at most 1048576 bytes, given: more"
                       : "byte, allowed: UTF-8 text, given: NUL");
            return VIZ_READ_FAILED;
        }
        if (!grow_line(source, *length, err)) return VIZ_READ_FAILED;
        source->line[(*length)++] = (char)c;
    }
    if (ferror(source->in)) {
        viz_fail(err, "cannot read standard input");
        return VIZ_READ_FAILED;
    }
    return VIZ_READ_LINE;
}

/* Undoes the escapes where they stand: a field only ever gets shorter. */
static bool unescape(const viz_source *source, viz_field *field, viz_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < field->length; i++) {
        char c = field->bytes[i];
        if (c == '\\') {
            c = i + 1 < field->length ? field->bytes[i + 1] : '\0';
            if (c != 't' && c != 'n' && c != '\\') {
                const viz_field given = {field->bytes + i, c ? 2 : 1};
                return viz_source_refuse(source, err, "escape", "\\t \\n \\\\", &given);
            }
            c = c == 't' ? '\t' : c == 'n' ? '\n' : '\\';
            i++;
        }
        field->bytes[kept++] = c;
    }
    field->length = kept;
    return true;
}

viz_read viz_source_next(viz_source *source, viz_error *err)
{
    size_t length = 0;
    const viz_read state = read_bytes(source, &length, err);
    if (state != VIZ_READ_LINE) return state;
    if (!grow_line(source, length, err)) return VIZ_READ_FAILED;
    source->fields = 0;
    for (size_t start = 0; start <= length;) {
        const char *tab = memchr(source->line + start, '\t', length - start);
        const size_t end = tab ? (size_t)(tab - source->line) : length;
        if (source->fields < VIZ_FIELDS_MAX) {
            viz_field *field = &source->field[source->fields];
            *field = (viz_field){source->line + start, end - start};
            if (!unescape(source, field, err)) return VIZ_READ_FAILED;
        }
        source->fields++;
        start = end + 1;
    }
    return VIZ_READ_LINE;
}

void viz_source_release(viz_source *source)
{
    free(source->line);
    source->line = NULL;
}
