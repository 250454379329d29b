/* Every pair at a threshold, against the slow double loop over single pairs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "similarity/join.h"
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
    /* more patterns of knowledge than are looked at one by one */
    {.coalitions = 60,
     .facets = 6,
     .items = 6,
     .density = 0.3,
     .weights = true,
     .unknown = 0.4,
     .partial = 0.2,
     .within = 0.2},
    /* footprints of several lines */
    {.coalitions = 50, .facets = 1, .items = 80, .density = 0.45, .weights = true},
    {.coalitions = 50, .facets = 6, .items = 14, .density = 0.5, .unknown = 0.02},
};
enum { SHAPE_COUNT = sizeof SHAPES / sizeof *SHAPES };

static void the_join_is_the_double_loop_to_the_bit(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"member", 1.75}};
    static const int threads[] = {1, 2, 4};
    static const double thresholds[] = {0, 1e-5, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1};
    enum { THRESHOLDS = sizeof thresholds / sizeof *thresholds };
    for (size_t k = 0; k < SHAPE_COUNT; k++)
        for (uint64_t seed = 1; seed <= 9; seed++)
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
                double threshold = thresholds[(seed + (uint64_t)way) % THRESHOLDS];
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

typedef struct plain_rows {
    const corral_pairs *pairs;
    uint32_t first, end; /* rows that were asked for; the others are empty */
    bool upper_only;
} plain_rows;

/* The row of the plain walk is the row of the pairs. */
static corral_status compare_row(void *context, uint32_t a, const similarity_entry *list,
                                 size_t count)
{
    const plain_rows *rows = context;
    corral_pair_row row = corral_pairs_row(rows->pairs, a);
    size_t at = 0;
    if (a < rows->first || a >= rows->end) count = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows->upper_only && list[i].to < a) continue;
        assert_true(at < row.count);
        assert_int_equal(row.to[at], list[i].to);
        assert_same_double(row.similarity[at], list[i].similarity);
        at++;
    }
    assert_int_equal(at, row.count);
    return CORRAL_OK;
}

static const random_shape LARGE = {.coalitions = 900,
                                   .facets = 3,
                                   .items = 60,
                                   .density = 0.08,
                                   .weights = true,
                                   .unknown = 0.05,
                                   .partial = 0.1,
                                   .within = 0.1};

static void the_join_is_the_plain_walk(void **state)
{
    (void)state;
    corral_region *region = random_region(&LARGE, 5);
    for (int way = 0; way < 8; way++) {
        static const double thresholds[] = {0.1, 0.35};
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.measure = (corral_measure)(way % 4);
        options.combine = (corral_combine)(way / 4);
        corral_similarity *similarity = small_similarity(region, &options);
        for (int k = 0; k < 2; k++) {
            corral_pairs *pairs = pairs_at(similarity, thresholds[k]);
            plain_rows rows = {pairs, 0, LARGE.coalitions, false};
            similarity_visit visit = {
                .row = compare_row, .context = &rows, .threshold = thresholds[k]};
            assert_int_equal(similarity_rows(similarity, &visit, NULL), CORRAL_OK);
            assert_true(k == 1 || corral_pairs_count(pairs) > 1000);
            corral_pairs_free(pairs);
        }
        corral_similarity_free(similarity);
    }
    corral_region_free(region);
}

static void parts_are_the_whole(void **state)
{
    (void)state;
    corral_region *region = random_region(&LARGE, 6);
    static const corral_measure measures[] = {CORRAL_MEASURE_JACCARD, CORRAL_MEASURE_OVERLAP};
    for (int way = 0; way < 2; way++) {
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.measure = measures[way];
        corral_similarity *similarity = small_similarity(region, &options);
        corral_join *join = NULL;
        assert_int_equal(corral_join_new(similarity, 0.15, &join, NULL), CORRAL_OK);
        static const uint32_t bounds[] = {0, 1, 100, 511, 899, 900};
        for (int k = 0; k + 1 < 6; k++) {
            corral_pairs *pairs = NULL;
            assert_int_equal(corral_join_part(join, bounds[k], bounds[k + 1], &pairs, NULL),
                             CORRAL_OK);
            plain_rows rows = {pairs, bounds[k], bounds[k + 1], true};
            similarity_visit visit = {.row = compare_row, .context = &rows, .threshold = 0.15};
            assert_int_equal(similarity_rows(similarity, &visit, NULL), CORRAL_OK);
            corral_pairs_free(pairs);
        }
        corral_pairs *pairs = NULL;
        assert_int_equal(corral_join_part(join, 5, 5, &pairs, NULL), CORRAL_BAD_USE);
        assert_int_equal(corral_join_part(join, 5, 901, &pairs, NULL), CORRAL_BAD_USE);
        corral_join_free(join);
        corral_similarity_free(similarity);
    }
    corral_join_free(NULL);
    corral_region_free(region);
}

/* ---- lines ---- */

enum { MOST_RANKS = 50 };

/* Falling ranks with gaps, each with what it adds. */
static size_t draw_ranks(uint64_t *chance, uint32_t *rank)
{
    size_t count = random_below(chance, MOST_RANKS);
    uint32_t at = 4 * MOST_RANKS;
    for (size_t i = 0; i < count; i++) rank[i] = at -= 1 + random_below(chance, 3);
    return count;
}

static void every_kind_of_comparison_agrees(void **state)
{
    (void)state;
    uint64_t chance = 11;
    for (int round = 0; round < 2000; round++) {
        uint32_t mine[MOST_RANKS], most[MOST_RANKS], theirs[MOST_RANKS] = {0}, shared = 0;
        join_line lines[MOST_RANKS / JOIN_LANES + 1];
        join_probe probe = {.rank = mine, .most = most, .count = draw_ranks(&chance, mine)};
        size_t count = draw_ranks(&chance, theirs);
        memset(lines, 0xff, sizeof lines);
        for (size_t k = 0; k <= MOST_RANKS / JOIN_LANES; k++) {
            size_t done = (k + 1) * JOIN_LANES;
            lines[k].rest = count > done ? (float)(1000 * (count - done)) : 0;
        }
        for (size_t j = 0; j < count; j++) lines[j / JOIN_LANES].rank[j % JOIN_LANES] = theirs[j];
        for (size_t i = 0; i < probe.count; i++) {
            most[i] = random_below(&chance, 1000);
            for (size_t j = 0; j < count; j++) shared += mine[i] == theirs[j] ? most[i] : 0;
        }
        size_t bounds[2] = {0, count ? (count - 1) / JOIN_LANES : 0};
        join_lines candidate = {lines, lines + 1, bounds};
        for (int kind = 0; kind < JOIN_KINDS; kind++) {
            join_compare *compare = join_compare_kind(kind);
            if (!compare) continue;
            assert_true(compare(&probe, &candidate, shared, 1));
            assert_false(compare(&probe, &candidate, (double)shared + 0.5, 1));
        }
    }
    assert_non_null(join_compare_kind(0));
    assert_null(join_compare_kind(JOIN_KINDS));
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

/* ---- how many ---- */

static void the_estimate_is_near_and_depends_on_the_seed_alone(void **state)
{
    (void)state;
    corral_region *region = random_region(&LARGE, 7);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        double first = -1, pairs = -1;
        options.seed = seed;
        corral_similarity *similarity = small_similarity(region, &options);
        corral_pairs *found = pairs_at(similarity, 0.1);
        double count = (double)corral_pairs_count(found);
        assert_int_equal(corral_pairs_estimate(similarity, 0.1, 0, &first, NULL), CORRAL_OK);
        assert_true(fabs(first - count) < 0.1 * count);
        assert_int_equal(corral_pairs_estimate(similarity, 0.1, 200000, &pairs, NULL), CORRAL_OK);
        assert_true(fabs(pairs - count) < 0.03 * count);
        assert_int_equal(corral_pairs_estimate(similarity, 0.1, 0, &pairs, NULL), CORRAL_OK);
        assert_same_double(pairs, first);
        corral_pairs_free(found);
        corral_similarity_free(similarity);
    }
    corral_region_free(region);
}

static void nobody_has_no_pairs_to_estimate(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x", "A member: x\nB member: y"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        corral_region *region = small_region(texts[k]);
        corral_similarity *similarity = small_similarity(region, NULL);
        double pairs = -1;
        assert_int_equal(corral_pairs_estimate(similarity, 0.1, 0, &pairs, NULL), CORRAL_OK);
        assert_same_double(pairs, 0);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

/* All hold one item, and every other one of its own as well. */
static corral_region *alike(uint32_t count)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (uint32_t a = 0; a < count; a++) {
        char id[16];
        snprintf(id, sizeof id, "%u", a);
        small_row(builder, id, "member", "shared", 1);
        if (a % 2) small_row(builder, id, "member", id, 1);
    }
    return small_finish(builder);
}

static void what_does_not_fit_is_refused_with_what_would(void **state)
{
    (void)state;
    corral_region *region = alike(3000);
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.rarity = CORRAL_RARITY_NONE;
    /* 4.5 million pairs take 180 MB; the quarter of them that are twins 45 MB. */
    options.max_memory = corral_memory_used() + ((size_t)100 << 20);
    corral_similarity *similarity = small_similarity(region, &options);
    corral_pairs *pairs = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_pairs_find(similarity, 0.3, NULL, &pairs, &err), CORRAL_LIMIT);
    assert_null(pairs);
    assert_non_null(strstr(err.message, "about 4,498,500 pairs at threshold 0.3 need about"));
    assert_non_null(strstr(err.message, "a threshold of 0.51 would fit"));
    assert_int_equal(corral_pairs_find(similarity, 0.51, NULL, &pairs, NULL), CORRAL_OK);
    assert_int_equal(corral_pairs_count(pairs), 1500 * 1499 / 2);
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    options.max_memory = 1;
    similarity = small_similarity(region, &options);
    err = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_pairs_find(similarity, 0.3, NULL, &pairs, &err), CORRAL_LIMIT);
    assert_non_null(strstr(err.message, "no threshold would fit"));
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
        TEST(the_join_is_the_plain_walk),
        TEST(parts_are_the_whole),
        TEST(every_kind_of_comparison_agrees),
        TEST(threads_change_no_bit),
        TEST(a_pair_exactly_at_the_threshold_is_in),
        TEST(raising_the_threshold_is_finding_at_the_higher_one),
        TEST(the_estimate_is_near_and_depends_on_the_seed_alone),
        TEST(nobody_has_no_pairs_to_estimate),
        TEST(what_does_not_fit_is_refused_with_what_would),
        TEST(few_or_strangers_have_no_pair),
        TEST(a_threshold_out_of_range_is_refused),
        TEST(threshold_zero_is_for_small_regions),
        TEST(an_interrupt_ends_the_join_without_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
