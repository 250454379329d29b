/* Where the trains overlap: the matrix, what is more than usual, who should meet. */
#include "cli/report.h"

#include "cli/draw.h"
#include "cli/overlaps.h"

enum { FINDINGS_MOST = 20, MEETINGS_MOST = 10 };

static corral_overlaps_options options_of(const corral_report *report)
{
    corral_overlaps_options options = CORRAL_OVERLAPS_OPTIONS_INIT;
    options.facet = corral_facet_main(report->region);
    options.threads = (int)report->session->common.threads;
    return options;
}

/* ---- pairs with a finding ---- */

static corral_status list_findings(const corral_report *report, const corral_overlaps *overlaps,
                                   corral_overlap_list *list, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlap_rows *rows = NULL;
    corral_overlap pair;
    bool more;
    TRY(corral_overlap_list_init(list, FINDINGS_MOST, err));
    TRY(corral_overlap_rows_new(overlaps, 1, true, &report->session->progress, &rows, err));
    while (true) {
        TRY(corral_overlap_rows_next(rows, &pair, &more, err));
        if (!more) break;
        if (pair.finding == CORRAL_FINDING_MORE || pair.finding == CORRAL_FINDING_FEWER)
            corral_overlap_list_offer(list, &pair, corral_overlap_by_q);
    }
    corral_overlap_list_sort(list, corral_overlap_by_q);
done:
    corral_overlap_rows_free(rows);
    return status;
}

static corral_status put_findings(corral_report *report, const corral_overlap_list *list,
                                  corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "a", .label = "coalition"},
        {.name = "b", .label = "and"},
        {.name = "shared", .type = CORRAL_COLUMN_COUNT},
        {.name = "expected", .label = "usual", .type = CORRAL_COLUMN_SCORE, .digits = 1},
        {.name = "finding", .type = CORRAL_COLUMN_WORD},
        {.name = "p", .type = CORRAL_COLUMN_PROBABILITY},
        {.name = "q", .type = CORRAL_COLUMN_PROBABILITY}};
    bool with_chances = corral_report_is_for(report, CORRAL_SEEN_BY_TEAM);
    corral_status status = CORRAL_OK;
    corral_table *table;
    if (list->count == 0) return CORRAL_OK;
    TRY(corral_report_table(report, "Pairs that share more, or fewer, than is usual", columns,
                            with_chances ? 7 : 5, &table, err));
    for (size_t i = 0; i < list->count; i++) {
        const corral_overlap *pair = &list->pairs[i];
        corral_table_put_text(table, corral_short_name(report->region, pair->a));
        corral_table_put_text(table, corral_short_name(report->region, pair->b));
        corral_table_put_count(table, pair->shared);
        corral_table_put_number(table, pair->expected);
        corral_table_put_text(table, corral_finding_name(pair->finding));
        if (with_chances) {
            corral_table_put_number(table, pair->p);
            corral_table_put_number(table, pair->q);
        }
        TRY(corral_table_end_row(table, err));
    }
    if (list->passed > list->count)
        corral_table_add_remark(table, "and %zu more", (size_t)list->passed - list->count);
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

static corral_status add_findings(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps_options options = options_of(report);
    corral_overlaps *overlaps = NULL;
    corral_overlap_list list = {0};
    corral_text text = {0};
    TRY(corral_overlaps_new(report->region, report->run->similarity, &options,
                            &report->session->progress, &overlaps, err));
    TRY(corral_overlaps_sentence(report->region, overlaps, options.facet, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "%s.", text.bytes));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "Usual is what two lists this long would share by chance, given how much "
                          "in demand each of their items is. Where short lists could not stand "
                          "out, or too little is known, nobody can tell."));
    TRY(list_findings(report, overlaps, &list, err));
    TRY(put_findings(report, &list, err));
done:
    corral_text_release(&text);
    corral_overlap_list_release(&list);
    corral_overlaps_free(overlaps);
    return status;
}

/* ---- who should meet ---- */

static corral_status add_meetings(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps_options options = options_of(report);
    corral_should_meet found = {0};
    corral_text text = {0};
    TRY(corral_should_meet_find(&found, report->session, report->region, report->settings, &options,
                                err));
    if (found.count == 0) goto done;
    TRY(corral_report_say(report, CORRAL_REPORT_PART, err, "Who should meet"));
    for (size_t i = 0; i < found.count && i < MEETINGS_MOST; i++) {
        text.length = 0;
        TRY(corral_should_meet_sentence(report->region, &found.meetings[i], &text, err));
        TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s", text.bytes));
    }
    if (found.count > MEETINGS_MOST)
        TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err, "And %zu more pairs.",
                              found.count - MEETINGS_MOST));
done:
    corral_text_release(&text);
    corral_should_meet_release(&found);
    return status;
}

/* ---- the section ---- */

corral_status corral_report_overlaps(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_drawing drawing = report->drawing;
    uint32_t n = corral_region_coalition_count(report->region);
    drawing.style = CORRAL_STYLE_MATRIX;
    TRY(corral_report_draw(report, &drawing, NULL, err));
    if (n < 2 || corral_facet_main(report->region) == UINT32_MAX) return CORRAL_OK;
    if (n > CORRAL_EVERY_PAIR)
        return corral_report_say(report, CORRAL_REPORT_SMALL, err,
                                 "What pairs of so many coalitions share is listed by corral "
                                 "overlaps.");
    TRY(add_findings(report, err));
    TRY(add_meetings(report, err));
done:
    return status;
}
