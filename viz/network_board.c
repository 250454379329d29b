/* SPDX-License-Identifier: MIT
 *
 * The board's own bookkeeping: indices, the arrays kept beside the things, hulls and flags. */
#include "network.h"

#include <stdlib.h>
#include <string.h>

/* An edge that seems to end in what it only passes misleads most; these are px of edge length. */
enum { PRICE_OVER_BOX = 130, PRICE_OVER_TEXT = 50 };

/* Half of the gap to the next thing, px: an edge in the gap must show, and rows of text are kept
 * apart by the height of their line already. */
static const float room_across = 6, room_below_box = 6, room_below_text = 4;

uint64_t viz_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

double viz_random_unit(uint64_t *state)
{
    return (double)(viz_random(state) >> 11) * 0x1p-53;
}

static bool index_ties(viz_board *b)
{
    b->tie_start = calloc(b->n_things + 2, sizeof *b->tie_start);
    b->tie_of = calloc(2 * b->n_ties + 1, sizeof *b->tie_of);
    if (!b->tie_start || !b->tie_of) return false;
    size_t *next = b->tie_start + 1; /* where the next tie of a thing goes; at last, its end */
    for (size_t e = 0; e < b->n_ties; e++) {
        next[b->ties[e].a + 1]++;
        next[b->ties[e].b + 1]++;
    }
    for (size_t i = 0; i < b->n_things; i++) next[i + 1] += next[i];
    for (size_t e = 0; e < b->n_ties; e++) {
        b->tie_of[next[b->ties[e].a]++] = e;
        b->tie_of[next[b->ties[e].b]++] = e;
    }
    return true;
}

static bool index_members(viz_board *b)
{
    const size_t n = b->n_things + 1;
    b->member_store = calloc(n, sizeof *b->member_store);
    b->corner_store = calloc(4 * n, sizeof *b->corner_store);
    b->scratch = calloc(4 * n, sizeof *b->scratch);
    b->moved = calloc(n, sizeof *b->moved);
    if (!b->member_store || !b->corner_store || !b->scratch || !b->moved) return false;
    size_t filled = 0;
    for (size_t g = 0; g < b->n_islands; g++) {
        viz_island *island = &b->islands[g];
        island->members = b->member_store + filled;
        island->corners = b->corner_store + 4 * filled;
        island->n_members = 0;
        for (size_t i = 0; i < b->n_things; i++) {
            if (b->things[i].island == g) island->members[island->n_members++] = i;
        }
        filled += island->n_members;
    }
    return true;
}

static bool index_arrays(viz_board *b)
{
    const size_t n = b->n_things + 1, m = b->n_ties + 1;
    b->x = calloc(6 * n + 4 * m, sizeof *b->x);
    b->hit_price = calloc(n, sizeof *b->hit_price);
    if (!b->x || !b->hit_price) return false;
    b->y = b->x + n;
    b->half_w = b->y + n;
    b->half_h = b->half_w + n;
    b->room_w = b->half_h + n;
    b->room_h = b->room_w + n;
    b->ax = b->room_h + n;
    b->ay = b->ax + m;
    b->bx = b->ay + m;
    b->by = b->bx + m;
    for (size_t i = 0; i < b->n_things; i++) {
        b->half_w[i] = (float)b->things[i].half_width;
        b->half_h[i] = (float)b->things[i].half_height;
        b->room_w[i] = b->half_w[i] + room_across;
        b->room_h[i] = b->half_h[i] + (b->things[i].box ? room_below_box : room_below_text);
        b->hit_price[i] = b->things[i].box ? PRICE_OVER_BOX : PRICE_OVER_TEXT;
    }
    return true;
}

void viz_board_release(viz_board *board)
{
    free(board->things);
    free(board->ties);
    free(board->islands);
    free(board->tie_start);
    free(board->tie_of);
    free(board->member_store);
    free(board->corner_store);
    free(board->scratch);
    free(board->moved);
    free(board->x);
    free(board->hit_price);
    *board = (viz_board){0};
}

static void place_thing(viz_board *b, size_t i, viz_point to)
{
    viz_thing *thing = &b->things[i];
    thing->at = to;
    thing->rect = viz_rect_around(to, thing->half_width, thing->half_height);
    b->x[i] = (float)to.x;
    b->y[i] = (float)to.y;
    for (size_t t = b->tie_start[i]; t < b->tie_start[i + 1]; t++) {
        const size_t e = b->tie_of[t];
        const bool first = b->ties[e].a == i;
        (first ? b->ax : b->bx)[e] = (float)to.x;
        (first ? b->ay : b->by)[e] = (float)to.y;
    }
}

viz_rect viz_island_bounds(const viz_island *island)
{
    return viz_rect_union(viz_rect_grow(island->hull.bounds, VIZ_HULL_PAD), island->flag);
}

double viz_island_top(const viz_island *island)
{
    return island->hull.bounds.y0 - VIZ_HULL_PAD;
}

/* The top edge of a hull of rectangles is level; the flag stands at its left end. */
static void place_flag(viz_island *island)
{
    const double x = island->corners[0].x, y = viz_island_top(island);
    const double reach = VIZ_BADGE_RADIUS + 1;
    island->flag = viz_rect_around((viz_point){x, y}, reach, reach);
    if (island->label_width > 0) {
        island->flag.x1 += 4 + island->label_width;
        island->flag.y0 = y - 19;
    }
}

static void corners_of(viz_rect r, viz_point corners[4])
{
    corners[0] = (viz_point){r.x0, r.y0};
    corners[1] = (viz_point){r.x1, r.y0};
    corners[2] = (viz_point){r.x1, r.y1};
    corners[3] = (viz_point){r.x0, r.y1};
}

static void make_hull(viz_board *b, size_t g)
{
    viz_island *island = &b->islands[g];
    for (size_t i = 0; i < island->n_members; i++)
        corners_of(b->things[island->members[i]].rect, b->scratch + 4 * i);
    const size_t count = viz_convex_hull(b->scratch, 4 * island->n_members, island->corners);
    island->hull = viz_polygon_of(island->corners, count);
    if (count) place_flag(island);
}

/* Most moves happen inside a hull and leave it as it is: when no corner of it is one of the
 * rectangle left, and the rectangle entered lies within. */
static bool keeps_hull(const viz_island *island, viz_rect left, viz_rect entered)
{
    viz_point old[4], new[4];
    corners_of(left, old);
    corners_of(entered, new);
    for (size_t i = 0; i < island->hull.count; i++) {
        const viz_point a = island->corners[i];
        const viz_point b = island->corners[i + 1 < island->hull.count ? i + 1 : 0];
        for (int k = 0; k < 4; k++) {
            if (viz_same(a, old[k]) || viz_turn(a, b, new[k]) < 0) return false;
        }
    }
    return true;
}

void viz_board_move(viz_board *board, size_t i, viz_point to)
{
    const viz_rect left = board->things[i].rect;
    const size_t island = board->things[i].island;
    place_thing(board, i, to);
    if (island != VIZ_NO_ISLAND &&
        !keeps_hull(&board->islands[island], left, board->things[i].rect))
        make_hull(board, island);
}

void viz_board_keep(const viz_board *board, viz_set set, viz_placement *kept)
{
    const size_t g = board->things[*set.things].island;
    for (size_t i = 0; i < set.count; i++) kept->at[i] = board->things[set.things[i]].at;
    if (g == VIZ_NO_ISLAND) return;
    const viz_island *island = &board->islands[g];
    kept->n_corners = island->hull.count;
    kept->bounds = island->hull.bounds;
    kept->flag = island->flag;
    memcpy(kept->corners, island->corners, kept->n_corners * sizeof *kept->corners);
}

void viz_board_return(viz_board *board, viz_set set, const viz_placement *kept)
{
    const size_t g = board->things[*set.things].island;
    for (size_t i = 0; i < set.count; i++) place_thing(board, set.things[i], kept->at[i]);
    if (g == VIZ_NO_ISLAND) return;
    viz_island *island = &board->islands[g];
    memcpy(island->corners, kept->corners, kept->n_corners * sizeof *kept->corners);
    island->hull = (viz_polygon){island->corners, kept->n_corners, kept->bounds};
    island->flag = kept->flag;
}

void viz_island_shift(viz_board *board, size_t g, double dx, double dy)
{
    viz_island *island = &board->islands[g];
    for (size_t i = 0; i < island->n_members; i++) {
        const viz_point at = board->things[island->members[i]].at;
        place_thing(board, island->members[i], (viz_point){at.x + dx, at.y + dy});
    }
    for (size_t i = 0; i < island->hull.count; i++) {
        island->corners[i].x += dx;
        island->corners[i].y += dy;
    }
    island->hull = viz_polygon_of(island->corners, island->hull.count);
    if (island->n_members) place_flag(island);
}

bool viz_board_index(viz_board *board)
{
    if (!index_ties(board) || !index_members(board) || !index_arrays(board)) return false;
    for (size_t i = 0; i < board->n_things; i++) place_thing(board, i, (viz_point){0, 0});
    for (size_t g = 0; g < board->n_islands; g++) make_hull(board, g);
    return true;
}

bool viz_set_new_island(const viz_board *board, viz_set set, size_t place)
{
    const size_t island = board->things[set.things[place]].island;
    if (island == VIZ_NO_ISLAND) return false;
    return place == 0 || board->things[set.things[place - 1]].island != island;
}
