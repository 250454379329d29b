/* From statements to a region: duplicates, disputes, decisions, aliases, what lies within what, how
 * much is known, whom a row speaks of. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "support/small.h"

/* ---- helpers ---- */

typedef struct fixture {
    corral_problems *problems;
    corral_builder *builder;
    corral_region *region;
    corral_error err;
} fixture;

static fixture begin(corral_disputed disputed)
{
    fixture f = {.err = CORRAL_ERROR_INIT};
    assert_int_equal(corral_problems_new(true, &f.problems, NULL), CORRAL_OK);
    f.builder = small_builder(disputed, f.problems);
    return f;
}

static void finish(fixture *f)
{
    f->region = small_finish(f->builder);
    f->builder = NULL;
}

static void end(fixture *f)
{
    corral_builder_free(f->builder);
    corral_region_free(f->region);
    corral_problems_free(f->problems);
}

static size_t errors(const fixture *f, const char *words)
{
    return problems_with(f->problems, CORRAL_SEVERITY_ERROR, words);
}

static size_t warnings(const fixture *f, const char *words)
{
    return problems_with(f->problems, CORRAL_SEVERITY_WARNING, words);
}

/* A statement on member x of coalition A. */
static void say(fixture *f, double weight, const char *informant, const char *as_of, size_t line)
{
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "x";
    row.weight = weight;
    row.informant = informant;
    row.as_of = as_of;
    row.file = "footprint.csv";
    row.line = line;
    assert_int_equal(corral_builder_add_row(f->builder, &row, &f->err), CORRAL_OK);
}

static void decide(fixture *f, double value, const char *by, const char *date, size_t line)
{
    corral_decision_row row = {.coalition = "A",
                               .facet = "member",
                               .item = "x",
                               .value = value,
                               .by = by,
                               .date = date,
                               .file = "decisions.csv",
                               .line = line};
    assert_int_equal(corral_builder_add_decision(f->builder, &row, &f->err), CORRAL_OK);
}

static void alias(fixture *f, const char *keep, const char *merge, size_t line)
{
    assert_int_equal(
        corral_builder_add_alias(f->builder, "member", keep, merge, "aliases.csv", line, &f->err),
        CORRAL_OK);
}

/* Weight of an item for a coalition, 0 without a seat. */
static double weight_of(const corral_region *region, const char *coalition, const char *facet,
                        const char *item)
{
    corral_seats seats = corral_region_footprint(region, coalition_of(region, coalition));
    uint32_t wanted = item_of(region, facet, item);
    for (size_t i = 0; i < seats.count; i++)
        if (seats.index[i] == wanted) return seats.weight[i];
    return 0;
}

static corral_cell cell_of(const corral_region *region, const char *coalition, const char *facet,
                           const char *item)
{
    return corral_region_cell(region, coalition_of(region, coalition),
                              item_of(region, facet, item));
}

static corral_known known_of(const corral_region *region, const char *coalition, const char *facet)
{
    return corral_region_known(region, coalition_of(region, coalition),
                               corral_region_facet_find(region, facet));
}

/* ---- the least ---- */

static void nothing_said_is_an_empty_region(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    finish(&f);
    assert_int_equal(corral_region_coalition_count(f.region), 0);
    assert_int_equal(corral_region_facet_count(f.region), 0);
    assert_int_equal(corral_region_item_count(f.region), 0);
    assert_int_equal(corral_region_seat_count(f.region), 0);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void one_statement_is_one_seat(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x");
    assert_int_equal(corral_region_coalition_count(region), 1);
    assert_int_equal(corral_region_seat_count(region), 1);
    assert_same_double(weight_of(region, "A", "member", "x"), 1);
    corral_region_free(region);
}

static void a_builder_that_was_not_finished_is_freed(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A member: x, y; goal: z");
    small_declare(builder, "A", "Apple");
    corral_builder_free(builder);
    corral_builder_free(NULL);
}

/* ---- the same again ---- */

static void a_row_said_again_counts_once_with_a_warning(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    say(&f, 1, "Ann", "2024", 2);
    say(&f, 1, "Ann", "2024", 7);
    finish(&f);
    assert_int_equal(corral_region_seat_count(f.region), 1);
    assert_int_equal(corral_problems_count(f.problems), 1);
    corral_problem problem = corral_problems_get(f.problems, 0);
    assert_int_equal(problem.severity, CORRAL_SEVERITY_WARNING);
    assert_string_equal(problem.file, "footprint.csv");
    assert_int_equal(problem.line, 7);
    assert_non_null(strstr(problem.what, "said again as in line 2"));
    end(&f);
}

static void one_informant_with_two_weights_counts_with_the_larger(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    say(&f, 0.25, "Ann", "2024", 2);
    say(&f, 0.75, "Ann", "2023", 3);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.75);
    assert_int_equal(cell_of(f.region, "A", "member", "x"), CORRAL_CELL_PRIMARY);
    assert_int_equal(warnings(&f, "two weights from one informant"), 1);
    assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_DISPUTED), 0);
    end(&f);
}

static void informants_who_agree_dispute_nothing(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    say(&f, 0.5, "Ann", "2024", 2);
    say(&f, 0.5, "Bob", "2023", 3);
    say(&f, 0.5, NULL, NULL, 4);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
    assert_int_equal(cell_of(f.region, "A", "member", "x"), CORRAL_CELL_SECONDARY);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

/* ---- disputes ---- */

static void a_disputed_cell_counts_as_the_option_says(void **state)
{
    (void)state;
    static const struct {
        corral_disputed option;
        const char *date_of_one, *date_of_half;
        double expected;
    } cases[] = {
        {CORRAL_DISPUTED_UNKNOWN, "2023", "2024", 0},
        {CORRAL_DISPUTED_ANY, "2023", "2024", 1},
        {CORRAL_DISPUTED_ANY, "2024", "2023", 1},
        {CORRAL_DISPUTED_LATEST, "2023", "2024", 0.5},
        {CORRAL_DISPUTED_LATEST, "2024", "2023", 1},
        {CORRAL_DISPUTED_LATEST, "2024", "2024", 0}, /* nobody is later */
        {CORRAL_DISPUTED_LATEST, NULL, "2023", 0.5}, /* no date is the earliest */
        {CORRAL_DISPUTED_LATEST, NULL, NULL, 0},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (int swapped = 0; swapped < 2; swapped++) {
            fixture f = begin(cases[k].option);
            if (swapped) say(&f, 0.5, "Bob", cases[k].date_of_half, 3);
            say(&f, 1, "Ann", cases[k].date_of_one, 2);
            if (!swapped) say(&f, 0.5, "Bob", cases[k].date_of_half, 3);
            finish(&f);
            assert_same_double(weight_of(f.region, "A", "member", "x"), cases[k].expected);
            assert_int_equal(cell_of(f.region, "A", "member", "x"), CORRAL_CELL_DISPUTED);
            assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_DISPUTED), 1);
            end(&f);
        }
}

static void a_dispute_names_both_sides_and_their_lines(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    say(&f, 0.5, NULL, NULL, 4);
    say(&f, 1, "Ann", NULL, 2);
    say(&f, 0, "Bob", NULL, 3);
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 1);
    corral_problem problem = corral_problems_get(f.problems, 0);
    assert_int_equal(problem.severity, CORRAL_SEVERITY_DISPUTED);
    assert_string_equal(problem.what, "\"x\" (member) of coalition \"A\": Ann says primary "
                                      "(line 2), Bob says no (line 3)");
    end(&f);
}

static void three_informants_of_two_dates_follow_the_latest_two(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_LATEST);
    say(&f, 1, "Ann", "2023", 2);
    say(&f, 0.5, "Bob", "2024", 3);
    say(&f, 0.5, "Cid", "2024", 4);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
    end(&f);

    f = begin(CORRAL_DISPUTED_LATEST);
    say(&f, 0.5, "Ann", "2024", 2);
    say(&f, 1, "Bob", "2023", 3);
    say(&f, 1, "Cid", "2024", 4); /* differs from Ann on the latest date */
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0);
    end(&f);
}

static void saying_that_one_does_not_know_disputes_nothing(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "x";
    row.known = CORRAL_SAID_NO;
    row.informant = "Bob";
    assert_int_equal(corral_builder_add_row(f.builder, &row, &f.err), CORRAL_OK);
    say(&f, 0.5, "Ann", NULL, 2);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
    assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_DISPUTED), 0);
    end(&f);
}

/* ---- decisions ---- */

static void a_decision_wins_over_every_statement(void **state)
{
    (void)state;
    static const struct {
        double value, weight;
        corral_cell cell;
    } cases[] = {{1, 1, CORRAL_CELL_PRIMARY},
                 {0.5, 0.5, CORRAL_CELL_SECONDARY},
                 {0, 0, CORRAL_CELL_NO},
                 {NAN, 0, CORRAL_CELL_UNKNOWN}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        fixture f = begin(CORRAL_DISPUTED_ANY);
        say(&f, 1, "Ann", "2024", 2);
        decide(&f, cases[k].value, "the table", "2020", 2);
        say(&f, 0.25, "Bob", "2024", 3);
        finish(&f);
        assert_same_double(weight_of(f.region, "A", "member", "x"), cases[k].weight);
        assert_int_equal(cell_of(f.region, "A", "member", "x"), cases[k].cell);
        assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_DISPUTED), 0);
        end(&f);
    }
}

static void a_decision_without_a_statement_makes_the_cell(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    decide(&f, 0.5, "the table", "2020", 2);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
    end(&f);
}

static void the_latest_decision_counts(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        decide(&f, 1, swapped ? "Ann" : "Zoe", "2020", 2);
        decide(&f, 0.25, swapped ? "Zoe" : "Ann", "2021", 3);
        finish(&f);
        assert_same_double(weight_of(f.region, "A", "member", "x"), 0.25);
        assert_int_equal(corral_problems_count(f.problems), 0);
        end(&f);
    }
}

static void two_decisions_of_one_date_that_differ_are_an_error(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    decide(&f, 1, "Ann", "2021", 2);
    decide(&f, 0, "Bob", "2021", 3);
    finish(&f);
    assert_int_equal(errors(&f, "decided differently"), 1);
    end(&f);
}

static void two_decisions_of_one_date_that_agree_are_one(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    decide(&f, 0.5, "Ann", "2021", 2);
    decide(&f, 0.5, "Bob", "2021", 3);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

/* Whoever decided first in the alphabet must not matter. */
static void earlier_decisions_that_differ_are_settled_by_a_later_one(void **state)
{
    (void)state;
    static const char *const last[] = {"Abe", "Mia", "Zoe"};
    for (size_t k = 0; k < 3; k++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        decide(&f, 1, "Bob", "2020", 2);
        decide(&f, 0, "Nan", "2020", 3);
        decide(&f, 0.5, last[k], "2021", 4);
        finish(&f);
        assert_same_double(weight_of(f.region, "A", "member", "x"), 0.5);
        assert_int_equal(corral_problems_count(f.problems), 0);
        end(&f);
    }
}

/* ---- aliases ---- */

static void a_merged_name_is_the_kept_item(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    alias(&f, "United Way", "UW", 2);
    small_rows(f.builder, "A member: UW\nB member: United Way");
    finish(&f);
    assert_int_equal(corral_region_item_count(f.region), 1);
    assert_int_equal(item_of(f.region, "member", "UW"), item_of(f.region, "member", "United Way"));
    assert_string_equal(corral_region_item_key(f.region, 0), "United Way");
    assert_int_equal(corral_region_holders(f.region, 0).count, 2);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void chains_of_merges_are_followed_in_any_order(void **state)
{
    (void)state;
    for (int reversed = 0; reversed < 2; reversed++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        for (int i = 0; i < 3; i++) {
            static const char *const names[] = {"one", "two", "three", "four"};
            int k = reversed ? 2 - i : i;
            alias(&f, names[k], names[k + 1], 2);
        }
        small_rows(f.builder, "A member: four\nB member: one\nC member: three");
        finish(&f);
        assert_int_equal(corral_region_item_count(f.region), 1);
        assert_string_equal(corral_region_item_key(f.region, 0), "one");
        assert_int_equal(corral_region_holders(f.region, 0).count, 3);
        end(&f);
    }
}

static void merges_that_lead_back_are_an_error(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    alias(&f, "one", "two", 2);
    alias(&f, "two", "three", 3);
    alias(&f, "three", "one", 4);
    alias(&f, "one", "outside", 5);
    small_rows(f.builder, "A member: one, outside");
    finish(&f);
    assert_int_equal(errors(&f, "leads back to itself"), 1);
    end(&f);

    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_region *region = NULL;
    corral_builder_add_alias(builder, "member", "one", "two", "aliases.csv", 2, &err);
    corral_builder_add_alias(builder, "member", "two", "one", "aliases.csv", 3, &err);
    assert_int_equal(corral_builder_finish(builder, &region, &err), CORRAL_BAD_INPUT);
    assert_null(region);
    assert_string_equal(err.file, "aliases.csv");
    assert_true(err.line == 2 || err.line == 3);
    corral_builder_free(builder);
}

static void a_name_merged_into_two_is_an_error(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    alias(&f, "one", "x", 2);
    alias(&f, "two", "x", 3);
    alias(&f, "one", "x", 4); /* the same again is fine */
    assert_int_equal(errors(&f, "merged into two names"), 1);
    end(&f);
}

static void a_name_merged_into_itself_is_nothing(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    alias(&f, "Caf\xc3\xa9", "Cafe\xcc\x81", 2);
    small_rows(f.builder, "A member: Caf\xc3\xa9");
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 0);
    assert_int_equal(corral_region_item_count(f.region), 1);
    end(&f);
}

static void spellings_of_one_item_are_settled_as_one_cell(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_ANY);
    alias(&f, "x", "ex", 2);
    say(&f, 0.5, "Ann", NULL, 2);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "ex";
    row.informant = "Bob";
    assert_int_equal(corral_builder_add_row(f.builder, &row, &f.err), CORRAL_OK);
    finish(&f);
    assert_same_double(weight_of(f.region, "A", "member", "x"), 1);
    assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_DISPUTED), 1);
    end(&f);
}

static void a_merge_holds_within_its_facet_only(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    alias(&f, "one", "two", 2);
    small_rows(f.builder, "A member: two; goal: two");
    finish(&f);
    assert_string_equal(corral_region_item_key(f.region, item_of(f.region, "member", "two")),
                        "one");
    assert_string_equal(corral_region_item_key(f.region, item_of(f.region, "goal", "two")), "two");
    end(&f);
}

static void a_long_chain_of_merges_is_followed(void **state)
{
    (void)state;
    enum { LENGTH = 50000 };
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    for (int i = 0; i < LENGTH; i++) {
        char keep[16], merge[16];
        snprintf(keep, sizeof keep, "n%d", i);
        snprintf(merge, sizeof merge, "n%d", i + 1);
        alias(&f, keep, merge, 2);
    }
    small_rows(f.builder, "A member: n50000\nB member: n25000");
    finish(&f);
    assert_int_equal(corral_region_item_count(f.region), 1);
    assert_string_equal(corral_region_item_key(f.region, 0), "n0");
    end(&f);
}

/* ---- what lies within what ---- */

static void chains_of_within_are_kept(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_within(f.builder, "geography", "street", "town");
    small_within(f.builder, "geography", "town", "county");
    small_rows(f.builder, "A geography: street");
    finish(&f);
    uint32_t street = item_of(f.region, "geography", "street");
    uint32_t town = item_of(f.region, "geography", "town");
    uint32_t county = item_of(f.region, "geography", "county");
    assert_int_equal(corral_region_item_within(f.region, street), town);
    assert_int_equal(corral_region_item_within(f.region, town), county);
    assert_int_equal(corral_region_item_within(f.region, county), UINT32_MAX);
    end(&f);
}

/* Follows every chain; fails if one does not end. */
static void assert_chains_end(const corral_region *region)
{
    for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
        uint32_t steps = 0;
        for (uint32_t at = j; at != UINT32_MAX; at = corral_region_item_within(region, at))
            assert_true(steps++ <= corral_region_item_count(region));
    }
}

static void circles_of_within_are_an_error_each_and_cut(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_within(f.builder, "geography", "self", "self");
    small_within(f.builder, "geography", "a", "b");
    small_within(f.builder, "geography", "b", "c");
    small_within(f.builder, "geography", "c", "a");
    small_within(f.builder, "geography", "outside", "b");
    small_rows(f.builder, "A geography: self, a, outside");
    finish(&f);
    assert_int_equal(errors(&f, "lies within itself"), 2);
    assert_chains_end(f.region);
    end(&f);
}

static void a_merge_may_close_a_chain_of_within(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_within(f.builder, "member", "branch", "office");
    alias(&f, "branch", "office", 2);
    small_rows(f.builder, "A member: branch");
    finish(&f);
    assert_int_equal(errors(&f, "lies within itself"), 1);
    assert_chains_end(f.region);
    end(&f);
}

static void without_keep_going_a_circle_of_within_stops(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_region *region = NULL;
    corral_item_row row = {
        .facet = "geography", .item = "a", .within = "a", .file = "items.csv", .line = 7};
    assert_int_equal(corral_builder_add_item(builder, &row, &err), CORRAL_OK);
    assert_int_equal(corral_builder_finish(builder, &region, &err), CORRAL_BAD_INPUT);
    assert_string_equal(err.file, "items.csv");
    assert_int_equal(err.line, 7);
    assert_null(region);
    corral_builder_free(builder);
}

/* ---- how much is known ---- */

static void known_follows_what_was_said(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x\n"
                                         "B member~: x\n"
                                         "C member?:\n"
                                         "D member:\n"
                                         "E member~:\n"
                                         "F member.: x\n"
                                         "G goal: y\n");
    assert_int_equal(known_of(region, "A", "member"), CORRAL_KNOWN_YES);
    assert_int_equal(known_of(region, "B", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known_of(region, "C", "member"), CORRAL_KNOWN_NO);
    assert_int_equal(known_of(region, "D", "member"), CORRAL_KNOWN_YES); /* asked, and nothing */
    assert_int_equal(known_of(region, "E", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known_of(region, "F", "member"), CORRAL_KNOWN_PARTIAL); /* a free list */
    assert_int_equal(known_of(region, "G", "member"), CORRAL_KNOWN_NO);      /* nothing said */
    assert_int_equal(cell_of(region, "D", "member", "x"), CORRAL_CELL_NO);
    assert_int_equal(cell_of(region, "E", "member", "x"), CORRAL_CELL_NOT_MENTIONED);
    assert_int_equal(cell_of(region, "C", "member", "x"), CORRAL_CELL_UNKNOWN);
    assert_int_equal(cell_of(region, "G", "member", "x"), CORRAL_CELL_UNKNOWN);
    corral_region_free(region);
}

static void a_facet_with_every_item_described_is_a_closed_list(void **state)
{
    (void)state;
    for (int described = 1; described <= 2; described++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        small_within(f.builder, "issue", "reading", NULL);
        if (described == 2) small_within(f.builder, "issue", "jobs", NULL);
        small_rows(f.builder, "A issue.: reading\nB issue.: jobs\nC member.: x");
        finish(&f);
        corral_known expected = described == 2 ? CORRAL_KNOWN_YES : CORRAL_KNOWN_PARTIAL;
        assert_int_equal(known_of(f.region, "A", "issue"), expected);
        assert_int_equal(known_of(f.region, "B", "issue"), expected);
        assert_int_equal(known_of(f.region, "C", "issue"), CORRAL_KNOWN_NO);
        end(&f);
    }
}

static void contradictions_about_what_is_known_read_as_partial(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_rows(f.builder, "A member: x\nA member?:\nB member: x\nB member~: y\nC member?:\n"
                          "C member.: x\n");
    finish(&f);
    assert_int_equal(known_of(f.region, "A", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known_of(f.region, "B", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known_of(f.region, "C", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(warnings(&f, "unknown here and complete elsewhere"), 1);
    end(&f);
}

static void an_item_beside_known_no_is_an_unknown_cell(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "x";
    row.known = CORRAL_SAID_NO;
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    small_rows(builder, "A member: y");
    corral_region *region = small_finish(builder);
    assert_int_equal(known_of(region, "A", "member"), CORRAL_KNOWN_YES);
    assert_int_equal(cell_of(region, "A", "member", "x"), CORRAL_CELL_UNKNOWN);
    assert_int_equal(cell_of(region, "A", "member", "y"), CORRAL_CELL_PRIMARY);
    corral_region_free(region);
}

static void an_explicit_no_is_no_under_a_partial_list(void **state)
{
    (void)state;
    corral_region *region = small_region("A member~: x*0, y\nB member: x");
    assert_int_equal(cell_of(region, "A", "member", "x"), CORRAL_CELL_NO);
    assert_int_equal(corral_region_seat_count(region), 2);
    corral_region_free(region);
}

/* ---- whom a row speaks of ---- */

static void a_coalition_may_be_named_by_a_name_that_only_it_has(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    const char *const columns[] = {"name", "short_name"};
    const char *const a[] = {"Apple Street", "Apple"}, *const b[] = {"Book Bus", "Bus"};
    corral_builder_add_coalition(f.builder, "A", 2, columns, a, "coalitions.csv", 2, NULL);
    corral_builder_add_coalition(f.builder, "B", 2, columns, b, "coalitions.csv", 3, NULL);
    small_row(f.builder, "Apple Street", "member", "x", 1);
    small_row(f.builder, "A", "member", "y", 1);
    small_row(f.builder, "Bus", "member", "z", 1);
    finish(&f);
    assert_int_equal(corral_region_coalition_count(f.region), 2);
    assert_int_equal(corral_region_footprint(f.region, 0).count, 2);
    assert_int_equal(corral_region_footprint(f.region, 1).count, 1);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void a_name_that_two_have_names_neither(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_declare(f.builder, "A", "Same Name");
    small_declare(f.builder, "B", "Same Name");
    small_row(f.builder, "Same Name", "member", "x", 1);
    finish(&f);
    assert_int_equal(corral_region_coalition_count(f.region), 3);
    assert_int_equal(warnings(&f, "\"Same Name\" is not declared"), 1);
    end(&f);
}

static void an_undeclared_coalition_is_read_with_a_warning_and_the_nearest_id(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_declare(f.builder, "readers", "Apple Street Readers");
    small_declare(f.builder, "gardeners", "Elm Tree");
    small_row(f.builder, "raeders", "member", "x", 1);
    small_row(f.builder, "something else", "member", "x", 1);
    finish(&f);
    assert_int_equal(corral_region_coalition_count(f.region), 4);
    assert_int_equal(warnings(&f, "\"raeders\" is not declared"), 1);
    assert_int_equal(warnings(&f, "did you mean \"readers\"?"), 1);
    assert_int_equal(warnings(&f, "did you mean"), 1);
    assert_string_equal(corral_region_name(f.region, coalition_of(f.region, "raeders")), "raeders");
    end(&f);
}

static void a_warning_about_an_undeclared_coalition_has_the_place_of_a_row(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_declare(f.builder, "A", "Apple");
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "stranger";
    row.facet = "member";
    row.known = CORRAL_SAID_YES; /* a row that says only what is known */
    row.file = "footprint.csv";
    row.line = 9;
    assert_int_equal(corral_builder_add_row(f.builder, &row, NULL), CORRAL_OK);
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 1);
    assert_string_equal(corral_problems_get(f.problems, 0).file, "footprint.csv");
    assert_int_equal(corral_problems_get(f.problems, 0).line, 9);
    end(&f);
}

static void where_nobody_is_declared_nobody_is_missing(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_rows(f.builder, "A member: x\nB member: x");
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void a_declared_coalition_without_a_row_is_there(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_declare(f.builder, "A", "Apple");
    finish(&f);
    assert_int_equal(corral_region_coalition_count(f.region), 1);
    assert_int_equal(corral_region_footprint(f.region, 0).count, 0);
    assert_string_equal(corral_region_name(f.region, 0), "Apple");
    end(&f);
}

static void a_coalition_declared_twice_must_be_the_same(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_declare(f.builder, "A", "Apple");
    small_declare(f.builder, "A", "Apple");
    assert_int_equal(warnings(&f, "declared again as in line 2"), 1);
    small_declare(f.builder, "A", "Orange");
    assert_int_equal(errors(&f, "declared twice and differs in \"name\""), 1);
    finish(&f);
    assert_string_equal(corral_region_name(f.region, 0), "Apple");
    end(&f);
}

/* ---- what is refused ---- */

static void a_blank_name_is_refused_with_its_place(void **state)
{
    (void)state;
    /* white space of every kind, and what cannot be seen */
    static const char *const blanks[] = {
        NULL, "", "  \t", "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf \xe3\x80\x80"};
    for (size_t k = 0; k < sizeof blanks / sizeof *blanks; k++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        corral_row row = CORRAL_ROW_INIT;
        row.file = "footprint.csv";
        row.line = 3;
        row.coalition = blanks[k];
        row.facet = "member";
        row.item = "x";
        assert_int_equal(corral_builder_add_row(f.builder, &row, &f.err), CORRAL_OK);
        assert_int_equal(errors(&f, "coalition must not be blank"), 1);
        row.coalition = "A";
        row.facet = blanks[k];
        assert_int_equal(corral_builder_add_row(f.builder, &row, &f.err), CORRAL_OK);
        assert_int_equal(errors(&f, "facet must not be blank"), 1);
        row.facet = "member";
        row.item = blanks[k]; /* speaks of the whole facet */
        row.known = CORRAL_SAID_YES;
        assert_int_equal(corral_builder_add_row(f.builder, &row, &f.err), CORRAL_OK);
        assert_int_equal(corral_problems_get(f.problems, 0).line, 3);
        finish(&f);
        assert_int_equal(corral_region_coalition_count(f.region), 1);
        assert_int_equal(corral_region_item_count(f.region), 0);
        end(&f);
    }
}

static void a_weight_outside_zero_to_one_is_refused(void **state)
{
    (void)state;
    static const double weights[] = {-1, -1e-300, 1.0000000000000002, 2, NAN, INFINITY, -INFINITY};
    for (size_t k = 0; k < sizeof weights / sizeof *weights; k++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        say(&f, weights[k], NULL, NULL, 2);
        assert_int_equal(errors(&f, "weight must be from 0 to 1"), 1);
        if (!isnan(weights[k])) {
            decide(&f, weights[k], NULL, NULL, 2);
            assert_int_equal(errors(&f, "value must be from 0 to 1"), 1);
        }
        finish(&f);
        assert_int_equal(corral_region_seat_count(f.region), 0);
        end(&f);
    }
}

static void without_a_list_of_problems_the_first_error_stops(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "x";
    row.weight = 1.5;
    row.file = "footprint.csv";
    row.line = 12;
    row.column = 4;
    assert_int_equal(corral_builder_add_row(builder, &row, &err), CORRAL_BAD_INPUT);
    assert_string_equal(err.file, "footprint.csv");
    assert_int_equal(err.line, 12);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.message, "weight must be from 0 to 1, got 1.5");
    corral_builder_free(builder);
}

static void names_that_are_not_utf8_are_refused(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "caf\xe9";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_BAD_INPUT);
    row.item = "x";
    row.coalition = "\xff";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_BAD_INPUT);
    corral_builder_free(builder);
}

static void more_facets_than_the_limit_are_refused(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_row row = CORRAL_ROW_INIT;
    char facet[100];
    row.coalition = "A";
    row.facet = facet;
    row.item = "x";
    for (int k = 0; k < 255; k++) {
        snprintf(facet, sizeof facet, "facet %d", k);
        assert_int_equal(corral_builder_add_row(builder, &row, &err), CORRAL_OK);
    }
    strcpy(facet, "one more");
    assert_int_equal(corral_builder_add_row(builder, &row, &err), CORRAL_LIMIT);
    corral_builder_free(builder);
}

static void two_hundred_and_fifty_five_facets_stay_apart(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    char facet[100];
    for (int k = 0; k < 255; k++) {
        snprintf(facet, sizeof facet, "facet %d", k);
        small_row(builder, "A", facet, "x", 1);
    }
    corral_region *region = small_finish(builder);
    assert_int_equal(corral_region_facet_count(region), 255);
    assert_int_equal(corral_region_item_count(region), 255);
    for (uint32_t f = 0; f < 255; f++) {
        uint32_t item = corral_region_item_find(region, f, "x");
        assert_int_equal(corral_region_item_facet(region, item), f);
        assert_string_equal(corral_region_item_key(region, item), "x");
    }
    corral_region_free(region);
}

static void a_facet_of_more_than_63_bytes_is_refused(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_row row = CORRAL_ROW_INIT;
    char facet[80];
    memset(facet, 'f', sizeof facet);
    facet[64] = '\0';
    row.coalition = "A";
    row.facet = facet;
    row.item = "x";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_BAD_INPUT);
    facet[63] = '\0';
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    corral_builder_free(builder);
}

/* ---- names of facets and items ---- */

static void facets_are_words_in_lower_case(void **state)
{
    (void)state;
    corral_region *region = small_region("A Member: x\nB MEMBER: x\nC member: x");
    assert_int_equal(corral_region_facet_count(region), 1);
    assert_string_equal(corral_region_facet_name(region, 0), "member");
    corral_region_free(region);
}

static void a_facet_in_the_plural_is_warned_about(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    small_rows(f.builder, "A members: x; strategies: y; goals: z; news: w; strategys: v");
    finish(&f);
    assert_int_equal(warnings(&f, "facet \"members\" is"), 1);
    assert_int_equal(warnings(&f, "did you mean \"member\"?"), 1);
    assert_int_equal(warnings(&f, "did you mean \"strategy\"?"), 2);
    assert_int_equal(warnings(&f, "did you mean \"goal\"?"), 1);
    assert_int_equal(corral_problems_count(f.problems), 4);
    end(&f);
}

static void a_facet_with_one_or_two_letters_wrong_is_warned_about(void **state)
{
    (void)state;
    static const char *const meant[][2] = {{"memeber", "member"},
                                           {"gaol", NULL},
                                           {"sectr", "sector"},
                                           {"fundng", "funding"},
                                           {"partners", "partner"},
                                           {"partner", NULL},
                                           {"mmbr", NULL},
                                           {"poplation", "population"},
                                           {"goverance", "governance"},
                                           {"geografy", "geography"},
                                           {"age", NULL},
                                           {"stratgy", "strategy"}};
    for (size_t k = 0; k < sizeof meant / sizeof *meant; k++) {
        fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
        char words[64] = "did you mean";
        small_row(f.builder, "A", meant[k][0], "x", 1);
        finish(&f);
        if (meant[k][1]) snprintf(words, sizeof words, "did you mean \"%s\"?", meant[k][1]);
        assert_int_equal(warnings(&f, words), meant[k][1] != NULL);
        end(&f);
    }
}

static void the_original_spelling_is_kept_and_of_several_the_least(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_row(builder, "A", "member", "Caf\xc3\xa9  Rosa", 1);
    small_row(builder, "B", "member", "Cafe\xcc\x81 Rosa", 1);
    small_row(builder, "C", "member", "Caf\xc3\xa9 Rosa", 1);
    small_row(builder, "C", "member", "Plain", 1);
    corral_region *region = small_finish(builder);
    uint32_t rosa = item_of(region, "member", "Caf\xc3\xa9 Rosa");
    assert_string_equal(corral_region_item_original(region, rosa), "Cafe\xcc\x81 Rosa");
    assert_string_equal(corral_region_item_original(region, item_of(region, "member", "Plain")),
                        "Plain");
    corral_region_free(region);
}

static void an_item_described_twice_keeps_the_first(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_UNKNOWN);
    corral_item_row row = {.facet = "member", .item = "x", .name = "The X", .sector = "business"};
    assert_int_equal(corral_builder_add_item(f.builder, &row, &f.err), CORRAL_OK);
    row.name = "Another";
    assert_int_equal(corral_builder_add_item(f.builder, &row, &f.err), CORRAL_OK);
    finish(&f);
    assert_int_equal(warnings(&f, "described again"), 1);
    assert_string_equal(corral_region_item_name(f.region, 0), "The X");
    assert_string_equal(corral_region_item_sector(f.region, 0), "business");
    assert_string_equal(corral_region_item_url(f.region, 0), "");
    end(&f);
}

/* ---- statements ---- */

static void statements_come_by_item_and_then_in_a_fixed_order(void **state)
{
    (void)state;
    fixture f = begin(CORRAL_DISPUTED_ANY);
    say(&f, 0.5, "Bob", "2024", 5);
    say(&f, 1, "Ann", "2023", 4);
    decide(&f, 0.25, "Zoe", "2024", 2);
    say(&f, 1, NULL, NULL, 3); /* says nothing more: no statement */
    finish(&f);
    assert_int_equal(corral_region_statement_count(f.region, 0), 3);
    assert_string_equal(corral_region_statement(f.region, 0, 0).informant, "Zoe");
    assert_string_equal(corral_region_statement(f.region, 0, 1).informant, "Ann");
    assert_string_equal(corral_region_statement(f.region, 0, 2).informant, "Bob");
    assert_same_double(corral_region_statement(f.region, 0, 2).weight, 0.5);
    assert_string_equal(corral_region_statement(f.region, 0, 2).as_of, "2024");
    assert_string_equal(corral_region_statement(f.region, 0, 2).source, "");
    end(&f);
}

static void every_column_of_a_row_reaches_its_statement(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "member";
    row.item = "x";
    row.weight = 0.5;
    row.informant = "Ann";
    row.as_of = "2024-01-02";
    row.source = "minutes";
    row.page = "7";
    row.note = "a note";
    row.person = "Sam";
    row.role = "chair";
    row.hours = "3";
    row.indicator = "grade 3 test";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    corral_region *region = small_finish(builder);
    corral_statement s = corral_region_statement(region, 0, 0);
    assert_int_equal(s.coalition, 0);
    assert_int_equal(s.item, 0);
    assert_same_double(s.weight, 0.5);
    assert_string_equal(s.informant, "Ann");
    assert_string_equal(s.as_of, "2024-01-02");
    assert_string_equal(s.source, "minutes");
    assert_string_equal(s.page, "7");
    assert_string_equal(s.note, "a note");
    assert_string_equal(s.person, "Sam");
    assert_string_equal(s.role, "chair");
    assert_string_equal(s.hours, "3");
    assert_string_equal(s.indicator, "grade 3 test");
    corral_region_free(region);
}

/* ---- the order of rows ---- */

static void shuffled_rows_give_the_same_region(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 12,
                                .facets = 3,
                                .items = 10,
                                .density = 0.4,
                                .weights = true,
                                .unknown = 0.2,
                                .partial = 0.3,
                                .within = 0.3};
    for (uint64_t seed = 1; seed <= 20; seed++) {
        random_rows rows = random_rows_new(&shape, seed);
        corral_region *before = random_rows_region(&rows);
        for (uint64_t order = 1; order <= 3; order++) {
            random_rows_shuffle(&rows, order);
            corral_region *after = random_rows_region(&rows);
            assert_same_region(before, after);
            corral_region_free(after);
        }
        corral_region_free(before);
        random_rows_release(&rows);
    }
}

/* Statements of four informants on few cells: disputes, repeats and decisions in any order. */
static corral_region *quarrel(corral_disputed disputed, const uint32_t *order, uint32_t count)
{
    static const char *const who[] = {"Ann", "Bob", NULL, "Cid"};
    static const char *const when[] = {"2022", "2023", "2024", NULL};
    static const char *const spelling[] = {"x", " x", "ex", "y"};
    fixture f = begin(disputed);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t chance = order[i] + 1;
        for (int k = 0; k < 9; k++) random_word(&chance);
        corral_row row = CORRAL_ROW_INIT;
        row.coalition = random_below(&chance, 2) ? "A" : "B";
        row.facet = "member";
        row.item = spelling[random_below(&chance, 4)];
        row.weight = random_below(&chance, 3) / 2.0;
        row.informant = who[random_below(&chance, 4)];
        row.as_of = when[random_below(&chance, 4)];
        row.known = random_below(&chance, 8) ? CORRAL_SAID_NOTHING : CORRAL_SAID_NO;
        row.file = "footprint.csv";
        row.line = order[i] + 2;
        assert_int_equal(corral_builder_add_row(f.builder, &row, NULL), CORRAL_OK);
    }
    alias(&f, "x", "ex", 2);
    finish(&f);
    corral_region *region = f.region;
    f.region = NULL;
    end(&f);
    return region;
}

static void quarrels_are_settled_the_same_in_any_order(void **state)
{
    (void)state;
    enum { COUNT = 24 };
    uint64_t chance = 5;
    uint32_t order[COUNT];
    for (int round = 0; round < 100; round++)
        for (int option = CORRAL_DISPUTED_UNKNOWN; option <= CORRAL_DISPUTED_ANY; option++) {
            uint32_t first = random_below(&chance, 1000);
            for (uint32_t i = 0; i < COUNT; i++) order[i] = first + i;
            corral_region *before = quarrel((corral_disputed)option, order, COUNT);
            for (uint32_t i = COUNT; i > 1; i--) {
                uint32_t j = random_below(&chance, i), kept = order[i - 1];
                order[i - 1] = order[j];
                order[j] = kept;
            }
            corral_region *after = quarrel((corral_disputed)option, order, COUNT);
            assert_same_region(before, after);
            corral_region_free(before);
            corral_region_free(after);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_said_is_an_empty_region),
        TEST(one_statement_is_one_seat),
        TEST(a_builder_that_was_not_finished_is_freed),
        TEST(a_row_said_again_counts_once_with_a_warning),
        TEST(one_informant_with_two_weights_counts_with_the_larger),
        TEST(informants_who_agree_dispute_nothing),
        TEST(a_disputed_cell_counts_as_the_option_says),
        TEST(a_dispute_names_both_sides_and_their_lines),
        TEST(three_informants_of_two_dates_follow_the_latest_two),
        TEST(saying_that_one_does_not_know_disputes_nothing),
        TEST(a_decision_wins_over_every_statement),
        TEST(a_decision_without_a_statement_makes_the_cell),
        TEST(the_latest_decision_counts),
        TEST(two_decisions_of_one_date_that_differ_are_an_error),
        TEST(two_decisions_of_one_date_that_agree_are_one),
        TEST(earlier_decisions_that_differ_are_settled_by_a_later_one),
        TEST(a_merged_name_is_the_kept_item),
        TEST(chains_of_merges_are_followed_in_any_order),
        TEST(merges_that_lead_back_are_an_error),
        TEST(a_name_merged_into_two_is_an_error),
        TEST(a_name_merged_into_itself_is_nothing),
        TEST(spellings_of_one_item_are_settled_as_one_cell),
        TEST(a_merge_holds_within_its_facet_only),
        TEST(a_long_chain_of_merges_is_followed),
        TEST(chains_of_within_are_kept),
        TEST(circles_of_within_are_an_error_each_and_cut),
        TEST(a_merge_may_close_a_chain_of_within),
        TEST(without_keep_going_a_circle_of_within_stops),
        TEST(known_follows_what_was_said),
        TEST(a_facet_with_every_item_described_is_a_closed_list),
        TEST(contradictions_about_what_is_known_read_as_partial),
        TEST(an_item_beside_known_no_is_an_unknown_cell),
        TEST(an_explicit_no_is_no_under_a_partial_list),
        TEST(a_coalition_may_be_named_by_a_name_that_only_it_has),
        TEST(a_name_that_two_have_names_neither),
        TEST(an_undeclared_coalition_is_read_with_a_warning_and_the_nearest_id),
        TEST(a_warning_about_an_undeclared_coalition_has_the_place_of_a_row),
        TEST(where_nobody_is_declared_nobody_is_missing),
        TEST(a_declared_coalition_without_a_row_is_there),
        TEST(a_coalition_declared_twice_must_be_the_same),
        TEST(a_blank_name_is_refused_with_its_place),
        TEST(a_weight_outside_zero_to_one_is_refused),
        TEST(without_a_list_of_problems_the_first_error_stops),
        TEST(names_that_are_not_utf8_are_refused),
        TEST(more_facets_than_the_limit_are_refused),
        TEST(two_hundred_and_fifty_five_facets_stay_apart),
        TEST(a_facet_of_more_than_63_bytes_is_refused),
        TEST(facets_are_words_in_lower_case),
        TEST(a_facet_in_the_plural_is_warned_about),
        TEST(a_facet_with_one_or_two_letters_wrong_is_warned_about),
        TEST(the_original_spelling_is_kept_and_of_several_the_least),
        TEST(an_item_described_twice_keeps_the_first),
        TEST(statements_come_by_item_and_then_in_a_fixed_order),
        TEST(every_column_of_a_row_reaches_its_statement),
        TEST(shuffled_rows_give_the_same_region),
        TEST(quarrels_are_settled_the_same_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
