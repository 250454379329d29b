/* The first failure of threads, and who is asked whether to go on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <omp.h>

#include "core/failure.h"
#include "core/progress.h"

static void test_the_first_is_kept(void **state)
{
    (void)state;
    corral_failure failure = {CORRAL_OK};
    corral_failure_keep(&failure, CORRAL_OK);
    assert_false(corral_failure_is_there(&failure));
    corral_failure_keep(&failure, CORRAL_INTERRUPTED);
    corral_failure_keep(&failure, CORRAL_NO_MEMORY);
    corral_failure_keep(&failure, CORRAL_OK);
    assert_true(corral_failure_is_there(&failure));
    assert_int_equal(failure.status, CORRAL_INTERRUPTED);
}

static void test_one_of_many_threads_is_kept(void **state)
{
    (void)state;
    corral_failure failure = {CORRAL_OK};
    int after = 0;
#pragma omp parallel for num_threads(4) schedule(dynamic, 1) reduction(+ : after)
    for (int i = 0; i < 1000; i++) {
        if (!corral_failure_is_there(&failure))
            corral_failure_keep(&failure, i % 2 ? CORRAL_NO_MEMORY : CORRAL_LIMIT);
        else
            after++;
    }
    assert_true(failure.status == CORRAL_NO_MEMORY || failure.status == CORRAL_LIMIT);
    assert_in_range(after, 1000 - 4, 999);
}

typedef struct asked {
    int times, thread;
} asked;

static bool step(void *user, const char *what, double done)
{
    asked *a = user;
    (void)what;
    (void)done;
    a->times++;
    a->thread = omp_get_thread_num();
    return false;
}

/* The caller's function is never called on another thread than the caller's. */
static void test_the_first_thread_alone_asks(void **state)
{
    (void)state;
    asked a = {0, -1};
    const corral_progress progress = {step, &a};
    int stopped = 0;
#pragma omp parallel num_threads(4) reduction(+ : stopped)
    stopped += !corral_progress_go_on(&progress, "trying", 0);
    assert_int_equal(a.times, 1);
    assert_int_equal(a.thread, 0);
    assert_int_equal(stopped, 1);
    assert_true(corral_progress_go_on(NULL, "trying", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_is_kept),
        cmocka_unit_test(test_one_of_many_threads_is_kept),
        cmocka_unit_test(test_the_first_thread_alone_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
