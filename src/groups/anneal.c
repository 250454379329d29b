/* Ruin and recreate (Schrimpf et al. 2000) on a piece: some neighbouring groups are torn down, in
 * whole or in part, their places return in random order to where they fit best, local moves
 * follow. A loss is taken with a probability that falls with it, and with the rounds done
 * (Christiaens and Vanden Berghe 2020); the best that was met is what remains. */
#include "core/chance.h"
#include "groups/piece.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct annealing {
    piece *e;
    uint64_t seed, draw;
    uint16_t torn[PIECE_MOST];
    uint32_t torn_count;
    uint16_t best[PIECE_MOST];
} annealing;

static uint64_t draw(annealing *a)
{
    return corral_chance_mix(a->seed, a->draw++);
}

static uint32_t draw_below(annealing *a, uint32_t count)
{
    return (uint32_t)(((draw(a) >> 32) * count) >> 32);
}

static double draw_unit(annealing *a)
{
    return ((double)(draw(a) >> 12) + 0.5) * 0x1p-52;
}

/* ---- tearing ---- */

/* Each place with a chance of `share` in 4. */
static void tear(annealing *a, uint32_t g, uint32_t share)
{
    piece *e = a->e;
    const uint16_t *member = e->member + (size_t)g * e->width;
    for (uint32_t k = 0; k < e->filled[g] && a->torn_count < PIECE_MOST; k++)
        if (share == 4 || draw_below(a, 4) < share) a->torn[a->torn_count++] = member[k];
}

static double stand_alone(piece *e, uint32_t u)
{
    uint32_t own = e->group[u];
    if (e->filled[own] == 1) return 0;
    double part = piece_part(e, u, own, NO_PLACE);
    piece_move(e, u, NO_PLACE);
    return -part;
}

/* The place's group and those of random partners of it; the gain, mostly a loss. */
static double tear_around(annealing *a, uint32_t u)
{
    piece *e = a->e;
    uint32_t groups = 2 + draw_below(a, 2), share = draw_below(a, 2) ? 4 : 2;
    uint32_t count = e->start[u + 1] - e->start[u];
    double gain = 0;
    a->torn_count = 0;
    e->stamp[e->group[u]] = ++e->stamp_now;
    tear(a, e->group[u], share);
    for (uint32_t k = 1; k < groups && count > 0; k++) {
        uint32_t g = e->group[e->to[e->start[u] + draw_below(a, count)]];
        if (e->stamp[g] == e->stamp_now) continue;
        e->stamp[g] = e->stamp_now;
        tear(a, g, share);
    }
    for (uint32_t k = 0; k < a->torn_count; k++) gain += stand_alone(e, a->torn[k]);
    return gain;
}

/* ---- rebuilding ---- */

/* To where u fits best with room; each place that is there is overlooked now and then. */
static double put_back(annealing *a, uint32_t u)
{
    enum { OVERLOOKED = 50 };
    piece *e = a->e;
    uint32_t own = e->group[u], best = own;
    double best_part = GROUPS_LEAST_GAIN;
    if (e->filled[own] > 1) return 0; /* others have come to it */
    e->stamp[own] = ++e->stamp_now;
    for (uint32_t k = e->start[u]; k < e->start[u + 1]; k++) {
        uint32_t g = e->group[e->to[k]];
        if (e->stamp[g] == e->stamp_now) continue;
        e->stamp[g] = e->stamp_now;
        if (e->seats[g] + e->size[u] > e->max_size) continue;
        double part = piece_part(e, u, g, NO_PLACE);
        if (part <= best_part || draw_below(a, OVERLOOKED) == 0) continue;
        best = g;
        best_part = part;
    }
    if (best == own) return 0;
    piece_move(e, u, best);
    return best_part;
}

static double ruin_once(annealing *a)
{
    piece *e = a->e;
    double gain = tear_around(a, draw_below(a, e->count));
    for (uint32_t k = a->torn_count; k > 1; k--) {
        uint32_t other = draw_below(a, k);
        uint16_t kept = a->torn[k - 1];
        a->torn[k - 1] = a->torn[other];
        a->torn[other] = kept;
    }
    for (uint32_t k = 0; k < a->torn_count; k++) gain += put_back(a, a->torn[k]);
    for (uint32_t k = 0; k < a->torn_count; k++) piece_queue(e, a->torn[k]);
    return gain + piece_moves(e);
}

/* ---- the whole ---- */

static void anneal(annealing *a, const annealing_plan *plan, search_watch *watch)
{
    piece *e = a->e;
    double above = 0, best_above = 0;
    size_t bytes = e->count * sizeof *a->best;
    memcpy(a->best, e->group, bytes);
    for (uint64_t i = 0; i < plan->rounds && !e->out_of_memory; i++) {
        if (i % 1024 == 0 && !search_goes_on(watch, "improving groups", NAN)) break;
        double heat = plan->heat * (1 - (double)i / (double)plan->rounds);
        e->journal_count = 0;
        double gain = ruin_once(a);
        /* Equal counts as well: it moves along plateaus. */
        if (gain < -GROUPS_ROUNDING && gain <= heat * log(draw_unit(a))) {
            piece_undo(e);
            continue;
        }
        above += gain;
        if (above <= best_above + GROUPS_LEAST_GAIN) continue;
        best_above = above;
        memcpy(a->best, e->group, bytes);
    }
    piece_regroup(e, a->best);
}

void piece_anneal(piece *e, const annealing_plan *plan, search_watch *watch)
{
    annealing *a = malloc(sizeof *a);
    if (!a) {
        e->out_of_memory = true;
        return;
    }
    *a = (annealing){.e = e, .seed = plan->seed};
    anneal(a, plan, watch);
    free(a);
}
