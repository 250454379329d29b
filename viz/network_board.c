/* SPDX-License-Identifier: MIT
 *
 * The board's own bookkeeping: indices, the arrays kept beside the things, hulls and flags. */
#include "network.h"

#include <stdlib.h>

/* An edge that seems to end in what it only passes misleads most; these are px of edge length. */
enum { PRICE_OVER_BOX = 80, PRICE_OVER_TEXT = 45 };

uint64_t viz_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

double viz_random_unit(uint64_t *state) {
    return (double)(viz_random(state) >> 11) * 0x1p-53;
}

static bool index_ties(viz_board *b) {
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

static bool index_members(viz_board *b) {
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

static bool index_arrays(viz_board *b) {
    const size_t n = b->n_things + 1, m = b->n_ties + 1;
    b->x = calloc(4 * n + 4 * m, sizeof *b->x);
    b->hit_price = calloc(n, sizeof *b->hit_price);
    if (!b->x || !b->hit_price) return false;
    b->y = b->x + n;
    b->half_w = b->y + n;
    b->half_h = b->half_w + n;
    b->ax = b->half_h + n;
    b->ay = b->ax + m;
    b->bx = b->ay + m;
    b->by = b->bx + m;
    for (size_t i = 0; i < b->n_things; i++) {
        b->half_w[i] = (float)b->things[i].half_width;
        b->half_h[i] = (float)b->things[i].half_height;
        b->hit_price[i] = b->things[i].box ? PRICE_OVER_BOX : PRICE_OVER_TEXT;
    }
    return true;
}

bool viz_board_index(viz_board *board) {
    return index_ties(board) && index_members(board) && index_arrays(board);
}

void viz_board_release(viz_board *board) {
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

void viz_board_move(viz_board *board, size_t i, viz_point to) {
    viz_thing *thing = &board->things[i];
    thing->at = to;
    thing->rect = viz_rect_around(to, thing->half_width, thing->half_height);
    board->x[i] = (float)to.x;
    board->y[i] = (float)to.y;
    for (size_t t = board->tie_start[i]; t < board->tie_start[i + 1]; t++) {
        const size_t e = board->tie_of[t];
        const bool first = board->ties[e].a == i;
        (first ? board->ax : board->bx)[e] = (float)to.x;
        (first ? board->ay : board->by)[e] = (float)to.y;
    }
}

double viz_island_top(const viz_island *island) {
    return island->hull.bounds.y0 - VIZ_HULL_PAD;
}

void viz_island_update(viz_board *board, size_t g) {
    viz_island *island = &board->islands[g];
    size_t count = 0;
    for (size_t i = 0; i < island->n_members; i++) {
        const viz_rect r = board->things[island->members[i]].rect;
        board->scratch[count++] = (viz_point){r.x0, r.y0};
        board->scratch[count++] = (viz_point){r.x1, r.y0};
        board->scratch[count++] = (viz_point){r.x0, r.y1};
        board->scratch[count++] = (viz_point){r.x1, r.y1};
    }
    island->hull =
        viz_polygon_of(island->corners, viz_convex_hull(board->scratch, count, island->corners));
    /* The top edge of a hull of rectangles is level; the flag stands at its left end. */
    const double x = island->corners[0].x, y = viz_island_top(island);
    const double reach = VIZ_BADGE_RADIUS + 1;
    island->flag = viz_rect_around((viz_point){x, y}, reach, reach);
    if (island->label_width > 0) {
        island->flag.x1 += 4 + island->label_width;
        island->flag.y0 = y - 19;
    }
}

bool viz_set_new_island(const viz_board *board, viz_set set, size_t place) {
    const size_t island = board->things[set.things[place]].island;
    if (island == VIZ_NO_ISLAND) return false;
    return place == 0 || board->things[set.things[place - 1]].island != island;
}
