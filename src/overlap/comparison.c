/* The comparison chart: collect the items of the coalitions, count, sort into blocks. */
#include "corral/comparison.h"

#include "core/memory.h"
#include "core/order.h"
#include "core/text.h"

#include <string.h>

struct corral_comparison {
    corral_comparison_row *rows;
    size_t count;
    size_t block_count[CORRAL_BLOCK_COUNT];
};

/* What is being compared. */
typedef struct table {
    const corral_region *region;
    const uint32_t *coalitions;
    size_t count;
    corral_comparison_options options;
    uint32_t *items; /* those that get a row, at first repeated */
    size_t item_count, capacity;
} table;

static bool has_facet(const table *t, uint32_t item)
{
    uint32_t facet = corral_region_item_facet(t->region, item);
    if (t->options.facets) return t->options.facets[facet] != 0;
    return strcmp(corral_region_facet_name(t->region, facet), "partner") != 0;
}

static corral_status check(const table *t, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (t->count < 2)
        FAIL(CORRAL_BAD_USE, "a comparison needs two coalitions or more, got %zu", t->count);
    if (t->count > CORRAL_COMPARISON_MOST)
        FAIL(CORRAL_BAD_USE,
             "a chart of more than %d coalitions cannot be read at a table, got %zu",
             CORRAL_COMPARISON_MOST, t->count);
    for (size_t i = 0; i < t->count; i++) {
        if (t->coalitions[i] >= corral_region_coalition_count(t->region))
            FAIL(CORRAL_BAD_USE, "no coalition %u in the region of %u", t->coalitions[i],
                 corral_region_coalition_count(t->region));
        for (size_t k = 0; k < i; k++)
            if (t->coalitions[k] == t->coalitions[i])
                FAIL(CORRAL_BAD_USE, "coalition %s is named twice",
                     CORRAL_QUOTE(corral_region_id(t->region, t->coalitions[i])));
    }
done:
    return status;
}

/* ---- which items ---- */

static corral_status add_item(table *t, uint32_t item, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!has_facet(t, item)) return CORRAL_OK;
    TRY(corral_array_grow(&t->items, &t->capacity, t->item_count + 1, sizeof *t->items, err));
    t->items[t->item_count++] = item;
done:
    return status;
}

/* What it has, and what informants differ on. */
static corral_status add_items(table *t, uint32_t a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats seats = corral_region_footprint(t->region, a);
    size_t statements = corral_region_statement_count(t->region, a);
    for (size_t i = 0; i < seats.count; i++) TRY(add_item(t, seats.index[i], err));
    for (size_t k = 0; k < statements; k++) {
        uint32_t item = corral_region_statement(t->region, a, k).item;
        if (corral_region_cell(t->region, a, item) == CORRAL_CELL_DISPUTED)
            TRY(add_item(t, item, err));
    }
done:
    return status;
}

/* ---- rows ---- */

static bool has_weight(const corral_region *region, uint32_t a, uint32_t item)
{
    corral_seats seats = corral_region_footprint(region, a);
    return seats.count && bsearch(&item, seats.index, seats.count, sizeof item, corral_by_number);
}

static corral_block block_of(const corral_comparison_row *row, size_t coalitions)
{
    if (row->count == coalitions) return CORRAL_BLOCK_ALL;
    if (row->count < 2) return CORRAL_BLOCK_ONE;
    if (2 * row->count > row->known && 2 * row->known > coalitions) return CORRAL_BLOCK_MOST;
    return CORRAL_BLOCK_SOME;
}

static corral_comparison_row row_of(const table *t, uint32_t item)
{
    corral_comparison_row row = {.item = item};
    for (size_t i = 0; i < t->count; i++) {
        corral_cell cell = corral_region_cell(t->region, t->coalitions[i], item);
        bool has = has_weight(t->region, t->coalitions[i], item);
        row.count += has;
        row.known += has || cell == CORRAL_CELL_NO;
    }
    row.block = block_of(&row, t->count);
    return row;
}

static int by_place(const void *left, const void *right, void *about)
{
    const corral_region *region = about;
    const corral_comparison_row *x = left, *y = right;
    uint32_t x_facet = corral_region_item_facet(region, x->item);
    uint32_t y_facet = corral_region_item_facet(region, y->item);
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    if (x_facet != y_facet) return x_facet < y_facet ? -1 : 1;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static corral_status add_rows(const table *t, corral_comparison *comparison, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&comparison->rows, t->item_count, sizeof *comparison->rows, err));
    for (size_t k = 0; k < t->item_count; k++) {
        if (k && t->items[k] == t->items[k - 1]) continue;
        corral_comparison_row row = row_of(t, t->items[k]);
        if (row.count < t->options.sharers && t->options.sharers > 1) continue;
        comparison->rows[comparison->count++] = row;
        comparison->block_count[row.block]++;
    }
    if (comparison->count)
        qsort_r(comparison->rows, comparison->count, sizeof *comparison->rows, by_place,
                (void *)(uintptr_t)t->region);
done:
    return status;
}

corral_status corral_comparison_new(const corral_region *region, const uint32_t *coalitions,
                                    size_t count, const corral_comparison_options *options,
                                    corral_comparison **out, corral_error *err)
{
    static const corral_comparison_options plain = CORRAL_COMPARISON_OPTIONS_INIT;
    corral_status status = CORRAL_OK;
    corral_comparison *comparison = NULL;
    table t = {region, coalitions, count, options ? *options : plain, NULL, 0, 0};
    TRY(check(&t, err));
    TRY(corral_array_new(&comparison, 1, sizeof *comparison, err));
    for (size_t i = 0; i < count; i++) TRY(add_items(&t, coalitions[i], err));
    if (t.item_count) qsort(t.items, t.item_count, sizeof *t.items, corral_by_number);
    TRY(add_rows(&t, comparison, err));
    *out = comparison;
    comparison = NULL;
done:
    free(t.items);
    corral_comparison_free(comparison);
    return status;
}

void corral_comparison_free(corral_comparison *comparison)
{
    if (!comparison) return;
    free(comparison->rows);
    free(comparison);
}

size_t corral_comparison_count(const corral_comparison *comparison)
{
    return comparison->count;
}

corral_comparison_row corral_comparison_at(const corral_comparison *comparison, size_t row)
{
    return comparison->rows[row];
}

size_t corral_comparison_block_count(const corral_comparison *comparison, corral_block block)
{
    return comparison->block_count[block];
}
