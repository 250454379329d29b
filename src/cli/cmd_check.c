/* corral check: what is in a region, how much of it is known, and every problem with its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/check_facts.h"
#include "cli/command.h"
#include "cli/names_run.h"
#include "core/memory.h"
#include "core/number.h"
#include "core/problems.h"
#include "core/strings.h"
#include "corral/load.h"
#include "io/asks_file.h"
#include "io/list_file.h"

/* Above so many names looking for spellings would be felt; corral names does it. */
enum { FIRST_OF_A_KIND = 20 };

typedef struct settings {
    bool summary;
} settings;

/* ---- problems ---- */

/* One row a problem, for programs. */
static corral_status add_problems(const corral_problems *problems, corral_document *document,
                                  corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "severity", .type = CORRAL_COLUMN_WORD},
        {.name = "file"},
        {.name = "line", .type = CORRAL_COLUMN_COUNT},
        {.name = "column", .type = CORRAL_COLUMN_COUNT},
        {.name = "what"},
    };
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "problems", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    corral_document_set_main(document, table);
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        corral_problem p = corral_problems_get(problems, i);
        corral_table_put_text(table, corral_severity_name(p.severity));
        corral_table_put_text(table, *p.file ? p.file : NULL);
        if (p.line)
            corral_table_put_count(table, p.line);
        else
            corral_table_put_blank(table);
        if (p.column)
            corral_table_put_count(table, p.column);
        else
            corral_table_put_blank(table);
        corral_table_put_text(table, p.what);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

/* Problems are of one kind when they differ in what is quoted and in numbers only. */
static corral_status kind_of(const corral_problem *p, corral_strings *kinds, uint32_t *kind,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    TRY(corral_text_printf(&key, err, "%d", (int)p->severity));
    for (const char *c = p->what; *c; c++) {
        if (*c >= '0' && *c <= '9') continue;
        TRY(corral_text_append(&key, c, 1, err));
        if (*c != '"') continue;
        const char *end = strchr(c + 1, '"');
        if (end) c = end;
    }
    TRY(corral_strings_add(kinds, key.bytes, key.length, kind, err));
done:
    corral_text_release(&key);
    return status;
}

typedef struct kind {
    size_t count; /* so far */
    size_t first; /* problem */
} kind;

static corral_status place_of(const corral_problem *p, corral_text *out, corral_error *err)
{
    out->length = 0;
    if (p->line && p->column)
        return corral_text_printf(out, err, "%s:%zu:%zu", p->file, p->line, p->column);
    if (p->line) return corral_text_printf(out, err, "%s:%zu", p->file, p->line);
    return corral_text_printf(out, err, "%s", p->file);
}

/* Under the first of a kind, where the others are. */
static corral_status add_remarks(const corral_problems *problems, const kind *kinds, size_t count,
                                 corral_severity severity, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text place = {0};
    for (size_t k = 0; k < count; k++) {
        if (kinds[k].count <= FIRST_OF_A_KIND) continue;
        corral_problem first = corral_problems_get(problems, kinds[k].first);
        if (first.severity != severity) continue;
        TRY(place_of(&first, &place, err));
        corral_table_add_remark(table, "... and %zu more like the one in %s: -f csv lists all",
                                kinds[k].count - FIRST_OF_A_KIND, place.bytes);
    }
done:
    corral_text_release(&place);
    return status;
}

static corral_status start_severity(const corral_problems *problems, corral_severity severity,
                                    corral_document *document, corral_table **table,
                                    corral_error *err)
{
    static const corral_column columns[] = {{.name = "place", .whole = true},
                                            {.name = "what", .whole = true}};
    static const char *const many[] = {"errors", "warnings", "disputed cells", "notes"};
    static const char *const one[] = {"error", "warning", "disputed cell", "note"};
    corral_status status = CORRAL_OK;
    char title[64], number[CORRAL_NUMBER_SIZE];
    size_t found = corral_problems_found(problems, severity);
    corral_number_grouped(found, number);
    snprintf(title, sizeof title, "%s %s", number, found == 1 ? one[severity] : many[severity]);
    TRY(corral_document_add_table(document, corral_severity_name(severity), title, table, err));
    TRY(corral_table_add_columns(*table, columns, 2, err));
done:
    return status;
}

static corral_status add_severity(const corral_problems *problems, corral_severity severity,
                                  corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_strings *names = NULL;
    kind *kinds = NULL;
    corral_text place = {0};
    corral_table *table;
    TRY(corral_strings_new(&names, err));
    TRY(corral_array_new(&kinds, corral_problems_count(problems), sizeof *kinds, err));
    TRY(start_severity(problems, severity, document, &table, err));
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        corral_problem p = corral_problems_get(problems, i);
        uint32_t k;
        if (p.severity != severity) continue;
        TRY(kind_of(&p, names, &k, err));
        if (!kinds[k].count) kinds[k].first = i;
        if (kinds[k].count++ >= FIRST_OF_A_KIND) continue;
        TRY(place_of(&p, &place, err));
        corral_table_put_text(table, place.bytes);
        corral_table_put_text(table, p.what);
        TRY(corral_table_end_row(table, err));
    }
    TRY(add_remarks(problems, kinds, corral_strings_count(names), severity, table, err));
done:
    corral_strings_free(names);
    free(kinds);
    corral_text_release(&place);
    return status;
}

/* ---- spellings ---- */

static corral_status add_spellings(corral_session *session, const corral_region *region,
                                   corral_document *document, corral_error *err)
{
    const corral_names_settings how = {.score = CORRAL_NAMES_SCORE};
    corral_error own = CORRAL_ERROR_INIT;
    corral_names_run found;
    if (corral_region_item_count(region) > CORRAL_NAMES_LOOKED_AT) return CORRAL_OK;
    corral_status status = corral_names_run_init(&found, session, region, &how, &own);
    if (status == CORRAL_OK && found.asked)
        corral_document_add_line(document, "%zu name%s like another: \"corral names %s\" lists %s",
                                 found.asked, found.asked == 1 ? " looks" : "s look",
                                 session->operands[0], found.asked == 1 ? "it" : "them");
    corral_names_run_release(&found);
    /* Decisions from a pipe are gone once the region is read: nothing can be said then. */
    if (status == CORRAL_OK || status == CORRAL_FILE_SYSTEM) return CORRAL_OK;
    if (err) *err = own;
    return status;
}

/* ---- the command ---- */

/* The summary first for people, the problems first for programs. region may be NULL. */
static corral_status add_tables(const corral_session *session, const corral_region *region,
                                const corral_problems *problems, corral_document *document,
                                corral_error *err)
{
    const settings *s = session->values;
    corral_status status = CORRAL_OK;
    if (region) TRY(corral_facts_add_summary(region, document, NULL, NULL, err));
    if (s->summary && region) return CORRAL_OK;
    if (!corral_session_is_for_people(session)) return add_problems(problems, document, err);
    for (int severity = CORRAL_SEVERITY_ERROR; severity <= CORRAL_SEVERITY_NOTE; severity++)
        if (corral_problems_found(problems, (corral_severity)severity))
            TRY(add_severity(problems, (corral_severity)severity, document, err));
done:
    return status;
}

static corral_status print(corral_session *session, const corral_region *region,
                           const corral_problems *problems, corral_error *err)
{
    static const char *const names[] = {"errors", "warnings", "disputed"};
    const settings *s = session->values;
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text title = {0};
    if (region) TRY(corral_facts_headline(region, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    for (int severity = CORRAL_SEVERITY_ERROR; severity < CORRAL_SEVERITY_NOTE; severity++)
        corral_document_set_count(document, names[severity], NULL,
                                  corral_problems_found(problems, (corral_severity)severity));
    if (region && !s->summary) {
        TRY(corral_facts_add_lines(region, document, err));
        TRY(add_spellings(session, region, document, err));
    }
    TRY(add_tables(session, region, problems, document, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_text_release(&title);
    return status;
}

/* What of asks.csv can be told only beside the whole region. */
static corral_status check_asks(const corral_session *session, const corral_region *region,
                                corral_problems *problems, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text path = {0};
    corral_asks_file asks = {0};
    TRY(corral_asks_file_find(session->operands[0], &path, err));
    if (!path.length || corral_problems_found(problems, CORRAL_SEVERITY_ERROR)) goto done;
    corral_asks_reading reading = {path.bytes, CORRAL_LOAD_MOST, session->common.repair, problems,
                                   session->common.wave};
    TRY(corral_asks_file_read(&reading, region, &asks, err));
    corral_problems_sort(problems);
done:
    corral_asks_file_release(&asks);
    corral_text_release(&path);
    return status;
}

/* A list that a command takes by itself: what it is for, and what is wrong with it. */
static corral_status check_list(corral_session *session, const char *name, bool is_exclusions,
                                corral_problems *problems, corral_error *err)
{
    corral_status status = CORRAL_OK, read_status;
    corral_error own = CORRAL_ERROR_INIT;
    corral_text path = {0};
    corral_list_file list = {0};
    TRY(corral_session_own_list(session, name, &path, err));
    if (!path.length) goto done;
    TRY(corral_problems_report(problems, CORRAL_SEVERITY_NOTE, (corral_place){path.bytes, 0, 0},
                               err, "a list beside the region: %s",
                               is_exclusions
                                   ? "gaps and report take out what it says makes no sense"
                                   : "involve and report look for what is on it"));
    read_status = is_exclusions ? corral_exclusions_read(path.bytes, &list, &own)
                                : corral_list_file_read(path.bytes, &list, &own);
    if (read_status == CORRAL_BAD_INPUT || read_status == CORRAL_LIMIT ||
        read_status == CORRAL_FILE_SYSTEM)
        TRY(corral_problems_report(problems, CORRAL_SEVERITY_ERROR,
                                   (corral_place){path.bytes, own.line, own.column}, err, "%s",
                                   own.message));
    else if (read_status != CORRAL_OK)
        FAIL(read_status, "%s", own.message);
    corral_problems_sort(problems);
done:
    corral_list_file_release(&list);
    corral_text_release(&path);
    return status;
}

static corral_status check_beside(corral_session *session, const corral_region *region,
                                  corral_problems *problems, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(check_asks(session, region, problems, err));
    TRY(check_list(session, "not-applicable.csv", true, problems, err));
    TRY(check_list(session, "sectors.csv", false, problems, err));
done:
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    corral_status status = CORRAL_OK, read_status;
    corral_error why = CORRAL_ERROR_INIT;
    corral_problems *problems = NULL;
    corral_region *region = NULL;
    (void)values;
    TRY(corral_problems_new(true, &problems, err));
    read_status =
        corral_session_read_problems(session, session->operands[0], problems, &region, &why);
    if (read_status == CORRAL_OK) TRY(check_beside(session, region, problems, err));
    /* What was found before the data stopped the reading is worth knowing. */
    if (read_status == CORRAL_OK ||
        (read_status == CORRAL_BAD_INPUT && corral_problems_count(problems)))
        TRY(print(session, region, problems, err));
    session->found_errors = corral_problems_found(problems, CORRAL_SEVERITY_ERROR) > 0;
    status = read_status;
    if (status != CORRAL_OK) *err = why;
done:
    corral_region_free(region);
    corral_problems_free(problems);
    return status;
}

static const corral_option options[] = {{.name = "summary",
                                         .help = "the table of facets alone, without problems",
                                         .local = true,
                                         CORRAL_FIELD(settings, summary)},
                                        {0}};
static const corral_option_block blocks[] = {{.options = options}, {0}};
static const settings defaults = {0};

static const corral_example examples[] = {
    {"corral check toy", "What is in the folder toy, and what is wrong with it."},
    {"corral check -f csv -o problems.csv toy", "Every problem as a row, to be worked off."},
    {"corral check --summary toy", "How much is known of each facet."},
    {"corral check --column target= harmon/form-export/responses.csv",
     "The answers to a form, without one of its columns."},
    {0}};

const corral_command corral_command_check = {
    .name = "check",
    .step = CORRAL_STEP_MAP,
    .starred = true,
    .summary = "read a region; what is in it, how much is known, every problem",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Reads a region to its end, past every error, and prints what is in it: a headline, a "
        "table of its facets, and every problem with file, line and column, so that all of them "
        "can be put right at once.\n\n"
        "The table counts, for each facet, the items that a coalition has, the seats (an item in a "
        "footprint), the coalitions of which the facet is known, known in part or unknown, and the "
        "items that two coalitions or more share. An error makes the region unreadable for other "
        "commands; a warning says what was understood; a disputed cell is one on which informants "
        "differ. Up to 20,000 names it also says how many look like another. Other programs read "
        "the problems as severity,file,line,column,what with -f "
        "csv.\n\n"
        "A region may be a folder of CSV files, one CSV file (also the answers to a form: a row a "
        "coalition, lists in the cells), an XLSX workbook, an edge list, or a file of Kumu, "
        "GraphML, "
        "HIF, Pajek or UCINET DL. What a file is follows from how it begins, and a note says what "
        "it was taken for; --as, --column and --separator say what cannot be told.\n\n"
        "The exit status is 1 if there is an error, else 0.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof defaults,
    .run = run,
};
