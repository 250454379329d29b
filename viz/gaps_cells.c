/* SPDX-License-Identifier: MIT
 *
 * Cells of the style gaps. Each status has a shape of its own beside its colour: a square on empty
 * ground (nobody), hatching (not known well enough), a dashed frame (secondary only), a ring (one
 * coalition), a shade (two or more), a shade with a corner (more than chance would bring). */
#include "gaps.h"

#include "matrix.h"
#include "sheet.h"

#include <math.h>
#include <stdio.h>

static const double lettering = 12, radius = 3;

static void add_number(const viz_gaps_parts *p, viz_rect box, const char *words, viz_mark mark)
{
    mark.kind = VIZ_TEXT;
    mark.x = (box.x0 + box.x1) / 2;
    mark.y = (box.y0 + box.y1) / 2;
    mark.size = lettering;
    mark.anchor = VIZ_MIDDLE;
    mark.text = (char *)words;
    const double wide = viz_text_width(words, lettering, mark.bold);
    if (wide > box.x1 - box.x0 - 4)
        mark.size = floor(20 * lettering * (box.x1 - box.x0 - 4) / wide) / 20;
    viz_canvas_add(p->canvas, mark);
}

static void add_box(const viz_gaps_parts *p, viz_rect box, viz_mark mark)
{
    mark.kind = VIZ_RECT;
    mark.box = box;
    mark.radius = radius;
    viz_canvas_add(p->canvas, mark);
}

/* The larger, the more would be usual. */
static void draw_gap(const viz_gaps_parts *p, viz_rect box, unsigned size, viz_mark mark)
{
    static const double part[] = {0, 0.2, 0.34, 0.5};
    const viz_point centre = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    const double half = part[size] * fmin(box.x1 - box.x0, box.y1 - box.y0);
    mark.fill = VIZ_MISSING;
    add_box(p, viz_rect_around(centre, half, half), mark);
    mark.fill = VIZ_ON_MISSING;
    mark.bold = true;
    if (size == 3) add_number(p, box, "0", mark);
}

static void draw_unclear(const viz_gaps_parts *p, viz_rect box, viz_mark mark)
{
    mark.fill = VIZ_BAND;
    mark.stroke = VIZ_FAINT;
    mark.stroke_width = 1;
    add_box(p, box, mark);
}

static void draw_shade(const viz_gaps_parts *p, viz_rect box, unsigned count, bool more,
                       viz_mark mark)
{
    const unsigned level = viz_matrix_level(count, p->most);
    char number[16];
    viz_point corner[3] = {{box.x1 - 8, box.y0}, {box.x1, box.y0}, {box.x1, box.y0 + 8}};
    mark.fill = viz_paint_of(VIZ_HEAT, level);
    add_box(p, box, mark);
    mark.fill = viz_paint_of(VIZ_ON_HEAT, level);
    if (more)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .form = VIZ_POLYLINE,
                                             .closed = true,
                                             .points = corner,
                                             .n_points = 3,
                                             .fill = mark.fill});
    mark.bold = more;
    snprintf(number, sizeof number, "%u", count);
    add_number(p, box, number, mark);
}

/* One coalition, or some of secondary weight: a frame, not a shade. */
static void draw_framed(const viz_gaps_parts *p, viz_rect box, const viz_crossing *c, viz_mark mark)
{
    const viz_point centre = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    const double half = fmin(box.x1 - box.x0, box.y1 - box.y0) / 2 - 1.5;
    char number[16];
    viz_mark frame = mark;
    frame.stroke = c->status == VIZ_CROSSING_SINGLE ? viz_paint_of(VIZ_HEAT, 4) : VIZ_MUTED;
    frame.stroke_width = c->status == VIZ_CROSSING_SINGLE ? 2 : 1;
    if (c->status == VIZ_CROSSING_SINGLE) {
        frame.kind = VIZ_CIRCLE;
        frame.box = viz_rect_around(centre, half, half);
        viz_canvas_add(p->canvas, frame);
    } else {
        frame.dashed = true;
        add_box(p, viz_rect_grow(box, -1.5), frame);
    }
    mark.fill = c->status == VIZ_CROSSING_SINGLE ? VIZ_INK : VIZ_MUTED;
    snprintf(number, sizeof number, "%u", c->count);
    add_number(p, box, number, mark);
}

void viz_gaps_cell(const viz_gaps_parts *p, viz_rect box, const viz_crossing *c, const char *what)
{
    viz_mark mark = {.what = what, .index = c ? c->row : 0, .other = c ? c->head : 0};
    if (!c) {
        mark.what = NULL;
        mark.fill = VIZ_FAINT;
        add_box(p, viz_rect_around((viz_point){(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2}, 4, 1),
                mark);
        return;
    }
    switch (c->status) {
    case VIZ_CROSSING_GAP: draw_gap(p, box, c->size, mark); break;
    case VIZ_CROSSING_UNCLEAR: draw_unclear(p, box, mark); break;
    case VIZ_CROSSING_THIN:
    case VIZ_CROSSING_SINGLE: draw_framed(p, box, c, mark); break;
    case VIZ_CROSSING_COVERED:
    case VIZ_CROSSING_SEVERAL:
    case VIZ_CROSSINGS:
        draw_shade(p, box, c->count, c->status == VIZ_CROSSING_SEVERAL, mark);
        break;
    }
}

/* ---- the legend ---- */

static const double swatch = 22, beside = 7, between = 20, line = 30;

typedef struct {
    const char *words;
    viz_crossing look;
    bool used, blank;
} legend_entry;

static viz_rect add_entry(const viz_gaps_parts *p, const legend_entry *e, viz_point at)
{
    const viz_rect box = {at.x, at.y, at.x + swatch + 4, at.y + swatch};
    viz_gaps_cell(p, box, e->blank ? NULL : &e->look, "swatch");
    if (!e->blank && e->look.status == VIZ_CROSSING_UNCLEAR)
        viz_matrix_hatch(p->canvas, box, false, NULL);
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "legend",
                                         .x = box.x1 + beside,
                                         .y = (box.y0 + box.y1) / 2,
                                         .size = 11.5,
                                         .fill = VIZ_MUTED,
                                         .text = (char *)e->words});
    return (viz_rect){box.x0, box.y0, box.x1 + beside + viz_text_width(e->words, 11.5, false),
                      box.y1};
}

/* In lines as wide as the table with its names, at least 560 px. */
void viz_gaps_legend(const viz_gaps_parts *p, double y)
{
    const bool *used = p->used;
    const legend_entry entries[] = {
        {"nobody, and enough were asked; larger: more would be usual",
         {.status = VIZ_CROSSING_GAP, .size = 3},
         used[VIZ_CROSSING_GAP],
         false},
        {"nobody so far, too little known",
         {.status = VIZ_CROSSING_UNCLEAR},
         used[VIZ_CROSSING_UNCLEAR],
         false},
        {"secondary only",
         {.status = VIZ_CROSSING_THIN, .count = 1},
         used[VIZ_CROSSING_THIN],
         false},
        {"one coalition",
         {.status = VIZ_CROSSING_SINGLE, .count = 1},
         used[VIZ_CROSSING_SINGLE],
         false},
        {"two or more",
         {.status = VIZ_CROSSING_COVERED, .count = p->most > 2 ? (p->most + 1) / 2 : 2},
         used[VIZ_CROSSING_COVERED],
         false},
        {"more than the two would share by chance",
         {.status = VIZ_CROSSING_SEVERAL, .count = p->most},
         used[VIZ_CROSSING_SEVERAL],
         false},
        {"does not apply", {0}, p->left_out, true}};
    const viz_rect table = viz_canvas_bounds(p->canvas, 0);
    const double right = fmax(table.x1, table.x0 + 560);
    viz_point at = {table.x0, y};
    if (!viz_english(p->model)) return;
    for (size_t k = 0; k < sizeof entries / sizeof *entries; k++) {
        if (!entries[k].used) continue;
        const double wide = swatch + 4 + beside + viz_text_width(entries[k].words, 11.5, false);
        if (at.x > table.x0 && at.x + wide > right) at = (viz_point){table.x0, at.y + line};
        at.x = add_entry(p, &entries[k], at).x1 + between;
    }
}
