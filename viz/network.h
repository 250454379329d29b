/* SPDX-License-Identifier: MIT
 *
 * The parts of the style network share this: a board of things to be placed. The board is legal when
 * no two things come closer than their gap, every hull (the convex outline of a group's things, at
 * distance VIZ_HULL_PAD) is apart from every other hull and from every thing that is not its own, and
 * the flags (number badge and label of a group, on the top edge of its hull) touch nothing foreign.
 * The board is built legal and every later step keeps it so. */
#ifndef VIZ_NETWORK_H
#define VIZ_NETWORK_H

#include "geom.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VIZ_HULL_PAD 16.0   /* from a thing to the outline of its hull */
#define VIZ_BADGE_RADIUS 11.0
#define VIZ_NO_ISLAND SIZE_MAX

typedef struct {
    viz_point at; /* centre; changed only by viz_thing_move */
    viz_rect rect; /* around it */
    double half_width, half_height;
    size_t island; /* VIZ_NO_ISLAND: lies outside every hull */
    bool box;      /* a coalition; otherwise the text of an item */
} viz_thing;

/* An edge of the network between two things. */
typedef struct {
    size_t a, b;
    double pull; /* price of its length per px */
} viz_tie;

/* A group on the board. */
typedef struct {
    size_t *members; /* things, borrowed from viz_board.member_store */
    size_t n_members;
    double label_width; /* 0: only the badge */
    viz_point *corners; /* of the hull, before padding; room for 4 a member */
    viz_polygon hull;   /* over corners */
    viz_rect flag;
} viz_island;

typedef struct {
    viz_thing *things;
    viz_tie *ties;
    viz_island *islands;
    size_t n_things, n_ties, n_islands;
    double width, height; /* things outside 0..width, 0..height pay for it */
    /* derived */
    size_t *tie_start, *tie_of; /* ties of thing i: tie_of[tie_start[i] .. tie_start[i + 1] - 1] */
    size_t *member_store;
    viz_point *corner_store, *scratch;
    bool *moved; /* scratch of cost and fits; all false between calls */
} viz_board;

/* Call once things, ties, and each thing's island are filled in. False: no memory. */
bool viz_board_index(viz_board *board);
void viz_board_release(viz_board *board);

static inline void viz_thing_move(viz_thing *thing, viz_point to) {
    thing->at = to;
    thing->rect = viz_rect_around(to, thing->half_width, thing->half_height);
}

void viz_island_update(viz_board *board, size_t island); /* after a member moved */
double viz_island_top(const viz_island *island);         /* y of the outline's top edge */

/* A set of things that move together; whole islands or single things. */
typedef struct {
    const size_t *things;
    size_t count;
} viz_set;

/* With the set where it is now (and its islands updated): does it break a rule with anything? Only
 * rules between the set (and its islands) and the rest are looked at. */
bool viz_board_fits(viz_board *board, viz_set set);

/* What the placement of the set costs, counting everything that changes when only it moves. */
double viz_board_cost(viz_board *board, viz_set set);
double viz_board_cost_all(viz_board *board);

/* The steps, in order; each is repeatable: same board, same seed, same result. */
bool viz_network_start(viz_board *board, uint64_t seed);
bool viz_network_improve(viz_board *board, uint64_t seed);

/* How many edges pass over foreign things is what is minimised. points: 4 per tie. */
void viz_network_route(const viz_board *board, viz_point *points);

/* A small generator of our own: the same numbers on every machine. */
uint64_t viz_random(uint64_t *state);
double viz_random_unit(uint64_t *state); /* [0, 1) */

#endif
