/* SPDX-License-Identifier: MIT
 *
 * The layout core of trains: what must hold of every drawing, looked for in the points of its
 * lines. */
#include "trains/layout.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LONGEST = 30000 }; /* px across */

typedef struct {
    viz_trains_input input;
    viz_trains_station station[VIZ_TRAINS_STATIONS];
} sample;

static uint64_t random_state;

static size_t below(size_t limit)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (size_t)(random_state >> 33) % limit;
}

static void add_station(sample *s, unsigned mask)
{
    viz_trains_station *station = &s->station[s->input.n_stations++];
    *station = (viz_trains_station){mask, 30 + (double)below(60), 14.0 * (double)(1 + below(3))};
}

static void start(sample *s, unsigned lines)
{
    s->input = (viz_trains_input)VIZ_TRAINS_INPUT_INIT;
    s->input.lines = lines;
    s->input.stations = s->station;
    s->input.restarts = 1;
    for (size_t k = 0; k < VIZ_TRAINS_LINES; k++) s->input.tail[k] = 20 + 8 * (double)below(9);
}

static void draw_at_random(sample *s)
{
    start(s, 3 + (unsigned)below(7));
    const size_t n = 6 + below(25), density = 15 + below(26);
    while (s->input.n_stations < n) {
        unsigned mask = 0;
        for (unsigned k = 0; k < s->input.lines; k++) mask |= (unsigned)(below(100) < density) << k;
        if (mask & (mask - 1)) add_station(s, mask);
    }
}

/* -- a line as heights at every px across -- */

static void sample_line(const viz_trains_run *run, double *y, size_t right)
{
    size_t x = 0;
    viz_point last = run->points[0];
    for (size_t i = 0; i + 1 < run->n_points; i += 3)
        for (int t = 0; t <= 100; t++) {
            const viz_point at = viz_cubic_at(run->points + i, t / 100.0);
            for (; (double)x <= at.x + 1e-6 && x <= right; x++) {
                const double part = at.x > last.x ? ((double)x - last.x) / (at.x - last.x) : 1;
                y[x] = last.y + part * (at.y - last.y);
            }
            last = at;
        }
    assert_int_equal(x, right + 1);
}

static bool round_number(double y)
{
    return fabs(y / 9 - round(y / 9)) < 1e-9;
}

static void check_pieces(const viz_trains_run *run, double right)
{
    assert_int_equal(run->n_points % 3, 1);
    assert_true(fabs(run->points[0].x) < 1e-9);
    assert_true(fabs(run->points[run->n_points - 1].x - right) < 1e-9);
    assert_true(round_number(run->departure_y) && round_number(run->end_y));
    for (size_t i = 0; i + 1 < run->n_points; i++)
        assert_true(run->points[i + 1].x >= run->points[i].x - 1e-9);
    for (size_t i = 0; i + 1 < run->n_points; i += 3) {
        const viz_point *p = run->points + i;
        const double dx = p[3].x - p[0].x, dy = fabs(p[3].y - p[0].y);
        const bool corner = i / 3 % 2;
        if (corner) {
            assert_true(fabs(p[1].y - p[0].y) < 1e-9 || fabs(p[3].y - p[2].y) < 1e-9);
            assert_true(dx < 5 && dy < 2.1);
        } else {
            assert_true(dy < 1e-9 || fabs(dx - dy) < 1e-9 || dx < 1e-9);
            if (i / 3 % 4 == 0) assert_true(dy < 1e-9 && round_number(p[0].y));
        }
    }
}

/* -- lines with each other -- */

/* Returns how often they cross. */
static unsigned check_pair(const double *a, const double *b, size_t right, bool last)
{
    bool near_crossing[LONGEST] = {false};
    unsigned crossings = 0;
    int side = 0;
    for (size_t x = 0; x < right; x++) {
        const int now = a[x] < b[x] - 1e-6 ? -1 : a[x] > b[x] + 1e-6 ? 1 : 0;
        crossings += now && side && now != side;
        if (now) side = now;
        if ((a[x] - b[x]) * (a[x + 1] - b[x + 1]) > 0) continue;
        for (size_t at = x > 16 ? x - 16 : 0; at < x + 16 && at <= right; at++)
            near_crossing[at] = true;
    }
    for (size_t x = 0; x <= right; x++)
        if (!near_crossing[x]) assert_true(fabs(a[x] - b[x]) > 8.4);
    for (size_t x = 0; x < right; x++) { /* diagonals side by side */
        const double slope = a[x + 1] - a[x];
        if (fabs(slope) > 0.99 && fabs(b[x + 1] - b[x] - slope) < 0.01)
            assert_true(fabs(a[x] - b[x]) > 12.6);
    }
    assert_true(fabs(a[0] - b[0]) >= 26.9);
    assert_true(fabs(a[right] - b[right]) >= (last ? 20 : 8.9));
    return crossings;
}

static void check_station(const sample *s, const viz_trains_stop *stop, size_t i,
                          double (*y)[LONGEST])
{
    const viz_trains_station *station = &s->station[i];
    const size_t x = (size_t)stop->x;
    const double label_bottom = stop->y0 - VIZ_TRAINS_CAPSULE - VIZ_TRAINS_LIFT;
    const double label_top = label_bottom - station->label_height;
    double expected = stop->y0;
    for (size_t step = 0; step < VIZ_TRAINS_LINES; step++) /* neighbours, a pitch apart */
        for (size_t k = 0; k < s->input.lines; k++)
            if ((station->mask >> k & 1) && fabs(y[k][x] - expected) < 1e-6) {
                expected += VIZ_TRAINS_PITCH;
                break;
            }
    size_t bits = 0;
    for (size_t k = 0; k < s->input.lines; k++) bits += station->mask >> k & 1;
    assert_true(fabs(stop->y1 - stop->y0 - VIZ_TRAINS_PITCH * (double)(bits - 1)) < 1e-9);
    assert_true(fabs(expected - stop->y1 - VIZ_TRAINS_PITCH) < 1e-6);
    for (size_t k = 0; k < s->input.lines; k++) {
        const bool stops = station->mask >> k & 1;
        for (double at = stop->x - 60; at <= stop->x + 60; at++) {
            if (at < 0 || at > LONGEST - 1) continue;
            const double here = y[k][(size_t)at], off = fabs(at - stop->x);
            const double dx = fmax(off - VIZ_TRAINS_CAPSULE, 0);
            const double dy = fmax(fmax(stop->y0 - 5.5 - here, here - stop->y1 - 5.5), 0);
            if (!stops) assert_true(sqrt(dx * dx + dy * dy) > 8);
            if (stops && off < 8) assert_true(here >= stop->y0 - 1e-6 && here <= stop->y1 + 1e-6);
            if (off <= station->label_width / 2 + 0.5)
                assert_true(here > label_bottom + 3.74 || here < label_top - 3.74);
        }
    }
}

static viz_rect label_box(const sample *s, const viz_trains_layout *l, size_t i)
{
    const viz_trains_stop *stop = &l->stop[i];
    const double half = s->station[i].label_width / 2;
    const double bottom = stop->y0 - VIZ_TRAINS_CAPSULE - VIZ_TRAINS_LIFT;
    return (viz_rect){stop->x - half, bottom - s->station[i].label_height, stop->x + half, bottom};
}

static viz_rect capsule_box(const viz_trains_layout *l, size_t i)
{
    const viz_trains_stop *stop = &l->stop[i];
    return (viz_rect){stop->x - 5.5, stop->y0 - 5.5, stop->x + 5.5, stop->y1 + 5.5};
}

static void check_boxes(const sample *s, const viz_trains_layout *l)
{
    for (size_t i = 0; i < s->input.n_stations; i++) {
        const viz_trains_stop *stop = &l->stop[i];
        const viz_trains_row *row = &l->row[stop->row];
        assert_true(stop->column >= row->first_column && stop->column < row->end_column);
        const viz_rect box = label_box(s, l, i), capsule = capsule_box(l, i);
        assert_true(box.y0 >= row->top && capsule.y1 <= row->top + row->height);
        assert_true(box.x1 <= l->width + 1 && box.x0 >= 0);
        for (size_t k = 0; k < s->input.n_stations; k++) {
            if (i == k) continue;
            assert_false(viz_rect_overlap(box, viz_rect_grow(label_box(s, l, k), -1e-6)));
            assert_false(viz_rect_overlap(box, viz_rect_grow(capsule_box(l, k), -1e-6)));
            assert_false(viz_rect_overlap(capsule, viz_rect_grow(capsule_box(l, k), -1e-6)));
        }
    }
}

static void check_layout(const sample *s, const viz_trains_layout *l)
{
    static double y[VIZ_TRAINS_LINES][LONGEST];
    double bottom = 0;
    unsigned crossings = 0;
    for (size_t r = 0; r < l->n_rows; r++) {
        const viz_trains_row *row = &l->row[r];
        const size_t right = (size_t)row->right;
        assert_true(right < LONGEST && fabs(row->right - l->width) < 1e-9);
        assert_true(row->top >= bottom && round_number(row->top));
        bottom = row->top + row->height;
        for (size_t k = 0; k < s->input.lines; k++) {
            check_pieces(&row->run[k], row->right);
            sample_line(&row->run[k], y[k], right);
            for (size_t x = 0; x <= right; x++)
                assert_true(y[k][x] >= row->top + 8.9 && y[k][x] <= bottom - 8.9);
        }
        for (size_t a = 0; a < s->input.lines; a++)
            for (size_t b = 0; b < a; b++)
                crossings += check_pair(y[a], y[b], right, r + 1 == l->n_rows);
        for (size_t i = 0; i < s->input.n_stations; i++)
            if (l->stop[i].row == r) check_station(s, &l->stop[i], i, y);
    }
    assert_true(fabs(bottom - l->height) < 1e-9);
    assert_int_equal(crossings, l->crossings);
    check_boxes(s, l);
}

static void lay(const sample *s, viz_trains_layout *out)
{
    viz_error err = {{0}};
    assert_true(viz_trains_lay(&s->input, out, &err));
}

static void rules_hold_of_random_groups(void **state)
{
    (void)state;
    random_state = 1;
    for (int round = 0; round < 200; round++) {
        sample s;
        viz_trains_layout l;
        draw_at_random(&s);
        s.input.moves = 4000;
        s.input.fold = (unsigned)round % 4;
        lay(&s, &l);
        check_layout(&s, &l);
        viz_trains_layout_release(&l);
    }
}

static void assert_same_drawing(const viz_trains_layout *a, const viz_trains_layout *b,
                                unsigned lines)
{
    assert_int_equal(a->n_rows, b->n_rows);
    for (size_t r = 0; r < a->n_rows; r++)
        for (size_t k = 0; k < lines; k++) {
            const viz_trains_run *p = &a->row[r].run[k], *q = &b->row[r].run[k];
            assert_int_equal(p->n_points, q->n_points);
            assert_memory_equal(p->points, q->points, p->n_points * sizeof *p->points);
        }
}

static void order_of_stations_does_not_matter(void **state)
{
    (void)state;
    random_state = 2;
    for (int round = 0; round < 10; round++) {
        sample s, t;
        viz_trains_layout a, b, c;
        draw_at_random(&s);
        s.input.moves = 4000;
        const size_t n = s.input.n_stations;
        lay(&s, &a);
        lay(&s, &b);
        assert_same_drawing(&a, &b, s.input.lines);
        t = s;
        t.input.stations = t.station;
        for (size_t i = 0; i < n; i++) t.station[i] = s.station[n - 1 - i];
        lay(&t, &c);
        assert_same_drawing(&a, &c, s.input.lines);
        for (size_t i = 0; i < n; i++) {
            assert_true(fabs(a.stop[i].x - b.stop[i].x) < 1e-12);
            assert_int_equal(s.station[i].mask, t.station[n - 1 - i].mask);
        }
        viz_trains_layout_release(&a);
        viz_trains_layout_release(&b);
        viz_trains_layout_release(&c);
    }
}

static void small_and_full_groups(void **state)
{
    (void)state;
    random_state = 3;
    for (unsigned lines = 1; lines <= VIZ_TRAINS_LINES; lines++)
        for (size_t n = 0; n < 4; n++)
            for (unsigned fold = 0; fold <= VIZ_TRAINS_ROWS; fold++) {
                sample s;
                viz_trains_layout l;
                start(&s, lines);
                s.input.fold = fold;
                s.input.moves = 1000;
                while (s.input.n_stations < n) add_station(&s, (1u << lines) - 1);
                lay(&s, &l);
                check_layout(&s, &l);
                assert_int_equal(l.crossings, 0);
                viz_trains_layout_release(&l);
            }
}

static void every_station_on_its_own(void **state)
{
    (void)state;
    sample s;
    viz_trains_layout l;
    start(&s, VIZ_TRAINS_LINES);
    for (unsigned k = 0; k < VIZ_TRAINS_STATIONS; k++) add_station(&s, 1u << k % VIZ_TRAINS_LINES);
    lay(&s, &l);
    check_layout(&s, &l);
    assert_int_equal(l.crossings, 0);
    viz_trains_layout_release(&l);
}

static void wrong_input_is_refused(void **state)
{
    (void)state;
    sample s;
    viz_trains_layout l;
    viz_error err = {{0}};
    start(&s, 3);
    add_station(&s, 8);
    assert_false(viz_trains_lay(&s.input, &l, &err));
    assert_non_null(strstr(err.message, "beyond 3"));
    start(&s, 10);
    assert_false(viz_trains_lay(&s.input, &l, &(viz_error){{0}}));
    start(&s, 0);
    assert_false(viz_trains_lay(&s.input, &l, &(viz_error){{0}}));
    start(&s, 3);
    s.input.n_stations = VIZ_TRAINS_STATIONS + 1;
    assert_false(viz_trains_lay(&s.input, &l, &(viz_error){{0}}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_of_random_groups),
        cmocka_unit_test(order_of_stations_does_not_matter),
        cmocka_unit_test(small_and_full_groups),
        cmocka_unit_test(every_station_on_its_own),
        cmocka_unit_test(wrong_input_is_refused),
    };
    return cmocka_run_group_tests_name("viz.trains", tests, NULL, NULL);
}
