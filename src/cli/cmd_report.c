/* corral report: one page with everything, for the team, the table or the public.
 *   1. read the region, find the groups; 2. let each section add what it has to say; 3. have
 *   corral-viz compose the page; where that fails, without drawings; 4. write it, whole. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/check_facts.h"
#include "cli/draw.h"

/* In the order of the page. */
static const corral_report_section sections[] = {
    {"figures", "The region in figures", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE,
     corral_report_figures},
    {"trains", "All trains", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE, corral_report_trains},
    {"rooms", "Who sits in how many rooms", CORRAL_SEEN_WITHIN, CORRAL_IN_WHOLE,
     corral_report_rooms},
    {"load", "Who hears the same report", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE, corral_report_load},
    {"overlaps", "Where the trains overlap", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE,
     corral_report_overlaps},
    {"gaps", "What nobody covers", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE, corral_report_gaps},
    {"group", "Group", CORRAL_SEEN_BY_ALL, CORRAL_IN_GROUP, corral_report_one_group},
    {"align", "What to align in group", CORRAL_SEEN_BY_TEAM, CORRAL_IN_GROUP, corral_report_align},
    {"involve", "Who else for group", CORRAL_SEEN_BY_TEAM, CORRAL_IN_GROUP, corral_report_involve},
    {"alone", "Without a group", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE, corral_report_alone},
    {"who", "Who is in this group", CORRAL_SEEN_BY_ALL, CORRAL_IN_PACKET, corral_report_who},
    {"map", "Your trains", CORRAL_SEEN_BY_ALL, CORRAL_IN_PACKET, corral_report_map},
    {"goals", "The goals you share", CORRAL_SEEN_BY_ALL, CORRAL_IN_PACKET, corral_report_goals},
    {"chart", "Your comparison chart", CORRAL_SEEN_BY_ALL, CORRAL_IN_PACKET, corral_report_compare},
    {"singles", "What only one of you brings", CORRAL_SEEN_BY_ALL, CORRAL_IN_PACKET,
     corral_report_singles},
    {"rooms", "Who sits in how many rooms", CORRAL_SEEN_WITHIN, CORRAL_IN_PACKET,
     corral_report_group_rooms},
    {"questions", "Open questions", CORRAL_SEEN_WITHIN, CORRAL_IN_PACKET, corral_report_questions},
    {"align", "What you could combine", CORRAL_SEEN_BY_TEAM, CORRAL_IN_PACKET, corral_report_align},
    {"involve", "Who else could be at this table", CORRAL_SEEN_BY_TEAM, CORRAL_IN_PACKET,
     corral_report_involve},
    {"umbrella", "The umbrella", CORRAL_SEEN_BY_TEAM, CORRAL_IN_WHOLE | CORRAL_IN_PACKET,
     corral_report_umbrella},
    {"backbone", "Backbone candidates", CORRAL_SEEN_BY_TEAM, CORRAL_IN_WHOLE | CORRAL_IN_PACKET,
     corral_report_backbone},
    {"reading", "How to read this", CORRAL_SEEN_BY_ALL, CORRAL_IN_WHOLE | CORRAL_IN_PACKET,
     corral_report_reading}};

/* Of larger regions the first groups are shown, and packets made of the others. */
enum { GROUPS_MOST = 30 };

typedef struct settings {
    corral_grouping_settings grouping;
    int audience, theme, paper;
    uint32_t group;
    const char *stations, *title, *list, *not_applicable;
    corral_words with;
    double draw_limit;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT,
                                  .audience = CORRAL_FOR_TABLE,
                                  .paper = 1,
                                  .draw_limit = 120};

static const char *const audiences[] = {"team", "table", "public", NULL};

static const corral_option options[] = {
    {.name = "for",
     .kind = CORRAL_OPTION_CHOICE,
     .words = audiences,
     .help = "who is to read it: table leaves out figures of fit, public also who sits in how many "
             "rooms and whose answers are missing",
     CORRAL_FIELD(settings, audience)},
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "the packet of one table: its maps on paper, its charts, open questions",
     .blank = "the region",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(settings, group)},
    {.name = "stations",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "the facet whose shared items are drawn",
     .blank = "member if there is one, else the facet with most shared items",
     CORRAL_FIELD(settings, stations)},
    {.name = "list",
     .kind = CORRAL_OPTION_FILE,
     .help = "what should be covered, as for gaps",
     .blank = "no list; two facets are crossed in any case",
     .input = true,
     CORRAL_FIELD(settings, list)},
    {.name = "not-applicable",
     .kind = CORRAL_OPTION_FILE,
     .help = "what makes no sense, as for gaps",
     .blank = "lists/not-applicable.csv in the region's folder, if it is there",
     .input = true,
     CORRAL_FIELD(settings, not_applicable)},
    {.name = "with",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "FILE",
     .help = "for the team alone: also what a survey says, the preferences of corral umbrella, the "
             "ratings of corral backbone; may be given again",
     CORRAL_FIELD(settings, with)},
    {.name = "title",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "TEXT",
     .help = "title of the page",
     .blank = "what it is of, by the name of the region's folder",
     CORRAL_FIELD(settings, title)},
    {.name = "theme",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_themes,
     .help = "colours; auto follows the reader's light or dark",
     CORRAL_FIELD(settings, theme)},
    {.name = "paper",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_papers,
     .help = "what the maps of a packet are laid out for, each on a sheet of its own",
     CORRAL_FIELD(settings, paper)},
    {.name = "draw-limit",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "SECONDS",
     .help = "stop the drawing program after so long, and leave the drawings out",
     .most = 86400,
     .above = true,
     .local = true,
     CORRAL_FIELD(settings, draw_limit)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "report", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

/* ---- the page ---- */

/* The heading is put before what the section adds, and taken back when that is nothing. */
static corral_status add_section(corral_report *report, const corral_report_section *section,
                                 const char *id, const char *heading, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t before = report->page.length, after;
    TRY(corral_draw_record(&report->page, err, "section", id, heading, NULL));
    after = report->page.length;
    TRY(section->add(report, err));
    if (report->page.length == after)
        report->page.length = before;
    else
        report->sections++;
done:
    return status;
}

static corral_status add_groups(corral_report *report, const corral_report_section *section,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_grouping_count(report->run->grouping);
    for (uint32_t k = 0; k < count && k < GROUPS_MOST; k++) {
        char id[64], heading[96];
        size_t members;
        const corral_progress *progress = &report->session->progress;
        if (!progress->step(progress->user, "describing groups", (double)k / count))
            FAIL(CORRAL_INTERRUPTED, "interrupted");
        report->place = k;
        members = corral_report_members(report).count;
        snprintf(id, sizeof id, "%s-%u", section->id, corral_report_group(report));
        snprintf(heading, sizeof heading, "%s %u: %zu coalition%s", section->heading,
                 corral_report_group(report), members, members == 1 ? "" : "s");
        TRY(add_section(report, section, id, heading, err));
    }
    if (count > GROUPS_MOST)
        TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err,
                              "%u more groups are not shown here; --group N makes the packet of "
                              "each.",
                              count - GROUPS_MOST));
done:
    return status;
}

static corral_status add_sections(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned here = report->packet ? CORRAL_IN_PACKET : CORRAL_IN_WHOLE;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const corral_report_section *section = &sections[i];
        if (!corral_report_is_for(report, section->seen_by)) continue;
        if (section->stands_in & here)
            TRY(add_section(report, section, section->id, section->heading, err));
        else if (!report->packet && section->stands_in & CORRAL_IN_GROUP)
            TRY(add_groups(report, section, err));
    }
done:
    return status;
}

/* By its folder, or by its file without the ending. */
static corral_status name_region(const char *path, corral_text *title, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *whole = realpath(path, NULL);
    const char *slash = whole ? strrchr(whole, '/') : NULL;
    size_t length = slash ? strcspn(slash + 1, ".") : 0;
    if (strcmp(path, "-") != 0 && length)
        TRY(corral_text_printf(title, err, "The moving trains of %.*s", (int)length, slash + 1));
    else
        TRY(corral_text_printf(title, err, "The moving trains of a region"));
done:
    free(whole);
    return status;
}

static corral_status add_titles(corral_report *report, const settings *s, corral_text *title,
                                corral_error *err)
{
    static const char *const readers[] = {"For the team", "For the table", "For everybody"};
    corral_status status = CORRAL_OK;
    corral_text line = {0}, note = {0};
    corral_drawing about = report->drawing;
    about.group = report->packet;
    if (s->title)
        TRY(corral_text_printf(title, err, "%s", s->title));
    else if (report->packet)
        TRY(corral_text_printf(title, err, "Group %u: %zu coalitions", report->packet,
                               corral_report_members(report).count));
    else
        TRY(name_region(report->session->operands[0], title, err));
    if (!report->packet) TRY(corral_facts_headline(report->region, &line, err));
    TRY(corral_draw_note_text(&about, &note, err));
    TRY(corral_draw_record(&report->page, err, "corral-page", "1", NULL));
    TRY(corral_draw_record(&report->page, err, "title", title->bytes, NULL));
    TRY(corral_draw_record(&report->page, err, "theme", corral_themes[s->theme], NULL));
    if (line.length) TRY(corral_draw_record(&report->page, err, "line", line.bytes, NULL));
    line.length = 0;
    TRY(corral_text_printf(&line, err, "%s. %s", readers[report->audience], note.bytes));
    TRY(corral_draw_record(&report->page, err, "line", line.bytes, NULL));
    TRY(corral_draw_record(&report->page, err, "note", note.bytes, NULL));
done:
    corral_text_release(&line);
    corral_text_release(&note);
    return status;
}

static corral_status compose(corral_report *report, const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0};
    corral_document_free(report->tables);
    report->tables = NULL;
    report->page.length = report->sections = report->drawings = 0;
    TRY(corral_document_new(NULL, &report->tables, err));
    TRY(add_titles(report, s, &title, err));
    TRY(add_sections(report, err));
done:
    corral_text_release(&title);
    return status;
}

/* ---- making it ---- */

/* Whether the report is worth having without what failed. */
static bool is_of_drawing(corral_status status)
{
    return status == CORRAL_LIBRARY || status == CORRAL_LIMIT || status == CORRAL_FILE_SYSTEM;
}

/* Nobody composes a page: the tables alone, by the writer of tables. */
static corral_status write_tables(const corral_report *report, corral_text *html, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    size_t length;
    corral_document_add_line(report->tables, "The drawings could not be made. Draft for "
                                             "discussion. Groups are suggestions; people decide.");
    TRY(corral_output_open_memory(&output, err));
    TRY(corral_document_write(report->tables, CORRAL_FORMAT_HTML, NULL, output, err));
    TRY(corral_output_commit(output, err));
    const char *bytes = corral_output_bytes(output, &length);
    TRY(corral_text_append(html, bytes, length, err));
done:
    corral_output_free(output);
    return status;
}

static corral_status try_page(corral_report *report, const settings *s, corral_report_trust trust,
                              double limit, corral_text *html, corral_error *err)
{
    corral_status status = CORRAL_OK;
    report->trust = trust;
    html->length = 0;
    TRY(compose(report, s, err));
    TRY(corral_drawing_render(report->session, &report->page, "html", limit, html, err));
done:
    return status;
}

/* *html is whole whenever CORRAL_OK is returned; *why says what was left out, if anything. A page
 * fails with one drawing, so the others are tried one by one before all are given up. */
static corral_status make(corral_report *report, const settings *s, corral_text *html,
                          corral_error *why, corral_error *err)
{
    enum { PATIENCE = 10 }; /* seconds for what takes none or has been seen to work */
    double limit = s->draw_limit < PATIENCE ? s->draw_limit : PATIENCE;
    corral_error last;
    corral_status status = try_page(report, s, CORRAL_REPORT_ALL, s->draw_limit, html, why);
    if (status == CORRAL_OK) return CORRAL_OK;
    last = *why;
    report->draw_limit = limit;
    for (int trust = CORRAL_REPORT_TRIED; is_of_drawing(status) && trust <= CORRAL_REPORT_NONE;
         trust++) {
        last = (corral_error)CORRAL_ERROR_INIT;
        status = try_page(report, s, (corral_report_trust)trust,
                          trust == CORRAL_REPORT_TRIED ? s->draw_limit : limit, html, &last);
        if (status == CORRAL_OK) return CORRAL_OK;
    }
    if (is_of_drawing(status)) {
        html->length = 0;
        return write_tables(report, html, err);
    }
    *err = last;
    return status;
}

static void say_what(const corral_report *report)
{
    const char *output = report->session->common.output;
    corral_session_say(report->session, "for %s: %zu section%s, %zu drawing%s, written to %s",
                       audiences[report->audience], report->sections,
                       report->sections == 1 ? "" : "s", report->drawings,
                       report->drawings == 1 ? "" : "s", output ? output : "standard output");
}

/* ---- the command ---- */

/* A page under a name that promises something else would not open. */
static corral_status check_output(const corral_session *session, corral_error *err)
{
    static const char *const others[] = {".pdf",  ".svg",  ".png", ".jpg", ".jpeg",
                                         ".doc",  ".docx", ".odt", ".rtf", ".pptx",
                                         ".xlsx", ".json", ".csv", ".md",  ".txt"};
    const char *output = session->common.output, *ending = output ? strrchr(output, '.') : NULL;
    for (size_t k = 0; ending && k < sizeof others / sizeof *others; k++)
        if (strcasecmp(ending, others[k]) == 0)
            return corral_error_set(err, CORRAL_BAD_USE,
                                    "a report is an HTML page: its name must end in .html, got %s; "
                                    "for paper or PDF print the page from a browser",
                                    CORRAL_QUOTE(output));
    return CORRAL_OK;
}

/* --group N. */
static corral_status find_packet(corral_report *report, uint32_t number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_grouping_check_group(report->run->grouping, number, err));
    report->packet = number;
    while (number && corral_report_group(report) != number) report->place++;
done:
    return status;
}

/* The list as it is; and two facets crossed, members aside: who sits where is no gap. */
static corral_status find_gaps(corral_report *report, const settings *s, corral_gaps_run *listed,
                               corral_gaps_run *crossed, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    corral_gaps_settings what = {.list = s->list, .not_applicable = s->not_applicable};
    corral_text own = {0};
    uint32_t of, by;
    TRY(corral_gaps_settle(&what, report->session, &own, err));
    if (s->list) {
        TRY(corral_gaps_run_init(listed, report->session, region, &what, err));
        report->listed = listed;
    }
    corral_gaps_facets(region, &of, &by);
    if (by == UINT32_MAX || by == corral_region_facet_find(region, "member")) goto done;
    what.list = NULL;
    what.of = corral_region_facet_name(region, of);
    what.by = corral_region_facet_name(region, by);
    TRY(corral_gaps_run_init(crossed, report->session, region, &what, err));
    report->crossed = crossed;
done:
    corral_text_release(&own);
    return status;
}

static corral_drawing common_drawing(const corral_session *session, const settings *s,
                                     const corral_region *region, const corral_grouping_run *found)
{
    return (corral_drawing){.region = region,
                            .grouping = found->grouping,
                            .similarity = found->similarity,
                            .sharers = 2,
                            .theme = corral_themes[s->theme],
                            .effort = corral_drawing_effort(s->grouping.groups.effort),
                            .seed = session->common.seed,
                            .is_public = s->audience == CORRAL_FOR_PUBLIC};
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_grouping_settings grouping = s->grouping;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_grouping_run found = {0};
    corral_gaps_run listed = {0}, crossed = {0};
    corral_report report = {
        .session = session, .run = &found, .settings = &s->grouping, .audience = s->audience};
    corral_report_surveys surveys = {0};
    corral_text html = {0};
    corral_error why = CORRAL_ERROR_INIT;
    grouping.shows_bands = true;
    if (s->title && !*s->title) FAIL(CORRAL_BAD_USE, "--title must be a text that is not empty");
    TRY(check_output(session, err));
    if (s->with.count && s->audience != CORRAL_FOR_TEAM)
        FAIL(CORRAL_BAD_USE, "--with needs --for team: what a survey says is for nobody else");
    for (size_t k = 0; k < s->with.count; k++)
        TRY(corral_session_add_input(session, s->with.items[k], err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(corral_report_surveys_init(&surveys, session, &s->with, region, err));
    if (surveys.has_umbrella) report.umbrella = &surveys.umbrella;
    if (surveys.has_backbone) report.backbone = &surveys.backbone;
    TRY(corral_grouping_run_init(&found, session, region, &grouping, err));
    report.region = region;
    report.sheet = corral_papers[s->paper];
    report.drawing = common_drawing(session, s, region, &found);
    TRY(corral_facet_find(region, s->stations, &report.drawing.facet, err));
    TRY(find_packet(&report, s->group, err));
    if (!report.packet) TRY(find_gaps(&report, s, &listed, &crossed, err));
    TRY(corral_grouping_say(session, region, &found, err));
    TRY(make(&report, s, &html, &why, err));
    TRY(corral_session_write(session, &html, err));
    say_what(&report);
    if (why.status != CORRAL_OK) FAIL(why.status, "not all is drawn: %s", why.message);
done:
    free(report.group_of);
    corral_document_free(report.tables);
    corral_text_release(&report.page);
    corral_text_release(&html);
    corral_gaps_run_release(&listed);
    corral_gaps_run_release(&crossed);
    corral_report_surveys_release(&surveys);
    corral_grouping_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral report toy -o report.html", "the toy region on one page"},
    {"corral report harmon --for public -o public.html", "what everybody may see"},
    {"corral report harmon --for team --with harmon-surveys/preferences.csv -o t.htm",
     "what the team may see, the umbrella's preferences with it"},
    {"corral report harmon --group 2 -o table-2.html", "the packet of one table, to be printed"},
    {NULL, NULL}};

const corral_command corral_command_report = {
    .name = "report",
    .step = CORRAL_STEP_WHOLE,
    .summary = "one page of maps and tables, for the team, the table or all",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Writes one HTML page that needs nothing else: figures, the maps of all groups, where they "
        "overlap and who should meet, what nobody covers, for each group its maps, who is in it, "
        "what two or more "
        "share and what only one "
        "has, who is without a group and why, and how to read all this. Drawings zoom and pan, "
        "columns sort; print it from a browser, on A4 or Letter, to have it on paper or as PDF.\n\n"
        "With --group N it is the packet of one table: the maps on paper of their own, every item "
        "of the charts, and the questions that are open.\n\n"
        "The team also sees what each group could combine (corral align), and with --with the "
        "umbrella's packages and the backbone candidates, as those commands show them without "
        "options: nobody named, hidden results hidden.\n\n"
        "The table sees no figures of fit and no chances; the public moreover neither who sits in "
        "how many rooms and hears what again nor whose answers are missing. One grouping a report: "
        "that of corral groups with the same "
        "options, or of --groups FILE.\n\n"
        "Drawings are made by corral-viz. Where it fails the page is written with its tables alone "
        "and the exit status is 1.",
    .takes = CORRAL_TAKES_OUTPUT | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
