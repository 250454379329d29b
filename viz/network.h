/* SPDX-License-Identifier: MIT
 *
 * The parts of the style network share this: a board of things to be placed. The board is legal
 * when no two things come closer than their gap, every hull (the convex outline of a group's
 * things, at distance VIZ_HULL_PAD) is apart from every other hull and from every thing that is not
 * its own, and the flags (number badge and label of a group, on the top edge of its hull) touch
 * nothing foreign. The board is built legal and every later step keeps it so. */
#ifndef VIZ_NETWORK_H
#define VIZ_NETWORK_H

#include "geom.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VIZ_HULL_PAD 16.0 /* from a thing to the outline of its hull */
#define VIZ_BADGE_RADIUS 11.0
#define VIZ_NO_ISLAND SIZE_MAX
#define VIZ_STRETCH                                                                                \
    1.5 /* a px down costs as much as this many across: sheets are wider than high */

typedef struct {
    viz_point at;  /* centre, whole numbers; changed only by viz_board_move */
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
    size_t *members; /* things; a part of viz_board.member_store */
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
    /* derived by viz_board_index */
    size_t *tie_start, *tie_of; /* ties of thing i: tie_of[tie_start[i] .. tie_start[i + 1] - 1] */
    size_t *member_store;
    viz_point *corner_store, *scratch;
    bool *moved; /* scratch of viz_board_cost; all false between calls */
    /* The same places once more as plain arrays: the loops over all things and all ties, where the
     * time goes, are then turned into vector instructions. Whole numbers are exact in a float. */
    float *x, *y, *half_w, *half_h; /* of things */
    float *room_w, *room_h;         /* the same with half the gap that must stay free around */
    float *ax, *ay, *bx, *by;       /* of the ends of ties */
    int *hit_price;                 /* of an edge over a thing */
} viz_board;

/* Call once things, ties, and each thing's island are filled in. False: no memory. */
bool viz_board_index(viz_board *board);
void viz_board_release(viz_board *board);

static inline double viz_stretched(viz_point a, viz_point b)
{
    const double dx = a.x - b.x, dy = VIZ_STRETCH * (a.y - b.y);
    return sqrt(dx * dx + dy * dy);
}

/* Things that move together: a whole island, or a few single ones. */
typedef struct {
    const size_t *things;
    size_t count;
} viz_set;

/* Hulls and flags follow at once. */
void viz_board_move(viz_board *board, size_t thing, viz_point to);

/* A placement to come back to without computing its hull again: of things of one island, or of
 * none. */
typedef struct {
    viz_point at[2];
    viz_point *corners; /* room for 4 a thing of the board */
    size_t n_corners;
    viz_rect bounds, flag;
} viz_placement;

void viz_board_keep(const viz_board *board, viz_set set,
                    viz_placement *kept); /* at most two things */
void viz_board_return(viz_board *board, viz_set set, const viz_placement *kept);
void viz_island_shift(viz_board *board, size_t island, double dx, double dy);
viz_rect viz_island_bounds(const viz_island *island); /* with padding and flag */
double viz_island_top(const viz_island *island);      /* y of the outline's top edge */

/* True for one thing of each run of things of one island: sets come island by island. */
bool viz_set_new_island(const viz_board *board, viz_set set, size_t place);

/* With the set where it is now: does it break a rule with anything? Only
 * rules between the set (and its islands) and the rest are looked at. */
bool viz_board_fits(viz_board *board, viz_set set);

/* What the placement of the set costs, counting everything that changes when only it moves. */
double viz_board_cost(viz_board *board, viz_set set);
double viz_board_cost_all(viz_board *board);

/* The steps, in order; same board and seed, same result. False: no memory. */
bool viz_network_start(viz_board *board, uint64_t seed);
bool viz_network_improve(viz_board *board, uint64_t seed, size_t moves, double limit);
void viz_network_align(viz_board *board);

/* Four points of a cubic curve a tie. */
void viz_network_route(const viz_board *board, viz_point *points);

/* A small generator of our own: the same numbers on every machine. */
uint64_t viz_random(uint64_t *state);
double viz_random_unit(uint64_t *state); /* [0, 1) */

#endif
