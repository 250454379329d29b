/* SPDX-License-Identifier: MIT
 *
 * Where the discs stand. Each connected part of the town is placed by itself: stress and the
 * removal of overlaps by Graphviz, then turned to lie, then improved. The parts stand in rows, the
 * largest first; a disc without streets is a part, too. */
#include "districts.h"

#include <math.h>
#include <stdlib.h>

static const double gap_between_parts = 34, shape_of_parts = 1.3;
static const double narrowest = 1.2, widest_shape = 1.9; /* width over height of the sheet */
static const double room_around = 26;                    /* px between boxes */
static const double street_wished = 50;                  /* px */

/* ---- parts ---- */

typedef struct {
    size_t *members, count;
    viz_rect bounds;
    double line; /* y that rows have in common, below the top of bounds */
} part;

static size_t root_of(size_t *above, size_t i)
{
    while (above[i] != i) i = above[i] = above[above[i]];
    return i;
}

/* Lists members by part, parts by their first disc. */
static size_t find_parts(const viz_town *t, size_t *above, size_t *members, part *parts)
{
    size_t count = 0, used = 0;
    for (size_t i = 0; i < t->n_discs; i++) above[i] = i;
    for (size_t s = 0; s < t->n_streets; s++) {
        const size_t a = root_of(above, t->streets[s].from), b = root_of(above, t->streets[s].to);
        above[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t i = 0; i < t->n_discs; i++) {
        if (root_of(above, i) != i) continue;
        part *p = &parts[count++];
        *p = (part){.members = members + used};
        for (size_t k = i; k < t->n_discs; k++) {
            if (root_of(above, k) == i) p->members[p->count++] = k;
        }
        used += p->count;
    }
    return count;
}

/* Members are in rising order. */
static bool has_member(const part *p, size_t disc)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (p->members[middle] < disc)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->count && p->members[low] == disc;
}

/* ---- one part ---- */

static bool place_boxes(viz_town *t, const part *p, viz_fence *fence, viz_error *err)
{
    viz_box *boxes = calloc(p->count, sizeof *boxes);
    viz_tether *tethers = calloc(t->n_streets + 1, sizeof *tethers);
    size_t *place = calloc(t->n_discs, sizeof *place), n_tethers = 0;
    bool good = boxes && tethers && place;
    if (!good) viz_fail_memory(err);
    for (size_t i = 0; good && i < p->count; i++) {
        const viz_rect r = viz_disc_bounds(&t->discs[p->members[i]]);
        boxes[i] = (viz_box){.width = r.x1 - r.x0, .height = r.y1 - r.y0};
        place[p->members[i]] = i + 1;
    }
    for (size_t s = 0; good && s < t->n_streets; s++) {
        const viz_street *street = &t->streets[s];
        if (!place[street->from]) continue;
        const double reach = t->discs[street->from].radius + t->discs[street->to].radius;
        tethers[n_tethers++] =
            (viz_tether){place[street->from] - 1, place[street->to] - 1, reach + street_wished};
    }
    good = good && viz_fence_place(fence, boxes, p->count, tethers, n_tethers, err);
    for (size_t i = 0; good && i < p->count; i++) {
        viz_disc *d = &t->discs[p->members[i]];
        d->at = (viz_point){boxes[i].at.x, boxes[i].at.y - boxes[i].height / 2 + d->radius};
    }
    free(place);
    free(tethers);
    free(boxes);
    return good;
}

static viz_rect bounds_of(const viz_town *t, const part *p)
{
    viz_rect r = viz_disc_bounds(&t->discs[p->members[0]]);
    for (size_t i = 1; i < p->count; i++)
        r = viz_rect_union(r, viz_disc_bounds(&t->discs[p->members[i]]));
    return r;
}

static bool any_collide(const viz_town *t, const part *p)
{
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (viz_discs_collide(&t->discs[p->members[i]], &t->discs[p->members[k]])) return true;
        }
    }
    return false;
}

/* A tall part is laid down by exchanging x and y. */
static void lay_down(viz_town *t, const part *p)
{
    const viz_rect r = bounds_of(t, p);
    if (r.y1 - r.y0 <= 1.1 * (r.x1 - r.x0)) return;
    for (size_t i = 0; i < p->count; i++) {
        viz_point *at = &t->discs[p->members[i]].at;
        *at = (viz_point){at->y, at->x};
    }
}

/* Two boxes that overlap are pushed apart along the shorter way out, each by half. */
static bool push_apart(viz_disc *a, viz_disc *b)
{
    const viz_rect r = viz_rect_grow(viz_disc_bounds(a), room_around), q = viz_disc_bounds(b);
    if (!viz_rect_overlap(r, q)) return false;
    const double right = r.x1 - q.x0, left = q.x1 - r.x0, down = r.y1 - q.y0, up = q.y1 - r.y0;
    const double across = right < left ? right : -left, along = down < up ? down : -up;
    const bool sideways = fabs(across) < fabs(along);
    a->at.x -= sideways ? across / 2 : 0;
    b->at.x += sideways ? across / 2 : 0;
    a->at.y -= sideways ? 0 : along / 2;
    b->at.y += sideways ? 0 : along / 2;
    return true;
}

static bool push_all(viz_town *t, const part *p)
{
    bool any = false;
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (push_apart(&t->discs[p->members[i]], &t->discs[p->members[k]])) any = true;
        }
    }
    return any;
}

/* Streets are springs that want to be short; a slack one does not push. */
static void pull_streets(viz_town *t, const part *p, double by)
{
    for (size_t s = 0; s < t->n_streets; s++) {
        viz_disc *a = &t->discs[t->streets[s].from], *b = &t->discs[t->streets[s].to];
        const double apart = viz_distance(a->at, b->at);
        const double slack = apart - a->radius - b->radius - street_wished;
        if (!has_member(p, t->streets[s].from) || slack <= 0) continue;
        const double dx = (b->at.x - a->at.x) / apart, dy = (b->at.y - a->at.y) / apart;
        a->at = (viz_point){a->at.x + by * slack * dx, a->at.y + by * slack * dy};
        b->at = (viz_point){b->at.x - by * slack * dx, b->at.y - by * slack * dy};
    }
}

/* Draws everything to the middle, as an ellipse that fills a sheet, and pushes apart what then
 * overlaps: stress alone leaves most of the sheet empty. */
static void gather(viz_town *t, const part *p)
{
    enum { STEPS = 240, PUSHES = 4, LAST_PUSHES = 400 };
    const viz_rect r = bounds_of(t, p);
    const viz_point middle = {(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
    for (int step = 0; step < STEPS; step++) {
        const double by = 0.03 * (1 - (double)step / STEPS);
        for (size_t i = 0; i < p->count; i++) {
            viz_point *at = &t->discs[p->members[i]].at;
            at->x += by * (middle.x - at->x) / (shape_of_parts * shape_of_parts);
            at->y += by * (middle.y - at->y);
        }
        pull_streets(t, p, by);
        for (int k = 0; k < PUSHES && push_all(t, p); k++) {
        }
    }
    for (int k = 0; k < LAST_PUSHES && push_all(t, p); k++) {
    }
    while (any_collide(t, p)) { /* the least of pushing did not end: pull evenly */
        for (size_t i = 0; i < p->count; i++) {
            viz_point *at = &t->discs[p->members[i]].at;
            *at = (viz_point){at->x * 1.05, at->y * 1.05};
        }
    }
}

static bool place_part(viz_town *t, part *p, viz_fence *fence, unsigned seed, viz_error *err)
{
    if (p->count > 1) {
        if (!place_boxes(t, p, fence, err)) return false;
        lay_down(t, p);
        gather(t, p);
        viz_town_improve(t, p->members, p->count, seed);
    }
    p->bounds = bounds_of(t, p);
    const viz_disc *first = &t->discs[p->members[0]];
    p->line = p->count > 1 ? (p->bounds.y1 - p->bounds.y0) / 2 : 2 * first->radius;
    return true;
}

/* ---- rows ---- */

static int by_size(const void *left, const void *right)
{
    const part *a = left, *b = right;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return a->members[0] < b->members[0] ? -1 : 1;
}

static void move_part(viz_town *t, part *p, double dx, double dy)
{
    for (size_t i = 0; i < p->count; i++) {
        viz_point *at = &t->discs[p->members[i]].at;
        *at = (viz_point){round(at->x + dx), round(at->y + dy)};
    }
}

/* Puts the parts of one row beside each other, centred on 0, and returns the y below them. */
static double put_row(viz_town *t, part *parts, size_t count, double width, double y)
{
    double line = 0, below = 0, x = -width / 2;
    for (size_t i = 0; i < count; i++) {
        const viz_rect r = parts[i].bounds;
        line = fmax(line, parts[i].line);
        below = fmax(below, r.y1 - r.y0 - parts[i].line);
    }
    for (size_t i = 0; i < count; i++) {
        const viz_rect r = parts[i].bounds;
        move_part(t, &parts[i], x - r.x0, y + line - parts[i].line - r.y0);
        x += r.x1 - r.x0 + gap_between_parts;
    }
    return y + line + below + gap_between_parts;
}

/* How many parts, from the first on, fit beside each other. */
static size_t fit_row(const part *parts, size_t count, double width)
{
    double used = parts[0].bounds.x1 - parts[0].bounds.x0;
    size_t fits = 1;
    for (; fits < count; fits++) {
        used += gap_between_parts + parts[fits].bounds.x1 - parts[fits].bounds.x0;
        if (used > width) break;
    }
    return fits;
}

static double height_of_rows(const part *parts, size_t count, double width)
{
    double height = 0;
    for (size_t i = 0, fits; i < count; i += fits) {
        double tallest = 0;
        fits = fit_row(parts + i, count - i, width);
        for (size_t k = i; k < i + fits; k++)
            tallest = fmax(tallest, parts[k].bounds.y1 - parts[k].bounds.y0);
        height += tallest + gap_between_parts;
    }
    return height;
}

/* The width of rows for which a sheet of a good shape is least. */
static double width_of_rows(const part *parts, size_t count)
{
    double widest = 0, all = 0, best = 0, least = HUGE_VAL;
    for (size_t i = 0; i < count; i++) {
        const double width = parts[i].bounds.x1 - parts[i].bounds.x0;
        widest = fmax(widest, width);
        all += width + gap_between_parts;
    }
    for (double width = widest; width < 1.07 * all; width *= 1.06) {
        const double height = height_of_rows(parts, count, width);
        const double side = fmax(fmax(width, height * narrowest), widest);
        const double area = side * fmax(height, side / widest_shape);
        if (area >= least) continue;
        least = area;
        best = width;
    }
    return best;
}

static void put_rows(viz_town *t, part *parts, size_t count)
{
    const double width = width_of_rows(parts, count);
    double y = 0;
    for (size_t i = 0, fits; i < count; i += fits) {
        fits = fit_row(parts + i, count - i, width);
        double used = -gap_between_parts;
        for (size_t k = i; k < i + fits; k++)
            used += gap_between_parts + parts[k].bounds.x1 - parts[k].bounds.x0;
        y = put_row(t, parts + i, fits, used, y);
    }
}

bool viz_town_place(viz_town *t, viz_fence *fence, unsigned seed, viz_error *err)
{
    size_t *above = calloc(2 * t->n_discs + 1, sizeof *above), n_parts = 0;
    part *parts = calloc(t->n_discs + 1, sizeof *parts);
    bool good = above && parts;
    if (!good) viz_fail_memory(err);
    if (good) n_parts = find_parts(t, above, above + t->n_discs, parts);
    if (n_parts) qsort(parts, n_parts, sizeof *parts, by_size);
    for (size_t i = 0; good && i < n_parts; i++) good = place_part(t, &parts[i], fence, seed, err);
    if (good) put_rows(t, parts, n_parts);
    if (good) viz_town_bend(t);
    free(parts);
    free(above);
    return good;
}
