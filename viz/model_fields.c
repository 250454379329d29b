/* SPDX-License-Identifier: MIT */
#include "model_fields.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { URL_MAX = 2000 };
static const size_t text_bytes_max = (size_t)32 << 20; /* so that memory stays bounded */

bool viz_fields_refuse(viz_fields *r, const char *what, const char *allowed, size_t field)
{
    return viz_source_refuse(r->source, r->err, what, allowed, &r->source->field[field]);
}

/* Room for one more at the end of a list; doubling at powers of two needs no capacity kept. */
bool viz_fields_grow(viz_fields *r, void *list_pointer, size_t count, size_t size)
{
    if (count & (count - 1)) return true;
    void *list; /* copied in and out: a void ** may not alias a pointer to something else */
    memcpy(&list, list_pointer, sizeof list);
    list = realloc(list, (count ? 2 * count : 1) * size);
    if (!list) return viz_fail_memory(r->err);
    memcpy(list_pointer, &list, sizeof list);
    return true;
}

bool viz_fields_text(viz_fields *r, size_t field, char **out)
{
    const viz_field *f = &r->source->field[field];
    char *text = viz_text_clean(f->bytes, f->length);
    if (!text) return viz_fail_memory(r->err);
    r->text_bytes += strlen(text);
    if (r->text_bytes > text_bytes_max) {
        free(text);
        return viz_fields_refuse(r, "text in all", "at most 32 MiB", field);
    }
    *out = text;
    return true;
}

bool viz_fields_number(viz_fields *r, size_t field, const char *what, unsigned low, unsigned *out)
{
    const viz_field *f = &r->source->field[field];
    unsigned value = 0;
    bool good = f->length > 0 && f->length <= 9;
    for (size_t i = 0; good && i < f->length; i++) {
        good = f->bytes[i] >= '0' && f->bytes[i] <= '9';
        value = value * 10 + (unsigned)(f->bytes[i] - '0');
    }
    if (!good || value < low)
        return viz_fields_refuse(r, what, low ? "1 to 999999999" : "0 to 999999999", field);
    *out = value;
    return true;
}

/* A plain decimal; strtod would follow the locale and take nan and hexadecimals. */
bool viz_fields_weight(viz_fields *r, size_t field, double *out)
{
    const viz_field *f = &r->source->field[field];
    double value = 0, place = 1;
    bool point = false, digits = false, good = f->length <= 30;
    for (size_t i = 0; good && i < f->length; i++) {
        const char c = f->bytes[i];
        const bool digit = c >= '0' && c <= '9';
        good = digit || (c == '.' && !point);
        point = point || c == '.';
        digits = digits || digit;
        if (digit && point)
            value += (c - '0') * (place /= 10);
        else if (digit)
            value = value * 10 + (c - '0');
    }
    if (!good || !digits || !(value > 0 && value <= 1))
        return viz_fields_refuse(r, "weight of a seat", "a decimal above 0 and at most 1", field);
    *out = value;
    return true;
}

/* One of a list of words, the last NULL; *out is its place in the list. */
bool viz_fields_word(viz_fields *r, size_t field, const char *what, const char *const *words,
                     unsigned *out)
{
    char allowed[80] = "";
    for (unsigned i = 0; words[i]; i++) {
        if (viz_field_is(&r->source->field[field], words[i])) {
            *out = i;
            return true;
        }
        strcat(strcat(allowed, i ? ", " : ""), words[i]);
    }
    return viz_fields_refuse(r, what, allowed, field);
}

/* What follows a link becomes an address of the page: only schemes that run nothing. */
static bool is_safe(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "#"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0) return !strpbrk(url, " \"\\<>");
    }
    return false;
}

/* As it was given: an address that was cleaned or cut would lead elsewhere. */
bool viz_fields_address(viz_fields *r, size_t field, char **out)
{
    const viz_field *f = &r->source->field[field];
    char *clean = viz_text_whole(f->bytes, f->length);
    if (!clean) return viz_fail_memory(r->err);
    const bool same = strlen(clean) == f->length && memcmp(clean, f->bytes, f->length) == 0;
    if (!same || !is_safe(clean) || f->length > URL_MAX) {
        free(clean);
        return viz_fields_refuse(r, "url",
                                 f->length > URL_MAX
                                     ? "at most 2000 bytes"
                                     : "http:, https:, mailto: or #, without blanks",
                                 field);
    }
    *out = clean;
    return true;
}
