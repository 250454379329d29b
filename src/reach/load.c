/* Load, in steps:
 *   1. how often and how long each coalition meets; what is on its agenda; who asks whom
 *   2. a row for each member: its coalitions are the holders of the item
 *   3. a row for each person: seats by name and coalition, sorted. */
#include "corral/load.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/order.h"
#include "core/progress.h"
#include "core/strings.h"
#include "core/text.h"
#include "reach/agenda.h"
#include "reach/persons.h"

struct corral_load {
    corral_load_row *rows, *persons;
    size_t count, person_count;
    corral_strings *names; /* of persons */
    uint32_t *members;     /* that persons sit for */
};

typedef struct finder {
    const corral_region *region;
    const corral_load_options *options;
    const corral_progress *progress;
    corral_load *load;
    uint32_t first, end;      /* members */
    double *meetings, *hours; /* a year, by coalition; NAN: not known */
    bool *has_agenda;         /* by coalition: goals or targets are known */
    corral_load_sum *asks;    /* by member */
    uint32_t *people;         /* the same */
    reach_agenda agenda;
    uint32_t *grouped;  /* room for as many as there are coalitions */
    uint32_t *sessions; /* by coalition: joint ones that its group can hold */
    reach_persons persons;
} finder;

static void finder_release(finder *f)
{
    free(f->meetings);
    free(f->hours);
    free(f->has_agenda);
    free(f->asks);
    free(f->people);
    reach_agenda_release(&f->agenda);
    free(f->grouped);
    free(f->sessions);
    reach_persons_release(&f->persons);
}

static void add(corral_load_sum *sum, double value)
{
    if (isnan(value)) {
        sum->unknown++;
        return;
    }
    sum->value += value;
    sum->known++;
}

/* ---- 1. what each coalition and each ask adds ---- */

/* NAN where the column says no number. */
static corral_status read_number(const corral_region *region, uint32_t a, const char *column,
                                 double *out, corral_error *err)
{
    const char *text = corral_region_attribute(region, a, column);
    *out = NAN;
    if (!corral_number_read(text, out) || *out < 0) *out = NAN;
    if (*out > CORRAL_LOAD_MOST)
        return corral_error_set(
            err, CORRAL_BAD_INPUT, "%s of coalition %s must be at most %d, got %s", column,
            CORRAL_QUOTE(corral_region_id(region, a)), CORRAL_LOAD_MOST, CORRAL_QUOTE(text));
    return CORRAL_OK;
}

corral_status corral_load_meetings(const corral_region *region, uint32_t coalition,
                                   double *meetings, corral_error *err)
{
    return read_number(region, coalition, "meetings_per_year", meetings, err);
}

static corral_status read_meetings(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(f->region);
    TRY(corral_array_new(&f->meetings, n, sizeof *f->meetings, err));
    TRY(corral_array_new(&f->hours, n, sizeof *f->hours, err));
    for (uint32_t a = 0; a < n; a++) {
        double hours;
        TRY(corral_load_meetings(f->region, a, &f->meetings[a], err));
        TRY(read_number(f->region, a, "meeting_hours", &hours, err));
        f->hours[a] = f->meetings[a] * hours;
    }
done:
    return status;
}

static corral_status read_agendas(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(f->region);
    TRY(corral_array_new(&f->has_agenda, n, sizeof *f->has_agenda, err));
    for (uint32_t facet = 0; facet < corral_region_facet_count(f->region); facet++) {
        if (!reach_is_topical(f->region, facet)) continue;
        for (uint32_t a = 0; a < n; a++)
            if (corral_region_known(f->region, a, facet) != CORRAL_KNOWN_NO)
                f->has_agenda[a] = true;
    }
    TRY(reach_agenda_init(&f->agenda, f->region, err));
done:
    return status;
}

static corral_status add_asks(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&f->asks, f->end - f->first, sizeof *f->asks, err));
    for (size_t i = 0; i < f->options->ask_count; i++) {
        const corral_ask *ask = &f->options->asks[i];
        if (ask->member < f->first || ask->member >= f->end ||
            ask->coalition >= corral_region_coalition_count(f->region))
            FAIL(CORRAL_BAD_USE, "ask %zu is of no coalition and member of the region", i);
        if (!isnan(ask->per_year) && !(ask->per_year >= 0 && ask->per_year <= CORRAL_LOAD_MOST))
            FAIL(CORRAL_BAD_USE, "asks a year must be from 0 to %d, got %g", CORRAL_LOAD_MOST,
                 ask->per_year);
        add(&f->asks[ask->member - f->first], ask->per_year);
    }
done:
    return status;
}

/* ---- groups ---- */

/* By group, then by number. */
static int by_group(const void *left, const void *right, void *groups)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    uint32_t x = ((const uint32_t *)groups)[a], y = ((const uint32_t *)groups)[b];
    if (x != y) return x < y ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Those of the coalitions that are in a group, in order of groups, in f->grouped; returns how many.
 */
static size_t take_grouped(finder *f, const uint32_t *coalitions, size_t count)
{
    size_t taken = 0;
    const uint32_t *group = f->options->group;
    for (size_t i = 0; i < count; i++)
        if (group[coalitions[i]]) f->grouped[taken++] = coalitions[i];
    if (taken) qsort_r(f->grouped, taken, sizeof *f->grouped, by_group, (void *)(uintptr_t)group);
    return taken;
}

/* A joint session takes the place of a regular meeting, so there are no more of them than meetings
 * of the coalition that meets least. */
static corral_status find_sessions(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(f->region), *all = NULL;
    const uint32_t *group = f->options->group;
    if (!group) return CORRAL_OK;
    TRY(corral_array_new(&f->sessions, n, sizeof *f->sessions, err));
    TRY(corral_array_new(&all, n, sizeof *all, err));
    for (uint32_t a = 0; a < n; a++) all[a] = a;
    size_t count = take_grouped(f, all, n);
    for (size_t i = 0, end; i < count; i = end) {
        double least = f->options->joint;
        for (end = i; end < count && group[f->grouped[end]] == group[f->grouped[i]]; end++)
            if (f->meetings[f->grouped[end]] < least) least = f->meetings[f->grouped[end]];
        for (size_t k = i; k < end; k++) f->sessions[f->grouped[k]] = (uint32_t)least;
    }
done:
    free(all);
    return status;
}

/* ---- a row ---- */

static void count_groups(finder *f, const uint32_t *coalitions, size_t count, corral_load_row *row)
{
    if (!f->options->group) return;
    size_t grouped = take_grouped(f, coalitions, count);
    for (size_t i = 0; i < grouped; i++) {
        uint32_t a = f->grouped[i];
        if (i && f->options->group[a] == f->options->group[f->grouped[i - 1]])
            row->saved += f->sessions[a];
        else
            row->groups++;
    }
}

/* At most 2^32 topics times 2^32 rooms would overflow, but no memory holds that many seats: with
 * 2^40 of them, and at most 10^4 reports, the sum stays below 2^54. */
static void count_topics(finder *f, const uint32_t *coalitions, size_t count, corral_load_row *row)
{
    uint64_t again = 0;
    reach_agenda_count(&f->agenda, coalitions, count);
    for (size_t i = 0; i < f->agenda.met_count; i++) {
        uint32_t topic = f->agenda.met[i], rooms = f->agenda.rooms[topic];
        if (rooms < 2) continue;
        row->topics++;
        again += rooms - 1;
        if (rooms > row->most || (rooms == row->most && topic < row->most_topic)) {
            row->most = rooms;
            row->most_topic = topic;
        }
    }
    row->repeats = f->options->reports * again;
}

static void fill(finder *f, const uint32_t *coalitions, size_t count, corral_load_row *row)
{
    row->coalitions = (uint32_t)count;
    row->most_topic = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        add(&row->meetings, f->meetings[coalitions[i]]);
        add(&row->hours, f->hours[coalitions[i]]);
        row->agendas += f->has_agenda[coalitions[i]];
    }
    count_groups(f, coalitions, count, row);
    if (count > 1) count_topics(f, coalitions, count, row);
}

/* ---- 2. members ---- */

static corral_status find_members(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load *load = f->load;
    TRY(corral_array_new(&load->rows, f->end - f->first, sizeof *load->rows, err));
    for (uint32_t item = f->first; item < f->end; item++) {
        corral_seats seats = corral_region_holders(f->region, item);
        corral_load_sum asks = f->asks[item - f->first];
        if (item % 4096 == 0)
            TRY(corral_progress_step(f->progress, "counting rooms",
                                     (double)(item - f->first) / (f->end - f->first), err));
        if (!seats.count && !asks.known && !asks.unknown) continue;
        corral_load_row *row = &load->rows[load->count++];
        *row =
            (corral_load_row){.member = item, .people = f->people[item - f->first], .asks = asks};
        fill(f, seats.index, seats.count, row);
    }
done:
    return status;
}

/* ---- 3. persons ---- */

static size_t sort_unique(uint32_t *list, size_t count)
{
    size_t kept = 0;
    qsort(list, count, sizeof *list, corral_by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || list[i] != list[i - 1]) list[kept++] = list[i];
    return kept;
}

/* One person, by the seats first .. end-1; members has room for as many. */
static void add_person(finder *f, size_t first, size_t end, uint32_t *rooms, uint32_t *members)
{
    corral_load *load = f->load;
    corral_load_row *row = &load->persons[load->person_count++];
    size_t count = 0;
    for (size_t i = first; i < end; i++) {
        members[i - first] = f->persons.seats[i].member;
        if (count == 0 || rooms[count - 1] != f->persons.seats[i].coalition)
            rooms[count++] = f->persons.seats[i].coalition;
    }
    *row =
        (corral_load_row){.person = corral_strings_get(load->names, f->persons.seats[first].name),
                          .members = members,
                          .member_count = (uint32_t)sort_unique(members, end - first),
                          .people = 1};
    row->member = members[0];
    fill(f, rooms, count, row);
    for (uint32_t i = 0; i < row->member_count; i++) f->people[members[i] - f->first]++;
}

/* In the order of members: those first that sit in most coalitions. */
static int by_coalitions(const void *left, const void *right)
{
    const corral_load_row *x = left, *y = right;
    if (x->coalitions != y->coalitions) return x->coalitions > y->coalitions ? -1 : 1;
    if (x->member != y->member) return x->member < y->member ? -1 : 1;
    return strcmp(x->person, y->person);
}

static corral_status find_persons(finder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_load *load = f->load;
    uint32_t *rooms = NULL;
    size_t end, seats;
    TRY(reach_persons_init(&f->persons, f->region, f->first, f->end, err));
    load->names = f->persons.names;
    f->persons.names = NULL;
    seats = f->persons.count;
    TRY(corral_progress_step(f->progress, "counting persons", NAN, err));
    TRY(corral_array_new(&rooms, corral_region_coalition_count(f->region), sizeof *rooms, err));
    TRY(corral_array_new(&load->members, seats, sizeof *load->members, err));
    TRY(corral_array_new(&load->persons, corral_strings_count(load->names), sizeof *load->persons,
                         err));
    for (size_t first = 0; first < seats; first = end) {
        end = reach_person_end(&f->persons, first);
        add_person(f, first, end, rooms, load->members + first);
    }
    if (load->person_count)
        qsort(load->persons, load->person_count, sizeof *load->persons, by_coalitions);
done:
    free(rooms);
    return status;
}

/* ---- all of it ---- */

static corral_status check_options(const corral_load_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (options->reports < 1 || options->reports > CORRAL_LOAD_MOST)
        FAIL(CORRAL_BAD_USE, "reports must be from 1 to %d, got %u", CORRAL_LOAD_MOST,
             options->reports);
    if (options->joint > CORRAL_LOAD_MOST)
        FAIL(CORRAL_BAD_USE, "joint sessions must be from 0 to %d, got %u", CORRAL_LOAD_MOST,
             options->joint);
done:
    return status;
}

corral_status corral_load_find(const corral_region *region, const corral_load_options *options,
                               const corral_progress *progress, corral_load **out,
                               corral_error *err)
{
    static const corral_load_options usual = CORRAL_LOAD_OPTIONS_INIT;
    corral_status status = CORRAL_OK;
    finder f = {.region = region, .options = options ? options : &usual, .progress = progress};
    TRY(check_options(f.options, err));
    TRY(reach_require_members(region, &f.first, &f.end, err));
    TRY(corral_array_new(&f.load, 1, sizeof *f.load, err));
    TRY(read_meetings(&f, err));
    TRY(add_asks(&f, err));
    TRY(read_agendas(&f, err));
    TRY(corral_array_new(&f.grouped, corral_region_coalition_count(region), sizeof *f.grouped,
                         err));
    TRY(find_sessions(&f, err));
    TRY(corral_array_new(&f.people, f.end - f.first, sizeof *f.people, err));
    TRY(find_persons(&f, err));
    TRY(find_members(&f, err));
    *out = f.load;
    f.load = NULL;
done:
    finder_release(&f);
    corral_load_free(f.load);
    return status;
}

void corral_load_free(corral_load *load)
{
    if (!load) return;
    free(load->rows);
    free(load->persons);
    free(load->members);
    corral_strings_free(load->names);
    free(load);
}

size_t corral_load_count(const corral_load *load)
{
    return load->count;
}

const corral_load_row *corral_load_get(const corral_load *load, size_t index)
{
    return &load->rows[index];
}

size_t corral_load_person_count(const corral_load *load)
{
    return load->person_count;
}

const corral_load_row *corral_load_person(const corral_load *load, size_t index)
{
    return &load->persons[index];
}

/* ---- the topics of one member ---- */

static int by_rooms(const void *left, const void *right)
{
    const corral_load_topic *x = left, *y = right;
    if (x->rooms != y->rooms) return x->rooms > y->rooms ? -1 : 1;
    return x->topic < y->topic ? -1 : x->topic > y->topic;
}

corral_status corral_load_topics(const corral_region *region, uint32_t member,
                                 corral_load_topic **out, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    reach_agenda agenda = {0};
    corral_load_topic *topics = NULL;
    corral_seats seats = corral_region_holders(region, member);
    size_t found = 0;
    TRY(reach_agenda_init(&agenda, region, err));
    reach_agenda_count(&agenda, seats.index, seats.count);
    TRY(corral_array_new(&topics, agenda.met_count, sizeof *topics, err));
    for (size_t i = 0; i < agenda.met_count; i++) {
        uint32_t topic = agenda.met[i];
        if (agenda.rooms[topic] < 2) continue;
        topics[found++] = (corral_load_topic){
            topic, (uint32_t)corral_region_holders(region, topic).count, agenda.rooms[topic]};
    }
    if (found) qsort(topics, found, sizeof *topics, by_rooms);
    *out = topics;
    *count = found;
done:
    reach_agenda_release(&agenda);
    return status;
}
