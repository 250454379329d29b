/* The list of problems, and errors as they are filled and printed. */
#include <stdio.h>
#include <string.h>

#include "core/problems.h"
#include "core/progress.h"
#include "support/small.h"

static corral_problems *new_list(bool keep_going)
{
    corral_problems *problems = NULL;
    assert_int_equal(corral_problems_new(keep_going, &problems, NULL), CORRAL_OK);
    return problems;
}

static corral_status report(corral_problems *problems, corral_severity severity, const char *file,
                            size_t line, size_t column, corral_error *err, const char *what)
{
    return corral_problems_report(problems, severity, (corral_place){file, line, column}, err, "%s",
                                  what);
}

/* ---- the list ---- */

static void without_keep_going_the_first_error_stops_with_its_place(void **state)
{
    (void)state;
    corral_problems *problems = new_list(false);
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(report(problems, CORRAL_SEVERITY_WARNING, "a.csv", 2, 1, &err, "odd"),
                     CORRAL_OK);
    assert_int_equal(report(problems, CORRAL_SEVERITY_ERROR, "a.csv", 3, 4, &err, "bad"),
                     CORRAL_BAD_INPUT);
    assert_int_equal(err.status, CORRAL_BAD_INPUT);
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.message, "bad");
    corral_problems_free(problems);
}

static void with_keep_going_errors_are_kept_and_reading_goes_on(void **state)
{
    (void)state;
    corral_problems *problems = new_list(true);
    corral_error err = CORRAL_ERROR_INIT;
    for (size_t line = 1; line <= 3; line++)
        assert_int_equal(report(problems, CORRAL_SEVERITY_ERROR, "a.csv", line, 0, &err, "bad"),
                         CORRAL_OK);
    assert_int_equal(err.status, CORRAL_OK);
    assert_int_equal(corral_problems_found(problems, CORRAL_SEVERITY_ERROR), 3);
    assert_int_equal(corral_problems_count(problems), 3);
    corral_problems_free(problems);
}

static void without_a_list_only_errors_matter(void **state)
{
    (void)state;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(report(NULL, CORRAL_SEVERITY_WARNING, "a", 1, 1, &err, "odd"), CORRAL_OK);
    assert_int_equal(report(NULL, CORRAL_SEVERITY_NOTE, "a", 1, 1, &err, "note"), CORRAL_OK);
    assert_int_equal(report(NULL, CORRAL_SEVERITY_DISPUTED, "a", 1, 1, &err, "x"), CORRAL_OK);
    assert_int_equal(err.status, CORRAL_OK);
    assert_int_equal(report(NULL, CORRAL_SEVERITY_ERROR, "a", 1, 1, NULL, "bad"), CORRAL_BAD_INPUT);
    corral_problems_sort(NULL);
}

static void problems_are_sorted_by_file_line_column_severity_and_text(void **state)
{
    (void)state;
    corral_problems *problems = new_list(true);
    report(problems, CORRAL_SEVERITY_NOTE, "b.csv", 1, 1, NULL, "9");
    report(problems, CORRAL_SEVERITY_WARNING, "a.csv", 10, 1, NULL, "8");
    report(problems, CORRAL_SEVERITY_NOTE, "a.csv", 9, 2, NULL, "7");
    report(problems, CORRAL_SEVERITY_NOTE, "a.csv", 9, 1, NULL, "6");
    report(problems, CORRAL_SEVERITY_DISPUTED, "a.csv", 9, 1, NULL, "5");
    report(problems, CORRAL_SEVERITY_WARNING, "a.csv", 9, 1, NULL, "4");
    report(problems, CORRAL_SEVERITY_WARNING, "a.csv", 9, 1, NULL, "3");
    report(problems, CORRAL_SEVERITY_ERROR, "a.csv", 9, 1, NULL, "2");
    report(problems, CORRAL_SEVERITY_NOTE, NULL, 0, 0, NULL, "1");
    corral_problems_sort(problems);
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        const char expected[2] = {(char)('1' + i), '\0'};
        assert_string_equal(corral_problems_get(problems, i).what, expected);
    }
    assert_string_equal(corral_problems_get(problems, 0).file, "");
    assert_string_equal(corral_problems_get(problems, 8).file, "b.csv");
    corral_problems_free(problems);
}

static void beyond_the_kept_ones_problems_are_only_counted(void **state)
{
    (void)state;
    corral_problems *problems = new_list(true);
    for (size_t i = 0; i < CORRAL_PROBLEMS_KEPT + 5; i++)
        report(problems, CORRAL_SEVERITY_WARNING, "a.csv", i + 1, 0, NULL, "odd");
    report(problems, CORRAL_SEVERITY_NOTE, "a.csv", 1, 0, NULL, "note");
    assert_int_equal(corral_problems_found(problems, CORRAL_SEVERITY_WARNING),
                     CORRAL_PROBLEMS_KEPT + 5);
    assert_int_equal(corral_problems_count(problems), CORRAL_PROBLEMS_KEPT + 1);
    assert_int_equal(corral_problems_found(problems, CORRAL_SEVERITY_ERROR), 0);
    corral_problems_free(problems);
}

static void an_empty_list_is_empty(void **state)
{
    (void)state;
    corral_problems *problems = new_list(false);
    corral_problems_sort(problems);
    assert_int_equal(corral_problems_count(problems), 0);
    corral_problems_free(problems);
    corral_problems_free(NULL);
}

static void severities_have_the_words_of_check(void **state)
{
    (void)state;
    assert_string_equal(corral_severity_name(CORRAL_SEVERITY_ERROR), "error");
    assert_string_equal(corral_severity_name(CORRAL_SEVERITY_WARNING), "warning");
    assert_string_equal(corral_severity_name(CORRAL_SEVERITY_DISPUTED), "disputed");
    assert_string_equal(corral_severity_name(CORRAL_SEVERITY_NOTE), "note");
}

/* ---- errors ---- */

static void the_first_failure_wins(void **state)
{
    (void)state;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_error_set(&err, CORRAL_LIMIT, "one %d", 1), CORRAL_LIMIT);
    assert_int_equal(corral_error_set(&err, CORRAL_LIBRARY, "two"), CORRAL_LIBRARY);
    assert_int_equal(err.status, CORRAL_LIMIT);
    assert_string_equal(err.message, "one 1");
    assert_int_equal(corral_error_set(NULL, CORRAL_LIBRARY, "nobody asks"), CORRAL_LIBRARY);
}

static void an_error_is_printed_as_far_as_there_is_a_place(void **state)
{
    (void)state;
    char text[100];
    corral_error err = {CORRAL_BAD_INPUT, "a.csv", 3, 4, "weight must be from 0 to 1"};
    corral_error_format(&err, text, sizeof text);
    assert_string_equal(text, "a.csv:3:4: weight must be from 0 to 1");
    err.column = 0;
    corral_error_format(&err, text, sizeof text);
    assert_string_equal(text, "a.csv:3: weight must be from 0 to 1");
    err.line = 0;
    corral_error_format(&err, text, sizeof text);
    assert_string_equal(text, "a.csv: weight must be from 0 to 1");
    err.file[0] = '\0';
    corral_error_format(&err, text, sizeof text);
    assert_string_equal(text, "weight must be from 0 to 1");
    corral_error_format(&err, text, 7);
    assert_string_equal(text, "weight");
}

static void a_long_path_keeps_its_end_and_a_long_message_its_beginning(void **state)
{
    (void)state;
    corral_error err = CORRAL_ERROR_INIT;
    char path[1000], message[2000];
    memset(path, 'p', sizeof path);
    strcpy(path + sizeof path - 10, "/file.csv");
    memset(message, 'm', sizeof message);
    message[sizeof message - 1] = '\0';
    corral_error_set_at(&err, CORRAL_BAD_INPUT, (corral_place){path, 1, 1}, "%s", message);
    assert_int_equal(strlen(err.file), sizeof err.file - 1);
    assert_memory_equal(err.file, "...", 3);
    assert_string_equal(err.file + strlen(err.file) - 9, "/file.csv");
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    err = (corral_error)CORRAL_ERROR_INIT;
    path[255] = '\0';
    corral_error_set_at(&err, CORRAL_BAD_INPUT, (corral_place){path, 1, 1}, "x");
    assert_string_equal(err.file, path);
}

/* ---- progress ---- */

static bool stop(void *user, const char *what, double done)
{
    (void)what;
    (void)done;
    ++*(int *)user;
    return false;
}

static void a_watcher_who_says_no_stops_the_work(void **state)
{
    (void)state;
    int asked = 0;
    corral_progress progress = {stop, &asked};
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_progress_step(&progress, "counting", 0.5, &err), CORRAL_INTERRUPTED);
    assert_string_equal(err.message, "interrupted while counting");
    assert_int_equal(asked, 1);
    assert_int_equal(corral_progress_step(NULL, "counting", 0.5, NULL), CORRAL_OK);
    assert_int_equal(corral_progress_step(&(corral_progress){0}, "counting", 0.5, NULL), CORRAL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_keep_going_the_first_error_stops_with_its_place),
        TEST(with_keep_going_errors_are_kept_and_reading_goes_on),
        TEST(without_a_list_only_errors_matter),
        TEST(problems_are_sorted_by_file_line_column_severity_and_text),
        TEST(beyond_the_kept_ones_problems_are_only_counted),
        TEST(an_empty_list_is_empty),
        TEST(severities_have_the_words_of_check),
        TEST(the_first_failure_wins),
        TEST(an_error_is_printed_as_far_as_there_is_a_place),
        TEST(a_long_path_keeps_its_end_and_a_long_message_its_beginning),
        TEST(a_watcher_who_says_no_stops_the_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
