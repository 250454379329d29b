/* SPDX-License-Identifier: MIT
 *
 * The style districts: a region too large to draw singly. A disc is a district, a dot in it a
 * suggested group; roads lead to the districts it shares most with. Graphviz places the discs with
 * their labels so that linked ones are near and none overlap. */
#include "label.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

enum { DISTRICTS_MAX = 120, LABEL_LINES = 2 };
static const double label_size = 12, below_size = 10.5, label_width = 130, gap = 5;
static const double dot_width = 5.2, dot_room = 7.2, least_radius = 16, thinnest = 1.5, widest = 9;

typedef struct {
    double radius;
    unsigned colour;
    viz_lines label, below;
    viz_point at; /* centre of the disc */
} place;

typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    place *places;
    viz_box *boxes;
} parts;

static bool check(const viz_model *m, viz_error *err)
{
    if (m->n_districts <= DISTRICTS_MAX) return true;
    return viz_fail(err, "districts, allowed: at most %d, given: %zu", DISTRICTS_MAX,
                    m->n_districts);
}

/* ---- sizes, words and colours ---- */

static bool measure(parts *p, size_t i)
{
    const viz_district *d = &p->model->districts[i];
    place *at = &p->places[i];
    const viz_setting label = {label_size, true, label_width, LABEL_LINES};
    const viz_setting below = {below_size, false, label_width + 20, LABEL_LINES};
    at->radius = fmax(least_radius, dot_room * sqrt((double)d->groups) * 0.62 + 6);
    if (!viz_text_wrap(*d->label ? d->label : "(no name)", label, &at->label)) return false;
    if (*d->below && !viz_text_wrap(d->below, below, &at->below)) return false;
    const double words = VIZ_LINE_HEIGHT * ((double)at->label.count * label_size +
                                            (double)at->below.count * below_size);
    p->boxes[i].width = fmax(2 * at->radius, fmax(at->label.width, at->below.width)) + 12;
    p->boxes[i].height = 2 * at->radius + gap + words + 8;
    return true;
}

/* The first colour that no neighbour has, beginning with a different one each time. */
static void choose_colour(parts *p, size_t i)
{
    const viz_model *m = p->model;
    unsigned taken = 0; /* bit k: colour k */
    for (size_t r = 0; r < m->n_roads; r++) {
        const viz_road *road = &m->roads[r];
        if (road->from == i) taken |= 1U << p->places[road->to].colour;
        if (road->to == i) taken |= 1U << p->places[road->from].colour;
    }
    unsigned k = viz_colour_of(i);
    for (unsigned tries = 0; (taken >> k & 1) && tries < VIZ_COLOURS; tries++) k = viz_colour_of(k);
    p->places[i].colour = k;
}

/* ---- places ---- */

/* Without roads there is nothing that could be near: rows, as wide as a sheet is. */
static void place_rows(parts *p)
{
    double area = 0, x = 0, y = 0, tall = 0;
    for (size_t i = 0; i < p->model->n_districts; i++)
        area += (p->boxes[i].width + 16) * (p->boxes[i].height + 16);
    const double width = fmax(600, sqrt(1.5 * area));
    for (size_t i = 0; i < p->model->n_districts; i++) {
        viz_box *b = &p->boxes[i];
        if (x > 0 && x + b->width > width) {
            x = 0;
            y += tall + 16;
            tall = 0;
        }
        b->at = (viz_point){x + b->width / 2, y + b->height / 2};
        x += b->width + 16;
        tall = fmax(tall, b->height);
    }
}

static bool place_linked(parts *p, viz_fence *fence, viz_error *err)
{
    const viz_model *m = p->model;
    viz_tether *tethers = calloc(m->n_roads + 1, sizeof *tethers);
    if (!tethers) return viz_fail_memory(err);
    for (size_t r = 0; r < m->n_roads; r++) {
        viz_tether *t = &tethers[r];
        t->from = m->roads[r].from;
        t->to = m->roads[r].to;
        t->length = 60 + fmax(p->boxes[t->from].height, p->boxes[t->to].height);
    }
    const bool good = viz_fence_place(fence, p->boxes, m->n_districts, tethers, m->n_roads, err);
    free(tethers);
    return good;
}

/* ---- drawing ---- */

static void draw_roads(const parts *p, size_t *edges)
{
    const viz_model *m = p->model;
    unsigned most = 1;
    for (size_t r = 0; r < m->n_roads; r++)
        if (m->roads[r].weight > most) most = m->roads[r].weight;
    for (size_t r = 0; r < m->n_roads; r++) {
        const viz_road *road = &m->roads[r];
        const viz_point a = p->places[road->from].at, b = p->places[road->to].at;
        viz_point points[4] = {a,
                               {a.x + (b.x - a.x) / 3, a.y + (b.y - a.y) / 3},
                               {a.x + (b.x - a.x) * 2 / 3, a.y + (b.y - a.y) * 2 / 3},
                               b};
        viz_buf keys = {0};
        viz_key_put(&keys, 'x', road->from);
        viz_key_put(&keys, 'x', road->to);
        const double share = sqrt((double)road->weight / most);
        edges[r] = viz_canvas_add(p->canvas,
                                  (viz_mark){.kind = VIZ_PATH,
                                             .what = "road",
                                             .index = road->from,
                                             .other = road->to,
                                             .form = VIZ_CUBIC,
                                             .points = points,
                                             .n_points = 4,
                                             .stroke = VIZ_FAINT,
                                             .stroke_width = thinnest + (widest - thinnest) * share,
                                             .keys = keys.data,
                                             .graph = true});
        p->canvas->failed = p->canvas->failed || !viz_buf_ok(&keys);
        viz_buf_release(&keys);
    }
}

/* The seeds of a sunflower: evenly spread whatever their number (Vogel 1979). */
static void draw_dots(const parts *p, size_t i)
{
    const double golden = 2.39996322972865332;
    const viz_district *d = &p->model->districts[i];
    const place *at = &p->places[i];
    viz_point *dots = calloc(d->groups, sizeof *dots);
    if (!dots) {
        p->canvas->failed = true;
        return;
    }
    const double spread = (at->radius - 5) / sqrt((double)d->groups);
    for (unsigned k = 0; k < d->groups; k++) {
        const double r = spread * sqrt(k + 0.5), angle = golden * k;
        dots[k] = (viz_point){at->at.x + r * cos(angle), at->at.y + r * sin(angle)};
    }
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                         .what = "dots",
                                         .index = (unsigned)i,
                                         .form = VIZ_DOTS,
                                         .points = dots,
                                         .n_points = d->groups,
                                         .stroke = viz_paint_of(VIZ_COLOUR, at->colour),
                                         .stroke_width = dot_width});
    free(dots);
}

static void draw_lines(const parts *p, size_t i, const viz_lines *lines, bool bold, double *y)
{
    const double size = bold ? label_size : below_size, height = VIZ_LINE_HEIGHT * size;
    for (size_t k = 0; k < lines->count; k++, *y += height)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                             .what = bold ? "district" : "below",
                                             .index = (unsigned)i,
                                             .x = p->places[i].at.x,
                                             .y = *y + height / 2,
                                             .size = size,
                                             .bold = bold,
                                             .anchor = VIZ_MIDDLE,
                                             .fill = bold ? VIZ_INK : VIZ_MUTED,
                                             .halo = true,
                                             .stroke = VIZ_PAPER,
                                             .text = lines->line[k]});
}

static size_t draw_district(const parts *p, size_t i)
{
    const viz_model *m = p->model;
    const viz_district *d = &m->districts[i];
    const place *at = &p->places[i];
    viz_buf keys = {0}, title = {0};
    for (size_t r = 0; r < m->n_roads; r++) {
        if (m->roads[r].from == i) viz_key_put(&keys, 'x', m->roads[r].to);
        if (m->roads[r].to == i) viz_key_put(&keys, 'x', m->roads[r].from);
    }
    viz_buf_put(&title, "%s: %u coalition%s in %u group%s", *d->label ? d->label : "(no name)",
                d->coalitions, d->coalitions == 1 ? "" : "s", d->groups, d->groups == 1 ? "" : "s");
    viz_thing_open(p->canvas, 'x', (unsigned)i, &keys, &title);
    const size_t disc =
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_CIRCLE,
                                             .what = "district",
                                             .index = (unsigned)i,
                                             .box = viz_rect_around(at->at, at->radius, at->radius),
                                             .fill = viz_paint_of(VIZ_TINT, at->colour),
                                             .stroke = VIZ_FAINT,
                                             .stroke_width = 1.2,
                                             .graph = true});
    draw_dots(p, i);
    double y = at->at.y + at->radius + gap;
    draw_lines(p, i, &at->label, true, &y);
    draw_lines(p, i, &at->below, false, &y);
    viz_canvas_close(p->canvas);
    return disc;
}

static bool draw(parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    size_t *discs = calloc(m->n_districts + m->n_roads + 1, sizeof *discs);
    if (!discs) return viz_fail_memory(err);
    size_t *edges = discs + m->n_districts;
    for (size_t i = 0; i < m->n_districts; i++)
        p->places[i].at = (viz_point){p->boxes[i].at.x, p->boxes[i].at.y - p->boxes[i].height / 2 +
                                                            4 + p->places[i].radius};
    draw_roads(p, edges);
    for (size_t i = 0; i < m->n_districts; i++) discs[i] = draw_district(p, i);
    for (size_t r = 0; r < m->n_roads && !p->canvas->failed; r++) {
        p->canvas->marks[edges[r]].from = discs[m->roads[r].from];
        p->canvas->marks[edges[r]].to = discs[m->roads[r].to];
    }
    free(discs);
    return true;
}

static bool lay_sheet(const parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    const viz_words words = {
        .title = m->title && *m->title ? m->title : "Districts of a region",
        .desc = m->desc && *m->desc ? m->desc : "",
        .aloud = m->desc && *m->desc ? m->desc : "Districts of a region",
        .key = viz_english(m)
                   ? "A dot is a suggested group; a disc gathers groups that share much. "
                     "Roads lead to the two districts that each shares most with, the "
                     "wider the more. Left, right, up and down mean nothing."
                   : NULL};
    return viz_sheet_lay(m, viz_canvas_bounds(p->canvas, 0), words, p->canvas, err);
}

bool viz_districts(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err)
{
    parts p = {.model = model, .canvas = canvas};
    bool good = check(model, err);
    p.places = good ? calloc(model->n_districts + 1, sizeof *p.places) : NULL;
    p.boxes = good ? calloc(model->n_districts + 1, sizeof *p.boxes) : NULL;
    if (good) good = (p.places && p.boxes) || viz_fail_memory(err);
    for (size_t i = 0; good && i < model->n_districts; i++) {
        good = measure(&p, i) || viz_fail_memory(err);
        choose_colour(&p, i);
    }
    if (good && model->n_roads)
        good = place_linked(&p, fence, err);
    else if (good)
        place_rows(&p);
    good = good && draw(&p, err) && (viz_canvas_ok(canvas) || viz_fail_memory(err)) &&
           lay_sheet(&p, err);
    for (size_t i = 0; p.places && i < model->n_districts; i++) {
        viz_lines_release(&p.places[i].label);
        viz_lines_release(&p.places[i].below);
    }
    free(p.places);
    free(p.boxes);
    return good;
}
