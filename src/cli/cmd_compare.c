/* corral compare: the comparison chart of a group or of named coalitions.
 *   1. read the region; 2. find who is compared; 3. compare; 4. print the chart, or its sources. */
#include "cli/chart.h"
#include "cli/facet.h"
#include "cli/grouping.h"
#include "cli/lookalikes.h"
#include "core/memory.h"

#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
    uint32_t group, sharers;
    corral_words coalitions, facets;
    bool sources;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT, .sharers = 1};

static const corral_option options[] = {
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "the group of that number in corral groups with the same options",
     .blank = "that of --around",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(settings, group)},
    {.name = "coalitions",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A,B",
     .help = "these 2 to 9 instead of a group, in this order",
     CORRAL_FIELD(settings, coalitions)},
    {.name = "on",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "FACET[,FACET]",
     .help = "only items of these facets",
     .blank = "all but partner",
     CORRAL_FIELD(settings, facets)},
    {.name = "sharers",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "only items that at least so many of the coalitions have",
     .from = 1,
     .to = CORRAL_COMPARISON_MOST,
     CORRAL_FIELD(settings, sharers)},
    {.name = "sources",
     .help = "instead of the chart a row a cell, with document, page, informant and date",
     CORRAL_FIELD(settings, sources)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "comparison", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

enum { TEXT_WIDTH = 100 };

/* ---- who ---- */

static corral_status check_use(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping_settings *g = &s->grouping;
    if (!s->coalitions.count && !s->group && !g->around.count)
        FAIL(CORRAL_BAD_USE, "compare needs --group N, or --coalitions A,B to name them");
    if (!s->coalitions.count) return CORRAL_OK;
    if (s->group) FAIL(CORRAL_BAD_USE, "--coalitions says who is compared; leave out --group");
    if (g->given || g->previous || g->among || g->around.count || g->together.count ||
        g->apart.count)
        FAIL(CORRAL_BAD_USE, "--coalitions says who is compared; leave out --groups, --previous, "
                             "--among, --around, --together and --apart");
done:
    return status;
}

/* Named coalitions keep their order. */
static corral_status find_named(const corral_region *region, const corral_words *words,
                                corral_chart *chart, uint32_t **kept, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_coalitions_parse_all(region, words, kept, &chart->count, err));
    chart->coalitions = *kept;
    if (chart->count < 2 || chart->count > CORRAL_COMPARISON_MOST)
        FAIL(CORRAL_BAD_USE,
             "--coalitions must name from 2 to %d (a chart of more cannot be read at a table), "
             "got %zu",
             CORRAL_COMPARISON_MOST, chart->count);
done:
    return status;
}

static corral_status find_group(corral_session *session, const settings *s,
                                corral_grouping_run *run, corral_chart *chart, uint32_t *number,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_coalitions members;
    TRY(corral_grouping_run_init(run, session, chart->region, &s->grouping, err));
    TRY(corral_grouping_say(session, chart->region, run, err));
    if (run->is_around && corral_grouping_count(run->grouping) == 0)
        FAIL(CORRAL_BAD_INPUT, "there is no group to compare around that coalition");
    *number = s->group;
    TRY(corral_grouping_find(run, number, &members, err));
    TRY(corral_grouping_say_group(session, chart->region, run, *number, err));
    if (members.count > CORRAL_COMPARISON_MOST)
        FAIL(CORRAL_LIMIT,
             "a chart of more than %d coalitions cannot be read at a table, group %u has %zu: "
             "divide it in the file of groups, or name up to %d with --coalitions",
             CORRAL_COMPARISON_MOST, *number, members.count, CORRAL_COMPARISON_MOST);
    if (members.count < 2)
        FAIL(CORRAL_BAD_INPUT, "group %u has one coalition only, and a chart compares two or more",
             *number);
    chart->coalitions = members.index;
    chart->count = members.count;
done:
    return status;
}

/* ---- what of them ---- */

static corral_status compare(const settings *s, corral_chart *chart, corral_comparison **out,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_comparison_options with = {.sharers = s->sharers};
    unsigned char *chosen = NULL;
    if (s->facets.count) {
        TRY(corral_array_new(&chosen, corral_region_facet_count(chart->region), 1, err));
        with.facets = chosen;
    }
    TRY(corral_facets_choose(chart->region, &s->facets, NULL, chosen, err));
    TRY(corral_comparison_new(chart->region, chart->coalitions, chart->count, &with, out, err));
    chart->comparison = *out;
done:
    free(chosen);
    return status;
}

/* ---- the chart ---- */

static corral_status add_key(const corral_chart *chart, corral_document *document,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "about", NULL, &table, err));
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_chart_key(chart, table, err));
done:
    return status;
}

static corral_status add_chart(const corral_chart *chart, bool for_people,
                               corral_document *document, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "block", .type = CORRAL_COLUMN_WORD, .machine = true},
        {.name = "facet", .type = CORRAL_COLUMN_WORD},
        {.name = "item", .names_row = true},
        {.name = "count", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    if (for_people) TRY(add_key(chart, document, err));
    TRY(corral_document_add_table(document, "chart", NULL, &table, err));
    corral_document_set_main(document, table);
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    TRY(corral_chart_add_columns(chart, true, table, err));
    if (!for_people) TRY(corral_chart_add_about(chart, table, err));
    for (size_t k = 0; k < corral_comparison_count(chart->comparison); k++) {
        corral_comparison_row row = corral_comparison_at(chart->comparison, k);
        if (k == 0 || corral_comparison_at(chart->comparison, k - 1).block != row.block)
            corral_chart_add_heading(chart, row.block, table);
        corral_chart_put_item(chart, row, table);
        corral_table_put_count(table, row.count);
        TRY(corral_chart_end_row(chart, row.item, table, err));
    }
done:
    return status;
}

static corral_status add_sources(const corral_chart *chart, corral_document *document,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "sources", NULL, &table, err));
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_chart_add_sources(chart, table, err));
done:
    return status;
}

/* ---- the document ---- */

/* The latest date that anything said of these carries, "" if none. Dates are ISO: they sort as
 * text. */
static const char *date_of(const corral_chart *chart)
{
    const char *latest = "";
    for (size_t i = 0; i < chart->count; i++) {
        uint32_t a = chart->coalitions[i];
        const char *date = corral_region_attribute(chart->region, a, "as_of");
        if (strcmp(date, latest) > 0) latest = date;
        for (size_t k = 0; k < corral_region_statement_count(chart->region, a); k++) {
            date = corral_region_statement(chart->region, a, k).as_of;
            if (strcmp(date, latest) > 0) latest = date;
        }
    }
    return latest;
}

static void add_counts(const corral_chart *chart, corral_document *document)
{
    for (int b = 0; b < CORRAL_BLOCK_COUNT; b++)
        corral_document_set_count(
            document, corral_block_word((corral_block)b), NULL,
            corral_comparison_block_count(chart->comparison, (corral_block)b));
}

static void add_words(const corral_chart *chart, const settings *s, corral_document *document)
{
    const char *date = date_of(chart);
    if (corral_comparison_count(chart->comparison) == 0) {
        corral_document_add_line(document,
                                 s->sharers > 1
                                     ? "Nothing is on %u of their lists, as far as these "
                                       "are known."
                                     : "Nothing is on any of their lists, as far as "
                                       "these are known.",
                                 s->sharers);
    } else if (!s->sources) {
        corral_document_add_note(document, "Most: more than half of those of whom it is known "
                                           "whether they do.");
        corral_document_add_note(document, "not-mentioned: its list is partial and does not name "
                                           "it, which proves nothing.");
        corral_document_add_note(document, "unknown: not asked or not answered; never a no.");
    }
    if (*date) corral_document_add_note(document, "Data as of %s.", date);
    corral_document_add_note(document, "Draft for discussion; people decide who aligns.");
}

/* Letters and names, for programs that read the chart. */
static corral_status add_names(const corral_chart *chart, corral_document *document,
                               corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "letter"}, {.name = "coalition"}, {.name = "name"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "coalitions", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, 3, err));
    for (size_t i = 0; i < chart->count; i++) {
        corral_letter letter;
        corral_table_put_text(table, corral_letter_of(&letter, i));
        corral_table_put_text(table, corral_region_id(chart->region, chart->coalitions[i]));
        corral_table_put_text(table, corral_region_name(chart->region, chart->coalitions[i]));
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static corral_status add_lookalikes(corral_session *session, const corral_chart *chart,
                                    corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_lookalikes found = {0};
    TRY(corral_lookalikes_find(&found, session, chart->region, chart->coalitions, chart->count,
                               err));
    corral_lookalikes_add_lines(&found, chart->region, document);
done:
    corral_lookalikes_release(&found);
    return status;
}

static corral_status make_document(corral_session *session, const settings *s,
                                   const corral_chart *chart, uint32_t group, corral_document **out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text title = {0};
    bool for_people = corral_session_is_for_people(session);
    if (group)
        TRY(corral_text_printf(&title, err, "Group %u: %zu coalitions compared", group,
                               chart->count));
    else
        TRY(corral_text_printf(&title, err, "%zu coalitions compared", chart->count));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_wide(document);
    if (group) corral_document_set_count(document, "group", NULL, group);
    add_counts(chart, document);
    if (!s->sources) TRY(add_lookalikes(session, chart, document, err));
    add_words(chart, s, document);
    if (s->sources)
        TRY(add_sources(chart, document, err));
    else
        TRY(add_chart(chart, for_people, document, err));
    if (!for_people) TRY(add_names(chart, document, err));
    *out = document;
    document = NULL;
done:
    corral_text_release(&title);
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_grouping_run found = {0};
    corral_comparison *comparison = NULL;
    corral_document *document = NULL;
    uint32_t *named = NULL, group = 0;
    TRY(check_use(s, err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    corral_chart chart = {.region = region};
    if (s->coalitions.count)
        TRY(find_named(region, &s->coalitions, &chart, &named, err));
    else
        TRY(find_group(session, s, &found, &chart, &group, err));
    TRY(compare(s, &chart, &comparison, err));
    TRY(make_document(session, s, &chart, group, &document, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_comparison_free(comparison);
    free(named);
    corral_grouping_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral compare toy --coalitions A,B,C", "three coalitions of the toy region"},
    {"corral compare harmon --group 2 -o chart.html", "a group, to be projected or printed"},
    {"corral compare harmon --group 2 --on goal,strategy --sharers 2",
     "only goals and strategies that two or more share"},
    {"corral compare harmon --group 2 --sources -o sources.csv", "where each cell comes from"},
    {NULL, NULL}};

const corral_command corral_command_compare = {
    .name = "compare",
    .step = CORRAL_STEP_OVERLAP,
    .starred = true,
    .summary = "the comparison chart of a group or of named coalitions",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Puts 2 to 9 coalitions side by side, item by item: what they are (lead, backbone, "
        "geography, founded, meetings, staff), then what all of them share, most, some, and what "
        "one alone names. It compares a group of corral groups, found with the same options or "
        "taken from --groups FILE, or the coalitions that are named. Letters are those of the "
        "group's train map.\n\n"
        "A cell is primary, secondary, no, not-mentioned (the list is partial, so that absence "
        "proves nothing), unknown (not asked, or not answered) or disputed (informants differ). "
        "What is unknown or not mentioned counts neither as yes nor as no. The blocks: all, every "
        "coalition has it; most, two or more have it, more than half of those of whom it is known "
        "whether they do, and it is known of more than half of all; some, two or more have it; "
        "one, one has it, or none for certain where informants differ. count is how many have it; "
        "a disputed cell counts as --disputed says.\n\n"
        "As text lines have at most 100 columns. As HTML it is one page to project and to print "
        "on A4 or Letter, landscape. In CSV and JSON a column is named by the coalition's id, with "
        "\"coalition:\" before an id such as count that is a column already.\n\n"
        "--sources prints a row a cell, several where several said something of it; note is what "
        "they said in their own words.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
