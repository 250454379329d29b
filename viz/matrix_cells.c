/* SPDX-License-Identifier: MIT */
#include "matrix.h"

#include "label.h"

#include <math.h>
#include <stdlib.h>

static const double hatching = 6; /* between the lines of what is not known */

/* ---- what is not known ---- */

/* Where the line x + y = sum enters and leaves the box; for the lower triangle of a square also
 * below its diagonal. */
static bool hatch_line(viz_rect box, bool lower, double sum, viz_point ends[2])
{
    double left = fmax(box.x0, sum - box.y1), right = fmin(box.x1, sum - box.y0);
    if (lower) right = fmin(right, (sum - box.y0 + box.x0) / 2);
    ends[0] = (viz_point){left, sum - left};
    ends[1] = (viz_point){right, sum - right};
    return right > left;
}

/* One drawing of lines through all of the box: whatever is known covers it. */
void viz_matrix_hatch(viz_canvas *canvas, viz_rect box, bool lower, const char *what)
{
    const size_t most = 2 + (size_t)((box.x1 - box.x0 + box.y1 - box.y0) / hatching);
    viz_point *points = calloc(2 * most, sizeof *points);
    size_t count = 0;
    if (!points) {
        canvas->failed = true;
        return;
    }
    for (double sum = hatching * ceil((box.x0 + box.y0) / hatching);
         sum < box.x1 + box.y1 && count + 2 <= 2 * most; sum += hatching)
        count += hatch_line(box, lower, sum, points + count) ? 2 : 0;
    if (count)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = what,
                                          .form = VIZ_SEGMENTS,
                                          .points = points,
                                          .n_points = count,
                                          .stroke = VIZ_FAINT,
                                          .stroke_width = 1.2});
    free(points);
}

/* ---- shades as runs ---- */

typedef struct {
    viz_point *points;
    size_t count, capacity;
} point_list;

static bool add_run(point_list *list, double x0, double x1, double y)
{
    if (list->count + 2 > list->capacity) {
        const size_t capacity = list->capacity ? 2 * list->capacity : 256;
        viz_point *points = realloc(list->points, capacity * sizeof *points);
        if (!points) return false;
        list->points = points;
        list->capacity = capacity;
    }
    list->points[list->count++] = (viz_point){x0, y};
    list->points[list->count++] = (viz_point){x1, y};
    return true;
}

/* The ground, level 0, lies under everything that is known. */
static bool has_level(const viz_matrix_parts *p, size_t i, size_t j, unsigned level)
{
    const unsigned value = viz_matrix_at(p, i, j);
    if (value == VIZ_CELL_UNKNOWN) return false;
    return level == 0 || viz_matrix_level(value, p->most) == level;
}

/* Cells of one shade that stand side by side are one stroke as thick as a row is high. */
static void draw_level(const viz_matrix_parts *p, unsigned level)
{
    point_list runs = {0};
    bool good = true;
    for (size_t i = 1; i < p->n; i++) {
        const double y = ((double)i + 0.5) * p->pitch;
        for (size_t j = 0, end; j < i; j = end) {
            const bool found = has_level(p, i, j, level);
            for (end = j + 1; end < i && has_level(p, i, end, level) == found;) end++;
            if (found)
                good = good && add_run(&runs, (double)j * p->pitch, (double)end * p->pitch, y);
        }
    }
    if (runs.count)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .what = "shade",
                                             .index = level,
                                             .form = VIZ_SEGMENTS,
                                             .points = runs.points,
                                             .n_points = runs.count,
                                             .stroke = viz_paint_of(VIZ_HEAT, level),
                                             .stroke_width = p->pitch});
    p->canvas->failed = p->canvas->failed || !good;
    free(runs.points);
}

static void draw_ground(const viz_matrix_parts *p)
{
    const double side = (double)p->n * p->pitch;
    const viz_run all = {0, p->n, NULL};
    if (p->unknown)
        viz_matrix_hatch(p->canvas, (viz_rect){0, 0, side, side}, true, "unknown");
    else
        viz_matrix_stairs(p, all, (viz_mark){.fill = viz_paint_of(VIZ_HEAT, 0)});
    if (p->unknown) draw_level(p, 0);
    for (unsigned level = 1; p->n > VIZ_MATRIX_NUMBERED && level < VIZ_HEATS; level++)
        draw_level(p, level);
}

/* ---- rows with numbers ---- */

static double number_size(const viz_matrix_parts *p)
{
    viz_buf most = {0};
    viz_buf_put(&most, "%u", p->most);
    const double wide = most.data ? viz_text_width(most.data, 1, true) : 1;
    viz_buf_release(&most);
    return fmin(12, floor(2 * (p->pitch - 4) / wide) / 2);
}

static void draw_cell(const viz_matrix_parts *p, size_t i, size_t j)
{
    const unsigned value = viz_matrix_at(p, i, j), level = viz_matrix_level(value, p->most);
    const double x = (double)j * p->pitch, y = (double)i * p->pitch;
    viz_buf keys = {0}, number = {0};
    viz_key_put(&keys, 'c', (unsigned)i);
    viz_key_put(&keys, 'c', (unsigned)j);
    viz_buf_put(&number, "%u", value);
    viz_canvas_open(p->canvas, NULL, keys.data, NULL);
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_RECT,
                                         .what = "cell",
                                         .index = (unsigned)i,
                                         .other = (unsigned)j,
                                         .box = {x, y, x + p->pitch, y + p->pitch},
                                         .fill = viz_paint_of(VIZ_HEAT, level)});
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "cell",
                                         .index = (unsigned)i,
                                         .other = (unsigned)j,
                                         .x = x + p->pitch / 2,
                                         .y = y + p->pitch / 2,
                                         .size = number_size(p),
                                         .anchor = VIZ_MIDDLE,
                                         .fill = viz_paint_of(VIZ_ON_HEAT, level),
                                         .text = number.data});
    viz_canvas_close(p->canvas);
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&keys) || !viz_buf_ok(&number);
    viz_buf_release(&keys);
    viz_buf_release(&number);
}

static void draw_name(const viz_matrix_parts *p, size_t i, bool left)
{
    const viz_coalition *c = &p->model->coalitions[i];
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = left ? "coalition" : "head",
                                         .index = c->index,
                                         .other = c->group,
                                         .x = left ? -VIZ_MATRIX_BESIDE
                                                   : (double)(i + 1) * p->pitch + VIZ_MATRIX_GAP,
                                         .y = ((double)i + 0.5) * p->pitch,
                                         .size = p->name_size,
                                         .anchor = left ? VIZ_END : VIZ_START,
                                         .fill = c->known == VIZ_KNOWN_NO ? VIZ_MUTED : VIZ_INK,
                                         .text = p->name[i]});
}

/* The diagonal: where the row of a coalition ends and its column begins. */
static void draw_tile(const viz_matrix_parts *p, size_t i)
{
    const double at = (double)i * p->pitch;
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_RECT,
                                         .what = "tile",
                                         .index = (unsigned)i,
                                         .other = p->model->coalitions[i].group,
                                         .box = {at, at, at + p->pitch, at + p->pitch},
                                         .fill = viz_paint_of(VIZ_TINT, viz_matrix_colour(p, i))});
}

/* Everything that has to do with a coalition lights with it: its row, its column, and whoever it
 * shares something with. */
static void draw_row(const viz_matrix_parts *p, size_t i)
{
    viz_buf keys = {0}, title = {0};
    for (size_t j = 0; j < p->n; j++) {
        const unsigned value = viz_matrix_at(p, i, j);
        if (j != i && value && value != VIZ_CELL_UNKNOWN) viz_key_put(&keys, 'c', (unsigned)j);
    }
    viz_matrix_row_title(p, i, &title);
    const size_t group = viz_thing_open(p->canvas, 'c', (unsigned)i, &keys, &title);
    viz_canvas_link(p->canvas, group, p->model->coalitions[i].url);
    draw_tile(p, i);
    for (size_t j = 0; j < i; j++) {
        const unsigned value = viz_matrix_at(p, i, j);
        if (value && value != VIZ_CELL_UNKNOWN) draw_cell(p, i, j);
    }
    draw_name(p, i, true);
    draw_name(p, i, false);
    viz_canvas_close(p->canvas);
}

/* ---- many rows: what is alike is written once ---- */

/* The diagonal cells of rows from .. end - 1. */
static void draw_tiles(const viz_matrix_parts *p, size_t from, size_t end, viz_paint paint)
{
    point_list tiles = {0};
    bool good = true;
    for (size_t i = from; i < end; i++) {
        const double x = (double)i * p->pitch;
        good = good && add_run(&tiles, x, x + p->pitch, x + p->pitch / 2);
    }
    if (good)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .what = paint == VIZ_PAPER ? NULL : "tiles",
                                             .index = (unsigned)from,
                                             .form = VIZ_SEGMENTS,
                                             .points = tiles.points,
                                             .n_points = tiles.count,
                                             .stroke = paint,
                                             .stroke_width = p->pitch});
    p->canvas->failed = p->canvas->failed || !good;
    free(tiles.points);
}

static void draw_names(const viz_matrix_parts *p, bool left)
{
    viz_canvas_add(
        p->canvas,
        (viz_mark){.kind = VIZ_OPEN, .size = p->name_size, .anchor = left ? VIZ_END : VIZ_START});
    for (size_t i = 0; i < p->n; i++) {
        viz_buf title = {0};
        if (left) {
            viz_matrix_row_title(p, i, &title);
            p->canvas->failed = p->canvas->failed || !viz_buf_ok(&title);
            const size_t group = viz_canvas_open(p->canvas, NULL, NULL, title.data);
            viz_canvas_link(p->canvas, group, p->model->coalitions[i].url);
        }
        draw_name(p, i, left);
        if (left) viz_canvas_close(p->canvas);
        viz_buf_release(&title);
    }
    viz_canvas_close(p->canvas);
}

/* A row without a name and a group, whose tip names it, has its name in the tip of its square. */
static void draw_named_tile(const viz_matrix_parts *p, size_t i)
{
    const viz_coalition *c = &p->model->coalitions[i];
    const size_t group = viz_canvas_open(p->canvas, NULL, NULL, viz_coalition_name(c));
    viz_canvas_link(p->canvas, group, c->url);
    draw_tile(p, i);
    viz_canvas_close(p->canvas);
}

static void draw_many(const viz_matrix_parts *p)
{

    for (size_t i = 0, end; i < p->n; i = end) {
        for (end = i + 1; end < p->n && viz_matrix_colour(p, end) == viz_matrix_colour(p, i);)
            end++;
        draw_tiles(p, i, end, viz_paint_of(VIZ_TINT, viz_matrix_colour(p, i)));
    }
    for (size_t i = 0; !p->name && i < p->n; i++)
        if (!p->model->coalitions[i].group) draw_named_tile(p, i);
    if (!p->name) return;
    draw_names(p, true);
    draw_names(p, false);
}

static void draw_grid(const viz_matrix_parts *p)
{
    point_list lines = {0};
    bool good = true;
    for (size_t i = 1; i < p->n; i++) {
        const double at = (double)i * p->pitch;
        good = good && add_run(&lines, 0, at + p->pitch, at);
    }
    for (size_t i = 1; good && i < p->n; i++) {
        const double at = (double)i * p->pitch;
        good = add_run(&lines, at, at, at - p->pitch);
        if (good) lines.points[lines.count - 1] = (viz_point){at, (double)p->n * p->pitch};
    }
    if (lines.count)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .form = VIZ_SEGMENTS,
                                             .points = lines.points,
                                             .n_points = lines.count,
                                             .stroke = VIZ_PAPER,
                                             .stroke_width = 1});
    p->canvas->failed = p->canvas->failed || !good;
    free(lines.points);
}

bool viz_matrix_draw(viz_matrix_parts *p, viz_error *err)
{
    const bool numbered = p->n <= VIZ_MATRIX_NUMBERED;
    if (p->n) draw_ground(p);
    if (numbered && p->unknown)
        draw_tiles(p, 0, p->n, VIZ_PAPER); /* else hatching shines through */
    for (size_t i = 0; i < p->n && numbered; i++) draw_row(p, i);
    if (numbered)
        draw_grid(p);
    else
        draw_many(p);
    for (size_t k = 0; k < p->n_runs; k++) viz_matrix_group(p, k);
    return viz_canvas_ok(p->canvas) || viz_fail_memory(err);
}
