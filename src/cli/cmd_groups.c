/* corral groups: suggest alignment groups of under ten. */
#include "cli/grouping.h"
#include "core/number.h"

#include <math.h>
#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
} settings;

static const settings defaults = {CORRAL_GROUPING_SETTINGS_INIT};

static const corral_option_block blocks[] = {
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

enum { HELD_ITEMS = 4, GROUPS_SAID = 60 };

static const corral_column columns[] = {{.name = "group", .type = CORRAL_COLUMN_COUNT},
                                        {.name = "coalition", .whole = true},
                                        {.name = "name"},
                                        {.name = "status", .type = CORRAL_COLUMN_WORD},
                                        {.name = "fit", .type = CORRAL_COLUMN_SCORE},
                                        {.name = "next_group", .type = CORRAL_COLUMN_COUNT},
                                        {.name = "next_fit", .type = CORRAL_COLUMN_SCORE},
                                        {.name = "share", .type = CORRAL_COLUMN_PERCENT}};
/* For programs the band of its group; people read that once a group, and here who differs. */
static const corral_column column_of_band = {.name = "band", .type = CORRAL_COLUMN_WORD};
static const corral_column column_of_note = {
    .name = "band", .label = "note", .type = CORRAL_COLUMN_WORD};

static const corral_column held_columns[] = {{.name = "group", .type = CORRAL_COLUMN_COUNT},
                                             {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
                                             {.name = "part", .type = CORRAL_COLUMN_SCORE},
                                             {.name = "stability", .type = CORRAL_COLUMN_SCORE},
                                             {.name = "band", .type = CORRAL_COLUMN_WORD},
                                             {.name = "held_together_by"}};

/* ---- the table ---- */

static const char *band_at(const corral_grouping *grouping, uint32_t place)
{
    return corral_band_name(corral_band_of(corral_grouping_stability(grouping, place)));
}

/* "less often here" of who sits with its mates much less often than they do, else NULL. */
static const char *note_of(const corral_grouping *grouping, uint32_t a, uint32_t place)
{
    static const double much_less = 2.0 / 3;
    corral_coalitions members = corral_grouping_members(grouping, place);
    double sum = 0;
    for (size_t i = 0; i < members.count; i++)
        sum += corral_grouping_share(grouping, members.index[i]);
    return corral_grouping_share(grouping, a) < much_less * sum / (double)members.count
               ? "less often here"
               : NULL;
}

/* place: UINT32_MAX for who has no group. */
static corral_status add_coalition(const corral_region *region, const corral_grouping *grouping,
                                   uint32_t a, uint32_t place, bool for_people, corral_table *table,
                                   corral_error *err)
{
    double next_fit;
    uint32_t group = corral_grouping_of(grouping, a);
    uint32_t next = corral_grouping_next(grouping, a, &next_fit);
    if (group)
        corral_table_put_count(table, group);
    else
        corral_table_put_blank(table);
    corral_table_put_text(table, corral_region_id(region, a));
    corral_table_put_text(table, corral_region_name(region, a));
    corral_table_put_text(table, corral_group_status_name(corral_grouping_status(grouping, a)));
    corral_table_put_number(table, corral_grouping_fit(grouping, a));
    if (next && next_fit > -corral_grouping_resolution(grouping)) {
        corral_table_put_count(table, next);
        corral_table_put_number(table, next_fit);
    } else {
        corral_table_put_blank(table);
        corral_table_put_blank(table);
    }
    corral_table_put_number(table, corral_grouping_share(grouping, a));
    corral_table_put_text(table, place == UINT32_MAX ? NULL
                                 : for_people        ? note_of(grouping, a, place)
                                                     : band_at(grouping, place));
    return corral_table_end_row(table, err);
}

/* "stable: held together by ..." */
static corral_status add_remark(const corral_region *region, const corral_grouping *grouping,
                                uint32_t place, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text held = {0};
    TRY(corral_grouping_held(region, grouping, place, HELD_ITEMS, &held, err));
    const char *band = band_at(grouping, place);
    corral_table_add_remark(table, "%s%sheld together by %s", band ? band : "", band ? ": " : "",
                            held.bytes);
done:
    corral_text_release(&held);
    return status;
}

static corral_status add_main(const corral_session *session, const corral_region *region,
                              const corral_grouping_run *run, corral_document *document,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    const corral_grouping *g = run->grouping;
    bool for_people = corral_session_is_for_people(session);
    TRY(corral_document_add_table(document, "coalitions", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    TRY(corral_table_add_columns(table, for_people ? &column_of_note : &column_of_band, 1, err));
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        corral_coalitions members = corral_grouping_members(g, k);
        for (size_t i = 0; i < members.count; i++)
            TRY(add_coalition(region, g, members.index[i], k, for_people, table, err));
        if (for_people) TRY(add_remark(region, g, k, table, err));
    }
    for (uint32_t a = 0; !run->is_around && a < corral_region_coalition_count(region); a++)
        if (!corral_grouping_of(g, a))
            TRY(add_coalition(region, g, a, UINT32_MAX, for_people, table, err));
done:
    return status;
}

/* For programs: what people see as remarks. */
static corral_status add_held(const corral_region *region, const corral_grouping *grouping,
                              corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    corral_text held = {0};
    TRY(corral_document_add_table(document, "groups", NULL, &table, err));
    TRY(corral_table_add_columns(table, held_columns, sizeof held_columns / sizeof *held_columns,
                                 err));
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++) {
        held.length = 0;
        TRY(corral_grouping_held(region, grouping, k, HELD_ITEMS, &held, err));
        corral_table_put_count(table, corral_grouping_number(grouping, k));
        corral_table_put_count(table, corral_grouping_members(grouping, k).count);
        corral_table_put_number(table, corral_grouping_part(grouping, k));
        corral_table_put_number(table, corral_grouping_stability(grouping, k));
        corral_table_put_text(table, band_at(grouping, k));
        corral_table_put_text(table, held.bytes);
        TRY(corral_table_end_row(table, err));
    }
done:
    corral_text_release(&held);
    return status;
}

/* ---- the figures ---- */

static double gap_of(const corral_grouping *grouping)
{
    double q = corral_grouping_objective(grouping), bound = corral_grouping_bound(grouping);
    if (!isfinite(bound)) return NAN;
    if (bound <= q) return 0;
    return q > 0 ? (bound - q) / q : NAN;
}

static void add_figures(const corral_grouping *grouping, corral_document *document)
{
    double bound = corral_grouping_bound(grouping);
    const corral_resolution *found = corral_grouping_automatic(grouping);
    corral_document_set_number(document, "resolution", "resolution",
                               corral_grouping_resolution(grouping));
    corral_document_set_bool(document, "resolution_automatic", NULL, found != NULL);
    corral_document_set_number(document, "threshold", "threshold",
                               corral_grouping_threshold(grouping));
    corral_document_set_number(document, "objective", NULL, corral_grouping_objective(grouping));
    corral_document_set_number(document, "bound", NULL, isfinite(bound) ? bound : NAN);
    corral_document_set_number(document, "gap", NULL, gap_of(grouping));
    corral_document_set_bool(document, "complete", NULL, corral_grouping_is_complete(grouping));
    corral_document_set_count(document, "pairs", NULL, corral_grouping_pair_count(grouping));
    corral_document_set_count(document, "components", NULL,
                              corral_grouping_component_count(grouping));
    if (!found) return;
    corral_document_set_number(document, "mean", NULL, found->mean);
    corral_document_set_number(document, "deviation", NULL, found->deviation);
    corral_document_set_number(document, "median_best", NULL, found->median_best);
}

/* A gap that is only the slack of the proof. */
#define PROVEN 1e-6

/* --effort exact must not seem to have proved more than it has. */
static void say_unproven(const corral_session *session, const corral_grouping *grouping)
{
    char gap[CORRAL_NUMBER_SIZE];
    double open = gap_of(grouping);
    if (!(open > PROVEN)) {
        corral_session_say(session, "proven best by this score");
        return;
    }
    corral_number_fixed(100 * open, 2, gap);
    corral_session_say(
        session, "not proven best: a grouping with a sum up to %s %% larger is not ruled out", gap);
}

static void say_figures(const corral_session *session, const corral_grouping *grouping)
{
    double gap_share = gap_of(grouping);
    char q[CORRAL_NUMBER_SIZE], bound[CORRAL_NUMBER_SIZE], gap[CORRAL_NUMBER_SIZE];
    corral_number_fixed(corral_grouping_objective(grouping), 6, q);
    corral_number_fixed(corral_grouping_bound(grouping), 6, bound);
    corral_number_fixed(100 * gap_share, 2, gap);
    if (!isfinite(corral_grouping_bound(grouping)))
        corral_session_detail(session, "Q %s; a group over the largest size has no bound", q);
    else if (isnan(gap_share))
        corral_session_detail(session, "Q %s, at most %s by any grouping", q, bound);
    else
        corral_session_detail(
            session,
            "sum of (similarity - resolution) inside groups: %s, at most %s by any "
            "grouping; gap %s %% by this score",
            q, bound, gap);
}

/* ---- what moved since an earlier grouping ---- */

static void say_moved(const corral_session *session, const corral_region *region,
                      const corral_grouping *grouping, const uint32_t *before)
{
    size_t moved = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        uint32_t now = corral_grouping_of(grouping, a);
        char fit[CORRAL_NUMBER_SIZE], old_fit[CORRAL_NUMBER_SIZE];
        double next_fit;
        if (now == before[a]) continue;
        moved++;
        corral_number_fixed(corral_grouping_fit(grouping, a), 3, fit);
        if (!now) {
            corral_session_say(session, "%s left group %u: it fits no group better than none",
                               corral_region_name(region, a), before[a]);
        } else if (corral_grouping_next(grouping, a, &next_fit) == before[a] && before[a]) {
            corral_number_fixed(next_fit, 3, old_fit);
            corral_session_say(session,
                               "%s moved from group %u to %u: it fits there by %s, where it was by "
                               "%s",
                               corral_region_name(region, a), before[a], now, fit, old_fit);
        } else if (before[a]) {
            corral_session_say(session, "%s moved from group %u to %u: it fits there by %s",
                               corral_region_name(region, a), before[a], now, fit);
        } else {
            corral_session_say(session, "%s joined group %u: it fits there by %s",
                               corral_region_name(region, a), now, fit);
        }
    }
    if (!moved) corral_session_say(session, "nobody moved since the earlier grouping");
}

/* For people on standard error, sentences with a NUL behind each; where the document is for
 * programs also what it says of each group. Put together before anything is written, so that a
 * failure leaves nothing. */
static corral_status tell_groups(const corral_session *session, const corral_region *region,
                                 const corral_grouping_run *run, corral_text *text,
                                 corral_error *err)
{
    const corral_grouping *grouping = run->grouping;
    corral_status status = CORRAL_OK;
    TRY(corral_grouping_sentence(region, run, text, err));
    TRY(corral_text_append(text, "", 1, err));
    if (corral_session_is_for_people(session)) return CORRAL_OK;
    uint32_t count = corral_grouping_count(grouping);
    for (uint32_t k = 0; k < count && k < GROUPS_SAID; k++) {
        const char *band = band_at(grouping, k);
        TRY(corral_text_printf(text, err, "group %u, %zu coalitions, %s%sheld together by ",
                               corral_grouping_number(grouping, k),
                               corral_grouping_members(grouping, k).count, band ? band : "",
                               band ? ", " : ""));
        TRY(corral_grouping_held(region, grouping, k, HELD_ITEMS, text, err));
        TRY(corral_text_append(text, "", 1, err));
    }
    if (count > GROUPS_SAID)
        TRY(corral_text_printf(text, err, "and %u more groups%c", count - GROUPS_SAID, '\0'));
done:
    return status;
}

static void say_sentences(const corral_session *session, const corral_text *text)
{
    for (size_t at = 0; at < text->length; at += strlen(text->bytes + at) + 1)
        corral_session_say(session, "%s", text->bytes + at);
}

/* ---- the command ---- */

static corral_status make_document(const corral_session *session, const corral_region *region,
                                   const corral_grouping_run *run, corral_document **out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text text = {0};
    TRY(corral_grouping_sentence(region, run, &text, err));
    TRY(corral_document_new(text.bytes, &document, err));
    text.length = 0;
    TRY(corral_grouping_facets(region, run->similarity, &text, err));
    corral_document_set_text(document, "facets", "facets compared", text.bytes);
    add_figures(run->grouping, document);
    TRY(add_main(session, region, run, document, err));
    if (!corral_session_is_for_people(session)) TRY(add_held(region, run->grouping, document, err));
    *out = document;
    document = NULL;
done:
    corral_text_release(&text);
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_grouping_settings grouping = s->grouping;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_grouping_run found = {0};
    corral_document *document = NULL;
    corral_text told = {0};
    grouping.shows_bands = true;
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(corral_grouping_run_init(&found, session, region, &grouping, err));
    TRY(make_document(session, region, &found, &document, err));
    TRY(tell_groups(session, region, &found, &told, err));
    TRY(corral_session_print(session, document, err));
    say_sentences(session, &told);
    say_figures(session, found.grouping);
    if (s->grouping.groups.effort == CORRAL_EFFORT_EXACT && !found.is_given)
        say_unproven(session, found.grouping);
    if (found.previous.group) say_moved(session, region, found.grouping, found.previous.group);
done:
    corral_text_release(&told);
    corral_document_free(document);
    corral_grouping_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral groups toy", "the toy region's groups, worked by hand in its README"},
    {"corral groups harmon -o groups.csv", "the groups as CSV, what holds them together on "
                                           "standard error"},
    {"corral groups harmon -o groups.xlsx", "the same as a workbook, with a sheet that says how it "
                                            "was computed"},
    {"corral groups harmon -f json", "the same with objective, bound, gap and all options"},
    {NULL, NULL}};

const corral_command corral_command_groups = {
    .name = "groups",
    .step = CORRAL_STEP_OVERLAP,
    .starred = true,
    .summary = "suggest alignment groups of under ten",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Suggests groups of coalitions whose footprints are clearly more alike than pairs in this "
        "region are: the sum of (similarity - resolution) over pairs inside groups is made as "
        "large "
        "as possible, with at most --max-size coalitions in a group.\n\n"
        "The resolution is found from the region unless it is given; a pair below the threshold, "
        "or "
        "with too little known of either, never speaks for a group. A coalition is grouped, has no "
        "close partner, has one but no seat found (it is close to one or two, but not to a group "
        "as a "
        "whole, or its groups are full, kept apart or given), is too little known to be compared, "
        "or "
        "was not asked (its interest is no, or --among leaves it out). fit is the "
        "mean of similarity - resolution over the mates; "
        "next_group is where it would fit best otherwise.\n\n"
        "In small regions, or with --stability N, it is also asked how firmly the data holds each "
        "group: N times the items are drawn anew, a tenth of what is known is left out, and the "
        "groups are found again. A group whose nearest new one is on average 85 % the same is "
        "firm, 75 % stable, 60 % a pattern, below that loose (band); share is how often a "
        "coalition sits with most of its mates; \"less often here\" marks one that does much less "
        "often than they.\n\n"
        "Every run knows how far from the best possible sum it can be at most: bound and gap in "
        "JSON, and with -v. They say how good the arithmetic is, not that the grouping is right: "
        "people decide who aligns. Edit the CSV and give it back with --groups.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_MEMORY |
             CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
