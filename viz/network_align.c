/* SPDX-License-Identifier: MIT
 *
 * Almost level is restless: things of one hull, or outside all, that nearly share a middle or an
 * edge are brought into line where that breaks no rule and costs next to nothing. */
#include "network.h"

#include <math.h>

static const double reach = 14, tolerance = 9; /* px of a shift; cost accepted */

static bool try_shift(viz_board *b, size_t i, double dx, double dy)
{
    const viz_point at = b->things[i].at, to = {at.x + dx, at.y + dy};
    const viz_set set = {&i, 1};
    const double before = viz_board_cost(b, set);
    viz_board_move(b, i, to);
    if (viz_board_fits(b, set) && viz_board_cost(b, set) <= before + tolerance) return true;
    viz_board_move(b, i, at);
    return false;
}

/* The least shift of thing i that brings it into line with a later thing of its kind and hull. */
static double least_shift(const viz_board *b, size_t i, bool down)
{
    const viz_thing *t = &b->things[i];
    double least = reach + 1;
    for (size_t k = i + 1; k < b->n_things; k++) {
        const viz_thing *o = &b->things[k];
        if (o->island != t->island || o->box != t->box) continue;
        if (fabs(o->at.x - t->at.x) > 260 || fabs(o->at.y - t->at.y) > 160) continue;
        const double shifts[] = {down ? o->at.y - t->at.y : o->at.x - t->at.x,
                                 down ? least : o->rect.x0 - t->rect.x0,
                                 down ? least : o->rect.x1 - t->rect.x1};
        for (int s = 0; s < 3; s++) {
            if (fabs(shifts[s]) < fabs(least)) least = shifts[s];
        }
    }
    return fabs(least) <= reach ? least : 0;
}

void viz_network_align(viz_board *board)
{
    for (size_t i = board->n_things; i-- > 0;) {
        const double dy = least_shift(board, i, true);
        if (dy != 0) try_shift(board, i, 0, dy);
        const double dx = least_shift(board, i, false);
        if (dx != 0) try_shift(board, i, dx, 0);
    }
}
