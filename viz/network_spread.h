/* SPDX-License-Identifier: MIT */
#ifndef VIZ_NETWORK_SPREAD_H
#define VIZ_NETWORK_SPREAD_H

#include "network.h"

/* What is spread over the sheet as one piece: an island, or a coalition of no group. */
typedef struct {
    size_t island; /* VIZ_NO_ISLAND: it is the thing */
    size_t thing;
    viz_point at;                   /* centre, where it should lie; bodies may still overlap */
    double half_width, half_height; /* with hull and flag */
} viz_body;

/* Every island that has members, as large as it is now, and every coalition of no group. Room for
 * as many as the board has islands and things; returns how many there are. */
size_t viz_bodies_make(const viz_board *board, viz_body *bodies);

/* Gives every body its place. False: no memory. */
bool viz_bodies_spread(const viz_board *board, viz_body *bodies, size_t count, uint64_t seed);

#endif
