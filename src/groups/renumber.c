/* Giving groups the numbers of an earlier grouping. */
#include "core/memory.h"
#include "groups/result.h"

typedef struct common_part {
    uint32_t place, before, count;
} common_part;

static int by_common(const void *left, const void *right)
{
    const common_part *x = left, *y = right;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    if (x->before != y->before) return x->before < y->before ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* How many coalitions each new group has in common with each old one; one entry a pair. */
static corral_status count_common(const corral_grouping *g, const uint32_t *before,
                                  common_part **list, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t capacity = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        size_t first = *count;
        for (uint32_t i = g->start[k]; i < g->start[k + 1]; i++) {
            uint32_t old = before[g->members[i]];
            size_t at = first;
            if (!old) continue;
            while (at < *count && (*list)[at].before != old) at++;
            if (at == *count) {
                TRY(corral_array_grow(list, &capacity, at + 1, sizeof **list, err));
                (*list)[(*count)++] = (common_part){k, old, 0};
            }
            (*list)[at].count++;
        }
    }
done:
    return status;
}

static int by_old_number(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

/* Each old number goes to one new group at most. `used` is sorted by number: a list of old ones. */
static corral_status match_numbers(corral_grouping *g, const uint32_t *before, uint32_t *number,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    common_part *list = NULL;
    uint32_t *used = NULL, used_count = 0, largest = 0;
    size_t count = 0;
    TRY(count_common(g, before, &list, &count, err));
    TRY(corral_array_new(&used, g->count, sizeof *used, err));
    if (count) qsort(list, count, sizeof *list, by_common);
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (before[a] > largest) largest = before[a];
    for (size_t i = 0; i < count; i++) {
        if (number[list[i].place]) continue;
        if (bsearch(&list[i].before, used, used_count, sizeof *used, by_old_number)) continue;
        number[list[i].place] = list[i].before;
        uint32_t at = used_count++;
        for (; at > 0 && used[at - 1] > list[i].before; at--) used[at] = used[at - 1];
        used[at] = list[i].before;
    }
    for (uint32_t k = 0; k < g->count; k++) {
        if (number[k]) continue;
        if (largest == UINT32_MAX)
            FAIL(CORRAL_BAD_USE, "group numbers must be below %u to leave one for a new group",
                 UINT32_MAX);
        number[k] = ++largest;
    }
done:
    free(list);
    free(used);
    return status;
}

corral_status corral_grouping_renumber(corral_grouping *g, const uint32_t *before,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *number = NULL, *of = NULL;
    corral_grouping fresh = *g; /* shares what is by coalition */
    fresh.count = 0;
    fresh.number = fresh.start = fresh.members = NULL;
    fresh.part = fresh.stability = NULL;
    TRY(corral_array_new(&number, g->count, sizeof *number, err));
    TRY(corral_array_new(&of, g->coalition_count, sizeof *of, err));
    TRY(match_numbers(g, before, number, err));
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (g->place[a] != UINT32_MAX) of[a] = number[g->place[a]];
    TRY(grouping_order(&fresh, of, true, err));
    /* A group's first member knows its new place. */
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (g->next[a] != UINT32_MAX) g->next[a] = g->place[g->members[g->start[g->next[a]]]];
    corral_grouping old = *g;
    *g = fresh;
    fresh = old;
done:
    grouping_groups_release(&fresh);
    free(number);
    free(of);
    return status;
}
