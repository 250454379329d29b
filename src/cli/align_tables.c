/* What could combine, the agenda, and what to decide on. */
#include "cli/align.h"

#include <math.h>

#include "core/memory.h"

/* An agenda is said until it covers so much. */
enum { COVERED_PERCENT = 80, TEXT_WIDTH = 120 };

corral_status corral_align_groups(const corral_region *region, const corral_grouping *grouping,
                                  uint32_t **group_of, uint32_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t coalitions = corral_region_coalition_count(region);
    TRY(corral_array_new(group_of, coalitions, sizeof **group_of, err));
    for (uint32_t a = 0; a < coalitions; a++) (*group_of)[a] = UINT32_MAX;
    *count = corral_grouping_count(grouping);
    for (uint32_t k = 0; k < *count; k++) {
        corral_coalitions members = corral_grouping_members(grouping, k);
        for (size_t i = 0; i < members.count; i++) (*group_of)[members.index[i]] = k;
    }
done:
    return status;
}

/* ---- what could combine ---- */

static corral_status add_row(const corral_align_view *v, corral_align_row row, corral_table *table,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text also = {0}, who = {0};
    for (size_t k = 1; k < row.item_count; k++)
        TRY(corral_text_printf(&also, err, "%s%s", k > 1 ? "; " : "",
                               corral_region_item_name(v->region, row.items[k])));
    if (row.klass != CORRAL_ALIGN_CONSIDER) TRY(corral_align_say_who(v, &row, NULL, &who, err));
    corral_table_put_text(table, corral_region_facet_name(v->region, row.facet));
    corral_table_put_text(table, corral_align_class_name(row.klass));
    corral_table_put_text(table, row.name);
    corral_table_put_text(table, also.bytes);
    corral_table_put_text(table, who.bytes);
    corral_table_put_text(table, *row.why ? row.why : NULL);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&also);
    corral_text_release(&who);
    return status;
}

corral_status corral_align_fill(const corral_align_view *v, bool without_own, corral_table *table,
                                corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "class", .type = CORRAL_COLUMN_WORD},
                                            {.name = "item", .names_row = true},
                                            {.name = "also"},
                                            {.name = "coalitions"},
                                            {.name = "why"}};
    corral_status status = CORRAL_OK;
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < corral_alignment_count(v->alignment); k++) {
        corral_align_row row = corral_alignment_get(v->alignment, k);
        if (without_own && row.klass == CORRAL_ALIGN_OWN) continue;
        TRY(add_row(v, row, table, err));
    }
done:
    return status;
}

/* ---- the agenda ---- */

typedef struct agenda {
    corral_align_step *steps;
    size_t count, all, needed; /* needed: steps until enough is covered */
} agenda;

static corral_status find_agenda(const corral_align_view *v, uint32_t facet, agenda *a,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&a->steps, corral_alignment_count(v->alignment), sizeof *a->steps, err));
    TRY(corral_alignment_agenda(v->alignment, facet, a->steps, &a->count, &a->all, err));
    while (a->needed < a->count &&
           (!a->needed || a->steps[a->needed - 1].covered * 100 < a->all * COVERED_PERCENT))
        a->needed++;
done:
    return status;
}

corral_status corral_align_say_agenda(const corral_align_view *v, uint32_t facet, size_t *goals,
                                      double *share, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    agenda a = {0};
    TRY(find_agenda(v, facet, &a, err));
    *goals = a.needed;
    if (!a.all) goto done;
    size_t covered = a.steps[a.needed - 1].covered;
    *share = (double)covered / (double)a.all;
    TRY(corral_text_printf(
        out, err, "%zu goal%s cover%s %.0f %% of what the table wants (%zu of %zu): ", a.needed,
        a.needed == 1 ? "" : "s", a.needed == 1 ? "s" : "", 100 * *share, covered, a.all));
    for (size_t k = 0; k < a.needed; k++) {
        corral_align_row row = corral_alignment_get(v->alignment, a.steps[k].row);
        TRY(corral_text_printf(out, err, "%s%s %zu", k ? "; " : "", row.name, row.wants));
    }
done:
    free(a.steps);
    return status;
}

corral_status corral_align_fill_agenda(const corral_align_view *v, uint32_t facet,
                                       corral_table *table, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "goals", .type = CORRAL_COLUMN_COUNT},
        {.name = "goal", .names_row = true},
        {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
        {.name = "covered", .label = "covered with those above", .type = CORRAL_COLUMN_PERCENT}};
    corral_status status = CORRAL_OK;
    agenda a = {0};
    TRY(find_agenda(v, facet, &a, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < a.needed; k++) {
        corral_align_row row = corral_alignment_get(v->alignment, a.steps[k].row);
        corral_table_put_count(table, k + 1);
        corral_table_put_text(table, row.name);
        corral_table_put_count(table, row.coalition_count);
        corral_table_put_number(table, (double)a.steps[k].covered / (double)a.all);
        TRY(corral_table_end_row(table, err));
    }
done:
    free(a.steps);
    return status;
}

/* ---- what to decide on ---- */

static corral_status add_decision(const char *const texts[6], double score, const char *why,
                                  corral_table *table, corral_error *err)
{
    for (int k = 0; k < 6; k++) corral_table_put_text(table, *texts[k] ? texts[k] : NULL);
    corral_table_put_number(table, score);
    corral_table_put_text(table, why);
    return corral_table_end_row(table, err);
}

/* What was put off is among the questions while they are asked. */
static corral_status add_decided(const corral_align_view *v, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < corral_region_crosswalk_count(v->region); k++) {
        corral_crosswalk_row row = corral_region_crosswalk(v->region, k);
        const char *texts[] = {row.facet,        row.item_said,
                               row.same_as_said, corral_same_decision_name(row.decision),
                               row.by,           row.date};
        bool is_asked = false;
        for (size_t q = 0; q < corral_alignment_question_count(v->alignment); q++) {
            corral_align_question asked = corral_alignment_question(v->alignment, q);
            is_asked |= row.decision == CORRAL_SAME_LATER && row.item != UINT32_MAX &&
                        ((asked.item == row.item && asked.same_as == row.same_as) ||
                         (asked.item == row.same_as && asked.same_as == row.item));
        }
        if (!is_asked) TRY(add_decision(texts, NAN, NULL, table, err));
    }
done:
    return status;
}

corral_status corral_align_fill_questions(const corral_align_view *v, bool all, corral_table *table,
                                          corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "facet", .type = CORRAL_COLUMN_WORD},
        {.name = "item", .names_row = true},
        {.name = "same_as"},
        {.name = "decision", .type = CORRAL_COLUMN_WORD},
        {.name = "by"},
        {.name = "date"},
        {.name = "score", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "why"}};
    corral_status status = CORRAL_OK;
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    if (all) TRY(add_decided(v, table, err));
    for (size_t k = 0; k < corral_alignment_question_count(v->alignment); k++) {
        corral_align_question q = corral_alignment_question(v->alignment, k);
        const char *texts[] = {
            corral_region_facet_name(v->region, corral_region_item_facet(v->region, q.item)),
            corral_region_item_key(v->region, q.item),
            corral_region_item_key(v->region, q.same_as),
            corral_same_decision_name(q.decision),
            q.by,
            q.date};
        TRY(add_decision(texts, q.score, q.why, table, err));
    }
done:
    return status;
}
