/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 8, NAME_SIZE = 16 };

/* What text inherits: attributes that are the same as the group's need not be written again. */
typedef struct {
    double size;
    bool bold;
    viz_anchor anchor;
    viz_paint fill;
} setting;

typedef struct {
    const viz_canvas *canvas;
    viz_buf *out;
    const char *name;
    bool dark;
    setting inherited[DEPTH_MAX];
    bool linked[DEPTH_MAX];
    size_t depth;
} writer;

static const char *const anchors[] = {
    [VIZ_START] = "start", [VIZ_MIDDLE] = "middle", [VIZ_END] = "end"};

static const char *colour_of(const writer *w, viz_paint paint, char colour[8])
{
    return viz_paint_colour(paint, w->dark, colour);
}

/* ---- paint: an attribute for every program, a class for the style sheet ---- */

static void put_class(writer *w, const viz_mark *m, bool fill, bool stroke)
{
    if (!fill && !stroke) return;
    viz_buf_text(w->out, " class=\"");
    if (fill) viz_buf_put(w->out, "f%u", (unsigned)m->fill);
    if (stroke) viz_buf_put(w->out, "%ss%u", fill ? " " : "", (unsigned)m->stroke);
    if (m->keys) viz_buf_put(w->out, " d%s%s", *m->keys == ' ' ? "" : " ", m->keys);
    viz_buf_text(w->out, "\"");
}

static void put_paint(writer *w, const viz_mark *m)
{
    char colour[8];
    put_class(w, m, m->fill != VIZ_NONE, m->stroke != VIZ_NONE);
    viz_buf_put(w->out, " fill=\"%s\"", colour_of(w, m->fill, colour));
    if (m->stroke == VIZ_NONE) return;
    viz_buf_put(w->out, " stroke=\"%s\" stroke-width=\"%n\"", colour_of(w, m->stroke, colour),
                m->stroke_width);
    if (m->opacity > 0) viz_buf_put(w->out, " stroke-opacity=\"%n\"", m->opacity);
    if (m->dashed)
        viz_buf_text(w->out, m->stroke_width > 3 ? " stroke-dasharray=\"9 5\""
                                                 : " stroke-dasharray=\"4 3\"");
    if (m->kind == VIZ_PATH && m->form == VIZ_DOTS)
        viz_buf_text(w->out, " stroke-linecap=\"round\"");
}

/* ---- shapes ---- */

static void put_rect(writer *w, const viz_mark *m)
{
    viz_buf_put(w->out, "<rect x=\"%n\" y=\"%n\" width=\"%n\" height=\"%n\"", m->box.x0, m->box.y0,
                m->box.x1 - m->box.x0, m->box.y1 - m->box.y0);
    if (m->radius > 0) viz_buf_put(w->out, " rx=\"%n\"", m->radius);
    put_paint(w, m);
    viz_buf_text(w->out, "/>");
}

static void put_circle(writer *w, const viz_mark *m)
{
    viz_buf_put(w->out, "<circle cx=\"%n\" cy=\"%n\" r=\"%n\"", (m->box.x0 + m->box.x1) / 2,
                (m->box.y0 + m->box.y1) / 2, (m->box.x1 - m->box.x0) / 2);
    put_paint(w, m);
    viz_buf_text(w->out, "/>");
}

/* A cubic piece whose handles lie on its chord is a straight line. */
static bool is_straight(const viz_point *p)
{
    const double length = viz_distance(p[0], p[3]);
    return length > 0 && fabs(viz_turn(p[0], p[3], p[1])) < 0.1 * length &&
           fabs(viz_turn(p[0], p[3], p[2])) < 0.1 * length;
}

static void put_cubic(writer *w, const viz_mark *m)
{
    char last = 'M';
    viz_buf_put(w->out, "%n %n", m->points[0].x, m->points[0].y);
    for (size_t k = 0; k + 3 < m->n_points; k += 3) {
        const viz_point *p = &m->points[k];
        const char now = is_straight(p) ? 'L' : 'C';
        const char letter[2] = {now == last ? ' ' : now, '\0'};
        if (now == 'L')
            viz_buf_put(w->out, "%s%n %n", letter, p[3].x, p[3].y);
        else
            viz_buf_put(w->out, "%s%n %n %n %n %n %n", letter, p[1].x, p[1].y, p[2].x, p[2].y,
                        p[3].x, p[3].y);
        last = now;
    }
}

/* Thousands of level segments shade a matrix: theirs are written from one to the next. Steps are
 * taken between places as they are rounded, so that no error adds up. */
static void put_levels(writer *w, const viz_mark *m)
{
    double x = 0, y = 0;
    for (size_t k = 0; k + 1 < m->n_points; k += 2) {
        const double from = round(10 * m->points[k].x) / 10,
                     to = round(10 * m->points[k + 1].x) / 10;
        const double at = round(10 * m->points[k].y) / 10;
        viz_buf_put(w->out, k ? "m%n %nh%n" : "%n %nh%n", from - x, at - y, to - from);
        x = to;
        y = at;
    }
}

static bool all_level(const viz_mark *m)
{
    for (size_t k = 0; k + 1 < m->n_points; k += 2) {
        if (fabs(m->points[k].y - m->points[k + 1].y) > 0.01) return false;
    }
    return m->form == VIZ_SEGMENTS;
}

static void put_points(writer *w, const viz_mark *m)
{
    for (size_t k = 0; k < m->n_points; k++) {
        const bool moves = m->form == VIZ_DOTS || (m->form == VIZ_SEGMENTS && k % 2 == 0);
        const char *before = moves && k                          ? "M"
                             : moves || !k                       ? ""
                             : k == 1 || m->form == VIZ_SEGMENTS ? "L"
                                                                 : " ";
        viz_buf_put(w->out, "%s%n %n", before, m->points[k].x, m->points[k].y);
        if (m->form == VIZ_DOTS) viz_buf_text(w->out, "h0");
    }
}

static void put_path(writer *w, const viz_mark *m)
{
    viz_buf_text(w->out, "<path d=\"M");
    if (m->form == VIZ_CUBIC)
        put_cubic(w, m);
    else if (all_level(m))
        put_levels(w, m);
    else
        put_points(w, m);
    viz_buf_text(w->out, m->closed ? "Z\"" : "\"");
    put_paint(w, m);
    viz_buf_text(w->out, "/>");
}

/* ---- text ---- */

static void put_text(writer *w, const viz_mark *m)
{
    const setting *s = &w->inherited[w->depth];
    const double baseline = m->y + 0.3465 * m->size; /* letters reach .905 em up, .212 em down */
    char colour[8];
    viz_buf_put(w->out, "<text x=\"%n\" y=\"%n\"", m->x, baseline);
    if (fabs(m->size - s->size) > 0.01) viz_buf_put(w->out, " font-size=\"%n\"", m->size);
    if (m->bold != s->bold) viz_buf_put(w->out, " font-weight=\"%s\"", m->bold ? "700" : "400");
    if (m->anchor != s->anchor) viz_buf_put(w->out, " text-anchor=\"%s\"", anchors[m->anchor]);
    const bool painted = m->fill != s->fill;
    if (painted || m->halo) {
        viz_buf_text(w->out, " class=\"");
        if (m->halo) viz_buf_put(w->out, "o s%u%s", (unsigned)m->stroke, painted ? " " : "");
        if (painted) viz_buf_put(w->out, "f%u", (unsigned)m->fill);
        viz_buf_text(w->out, "\"");
    }
    if (painted) viz_buf_put(w->out, " fill=\"%s\"", colour_of(w, m->fill, colour));
    if (m->halo)
        viz_buf_put(w->out, " stroke=\"%s\" stroke-width=\"0\"", colour_of(w, m->stroke, colour));
    if (fabs(m->turn) > 0.01)
        viz_buf_put(w->out, " transform=\"rotate(%n %n %n)\"", m->turn, m->x, m->y);
    viz_buf_put(w->out, ">%e</text>", m->text);
}

/* ---- groups ---- */

static void put_keys(writer *w, const viz_mark *m)
{
    const bool focus = m->id && m->focus && !w->canvas->still;
    if (!m->id && !m->keys) return;
    viz_buf_put(w->out, " class=\"d%s", focus ? " n" : "");
    if (m->id) viz_buf_put(w->out, " %s", m->id);
    if (m->keys) viz_buf_put(w->out, "%s%s", *m->keys == ' ' ? "" : " ", m->keys);
    if (m->fill != VIZ_NONE) viz_buf_put(w->out, " f%u", (unsigned)m->fill);
    viz_buf_text(w->out, "\"");
}

/* A mark OPEN with a size says what its texts are like; without it nothing changes. */
static void inherit(writer *w, const viz_mark *m)
{
    setting *now = &w->inherited[w->depth];
    char colour[8];
    *now = w->inherited[w->depth - 1];
    if (!(m->size > 0)) return;
    viz_buf_put(w->out, " font-size=\"%n\" text-anchor=\"%s\"", m->size, anchors[m->anchor]);
    if (m->bold != now->bold) viz_buf_put(w->out, " font-weight=\"%s\"", m->bold ? "700" : "400");
    if (m->fill != VIZ_NONE && m->fill != now->fill)
        viz_buf_put(w->out, " fill=\"%s\"", colour_of(w, m->fill, colour));
    *now = (setting){m->size, m->bold, m->anchor, m->fill == VIZ_NONE ? now->fill : m->fill};
}

static void open_group(writer *w, const viz_mark *m)
{
    if (w->depth + 1 == DEPTH_MAX) {
        w->out->failed = true;
        return;
    }
    w->linked[++w->depth] = m->link != NULL;
    if (m->link) viz_buf_put(w->out, "<a href=\"%e\">", m->link);
    viz_buf_text(w->out, "<g");
    if (m->id) viz_buf_put(w->out, " id=\"%s-%s\"", w->name, m->id);
    put_keys(w, m);
    if (m->id)
        viz_buf_text(w->out, m->focus && !w->canvas->still ? " role=\"listitem\" tabindex=\"0\""
                                                           : " role=\"listitem\"");
    inherit(w, m);
    viz_buf_text(w->out, ">");
    if (m->title) viz_buf_put(w->out, "<title>%e</title>", m->title);
}

static void close_group(writer *w)
{
    viz_buf_text(w->out, w->linked[w->depth] ? "</g></a>\n" : "</g>\n");
    if (w->depth) w->depth--;
}

static void put_mark(writer *w, const viz_mark *m)
{
    switch (m->kind) {
    case VIZ_OPEN: open_group(w, m); return;
    case VIZ_CLOSE: close_group(w); return;
    case VIZ_TEXT: put_text(w, m); break;
    case VIZ_PATH: put_path(w, m); break;
    case VIZ_RECT:
    case VIZ_CIRCLE:
        if (m->fill == VIZ_NONE && m->stroke == VIZ_NONE) return;
        if (m->kind == VIZ_RECT)
            put_rect(w, m);
        else
            put_circle(w, m);
        break;
    }
    if (w->depth == 0) viz_buf_text(w->out, "\n");
}

/* ---- the root ---- */

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (; text && *text; text++) hash = (hash ^ (unsigned char)*text) * 16777619U;
    return (hash ^ 0xff) * 16777619U;
}

static uint32_t hash_number(uint32_t hash, double value)
{
    const double most = 9e15; /* of what is no number nothing is known: it counts as 0 */
    const double tens = isnan(value) ? 0 : fmin(fmax(round(10 * value), -most), most);
    const int64_t tenths = (int64_t)tens;
    for (int shift = 0; shift < 32; shift += 8)
        hash = (hash ^ (unsigned)(tenths >> shift & 255)) * 16777619U;
    return hash;
}

/* A name of the drawing's own, from all it shows: drawings in one page must not share ids. */
static void choose_name(const viz_canvas *c, char name[NAME_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    uint32_t hash = hash_text(2166136261U, c->title);
    for (size_t i = 0; i < c->n_marks; i++) {
        const viz_mark *m = &c->marks[i];
        hash = hash_text(hash_text(hash, m->title), m->text);
        hash = hash_number(hash_number(hash, m->box.x0 + m->x), m->box.y0 + m->y);
        for (size_t k = 0; k < m->n_points; k++)
            hash = hash_number(hash_number(hash, m->points[k].x), m->points[k].y);
    }
    name[0] = 'v';
    for (int i = 0; i < 8; i++) name[1 + i] = hex[hash >> 4 * i & 15];
    name[9] = '\0';
}

static void put_root(writer *w)
{
    const viz_canvas *c = w->canvas;
    const viz_point within = viz_paper_size(c->paper), paper = {within.x + 16, within.y + 16};
    const double wide = c->portrait ? within.y : within.x;
    const double margin = wide > 0 ? 8 * c->width / wide : 0;
    char colour[8];
    viz_buf_put(w->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%n %n %n %n\" ",
                -margin, -margin, c->width + 2 * margin, c->height + 2 * margin);
    if (c->paper == VIZ_PAPER_SCREEN)
        viz_buf_put(w->out, "width=\"%n\" height=\"%n\"", c->width, c->height);
    else
        viz_buf_put(w->out, "width=\"%nmm\" height=\"%nmm\"", c->portrait ? paper.y : paper.x,
                    c->portrait ? paper.x : paper.y);
    viz_buf_put(w->out, " role=\"graphics-document\" aria-labelledby=\"%s-t %s-d\" lang=\"%e\" ",
                w->name, w->name, c->lang);
    viz_buf_put(w->out, "class=\"%s\" fill=\"%s\" text-anchor=\"middle\" ", w->name,
                colour_of(w, VIZ_INK, colour));
    viz_buf_text(w->out, "font-size=\"11\" "
                         "font-family=\"'Liberation Sans', Arial, Helvetica, sans-serif\">\n");
    viz_buf_put(w->out, "<title id=\"%s-t\">%e</title>\n", w->name, c->title);
    viz_buf_put(w->out, "<desc id=\"%s-d\">%e</desc>\n", w->name, c->desc);
    viz_svg_style(c, w->name, w->out);
    viz_buf_put(w->out, "<rect class=\"f%u\" ", (unsigned)VIZ_PAPER);
    if (margin > 0) viz_buf_put(w->out, "x=\"%n\" y=\"%n\" ", -margin, -margin);
    viz_buf_put(w->out, "width=\"%n\" height=\"%n\" fill=\"%s\"/>\n", c->width + 2 * margin,
                c->height + 2 * margin, colour_of(w, VIZ_PAPER, colour));
}

bool viz_svg_write(const viz_canvas *canvas, const char *name, viz_buf *out, viz_error *err)
{
    char own[NAME_SIZE];
    if (!name) choose_name(canvas, own);
    writer w = {.canvas = canvas,
                .out = out,
                .name = name ? name : own,
                .dark = canvas->theme == VIZ_THEME_DARK,
                .inherited = {{11, false, VIZ_MIDDLE, VIZ_INK}}};
    put_root(&w);
    viz_buf_text(out, "<g role=\"list\">\n");
    for (size_t i = 0; i < canvas->n_marks; i++) put_mark(&w, &canvas->marks[i]);
    viz_buf_text(out, "</g>\n</svg>\n");
    return viz_buf_ok(out) || viz_fail_memory(err);
}
