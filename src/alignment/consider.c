/* What a list suggests to a table that nobody at it has. */
#include <string.h>

#include "alignment/align.h"
#include "core/memory.h"
#include "region/nearest.h"

bool alignment_lies_within(const corral_region *region, uint32_t item, uint32_t outer)
{
    uint32_t same = corral_region_item_same(region, outer);
    while (item != UINT32_MAX && corral_region_item_same(region, item) != same)
        item = corral_region_item_within(region, item);
    return item != UINT32_MAX;
}

bool alignment_has_any(const corral_region *region, uint32_t coalition, uint32_t outer)
{
    corral_seats seats = corral_region_footprint(region, coalition);
    for (size_t k = 0; k < seats.count; k++)
        if (alignment_lies_within(region, seats.index[k], outer)) return true;
    return false;
}

corral_status alignment_find_elsewhere(const corral_region *region, uint32_t outer,
                                       alignment_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    corral_region_facet_items(region, corral_region_item_facet(region, outer), &first, &end);
    for (uint32_t j = first; j < end; j++) {
        if (!alignment_lies_within(region, j, outer)) continue;
        corral_seats holders = corral_region_holders(region, j);
        for (size_t k = 0; k < holders.count; k++)
            TRY(alignment_push(&row->coalitions, &row->coalition_capacity,
                               &row->row.coalition_count, holders.index[k], err));
    }
    alignment_settle(row->coalitions, &row->row.coalition_count);
done:
    return status;
}

/* How many of the table serve it; all of them where it names none. */
static corral_status count_served(const corral_alignment *a, const char *population, size_t *count,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t item = UINT32_MAX, facet = corral_region_facet_find(a->region, "population");
    *count = a->count;
    if (!population || !*population) return CORRAL_OK;
    *count = 0;
    if (facet != UINT32_MAX)
        TRY(corral_region_item_look(a->region, facet, population, (corral_place){0}, &item, err));
    for (size_t i = 0; item != UINT32_MAX && i < a->count; i++)
        *count += alignment_has_any(a->region, a->coalitions[i], item);
done:
    return status;
}

static corral_status add_entry(corral_alignment *a, uint32_t facet, const corral_align_entry *entry,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    alignment_row *row;
    uint32_t item;
    size_t served;
    const char *text = entry->item;
    TRY(count_served(a, entry->population, &served, err));
    if (!served) {
        a->passed_over++;
        goto done;
    }
    TRY(corral_region_item_look(a->region, facet, text, (corral_place){0}, &item, err));
    for (size_t i = 0; item != UINT32_MAX && i < a->count; i++)
        if (alignment_has_any(a->region, a->coalitions[i], item)) return CORRAL_OK;
    TRY(alignment_row_new(a, facet, CORRAL_ALIGN_CONSIDER, &row, err));
    TRY(corral_string_copy(&row->name, text, strlen(text), err));
    for (size_t i = 0; i < a->count; i++)
        row->row.unknown +=
            corral_region_known(a->region, a->coalitions[i], facet) != CORRAL_KNOWN_YES;
    if (item != UINT32_MAX) {
        TRY(alignment_push(&row->items, &row->item_capacity, &row->row.item_count, item, err));
        TRY(alignment_find_elsewhere(a->region, item, row, err));
    }
    TRY(corral_text_printf(&row->why, err, "on the list"));
    if (entry->population && *entry->population)
        TRY(corral_text_printf(&row->why, err, " for %s, whom %zu here serve", entry->population,
                               served));
    TRY(corral_text_printf(&row->why, err, ", nobody here has it"));
    if (row->row.unknown)
        TRY(corral_text_printf(&row->why, err, " as far as is known (%zu not known in full)",
                               row->row.unknown));
    TRY(corral_text_printf(&row->why, err, "; %zu elsewhere in the region",
                           row->row.coalition_count));
done:
    return status;
}

corral_status alignment_consider(corral_alignment *a, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *name = corral_region_facet_name(a->region, facet);
    for (size_t k = 0; k < a->options.list_count; k++)
        if (strcmp(a->options.list[k].facet, name) == 0)
            TRY(add_entry(a, facet, &a->options.list[k], err));
    TRY(alignment_suggest(a, facet, err));
done:
    return status;
}
