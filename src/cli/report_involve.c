/* The section on who else might be asked to a table; for the team alone. */
#include "cli/involve.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

static corral_status say_sentences(corral_report *report, const corral_involve_view *view,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    TRY(corral_involve_sentences(view, &text, err));
    for (size_t at = 0; at < text.length; at += strlen(text.bytes + at) + 1)
        TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s", text.bytes + at));
done:
    corral_text_release(&text);
    return status;
}

static corral_status put_candidates(corral_report *report, const corral_involve_view *view,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    char title[64];
    if (!corral_involvement_count(view->found)) return CORRAL_OK;
    snprintf(title, sizeof title, "Who else for group %u", corral_report_group(report));
    TRY(corral_report_table(report, title, corral_involve_columns, CORRAL_INVOLVE_COLUMNS, &table,
                            err));
    TRY(corral_involve_add_rows(view, CORRAL_INVOLVE_ALL, table, err));
    TRY(corral_report_put(report, table, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "Within a reason candidates stand by name; nobody is ranked, and people "
                          "decide whom to ask."));
done:
    return status;
}

corral_status corral_report_involve(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_involve_wanted wanted = {0};
    corral_involvement *found = NULL;
    corral_involve_options options = CORRAL_INVOLVE_OPTIONS_INIT;
    TRY(corral_involve_wanted_init(&wanted, report->session, report->region, NULL, err));
    corral_involve_want(&wanted, &options);
    options.table = options.group = corral_report_members(report);
    TRY(corral_involve_find(report->region, &options, &report->session->progress, &found, err));
    corral_involve_view view = {report->region, report->run->grouping, found,        options.table,
                                true,           wanted.from.bytes,     options.most, false};
    TRY(say_sentences(report, &view, err));
    TRY(put_candidates(report, &view, err));
done:
    corral_involvement_free(found);
    corral_involve_wanted_release(&wanted);
    return status;
}
