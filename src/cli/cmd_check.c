/* corral check: what is in a region, how much of it is known, and every problem with its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/memory.h"
#include "core/number.h"
#include "core/strings.h"

enum { FIRST_OF_A_KIND = 20, NAMES_IN_A_LINE = 9, MANY_SINGLES = 75, FEWEST_SINGLES = 8 };

typedef struct settings {
    bool summary;
} settings;

/* ---- numbers of a facet ---- */

typedef struct facet_counts {
    size_t items; /* held by a coalition or more */
    size_t shared;
    size_t seats;
    size_t known[CORRAL_KNOWN_YES + 1]; /* coalitions */
} facet_counts;

static facet_counts count_facet(const corral_region *region, uint32_t facet)
{
    facet_counts counts = {0};
    uint32_t first, end;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t item = first; item < end; item++) {
        size_t holders = corral_region_holders(region, item).count;
        counts.seats += holders;
        counts.items += holders > 0;
        counts.shared += holders > 1;
    }
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        counts.known[corral_region_known(region, a, facet)]++;
    return counts;
}

static corral_status add_summary(const corral_region *region, corral_document *document,
                                 corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "facet"},
        {.name = "items", .type = CORRAL_COLUMN_COUNT},
        {.name = "seats", .type = CORRAL_COLUMN_COUNT},
        {.name = "known", .type = CORRAL_COLUMN_COUNT},
        {.name = "partial", .type = CORRAL_COLUMN_COUNT},
        {.name = "unknown", .type = CORRAL_COLUMN_COUNT},
        {.name = "shared", .type = CORRAL_COLUMN_COUNT},
    };
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "summary", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        facet_counts counts = count_facet(region, f);
        corral_table_put_text(table, corral_region_facet_name(region, f));
        corral_table_put_count(table, counts.items);
        corral_table_put_count(table, counts.seats);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_YES]);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_PARTIAL]);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_NO]);
        corral_table_put_count(table, counts.shared);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

/* ---- the headline ---- */

static corral_status append_count(corral_text *line, size_t count, const char *one,
                                  const char *many, corral_error *err)
{
    char number[CORRAL_NUMBER_SIZE];
    corral_number_grouped(count, number);
    return corral_text_printf(line, err, "%s%s %s", line->length ? ", " : "", number,
                              count == 1 ? one : many);
}

/* "40 coalitions, 170 organisations in 640 seats, 90 goals" */
static corral_status headline(const corral_region *region, corral_text *line, corral_error *err)
{
    static const char *const words[][3] = {
        {"member", "organisation", "organisations"}, {"goal", "goal", "goals"},
        {"strategy", "strategy", "strategies"},      {"target", "target", "targets"},
        {"population", "population", "populations"}, {"issue", "issue", "issues"}};
    corral_status status = CORRAL_OK;
    TRY(append_count(line, corral_region_coalition_count(region), "coalition", "coalitions", err));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t facet = corral_region_facet_find(region, words[i][0]);
        if (facet == CORRAL_NONE) continue;
        facet_counts counts = count_facet(region, facet);
        if (!counts.items) continue;
        TRY(append_count(line, counts.items, words[i][1], words[i][2], err));
        if (i > 0) continue;
        char seats[CORRAL_NUMBER_SIZE];
        corral_number_grouped(counts.seats, seats);
        TRY(corral_text_printf(line, err, " in %s seat%s", seats, counts.seats == 1 ? "" : "s"));
    }
done:
    return status;
}

/* ---- lines about the whole ---- */

static int by_size(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return a < b ? -1 : a > b;
}

/* Items of the facet in the coalition's footprint; those of a facet stand side by side. */
static size_t degree(const corral_region *region, uint32_t coalition, uint32_t facet)
{
    corral_seats seats = corral_region_footprint(region, coalition);
    uint32_t first, end;
    size_t count = 0;
    corral_region_facet_items(region, facet, &first, &end);
    for (size_t i = 0; i < seats.count; i++)
        count += seats.index[i] >= first && seats.index[i] < end;
    return count;
}

/* "members a coalition: 5 to 48, median 16" */
static corral_status line_of_sizes(const corral_region *region, uint32_t facet,
                                   corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *sizes = NULL, count = 0;
    TRY(corral_array_new(&sizes, corral_region_coalition_count(region), sizeof *sizes, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) != CORRAL_KNOWN_NO)
            sizes[count++] = degree(region, a, facet);
    if (count > 1) {
        char median[CORRAL_NUMBER_SIZE];
        qsort(sizes, count, sizeof *sizes, by_size);
        corral_number_shortest((double)(sizes[(count - 1) / 2] + sizes[count / 2]) / 2, median);
        corral_document_add_line(document, "members a coalition: %zu to %zu, median %s", sizes[0],
                                 sizes[count - 1], median);
    }
done:
    free(sizes);
    return status;
}

static corral_status append_name(corral_text *names, size_t before, const char *name,
                                 corral_error *err)
{
    if (before == NAMES_IN_A_LINE) return corral_text_printf(names, err, " ...");
    if (before > NAMES_IN_A_LINE) return CORRAL_OK;
    return corral_text_printf(names, err, "%s%s", before ? ", " : "", name);
}

static corral_status line_of_unknown(const corral_region *region, uint32_t facet,
                                     corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    size_t count = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) == CORRAL_KNOWN_NO)
            TRY(append_name(&names, count++, corral_region_name(region, a), err));
    if (count)
        corral_document_add_line(document, "members are not known of %zu coalition%s: %s", count,
                                 count == 1 ? "" : "s", names.bytes);
done:
    corral_text_release(&names);
    return status;
}

static corral_status line_of_components(const corral_region *region, corral_document *document,
                                        corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), count, *component = NULL;
    size_t *sizes = NULL, largest = 0, alone = 0;
    TRY(corral_array_new(&component, n, sizeof *component, err));
    TRY(corral_region_components(region, &count, component, err));
    TRY(corral_array_new(&sizes, count, sizeof *sizes, err));
    for (uint32_t a = 0; a < n; a++) sizes[component[a]]++;
    for (uint32_t c = 0; c < count; c++) {
        if (sizes[c] > largest) largest = sizes[c];
        alone += sizes[c] == 1;
    }
    corral_document_set_count(document, "components", NULL, count);
    if (n > 1 && count == 1)
        corral_document_add_line(document, "all coalitions are linked through what they share");
    if (n > 1 && count > 1)
        corral_document_add_line(document,
                                 "%u parts share nothing with one another: the largest has %zu "
                                 "coalition%s, %zu share nothing with anybody",
                                 count, largest, largest == 1 ? "" : "s", alone);
done:
    free(component);
    free(sizes);
    return status;
}

static int by_footprint(const void *left, const void *right, void *about)
{
    const corral_region *region = about;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    corral_seats x = corral_region_footprint(region, a), y = corral_region_footprint(region, b);
    if (x.count != y.count) return x.count < y.count ? -1 : 1;
    int order = x.count ? memcmp(x.index, y.index, x.count * sizeof *x.index) : 0;
    if (!order && x.count) order = memcmp(x.weight, y.weight, x.count * sizeof *x.weight);
    return order;
}

static int by_footprint_and_number(const void *left, const void *right, void *about)
{
    int order = by_footprint(left, right, about);
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return order ? order : a < b ? -1 : a > b;
}

/* Coalitions whose footprints are the same and not empty: perhaps one coalition under two names. */
static corral_status lines_of_twins(const corral_region *region, corral_document *document,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), *order = NULL;
    corral_text names = {0};
    void *about = (void *)(uintptr_t)region;
    TRY(corral_array_new(&order, n, sizeof *order, err));
    for (uint32_t a = 0; a < n; a++) order[a] = a;
    qsort_r(order, n, sizeof *order, by_footprint_and_number, about);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && !by_footprint(&order[i], &order[end], about); end++) {
        }
        if (end - i < 2 || !corral_region_footprint(region, order[i]).count) continue;
        names.length = 0;
        for (uint32_t k = i; k < end; k++)
            TRY(append_name(&names, k - i, corral_region_name(region, order[k]), err));
        corral_document_add_line(document, "the same footprint: %s", names.bytes);
    }
done:
    free(order);
    corral_text_release(&names);
    return status;
}

/* Goals in everybody's own words say little about who is alike. */
static void line_of_singles(const corral_region *region, const char *name, const char *plural,
                            corral_document *document)
{
    uint32_t facet = corral_region_facet_find(region, name);
    bool members = corral_region_facet_find(region, "member") != CORRAL_NONE;
    if (facet == CORRAL_NONE) return;
    facet_counts counts = count_facet(region, facet);
    if (counts.items < FEWEST_SINGLES) return;
    size_t share = 100 * (counts.items - counts.shared) / counts.items;
    if (share < MANY_SINGLES) return;
    corral_document_add_line(
        document, "%zu %% of %s occur in one coalition only%s. %s %s to a list", share, plural,
        members ? "; groups will rest on members" : "",
        corral_command_find("align") ? "Run \"corral align\" first, or code" : "Code", plural);
}

static corral_status add_lines(const corral_region *region, corral_document *document,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t member = corral_region_facet_find(region, "member");
    if (member != CORRAL_NONE) {
        TRY(line_of_sizes(region, member, document, err));
        TRY(line_of_unknown(region, member, document, err));
    }
    TRY(line_of_components(region, document, err));
    TRY(lines_of_twins(region, document, err));
    line_of_singles(region, "goal", "goals", document);
    line_of_singles(region, "strategy", "strategies", document);
done:
    return status;
}

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

/* ---- the command ---- */

/* The summary first for people, the problems first for programs. region may be NULL. */
static corral_status add_tables(const corral_session *session, const corral_region *region,
                                const corral_problems *problems, corral_document *document,
                                corral_error *err)
{
    const settings *s = session->values;
    corral_status status = CORRAL_OK;
    if (region) TRY(add_summary(region, document, err));
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
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text title = {0};
    if (region) TRY(headline(region, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    for (int severity = CORRAL_SEVERITY_ERROR; severity < CORRAL_SEVERITY_NOTE; severity++)
        corral_document_set_count(document, names[severity], NULL,
                                  corral_problems_found(problems, (corral_severity)severity));
    if (region) TRY(add_lines(region, document, err));
    TRY(add_tables(session, region, problems, document, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_text_release(&title);
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
    /* What was found before reading had to stop is worth knowing. */
    if (read_status == CORRAL_OK || corral_problems_count(problems))
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
        "differ. Other programs read the problems as severity,file,line,column,what with -f "
        "csv.\n\n"
        "The exit status is 1 if there is an error, else 0.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof defaults,
    .run = run,
};
