/* Intraclass correlations against published figures. */
#include <math.h>

#include "alignment/icc.h"
#include "support/small.h"

/* Shrout & Fleiss 1979 (doi 10.1037/0033-2909.86.2.420), table 2: six targets, four judges; table 4
 * has ICC(1,1) .17, ICC(2,1) .29, ICC(3,1) .71, ICC(2,4) .62. */
static const double judged[24] = {9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
                                  7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

static void shrout_and_fleiss(void **state)
{
    (void)state;
    corral_icc icc;
    corral_ratings r = {judged, 6, 4};
    assert_int_equal(corral_icc_find(&r, &icc, NULL), CORRAL_OK);
    assert_true(icc.is_complete);
    assert_true(fabs(icc.one_way - 0.166) < 0.0005);
    assert_true(fabs(icc.agreement - 0.290) < 0.0005);
    assert_true(fabs(icc.consistency - 0.715) < 0.0005);
    assert_true(fabs(icc.mean - 0.620) < 0.0005);
}

/* On a balanced table restricted maximum likelihood and mean squares agree where no variance is at
 * 0 (Searle, Casella & McCulloch 1992, 4.8); one score less moves it little. */
static void one_score_less_moves_little(void **state)
{
    (void)state;
    double values[24];
    corral_icc icc;
    corral_ratings r = {values, 6, 4};
    for (int k = 0; k < 24; k++) values[k] = judged[k];
    values[9] = NAN;
    assert_int_equal(corral_icc_find(&r, &icc, NULL), CORRAL_OK);
    assert_false(icc.is_complete);
    assert_true(isnan(icc.one_way) && isnan(icc.mean));
    assert_true(fabs(icc.agreement - 0.290) < 0.05);
    assert_true(fabs(icc.consistency - 0.715) < 0.05);
}

static void what_cannot_be_told_is_not(void **state)
{
    (void)state;
    const double same[4] = {3, 3, 3, 3}, none[4] = {NAN, NAN, NAN, NAN};
    corral_icc icc;
    assert_int_equal(corral_icc_find(&(corral_ratings){same, 2, 2}, &icc, NULL), CORRAL_OK);
    assert_true(isnan(icc.agreement) && isnan(icc.consistency));
    assert_int_equal(corral_icc_find(&(corral_ratings){none, 2, 2}, &icc, NULL), CORRAL_OK);
    assert_true(isnan(icc.agreement));
    assert_int_equal(corral_icc_find(&(corral_ratings){judged, 1, 4}, &icc, NULL), CORRAL_OK);
    assert_true(isnan(icc.agreement));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shrout_and_fleiss),
        cmocka_unit_test(one_score_less_moves_little),
        cmocka_unit_test(what_cannot_be_told_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
