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
#define BESIDE 14.0           /* from the centre of a capsule to a corner */
#define LEAST_WIDTH 18.0      /* of a column without labels */

typedef struct {
    const viz_trains_problem *p;
    const viz_trains_column *from, *to;
    size_t lines;
    double y0[VIZ_TRAINS_LINES], y1[VIZ_TRAINS_LINES];
    double before[VIZ_TRAINS_LINES]; /* no bend so near to the centre of the column before */
    double after[VIZ_TRAINS_LINES];  /* and of the column after */
    double start[VIZ_TRAINS_LINES];  /* from the centre before */
    double width;                    /* from centre to centre */
} slope;

static double length(const slope *s, size_t k)
{
    return fabs(s->y1[k] - s->y0[k]);
}

static bool bends(const slope *s, size_t k)
{
    return length(s, k) > 0;
}

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
    if (da * db < 0 && !(s->y0[a] < s->y1[b]) && !(s->y0[a] > s->y1[b])) return least - fabs(db);
    return -INFINITY;
}

static bool neighbours(const slope *s, size_t up, size_t down)
{
    return s->from->pos[down] == s->from->pos[up] + 1 && s->to->pos[down] == s->to->pos[up] + 1 &&
           s->y0[down] - s->y0[up] < VIZ_TRAINS_PITCH + 1 &&
           s->y1[down] - s->y1[up] < VIZ_TRAINS_PITCH + 1;
}

/* The same with lines that bend as one bundle: no later either. */
static double least_apart(const slope *s, size_t a, size_t b, bool early)
{
    const bool down = s->y1[a] > s->y0[a];
    if (neighbours(s, a, b) && down) return VIZ_TRAINS_PITCH - SIDE;
    if (neighbours(s, b, a) && !down) return VIZ_TRAINS_PITCH - SIDE;
    return least_start(s, a, b, early);
}

/* Starts not before the given ones that keep all distances; direction -1: not after. */
static bool pack(const slope *s, double *start, bool early, bool later)
{
    bool moved = true;
    for (size_t round = 0; moved && round <= s->lines + 1; round++) {
        moved = false;
        for (size_t a = 0; a < s->lines; a++)
            for (size_t b = 0; b < s->lines; b++) {
                if (a == b || !bends(s, a) || !bends(s, b)) continue;
                const double apart = least_apart(s, a, b, early);
                if (!(start[b] < start[a] + apart - 1e-9)) continue;
                if (later)
                    start[b] = start[a] + apart;
                else
                    start[a] = start[b] - apart;
                moved = true;
            }
    }
    return !moved;
}

static bool arrange(slope *s, bool early)
{
    double first[VIZ_TRAINS_LINES], last[VIZ_TRAINS_LINES];
    double width = s->width;
    for (size_t k = 0; k < s->lines; k++) first[k] = s->before[k];
    bool good = pack(s, first, early, true);
    for (size_t k = 0; k < s->lines; k++)
        if (bends(s, k)) width = fmax(width, first[k] + length(s, k) + s->after[k]);
    s->width = ceil(width);
    for (size_t k = 0; k < s->lines; k++) last[k] = s->width - s->after[k] - length(s, k);
    good &= pack(s, last, early, false);
    for (size_t k = 0; k < s->lines; k++) s->start[k] = (first[k] + last[k]) / 2;
    return good;
}

static void arrange_well(slope *s)
{
    slope other = *s;
    const bool late = arrange(s, false), early = arrange(&other, true);
    if ((early && !late) || (early == late && other.width < s->width)) *s = other;
}

static double half_width(const viz_trains_problem *p, const viz_trains_column *c)
{
    double width = c->n_stations ? LEAST_WIDTH : 2 * VIZ_TRAINS_BADGE;
    for (size_t i = 0; i < c->n_stations; i++) width = fmax(width, p->width[c->station[i]]);
    return ceil(width / 2);
}

/* How near to the centre of a column a line may bend from y to `to`: beside the labels that it
 * would run into, otherwise just beside the capsules. */
static double keep_off(const viz_trains_problem *p, const viz_trains_column *c, const double *y,
                       size_t line, double to)
{
    double off = c->n_stations ? BESIDE : VIZ_TRAINS_BADGE + SMOOTH;
    for (size_t i = 0; i < c->n_stations; i++) {
        const size_t station = c->station[i];
        const double half = fmax(p->width[station] / 2, LEAST_WIDTH / 2) + SMOOTH;
        double top = INFINITY, bottom = -INFINITY;
        for (size_t k = 0; k < p->lines; k++) {
            if (!(p->mask[station] >> k & 1)) continue;
            top = fmin(top, y[k] - VIZ_TRAINS_PITCH * p->above[station]);
            bottom = fmax(bottom, y[k] - VIZ_TRAINS_CAPSULE - 1);
        }
        /* only so much of the bend is above or below the label */
        const double reach = to > y[line] ? fmin(to, y[line] + half) : fmax(to, y[line] - half);
        if (fmin(y[line], reach) < bottom && fmax(y[line], reach) > top) off = fmax(off, half);
    }
    return off;
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
            const double change = VIZ_TRAINS_PITCH * abs(h->y[c + 1][k] - h->y[c][k]);
            if (change > 0) free = w->start[c][k] + change + SMOOTH;
        }
        right = fmax(right, free + tail[k]);
    }
    return right;
}

void viz_trains_widen(const viz_trains_problem *p, const viz_trains_strip *strip,
                      const viz_trains_heights *h, const double *tail, viz_trains_widths *w)
{
    w->x[0] = 0;
    for (size_t c = 0; c + 1 < strip->n; c++) {
        slope s = {.p = p, .lines = p->lines};
        s.from = &strip->column[c];
        s.to = &strip->column[c + 1];
        for (size_t k = 0; k < p->lines; k++) {
            s.y0[k] = VIZ_TRAINS_PITCH * h->y[c][k];
            s.y1[k] = VIZ_TRAINS_PITCH * h->y[c + 1][k];
        }
        for (size_t k = 0; k < p->lines; k++) {
            s.before[k] = keep_off(p, s.from, s.y0, k, s.y1[k]);
            s.after[k] = keep_off(p, s.to, s.y1, k, s.y0[k]);
        }
        s.width = half_width(p, s.from) + LEAST_GAP + half_width(p, s.to);
        if (c + 2 == strip->n) s.width = half_width(p, s.from) + SMOOTH;
        arrange_well(&s);
        for (size_t k = 0; k < p->lines; k++) w->start[c][k] = w->x[c] + s.start[k];
        w->x[c + 1] = w->x[c] + s.width;
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
        for (size_t k = 0; k < VIZ_TRAINS_LINES; k++) w->start[c][k] += floor((before + after) / 2);
        w->x[c + 1] += after;
    }
    w->right += by;
    w->x[strip->n - 1] = w->right;
}
