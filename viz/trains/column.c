/* SPDX-License-Identifier: MIT
 *
 * One column of the map: the lines from top to bottom, the lines of each station together. And what
 * the way from one column to the next costs: the crossings are the pairs in different order; the
 * lines that keep their height are at most the longest chain of lines in the same order whose
 * distances can be equal in both columns, all others bend. */
#include "trains/trains.h"

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
    unsigned at = 0, above = 0;
    for (size_t i = 0; i < p->lines; i++) {
        bool exact;
        const size_t line = c->order[i], block = c->block[line];
        c->pos[line] = (uint8_t)i;
        c->at[line] = (uint16_t)at;
        c->above[line] = (uint16_t)above;
        c->mates[line] = (uint16_t)(block ? p->mask[c->station[block - 1]] : 0);
        above |= 1u << line;
        if (i + 1 < p->lines) at += viz_trains_gap(c, p, i, &exact);
    }
    const unsigned first = c->block[c->order[0]];
    c->crown = first ? p->crown[c->station[first - 1]] : c->room > 1 ? 2 : 1;
    c->extent = (uint16_t)(c->crown + at);
}

void viz_trains_column_init(viz_trains_column *c, const viz_trains_problem *p, const uint8_t *order,
                            uint16_t room)
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
    for (size_t k = 0; k < VIZ_TRAINS_LINES; k++) /* no bit is set beyond the lines there are */
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

static unsigned bits(unsigned set)
{
    set -= set >> 1 & 0x5555;
    set = (set & 0x3333) + (set >> 2 & 0x3333);
    set = (set + (set >> 4)) & 0x0F0F;
    return (set + (set >> 8)) & 0xFF;
}

/* The mates of `low` above it in a whose least distance to it in b is more than the exact one in a.
 */
static unsigned too_far(const viz_trains_column *a, const viz_trains_column *b, size_t low)
{
    unsigned found = 0;
    for (size_t i = a->pos[low]; i-- > 0;) {
        const size_t high = a->order[i];
        if (!(a->mates[low] >> high & 1)) break;
        if (a->at[low] - a->at[high] < b->at[low] - b->at[high]) found |= 1u << high;
    }
    return found;
}

viz_trains_step viz_trains_between(const viz_trains_column *a, const viz_trains_column *b,
                                   unsigned lines)
{
    unsigned chain[VIZ_TRAINS_LINES + 2] = {0}; /* lines that end a chain of so many */
    unsigned longest = 0, inversions = 0;
    for (size_t j = 0; j < lines; j++) {
        const size_t low = a->order[j];
        unsigned before = a->above[low] & b->above[low], length = longest;
        inversions += bits(a->above[low] & ~(unsigned)b->above[low]);
        if (before & a->mates[low]) before &= ~too_far(a, b, low);
        if (before & b->mates[low]) before &= ~too_far(b, a, low);
        while (length && !(chain[length] & before)) length--;
        chain[++length] |= 1u << low;
        if (length > longest) longest = length;
    }
    return (viz_trains_step){inversions, lines - longest};
}
