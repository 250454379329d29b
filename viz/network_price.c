/* SPDX-License-Identifier: MIT
 *
 * What a placement costs: the length of edges above all, and what makes a drawing hard to read in
 * px of length. Prices over things and crossings are whole, so that sums do not depend on order. */
#include "network.h"

static const double price_over_flag = 45, price_through_hull = 30, price_cross = 3;
static const double price_crowding = 14, crowding_reach = 26;
static const double price_outside = 3, price_hull_round = 0.9;
static const double price_away = 0.1;

static float size_of(float value)
{
    return value < 0 ? -value : value;
}

/* How much of the price of things the segment passes over; both its ends are among them. The line
 * meets a box when the box's centre is no farther from it than the box reaches that way. */
static int price_over_things(const viz_board *b, size_t e)
{
    const float ax = b->ax[e], ay = b->ay[e], dx = b->bx[e] - ax, dy = b->by[e] - ay;
    const float middle_x = ax + dx / 2, middle_y = ay + dy / 2;
    const float reach_x = size_of(dx), reach_y = size_of(dy);
    int price = 0;
    for (size_t k = 0; k < b->n_things; k++) {
        const float w = b->half_w[k] + 1, h = b->half_h[k] + 1;
        const float x = b->x[k] - middle_x, y = b->y[k] - middle_y;
        const float off = size_of(dx * y - dy * x), off_x = size_of(x), off_y = size_of(y);
        const float across = reach_x / 2 + w, down = reach_y / 2 + h;
        /* Factors instead of && keep the loop without branches. */
        const int hit = off < w * reach_y + h * reach_x, near = off_x < across,
                  level = off_y < down;
        price += hit * near * level * b->hit_price[k];
    }
    return price - b->hit_price[b->ties[e].a] - b->hit_price[b->ties[e].b];
}

static int crossings(const viz_board *b, size_t e)
{
    const float ax = b->ax[e], ay = b->ay[e], dx = b->bx[e] - ax, dy = b->by[e] - ay;
    int count = 0;
    for (size_t k = 0; k < b->n_ties; k++) {
        const float cx = b->ax[k], cy = b->ay[k], ex = b->bx[k] - cx, ey = b->by[k] - cy;
        const float c_side = dx * (cy - ay) - dy * (cx - ax);
        const float d_side = c_side + dx * ey - dy * ex;
        const float a_side = ex * (ay - cy) - ey * (ax - cx);
        const float b_side = a_side + ex * dy - ey * dx;
        const int splits = c_side * d_side < 0, is_split = a_side * b_side < 0;
        count += splits * is_split;
    }
    return count;
}

static double price_over_island(const viz_board *b, size_t e, size_t g)
{
    const viz_island *island = &b->islands[g];
    const viz_thing *from = &b->things[b->ties[e].a], *to = &b->things[b->ties[e].b];
    if (!island->n_members) return 0;
    double price = 0;
    if (viz_segment_meets_rect(from->at, to->at, island->flag)) price += price_over_flag;
    if (from->island != g && to->island != g &&
        viz_segment_meets_polygon(from->at, to->at, &island->hull))
        price += price_through_hull;
    return price;
}

/* One tie against everything. */
static double tie_price(const viz_board *b, size_t e)
{
    const viz_point from = b->things[b->ties[e].a].at, to = b->things[b->ties[e].b].at;
    double price = b->ties[e].pull * viz_stretched(from, to);
    price += price_over_things(b, e) + price_cross * crossings(b, e);
    for (size_t g = 0; g < b->n_islands; g++) price += price_over_island(b, e, g);
    return price;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double crowding(viz_rect a, viz_rect b)
{
    const double across = larger(a.x0 - b.x1, b.x0 - a.x1) * 0.6;
    const double gap = larger(across, larger(a.y0 - b.y1, b.y0 - a.y1));
    if (gap >= crowding_reach) return 0;
    const double near = 1 - larger(gap, 0) / crowding_reach;
    return price_crowding * near * near;
}

/* A pair of things that both move is counted with the later one only. */
static double thing_price(const viz_board *b, size_t i)
{
    const viz_rect r = b->things[i].rect;
    double price = 0;
    for (size_t k = 0; k < b->n_things; k++) {
        if (k != i && !(b->moved[k] && k < i)) price += crowding(r, b->things[k].rect);
    }
    const double margin = b->things[i].island == VIZ_NO_ISLAND ? 0 : VIZ_HULL_PAD;
    const double out = larger(0, margin - r.x0) + larger(0, r.x1 + margin - b->width) +
                       larger(0, margin - r.y0) + larger(0, r.y1 + margin - b->height);
    const viz_point centre = {b->width / 2, b->height / 2};
    return price + price_outside * out + price_away * viz_stretched(b->things[i].at, centre);
}

static double hull_price(const viz_island *island)
{
    double round = 0;
    for (size_t i = 0; i < island->hull.count; i++)
        round += viz_distance(island->corners[i], island->corners[(i + 1) % island->hull.count]);
    return price_hull_round * round;
}

static int hit_one(const viz_board *b, size_t e, size_t thing)
{
    const viz_tie *tie = &b->ties[e];
    const viz_rect r = viz_rect_grow(b->things[thing].rect, 1);
    return viz_segment_meets_rect(b->things[tie->a].at, b->things[tie->b].at, r)
               ? b->hit_price[thing]
               : 0;
}

/* The ties that stay, against what moves. */
static double standing_price(const viz_board *b, viz_set set)
{
    double price = 0;
    for (size_t e = 0; e < b->n_ties; e++) {
        if (b->moved[b->ties[e].a] || b->moved[b->ties[e].b]) continue;
        for (size_t i = 0; i < set.count; i++) {
            price += hit_one(b, e, set.things[i]);
            if (viz_set_new_island(b, set, i))
                price += price_over_island(b, e, b->things[set.things[i]].island);
        }
    }
    return price;
}

double viz_board_cost(viz_board *board, viz_set set)
{
    double cost = 0;
    for (size_t i = 0; i < set.count; i++) board->moved[set.things[i]] = true;
    for (size_t i = 0; i < set.count; i++) {
        const size_t thing = set.things[i];
        cost += thing_price(board, thing);
        if (viz_set_new_island(board, set, i))
            cost += hull_price(&board->islands[board->things[thing].island]);
        for (size_t t = board->tie_start[thing]; t < board->tie_start[thing + 1]; t++) {
            const size_t e = board->tie_of[t];
            const size_t other = board->ties[e].a == thing ? board->ties[e].b : board->ties[e].a;
            if (!board->moved[other] || thing < other) cost += tie_price(board, e);
        }
    }
    cost += standing_price(board, set);
    for (size_t i = 0; i < set.count; i++) board->moved[set.things[i]] = false;
    return cost;
}

double viz_board_cost_all(viz_board *board)
{
    double cost = 0;
    for (size_t e = 0; e < board->n_ties; e++) cost += tie_price(board, e);
    for (size_t i = 0; i < board->n_things; i++) cost += thing_price(board, i);
    for (size_t g = 0; g < board->n_islands; g++) cost += hull_price(&board->islands[g]);
    return cost;
}
