/* The proposals of corral names among what a few coalitions have. */
#include "cli/lookalikes.h"

#include "cli/names_run.h"
#include "core/memory.h"

enum { PAIRS_SAID = 5 };

void corral_lookalikes_release(corral_lookalikes *found)
{
    free(found->pairs);
    *found = (corral_lookalikes){0};
}

static corral_status take(corral_lookalikes *found, const corral_region *region,
                          const corral_names_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&found->pairs, run->count, sizeof *found->pairs, err));
    for (size_t k = 0; k < run->count; k++) {
        const corral_names_row *row = &run->rows[k];
        uint32_t facet = corral_region_facet_find(region, row->facet);
        found->pairs[found->count++] =
            (corral_lookalike){corral_region_item_find(region, facet, row->keep),
                               corral_region_item_find(region, facet, row->merge)};
    }
done:
    return status;
}

corral_status corral_lookalikes_find(corral_lookalikes *found, corral_session *session,
                                     const corral_region *region, const uint32_t *coalitions,
                                     size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_names_settings how = {.score = CORRAL_NAMES_SCORE};
    corral_names_run run = {0};
    corral_error own = CORRAL_ERROR_INIT;
    unsigned char *items = NULL;
    if (corral_region_item_count(region) > CORRAL_NAMES_LOOKED_AT) return CORRAL_OK;
    TRY(corral_array_new(&items, corral_region_item_count(region), 1, err));
    for (size_t k = 0; k < count; k++) {
        corral_seats seats = corral_region_footprint(region, coalitions[k]);
        for (size_t i = 0; i < seats.count; i++) items[seats.index[i]] = 1;
    }
    how.items = items;
    status = corral_names_run_init(&run, session, region, &how, &own);
    if (status == CORRAL_OK) TRY(take(found, region, &run, err));
    /* Decisions from a pipe are gone once the region is read: nothing can be said then. */
    if (status == CORRAL_FILE_SYSTEM)
        status = CORRAL_OK;
    else if (status != CORRAL_OK && err)
        *err = own;
done:
    corral_names_run_release(&run);
    free(items);
    return status;
}

void corral_lookalikes_add_lines(const corral_lookalikes *found, const corral_region *region,
                                 corral_document *document)
{
    if (found->count)
        corral_document_add_line(document,
                                 "perhaps the same, and counted as two (see corral names):");
    for (size_t k = 0; k < found->count && k < PAIRS_SAID; k++)
        corral_document_add_line(document, "    %s and %s",
                                 corral_region_item_name(region, found->pairs[k].one),
                                 corral_region_item_name(region, found->pairs[k].other));
    if (found->count > PAIRS_SAID)
        corral_document_add_line(document, "    and %zu more pairs", found->count - PAIRS_SAID);
}
