/* SPDX-License-Identifier: MIT
 *
 * One column of the map: the lines from top to bottom, the lines of each station together. And what
 * the way from one column to the next costs: the crossings are the pairs in different order; the
 * lines that keep their height are at most the longest chain of lines in the same order whose
 * distances can be equal in both columns, all others bend. */
#include "trains.h"

#include <string.h>

unsigned viz_trains_gap(const viz_trains_column *c, const viz_trains_problem *p, size_t i,
                        bool *exact)
{
    const unsigned up = c->block[c->order[i]], down = c->block[c->order[i + 1]];
    *exact = up && up == down;
    if (*exact) return 1;
    if (down) return p->above[c->station[down - 1]];
    return up ? 2 : c->room;
}

void viz_trains_column_update(viz_trains_column *c, const viz_trains_problem *p)
{
    unsigned at = 0;
    for (size_t i = 0; i < p->lines; i++) {
        bool exact;
        c->pos[c->order[i]] = (uint8_t)i;
        c->at[c->order[i]] = (uint16_t)at;
        if (i + 1 < p->lines) at += viz_trains_gap(c, p, i, &exact);
    }
    const unsigned first = c->block[c->order[0]];
    c->crown = first ? p->crown[c->station[first - 1]] : c->room > 1 ? 2 : 1;
    c->extent = (uint16_t)(c->crown + at);
}

void viz_trains_column_init(viz_trains_column *c, const viz_trains_problem *p,
                            const uint8_t *order, uint16_t room)
{
    memset(c, 0, sizeof *c);
    memcpy(c->order, order, p->lines);
    c->room = room;
    viz_trains_column_update(c, p);
}

void viz_trains_column_gather(viz_trains_column *c, const viz_trains_problem *p, unsigned mask,
                              size_t b, bool below)
{
    uint8_t order[VIZ_TRAINS_LINES], moved[VIZ_TRAINS_LINES];
    size_t n = 0, n_moved = 0, to = 0;
    for (size_t i = 0; i < p->lines; i++) {
        const uint8_t line = c->order[i];
        const bool goes = mask >> line & 1;
        if (goes) moved[n_moved++] = line;
        if (line == b || (c->block[b] && !(mask >> b & 1) && c->block[line] == c->block[b])) {
            if (below || to == 0) to = n + (below && !goes) + 1;
        }
        if (!goes) order[n++] = line;
    }
    to--;
    memcpy(c->order, order, to);
    memcpy(c->order + to, moved, n_moved);
    memcpy(c->order + to + n_moved, order + to, n - to);
    viz_trains_column_update(c, p);
}

bool viz_trains_column_put(viz_trains_column *c, const viz_trains_problem *p, size_t a, size_t b,
                           bool below)
{
    if (c->block[a] && c->block[a] != c->block[b]) return false;
    const uint8_t block = c->block[b];
    if (c->block[a]) c->block[b] = 0; /* inside its station, not past it */
    viz_trains_column_gather(c, p, 1u << a, b, below);
    c->block[b] = block;
    viz_trains_column_update(c, p);
    return true;
}

void viz_trains_column_add(viz_trains_column *c, const viz_trains_problem *p, size_t station)
{
    c->station[c->n_stations++] = (uint8_t)station;
    c->used = (uint16_t)(c->used | p->mask[station]);
    for (size_t k = 0; k < p->lines; k++)
        if (p->mask[station] >> k & 1) c->block[k] = c->n_stations;
}

void viz_trains_column_drop(viz_trains_column *c, const viz_trains_problem *p, size_t station)
{
    uint8_t kept[VIZ_TRAINS_SHARE];
    size_t n = 0;
    for (size_t i = 0; i < c->n_stations; i++)
        if (c->station[i] != station) kept[n++] = c->station[i];
    c->n_stations = 0;
    c->used = 0;
    memset(c->block, 0, sizeof c->block);
    for (size_t i = 0; i < n; i++) viz_trains_column_add(c, p, kept[i]);
    viz_trains_column_update(c, p);
}

static unsigned inversions(const viz_trains_column *a, const viz_trains_column *b, unsigned lines)
{
    unsigned count = 0;
    for (size_t i = 0; i + 1 < lines; i++) {
        const unsigned here = b->pos[a->order[i]];
        for (size_t j = i + 1; j < lines; j++) count += b->pos[a->order[j]] < here;
    }
    return count;
}

viz_trains_step viz_trains_between(const viz_trains_column *a, const viz_trains_column *b,
                                   unsigned lines)
{
    unsigned chain[VIZ_TRAINS_LINES], longest = 0;
    for (size_t j = 0; j < lines; j++) {
        const size_t low = a->order[j];
        const unsigned a_block = a->block[low], b_block = b->block[low];
        unsigned best = 0;
        for (size_t i = 0; i < j; i++) {
            const size_t high = a->order[i];
            if (chain[i] <= best || b->pos[high] > b->pos[low]) continue;
            const int in_a = a->at[low] - a->at[high], in_b = b->at[low] - b->at[high];
            if (a_block && a->block[high] == a_block && in_a < in_b) continue;
            if (b_block && b->block[high] == b_block && in_b < in_a) continue;
            best = chain[i];
        }
        chain[j] = best + 1;
        if (chain[j] > longest) longest = chain[j];
    }
    return (viz_trains_step){inversions(a, b, lines), lines - longest};
}
