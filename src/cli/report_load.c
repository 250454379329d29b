/* Who hears the same report how often: by name for those who prepare and sit at the tables; for
 * everybody what it comes to. */
#include "cli/load_words.h"
#include "cli/report.h"
#include "core/memory.h"

enum { ROWS = 15 };

static corral_status count_load(const corral_report *report, uint32_t **group, corral_load_run *run,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(report->region);
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    TRY(corral_array_new(group, n, sizeof **group, err));
    for (uint32_t a = 0; a < n; a++) (*group)[a] = corral_grouping_of(report->run->grouping, a);
    options.group = *group;
    TRY(corral_load_run_init(run, report->session, report->region, report->session->operands[0],
                             NULL, &options, err));
    run->for_people = true;
done:
    return status;
}

/* A sentence that was put together, if it was. */
static corral_status say(corral_report *report, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (text->length) TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "%s.", text->bytes));
    text->length = 0;
done:
    return status;
}

static corral_status say_load(corral_report *report, const corral_load_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool by_name = corral_report_is_for(report, CORRAL_SEEN_WITHIN);
    corral_load_totals t = corral_load_total(run, false);
    corral_text text = {0};
    TRY(corral_load_say_topic(run, t.top, by_name, &text, err));
    TRY(say(report, &text, err));
    if (by_name) TRY(corral_load_say_asks(run, &text, err));
    TRY(say(report, &text, err));
    TRY(corral_load_say_year(run, t.repeats, t.saved, "member", &text, err));
    TRY(say(report, &text, err));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_table(corral_report *report, const corral_load_run *run, bool of_persons,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    corral_load_totals t = corral_load_total(run, of_persons);
    size_t shown = 0;
    if (!t.several) return CORRAL_OK;
    TRY(corral_report_table(
        report, of_persons ? "Persons in two or more coalitions" : "Members in most coalitions",
        NULL, 0, &table, err));
    TRY(corral_load_add_columns(run, of_persons, table, err));
    for (size_t i = 0; i < t.rows && shown < ROWS; i++) {
        const corral_load_row *row =
            of_persons ? corral_load_person(run->load, i) : corral_load_get(run->load, i);
        if (row->coalitions < 2) continue;
        TRY(corral_load_add_row(run, row, table, err));
        shown++;
    }
    if (t.several > shown)
        corral_table_add_remark(table, "and %zu more in two or more coalitions", t.several - shown);
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

static corral_status say_small(corral_report *report, const corral_load_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    bool more = true;
    TRY(corral_text_printf(&text, err, "Counted " CORRAL_LOAD_BY_MEMBER));
    for (int which = 0; more && corral_report_is_for(report, CORRAL_SEEN_WITHIN); which++) {
        size_t before = text.length;
        TRY(corral_text_printf(&text, err, "; "));
        TRY(corral_load_say_unknown(run, which, &more, &text, err));
        if (text.length == before + 2) text.bytes[text.length = before] = '\0';
    }
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err, "%s.", text.bytes));
done:
    corral_text_release(&text);
    return status;
}

corral_status corral_report_load(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *group = NULL;
    corral_load_run run = {0};
    if (corral_region_facet_find(report->region, "member") == UINT32_MAX) return CORRAL_OK;
    TRY(count_load(report, &group, &run, err));
    corral_load_totals t = corral_load_total(&run, false);
    if (!t.several || !t.is_told) goto done;
    TRY(say_load(report, &run, err));
    if (corral_report_is_for(report, CORRAL_SEEN_WITHIN)) {
        TRY(add_table(report, &run, false, err));
        TRY(add_table(report, &run, true, err));
    }
    TRY(say_small(report, &run, err));
done:
    corral_load_run_release(&run);
    free(group);
    return status;
}
