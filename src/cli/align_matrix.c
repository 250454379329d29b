/* Goals by strategies: who at the table works on which goal in which way. */
#include <stdio.h>
#include <string.h>

#include "cli/align.h"
#include "cli/chart.h"
#include "core/memory.h"

static const char *known_word(const corral_align_view *v, uint32_t coalition, const char *facet)
{
    static const char *const words[] = {"not known", "in part", "known"};
    uint32_t f = corral_region_facet_find(v->region, facet);
    return words[f == UINT32_MAX ? CORRAL_KNOWN_NO : corral_region_known(v->region, coalition, f)];
}

/* Rows of the alignment that the table has, of one facet. */
static corral_status list_rows(const corral_align_view *v, const char *facet, size_t **rows,
                               size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t f = corral_region_facet_find(v->region, facet);
    size_t all = corral_alignment_count(v->alignment);
    *count = 0;
    TRY(corral_array_new(rows, all, sizeof **rows, err));
    for (size_t k = 0; k < all; k++) {
        corral_align_row row = corral_alignment_get(v->alignment, k);
        if (row.facet == f && row.klass != CORRAL_ALIGN_CONSIDER) (*rows)[(*count)++] = k;
    }
done:
    return status;
}

static bool has(const corral_align_row *row, uint32_t coalition)
{
    for (size_t k = 0; k < row->coalition_count; k++)
        if (row->coalitions[k] == coalition) return true;
    return false;
}

corral_status corral_align_say_who(const corral_align_view *v, const corral_align_row *row,
                                   const corral_align_row *other, corral_text *out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < v->count; i++) {
        corral_letter letter;
        uint32_t a = v->coalitions[i];
        if (!has(row, a) || (other && !has(other, a))) continue;
        TRY(corral_text_printf(out, err, "%s%s",
                               !out->length   ? ""
                               : v->by_letter ? " "
                                              : "; ",
                               v->by_letter ? corral_letter_of(&letter, i)
                                            : corral_region_id(v->region, a)));
    }
done:
    return status;
}

static corral_status add_columns(const corral_align_view *v, const size_t *strategies, size_t count,
                                 corral_table *table, corral_error *err)
{
    static const corral_column goal = {.name = "goal", .names_row = true};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, &goal, 1, err));
    for (size_t k = 0; k < count; k++) {
        char number[24];
        corral_align_row row = corral_alignment_get(v->alignment, strategies[k]);
        const char *key = corral_region_item_key(v->region, row.items[0]);
        /* Keys are unique, and one may be the first column's name. */
        corral_column column = {.name = strcmp(key, goal.name) == 0 ? "strategy:goal" : key,
                                .label = row.name,
                                .whole = true};
        snprintf(number, sizeof number, "%zu", k + 1);
        if (v->by_letter) {
            column.label = number;
            column.caption = row.name;
        }
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
done:
    return status;
}

corral_status corral_align_fill_matrix(const corral_align_view *v, corral_table *table,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *goals = NULL, *strategies = NULL, goal_count, strategy_count;
    corral_text who = {0};
    TRY(list_rows(v, "goal", &goals, &goal_count, err));
    TRY(list_rows(v, "strategy", &strategies, &strategy_count, err));
    TRY(add_columns(v, strategies, strategy_count, table, err));
    for (size_t g = 0; g < goal_count; g++) {
        corral_align_row goal = corral_alignment_get(v->alignment, goals[g]);
        corral_table_put_text(table, goal.name);
        for (size_t s = 0; s < strategy_count; s++) {
            corral_align_row strategy = corral_alignment_get(v->alignment, strategies[s]);
            who.length = 0;
            TRY(corral_align_say_who(v, &goal, &strategy, &who, err));
            corral_table_put_text(table, who.length ? who.bytes : NULL);
        }
        TRY(corral_table_end_row(table, err));
    }
done:
    free(goals);
    free(strategies);
    corral_text_release(&who);
    return status;
}

corral_status corral_align_fill_strategies(const corral_align_view *v, corral_table *table,
                                           corral_error *err)
{
    static const corral_column columns[] = {{.name = "number", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "strategy", .names_row = true},
                                            {.name = "coalitions", .whole = true}};
    corral_status status = CORRAL_OK;
    size_t *strategies = NULL, count;
    corral_text who = {0};
    TRY(list_rows(v, "strategy", &strategies, &count, err));
    TRY(corral_table_add_columns(table, columns, 3, err));
    for (size_t s = 0; s < count; s++) {
        corral_align_row row = corral_alignment_get(v->alignment, strategies[s]);
        who.length = 0;
        TRY(corral_align_say_who(v, &row, NULL, &who, err));
        corral_table_put_count(table, s + 1);
        corral_table_put_text(table, row.name);
        corral_table_put_text(table, who.length ? who.bytes : NULL);
        TRY(corral_table_end_row(table, err));
    }
done:
    free(strategies);
    corral_text_release(&who);
    return status;
}

corral_status corral_align_fill_letters(const corral_align_view *v, corral_table *table,
                                        corral_error *err)
{
    static const corral_column columns[] = {{.name = "letter", .type = CORRAL_COLUMN_WORD},
                                            {.name = "coalition", .names_row = true},
                                            {.name = "goals", .type = CORRAL_COLUMN_WORD},
                                            {.name = "strategies", .type = CORRAL_COLUMN_WORD}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, 4, err));
    for (size_t i = 0; i < v->count; i++) {
        corral_letter letter;
        corral_table_put_text(table, corral_letter_of(&letter, i));
        corral_table_put_text(table, corral_region_name(v->region, v->coalitions[i]));
        corral_table_put_text(table, known_word(v, v->coalitions[i], "goal"));
        corral_table_put_text(table, known_word(v, v->coalitions[i], "strategy"));
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}
