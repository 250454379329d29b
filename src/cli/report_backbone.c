/* The section on backbone candidates: what corral backbone publishes and nothing else; for the team
 * alone. */
#include "cli/report.h"

typedef corral_status words(const corral_backbone_page *page, int which, bool *more,
                            corral_text *out, corral_error *err);

static corral_status say_all(corral_report *report, words *next, corral_report_words as,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    bool more = true;
    for (int k = 0; more; k++) {
        text.length = 0;
        TRY(next(report->backbone, k, &more, &text, err));
        if (text.length) TRY(corral_report_say(report, as, err, "%s.", text.bytes));
    }
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_table(corral_report *report, const char *title,
                               corral_status (*fill)(const corral_backbone_page *, corral_table *,
                                                     corral_error *),
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_report_table(report, title, NULL, 0, &table, err));
    TRY(fill(report->backbone, table, err));
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

corral_status corral_report_backbone(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_backbone_page *page = report->backbone;
    corral_text text = {0};
    if (!page) return CORRAL_OK;
    TRY(corral_backbone_sentence(page, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "A blind survey: %s.", text.bytes));
    TRY(say_all(report, corral_backbone_say, CORRAL_REPORT_POINT, err));
    TRY(add_table(report, "Capacity, as others see it", corral_backbone_fill, err));
    TRY(add_table(report, "Each over the results shown", corral_backbone_fill_candidates, err));
    if (corral_backbone_level(page->backbone) != CORRAL_LEVEL_CANDIDATE)
        TRY(add_table(report, "What matters, and the means for it", corral_backbone_fill_importance,
                      err));
    TRY(say_all(report, corral_backbone_note, CORRAL_REPORT_SMALL, err));
done:
    corral_text_release(&text);
    return status;
}
