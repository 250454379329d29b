/* SPDX-License-Identifier: MIT
 *
 * Points, rectangles, convex polygons. x grows to the right, y downwards, in px of the drawing. */
#ifndef VIZ_GEOM_H
#define VIZ_GEOM_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double x, y;
} viz_point;

typedef struct {
    double x0, y0, x1, y1;
} viz_rect;

/* Convex, corners clockwise as seen on the drawing, the topmost leftmost corner first, no three in
 * a line; one or two corners are allowed. The corners are borrowed. */
typedef struct {
    const viz_point *corners;
    size_t count;
    viz_rect bounds;
} viz_polygon;

/* The small ones are asked many million times a drawing, hence inline and without fmin and fmax. */
static inline viz_rect viz_rect_around(viz_point centre, double half_width, double half_height)
{
    return (viz_rect){centre.x - half_width, centre.y - half_height, centre.x + half_width,
                      centre.y + half_height};
}

static inline viz_rect viz_rect_grow(viz_rect rect, double by)
{
    return (viz_rect){rect.x0 - by, rect.y0 - by, rect.x1 + by, rect.y1 + by};
}

static inline viz_rect viz_rect_union(viz_rect a, viz_rect b)
{
    return (viz_rect){a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0,
                      a.x1 > b.x1 ? a.x1 : b.x1, a.y1 > b.y1 ? a.y1 : b.y1};
}

/* Touching is not overlap. */
static inline bool viz_rect_overlap(viz_rect a, viz_rect b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static inline bool viz_same(viz_point a, viz_point b)
{
    return !(a.x < b.x || a.x > b.x || a.y < b.y || a.y > b.y);
}

static inline double viz_distance(viz_point a, viz_point b)
{
    const double dx = a.x - b.x, dy = a.y - b.y;
    return sqrt(dx * dx + dy * dy);
}

/* Positive when the way from a over b to c turns right, as seen on the drawing. */
static inline double viz_turn(viz_point a, viz_point b, viz_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* True when the line through both points has the rectangle's corners on both sides, and the span of
 * the segment reaches it. */
static inline bool viz_segment_meets_rect(viz_point from, viz_point to, viz_rect rect)
{
    if ((from.x < rect.x0 && to.x < rect.x0) || (from.x > rect.x1 && to.x > rect.x1) ||
        (from.y < rect.y0 && to.y < rect.y0) || (from.y > rect.y1 && to.y > rect.y1))
        return false;
    /* of the two diagonals the line can only miss both when it misses the rectangle */
    const bool rising = (to.x - from.x) * (to.y - from.y) < 0;
    const viz_point a = {rect.x0, rising ? rect.y0 : rect.y1};
    const viz_point b = {rect.x1, rising ? rect.y1 : rect.y0};
    const double left = viz_turn(from, to, a), right = viz_turn(from, to, b);
    return (left <= 0 && right >= 0) || (left >= 0 && right <= 0);
}

static inline bool viz_segments_cross(viz_point a, viz_point b, viz_point c, viz_point d)
{
    if ((a.x < c.x && a.x < d.x && b.x < c.x && b.x < d.x) ||
        (a.x > c.x && a.x > d.x && b.x > c.x && b.x > d.x) ||
        (a.y < c.y && a.y < d.y && b.y < c.y && b.y < d.y) ||
        (a.y > c.y && a.y > d.y && b.y > c.y && b.y > d.y))
        return false;
    const double c_side = viz_turn(a, b, c), d_side = viz_turn(a, b, d);
    if ((c_side >= 0 && d_side >= 0) || (c_side <= 0 && d_side <= 0)) return false;
    const double a_side = viz_turn(c, d, a), b_side = viz_turn(c, d, b);
    return (a_side > 0 && b_side < 0) || (a_side < 0 && b_side > 0);
}

bool viz_segment_meets_polygon(viz_point from, viz_point to, const viz_polygon *polygon);

/* Writes the convex hull of the points to hull (room for count) and returns its size. The points
 * are left in disorder. Exact when the coordinates are whole numbers. */
size_t viz_convex_hull(viz_point *points, size_t count, viz_point *hull);
viz_polygon viz_polygon_of(const viz_point *corners, size_t count);

/* A lower bound of the distance between two convex polygons, at most 0 exactly when they meet: the
 * widest gap seen along the normals of either. */
double viz_polygon_gap(const viz_polygon *a, const viz_polygon *b);
double viz_polygon_rect_gap(const viz_polygon *polygon, viz_rect rect);

/* The outline at distance `by` around the polygon, its corners round: cubic pieces, 3 n + 1 points
 * (the last is the first). Room for 6 * count + 1 points; returns the number written. */
size_t viz_round_outline(const viz_polygon *polygon, double by, viz_point *points);
viz_point viz_cubic_at(const viz_point piece[4], double t);

#endif
