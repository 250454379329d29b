/* SPDX-License-Identifier: MIT
 *
 * A first legal placement: each group packed into rows of its own; the groups and the coalitions of
 * no group spread over the sheet so that those that share much are near; then everything put down,
 * large to small, at the free place where its edges are shortest. */
#include "network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is spread over the sheet as one piece: an island or a coalition of no group. */
typedef struct {
    size_t island; /* VIZ_NO_ISLAND: the thing */
    size_t thing;
    viz_point at;
    double half_width, half_height; /* with hull and flag */
} body;

enum { GRID = 64 }; /* places looked at across and down */

typedef struct {
    float cost;
    uint32_t place;
} candidate;

typedef struct {
    viz_board *board;
    candidate *heap; /* the cheapest on top; GRID squared */
    body *bodies;
    size_t n_bodies;
    size_t *body_of;  /* of each thing; n_bodies for items outside every hull */
    double *affinity; /* n_bodies squared: how much two bodies share */
    size_t *order;
    uint64_t random;
} start;

/* Rows of about equal width, each centred, coalitions first. */
static void pack_island(viz_board *b, size_t g) {
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

static viz_rect island_bounds(const viz_island *island) {
    return viz_rect_union(viz_rect_grow(island->hull.bounds, VIZ_HULL_PAD), island->flag);
}

static void make_bodies(start *s) {
    viz_board *b = s->board;
    for (size_t g = 0; g < b->n_islands; g++) {
        if (!b->islands[g].n_members) continue;
        pack_island(b, g);
        const viz_rect r = island_bounds(&b->islands[g]);
        s->bodies[s->n_bodies++] = (body){.island = g,
                                          .half_width = (r.x1 - r.x0) / 2,
                                          .half_height = (r.y1 - r.y0) / 2};
    }
    for (size_t i = 0; i < b->n_things; i++) {
        const viz_thing *t = &b->things[i];
        if (t->box && t->island == VIZ_NO_ISLAND)
            s->bodies[s->n_bodies++] = (body){.island = VIZ_NO_ISLAND,
                                              .thing = i,
                                              .half_width = t->half_width,
                                              .half_height = t->half_height};
    }
    for (size_t i = 0; i < b->n_things; i++) {
        s->body_of[i] = s->n_bodies;
        for (size_t k = 0; k < s->n_bodies; k++) {
            const body *y = &s->bodies[k];
            if (b->things[i].island == VIZ_NO_ISLAND ? y->island == VIZ_NO_ISLAND && y->thing == i
                                                     : y->island == b->things[i].island)
                s->body_of[i] = k;
        }
    }
}

static size_t other_end(const viz_tie *tie, size_t thing) {
    return tie->a == thing ? tie->b : tie->a;
}

static void add_affinity(start *s, size_t a, size_t b, double more) {
    if (a == b || a == s->n_bodies || b == s->n_bodies) return;
    s->affinity[a * s->n_bodies + b] += more;
    s->affinity[b * s->n_bodies + a] += more;
}

/* An item of n seats ties every pair of its bodies, each by 1 / (n - 1): all together n / 2. */
static void make_affinity(start *s) {
    const viz_board *b = s->board;
    for (size_t e = 0; e < b->n_ties; e++)
        add_affinity(s, s->body_of[b->ties[e].a], s->body_of[b->ties[e].b], b->ties[e].pull);
    for (size_t i = 0; i < b->n_things; i++) {
        if (b->things[i].box || b->things[i].island != VIZ_NO_ISLAND) continue;
        const size_t from = b->tie_start[i], to = b->tie_start[i + 1];
        for (size_t x = from; x < to; x++) {
            for (size_t y = x + 1; y < to; y++)
                add_affinity(s, s->body_of[other_end(&b->ties[b->tie_of[x]], i)],
                             s->body_of[other_end(&b->ties[b->tie_of[y]], i)],
                             1 / (double)(to - from - 1));
        }
    }
}

/* Overlap of two bodies with room for items around them, 0 when apart. */
static double overlap(const body *a, const body *b, double room) {
    const double x = a->half_width + b->half_width + 2 * room - fabs(a->at.x - b->at.x);
    const double y = a->half_height + b->half_height + 2 * room - fabs(a->at.y - b->at.y);
    return x > 0 && y > 0 ? fmin(x, y) : 0;
}

static double body_cost(const start *s, size_t i, double room) {
    const body *y = &s->bodies[i];
    double cost = 0;
    for (size_t k = 0; k < s->n_bodies; k++) {
        if (k == i) continue;
        cost += s->affinity[i * s->n_bodies + k] * viz_stretched(y->at, s->bodies[k].at);
        cost += 12 * overlap(y, &s->bodies[k], room);
    }
    const double x_out = fmax(y->half_width - y->at.x, y->at.x + y->half_width - s->board->width);
    const double y_out = fmax(y->half_height - y->at.y, y->at.y + y->half_height - s->board->height);
    return cost + 12 * (fmax(0, x_out) + fmax(0, y_out));
}

/* Room around bodies so that they and the items between them fill the sheet evenly. */
static double room_between(const start *s) {
    double sum = 0, around = 0;
    for (size_t i = 0; i < s->n_bodies; i++) {
        const body *y = &s->bodies[i];
        sum += 4 * y->half_width * y->half_height;
        around += 4 * (y->half_width + y->half_height);
    }
    const double goal = 0.85 * s->board->width * s->board->height - sum;
    if (goal <= 0 || !s->n_bodies) return 4;
    const double n = (double)s->n_bodies;
    return fmax(4, (sqrt(around * around + 16 * n * goal) - around) / (8 * n));
}

static void swap_places(body *a, body *b) {
    const viz_point at = a->at;
    a->at = b->at;
    b->at = at;
}

/* Threshold accepting: as annealing, but worse is accepted up to a falling limit, so that no two
 * machines differ in the last bit of an exponential. */
static void spread_bodies(start *s) {
    const size_t n = s->n_bodies;
    const double room = room_between(s), wide = s->board->width, high = s->board->height;
    for (size_t i = 0; i < n; i++)
        s->bodies[i].at = (viz_point){viz_random_unit(&s->random) * wide,
                                      viz_random_unit(&s->random) * high};
    const size_t enough = 600, affordable = 15000 / (n + 1) + 50;
    const size_t rounds = n < 2 ? 0 : enough < affordable ? enough : affordable;
    for (size_t round = 0; round < rounds; round++) {
        const double left = 1 - (double)round / (double)rounds, limit = 300 * left * left;
        for (size_t i = 0; i < n; i++) {
            const size_t k = (size_t)(viz_random_unit(&s->random) * (double)n);
            const bool swap = k != i && viz_random_unit(&s->random) < 0.25;
            const viz_point old = s->bodies[i].at;
            const double before =
                body_cost(s, i, room) + (swap ? body_cost(s, k, room) : 0);
            if (swap) {
                swap_places(&s->bodies[i], &s->bodies[k]);
            } else {
                s->bodies[i].at.x += (viz_random_unit(&s->random) - 0.5) * wide * (0.05 + left);
                s->bodies[i].at.y += (viz_random_unit(&s->random) - 0.5) * high * (0.05 + left);
            }
            const double after = body_cost(s, i, room) + (swap ? body_cost(s, k, room) : 0);
            if (after - before <= limit) continue;
            if (swap) swap_places(&s->bodies[i], &s->bodies[k]);
            else s->bodies[i].at = old;
        }
    }
}

static void move_set(viz_board *b, viz_set set, size_t island, double dx, double dy) {
    if (island != VIZ_NO_ISLAND) {
        viz_island_shift(b, island, dx, dy);
        return;
    }
    const viz_point at = b->things[*set.things].at;
    viz_board_move(b, *set.things, (viz_point){at.x + dx, at.y + dy});
}

/* What is not placed yet waits far from the sheet and from each other, so that every rule can be
 * asked at any time. */
static void park_all(viz_board *b) {
    const double far = -1e6, step = -1e4;
    for (size_t i = 0; i < b->n_things; i++) {
        if (b->things[i].island == VIZ_NO_ISLAND)
            viz_board_move(b, i, (viz_point){far + step * (double)i, far});
    }
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        const viz_rect r = island_bounds(island);
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

static double pull_cost(const start *s, const piece *p, viz_point at) {
    const double wide = s->board->width, high = s->board->height;
    const double out = fmax(0, p->half_width - at.x) + fmax(0, at.x + p->half_width - wide) +
                       fmax(0, p->half_height - at.y) + fmax(0, at.y + p->half_height - high);
    double cost = 3 * out;
    for (size_t i = 0; i < p->n_pulls; i++)
        cost += p->strengths[i] * viz_stretched(at, p->pulls[i]);
    return cost;
}

static bool before(candidate a, candidate b) {
    return a.cost < b.cost || (a.cost <= b.cost && a.place < b.place);
}

/* Lets the candidate at the top of a heap sink to where it belongs. */
static void sink(candidate *heap, size_t count, size_t at) {
    const candidate moving = heap[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && before(heap[child + 1], heap[child])) child++;
        if (!before(heap[child], moving)) break;
        heap[at] = heap[child];
    }
    heap[at] = moving;
}

static viz_point grid_place(viz_rect area, uint32_t place) {
    return (viz_point){round(area.x0 + (area.x1 - area.x0) * (place % GRID) / (GRID - 1)),
                       round(area.y0 + (area.y1 - area.y0) * (place / GRID) / (GRID - 1))};
}

/* Tries the places of a grid over the area, the cheapest first, until one is free. */
static bool put_on_grid(start *s, piece *p, viz_rect area) {
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
static void put_down(start *s, piece *p) {
    for (double margin = 0;; margin = 2 * margin + 100) {
        const viz_rect area = {p->half_width - margin, p->half_height - margin,
                               fmax(p->half_width, s->board->width - p->half_width) + margin,
                               fmax(p->half_height, s->board->height - p->half_height) + margin};
        if (put_on_grid(s, p, area)) return;
    }
}

static void put_body(start *s, size_t i) {
    body *y = &s->bodies[i];
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
        const viz_rect r = island_bounds(island);
        p.set = (viz_set){island->members, island->n_members};
        p.at = (viz_point){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
    }
    put_down(s, &p);
}

static bool put_item(start *s, size_t i) {
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
static void order_bodies(start *s) {
    for (size_t i = 0; i < s->n_bodies; i++) {
        const double size = s->bodies[i].half_width * s->bodies[i].half_height;
        size_t k = i;
        for (; k > 0; k--) {
            const body *before = &s->bodies[s->order[k - 1]];
            if (before->half_width * before->half_height >= size) break;
            s->order[k] = s->order[k - 1];
        }
        s->order[k] = i;
    }
}

/* Items with many seats first: they have the least choice. */
static size_t order_items(start *s) {
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

static bool place_all(start *s) {
    park_all(s->board);
    order_bodies(s);
    for (size_t i = 0; i < s->n_bodies; i++) put_body(s, s->order[i]);
    const size_t items = order_items(s);
    for (size_t i = 0; i < items; i++) {
        if (!put_item(s, s->order[i])) return false;
    }
    return true;
}

static void release(start *s) {
    free(s->heap);
    free(s->bodies);
    free(s->body_of);
    free(s->affinity);
    free(s->order);
}

bool viz_network_start(viz_board *board, uint64_t seed) {
    start s = {.board = board, .random = seed};
    const size_t n = board->n_things + 1;
    bool good = false;
    s.heap = calloc(GRID * GRID, sizeof *s.heap);
    s.bodies = calloc(n, sizeof *s.bodies);
    s.body_of = calloc(n, sizeof *s.body_of);
    s.order = calloc(n, sizeof *s.order);
    if (!s.heap || !s.bodies || !s.body_of || !s.order) goto done;
    make_bodies(&s);
    s.affinity = calloc(s.n_bodies * s.n_bodies + 1, sizeof *s.affinity);
    if (!s.affinity) goto done;
    make_affinity(&s);
    spread_bodies(&s);
    good = place_all(&s);
done:
    release(&s);
    return good;
}
