/* Keeping the partition: moving units, linking, taking moves back. */
#include "groups/partition.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

corral_status partition_init(partition *p, const unit_graph *graph, double resolution,
                             uint32_t max_size, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = graph->count;
    *p = (partition){.graph = graph, .resolution = resolution, .max_size = max_size};
    TRY(corral_array_new(&p->group, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->head, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->next, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->before, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->size, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->free_group, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->link, n, sizeof(double), err));
    TRY(corral_array_new(&p->touched, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->is_touched, n, 1, err));
    for (uint32_t u = 0; u < n; u++) {
        p->group[u] = p->head[u] = u;
        p->next[u] = p->before[u] = NO_UNIT;
        p->size[u] = unit_size(graph, u);
    }
done:
    return status;
}

void partition_release(partition *p)
{
    free(p->group);
    free(p->head);
    free(p->next);
    free(p->before);
    free(p->size);
    free(p->free_group);
    free(p->link);
    free(p->touched);
    free(p->is_touched);
    free(p->journal);
    *p = (partition){0};
}

/* ---- moving ---- */

static void take_out(partition *p, uint32_t u)
{
    uint32_t g = p->group[u];
    if (p->before[u] == NO_UNIT)
        p->head[g] = p->next[u];
    else
        p->next[p->before[u]] = p->next[u];
    if (p->next[u] != NO_UNIT) p->before[p->next[u]] = p->before[u];
    p->size[g] -= unit_size(p->graph, u);
    if (p->head[g] == NO_UNIT) p->free_group[p->free_count++] = g;
}

static void put_in(partition *p, uint32_t u, uint32_t g)
{
    /* An empty group in use again is the top of the stack: partition_free_group gives no other, and
     * taking moves back runs in reverse. */
    if (p->head[g] == NO_UNIT) {
        uint32_t at = p->free_count;
        while (at-- > 0 && p->free_group[at] != g) {
        }
        p->free_group[at] = p->free_group[--p->free_count];
    }
    p->group[u] = g;
    p->before[u] = NO_UNIT;
    p->next[u] = p->head[g];
    if (p->head[g] != NO_UNIT) p->before[p->head[g]] = u;
    p->head[g] = u;
    p->size[g] += unit_size(p->graph, u);
}

static void write_journal(partition *p, uint32_t u)
{
    if (corral_array_grow(&p->journal, &p->journal_capacity, p->journal_count + 2, sizeof(uint32_t),
                          NULL) != CORRAL_OK) {
        p->out_of_memory = true;
        return;
    }
    p->journal[p->journal_count++] = u;
    p->journal[p->journal_count++] = p->group[u];
}

void partition_move(partition *p, uint32_t unit, uint32_t group)
{
    if (p->group[unit] == group || p->out_of_memory) return;
    if (p->is_recording) write_journal(p, unit);
    if (p->out_of_memory) return;
    take_out(p, unit);
    put_in(p, unit, group);
}

uint32_t partition_free_group(const partition *p)
{
    return p->free_group[p->free_count - 1];
}

void partition_record(partition *p)
{
    p->is_recording = true;
    p->journal_count = 0;
}

void partition_undo(partition *p)
{
    p->is_recording = false;
    while (p->journal_count > 0) {
        uint32_t group = p->journal[p->journal_count - 1];
        uint32_t unit = p->journal[p->journal_count - 2];
        p->journal_count -= 2;
        take_out(p, unit);
        put_in(p, unit, group);
    }
}

void partition_keep(partition *p)
{
    p->is_recording = false;
    p->journal_count = 0;
}

/* ---- looking ---- */

void partition_link(partition *p, uint32_t unit)
{
    unit_row row = unit_graph_row(p->graph, unit);
    for (size_t i = 0; i < row.count; i++) {
        uint32_t g = p->group[row.to[i]];
        if (!p->is_touched[g]) {
            p->is_touched[g] = 1;
            p->touched[p->touched_count++] = g;
        }
        p->link[g] += row.sum[i];
    }
}

void partition_unlink(partition *p)
{
    for (uint32_t i = 0; i < p->touched_count; i++) {
        p->link[p->touched[i]] = 0;
        p->is_touched[p->touched[i]] = 0;
    }
    p->touched_count = 0;
}

double partition_between(const partition *p, uint32_t u, uint32_t v)
{
    unit_row row = unit_graph_row(p->graph, u), other = unit_graph_row(p->graph, v);
    uint32_t wanted = v;
    if (other.count < row.count) {
        row = other;
        wanted = u;
    }
    size_t low = 0, high = row.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (row.to[middle] == wanted) return row.sum[middle];
        if (row.to[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

bool partition_allowed(const partition *p, uint32_t unit, uint32_t group, uint32_t leaving)
{
    const unit_graph *g = p->graph;
    if (!g->apart_start) return true;
    for (size_t i = g->apart_start[unit]; i < g->apart_start[unit + 1]; i++)
        if (p->group[g->apart_to[i]] == group && g->apart_to[i] != leaving) return false;
    return true;
}

/* ---- a queue of units ---- */

corral_status unit_queue_init(unit_queue *q, uint32_t capacity, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *q = (unit_queue){.capacity = capacity};
    TRY(corral_array_new(&q->ring, capacity, sizeof(uint32_t), err));
    TRY(corral_array_new(&q->is_in, capacity, 1, err));
done:
    return status;
}

void unit_queue_release(unit_queue *q)
{
    free(q->ring);
    free(q->is_in);
    *q = (unit_queue){0};
}

void unit_queue_push(unit_queue *q, uint32_t unit)
{
    if (q->is_in[unit]) return;
    q->is_in[unit] = 1;
    uint32_t at = q->first + q->count++;
    q->ring[at >= q->capacity ? at - q->capacity : at] = unit;
}

uint32_t unit_queue_pop(unit_queue *q)
{
    uint32_t unit = q->ring[q->first];
    q->first = q->first + 1 == q->capacity ? 0 : q->first + 1;
    q->count--;
    q->is_in[unit] = 0;
    return unit;
}
