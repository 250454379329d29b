/* corral overlaps: pairs of coalitions, what they share, and whether that is more than chance.
 *   1. weigh the footprints, with --group find the groups; 2. choose the facet to be tested and
 * work out what is usual; 3. print the pairs one after the other; or the sheet of one pair; or who
 *   should meet. */
#include "cli/overlaps_work.h"

#include <math.h>

#include "cli/facet.h"

static const corral_overlaps_settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT};

const char *const corral_overlaps_nulls[] = {"sdsm", "hypergeometric", NULL};

static const corral_option options[] = {
    {.name = "all",
     .help = "also every pair that has an item in common",
     CORRAL_FIELD(corral_overlaps_settings, all)},
    {.name = "pair",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "A,B",
     .help = "the sheet of two coalitions: what both have, what only one has, what would be "
             "usual, what is not known; with --group judged among the pairs of the group",
     CORRAL_FIELD(corral_overlaps_settings, pair)},
    {.name = "should-meet",
     .help = "pairs whose goals, targets and strategies are alike and who have nobody, or one "
             "member, in common",
     CORRAL_FIELD(corral_overlaps_settings, should_meet)},
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "only the pairs of this group, as corral groups numbers them",
     .blank = "the region",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(corral_overlaps_settings, group)},
    {.name = "on",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "the facet whose shared items are tested against chance",
     .blank = "member if there is one, else the facet with most shared items",
     CORRAL_FIELD(corral_overlaps_settings, on)},
    {.name = "null",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_overlaps_nulls,
     .help = "what chance is: sdsm minds how much in demand each item is, hypergeometric does not",
     CORRAL_FIELD(corral_overlaps_settings, null)},
    {0}};

static const corral_option_block blocks[] = {{.title = "overlaps", .options = options},
                                             {.title = "grouping",
                                              .options = corral_grouping_options,
                                              .base = offsetof(corral_overlaps_settings, grouping)},
                                             {0}};

static void work_release(corral_overlaps_work *w)
{
    corral_grouping_run_release(&w->run);
    corral_similarity_free(w->own);
    corral_region_free(w->region);
}

/* ---- what is asked for ---- */

static corral_status check_use(const corral_overlaps_settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->pair && (s->should_meet || s->all))
        FAIL(CORRAL_BAD_USE,
             "--pair is the sheet of two coalitions; leave out --should-meet and --all");
    if (s->should_meet && (s->all || s->on || s->grouping.facets.count))
        FAIL(CORRAL_BAD_USE, "--should-meet compares goals, targets and strategies and looks at "
                             "members; leave out --all, --on and --facet");
done:
    return status;
}

/* Pairs of a group rest on the options that made it. */
static corral_status take_group(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t group = w->settings->group;
    corral_coalitions members;
    TRY(corral_grouping_run_init(&w->run, w->session, w->region, &w->settings->grouping, err));
    TRY(corral_grouping_say(w->session, w->region, &w->run, err));
    TRY(corral_grouping_find(&w->run, &group, &members, err));
    TRY(corral_grouping_say_group(w->session, w->region, &w->run, group, err));
    w->options.among = members.index;
    w->options.among_count = members.count;
    w->similarity = w->run.similarity;
    w->resolution = corral_grouping_resolution(w->run.grouping);
    w->threshold = corral_grouping_threshold(w->run.grouping);
done:
    return status;
}

static corral_status take_region(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_settings *s = w->settings;
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

static corral_status prepare(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_settings *s = w->settings;
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

/* ---- the command ---- */

/* A region without facets has nothing to be tested. */
static corral_status print_nothing(corral_overlaps_work *w, corral_error *err)
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
                                    corral_overlaps_readers_of(w->session), table, err));
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title);
done:
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps_work w = {.session = session, .settings = values};
    TRY(prepare(&w, err));
    if (w.options.facet == UINT32_MAX)
        TRY(print_nothing(&w, err));
    else if (w.settings->pair)
        TRY(corral_overlaps_print_sheet(&w, err));
    else if (w.settings->should_meet)
        TRY(corral_overlaps_print_meetings(&w, err));
    else
        TRY(corral_overlaps_print_pairs(&w, err));
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
        "over the pairs of the group); what a pair was judged among is said, as it may have "
        "another finding among fewer pairs. --pair with --group judges it as its group does. The "
        "finding is more or fewer (q below 0.05), as expected, "
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
    .values_size = sizeof(corral_overlaps_settings),
    .run = run};
