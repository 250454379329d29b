/* Load in words: facts first, then estimates with what they assume. */
#include "cli/load_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"

enum { NAMED = 3, DEMAND = 3, LISTED = 5 };

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
        TRY(corral_text_printf(out, err, "one %s", row->person ? "person" : "member"));
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
    corral_load_sum_text total, part;
    const corral_load_row *most = most_asked(run, &all);
    if (!most || most->asks.value <= 0) return CORRAL_OK;
    TRY(corral_text_printf(
        out, err, "Of the %s asks a year that %u coalition%s recorded, %s go to %s",
        corral_load_sum_words(&all, &total), run->asking, run->asking == 1 ? "" : "s",
        corral_load_sum_words(&most->asks, &part), corral_load_name(run, most->member)));
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
        const char *before, *all, *behind;
    } kinds[] = {
        {no_members, "members are not known of", "any of the", "who sits there is not counted"},
        {some_members, "members are known in part of", "all", "who was not named is not counted"},
        {no_agenda, "neither goals nor targets are known of", "any of the",
         "reports there are not counted"},
        {no_meetings, "how often they meet is not known of", "any of the", NULL},
        {no_hours, "how long they meet is not known of", "any of the", NULL}};
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
    if (count > LISTED && count == corral_region_coalition_count(run->region))
        TRY(corral_text_printf(out, err, "%s %s %zu coalitions", kinds[which].before,
                               kinds[which].all, count));
    else
        TRY(corral_text_printf(out, err, "%s %zu coalition%s (%s)", kinds[which].before, count,
                               count == 1 ? "" : "s", names.bytes));
    if (kinds[which].behind) TRY(corral_text_printf(out, err, ": %s", kinds[which].behind));
done:
    corral_text_release(&names);
    return status;
}
