/* SPDX-License-Identifier: MIT */
#include "geometry.h"

#include <string.h>

static void put_rect(viz_buf *out, viz_rect r)
{
    viz_buf_put(out, "\"x\":%n,\"y\":%n,\"w\":%n,\"h\":%n", r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0);
}

static void next(viz_buf *out, bool *first)
{
    viz_buf_text(out, *first ? "\n" : ",\n");
    *first = false;
}

static void put_head(viz_buf *out, const viz_mark *m)
{
    viz_buf_put(out, "{\"kind\":\"%s\",\"index\":%u,\"other\":%u", m->what, m->index, m->other);
}

/* Lines of one text follow each other and say the same of themselves. */
static bool continues(const viz_mark *m, const viz_mark *before)
{
    return before->kind == VIZ_TEXT && before->what && strcmp(m->what, before->what) == 0 &&
           m->index == before->index && m->other == before->other &&
           fabs(m->size - before->size) < 0.01 && m->bold == before->bold &&
           fabs(m->x - before->x) < 0.01 && fabs(m->turn) < 0.01 &&
           fabs(m->y - before->y - VIZ_LINE_HEIGHT * m->size) < 0.01;
}

static void put_texts(viz_buf *out, const viz_canvas *c)
{
    bool first = true;
    for (size_t i = 0; i < c->n_marks;) {
        const viz_mark *m = &c->marks[i];
        size_t end = i + 1;
        if (m->kind == VIZ_TEXT && m->what) {
            viz_rect box = viz_mark_box(m);
            for (; end < c->n_marks && c->marks[end].kind == VIZ_TEXT && c->marks[end].what &&
                   continues(&c->marks[end], &c->marks[end - 1]);
                 end++)
                box = viz_rect_union(box, viz_mark_box(&c->marks[end]));
            next(out, &first);
            put_head(out, m);
            viz_buf_put(out, ",\"size\":%n,\"bold\":%s,\"turn\":%n,", m->size,
                        m->bold ? "true" : "false", m->turn);
            put_rect(out, box);
            viz_buf_text(out, ",\"lines\":[");
            for (size_t k = i; k < end; k++)
                viz_buf_put(out, "%s%j", k > i ? "," : "", c->marks[k].text);
            viz_buf_text(out, "]}");
        }
        i = end;
    }
}

static void put_boxes(viz_buf *out, const viz_canvas *c)
{
    bool first = true;
    for (size_t i = 0; i < c->n_marks; i++) {
        const viz_mark *m = &c->marks[i];
        if ((m->kind != VIZ_RECT && m->kind != VIZ_CIRCLE) || !m->what) continue;
        next(out, &first);
        put_head(out, m);
        viz_buf_text(out, ",");
        put_rect(out, m->box);
        viz_buf_text(out, "}");
    }
}

static void put_paths(viz_buf *out, const viz_canvas *c)
{
    static const char *const forms[] = {[VIZ_CUBIC] = "cubic",
                                        [VIZ_POLYLINE] = "polyline",
                                        [VIZ_SEGMENTS] = "segments",
                                        [VIZ_DOTS] = "dots"};
    bool first = true;
    for (size_t i = 0; i < c->n_marks; i++) {
        const viz_mark *m = &c->marks[i];
        if (m->kind != VIZ_PATH || !m->what) continue;
        next(out, &first);
        put_head(out, m);
        viz_buf_put(out, ",\"form\":\"%s\",\"width\":%n,\"points\":[", forms[m->form],
                    m->stroke_width);
        for (size_t k = 0; k < m->n_points; k++)
            viz_buf_put(out, "%s[%n,%n]", k ? "," : "", m->points[k].x, m->points[k].y);
        viz_buf_text(out, "]}");
    }
}

void viz_geometry_write(const viz_canvas *canvas, viz_buf *out)
{
    viz_buf_put(out, "{\"viewBox\":[0,0,%n,%n]", canvas->width, canvas->height);
    if (canvas->facts.length) viz_buf_bytes(out, canvas->facts.data, canvas->facts.length);
    viz_buf_text(out, ",\n\"texts\":[");
    put_texts(out, canvas);
    viz_buf_text(out, "],\n\"boxes\":[");
    put_boxes(out, canvas);
    viz_buf_text(out, "],\n\"paths\":[");
    put_paths(out, canvas);
    viz_buf_text(out, "]}\n");
}
