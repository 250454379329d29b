/* SPDX-License-Identifier: MIT
 *
 * Groups of the style matrix: an outline around their cells, a colour beside their rows, and their
 * number and label. */
#include "matrix.h"

#include "label.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>

static const double bar = VIZ_MATRIX_BESIDE - 2 * VIZ_MATRIX_GAP;

unsigned viz_matrix_colour(const viz_matrix_parts *p, size_t row)
{
    const unsigned group = p->model->coalitions[row].group;
    return group ? viz_colour_of(group - 1) : 0;
}

/* The stairs below the diagonal, from row `from` to row `end`; `tiles`: with the diagonal itself.
 */
void viz_matrix_stairs(const viz_matrix_parts *p, viz_run run, viz_mark look)
{
    const size_t rows = run.end - run.from;
    viz_point *points = calloc(2 * rows + 3, sizeof *points);
    const double from = (double)run.from * p->pitch, end = (double)run.end * p->pitch;
    size_t count = 0;
    if (!points) {
        p->canvas->failed = true;
        return;
    }
    points[count++] = (viz_point){from, end};
    points[count++] = (viz_point){from, from};
    for (size_t i = run.from; i < run.end; i++) {
        const double x = (double)(i + 1) * p->pitch;
        points[count++] = (viz_point){x, x - p->pitch};
        points[count++] = (viz_point){x, x};
    }
    look.kind = VIZ_PATH;
    look.form = VIZ_POLYLINE;
    look.closed = true;
    look.points = points;
    look.n_points = count;
    viz_canvas_add(p->canvas, look);
    free(points);
}

static void draw_bar(const viz_matrix_parts *p, viz_run run, double x)
{
    viz_canvas_add(p->canvas,
                   (viz_mark){.kind = VIZ_RECT,
                              .what = "bar",
                              .index = run.group->number,
                              .box = {x, (double)run.from * p->pitch + 1, x + bar,
                                      (double)run.end * p->pitch - 1},
                              .radius = 1.5,
                              .fill = viz_paint_of(VIZ_COLOUR, viz_matrix_colour(p, run.from))});
}

/* Everybody in the group, for the tip. */
static void open_named(const viz_matrix_parts *p, viz_run run)
{
    viz_buf title = {0};
    viz_buf_put(&title, viz_english(p->model) ? "Group %u" : "%u", run.group->number);
    if (*run.group->label) viz_buf_put(&title, " (%s)", run.group->label);
    for (size_t i = run.from; i < run.end; i++)
        viz_buf_put(&title, "%s%s", i == run.from ? ": " : "; ",
                    viz_coalition_name(&p->model->coalitions[i]));
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&title);
    viz_canvas_open(p->canvas, NULL, NULL, title.data);
    viz_buf_release(&title);
}

/* Number and label of the group in the middle of its rows, from x on; what does not fit its height
 * steps aside from its neighbours. */
static void draw_badge(const viz_matrix_parts *p, size_t k, double x, bool left)
{
    const viz_run run = p->runs[k];
    const double high = (double)(run.end - run.from) * p->pitch;
    const double y = (double)(run.from + run.end) / 2 * p->pitch;
    const double radius = fmin(10, floor(high - 1) / 2), side = left ? -1 : 1;
    viz_mark mark = {.what = "badge", .index = run.group->number, .fill = VIZ_INK};
    viz_buf number = {0};
    viz_buf_put(&number, "%u", run.group->number);
    if (!number.data) {
        p->canvas->failed = true;
    } else if (radius >= 6) {
        viz_badge_draw(p->canvas, mark, (viz_point){x + side * radius, y}, radius,
                       viz_matrix_colour(p, run.from), number.data);
    } else {
        mark.kind = VIZ_TEXT;
        mark.x = x + side * (high < 7 * VIZ_LINE_HEIGHT ? (double)(k % 3) * 22 : 0);
        mark.y = y;
        mark.size = 7;
        mark.anchor = left ? VIZ_END : VIZ_START;
        mark.text = number.data;
        viz_canvas_add(p->canvas, mark);
    }
    viz_buf_release(&number);
    if (left || !*run.group->label || radius < 6) return;
    char *label = viz_label_fit(run.group->label, 13, true, 240);
    if (!label) p->canvas->failed = true;
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "group",
                                         .index = run.group->number,
                                         .x = x + 2 * radius + 5,
                                         .y = y,
                                         .size = 13,
                                         .bold = true,
                                         .fill = VIZ_INK,
                                         .text = label ? label : (char *)""});
    free(label);
}

static double names_end(const viz_matrix_parts *p, viz_run run)
{
    double end = 0;
    for (size_t i = run.from; i < run.end; i++) {
        const double name =
            p->name ? viz_text_width(p->name[i], p->name_size, false) + VIZ_MATRIX_GAP : 0;
        end = fmax(end, (double)(i + 1) * p->pitch + name);
    }
    return ceil(end);
}

void viz_matrix_group(const viz_matrix_parts *p, size_t k)
{
    const viz_run run = p->runs[k];
    const double right = names_end(p, run) + 2 * VIZ_MATRIX_GAP;
    viz_matrix_stairs(p, run,
                      (viz_mark){.what = "outline",
                                 .index = run.group->number,
                                 .other = viz_matrix_colour(p, run.from),
                                 .stroke = viz_paint_of(VIZ_COLOUR, viz_matrix_colour(p, run.from)),
                                 .stroke_width = p->pitch >= 10 ? 2.5 : 1.2});
    open_named(p, run);
    draw_bar(p, run, -VIZ_MATRIX_GAP - bar);
    if (p->name) draw_bar(p, run, right);
    draw_badge(p, k, right + (p->name ? bar + VIZ_MATRIX_GAP : 0), false);
    if (!p->name) draw_badge(p, k, -VIZ_MATRIX_BESIDE, true);
    viz_canvas_close(p->canvas);
}
