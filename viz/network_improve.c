/* SPDX-License-Identifier: MIT
 *
 * Small moves that keep the board legal: a thing shifted, sent to the middle of its partners, two
 * exchanged, an island shifted. Worse is accepted up to a limit that falls to nothing. */
#include "network.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    viz_board *board;
    uint64_t random;
    double reach, limit; /* px of a shift; cost accepted */
    viz_placement old, new;
} walk;

static double spread(walk *w)
{
    return viz_random_unit(&w->random) + viz_random_unit(&w->random) - 1;
}

static size_t pick(walk *w, size_t count)
{
    return (size_t)(viz_random_unit(&w->random) * (double)count);
}

/* Moves up to two things to new places, or takes it back. Most moves break a rule, and asking that
 * is cheap against the cost: it comes first. */
static void try_places(walk *w, viz_set set, const viz_point *to)
{
    viz_board *b = w->board;
    viz_board_keep(b, set, &w->old);
    for (size_t i = 0; i < set.count; i++) viz_board_move(b, set.things[i], to[i]);
    const bool fits = viz_board_fits(b, set);
    const double after = fits ? viz_board_cost(b, set) : 0;
    if (fits) viz_board_keep(b, set, &w->new);
    viz_board_return(b, set, &w->old);
    if (fits && after <= viz_board_cost(b, set) + w->limit) viz_board_return(b, set, &w->new);
}

static void shift_thing(walk *w, size_t i)
{
    const viz_point at = w->board->things[i].at;
    const double dx = spread(w) * w->reach * 1.5, dy = spread(w) * w->reach;
    const viz_point to = {round(at.x + dx), round(at.y + dy)};
    try_places(w, (viz_set){&i, 1}, &to);
}

static void to_middle(walk *w, size_t i)
{
    const viz_board *b = w->board;
    const size_t from = b->tie_start[i], count = b->tie_start[i + 1] - from;
    if (!count) return;
    viz_point to = {0, 0};
    for (size_t k = 0; k < count; k++) {
        const viz_tie *tie = &b->ties[b->tie_of[from + k]];
        const viz_point at = b->things[tie->a == i ? tie->b : tie->a].at;
        to.x += at.x / (double)count;
        to.y += at.y / (double)count;
    }
    to.x = round(to.x + spread(w) * (w->reach * 2 + 40));
    to.y = round(to.y + spread(w) * (w->reach * 2 + 40));
    try_places(w, (viz_set){&i, 1}, &to);
}

static void exchange(walk *w, size_t i)
{
    const viz_board *b = w->board;
    const size_t k = pick(w, b->n_things);
    if (k == i || b->things[i].island != b->things[k].island) return;
    const size_t things[2] = {i, k};
    const viz_point to[2] = {b->things[k].at, b->things[i].at};
    try_places(w, (viz_set){things, 2}, to);
}

/* The larger the island, the dearer the question and the rarer it is asked. */
static void shift_island(walk *w, size_t g)
{
    enum { USUAL = 12 };
    viz_board *b = w->board;
    const viz_set set = {b->islands[g].members, b->islands[g].n_members};
    if (viz_random_unit(&w->random) * (double)set.count > USUAL) return;
    const double dx = round(spread(w) * w->reach * 1.5), dy = round(spread(w) * w->reach);
    viz_island_shift(b, g, dx, dy);
    const bool fits = viz_board_fits(b, set);
    const double after = fits ? viz_board_cost(b, set) : 0;
    viz_island_shift(b, g, -dx, -dy);
    if (fits && after <= viz_board_cost(b, set) + w->limit) viz_island_shift(b, g, dx, dy);
}

bool viz_network_improve(viz_board *board, uint64_t seed, size_t moves, double limit)
{
    walk w = {.board = board, .random = seed};
    w.old.corners = calloc(4 * board->n_things + 1, sizeof(viz_point));
    w.new.corners = calloc(4 * board->n_things + 1, sizeof(viz_point));
    const bool good = w.old.corners && w.new.corners;
    if (!good || !board->n_things) moves = 0;
    for (size_t move = 0; move < moves; move++) {
        const double left = 1 - (double)move / (double)moves;
        w.limit = limit * left * left;
        w.reach = 6 + 1.5 * limit * left * left;
        const size_t i = pick(&w, board->n_things);
        const double kind = viz_random_unit(&w.random);
        if (kind < 0.55)
            shift_thing(&w, i);
        else if (kind < 0.7)
            to_middle(&w, i);
        else if (kind < 0.95)
            exchange(&w, i);
        else if (board->n_islands > 1)
            shift_island(&w, pick(&w, board->n_islands));
    }
    free(w.old.corners);
    free(w.new.corners);
    return good;
}
