/* SPDX-License-Identifier: MIT */
#include "geom.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

bool viz_segment_meets_polygon(viz_point from, viz_point to, const viz_polygon *polygon)
{
    if (!viz_segment_meets_rect(from, to, polygon->bounds)) return false;
    bool inside = polygon->count > 2;
    for (size_t i = 0; i < polygon->count; i++) {
        const viz_point a = polygon->corners[i];
        const viz_point b = polygon->corners[(i + 1) % polygon->count];
        if (viz_segments_cross(from, to, a, b)) return true;
        if (viz_turn(a, b, from) < 0) inside = false;
    }
    return inside;
}

/* Gift wrapping: each corner costs one look at all points. */
static size_t wrap(const viz_point *points, size_t count, viz_point *hull)
{
    viz_point at = points[0];
    for (size_t i = 1; i < count; i++) {
        if (points[i].y < at.y || (points[i].y <= at.y && points[i].x < at.x)) at = points[i];
    }
    size_t size = 0;
    do {
        hull[size++] = at;
        viz_point next = at;
        for (size_t i = 0; i < count; i++) {
            const double side = viz_turn(at, next, points[i]);
            if (side > 0) continue;
            if (side < 0 || viz_distance(at, points[i]) > viz_distance(at, next)) next = points[i];
        }
        at = next;
    } while (!viz_same(at, hull[0]) && size < count);
    return size;
}

static bool strictly_inside(viz_point p, const viz_point *corners, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (viz_turn(corners[i], corners[i + 1 < count ? i + 1 : 0], p) <= 0) return false;
    }
    return true;
}

/* Drops what lies within the hull of the extreme points of eight directions: most of many points,
 * at the price of one look at each. */
static size_t drop_inner(viz_point *points, size_t count)
{
    enum { DIRECTIONS = 8 };
    double most[DIRECTIONS];
    viz_point extreme[DIRECTIONS] = {{0, 0}}, corners[DIRECTIONS];
    for (int d = 0; d < DIRECTIONS; d++) most[d] = -HUGE_VAL;
    for (size_t i = 0; i < count; i++) {
        const double x = points[i].x, y = points[i].y;
        const double reach[DIRECTIONS] = {x, x + y, y, y - x, -x, -x - y, -y, x - y};
        for (int d = 0; d < DIRECTIONS; d++) {
            if (reach[d] <= most[d]) continue;
            most[d] = reach[d];
            extreme[d] = points[i];
        }
    }
    const size_t n_corners = wrap(extreme, DIRECTIONS, corners);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!strictly_inside(points[i], corners, n_corners)) points[kept++] = points[i];
    }
    return kept;
}

size_t viz_convex_hull(viz_point *points, size_t count, viz_point *hull)
{
    enum { MANY = 24 };
    if (!count) return 0;
    if (count > MANY) count = drop_inner(points, count);
    return wrap(points, count, hull);
}

viz_polygon viz_polygon_of(const viz_point *corners, size_t count)
{
    viz_polygon polygon = {corners, count, {0, 0, 0, 0}};
    if (count) polygon.bounds = viz_rect_around(corners[0], 0, 0);
    for (size_t i = 1; i < count; i++)
        polygon.bounds = viz_rect_union(polygon.bounds, viz_rect_around(corners[i], 0, 0));
    return polygon;
}

/* The largest of, over a's edges, the least distance of b's corners outside that edge. */
static double gap_along(const viz_polygon *a, const viz_polygon *b)
{
    double widest = -HUGE_VAL;
    for (size_t i = 0; i < a->count; i++) {
        const viz_point p = a->corners[i], q = a->corners[(i + 1) % a->count];
        const double length = viz_distance(p, q);
        if (length == 0) continue;
        double least = HUGE_VAL;
        for (size_t k = 0; k < b->count; k++)
            least = smaller(least, -viz_turn(p, q, b->corners[k]));
        widest = larger(widest, least / length);
    }
    return widest;
}

double viz_polygon_gap(const viz_polygon *a, const viz_polygon *b)
{
    const double across = larger(b->bounds.x0 - a->bounds.x1, a->bounds.x0 - b->bounds.x1);
    const double down = larger(b->bounds.y0 - a->bounds.y1, a->bounds.y0 - b->bounds.y1);
    const double outside = larger(across, down);
    return larger(outside, larger(gap_along(a, b), gap_along(b, a)));
}

double viz_polygon_rect_gap(const viz_polygon *polygon, viz_rect rect)
{
    const viz_point corners[4] = {
        {rect.x0, rect.y0}, {rect.x1, rect.y0}, {rect.x1, rect.y1}, {rect.x0, rect.y1}};
    const viz_polygon other = {corners, 4, rect};
    const double across = larger(polygon->bounds.x0 - rect.x1, rect.x0 - polygon->bounds.x1);
    const double down = larger(polygon->bounds.y0 - rect.y1, rect.y0 - polygon->bounds.y1);
    return larger(larger(across, down), gap_along(polygon, &other));
}

static viz_point along(viz_point from, viz_point to, double t)
{
    return (viz_point){from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
}

/* Unit vector to the left of the way from a to b: outwards, as corners run clockwise. */
static viz_point outward(viz_point a, viz_point b)
{
    const double length = viz_distance(a, b);
    if (length == 0) return (viz_point){0, -1};
    return (viz_point){(b.y - a.y) / length, -(b.x - a.x) / length};
}

/* A straight side as one piece and a round corner as one: exact enough (error under 1 % of `by`)
 * for turns up to a right angle, and a hull around rectangles turns no sharper. */
size_t viz_round_outline(const viz_polygon *polygon, double by, viz_point *points)
{
    const size_t count = polygon->count;
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        const viz_point a = polygon->corners[i], b = polygon->corners[(i + 1) % count];
        const viz_point c = polygon->corners[(i + 2) % count];
        const viz_point n = outward(a, b), m = outward(b, c);
        const viz_point start = {a.x + by * n.x, a.y + by * n.y};
        const viz_point end = {b.x + by * n.x, b.y + by * n.y};
        const viz_point next = {b.x + by * m.x, b.y + by * m.y};
        const double cosine = n.x * m.x + n.y * m.y;
        /* 4/3 tan(angle/4) from the cosine of the angle, without trigonometry */
        const double half = sqrt(larger(0, (1 + cosine) / 2)),
                     sine = sqrt(larger(0, (1 - half) / 2));
        const double k = by * 4 / 3 * sine / sqrt((1 + half) / 2);
        if (i == 0) points[written++] = start;
        points[written++] = along(start, end, 1.0 / 3);
        points[written++] = along(start, end, 2.0 / 3);
        points[written++] = end;
        points[written++] = (viz_point){end.x - k * n.y, end.y + k * n.x};
        points[written++] = (viz_point){next.x + k * m.y, next.y - k * m.x};
        points[written++] = next;
    }
    return written;
}

viz_point viz_cubic_at(const viz_point piece[4], double t)
{
    const double s = 1 - t;
    const double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return (viz_point){a * piece[0].x + b * piece[1].x + c * piece[2].x + d * piece[3].x,
                       a * piece[0].y + b * piece[1].y + c * piece[2].y + d * piece[3].y};
}
