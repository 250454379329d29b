/* Load in words: facts first, then estimates with what they assume. */
#include "cli/load_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"

enum { NAMED = 3, DEMAND = 3 };

/* ---- cells ---- */

const char *corral_load_name(const corral_load_run *run, uint32_t item)
{
    return run->for_people ? corral_region_item_name(run->region, item)
                           : corral_region_item_key(run->region, item);
}

/* Of a person: "Harmon Parent Alliance; Casa Colibri". */
static corral_status add_members(const corral_load_run *run, const corral_load_row *row,
                                 corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < row->member_count; i++)
        TRY(corral_text_printf(out, err, "%s%s", i ? "; " : "",
                               corral_load_name(run, row->members[i])));
done:
    return status;
}

corral_status corral_load_who(const corral_load_run *run, const corral_load_row *row,
                              corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!row->person) return corral_text_printf(out, err, "%s", corral_load_name(run, row->member));
    TRY(corral_text_printf(out, err, "%s (", row->person));
    TRY(add_members(run, row, out, err));
    TRY(corral_text_printf(out, err, ")"));
done:
    return status;
}

/* A sum for people: "12", "12.5", "12+" where part of it is not known, "?" where nothing is, ""
 * where there is nothing to sum. */
typedef struct words {
    char text[CORRAL_NUMBER_SIZE + 2];
} words;

static const char *sum_words(const corral_load_sum *sum, words *out)
{
    out->text[0] = '\0';
    if (!sum->known) return strcpy(out->text, sum->unknown ? "?" : "");
    corral_number_shortest(round(sum->value * 100) / 100, out->text);
    if (sum->unknown) strcat(out->text, "+");
    return out->text;
}

/* Programs get a number or nothing. */
static void put_sum(const corral_load_run *run, const corral_load_sum *sum, corral_table *table)
{
    words text;
    if (run->for_people)
        corral_table_put_text(table, *sum_words(sum, &text) ? text.text : NULL);
    else
        corral_table_put_number(table, sum->known && !sum->unknown ? sum->value : NAN);
}

static void put_told(const corral_load_run *run, bool is_told, uint64_t value, corral_table *table)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    if (run->for_people)
        corral_table_put_text(table, is_told ? text : "?");
    else if (is_told)
        corral_table_put_count(table, value);
    else
        corral_table_put_blank(table);
}

static void put_count_or_blank(corral_table *table, bool is_there, uint64_t value)
{
    if (is_there)
        corral_table_put_count(table, value);
    else
        corral_table_put_blank(table);
}

corral_status corral_load_add_columns(const corral_load_run *run, bool with_person,
                                      corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool p = run->for_people;
    corral_column_type sum = p ? CORRAL_COLUMN_TEXT : CORRAL_COLUMN_SCORE;
    corral_column_type told = p ? CORRAL_COLUMN_TEXT : CORRAL_COLUMN_COUNT;
    const corral_column person = {.name = "person"}, member = {.name = "member"};
    const corral_column people = {.name = "people", .type = CORRAL_COLUMN_COUNT};
    const corral_column asks = {.name = "asks", .type = sum, .right = true};
    const corral_column coalitions = {.name = "coalitions", .type = CORRAL_COLUMN_COUNT};
    const corral_column rest[] = {{.name = "groups", .type = CORRAL_COLUMN_COUNT},
                                  {.name = "meetings", .type = sum, .right = true},
                                  {.name = "hours", .type = sum, .right = true},
                                  {.name = "topics", .type = told, .right = true},
                                  {.name = "most", .type = told, .right = true},
                                  {.name = "repeats", .type = told, .right = true},
                                  {.name = "saved", .type = CORRAL_COLUMN_COUNT}};
    if (with_person) TRY(corral_table_add_columns(table, &person, 1, err));
    TRY(corral_table_add_columns(table, &member, 1, err));
    TRY(corral_table_add_columns(table, &coalitions, 1, err));
    if (!with_person) TRY(corral_table_add_columns(table, &people, 1, err));
    TRY(corral_table_add_columns(table, rest, sizeof rest / sizeof *rest, err));
    if (!with_person) TRY(corral_table_add_columns(table, &asks, 1, err));
done:
    return status;
}

corral_status corral_load_add_row(const corral_load_run *run, const corral_load_row *row,
                                  corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text members = {0};
    bool is_told = row->coalitions < 2 || row->agendas > 1;
    if (row->person) {
        TRY(add_members(run, row, &members, err));
        corral_table_put_text(table, row->person);
    }
    corral_table_put_text(table, row->person ? members.bytes : corral_load_name(run, row->member));
    corral_table_put_count(table, row->coalitions);
    if (!row->person) put_count_or_blank(table, row->people > 0, row->people);
    put_count_or_blank(table, run->options.group != NULL, row->groups);
    put_sum(run, &row->meetings, table);
    put_sum(run, &row->hours, table);
    put_told(run, is_told, row->topics, table);
    put_told(run, is_told, row->most, table);
    put_told(run, is_told, row->repeats, table);
    put_count_or_blank(table, run->options.group != NULL, row->saved);
    if (!row->person) put_sum(run, &row->asks, table);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&members);
    return status;
}

/* ---- facts ---- */

corral_status corral_load_say_topic(const corral_load_run *run, const corral_load_row *row,
                                    bool by_name, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!row || row->most < 2) return CORRAL_OK;
    size_t agenda = corral_region_holders(run->region, row->most_topic).count;
    TRY(corral_text_printf(out, err, "%s is on the agenda of %zu coalitions; ",
                           corral_load_name(run, row->most_topic), agenda));
    if (by_name)
        TRY(corral_load_who(run, row, out, err));
    else
        TRY(corral_text_printf(out, err, "one %s", row->person ? "person" : "organisation"));
    if (row->most == agenda)
        TRY(corral_text_printf(out, err, " sits in %s", agenda == 2 ? "both" : "all of them"));
    else
        TRY(corral_text_printf(out, err, " sits in %u of them", row->most));
done:
    return status;
}

/* Members come in order of their coalitions. */
corral_status corral_load_say_demand(const corral_load_run *run, corral_text *out,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = corral_load_count(run->load);
    for (size_t i = 0; i < count && i < NAMED; i++) {
        const corral_load_row *row = corral_load_get(run->load, i);
        if (row->coalitions < DEMAND) break;
        TRY(corral_text_printf(out, err,
                               i ? ", %s in %u" : "Much in demand: %s sits in %u coalitions",
                               corral_load_name(run, row->member), row->coalitions));
    }
done:
    return status;
}

static const corral_load_row *most_asked(const corral_load_run *run, corral_load_sum *all)
{
    const corral_load_row *most = NULL;
    *all = (corral_load_sum){0};
    for (size_t i = 0; i < corral_load_count(run->load); i++) {
        const corral_load_row *row = corral_load_get(run->load, i);
        all->value += row->asks.value;
        all->known += row->asks.known;
        all->unknown += row->asks.unknown;
        if (row->asks.known && (!most || row->asks.value > most->asks.value)) most = row;
    }
    return most;
}

corral_status corral_load_say_asks(const corral_load_run *run, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load_sum all;
    words total, part;
    const corral_load_row *most = most_asked(run, &all);
    if (!most || most->asks.value <= 0) return CORRAL_OK;
    TRY(corral_text_printf(out, err,
                           "Of the %s asks a year that %u coalition%s recorded, %s go to %s",
                           sum_words(&all, &total), run->asking, run->asking == 1 ? "" : "s",
                           sum_words(&most->asks, &part), corral_load_name(run, most->member)));
done:
    return status;
}

/* ---- estimates ---- */

static const char *grouped(uint64_t value, char text[CORRAL_NUMBER_SIZE])
{
    corral_number_grouped(value, text);
    return text;
}

corral_status corral_load_say_year(const corral_load_run *run, uint64_t repeats, uint64_t saved,
                                   const char *counted, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_load_options *o = &run->options;
    char number[CORRAL_NUMBER_SIZE];
    TRY(corral_text_printf(out, err,
                           "In a year, by %s: %s repeat%s of a report, if each coalition hears %u "
                           "on each of its goals and targets",
                           counted, grouped(repeats, number), repeats == 1 ? "" : "s", o->reports));
    if (!o->group || !o->joint || !run->group_count) return CORRAL_OK;
    TRY(corral_text_printf(out, err,
                           "; %u joint session%s in %s, each in place of one regular meeting of "
                           "each coalition, would save %s meeting%s",
                           o->joint, o->joint == 1 ? "" : "s",
                           run->group_count == 1 ? "the group" : "each group",
                           grouped(saved, number), saved == 1 ? "" : "s"));
done:
    return status;
}

/* ---- what is not known ---- */

/* The first few coalitions of which something is not known, "A, B and 3 more"; *count of all. */
typedef bool is_unknown(const corral_region *region, uint32_t a);

static corral_status list_unknown(const corral_load_run *run, is_unknown *test, corral_text *names,
                                  size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    enum { LISTED = 5 };
    const corral_region *region = run->region;
    *count = 0;
    names->length = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (test(region, a) && ++*count <= LISTED)
            TRY(corral_text_printf(names, err, "%s%s", *count > 1 ? ", " : "",
                                   run->for_people ? corral_region_name(region, a)
                                                   : corral_region_id(region, a)));
    if (*count > LISTED) TRY(corral_text_printf(names, err, " and %zu more", *count - LISTED));
done:
    return status;
}

static bool is_no_number(const corral_region *region, uint32_t a, const char *column)
{
    double value;
    return !corral_number_read(corral_region_attribute(region, a, column), &value) || value < 0;
}

static bool no_meetings(const corral_region *region, uint32_t a)
{
    return is_no_number(region, a, "meetings_per_year");
}

static bool no_hours(const corral_region *region, uint32_t a)
{
    return !no_meetings(region, a) && is_no_number(region, a, "meeting_hours");
}

static bool has_known(const corral_region *region, uint32_t a, const char *facet,
                      corral_known known)
{
    uint32_t f = corral_region_facet_find(region, facet);
    return (f == UINT32_MAX ? CORRAL_KNOWN_NO : corral_region_known(region, a, f)) == known;
}

static bool no_members(const corral_region *region, uint32_t a)
{
    return has_known(region, a, "member", CORRAL_KNOWN_NO);
}

static bool some_members(const corral_region *region, uint32_t a)
{
    return has_known(region, a, "member", CORRAL_KNOWN_PARTIAL);
}

static bool no_agenda(const corral_region *region, uint32_t a)
{
    return has_known(region, a, "goal", CORRAL_KNOWN_NO) &&
           has_known(region, a, "target", CORRAL_KNOWN_NO);
}

/* Whether some figure lacks something. */
static bool is_any_open(const corral_load_run *run)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(run->region); a++)
        if (no_agenda(run->region, a) || no_meetings(run->region, a) || no_hours(run->region, a))
            return true;
    for (size_t i = 0; i < run->options.ask_count; i++)
        if (isnan(run->options.asks[i].per_year)) return true;
    return false;
}

corral_status corral_load_say_unknown(const corral_load_run *run, int which, bool *more,
                                      corral_text *out, corral_error *err)
{
    static const struct {
        is_unknown *test;
        const char *before, *behind;
    } kinds[] = {
        {no_members, "members are not known of", "who sits there is not counted"},
        {some_members, "members are known in part of", "who was not named is not counted"},
        {no_agenda, "neither goals nor targets are known of", "reports there are not counted"},
        {no_meetings, "how often they meet is not known of", NULL},
        {no_hours, "how long they meet is not known of", NULL}};
    enum { KINDS = sizeof kinds / sizeof *kinds };
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    size_t count;
    *more = which < KINDS;
    if (which == KINDS) {
        if (is_any_open(run))
            TRY(corral_text_printf(out, err, "%s",
                                   run->for_people
                                       ? "12+ is 12 or more, ? is not known"
                                       : "a sum of which a part is not known is blank"));
        goto done;
    }
    TRY(list_unknown(run, kinds[which].test, &names, &count, err));
    if (!count) goto done;
    TRY(corral_text_printf(out, err, "%s %zu coalition%s (%s)%s%s", kinds[which].before, count,
                           count == 1 ? "" : "s", names.bytes, kinds[which].behind ? ": " : "",
                           kinds[which].behind ? kinds[which].behind : ""));
done:
    corral_text_release(&names);
    return status;
}
