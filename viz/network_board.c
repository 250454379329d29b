/* SPDX-License-Identifier: MIT
 *
 * The rules of the board and what a placement costs. */
#include "network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Room kept free between things, px. Rows of text need less than words side by side. */
static const double gap_across = 12, gap_down = 7;
static const double gap_hull_thing = 7, gap_hull_hull = 14, gap_flag = 4;

/* What a reader minds, in px of edge length. */
static const double price_over_box = 70, price_over_text = 45, price_over_flag = 45;
static const double price_through_hull = 30, price_cross = 3;
static const double price_crowding = 14, crowding_reach = 26;
static const double price_outside = 3, price_hull_round = 0.55;

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
    size_t *next = b->tie_start + 1; /* next[i] becomes the start of i + 1 while filling */
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
    b->member_store = calloc(b->n_things + 1, sizeof *b->member_store);
    b->corner_store = calloc(4 * b->n_things + 1, sizeof *b->corner_store);
    b->scratch = calloc(4 * b->n_things + 1, sizeof *b->scratch);
    b->moved = calloc(b->n_things + 1, sizeof *b->moved);
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

bool viz_board_index(viz_board *board) {
    return index_ties(board) && index_members(board);
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
    *board = (viz_board){0};
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
    island->flag = (viz_rect){x - reach, y - reach, x + reach, y + reach};
    if (island->label_width > 0) {
        island->flag.x1 += 4 + island->label_width;
        island->flag.y0 = fmin(island->flag.y0, y - 19);
    }
}

static bool too_close(viz_rect a, viz_rect b) {
    return a.x0 < b.x1 + gap_across && b.x0 < a.x1 + gap_across && a.y0 < b.y1 + gap_down &&
           b.y0 < a.y1 + gap_down;
}

static bool hull_free_of(const viz_island *island, viz_rect rect) {
    if (viz_rect_overlap(viz_rect_grow(island->flag, gap_flag), rect)) return false;
    const double room = VIZ_HULL_PAD + gap_hull_thing;
    if (!viz_rect_overlap(viz_rect_grow(island->hull.bounds, room), rect)) return true;
    return viz_polygon_rect_gap(&island->hull, rect) >= room;
}

static bool hulls_apart(const viz_island *a, const viz_island *b) {
    const double room = 2 * VIZ_HULL_PAD + gap_hull_hull;
    if (viz_rect_overlap(viz_rect_grow(a->flag, gap_flag), b->flag)) return false;
    if (viz_polygon_rect_gap(&a->hull, b->flag) < VIZ_HULL_PAD + gap_flag ||
        viz_polygon_rect_gap(&b->hull, a->flag) < VIZ_HULL_PAD + gap_flag)
        return false;
    return viz_polygon_gap(&a->hull, &b->hull) >= room;
}

/* A thing of the set against everything it is not moving with. */
static bool thing_fits(const viz_board *b, size_t i) {
    const viz_thing *thing = &b->things[i];
    const viz_rect rect = thing->rect;
    for (size_t k = 0; k < b->n_things; k++) {
        if (!(b->moved[k] && k >= i) && too_close(rect, b->things[k].rect) && k != i)
            return false;
    }
    for (size_t g = 0; g < b->n_islands; g++) {
        if (g != thing->island && b->islands[g].n_members && !hull_free_of(&b->islands[g], rect))
            return false;
    }
    return true;
}

static bool island_fits(const viz_board *b, size_t g) {
    const viz_island *island = &b->islands[g];
    for (size_t h = 0; h < b->n_islands; h++) {
        if (h != g && b->islands[h].n_members && !hulls_apart(island, &b->islands[h])) return false;
    }
    for (size_t k = 0; k < b->n_things; k++) {
        const viz_thing *thing = &b->things[k];
        if (thing->island != g && !b->moved[k] && !hull_free_of(island, thing->rect))
            return false;
    }
    return true;
}

static void mark(viz_board *b, viz_set set, bool value) {
    for (size_t i = 0; i < set.count; i++) b->moved[set.things[i]] = value;
}

/* Islands of a set: its members come island by island or are few, so repeats cost little. */
static bool first_of_island(const viz_board *b, viz_set set, size_t i) {
    const size_t island = b->things[set.things[i]].island;
    if (island == VIZ_NO_ISLAND) return false;
    return i == 0 || b->things[set.things[i - 1]].island != island;
}

bool viz_board_fits(viz_board *board, viz_set set) {
    bool fits = true;
    mark(board, set, true);
    for (size_t i = 0; fits && i < set.count; i++) fits = thing_fits(board, set.things[i]);
    for (size_t i = 0; fits && i < set.count; i++) {
        if (first_of_island(board, set, i))
            fits = island_fits(board, board->things[set.things[i]].island);
    }
    mark(board, set, false);
    return fits;
}

static double hit_price(const viz_board *b, const viz_tie *tie, size_t k) {
    if (k == tie->a || k == tie->b) return 0;
    const viz_thing *thing = &b->things[k];
    if (!viz_segment_meets_rect(b->things[tie->a].at, b->things[tie->b].at,
                                viz_rect_grow(thing->rect, 1)))
        return 0;
    return thing->box ? price_over_box : price_over_text;
}

static double island_price(const viz_board *b, const viz_tie *tie, size_t g) {
    const viz_island *island = &b->islands[g];
    const viz_thing *from = &b->things[tie->a], *to = &b->things[tie->b];
    if (!island->n_members) return 0;
    double price = 0;
    if (viz_segment_meets_rect(from->at, to->at, island->flag)) price += price_over_flag;
    if (from->island != g && to->island != g &&
        viz_segment_meets_polygon(from->at, to->at, &island->hull))
        price += price_through_hull;
    return price;
}

/* One tie of a moving set against everything. */
static double tie_price(const viz_board *b, const viz_tie *tie) {
    const viz_point from = b->things[tie->a].at, to = b->things[tie->b].at;
    double price = tie->pull * viz_distance(from, to);
    for (size_t k = 0; k < b->n_things; k++) price += hit_price(b, tie, k);
    for (size_t g = 0; g < b->n_islands; g++) price += island_price(b, tie, g);
    for (size_t e = 0; e < b->n_ties; e++) {
        const viz_tie *other = &b->ties[e];
        if (viz_segments_cross(from, to, b->things[other->a].at, b->things[other->b].at))
            price += price_cross;
    }
    return price;
}

static double crowding(viz_rect a, viz_rect b) {
    const double across = fmax(a.x0 - b.x1, b.x0 - a.x1) * 0.6;
    const double gap = fmax(across, fmax(a.y0 - b.y1, b.y0 - a.y1));
    if (gap >= crowding_reach) return 0;
    const double near = 1 - fmax(gap, 0) / crowding_reach;
    return price_crowding * near * near;
}

static double thing_price(const viz_board *b, size_t i) {
    const viz_rect r = b->things[i].rect;
    double price = 0;
    for (size_t k = 0; k < b->n_things; k++) {
        if (k != i && !(b->moved[k] && k < i))
            price += crowding(r, b->things[k].rect);
    }
    const double margin = b->things[i].island == VIZ_NO_ISLAND ? 0 : VIZ_HULL_PAD;
    const double out = fmax(0, margin - r.x0) + fmax(0, r.x1 + margin - b->width) +
                       fmax(0, margin - r.y0) + fmax(0, r.y1 + margin - b->height);
    return price + price_outside * out;
}

static double hull_round(const viz_island *island) {
    double length = 0;
    for (size_t i = 0; i < island->hull.count; i++)
        length += viz_distance(island->corners[i], island->corners[(i + 1) % island->hull.count]);
    return price_hull_round * length;
}

/* The ties that stay, against what moves. */
static double standing_price(const viz_board *b, viz_set set) {
    double price = 0;
    for (size_t e = 0; e < b->n_ties; e++) {
        const viz_tie *tie = &b->ties[e];
        if (b->moved[tie->a] || b->moved[tie->b]) continue;
        for (size_t i = 0; i < set.count; i++) {
            price += hit_price(b, tie, set.things[i]);
            if (first_of_island(b, set, i))
                price += island_price(b, tie, b->things[set.things[i]].island);
        }
    }
    return price;
}

double viz_board_cost(viz_board *board, viz_set set) {
    double cost = 0;
    mark(board, set, true);
    for (size_t i = 0; i < set.count; i++) {
        const size_t thing = set.things[i];
        cost += thing_price(board, thing);
        if (first_of_island(board, set, i))
            cost += hull_round(&board->islands[board->things[thing].island]);
        for (size_t t = board->tie_start[thing]; t < board->tie_start[thing + 1]; t++) {
            const viz_tie *tie = &board->ties[board->tie_of[t]];
            const size_t other = tie->a == thing ? tie->b : tie->a;
            if (!board->moved[other] || thing < other) cost += tie_price(board, tie);
        }
    }
    cost += standing_price(board, set);
    mark(board, set, false);
    return cost;
}

double viz_board_cost_all(viz_board *board) {
    double cost = 0;
    for (size_t e = 0; e < board->n_ties; e++) cost += tie_price(board, &board->ties[e]);
    for (size_t i = 0; i < board->n_things; i++) cost += thing_price(board, i);
    for (size_t g = 0; g < board->n_islands; g++) cost += hull_round(&board->islands[g]);
    return cost;
}
