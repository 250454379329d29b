/* Improving the partition piece by piece: a component that is small enough is one piece, searched
 * more than once; a larger one is cut between groups, more than once and each time elsewhere.
 * Every piece has draws of its own, so that threads do not change a bit. */
#include "groups/pieces.h"
#include "core/chance.h"
#include "core/memory.h"
#include "groups/piece.h"

#include <omp.h>
#include <string.h>

typedef struct cut {
    partition *p;
    const search_task *task;
    uint32_t *units; /* by piece */
    uint32_t *start; /* count + 1 */
    uint32_t count, largest, turn, chains;
    uint32_t total;     /* places of all pieces */
    uint32_t *place_of; /* by unit of the graph */
    uint32_t *leader;   /* by chain, beside units: the first place of its group, as found */
    uint32_t *now;      /* the leaders as they stand */
    uint32_t *scratch;
    double *gain;
    unsigned char *is_seen; /* by unit of the graph, while cutting */
    int first_status;
} cut;

/* Loss that is as likely to be taken as not, nearly, when a chain begins; each chain of a turn goes
 * another way. Tried on real regions and made ones: none of these alone finds the best of all. */
enum { TURNS = 3, CHAINS = 4 };
static const double HEAT[CHAINS] = {0.003, 0.08, 0.04, 0.02};

/* Pieces of a component too large for one. */
enum { PIECE_CUT = 256 };

/* ---- cutting ---- */

static void take_group(cut *c, uint32_t unit, uint32_t *filled)
{
    partition *p = c->p;
    if (c->is_seen[unit]) return;
    if (p->size[p->group[unit]] > PIECE_MOST - PIECE_CUT) return; /* with another it may not fit */
    for (uint32_t v = p->head[p->group[unit]]; v != NO_UNIT; v = p->next[v]) {
        c->is_seen[v] = 1;
        c->units[(*filled)++] = v;
    }
}

static void close_piece(cut *c, uint32_t filled)
{
    uint32_t first = c->start[c->count];
    for (uint32_t i = first; i < filled; i++) c->place_of[c->units[i]] = i - first;
    if (filled - first > c->largest) c->largest = filled - first;
    c->start[++c->count] = filled;
}

/* Breadth first over groups from the group of `unit`, until the piece is full. */
static void grow_piece(cut *c, uint32_t unit, uint32_t *filled)
{
    const partition *p = c->p;
    uint32_t first = *filled;
    take_group(c, unit, filled);
    for (uint32_t at = first; at < *filled && *filled - first < PIECE_CUT; at++) {
        unit_row row = unit_graph_row(p->graph, c->units[at]);
        for (size_t i = 0; i < row.count && *filled - first < PIECE_CUT; i++)
            if (row.sum[i] >
                p->resolution * unit_size(p->graph, c->units[at]) * unit_size(p->graph, row.to[i]))
                take_group(c, row.to[i], filled);
    }
    close_piece(c, *filled);
}

static void cut_component(cut *c, const uint32_t *units, uint32_t count, uint32_t *filled)
{
    /* A different beginning each time. */
    uint32_t begin = (uint32_t)((uint64_t)count * c->turn / TURNS);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t u = units[(begin + i) % count];
        if (!c->is_seen[u]) grow_piece(c, u, filled);
    }
}

/* Components that are one piece, or the pieces of the larger ones. */
static void cut_all(cut *c, const unit_components *components, bool large)
{
    uint32_t filled = 0;
    c->count = c->largest = 0;
    for (uint32_t u = 0; large && u < c->p->graph->count; u++) c->is_seen[u] = 0;
    for (uint32_t k = 0; k < components->count; k++) {
        const uint32_t *units = components->units + components->start[k];
        uint32_t count = components->start[k + 1] - components->start[k];
        if (count < 3 || large != (count > PIECE_MOST)) continue;
        if (search_is_small(c->p, units, count, c->task->options->effort)) continue;
        if (large) {
            cut_component(c, units, count, &filled);
        } else {
            for (uint32_t i = 0; i < count; i++) c->units[filled++] = units[i];
            close_piece(c, filled);
        }
    }
    c->total = filled;
}

/* ---- searching the pieces ---- */

/* A chain's in one turn: fewer a place where there are many. */
static uint64_t rounds_of(const cut *c, uint32_t count)
{
    enum { A_PLACE = 20, FEW = 2000, A_PLACE_OF_FEW = 100, A_PLACE_OF_MANY = 6, IN_FULL = 1000 };
    uint64_t rounds = (uint64_t)count * A_PLACE, few = (uint64_t)count * A_PLACE_OF_FEW;
    if (rounds < FEW) rounds = few < FEW ? few : FEW;
    if (c->total > IN_FULL) rounds = rounds * IN_FULL / c->total;
    if (rounds < (uint64_t)count * A_PLACE_OF_MANY) rounds = (uint64_t)count * A_PLACE_OF_MANY;
    return c->task->options->effort == CORRAL_EFFORT_NORMAL ? rounds : 10 * rounds;
}

static void keep(cut *c, const piece *e, uint32_t k, uint32_t chain)
{
    uint32_t *leader = c->leader + (size_t)chain * c->p->graph->count + c->start[k];
    for (uint32_t i = 0; i < e->count; i++) {
        leader[i] = e->count;
        for (uint32_t m = 0; m < e->filled[e->group[i]]; m++) {
            uint32_t other = e->member[(size_t)e->group[i] * e->width + m];
            if (other < leader[i]) leader[i] = other;
        }
    }
}

static corral_status improve(cut *c, piece *e, uint32_t k, uint32_t chain)
{
    corral_status status = CORRAL_OK;
    const search_task *task = c->task;
    corral_error *err = NULL;
    const uint32_t *units = c->units + c->start[k];
    uint32_t count = c->start[k + 1] - c->start[k];
    uint64_t seed = corral_chance_mix(task->options->seed, units[0]);
    annealing_plan plan = {rounds_of(c, count), HEAT[chain],
                           corral_chance_mix(seed, c->turn * CHAINS + chain)};
    TRY(piece_load(e, c->p, units, count, c->place_of, err));
    piece_anneal(e, &plan, task->watch);
    if (e->out_of_memory) FAIL(CORRAL_NO_MEMORY, "out of memory searching groups");
    keep(c, e, k, chain);
done:
    return status;
}

static void fail(cut *c, corral_status status)
{
    int none = CORRAL_OK;
    __atomic_compare_exchange_n(&c->first_status, &none, (int)status, false, __ATOMIC_RELAXED,
                                __ATOMIC_RELAXED);
}

static void improve_all(cut *c)
{
    int threads = c->task->watch->threads;
    uint32_t tasks = c->count * c->chains;
    if ((uint32_t)threads > tasks) threads = (int)tasks;
#pragma omp parallel num_threads(threads)
    {
        piece e = {0};
        corral_status status = piece_init(&e, c->largest, c->p->max_size, NULL);
#pragma omp for schedule(dynamic, 1)
        for (uint32_t i = 0; i < tasks; i++)
            if (status == CORRAL_OK) status = improve(c, &e, i / c->chains, i % c->chains);
        if (status != CORRAL_OK) fail(c, status);
        piece_release(&e);
    }
}

static void apply(cut *c, uint32_t k)
{
    partition *p = c->p;
    uint32_t first = c->start[k], count = c->start[k + 1] - first;
    const uint32_t *units = c->units + first;
    combining all = {p, units, c->place_of, count, c->scratch, c->scratch + count, c->gain};
    bool is_better = false;
    for (uint32_t i = 0; i < count; i++) c->now[i] = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t leader = c->place_of[p->head[p->group[units[i]]]];
        if (i < c->now[leader]) c->now[leader] = i;
    }
    for (uint32_t i = 0; i < count; i++)
        c->scratch[i] = c->now[c->place_of[p->head[p->group[units[i]]]]];
    memcpy(c->now, c->scratch, count * sizeof *c->now);
    for (uint32_t chain = 0; chain < c->chains; chain++)
        is_better |=
            combine_leaders(&all, c->now, c->leader + (size_t)chain * p->graph->count + first);
    if (!is_better) return;
    for (uint32_t i = 0; i < count; i++)
        if (p->size[p->group[units[i]]] > unit_size(p->graph, units[i]))
            partition_move(p, units[i], partition_free_group(p));
    for (uint32_t i = 0; i < count; i++) partition_move(p, units[i], p->group[units[c->now[i]]]);
}

static void cut_release(cut *c)
{
    free(c->units);
    free(c->start);
    free(c->place_of);
    free(c->leader);
    free(c->now);
    free(c->scratch);
    free(c->gain);
    free(c->is_seen);
}

static corral_status cut_init(cut *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = c->p->graph->count;
    TRY(corral_array_new(&c->units, n, sizeof *c->units, err));
    TRY(corral_array_new(&c->start, (size_t)n + 1, sizeof *c->start, err));
    TRY(corral_array_new(&c->place_of, n, sizeof *c->place_of, err));
    TRY(corral_array_new(&c->leader, (size_t)n * CHAINS, sizeof *c->leader, err));
    TRY(corral_array_new(&c->now, PIECE_MOST, sizeof *c->now, err));
    TRY(corral_array_new(&c->scratch, 2 * PIECE_MOST, sizeof *c->scratch, err));
    TRY(corral_array_new(&c->gain, PIECE_MOST, sizeof *c->gain, err));
    TRY(corral_array_new(&c->is_seen, n, sizeof *c->is_seen, err));
done:
    return status;
}

corral_status search_pieces(partition *p, const unit_components *components,
                            const search_task *task, corral_error *err)
{
    corral_status status = CORRAL_OK;
    cut c = {.p = p, .task = task, .first_status = CORRAL_OK};
    TRY(cut_init(&c, err));
    for (; c.turn < TURNS; c.turn++) {
        for (int large = 0; large < 2; large++) {
            c.chains = large ? 1 : CHAINS;
            cut_all(&c, components, large);
            if (c.count == 0) continue;
            improve_all(&c);
            if (c.first_status != CORRAL_OK)
                FAIL(CORRAL_NO_MEMORY, "out of memory searching groups");
            for (uint32_t k = 0; k < c.count; k++) apply(&c, k);
        }
    }
done:
    cut_release(&c);
    return status;
}
