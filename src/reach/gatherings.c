/* Sessions whose coalitions all take part in another session can be held in the same meeting.
 * Larger sets come first: a set is along with one that is no smaller, which is then on its own. */
#include "reach/gatherings.h"

#include "core/memory.h"

/* A gathering of which a coalition is part, in a list by coalition. */
typedef struct entry {
    size_t set, next; /* SIZE_MAX: the last */
} entry;

typedef struct gatherer {
    const corral_coalitions *sets;
    size_t *order, *first; /* first: by coalition */
    entry *entries;
    size_t count, capacity;
} gatherer;

static int larger_first(const void *left, const void *right, void *sets)
{
    size_t i = *(const size_t *)left, j = *(const size_t *)right;
    const corral_coalitions *x = (const corral_coalitions *)sets + i;
    const corral_coalitions *y = (const corral_coalitions *)sets + j;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return i < j ? -1 : i > j;
}

static bool holds(const corral_coalitions *all, const corral_coalitions *some)
{
    size_t k = 0;
    for (size_t i = 0; i < all->count && k < some->count; i++) k += all->index[i] == some->index[k];
    return k == some->count;
}

/* Gatherings stand in their list latest first: the last that holds the set is the first found. */
static size_t find(const gatherer *g, size_t i)
{
    size_t found = i;
    for (size_t e = g->first[g->sets[i].index[0]]; e != SIZE_MAX; e = g->entries[e].next)
        if (holds(&g->sets[g->entries[e].set], &g->sets[i])) found = g->entries[e].set;
    return found;
}

static corral_status begin_gathering(gatherer *g, size_t i, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&g->entries, &g->capacity, g->count + g->sets[i].count,
                          sizeof *g->entries, err));
    for (size_t k = 0; k < g->sets[i].count; k++) {
        size_t *first = &g->first[g->sets[i].index[k]];
        g->entries[g->count] = (entry){i, *first};
        *first = g->count++;
    }
done:
    return status;
}

corral_status reach_gather(const corral_coalitions *sets, size_t count, uint32_t coalitions,
                           size_t *along, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gatherer g = {.sets = sets};
    TRY(corral_array_new(&g.order, count, sizeof *g.order, err));
    TRY(corral_array_new(&g.first, coalitions, sizeof *g.first, err));
    for (uint32_t a = 0; a < coalitions; a++) g.first[a] = SIZE_MAX;
    for (size_t i = 0; i < count; i++) g.order[i] = i;
    if (count) qsort_r(g.order, count, sizeof *g.order, larger_first, (void *)(uintptr_t)sets);
    for (size_t k = 0; k < count; k++) {
        size_t i = g.order[k];
        along[i] = find(&g, i);
        if (along[i] == i) TRY(begin_gathering(&g, i, err));
    }
done:
    free(g.order);
    free(g.first);
    free(g.entries);
    return status;
}
