/* The section on the umbrella; for the team alone. */
#include "cli/report.h"

/* Rows of what none beats; the command shows all. */
enum { PACKAGES = 20 };

static corral_status say(corral_report *report, const corral_text *text, corral_error *err)
{
    return text->length ? corral_report_say(report, CORRAL_REPORT_POINT, err, "%s.", text->bytes)
                        : CORRAL_OK;
}

static corral_status say_parameters(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_umbrella_run *run = report->umbrella;
    corral_text text = {0};
    TRY(corral_umbrella_sentence(run, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "Preferences, %s.", text.bytes));
    for (uint32_t k = 0; k < corral_umbrella_parameter_count(run->now); k++) {
        text.length = 0;
        TRY(corral_umbrella_say(run, k, &text, err));
        TRY(say(report, &text, err));
    }
    text.length = 0;
    TRY(corral_umbrella_say_absent(run, &text, err));
    TRY(say(report, &text, err));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_table(corral_report *report, const char *title,
                               corral_status (*fill)(const corral_umbrella_run *, corral_table *,
                                                     corral_error *),
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_report_table(report, title, NULL, 0, &table, err));
    TRY(fill(report->umbrella, table, err));
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

/* Too many packages leave their part out; the command says why. */
static corral_status add_packages(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_words none = {0};
    corral_umbrella_packages packages = {0};
    corral_error own = CORRAL_ERROR_INIT;
    corral_text text = {0};
    corral_table *table;
    bool more = true;
    status = corral_umbrella_packages_init(&packages, report->umbrella, &none, false,
                                           &report->session->progress, &own);
    if (status == CORRAL_LIMIT) {
        status = corral_report_say(report, CORRAL_REPORT_SMALL, err, "Packages are not shown: %s.",
                                   own.message);
        goto done;
    }
    if (status != CORRAL_OK) {
        *err = own;
        goto done;
    }
    TRY(corral_report_say(report, CORRAL_REPORT_PART, err, "Packages"));
    for (int k = 0; more; k++) {
        text.length = 0;
        TRY(corral_umbrella_packages_say(&packages, k, &more, &text, err));
        TRY(say(report, &text, err));
    }
    TRY(corral_report_table(report, "Packages that none beats for everybody", NULL, 0, &table,
                            err));
    TRY(corral_umbrella_packages_fill(&packages, false, PACKAGES, NULL, table, err));
    TRY(corral_report_put(report, table, err));
done:
    corral_text_release(&text);
    corral_umbrella_packages_release(&packages);
    return status;
}

corral_status corral_report_umbrella(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!report->umbrella) return CORRAL_OK;
    TRY(say_parameters(report, err));
    TRY(add_table(report, "Options, as the table sees them", corral_umbrella_fill, err));
    if (report->umbrella->before)
        TRY(add_table(report, "Since the round before", corral_umbrella_fill_changes, err));
    TRY(add_packages(report, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "One coalition is one vote, and none is named. What was not said is "
                          "neither a yes nor a no."));
done:
    return status;
}
