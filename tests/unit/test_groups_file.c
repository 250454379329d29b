/* Groupings that were written before, as CSV and as JSON. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/groups_file.h"
#include "support/small.h"

static corral_error error;

static corral_status read_text(const char *text, corral_groups_file *out)
{
    char path[] = "/tmp/corral-groups-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A member: x\nB member: x");
    small_row(builder, "Apple Street", "member", "x", 1);
    corral_region *region = small_finish(builder);
    error = (corral_error)CORRAL_ERROR_INIT;
    corral_status status = corral_groups_file_read(path, region, false, out, &error);
    if (status != CORRAL_OK) assert_string_equal(error.file, path);
    corral_region_free(region);
    remove(path);
    return status;
}

/* Groups of A, Apple Street and B. */
static void expect(const char *text, uint32_t a, uint32_t apple, uint32_t b)
{
    corral_groups_file file;
    if (read_text(text, &file) != CORRAL_OK) fail_msg("%s", error.message);
    assert_int_equal(file.group[0], a);
    assert_int_equal(file.group[1], apple);
    assert_int_equal(file.group[2], b);
    corral_groups_file_release(&file);
}

static void refuse(const char *text, size_t line, const char *message)
{
    corral_groups_file file;
    assert_int_not_equal(read_text(text, &file), CORRAL_OK);
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, line);
}

static void headers_and_cells_are_trimmed_and_in_any_case(void **state)
{
    (void)state;
    expect(" GROUP , Coalition\n 1 , A \n,B\n2, Apple  Street\n", 1, 2, 0);
}

static void a_whole_number_may_have_decimals(void **state)
{
    (void)state;
    expect("group,coalition\n1.0,A\n2.00,B\n", 1, 0, 2);
    expect("group;coalition\n1,0;A\n", 1, 0, 0);
    expect("{\"rows\": [{\"coalition\": \"A\", \"group\": 1.0}]}", 1, 0, 0);
    refuse("group,coalition\n1.5,A\n", 2,
           "group must be a number from 1, or blank for none, got \"1.5\"");
    refuse("group,coalition\n0,A\n", 2,
           "group must be a number from 1, or blank for none, got \"0\"");
}

static void the_same_coalition_in_two_groups_is_refused_in_either_order(void **state)
{
    (void)state;
    expect("group,coalition\n1,A\n1,A\n", 1, 0, 0);
    refuse("group,coalition\n1,A\n,A\n", 3,
           "coalition \"A\" is in two groups: 1 in line 2 and none in line 3");
    refuse("group,coalition\n,A\n1,A\n", 3,
           "coalition \"A\" is in two groups: none in line 2 and 1 in line 3");
    refuse("{\"rows\": [{\"coalition\": \"A\"}, {\"coalition\": \"A\", \"group\": 2}]}", 0,
           "coalition \"A\" is in two groups: none in row 1 and 2 in row 2");
}

static void a_resolution_is_above_0_and_at_most_1(void **state)
{
    (void)state;
    corral_groups_file file;
    expect("{\"resolution\": null, \"rows\": []}", 0, 0, 0);
    assert_int_equal(read_text("{\"resolution\": 1, \"rows\": []}", &file), CORRAL_OK);
    assert_same_double(file.resolution, 1);
    corral_groups_file_release(&file);
    refuse("{\"resolution\": 0, \"rows\": []}", 0,
           "resolution must be above 0 and at most 1, got 0");
    refuse("{\"resolution\": 1.5, \"rows\": []}", 0,
           "resolution must be above 0 and at most 1, got 1.5");
    refuse("{\"resolution\": \"x\", \"rows\": []}", 0,
           "resolution must be a number above 0 and at most 1");
}

static void a_large_json_file_is_refused_and_a_large_csv_file_is_not(void **state)
{
    (void)state;
    enum { LENGTH = 66 << 20 };
    char *text = malloc(LENGTH + 1);
    assert_non_null(text);
    memset(text, ' ', LENGTH);
    text[0] = '{';
    text[LENGTH] = '\0';
    refuse(text, 0, "a groups file in JSON may have at most 64 MiB");
    memset(text, '\n', LENGTH);
    memcpy(text, "group,coalition\n1,A\n", 20);
    expect(text, 1, 0, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headers_and_cells_are_trimmed_and_in_any_case),
        TEST(a_whole_number_may_have_decimals),
        TEST(the_same_coalition_in_two_groups_is_refused_in_either_order),
        TEST(a_resolution_is_above_0_and_at_most_1),
        TEST(a_large_json_file_is_refused_and_a_large_csv_file_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
