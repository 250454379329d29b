/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "boxes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

double number_of(const json_t *thing, const char *member)
{
    return json_number_value(json_object_get(thing, member));
}

bool is_kind(const json_t *thing, const char *kind)
{
    return strcmp(json_string_value(json_object_get(thing, "kind")), kind) == 0;
}

size_t count_kind(const json_t *geometry, const char *array, const char *kind)
{
    size_t k, count = 0;
    json_t *thing;
    json_array_foreach(json_object_get(geometry, array), k, thing) count += is_kind(thing, kind);
    return count;
}

json_t *find_thing(const json_t *geometry, const char *array, const char *kind, unsigned index,
                   unsigned other)
{
    size_t k;
    json_t *thing, *found = NULL;
    json_array_foreach(json_object_get(geometry, array), k, thing)
    {
        if (!is_kind(thing, kind) || json_integer_value(json_object_get(thing, "index")) != index ||
            json_integer_value(json_object_get(thing, "other")) != other)
            continue;
        if (found) fail_msg("%s %u %u twice", kind, index, other);
        found = thing;
    }
    return found;
}

/* Corners of a text half a pixel smaller all around, turned around the middle of its start. */
typedef struct {
    double x[4], y[4];
} corners;

static corners corners_of(const json_t *text)
{
    const double angle = number_of(text, "turn") * 3.14159265358979323846 / 180;
    const double x = number_of(text, "x"), w = number_of(text, "w"), h = number_of(text, "h");
    const double middle = number_of(text, "y") + h / 2;
    corners c;
    for (int i = 0; i < 4; i++) {
        const double dx = i == 0 || i == 3 ? .5 : w - .5, dy = (i < 2 ? -1 : 1) * (h / 2 - .5);
        c.x[i] = x + dx * cos(angle) - dy * sin(angle);
        c.y[i] = middle + dx * sin(angle) + dy * cos(angle);
    }
    return c;
}

/* Some edge of a has all of b on its outer side. */
static bool parted(const corners *a, const corners *b)
{
    for (int i = 0; i < 4; i++) {
        const int k = (i + 1) % 4;
        bool outside = true;
        for (int j = 0; j < 4; j++)
            outside = outside && (a->x[k] - a->x[i]) * (b->y[j] - a->y[i]) -
                                         (a->y[k] - a->y[i]) * (b->x[j] - a->x[i]) <=
                                     0;
        if (outside) return true;
    }
    return false;
}

static const char *words_of(const json_t *text)
{
    return json_string_value(json_array_get(json_object_get(text, "lines"), 0));
}

static void check_texts(const json_t *geometry)
{
    json_t *texts = json_object_get(geometry, "texts");
    const size_t count = json_array_size(texts);
    corners *all = calloc(count + 1, sizeof *all);
    assert_non_null(all);
    for (size_t i = 0; i < count; i++) {
        all[i] = corners_of(json_array_get(texts, i));
        for (size_t k = 0; k < i; k++) {
            if (!parted(&all[i], &all[k]) && !parted(&all[k], &all[i]))
                fail_msg("\"%s\" on \"%s\"", words_of(json_array_get(texts, i)),
                         words_of(json_array_get(texts, k)));
        }
    }
    free(all);
}

static void check_inside(const json_t *geometry, double x, double y, const char *what)
{
    json_t *view = json_object_get(geometry, "viewBox");
    const double wide = json_number_value(json_array_get(view, 2));
    const double high = json_number_value(json_array_get(view, 3));
    if (x < 0 || y < 0 || x > wide || y > high) fail_msg("%s outside: %g %g", what, x, y);
}

void check_places(const json_t *geometry)
{
    size_t k, i;
    json_t *thing, *point;
    check_texts(geometry);
    json_array_foreach(json_object_get(geometry, "texts"), k, thing)
    {
        const corners c = corners_of(thing);
        for (int j = 0; j < 4; j++) check_inside(geometry, c.x[j], c.y[j], words_of(thing));
    }
    json_array_foreach(json_object_get(geometry, "boxes"), k, thing)
    {
        const double x = number_of(thing, "x"), y = number_of(thing, "y");
        check_inside(geometry, x, y, "box");
        check_inside(geometry, x + number_of(thing, "w"), y + number_of(thing, "h"), "box");
    }
    json_array_foreach(json_object_get(geometry, "paths"), k, thing)
    {
        json_array_foreach(json_object_get(thing, "points"), i, point)
            check_inside(geometry, json_number_value(json_array_get(point, 0)),
                         json_number_value(json_array_get(point, 1)), "path");
    }
}

void check_order(const bytes *model)
{
    bytes first = viz_svg(model);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        bytes other = shuffled(model, seed), drawn = viz_svg(&other);
        assert_int_equal(drawn.length, first.length);
        assert_memory_equal(drawn.data, first.data, first.length);
        bytes_release(&other);
        bytes_release(&drawn);
    }
    bytes_release(&first);
}

void check_refused(const bytes *model, const char *words)
{
    run r = viz_run(model, (setup){0});
    assert_int_equal(r.status, 1);
    assert_int_equal(r.out.length, 0);
    if (!strstr(r.err.data, words)) fail_msg("\"%s\" is not in: %s", words, r.err.data);
    run_release(&r);
}
