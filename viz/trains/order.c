/* SPDX-License-Identifier: MIT
 *
 * The search for columns and orders: simulated annealing over the whole drawing at once, that is
 * over the sequence of columns and the order of lines in each. A move changes few columns, and its
 * price follows from the steps beside them. The energy is the cost that the drawing is judged by;
 * bends are counted at the least that the orders allow.
 *
 * After Kostitsyna et al. 2015 (storylines: crossings) and Froeschl, Noellenburg 2017 (wiggles). */
#include "trains/trains.h"

#include <limits.h>
#include <string.h>

/* Tenths of a unit of cost. */
enum { CROSSING = 60, BEND = 20, EXTENT = 3, HOT = 60, ROUNDS = 64, UNKNOWN = -1 };
#define COLUMN_GAP 60.0  /* px between the labels of columns, more or less */
#define COLUMN_PRICE 0.3 /* of a px: more than it costs, for the shape of the sheet */
#define COOLING 0.94

typedef struct {
    const viz_trains_problem *p;
    uint64_t random;
    double heat;
    viz_trains_sequence now, next;
    /* The price of the way to column i from the one before; last, to the end. */
    int step[VIZ_TRAINS_PLACES], next_step[VIZ_TRAINS_PLACES];
    int energy;
} search;

static size_t pick(search *s, size_t count)
{
    return viz_trains_pick(&s->random, count);
}

static int price(viz_trains_step step)
{
    return CROSSING * (int)step.crossings + BEND * (int)step.bends;
}

static int end_price(const search *s, const viz_trains_column *c)
{
    viz_trains_column end;
    viz_trains_column_init(&end, s->p, c->order, s->p->badge);
    return price(viz_trains_between(&end, c, s->p->lines));
}

static int step_price(const search *s, const viz_trains_sequence *q, size_t i)
{
    if (i == 0) return end_price(s, &q->column[0]);
    if (i == q->n) return end_price(s, &q->column[q->n - 1]);
    return price(viz_trains_between(&q->column[i - 1], &q->column[i], s->p->lines));
}

static int column_price(const search *s, const viz_trains_column *c)
{
    double width = 0;
    for (size_t i = 0; i < c->n_stations; i++)
        if (s->p->width[c->station[i]] > width) width = s->p->width[c->station[i]];
    return (int)((width + COLUMN_GAP) * COLUMN_PRICE);
}

/* -- moves; each returns false when it came to nothing -- */

static void touch(search *s, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++) s->next_step[i] = UNKNOWN;
}

static void pick_range(search *s, size_t *from, size_t *to, size_t longest)
{
    const size_t n = s->next.n, length = 1 + pick(s, longest < n ? longest : n);
    *from = pick(s, n - length + 1);
    *to = *from + length;
}

static bool flip(search *s)
{
    size_t from, to;
    pick_range(s, &from, &to, s->next.n);
    touch(s, from, to);
    for (size_t i = from; i < to; i++) {
        viz_trains_column *c = &s->next.column[i];
        for (size_t a = 0, b = s->p->lines - 1; a < b; a++, b--) {
            const uint8_t kept = c->order[a];
            c->order[a] = c->order[b];
            c->order[b] = kept;
        }
        viz_trains_column_update(c, s->p);
    }
    return true;
}

static bool turn_columns(search *s)
{
    size_t from, to;
    pick_range(s, &from, &to, s->next.n);
    for (size_t a = from, b = to - 1; a < b; a++, b--) {
        const viz_trains_column kept = s->next.column[a];
        s->next.column[a] = s->next.column[b];
        s->next.column[b] = kept;
    }
    for (size_t i = from + 1; i < to; i++) s->next_step[i] = s->step[from + to - i];
    touch(s, from, from);
    touch(s, to, to);
    return to - from > 1;
}

static bool shift_columns(search *s)
{
    viz_trains_sequence *q = &s->next;
    if (q->n < 2) return false;
    size_t from, to;
    pick_range(s, &from, &to, 4);
    const size_t length = to - from, left = pick(s, q->n - length + 1);
    if (left == from) return false;
    viz_trains_column kept[4];
    memcpy(kept, &q->column[from], length * sizeof *kept);
    if (left < from)
        memmove(&q->column[left + length], &q->column[left], (from - left) * sizeof *kept);
    else
        memmove(&q->column[from], &q->column[to], (left - from) * sizeof *kept);
    memcpy(&q->column[left], kept, length * sizeof *kept);
    touch(s, left < from ? left : from, (left < from ? from : left) + length);
    return true;
}

static void take_out(search *s, size_t station)
{
    viz_trains_sequence *q = &s->next;
    size_t at = 0;
    while (!(q->column[at].used & s->p->mask[station]) ||
           !memchr(q->column[at].station, (int)station, q->column[at].n_stations))
        at++;
    viz_trains_column_drop(&q->column[at], s->p, station);
    touch(s, at, at + 1);
    if (q->column[at].n_stations) return;
    memmove(&s->next_step[at], &s->next_step[at + 1], (q->n - at) * sizeof s->next_step[0]);
    q->n--;
    memmove(&q->column[at], &q->column[at + 1], (q->n - at) * sizeof q->column[0]);
}

/* The station enters column `at`, gathered around the line that makes it cheapest. */
static void put_in(search *s, size_t at, size_t station)
{
    viz_trains_sequence *q = &s->next;
    const viz_trains_column before = q->column[at];
    viz_trains_column best = before;
    int least = 0;
    for (size_t b = 0, tried = 0; b < s->p->lines; b++) {
        if (!(s->p->mask[station] >> b & 1)) continue;
        viz_trains_column *c = &q->column[at];
        *c = before;
        viz_trains_column_gather(c, s->p, s->p->mask[station], b, false);
        viz_trains_column_add(c, s->p, station);
        viz_trains_column_update(c, s->p);
        const int cost = step_price(s, q, at) + step_price(s, q, at + 1);
        if (tried++ && cost >= least) continue;
        least = cost;
        best = *c;
    }
    q->column[at] = best;
}

static bool move_station(search *s)
{
    viz_trains_sequence *q = &s->next;
    const size_t station = pick(s, s->p->n_stations);
    take_out(s, station);
    size_t at = pick(s, q->n + 1);
    if (pick(s, 2)) { /* share a column */
        for (size_t tried = 0; tried < q->n; tried++, at++) {
            if (at >= q->n) at = 0;
            if (!(q->column[at].used & s->p->mask[station])) break;
        }
    }
    if (at >= q->n || q->column[at].used & s->p->mask[station]) {
        memmove(&q->column[at + 1], &q->column[at], (q->n - at) * sizeof q->column[0]);
        memmove(&s->next_step[at + 1], &s->next_step[at], (q->n + 1 - at) * sizeof s->next_step[0]);
        q->n++;
        viz_trains_column fresh;
        const size_t like = at == 0 || (at + 1 < q->n && pick(s, 2)) ? at + 1 : at - 1;
        viz_trains_column_init(&fresh, s->p,
                               q->n > 1 ? q->column[like].order : s->now.column[0].order, 1);
        q->column[at] = fresh;
    }
    put_in(s, at, station);
    touch(s, at, at + 1);
    return true;
}

static bool move_orders(search *s, bool block)
{
    viz_trains_column *column = s->next.column;
    const viz_trains_range changed =
        block ? viz_trains_move_block(column, s->next.n, s->p, &s->random)
              : viz_trains_move_line(column, s->next.n, s->p, &s->random);
    if (changed.first == changed.end) return false;
    touch(s, changed.first, changed.end);
    return true;
}

static bool move(search *s)
{
    const size_t kind = pick(s, 100);
    if (kind < 55) return move_orders(s, kind < 15);
    if (kind < 60) return flip(s);
    if (kind < 67) return turn_columns(s);
    if (kind < 77) return shift_columns(s);
    return move_station(s);
}

/* The energy of next, or more than the limit as soon as that is certain. */
static int price_next(search *s, int limit)
{
    const viz_trains_sequence *q = &s->next;
    int sum = 0, extent = 0;
    for (size_t i = 0; i < q->n; i++) {
        sum += column_price(s, &q->column[i]);
        if (q->column[i].extent > extent) extent = q->column[i].extent;
    }
    sum += EXTENT * extent;
    for (size_t i = 0; i <= q->n; i++)
        if (s->next_step[i] != UNKNOWN) sum += s->next_step[i];
    for (size_t i = 0; i <= q->n && sum <= limit; i++)
        if (s->next_step[i] == UNKNOWN) sum += s->next_step[i] = step_price(s, q, i);
    return sum;
}

static void settle(search *s)
{
    const int limit = s->energy + (int)(s->heat * viz_trains_patience(&s->random)),
              energy = price_next(s, limit);
    if (energy > limit) return;
    s->energy = energy;
    s->now.n = s->next.n;
    memcpy(s->now.column, s->next.column, s->next.n * sizeof s->now.column[0]);
    memcpy(s->step, s->next_step, sizeof s->step);
}

static void start(search *s)
{
    uint8_t order[VIZ_TRAINS_LINES] = {0};
    size_t queue[VIZ_TRAINS_STATIONS] = {0};
    for (size_t k = 0; k < s->p->lines; k++) {
        const size_t at = pick(s, k + 1);
        order[k] = order[at];
        order[at] = (uint8_t)k;
    }
    for (size_t i = 0; i < s->p->n_stations; i++) {
        const size_t at = pick(s, i + 1);
        queue[i] = queue[at];
        queue[at] = i;
    }
    s->next.n = 0;
    for (size_t i = 0; i < s->p->n_stations; i++) {
        viz_trains_column_init(&s->next.column[i], s->p, i ? s->next.column[i - 1].order : order,
                               1);
        s->next.n++;
        put_in(s, i, queue[i]);
    }
    touch(s, 0, s->next.n);
    s->energy = price_next(s, INT_MAX);
    memcpy(s->step, s->next_step, sizeof s->step);
    s->now = s->next;
}

void viz_trains_search(const viz_trains_problem *p, size_t moves, uint64_t seed,
                       viz_trains_sequence *out)
{
    search s = {.p = p, .random = seed, .heat = HOT};
    out->n = 0;
    if (!p->n_stations) return;
    start(&s);
    *out = s.now;
    int least = s.energy;
    for (size_t i = 0; i < moves; i++) {
        if (i && i % (moves / ROUNDS + 1) == 0) s.heat *= COOLING;
        s.next.n = s.now.n;
        memcpy(s.next.column, s.now.column, s.now.n * sizeof s.now.column[0]);
        memcpy(s.next_step, s.step, sizeof s.step);
        if (!move(&s)) continue;
        settle(&s);
        if (s.energy >= least) continue;
        least = s.energy;
        *out = s.now;
    }
}
