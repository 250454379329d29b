/* SPDX-License-Identifier: MIT
 *
 * Chance: small changes of the orders in columns, and how much worse is put up with. */
#include "trains/trains.h"

/* A line next to another, in one column and on both sides as far as it may and chance wills. */
viz_trains_range viz_trains_move_line(viz_trains_column *column, size_t n,
                                      const viz_trains_problem *p, uint64_t *random)
{
    const size_t middle = viz_trains_pick(random, n), a = viz_trains_pick(random, p->lines);
    const size_t b = (a + 1 + viz_trains_pick(random, p->lines)) % p->lines;
    const bool below = viz_trains_pick(random, 2);
    viz_trains_range r = {middle, middle};
    if (a == b || !viz_trains_column_put(&column[middle], p, a, b, below)) return r;
    const size_t far = viz_trains_pick(random, 4);
    const size_t left = far & 1 ? n : viz_trains_pick(random, 3);
    const size_t right = far & 2 ? n : viz_trains_pick(random, 3);
    r.end++;
    while (r.first > 0 && middle - r.first < left &&
           viz_trains_column_put(&column[r.first - 1], p, a, b, below))
        r.first--;
    while (r.end < n && r.end - middle <= right &&
           viz_trains_column_put(&column[r.end], p, a, b, below))
        r.end++;
    return r;
}

/* A station in its column, next to another line. */
viz_trains_range viz_trains_move_block(viz_trains_column *column, size_t n,
                                       const viz_trains_problem *p, uint64_t *random)
{
    const size_t at = viz_trains_pick(random, n), b = viz_trains_pick(random, p->lines);
    viz_trains_column *c = &column[at];
    if (!c->n_stations) return (viz_trains_range){at, at};
    const unsigned mask = p->mask[c->station[viz_trains_pick(random, c->n_stations)]];
    if (mask >> b & 1) return (viz_trains_range){at, at};
    viz_trains_column_gather(c, p, mask, b, viz_trains_pick(random, 2));
    return (viz_trains_range){at, at + 1};
}

/* -ln of a random number in (0, 1), from operations that round alike on every machine. */
double viz_trains_patience(uint64_t *random)
{
    uint64_t bits = viz_trains_random(random) | 1;
    double halvings = 0;
    while (!(bits >> 63)) {
        bits <<= 1;
        halvings++;
    }
    const double x = (double)(bits >> 11 & 0xFFFFFFFFFFFFu) / 281474976710656.0 / 2; /* [0, .5) */
    return halvings * 0.6931471805599453 + x * (1 + x * (0.5 + x * (1.0 / 3 + x * 0.4)));
}
