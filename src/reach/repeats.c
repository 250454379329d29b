/* The comparable part of each region is built as a region of its own, and its load found. */
#include "reach/repeats.h"

#include <string.h>

#include "core/memory.h"
#include "corral/builder.h"

static const char *const FACETS[] = {"member", "goal", "target"};
enum { FACET_COUNT = sizeof FACETS / sizeof *FACETS };

static bool is_known(const corral_region *region, uint32_t coalition, const char *facet)
{
    uint32_t number = corral_region_facet_find(region, facet);
    return number != UINT32_MAX &&
           corral_region_known(region, coalition, number) != CORRAL_KNOWN_NO;
}

/* Two coalitions of one id. */
typedef struct pair {
    uint32_t own, other;
} pair;

/* Adds the seats of a coalition in the facets that are known in both regions. */
static corral_status add_coalition(corral_builder *b, const corral_region *region,
                                   const corral_region *other, pair p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats seats = corral_region_footprint(region, p.own);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = corral_region_id(region, p.own);
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t facet = corral_region_item_facet(region, seats.index[i]);
        size_t k = 0;
        row.facet = corral_region_facet_name(region, facet);
        while (k < FACET_COUNT && strcmp(row.facet, FACETS[k]) != 0) k++;
        if (k == FACET_COUNT || corral_region_known(region, p.own, facet) == CORRAL_KNOWN_NO ||
            !is_known(other, p.other, row.facet))
            continue;
        row.item = corral_region_item_key(region, seats.index[i]);
        row.weight = seats.weight[i];
        TRY(corral_builder_add_row(b, &row, err));
    }
done:
    return status;
}

static corral_status sum_repeats(const corral_region *region, uint32_t reports, uint64_t *sum,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load *load = NULL;
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    *sum = 0;
    if (corral_region_facet_find(region, "member") == UINT32_MAX) return CORRAL_OK;
    options.reports = reports;
    TRY(corral_load_find(region, &options, NULL, &load, err));
    for (size_t i = 0; i < corral_load_count(load); i++) *sum += corral_load_get(load, i)->repeats;
done:
    corral_load_free(load);
    return status;
}

static corral_status find_repeats(const corral_region *region, const corral_region *other,
                                  const pair *pairs, size_t count, uint32_t reports, uint64_t *sum,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_builder *b = NULL;
    corral_region *part = NULL;
    TRY(corral_builder_new(CORRAL_DISPUTED_UNKNOWN, NULL, &b, err));
    for (size_t i = 0; i < count; i++) TRY(add_coalition(b, region, other, pairs[i], err));
    TRY(corral_builder_finish(b, &part, err));
    TRY(sum_repeats(part, reports, sum, err));
done:
    corral_region_free(part);
    corral_builder_free(b);
    return status;
}

corral_status corral_repeats_compare(const corral_region *before, const corral_region *after,
                                     corral_coalitions among, uint32_t reports, corral_repeats *out,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    pair *pairs = NULL, *back = NULL;
    size_t count = 0;
    TRY(corral_array_new(&pairs, among.count, sizeof *pairs, err));
    TRY(corral_array_new(&back, among.count, sizeof *back, err));
    for (size_t i = 0; i < among.count; i++) {
        uint32_t a = among.index[i];
        const char *id = corral_region_id(before, a);
        uint32_t b = corral_region_find(after, id);
        if (b == UINT32_MAX || strcmp(corral_region_id(after, b), id) != 0) continue;
        if (!is_known(before, a, FACETS[0]) || !is_known(after, b, FACETS[0])) continue;
        pairs[count] = (pair){a, b};
        back[count++] = (pair){b, a};
    }
    out->coalitions = (uint32_t)count;
    TRY(find_repeats(before, after, pairs, count, reports, &out->before, err));
    TRY(find_repeats(after, before, back, count, reports, &out->after, err));
done:
    free(pairs);
    free(back);
    return status;
}
