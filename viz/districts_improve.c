/* SPDX-License-Identifier: MIT
 *
 * Moving discs to better places, one at a time, and bending streets around what they would cross.
 * The price of a place counts what streets cross, weighted by their width, and how long they are.
 */
#include "districts.h"

#include <math.h>
#include <stdint.h>

static const double room_between = 14; /* px between discs, between words, and between both */
static const double beside = 5;        /* px that a street keeps from what it passes */

/* Prices in lengths of street (px). */
static const double of_disc = 420, of_words = 300, of_own_words = 300, of_street = 150;
static const double of_distance = 0.6;
static const double of_side[] = {
    [VIZ_BELOW] = 0, [VIZ_ABOVE] = 25, [VIZ_RIGHT] = 60, [VIZ_LEFT] = 60};

/* ---- what is in the way ---- */

static double distance_to_rect(viz_point p, viz_rect r)
{
    const double dx = fmax(fmax(r.x0 - p.x, p.x - r.x1), 0);
    const double dy = fmax(fmax(r.y0 - p.y, p.y - r.y1), 0);
    return sqrt(dx * dx + dy * dy);
}

static bool disc_meets_words(const viz_disc *disc, const viz_disc *words)
{
    return words->words_height > 0 &&
           distance_to_rect(disc->at, viz_disc_words(words)) < disc->radius + room_between;
}

bool viz_discs_collide(const viz_disc *a, const viz_disc *b)
{
    const viz_rect all = viz_rect_grow(viz_disc_bounds(a), room_between);
    if (!viz_rect_overlap(all, viz_disc_bounds(b))) return false;
    const double dx = a->at.x - b->at.x, dy = a->at.y - b->at.y;
    const double least = a->radius + b->radius + room_between;
    if (dx * dx + dy * dy < least * least) return true;
    if (disc_meets_words(a, b) || disc_meets_words(b, a)) return true;
    return a->words_height > 0 && b->words_height > 0 &&
           viz_rect_overlap(viz_rect_grow(viz_disc_words(a), room_between), viz_disc_words(b));
}

static bool segment_meets_disc(viz_point a, viz_point b, const viz_disc *d)
{
    const double reach = d->radius + beside;
    if (fmin(a.x, b.x) > d->at.x + reach || fmax(a.x, b.x) < d->at.x - reach ||
        fmin(a.y, b.y) > d->at.y + reach || fmax(a.y, b.y) < d->at.y - reach)
        return false;
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? ((d->at.x - a.x) * dx + (d->at.y - a.y) * dy) / square : 0;
    t = fmin(fmax(t, 0), 1);
    return viz_distance(d->at, (viz_point){a.x + t * dx, a.y + t * dy}) < reach;
}

static bool segment_meets_words(viz_point a, viz_point b, const viz_disc *d)
{
    return d->words_height > 0 &&
           viz_segment_meets_rect(a, b, viz_rect_grow(viz_disc_words(d), beside));
}

/* ---- the price of a place ---- */

static double thickness(const viz_street *s)
{
    return 0.4 + s->width / 5;
}

/* Of a straight street and one disc that it may cross, or whose words. */
static double price_of_meeting(const viz_town *t, const viz_street *s, size_t disc)
{
    const viz_disc *d = &t->discs[disc];
    const viz_point a = t->discs[s->from].at, b = t->discs[s->to].at;
    const bool own = disc == s->from || disc == s->to;
    double price = segment_meets_words(a, b, d) ? (own ? of_own_words : of_words) : 0;
    if (!own && segment_meets_disc(a, b, d)) price += of_disc;
    return price * thickness(s);
}

static bool streets_cross(const viz_town *t, const viz_street *s, const viz_street *other)
{
    if (s->from == other->from || s->from == other->to || s->to == other->from ||
        s->to == other->to)
        return false;
    return viz_segments_cross(t->discs[s->from].at, t->discs[s->to].at, t->discs[other->from].at,
                              t->discs[other->to].at);
}

typedef struct {
    viz_town *town;
    const size_t *members;
    size_t n_members;
    viz_point middle;
    viz_rect room; /* of all at the start */
    uint64_t random;
} search;

/* Of everything that changes when the disc moves. */
static double price_of_place(const search *x, size_t disc)
{
    const viz_town *t = x->town;
    const viz_disc *d = &t->discs[disc];
    const double dx = (d->at.x - x->middle.x) / 1.5, dy = d->at.y - x->middle.y;
    double price = of_distance * sqrt(dx * dx + dy * dy) + of_side[d->side];
    for (size_t i = 0; i < t->n_streets; i++) {
        const viz_street *s = &t->streets[i];
        if (s->from != disc && s->to != disc) {
            price += price_of_meeting(t, s, disc);
            continue;
        }
        const viz_disc *from = &t->discs[s->from], *to = &t->discs[s->to];
        price += viz_distance(from->at, to->at) - from->radius - to->radius;
        for (size_t k = 0; k < x->n_members; k++) price += price_of_meeting(t, s, x->members[k]);
        for (size_t k = 0; k < t->n_streets; k++) {
            if (streets_cross(t, s, &t->streets[k])) price += of_street;
        }
    }
    return price;
}

/* ---- moves ---- */

static const double farthest = 260, nearest = 9; /* px a disc is moved, at first and at last */
static const double worst = 90;                  /* how much worse a place may be, at first */

static double chance(search *x)
{
    x->random = x->random * 6364136223846793005U + 1442695040888963407U;
    return (double)(x->random >> 40) / (double)(1 << 24);
}

static bool fits(const search *x, size_t disc)
{
    for (size_t k = 0; k < x->n_members; k++) {
        const size_t other = x->members[k];
        if (other != disc && viz_discs_collide(&x->town->discs[disc], &x->town->discs[other]))
            return false;
    }
    return true;
}

/* A worse place is taken, too, while `slack` allows; it shrinks to nothing. */
static void try_move(search *x, size_t disc, double *price, double step, double slack)
{
    viz_disc *d = &x->town->discs[disc];
    const viz_disc before = *d;
    const double angle = 6.283185307179586 * chance(x), far = step * (0.2 + chance(x));
    if (chance(x) < 0.15) { /* anywhere */
        d->at.x = round(x->room.x0 + chance(x) * (x->room.x1 - x->room.x0));
        d->at.y = round(x->room.y0 + chance(x) * (x->room.y1 - x->room.y0));
    } else {
        d->at.x = round(d->at.x + far * cos(angle));
        d->at.y = round(d->at.y + far * sin(angle));
    }
    if (chance(x) < 0.25) d->side = (viz_side)(VIZ_SIDES * chance(x));
    const double now = fits(x, disc) ? price_of_place(x, disc) : HUGE_VAL;
    if (now < *price + slack)
        *price = now;
    else
        *d = before;
}

static void turn_words(search *x, size_t disc, double *price)
{
    viz_disc *d = &x->town->discs[disc];
    const viz_side before = d->side;
    viz_side best = before;
    for (int side = VIZ_BELOW; side < VIZ_SIDES; side++) {
        d->side = (viz_side)side;
        const double now = d->side != before && fits(x, disc) ? price_of_place(x, disc) : HUGE_VAL;
        if (now >= *price) continue;
        *price = now;
        best = d->side;
    }
    d->side = best;
}

static void try_swap(search *x, size_t disc)
{
    const size_t other = x->members[(size_t)(chance(x) * (double)x->n_members)];
    viz_disc *a = &x->town->discs[disc], *b = &x->town->discs[other];
    if (other == disc) return;
    const double before = price_of_place(x, disc) + price_of_place(x, other);
    const viz_point at = a->at;
    a->at = b->at;
    b->at = at;
    if (fits(x, disc) && fits(x, other) &&
        price_of_place(x, disc) + price_of_place(x, other) < before)
        return;
    b->at = a->at;
    a->at = at;
}

typedef struct {
    int rounds, tries; /* tries: a disc and round */
    double shrink;     /* of the step, a round */
} schedule;

/* As many rounds and tries as a third of a second has room for, but at least a few: the most that
 * the style takes are 120 districts and 240 roads. */
static schedule plan_for(size_t n_members, size_t n_streets)
{
    enum { LEAST_ROUNDS = 10, ROUNDS = 40, LEAST_TRIES = 6, TRIES = 60, BESIDES = 6 };
    const double n = (double)n_members, s = (double)n_streets, comparisons = 4e7;
    const double each = s + 2 * s / n * (n + s); /* comparisons to price one place */
    const double prices = comparisons / (each * n);
    const double tries = fmin(fmax(prices / ROUNDS - BESIDES, LEAST_TRIES), TRIES);
    const double rounds = fmin(fmax(prices / (tries + BESIDES), LEAST_ROUNDS), ROUNDS);
    return (schedule){(int)rounds, (int)tries, pow(nearest / farthest, 1 / rounds)};
}

/* Gravity is towards the middle of the part, which stays where it began. */
void viz_town_improve(viz_town *town, const size_t *members, size_t n_members, unsigned seed)
{
    search x = {.town = town, .members = members, .n_members = n_members, .random = seed};
    for (size_t i = 0; i < n_members; i++) {
        const viz_rect r = viz_disc_bounds(&town->discs[members[i]]);
        x.middle.x += town->discs[members[i]].at.x / (double)n_members;
        x.middle.y += town->discs[members[i]].at.y / (double)n_members;
        x.room = i ? viz_rect_union(x.room, r) : r;
    }
    const schedule plan = plan_for(n_members, town->n_streets);
    double step = farthest, slack = worst;
    for (int turn = 0; turn < plan.rounds; turn++, step *= plan.shrink) {
        slack = turn < plan.rounds / 2 ? slack * 0.85 : 0;
        for (size_t i = 0; i < n_members; i++) {
            if (turn % 2 == 0) try_swap(&x, members[i]);
            double price = price_of_place(&x, members[i]);
            turn_words(&x, members[i], &price);
            for (int k = 0; k < plan.tries; k++) try_move(&x, members[i], &price, step, slack);
        }
    }
}

/* ---- bending ---- */

enum { PIECES = 20 };

static void bow(const viz_town *t, const viz_street *s, double by, viz_point curve[4])
{
    const viz_point a = t->discs[s->from].at, b = t->discs[s->to].at;
    const viz_point side = {-(b.y - a.y) * by, (b.x - a.x) * by};
    curve[0] = a;
    curve[1] = (viz_point){a.x + (b.x - a.x) / 3 + side.x, a.y + (b.y - a.y) / 3 + side.y};
    curve[2] = (viz_point){b.x - (b.x - a.x) / 3 + side.x, b.y - (b.y - a.y) / 3 + side.y};
    curve[3] = b;
}

static double price_of_curve(const viz_town *t, const viz_street *s, const viz_point curve[4])
{
    viz_point points[PIECES + 1];
    double price = 0;
    for (int k = 0; k <= PIECES; k++) points[k] = viz_cubic_at(curve, (double)k / PIECES);
    for (size_t i = 0; i < t->n_discs; i++) {
        const viz_disc *d = &t->discs[i];
        const bool own = i == s->from || i == s->to;
        int words = 0, discs = 0;
        for (int k = 0; k < PIECES; k++) {
            words += segment_meets_words(points[k], points[k + 1], d);
            discs += !own && segment_meets_disc(points[k], points[k + 1], d);
        }
        price += (words ? of_words : 0) + (discs ? of_disc : 0) + 4 * (words + discs);
    }
    return price;
}

/* Words that a street goes through are drawn on a plate. */
static void mark_crossed(viz_town *t, const viz_street *s)
{
    for (int k = 0; k < PIECES; k++) {
        const viz_point a = viz_cubic_at(s->curve, (double)k / PIECES);
        const viz_point b = viz_cubic_at(s->curve, (double)(k + 1) / PIECES);
        for (size_t i = 0; i < t->n_discs; i++) {
            if (segment_meets_words(a, b, &t->discs[i])) t->discs[i].crossed = true;
        }
    }
}

static viz_point between(viz_point a, viz_point b, double t)
{
    return (viz_point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

/* The part of a cubic curve up to t (de Casteljau). */
static void cut_end(viz_point c[4], double t)
{
    const viz_point a = between(c[0], c[1], t), b = between(c[1], c[2], t);
    const viz_point d = between(c[2], c[3], t), e = between(a, b, t), f = between(b, d, t);
    c[1] = a;
    c[2] = e;
    c[3] = between(e, f, t);
}

static void turn_round(viz_point c[4])
{
    const viz_point first = c[0], second = c[1];
    c[0] = c[3];
    c[1] = c[2];
    c[2] = second;
    c[3] = first;
}

/* Cuts off what lies in the disc at its end. */
static void leave_disc(viz_point c[4], const viz_disc *d)
{
    double out = 0, in = 1; /* places on the curve */
    for (int k = 0; k < 30; k++) {
        const double t = (out + in) / 2;
        if (viz_distance(viz_cubic_at(c, t), d->at) < d->radius)
            in = t;
        else
            out = t;
    }
    cut_end(c, out);
}

void viz_town_bend(viz_town *t)
{
    static const double bows[] = {0,     0.04, -0.04, 0.08, -0.08, 0.13,
                                  -0.13, 0.18, -0.18, 0.24, -0.24};
    for (size_t i = 0; i < t->n_streets; i++) {
        viz_street *s = &t->streets[i];
        double least = HUGE_VAL;
        for (size_t k = 0; k < sizeof bows / sizeof *bows; k++) {
            viz_point curve[4];
            bow(t, s, bows[k], curve);
            const double price = price_of_curve(t, s, curve) + 700 * fabs(bows[k]);
            if (price >= least) continue;
            least = price;
            for (int p = 0; p < 4; p++) s->curve[p] = curve[p];
        }
        mark_crossed(t, s);
        leave_disc(s->curve, &t->discs[s->to]);
        turn_round(s->curve);
        leave_disc(s->curve, &t->discs[s->from]);
        turn_round(s->curve);
    }
}
