/* corral backbone: its tables. Numbers come from corral/backbone.h, blind already. */
#ifndef CORRAL_CLI_BACKBONE_H
#define CORRAL_CLI_BACKBONE_H

#include "corral/backbone.h"

#include "cli/session.h"
#include "core/text.h"

typedef struct corral_backbone_page {
    const corral_survey *survey;
    const corral_backbone *backbone;
    uint32_t k;
    bool signs; /* for people: signs where programs read "<=" */
    bool rank;
} corral_backbone_page;

const char *corral_backbone_column_name(const corral_backbone_page *page, uint32_t column);

/* "4 candidates, 21 of 24 results shown" */
corral_status corral_backbone_sentence(const corral_backbone_page *page, corral_text *out,
                                       corral_error *err);
/* On what the results are, then what was dropped; one a call, which from 0, empty where there is
 * nothing to say; *more is false behind the last. */
corral_status corral_backbone_say(const corral_backbone_page *page, int which, bool *more,
                                  corral_text *out, corral_error *err);
/* How to read the results, likewise. */
corral_status corral_backbone_note(const corral_backbone_page *page, int which, bool *more,
                                   corral_text *out, corral_error *err);

/* candidate, function, status, score, low, high, raters, unseen, and rank where it is asked for. */
corral_status corral_backbone_fill(const corral_backbone_page *page, corral_table *table,
                                   corral_error *err);
/* Each candidate over its published cells, and freed of how severe raters are. */
corral_status corral_backbone_fill_candidates(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err);
/* What matters most, and the best that is there for it. */
corral_status corral_backbone_fill_importance(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err);
/* One candidate against the range of all, nobody named. */
corral_status corral_backbone_fill_sheet(const corral_backbone_page *page, uint32_t candidate,
                                         corral_table *table, corral_error *err);
/* One to most organisations that share the functions, and what that loses. */
corral_status corral_backbone_fill_shares(const corral_backbone_page *page, uint32_t most,
                                          corral_document *document, corral_table *table,
                                          corral_error *err);
corral_status corral_backbone_fill_statistics(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err);
/* In how many of the draws each is the best of a column. */
corral_status corral_backbone_fill_first(const corral_backbone_page *page, corral_table *table,
                                         corral_error *err);

#endif
