/* Pieces: loading, moving, and local moves: a place joins another group, leaves to stand alone, or
 * takes a seat in a full group from a place that then goes where the first one was, or stands
 * alone. */
#include "groups/piece.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

void piece_release(piece *e)
{
    free(e->margin);
    free(e->size);
    free(e->start);
    free(e->to);
    free(e->group);
    free(e->member);
    free(e->filled);
    free(e->seats);
    free(e->empty);
    free(e->empty_at);
    free(e->stamp);
    free(e->queue);
    free(e->is_queued);
    free(e->journal);
    *e = (piece){0};
}

corral_status piece_init(piece *e, uint32_t capacity, uint32_t max_size, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t n = capacity;
    *e = (piece){.capacity = capacity, .max_size = max_size};
    e->width = max_size < capacity ? max_size : capacity;
    TRY(corral_array_new(&e->margin, n * n, sizeof(double), err));
    TRY(corral_array_new(&e->size, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&e->start, n + 1, sizeof(uint32_t), err));
    TRY(corral_array_new(&e->group, n, sizeof(uint16_t), err));
    TRY(corral_array_new(&e->member, n * (e->width + 1), sizeof(uint16_t), err));
    TRY(corral_array_new(&e->filled, n, sizeof(uint16_t), err));
    TRY(corral_array_new(&e->seats, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&e->empty, n, sizeof(uint16_t), err));
    TRY(corral_array_new(&e->empty_at, n, sizeof(uint16_t), err));
    TRY(corral_array_new(&e->stamp, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&e->queue, n, sizeof(uint16_t), err));
    TRY(corral_array_new(&e->is_queued, n, 1, err));
done:
    return status;
}

/* ---- loading ---- */

static double *row_of(const piece *e, uint32_t u)
{
    return e->margin + (size_t)u * e->count;
}

static void fill_margins(piece *e, const partition *p, const uint32_t *place_of)
{
    const unit_graph *g = p->graph;
    uint32_t n = e->count;
    for (uint32_t i = 0; i < n; i++) {
        double *row = row_of(e, i);
        for (uint32_t j = 0; j < n; j++) row[j] = -p->resolution * e->size[i] * e->size[j];
        row[i] = 0;
        unit_row pairs = unit_graph_row(g, e->units[i]);
        for (size_t k = 0; k < pairs.count; k++) {
            uint32_t j = place_of[pairs.to[k]];
            if (j < n && e->units[j] == pairs.to[k]) row[j] += pairs.sum[k];
        }
        for (size_t k = g->apart_start ? g->apart_start[e->units[i]] : 0;
             g->apart_start && k < g->apart_start[e->units[i] + 1]; k++) {
            uint32_t j = place_of[g->apart_to[k]];
            if (j < n && e->units[j] == g->apart_to[k]) row[j] = -INFINITY;
        }
    }
}

static corral_status fill_neighbours(piece *e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = 0;
    for (uint32_t i = 0; i < e->count; i++) {
        const double *row = row_of(e, i);
        TRY(corral_array_grow(&e->to, &e->to_capacity, count + e->count, sizeof *e->to, err));
        for (uint32_t j = 0; j < e->count; j++)
            if (row[j] > 0 && i != j) e->to[count++] = (uint16_t)j;
        e->start[i + 1] = (uint32_t)count;
    }
done:
    return status;
}

static void seat(piece *e, uint32_t u, uint32_t g)
{
    e->group[u] = (uint16_t)g;
    e->member[(size_t)g * e->width + e->filled[g]++] = (uint16_t)u;
    e->seats[g] += e->size[u];
}

corral_status piece_load(piece *e, const partition *p, const uint32_t *units, uint32_t count,
                         const uint32_t *place_of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    e->count = count;
    e->units = units;
    e->empty_count = e->queue_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        e->size[i] = unit_size(p->graph, units[i]);
        e->is_queued[i] = 0;
    }
    fill_margins(e, p, place_of);
    TRY(fill_neighbours(e, err));
    for (uint32_t i = 0; i < count; i++)
        e->group[i] = (uint16_t)place_of[p->head[p->group[units[i]]]];
    memset(e->stamp, 0, count * sizeof *e->stamp);
    e->stamp_now = 0;
    piece_regroup(e, e->group);
done:
    return status;
}

void piece_regroup(piece *e, const uint16_t *group)
{
    memset(e->filled, 0, e->count * sizeof *e->filled);
    memset(e->seats, 0, e->count * sizeof *e->seats);
    for (uint32_t u = 0; u < e->count; u++) seat(e, u, group[u]);
    e->empty_count = 0;
    for (uint32_t g = 0; g < e->count; g++) {
        e->empty_at[g] = (uint16_t)e->empty_count;
        if (e->filled[g] == 0) e->empty[e->empty_count++] = (uint16_t)g;
    }
    e->journal_count = 0;
}

/* ---- moving ---- */

static void relocate(piece *e, uint32_t u, uint32_t g)
{
    uint32_t from = e->group[u];
    uint16_t *member = e->member + (size_t)from * e->width;
    uint32_t at = 0;
    while (member[at] != u) at++;
    member[at] = member[--e->filled[from]];
    e->seats[from] -= e->size[u];
    if (e->filled[from] == 0) {
        e->empty_at[from] = (uint16_t)e->empty_count;
        e->empty[e->empty_count++] = (uint16_t)from;
    }
    if (e->filled[g] == 0) {
        uint16_t last = e->empty[--e->empty_count];
        e->empty[e->empty_at[g]] = last;
        e->empty_at[last] = e->empty_at[g];
    }
    seat(e, u, g);
}

void piece_move(piece *e, uint32_t u, uint32_t group)
{
    uint32_t g = group == NO_PLACE ? e->empty[e->empty_count - 1] : group;
    if (g == e->group[u] || e->out_of_memory) return;
    if (corral_array_grow(&e->journal, &e->journal_capacity, e->journal_count + 2,
                          sizeof *e->journal, NULL) != CORRAL_OK) {
        e->out_of_memory = true;
        return;
    }
    e->journal[e->journal_count++] = (uint16_t)u;
    e->journal[e->journal_count++] = e->group[u];
    relocate(e, u, g);
}

void piece_undo(piece *e)
{
    while (e->journal_count > 0) {
        e->journal_count -= 2;
        relocate(e, e->journal[e->journal_count], e->journal[e->journal_count + 1]);
    }
}

void piece_queue(piece *e, uint32_t u)
{
    if (e->is_queued[u]) return;
    e->is_queued[u] = 1;
    uint32_t at = e->queue_first + e->queue_count++;
    e->queue[at >= e->capacity ? at - e->capacity : at] = (uint16_t)u;
}

static uint32_t pop(piece *e)
{
    uint32_t u = e->queue[e->queue_first];
    e->queue_first = e->queue_first + 1 == e->capacity ? 0 : e->queue_first + 1;
    e->queue_count--;
    e->is_queued[u] = 0;
    return u;
}

/* ---- local moves ---- */

typedef struct move {
    double gain;
    uint32_t group;   /* to join; NO_PLACE: to stand alone */
    uint32_t evicted; /* place that makes room; NO_PLACE: none */
    bool takes_place; /* the evicted one goes to the group that was left */
} move;

double piece_part(const piece *e, uint32_t u, uint32_t g, uint32_t missing)
{
    const double *row = row_of(e, u);
    const uint16_t *member = e->member + (size_t)g * e->width;
    double sum = 0;
    for (uint32_t k = 0; k < e->filled[g]; k++)
        if (member[k] != u && member[k] != missing) sum += row[member[k]];
    return sum;
}

static void consider(move *best, double gain, uint32_t group, uint32_t evicted, bool takes_place)
{
    if (gain > best->gain) *best = (move){gain, group, evicted, takes_place};
}

/* Only moves by which u itself gains: if the other one gains, it will find them. */
static void consider_swaps(const piece *e, uint32_t u, uint32_t g, double part_now, move *best)
{
    uint32_t own = e->group[u];
    const uint16_t *member = e->member + (size_t)g * e->width;
    const double *row = row_of(e, u);
    double whole = piece_part(e, u, g, NO_PLACE);
    for (uint32_t k = 0; k < e->filled[g]; k++) {
        uint32_t v = member[k];
        if (e->seats[g] - e->size[v] + e->size[u] > e->max_size) continue;
        double part = isinf(whole) ? piece_part(e, u, g, v) : whole - row[v];
        if (part - part_now <= GROUPS_LEAST_GAIN) continue;
        double gain = part - part_now - piece_part(e, v, g, NO_PLACE);
        consider(best, gain, g, v, false);
        if (e->seats[own] - e->size[u] + e->size[v] <= e->max_size)
            consider(best, gain + piece_part(e, v, own, u), g, v, true);
    }
}

static move best_move(piece *e, uint32_t u)
{
    uint32_t own = e->group[u];
    double part_now = piece_part(e, u, own, NO_PLACE);
    move best = {GROUPS_LEAST_GAIN, NO_PLACE, NO_PLACE, false};
    if (e->filled[own] > 1) consider(&best, -part_now, NO_PLACE, NO_PLACE, false);
    e->stamp[own] = ++e->stamp_now;
    for (uint32_t k = e->start[u]; k < e->start[u + 1]; k++) {
        uint32_t g = e->group[e->to[k]];
        if (e->stamp[g] == e->stamp_now) continue;
        e->stamp[g] = e->stamp_now;
        if (e->seats[g] + e->size[u] > e->max_size)
            consider_swaps(e, u, g, part_now, &best);
        else
            consider(&best, piece_part(e, u, g, NO_PLACE) - part_now, g, NO_PLACE, false);
    }
    return best;
}

static void queue_around(piece *e, uint32_t u, uint32_t left)
{
    const uint16_t *member = e->member + (size_t)left * e->width;
    for (uint32_t k = 0; k < e->filled[left]; k++) piece_queue(e, member[k]);
    for (uint32_t k = e->start[u]; k < e->start[u + 1]; k++) piece_queue(e, e->to[k]);
    member = e->member + (size_t)e->group[u] * e->width;
    for (uint32_t k = 0; k < e->filled[e->group[u]]; k++) piece_queue(e, member[k]);
}

double piece_moves(piece *e)
{
    double gained = 0;
    while (e->queue_count > 0 && !e->out_of_memory) {
        uint32_t u = pop(e), own = e->group[u];
        move m = best_move(e, u);
        if (m.gain <= GROUPS_LEAST_GAIN) continue;
        if (m.evicted != NO_PLACE) {
            /* Room first: the one that leaves waits alone. */
            bool is_last = e->filled[own] == 1;
            piece_move(e, m.evicted, NO_PLACE);
            piece_move(e, u, m.group);
            if (m.takes_place && !is_last) piece_move(e, m.evicted, own);
            queue_around(e, m.evicted, own);
        } else {
            piece_move(e, u, m.group);
        }
        queue_around(e, u, own);
        gained += m.gain;
    }
    while (e->queue_count > 0) pop(e);
    return gained;
}
