/* SPDX-License-Identifier: MIT
 *
 * The way of one line through one row: horizontal pieces, diagonals between, round corners. */
#include "trains.h"

#include <math.h>
#include <stdlib.h>

enum { CORNERS = 2 * VIZ_TRAINS_PLACES };
#define TANGENT 2.89949493661167 /* from the corner to its arc: the radius * tan (45 / 2 degrees)  \
                                  */
#define KAPPA 1.85653158264331   /* 4/3 tan (45 / 4 degrees) * radius: handle of an eighth circle */

static viz_point toward(viz_point from, viz_point to, double by)
{
    const double length = viz_distance(from, to);
    return (viz_point){from.x + (to.x - from.x) / length * by,
                       from.y + (to.y - from.y) / length * by};
}

static void add_piece(viz_trains_run *out, viz_point a, viz_point b, viz_point to)
{
    out->points[out->n_points++] = a;
    out->points[out->n_points++] = b;
    out->points[out->n_points++] = to;
}

static void add_straight(viz_trains_run *out, viz_point to)
{
    const viz_point from = out->points[out->n_points - 1];
    const double x = (to.x - from.x) / 3, y = (to.y - from.y) / 3;
    add_piece(out, (viz_point){from.x + x, from.y + y}, (viz_point){to.x - x, to.y - y}, to);
}

static size_t find_corners(const viz_trains_strip *strip, const viz_trains_heights *h,
                           const viz_trains_widths *w, size_t line, viz_point *corner)
{
    size_t n = 0;
    corner[n++] = (viz_point){0, VIZ_TRAINS_PITCH * h->y[0][line]};
    for (size_t c = 0; c + 1 < strip->n; c++) {
        const double from = VIZ_TRAINS_PITCH * h->y[c][line];
        const double to = VIZ_TRAINS_PITCH * h->y[c + 1][line];
        if (!(from < to) && !(from > to)) continue;
        corner[n++] = (viz_point){w->start[c][line], from};
        corner[n++] = (viz_point){w->start[c][line] + fabs(to - from), to};
    }
    corner[n++] = (viz_point){w->right, VIZ_TRAINS_PITCH * h->y[strip->n - 1][line]};
    return n;
}

bool viz_trains_route(const viz_trains_strip *strip, const viz_trains_heights *h,
                      const viz_trains_widths *w, size_t line, viz_trains_run *out)
{
    viz_point corner[CORNERS];
    const size_t n = find_corners(strip, h, w, line, corner);
    out->departure_y = corner[0].y;
    out->end_y = corner[n - 1].y;
    out->points = calloc(6 * n, sizeof *out->points);
    if (!out->points) return false;
    out->points[0] = corner[0];
    out->n_points = 1;
    for (size_t i = 1; i + 1 < n; i++) {
        const viz_point from = toward(corner[i], corner[i - 1], TANGENT);
        const viz_point to = toward(corner[i], corner[i + 1], TANGENT);
        add_straight(out, from);
        add_piece(out, toward(from, corner[i], KAPPA), toward(to, corner[i], KAPPA), to);
    }
    add_straight(out, corner[n - 1]);
    return true;
}
