/* SPDX-License-Identifier: MIT
 *
 * Spreads a layout over a wider sheet. Room is added at the middle of every column, where all lines
 * are level, half of it on each side of the white bars: so every slope stays as it is. */
#include "trains/layout.h"

#include <math.h>

static const double most_a_column = 90; /* px; beyond it lines would only become longer */

typedef struct {
    double centre[VIZ_TRAINS_STATIONS]; /* x of each column of the row, rising */
    size_t count;
    double extra;
} spread;

static spread spread_of(const viz_trains_layout *layout, size_t n_stops, size_t row, double width)
{
    spread s = {.count = 0};
    const viz_trains_row *r = &layout->row[row];
    for (size_t column = r->first_column; column < r->end_column; column++) {
        for (size_t i = 0; i < n_stops; i++) {
            if (layout->stop[i].row != row || layout->stop[i].column != column) continue;
            s.centre[s.count++] = layout->stop[i].x;
            break;
        }
    }
    if (s.count) s.extra = fmin(most_a_column, floor((width - r->right) / (double)s.count));
    return s;
}

static double moved(const spread *s, double x)
{
    double add = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->centre[i] < x - 0.01)
            add += s->extra;
        else if (s->centre[i] < x + 0.01)
            add += s->extra / 2;
    }
    return x + add;
}

static void widen_run(const spread *s, viz_trains_run *run)
{
    for (size_t i = 0; i < run->n_points; i++) run->points[i].x = moved(s, run->points[i].x);
    for (size_t k = 0; k + 3 < run->n_points; k += 3) {
        viz_point *p = &run->points[k];
        if (fabs(p[0].y - p[3].y) > 0.01) continue;
        p[1].x = p[0].x + (p[3].x - p[0].x) / 3; /* level pieces have their handles at thirds */
        p[2].x = p[0].x + (p[3].x - p[0].x) * 2 / 3;
    }
}

void viz_trains_spread(viz_trains_layout *layout, size_t lines, size_t n_stops, double width)
{
    for (size_t row = 0; row < layout->n_rows; row++) {
        const spread s = spread_of(layout, n_stops, row, width);
        viz_trains_row *r = &layout->row[row];
        if (!(s.extra > 0)) continue;
        for (size_t k = 0; k < lines; k++) widen_run(&s, &r->run[k]);
        for (size_t i = 0; i < n_stops; i++) {
            if (layout->stop[i].row == row) layout->stop[i].x = moved(&s, layout->stop[i].x);
        }
        r->right = moved(&s, r->right);
        layout->width = fmax(layout->width, r->right);
    }
}
