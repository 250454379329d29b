/* What two coalitions have, facet by facet. */
#include "cli/overlaps_facet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/draw.h"
#include "core/memory.h"
#include "core/order.h"
#include "overlap/margins.h"

/* A coalition's items of one facet. */
static corral_seats seats_of(const corral_region *region, uint32_t a, uint32_t facet)
{
    uint32_t first, end;
    corral_region_facet_items(region, facet, &first, &end);
    return overlap_of_facet(region, a, first, end);
}

/* Of facets that are not compared (governance, partners) nothing is said to be usual. */
static corral_status find_usual(const corral_overlaps_work *w, const corral_overlap *pair,
                                uint32_t facet, double *usual, corral_error *err)
{
    *usual = facet == w->options.facet ? pair->expected : NAN;
    if (facet == w->options.facet) return CORRAL_OK;
    for (uint32_t k = 0; k < corral_similarity_facet_count(w->similarity); k++)
        if (corral_similarity_facet(w->similarity, k, NULL, NULL) == facet)
            return corral_overlap_usual(w->region, facet, w->options.null, pair->a, pair->b, usual,
                                        err);
    return CORRAL_OK;
}

static corral_status fill(const corral_overlaps_facets *facets, const corral_overlaps_work *w,
                          uint32_t facet, corral_overlaps_facet *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *out = (corral_overlaps_facet){.facet = facet, .usual = NAN};
    for (int side = 0; side < 2; side++) {
        corral_known known = corral_region_known(w->region, facets->who[side], facet);
        out->known[side] = known != CORRAL_KNOWN_NO;
        out->is_partial[side] = known == CORRAL_KNOWN_PARTIAL;
        out->seats[side] = seats_of(w->region, facets->who[side], facet);
    }
    out->shared = corral_overlap_shared(w->region, facet, facets->who[0], facets->who[1]);
    if (out->known[0] && out->known[1]) TRY(find_usual(w, facets->pair, facet, &out->usual, err));
done:
    return status;
}

corral_status corral_overlaps_facets_init(corral_overlaps_facets *facets,
                                          const corral_overlaps_work *w, const corral_overlap *pair,
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_region_facet_count(w->region);
    *facets = (corral_overlaps_facets){.region = w->region,
                                       .pair = pair,
                                       .who = {pair->a, pair->b},
                                       .tested = w->options.facet,
                                       .partner = corral_region_facet_find(w->region, "partner")};
    TRY(corral_array_new(&facets->facet, count, sizeof *facets->facet, err));
    for (uint32_t f = 0; f < count; f++)
        TRY(fill(facets, w, f, &facets->facet[facets->count++], err));
done:
    return status;
}

void corral_overlaps_facets_release(corral_overlaps_facets *facets)
{
    free(facets->facet);
    *facets = (corral_overlaps_facets){0};
}

bool corral_overlaps_facet_has(const corral_overlaps_facet *facet, int side, uint32_t item)
{
    corral_seats seats = facet->seats[side];
    size_t at = corral_first_not_below(seats.index, seats.count, item);
    return at < seats.count && seats.index[at] == item;
}

/* ---- in words ---- */

/* The coalition that an item of partner names, UINT32_MAX if none. */
static uint32_t coalition_of(const corral_overlaps_facets *facets, uint32_t item)
{
    if (corral_region_item_facet(facets->region, item) != facets->partner) return UINT32_MAX;
    return corral_region_find(facets->region, corral_region_item_key(facets->region, item));
}

corral_status corral_overlaps_facet_item(const corral_overlaps_facets *facets, uint32_t item,
                                         corral_text *out, corral_error *err)
{
    uint32_t a = coalition_of(facets, item);
    if (a == UINT32_MAX)
        return corral_text_printf(out, err, "%s", corral_region_item_name(facets->region, item));
    const char *name = corral_short_name(facets->region, a);
    const char *id = corral_region_id(facets->region, a);
    if (strcmp(name, id) == 0) return corral_text_printf(out, err, "%s", name);
    return corral_text_printf(out, err, "%s (%s)", name, id);
}

static const char *finding_words(const corral_overlap *pair)
{
    static const char *const words[] = {"", "; more than chance would bring",
                                        "; fewer than chance would bring",
                                        "; among so many pairs chance may bring that",
                                        "; lists this short cannot stand out from chance"};
    if (pair->finding == CORRAL_FINDING_CANNOT_TELL && isnan(pair->similarity))
        return "; too little else is known of both to judge it";
    return words[pair->finding];
}

corral_status corral_overlaps_facet_sentence(const corral_overlaps_facets *facets,
                                             const corral_overlaps_facet *facet, corral_text *out,
                                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t one = facet->seats[0].count, other = facet->seats[1].count;
    size_t least = one < other ? one : other;
    if (facet->shared)
        TRY(corral_text_printf(out, err, "%u of %zu shared", facet->shared, least));
    else
        TRY(corral_text_printf(out, err, "none of %zu shared", least));
    if (one != other) TRY(corral_text_printf(out, err, " (%zu and %zu in all)", one, other));
    if (isnan(facet->usual)) goto done;
    TRY(corral_text_append(out, "; ", 2, err));
    TRY(corral_overlaps_usual(facet->usual, out, err));
    if (facet->facet == facets->tested)
        TRY(corral_text_printf(out, err, "%s", finding_words(facets->pair)));
done:
    return status;
}

/* ---- who calls whom a partner ---- */

typedef enum tie { TIE_YES, TIE_NO, TIE_NOT_MENTIONED, TIE_UNKNOWN } tie;

/* Whether the one names the other. */
static tie tie_of(const corral_overlaps_facets *facets, int side)
{
    uint32_t other = facets->who[1 - side];
    corral_seats seats = seats_of(facets->region, facets->who[side], facets->partner);
    for (size_t i = 0; i < seats.count; i++)
        if (coalition_of(facets, seats.index[i]) == other) return TIE_YES;
    switch (corral_region_known(facets->region, facets->who[side], facets->partner)) {
    case CORRAL_KNOWN_YES: return TIE_NO;
    case CORRAL_KNOWN_PARTIAL: return TIE_NOT_MENTIONED;
    default: return TIE_UNKNOWN;
    }
}

bool corral_overlaps_is_tie(const corral_overlaps_facets *facets, uint32_t item)
{
    uint32_t a = coalition_of(facets, item);
    return a != UINT32_MAX && (a == facets->who[0] || a == facets->who[1]);
}

bool corral_overlaps_has_ties(const corral_overlaps_facets *facets)
{
    return facets->partner != UINT32_MAX &&
           (tie_of(facets, 0) != TIE_UNKNOWN || tie_of(facets, 1) != TIE_UNKNOWN);
}

static corral_status add_tie(const corral_overlaps_facets *facets, int side, corral_text *out,
                             corral_error *err)
{
    const char *one = corral_short_name(facets->region, facets->who[side]);
    const char *other = corral_short_name(facets->region, facets->who[1 - side]);
    switch (tie_of(facets, side)) {
    case TIE_YES: return corral_text_printf(out, err, "%s names %s", one, other);
    case TIE_NO: return corral_text_printf(out, err, "%s does not name %s", one, other);
    case TIE_NOT_MENTIONED:
        return corral_text_printf(out, err, "the list of %s is partial and does not mention %s",
                                  one, other);
    default: return corral_text_printf(out, err, "the partners of %s are not known", one);
    }
}

corral_status corral_overlaps_tie_sentence(const corral_overlaps_facets *facets, corral_text *out,
                                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (tie_of(facets, 0) == TIE_YES && tie_of(facets, 1) == TIE_YES)
        return corral_text_printf(out, err, "each names the other");
    TRY(add_tie(facets, 0, out, err));
    TRY(corral_text_append(out, "; ", 2, err));
    TRY(add_tie(facets, 1, out, err));
done:
    return status;
}

/* ---- as tables ---- */

static void put_count(bool is_known, size_t count, corral_table *table)
{
    if (is_known)
        corral_table_put_count(table, count);
    else
        corral_table_put_blank(table);
}

static corral_status add_facets(const corral_overlaps_facets *facets, corral_document *document,
                                corral_error *err)
{
    const corral_column columns[] = {
        {.name = "facet"},
        {.name = "shared", .type = CORRAL_COLUMN_COUNT},
        {.name = "expected", .label = "usual", .type = CORRAL_COLUMN_SCORE},
        {.name = "a",
         .label = corral_short_name(facets->region, facets->who[0]),
         .type = CORRAL_COLUMN_COUNT},
        {.name = "b",
         .label = corral_short_name(facets->region, facets->who[1]),
         .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "facets_of_pair", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < facets->count; k++) {
        const corral_overlaps_facet *f = &facets->facet[k];
        corral_table_put_text(table, corral_region_facet_name(facets->region, f->facet));
        put_count(f->known[0] && f->known[1], f->shared, table);
        corral_table_put_number(table, f->usual);
        put_count(f->known[0], f->seats[0].count, table);
        put_count(f->known[1], f->seats[1].count, table);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static corral_status add_item(const corral_overlaps_facets *facets, uint32_t item, const char *who,
                              corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    TRY(corral_overlaps_facet_item(facets, item, &name, err));
    corral_table_put_text(
        table,
        corral_region_facet_name(facets->region, corral_region_item_facet(facets->region, item)));
    corral_table_put_text(table, name.bytes);
    corral_table_put_text(table, who);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&name);
    return status;
}

/* Where the facet is known of both. who: "both" and what stands for either. */
static corral_status add_items(const corral_overlaps_facets *facets, const char *const who[2],
                               corral_document *document, corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet"}, {.name = "item"}, {.name = "who"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "items", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < facets->count; k++) {
        const corral_overlaps_facet *f = &facets->facet[k];
        for (int side = 0; side < 2 && f->known[0] && f->known[1]; side++)
            for (size_t i = 0; i < f->seats[side].count; i++) {
                uint32_t item = f->seats[side].index[i];
                bool in_both = corral_overlaps_facet_has(f, 1 - side, item);
                if (!in_both || side == 0)
                    TRY(add_item(facets, item, in_both ? "both" : who[side], table, err));
            }
    }
done:
    return status;
}

static corral_status add_partners(const corral_overlaps_facets *facets, const char *const who[2],
                                  corral_document *document, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "who"}, {.name = "names"}, {.name = "answer", .type = CORRAL_COLUMN_WORD}};
    static const char *const answers[] = {"yes", "no", "not-mentioned", "unknown"};
    corral_status status = CORRAL_OK;
    corral_table *table;
    if (facets->partner == UINT32_MAX) return CORRAL_OK;
    TRY(corral_document_add_table(document, "partners", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (int side = 0; side < 2; side++) {
        corral_table_put_text(table, who[side]);
        corral_table_put_text(table, who[1 - side]);
        corral_table_put_text(table, answers[tie_of(facets, side)]);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

corral_status corral_overlaps_facets_add_tables(const corral_overlaps_facets *facets,
                                                corral_overlaps_readers readers,
                                                corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *who[2] = {"a", "b"};
    for (int side = 0; side < 2 && readers == CORRAL_OVERLAPS_WORKBOOK; side++)
        who[side] = corral_short_name(facets->region, facets->who[side]);
    TRY(add_facets(facets, document, err));
    TRY(add_items(facets, who, document, err));
    TRY(add_partners(facets, who, document, err));
done:
    return status;
}
