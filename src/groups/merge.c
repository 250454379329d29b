/* Merging: every unit begins alone; the merge that gains most comes first.
 *
 * A heap holds one entry a group, keyed by the gain of its best merge when that was last looked at.
 * Gains age as neighbours merge, so the top is looked at again: if it is still best it merges, else
 * it goes back with its new gain. */
#include "core/memory.h"
#include "groups/partition.h"

typedef struct offer {
    double gain;
    uint32_t group, version;
} offer;

typedef struct offers {
    offer *heap;
    size_t count, capacity;
    uint32_t *version; /* of each group; older offers are void */
} offers;

static bool is_before(offer x, offer y)
{
    return x.gain != y.gain ? x.gain > y.gain : x.group < y.group;
}

static corral_status push(offers *o, offer added, corral_error *err)
{
    corral_status status =
        corral_array_grow(&o->heap, &o->capacity, o->count + 1, sizeof added, err);
    if (status != CORRAL_OK) return status;
    size_t at = o->count++;
    while (at > 0 && is_before(added, o->heap[(at - 1) / 2])) {
        o->heap[at] = o->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    o->heap[at] = added;
    return CORRAL_OK;
}

static offer pop(offers *o)
{
    offer top = o->heap[0], last = o->heap[--o->count];
    size_t at = 0, child;
    while ((child = 2 * at + 1) < o->count) {
        if (child + 1 < o->count && is_before(o->heap[child + 1], o->heap[child])) child++;
        if (!is_before(o->heap[child], last)) break;
        o->heap[at] = o->heap[child];
        at = child;
    }
    if (o->count) o->heap[at] = last;
    return top;
}

static bool may_merge(const partition *p, uint32_t g, uint32_t h)
{
    if (p->size[g] + p->size[h] > p->max_size) return false;
    for (uint32_t u = p->head[g]; u != NO_UNIT; u = p->next[u])
        if (!partition_allowed(p, u, h, NO_UNIT)) return false;
    return true;
}

/* The group that gains most by joining g; NO_UNIT if none gains. */
static uint32_t best_partner(partition *p, uint32_t g, double *best_gain)
{
    uint32_t best = NO_UNIT;
    *best_gain = GROUPS_LEAST_GAIN;
    for (uint32_t u = p->head[g]; u != NO_UNIT; u = p->next[u]) partition_link(p, u);
    for (uint32_t i = 0; i < p->touched_count; i++) {
        uint32_t h = p->touched[i];
        if (h == g) continue;
        double gain = p->link[h] - p->resolution * p->size[g] * p->size[h];
        if (gain < *best_gain || (gain == *best_gain && h > best)) continue;
        if (!may_merge(p, g, h)) continue;
        *best_gain = gain;
        best = h;
    }
    partition_unlink(p);
    return best;
}

static corral_status offer_group(partition *p, offers *o, uint32_t g, corral_error *err)
{
    double gain;
    if (best_partner(p, g, &gain) == NO_UNIT) return CORRAL_OK;
    return push(o, (offer){gain, g, o->version[g]}, err);
}

static void merge(partition *p, offers *o, uint32_t g, uint32_t h)
{
    while (p->head[h] != NO_UNIT) partition_move(p, p->head[h], g);
    o->version[g]++;
    o->version[h]++;
}

static corral_status merge_best(partition *p, offers *o, corral_error *err)
{
    offer top = pop(o);
    double gain;
    if (top.version != o->version[top.group]) return CORRAL_OK;
    uint32_t partner = best_partner(p, top.group, &gain);
    if (partner == NO_UNIT) return CORRAL_OK;
    top.gain = gain;
    if (o->count && is_before(o->heap[0], top)) return push(o, top, err);
    merge(p, o, top.group, partner);
    return offer_group(p, o, top.group, err);
}

corral_status search_merge(partition *p, search_watch *watch, corral_error *err)
{
    corral_status status = CORRAL_OK;
    offers o = {0};
    size_t steps = 0;
    TRY(corral_array_new(&o.version, p->graph->count, sizeof(uint32_t), err));
    for (uint32_t g = 0; g < p->graph->count; g++) {
        if (g % 256 == 0 && !search_goes_on(watch, "merging groups", NAN)) goto done;
        if (p->head[g] != NO_UNIT) TRY(offer_group(p, &o, g, err));
    }
    while (o.count > 0) {
        if (++steps % 256 == 0 && !search_goes_on(watch, "merging groups", NAN)) break;
        TRY(merge_best(p, &o, err));
    }
done:
    free(o.heap);
    free(o.version);
    return status;
}
