/* Two partitions of the same places into a third, as good as either: where no group of one or the
 * other crosses, each side is chosen by itself (Whitley et al. 2009 do so with tours). */
#include "groups/pieces.h"

static uint32_t root_of(uint32_t *root, uint32_t i)
{
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}

static void join(uint32_t *root, uint32_t i, uint32_t j)
{
    uint32_t x = root_of(root, i), y = root_of(root, j);
    if (x < y)
        root[y] = x;
    else
        root[x] = y;
}

/* What the groups of `leader` bring, by root, times sign. */
static void add_parts(const combining *c, const uint32_t *leader, double sign)
{
    const unit_graph *g = c->p->graph;
    for (uint32_t i = 0; i < c->count; i++) c->size[i] = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t size = unit_size(g, c->units[i]), at = leader[i];
        double part = -c->p->resolution * size * c->size[at];
        unit_row row = unit_graph_row(g, c->units[i]);
        c->size[at] += size;
        for (size_t k = 0; k < row.count; k++) {
            uint32_t j = c->place_of[row.to[k]];
            if (j < i && c->units[j] == row.to[k] && leader[j] == at) part += row.sum[k];
        }
        c->gain[root_of(c->root, i)] += sign * part;
    }
}

bool combine_leaders(const combining *c, uint32_t *leader, const uint32_t *other)
{
    bool is_better = false;
    for (uint32_t i = 0; i < c->count; i++) {
        c->root[i] = i;
        c->gain[i] = 0;
    }
    for (uint32_t i = 0; i < c->count; i++) {
        join(c->root, i, leader[i]);
        join(c->root, i, other[i]);
    }
    add_parts(c, leader, -1);
    add_parts(c, other, 1);
    for (uint32_t i = 0; i < c->count; i++) {
        if (c->gain[root_of(c->root, i)] <= GROUPS_LEAST_GAIN) continue;
        leader[i] = other[i];
        is_better = true;
    }
    return is_better;
}
