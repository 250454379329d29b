/* SPDX-License-Identifier: MIT
 *
 * The rules of the board (network.h), asked of things that have just been moved. */
#include "network.h"

/* Room kept free, px. */
static const double gap_hull_thing = 9, gap_hull_hull = 14, gap_flag = 4;

/* Branchless, and hence many things at a time. */
static bool touches_any(const viz_board *b, size_t i)
{
    const float x = b->x[i], y = b->y[i], w = b->room_w[i], h = b->room_h[i];
    int touching = 0;
    for (size_t k = 0; k < b->n_things; k++) {
        const float dx = x - b->x[k], dy = y - b->y[k];
        const float across = w + b->room_w[k], down = h + b->room_h[k];
        touching += (dx < across) & (-dx < across) & (dy < down) & (-dy < down);
    }
    return touching > 1; /* it always touches itself */
}

static bool hull_free_of(const viz_island *island, viz_rect rect)
{
    if (viz_rect_overlap(viz_rect_grow(island->flag, gap_flag), rect)) return false;
    const double room = VIZ_HULL_PAD + gap_hull_thing;
    if (!viz_rect_overlap(viz_rect_grow(island->hull.bounds, room), rect)) return true;
    return viz_polygon_rect_gap(&island->hull, rect) >= room;
}

static bool flag_free_of(const viz_island *of, const viz_island *island)
{
    if (viz_rect_overlap(viz_rect_grow(of->flag, gap_flag), island->flag)) return false;
    return viz_polygon_rect_gap(&island->hull, of->flag) >= VIZ_HULL_PAD + gap_flag;
}

static bool islands_apart(const viz_island *a, const viz_island *b)
{
    const double room = 2 * VIZ_HULL_PAD + gap_hull_hull;
    const viz_rect near = viz_rect_grow(viz_rect_union(a->hull.bounds, a->flag), room);
    if (!viz_rect_overlap(near, viz_rect_union(b->hull.bounds, b->flag))) return true;
    return flag_free_of(a, b) && flag_free_of(b, a) && viz_polygon_gap(&a->hull, &b->hull) >= room;
}

static bool thing_fits(const viz_board *b, size_t i)
{
    const viz_thing *thing = &b->things[i];
    if (touches_any(b, i)) return false;
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (g != thing->island && island->n_members && !hull_free_of(island, thing->rect))
            return false;
    }
    return true;
}

static bool island_fits(const viz_board *b, size_t g)
{
    const viz_island *island = &b->islands[g];
    for (size_t h = 0; h < b->n_islands; h++) {
        if (h != g && b->islands[h].n_members && !islands_apart(island, &b->islands[h]))
            return false;
    }
    for (size_t k = 0; k < b->n_things; k++) {
        if (b->things[k].island != g && !hull_free_of(island, b->things[k].rect)) return false;
    }
    return true;
}

/* Members of an island that moved as one kept their distances; looking again costs little. */
bool viz_board_fits(viz_board *board, viz_set set)
{
    for (size_t i = 0; i < set.count; i++) {
        if (!thing_fits(board, set.things[i])) return false;
    }
    for (size_t i = 0; i < set.count; i++) {
        if (viz_set_new_island(board, set, i) &&
            !island_fits(board, board->things[set.things[i]].island))
            return false;
    }
    return true;
}
