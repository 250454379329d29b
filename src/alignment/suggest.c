/* What other groups suggest to a table, where there are enough of them: what goes together. */
#include <stdlib.h>
#include <string.h>

#include "alignment/align.h"
#include "core/memory.h"

typedef struct suggestion {
    uint32_t item, reason;
    size_t both, all; /* groups that have both, and that have the item */
    double lift;      /* how much more frequent the item is where the reason is */
} suggestion;

static int by_strength(const void *left, const void *right)
{
    const suggestion *x = left, *y = right;
    if (x->lift != y->lift) return x->lift > y->lift ? -1 : 1;
    if (x->both != y->both) return x->both > y->both ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Whether the table has it, or it is suggested already. */
static bool is_taken(const corral_alignment *a, uint32_t item)
{
    uint32_t same = corral_region_item_same(a->region, item);
    for (size_t k = 0; k < a->row_count; k++)
        if (a->rows[k].row.klass == CORRAL_ALIGN_CONSIDER && a->rows[k].row.item_count &&
            corral_region_item_same(a->region, a->rows[k].items[0]) == same)
            return true;
    for (size_t i = 0; i < a->count; i++)
        if (alignment_has_any(a->region, a->coalitions[i], item)) return true;
    return false;
}

static corral_status add(corral_alignment *a, uint32_t item, alignment_row **row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facet = corral_region_item_facet(a->region, item);
    TRY(alignment_row_new(a, facet, CORRAL_ALIGN_CONSIDER, row, err));
    for (size_t i = 0; i < a->count; i++)
        (*row)->row.unknown +=
            corral_region_known(a->region, a->coalitions[i], facet) != CORRAL_KNOWN_YES;
    TRY(alignment_push(&(*row)->items, &(*row)->item_capacity, &(*row)->row.item_count, item, err));
    TRY(alignment_find_elsewhere(a->region, item, *row, err));
done:
    return status;
}

/* Of items first to end - 1: in how many groups each is; only groups that also have `with`, unless
 * that is UINT32_MAX. */
static corral_status count_groups(const corral_alignment *a, uint32_t with, uint32_t first,
                                  uint32_t end, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const uint32_t *group_of = a->options.group_of;
    unsigned char *has = NULL;
    uint32_t *seen = NULL;
    TRY(corral_array_new(&has, a->options.group_count, 1, err));
    TRY(corral_array_new(&seen, a->options.group_count, sizeof *seen, err));
    for (uint32_t c = 0; c < corral_region_coalition_count(a->region); c++)
        if (group_of[c] != UINT32_MAX &&
            (with == UINT32_MAX || alignment_has_any(a->region, c, with)))
            has[group_of[c]] = 1;
    for (uint32_t j = first; j < end; j++) {
        corral_seats holders = corral_region_holders(a->region, j);
        for (size_t k = 0; k < holders.count; k++) {
            uint32_t g = group_of[holders.index[k]];
            if (g == UINT32_MAX || !has[g] || seen[g] == j + 1) continue;
            seen[g] = j + 1;
            count[j - first]++;
        }
    }
done:
    free(has);
    free(seen);
    return status;
}

/* best[k]: for item first + k, which of the table's items makes it most frequent. */
static corral_status find_lifts(const corral_alignment *a, uint32_t first, uint32_t end,
                                suggestion *best, corral_error *err)
{
    enum { LEAST = 3 }; /* groups that have both */
    corral_status status = CORRAL_OK;
    size_t *all = NULL, *both = NULL, n = end - first;
    TRY(corral_array_new(&all, n, sizeof *all, err));
    TRY(corral_array_new(&both, n, sizeof *both, err));
    TRY(count_groups(a, UINT32_MAX, first, end, all, err));
    for (size_t r = 0; r < a->row_count; r++) {
        const corral_align_row *row = &a->rows[r].row;
        if (row->klass == CORRAL_ALIGN_CONSIDER || 2 * row->coalition_count < a->count) continue;
        uint32_t with = a->rows[r].items[0];
        size_t groups = 0;
        TRY(count_groups(a, UINT32_MAX, with, with + 1, &groups, err));
        memset(both, 0, n * sizeof *both);
        TRY(count_groups(a, with, first, end, both, err));
        for (size_t k = 0; k < n; k++) {
            double lift = both[k] < LEAST ? 0
                                          : (double)both[k] * a->options.group_count /
                                                ((double)all[k] * (double)groups);
            if (lift > best[k].lift)
                best[k] = (suggestion){first + (uint32_t)k, with, both[k], all[k], lift};
        }
    }
done:
    free(all);
    free(both);
    return status;
}

static corral_status add_lift(corral_alignment *a, const suggestion *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    alignment_row *row;
    size_t groups = 0;
    TRY(count_groups(a, UINT32_MAX, s->reason, s->reason + 1, &groups, err));
    TRY(add(a, s->item, &row, err));
    TRY(corral_text_printf(&row->why, err,
                           "%zu of the %zu groups with \"%s\" have it, of all %u groups %zu: %.1f "
                           "times as often",
                           s->both, groups, corral_region_item_name(a->region, s->reason),
                           a->options.group_count, s->all, s->lift));
done:
    return status;
}

corral_status alignment_suggest(corral_alignment *a, uint32_t facet, corral_error *err)
{
    static const double least = 2; /* twice as often as elsewhere */
    corral_status status = CORRAL_OK;
    suggestion *best = NULL;
    size_t count = 0;
    uint32_t first, end;
    if (!a->options.group_of || a->options.group_count < CORRAL_ALIGN_GROUPS) return CORRAL_OK;
    corral_region_facet_items(a->region, facet, &first, &end);
    TRY(corral_array_new(&best, end - first, sizeof *best, err));
    TRY(find_lifts(a, first, end, best, err));
    for (size_t k = 0; k < end - first; k++)
        if (best[k].lift >= least && !is_taken(a, best[k].item)) best[count++] = best[k];
    if (count) qsort(best, count, sizeof *best, by_strength);
    for (size_t k = 0; k < count && k < CORRAL_ALIGN_SUGGESTED; k++)
        TRY(add_lift(a, &best[k], err));
done:
    free(best);
    return status;
}
