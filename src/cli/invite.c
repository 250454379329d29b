/* How many to invite: what is expected to be hidden, and what that rests on. */
#include "cli/invite.h"

#include <math.h>

#include "core/text.h"
#include "corral/backbone.h"

enum { PLAN_MOST = 500 };

/* The fewest to invite so that at most this share is hidden; 0: more than PLAN_MOST. */
static uint32_t invited_for(double hidden, uint32_t k)
{
    for (uint32_t n = k; n <= PLAN_MOST; n++)
        if (corral_backbone_hidden_share(n, k) < hidden + 0.005) return n; /* as printed */
    return 0;
}

static const double shares[] = {0.4, 0.1, 0.02};
enum { SHARES = sizeof shares / sizeof *shares };

static corral_status add_row(corral_table *table, uint32_t invited, uint32_t k, corral_error *err)
{
    double share = corral_backbone_hidden_share(invited, k);
    corral_table_put_count(table, invited);
    corral_table_put_number(table, round(share * 100) / 100);
    return corral_table_end_row(table, err);
}

static corral_status put_assumptions(corral_text *out, corral_error *err)
{
    return corral_text_printf(
        out, err,
        "expected, where %.0f in 100 answer, %.0f in 100 scores are dropped for a tie, and %.0f to "
        "%.0f in 100 don't know a candidate on a function; others are hidden for their sake. "
        "Invite "
        "several organisations, few people of each",
        100 * CORRAL_INVITE_ANSWERING, 100 * CORRAL_INVITE_TIED,
        100 * (1 - CORRAL_INVITE_KNOWN_MOST), 100 * (1 - CORRAL_INVITE_KNOWN_LEAST));
}

corral_status corral_invite_print(corral_session *session, uint32_t invited, uint32_t min_raters,
                                  corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "invited", .type = CORRAL_COLUMN_COUNT},
        {.name = "hidden", .label = "cells hidden", .type = CORRAL_COLUMN_PERCENT}};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text note = {0};
    corral_table *table;
    TRY(corral_document_new(NULL, &document, err));
    TRY(corral_document_add_table(document, "invite", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, 2, err));
    TRY(add_row(table, invited, min_raters, err));
    for (size_t k = 0; k < SHARES; k++) {
        uint32_t n = invited_for(shares[k], min_raters);
        if (n && n != invited) TRY(add_row(table, n, min_raters, err));
    }
    TRY(put_assumptions(&note, err));
    corral_document_add_note(document, "%s", note.bytes);
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_text_release(&note);
    return status;
}

corral_status corral_invite_say(corral_session *session, uint32_t invited, uint32_t min_raters,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text note = {0};
    corral_session_say(session,
                       "%u invited: about %.0f %% of the results by function would be hidden (each "
                       "needs %u raters from %u organisations)",
                       invited, 100 * corral_backbone_hidden_share(invited, min_raters), min_raters,
                       min_raters);
    for (size_t k = 0; k < SHARES; k++) {
        uint32_t n = invited_for(shares[k], min_raters);
        if (n && n != invited)
            corral_session_say(session, "%u invited: about %.0f %%", n,
                               100 * corral_backbone_hidden_share(n, min_raters));
    }
    TRY(put_assumptions(&note, err));
    corral_session_say(session, "%s", note.bytes);
done:
    corral_text_release(&note);
    return status;
}
