/* SPDX-License-Identifier: MIT
 *
 * Edges as gentle curves: of a few bends to either side, the one that passes over the least that is
 * foreign; then cut where it leaves and enters the outlines of its ends. */
#include "network.h"

#include <math.h>

enum { SAMPLES = 20 };

static const double text_room = 3; /* between an edge's end and the text it leads to */

/* A cubic whose inner points lie beside the straight way by these parts of its length. */
static void bow(viz_point from, viz_point to, double near, double far, viz_point curve[4])
{
    const double dx = to.x - from.x, dy = to.y - from.y;
    curve[0] = from;
    curve[1] = (viz_point){from.x + dx / 3 - near * dy, from.y + dy / 3 + near * dx};
    curve[2] = (viz_point){from.x + dx * 2 / 3 - far * dy, from.y + dy * 2 / 3 + far * dx};
    curve[3] = to;
}

static viz_rect bounds_of(const viz_point curve[4])
{
    viz_rect r = viz_rect_around(curve[0], 0, 0);
    for (int i = 1; i < 4; i++) r = viz_rect_union(r, viz_rect_around(curve[i], 0, 0));
    return r;
}

static bool passes_rect(const viz_point way[SAMPLES + 1], viz_rect rect)
{
    for (int i = 0; i < SAMPLES; i++) {
        if (viz_segment_meets_rect(way[i], way[i + 1], rect)) return true;
    }
    return false;
}

static double passed(const viz_board *b, const viz_tie *tie, const viz_point curve[4])
{
    viz_point way[SAMPLES + 1];
    const viz_rect bounds = bounds_of(curve);
    double price = 0;
    for (int i = 0; i <= SAMPLES; i++) way[i] = viz_cubic_at(curve, (double)i / SAMPLES);
    for (size_t k = 0; k < b->n_things; k++) {
        const viz_rect r = viz_rect_grow(b->things[k].rect, 2);
        if (k != tie->a && k != tie->b && viz_rect_overlap(bounds, r) && passes_rect(way, r))
            price += b->things[k].box ? 9 : 4;
    }
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        if (viz_rect_overlap(bounds, island->flag) && passes_rect(way, island->flag)) price += 3;
        if (b->things[tie->a].island == g || b->things[tie->b].island == g) continue;
        for (int i = 0; i < SAMPLES; i++) {
            if (viz_segment_meets_polygon(way[i], way[i + 1], &island->hull)) {
                price += 1;
                break;
            }
        }
    }
    return price;
}

/* The part of the curve from parameter t0 to t1 (de Casteljau, twice). */
static void cut(viz_point curve[4], double t0, double t1)
{
    for (int pass = 0; pass < 2; pass++) {
        const double t = pass == 0 ? t1 : 1 - t0 / t1; /* the second pass runs backwards */
        for (int round = 1; round < 4; round++) {
            for (int i = 3; i >= round; i--) {
                viz_point *p = curve;
                p[i].x = p[i - 1].x + t * (p[i].x - p[i - 1].x);
                p[i].y = p[i - 1].y + t * (p[i].y - p[i - 1].y);
            }
        }
        for (int i = 0; i < 2; i++) {
            const viz_point swap = curve[i];
            curve[i] = curve[3 - i];
            curve[3 - i] = swap;
        }
    }
}

static bool inside(viz_rect r, viz_point p)
{
    return p.x > r.x0 && p.x < r.x1 && p.y > r.y0 && p.y < r.y1;
}

/* Where the curve, which begins (or ends) in the centre of the thing, crosses its outline. */
static double crossing(const viz_board *b, size_t thing, const viz_point curve[4], bool at_end)
{
    const viz_thing *t = &b->things[thing];
    const viz_rect r = viz_rect_grow(t->rect, t->box ? 0 : text_room);
    double in = at_end ? 1 : 0, out = at_end ? 0 : 1;
    for (int i = 1; i <= SAMPLES; i++) { /* the first sample outside: a curve may come back */
        const double step = (double)i / SAMPLES;
        const double at = at_end ? 1 - step : step;
        if (!inside(r, viz_cubic_at(curve, at))) {
            out = at;
            break;
        }
        in = at;
    }
    for (int i = 0; i < 20; i++) {
        const double middle = (in + out) / 2;
        if (inside(r, viz_cubic_at(curve, middle)))
            in = middle;
        else
            out = middle;
    }
    return out;
}

/* Tries bends from none to strong and keeps the best; the straightest that passes nothing ends the
 * search. A bend is worth avoiding a hull, a strong one a text or a box. */
static void choose_bend(const viz_board *b, const viz_tie *tie, viz_point best[4])
{
    static const double bends[] = {0,     0.08, -0.08, 0.16, -0.16, 0.25,
                                   -0.25, 0.36, -0.36, 0.5,  -0.5};
    enum { BENDS = sizeof bends / sizeof *bends };
    const double length = viz_distance(b->things[tie->a].at, b->things[tie->b].at);
    double best_price = HUGE_VAL;
    for (int round = 0; round < BENDS && best_price > 1.2 * fabs(bends[round]); round++) {
        for (int i = 0; i <= 2 * round; i++) { /* pairs whose stronger bend is this round's */
            const double near = bends[i <= round ? round : i - round - 1];
            const double far = bends[i <= round ? i : round];
            viz_point curve[4];
            bow(b->things[tie->a].at, b->things[tie->b].at, near, far, curve);
            const double off = (fabs(near) + fabs(far)) / 2 * length;
            const double bent =
                2.4 * (fabs(near) + fabs(far)) / 2 + 1.2 * fabs(near - far) + off * off / 3500;
            if (bent >= best_price) continue;
            const double price = bent + passed(b, tie, curve);
            if (price >= best_price) continue;
            best_price = price;
            for (int k = 0; k < 4; k++) best[k] = curve[k];
        }
    }
}

void viz_network_route(const viz_board *board, viz_point *points)
{
    for (size_t e = 0; e < board->n_ties; e++) {
        const viz_tie *tie = &board->ties[e];
        viz_point *curve = points + 4 * e;
        choose_bend(board, tie, curve);
        const double t0 = crossing(board, tie->a, curve, false);
        const double t1 = crossing(board, tie->b, curve, true);
        if (t0 < t1) cut(curve, t0, t1);
    }
}
