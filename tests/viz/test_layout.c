/* SPDX-License-Identifier: MIT
 *
 * The rules of the style network, checked from the geometry of many invented networks: nothing
 * overlaps, everything is inside, hulls hold their own coalitions and nobody else's. */
#include "network_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    double x0, y0, x1, y1;
} rect;

typedef struct {
    char name[40];
    rect r;
    unsigned group;
    bool coalition, item;
} thing;

typedef struct {
    double x[900], y[900];
    size_t count;
    unsigned group;
} polygon;

typedef struct {
    double width, height, smallest;
    thing *things; /* what may not overlap: boxes, badges, and texts that stand in neither */
    size_t n_things;
    polygon *hulls, *covers; /* corners on the outline; corners that hold the whole outline */
    size_t n_hulls;
    json_t *json;
} drawing;

static double number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static const char *word(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    assert_non_null(value);
    return value;
}

static rect rect_of(const json_t *o)
{
    const double x = number(o, "x"), y = number(o, "y");
    return (rect){x, y, x + number(o, "w"), y + number(o, "h")};
}

static void add_thing(drawing *d, const json_t *o, bool box)
{
    const char *kind = word(o, "kind");
    const bool inside = strcmp(kind, "coalition") == 0 || strcmp(kind, "badge") == 0;
    if (!box) d->smallest = fmin(d->smallest, number(o, "size"));
    if (!box && inside) return;
    thing *t = &d->things[d->n_things++];
    *t = (thing){.r = rect_of(o), .coalition = strcmp(kind, "coalition") == 0};
    t->item = strcmp(kind, "item") == 0;
    if (box) t->group = (unsigned)number(o, "other");
    snprintf(t->name, sizeof t->name, "%s %u", kind, (unsigned)number(o, "index"));
}

/* Nearer corners than this may seem to go back, as coordinates are rounded to a tenth. */
static const double apart_enough = 0.3;

static void add_corner(polygon *p, double x, double y)
{
    assert_true(p->count < 900);
    if (p->count && hypot(p->x[p->count - 1] - x, p->y[p->count - 1] - y) < apart_enough) return;
    p->x[p->count] = x;
    p->y[p->count++] = y;
}

static double cubic(const double p[4], double t)
{
    const double s = 1 - t;
    return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3];
}

/* No corner turns left by more than the rounding of the coordinates to a tenth allows. */
static void check_convex(const polygon *p)
{
    double around = 0;
    for (size_t i = 0; i < p->count; i++) {
        const size_t j = (i + 1) % p->count, k = (i + 2) % p->count;
        const double ax = p->x[j] - p->x[i], ay = p->y[j] - p->y[i];
        const double bx = p->x[k] - p->x[j], by = p->y[k] - p->y[j];
        const double reach = sqrt(ax * ax + ay * ay) + sqrt(bx * bx + by * by);
        if (ax * by - ay * bx < -0.15 * reach) fail_msg("hull %u is not convex", p->group);
        around += atan2(ax * by - ay * bx, ax * bx + ay * by);
    }
    assert_true(fabs(around - 2 * 3.14159265358979) < 1e-6); /* once, clockwise */
}

/* The outline is closed and made of cubic pieces: it goes around its corners from inside when these
 * lie on the pieces, and inside of its handles, which bend outwards everywhere. */
static void add_hull(drawing *d, const json_t *o)
{
    const json_t *points = json_object_get(o, "points");
    const size_t count = json_array_size(points);
    polygon *on = &d->hulls[d->n_hulls], *cover = &d->covers[d->n_hulls++];
    on->group = cover->group = (unsigned)number(o, "index");
    assert_string_equal(word(o, "form"), "cubic");
    assert_true(count > 3 && count % 3 == 1);
    for (size_t i = 0; i + 3 < count; i += 3) {
        double x[4], y[4];
        for (size_t k = 0; k < 4; k++) {
            const json_t *point = json_array_get(points, i + k);
            x[k] = json_number_value(json_array_get(point, 0));
            y[k] = json_number_value(json_array_get(point, 1));
            if (i + 3 < count - 1 || k < 3) add_corner(cover, x[k], y[k]);
        }
        for (int s = 0; s < 4; s++) add_corner(on, cubic(x, s / 4.0), cubic(y, s / 4.0));
        if (i + 4 == count) {
            assert_true(fabs(x[3] - on->x[0]) < 0.11 && fabs(y[3] - on->y[0]) < 0.11);
        }
    }
    for (polygon *p = on; p; p = p == on ? cover : NULL) {
        const size_t last = p->count - 1;
        if (hypot(p->x[0] - p->x[last], p->y[0] - p->y[last]) < apart_enough) p->count--;
        check_convex(p);
    }
}

static drawing draw(const bytes *model)
{
    drawing d = {.json = viz_geometry(model), .smallest = 1e9};
    const json_t *texts = json_object_get(d.json, "texts");
    const json_t *boxes = json_object_get(d.json, "boxes");
    const json_t *paths = json_object_get(d.json, "paths");
    const json_t *view = json_object_get(d.json, "viewBox");
    size_t i;
    json_t *o;
    d.width = json_number_value(json_array_get(view, 2));
    d.height = json_number_value(json_array_get(view, 3));
    d.things = calloc(json_array_size(texts) + json_array_size(boxes) + 1, sizeof *d.things);
    d.hulls = calloc(json_array_size(paths) + 1, sizeof *d.hulls);
    d.covers = calloc(json_array_size(paths) + 1, sizeof *d.covers);
    assert_true(d.things && d.hulls && d.covers);
    json_array_foreach(texts, i, o) add_thing(&d, o, false);
    json_array_foreach(boxes, i, o) add_thing(&d, o, true);
    json_array_foreach(paths, i, o)
    {
        if (strcmp(word(o, "kind"), "hull") == 0) add_hull(&d, o);
    }
    return d;
}

static void release(drawing *d)
{
    free(d->things);
    free(d->hulls);
    free(d->covers);
    json_decref(d->json);
}

static void check_overlaps(const drawing *d)
{
    for (size_t i = 0; i < d->n_things; i++) {
        const rect a = d->things[i].r;
        if (a.x0 < 0 || a.y0 < 0 || a.x1 > d->width || a.y1 > d->height)
            fail_msg("%s is outside", d->things[i].name);
        for (size_t k = 0; k < i; k++) {
            const rect b = d->things[k].r;
            const double across = fmin(a.x1, b.x1) - fmax(a.x0, b.x0);
            const double down = fmin(a.y1, b.y1) - fmax(a.y0, b.y0);
            if (across > 1 && down > 1)
                fail_msg("%s over %s by %g x %g", d->things[i].name, d->things[k].name, across,
                         down);
        }
    }
}

static polygon polygon_of(rect r)
{
    return (polygon){.x = {r.x0, r.x1, r.x1, r.x0}, .y = {r.y0, r.y0, r.y1, r.y1}, .count = 4};
}

/* Convex polygons are apart when along the normal of some side all of one lies beyond the other. */
static bool apart_along_sides(const polygon *a, const polygon *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const size_t j = (i + 1) % a->count;
        const double nx = a->y[j] - a->y[i], ny = a->x[i] - a->x[j];
        double most_a = -HUGE_VAL, least_b = HUGE_VAL;
        for (size_t k = 0; k < a->count; k++) most_a = fmax(most_a, nx * a->x[k] + ny * a->y[k]);
        for (size_t k = 0; k < b->count; k++) least_b = fmin(least_b, nx * b->x[k] + ny * b->y[k]);
        if (least_b >= most_a) return true;
    }
    return false;
}

static bool apart(const polygon *a, const polygon *b)
{
    return apart_along_sides(a, b) || apart_along_sides(b, a);
}

static bool holds(const polygon *p, double x, double y)
{
    bool in = false;
    for (size_t i = 0, k = p->count - 1; i < p->count; k = i++) {
        if ((p->y[i] > y) != (p->y[k] > y) &&
            x < (p->x[k] - p->x[i]) * (y - p->y[i]) / (p->y[k] - p->y[i]) + p->x[i])
            in = !in;
    }
    return in;
}

static bool holds_rect(const polygon *p, rect r)
{
    return holds(p, r.x0, r.y0) && holds(p, r.x1, r.y0) && holds(p, r.x1, r.y1) &&
           holds(p, r.x0, r.y1);
}

static void check_hulls(const drawing *d)
{
    for (size_t h = 0; h < d->n_hulls; h++) {
        const polygon *hull = &d->hulls[h], *cover = &d->covers[h];
        for (size_t k = 0; k < h; k++) {
            if (!apart(cover, &d->covers[k]))
                fail_msg("hulls %u and %u meet", hull->group, d->hulls[k].group);
        }
        for (size_t i = 0; i < d->n_things; i++) {
            const thing *t = &d->things[i];
            const polygon box = polygon_of(t->r);
            if (t->coalition && t->group == hull->group) {
                if (!holds_rect(hull, t->r)) fail_msg("%s is not in its hull", t->name);
            } else if (t->coalition && !apart(cover, &box)) {
                fail_msg("%s is in hull %u", t->name, hull->group);
            }
        }
    }
}

/* An item lies inside the hull that all its coalitions share, else outside every hull. */
static void check_items(const drawing *d)
{
    const json_t *paths = json_object_get(d->json, "paths");
    for (size_t i = 0; i < d->n_things; i++) {
        const thing *t = &d->things[i];
        if (!t->item) continue;
        size_t k, seats = 0;
        json_t *edge;
        unsigned group = 0, index = 0;
        bool shared = false;
        assert_int_equal(sscanf(t->name, "item %u", &index), 1);
        json_array_foreach(paths, k, edge)
        {
            if (strcmp(word(edge, "kind"), "seat") != 0 || number(edge, "other") != index) continue;
            char name[40];
            snprintf(name, sizeof name, "coalition %u", (unsigned)number(edge, "index"));
            for (size_t c = 0; c < d->n_things; c++) {
                if (strcmp(d->things[c].name, name) != 0) continue;
                shared = shared || (seats && d->things[c].group != group);
                group = d->things[c].group;
                seats++;
            }
        }
        for (size_t h = 0; h < d->n_hulls; h++) {
            const polygon box = polygon_of(t->r), *hull = &d->hulls[h];
            const bool own = seats && !shared && group == hull->group;
            if (own ? !holds_rect(hull, t->r) : !apart(&d->covers[h], &box))
                fail_msg("%s and hull %u", t->name, hull->group);
        }
    }
}

static const thing *find(const drawing *d, const char *kind, double index)
{
    char name[40];
    snprintf(name, sizeof name, "%s %u", kind, (unsigned)index);
    for (size_t i = 0; i < d->n_things; i++) {
        if (strcmp(d->things[i].name, name) == 0) return &d->things[i];
    }
    fail_msg("no %s", name);
    return NULL;
}

static double distance_to(rect r, double x, double y)
{
    const double across = fmax(fmax(r.x0 - x, x - r.x1), 0);
    const double down = fmax(fmax(r.y0 - y, y - r.y1), 0);
    return sqrt(across * across + down * down);
}

/* Every seat and link is an edge that begins and ends at what it ties, and not inside of it. */
static void check_edges(const drawing *d, const bytes *model)
{
    size_t expected = 0, found = 0, i;
    json_t *edge;
    for (const char *at = model->data; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        expected += strncmp(at, "seat\t", 5) == 0 || strncmp(at, "link\t", 5) == 0;
    }
    json_array_foreach(json_object_get(d->json, "paths"), i, edge)
    {
        const bool seat = strcmp(word(edge, "kind"), "seat") == 0;
        if (!seat && strcmp(word(edge, "kind"), "link") != 0) continue;
        const thing *ends[2] = {find(d, "coalition", number(edge, "index")),
                                find(d, seat ? "item" : "coalition", number(edge, "other"))};
        assert_int_equal(json_array_size(json_object_get(edge, "points")), 4);
        found++;
        for (size_t k = 0; k < 2; k++) {
            const json_t *point = json_array_get(json_object_get(edge, "points"), 3 * k);
            const double x = json_number_value(json_array_get(point, 0));
            const double y = json_number_value(json_array_get(point, 1));
            rect inner = ends[k]->r;
            inner.x0 += 0.6, inner.y0 += 0.6, inner.x1 -= 0.6, inner.y1 -= 0.6;
            const bool inside = x > inner.x0 && x < inner.x1 && y > inner.y0 && y < inner.y1;
            if (distance_to(ends[k]->r, x, y) > 7 || inside)
                fail_msg("edge %zu misses %s by %g%s", i, ends[k]->name,
                         distance_to(ends[k]->r, x, y), inside ? ", inside" : "");
        }
    }
    assert_int_equal(found, expected);
}

static void check_all(const bytes *model)
{
    drawing d = draw(model);
    const double shape = d.width / d.height;
    check_overlaps(&d);
    check_hulls(&d);
    check_items(&d);
    check_edges(&d, model);
    if (shape < 1.195 || shape > 1.805) fail_msg("shape %g", shape);
    release(&d);
}

static void rules_hold_for_random_networks(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 24; i++) {
        uint64_t random = i + 1;
        const unsigned coalitions = 5 + 55 * i / 23;
        bytes model = network_model((network){.coalitions = coalitions,
                                              .items = 4 + random_below(&random, 2 * coalitions),
                                              .groups = 1 + coalitions / (3 + i % 5),
                                              .seats = 6 * coalitions,
                                              .alone = i % 3 * random_below(&random, 4),
                                              .home = 40 + random_below(&random, 60),
                                              .labels = i % 2,
                                              .links = i % 4 == 0,
                                              .seed = i + 100});
        print_message("network %u: %u coalitions\n", i, coalitions);
        check_all(&model);
        bytes_release(&model);
    }
}

static void letters_stay_readable(void **state)
{
    (void)state;
    bytes model = network_model((network){.coalitions = 40,
                                          .items = 80,
                                          .groups = 6,
                                          .seats = 260,
                                          .home = 70,
                                          .labels = true,
                                          .seed = 1});
    drawing d = draw(&model);
    assert_true(d.smallest * fmin(1, 1600 / d.width) >= 10);
    release(&d);
    bytes_release(&model);
}

static void rules_hold_at_the_edges(void **state)
{
    (void)state;
    static const network networks[] = {
        {.coalitions = 0},
        {.coalitions = 1},
        {.coalitions = 1, .groups = 1},
        {.coalitions = 2, .groups = 2, .items = 1, .seats = 2},
        {.coalitions = 20, .groups = 3, .labels = true},                        /* nothing shared */
        {.coalitions = 20, .items = 25, .seats = 60},                           /* no groups */
        {.coalitions = 20, .items = 25, .seats = 60, .groups = 3, .alone = 20}, /* empty groups */
        {.coalitions = 24, .items = 40, .seats = 120, .groups = 1, .home = 100},
        {.coalitions = 60, .items = 1, .seats = 60},
        {.coalitions = 60, .items = 40, .seats = 130, .groups = 30, .home = 30, .labels = true},
        {.items = 10},
        {.coalitions = 57, .items = 143, .seats = 600, .groups = 9, .home = 70},
    };
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        print_message("edge %zu\n", i);
        bytes model = network_model(networks[i]);
        check_all(&model);
        bytes_release(&model);
    }
    bytes hostile = hostile_model();
    check_all(&hostile);
    bytes_release(&hostile);
}

static void sheets_have_the_shape_of_their_paper(void **state)
{
    (void)state;
    static const struct {
        const char *paper;
        double shape;
    } papers[] = {{"a3", 404.0 / 281}, {"a4", 281.0 / 194}, {"letter", 263.4 / 199.9}};
    for (size_t i = 0; i < 3; i++) {
        bytes model = network_model((network){
            .coalitions = 20, .items = 30, .groups = 4, .seats = 80, .home = 60, .seed = 5});
        bytes_print(&model, "paper\t%s\n", papers[i].paper);
        drawing d = draw(&model);
        assert_true(fabs(d.width / d.height - papers[i].shape) < 0.005);
        check_overlaps(&d);
        release(&d);
        bytes_release(&model);
    }
}

/* Of one group of a region: an item of two drawn is small, whoever else holds it, and what others
 * hold too lies outside the outline. */
static void others_hold_it_too(void **state)
{
    (void)state;
    bytes model = {0};
    bytes_print(&model, "corral-drawing\t1\nstyle\tnetwork\ngroup\t2\t\n"
                        "coalition\t0\ta\tA\t2\tyes\ncoalition\t1\tb\tB\t2\tyes\n"
                        "item\t0\tOurs\t2\nitem\t1\tTheirs\t40\n"
                        "seat\t0\t0\t1\nseat\t1\t0\t1\nseat\t0\t1\t1\nseat\t1\t1\t1\n");
    drawing d = draw(&model);
    assert_int_equal(d.n_hulls, 1);
    for (size_t i = 0; i < d.n_things; i++) {
        const polygon box = polygon_of(d.things[i].r);
        if (strcmp(d.things[i].name, "item 0") == 0)
            assert_true(holds_rect(&d.hulls[0], d.things[i].r));
        if (strcmp(d.things[i].name, "item 1") == 0) assert_true(apart(&d.covers[0], &box));
    }
    json_t *o;
    size_t k, items = 0;
    json_array_foreach(json_object_get(d.json, "texts"), k, o)
    {
        if (strcmp(word(o, "kind"), "item") != 0) continue;
        items++;
        assert_true(number(o, "size") < 11.5);
    }
    assert_int_equal(items, 2);
    release(&d);
    bytes_release(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_at_the_edges),
        cmocka_unit_test(rules_hold_for_random_networks),
        cmocka_unit_test(letters_stay_readable),
        cmocka_unit_test(sheets_have_the_shape_of_their_paper),
        cmocka_unit_test(others_hold_it_too),
    };
    return cmocka_run_group_tests_name("viz.layout", tests, NULL, NULL);
}
