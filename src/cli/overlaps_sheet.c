/* The sheet of one pair, to be read aloud: how much they share and what would be usual, what both
 * have, what only one has, who calls whom a partner, what is not known. */
#include "cli/overlaps_work.h"

#include <math.h>
#include <string.h>

#include "cli/draw.h"
#include "cli/lookalikes.h"
#include "cli/overlaps_facet.h"
#include "core/number.h"

enum { NAMES_MOST = 40 };

/* ---- for people: sections of one table ---- */

typedef struct sheet {
    const corral_overlaps_facets *facets;
    corral_table *table;
    const char *heading; /* of the section begun; NULL once its first row is there */
} sheet;

/* A section without rows has no heading either. */
static corral_status add_row(sheet *s, uint32_t facet, const char *what, corral_error *err)
{
    char words[80];
    if (s->heading) corral_table_add_heading(s->table, "%s", s->heading);
    s->heading = NULL;
    corral_table_put_text(
        s->table, corral_facet_words(corral_region_facet_name(s->facets->region, facet), 2, words));
    corral_table_put_text(s->table, what);
    return corral_table_end_row(s->table, err);
}

static corral_status add_shares(sheet *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    s->heading = "How much they share, and what would be usual";
    for (size_t k = 0; k < s->facets->count; k++) {
        const corral_overlaps_facet *f = &s->facets->facet[k];
        if (!f->known[0] || !f->known[1] || f->facet == s->facets->partner) continue;
        text.length = 0;
        TRY(corral_overlaps_facet_sentence(s->facets, f, &text, err));
        TRY(add_row(s, f->facet, text.bytes, err));
    }
done:
    corral_text_release(&text);
    return status;
}

/* "City of Harmon; County of Harmon": items of x that y has, or has not. */
static corral_status add_names(sheet *s, const corral_overlaps_facet *f, int side, bool in_both,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    corral_seats seats = f->seats[side];
    size_t count = 0;
    for (size_t i = 0; i < seats.count; i++) {
        if (corral_overlaps_facet_has(f, 1 - side, seats.index[i]) != in_both ||
            corral_overlaps_is_tie(s->facets, seats.index[i]))
            continue;
        if (count++ >= NAMES_MOST) continue;
        if (count > 1) TRY(corral_text_append(&text, ", ", 2, err));
        TRY(corral_overlaps_facet_item(s->facets, seats.index[i], &text, err));
    }
    if (count > NAMES_MOST)
        TRY(corral_text_printf(&text, err, " and %zu more", count - NAMES_MOST));
    if (count) TRY(add_row(s, f->facet, text.bytes, err));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_items(sheet *s, int side, bool in_both, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text heading = {0};
    if (in_both)
        TRY(corral_text_printf(&heading, err, "Both have"));
    else
        TRY(corral_text_printf(&heading, err, "Only %s has",
                               corral_short_name(s->facets->region, s->facets->who[side])));
    s->heading = heading.bytes;
    for (size_t k = 0; k < s->facets->count; k++) {
        const corral_overlaps_facet *f = &s->facets->facet[k];
        if (f->known[0] && f->known[1]) TRY(add_names(s, f, side, in_both, err));
    }
done:
    s->heading = NULL;
    corral_text_release(&heading);
    return status;
}

static corral_status add_ties(sheet *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    s->heading = "Who calls whom a partner";
    if (!corral_overlaps_has_ties(s->facets)) return CORRAL_OK;
    TRY(corral_overlaps_tie_sentence(s->facets, &text, err));
    TRY(add_row(s, s->facets->partner, text.bytes, err));
done:
    corral_text_release(&text);
    return status;
}

/* "not known of X, Y names 7" or "the list of X is partial: it may have more". */
static corral_status add_unknown(sheet *s, const corral_overlaps_facet *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    const corral_overlaps_facets *facets = s->facets;
    const char *name[2] = {corral_short_name(facets->region, facets->who[0]),
                           corral_short_name(facets->region, facets->who[1])};
    int known = f->known[0] ? 0 : 1;
    if (!f->known[0] && !f->known[1])
        TRY(corral_text_printf(&text, err, "not known of either"));
    else if (!f->known[0] || !f->known[1])
        TRY(corral_text_printf(&text, err, "not known of %s; %s names %zu", name[1 - known],
                               name[known], f->seats[known].count));
    else if (f->is_partial[0] && f->is_partial[1])
        TRY(corral_text_printf(&text, err, "both lists are partial: either may have more"));
    else if (f->is_partial[0] || f->is_partial[1])
        TRY(corral_text_printf(&text, err, "the list of %s is partial: it may have more",
                               name[f->is_partial[0] ? 0 : 1]));
    if (text.length) TRY(add_row(s, f->facet, text.bytes, err));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_for_people(const corral_overlaps_facets *facets, corral_document *document,
                                    corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .names_row = true},
                                            {.name = "what", .whole = true}};
    corral_status status = CORRAL_OK;
    sheet s = {.facets = facets};
    TRY(corral_document_add_table(document, "sheet", NULL, &s.table, err));
    TRY(corral_table_add_columns(s.table, columns, 2, err));
    TRY(add_shares(&s, err));
    TRY(add_items(&s, 0, true, err));
    TRY(add_items(&s, 0, false, err));
    TRY(add_items(&s, 1, false, err));
    TRY(add_ties(&s, err));
    s.heading = "What is not known, or not all";
    for (size_t k = 0; k < facets->count; k++) TRY(add_unknown(&s, &facets->facet[k], err));
done:
    return status;
}

/* ---- the whole ---- */

static corral_status sheet_title(const corral_overlaps_work *w, const corral_overlap *pair,
                                 corral_text *title, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char similarity[CORRAL_NUMBER_SIZE], share[CORRAL_NUMBER_SIZE];
    corral_number_fixed(pair->similarity, 3, similarity);
    corral_number_fixed(100 * pair->coverage, 0, share);
    TRY(corral_text_printf(title, err, "%s and %s: ", corral_short_name(w->region, pair->a),
                           corral_short_name(w->region, pair->b)));
    if (isnan(pair->similarity))
        TRY(corral_text_printf(title, err, "too little known of both to be compared (%s %%)",
                               share));
    else
        TRY(corral_text_printf(title, err, "similarity %s, over %s %% of what is compared",
                               similarity, share));
done:
    return status;
}

static corral_status add_lookalikes(const corral_overlaps_work *w, const corral_overlap *pair,
                                    corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_lookalikes found = {0};
    const uint32_t two[] = {pair->a, pair->b};
    TRY(corral_lookalikes_find(&found, w->session, w->region, two, 2, err));
    corral_lookalikes_add_lines(&found, w->region, document);
done:
    corral_lookalikes_release(&found);
    return status;
}

static corral_status add_pair(const corral_overlaps_work *w, const corral_overlap *pair,
                              corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps_readers readers = corral_overlaps_readers_of(w->session);
    corral_overlaps_facets facets = {0};
    corral_table *table;
    TRY(corral_overlaps_facets_init(&facets, w, pair, err));
    if (readers == CORRAL_OVERLAPS_PEOPLE) {
        TRY(add_for_people(&facets, document, err));
    } else {
        TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
        TRY(corral_overlaps_add_columns(w->region, w->similarity, readers, table, err));
        TRY(corral_overlaps_add_row(w->region, w->similarity, readers, pair, table, err));
        TRY(corral_overlaps_facets_add_tables(&facets, readers, document, err));
    }
done:
    corral_overlaps_facets_release(&facets);
    return status;
}

/* The order is the user's. */
static void find_pair(const corral_overlaps *overlaps, uint32_t a, uint32_t b, corral_overlap *pair)
{
    corral_overlaps_pair(overlaps, a, b, pair);
    pair->a = a;
    pair->b = b;
}

static corral_status add_judged(const corral_overlaps_work *w, const corral_overlaps *overlaps,
                                corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    if (!corral_session_is_for_people(w->session))
        return corral_overlaps_add_figures(w, overlaps, document, err);
    TRY(corral_overlaps_among(w->region, overlaps, w->options.facet, w->settings->group, &text,
                              err));
    corral_document_set_text(document, "judged_among", "judged among", text.bytes);
done:
    corral_text_release(&text);
    return status;
}

/* With --group the pair is judged among the pairs of its group. */
static corral_status check_in_group(const corral_overlaps_work *w, uint32_t coalition,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t k = 0;
    while (k < w->options.among_count && w->options.among[k] != coalition) k++;
    if (w->settings->group && k == w->options.among_count)
        FAIL(CORRAL_BAD_USE,
             "--pair with --group needs two coalitions of the group; %s is not in "
             "group %u",
             corral_short_name(w->region, coalition), w->settings->group);
done:
    return status;
}

corral_status corral_overlaps_print_sheet(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps *overlaps = NULL;
    corral_document *document = NULL;
    corral_text title = {0};
    corral_overlap pair;
    uint32_t a, b;
    TRY(corral_grouping_two(w->region, "pair", w->settings->pair, &a, &b, err));
    TRY(check_in_group(w, a, err));
    TRY(check_in_group(w, b, err));
    TRY(corral_overlaps_new(w->region, w->similarity, &w->options, &w->session->progress, &overlaps,
                            err));
    find_pair(overlaps, a, b, &pair);
    TRY(sheet_title(w, &pair, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    TRY(add_judged(w, overlaps, document, err));
    TRY(add_lookalikes(w, &pair, document, err));
    TRY(add_pair(w, &pair, document, err));
    TRY(corral_session_print(w->session, document, err));
    corral_overlaps_say_details(w->session, overlaps);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_overlaps_free(overlaps);
    return status;
}
