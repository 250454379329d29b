/* SPDX-License-Identifier: MIT
 *
 * A first legal placement: each group packed into rows of its own; the groups and the coalitions of
 * no group spread over the sheet so that those that share much are near; then everything put down,
 * large to small, at the free place where its edges are shortest. */
#include "network_spread.h"

#include <math.h>
#include <stdlib.h>

enum { GRID = 64 }; /* places looked at across and down */

typedef struct {
    float cost;
    uint32_t place;
} candidate;

typedef struct {
    viz_board *board;
    candidate *heap; /* the cheapest on top; GRID squared */
    viz_body *bodies;
    size_t n_bodies;
    size_t *order; /* in which bodies, then items, are put down */
} start;

/* Rows of about equal width, each centred, coalitions first. */
static void pack_island(viz_board *b, size_t g)
{
    enum { ACROSS = 18, DOWN = 20 };
    const viz_island *island = &b->islands[g];
    double room = 0, widest = 0;
    for (size_t i = 0; i < island->n_members; i++) {
        const viz_thing *t = &b->things[island->members[i]];
        room += (2 * t->half_width + ACROSS) * (2 * t->half_height + DOWN);
        widest = fmax(widest, 2 * t->half_width);
    }
    const double limit = fmax(widest, sqrt(room * 1.7));
    double y = 0;
    for (size_t i = 0, end; i < island->n_members; i = end) {
        double width = -ACROSS, height = 0;
        for (end = i; end < island->n_members; end++) {
            const viz_thing *t = &b->things[island->members[end]];
            if (end > i && width + 2 * t->half_width + ACROSS > limit) break;
            width += 2 * t->half_width + ACROSS;
            height = fmax(height, t->half_height);
        }
        double x = -width / 2;
        for (size_t k = i; k < end; k++) {
            const viz_thing *t = &b->things[island->members[k]];
            viz_board_move(b, island->members[k],
                           (viz_point){round(x + t->half_width), round(y + height)});
            x += 2 * t->half_width + ACROSS;
        }
        y += 2 * height + DOWN;
    }
}

static size_t other_end(const viz_tie *tie, size_t thing)
{
    return tie->a == thing ? tie->b : tie->a;
}

static void move_set(viz_board *b, viz_set set, size_t island, double dx, double dy)
{
    if (island != VIZ_NO_ISLAND) {
        viz_island_shift(b, island, dx, dy);
        return;
    }
    const viz_point at = b->things[*set.things].at;
    viz_board_move(b, *set.things, (viz_point){at.x + dx, at.y + dy});
}

/* What is not placed yet waits far from the sheet and from each other, so that every rule can be
 * asked at any time. */
static void park_all(viz_board *b)
{
    const double far = -1e6, step = -1e4;
    for (size_t i = 0; i < b->n_things; i++) {
        if (b->things[i].island == VIZ_NO_ISLAND)
            viz_board_move(b, i, (viz_point){far + step * (double)i, far});
    }
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        const viz_rect r = viz_island_bounds(island);
        viz_island_shift(b, g, far + step * (double)g - r.x0, 2 * far - r.y0);
    }
}

typedef struct {
    viz_set set;
    size_t island;
    viz_point at; /* where the set counts as being: its centre, to be moved */
    double half_width, half_height;
    const viz_point *pulls; /* places it is drawn to, with their strengths */
    const double *strengths;
    size_t n_pulls;
} piece;

static double pull_cost(const start *s, const piece *p, viz_point at)
{
    const double wide = s->board->width, high = s->board->height;
    const double out = fmax(0, p->half_width - at.x) + fmax(0, at.x + p->half_width - wide) +
                       fmax(0, p->half_height - at.y) + fmax(0, at.y + p->half_height - high);
    double cost = 3 * out;
    for (size_t i = 0; i < p->n_pulls; i++)
        cost += p->strengths[i] * viz_stretched(at, p->pulls[i]);
    return cost;
}

static bool before(candidate a, candidate b)
{
    return a.cost < b.cost || (a.cost <= b.cost && a.place < b.place);
}

/* Lets the candidate at the top of a heap sink to where it belongs. */
static void sink(candidate *heap, size_t count, size_t at)
{
    const candidate moving = heap[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && before(heap[child + 1], heap[child])) child++;
        if (!before(heap[child], moving)) break;
        heap[at] = heap[child];
    }
    heap[at] = moving;
}

static viz_point grid_place(viz_rect area, uint32_t place)
{
    return (viz_point){round(area.x0 + (area.x1 - area.x0) * (place % GRID) / (GRID - 1)),
                       round(area.y0 + (area.y1 - area.y0) * (place / GRID) / (GRID - 1))};
}

/* Tries the places of a grid over the area, the cheapest first, until one is free. */
static bool put_on_grid(start *s, piece *p, viz_rect area)
{
    size_t count = GRID * GRID;
    for (uint32_t i = 0; i < GRID * GRID; i++)
        s->heap[i] = (candidate){(float)pull_cost(s, p, grid_place(area, i)), i};
    for (size_t i = count / 2; i-- > 0;) sink(s->heap, count, i);
    while (count > 0) {
        const viz_point to = grid_place(area, s->heap[0].place);
        move_set(s->board, p->set, p->island, to.x - p->at.x, to.y - p->at.y);
        p->at = to;
        if (viz_board_fits(s->board, p->set)) return true;
        s->heap[0] = s->heap[--count];
        sink(s->heap, count, 0);
    }
    return false;
}

/* Looks further and further outside the sheet: far enough there always is a free place. */
static void put_down(start *s, piece *p)
{
    for (double margin = 0;; margin = 2 * margin + 100) {
        const viz_rect area = {p->half_width - margin, p->half_height - margin,
                               fmax(p->half_width, s->board->width - p->half_width) + margin,
                               fmax(p->half_height, s->board->height - p->half_height) + margin};
        if (put_on_grid(s, p, area)) return;
    }
}

static void put_body(start *s, size_t i)
{
    viz_body *y = &s->bodies[i];
    const double strength = 1;
    piece p = {.set = {&y->thing, 1},
               .island = y->island,
               .half_width = y->half_width,
               .half_height = y->half_height,
               .pulls = &y->at,
               .strengths = &strength,
               .n_pulls = 1};
    if (y->island == VIZ_NO_ISLAND) {
        p.at = s->board->things[y->thing].at;
    } else {
        const viz_island *island = &s->board->islands[y->island];
        const viz_rect r = viz_island_bounds(island);
        p.set = (viz_set){island->members, island->n_members};
        p.at = (viz_point){round((r.x0 + r.x1) / 2), round((r.y0 + r.y1) / 2)};
    }
    put_down(s, &p);
}

static bool put_item(start *s, size_t i)
{
    const viz_board *b = s->board;
    const size_t from = b->tie_start[i], count = b->tie_start[i + 1] - from;
    viz_point *pulls = calloc(count + 1, sizeof *pulls);
    double *strengths = calloc(count + 1, sizeof *strengths);
    if (pulls && strengths) {
        for (size_t k = 0; k < count; k++) {
            const viz_tie *tie = &b->ties[b->tie_of[from + k]];
            pulls[k] = b->things[other_end(tie, i)].at;
            strengths[k] = tie->pull;
        }
        piece p = {.set = {&i, 1},
                   .island = VIZ_NO_ISLAND,
                   .at = b->things[i].at,
                   .half_width = b->things[i].half_width,
                   .half_height = b->things[i].half_height,
                   .pulls = pulls,
                   .strengths = strengths,
                   .n_pulls = count};
        put_down(s, &p);
    }
    const bool good = pulls && strengths;
    free(pulls);
    free(strengths);
    return good;
}

/* Large bodies first: small ones find room between them. */
static void order_bodies(start *s)
{
    for (size_t i = 0; i < s->n_bodies; i++) {
        const double size = s->bodies[i].half_width * s->bodies[i].half_height;
        size_t k = i;
        for (; k > 0; k--) {
            const viz_body *before = &s->bodies[s->order[k - 1]];
            if (before->half_width * before->half_height >= size) break;
            s->order[k] = s->order[k - 1];
        }
        s->order[k] = i;
    }
}

/* Items with many seats first: they have the least choice. */
static size_t order_items(start *s)
{
    const viz_board *b = s->board;
    size_t count = 0;
    for (size_t i = 0; i < b->n_things; i++) {
        if (b->things[i].box || b->things[i].island != VIZ_NO_ISLAND) continue;
        const size_t seats = b->tie_start[i + 1] - b->tie_start[i];
        size_t k = count++;
        for (; k > 0; k--) {
            const size_t before = s->order[k - 1];
            if (b->tie_start[before + 1] - b->tie_start[before] >= seats) break;
            s->order[k] = before;
        }
        s->order[k] = i;
    }
    return count;
}

static bool place_all(start *s)
{
    park_all(s->board);
    order_bodies(s);
    for (size_t i = 0; i < s->n_bodies; i++) put_body(s, s->order[i]);
    const size_t items = order_items(s);
    for (size_t i = 0; i < items; i++) {
        if (!put_item(s, s->order[i])) return false;
    }
    return true;
}

bool viz_network_start(viz_board *board, uint64_t seed)
{
    start s = {.board = board};
    const size_t n = board->n_things + board->n_islands + 1;
    bool good = false;
    s.heap = calloc(GRID * GRID, sizeof *s.heap);
    s.bodies = calloc(n, sizeof *s.bodies);
    s.order = calloc(n, sizeof *s.order);
    if (!s.heap || !s.bodies || !s.order) goto done;
    for (size_t g = 0; g < board->n_islands; g++) pack_island(board, g);
    s.n_bodies = viz_bodies_make(board, s.bodies);
    good = viz_bodies_spread(board, s.bodies, s.n_bodies, seed) && place_all(&s);
done:
    free(s.heap);
    free(s.bodies);
    free(s.order);
    return good;
}
