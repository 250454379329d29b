/* Work in a process of its own: what comes back when it does, fails, crashes, complains, hangs. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/apart.h"

static int touched;

static int put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (!file) return 9;
    fputs(text, file);
    return fclose(file) ? 9 : 0;
}

static int writes(const void *data, const char *path)
{
    touched = 1;
    puts("lost");
    fflush(stdout);
    return put(path, data);
}

static int fails(const void *data, const char *path)
{
    (void)data;
    put(path, "half of it");
    return 7;
}

static int crashes(const void *data, const char *path)
{
    (void)data;
    (void)path;
    kill(getpid(), SIGKILL);
    return 0;
}

static int complains(const void *data, const char *path)
{
    fputs("[ERROR] no ink\nand no paper\n", stderr);
    return put(path, data);
}

static int hangs(const void *data, const char *path)
{
    (void)data;
    (void)path;
    while (!touched) pause();
    return 0;
}

static const char *reason(int code)
{
    return code == 7 ? "seven" : "another";
}

static bool stop(void *user, const char *what, double done)
{
    (void)what;
    (void)done;
    return --*(int *)user > 0;
}

static corral_status run(int (*work)(const void *, const char *), const corral_progress *progress,
                         corral_text *result, corral_error *err)
{
    corral_apart apart = {"the thing", work, reason, "all of it", progress};
    return corral_apart_run(&apart, result, err);
}

static void assert_fails(int (*work)(const void *, const char *), corral_status code,
                         const char *message)
{
    corral_text result = {0};
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(run(work, NULL, &result, &err), code);
    assert_string_equal(err.message, message);
    assert_int_equal(result.length, 0);
    corral_text_release(&result);
}

static void the_result_is_appended(void **state)
{
    corral_text result = {0};
    (void)state;
    assert_int_equal(corral_text_append(&result, ">", 1, NULL), CORRAL_OK);
    assert_int_equal(run(writes, NULL, &result, NULL), CORRAL_OK);
    assert_string_equal(result.bytes, ">all of it");
    assert_int_equal(result.length, 10);
    assert_int_equal(touched, 0);
    corral_text_release(&result);
}

static void a_failure_leaves_nothing(void **state)
{
    (void)state;
    assert_fails(fails, CORRAL_LIBRARY, "cannot make the thing: seven");
    assert_fails(crashes, CORRAL_LIBRARY,
                 "cannot make the thing: its library crashed (signal 9), most often for want of "
                 "memory");
    assert_fails(complains, CORRAL_LIBRARY, "cannot make the thing: [ERROR] no ink");
}

static void progress_stops_it(void **state)
{
    int left = 5;
    corral_progress progress = {stop, &left};
    corral_text result = {0};
    (void)state;
    assert_int_equal(run(hangs, &progress, &result, NULL), CORRAL_INTERRUPTED);
    assert_int_equal(left, 0);
    corral_text_release(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_result_is_appended),
        cmocka_unit_test(a_failure_leaves_nothing),
        cmocka_unit_test(progress_stops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
