/* corral load: who sits in how many rooms, who hears the same report how often, what joint sessions
 * would save.
 *   1. read the region, find who sits with whom; 2. count; 3. print facts first, then estimates
 * with what they assume. With --plan: the sessions instead. */
#include "cli/grouping.h"
#include "cli/load_words.h"
#include "core/number.h"
#include "region/nearest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Groups are sought up to here: above, comparing everybody would take far longer than counting. */
enum { GROUPS_SOUGHT = 5000 };
/* Rows that people see; programs get all. */
enum { ROWS_SHOWN = 30 };

typedef struct settings {
    uint32_t reports, joint;
    bool plan, persons;
    const char *member, *asks;
    corral_grouping_settings grouping;
} settings;

static const settings defaults = {
    .reports = 4, .joint = 4, .grouping = CORRAL_GROUPING_SETTINGS_INIT};

static const corral_option options[] = {
    {.name = "reports",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "reports a year that each coalition hears on each of its goals and targets",
     .from = 1,
     .to = CORRAL_LOAD_MOST,
     CORRAL_FIELD(settings, reports)},
    {.name = "joint",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "joint sessions a year of each group, each in place of one regular meeting",
     .to = CORRAL_LOAD_MOST,
     CORRAL_FIELD(settings, joint)},
    {.name = "plan",
     .kind = CORRAL_OPTION_FLAG,
     .help = "the fewest joint sessions, of one goal or target and at most nine coalitions each, "
             "that remove 80 % of the repeats",
     CORRAL_FIELD(settings, plan)},
    {.name = "persons",
     .kind = CORRAL_OPTION_FLAG,
     .help = "the persons named instead of the organisations",
     CORRAL_FIELD(settings, persons)},
    {.name = "member",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "NAME",
     .help = "one member alone, with what it hears more than once",
     CORRAL_FIELD(settings, member)},
    {.name = "asks",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "FILE",
     .help = "who is asked for what (columns coalition, member, per_year)",
     .blank = "asks.csv of the region's folder",
     .input = true,
     CORRAL_FIELD(settings, asks)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "load", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

/* What is printed. */
typedef struct page {
    corral_session *session;
    const settings *s;
    const corral_region *region;
    const corral_load_run *run;
    uint32_t member; /* UINT32_MAX: all */
    corral_document *document;
} page;

/* ---- sentences ---- */

/* Adds what a sentence put together, if anything, and empties it. */
static void add_line(page *p, corral_text *line)
{
    if (line->length) corral_document_add_line(p->document, "%s", line->bytes);
    line->length = 0;
}

static const corral_load_row *row_of(const page *p)
{
    for (size_t i = 0; i < corral_load_count(p->run->load); i++)
        if (corral_load_get(p->run->load, i)->member == p->member)
            return corral_load_get(p->run->load, i);
    return NULL;
}

/* Beside the sentence of organisations the assumption need not be said again. */
static corral_status say_persons_year(page *p, const corral_load_totals *t, corral_text *line,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    char repeats[CORRAL_NUMBER_SIZE], saved[CORRAL_NUMBER_SIZE];
    if (!t->is_told) return CORRAL_OK;
    if (p->s->persons)
        return corral_load_say_year(p->run, t->repeats, t->saved, "person", line, err);
    corral_number_grouped(t->repeats, repeats);
    corral_number_grouped(t->saved, saved);
    TRY(corral_text_printf(line, err, "By person, of those named, in the same way: %s repeat%s",
                           repeats, t->repeats == 1 ? "" : "s"));
    if (p->run->group_count)
        TRY(corral_text_printf(line, err, ", %s meeting%s saved", saved, t->saved == 1 ? "" : "s"));
done:
    return status;
}

static corral_status say_persons(page *p, corral_text *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load_totals t = corral_load_total(p->run, true);
    if (!t.rows) return CORRAL_OK;
    TRY(corral_text_printf(line, err, "Of %zu person%s named, %zu sit%s in two or more coalitions",
                           t.rows, t.rows == 1 ? "" : "s", t.several, t.several == 1 ? "s" : ""));
    add_line(p, line);
    TRY(corral_load_say_topic(p->run, t.top, true, line, err));
    add_line(p, line);
    TRY(say_persons_year(p, &t, line, err));
    add_line(p, line);
done:
    return status;
}

static corral_status say_members(page *p, corral_text *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load_totals t = corral_load_total(p->run, false);
    TRY(corral_load_say_topic(p->run, t.top, true, line, err));
    add_line(p, line);
    TRY(corral_load_say_demand(p->run, line, err));
    add_line(p, line);
    TRY(corral_load_say_asks(p->run, line, err));
    add_line(p, line);
    if (t.is_told)
        TRY(corral_load_say_year(p->run, t.repeats, t.saved, "organisation", line, err));
    else if (t.several)
        TRY(corral_text_printf(line, err,
                               "Goals and targets are not known of two coalitions with "
                               "a member in common: who hears the same report cannot "
                               "be told"));
    add_line(p, line);
done:
    return status;
}

static corral_status say_member(page *p, const corral_load_row *row, corral_text *line,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_load_say_topic(p->run, row, true, line, err));
    add_line(p, line);
    if (row->agendas > 1)
        TRY(corral_load_say_year(p->run, row->repeats, row->saved, "organisation", line, err));
    add_line(p, line);
done:
    return status;
}

static corral_status add_lines(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    if (p->member != UINT32_MAX && row_of(p)) TRY(say_member(p, row_of(p), &line, err));
    if (p->member == UINT32_MAX && !p->s->persons) TRY(say_members(p, &line, err));
    if (p->member == UINT32_MAX) TRY(say_persons(p, &line, err));
done:
    corral_text_release(&line);
    return status;
}

static corral_status add_notes(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text note = {0};
    bool more = true;
    if (!p->s->persons)
        corral_document_add_note(p->document, "counted by organisation: different people may sit "
                                              "in different rooms");
    if (corral_load_person_count(p->run->load))
        corral_document_add_note(p->document,
                                 "counted by person where persons are named: two people of "
                                 "one name count as one");
    if (!p->run->options.group)
        corral_document_add_note(p->document,
                                 "groups are not sought among more than %d coalitions: groups and "
                                 "saved are blank; give --groups FILE, as corral groups writes it",
                                 GROUPS_SOUGHT);
    if (!p->run->is_asked)
        corral_document_add_note(p->document, "asks are not recorded: there is no asks.csv");
    for (int which = 0; more; which++) {
        note.length = 0;
        TRY(corral_load_say_unknown(p->run, which, &more, &note, err));
        if (note.length) corral_document_add_note(p->document, "%s", note.bytes);
    }
done:
    corral_text_release(&note);
    return status;
}

/* ---- tables ---- */

/* People see who sits in several rooms; programs see all. */
static bool is_shown(const page *p, const corral_load_row *row)
{
    bool sits_for = row->member == p->member;
    for (uint32_t i = 0; i < row->member_count; i++) sits_for |= row->members[i] == p->member;
    if (p->member != UINT32_MAX) return sits_for;
    return !p->run->for_people || row->coalitions > 1;
}

static corral_status add_rows(page *p, bool of_persons, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_load *load = p->run->load;
    size_t count = of_persons ? corral_load_person_count(load) : corral_load_count(load);
    size_t shown = 0, cut = 0;
    bool is_cut = p->run->for_people && p->member == UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        const corral_load_row *row =
            of_persons ? corral_load_person(load, i) : corral_load_get(load, i);
        if (!is_shown(p, row)) continue;
        if (is_cut && shown == ROWS_SHOWN) {
            cut++;
            continue;
        }
        shown++;
        TRY(corral_load_add_row(p->run, row, table, err));
    }
    if (cut)
        corral_table_add_remark(table,
                                "... and %zu more in two or more coalitions: -f csv%s lists "
                                "all",
                                cut, of_persons ? " --persons" : "");
done:
    return status;
}

/* For people a table without rows is none; programs get the one they asked for. */
static bool has_rows(const page *p, bool of_persons)
{
    const corral_load *load = p->run->load;
    size_t count = of_persons ? corral_load_person_count(load) : corral_load_count(load);
    for (size_t i = 0; i < count; i++)
        if (is_shown(p, of_persons ? corral_load_person(load, i) : corral_load_get(load, i)))
            return true;
    return !p->run->for_people && of_persons == p->s->persons;
}

static corral_status add_table(page *p, bool of_persons, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    if (!has_rows(p, of_persons)) return CORRAL_OK;
    TRY(corral_document_add_table(p->document, of_persons ? "persons" : "members",
                                  of_persons ? "Persons" : "Organisations", &table, err));
    TRY(corral_load_add_columns(p->run, of_persons, table, err));
    TRY(add_rows(p, of_persons, table, err));
done:
    return status;
}

static corral_status add_topics(page *p, corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "topic"},
                                            {.name = "agendas", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "rooms", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "repeats", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_load_topic *topics = NULL;
    size_t count;
    corral_table *table;
    TRY(corral_load_topics(p->region, p->member, &topics, &count, err));
    if (!count && p->run->for_people) goto done;
    TRY(corral_document_add_table(p->document, "topics", "Heard in two or more rooms", &table,
                                  err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t i = 0; i < count; i++) {
        uint32_t facet = corral_region_item_facet(p->region, topics[i].topic);
        corral_table_put_text(table, corral_region_facet_name(p->region, facet));
        corral_table_put_text(table, corral_load_name(p->run, topics[i].topic));
        corral_table_put_count(table, topics[i].agenda);
        corral_table_put_count(table, topics[i].rooms);
        corral_table_put_count(table, (size_t)(topics[i].rooms - 1) * p->s->reports);
        TRY(corral_table_end_row(table, err));
    }
done:
    free(topics);
    return status;
}

static corral_status add_tables(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!p->s->persons) TRY(add_table(p, false, err));
    TRY(add_table(p, true, err));
    if (p->member != UINT32_MAX) TRY(add_topics(p, err));
done:
    return status;
}

/* ---- the document ---- */

static corral_status make_title(const page *p, corral_text *title, corral_error *err)
{
    corral_load_totals t = corral_load_total(p->run, false);
    const corral_load_row *row = p->member == UINT32_MAX ? NULL : row_of(p);
    if (p->member != UINT32_MAX)
        return corral_text_printf(title, err, "%s sits in %u coalition%s",
                                  corral_load_name(p->run, p->member), row ? row->coalitions : 0,
                                  row && row->coalitions == 1 ? "" : "s");
    return corral_text_printf(
        title, err, "%zu of %zu organisation%s sit%s in two or more coalitions", t.several,
        t.seated, t.seated == 1 ? "" : "s", t.several == 1 ? "s" : "");
}

/* Of the whole region, for programs. */
static void set_figure(corral_document *document, const char *name, bool is_told, uint64_t value)
{
    if (is_told)
        corral_document_set_count(document, name, NULL, value);
    else
        corral_document_set_number(document, name, NULL, NAN);
}

static corral_status print_load(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0};
    corral_load_totals t = corral_load_total(p->run, false);
    TRY(make_title(p, &title, err));
    TRY(corral_document_new(title.bytes, &p->document, err));
    bool grouped = p->run->options.group != NULL;
    set_figure(p->document, "groups", grouped, p->run->group_count);
    set_figure(p->document, "repeats", t.is_told || !t.several, t.repeats);
    set_figure(p->document, "saved", grouped, t.saved);
    TRY(add_lines(p, err));
    TRY(add_tables(p, err));
    TRY(add_notes(p, err));
    TRY(corral_session_print(p->session, p->document, err));
done:
    corral_text_release(&title);
    corral_document_free(p->document);
    return status;
}

/* ---- the command ---- */

/* *out is UINT32_MAX where none was asked for. */
static corral_status find_member(const corral_region *region, const char *given, uint32_t *out,
                                 corral_error *err)
{
    *out = UINT32_MAX;
    if (!given || corral_region_facet_find(region, "member") == UINT32_MAX) return CORRAL_OK;
    corral_status status =
        corral_region_require_item(region, "member", given, (corral_place){0}, out, err);
    if (status != CORRAL_BAD_INPUT) return status;
    if (err) err->status = CORRAL_BAD_USE;
    return CORRAL_BAD_USE;
}

static corral_status check_use(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->plan && (s->member || s->persons))
        FAIL(CORRAL_BAD_USE, "--plan is of the whole region; leave out --member and --persons");
done:
    return status;
}

static corral_status count(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const settings *s = p->s;
    uint32_t *group = NULL;
    corral_load_run run = {0};
    corral_load_options with = CORRAL_LOAD_OPTIONS_INIT;
    if (s->grouping.given || corral_region_coalition_count(p->region) <= GROUPS_SOUGHT)
        TRY(corral_grouping_numbers(p->session, p->region, &s->grouping, &group, err));
    with.reports = s->reports;
    with.joint = s->joint;
    with.group = group;
    TRY(corral_load_run_init(&run, p->session, p->region, p->session->operands[0], s->asks, &with,
                             err));
    run.for_people = corral_session_is_for_people(p->session);
    p->run = &run;
    TRY(print_load(p, err));
done:
    corral_load_run_release(&run);
    free(group);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    page p = {.session = session, .s = s};
    TRY(check_use(s, err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    p.region = region;
    TRY(find_member(region, s->member, &p.member, err));
    if (s->plan)
        TRY(corral_load_print_plan(session, region, s->reports, err));
    else
        TRY(count(&p, err));
done:
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral load harmon", "who is much in demand, and what joint sessions would save"},
    {"corral load harmon --member 'Metro School District'", "one member, with what it hears twice"},
    {"corral load harmon --persons -f csv -o persons.csv", "every person named, for a spreadsheet"},
    {"corral load harmon --plan", "the fewest joint sessions against most of the repeats"},
    {NULL, NULL}};

const corral_command corral_command_load = {
    .name = "load",
    .step = CORRAL_STEP_REACH,
    .summary = "who sits in how many rooms, hears the same report how often",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Counts, for each member: the coalitions it sits in, the people named for it, the groups, "
        "the meetings and hours a year (columns meetings_per_year and meeting_hours of "
        "coalitions.csv), the topics (goals and targets on the agenda of two or more of its "
        "coalitions), the most rooms that have the same topic, and what it is asked for in a year "
        "(asks.csv).\n\n"
        "Then it estimates. repeats: if each coalition hears --reports reports a year on each of "
        "its goals and targets, whoever sits in k of the rooms hears k - 1 of them again. saved: "
        "if the coalitions of a group hold --joint sessions a year together, each in place of one "
        "regular meeting, whoever sits in k of them has k - 1 meetings fewer each time.\n\n"
        "Members are organisations: different people may sit in different rooms. Where persons "
        "are named there is a table of them, too; two people of one name count as one. What "
        "is not known is not counted, and the output says what that is: a sum that lacks something "
        "has a + for people and is blank in CSV and JSON.\n\n"
        "--plan prints sessions instead: in each, at most nine coalitions hear together what is "
        "reported on one goal or target. The number of sessions is the least possible unless a "
        "topic has more than 14 coalitions; the output says which. Groups are sought up to 5,000 "
        "coalitions; above, give them with --groups.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
