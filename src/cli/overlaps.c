/* Pairs in tables and sentences. */
#include "cli/overlaps.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/draw.h"
#include "core/memory.h"
#include "core/number.h"

/* ---- sentences ---- */

static const char *grouped(uint64_t value, char text[CORRAL_NUMBER_SIZE])
{
    corral_number_grouped(value, text);
    return text;
}

static corral_status add_findings(const corral_overlaps_summary *s, corral_text *out,
                                  corral_error *err)
{
    char more[CORRAL_NUMBER_SIZE], fewer[CORRAL_NUMBER_SIZE], usual[CORRAL_NUMBER_SIZE],
        unsure[CORRAL_NUMBER_SIZE];
    if (s->residual > CORRAL_FIT_TOLERANCE)
        return corral_text_printf(out, err, "what is usual could not be worked out");
    if (s->finding[CORRAL_FINDING_CANNOT_TELL] == s->pairs)
        return corral_text_printf(out, err,
                                  "of none can be told whether they share more, or fewer, than "
                                  "would be usual for two coalitions their size");
    return corral_text_printf(out, err,
                              "%s share more than would be usual for two coalitions their size, "
                              "%s fewer, %s no more and no fewer than chance may bring, of %s "
                              "nobody can tell",
                              grouped(s->finding[CORRAL_FINDING_MORE], more),
                              grouped(s->finding[CORRAL_FINDING_FEWER], fewer),
                              grouped(s->finding[CORRAL_FINDING_AS_EXPECTED], usual),
                              grouped(s->finding[CORRAL_FINDING_CANNOT_TELL], unsure));
}

corral_status corral_overlaps_sentence(const corral_region *region, const corral_overlaps *overlaps,
                                       uint32_t facet, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    char pairs[CORRAL_NUMBER_SIZE], sharing[CORRAL_NUMBER_SIZE], words[80];
    if (s->pairs == 0) return corral_text_printf(out, err, "no two coalitions to compare");
    TRY(corral_text_printf(out, err, "%s pair%s of coalitions: ", grouped(s->pairs, pairs),
                           s->pairs == 1 ? "" : "s"));
    if (s->sharing == 0)
        TRY(corral_text_printf(
            out, err, "none shares anything; %s: ",
            corral_facet_words(corral_region_facet_name(region, facet), 2, words)));
    else
        TRY(corral_text_printf(
            out, err, "%s share something; %s: ", grouped(s->sharing, sharing),
            corral_facet_words(corral_region_facet_name(region, facet), 2, words)));
    TRY(add_findings(s, out, err));
done:
    return status;
}

corral_status corral_overlaps_among(const corral_region *region, const corral_overlaps *overlaps,
                                    uint32_t facet, uint32_t group, corral_text *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    char tested[CORRAL_NUMBER_SIZE], words[80];
    TRY(corral_text_printf(out, err, "%s%s pair%s", group ? "the " : "", grouped(s->tested, tested),
                           s->tested == 1 ? "" : "s"));
    if (group) TRY(corral_text_printf(out, err, " of group %u", group));
    TRY(corral_text_printf(out, err, " whose %s are known",
                           corral_facet_words(corral_region_facet_name(region, facet), 2, words)));
done:
    return status;
}

corral_status corral_overlaps_usual(double expected, corral_text *out, corral_error *err)
{
    char about[CORRAL_NUMBER_SIZE];
    corral_number_fixed(expected, 0, about);
    if (expected < 0.5)
        return corral_text_printf(out, err, "%s would be usual for two coalitions this size",
                                  expected < 0.05 ? "nothing" : "less than one");
    return corral_text_printf(out, err, "about %s would be usual for two coalitions this size",
                              about);
}

/* ---- tables ---- */

static const corral_column names_before[] = {{.name = "a_name", .label = "coalition"},
                                             {.name = "b_name", .label = "and"}};

static const corral_column for_programs[] = {{.name = "a"},
                                             {.name = "b"},
                                             {.name = "similarity", .type = CORRAL_COLUMN_SCORE},
                                             {.name = "coverage", .type = CORRAL_COLUMN_PERCENT},
                                             {.name = "shared", .type = CORRAL_COLUMN_COUNT},
                                             {.name = "expected", .type = CORRAL_COLUMN_SCORE},
                                             {.name = "p", .type = CORRAL_COLUMN_PROBABILITY},
                                             {.name = "q", .type = CORRAL_COLUMN_PROBABILITY},
                                             {.name = "finding", .type = CORRAL_COLUMN_WORD}};

static const corral_column with_names[] = {
    {.name = "a", .label = "coalition"},
    {.name = "b", .label = "and"},
    {.name = "similarity", .type = CORRAL_COLUMN_SCORE},
    {.name = "coverage", .label = "compared", .type = CORRAL_COLUMN_PERCENT},
    {.name = "shared", .type = CORRAL_COLUMN_COUNT},
    {.name = "expected", .label = "usual", .type = CORRAL_COLUMN_SCORE, .digits = 1},
    {.name = "finding", .type = CORRAL_COLUMN_WORD}};

corral_overlaps_readers corral_overlaps_readers_of(const corral_session *session)
{
    if (corral_session_is_for_people(session)) return CORRAL_OVERLAPS_PEOPLE;
    return corral_session_format(session) == CORRAL_FORMAT_XLSX ? CORRAL_OVERLAPS_WORKBOOK
                                                                : CORRAL_OVERLAPS_PROGRAMS;
}

/* Facets with a column: all, for people those compared. */
static uint32_t facet_columns(const corral_region *region, const corral_similarity *similarity,
                              corral_overlaps_readers readers)
{
    return readers == CORRAL_OVERLAPS_PEOPLE ? corral_similarity_facet_count(similarity)
                                             : corral_region_facet_count(region);
}

static uint32_t facet_of(const corral_similarity *similarity, corral_overlaps_readers readers,
                         uint32_t k)
{
    return readers == CORRAL_OVERLAPS_PEOPLE ? corral_similarity_facet(similarity, k, NULL, NULL)
                                             : k;
}

static corral_status add_leading_columns(corral_overlaps_readers readers, corral_table *table,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (readers == CORRAL_OVERLAPS_PEOPLE)
        return corral_table_add_columns(table, with_names, sizeof with_names / sizeof *with_names,
                                        err);
    if (readers == CORRAL_OVERLAPS_WORKBOOK)
        TRY(corral_table_add_columns(table, names_before, 2, err));
    TRY(corral_table_add_columns(table, for_programs, sizeof for_programs / sizeof *for_programs,
                                 err));
done:
    return status;
}

corral_status corral_overlaps_add_columns(const corral_region *region,
                                          const corral_similarity *similarity,
                                          corral_overlaps_readers readers, corral_table *table,
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    char words[80];
    TRY(add_leading_columns(readers, table, err));
    for (uint32_t k = 0; k < facet_columns(region, similarity, readers); k++) {
        const char *facet = corral_region_facet_name(region, facet_of(similarity, readers, k));
        name.length = 0;
        TRY(corral_text_printf(&name, err, "facet:%s", facet));
        corral_column column = {.name = name.bytes,
                                .label = corral_facet_words(facet, 2, words),
                                .type = CORRAL_COLUMN_COUNT};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
done:
    corral_text_release(&name);
    return status;
}

static const char *word_of(corral_finding finding)
{
    return finding == CORRAL_FINDING_NONE ? NULL : corral_finding_name(finding);
}

static void put_who(const corral_region *region, corral_overlaps_readers readers,
                    const corral_overlap *pair, corral_table *table)
{
    if (readers != CORRAL_OVERLAPS_PROGRAMS) {
        corral_table_put_text(table, corral_short_name(region, pair->a));
        corral_table_put_text(table, corral_short_name(region, pair->b));
    }
    if (readers != CORRAL_OVERLAPS_PEOPLE) {
        corral_table_put_text(table, corral_region_id(region, pair->a));
        corral_table_put_text(table, corral_region_id(region, pair->b));
    }
}

corral_status corral_overlaps_add_row(const corral_region *region,
                                      const corral_similarity *similarity,
                                      corral_overlaps_readers readers, const corral_overlap *pair,
                                      corral_table *table, corral_error *err)
{
    uint32_t a = pair->a, b = pair->b;
    put_who(region, readers, pair, table);
    corral_table_put_number(table, pair->similarity);
    corral_table_put_number(table, pair->coverage);
    if (pair->is_tested)
        corral_table_put_count(table, pair->shared);
    else
        corral_table_put_blank(table);
    corral_table_put_number(table, pair->expected);
    if (readers != CORRAL_OVERLAPS_PEOPLE) {
        corral_table_put_number(table, pair->p);
        corral_table_put_number(table, pair->q);
    }
    corral_table_put_text(table, word_of(pair->finding));
    for (uint32_t k = 0; k < facet_columns(region, similarity, readers); k++) {
        uint32_t facet = facet_of(similarity, readers, k);
        if (corral_region_known(region, a, facet) != CORRAL_KNOWN_NO &&
            corral_region_known(region, b, facet) != CORRAL_KNOWN_NO)
            corral_table_put_count(table, corral_overlap_shared(region, facet, a, b));
        else
            corral_table_put_blank(table);
    }
    return corral_table_end_row(table, err);
}

/* ---- the first of many ---- */

static int by_shared(const corral_overlap *x, const corral_overlap *y)
{
    if (x->shared != y->shared) return x->shared > y->shared ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

int corral_overlap_by_similarity(const void *left, const void *right)
{
    const corral_overlap *x = left, *y = right;
    double s = isnan(x->similarity) ? -1 : x->similarity;
    double t = isnan(y->similarity) ? -1 : y->similarity;
    if (s != t) return s > t ? -1 : 1;
    return by_shared(x, y);
}

int corral_overlap_by_q(const void *left, const void *right)
{
    const corral_overlap *x = left, *y = right;
    double q = isnan(x->q) ? 2 : x->q, r = isnan(y->q) ? 2 : y->q;
    if (q != r) return q < r ? -1 : 1;
    return corral_overlap_by_similarity(left, right);
}

corral_status corral_overlap_list_init(corral_overlap_list *list, size_t room, corral_error *err)
{
    *list = (corral_overlap_list){.room = room};
    return corral_array_new(&list->pairs, 2 * room, sizeof *list->pairs, err);
}

void corral_overlap_list_release(corral_overlap_list *list)
{
    free(list->pairs);
    *list = (corral_overlap_list){0};
}

void corral_overlap_list_sort(corral_overlap_list *list, corral_overlap_order *order)
{
    if (list->count) qsort(list->pairs, list->count, sizeof *list->pairs, order);
    if (list->count > list->room) list->count = list->room;
}

/* Twice the room is filled, then the better half kept. */
void corral_overlap_list_offer(corral_overlap_list *list, const corral_overlap *pair,
                               corral_overlap_order *order)
{
    list->passed++;
    if (list->count == 2 * list->room) corral_overlap_list_sort(list, order);
    list->pairs[list->count++] = *pair;
}
