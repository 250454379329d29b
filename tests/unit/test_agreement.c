/* Agreement: published worked examples, slow versions, and what cannot be told. */
#include <math.h>
#include <stdlib.h>

#include "alignment/agreement.h"
#include "support/small.h"

static double alpha_of(const double *values, uint32_t units, uint32_t raters, corral_metric metric)
{
    double alpha = -9;
    corral_error err = CORRAL_ERROR_INIT;
    corral_ratings ratings = {values, units, raters};
    if (corral_krippendorff_alpha(&ratings, metric, &alpha, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return alpha;
}

static corral_concordance w_of(const double *values, uint32_t units, uint32_t raters, uint64_t seed)
{
    corral_concordance found;
    corral_error err = CORRAL_ERROR_INIT;
    corral_ratings ratings = {values, units, raters};
    if (corral_kendall_w(&ratings, seed, &found, &err) != CORRAL_OK) fail_msg("%s", err.message);
    return found;
}

/* ---- published ---- */

/* Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, part C: four observers, twelve
 * units, missing data. */
static void alpha_is_that_of_krippendorff(void **state)
{
    (void)state;
    const double o = NAN, values[] = {1, 1, o, 1, 2, 2, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3,
                                      2, 2, 2, 2, 1, 2, 3, 4, 4, 4, 4, 4, 1, 1, 2, 1,
                                      2, 2, 2, 2, o, 5, 5, 5, o, o, 1, 1, o, 3, o, o};
    assert_near(alpha_of(values, 12, 4, CORRAL_METRIC_NOMINAL), 0.743, 0.0005);
    assert_near(alpha_of(values, 12, 4, CORRAL_METRIC_ORDINAL), 0.815, 0.0005);
    assert_near(alpha_of(values, 12, 4, CORRAL_METRIC_INTERVAL), 0.849, 0.0005);
}

/* Siegel 1956, Nonparametric Statistics for the Behavioral Sciences, chapter 9: three executives
 * rank six applicants, W = .16; three rankings of ten with ties, W = .828. */
static void w_is_that_of_siegel(void **state)
{
    (void)state;
    const double executives[] = {1, 1, 6, 6, 5, 3, 3, 6, 2, 2, 4, 5, 5, 2, 4, 4, 3, 1};
    const double ties[] = {1,   2.5, 2,   4.5, 1, 1, 2, 2.5, 4.5, 4.5, 4.5, 4.5, 3,  4.5, 4.5,
                           7.5, 8,   4.5, 6,   9, 8, 9, 6.5, 8,   7.5, 10,  8,   10, 6.5, 10};
    assert_near(w_of(executives, 6, 3, 1).w, 306.0 / 1890, 1e-12);
    assert_near(w_of(executives, 6, 3, 1).chi_squared, 15 * 306.0 / 1890, 1e-12);
    assert_near(w_of(ties, 10, 3, 1).w, 0.828, 0.0005);
}

/* Van der Eijk 2001: 1, 0 and -1 for one category, all alike and two ends; the worked example of
 * seven categories. */
static void agreement_is_that_of_van_der_eijk(void **state)
{
    (void)state;
    assert_near(corral_van_der_eijk((double[]){0, 9, 0, 0}, 4), 1, 1e-12);
    assert_near(corral_van_der_eijk((double[]){5, 5, 5, 5}, 4), 0, 1e-12);
    assert_near(corral_van_der_eijk((double[]){4, 0, 0, 4}, 4), -1, 1e-12);
    assert_near(corral_van_der_eijk((double[]){30, 40, 210, 130, 530, 50, 10}, 7), 0.6113333, 1e-6);
    assert_true(isnan(corral_van_der_eijk((double[]){0, 0, 0}, 3)));
}

/* Newcombe 1998, Statistics in Medicine 17: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
static void shares_are_those_of_newcombe(void **state)
{
    (void)state;
    static const struct {
        uint32_t yes, of;
        double low, high;
    } cases[] = {{81, 263, 0.2553, 0.3662},
                 {15, 148, 0.0624, 0.1605},
                 {0, 20, 0.0000, 0.1611},
                 {1, 29, 0.0061, 0.1718}};
    double low, high;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_share_interval(cases[k].yes, cases[k].of, &low, &high);
        assert_near(low, cases[k].low, 0.00005);
        assert_near(high, cases[k].high, 0.00005);
    }
    corral_share_interval(0, 0, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

/* ---- the slow way ---- */

static double distance(const double *pooled, size_t count, double a, double b, corral_metric metric)
{
    double between = 0, low = fmin(a, b), high = fmax(a, b);
    if (metric == CORRAL_METRIC_NOMINAL) return low < high;
    if (metric == CORRAL_METRIC_INTERVAL) return (a - b) * (a - b);
    if (!(low < high)) return 0;
    for (size_t k = 0; k < count; k++) {
        bool is_end = !(pooled[k] > low) || !(pooled[k] < high);
        if (pooled[k] >= low && pooled[k] <= high) between += is_end ? 0.5 : 1;
    }
    return between * between;
}

/* Every pair of values within a unit over every pair of values at all. */
static double slow_alpha(const double *values, uint32_t units, uint32_t raters,
                         corral_metric metric)
{
    double pooled[256], observed = 0, expected = 0;
    size_t count = 0;
    for (uint32_t u = 0; u < units; u++) {
        size_t given = 0;
        for (uint32_t a = 0; a < raters; a++)
            if (!isnan(values[u * raters + a])) pooled[count + given++] = values[u * raters + a];
        if (given > 1) count += given;
    }
    for (uint32_t u = 0; u < units; u++) {
        double own = 0, sum = 0;
        for (uint32_t a = 0; a < raters; a++) own += !isnan(values[u * raters + a]);
        for (uint32_t a = 0; a < raters; a++)
            for (uint32_t b = 0; b < raters; b++)
                if (!isnan(values[u * raters + a]) && !isnan(values[u * raters + b]) && a != b)
                    sum += distance(pooled, count, values[u * raters + a], values[u * raters + b],
                                    metric);
        if (own > 1) observed += sum / (own - 1);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (i != k) expected += distance(pooled, count, pooled[i], pooled[k], metric);
    double n = (double)count;
    return expected > 0 ? 1 - (observed / n) / (expected / (n * (n - 1))) : NAN;
}

static void alpha_equals_the_slow_version(void **state)
{
    (void)state;
    double values[60];
    for (unsigned seed = 1; seed <= 200; seed++) {
        srand(seed);
        uint32_t units = 2 + (uint32_t)rand() % 8, raters = 2 + (uint32_t)rand() % 5;
        for (uint32_t k = 0; k < units * raters; k++)
            values[k] = rand() % 5 ? rand() % 4 : (double)NAN;
        for (int metric = 0; metric <= CORRAL_METRIC_INTERVAL; metric++) {
            double slow = slow_alpha(values, units, raters, (corral_metric)metric);
            double fast = alpha_of(values, units, raters, (corral_metric)metric);
            if (isnan(slow))
                assert_true(isnan(fast));
            else
                assert_near(fast, slow, 1e-9);
        }
    }
}

/* Three rankings of three: p by all 216 of them. */
static void p_is_near_that_of_all_permutations(void **state)
{
    (void)state;
    static const double all[6][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3},
                                     {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
    const double values[] = {1, 1, 2, 2, 3, 1, 3, 2, 3};
    double found = w_of(values, 3, 3, 1).w, as_much = 0;
    for (int a = 0; a < 6; a++)
        for (int b = 0; b < 6; b++)
            for (int c = 0; c < 6; c++) {
                double s = 0;
                for (int u = 0; u < 3; u++) s += pow(all[a][u] + all[b][u] + all[c][u] - 6, 2);
                as_much += 12 * s / (9 * 24) >= found - 1e-9;
            }
    assert_true(w_of(values, 3, 3, 1).is_permuted);
    assert_near(w_of(values, 3, 3, 1).p, as_much / 216, 0.02);
    assert_same_double(w_of(values, 3, 3, 7).p, w_of(values, 3, 3, 7).p);
}

static void many_raters_and_units_take_chi_squared(void **state)
{
    (void)state;
    double values[49];
    for (uint32_t u = 0; u < 7; u++)
        for (uint32_t a = 0; a < 7; a++) values[u * 7 + a] = (u + a / 3) % 7;
    corral_concordance found = w_of(values, 7, 7, 1);
    assert_false(found.is_permuted);
    /* the upper tail of chi-squared with six degrees: exp(-x/2) (1 + x/2 + x^2/8) */
    double x = found.chi_squared;
    assert_near(found.p, exp(-x / 2) * (1 + x / 2 + x * x / 8), 1e-12);
}

/* ---- what cannot be told ---- */

static void little_gives_no_figure(void **state)
{
    (void)state;
    const double o = NAN;
    double low = 0, high = 0;
    corral_ratings few = {(double[]){1, 2, 2, 3}, 2, 2};
    assert_true(isnan(alpha_of((double[]){o, o, o, o}, 2, 2, CORRAL_METRIC_ORDINAL)));
    assert_true(isnan(alpha_of((double[]){2, 2, 2, 2}, 2, 2, CORRAL_METRIC_ORDINAL)));
    assert_true(isnan(alpha_of((double[]){1, o, o, 2}, 2, 2, CORRAL_METRIC_ORDINAL)));
    assert_true(isnan(w_of((double[]){1, 1, 2, o}, 2, 2, 1).w));
    assert_int_equal(w_of((double[]){1, 1, 2, o}, 2, 2, 1).raters, 1);
    assert_true(isnan(w_of((double[]){1, 1, 1, 1}, 2, 2, 1).w)); /* all level */
    assert_int_equal(
        corral_krippendorff_interval(&few, CORRAL_METRIC_ORDINAL, 100, 1, &low, &high, NULL),
        CORRAL_OK);
    assert_true(isnan(low) && isnan(high));
}

static void an_interval_holds_its_alpha(void **state)
{
    (void)state;
    double values[60], low, high;
    srand(3);
    for (uint32_t k = 0; k < 60; k++) values[k] = (k / 4) % 4 + (rand() % 3 == 0);
    corral_ratings ratings = {values, 15, 4};
    double alpha = alpha_of(values, 15, 4, CORRAL_METRIC_ORDINAL);
    assert_int_equal(
        corral_krippendorff_interval(&ratings, CORRAL_METRIC_ORDINAL, 500, 1, &low, &high, NULL),
        CORRAL_OK);
    assert_true(low < alpha && alpha < high && high <= 1 && high - low > 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(alpha_is_that_of_krippendorff),
                                       TEST(w_is_that_of_siegel),
                                       TEST(agreement_is_that_of_van_der_eijk),
                                       TEST(shares_are_those_of_newcombe),
                                       TEST(alpha_equals_the_slow_version),
                                       TEST(p_is_near_that_of_all_permutations),
                                       TEST(many_raters_and_units_take_chi_squared),
                                       TEST(little_gives_no_figure),
                                       TEST(an_interval_holds_its_alpha)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
