/* SPDX-License-Identifier: MIT
 *
 * Geometry against slow and obvious versions of itself. */
#include "geom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static uint64_t random_state = 1;

static double below(unsigned limit)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (double)((random_state >> 33) % limit);
}

static viz_point point(unsigned limit)
{
    const double x = below(limit);
    return (viz_point){x, below(limit)};
}

static viz_rect rectangle(unsigned limit)
{
    const viz_point a = point(limit);
    return (viz_rect){a.x, a.y, a.x + 1 + below(limit), a.y + 1 + below(limit)};
}

/* A corner of the hull is a point not inside any triangle of others and not between two: here, the
 * hull is right when it turns right everywhere and no point lies outside of any side. */
static void hulls_are_convex_and_hold_all(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        viz_point points[80], copy[80], hull[80];
        const size_t count = 1 + (size_t)below(80);
        for (size_t i = 0; i < count; i++) points[i] = copy[i] = point(round % 2 ? 6 : 200);
        const size_t size = viz_convex_hull(points, count, hull);
        assert_true(size >= 1 && size <= count);
        for (size_t i = 0; i < size; i++) {
            const viz_point a = hull[i], b = hull[(i + 1) % size], c = hull[(i + 2) % size];
            if (size > 2) assert_true(viz_turn(a, b, c) > 0);
            for (size_t k = 0; k < count && size > 2; k++)
                assert_true(viz_turn(a, b, copy[k]) >= 0);
            bool given = false;
            for (size_t k = 0; k < count; k++) given = given || viz_same(a, copy[k]);
            assert_true(given);
            assert_true(i == 0 || hull[0].y < a.y || (hull[0].y <= a.y && hull[0].x < a.x));
        }
    }
}

static void segments_and_rectangles(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        const viz_point a = point(40), b = point(40);
        const viz_rect r = rectangle(30);
        bool sampled = false;
        for (int i = 0; i <= 4000 && !sampled; i++) {
            const double t = i / 4000.0, x = a.x + t * (b.x - a.x), y = a.y + t * (b.y - a.y);
            sampled = x >= r.x0 && x <= r.x1 && y >= r.y0 && y <= r.y1;
        }
        const bool met = viz_segment_meets_rect(a, b, r);
        if (sampled) assert_true(met);
        if (!sampled) /* samples may miss a corner, never more */
            assert_false(viz_segment_meets_rect(a, b, viz_rect_grow(r, -0.02)));
    }
}

static void gaps_are_below_the_distance(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        viz_point points[2][6], corners[2][6];
        viz_polygon p[2];
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 6; i++) points[k][i] = point(60);
            for (int i = 0; i < 6; i++) points[k][i].x += k * (double)(round % 100);
            p[k] = viz_polygon_of(corners[k], viz_convex_hull(points[k], 6, corners[k]));
        }
        if (p[0].count < 3 || p[1].count < 3) continue;
        double nearest = 1e9;
        bool meet = false;
        for (size_t i = 0; i < p[0].count; i++) {
            const viz_point a = corners[0][i], b = corners[0][(i + 1) % p[0].count];
            meet = meet || viz_segment_meets_polygon(a, b, &p[1]);
            for (int s = 0; s <= 60; s++) {
                const viz_point at = {a.x + s / 60.0 * (b.x - a.x), a.y + s / 60.0 * (b.y - a.y)};
                for (size_t k = 0; k < p[1].count; k++) {
                    const viz_point c = corners[1][k], d = corners[1][(k + 1) % p[1].count];
                    for (int q = 0; q <= 60; q++) {
                        const viz_point on = {c.x + q / 60.0 * (d.x - c.x),
                                              c.y + q / 60.0 * (d.y - c.y)};
                        nearest = fmin(nearest, viz_distance(at, on));
                    }
                }
            }
        }
        const double gap = viz_polygon_gap(&p[0], &p[1]);
        assert_true(gap <= nearest + 1e-9);
        if (meet) assert_true(gap <= 0);
        if (gap > 0) assert_false(meet);
    }
}

static void outlines_keep_their_distance(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        viz_point points[16], corners[16], outline[6 * 16 + 1];
        for (int i = 0; i < 16; i += 4) {
            const viz_rect r = rectangle(100);
            points[i] = (viz_point){r.x0, r.y0};
            points[i + 1] = (viz_point){r.x1, r.y0};
            points[i + 2] = (viz_point){r.x1, r.y1};
            points[i + 3] = (viz_point){r.x0, r.y1};
        }
        const viz_polygon p = viz_polygon_of(corners, viz_convex_hull(points, 16, corners));
        const size_t count = viz_round_outline(&p, 16, outline);
        assert_int_equal(count, 6 * p.count + 1);
        assert_true(viz_distance(outline[0], outline[count - 1]) < 1e-9);
        for (size_t i = 0; i + 3 < count; i += 3) {
            for (int t = 0; t <= 10; t++) {
                const viz_point at = viz_cubic_at(outline + i, t / 10.0);
                const viz_rect dot = viz_rect_around(at, 0, 0);
                const double gap = viz_polygon_rect_gap(&p, dot);
                assert_true(gap > 11 && gap < 16.2); /* a lower bound beside corners */
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hulls_are_convex_and_hold_all),
        cmocka_unit_test(segments_and_rectangles),
        cmocka_unit_test(gaps_are_below_the_distance),
        cmocka_unit_test(outlines_keep_their_distance),
    };
    return cmocka_run_group_tests_name("viz.geom", tests, NULL, NULL);
}
