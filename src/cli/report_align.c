/* The section on what a group could combine; for the team alone. */
#include <stdio.h>
#include <string.h>

#include "cli/align.h"
#include "cli/report.h"

static corral_status say_counts(corral_report *report, const corral_align_view *view, size_t *shown,
                                corral_error *err)
{
    size_t count[CORRAL_ALIGN_CLASSES] = {0};
    for (size_t k = 0; k < corral_alignment_count(view->alignment); k++)
        count[corral_alignment_get(view->alignment, k).klass]++;
    *shown =
        count[CORRAL_ALIGN_COMBINE] + count[CORRAL_ALIGN_COUNTED] + count[CORRAL_ALIGN_CONSIDER];
    return corral_report_say(report, CORRAL_REPORT_TEXT, err,
                             "Of the goals and strategies here %zu could combine%s, %zu are one "
                             "coalition's own.",
                             count[CORRAL_ALIGN_COMBINE] + count[CORRAL_ALIGN_COUNTED],
                             count[CORRAL_ALIGN_COUNTED] ? " (some are counted differently)" : "",
                             count[CORRAL_ALIGN_OWN]);
}

static corral_status add_agenda(corral_report *report, const corral_align_view *view,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    corral_table *table;
    char title[64];
    size_t goals;
    double share;
    uint32_t goal = corral_region_facet_find(report->region, "goal");
    if (goal == UINT32_MAX) return CORRAL_OK;
    TRY(corral_align_say_agenda(view, goal, &goals, &share, &text, err));
    if (!text.length) goto done;
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "%s.", text.bytes));
    snprintf(title, sizeof title, "The smallest agenda for group %u", corral_report_group(report));
    TRY(corral_report_table(report, title, NULL, 0, &table, err));
    TRY(corral_align_fill_agenda(view, goal, table, err));
    TRY(corral_report_put(report, table, err));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_rows(corral_report *report, const corral_align_view *view,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    char title[64];
    size_t shown;
    TRY(say_counts(report, view, &shown, err));
    if (!shown) goto done;
    snprintf(title, sizeof title, "What group %u could combine or consider",
             corral_report_group(report));
    TRY(corral_report_table(report, title, NULL, 0, &table, err));
    TRY(corral_align_fill(view, true, table, err));
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

/* Where a table has too many wordings to compare, the command says so. */
corral_status corral_report_align(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_alignment *alignment = NULL;
    corral_error own = CORRAL_ERROR_INIT;
    corral_align_options options = CORRAL_ALIGN_OPTIONS_INIT;
    corral_coalitions members = corral_report_members(report);
    if (!report->group_of)
        TRY(corral_align_groups(report->region, report->run->grouping, &report->group_of,
                                &report->group_count, err));
    options.group_of = report->group_of;
    options.group_count = report->group_count;
    status = corral_alignment_new(report->region, members.index, members.count, &options,
                                  &alignment, &own);
    if (status == CORRAL_LIMIT) {
        status = corral_report_say(report, CORRAL_REPORT_SMALL, err, "Not shown: %s.", own.message);
        goto done;
    }
    if (status != CORRAL_OK) {
        *err = own;
        goto done;
    }
    if (!corral_alignment_count(alignment)) goto done;
    const corral_align_view view = {report->region, members.index, members.count, alignment, true};
    TRY(add_rows(report, &view, err));
    TRY(add_agenda(report, &view, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "Near wordings are proposals: people decide what combines. What "
                          "crosswalk.csv decides counts here."));
done:
    corral_alignment_free(alignment);
    return status;
}
