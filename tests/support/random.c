/* Drawing rows, shuffling them, building them. */
#include "random.h"

#include <stdio.h>
#include <stdlib.h>

#include "small.h"

uint64_t random_word(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1du;
}

uint32_t random_below(uint64_t *state, uint32_t count)
{
    return (uint32_t)((random_word(state) >> 32) * count >> 32);
}

double random_share(uint64_t *state)
{
    return (double)(random_word(state) >> 11) * 0x1p-53;
}

static void *grown(void *array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity) return array;
    *capacity = 2 * needed + 16;
    array = realloc(array, *capacity * size);
    assert_non_null(array);
    return array;
}

static void add(random_rows *rows, random_row row)
{
    rows->rows = grown(rows->rows, &rows->capacity, rows->count + 1, sizeof row);
    rows->rows[rows->count++] = row;
}

static const char *const FACETS[] = {"member", "goal", "target", "issue", "strategy", "population"};

/* What is known of one facet of one coalition: nothing, or seats among the items. */
static void add_facet(random_rows *rows, const random_shape *shape, uint32_t coalition,
                      uint32_t facet, uint64_t *chance)
{
    random_row row = {.weight = 1, .known = CORRAL_SAID_YES, .informant = ""};
    snprintf(row.coalition, sizeof row.coalition, "c%03u", coalition % 1000);
    snprintf(row.facet, sizeof row.facet, "%s", FACETS[facet]);
    if (random_share(chance) < shape->unknown) {
        row.known = CORRAL_SAID_NO;
        add(rows, row);
        return;
    }
    if (random_share(chance) < shape->partial) row.known = CORRAL_SAID_PARTIAL;
    add(rows, row);
    for (uint32_t j = 0; j < shape->items; j++) {
        if (random_share(chance) >= shape->density) continue;
        snprintf(row.item, sizeof row.item, "i%03u", j % 1000);
        row.weight = shape->weights ? (1 + random_below(chance, 8)) / 8.0 : 1;
        row.informant = "";
        add(rows, row);
        if (shape->disputed <= 0 || random_share(chance) >= shape->disputed) continue;
        row.weight = 0;
        row.informant = "somebody else";
        add(rows, row);
    }
}

/* An item lies within one of a larger number, so that no chain closes. */
static void add_within(random_rows *rows, const random_shape *shape, uint32_t facet,
                       uint64_t *chance)
{
    for (uint32_t j = 0; j + 1 < shape->items; j++) {
        random_within w;
        if (random_share(chance) >= shape->within) continue;
        uint32_t parent = j + 1 + random_below(chance, shape->items - j - 1);
        snprintf(w.facet, sizeof w.facet, "%s", FACETS[facet]);
        snprintf(w.child, sizeof w.child, "i%03u", j % 1000);
        snprintf(w.parent, sizeof w.parent, "i%03u", parent % 1000);
        rows->within =
            grown(rows->within, &rows->within_capacity, rows->within_count + 1, sizeof w);
        rows->within[rows->within_count++] = w;
    }
}

random_rows random_rows_new(const random_shape *shape, uint64_t seed)
{
    random_rows rows = {0};
    uint64_t chance = seed * 2 + 1;
    for (int i = 0; i < 8; i++) random_word(&chance);
    for (uint32_t f = 0; f < shape->facets; f++) {
        for (uint32_t a = 0; a < shape->coalitions; a++) add_facet(&rows, shape, a, f, &chance);
        add_within(&rows, shape, f, &chance);
    }
    return rows;
}

void random_rows_shuffle(random_rows *rows, uint64_t seed)
{
    uint64_t chance = seed * 2 + 1;
    for (size_t i = rows->count; i > 1; i--) {
        size_t j = random_below(&chance, (uint32_t)i);
        random_row kept = rows->rows[i - 1];
        rows->rows[i - 1] = rows->rows[j];
        rows->rows[j] = kept;
    }
}

void random_rows_release(random_rows *rows)
{
    free(rows->rows);
    free(rows->within);
    *rows = (random_rows){0};
}

corral_region *random_rows_region(const random_rows *rows)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (size_t i = 0; i < rows->within_count; i++)
        small_within(builder, rows->within[i].facet, rows->within[i].child, rows->within[i].parent);
    for (size_t i = 0; i < rows->count; i++) {
        const random_row *from = &rows->rows[i];
        corral_row row = CORRAL_ROW_INIT;
        row.coalition = from->coalition;
        row.facet = from->facet;
        row.item = from->item;
        row.weight = from->weight;
        row.known = (corral_said_known)from->known;
        row.informant = from->informant;
        assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    }
    return small_finish(builder);
}

corral_region *random_region(const random_shape *shape, uint64_t seed)
{
    random_rows rows = random_rows_new(shape, seed);
    corral_region *region = random_rows_region(&rows);
    random_rows_release(&rows);
    return region;
}
