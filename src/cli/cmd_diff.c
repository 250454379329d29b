/* corral diff: what changed between two waves.
 *   1. read both; 2. compare cells known both times; 3. count repeats over what can be compared,
 * in the region and within the groups of the first wave; 4. print. */
#include <stdlib.h>
#include <string.h>

#include "cli/grouping.h"
#include "core/memory.h"
#include "core/number.h"
#include "io/database.h"
#include "reach/repeats.h"
#include "region/changes.h"

/* Groups are sought up to here, as in load. */
enum { GROUPS_SOUGHT = 5000, REPORTS = 4 };
/* Rows that people see; programs get all. */
enum { ROWS_SHOWN = 100 };

typedef struct settings {
    const char *before;
    uint32_t reports;
    corral_grouping_settings grouping;
} settings;

typedef struct page {
    corral_session *session;
    const settings *s;
    corral_region *before, *after;
    corral_changes changes;
    uint32_t *group; /* by coalition of the first wave; NULL: not sought */
    corral_repeats repeats;
    uint32_t fewer, same, more; /* groups, by their repeats */
    corral_document *document;
} page;

/* ---- reading ---- */

/* With one operand: two waves of a database. */
static corral_status read_both(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_session *session = p->session;
    const char *old = session->operands[0], *new = session->operands[session->operand_count - 1];
    const char *wave = session->common.wave;
    char previous[24];
    bool one = session->operand_count == 1;
    if (one && !corral_database_is(old))
        FAIL(CORRAL_BAD_USE,
             "diff compares two regions, or two waves of a database; \"%s\" is one "
             "region",
             old);
    session->common.wave = p->s->before;
    if (one && !p->s->before) {
        TRY(corral_database_wave_before(old, wave, previous, err));
        session->common.wave = previous;
    }
    TRY(corral_session_read(session, old, &p->before, err));
    session->common.wave = wave;
    TRY(corral_session_read(session, new, &p->after, err));
done:
    session->common.wave = wave;
    return status;
}

/* ---- changes ---- */

static corral_status add_changes(page *p, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "kind", .type = CORRAL_COLUMN_WORD},
        {.name = "coalition"},
        {.name = "facet"},
        {.name = "item"},
        {.name = "before"},
        {.name = "after"},
        {.name = "source"},
    };
    corral_status status = CORRAL_OK;
    corral_table *table;
    bool for_people = corral_session_is_for_people(p->session);
    TRY(corral_document_add_table(p->document, "changes", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    corral_document_set_main(p->document, table);
    for (size_t i = 0; i < p->changes.count; i++) {
        const corral_change *c = &p->changes.list[i];
        const char *const cells[] = {corral_change_names[c->kind],
                                     c->coalition,
                                     c->facet,
                                     c->item,
                                     c->before,
                                     c->after,
                                     c->source};
        if (for_people && i == ROWS_SHOWN) break;
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            corral_table_put_text(table, *cells[k] ? cells[k] : NULL);
        TRY(corral_table_end_row(table, err));
    }
    if (for_people && p->changes.count > ROWS_SHOWN)
        corral_table_add_remark(table, "... and %zu more: -f csv lists all",
                                p->changes.count - ROWS_SHOWN);
done:
    return status;
}

/* ---- repeats ---- */

typedef struct member {
    uint32_t group, coalition;
} member;

static int by_group(const void *left, const void *right)
{
    const member *x = left, *y = right;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    return x->coalition < y->coalition ? -1 : x->coalition > y->coalition;
}

static corral_status add_group(page *p, corral_table *table, uint32_t number,
                               corral_coalitions coalitions, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_repeats r;
    TRY(corral_repeats_compare(p->before, p->after, coalitions, p->s->reports, &r, err));
    p->fewer += r.after < r.before;
    p->same += r.after == r.before;
    p->more += r.after > r.before;
    corral_table_put_count(table, number);
    corral_table_put_count(table, coalitions.count);
    corral_table_put_count(table, r.coalitions);
    corral_table_put_count(table, r.before);
    corral_table_put_count(table, r.after);
    TRY(corral_table_end_row(table, err));
done:
    return status;
}

/* The coalitions dealt out by group, one group after the other. */
static corral_status add_groups(page *p, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(p->before), *some = NULL;
    member *members = NULL;
    size_t count = 0;
    TRY(corral_array_new(&members, n, sizeof *members, err));
    TRY(corral_array_new(&some, n, sizeof *some, err));
    for (uint32_t a = 0; a < n; a++)
        if (p->group[a]) members[count++] = (member){p->group[a], a};
    if (count) qsort(members, count, sizeof *members, by_group);
    for (size_t i = 0; i < count; i++) some[i] = members[i].coalition;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && members[end].group == members[i].group;) end++;
        TRY(add_group(p, table, members[i].group, (corral_coalitions){some + i, end - i}, err));
    }
done:
    free(members);
    free(some);
    return status;
}

static corral_status add_repeats(page *p, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "group", .type = CORRAL_COLUMN_COUNT},
        {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
        {.name = "comparable", .type = CORRAL_COLUMN_COUNT},
        {.name = "before", .label = "repeats before", .type = CORRAL_COLUMN_COUNT},
        {.name = "after", .label = "repeats after", .type = CORRAL_COLUMN_COUNT},
    };
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(p->document, "groups",
                                  "Repeats within the groups of the first wave", &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    TRY(add_groups(p, table, err));
done:
    return status;
}

static corral_status compare_repeats(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(p->before), *all = NULL;
    TRY(corral_array_new(&all, n, sizeof *all, err));
    for (uint32_t a = 0; a < n; a++) all[a] = a;
    TRY(corral_repeats_compare(p->before, p->after, (corral_coalitions){all, n}, p->s->reports,
                               &p->repeats, err));
    if (p->s->grouping.given || n <= GROUPS_SOUGHT)
        TRY(corral_grouping_numbers(p->session, p->before, &p->s->grouping, &p->group, err));
done:
    free(all);
    return status;
}

/* ---- the page ---- */

static corral_status make_title(const page *p, corral_text *out, corral_error *err)
{
    const size_t *n = p->changes.of_kind;
    return corral_text_printf(
        out, err,
        "%zu ended, %zu began, %zu merged, %zu renamed; %zu seats changed; %zu newly known",
        n[CORRAL_CHANGE_ENDED], n[CORRAL_CHANGE_BEGAN], n[CORRAL_CHANGE_MERGED],
        n[CORRAL_CHANGE_RENAMED], n[CORRAL_CHANGE_JOINED] + n[CORRAL_CHANGE_LEFT],
        n[CORRAL_CHANGE_NEWLY_KNOWN]);
}

static void add_lines(page *p)
{
    const size_t *n = p->changes.of_kind;
    char before[CORRAL_NUMBER_SIZE], after[CORRAL_NUMBER_SIZE];
    corral_document_add_line(p->document,
                             "Of what was known both times %zu left and %zu joined; %zu no longer "
                             "known; %zu disputed",
                             n[CORRAL_CHANGE_LEFT], n[CORRAL_CHANGE_JOINED],
                             n[CORRAL_CHANGE_NO_LONGER_KNOWN], n[CORRAL_CHANGE_DISPUTED]);
    if (p->changes.weights)
        corral_document_add_line(p->document,
                                 "%zu more changed between primary and secondary; not listed",
                                 p->changes.weights);
    corral_number_grouped(p->repeats.before, before);
    corral_number_grouped(p->repeats.after, after);
    corral_document_add_line(p->document,
                             "Repeats a year over the coalitions that can be compared (%u): %s "
                             "before, %s after",
                             p->repeats.coalitions, before, after);
}

static void set_figures(page *p)
{
    static const char *const names[] = {"began",       "ended",           "renamed",
                                        "merged",      "joined",          "left",
                                        "newly_known", "no_longer_known", "disputed"};
    for (size_t k = 0; k < CORRAL_CHANGE_KINDS; k++)
        corral_document_set_count(p->document, names[k], NULL, p->changes.of_kind[k]);
    corral_document_set_count(p->document, "weights", NULL, p->changes.weights);
    corral_document_set_count(p->document, "comparable", NULL, p->repeats.coalitions);
    corral_document_set_count(p->document, "repeats_before", NULL, p->repeats.before);
    corral_document_set_count(p->document, "repeats_after", NULL, p->repeats.after);
}

static void add_notes(page *p)
{
    if (p->group && p->fewer + p->same + p->more)
        corral_document_add_note(p->document,
                                 "repeats: fewer in %u groups, as before in %u, more "
                                 "in %u",
                                 p->fewer, p->same, p->more);
    corral_document_add_note(p->document,
                             "repeats are those of corral load, at %u reports a year on each goal "
                             "and target, over coalitions in both waves whose members are known "
                             "both times, and goals and targets known both times",
                             p->s->reports);
    corral_document_add_note(p->document, "what became known is not a change of the coalition");
}

static corral_status print(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0};
    TRY(make_title(p, &title, err));
    TRY(corral_document_new(title.bytes, &p->document, err));
    set_figures(p);
    add_lines(p);
    TRY(add_changes(p, err));
    if (p->group && p->repeats.coalitions) TRY(add_repeats(p, err));
    add_notes(p);
    TRY(corral_session_print(p->session, p->document, err));
done:
    corral_text_release(&title);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    corral_status status = CORRAL_OK;
    page p = {.session = session, .s = values};
    TRY(read_both(&p, err));
    TRY(corral_changes_find(p.before, p.after, &p.changes, err));
    TRY(compare_repeats(&p, err));
    TRY(print(&p, err));
done:
    corral_document_free(p.document);
    corral_changes_release(&p.changes);
    free(p.group);
    corral_region_free(p.before);
    corral_region_free(p.after);
    return status;
}

static const corral_option options[] = {
    {.name = "before",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "N|DATE",
     .help = "of a database: the wave to compare with",
     .blank = "the one before, or the newest of OLD",
     CORRAL_FIELD(settings, before)},
    {.name = "reports",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "reports a year that each coalition hears on each of its goals and targets",
     .from = 1,
     .to = CORRAL_LOAD_MOST,
     CORRAL_FIELD(settings, reports)},
    {0}};
static const corral_option_block blocks[] = {
    {.options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};
static const settings defaults = {.reports = REPORTS, .grouping = CORRAL_GROUPING_SETTINGS_INIT};

static const corral_example examples[] = {
    {"corral diff harmon harmon-next", "what a year has changed"},
    {"corral diff harmon harmon-next -f csv -o changes.csv", "every change as a row"},
    {NULL, NULL}};

const corral_command corral_command_diff = {
    .name = "diff",
    .step = CORRAL_STEP_TIME,
    .summary = "what changed between two waves, of what was known both times",
    .operands = "OLD [NEW]",
    .least = 1,
    .most = 2,
    .description =
        "Compares two waves of a region: two folders or files, or, with one database alone, its "
        "newest wave (or --wave) with the one before (or --before). Coalitions are matched by id, "
        "items by facet and name.\n\n"
        "Rows are kind,coalition,facet,item,before,after,source. began, ended, renamed and merged "
        "(ended, and succeeded by another) are of coalitions. joined and left are seats in lists "
        "that say yes or no both times. newly-known is what a coalition has now and nobody knew "
        "before; no-longer-known the reverse: neither is a change of the coalition. disputed is "
        "open in the second wave. Of a coalition that began or ended only that is said.\n\n"
        "The repeats are those of corral load, before and after, over coalitions in both whose "
        "members are known both times, with goals and targets known both times; in the region and "
        "within the groups of the first wave (sought up to 5,000 coalitions; above, give them with "
        "--groups). Compared without such care, new knowledge would look like more repeats.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
