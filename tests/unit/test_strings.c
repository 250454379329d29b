/* The set of distinct strings. */
#include <stdio.h>
#include <string.h>

#include "core/strings.h"
#include "support/random.h"
#include "support/small.h"

static corral_strings *new_set(void)
{
    corral_strings *set = NULL;
    assert_int_equal(corral_strings_new(&set, NULL), CORRAL_OK);
    return set;
}

static uint32_t add(corral_strings *set, const char *text)
{
    uint32_t id = CORRAL_NONE;
    assert_int_equal(corral_strings_add(set, text, strlen(text), &id, NULL), CORRAL_OK);
    return id;
}

static void strings_are_numbered_in_order_of_arrival(void **state)
{
    (void)state;
    corral_strings *set = new_set();
    assert_int_equal(add(set, "library"), 0);
    assert_int_equal(add(set, "choir"), 1);
    assert_int_equal(add(set, "library"), 0);
    assert_int_equal(add(set, "school"), 2);
    assert_int_equal(corral_strings_count(set), 3);
    assert_string_equal(corral_strings_get(set, 1), "choir");
    corral_strings_free(set);
}

static void an_empty_set_holds_nothing(void **state)
{
    (void)state;
    corral_strings *set = new_set();
    assert_int_equal(corral_strings_count(set), 0);
    assert_int_equal(corral_strings_find(set, "x", 1), CORRAL_NONE);
    assert_int_equal(corral_strings_find(set, "", 0), CORRAL_NONE);
    assert_string_equal(corral_strings_get(set, CORRAL_NONE), "");
    corral_strings_free(set);
    corral_strings_free(NULL);
}

static void the_empty_string_is_a_string(void **state)
{
    (void)state;
    corral_strings *set = new_set();
    assert_int_equal(add(set, ""), 0);
    assert_int_equal(add(set, "x"), 1);
    assert_int_equal(add(set, ""), 0);
    assert_int_equal(corral_strings_find(set, "", 0), 0);
    assert_string_equal(corral_strings_get(set, 0), "");
    corral_strings_free(set);
}

static void length_decides_and_not_a_zero_byte(void **state)
{
    (void)state;
    corral_strings *set = new_set();
    uint32_t one, two, three;
    assert_int_equal(corral_strings_add(set, "a\0b", 3, &one, NULL), CORRAL_OK);
    assert_int_equal(corral_strings_add(set, "a\0c", 3, &two, NULL), CORRAL_OK);
    assert_int_equal(corral_strings_add(set, "a", 1, &three, NULL), CORRAL_OK);
    assert_int_equal(one, 0);
    assert_int_equal(two, 1);
    assert_int_equal(three, 2);
    assert_int_equal(corral_strings_find(set, "a\0c", 3), 1);
    corral_strings_free(set);
}

static void a_part_of_a_string_is_another_string(void **state)
{
    (void)state;
    corral_strings *set = new_set();
    assert_int_equal(add(set, "united way"), 0);
    assert_int_equal(corral_strings_find(set, "united way", 6), CORRAL_NONE);
    assert_int_equal(corral_strings_find(set, "united ways", 11), CORRAL_NONE);
    corral_strings_free(set);
}

static void a_hundred_thousand_strings_are_all_found_again(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    corral_strings *set = new_set();
    char text[32];
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name %u", i * 7919u);
        assert_int_equal(add(set, text), i);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name %u", i * 7919u);
        assert_int_equal(corral_strings_find(set, text, strlen(text)), i);
        assert_string_equal(corral_strings_get(set, i), text);
    }
    assert_int_equal(corral_strings_find(set, "name", 4), CORRAL_NONE);
    assert_int_equal(corral_strings_count(set), COUNT);
    corral_strings_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(strings_are_numbered_in_order_of_arrival),
        TEST(an_empty_set_holds_nothing),
        TEST(the_empty_string_is_a_string),
        TEST(length_decides_and_not_a_zero_byte),
        TEST(a_part_of_a_string_is_another_string),
        TEST(a_hundred_thousand_strings_are_all_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
