/* Whom a row speaks of, by name, by misspelt name, by alias; what is probably meant otherwise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "region/nearest.h"
#include "support/small.h"

typedef struct fixture {
    corral_problems *problems;
    corral_builder *builder;
    corral_region *region;
} fixture;

static fixture begin(void)
{
    fixture f = {0};
    assert_int_equal(corral_problems_new(true, &f.problems, NULL), CORRAL_OK);
    f.builder = small_builder(CORRAL_DISPUTED_UNKNOWN, f.problems);
    return f;
}

static void finish(fixture *f)
{
    f->region = small_finish(f->builder);
    f->builder = NULL;
}

static void end(fixture *f)
{
    corral_region_free(f->region);
    corral_problems_free(f->problems);
}

static size_t warnings(const fixture *f, const char *words)
{
    return problems_with(f->problems, CORRAL_SEVERITY_WARNING, words);
}

static void alias(fixture *f, const char *keep, const char *merge, size_t line)
{
    assert_int_equal(
        corral_builder_add_alias(f->builder, "member", keep, merge, "aliases.csv", line, NULL),
        CORRAL_OK);
}

static void describe(fixture *f, const char *item, const char *name, const char *sector,
                     const char *within)
{
    corral_item_row row = {.facet = "member",
                           .item = item,
                           .name = name,
                           .sector = sector,
                           .within = within,
                           .file = "items.csv",
                           .line = 2};
    assert_int_equal(corral_builder_add_item(f->builder, &row, NULL), CORRAL_OK);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---- names ---- */

static void a_name_is_one_however_it_is_spaced_or_composed(void **state)
{
    (void)state;
    fixture f = begin();
    small_declare(f.builder, "dfy", "Drug  Free Youth");
    small_declare(f.builder, "cafe", "Cafe\u0301");
    small_row(f.builder, "Drug  Free Youth", "member", "x", 1);
    small_row(f.builder, "Cafe\u0301", "member", "y", 1);
    small_row(f.builder, "Caf\u00e9", "member", "z", 1);
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 0);
    assert_int_equal(corral_region_coalition_count(f.region), 2);
    assert_int_equal(corral_region_find(f.region, "Drug Free   Youth "), 1);
    assert_int_equal(corral_region_find(f.region, " dfy"), 1);
    assert_int_equal(corral_region_find(f.region, "Cafe\u0301"), 0);
    assert_int_equal(corral_region_find(f.region, "Caf\u00e9"), 0);
    assert_int_equal(corral_region_find(f.region, "\xff"), UINT32_MAX);
    assert_int_equal(corral_region_find(f.region, " "), UINT32_MAX);
    assert_string_equal(corral_region_name(f.region, 1), "Drug  Free Youth");
    end(&f);
}

static void an_id_and_an_item_with_spaces_are_found(void **state)
{
    (void)state;
    fixture f = begin();
    small_row(f.builder, "Apple Street", "member", "Tri Fork Library", 1);
    finish(&f);
    const corral_region *region = f.region;
    assert_int_equal(corral_region_find(region, "Apple  Street"), 0);
    assert_int_equal(corral_region_item_find(region, 0, "Tri  Fork Library "), 0);
    assert_int_equal(corral_region_item_find(region, 0, ""), UINT32_MAX);
    assert_int_equal(corral_region_item_find(region, 0, "\xff"), UINT32_MAX);
    end(&f);
}

static void many_names_are_identified_quickly(void **state)
{
    (void)state;
    enum { MANY = 50000 };
    fixture f = begin();
    char id[32], name[32];
    for (int k = 0; k < MANY; k++) {
        snprintf(id, sizeof id, "id%d", k);
        snprintf(name, sizeof name, "Coalition of  place %d", k);
        small_declare(f.builder, id, name);
        small_row(f.builder, name, "member", "x", 1);
    }
    double start = seconds();
    finish(&f);
    for (uint32_t k = 0; k < MANY; k++) {
        snprintf(name, sizeof name, "Coalition  of place %u", k);
        assert_int_not_equal(corral_region_find(f.region, name), UINT32_MAX);
    }
    assert_true(seconds() - start < 5);
    assert_int_equal(corral_region_coalition_count(f.region), MANY);
    end(&f);
}

/* ---- near names ---- */

static void short_names_suggest_nothing_unrelated(void **state)
{
    (void)state;
    fixture f = begin();
    small_declare(f.builder, "b", "B");
    small_declare(f.builder, "abcd", "Letters");
    small_row(f.builder, "q", "member", "x", 1);
    small_row(f.builder, "ab", "member", "x", 1);
    small_row(f.builder, "abce", "member", "x", 1);
    finish(&f);
    assert_int_equal(warnings(&f, "did you mean"), 1);
    assert_int_equal(warnings(&f, "did you mean \"abcd\"?"), 1);
    assert_null(corral_region_nearest(f.region, "x"));
    assert_null(corral_region_nearest(f.region, "bb"));
    assert_string_equal(corral_region_nearest(f.region, "B"), "b");
    end(&f);
}

static void of_several_equally_near_the_first_is_suggested(void **state)
{
    (void)state;
    fixture f = begin();
    small_declare(f.builder, "cat3", "");
    small_declare(f.builder, "cat1", "");
    small_declare(f.builder, "cat2", "");
    small_row(f.builder, "CAT9", "member", "x", 1);
    finish(&f);
    assert_int_equal(warnings(&f, "did you mean \"cat1\"?"), 1);
    assert_string_equal(corral_region_nearest(f.region, "cat0"), "CAT9");
    end(&f);
}

/* ---- aliases ---- */

static void what_was_declared_of_a_merged_spelling_holds_for_the_kept_one(void **state)
{
    (void)state;
    fixture f = begin();
    small_rows(f.builder, "A member.: Lib; B");
    small_row(f.builder, "B", "member", "Library", 1);
    describe(&f, "Lib", "The Library", "culture", "City");
    describe(&f, "City", "The City", "government", "");
    describe(&f, "Branch", "", "", "Lib");
    alias(&f, "Library", "Lib", 2);
    finish(&f);
    uint32_t library = item_of(f.region, "member", "Library");
    assert_int_equal(item_of(f.region, "member", "Lib"), library);
    assert_string_equal(corral_region_item_name(f.region, library), "The Library");
    assert_string_equal(corral_region_item_sector(f.region, library), "culture");
    assert_int_equal(corral_region_item_within(f.region, library),
                     item_of(f.region, "member", "City"));
    assert_int_equal(corral_region_item_within(f.region, item_of(f.region, "member", "Branch")),
                     library);
    /* Every held item is described, so the list is closed. */
    assert_int_equal(corral_region_known(f.region, 0, 0), CORRAL_KNOWN_YES);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void the_kept_spelling_has_its_own_word(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        fixture f = begin();
        small_rows(f.builder, "A member: Library, L1, L2");
        describe(&f, order ? "L1" : "L2", order ? "first" : "second", order ? "a" : "b", "");
        describe(&f, order ? "L2" : "L1", order ? "second" : "first", order ? "b" : "a", "Library");
        describe(&f, "Library", "own", "", "");
        alias(&f, "Library", "L1", 2);
        alias(&f, "Library", "L2", 3);
        finish(&f);
        uint32_t library = item_of(f.region, "member", "Library");
        assert_string_equal(corral_region_item_name(f.region, library), "own");
        assert_string_equal(corral_region_item_sector(f.region, library), "a");
        assert_int_equal(corral_region_item_within(f.region, library), UINT32_MAX);
        assert_int_equal(problems_with(f.problems, CORRAL_SEVERITY_ERROR, ""), 0);
        end(&f);
    }
}

static void many_circles_of_aliases_are_each_reported_quickly(void **state)
{
    (void)state;
    enum { CIRCLES = 60000 };
    fixture f = begin();
    char one[16], two[16];
    for (int k = 0; k < CIRCLES; k++) {
        snprintf(one, sizeof one, "a%d", k);
        snprintf(two, sizeof two, "b%d", k);
        alias(&f, one, two, 2);
        alias(&f, two, one, 3);
    }
    double start = seconds();
    finish(&f);
    assert_true(seconds() - start < 5);
    assert_int_equal(corral_problems_found(f.problems, CORRAL_SEVERITY_ERROR), CIRCLES);
    end(&f);
}

static void a_long_chain_of_aliases_is_no_circle(void **state)
{
    (void)state;
    fixture f = begin();
    char one[16], two[16];
    small_row(f.builder, "A", "member", "n999", 1);
    for (int k = 0; k < 999; k++) {
        snprintf(one, sizeof one, "n%d", k);
        snprintf(two, sizeof two, "n%d", k + 1);
        alias(&f, one, two, 2);
    }
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 0);
    assert_int_equal(corral_region_item_count(f.region), 1);
    assert_string_equal(corral_region_item_key(f.region, 0), "n0");
    end(&f);
}

static void an_alias_of_a_name_that_occurs_nowhere_is_a_warning(void **state)
{
    (void)state;
    fixture f = begin();
    small_rows(f.builder, "A member: Lib\nB member: Library");
    alias(&f, "Library", "Lib", 2);
    alias(&f, "Library", "Nope2", 3);
    describe(&f, "Biblio", "", "", "");
    alias(&f, "Library", "Biblio", 4);
    finish(&f);
    assert_int_equal(warnings(&f, "\"Nope2\" is merged but occurs nowhere"), 1);
    assert_int_equal(corral_problems_count(f.problems), 1);
    assert_int_equal(corral_problems_get(f.problems, 0).line, 3);
    end(&f);
}

/* ---- several items in one cell, totals ---- */

static size_t several(const char *item)
{
    fixture f = begin();
    small_row(f.builder, "A", "member", "Library", 1);
    small_row(f.builder, "A", "goal", "Schools", 1);
    small_row(f.builder, "B", "member", item, 1);
    finish(&f);
    size_t count = warnings(&f, "may be several items in one cell; give each a row of its own");
    assert_int_equal(corral_problems_count(f.problems), count);
    end(&f);
    return count;
}

static void several_items_in_one_cell_are_a_warning(void **state)
{
    (void)state;
    assert_int_equal(several("Metro Schools; Library"), 1);
    assert_int_equal(several("Metro Schools;Police"), 1);
    assert_int_equal(several("Metro Schools\nPolice"), 1);
    assert_int_equal(several("Metro Schools, Library"), 1);
    assert_int_equal(several("Library, Metro Schools, Police"), 1);
    assert_int_equal(several("Metro, Library, Inc."), 1);
    assert_int_equal(several("Metro Schools, Police"), 0); /* neither is an item */
    assert_int_equal(several("Metro, Schools"), 0);        /* one of another facet */
    assert_int_equal(several("Library, Inc."), 0);
    assert_int_equal(several("Metro Schools;"), 0);
    assert_int_equal(several("; ;"), 0);
    assert_int_equal(several("Arts &amp; Crafts"), 0);
    assert_int_equal(several(", "), 0);
}

static void a_described_item_may_hold_a_semicolon(void **state)
{
    (void)state;
    fixture f = begin();
    small_rows(f.builder, "A member: x");
    small_row(f.builder, "A", "member", "Read; Write", 1);
    describe(&f, "Read; Write", "", "", "");
    finish(&f);
    assert_int_equal(corral_problems_count(f.problems), 0);
    end(&f);
}

static void a_total_is_a_warning_and_read(void **state)
{
    (void)state;
    fixture f = begin();
    small_rows(f.builder, "A member: Total, x; goal: SUM, Totality\nSubtotal member: x\n"
                          "Grand-Total member: x");
    small_declare(f.builder, "13", "total");
    small_declare(f.builder, "Subtotal", "");
    small_declare(f.builder, "Grand-Total", "");
    small_declare(f.builder, "A", "");
    finish(&f);
    assert_int_equal(warnings(&f, "\"total\" looks like a total, not a coalition"), 1);
    assert_int_equal(warnings(&f, "\"Subtotal\" looks like a total, not a coalition"), 1);
    assert_int_equal(warnings(&f, "\"Grand-Total\" looks like a total, not a coalition"), 1);
    assert_int_equal(warnings(&f, "\"Total\" looks like a total, not an item"), 1);
    assert_int_equal(warnings(&f, "\"SUM\" looks like a total, not an item"), 1);
    assert_int_equal(corral_problems_count(f.problems), 5);
    assert_int_equal(corral_region_coalition_count(f.region), 4);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_name_is_one_however_it_is_spaced_or_composed),
        TEST(an_id_and_an_item_with_spaces_are_found),
        TEST(many_names_are_identified_quickly),
        TEST(short_names_suggest_nothing_unrelated),
        TEST(of_several_equally_near_the_first_is_suggested),
        TEST(what_was_declared_of_a_merged_spelling_holds_for_the_kept_one),
        TEST(the_kept_spelling_has_its_own_word),
        TEST(many_circles_of_aliases_are_each_reported_quickly),
        TEST(a_long_chain_of_aliases_is_no_circle),
        TEST(an_alias_of_a_name_that_occurs_nowhere_is_a_warning),
        TEST(several_items_in_one_cell_are_a_warning),
        TEST(a_described_item_may_hold_a_semicolon),
        TEST(a_total_is_a_warning_and_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
