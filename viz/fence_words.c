/* SPDX-License-Identifier: MIT
 *
 * Words in Graphviz's own language: Graphviz writes tokens, these take their place. */
#include "fence_parts.h"

#include <string.h>

/* A quoted string of DOT: backslashes would be escapes, an ampersand an entity. */
static void put_quoted(viz_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '"')
            viz_buf_text(out, "\\\"");
        else if (*text == '\\')
            viz_buf_text(out, "\\\\");
        else if (*text == '&')
            viz_buf_text(out, "&amp;");
        else
            viz_buf_bytes(out, text, 1);
    }
}

/* The texts that stand in the group of the mark, one line each. */
static void put_label(viz_buf *out, const viz_canvas *canvas, size_t mark)
{
    size_t first = mark;
    bool any = false;
    while (first > 0 && canvas->marks[first].kind != VIZ_OPEN) first--;
    for (size_t i = first; i < canvas->n_marks && canvas->marks[i].kind != VIZ_CLOSE; i++) {
        if (canvas->marks[i].kind != VIZ_TEXT) continue;
        if (any) viz_buf_text(out, "\\n");
        put_quoted(out, canvas->marks[i].text);
        any = true;
    }
}

/* Tokens "@mark@" become the words they stand for. */
void viz_fence_words(viz_buf *out, const viz_canvas *canvas, const char *written)
{
    for (const char *at = written; *at;) {
        const size_t plain = strcspn(at, "@");
        viz_buf_bytes(out, at, plain);
        at += plain;
        if (!*at) break;
        size_t mark = 0;
        for (at++; *at >= '0' && *at <= '9'; at++) mark = 10 * mark + (size_t)(*at - '0');
        if (mark < canvas->n_marks) put_label(out, canvas, mark);
        at += *at == '@';
    }
}
