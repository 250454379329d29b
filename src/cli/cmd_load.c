/* corral load: who sits in how many rooms, who hears the same report how often, what joint sessions
 * would save.
 *   1. read the region, find who sits with whom; 2. count; 3. print facts first, then estimates
 * with what they assume. With --plan: the sessions instead. */
#include "cli/grouping.h"
#include "cli/load_page.h"
#include "region/nearest.h"

#include <stdlib.h>
#include <string.h>

typedef struct settings {
    uint32_t reports, joint;
    bool plan, persons, all;
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
     .help = "the persons named instead of the members",
     CORRAL_FIELD(settings, persons)},
    {.name = "all",
     .kind = CORRAL_OPTION_FLAG,
     .help = "every row for people, too: of those in two or more coalitions they see the first 30",
     CORRAL_FIELD(settings, all)},
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
    if (s->plan && (s->member || s->persons || s->all))
        FAIL(CORRAL_BAD_USE,
             "--plan is of the whole region; leave out --member, --persons and --all");
done:
    return status;
}

static corral_status count(corral_load_page *page, const corral_region *region, const settings *s,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_session *session = page->session;
    uint32_t *group = NULL;
    corral_load_run run = {0};
    corral_load_options with = CORRAL_LOAD_OPTIONS_INIT;
    if (s->grouping.given || corral_region_coalition_count(region) <= CORRAL_LOAD_GROUPS_SOUGHT)
        TRY(corral_grouping_numbers(session, region, &s->grouping, &group, err));
    with.reports = s->reports;
    with.joint = s->joint;
    with.group = group;
    TRY(corral_load_run_init(&run, session, region, session->operands[0], s->asks, &with, err));
    run.for_people = corral_session_is_for_people(session);
    page->run = &run;
    TRY(corral_load_print_page(page, err));
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
    corral_load_page page = {.session = session, .persons = s->persons, .all = s->all};
    TRY(check_use(s, err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(find_member(region, s->member, &page.member, err));
    if (s->plan)
        TRY(corral_load_print_plan(session, region, s->reports, err));
    else
        TRY(count(&page, region, s, err));
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
        "regular meeting, whoever sits in k of them has k - 1 meetings fewer each time; never more "
        "joint sessions than the coalition of the group that meets least has meetings, where that "
        "is known.\n\n"
        "A member is an organisation, of which different people may sit in different rooms, or a "
        "person. Where persons "
        "are named there is a table of them, too; two people of one name count as one. What "
        "is not known is not counted, and the output says what that is: a sum that lacks something "
        "has a + for people and is blank in CSV and JSON.\n\n"
        "--plan prints sessions instead: in each, at most nine coalitions hear together what is "
        "reported on one goal or target. The number of sessions is the least possible unless a "
        "topic has more than 14 coalitions; the output says which, which sessions can be held in "
        "one "
        "meeting, and what that is beside the meetings each coalition has today. Groups are sought "
        "up to 5,000 "
        "coalitions; above, give them with --groups.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
