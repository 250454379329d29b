/* The section on gaps: a list, if one was given, and two facets crossed. */
#include "cli/report.h"

#include "cli/draw.h"

#include <stdio.h>

enum { NAMED = 6, ENTRIES = 100, GAPS_SAID = 8 };

/* ---- the list ---- */

static corral_status add_entry(const corral_report *report, size_t k, corral_text *names,
                               corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_gaps *gaps = report->listed->gaps;
    corral_gap gap = corral_gaps_get(gaps, k);
    names->length = 0;
    TRY(corral_text_append(names, "", 0, err));
    TRY(corral_gap_names(report->region, gaps, k, NAMED, names, err));
    corral_table_put_text(table, corral_gap_status_name(gap.status));
    corral_table_put_text(table, gap.name);
    corral_table_put_text(table, corral_region_facet_name(report->region, gap.facet));
    corral_table_put_count(table, gap.coalitions);
    corral_table_put_count(table, gap.asked);
    corral_table_put_count(table, gap.unknown);
    corral_table_put_text(table, names->bytes);
    TRY(corral_table_end_row(table, err));
done:
    return status;
}

static corral_status add_list(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "status", .type = CORRAL_COLUMN_WORD},
                                            {.name = "item", .label = "on the list"},
                                            {.name = "facet"},
                                            {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "asked", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "unknown", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "names", .label = "which"}};
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    corral_table *table;
    size_t count = corral_gaps_count(report->listed->gaps);
    TRY(corral_gaps_sentence(report->region, report->listed, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "%s.", text.bytes));
    TRY(corral_report_table(report, "What should be covered, and who does", columns,
                            sizeof columns / sizeof *columns, &table, err));
    for (size_t k = 0; k < count && k < ENTRIES; k++) TRY(add_entry(report, k, &text, table, err));
    if (count > ENTRIES) corral_table_add_remark(table, "and %zu more", count - ENTRIES);
    TRY(corral_report_put(report, table, err));
done:
    corral_text_release(&text);
    return status;
}

/* ---- two facets ---- */

/* Those that would surprise most: one coalition or more would be usual. */
static corral_status say_gaps(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_gaps *gaps = report->crossed->gaps;
    corral_text text = {0};
    size_t said = 0;
    for (size_t k = 0; k < corral_gaps_count(gaps) && said < GAPS_SAID; k++) {
        corral_gap gap = corral_gaps_get(gaps, k);
        if (gap.status != CORRAL_GAP || !(gap.expected >= 1)) continue;
        text.length = 0;
        TRY(corral_gap_sentence(report->region, gaps, k, false, &text, err));
        TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s.", text.bytes));
        said++;
    }
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_crossed(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_drawing drawing = report->drawing;
    drawing.style = CORRAL_STYLE_GAPS;
    drawing.gaps = report->crossed->gaps;
    drawing.facet = report->crossed->of;
    TRY(corral_report_draw(report, &drawing, NULL, err));
    TRY(say_gaps(report, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "Unknown never makes a gap: at least 80 %% of those concerned must have "
                          "answered. Not every combination needs somebody; that is for people to "
                          "say."));
done:
    return status;
}

corral_status corral_report_gaps(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (report->listed) TRY(add_list(report, err));
    if (report->crossed && corral_gaps_count(report->crossed->gaps)) TRY(add_crossed(report, err));
done:
    return status;
}
