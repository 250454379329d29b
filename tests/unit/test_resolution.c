/* The automatic resolution. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/random.h"
#include "support/small.h"

static corral_resolution resolution_of(const corral_similarity *similarity, uint64_t seed,
                                       corral_pairs **pairs)
{
    corral_resolution resolution;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_resolution_find(similarity, seed, NULL, &resolution, pairs, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return resolution;
}

static corral_resolution resolution_in(const char *text)
{
    corral_region *region = small_region(text);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_resolution resolution = resolution_of(similarity, 1, NULL);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return resolution;
}

/* datasets/toy, whose README works every figure by hand. */
static const char TOY[] =
    "A member: choir, library, school; goal: read by grade 3; population: children\n"
    "B member: bus company, library, school; goal: read by grade 3, reach every family*0.5;"
    "  population: children, families\n"
    "C member: bus company, clinic; goal: reach every family; population: families\n"
    "D member~: clinic; goal: reach every family\n"
    "E member: garden club, library; goal: plant 500 trees; population: adults\n"
    "F population: families\n";

static void the_toy_has_the_figures_of_its_page(void **state)
{
    (void)state;
    corral_resolution r = resolution_in(TOY);
    assert_near(r.mean, 0.16777, 5e-6);
    assert_near(r.deviation, 0.22278, 5e-6);
    assert_near(r.median_best, 0.51207, 5e-6);
    assert_near(r.resolution, 0.25603, 5e-6);
    assert_int_equal(r.compared, 10);
}

static void identical_coalitions_have_half_a_similarity(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (int k = 1; k <= 9; k++) {
        char id[8];
        snprintf(id, sizeof id, "%d", k);
        small_row(builder, id, "member", "x", 1);
        small_row(builder, id, "goal", "g", 1);
    }
    corral_region *region = small_finish(builder);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_resolution r = resolution_of(similarity, 1, NULL);
    assert_same_double(r.mean, 1);
    assert_same_double(r.deviation, 0);
    assert_same_double(r.median_best, 1);
    assert_same_double(r.resolution, 0.5);
    assert_int_equal(r.compared, 36);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void where_nobody_can_be_compared_it_is_a_tenth(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x", "A member: x\nB member?:; goal: g",
                                        "A member?:\nB member?:"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        corral_resolution r = resolution_in(texts[k]);
        assert_same_double(r.resolution, 0.1);
        assert_true(isnan(r.mean) && isnan(r.deviation) && isnan(r.median_best));
        assert_int_equal(r.compared, 0);
    }
}

static void it_is_never_below_a_tenth(void **state)
{
    (void)state;
    /* best similarities 1, 1, 0, 0, 0: the median is 0 */
    corral_resolution r =
        resolution_in("A member: x\nB member: x\nC member: y\nD member: z\nE member: w");
    assert_same_double(r.median_best, 0);
    assert_near(r.mean, 0.1, 1e-15);
    assert_near(r.deviation, 0.3, 1e-15); /* of one 1 and nine 0, over the population */
    assert_same_double(r.resolution, 0.1);
}

static void the_median_of_an_even_number_is_the_middle_of_two(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"member", 1}};
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.rarity = CORRAL_RARITY_NONE;
    options.facet_weights = weights;
    options.facet_weight_count = 1;
    /* A B 1; C D 1/3: best 1, 1, 1/3, 1/3 */
    corral_region *region =
        small_region("A member: x\nB member: x\nC member: y, z\nD member: y, w");
    corral_similarity *similarity = small_similarity(region, &options);
    corral_resolution r = resolution_of(similarity, 1, NULL);
    assert_near(r.median_best, (1 + 1.0 / 3) / 2, 1e-15);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void who_has_no_comparable_partner_is_out_of_the_median(void **state)
{
    (void)state;
    /* C, D and E know one facet of three: best 1 and 1. With them the median would be 0. */
    corral_resolution r = resolution_in("A member: x; goal: g\nB member: x; goal: g\n"
                                        "C population: p\nD population: p\nE population: q");
    assert_same_double(r.median_best, 1);
    assert_int_equal(r.compared, 1);
}

/* ---- against the slow double loop ---- */

static int by_value(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static corral_resolution slow_resolution(const corral_similarity *similarity, double least_best)
{
    uint32_t n = corral_similarity_coalition_count(similarity);
    double sum = 0, squares = 0, *best = calloc(n, sizeof *best);
    size_t count = 0, known = 0;
    assert_non_null(best);
    for (uint32_t a = 0; a < n; a++) {
        bool comparable = false;
        double most = 0;
        for (uint32_t b = 0; b < n; b++) {
            double s = a == b ? NAN : corral_similarity_pair(similarity, a, b, NULL);
            if (isnan(s)) continue;
            comparable = true;
            if (s > most && s >= least_best) most = s;
            if (b < a) continue;
            count++;
            sum += s;
            squares += s * s;
        }
        if (comparable) best[known++] = most;
    }
    double mean = sum / (double)count;
    corral_resolution r = {.mean = mean, .compared = count};
    r.deviation = sqrt(fmax(0, squares / (double)count - mean * mean));
    qsort(best, known, sizeof *best, by_value);
    r.median_best = known % 2 ? best[known / 2] : (best[known / 2 - 1] + best[known / 2]) / 2;
    r.resolution = fmax(0.1, fmin(mean + r.deviation, r.median_best / 2));
    free(best);
    return r;
}

static void the_figures_are_those_of_the_double_loop(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 25,
                                .facets = 3,
                                .items = 8,
                                .density = 0.35,
                                .weights = true,
                                .unknown = 0.35,
                                .within = 0.2};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        corral_region *region = random_region(&shape, seed);
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.measure = (corral_measure)(seed % 4);
        options.min_coverage = (double)(seed % 5) / 5;
        corral_similarity *similarity = small_similarity(region, &options);
        corral_resolution slow = slow_resolution(similarity, 0);
        corral_pairs *pairs = (corral_pairs *)&shape; /* is set to NULL: none was built */
        corral_resolution fast = resolution_of(similarity, seed, &pairs);
        assert_null(pairs);
        assert_int_equal(fast.compared, slow.compared);
        assert_near(fast.mean, slow.mean, 1e-13);
        assert_near(fast.deviation, slow.deviation, 1e-12);
        assert_same_double(fast.median_best, slow.median_best);
        assert_near(fast.resolution, slow.resolution, 1e-12);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

/* ---- large regions ---- */

/* 5,040 coalitions: 1,008 fives that share x of their own and a few of what all choose from. */
static corral_region *large_region(void)
{
    enum { COUNT = 5040, COMMON = 200 };
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    uint64_t chance = 9;
    for (int a = 0; a < COUNT; a++) {
        char id[16], item[16];
        snprintf(id, sizeof id, "c%04d", a);
        snprintf(item, sizeof item, "own %d", a / 5);
        small_row(builder, id, "member", item, 1);
        for (int k = 0; k < 3; k++) {
            snprintf(item, sizeof item, "common %u", random_below(&chance, COMMON));
            small_row(builder, id, "member", item, 1);
        }
    }
    return small_finish(builder);
}

static void above_five_thousand_a_sample_stands_for_all(void **state)
{
    (void)state;
    corral_region *region = large_region();
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_resolution slow = slow_resolution(similarity, 0.05);
    corral_pairs *pairs = NULL, *expected = NULL;
    corral_resolution drawn = resolution_of(similarity, 1, &pairs);
    assert_int_equal(drawn.compared, 1000000);
    /* A million draws: both within six standard errors of the mean, and as near. */
    assert_near(drawn.mean, slow.mean, 6 * slow.deviation / 1000);
    assert_near(drawn.deviation, slow.deviation, 0.05 * slow.deviation);
    assert_same_double(drawn.median_best, slow.median_best);
    assert_non_null(pairs);
    assert_int_equal(corral_pairs_find(similarity, 0.05, NULL, &expected, NULL), CORRAL_OK);
    assert_int_equal(corral_pairs_count(pairs), corral_pairs_count(expected));
    corral_pairs_free(pairs);
    corral_pairs_free(expected);

    corral_resolution again = resolution_of(similarity, 1, NULL);
    assert_same_double(again.mean, drawn.mean);
    assert_same_double(again.deviation, drawn.deviation);
    corral_resolution other = resolution_of(similarity, 2, NULL);
    assert_true(other.mean != drawn.mean);
    corral_similarity_free(similarity);

    /* Pairs that do not fit into the memory allowed change nothing but that they are not kept. */
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.max_memory = 1;
    similarity = small_similarity(region, &options);
    pairs = NULL;
    corral_resolution lean = resolution_of(similarity, 1, &pairs);
    assert_null(pairs);
    assert_same_double(lean.resolution, drawn.resolution);
    assert_same_double(lean.median_best, drawn.median_best);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void threads_change_no_bit_of_the_resolution(void **state)
{
    (void)state;
    const random_shape shape = {
        .coalitions = 300, .facets = 2, .items = 40, .density = 0.1, .weights = true};
    corral_region *region = random_region(&shape, 1);
    corral_resolution first = {0};
    for (int threads = 1; threads <= 4; threads *= 2) {
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.threads = threads;
        corral_similarity *similarity = small_similarity(region, &options);
        corral_resolution r = resolution_of(similarity, 1, NULL);
        if (threads == 1) first = r;
        assert_same_double(r.mean, first.mean);
        assert_same_double(r.deviation, first.deviation);
        assert_same_double(r.median_best, first.median_best);
        corral_similarity_free(similarity);
    }
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_toy_has_the_figures_of_its_page),
        TEST(identical_coalitions_have_half_a_similarity),
        TEST(where_nobody_can_be_compared_it_is_a_tenth),
        TEST(it_is_never_below_a_tenth),
        TEST(the_median_of_an_even_number_is_the_middle_of_two),
        TEST(who_has_no_comparable_partner_is_out_of_the_median),
        TEST(the_figures_are_those_of_the_double_loop),
        TEST(above_five_thousand_a_sample_stands_for_all),
        TEST(threads_change_no_bit_of_the_resolution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
