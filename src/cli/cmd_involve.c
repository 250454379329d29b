/* corral involve: who else should be at the table, why, and who knows them. */
#include "cli/grouping.h"
#include "cli/involve.h"
#include "core/number.h"
#include "region/nearest.h"

#include <math.h>
#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
    uint32_t group;
    const char *coalition, *list;
    size_t most;
    bool backtest;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT, .most = 3};

static const corral_option options[] = {
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "who else for this group",
     .blank = "none",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(settings, group)},
    {.name = "coalition",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "A",
     .help = "who else for this coalition",
     CORRAL_FIELD(settings, coalition)},
    {.name = "list",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "FILE",
     .help = "what should be at the table (columns facet and item; facet sector, or one of the "
             "region)",
     .blank = "lists/sectors.csv in the region, else its sectors; and its populations",
     .input = true,
     CORRAL_FIELD(settings, list)},
    {.name = "most",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "most candidates for each thing missing, and for each other reason",
     .from = 1,
     .to = 1000000,
     CORRAL_FIELD(settings, most)},
    {.name = "backtest",
     .help = "hide seats, and say how well the score finds them again",
     CORRAL_FIELD(settings, backtest)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "whom for", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

/* ---- who else ---- */

/* The table: a group, or one coalition, whose group then gives the members of several. */
typedef struct asked {
    corral_coalitions table, group;
    uint32_t one; /* the coalition */
} asked;

static corral_status find_table(const corral_region *region, const corral_grouping *grouping,
                                const settings *s, asked *a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number = s->group;
    if (s->coalition) {
        status = corral_region_require(region, s->coalition, (corral_place){0}, &a->one, err);
        if (status == CORRAL_BAD_INPUT && err) err->status = CORRAL_BAD_USE;
        if (status != CORRAL_OK) return status == CORRAL_BAD_INPUT ? CORRAL_BAD_USE : status;
        number = corral_grouping_of(grouping, a->one);
        a->table = (corral_coalitions){&a->one, 1};
    } else {
        TRY(corral_grouping_check_group(grouping, number, err));
    }
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++)
        if (corral_grouping_number(grouping, k) == number)
            a->group = corral_grouping_members(grouping, k);
    if (!s->coalition) a->table = a->group;
done:
    return status;
}

static corral_status make_title(const corral_involve_view *view, const settings *s,
                                corral_text *title, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t members = corral_involvement_known(view->found).members;
    if (s->coalition)
        TRY(corral_text_printf(title, err, "Who else for %s",
                               corral_region_name(view->region, view->table.index[0])));
    else
        TRY(corral_text_printf(title, err, "Who else for group %u: %zu coalition%s", s->group,
                               view->table.count, view->table.count == 1 ? "" : "s"));
    TRY(corral_text_printf(title, err, members ? ", %zu known member%s" : ", members not known",
                           members, members == 1 ? "" : "s"));
done:
    return status;
}

static void add_figures(const corral_involve_view *view, corral_document *document)
{
    size_t entries = corral_involvement_entry_count(view->found), missing = 0;
    for (size_t k = 0; k < entries; k++)
        missing += corral_involvement_entry(view->found, k).is_missing;
    corral_document_set_count(document, "looked_for", NULL, entries);
    corral_document_set_count(document, "missing", NULL, missing);
}

/* In two parts: those who have a seat here stand apart from those to be asked. */
static corral_status add_candidates(const corral_involve_view *view, bool in_two_parts,
                                    corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_involve_part part = in_two_parts ? CORRAL_INVOLVE_ELSEWHERE : CORRAL_INVOLVE_ALL;
    corral_table *table;
    TRY(corral_document_add_table(document, "candidates", NULL, &table, err));
    TRY(corral_involve_add_columns(view, table, err));
    TRY(corral_involve_add_rows(view, part, table, err));
    if (!in_two_parts || !corral_involve_count(view, CORRAL_INVOLVE_HERE)) return CORRAL_OK;
    TRY(corral_document_add_table(document, "here",
                                  "Already here, in several of the group's coalitions: they may "
                                  "carry word between them",
                                  &table, err));
    TRY(corral_involve_add_here(view, table, err));
done:
    return status;
}

static corral_status make_document(const corral_involve_view *view, const settings *s,
                                   const corral_grouping_run *run, bool in_two_parts,
                                   corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text text = {0};
    TRY(make_title(view, s, &text, err));
    TRY(corral_document_new(text.bytes, &document, err));
    text.length = 0;
    TRY(corral_grouping_sentence(view->region, run, &text, err));
    corral_document_set_text(document, "grouping", "groups", text.bytes);
    add_figures(view, document);
    text.length = 0;
    TRY(corral_involve_sentences(view, &text, err));
    for (size_t at = 0; at < text.length; at += strlen(text.bytes + at) + 1)
        corral_document_add_line(document, "%s", text.bytes + at);
    TRY(add_candidates(view, in_two_parts, document, err));
    corral_document_add_note(document,
                             "Steps: networking, get to know each other; cooperation, tell each "
                             "other what is planned; coordination, plan together what both do; "
                             "coalition, decide together, each with a vote; collaboration, work as "
                             "one and decide by consensus.");
    corral_document_add_note(document, "Within a reason candidates stand by name; nobody is "
                                       "ranked, and people decide whom to ask.");
    *out = document;
    document = NULL;
done:
    corral_text_release(&text);
    corral_document_free(document);
    return status;
}

static corral_status who_else(corral_session *session, const corral_region *region,
                              const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping_run run = {0};
    corral_involve_wanted wanted = {0};
    corral_involvement *found = NULL;
    corral_document *document = NULL;
    corral_involve_options with = CORRAL_INVOLVE_OPTIONS_INIT;
    asked a = {0};
    bool is_workbook = corral_session_format(session) == CORRAL_FORMAT_XLSX;
    TRY(corral_involve_wanted_init(&wanted, session, region, s->list, err));
    TRY(corral_grouping_run_init(&run, session, region, &s->grouping, err));
    TRY(find_table(region, run.grouping, s, &a, err));
    corral_involve_want(&wanted, &with);
    with.table = a.table;
    with.group = a.group;
    with.most = s->most;
    TRY(corral_involve_find(region, &with, &session->progress, &found, err));
    corral_involve_view view = {region,
                                run.grouping,
                                found,
                                a.table,
                                corral_session_is_for_people(session) || is_workbook,
                                wanted.from.bytes,
                                with.most,
                                is_workbook};
    TRY(make_document(&view, s, &run, corral_session_is_for_people(session), &document, err));
    TRY(corral_session_print(session, document, err));
    if (!corral_session_is_for_people(session))
        TRY(corral_grouping_say(session, region, &run, err));
    if (s->group) TRY(corral_grouping_say_group(session, region, &run, s->group, err));
done:
    corral_document_free(document);
    corral_involvement_free(found);
    corral_involve_wanted_release(&wanted);
    corral_grouping_run_release(&run);
    return status;
}

/* ---- the backtest ---- */

static const corral_column backtest_columns[] = {
    {.name = "split", .type = CORRAL_COLUMN_WORD},
    {.name = "variant", .type = CORRAL_COLUMN_WORD},
    {.name = "damping", .type = CORRAL_COLUMN_SCORE, .digits = 2},
    {.name = "auc", .label = "AUC", .type = CORRAL_COLUMN_SCORE},
    {.name = "precision_at_10", .type = CORRAL_COLUMN_SCORE},
    {.name = "note", .type = CORRAL_COLUMN_WORD}};

static const char *const variants[] = {[CORRAL_BACKTEST_POPULARITY] = "popularity",
                                       [CORRAL_BACKTEST_SCORE] = "score",
                                       [CORRAL_BACKTEST_PAGERANK] = "pagerank"};

static bool is_used(const corral_backtest_row *row)
{
    return row->variant == CORRAL_BACKTEST_SCORE && row->damping == CORRAL_INVOLVE_DAMPING;
}

/* On the split for reporting only what did not have to be chosen from many. */
static bool is_shown(const corral_backtest_row *row)
{
    return !row->is_report || row->is_chosen || is_used(row) ||
           row->variant == CORRAL_BACKTEST_POPULARITY;
}

static corral_status add_backtest(const corral_backtest *b, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < b->count; i++) {
        const corral_backtest_row *row = &b->row[i];
        if (!is_shown(row)) continue;
        corral_table_put_text(table, row->is_report ? "report" : "choose");
        corral_table_put_text(table, variants[row->variant]);
        corral_table_put_number(table, row->damping);
        corral_table_put_number(table, row->auc);
        corral_table_put_number(table, row->precision);
        corral_table_put_text(table, is_used(row)     ? row->is_chosen ? "used, chosen" : "used"
                                     : row->is_chosen ? "chosen"
                                                      : NULL);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static corral_status backtest(corral_session *session, const corral_region *region,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_backtest b;
    corral_document *document = NULL;
    corral_table *table;
    TRY(corral_involve_backtest(region, session->common.seed, &session->progress, &b, err));
    TRY(corral_document_new("How well hidden seats are found again", &document, err));
    corral_document_set_count(document, "seats", "seats of members", b.seats);
    corral_document_set_count(document, "hidden", "hidden on each split", b.hidden);
    corral_document_add_line(document,
                             "coalitions with a hidden seat: %zu to choose on (%zu measured), %zu "
                             "to report on (%zu measured)",
                             b.with[0], b.coalitions[0], b.with[1], b.coalitions[1]);
    TRY(corral_document_add_table(document, "variants", NULL, &table, err));
    TRY(corral_table_add_columns(table, backtest_columns,
                                 sizeof backtest_columns / sizeof *backtest_columns, err));
    TRY(add_backtest(&b, table, err));
    corral_document_add_note(document,
                             "AUC: how often a hidden seat stands before one that a coalition does "
                             "not have; 0.5 is chance. Variants are chosen on one split and "
                             "reported on the other; \"used\" is what the column score has.");
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    return status;
}

/* ---- the command ---- */

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    int given = (s->group > 0) + (s->coalition != NULL) + s->backtest;
    if (given != 1)
        FAIL(CORRAL_BAD_USE, "give one of --group N, --coalition A and --backtest, got %s",
             given ? "several" : "none");
    TRY(corral_session_read(session, session->operands[0], &region, err));
    if (s->backtest)
        TRY(backtest(session, region, err));
    else
        TRY(who_else(session, region, s, err));
done:
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral involve --group 1 harmon", "who else for the first group, why, and who knows them"},
    {"corral involve --coalition drug-free-youth harmon -o else.csv",
     "the same for one coalition, as CSV"},
    {"corral involve --group 2 --list harmon/lists/sectors.csv harmon",
     "only what a list says should be at the table"},
    {"corral involve --backtest harmon", "how well the score finds seats that were hidden"},
    {NULL, NULL}};

const corral_command corral_command_involve = {
    .name = "involve",
    .step = CORRAL_STEP_REACH,
    .summary = "who else should be at the table, why, and who knows them",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Proposes who else might be asked to a table, the coalitions of a group or one coalition, "
        "for reasons in this order. missing here: a member or coalition that brings a "
        "sector, a population or a list entry that nobody known at the table brings; look outside: "
        "nobody known in the region brings it. shares goals: a coalition that shares two goals or "
        "more with the table. in several: a member that sits in two or more of the group's "
        "coalitions (for one coalition: of its group's, and not with it). Sectors of members "
        "are in the column sector of items.csv. Coalitions whose interest is no, or that ended, "
        "are not proposed.\n\n"
        "who_knows_them is a shortest path from members at the table, through coalitions where "
        "they sit, those with the fewest seats first; or a partner, where partners.csv "
        "records a direct tie. depth is how deep that tie is, from the column role of partners.csv "
        "(0 to 5, or none, networking, cooperation, coordination, coalition, collaboration); "
        "next_step is one deeper than is known. already_in is where the candidate sits today. Who "
        "has "
        "a seat here already is listed apart for people, and in CSV and JSON says so in "
        "who_knows_them.\n\n"
        "Within a reason candidates stand by name: nobody is ranked. CSV and JSON have a score, "
        "personalised PageRank with restart at the table, times (1 + share of what is missing that "
        "the candidate brings), over log2(1 + seats); of more than --most candidates those with "
        "the largest are kept, and how many more there are is said. --backtest hides a tenth of "
        "the members' seats and says how well "
        "scores find them, beside the mere number of seats (popularity); another tenth is kept "
        "for a report on which nothing was chosen. It speaks of seats in a file, not of who should "
        "be asked.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
