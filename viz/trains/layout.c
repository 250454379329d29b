/* SPDX-License-Identifier: MIT
 *
 * The layout of trains as a whole: search for columns and orders a few times, give heights and
 * widths to each result, keep the cheapest, fold it for the paper. */
#include "trains/trains.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOVES = 500,        /* of a restart, each line and station */
    QUICK_ROUNDS = 100, /* of heights.c, to compare results */
    GOOD_ROUNDS = 60,   /* and for the last, each restart */
    MOST_ROUNDS = 800,
    KEY_ROW = 17, /* px of the key below the drawing, each line */
    KEY_HEAD = 40
};
#define HEIGHT_PRICE 0.03 /* of a px of height, when results are compared */
#define WIDEST 2.2        /* width to height, before it is folded */
#define BEST_ASPECT 1.6

typedef struct {
    size_t n_rows, end[VIZ_TRAINS_ROWS]; /* columns before the end of the row */
    viz_trains_strip strip[VIZ_TRAINS_ROWS];
    viz_trains_heights heights[VIZ_TRAINS_ROWS];
    viz_trains_widths widths[VIZ_TRAINS_ROWS];
    double width, height, top[VIZ_TRAINS_ROWS];
} sheet;

/* -- the input in an order of our own -- */

typedef struct {
    const viz_trains_station *station;
    size_t place;
} entry;

static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    const viz_trains_station *s = a->station, *t = b->station;
    if (s->mask != t->mask) return s->mask < t->mask ? -1 : 1;
    if (s->label_width < t->label_width || s->label_width > t->label_width)
        return s->label_width < t->label_width ? -1 : 1;
    if (s->label_height < t->label_height || s->label_height > t->label_height)
        return s->label_height < t->label_height ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static uint16_t pitches(double px)
{
    return (uint16_t)ceil(px / VIZ_TRAINS_PITCH - 1e-9);
}

/* place[i]: where station i of the problem stands in the input. */
static void set_problem(const viz_trains_input *input, viz_trains_problem *p, size_t *place)
{
    entry entries[VIZ_TRAINS_STATIONS];
    p->lines = input->lines;
    p->n_stations = input->n_stations;
    p->badge = pitches(fmax(input->name_height, 2 * VIZ_TRAINS_BADGE));
    for (size_t i = 0; i < input->n_stations; i++) entries[i] = (entry){&input->stations[i], i};
    if (input->n_stations) qsort(entries, input->n_stations, sizeof *entries, compare);
    for (size_t i = 0; i < input->n_stations; i++) {
        const viz_trains_station *s = entries[i].station;
        const double lift = VIZ_TRAINS_CAPSULE + VIZ_TRAINS_LIFT;
        place[i] = entries[i].place;
        p->mask[i] = s->mask;
        p->width[i] = s->label_width;
        p->above[i] = pitches(fmax(s->label_height + lift + VIZ_TRAINS_CAPSULE, 18));
        p->crown[i] = pitches(s->label_height + lift);
    }
}

static bool check(const viz_trains_input *input, viz_error *err)
{
    if (input->lines < 1 || input->lines > VIZ_TRAINS_LINES)
        return viz_fail(err, "trains draws 1 to %d lines, not %u", VIZ_TRAINS_LINES, input->lines);
    if (input->n_stations > VIZ_TRAINS_STATIONS)
        return viz_fail(err, "trains draws at most %d stations, not %zu", VIZ_TRAINS_STATIONS,
                        input->n_stations);
    if (input->fold > VIZ_TRAINS_ROWS)
        return viz_fail(err, "trains folds to at most %d rows, not %u", VIZ_TRAINS_ROWS,
                        input->fold);
    for (size_t i = 0; i < input->n_stations; i++) {
        const viz_trains_station *s = &input->stations[i];
        if (!s->mask || s->mask >> input->lines)
            return viz_fail(err, "station %zu of trains stops no line or one beyond %u", i,
                            input->lines);
        if (!(s->label_width >= 0 && s->label_width <= 2000 && s->label_height >= 0 &&
              s->label_height <= 500))
            return viz_fail(err, "the label of station %zu of trains is beyond 2000 by 500 px", i);
    }
    return true;
}

/* -- one sheet of one sequence -- */

static unsigned bends_to_badges(const viz_trains_problem *p, const viz_trains_column *end,
                                const viz_trains_column *column)
{
    return viz_trains_between(end, column, p->lines).bends;
}

/* The order of lines where a row ends and the next begins: of the column before or after. */
static const uint8_t *order_at_break(const viz_trains_problem *p, const viz_trains_column *before)
{
    const viz_trains_column *after = before + 1;
    viz_trains_column end, departure;
    unsigned bends[2];
    for (size_t i = 0; i < 2; i++) {
        viz_trains_column_init(&end, p, before[i].order, 1);
        viz_trains_column_init(&departure, p, before[i].order, p->badge);
        bends[i] = bends_to_badges(p, &end, before) + bends_to_badges(p, &departure, after);
    }
    return bends[0] < bends[1] ? before->order : after->order;
}

static void cut_strips(const viz_trains_problem *p, const viz_trains_sequence *q, sheet *s)
{
    static const uint8_t natural[VIZ_TRAINS_LINES] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    const uint8_t *order = q->n ? q->column[0].order : natural;
    size_t from = 0;
    for (size_t r = 0; r < s->n_rows; r++) {
        viz_trains_strip *strip = &s->strip[r];
        const size_t n = s->end[r] - from;
        strip->first = r == 0;
        strip->last = r + 1 == s->n_rows;
        strip->n = n + 2;
        viz_trains_column_init(&strip->column[0], p, order, p->badge);
        memcpy(&strip->column[1], &q->column[from], n * sizeof q->column[0]);
        from = s->end[r];
        if (!strip->last)
            order = order_at_break(p, &q->column[from - 1]);
        else if (q->n)
            order = q->column[q->n - 1].order;
        viz_trains_column_init(&strip->column[n + 1], p, order, strip->last ? p->badge : 1);
    }
}

static void lay_strips(const viz_trains_problem *p, const viz_trains_input *input, size_t rounds,
                       sheet *s)
{
    static const double no_tail[VIZ_TRAINS_LINES] = {0};
    s->width = s->height = 0;
    for (size_t r = 0; r < s->n_rows; r++) {
        viz_trains_raise(p, &s->strip[r], rounds, &s->heights[r]);
        viz_trains_widen(p, &s->strip[r], &s->heights[r], s->strip[r].last ? input->tail : no_tail,
                         &s->widths[r]);
        s->width = fmax(s->width, s->widths[r].right);
        if (r) s->height += VIZ_TRAINS_PITCH * pitches(input->row_gap);
        s->top[r] = s->height;
        s->height += VIZ_TRAINS_PITCH * (s->heights[r].height + 2);
    }
    for (size_t r = 0; r < s->n_rows; r++)
        viz_trains_stretch(&s->strip[r], s->width - s->widths[r].right, &s->widths[r]);
}

static void count(const sheet *s, unsigned lines, unsigned *crossings, unsigned *bends)
{
    *crossings = *bends = 0;
    for (size_t r = 0; r < s->n_rows; r++) {
        const viz_trains_strip *strip = &s->strip[r];
        *bends += s->heights[r].bends;
        for (size_t c = 0; c + 1 < strip->n; c++)
            *crossings +=
                viz_trains_between(&strip->column[c], &strip->column[c + 1], lines).crossings;
    }
}

static double cost(const sheet *s, unsigned lines)
{
    unsigned crossings, bends;
    count(s, lines, &crossings, &bends);
    return 6 * crossings + 2 * bends + (double)s->n_rows * s->width / 100;
}

static void lay_flat(const viz_trains_problem *p, const viz_trains_input *input,
                     const viz_trains_sequence *q, size_t rounds, sheet *s)
{
    s->n_rows = 1;
    s->end[0] = q->n;
    cut_strips(p, q, s);
    lay_strips(p, input, rounds, s);
}

static void search(const viz_trains_problem *p, const viz_trains_input *input, sheet *flat,
                   viz_trains_sequence *best)
{
    const size_t moves =
        input->moves ? input->moves : MOVES * (size_t)p->lines * (p->n_stations + 4);
    const size_t restarts = input->restarts ? input->restarts : 1;
    uint64_t random = input->seed;
    double least = INFINITY;
    for (size_t i = 0; i < restarts; i++) {
        viz_trains_sequence q;
        viz_trains_search(p, moves, viz_trains_random(&random), &q);
        lay_flat(p, input, &q, QUICK_ROUNDS, flat);
        const double now = cost(flat, p->lines) + HEIGHT_PRICE * flat->height;
        if (!(now < least)) continue;
        least = now;
        *best = q;
    }
}

/* -- folding -- */

/* Rows of the flat drawing as equal as can be, and breaks where few lines bend. */
static double break_price(const viz_trains_problem *p, const viz_trains_sequence *q,
                          const sheet *flat, const size_t *end, size_t n_rows)
{
    const viz_trains_widths *w = &flat->widths[0];
    double widest = 0, bends = 0;
    for (size_t r = 0; r < n_rows; r++) {
        const size_t from = r ? end[r - 1] : 0; /* column i is place i + 1 of the strip */
        const double left = r ? (w->x[from] + w->x[from + 1]) / 2 - 20 : 0;
        const double right = r + 1 < n_rows ? (w->x[end[r]] + w->x[end[r] + 1]) / 2 + 20 : w->right;
        widest = fmax(widest, right - left);
        if (r + 1 == n_rows) break;
        viz_trains_column departure;
        const viz_trains_column *before = &q->column[end[r] - 1];
        viz_trains_column_init(&departure, p, order_at_break(p, before), p->badge);
        bends += bends_to_badges(p, &departure, before + 1);
    }
    return widest + 12 * bends;
}

static void find_breaks(const viz_trains_problem *p, const viz_trains_sequence *q,
                        const sheet *flat, sheet *out)
{
    double least = INFINITY;
    const size_t n = q->n, two = out->n_rows > 2;
    for (size_t a = 1; a < n; a++)
        for (size_t b = two ? a + 1 : n; b < n + !two; b++) {
            const size_t end[VIZ_TRAINS_ROWS] = {a, b, n};
            const double price = break_price(p, q, flat, end, out->n_rows);
            if (!(price < least)) continue;
            least = price;
            memcpy(out->end, end, sizeof end);
        }
}

static void fold(const viz_trains_problem *p, const viz_trains_input *input,
                 const viz_trains_sequence *q, const sheet *flat, size_t rows, sheet *out)
{
    out->n_rows = rows;
    find_breaks(p, q, flat, out);
    cut_strips(p, q, out);
    lay_strips(p, input, MOST_ROUNDS / 4, out);
}

static double aspect_of(const viz_trains_problem *p, const viz_trains_input *input, const sheet *s)
{
    return (s->width + input->left) / (s->height + KEY_ROW * p->lines + KEY_HEAD);
}

static double aspect_fault(const viz_trains_problem *p, const viz_trains_input *input,
                           const sheet *s)
{
    const double aspect = aspect_of(p, input, s);
    return aspect > BEST_ASPECT ? aspect / BEST_ASPECT : BEST_ASPECT / aspect;
}

static bool fits_width(const viz_trains_input *input, const sheet *s)
{
    return s->width + input->left <= input->max_width;
}

static void fit_paper(const viz_trains_problem *p, const viz_trains_input *input,
                      const viz_trains_sequence *q, const sheet *flat, sheet *out)
{
    const size_t most = q->n < VIZ_TRAINS_ROWS ? (q->n ? q->n : 1) : VIZ_TRAINS_ROWS;
    *out = *flat;
    if (input->fold) {
        if (input->fold > 1 && most > 1)
            fold(p, input, q, flat, input->fold < most ? input->fold : most, out);
        return;
    }
    if (fits_width(input, flat) && (input->flat || aspect_of(p, input, flat) <= WIDEST)) return;
    for (size_t rows = 2; rows <= most; rows++) {
        sheet other = *flat;
        if (input->flat && fits_width(input, out)) return;
        fold(p, input, q, flat, rows, &other);
        if (input->flat || aspect_fault(p, input, &other) < aspect_fault(p, input, out))
            *out = other;
    }
}

/* -- the answer -- */

static void place_stops(const viz_trains_problem *p, const sheet *s, const size_t *place,
                        viz_trains_layout *out)
{
    size_t first = 0;
    for (size_t r = 0; r < s->n_rows; r++) {
        const viz_trains_strip *strip = &s->strip[r];
        for (size_t c = 1; c + 1 < strip->n; c++)
            for (size_t i = 0; i < strip->column[c].n_stations; i++) {
                const size_t station = strip->column[c].station[i];
                viz_trains_stop *stop = &out->stop[place[station]];
                *stop = (viz_trains_stop){r, first + c - 1, s->widths[r].x[c], INFINITY, 0};
                for (size_t k = 0; k < p->lines; k++) {
                    if (!(p->mask[station] >> k & 1)) continue;
                    const double y = s->top[r] + VIZ_TRAINS_PITCH * s->heights[r].y[c][k];
                    stop->y0 = fmin(stop->y0, y);
                    stop->y1 = fmax(stop->y1, y);
                }
            }
        first = s->end[r];
    }
}

static bool place_rows(const viz_trains_problem *p, const sheet *s, viz_trains_layout *out)
{
    for (size_t r = 0; r < s->n_rows; r++) {
        viz_trains_row *row = &out->row[r];
        row->first_column = r ? s->end[r - 1] : 0;
        row->end_column = s->end[r];
        row->top = s->top[r];
        row->height = VIZ_TRAINS_PITCH * (s->heights[r].height + 2);
        row->right = s->widths[r].right;
        for (size_t k = 0; k < p->lines; k++) {
            viz_trains_run *run = &row->run[k];
            if (!viz_trains_route(&s->strip[r], &s->heights[r], &s->widths[r], k, run))
                return false;
            run->departure_y += row->top;
            run->end_y += row->top;
            for (size_t i = 0; i < run->n_points; i++) run->points[i].y += row->top;
        }
    }
    return true;
}

bool viz_trains_lay(const viz_trains_input *input, viz_trains_layout *out, viz_error *err)
{
    if (!check(input, err)) return false;
    viz_trains_problem p = {0};
    size_t place[VIZ_TRAINS_STATIONS];
    viz_trains_sequence *q = calloc(1, sizeof *q);
    sheet *sheets = calloc(2, sizeof *sheets);
    viz_trains_layout layout = {0};
    bool good = q && sheets;
    if (good) {
        sheet *flat = &sheets[0], *paper = &sheets[1];
        const size_t rounds = GOOD_ROUNDS * (size_t)(input->restarts ? input->restarts : 1);
        set_problem(input, &p, place);
        search(&p, input, flat, q);
        lay_flat(&p, input, q, rounds < MOST_ROUNDS ? rounds : MOST_ROUNDS, flat);
        for (size_t i = 0; i < q->n; i++) q->column[i] = flat->strip[0].column[i + 1];
        layout.cost = cost(flat, p.lines);
        fit_paper(&p, input, q, flat, paper);
        count(paper, p.lines, &layout.crossings, &layout.bends);
        layout.n_rows = paper->n_rows;
        layout.width = paper->width;
        layout.height = paper->height;
        place_stops(&p, paper, place, &layout);
        good = place_rows(&p, paper, &layout);
    }
    free(q);
    free(sheets);
    if (!good) {
        viz_trains_layout_release(&layout);
        return viz_fail_memory(err);
    }
    *out = layout;
    return true;
}

void viz_trains_layout_release(viz_trains_layout *layout)
{
    for (size_t r = 0; r < VIZ_TRAINS_ROWS; r++)
        for (size_t k = 0; k < VIZ_TRAINS_LINES; k++) {
            free(layout->row[r].run[k].points);
            layout->row[r].run[k].points = NULL;
        }
}
