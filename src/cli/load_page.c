/* Load as a document: facts first, then estimates with what they assume, then tables, then what is
 * not known. */
#include "cli/load_page.h"

#include <math.h>
#include <stdlib.h>

#include "core/number.h"

/* Rows that people see unless they ask for all; programs get all. */
enum { ROWS_SHOWN = 30 };

/* What is printed. */
typedef struct page {
    corral_load_page of;
    const corral_load_run *run;
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
        if (corral_load_get(p->run->load, i)->member == p->of.member)
            return corral_load_get(p->run->load, i);
    return NULL;
}

/* Beside the sentence of members the assumption need not be said again. */
static corral_status say_persons_year(page *p, const corral_load_totals *t, corral_text *line,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    char repeats[CORRAL_NUMBER_SIZE], saved[CORRAL_NUMBER_SIZE];
    if (!t->is_told) return CORRAL_OK;
    if (p->of.persons)
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
    if (!p->of.persons)
        TRY(corral_text_printf(line, err,
                               "Of %zu person%s named, %zu sit%s in two or more coalitions", t.rows,
                               t.rows == 1 ? "" : "s", t.several, t.several == 1 ? "s" : ""));
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
        TRY(corral_load_say_year(p->run, t.repeats, t.saved, "member", line, err));
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
        TRY(corral_load_say_year(p->run, row->repeats, row->saved, "member", line, err));
    add_line(p, line);
done:
    return status;
}

static corral_status add_lines(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    if (p->of.member != UINT32_MAX && row_of(p)) TRY(say_member(p, row_of(p), &line, err));
    if (p->of.member == UINT32_MAX && !p->of.persons) TRY(say_members(p, &line, err));
    if (p->of.member == UINT32_MAX) TRY(say_persons(p, &line, err));
done:
    corral_text_release(&line);
    return status;
}

static corral_status add_notes(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text note = {0};
    bool more = true;
    if (!p->of.persons) corral_document_add_note(p->document, "counted " CORRAL_LOAD_BY_MEMBER);
    if (corral_load_person_count(p->run->load))
        corral_document_add_note(p->document,
                                 "counted by person where persons are named: two people of "
                                 "one name count as one");
    if (!p->run->options.group)
        corral_document_add_note(p->document,
                                 "groups are not sought among more than %d coalitions: groups and "
                                 "saved are blank; give --groups FILE, as corral groups writes it",
                                 CORRAL_LOAD_GROUPS_SOUGHT);
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
    bool sits_for = row->member == p->of.member;
    for (uint32_t i = 0; i < row->member_count; i++) sits_for |= row->members[i] == p->of.member;
    if (p->of.member != UINT32_MAX) return sits_for;
    return !p->run->for_people || p->of.all || row->coalitions > 1;
}

static void say_hidden(size_t more, size_t fewer, corral_table *table)
{
    if (more && fewer)
        corral_table_add_remark(table,
                                "... and %zu more in two or more coalitions, %zu in fewer; --all "
                                "shows them",
                                more, fewer);
    else if (more)
        corral_table_add_remark(
            table, "... and %zu more in two or more coalitions; --all shows them", more);
    else if (fewer)
        corral_table_add_remark(table, "... and %zu in fewer than two coalitions; --all shows them",
                                fewer);
}

static corral_status add_rows(page *p, bool of_persons, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_load *load = p->run->load;
    size_t count = of_persons ? corral_load_person_count(load) : corral_load_count(load);
    size_t shown = 0, more = 0, fewer = 0;
    bool is_cut = p->run->for_people && p->of.member == UINT32_MAX && !p->of.all;
    for (size_t i = 0; i < count; i++) {
        const corral_load_row *row =
            of_persons ? corral_load_person(load, i) : corral_load_get(load, i);
        if (is_cut && row->coalitions < 2) {
            fewer++;
        } else if (is_cut && shown == ROWS_SHOWN) {
            more++;
        } else if (is_shown(p, row)) {
            TRY(corral_load_add_row(p->run, row, table, err));
            shown++;
        }
    }
    say_hidden(more, fewer, table);
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
    return !p->run->for_people && of_persons == p->of.persons;
}

static corral_status add_table(page *p, bool of_persons, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    if (!has_rows(p, of_persons)) return CORRAL_OK;
    TRY(corral_document_add_table(p->document, of_persons ? "persons" : "members",
                                  of_persons ? "Persons" : "Members", &table, err));
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
    TRY(corral_load_topics(p->run->region, p->of.member, &topics, &count, err));
    if (!count && p->run->for_people) goto done;
    TRY(corral_document_add_table(p->document, "topics", "Heard in two or more rooms", &table,
                                  err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t i = 0; i < count; i++) {
        uint32_t facet = corral_region_item_facet(p->run->region, topics[i].topic);
        corral_table_put_text(table, corral_region_facet_name(p->run->region, facet));
        corral_table_put_text(table, corral_load_name(p->run, topics[i].topic));
        corral_table_put_count(table, topics[i].agenda);
        corral_table_put_count(table, topics[i].rooms);
        corral_table_put_count(table, (size_t)(topics[i].rooms - 1) * p->run->options.reports);
        TRY(corral_table_end_row(table, err));
    }
done:
    free(topics);
    return status;
}

static corral_status add_tables(page *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!p->of.persons) TRY(add_table(p, false, err));
    TRY(add_table(p, true, err));
    if (p->of.member != UINT32_MAX) TRY(add_topics(p, err));
done:
    return status;
}

/* ---- the document ---- */

static corral_status make_title(const page *p, corral_text *title, corral_error *err)
{
    corral_load_totals t = corral_load_total(p->run, p->of.persons);
    const corral_load_row *row = p->of.member == UINT32_MAX ? NULL : row_of(p);
    if (p->of.member != UINT32_MAX)
        return corral_text_printf(title, err, "%s sits in %u coalition%s",
                                  corral_load_name(p->run, p->of.member), row ? row->coalitions : 0,
                                  row && row->coalitions == 1 ? "" : "s");
    if (p->of.persons && !t.rows) return corral_text_printf(title, err, "No persons are named");
    return corral_text_printf(title, err, "%zu of %zu %s%s%s sit%s in two or more coalitions",
                              t.several, t.seated, p->of.persons ? "person" : "member",
                              t.seated == 1 ? "" : "s", p->of.persons ? " named" : "",
                              t.several == 1 ? "s" : "");
}

/* Of the whole region, for programs. */
static void set_figure(corral_document *document, const char *name, bool is_told, uint64_t value)
{
    if (is_told)
        corral_document_set_count(document, name, NULL, value);
    else
        corral_document_set_number(document, name, NULL, NAN);
}

corral_status corral_load_print_page(const corral_load_page *of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    page print = {.of = *of, .run = of->run}, *p = &print;
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
    TRY(corral_session_print(p->of.session, p->document, err));
done:
    corral_text_release(&title);
    corral_document_free(p->document);
    return status;
}
