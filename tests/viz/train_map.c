/* SPDX-License-Identifier: MIT */
#include "train_map.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

double json_at(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_number(value)) fail_msg("no number \"%s\"", name);
    return json_number_value(value);
}

static unsigned count_at(const json_t *object, const char *name)
{
    return (unsigned)json_at(object, name);
}

static const char *word_at(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    if (!value) fail_msg("no text \"%s\"", name);
    return value;
}

static box box_at(const json_t *o)
{
    const double x = json_at(o, "x"), y = json_at(o, "y");
    return (box){x, y, x + json_at(o, "w"), y + json_at(o, "h")};
}

static point cubic_at(const point *p, double t)
{
    const double u = 1 - t;
    const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                   a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static void walk(map_path *path)
{
    size_t most = 2;
    for (size_t i = 0; i + 3 < path->n_points; i += 3) {
        const point *p = &path->points[i];
        most += 2 + (size_t)(hypot(p[3].x - p[0].x, p[3].y - p[0].y) / 2);
    }
    path->way = calloc(most, sizeof *path->way);
    assert_non_null(path->way);
    path->way[path->n_way++] = path->points[0];
    for (size_t i = 0; i + 3 < path->n_points; i += 3) {
        const point *p = &path->points[i];
        const size_t steps = 1 + (size_t)(hypot(p[3].x - p[0].x, p[3].y - p[0].y) / 2);
        for (size_t k = 1; k <= steps; k++)
            path->way[path->n_way++] = cubic_at(p, (double)k / (double)steps);
    }
}

static map_path path_at(const json_t *o)
{
    size_t i;
    json_t *pair;
    const json_t *points = json_object_get(o, "points");
    map_path path = {.kind = word_at(o, "kind"),
                     .index = count_at(o, "index"),
                     .row = count_at(o, "other"),
                     .half = json_at(o, "width") / 2,
                     .cubic = strcmp(word_at(o, "form"), "cubic") == 0};
    path.points = calloc(json_array_size(points) + 1, sizeof *path.points);
    assert_non_null(path.points);
    json_array_foreach(points, i, pair) path.points[path.n_points++] = (point){
        json_number_value(json_array_get(pair, 0)), json_number_value(json_array_get(pair, 1))};
    if (path.cubic) {
        assert_true(path.n_points % 3 == 1);
        walk(&path);
    }
    return path;
}

train_map train_map_read(json_t *geometry)
{
    size_t i;
    json_t *o;
    const json_t *view = json_object_get(geometry, "viewBox");
    const json_t *texts = json_object_get(geometry, "texts");
    const json_t *boxes = json_object_get(geometry, "boxes");
    const json_t *paths = json_object_get(geometry, "paths");
    train_map map = {.json = geometry,
                     .width = json_number_value(json_array_get(view, 2)),
                     .height = json_number_value(json_array_get(view, 3))};
    map.texts = calloc(json_array_size(texts) + 1, sizeof *map.texts);
    map.boxes = calloc(json_array_size(boxes) + 1, sizeof *map.boxes);
    map.paths = calloc(json_array_size(paths) + 1, sizeof *map.paths);
    assert_true(map.texts && map.boxes && map.paths);
    json_array_foreach(texts, i, o) map.texts[map.n_texts++] =
        (map_text){.kind = word_at(o, "kind"),
                   .words = json_string_value(json_array_get(json_object_get(o, "lines"), 0)),
                   .lines = json_object_get(o, "lines"),
                   .index = count_at(o, "index"),
                   .other = count_at(o, "other"),
                   .box = box_at(o)};
    json_array_foreach(boxes, i, o) map.boxes[map.n_boxes++] =
        (map_box){word_at(o, "kind"), count_at(o, "index"), count_at(o, "other"), box_at(o)};
    json_array_foreach(paths, i, o) map.paths[map.n_paths++] = path_at(o);
    return map;
}

void train_map_release(train_map *map)
{
    for (size_t i = 0; i < map->n_paths; i++) {
        free(map->paths[i].points);
        free(map->paths[i].way);
    }
    free(map->texts);
    free(map->boxes);
    free(map->paths);
    json_decref(map->json);
    *map = (train_map){0};
}

bool path_height(const map_path *path, double x, double *y)
{
    if (!path || x < path->way[0].x || x > path->way[path->n_way - 1].x) return false;
    size_t low = 0, high = path->n_way - 1; /* x never falls */
    while (high - low > 1) {
        const size_t half = (low + high) / 2;
        if (path->way[half].x <= x)
            low = half;
        else
            high = half;
    }
    const point a = path->way[low], b = path->way[high];
    const double part = b.x > a.x ? (x - a.x) / (b.x - a.x) : 0;
    *y = a.y + part * (b.y - a.y);
    return true;
}

const map_path *find_line(const train_map *map, unsigned coalition, unsigned row)
{
    for (size_t i = 0; i < map->n_paths; i++) {
        const map_path *p = &map->paths[i];
        if (p->cubic && p->index == coalition && p->row == row && strcmp(p->kind, "line") == 0)
            return p;
    }
    return NULL;
}
