/* SPDX-License-Identifier: MIT
 *
 * Numbers in the geometry have one decimal: two of them may be off by a tenth together. */
#define _GNU_SOURCE
#include "train_map.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double off = 0.11, pitch = 9, beyond = 5.5, lift = 5, corner = 5.7;

__attribute__((format(printf, 2, 3))) static bool broken(char *told, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(told, FAULT_LENGTH, format, args);
    va_end(args);
    return false;
}

static bool is(const char *kind, const char *name)
{
    return strcmp(kind, name) == 0;
}

static const json_t *boards_of(const train_map *map)
{
    return json_object_get(map->json, "boards");
}

static unsigned number_at(const json_t *object, const char *name)
{
    return (unsigned)json_at(object, name);
}

static double distance(box b, point p)
{
    return hypot(fmax(fmax(b.x0 - p.x, p.x - b.x1), 0), fmax(fmax(b.y0 - p.y, p.y - b.y1), 0));
}

static double across(box a, box b)
{
    return fmin(a.x1, b.x1) - fmax(a.x0, b.x0);
}

static double down(box a, box b)
{
    return fmin(a.y1, b.y1) - fmax(a.y0, b.y0);
}

/* ---- A1 and A5: level, or at 45 degrees, or the corner between; heights in steps of a pitch ----
 */

static bool is_level(const point *p)
{
    return fabs(p[3].y - p[0].y) < off && fabs(p[1].y - p[0].y) < off;
}

static bool is_straight(const point *p)
{
    const double x = (p[3].x - p[0].x) / 3, y = (p[3].y - p[0].y) / 3;
    return hypot(p[1].x - p[0].x - x, p[1].y - p[0].y - y) < 0.2 &&
           hypot(p[3].x - p[2].x - x, p[3].y - p[2].y - y) < 0.2;
}

static bool piece_runs_right(const map_path *path, size_t at, double height, fault told)
{
    const point *p = &path->points[at];
    const double dx = p[3].x - p[0].x, dy = fabs(p[3].y - p[0].y);
    for (size_t i = 0; i < 3; i++) {
        if (p[i + 1].x < p[i].x)
            return broken(told, "line %u runs back at %g,%g", path->index, p[i].x, p[i].y);
    }
    if (!is_straight(p)) {
        if (hypot(dx, dy) < corner) return true;
        return broken(told, "line %u is bent at %g,%g", path->index, p[0].x, p[0].y);
    }
    const bool slopes = dy >= off && dx >= off;
    if (slopes && fabs(dx - dy) > 2 * off)
        return broken(told, "line %u slopes at %g,%g", path->index, p[0].x, p[0].y);
    const double steps = (p[0].y - height) / pitch;
    if (dy < off && dx > corner && fabs(steps - round(steps)) * pitch > off)
        return broken(told, "line %u lies between the heights at %g,%g", path->index, p[0].x,
                      p[0].y);
    return true;
}

bool lines_run_right(const train_map *map, fault told)
{
    size_t b, k;
    json_t *board, *line;
    json_array_foreach(boards_of(map), b, board)
    {
        for (unsigned row = 0; row < number_at(board, "rows"); row++) {
            const map_path *first = NULL;
            json_array_foreach(json_object_get(board, "lines"), k, line)
            {
                const map_path *path = find_line(map, number_at(line, "coalition"), row);
                if (!path) return broken(told, "a line is missing in row %u", row);
                if (!first) first = path;
                for (size_t i = 0; i + 3 < path->n_points; i += 3) {
                    if (!piece_runs_right(path, i, first->points[0].y, told)) return false;
                }
            }
        }
    }
    return true;
}

/* ---- A2 and A3: stations ---- */

static bool stops_at(const json_t *station, unsigned coalition)
{
    size_t i;
    json_t *line;
    json_array_foreach(json_object_get(station, "lines"), i, line)
    {
        if ((unsigned)json_integer_value(line) == coalition) return true;
    }
    return false;
}

static const map_box *station_box(const train_map *map, unsigned index)
{
    const map_box *found = NULL;
    for (size_t i = 0; i < map->n_boxes; i++) {
        if (!is(map->boxes[i].kind, "station") || map->boxes[i].index != index) continue;
        if (found) return NULL;
        found = &map->boxes[i];
    }
    return found;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The lines of the station pass under its bar side by side and fill it. */
static bool lines_fill(const train_map *map, const json_t *board, const json_t *station,
                       const map_box *bar, fault told)
{
    double heights[16], y;
    size_t n = 0, k;
    json_t *line;
    json_array_foreach(json_object_get(board, "lines"), k, line)
    {
        const unsigned coalition = number_at(line, "coalition");
        for (unsigned row = 0; row < number_at(board, "rows"); row++) {
            const map_path *path = find_line(map, coalition, row);
            bool passes = false;
            for (double x = bar->box.x0; x <= bar->box.x1 + off; x += beyond) {
                if (!path_height(path, x, &y) || y < bar->box.y0 || y > bar->box.y1) continue;
                if (passes && fabs(y - heights[n - 1]) > off)
                    return broken(told, "line %u is not level at station %u", coalition,
                                  bar->index);
                if (!passes && n < 16) heights[n++] = y;
                passes = true;
            }
            if (passes && !stops_at(station, coalition))
                return broken(told, "line %u passes under station %u", coalition, bar->index);
        }
    }
    if (n != json_array_size(json_object_get(station, "lines")))
        return broken(told, "%zu lines pass under station %u", n, bar->index);
    qsort(heights, n, sizeof *heights, by_size);
    for (size_t i = 0; i < n; i++) {
        if (fabs(heights[i] - (bar->box.y0 + beyond + pitch * (double)i)) > 2 * off)
            return broken(told, "lines of station %u are not side by side", bar->index);
    }
    if (fabs(bar->box.y1 - beyond - heights[n - 1]) > 2 * off)
        return broken(told, "station %u reaches too far", bar->index);
    return true;
}

static bool others_keep_away(const train_map *map, const json_t *station, const map_box *bar,
                             fault told)
{
    for (size_t i = 0; i < map->n_paths; i++) {
        const map_path *path = &map->paths[i];
        if (!path->cubic || stops_at(station, path->index)) continue;
        for (size_t k = 0; k < path->n_way; k++) {
            if (distance(bar->box, path->way[k]) < 8 - off)
                return broken(told, "line %u comes near station %u", path->index, bar->index);
        }
    }
    return true;
}

/* The words stand over the middle of the bar and a little above it. */
static bool has_label(const train_map *map, const map_box *bar, fault told)
{
    double low = -HUGE_VAL;
    for (size_t i = 0; i < map->n_texts; i++) {
        const map_text *t = &map->texts[i];
        if (t->index != bar->index || !(is(t->kind, "station") || is(t->kind, "also"))) continue;
        if (fabs(t->box.x0 + t->box.x1 - bar->box.x0 - bar->box.x1) > 0.5)
            return broken(told, "label of station %u is not over it", bar->index);
        low = fmax(low, t->box.y1);
    }
    if (fabs(bar->box.y0 - lift - low) > 2 * off)
        return broken(told, "label of station %u ends %g above it", bar->index, bar->box.y0 - low);
    return true;
}

bool stations_hold_their_lines(const train_map *map, fault told)
{
    size_t b, s, drawn = 0, bars = 0;
    json_t *board, *station;
    json_array_foreach(boards_of(map), b, board)
    {
        json_array_foreach(json_object_get(board, "stations"), s, station)
        {
            if (!json_is_true(json_object_get(station, "drawn"))) continue;
            const unsigned index = number_at(station, "index");
            const map_box *bar = station_box(map, index);
            if (!bar) return broken(told, "station %u is not drawn once", index);
            if (!lines_fill(map, board, station, bar, told) ||
                !others_keep_away(map, station, bar, told) || !has_label(map, bar, told))
                return false;
            drawn++;
        }
    }
    for (size_t i = 0; i < map->n_boxes; i++) bars += is(map->boxes[i].kind, "station");
    return bars == drawn || broken(told, "%zu white bars, %zu stations", bars, drawn);
}

/* ---- A4: words ---- */

static bool is_inside(const train_map *map, box b)
{
    return b.x0 > -off && b.y0 > -off && b.x1 < map->width + off && b.y1 < map->height + off;
}

static bool text_meets_way(const map_text *t, const map_path *path)
{
    const double least = path->half + 1 - off;
    if (path->cubic) {
        for (size_t i = 0; i < path->n_way; i++) {
            if (distance(t->box, path->way[i]) < least) return true;
        }
        return false;
    }
    for (size_t i = 0; i + 1 < path->n_points; i += 2) { /* level or upright, with blunt ends */
        const point p = path->points[i], q = path->points[i + 1];
        const box b = {fmin(p.x, q.x), fmin(p.y, q.y), fmax(p.x, q.x), fmax(p.y, q.y)};
        const bool level = b.y1 - b.y0 < b.x1 - b.x0;
        if (across(t->box, b) > -(level ? 1 - off : least) &&
            down(t->box, b) > -(level ? least : 1 - off))
            return true;
    }
    return false;
}

/* A letter stands in its badge on its line, and a count of ticks over them. */
static bool on_its_path(const map_text *t, const map_path *path)
{
    return t->index == path->index &&
           (is(t->kind, "badge") || (is(t->kind, "ticks") && is(path->kind, "ticks")));
}

static bool in_its_box(const map_text *t, const map_box *b)
{
    const bool same = is(t->kind, b->kind) || (is(t->kind, "number") && is(b->kind, "group"));
    return same && t->index == b->index && across(t->box, b->box) > t->box.x1 - t->box.x0 - off &&
           down(t->box, b->box) > t->box.y1 - t->box.y0 - off;
}

static bool text_is_free(const train_map *map, size_t i, fault told)
{
    const map_text *t = &map->texts[i];
    if (!is_inside(map, t->box)) return broken(told, "\"%s\" is outside", t->words);
    for (size_t k = 0; k < i; k++) {
        const map_text *other = &map->texts[k];
        if (across(t->box, other->box) > 1 && down(t->box, other->box) > 1)
            return broken(told, "\"%s\" (%s) over \"%s\" (%s)", t->words, t->kind, other->words,
                          other->kind);
    }
    for (size_t k = 0; k < map->n_paths; k++) {
        const map_path *path = &map->paths[k];
        if (!on_its_path(t, path) && text_meets_way(t, path))
            return broken(told, "\"%s\" (%s) meets %s %u", t->words, t->kind, path->kind,
                          path->index);
    }
    for (size_t k = 0; k < map->n_boxes; k++) {
        const map_box *b = &map->boxes[k];
        if (in_its_box(t, b)) continue;
        if (across(t->box, b->box) > off && down(t->box, b->box) > off)
            return broken(told, "\"%s\" (%s) over %s %u", t->words, t->kind, b->kind, b->index);
    }
    return true;
}

static bool box_is_free(const train_map *map, size_t i, fault told)
{
    const map_box *a = &map->boxes[i];
    if (!is_inside(map, a->box)) return broken(told, "%s %u is outside", a->kind, a->index);
    for (size_t k = 0; k < i; k++) {
        const map_box *b = &map->boxes[k];
        if (across(a->box, b->box) > 1 && down(a->box, b->box) > 1)
            return broken(told, "%s %u over %s %u", a->kind, a->index, b->kind, b->index);
    }
    for (size_t k = 0; k < map->n_paths && !is(a->kind, "station"); k++) {
        const map_path *path = &map->paths[k];
        for (size_t n = 0; path->index != a->index && n < path->n_way; n++) {
            if (distance(a->box, path->way[n]) < path->half)
                return broken(told, "line %u crosses %s %u", path->index, a->kind, a->index);
        }
    }
    return true;
}

bool words_are_free(const train_map *map, fault told)
{
    for (size_t i = 0; i < map->n_texts; i++) {
        if (!text_is_free(map, i, told)) return false;
    }
    for (size_t i = 0; i < map->n_boxes; i++) {
        if (!box_is_free(map, i, told)) return false;
    }
    for (size_t i = 0; i < map->n_paths; i++) {
        for (size_t k = 0; k < map->paths[i].n_points; k++) {
            const point p = map->paths[i].points[k];
            if (!is_inside(map, (box){p.x, p.y, p.x, p.y}))
                return broken(told, "%s %u is outside", map->paths[i].kind, map->paths[i].index);
        }
    }
    return true;
}

/* ---- A6: crossings and bends ---- */

static unsigned crossings_of(const map_path *a, const map_path *b)
{
    const double from = a->way[0].x;
    const double to = fmax(a->way[a->n_way - 1].x, b->way[b->n_way - 1].x);
    unsigned count = 0;
    int side = 0;
    for (double x = from; x <= to; x++) { /* what has become a tail stays level */
        double y = a->way[a->n_way - 1].y, z = b->way[b->n_way - 1].y;
        path_height(a, x, &y);
        path_height(b, x, &z);
        const int now = y < z - 0.5 ? -1 : y > z + 0.5 ? 1 : 0;
        count += now && side && now != side;
        if (now) side = now;
    }
    return count;
}

static unsigned bends_of(const map_path *path)
{
    unsigned count = 0;
    bool level = true;
    for (size_t i = 0; i + 3 < path->n_points; i += 3) {
        const point *p = &path->points[i];
        if (hypot(p[3].x - p[0].x, p[3].y - p[0].y) < 0.5 || !is_straight(p)) continue;
        count += level && !is_level(p);
        level = is_level(p);
    }
    return count;
}

static bool board_counts(const train_map *map, const json_t *board, fault told)
{
    const json_t *lines = json_object_get(board, "lines");
    unsigned crossings = 0, bends = 0;
    for (unsigned row = 0; row < number_at(board, "rows"); row++) {
        for (size_t k = 0; k < json_array_size(lines); k++) {
            const map_path *path =
                find_line(map, number_at(json_array_get(lines, k), "coalition"), row);
            bends += bends_of(path);
            for (size_t l = 0; l < k; l++)
                crossings += crossings_of(
                    path, find_line(map, number_at(json_array_get(lines, l), "coalition"), row));
        }
    }
    if (crossings == number_at(board, "crossings") && bends == number_at(board, "bends"))
        return true;
    return broken(told, "%u crossings and %u bends, said to be %u and %u", crossings, bends,
                  number_at(board, "crossings"), number_at(board, "bends"));
}

bool counts_are_true(const train_map *map, fault told)
{
    size_t b;
    json_t *board;
    json_array_foreach(boards_of(map), b, board)
    {
        if (!board_counts(map, board, told)) return false;
    }
    return true;
}

bool all_rules_hold(const train_map *map, const bytes *model, bool names, fault told)
{
    return all_is_there(map, model, names, told) && lines_run_right(map, told) &&
           stations_hold_their_lines(map, told) && words_are_free(map, told) &&
           counts_are_true(map, told);
}
