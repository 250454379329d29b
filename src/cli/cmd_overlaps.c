/* corral overlaps: pairs of coalitions, what they share, and whether that is more than chance.
 *   1. weigh the footprints, with --group find the groups; 2. choose the facet to be tested and
 * work out what is usual; 3. print the pairs one after the other; or the sheet of one pair; or who
 *   should meet. */
#include "cli/overlaps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/draw.h"
#include "core/number.h"

typedef struct settings {
    corral_grouping_settings grouping;
    const char *pair, *on;
    uint32_t group;
    int null;
    bool all, should_meet;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT};

static const char *const nulls[] = {"sdsm", "hypergeometric", NULL};

static const corral_option options[] = {
    {.name = "all",
     .help = "also every pair that has an item in common",
     CORRAL_FIELD(settings, all)},
    {.name = "pair",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "A,B",
     .help = "the sheet of two coalitions: what both have, what only one has, what would be usual",
     CORRAL_FIELD(settings, pair)},
    {.name = "should-meet",
     .help = "pairs whose goals, targets and strategies are alike and who have nobody, or one "
             "member, in common",
     CORRAL_FIELD(settings, should_meet)},
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "only the pairs of this group, as corral groups numbers them",
     .blank = "the region",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(settings, group)},
    {.name = "on",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "the facet whose shared items are tested against chance",
     .blank = "member if there is one, else the facet with most shared items",
     CORRAL_FIELD(settings, on)},
    {.name = "null",
     .kind = CORRAL_OPTION_CHOICE,
     .words = nulls,
     .help = "what chance is: sdsm minds how much in demand each item is, hypergeometric does not",
     CORRAL_FIELD(settings, null)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "overlaps", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

enum { ROWS_FOR_PEOPLE = 60, ROWS_AT_ONCE = 1000, MEETINGS_SAID = 5 };

/* What the run of the command rests on. */
typedef struct work {
    corral_session *session;
    const settings *settings;
    corral_region *region;
    corral_grouping_run run; /* with --group */
    corral_similarity *own;  /* without */
    const corral_similarity *similarity;
    corral_overlaps_options options;
    double resolution, threshold; /* NAN: not asked for */
} work;

static void work_release(work *w)
{
    corral_grouping_run_release(&w->run);
    corral_similarity_free(w->own);
    corral_region_free(w->region);
}

/* ---- what is asked for ---- */

static corral_status check_use(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->pair && (s->group || s->should_meet || s->all))
        FAIL(CORRAL_BAD_USE,
             "--pair is the sheet of two coalitions; leave out --group, --should-meet and --all");
    if (s->should_meet && (s->all || s->on || s->grouping.facets.count))
        FAIL(CORRAL_BAD_USE, "--should-meet compares goals, targets and strategies and looks at "
                             "members; leave out --all, --on and --facet");
done:
    return status;
}

/* Pairs of a group rest on the options that made it. */
static corral_status take_group(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t group = w->settings->group;
    corral_coalitions members;
    TRY(corral_grouping_run_init(&w->run, w->session, w->region, &w->settings->grouping, err));
    TRY(corral_grouping_say(w->session, w->region, &w->run, err));
    TRY(corral_grouping_find(&w->run, &group, &members, err));
    w->options.among = members.index;
    w->options.among_count = members.count;
    w->similarity = w->run.similarity;
    w->resolution = corral_grouping_resolution(w->run.grouping);
    w->threshold = corral_grouping_threshold(w->run.grouping);
done:
    return status;
}

static corral_status take_region(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const settings *s = w->settings;
    corral_resolution found;
    TRY(corral_grouping_weigh(w->session, w->region, &s->grouping, &w->own, err));
    w->similarity = w->own;
    w->resolution = s->grouping.groups.resolution;
    w->threshold = s->grouping.groups.threshold;
    if (s->pair || s->should_meet || !isnan(w->threshold)) return CORRAL_OK;
    if (isnan(w->resolution)) {
        TRY(corral_resolution_find(w->own, w->session->common.seed, &w->session->progress, &found,
                                   NULL, err));
        w->resolution = found.resolution;
    }
    w->threshold = w->resolution / 2;
done:
    return status;
}

static corral_status prepare(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const settings *s = w->settings;
    TRY(check_use(s, err));
    TRY(corral_session_read(w->session, w->session->operands[0], &w->region, err));
    w->options = (corral_overlaps_options)CORRAL_OVERLAPS_OPTIONS_INIT;
    w->options.null = (corral_null)s->null;
    w->options.threads = (int)w->session->common.threads;
    TRY(corral_facet_find(w->region, s->should_meet ? NULL : s->on, &w->options.facet, err));
    if (s->group)
        TRY(take_group(w, err));
    else
        TRY(take_region(w, err));
    if (!s->on && !s->should_meet && w->options.facet != UINT32_MAX)
        corral_session_say(w->session, "tested against chance: items of facet %s",
                           corral_region_facet_name(w->region, w->options.facet));
done:
    return status;
}

/* ---- figures ---- */

static void say_details(const corral_session *session, const corral_overlaps *overlaps)
{
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    char residual[CORRAL_NUMBER_SIZE];
    corral_number_shortest(s->residual, residual);
    corral_session_detail(session,
                          "%zu distributions for coalitions of %zu sizes and items of %zu; %zu "
                          "cells of these forced; sums met to %s",
                          s->distributions, s->row_degrees, s->column_degrees, s->forced, residual);
    if (s->residual > CORRAL_FIT_TOLERANCE)
        corral_session_say(session,
                           "what is usual could not be worked out: sums are missed by up to %s; "
                           "findings are left blank",
                           residual);
}

static corral_status add_figures(const work *w, const corral_overlaps *overlaps,
                                 corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    static const char *const findings[] = {"", "more", "fewer", "as_expected", "cannot_tell"};
    corral_text text = {0};
    TRY(corral_grouping_facets(w->region, w->similarity, &text, err));
    corral_document_set_text(document, "facets", "facets compared", text.bytes);
    corral_document_set_text(document, "tested", "tested against chance",
                             corral_region_facet_name(w->region, w->options.facet));
    corral_document_set_text(document, "null", NULL, nulls[w->options.null]);
    corral_document_set_number(document, "resolution", NULL, w->resolution);
    corral_document_set_number(document, "threshold", "threshold", w->threshold);
    corral_document_set_count(document, "pairs", NULL, s->pairs);
    corral_document_set_count(document, "sharing", NULL, s->sharing);
    corral_document_set_count(document, "known", NULL, s->tested);
    for (int k = CORRAL_FINDING_MORE; k < CORRAL_FINDINGS; k++)
        corral_document_set_count(document, findings[k], NULL, s->finding[k]);
    corral_document_set_number(document, "residual", NULL, s->residual);
done:
    corral_text_release(&text);
    return status;
}

/* ---- pairs ---- */

/* Where rows come from while the document is written. */
typedef struct stream {
    const work *work;
    corral_overlap_rows *rows;
} stream;

static corral_status put_some(void *user, corral_table *table, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    stream *s = user;
    corral_overlap pair;
    bool any = true;
    *more = false;
    for (int i = 0; i < ROWS_AT_ONCE && any; i++) {
        TRY(corral_overlap_rows_next(s->rows, &pair, &any, err));
        if (!any) break;
        TRY(corral_overlaps_add_row(s->work->region, s->work->similarity, false, &pair, table,
                                    err));
        *more = true;
    }
done:
    return status;
}

/* For people the most alike. */
static corral_status put_first(const work *w, corral_overlap_rows *rows, corral_table *table,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlap_list list = {0};
    corral_overlap pair;
    char left[CORRAL_NUMBER_SIZE];
    bool more = true;
    TRY(corral_overlap_list_init(&list, ROWS_FOR_PEOPLE, err));
    while (true) {
        TRY(corral_overlap_rows_next(rows, &pair, &more, err));
        if (!more) break;
        corral_overlap_list_offer(&list, &pair, corral_overlap_by_similarity);
    }
    corral_overlap_list_sort(&list, corral_overlap_by_similarity);
    for (size_t i = 0; i < list.count; i++)
        TRY(corral_overlaps_add_row(w->region, w->similarity, true, &list.pairs[i], table, err));
    corral_number_grouped(list.passed - list.count, left);
    if (list.passed > list.count)
        corral_table_add_remark(table, "... and %s pairs less alike: -f csv lists all", left);
done:
    corral_overlap_list_release(&list);
    return status;
}

static corral_status print_pairs(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool for_people = corral_session_is_for_people(w->session);
    corral_overlaps *overlaps = NULL;
    corral_document *document = NULL;
    corral_text title = {0};
    corral_table *table;
    stream s = {.work = w};
    TRY(corral_overlaps_new(w->region, w->similarity, &w->options, &w->session->progress, &overlaps,
                            err));
    TRY(corral_overlaps_sentence(w->region, overlaps, w->options.facet, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    TRY(add_figures(w, overlaps, document, err));
    TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
    TRY(corral_overlaps_add_columns(w->region, w->similarity, for_people, table, err));
    TRY(corral_overlap_rows_new(overlaps, w->threshold, w->settings->all, &w->session->progress,
                                &s.rows, err));
    if (for_people)
        TRY(put_first(w, s.rows, table, err));
    else
        corral_table_set_source(table, put_some, &s);
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title.bytes);
    say_details(w->session, overlaps);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_overlap_rows_free(s.rows);
    corral_overlaps_free(overlaps);
    return status;
}

/* ---- one pair ---- */

static corral_status sheet_title(const work *w, const corral_overlap *pair, corral_text *title,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    char similarity[CORRAL_NUMBER_SIZE], share[CORRAL_NUMBER_SIZE];
    corral_number_fixed(pair->similarity, 3, similarity);
    corral_number_fixed(100 * pair->coverage, 0, share);
    TRY(corral_text_printf(title, err, "%s and %s: ", corral_short_name(w->region, pair->a),
                           corral_short_name(w->region, pair->b)));
    if (isnan(pair->similarity))
        TRY(corral_text_printf(title, err, "too little known of both to be compared (%s %%)",
                               share));
    else
        TRY(corral_text_printf(title, err, "similarity %s, over %s %% of what is compared",
                               similarity, share));
done:
    return status;
}

static corral_status print_sheet(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps *overlaps = NULL;
    corral_document *document = NULL;
    corral_text title = {0};
    corral_table *table;
    corral_overlap pair;
    uint32_t a, b;
    TRY(corral_grouping_two(w->region, "pair", w->settings->pair, &a, &b, err));
    TRY(corral_overlaps_new(w->region, w->similarity, &w->options, &w->session->progress, &overlaps,
                            err));
    corral_overlaps_pair(overlaps, a, b, &pair);
    TRY(sheet_title(w, &pair, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    if (!corral_session_is_for_people(w->session)) {
        TRY(add_figures(w, overlaps, document, err));
        TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
        TRY(corral_overlaps_add_columns(w->region, w->similarity, false, table, err));
        TRY(corral_overlaps_add_row(w->region, w->similarity, false, &pair, table, err));
    }
    TRY(corral_overlaps_add_sheet(w->session, w->region, w->similarity, &w->options, &pair,
                                  document, err));
    TRY(corral_session_print(w->session, document, err));
    say_details(w->session, overlaps);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_overlaps_free(overlaps);
    return status;
}

/* ---- who should meet ---- */

/* "Should meet: A and B: 4 goals alike, nobody in common", of the first, or that there is nobody;
 * appends. */
static corral_status meet_title(const work *w, const corral_should_meet *found, corral_text *title,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t judged = corral_should_meet_judged(w->region);
    if (found->count == 0 && judged < 2)
        return corral_text_printf(title, err,
                                  "who should meet cannot be told: a goal, target or strategy and "
                                  "the complete list of members are known of %u of %u coalitions",
                                  judged, corral_region_coalition_count(w->region));
    if (found->count == 0)
        return corral_text_printf(title, err,
                                  "of the %u coalitions of which enough is known, no two aim alike "
                                  "and have next to nobody in common",
                                  judged);
    TRY(corral_text_printf(title, err, "Should meet: "));
    TRY(corral_should_meet_sentence(w->region, &found->meetings[0], title, err));
    if (found->count > 1)
        TRY(corral_text_printf(title, err, "; and %zu more pair%s", found->count - 1,
                               found->count == 2 ? "" : "s"));
done:
    return status;
}

static corral_status add_meetings(const work *w, const corral_should_meet *found,
                                  corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool for_people = corral_session_is_for_people(w->session);
    const corral_similarity *similarity = found->similarity ? found->similarity : w->similarity;
    corral_text line = {0};
    corral_table *table;
    for (size_t i = 1; i < found->count && i < MEETINGS_SAID; i++) {
        line.length = 0;
        TRY(corral_should_meet_sentence(w->region, &found->meetings[i], &line, err));
        corral_document_add_line(document, "%s", line.bytes);
    }
    TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
    TRY(corral_overlaps_add_columns(w->region, similarity, for_people, table, err));
    for (size_t i = 0; i < found->count; i++)
        TRY(corral_overlaps_add_row(w->region, similarity, for_people, &found->meetings[i].pair,
                                    table, err));
done:
    corral_text_release(&line);
    return status;
}

static corral_status print_meetings(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_should_meet found = {0};
    corral_document *document = NULL;
    corral_text title = {0};
    TRY(corral_should_meet_find(&found, w->session, w->region, &w->settings->grouping, &w->options,
                                err));
    TRY(meet_title(w, &found, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_number(document, "resolution", "resolution", found.resolution);
    TRY(add_meetings(w, &found, document, err));
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title.bytes);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_should_meet_release(&found);
    return status;
}

/* ---- the command ---- */

/* A region without facets has nothing to be tested. */
static corral_status print_nothing(work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_table *table;
    static const char title[] = "nothing is known of any coalition: no pairs to compare";
    uint32_t a, b;
    if (w->settings->pair)
        TRY(corral_grouping_two(w->region, "pair", w->settings->pair, &a, &b, err));
    TRY(corral_document_new(title, &document, err));
    TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
    TRY(corral_overlaps_add_columns(w->region, w->similarity,
                                    corral_session_is_for_people(w->session), table, err));
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title);
done:
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    corral_status status = CORRAL_OK;
    work w = {.session = session, .settings = values};
    TRY(prepare(&w, err));
    if (w.options.facet == UINT32_MAX)
        TRY(print_nothing(&w, err));
    else if (w.settings->pair)
        TRY(print_sheet(&w, err));
    else if (w.settings->should_meet)
        TRY(print_meetings(&w, err));
    else
        TRY(print_pairs(&w, err));
done:
    work_release(&w);
    return status;
}

static const corral_example examples[] = {
    {"corral overlaps harmon", "the pairs most alike, and what each shares"},
    {"corral overlaps --should-meet harmon", "who aims alike and has nobody in common"},
    {"corral overlaps --pair reentry,home-for-good harmon", "the sheet of two coalitions"},
    {"corral overlaps --group 2 --all harmon", "every pair at table 2"},
    {"corral overlaps --on goal -f csv -o pairs.csv harmon",
     "all pairs as CSV, with goals tested against chance"},
    {NULL, NULL}};

const corral_command corral_command_overlaps = {
    .name = "overlaps",
    .step = CORRAL_STEP_OVERLAP,
    .summary = "what pairs share, whether that is unusual, who should meet",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Lists the pairs of coalitions whose similarity is at or above the threshold (half the "
        "resolution of corral groups unless given), with --all also those that have any item in "
        "common, and says of one facet whether they share more or fewer of its items than chance "
        "would have it. For people the pairs most alike come first; CSV and JSON have all of them, "
        "by id.\n\n"
        "shared is what both have of the facet tested; expected what would be usual for two "
        "coalitions that name so many items, given how many coalitions have each item; p the "
        "chance, two-sided, of a count as far out; q the same after Benjamini and Hochberg, over "
        "all pairs of which the facet is known, those that share nothing included (with --group "
        "over the pairs of the group). The finding is more or fewer (q below 0.05), as expected, "
        "or cannot tell: the facet is not known of both, too little else is, or no count that two "
        "such lists allow would stand out. In a small region most pairs cannot tell. Further "
        "columns count what is shared of every facet; blank is not known.\n\n"
        "Two coalitions should meet when their goals, targets and strategies are as alike as the "
        "resolution of that similarity, both member lists are complete and have at most one member "
        "in common and no more than is usual, and their places are not known to lie apart. That "
        "asks for no significance.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
