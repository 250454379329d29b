/* The sheet of one pair: what both have, what only one has, what would be usual. */
#include "cli/overlaps.h"

#include <math.h>
#include <stdlib.h>

#include "cli/draw.h"

enum { NAMES_MOST = 40 };

static const char *const WHO[] = {"both", "a", "b"};

typedef struct sheet {
    const corral_region *region;
    const corral_overlap *pair;
    const corral_overlaps_options *options; /* of the facet with a finding */
    corral_document *document;
    corral_table *facets, *items; /* NULL for people */
} sheet;

/* A coalition's items of one facet. */
static corral_seats seats_of(const corral_region *region, uint32_t a, uint32_t facet)
{
    corral_seats seats = corral_region_footprint(region, a);
    while (seats.count && corral_region_item_facet(region, seats.index[0]) < facet)
        seats.index++, seats.count--;
    while (seats.count && corral_region_item_facet(region, seats.index[seats.count - 1]) > facet)
        seats.count--;
    return seats;
}

static bool has(corral_seats seats, uint32_t item)
{
    for (size_t i = 0; i < seats.count; i++)
        if (seats.index[i] == item) return true;
    return false;
}

/* ---- for people ---- */

/* "  both: City of Harmon, County of Harmon": items of x that y has, or has not. */
static corral_status add_names(sheet *s, const char *who, corral_seats x, corral_seats y,
                               bool in_both, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    size_t count = 0;
    for (size_t i = 0; i < x.count; i++) {
        if (has(y, x.index[i]) != in_both) continue;
        if (count++ < NAMES_MOST)
            TRY(corral_text_printf(&text, err, "%s%s", count > 1 ? ", " : "",
                                   corral_region_item_name(s->region, x.index[i])));
    }
    if (count > NAMES_MOST)
        corral_document_add_line(s->document, "    %s: %s and %zu more", who, text.bytes,
                                 count - NAMES_MOST);
    else if (count)
        corral_document_add_line(s->document, "    %s: %s", who, text.bytes);
done:
    corral_text_release(&text);
    return status;
}

static const char *finding_words(corral_finding finding)
{
    static const char *const words[] = {"", "; that is more than usual",
                                        "; that is fewer than usual", "; that may be chance",
                                        "; too little to tell"};
    return words[finding];
}

static corral_status add_share(sheet *s, uint32_t facet, corral_seats x, corral_seats y,
                               double usual, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    char words[80];
    uint32_t shared = corral_overlap_shared(s->region, facet, s->pair->a, s->pair->b);
    size_t least = x.count < y.count ? x.count : y.count;
    corral_facet_words(corral_region_facet_name(s->region, facet), 2, words);
    if (shared)
        TRY(corral_text_printf(&text, err, "%s: %u of %zu shared", words, shared, least));
    else
        TRY(corral_text_printf(&text, err, "%s: none of %zu shared", words, least));
    if (x.count != y.count)
        TRY(corral_text_printf(&text, err, " (%zu and %zu in all)", x.count, y.count));
    if (!isnan(usual)) {
        TRY(corral_text_append(&text, "; ", 2, err));
        TRY(corral_overlaps_usual(usual, &text, err));
        if (facet == s->options->facet)
            TRY(corral_text_printf(&text, err, "%s", finding_words(s->pair->finding)));
    }
    corral_document_add_line(s->document, "%s", text.bytes);
done:
    corral_text_release(&text);
    return status;
}

static void add_partial(sheet *s, uint32_t a, uint32_t facet)
{
    if (corral_region_known(s->region, a, facet) == CORRAL_KNOWN_PARTIAL)
        corral_document_add_line(s->document, "    the list of %s is partial: it may have more",
                                 corral_short_name(s->region, a));
}

static corral_status add_lines(sheet *s, uint32_t facet, double usual, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t a = s->pair->a, b = s->pair->b;
    corral_seats x = seats_of(s->region, a, facet), y = seats_of(s->region, b, facet);
    corral_text only = {0};
    TRY(add_share(s, facet, x, y, usual, err));
    TRY(add_names(s, "both", x, y, true, err));
    TRY(corral_text_printf(&only, err, "only %s", corral_short_name(s->region, a)));
    TRY(add_names(s, only.bytes, x, y, false, err));
    only.length = 0;
    TRY(corral_text_printf(&only, err, "only %s", corral_short_name(s->region, b)));
    TRY(add_names(s, only.bytes, y, x, false, err));
    add_partial(s, a, facet);
    add_partial(s, b, facet);
done:
    corral_text_release(&only);
    return status;
}

static void add_unknown(sheet *s, uint32_t facet, bool known_a, bool known_b)
{
    char words[80];
    corral_facet_words(corral_region_facet_name(s->region, facet), 2, words);
    if (!known_a && !known_b)
        corral_document_add_line(s->document, "%s: not known of either", words);
    else
        corral_document_add_line(s->document, "%s: not known of %s", words,
                                 corral_short_name(s->region, known_a ? s->pair->b : s->pair->a));
}

/* ---- for programs ---- */

static corral_status add_item(sheet *s, uint32_t item, int who, corral_error *err)
{
    corral_table_put_text(
        s->items, corral_region_facet_name(s->region, corral_region_item_facet(s->region, item)));
    corral_table_put_text(s->items, corral_region_item_name(s->region, item));
    corral_table_put_text(s->items, WHO[who]);
    return corral_table_end_row(s->items, err);
}

static corral_status add_rows(sheet *s, uint32_t facet, double usual, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t a = s->pair->a, b = s->pair->b;
    corral_seats x = seats_of(s->region, a, facet), y = seats_of(s->region, b, facet);
    corral_table_put_text(s->facets, corral_region_facet_name(s->region, facet));
    corral_table_put_count(s->facets, corral_overlap_shared(s->region, facet, a, b));
    corral_table_put_number(s->facets, usual);
    corral_table_put_count(s->facets, x.count);
    corral_table_put_count(s->facets, y.count);
    TRY(corral_table_end_row(s->facets, err));
    for (size_t i = 0; i < x.count; i++)
        TRY(add_item(s, x.index[i], has(y, x.index[i]) ? 0 : 1, err));
    for (size_t i = 0; i < y.count; i++)
        if (!has(x, y.index[i])) TRY(add_item(s, y.index[i], 2, err));
done:
    return status;
}

static corral_status add_tables(sheet *s, corral_error *err)
{
    static const corral_column facets[] = {{.name = "facet"},
                                           {.name = "shared", .type = CORRAL_COLUMN_COUNT},
                                           {.name = "expected", .type = CORRAL_COLUMN_SCORE},
                                           {.name = "a", .type = CORRAL_COLUMN_COUNT},
                                           {.name = "b", .type = CORRAL_COLUMN_COUNT}};
    static const corral_column items[] = {
        {.name = "facet"}, {.name = "item"}, {.name = "who", .type = CORRAL_COLUMN_WORD}};
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(s->document, "facets_of_pair", NULL, &s->facets, err));
    TRY(corral_table_add_columns(s->facets, facets, sizeof facets / sizeof *facets, err));
    TRY(corral_document_add_table(s->document, "items", NULL, &s->items, err));
    TRY(corral_table_add_columns(s->items, items, sizeof items / sizeof *items, err));
done:
    return status;
}

/* ---- all together ---- */

/* Of facets that are not compared (governance, partners) nothing is said to be usual. */
static corral_status find_usual(const sheet *s, const corral_similarity *similarity, uint32_t facet,
                                double *usual, corral_error *err)
{
    *usual = facet == s->options->facet ? s->pair->expected : NAN;
    if (facet == s->options->facet) return CORRAL_OK;
    for (uint32_t k = 0; k < corral_similarity_facet_count(similarity); k++)
        if (corral_similarity_facet(similarity, k, NULL, NULL) == facet)
            return corral_overlap_usual(s->region, facet, s->options->null, s->pair->a, s->pair->b,
                                        usual, err);
    return CORRAL_OK;
}

corral_status corral_overlaps_add_sheet(const corral_session *session, const corral_region *region,
                                        const corral_similarity *similarity,
                                        const corral_overlaps_options *options,
                                        const corral_overlap *pair, corral_document *document,
                                        corral_error *err)
{
    corral_status status = CORRAL_OK;
    sheet s = {.region = region, .pair = pair, .options = options, .document = document};
    bool for_people = corral_session_is_for_people(session);
    if (!for_people) TRY(add_tables(&s, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        bool known_a = corral_region_known(region, pair->a, f) != CORRAL_KNOWN_NO;
        bool known_b = corral_region_known(region, pair->b, f) != CORRAL_KNOWN_NO;
        double usual;
        if (for_people && !(known_a && known_b)) add_unknown(&s, f, known_a, known_b);
        if (!known_a || !known_b) continue;
        TRY(find_usual(&s, similarity, f, &usual, err));
        if (for_people)
            TRY(add_lines(&s, f, usual, err));
        else
            TRY(add_rows(&s, f, usual, err));
    }
done:
    return status;
}
