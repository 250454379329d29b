/* The comparison chart of a group in a report, and what each of its coalitions alone brings. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"
#include "core/order.h"

/* In the report of a region a chart shows the most shared; the packet of a group shows all. */
enum { ROWS_A_FACET = 8, SINGLES = 6 };

/* Whether a group of that size fits a chart. */
static bool is_compared(const corral_report *report)
{
    size_t count = corral_report_members(report).count;
    return count >= 2 && count <= CORRAL_COMPARISON_MOST;
}

static corral_status compare(const corral_report *report, uint32_t sharers, corral_chart *chart,
                             corral_comparison **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_comparison_options options = {.sharers = sharers};
    corral_coalitions members = corral_report_members(report);
    *chart = (corral_chart){.region = report->region,
                            .coalitions = members.index,
                            .count = members.count,
                            .is_for_public = !corral_report_is_for(report, CORRAL_SEEN_WITHIN)};
    TRY(corral_comparison_new(report->region, members.index, members.count, &options, out, err));
    chart->comparison = *out;
done:
    return status;
}

/* ---- the chart ---- */

static corral_status add_row(const corral_chart *chart, corral_comparison_row row,
                             corral_table *table, corral_error *err)
{
    uint32_t facet = corral_region_item_facet(chart->region, row.item);
    corral_table_put_text(table, corral_region_facet_name(chart->region, facet));
    corral_table_put_text(table, corral_region_item_name(chart->region, row.item));
    corral_table_put_count(table, row.count);
    return corral_chart_end_row(chart, row.item, table, err);
}

/* Says in *left_out how many rows are not shown. */
static corral_status add_rows(const corral_report *report, const corral_chart *chart,
                              corral_table *table, size_t *left_out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *rows = NULL;
    int heading = -1;
    TRY(corral_array_new(&rows, corral_region_facet_count(report->region), sizeof *rows, err));
    *left_out = 0;
    for (size_t k = 0; k < corral_comparison_count(chart->comparison); k++) {
        corral_comparison_row row = corral_comparison_at(chart->comparison, k);
        uint32_t facet = corral_region_item_facet(report->region, row.item);
        if (++rows[facet] > ROWS_A_FACET && !report->packet) {
            ++*left_out;
            continue;
        }
        if (heading != (int)row.block) corral_chart_add_heading(chart, row.block, table);
        heading = (int)row.block;
        TRY(add_row(chart, row, table, err));
    }
done:
    free(rows);
    return status;
}

static corral_status put_chart(corral_report *report, const corral_chart *chart, corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "item", .names_row = true},
                                            {.name = "lines", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    size_t left_out;
    char title[64];
    snprintf(title, sizeof title, "What group %u shares", corral_report_group(report));
    TRY(corral_report_table(report, title, columns, 3, &table, err));
    TRY(corral_chart_add_columns(chart, report->packet != 0, table, err));
    TRY(add_rows(report, chart, table, &left_out, err));
    if (left_out)
        corral_table_add_remark(table,
                                "and %zu more that fewer share; the packet of group %u has all",
                                left_out, corral_report_group(report));
    TRY(corral_report_put(report, table, err));
    if (chart->is_for_public)
        TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                              "Blank: not on its list, or not known."));
done:
    return status;
}

corral_status corral_report_compare(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_chart chart;
    corral_comparison *comparison = NULL;
    if (corral_report_members(report).count > CORRAL_COMPARISON_MOST)
        return corral_report_say(report, CORRAL_REPORT_SMALL, err,
                                 "No chart: one of more than %d coalitions cannot be read at a "
                                 "table. Divide the group.",
                                 CORRAL_COMPARISON_MOST);
    if (!is_compared(report)) return CORRAL_OK;
    TRY(compare(report, 2, &chart, &comparison, err));
    if (corral_comparison_count(comparison))
        TRY(put_chart(report, &chart, err));
    else
        TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err,
                              "Nothing is on two of their lists, as far as these are known."));
done:
    corral_comparison_free(comparison);
    return status;
}

/* ---- what only one has ---- */

/* " (also in groups 3, 5)": where else somebody holds it. */
static corral_status add_others(const corral_report *report, uint32_t item, corral_text *text,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(report->region, item);
    uint32_t *groups = NULL, here = corral_report_group(report);
    size_t count = 0, kept = 0;
    TRY(corral_array_new(&groups, holders.count, sizeof *groups, err));
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t group = corral_grouping_of(report->run->grouping, holders.index[i]);
        if (group && group != here) groups[count++] = group;
    }
    if (count) qsort(groups, count, sizeof *groups, corral_by_number);
    for (size_t i = 0; i < count; i++)
        if (!i || groups[i] != groups[i - 1]) groups[kept++] = groups[i];
    for (size_t i = 0; i < kept; i++)
        TRY(corral_text_printf(text, err, "%s%u",
                               i          ? ", "
                               : kept > 1 ? " (also in groups "
                                          : " (also in group ",
                               groups[i]));
    if (kept) TRY(corral_text_printf(text, err, ")"));
done:
    free(groups);
    return status;
}

/* is_single: by item. */
static corral_status list_singles(const corral_report *report, const bool *is_single, uint32_t a,
                                  uint32_t facet, corral_text *names, size_t *count,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    corral_seats seats = corral_region_footprint(region, a);
    *count = 0;
    names->length = 0;
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t item = seats.index[i];
        if (corral_region_item_facet(region, item) != facet || !is_single[item]) continue;
        if (++*count > SINGLES && !report->packet) continue;
        TRY(corral_text_printf(names, err, "%s%s", *count > 1 ? "; " : "",
                               corral_region_item_name(region, item)));
        /* In public nobody is seen in how many rooms somebody sits. */
        if (corral_report_is_for(report, CORRAL_SEEN_WITHIN))
            TRY(add_others(report, item, names, err));
    }
    if (*count > SINGLES && !report->packet)
        TRY(corral_text_printf(names, err, "; and %zu more", *count - SINGLES));
done:
    return status;
}

static corral_status add_singles(const corral_report *report, const bool *is_single, size_t place,
                                 corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    uint32_t a = corral_report_members(report).index[place];
    corral_text names = {0};
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        corral_letter letter;
        size_t count;
        TRY(list_singles(report, is_single, a, f, &names, &count, err));
        if (!count) continue;
        corral_table_put_text(table, corral_letter_of(&letter, place));
        corral_table_put_text(table, corral_region_name(region, a));
        corral_table_put_text(table, corral_region_facet_name(region, f));
        corral_table_put_count(table, count);
        corral_table_put_text(table, names.bytes);
        TRY(corral_table_end_row(table, err));
    }
done:
    corral_text_release(&names);
    return status;
}

corral_status corral_report_singles(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "line", .type = CORRAL_COLUMN_WORD},
                                            {.name = "coalition"},
                                            {.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "count", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "only_here", .label = "on this line only"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    corral_chart chart;
    corral_comparison *comparison = NULL;
    bool *is_single = NULL;
    char title[64];
    if (!is_compared(report)) return CORRAL_OK;
    snprintf(title, sizeof title, "In group %u, on one line only", corral_report_group(report));
    TRY(compare(report, 1, &chart, &comparison, err));
    TRY(corral_array_new(&is_single, corral_region_item_count(report->region), sizeof *is_single,
                         err));
    for (size_t k = 0; k < corral_comparison_count(comparison); k++) {
        corral_comparison_row row = corral_comparison_at(comparison, k);
        is_single[row.item] = row.count == 1;
    }
    TRY(corral_report_table(report, title, columns, 5, &table, err));
    for (size_t i = 0; i < chart.count; i++) TRY(add_singles(report, is_single, i, table, err));
    TRY(corral_report_put(report, table, err));
done:
    free(is_single);
    corral_comparison_free(comparison);
    return status;
}
