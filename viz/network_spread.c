/* SPDX-License-Identifier: MIT
 *
 * Where the groups lie to each other, before anything else is placed: near those they share much
 * with, spread over the whole sheet with room between them for what they share. */
#include "network_spread.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const viz_board *board;
    viz_body *bodies;
    size_t n_bodies;
    size_t *body_of;  /* of each thing; n_bodies for items outside every hull */
    double *affinity; /* n_bodies squared: how much two bodies share */
    uint64_t random;
} spread;

size_t viz_bodies_make(const viz_board *board, viz_body *bodies)
{
    size_t count = 0;
    for (size_t g = 0; g < board->n_islands; g++) {
        if (!board->islands[g].n_members) continue;
        const viz_rect r = viz_island_bounds(&board->islands[g]);
        bodies[count++] = (viz_body){
            .island = g, .half_width = (r.x1 - r.x0) / 2, .half_height = (r.y1 - r.y0) / 2};
    }
    for (size_t i = 0; i < board->n_things; i++) {
        const viz_thing *t = &board->things[i];
        if (t->box && t->island == VIZ_NO_ISLAND)
            bodies[count++] = (viz_body){.island = VIZ_NO_ISLAND,
                                         .thing = i,
                                         .half_width = t->half_width,
                                         .half_height = t->half_height};
    }
    return count;
}

static void find_bodies(spread *s)
{
    for (size_t i = 0; i < s->board->n_things; i++) {
        const size_t island = s->board->things[i].island;
        size_t k = 0;
        while (k < s->n_bodies && (s->bodies[k].island != island ||
                                   (island == VIZ_NO_ISLAND && s->bodies[k].thing != i)))
            k++;
        s->body_of[i] = k;
    }
}

static size_t other_end(const viz_tie *tie, size_t thing)
{
    return tie->a == thing ? tie->b : tie->a;
}

static void add_affinity(spread *s, size_t a, size_t b, double more)
{
    if (a == b || a == s->n_bodies || b == s->n_bodies) return;
    s->affinity[a * s->n_bodies + b] += more;
    s->affinity[b * s->n_bodies + a] += more;
}

/* An item of n seats ties every pair of its bodies, each by 1 / (n - 1): all together n / 2. */
static void make_affinity(spread *s)
{
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
static double overlap(const viz_body *a, const viz_body *b, double room)
{
    const double x = a->half_width + b->half_width + 2 * room - fabs(a->at.x - b->at.x);
    const double y = a->half_height + b->half_height + 2 * room - fabs(a->at.y - b->at.y);
    return x > 0 && y > 0 ? fmin(x, y) : 0;
}

static double body_cost(const spread *s, size_t i, double room)
{
    const viz_body *y = &s->bodies[i];
    double cost = 0;
    for (size_t k = 0; k < s->n_bodies; k++) {
        if (k == i) continue;
        cost += s->affinity[i * s->n_bodies + k] * viz_stretched(y->at, s->bodies[k].at);
        cost += 12 * overlap(y, &s->bodies[k], room);
    }
    const double x_out = fmax(y->half_width - y->at.x, y->at.x + y->half_width - s->board->width);
    const double y_out =
        fmax(y->half_height - y->at.y, y->at.y + y->half_height - s->board->height);
    return cost + 12 * (fmax(0, x_out) + fmax(0, y_out));
}

/* Room around bodies so that they and the items between them fill the sheet evenly. */
static double room_between(const spread *s)
{
    double sum = 0, around = 0;
    for (size_t i = 0; i < s->n_bodies; i++) {
        const viz_body *y = &s->bodies[i];
        sum += 4 * y->half_width * y->half_height;
        around += 4 * (y->half_width + y->half_height);
    }
    const double goal = 0.85 * s->board->width * s->board->height - sum;
    if (goal <= 0 || !s->n_bodies) return 4;
    const double n = (double)s->n_bodies;
    return fmax(4, (sqrt(around * around + 16 * n * goal) - around) / (8 * n));
}

static void swap_places(viz_body *a, viz_body *b)
{
    const viz_point at = a->at;
    a->at = b->at;
    b->at = at;
}

/* Threshold accepting: as annealing, but worse is accepted up to a falling limit, so that no two
 * machines differ in the last bit of an exponential. */
static void anneal(spread *s)
{
    const size_t n = s->n_bodies;
    const double room = room_between(s), wide = s->board->width, high = s->board->height;
    for (size_t i = 0; i < n; i++) {
        s->bodies[i].at.x = viz_random_unit(&s->random) * wide;
        s->bodies[i].at.y = viz_random_unit(&s->random) * high;
    }
    const size_t enough = 600, affordable = 15000 / (n + 1) + 50;
    const size_t rounds = n < 2 ? 0 : enough < affordable ? enough : affordable;
    for (size_t round = 0; round < rounds; round++) {
        const double left = 1 - (double)round / (double)rounds, limit = 300 * left * left;
        for (size_t i = 0; i < n; i++) {
            const size_t k = (size_t)(viz_random_unit(&s->random) * (double)n);
            const bool swap = k != i && viz_random_unit(&s->random) < 0.25;
            const viz_point old = s->bodies[i].at;
            const double before = body_cost(s, i, room) + (swap ? body_cost(s, k, room) : 0);
            if (swap) {
                swap_places(&s->bodies[i], &s->bodies[k]);
            } else {
                s->bodies[i].at.x += (viz_random_unit(&s->random) - 0.5) * wide * (0.05 + left);
                s->bodies[i].at.y += (viz_random_unit(&s->random) - 0.5) * high * (0.05 + left);
            }
            const double after = body_cost(s, i, room) + (swap ? body_cost(s, k, room) : 0);
            if (after - before <= limit) continue;
            if (swap)
                swap_places(&s->bodies[i], &s->bodies[k]);
            else
                s->bodies[i].at = old;
        }
    }
}

bool viz_bodies_spread(const viz_board *board, viz_body *bodies, size_t count, uint64_t seed)
{
    spread s = {.board = board, .bodies = bodies, .n_bodies = count, .random = seed};
    s.body_of = calloc(board->n_things + 1, sizeof *s.body_of);
    s.affinity = calloc(count * count + 1, sizeof *s.affinity);
    const bool good = s.body_of && s.affinity;
    if (good) {
        find_bodies(&s);
        make_affinity(&s);
        anneal(&s);
    }
    free(s.body_of);
    free(s.affinity);
    return good;
}
