/* SPDX-License-Identifier: MIT
 *
 * Heights of all lines in all columns of a row, in pitches. First as many places as possible where
 * a line keeps its height from one column to the next: they are tied greedily, then some are cut
 * and tied again in another order as long as that helps. Then the pieces between bends are moved so
 * that the remaining bends become short.
 *
 * The distances inside the columns and the ties are difference constraints. Heights kept all the
 * time are the least that fulfil them, so a new tie is tried by pushing its upper end down; a tie
 * that can not be has no end to that and soon runs out of room. */
#include "trains/trains.h"

#include <limits.h>
#include <string.h>

enum {
    LINES = VIZ_TRAINS_LINES,
    CELLS = VIZ_TRAINS_PLACES * LINES,
    TRAIL = 16 * CELLS,
    CROSSING = 120, /* prices in px */
    BEND = 40,
    HEIGHT = 11,
    REACH = 6, /* a pitch of a change of height, and of the greatest change of a step */
    REACH_MOST = 3,
    SLACK = 4, /* pitches a single tie may add to the height */
    HEAT = 20, /* price put up with, at first */
    NEAR = 2,  /* steps around a change that are tried again */
    ROOM = 16  /* and all ties together to the least height */
};

typedef struct {
    const viz_trains_problem *p;
    viz_trains_strip *strip;
    size_t lines;
    uint64_t random;
    int gap[CELLS];    /* to the next line below; cell: column * LINES + line */
    bool exact[CELLS]; /* that gap is exact */
    bool tied[CELLS];  /* to the same line in the next column */
    int y[CELLS];
    int direction; /* 1: heights grow, -1: they shrink */
    int most;      /* room: no height is above this */
    int tallest;   /* of y */
    size_t queue[CELLS];
    bool queued[CELLS];
    size_t head, waiting;
    bool settling; /* no way back is needed */
    size_t trail[TRAIL], n_trail;
    int trail_y[TRAIL];
} board;

static void prepare(board *b, viz_trains_range columns)
{
    for (size_t c = columns.first; c < columns.end; c++) {
        const viz_trains_column *column = &b->strip->column[c];
        for (size_t i = 0; i + 1 < b->lines; i++) {
            const size_t cell = c * LINES + column->order[i];
            b->gap[cell] = (int)viz_trains_gap(column, b->p, i, &b->exact[cell]);
        }
    }
}

static void push(board *b, size_t cell)
{
    if (b->queued[cell]) return;
    b->queued[cell] = true;
    b->queue[(b->head + b->waiting++) % CELLS] = cell;
}

/* Moves a height to `to` if it is not there or beyond already, seen in the board's direction. */
static bool lift(board *b, size_t cell, int to)
{
    if ((to - b->y[cell]) * b->direction <= 0) return true;
    if (to > b->most || to < b->strip->column[cell / LINES].crown) return false;
    if (!b->settling) {
        if (b->n_trail == TRAIL) return false;
        b->trail[b->n_trail] = cell;
        b->trail_y[b->n_trail++] = b->y[cell];
    }
    b->y[cell] = to;
    push(b, cell);
    return true;
}

static bool spread_from(board *b, size_t cell)
{
    const size_t c = cell / LINES;
    const viz_trains_column *column = &b->strip->column[c];
    const size_t at = column->pos[cell % LINES];
    const int y = b->y[cell];
    if (at + 1 < b->lines && (b->direction > 0 || b->exact[cell]) &&
        !lift(b, c * LINES + column->order[at + 1], y + b->gap[cell]))
        return false;
    if (at > 0) {
        const size_t up = c * LINES + column->order[at - 1];
        if ((b->direction < 0 || b->exact[up]) && !lift(b, up, y - b->gap[up])) return false;
    }
    if (b->tied[cell] && !lift(b, cell + LINES, y)) return false;
    return c == 0 || !b->tied[cell - LINES] || lift(b, cell - LINES, y);
}

static bool spread(board *b)
{
    while (b->waiting) {
        const size_t cell = b->queue[b->head];
        b->head = (b->head + 1) % CELLS;
        b->waiting--;
        b->queued[cell] = false;
        if (!spread_from(b, cell)) return false;
    }
    return true;
}

static void give_up(board *b)
{
    while (b->waiting) {
        b->queued[b->queue[b->head]] = false;
        b->head = (b->head + 1) % CELLS;
        b->waiting--;
    }
    while (b->n_trail) {
        b->n_trail--;
        b->y[b->trail[b->n_trail]] = b->trail_y[b->n_trail];
    }
}

static int find_tallest(const board *b)
{
    int tallest = 0;
    for (size_t c = 0; c < b->strip->n; c++) {
        const int y = b->y[c * LINES + b->strip->column[c].order[b->lines - 1]];
        if (y > tallest) tallest = y;
    }
    return tallest;
}

/* Ties the cell to the next column, unless that is impossible or makes the row too high. */
static bool tie(board *b, size_t cell)
{
    const int room = b->most;
    if (b->tallest + SLACK < b->most) b->most = b->tallest + SLACK;
    b->n_trail = 0;
    b->tied[cell] = true;
    const size_t next = cell + LINES;
    const bool good =
        (b->y[cell] < b->y[next] ? lift(b, cell, b->y[next]) : lift(b, next, b->y[cell])) &&
        spread(b);
    if (!good) {
        b->tied[cell] = false;
        give_up(b);
    }
    b->most = room;
    if (good && b->n_trail) b->tallest = find_tallest(b);
    return good;
}

/* Heights anew after ties were cut. What was possible with more ties stays possible. */
static void settle(board *b)
{
    b->settling = true;
    b->direction = 1;
    for (size_t c = 0; c < b->strip->n; c++) {
        const viz_trains_column *column = &b->strip->column[c];
        for (size_t i = 0; i < b->lines; i++) {
            const size_t cell = c * LINES + column->order[i];
            b->y[cell] = column->crown + column->at[column->order[i]];
        }
    }
    for (size_t c = 0; c < b->strip->n; c++)
        for (size_t k = 0; k < b->lines; k++) {
            const size_t cell = c * LINES + k;
            if (b->tied[cell] && b->y[cell] != b->y[cell + LINES]) {
                push(b, cell);
                push(b, cell + LINES);
            }
        }
    spread(b);
    b->settling = false;
    b->tallest = find_tallest(b);
}

/* Ties what can be tied in these steps, in any order. */
static void tie_near(board *b, viz_trains_range steps)
{
    size_t open[CELLS], n = 0;
    for (size_t c = steps.first; c < steps.end; c++)
        for (size_t k = 0; k < b->lines; k++)
            if (!b->tied[c * LINES + k]) open[n++] = c * LINES + k;
    while (n) {
        const size_t at = viz_trains_pick(&b->random, n), cell = open[at];
        open[at] = open[--n];
        tie(b, cell);
    }
}

static int price(const board *b)
{
    int open = 0, crossings = 0;
    for (size_t c = 0; c + 1 < b->strip->n; c++) {
        const viz_trains_column *column = &b->strip->column[c];
        crossings += (int)viz_trains_between(column, column + 1, (unsigned)b->lines).crossings;
        for (size_t k = 0; k < b->lines; k++) open += !b->tied[c * LINES + k];
    }
    return CROSSING * crossings + BEND * open + HEIGHT * b->tallest;
}

/* Cuts ties: all of a few steps, all of a line, or some of a few steps. */
static viz_trains_range cut(board *b)
{
    const size_t steps = b->strip->n - 1, line = viz_trains_pick(&b->random, b->lines);
    const size_t width = 1 + viz_trains_pick(&b->random, 3), kind = viz_trains_pick(&b->random, 3);
    viz_trains_range r = {viz_trains_pick(&b->random, steps), 0};
    r.end = r.first + width < steps ? r.first + width : steps;
    if (kind == 1) r = (viz_trains_range){0, steps};
    for (size_t c = r.first; c < r.end; c++) {
        const size_t here = b->strip->column[c].pos[line];
        for (size_t k = 0; k < b->lines; k++) {
            const size_t pos = b->strip->column[c].pos[k];
            const bool beside = pos + 2 > here && here + 2 > pos;
            if (kind == 0 || k == line || (kind == 2 && beside)) b->tied[c * LINES + k] = false;
        }
    }
    return r;
}

/* Other orders in some columns, and all ties cut there. */
static viz_trains_range reorder(board *b)
{
    viz_trains_strip *strip = b->strip;
    const size_t from = !strip->first, n = strip->n - from - !strip->last;
    viz_trains_range r = viz_trains_pick(&b->random, 3)
                             ? viz_trains_move_line(&strip->column[from], n, b->p, &b->random)
                             : viz_trains_move_block(&strip->column[from], n, b->p, &b->random);
    if (r.first == r.end) return r;
    r.first += from;
    r.end += from;
    prepare(b, r);
    if (r.first) r.first--; /* now the steps that it touches */
    if (r.end == strip->n) r.end--;
    for (size_t cell = r.first * LINES; cell < r.end * LINES; cell++) b->tied[cell] = false;
    return r;
}

static bool fits(const board *b)
{
    for (size_t c = 0; c < b->strip->n; c++)
        if (b->strip->column[c].extent > b->most) return false;
    return true;
}

typedef struct {
    viz_trains_strip strip;
    bool tied[CELLS];
    int price;
} state;

static void keep(const board *b, state *kept, int now)
{
    kept->strip = *b->strip;
    memcpy(kept->tied, b->tied, sizeof kept->tied);
    kept->price = now;
}

static void bring_back(board *b, const state *kept)
{
    *b->strip = kept->strip;
    memcpy(b->tied, kept->tied, sizeof kept->tied);
    prepare(b, (viz_trains_range){0, b->strip->n});
}

/* One change; false when it came to nothing and the board is as it was. */
static bool change(board *b, const state *now)
{
    viz_trains_range r = viz_trains_pick(&b->random, 2) ? reorder(b) : cut(b);
    if (r.first == r.end) return false;
    if (!fits(b)) {
        bring_back(b, now);
        return false;
    }
    settle(b);
    r.first = r.first > NEAR ? r.first - NEAR : 0;
    r.end = r.end + NEAR < b->strip->n - 1 ? r.end + NEAR : b->strip->n - 1;
    tie_near(b, r);
    return true;
}

static void tie_well(board *b, size_t rounds)
{
    state now, best;
    settle(b);
    b->most = b->tallest + ROOM;
    tie_near(b, (viz_trains_range){0, b->strip->n - 1});
    keep(b, &now, price(b));
    best = now;
    for (size_t i = 0; i < rounds; i++) {
        const double heat = HEAT * (double)(rounds - i) / (double)rounds;
        if (!change(b, &now)) continue;
        const int after = price(b);
        if (after <= now.price + (int)(heat * viz_trains_patience(&b->random)))
            keep(b, &now, after);
        else
            bring_back(b, &now);
        if (now.price < best.price) best = now;
    }
    bring_back(b, &best);
    settle(b);
}

/* From the least heights to the middle between these and the greatest. */
static void centre(board *b)
{
    int least[CELLS];
    memcpy(least, b->y, sizeof least);
    b->settling = true;
    b->direction = 1;
    b->most = b->tallest;
    for (size_t c = 0; c < b->strip->n; c++) {
        const viz_trains_column *column = &b->strip->column[c];
        const int spare = b->tallest - column->extent;
        for (size_t k = 0; k < b->lines; k++)
            b->y[c * LINES + k] = column->crown + column->at[k] + spare;
    }
    b->direction = -1;
    for (size_t c = 0; c < b->strip->n; c++)
        for (size_t k = 0; k < b->lines; k++) {
            push(b, c * LINES + k);
        }
    spread(b);
    b->settling = false;
    for (size_t i = 0; i < b->strip->n * LINES; i++)
        if (i % LINES < b->lines) b->y[i] = (b->y[i] + least[i]) / 2;
}

static int length_price(const board *b)
{
    int price = HEIGHT * find_tallest(b);
    for (size_t c = 0; c + 1 < b->strip->n; c++) {
        int most = 0;
        for (size_t k = 0; k < b->lines; k++) {
            const int from = b->y[c * LINES + k], to = b->y[(c + 1) * LINES + k];
            const int change = from < to ? to - from : from - to;
            if (change) price += BEND + REACH * change;
            if (change > most) most = change;
        }
        price += REACH_MOST * most;
    }
    return price;
}

/* Moves one piece of a line by way of a cell of it, and all that is in its way. */
static bool try_height(board *b, size_t cell, int to, int *price)
{
    if (to == b->y[cell]) return false;
    b->direction = to > b->y[cell] ? 1 : -1;
    b->n_trail = 0;
    if (lift(b, cell, to) && spread(b)) {
        const int now = length_price(b);
        if (now < *price) {
            *price = now;
            return true;
        }
    }
    give_up(b);
    return false;
}

static bool improve_cell(board *b, size_t cell, int *price)
{
    bool better = false;
    const size_t c = cell / LINES;
    for (int by = -2; by <= 2; by++) better |= try_height(b, cell, b->y[cell] + by, price);
    if (c + 1 < b->strip->n) better |= try_height(b, cell, b->y[cell + LINES], price);
    if (c > 0) better |= try_height(b, cell, b->y[cell - LINES], price);
    return better;
}

static void shorten(board *b)
{
    int price = length_price(b);
    bool better = true;
    for (size_t round = 0; better && round < 30; round++) {
        better = false;
        for (size_t c = 0; c < b->strip->n; c++)
            for (size_t k = 0; k < b->lines; k++) better |= improve_cell(b, c * LINES + k, &price);
    }
}

static void report(const board *b, viz_trains_heights *out)
{
    out->bends = 0;
    out->reach = 0;
    out->height = find_tallest(b);
    for (size_t c = 0; c < b->strip->n; c++)
        for (size_t k = 0; k < b->lines; k++) {
            const int y = out->y[c][k] = b->y[c * LINES + k];
            if (c == 0) continue;
            const int change = y - out->y[c - 1][k];
            out->bends += change != 0;
            out->reach += change < 0 ? -change : change;
        }
}

void viz_trains_raise(const viz_trains_problem *p, viz_trains_strip *strip, size_t rounds,
                      viz_trains_heights *out)
{
    board b = {.p = p, .strip = strip, .lines = p->lines, .random = 1, .most = INT_MAX};
    prepare(&b, (viz_trains_range){0, strip->n});
    tie_well(&b, rounds);
    centre(&b);
    shorten(&b);
    report(&b, out);
}
