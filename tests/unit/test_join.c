/* Every pair at a threshold, against the slow double loop over single pairs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "support/small.h"

static corral_pairs *pairs_at(const corral_similarity *similarity, double threshold)
{
    corral_pairs *pairs = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_pairs_find(similarity, threshold, NULL, &pairs, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return pairs;
}

/* ---- the double loop ---- */

/* Fails unless the rows hold exactly the pairs with S above 0 and at the threshold, to the bit. */
static void assert_every_pair(const corral_similarity *similarity, const corral_pairs *pairs,
                              double threshold)
{
    uint32_t n = corral_similarity_coalition_count(similarity);
    size_t found = 0;
    for (uint32_t a = 0; a < n; a++) {
        corral_pair_row row = corral_pairs_row(pairs, a);
        size_t at = 0;
        for (uint32_t b = 0; b < n; b++) {
            double s = a == b ? NAN : corral_similarity_pair(similarity, a, b, NULL);
            if (!(s > 0 && s >= threshold)) {
                assert_same_double(corral_pairs_similarity(pairs, a, b), 0);
                continue;
            }
            assert_true(at < row.count);
            assert_int_equal(row.to[at], b);
            assert_same_double(row.similarity[at], s);
            assert_same_double(corral_pairs_similarity(pairs, a, b), s);
            at++;
        }
        assert_int_equal(at, row.count);
        found += at;
    }
    assert_int_equal(found, 2 * corral_pairs_count(pairs));
}

static const random_shape SHAPES[] = {
    {.coalitions = 40, .facets = 1, .items = 25, .density = 0.15},
    {.coalitions = 40, .facets = 3, .items = 12, .density = 0.3, .weights = true, .unknown = 0.25},
    {.coalitions = 40,
     .facets = 3,
     .items = 12,
     .density = 0.25,
     .weights = true,
     .unknown = 0.3,
     .partial = 0.3,
     .within = 0.4},
    {.coalitions = 200, .facets = 2, .items = 60, .density = 0.06, .weights = true, .unknown = 0.1},
};
enum { SHAPE_COUNT = sizeof SHAPES / sizeof *SHAPES };

static void the_join_is_the_double_loop_to_the_bit(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"member", 1.75}};
    static const int threads[] = {1, 2, 4};
    static const double thresholds[] = {0, 0.1, 0.3, 1};
    for (size_t k = 0; k < SHAPE_COUNT; k++)
        for (uint64_t seed = 1; seed <= 4; seed++)
            for (int way = 0; way < 16; way++) {
                corral_region *region = random_region(&SHAPES[k], seed);
                corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
                options.measure = (corral_measure)(way % 4);
                options.combine = (corral_combine)(way / 4 % 2);
                options.rarity = (corral_rarity)(way / 8);
                options.min_coverage = (double)(seed % 3) / 2;
                options.facet_weights = weights;
                options.facet_weight_count = 1;
                options.threads = threads[(seed + (uint64_t)way) % 3];
                corral_similarity *similarity = small_similarity(region, &options);
                double threshold = thresholds[(seed + (uint64_t)way / 4) % 4];
                corral_pairs *pairs = pairs_at(similarity, threshold);
                assert_every_pair(similarity, pairs, threshold);
                corral_pairs_free(pairs);
                corral_similarity_free(similarity);
                corral_region_free(region);
            }
}

static void assert_same_pairs(const corral_pairs *x, const corral_pairs *y, uint32_t n)
{
    assert_int_equal(corral_pairs_count(x), corral_pairs_count(y));
    for (uint32_t a = 0; a < n; a++) {
        corral_pair_row one = corral_pairs_row(x, a), two = corral_pairs_row(y, a);
        assert_int_equal(one.count, two.count);
        if (one.count == 0) continue;
        assert_memory_equal(one.to, two.to, one.count * sizeof *one.to);
        assert_memory_equal(one.similarity, two.similarity, one.count * sizeof *one.similarity);
    }
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        corral_region *region = random_region(&SHAPES[3], seed);
        corral_pairs *first = NULL;
        for (int threads = 1; threads <= 8; threads *= 2) {
            corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
            options.threads = threads;
            corral_similarity *similarity = small_similarity(region, &options);
            corral_pairs *pairs = pairs_at(similarity, 0.05);
            if (first) assert_same_pairs(first, pairs, 200);
            corral_similarity_free(similarity);
            if (first)
                corral_pairs_free(pairs);
            else
                first = pairs;
        }
        assert_true(corral_pairs_count(first) > 100);
        corral_pairs_free(first);
        corral_region_free(region);
    }
}

static void a_pair_exactly_at_the_threshold_is_in(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x, y\nB member: x, y, z\nC member: x, w");
    corral_similarity *similarity = small_similarity(region, NULL);
    double s = pair_of(similarity, region, "A", "B");
    corral_pairs *pairs = pairs_at(similarity, s);
    assert_int_equal(corral_pairs_count(pairs), 1);
    corral_pairs_free(pairs);
    pairs = pairs_at(similarity, nextafter(s, 1));
    assert_int_equal(corral_pairs_count(pairs), 0);
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void raising_the_threshold_is_finding_at_the_higher_one(void **state)
{
    (void)state;
    corral_region *region = random_region(&SHAPES[1], 3);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_pairs *pairs = pairs_at(similarity, 0);
    static const double thresholds[] = {0, 0.05, 0.2, 0.2, 0.5, 1};
    for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
        corral_pairs *fresh = pairs_at(similarity, thresholds[k]);
        corral_pairs_raise(pairs, thresholds[k]);
        assert_same_pairs(pairs, fresh, 40);
        corral_pairs_free(fresh);
    }
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* ---- the least ---- */

static void few_or_strangers_have_no_pair(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x", "A member: x\nB member: y",
                                        "A member: x\nB member?:", "A member:\nB member:"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        corral_region *region = small_region(texts[k]);
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_pairs *pairs = pairs_at(similarity, 0);
        assert_int_equal(corral_pairs_count(pairs), 0);
        corral_pairs_raise(pairs, 0.5);
        corral_pairs_free(pairs);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
    corral_pairs_free(NULL);
}

static void a_threshold_out_of_range_is_refused(void **state)
{
    (void)state;
    static const double thresholds[] = {-0.1, 1.1, NAN, INFINITY};
    corral_region *region = small_region("A member: x");
    corral_similarity *similarity = small_similarity(region, NULL);
    for (size_t k = 0; k < 4; k++) {
        corral_pairs *pairs = NULL;
        corral_error err = CORRAL_ERROR_INIT;
        assert_int_equal(corral_pairs_find(similarity, thresholds[k], NULL, &pairs, &err),
                         CORRAL_BAD_USE);
        assert_null(pairs);
        assert_non_null(strstr(err.message, "threshold must be from 0 to 1"));
    }
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void threshold_zero_is_for_small_regions(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (int a = 0; a <= CORRAL_EVERY_PAIR; a++) {
        char id[16];
        snprintf(id, sizeof id, "%d", a);
        small_row(builder, id, "member", id, 1);
    }
    corral_region *region = small_finish(builder);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_pairs *pairs = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_pairs_find(similarity, 0, NULL, &pairs, &err), CORRAL_LIMIT);
    assert_string_equal(err.message,
                        "threshold 0 is for at most 5000 coalitions, the region has 5001");
    assert_int_equal(corral_pairs_find(similarity, 1e-9, NULL, &pairs, NULL), CORRAL_OK);
    assert_int_equal(corral_pairs_count(pairs), 0);
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* ---- stopping ---- */

typedef struct watcher {
    int steps, stop_at;
    double last;
} watcher;

static bool watch(void *user, const char *what, double done)
{
    watcher *w = user;
    assert_string_equal(what, "comparing coalitions");
    assert_true(done >= 0 && done <= 1);
    assert_true(done >= w->last);
    w->last = done;
    return ++w->steps != w->stop_at;
}

static void an_interrupt_ends_the_join_without_pairs(void **state)
{
    (void)state;
    corral_region *region = random_region(&SHAPES[3], 1);
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.threads = 1;
    corral_similarity *similarity = small_similarity(region, &options);
    watcher w = {.stop_at = -1};
    corral_progress progress = {watch, &w};
    corral_pairs *pairs = NULL;
    assert_int_equal(corral_pairs_find(similarity, 0.1, &progress, &pairs, NULL), CORRAL_OK);
    corral_pairs_free(pairs);
    int steps = w.steps;
    assert_true(steps > 1);
    for (int k = 1; k <= steps; k++) {
        corral_error err = CORRAL_ERROR_INIT;
        w = (watcher){.stop_at = k};
        pairs = NULL;
        assert_int_equal(corral_pairs_find(similarity, 0.1, &progress, &pairs, &err),
                         CORRAL_INTERRUPTED);
        assert_null(pairs);
        assert_int_equal(w.steps, k);
        assert_int_equal(err.status, CORRAL_INTERRUPTED);
    }
    corral_similarity_free(similarity);
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_join_is_the_double_loop_to_the_bit),
        TEST(threads_change_no_bit),
        TEST(a_pair_exactly_at_the_threshold_is_in),
        TEST(raising_the_threshold_is_finding_at_the_higher_one),
        TEST(few_or_strangers_have_no_pair),
        TEST(a_threshold_out_of_range_is_refused),
        TEST(threshold_zero_is_for_small_regions),
        TEST(an_interrupt_ends_the_join_without_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
