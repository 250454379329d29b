/* SPDX-License-Identifier: MIT
 *
 * Where the columns of a row stand. Between the labels of two columns is room for the diagonals of
 * all lines that change their height there. Diagonals of one direction are laid side by side in the
 * order of one of their ends, so that they cross early or late; each starts as near to its middle
 * place as the others let it. */
#include "trains.h"

#include <math.h>
#include <stdlib.h>

#define SIDE 12.7279220613578 /* of diagonals side by side, seen along x or y: a pitch * sqrt 2 */
#define SMOOTH 4.0            /* from a label or badge to the corner of a line */
#define LEAST_GAP 16.0        /* between labels */
#define LEAST_WIDTH 18.0      /* of a column without labels */

typedef struct {
    size_t lines;
    double y0[VIZ_TRAINS_LINES], y1[VIZ_TRAINS_LINES];
    double start[VIZ_TRAINS_LINES];
    double width;
} slope;

/* Where line b has to start at least, seen from the start of a; -INFINITY: no matter. */
static double least_start(const slope *s, size_t a, size_t b, bool early)
{
    const double da = s->y1[a] - s->y0[a], db = s->y1[b] - s->y0[b];
    if (da > 0 && db > 0) { /* y - x of the diagonals differs by SIDE */
        const bool first = early ? s->y1[a] > s->y1[b] : s->y0[a] > s->y0[b];
        return first ? s->y0[b] - s->y0[a] + SIDE : -INFINITY;
    }
    if (da < 0 && db < 0) {
        const bool first = early ? s->y1[a] < s->y1[b] : s->y0[a] < s->y0[b];
        return first ? s->y0[a] - s->y0[b] + SIDE : -INFINITY;
    }
    /* they cross, and b comes to the height that a leaves: not before a has left */
    const double least = fmin(fmin(SIDE, fabs(da)), fabs(db));
    if (da * db < 0 && !(s->y0[a] < s->y1[b]) && !(s->y0[a] > s->y1[b]))
        return least - fabs(db);
    return -INFINITY;
}

static bool arrange(slope *s, bool early)
{
    bool moved = true;
    for (size_t k = 0; k < s->lines; k++) s->start[k] = -fabs(s->y1[k] - s->y0[k]) / 2;
    for (size_t round = 0; moved && round <= s->lines; round++) {
        moved = false;
        for (size_t a = 0; a < s->lines; a++)
            for (size_t b = 0; b < s->lines; b++) {
                if (a == b) continue;
                const double least = s->start[a] + least_start(s, a, b, early);
                if (!(s->start[b] < least - 1e-9)) continue;
                s->start[b] = least;
                moved = true;
            }
    }
    double from = INFINITY, to = -INFINITY;
    for (size_t k = 0; k < s->lines; k++) {
        const double length = fabs(s->y1[k] - s->y0[k]);
        if (!(length > 0)) continue;
        from = fmin(from, s->start[k]);
        to = fmax(to, s->start[k] + length);
    }
    s->width = from < to ? to - from : 0;
    for (size_t k = 0; k < s->lines; k++) s->start[k] -= from < to ? from : s->start[k];
    return !moved;
}

static void arrange_well(slope *s)
{
    slope other = *s;
    const bool late = arrange(s, false), early = arrange(&other, true);
    if ((early && !late) || (early == late && other.width < s->width)) *s = other;
}

static double column_width(const viz_trains_problem *p, const viz_trains_column *c)
{
    double width = LEAST_WIDTH;
    for (size_t i = 0; i < c->n_stations; i++) width = fmax(width, p->width[c->station[i]]);
    return width;
}

/* The right edge leaves every line its tail after its last station and its last bend. */
static double edge(const viz_trains_problem *p, const viz_trains_strip *strip,
                   const viz_trains_heights *h, const double *tail, const viz_trains_widths *w)
{
    double right = 0;
    for (size_t k = 0; k < p->lines; k++) {
        double free = VIZ_TRAINS_BADGE + SMOOTH;
        for (size_t c = 0; c + 1 < strip->n; c++) {
            if (strip->column[c].used >> k & 1) free = w->x[c] + VIZ_TRAINS_PITCH;
            const double length = VIZ_TRAINS_PITCH * abs(h->y[c + 1][k] - h->y[c][k]);
            if (length > 0) free = w->start[c][k] + length + SMOOTH;
        }
        right = fmax(right, free + tail[k]);
    }
    return right;
}

void viz_trains_widen(const viz_trains_problem *p, const viz_trains_strip *strip,
                      const viz_trains_heights *h, const double *tail, viz_trains_widths *w)
{
    double x = VIZ_TRAINS_BADGE;
    w->x[0] = 0;
    for (size_t c = 0; c + 1 < strip->n; c++) {
        slope s = {.lines = p->lines};
        for (size_t k = 0; k < p->lines; k++) {
            s.y0[k] = VIZ_TRAINS_PITCH * h->y[c][k];
            s.y1[k] = VIZ_TRAINS_PITCH * h->y[c + 1][k];
        }
        arrange_well(&s);
        const double gap = fmax(s.width + 2 * SMOOTH, LEAST_GAP);
        for (size_t k = 0; k < p->lines; k++)
            w->start[c][k] = x + (gap - s.width) / 2 + s.start[k];
        x = ceil(x + gap);
        const double half = ceil(column_width(p, &strip->column[c + 1]) / 2);
        w->x[c + 1] = c + 2 < strip->n ? x + half : x;
        x += 2 * half;
    }
    w->right = ceil(fmax(edge(p, strip, h, tail, w), w->x[strip->n - 1]));
    w->x[strip->n - 1] = w->right;
}

void viz_trains_stretch(const viz_trains_strip *strip, double by, viz_trains_widths *w)
{
    const size_t steps = strip->n - 1;
    for (size_t c = 0; c < steps; c++) {
        const double before = floor(by * (double)c / (double)steps);
        const double after = floor(by * (double)(c + 1) / (double)steps);
        for (size_t k = 0; k < VIZ_TRAINS_LINES; k++)
            w->start[c][k] += floor((before + after) / 2);
        w->x[c + 1] += after;
    }
    w->right += by;
    w->x[strip->n - 1] = w->right;
}
