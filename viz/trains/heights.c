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

#include <string.h>

enum {
    LINES = VIZ_TRAINS_LINES,
    CELLS = VIZ_TRAINS_PLACES * LINES,
    TRAIL = 16 * CELLS,
    BEND = 40, /* prices in px */
    HEIGHT = 11,
    REACH = 6, /* a pitch of a change of height, and of the greatest change of a step */
    REACH_MOST = 3,
    SLACK = 4, /* pitches a single tie may add to the height */
    ROOM = 16  /* and all ties together to the least height */
};

typedef struct {
    const viz_trains_strip *strip;
    size_t lines, n_cells;
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

static void prepare(board *b, const viz_trains_problem *p)
{
    int tallest = 0;
    for (size_t c = 0; c < b->strip->n; c++) {
        const viz_trains_column *column = &b->strip->column[c];
        for (size_t i = 0; i + 1 < b->lines; i++) {
            const size_t cell = c * LINES + column->order[i];
            b->gap[cell] = (int)viz_trains_gap(column, p, i, &b->exact[cell]);
        }
        if (column->extent > tallest) tallest = column->extent;
    }
    b->most = tallest + ROOM;
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

static void tie_all(board *b, size_t first)
{
    size_t open[CELLS], n = 0;
    if (first < CELLS) tie(b, first);
    for (size_t c = 0; c + 1 < b->strip->n; c++)
        for (size_t k = 0; k < b->lines; k++)
            if (!b->tied[c * LINES + k]) open[n++] = c * LINES + k;
    while (n) {
        const size_t at = viz_trains_pick(&b->random, n), cell = open[at];
        open[at] = open[--n];
        tie(b, cell);
    }
}

static int tie_price(const board *b)
{
    int open = 0;
    for (size_t c = 0; c + 1 < b->strip->n; c++)
        for (size_t k = 0; k < b->lines; k++) open += !b->tied[c * LINES + k];
    return BEND * open + HEIGHT * b->tallest;
}

/* Cuts what stands around one bend, and ties that place first. */
static size_t cut(board *b)
{
    const size_t steps = b->strip->n - 1, line = viz_trains_pick(&b->random, b->lines);
    const size_t step = viz_trains_pick(&b->random, steps);
    const size_t width = 1 + viz_trains_pick(&b->random, 3), kind = viz_trains_pick(&b->random, 3);
    for (size_t c = 0; c < steps; c++) {
        const bool near = c + width > step && step + width > c;
        for (size_t k = 0; k < b->lines; k++) {
            const size_t pos = b->strip->column[c].pos[k], here = b->strip->column[c].pos[line];
            const bool beside = pos + 2 > here && here + 2 > pos;
            if (kind == 0 ? near : kind == 1 ? k == line : near && (beside || k == line))
                b->tied[c * LINES + k] = false;
        }
    }
    return kind == 1 ? CELLS : step * LINES + line;
}

static void tie_well(board *b, size_t rounds)
{
    bool kept[CELLS];
    settle(b);
    tie_all(b, CELLS);
    int least = tie_price(b);
    for (size_t i = 0; i < rounds; i++) {
        memcpy(kept, b->tied, sizeof kept);
        const size_t first = cut(b);
        settle(b);
        tie_all(b, first);
        const int now = tie_price(b);
        if (now <= least)
            least = now;
        else
            memcpy(b->tied, kept, sizeof kept);
    }
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

void viz_trains_raise(const viz_trains_problem *p, const viz_trains_strip *strip, size_t rounds,
                      viz_trains_heights *out)
{
    board b = {.strip = strip, .lines = p->lines, .random = 1};
    prepare(&b, p);
    tie_well(&b, rounds);
    centre(&b);
    shorten(&b);
    report(&b, out);
}
