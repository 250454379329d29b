/* Load: rooms, topics, repeats, what is saved; persons; plans of sessions. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number.h"
#include "corral/load.h"
#include "support/random.h"
#include "support/small.h"

static corral_error error;

static corral_load *load_of(const corral_region *region, const corral_load_options *options)
{
    corral_load *load = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
    if (corral_load_find(region, options, NULL, &load, &error) != CORRAL_OK)
        fail_msg("%s", error.message);
    return load;
}

static const corral_load_row *row_of(const corral_load *load, const corral_region *region,
                                     const char *member)
{
    uint32_t item = item_of(region, "member", member);
    for (size_t i = 0; i < corral_load_count(load); i++)
        if (corral_load_get(load, i)->member == item) return corral_load_get(load, i);
    fail_msg("no row of %s", member);
    return NULL;
}

static const corral_load_row *person_of(const corral_load *load, const char *name)
{
    for (size_t i = 0; i < corral_load_person_count(load); i++)
        if (strcmp(corral_load_person(load, i)->person, name) == 0)
            return corral_load_person(load, i);
    return NULL;
}

static void a_topic_is_a_goal_or_target_on_two_agendas_of_a_member(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x, y; goal: read, eat; target: t; issue: i\n"
                                         "B member: x, z; goal: read*0.5; target: t; issue: i\n"
                                         "C member: x; goal: read, eat\n"
                                         "D member: y; goal: eat\n");
    corral_load *load = load_of(region, NULL);
    const corral_load_row *x = row_of(load, region, "x"), *y = row_of(load, region, "y");
    assert_int_equal(x->coalitions, 3);
    assert_int_equal(x->topics, 3);
    assert_int_equal(x->most, 3);
    assert_int_equal(x->most_topic, item_of(region, "goal", "read"));
    assert_int_equal(x->repeats, 4 * (2 + 1 + 1));
    assert_int_equal(y->topics, 1);
    assert_int_equal(y->repeats, 4);
    assert_int_equal(row_of(load, region, "z")->repeats, 0);
    assert_int_equal(row_of(load, region, "z")->most_topic, UINT32_MAX);
    corral_load_free(load);
    corral_region_free(region);
}

/* A session takes the place of a meeting: there are no more than the group's coalition that meets
 * least has meetings. Of what is not known nothing follows. */
static void no_more_sessions_are_held_than_meetings(void **state)
{
    (void)state;
    corral_problems *problems = NULL;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, problems);
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    uint32_t group[] = {1, 1, 1, 2, 2};
    corral_load *load = NULL;
    static const char *const column = "meetings_per_year", *const often = "12", *const once = "1";
    small_rows(builder, "A member: x\nB member: x\nC member: x\nD member: y\nE member: y\n");
    assert_int_equal(
        corral_builder_add_coalition(builder, "A", 1, &column, &often, "c.csv", 2, NULL),
        CORRAL_OK);
    assert_int_equal(
        corral_builder_add_coalition(builder, "B", 1, &column, &once, "c.csv", 3, NULL), CORRAL_OK);
    corral_region *region = small_finish(builder);
    options.group = group;
    options.joint = 4;
    assert_int_equal(corral_load_find(region, &options, NULL, &load, NULL), CORRAL_OK);
    assert_int_equal(corral_load_get(load, 0)->saved, 2); /* one session of three rooms */
    assert_int_equal(corral_load_get(load, 1)->saved, 4);
    corral_load_free(load);
    corral_region_free(region);
}

static void joint_sessions_save_all_but_one_meeting_in_each_group(void **state)
{
    (void)state;
    static const uint32_t group[] = {7, 7, 3, 0, 0, 7};
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    corral_region *region = small_region("A member: x\nB member: x\nC member: x\nD member: x\n"
                                         "E member: x\nF member: x\n");
    options.group = group;
    options.joint = 2;
    corral_load *load = load_of(region, &options);
    assert_int_equal(row_of(load, region, "x")->groups, 2);
    assert_int_equal(row_of(load, region, "x")->saved, 2 * 2);
    corral_load_free(load);
    corral_region_free(region);
}

static void declare(corral_builder *builder, const char *id, const char *meetings,
                    const char *hours)
{
    const char *const names[] = {"meetings_per_year", "meeting_hours"};
    const char *const values[] = {meetings, hours};
    assert_int_equal(corral_builder_add_coalition(builder, id, 2, names, values, "c", 1, NULL),
                     CORRAL_OK);
}

static corral_region *meeting_region(const char *meetings)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    declare(builder, "A", "12", "1.5");
    declare(builder, "B", "4", "");
    declare(builder, "C", meetings, "2");
    small_rows(builder, "A member: x, y\nB member: x\nC member: x");
    return small_finish(builder);
}

static void what_is_not_known_is_no_zero(void **state)
{
    (void)state;
    static const char *const not_known[] = {"", "often", "-3", "0x10", " 3", "1e999"};
    for (size_t i = 0; i < sizeof not_known / sizeof *not_known; i++) {
        corral_region *region = meeting_region(not_known[i]);
        corral_load *load = load_of(region, NULL);
        const corral_load_row *x = row_of(load, region, "x");
        assert_true(x->meetings.value == 16 && x->hours.value == 18);
        assert_int_equal(x->meetings.known, 2);
        assert_int_equal(x->meetings.unknown, 1);
        assert_int_equal(x->hours.unknown, 2);
        assert_int_equal(row_of(load, region, "y")->meetings.unknown, 0);
        corral_load_free(load);
        corral_region_free(region);
    }
    corral_region *region = meeting_region("0");
    corral_load *load = load_of(region, NULL);
    assert_int_equal(row_of(load, region, "x")->meetings.unknown, 0);
    corral_load_free(load);
    corral_region_free(region);
}

static void agendas_that_are_not_known_are_counted(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal?:\nB member: x; goal?:; target: t\n"
                                         "C member: y; goal: g\nD member: y; goal~: g\n");
    corral_load *load = load_of(region, NULL);
    assert_int_equal(row_of(load, region, "x")->agendas, 1);
    assert_int_equal(row_of(load, region, "y")->agendas, 2);
    corral_load_free(load);
    corral_region_free(region);
}

static void seat(corral_builder *builder, const char *coalition, const char *member,
                 const char *person, double weight)
{
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = coalition;
    row.facet = "member";
    row.item = member;
    row.person = person;
    row.weight = weight;
    row.file = "m";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
}

static void a_person_is_a_name_on_seats(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A goal: g\nB goal: g\nC goal: g\nD goal: g");
    seat(builder, "A", "x", "Ann", 1);
    seat(builder, "A", "x", "Bob", 1);
    seat(builder, "B", "x", " Ann ", 0.5);
    seat(builder, "C", "y", "Ann", 1);
    seat(builder, "D", "x", "Ann", 0); /* said not to sit there */
    seat(builder, "D", "y", "", 1);
    corral_region *region = small_finish(builder);
    corral_load *load = load_of(region, NULL);
    const corral_load_row *ann = person_of(load, "Ann");
    assert_int_equal(corral_load_person_count(load), 2);
    assert_non_null(ann);
    assert_int_equal(ann->coalitions, 3);
    assert_int_equal(ann->repeats, 8);
    assert_int_equal(ann->member_count, 2);
    assert_int_equal(ann->member, ann->members[0]);
    assert_true(ann->members[0] < ann->members[1]);
    assert_int_equal(row_of(load, region, "x")->people, 2);
    assert_int_equal(row_of(load, region, "y")->people, 1);
    assert_int_equal(row_of(load, region, "y")->repeats, 4);
    corral_load_free(load);
    corral_region_free(region);
}

static void a_disputed_seat_names_nobody(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A", row.facet = "member", row.item = "x", row.person = "Ann", row.file = "m";
    row.informant = "one";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    row.informant = "two", row.weight = 0;
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    corral_region *region = small_finish(builder);
    corral_load *load = load_of(region, NULL);
    assert_int_equal(corral_load_person_count(load), 0);
    corral_load_free(load);
    corral_region_free(region);
}

static void asks_add_up_and_whoever_is_asked_has_a_row(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_item_row item = {.facet = "member", .item = "never seated", .file = "i"};
    small_rows(builder, "A member: x\nB member: y");
    assert_int_equal(corral_builder_add_item(builder, &item, NULL), CORRAL_OK);
    corral_region *region = small_finish(builder);
    uint32_t x = item_of(region, "member", "x");
    uint32_t never = item_of(region, "member", "never seated");
    corral_ask asks[] = {{0, x, 2.5}, {1, x, 1}, {1, never, NAN}};
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    options.asks = asks;
    options.ask_count = 3;
    corral_load *load = load_of(region, &options);
    assert_int_equal(corral_load_count(load), 3);
    assert_true(row_of(load, region, "x")->asks.value == 3.5);
    assert_int_equal(row_of(load, region, "never seated")->asks.unknown, 1);
    assert_int_equal(row_of(load, region, "never seated")->coalitions, 0);
    assert_int_equal(row_of(load, region, "y")->asks.known, 0);
    corral_load_free(load);
    for (int wrong = 0; wrong < 3; wrong++) {
        corral_ask bad[] = {{wrong == 0 ? 2 : 0, wrong == 1 ? x + 99 : x, wrong == 2 ? -1 : 1}};
        options.asks = bad;
        options.ask_count = 1;
        assert_int_equal(corral_load_find(region, &options, NULL, &load, NULL), CORRAL_BAD_USE);
    }
    corral_region_free(region);
}

static void expect_refusal(const corral_region *region, const corral_load_options *options,
                           corral_status status, const char *message)
{
    corral_load *load = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_load_find(region, options, NULL, &load, &error), status);
    assert_string_equal(error.message, message);
    assert_null(load);
}

static void what_cannot_be_counted_is_refused(void **state)
{
    (void)state;
    corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
    corral_region *region = small_region("A goal: g; issue: i");
    expect_refusal(region, NULL, CORRAL_BAD_INPUT,
                   "load needs members: the region has no facet member; there is goal, issue");
    corral_region_free(region);
    region = meeting_region("1e300");
    expect_refusal(region, NULL, CORRAL_BAD_INPUT,
                   "meetings_per_year of coalition \"C\" must be at most 10000, got \"1e300\"");
    options.reports = 0;
    expect_refusal(region, &options, CORRAL_BAD_USE, "reports must be from 1 to 10000, got 0");
    options.reports = 1;
    options.joint = 10001;
    expect_refusal(region, &options, CORRAL_BAD_USE,
                   "joint sessions must be from 0 to 10000, got 10001");
    corral_region_free(region);
}

static corral_plan *plan_of(const corral_region *region, uint32_t percent)
{
    corral_plan *plan = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
    if (corral_plan_find(region, 4, percent, NULL, &plan, &error) != CORRAL_OK)
        fail_msg("%s", error.message);
    return plan;
}

static void a_region_of_nobody_and_of_one_is_counted(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x; goal: g",
                                        ("A member: x; goal: g\n"
                                         "B member: y; goal: g")};
    for (size_t i = 0; i < 3; i++) {
        corral_region *region = small_region(texts[i]);
        corral_load *load = load_of(region, NULL);
        corral_plan *plan = plan_of(region, 80);
        assert_int_equal(corral_load_count(load), i);
        assert_int_equal(corral_plan_count(plan), 0);
        assert_int_equal(corral_plan_total(plan), 0);
        assert_true(corral_plan_is_exact(plan));
        corral_plan_free(plan);
        corral_load_free(load);
        corral_region_free(region);
    }
}

static void a_session_leaves_out_who_brings_nobody(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x, y; goal: g\nB member: x; goal: g\n"
                                         "C member: y, z; goal: g\nD member: w; goal: g\n"
                                         "E member: x, y, z\n");
    corral_plan *plan = plan_of(region, 100);
    assert_int_equal(corral_plan_count(plan), 1);
    corral_joint_session session = corral_plan_get(plan, 0);
    assert_int_equal(session.coalitions.count, 3);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(session.coalitions.index[i], i);
    assert_int_equal(session.members, 2);
    assert_int_equal(session.removed, 8);
    corral_plan_free(plan);
    corral_region_free(region);
}

static bool holds(corral_coalitions all, corral_coalitions some)
{
    for (size_t k = 0; k < some.count; k++) {
        size_t i = 0;
        while (i < all.count && all.index[i] != some.index[k]) i++;
        if (i == all.count) return false;
    }
    return true;
}

/* A session goes along with one that holds it; of those on their own none holds another. */
static void check_along(const corral_plan *plan, size_t *along_others)
{
    for (size_t i = 0; i < corral_plan_count(plan); i++) {
        corral_joint_session one = corral_plan_get(plan, i);
        corral_joint_session with = corral_plan_get(plan, one.along);
        assert_int_equal(with.along, one.along);
        assert_true(holds(with.coalitions, one.coalitions));
        *along_others += one.along != i;
        for (size_t j = 0; one.along == i && j < corral_plan_count(plan); j++) {
            corral_joint_session other = corral_plan_get(plan, j);
            if (j == i || !holds(other.coalitions, one.coalitions)) continue;
            assert_int_equal(other.coalitions.count, one.coalitions.count);
            assert_int_equal(other.along, i);
        }
    }
}

static void sessions_go_along_with_those_that_hold_them(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 14, .facets = 3, .items = 8, .density = 0.3};
    size_t along_others = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        corral_region *region = random_region(&shape, seed);
        corral_plan *plan = plan_of(region, 100);
        check_along(plan, &along_others);
        corral_plan_free(plan);
        corral_region_free(region);
    }
    assert_true(along_others > 20);
}

/* One topic; one member sits everywhere, three more in every third coalition each. */
static corral_region *parts(uint32_t coalitions)
{
    char text[4096] = "";
    for (uint32_t a = 0; a < coalitions; a++)
        sprintf(text + strlen(text), "c%02u member: all, part%u; goal: g\n", a, a % 3);
    return small_region(text);
}

static void topics_of_many_coalitions_take_several_sessions(void **state)
{
    (void)state;
    static const struct {
        uint32_t coalitions, percent, sessions;
        uint64_t removed, total;
        bool is_exact, is_enough;
    } cases[] = {
        {9, 100, 1, 8 + 6, 8 + 6, true, true},     {10, 80, 1, 8 + 6, 9 + 7, true, true},
        {10, 90, 2, 8 + 7, 9 + 7, true, true}, /* parts stay together */
        {10, 95, 2, 8 + 7, 9 + 7, true, false},    {14, 80, 2, 12 + 11, 13 + 11, true, true},
        {15, 60, 2, 13 + 11, 14 + 12, false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        corral_region *region = parts(cases[i].coalitions);
        corral_plan *plan = plan_of(region, cases[i].percent);
        assert_int_equal(corral_plan_is_exact(plan), cases[i].is_exact);
        assert_int_equal(corral_plan_is_enough(plan), cases[i].is_enough);
        assert_int_equal(corral_plan_count(plan), cases[i].sessions);
        assert_int_equal(corral_plan_removed(plan), 4 * cases[i].removed);
        assert_int_equal(corral_plan_total(plan), 4 * cases[i].total);
        corral_plan_free(plan);
        corral_region_free(region);
    }
}

static void a_topic_of_very_many_coalitions_is_not_planned(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_plan *plan = NULL;
    for (uint32_t a = 0; a <= CORRAL_SESSION_AGENDA; a++) {
        char id[16];
        snprintf(id, sizeof id, "c%u", a);
        small_row(builder, id, "member", "x", 1);
        small_row(builder, id, "goal", "everybody's", 1);
    }
    corral_region *region = small_finish(builder);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_plan_find(region, 4, 80, NULL, &plan, &error), CORRAL_LIMIT);
    assert_string_equal(error.message,
                        "sessions are planned for topics on the agenda of at most 5000 "
                        "coalitions, and \"everybody's\" is on that of 5001");
    corral_region_free(region);
}

static bool stop(void *user, const char *what, double done)
{
    (void)user, (void)what, (void)done;
    return false;
}

static void an_interrupt_ends_it(void **state)
{
    (void)state;
    corral_progress progress = {stop, NULL};
    corral_load *load = NULL;
    corral_plan *plan = NULL;
    corral_region *region = parts(9);
    assert_int_equal(corral_load_find(region, NULL, &progress, &load, NULL), CORRAL_INTERRUPTED);
    assert_int_equal(corral_plan_find(region, 4, 80, &progress, &plan, NULL), CORRAL_INTERRUPTED);
    corral_region_free(region);
}

static void numbers_are_read_whole_or_not(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    " 1",  "1 ",    "1,5", "0x1",
                                      "inf", "nan", "1e999", "1-2", "."};
    double value = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(corral_number_read(bad[i], &value));
    assert_true(value == 7);
    assert_true(corral_number_read("-1.5e1", &value) && value == -15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_topic_is_a_goal_or_target_on_two_agendas_of_a_member),
                                       TEST(no_more_sessions_are_held_than_meetings),
                                       TEST(joint_sessions_save_all_but_one_meeting_in_each_group),
                                       TEST(what_is_not_known_is_no_zero),
                                       TEST(agendas_that_are_not_known_are_counted),
                                       TEST(a_person_is_a_name_on_seats),
                                       TEST(a_disputed_seat_names_nobody),
                                       TEST(asks_add_up_and_whoever_is_asked_has_a_row),
                                       TEST(what_cannot_be_counted_is_refused),
                                       TEST(a_region_of_nobody_and_of_one_is_counted),
                                       TEST(a_session_leaves_out_who_brings_nobody),
                                       TEST(sessions_go_along_with_those_that_hold_them),
                                       TEST(topics_of_many_coalitions_take_several_sessions),
                                       TEST(a_topic_of_very_many_coalitions_is_not_planned),
                                       TEST(an_interrupt_ends_it),
                                       TEST(numbers_are_read_whole_or_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
