/* Gaps as a table. */
#include "cli/gaps_run.h"

#include <stdint.h>

/* People see all rows up to SHOWN; of more the first OF_EACH of each status. */
enum { SHOWN = 60, OF_EACH = 10 };
/* Coalitions named in a row, for programs and for people. */
enum { NAMED = 50, NAMED_FOR_PEOPLE = 5 };

/* Of one facet the columns of the second are blank, and for programs only; people read what a
 * column is about in its heading. */
static corral_status add_columns(const corral_region *region, const corral_gaps_run *run,
                                 corral_table *table, corral_error *err)
{
    bool crossed = run->by != UINT32_MAX, one = run->of != UINT32_MAX;
    const char *of = one ? corral_region_facet_name(region, run->of) : NULL;
    const char *by = crossed ? corral_region_facet_name(region, run->by) : NULL;
    const corral_column columns[] = {
        {.name = "status", .type = CORRAL_COLUMN_WORD},
        {.name = "facet", .machine = one},
        {.name = "item", .label = of},
        {.name = "facet2", .machine = true},
        {.name = "item2", .label = by, .machine = !crossed},
        {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
        {.name = "secondary", .type = CORRAL_COLUMN_COUNT},
        {.name = "unknown", .type = CORRAL_COLUMN_COUNT},
        {.name = "asked", .type = CORRAL_COLUMN_COUNT},
        {.name = "expected", .type = CORRAL_COLUMN_SCORE, .digits = 1, .machine = !crossed},
        {.name = "names"}};
    return corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err);
}

static corral_status add_row(const corral_region *region, const corral_gaps *gaps, size_t k,
                             bool for_people, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    corral_gap gap = corral_gaps_get(gaps, k);
    TRY(corral_gap_names(region, gaps, k, for_people ? NAMED_FOR_PEOPLE : NAMED, &names, err));
    corral_table_put_text(table, corral_gap_status_name(gap.status));
    corral_table_put_text(table, corral_region_facet_name(region, gap.facet));
    corral_table_put_text(table, gap.name);
    corral_table_put_text(table, gap.name2 ? corral_region_facet_name(region, gap.facet2) : NULL);
    corral_table_put_text(table, gap.name2);
    corral_table_put_count(table, gap.coalitions);
    corral_table_put_count(table, gap.secondary);
    corral_table_put_count(table, gap.unknown);
    corral_table_put_count(table, gap.asked);
    corral_table_put_number(table, gap.expected);
    corral_table_put_text(table, names.length ? names.bytes : NULL);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&names);
    return status;
}

/* ---- what people see ---- */

/* One status after the other, at most so many of each; hidden counts the others. */
static corral_status add_by_status(const corral_region *region, const corral_gaps *gaps,
                                   size_t most, corral_gaps_counts *hidden, corral_table *table,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (int s = 0; s < CORRAL_GAP_STATUSES; s++) {
        size_t shown = 0;
        for (size_t k = 0; k < corral_gaps_count(gaps); k++) {
            if ((int)corral_gaps_get(gaps, k).status != s) continue;
            if (shown++ < most)
                TRY(add_row(region, gaps, k, true, table, err));
            else
                hidden->status[s]++;
        }
    }
done:
    return status;
}

static corral_status say_hidden(const corral_gaps_counts *hidden, corral_table *table,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text what = {0};
    TRY(corral_gaps_say_counts(hidden, &what, err));
    if (what.length)
        corral_table_add_remark(table, "... and not shown: %s; --all shows them", what.bytes);
done:
    corral_text_release(&what);
    return status;
}

corral_status corral_gaps_add_table(const corral_region *region, const corral_gaps_run *run,
                                    corral_gaps_view view, corral_document *document,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    corral_gaps_counts hidden = {{0}};
    size_t count = corral_gaps_count(run->gaps);
    bool is_cut = view.for_people && !view.all && count > SHOWN;
    TRY(corral_document_add_table(document, "gaps", NULL, &table, err));
    TRY(add_columns(region, run, table, err));
    if (is_cut || (view.for_people && !run->list.count))
        TRY(add_by_status(region, run->gaps, is_cut ? OF_EACH : SIZE_MAX, &hidden, table, err));
    else
        for (size_t k = 0; k < count; k++)
            TRY(add_row(region, run->gaps, k, view.for_people, table, err));
    TRY(say_hidden(&hidden, table, err));
done:
    return status;
}
