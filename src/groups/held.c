/* What holds a group together: the items that bring most of its similarities. */
#include "core/memory.h"
#include "groups/result.h"

typedef struct item_part {
    uint32_t item;
    double part;
} item_part;

static int by_item(const void *left, const void *right)
{
    uint32_t x = ((const item_part *)left)->item, y = ((const item_part *)right)->item;
    return x < y ? -1 : x > y;
}

static int by_item_part(const void *left, const void *right)
{
    const item_part *x = left, *y = right;
    if (x->part != y->part) return x->part > y->part ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

typedef struct part_list {
    item_part *list;
    size_t count, capacity;
    uint32_t *item;
    double *part;
    size_t capacity_item, capacity_part;
} part_list;

static corral_status explain_pair(const corral_grouping *g, part_list *l, uint32_t a, uint32_t b,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t shared = corral_similarity_explain(g->similarity, a, b, NULL, NULL, 0);
    TRY(corral_array_grow(&l->item, &l->capacity_item, shared, sizeof *l->item, err));
    TRY(corral_array_grow(&l->part, &l->capacity_part, shared, sizeof *l->part, err));
    TRY(corral_array_grow(&l->list, &l->capacity, l->count + shared, sizeof *l->list, err));
    corral_similarity_explain(g->similarity, a, b, l->item, l->part, shared);
    for (size_t i = 0; i < shared; i++) l->list[l->count++] = (item_part){l->item[i], l->part[i]};
done:
    return status;
}

/* Parts of one item by value, so that equal sums are added in one order. */
static int by_item_then_part(const void *left, const void *right)
{
    int order = by_item(left, right);
    return order ? order : by_item_part(left, right);
}

static size_t add_up(item_part *list, size_t count)
{
    size_t kept = 0;
    if (count) qsort(list, count, sizeof *list, by_item_then_part);
    for (size_t i = 0; i < count; i++) {
        if (kept && list[kept - 1].item == list[i].item)
            list[kept - 1].part += list[i].part;
        else
            list[kept++] = list[i];
    }
    return kept;
}

corral_status corral_grouping_held_by(const corral_grouping *g, uint32_t place, size_t room,
                                      uint32_t *item, double *part, size_t *filled,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    part_list l = {0};
    double whole = 0;
    uint32_t end = g->start[place + 1];
    for (uint32_t i = g->start[place]; g->pairs && i < end; i++) {
        corral_pair_row row = corral_pairs_row(g->pairs, g->members[i]);
        for (size_t k = 0; k < row.count; k++) {
            if (row.to[k] < g->members[i] || g->place[row.to[k]] != place) continue;
            whole += row.similarity[k];
            TRY(explain_pair(g, &l, g->members[i], row.to[k], err));
        }
    }
    l.count = add_up(l.list, l.count);
    if (l.count) qsort(l.list, l.count, sizeof *l.list, by_item_part);
    *filled = l.count < room ? l.count : room;
    for (size_t i = 0; i < *filled; i++) {
        item[i] = l.list[i].item;
        part[i] = whole > 0 ? l.list[i].part / whole : 0;
    }
done:
    free(l.list);
    free(l.item);
    free(l.part);
    return status;
}
