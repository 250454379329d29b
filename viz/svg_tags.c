/* SPDX-License-Identifier: MIT */
#include "svg_tags.h"

#include <string.h>

static const char *find(const char *from, const char *end, char what)
{
    return from < end ? memchr(from, what, (size_t)(end - from)) : NULL;
}

static bool starts(const char *from, const char *end, const char *with)
{
    const size_t length = strlen(with);
    return (size_t)(end - from) >= length && memcmp(from, with, length) == 0;
}

/* A tag ends at the first > outside quotes. */
static const char *end_of_tag(const char *from, const char *end)
{
    bool quoted = false;
    for (; from < end; from++) {
        if (*from == '"') quoted = !quoted;
        if (*from == '>' && !quoted) return from;
    }
    return NULL;
}

static const char *skip_comment(const char *from, const char *end)
{
    for (from += 4; end - from >= 3; from++) {
        if (memcmp(from, "-->", 3) == 0) return from + 3;
    }
    return end;
}

bool viz_tags_next(viz_tags *tags)
{
    for (;;) {
        const char *open = find(tags->at, tags->end, '<');
        if (!open || open + 1 >= tags->end) return false;
        if (starts(open, tags->end, "<!--")) {
            tags->at = skip_comment(open, tags->end);
            continue;
        }
        const char *close = end_of_tag(open, tags->end);
        if (!close) return false;
        tags->at = close + 1;
        if (open[1] == '?' || open[1] == '!') continue;
        tags->opening = open[1] != '/';
        tags->closing = !tags->opening || close[-1] == '/';
        const char *name = open + (tags->opening ? 1 : 2);
        if (tags->opening && tags->closing) close--;
        const char *end = name;
        while (end < close && !strchr(" \t\r\n", *end)) end++;
        tags->name = (viz_span){name, (size_t)(end - name)};
        tags->attributes = (viz_span){end, (size_t)(close - end)};
        return true;
    }
}

bool viz_tags_is(const viz_tags *tags, const char *name)
{
    return tags->name.length == strlen(name) &&
           memcmp(tags->name.start, name, tags->name.length) == 0;
}

viz_span viz_tags_attribute(const viz_tags *tags, const char *name)
{
    const char *at = tags->attributes.start, *end = at + tags->attributes.length;
    const size_t length = strlen(name);
    while ((at = find(at, end, '=')) && at + 1 < end) {
        const char *value = at + 2, *close = find(value, end, '"');
        if (at[1] != '"' || !close) break;
        const bool whole =
            (size_t)(at - tags->attributes.start) > length && at[-1 - (ptrdiff_t)length] == ' ';
        if (whole && memcmp(at - length, name, length) == 0)
            return (viz_span){value, (size_t)(close - value)};
        at = close + 1;
    }
    return (viz_span){NULL, 0};
}

bool viz_span_number(viz_span *at, double *value)
{
    const char *p = at->start, *end = p + at->length;
    while (p < end && *p != '-' && *p != '.' && !(*p >= '0' && *p <= '9')) p++;
    if (p == end) return false;
    const bool negative = *p == '-';
    double whole = 0, place = 1;
    bool point = false;
    for (p += negative; p < end && (*p == '.' || (*p >= '0' && *p <= '9')); p++) {
        if (*p == '.')
            point = true;
        else if (point)
            whole += (*p - '0') * (place /= 10);
        else
            whole = whole * 10 + (*p - '0');
    }
    *value = negative ? -whole : whole;
    *at = (viz_span){p, (size_t)(end - p)};
    return true;
}
