/* Allocation: sizes that would wrap are refused, and nothing is lost when growing fails. */
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "support/small.h"

static void a_new_array_is_zero(void **state)
{
    (void)state;
    uint32_t *array = NULL;
    assert_int_equal(corral_array_new(&array, 1000, sizeof *array, NULL), CORRAL_OK);
    for (size_t i = 0; i < 1000; i++) assert_int_equal(array[i], 0);
    free(array);
}

static void an_array_of_no_elements_is_still_an_array(void **state)
{
    (void)state;
    double *array = NULL;
    assert_int_equal(corral_array_new(&array, 0, sizeof *array, NULL), CORRAL_OK);
    assert_non_null(array);
    free(array);
}

static void a_product_that_wraps_is_refused_and_nothing_is_changed(void **state)
{
    (void)state;
    static const struct {
        size_t count, size;
    } cases[] = {{SIZE_MAX, 2},     {SIZE_MAX / 2 + 1, 2}, {SIZE_MAX / 8 + 1, 8},
                 {SIZE_MAX / 4, 8}, {SIZE_MAX, SIZE_MAX},  {(size_t)1 << 61, 8}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        corral_error err = CORRAL_ERROR_INIT;
        char *array = NULL;
        assert_int_equal(corral_array_new(&array, cases[i].count, cases[i].size, &err),
                         CORRAL_NO_MEMORY);
        assert_int_equal(err.status, CORRAL_NO_MEMORY);
        assert_null(array);
    }
}

static void growing_at_least_doubles_and_keeps_what_was_there(void **state)
{
    (void)state;
    uint32_t *array = NULL;
    size_t capacity = 0, moves = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;
        assert_int_equal(corral_array_grow(&array, &capacity, i + 1, sizeof *array, NULL),
                         CORRAL_OK);
        assert_true(capacity > i);
        if (capacity != before) {
            moves++;
            assert_true(capacity >= 2 * before);
        }
        array[i] = i;
    }
    assert_true(moves <= 18);
    for (uint32_t i = 0; i < 100000; i++) assert_int_equal(array[i], i);
    free(array);
}

static void growing_to_what_is_there_does_nothing(void **state)
{
    (void)state;
    uint32_t *array = NULL, *before;
    size_t capacity = 0;
    assert_int_equal(corral_array_grow(&array, &capacity, 0, sizeof *array, NULL), CORRAL_OK);
    assert_null(array);
    assert_int_equal(corral_array_grow(&array, &capacity, 5, sizeof *array, NULL), CORRAL_OK);
    before = array;
    assert_int_equal(corral_array_grow(&array, &capacity, 5, sizeof *array, NULL), CORRAL_OK);
    assert_ptr_equal(array, before);
    free(array);
}

static void growing_near_the_largest_size_fails_and_leaves_the_array(void **state)
{
    (void)state;
    static const size_t needed[] = {SIZE_MAX,     SIZE_MAX - 1,        SIZE_MAX / 2,
                                    SIZE_MAX / 4, SIZE_MAX / 4 + 1000, SIZE_MAX / 2 + 2};
    uint32_t *array = NULL;
    size_t capacity = 0;
    assert_int_equal(corral_array_grow(&array, &capacity, 3, sizeof *array, NULL), CORRAL_OK);
    memcpy(array, (uint32_t[]){1, 2, 3}, 12);
    size_t capacity_before = capacity;
    uint32_t *before = array;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        corral_error err = CORRAL_ERROR_INIT;
        assert_int_equal(corral_array_grow(&array, &capacity, needed[i], sizeof *array, &err),
                         CORRAL_NO_MEMORY);
        assert_ptr_equal(array, before);
        assert_int_equal(capacity, capacity_before);
        assert_int_equal(array[2], 3);
    }
    free(array);
}

static void bytes_can_be_asked_for_up_to_the_largest_size_without_wrapping(void **state)
{
    (void)state;
    char *array = NULL;
    size_t capacity = 0;
    assert_int_equal(corral_array_grow(&array, &capacity, SIZE_MAX, 1, NULL), CORRAL_NO_MEMORY);
    assert_null(array);
    assert_int_equal(capacity, 0);
}

static void a_copied_string_ends(void **state)
{
    (void)state;
    char *copy = NULL;
    assert_int_equal(corral_string_copy(&copy, "abcdef", 3, NULL), CORRAL_OK);
    assert_string_equal(copy, "abc");
    free(copy);
    assert_int_equal(corral_string_copy(&copy, NULL, 0, NULL), CORRAL_OK);
    assert_string_equal(copy, "");
    free(copy);
}

static void a_string_of_the_largest_size_is_refused(void **state)
{
    (void)state;
    char *copy = NULL;
    assert_int_equal(corral_string_copy(&copy, "abc", SIZE_MAX, NULL), CORRAL_NO_MEMORY);
    assert_int_equal(corral_string_copy(&copy, "abc", SIZE_MAX - 1, NULL), CORRAL_NO_MEMORY);
    assert_null(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_array_is_zero),
        TEST(an_array_of_no_elements_is_still_an_array),
        TEST(a_product_that_wraps_is_refused_and_nothing_is_changed),
        TEST(growing_at_least_doubles_and_keeps_what_was_there),
        TEST(growing_to_what_is_there_does_nothing),
        TEST(growing_near_the_largest_size_fails_and_leaves_the_array),
        TEST(bytes_can_be_asked_for_up_to_the_largest_size_without_wrapping),
        TEST(a_copied_string_ends),
        TEST(a_string_of_the_largest_size_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
