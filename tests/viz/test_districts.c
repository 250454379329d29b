/* SPDX-License-Identifier: MIT
 *
 * The style districts, checked from its geometry: nothing overlaps, every group is a dot in its
 * disc, roads run from edge to edge, neighbours differ in colour. */
#define _GNU_SOURCE
#include "districts_model.h"
#include "svg_checks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 120 };

typedef struct {
    double x0, y0, x1, y1;
} rect;

typedef struct {
    double x, y, radius;
    rect words;
    unsigned colour, groups, dots;
    bool drawn;
} disc;

typedef struct {
    disc discs[MOST];
    unsigned count, roads;
    double width, height;
    json_t *json;
} drawing;

static double number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static bool is(const json_t *object, const char *kind)
{
    return strcmp(json_string_value(json_object_get(object, "kind")), kind) == 0;
}

static rect rect_of(const json_t *o)
{
    const double x = number(o, "x"), y = number(o, "y");
    return (rect){x, y, x + number(o, "w"), y + number(o, "h")};
}

static void read_model(const bytes *model, drawing *d)
{
    for (const char *at = model->data; at; at = strchr(at, '\n')) {
        unsigned index, groups, coalitions;
        at += *at == '\n';
        d->roads += strncmp(at, "road\t", 5) == 0;
        if (strncmp(at, "district\t", 9) != 0) continue;
        const char *last = strchrnul(at, '\n'), *field = last;
        for (int tabs = 0; tabs < 2; tabs += *field == '\t') field--;
        assert_int_equal(sscanf(at, "district\t%u", &index), 1);
        assert_int_equal(sscanf(field, "%u %u", &groups, &coalitions), 2);
        assert_true(index < MOST);
        d->discs[index].groups = groups;
        d->count++;
    }
}

static void add_disc(drawing *d, const json_t *o)
{
    if (!is(o, "district")) return;
    const rect r = rect_of(o);
    disc *at = &d->discs[(unsigned)number(o, "index")];
    assert_false(at->drawn);
    at->drawn = true;
    at->x = (r.x0 + r.x1) / 2;
    at->y = (r.y0 + r.y1) / 2;
    at->radius = (r.x1 - r.x0) / 2;
    at->colour = (unsigned)number(o, "other");
    assert_true(at->colour >= 1 && at->colour <= 9);
}

static void add_words(drawing *d, const json_t *o)
{
    if (!is(o, "district") && !is(o, "below")) return;
    const rect r = rect_of(o);
    rect *all = &d->discs[(unsigned)number(o, "index")].words;
    const bool any = all->x1 > all->x0;
    *all = any ? (rect){fmin(all->x0, r.x0), fmin(all->y0, r.y0), fmax(all->x1, r.x1),
                        fmax(all->y1, r.y1)}
               : r;
}

static drawing draw(const bytes *model)
{
    drawing d = {.json = viz_geometry(model)};
    const json_t *view = json_object_get(d.json, "viewBox");
    size_t i;
    json_t *o;
    read_model(model, &d);
    d.width = json_number_value(json_array_get(view, 2));
    d.height = json_number_value(json_array_get(view, 3));
    json_array_foreach(json_object_get(d.json, "boxes"), i, o) add_disc(&d, o);
    json_array_foreach(json_object_get(d.json, "texts"), i, o) add_words(&d, o);
    for (unsigned k = 0; k < d.count; k++) assert_true(d.discs[k].drawn);
    return d;
}

/* ---- rules ---- */

static bool meet(rect a, rect b)
{
    return fmin(a.x1, b.x1) - fmax(a.x0, b.x0) > 1 && fmin(a.y1, b.y1) - fmax(a.y0, b.y0) > 1;
}

static double from_rect(rect r, double x, double y)
{
    return hypot(fmax(fmax(r.x0 - x, x - r.x1), 0), fmax(fmax(r.y0 - y, y - r.y1), 0));
}

static void check_overlaps(const drawing *d)
{
    for (unsigned i = 0; i < d->count; i++) {
        const disc *a = &d->discs[i];
        assert_true(a->x - a->radius >= 0 && a->x + a->radius <= d->width);
        assert_true(a->y - a->radius >= 0 && a->y + a->radius <= d->height);
        assert_true(a->words.x0 >= 0 && a->words.x1 <= d->width);
        assert_true(a->words.y0 >= 0 && a->words.y1 <= d->height);
        for (unsigned k = 0; k < d->count; k++) {
            const disc *b = &d->discs[k];
            if (from_rect(b->words, a->x, a->y) < a->radius)
                fail_msg("disc %u over the words of %u", i, k);
            if (k >= i) continue;
            if (hypot(a->x - b->x, a->y - b->y) < a->radius + b->radius + 2)
                fail_msg("disc %u over %u", i, k);
            if (meet(a->words, b->words)) fail_msg("words of %u over those of %u", i, k);
        }
    }
}

/* All dots of a disc are inside of it and apart from each other. */
static void check_dots(drawing *d)
{
    size_t i;
    json_t *o;
    json_array_foreach(json_object_get(d->json, "paths"), i, o)
    {
        if (!is(o, "dots")) continue;
        disc *of = &d->discs[(unsigned)number(o, "index")];
        const double size = number(o, "width");
        const json_t *points = json_object_get(o, "points");
        const size_t count = json_array_size(points);
        assert_int_equal((unsigned)number(o, "other"), of->colour);
        assert_true(size >= 5 && size <= 9);
        of->dots = (unsigned)count;
        for (size_t k = 0; k < count; k++) {
            const json_t *p = json_array_get(points, k);
            const double x = json_number_value(json_array_get(p, 0));
            const double y = json_number_value(json_array_get(p, 1));
            assert_true(hypot(x - of->x, y - of->y) + size / 2 < of->radius);
            for (size_t m = k > 150 ? k - 150 : 0; m < k; m++) {
                const json_t *q = json_array_get(points, m);
                const double away = hypot(x - json_number_value(json_array_get(q, 0)),
                                          y - json_number_value(json_array_get(q, 1)));
                if (away < size) fail_msg("dots %zu and %zu of a disc touch", k, m);
            }
        }
    }
    for (unsigned k = 0; k < d->count; k++) assert_int_equal(d->discs[k].dots, d->discs[k].groups);
}

static void check_roads(const drawing *d)
{
    size_t i, found = 0;
    json_t *o;
    json_array_foreach(json_object_get(d->json, "paths"), i, o)
    {
        if (!is(o, "road")) continue;
        const json_t *points = json_object_get(o, "points");
        const disc *ends[] = {&d->discs[(unsigned)number(o, "index")],
                              &d->discs[(unsigned)number(o, "other")]};
        assert_int_equal(json_array_size(points), 4);
        for (size_t k = 0; k < 2; k++) {
            const json_t *p = json_array_get(points, 3 * k);
            const double away = hypot(json_number_value(json_array_get(p, 0)) - ends[k]->x,
                                      json_number_value(json_array_get(p, 1)) - ends[k]->y);
            if (fabs(away - ends[k]->radius) > 1) fail_msg("a road ends at %g of a disc", away);
        }
        assert_true(number(o, "width") >= 1.5 && number(o, "width") <= 9);
        assert_int_not_equal(ends[0]->colour, ends[1]->colour);
        found++;
    }
    assert_int_equal(found, d->roads);
}

/* Area of discs over groups: the larger district has the larger disc, and twice the groups have
 * about twice the area where there are many. */
static void check_areas(const drawing *d)
{
    for (unsigned i = 0; i < d->count; i++) {
        for (unsigned k = 0; k < d->count; k++) {
            const disc *a = &d->discs[i], *b = &d->discs[k];
            if (a->groups > b->groups) assert_true(a->radius >= b->radius - 0.11);
            if (a->groups < 50 || b->groups < 50) continue;
            const double areas = pow(a->radius / b->radius, 2);
            const double groups = (double)a->groups / b->groups;
            assert_true(fabs(areas / groups - 1) < 0.25);
        }
    }
}

static void check_all(const bytes *model)
{
    drawing d = draw(model);
    check_overlaps(&d);
    check_dots(&d);
    check_roads(&d);
    check_areas(&d);
    assert_true(d.width / d.height > 1.19 && d.width / d.height < 1.91);
    json_decref(d.json);
    check_drawing(model, false);
}

/* ---- tests ---- */

static void rules_hold_for_any_districts(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 14; i++) {
        bytes model = districts_model((districts){.districts = 2 + 4 * i,
                                                  .groups = i % 2 ? 40 * i : 5 * i,
                                                  .roads = i % 4,
                                                  .seed = i + 1});
        check_all(&model);
        bytes_release(&model);
    }
}

static void rules_hold_at_the_edges(void **state)
{
    (void)state;
    static const districts edges[] = {
        {.districts = 1},
        {.districts = 1, .groups = 20000},
        {.districts = 2, .roads = 1},
        {.districts = 3, .groups = 3, .roads = 2},
        {.districts = 120, .groups = 300},
        {.districts = 120, .groups = 14286, .roads = 2},
    };
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        bytes model = districts_model(edges[i]);
        check_all(&model);
        bytes_release(&model);
    }
    bytes none = {0}, empty = {0};
    bytes_print(&none, "corral-drawing\t1\nstyle\tdistricts\n");
    check_drawing(&none, false);
    bytes_print(&empty, "corral-drawing\t1\nstyle\tdistricts\nlang\tnl\ndistrict\t0\t\t\t1\t2\n");
    check_drawing(&empty, false);
    bytes_release(&none);
    bytes_release(&empty);
}

static void limits_are_said(void **state)
{
    (void)state;
    bytes many = districts_model((districts){.districts = 121});
    bytes large = districts_model((districts){.districts = 1, .groups = 60000});
    run runs[] = {viz_run(&many, (setup){0}), viz_run(&large, (setup){0})};
    static const char *const messages[] = {
        "corral-viz: districts of the style districts, allowed: at most 120, given: 121\n",
        "corral-viz: groups of the style districts, allowed: at most 25000 in all, given: "};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(runs[i].status, 1);
        assert_int_equal(runs[i].out.length, 0);
        assert_memory_equal(runs[i].err.data, messages[i], strlen(messages[i]));
        run_release(&runs[i]);
    }
    bytes_release(&many);
    bytes_release(&large);
}

static void nothing_but_the_model_decides(void **state)
{
    (void)state;
    bytes model = districts_model((districts){.districts = 30, .groups = 500, .roads = 2});
    check_same_bytes(&model);
    bytes_release(&model);
    check_hostile(districts_of);
}

/* The goals: 400 KB and half a second for 14,286 groups; the time is a bound here, as the program
 * may be built for debugging and the machine may be busy. */
static void the_largest_is_small_and_fast(void **state)
{
    (void)state;
    bytes model =
        districts_model((districts){.districts = 120, .groups = 14286, .roads = 2, .seed = 2});
    run r = viz_run(&model, (setup){0});
    assert_int_equal(r.status, 0);
    print_message("%zu bytes, %.2f s\n", r.out.length, r.seconds);
    assert_true(r.out.length <= 400000);
    assert_true(r.seconds < 30);
    run_release(&r);
    bytes_release(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_at_the_edges),
        cmocka_unit_test(rules_hold_for_any_districts),
        cmocka_unit_test(limits_are_said),
        cmocka_unit_test(nothing_but_the_model_decides),
        cmocka_unit_test(the_largest_is_small_and_fast),
    };
    return cmocka_run_group_tests_name("viz.districts", tests, NULL, NULL);
}
