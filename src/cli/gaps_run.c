/* Looking for gaps as options say. */
#include "cli/gaps_run.h"

#include "cli/draw.h"
#include "core/memory.h"
#include "core/number.h"
#include "region/nearest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void corral_gaps_run_release(corral_gaps_run *run)
{
    corral_list_file_release(&run->list);
    corral_list_file_release(&run->exclusions);
    free(run->listed);
    free(run->excluded);
    corral_gaps_free(run->gaps);
    *run = (corral_gaps_run){0};
}

/* ---- facets ---- */

/* Without a facet and without a list two are crossed; the one there is where there are not two. */
static corral_status choose_facets(corral_gaps_run *run, const corral_session *session,
                                   const corral_region *region, const corral_gaps_settings *s,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    run->of = run->by = UINT32_MAX;
    if (s->by && !s->of) FAIL(CORRAL_BAD_USE, "--by FACET needs --of FACET");
    if (s->of) TRY(corral_region_require_facet(region, s->of, &run->of, err));
    if (s->by) TRY(corral_region_require_facet(region, s->by, &run->by, err));
    if (s->by && run->of == run->by)
        FAIL(CORRAL_BAD_USE, "--of and --by must be two facets, got %s twice", CORRAL_QUOTE(s->of));
    if (s->of || s->list) goto done;
    corral_gaps_facets(region, &run->of, &run->by);
    if (run->of == UINT32_MAX && corral_region_facet_count(region)) run->of = 0;
    if (run->of != UINT32_MAX)
        corral_session_say(session, "looking at %s%s%s; --of and --by choose others",
                           corral_region_facet_name(region, run->of),
                           run->by == UINT32_MAX ? "" : " by ",
                           run->by == UINT32_MAX ? "" : corral_region_facet_name(region, run->by));
done:
    return status;
}

static const char *facet_name(const corral_region *region, uint32_t facet)
{
    return facet == UINT32_MAX ? NULL : corral_region_facet_name(region, facet);
}

static corral_status check_looked(const corral_gaps_run *run, const corral_session *session,
                                  const corral_region *region, const corral_gaps_settings *s,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_gaps_total total = corral_gaps_summary(run->gaps);
    if (s->list && run->of != UINT32_MAX && total.passed_over == run->list.count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){run->list.name, 0, 0}),
                "the list has no entry of the facet %s%s%s", facet_name(region, run->of),
                run->by == UINT32_MAX ? "" : " or ",
                run->by == UINT32_MAX ? "" : facet_name(region, run->by));
    if (total.passed_over)
        corral_session_say(session, "%u of the list's %zu entries %s about other facets",
                           total.passed_over, run->list.count,
                           total.passed_over == 1 ? "is" : "are");
    if (s->is_own && total.left_out)
        corral_session_say(session,
                           "%zu left out that make%s no sense, as %s says; --not-applicable none "
                           "looks at all",
                           total.left_out, total.left_out == 1 ? "s" : "", run->exclusions.name);
    if (total.rows < total.all_rows || total.columns < total.all_columns)
        corral_session_say(session,
                           "%u by %u are too many to cross: the %u and %u that most coalitions "
                           "have are looked at; a list of the others, --list, shows those",
                           total.all_rows, total.all_columns, total.rows, total.columns);
done:
    return status;
}

corral_status corral_gaps_run_init(corral_gaps_run *run, const corral_session *session,
                                   const corral_region *region,
                                   const corral_gaps_settings *settings, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *run = (corral_gaps_run){0};
    TRY(choose_facets(run, session, region, settings, err));
    TRY(corral_gaps_read_lists(run, session, region, settings, err));
    corral_gaps_options options = {.of = facet_name(region, run->of),
                                   .by = facet_name(region, run->by),
                                   .list = run->listed,
                                   .list_count = run->list.count,
                                   .not_applicable = run->excluded,
                                   .not_applicable_count = run->exclusions.count};
    TRY(corral_gaps_find(region, &options, &session->progress, &run->gaps, err));
    TRY(check_looked(run, session, region, settings, err));
done:
    if (status != CORRAL_OK) corral_gaps_run_release(run);
    return status;
}

/* ---- in words ---- */

corral_status corral_gaps_say_counts(const corral_gaps_counts *counts, corral_text *out,
                                     corral_error *err)
{
    static const char *const one[] = {"gap",     "unclear",   "thin", "hangs on one coalition",
                                      "covered", "by several"};
    static const char *const many[] = {"gaps",    "unclear",   "thin", "hang on one coalition",
                                       "covered", "by several"};
    corral_status status = CORRAL_OK;
    bool any = false;
    for (int k = 0; k < CORRAL_GAP_STATUSES; k++) {
        char number[CORRAL_NUMBER_SIZE];
        if (!counts->status[k]) continue;
        corral_number_grouped(counts->status[k], number);
        TRY(corral_text_printf(out, err, "%s%s %s", any ? ", " : "", number,
                               counts->status[k] == 1 ? one[k] : many[k]));
        any = true;
    }
done:
    return status;
}

static corral_status add_counts(const corral_gaps *gaps, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_gaps_total total = corral_gaps_summary(gaps);
    corral_gaps_counts counts;
    memcpy(counts.status, total.status, sizeof counts.status);
    if (corral_gaps_count(gaps)) TRY(corral_text_printf(out, err, ": "));
    TRY(corral_gaps_say_counts(&counts, out, err));
    if (total.left_out)
        TRY(corral_text_printf(out, err, "%s %zu do%s not apply",
                               corral_gaps_count(gaps) ? ";" : ":", total.left_out,
                               total.left_out == 1 ? "es" : ""));
done:
    return status;
}

corral_status corral_gaps_sentence(const corral_region *region, const corral_gaps_run *run,
                                   corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char count[CORRAL_NUMBER_SIZE], words[80];
    corral_gaps_total total = corral_gaps_summary(run->gaps);
    size_t found = corral_gaps_count(run->gaps);
    corral_number_grouped(found, count);
    if (run->by != UINT32_MAX)
        TRY(corral_text_printf(
            out, err, "%u %s by %u %s", total.rows,
            corral_facet_words(facet_name(region, run->of), total.rows, words), total.columns,
            corral_facet_words(facet_name(region, run->by), total.columns, (char[80]){0})));
    else if (run->of != UINT32_MAX)
        TRY(corral_text_printf(out, err, "%s %s%s", count,
                               corral_facet_words(facet_name(region, run->of), found, words),
                               run->list.count ? " on the list" : ""));
    else if (run->list.count)
        TRY(corral_text_printf(out, err, "%s entr%s of the list", count, found == 1 ? "y" : "ies"));
    else
        TRY(corral_text_printf(out, err, "nothing is known of any coalition"));
    TRY(add_counts(run->gaps, out, err));
done:
    return status;
}

corral_status corral_gap_names(const corral_region *region, const corral_gaps *gaps, size_t index,
                               size_t most, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *coalition = NULL;
    TRY(corral_array_new(&coalition, most, sizeof *coalition, err));
    size_t count = corral_gaps_coalitions(gaps, index, coalition, most);
    for (size_t k = 0; k < count && k < most; k++)
        TRY(corral_text_printf(out, err, "%s%s", k ? "; " : "",
                               corral_region_name(region, coalition[k])));
    if (count > most) TRY(corral_text_printf(out, err, "; and %zu more", count - most));
done:
    free(coalition);
    return status;
}

/* Behind a name or two. */
static corral_status add_finding(const corral_gap *gap, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t all = gap->asked + gap->unknown;
    if (gap->status == CORRAL_GAP && gap->unknown)
        TRY(corral_text_printf(out, err, "none of the %u that answered (%u unknown)", gap->asked,
                               gap->unknown));
    else if (gap->status == CORRAL_GAP)
        TRY(corral_text_printf(out, err, "none of the %u, all of which answered", gap->asked));
    else if (gap->status == CORRAL_GAP_UNCLEAR && gap->disputed)
        TRY(corral_text_printf(out, err, "none for certain; informants differ on %u coalition%s",
                               gap->disputed, gap->disputed == 1 ? "" : "s"));
    else if (gap->status == CORRAL_GAP_UNCLEAR && gap->unknown)
        TRY(corral_text_printf(out, err, "none so far; %u of %u did not answer", gap->unknown,
                               all));
    else if (gap->status == CORRAL_GAP_UNCLEAR)
        TRY(corral_text_printf(out, err, "none so far; only partial lists are known"));
    else if (gap->status == CORRAL_GAP_THIN)
        TRY(corral_text_printf(out, err, "secondary only, for %u coalition%s", gap->coalitions,
                               gap->coalitions == 1 ? "" : "s"));
    else if (gap->status == CORRAL_GAP_SINGLE && gap->unknown && gap->asked == 1)
        TRY(corral_text_printf(out, err, "hangs on the one coalition that was heard from"));
    else if (gap->status == CORRAL_GAP_SINGLE && gap->unknown)
        TRY(corral_text_printf(out, err, "hangs on one coalition of the %u heard from",
                               gap->asked));
    else if (gap->status == CORRAL_GAP_SINGLE)
        TRY(corral_text_printf(out, err, "hangs on one coalition"));
    else
        TRY(corral_text_printf(out, err, "%u coalitions", gap->coalitions));
done:
    return status;
}

corral_status corral_gap_sentence(const corral_region *region, const corral_gaps *gaps,
                                  size_t index, bool with_names, corral_text *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_gap gap = corral_gaps_get(gaps, index);
    char usual[CORRAL_NUMBER_SIZE];
    TRY(corral_text_printf(out, err, "%s", gap.name));
    if (gap.name2) TRY(corral_text_printf(out, err, " by %s", gap.name2));
    TRY(corral_text_printf(out, err, ": "));
    TRY(add_finding(&gap, out, err));
    if (with_names && gap.coalitions == 1) {
        TRY(corral_text_printf(out, err, ": "));
        TRY(corral_gap_names(region, gaps, index, 1, out, err));
    }
    if (gap.name2 && !isnan(gap.expected)) {
        corral_number_fixed(gap.expected, 1, usual);
        TRY(corral_text_printf(out, err, "; about %s would be usual", usual));
    }
done:
    return status;
}
