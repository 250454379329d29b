/* Similarity of pairs, against sums worked by hand. */
#include <math.h>
#include <stdlib.h>

#include "support/random.h"
#include "support/small.h"

static const double CLOSE = 1e-14;

static corral_similarity_options options_of(corral_measure measure, corral_combine combine,
                                            corral_rarity rarity)
{
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.measure = measure;
    options.combine = combine;
    options.rarity = rarity;
    return options;
}

/* S of A and B in a region written as text. */
static double score(const char *text, const corral_similarity_options *options)
{
    corral_region *region = small_region(text);
    corral_similarity *similarity = small_similarity(region, options);
    double s = pair_of(similarity, region, "A", "B");
    assert_same_double(pair_of(similarity, region, "B", "A"), s);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return s;
}

static double rarity(double known, double holders)
{
    return log(1 + known / holders);
}

/* ---- one facet ---- */

/* A and B share x (weights 1 and 0.5); A alone has y, B alone z. C makes z known to two. */
static const char ONE_FACET[] = "A member: x, y*0.25\nB member: x*0.5, z\nC member: z";

static void without_rarity_the_four_measures_are_the_textbook_ones(void **state)
{
    (void)state;
    static const struct {
        corral_measure measure;
        double expected;
    } cases[] = {
        {CORRAL_MEASURE_JACCARD, 0.5 / (1 + 0.25 + 1)},
        {CORRAL_MEASURE_DICE, 0.5 / ((1.25 + 1.5) / 2)},
        {CORRAL_MEASURE_OVERLAP, 0.5 / 1.25},
    };
    for (int combine = 0; combine < 2; combine++) {
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
            corral_similarity_options options =
                options_of(cases[k].measure, (corral_combine)combine, CORRAL_RARITY_NONE);
            assert_near(score(ONE_FACET, &options), cases[k].expected, CLOSE);
        }
        corral_similarity_options cosine =
            options_of(CORRAL_MEASURE_COSINE, (corral_combine)combine, CORRAL_RARITY_NONE);
        double expected = 0.5 / (sqrt(1 + 0.0625) * sqrt(0.25 + 1));
        assert_near(score(ONE_FACET, &cosine), expected, CLOSE);
    }
}

static void rarity_is_the_log_of_one_plus_known_over_holders(void **state)
{
    (void)state;
    double x = rarity(3, 2), y = rarity(3, 1), z = rarity(3, 2);
    double shared = 0.5 * x, a = x + 0.25 * y, b = 0.5 * x + z;
    const struct {
        corral_measure measure;
        double expected;
    } cases[] = {
        {CORRAL_MEASURE_JACCARD, shared / (x + 0.25 * y + z)},
        {CORRAL_MEASURE_DICE, shared / ((a + b) / 2)},
        {CORRAL_MEASURE_OVERLAP, shared / fmin(a, b)},
        {CORRAL_MEASURE_COSINE,
         0.5 * x * x / (sqrt(x * x + 0.0625 * y * y) * sqrt(0.25 * x * x + z * z))},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_similarity_options options =
            options_of(cases[k].measure, CORRAL_COMBINE_POOLED, CORRAL_RARITY_IDF);
        assert_near(score(ONE_FACET, &options), cases[k].expected, CLOSE);
    }
}

static void what_everybody_has_still_counts_a_little(void **state)
{
    (void)state;
    double all = rarity(2, 2), own = rarity(2, 1);
    assert_near(score("A member: x, y\nB member: x, z", NULL), all / (all + 2 * own), CLOSE);
}

static void who_is_not_known_does_not_make_an_item_rarer(void **state)
{
    (void)state;
    /* D's members are unknown: n is 3, not 4. */
    double x = rarity(3, 2), y = rarity(3, 1), z = rarity(3, 2);
    const char *text = "A member: x, y\nB member: x, z\nC member: z\nD member?:; goal: g";
    corral_facet_weight only_members[] = {{"goal", 0}};
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.facet_weights = only_members;
    options.facet_weight_count = 1;
    assert_near(score(text, &options), x / (x + y + z), CLOSE);
}

static void identical_footprints_are_one_and_strangers_zero(void **state)
{
    (void)state;
    for (int measure = 0; measure < 4; measure++)
        for (int combine = 0; combine < 2; combine++)
            for (int kind = 0; kind < 2; kind++) {
                corral_similarity_options options = options_of(
                    (corral_measure)measure, (corral_combine)combine, (corral_rarity)kind);
                assert_same_double(score("A member: x, y*0.3, w*0.7; goal: g\n"
                                         "B member: x, y*0.3, w*0.7; goal: g\nC goal: h; member: x",
                                         &options),
                                   1);
                assert_same_double(score("A member: x; goal: g\nB member: y; goal: h", &options),
                                   0);
            }
}

static void a_list_within_a_longer_list_overlaps_fully(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_OVERLAP, CORRAL_COMBINE_POOLED, CORRAL_RARITY_IDF);
    assert_same_double(score("A member: x, y\nB member: x, y, z, w", &options), 1);
}

/* ---- several facets ---- */

/* member: share 1 of 3, goal: share 2 of 2, target: known and empty for both. */
static const char THREE_FACETS[] = "A member: x, y; goal: g, h; target:\n"
                                   "B member: x, z; goal: g, h; target:\n";

static void pooled_is_one_measure_over_the_whole_footprints(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    assert_near(score(THREE_FACETS, &options), 3.0 / 5, CLOSE);
    options.measure = CORRAL_MEASURE_DICE;
    assert_near(score(THREE_FACETS, &options), 3.0 / 4, CLOSE);
    options.measure = CORRAL_MEASURE_OVERLAP;
    assert_near(score(THREE_FACETS, &options), 3.0 / 4, CLOSE);
    options.measure = CORRAL_MEASURE_COSINE;
    assert_near(score(THREE_FACETS, &options), 3.0 / 4, CLOSE);
}

static void the_mean_is_over_the_facets_that_somebody_fills(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_MEAN, CORRAL_RARITY_NONE);
    assert_near(score(THREE_FACETS, &options), (1.0 / 3 + 1) / 2, CLOSE);
    options.measure = CORRAL_MEASURE_COSINE;
    assert_near(score(THREE_FACETS, &options), (1.0 / 2 + 1) / 2, CLOSE);
}

static void a_facet_empty_on_one_side_gives_nothing_and_counts(void **state)
{
    (void)state;
    const char *text = "A member: x; goal: g\nB member: x; goal:\n";
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    assert_near(score(text, &options), 1.0 / 2, CLOSE);
    options.combine = CORRAL_COMBINE_MEAN;
    assert_near(score(text, &options), 1.0 / 2, CLOSE);
    options.measure = CORRAL_MEASURE_OVERLAP;
    assert_near(score(text, &options), 1.0 / 2, CLOSE);
    /* Overlap takes the smaller of both sums facet by facet: nothing of goals below the line. */
    options.combine = CORRAL_COMBINE_POOLED;
    assert_near(score(text, &options), 1, CLOSE);
}

static void overlap_takes_the_smaller_sum_facet_by_facet(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_OVERLAP, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    /* member 1 of min(1, 3), goal 1 of min(3, 1) */
    assert_near(score("A member: x; goal: g, h, i\nB member: x, y, z; goal: j", &options), 1.0 / 2,
                CLOSE);
}

static void facet_weights_weigh_numerators_and_denominators(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"member", 3}, {"goal", 0.5}};
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    options.facet_weights = weights;
    options.facet_weight_count = 2;
    assert_near(score(THREE_FACETS, &options), (3 * 1 + 0.5 * 2) / (3 * 3 + 0.5 * 2), CLOSE);
    options.combine = CORRAL_COMBINE_MEAN;
    assert_near(score(THREE_FACETS, &options), (3 * (1.0 / 3) + 0.5 * 1) / 3.5, CLOSE);
    options.combine = CORRAL_COMBINE_POOLED;
    options.measure = CORRAL_MEASURE_COSINE;
    assert_near(score(THREE_FACETS, &options), (3 * 1 + 0.5 * 2) / (3 * 2 + 0.5 * 2), CLOSE);
}

static void all_facet_weights_times_one_factor_change_nothing(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"member", 3}, {"goal", 0.5}, {"target", 1}};
    corral_facet_weight larger[] = {{"member", 12}, {"goal", 2}, {"target", 4}};
    for (int measure = 0; measure < 4; measure++)
        for (int combine = 0; combine < 2; combine++) {
            corral_similarity_options one =
                options_of((corral_measure)measure, (corral_combine)combine, CORRAL_RARITY_IDF);
            one.facet_weights = weights;
            one.facet_weight_count = 3;
            corral_similarity_options four = one;
            four.facet_weights = larger;
            assert_same_double(score(THREE_FACETS, &one), score(THREE_FACETS, &four));
        }
}

static void a_weight_given_twice_is_the_last(void **state)
{
    (void)state;
    corral_facet_weight weights[] = {{"goal", 7}, {"goal", 0}};
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    options.facet_weights = weights;
    options.facet_weight_count = 2;
    assert_near(score(THREE_FACETS, &options), 1.0 / 3, CLOSE);
}

/* ---- which facets ---- */

static void only_the_six_weigh_where_one_of_them_occurs(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; issue: i; geography: g; partner: B\n"
                                         "B member: x; issue: j; geography: g");
    corral_similarity *similarity = small_similarity(region, NULL);
    double weight, share;
    assert_int_equal(corral_similarity_facet_count(similarity), 2);
    assert_int_equal(corral_similarity_facet(similarity, 0, &weight, &share),
                     corral_region_facet_find(region, "member"));
    assert_same_double(weight, 1);
    assert_same_double(share, 0.5);
    assert_int_equal(corral_similarity_facet(similarity, 1, NULL, NULL),
                     corral_region_facet_find(region, "issue"));
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void without_the_six_all_weigh_but_partner(void **state)
{
    (void)state;
    corral_region *region = small_region("A geography: g; partner: B; member?:\nB geography: g;"
                                         "sector: s");
    corral_similarity *similarity = small_similarity(region, NULL);
    assert_int_equal(corral_similarity_facet_count(similarity), 2);
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t facet = corral_similarity_facet(similarity, k, NULL, NULL);
        assert_string_not_equal(corral_region_facet_name(region, facet), "partner");
    }
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void a_facet_of_weight_zero_is_out_of_coverage_too(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal?:\nB member: x; goal: g");
    corral_facet_weight weights[] = {{"goal", 0}};
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    double coverage;
    corral_similarity *similarity = small_similarity(region, &options);
    assert_same_double(corral_similarity_pair(similarity, 0, 1, &coverage), 1);
    assert_same_double(coverage, 0.5);
    corral_similarity_free(similarity);
    options.facet_weights = weights;
    options.facet_weight_count = 1;
    similarity = small_similarity(region, &options);
    assert_same_double(corral_similarity_pair(similarity, 0, 1, &coverage), 1);
    assert_same_double(coverage, 1);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void assert_refused(const char *text, const corral_similarity_options *options,
                           const char *message)
{
    corral_region *region = small_region(text);
    corral_similarity *similarity = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_similarity_new(region, options, &similarity, &err), CORRAL_BAD_USE);
    assert_null(similarity);
    assert_string_equal(err.message, message);
    corral_region_free(region);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    corral_facet_weight weight = {"member", -0.5};
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.facet_weights = &weight;
    options.facet_weight_count = 1;
    assert_refused("A member: x", &options,
                   "weight of facet \"member\" must be from 0 to 1000000, got -0.5");
    weight = (corral_facet_weight){"goal", 1};
    assert_refused("A member: x", &options, "facet \"goal\" is not in the region");
    weight = (corral_facet_weight){"member", 0};
    assert_refused("A member: x", &options,
                   "all facets have weight 0; give one a weight with --facet NAME=1");
    options = (corral_similarity_options)CORRAL_SIMILARITY_OPTIONS_INIT;
    options.min_coverage = 1.5;
    assert_refused("A member: x", &options, "least coverage must be from 0 to 1, got 1.5");
}

static void weights_that_are_no_numbers_or_have_no_end_are_refused(void **state)
{
    (void)state;
    /* a sum of the last ones would be no number either, and every score one */
    static const double weights[] = {NAN, INFINITY, -INFINITY, 1e308, 1000001};
    corral_region *region = small_region("A member: x");
    for (size_t k = 0; k < sizeof weights / sizeof *weights; k++) {
        corral_facet_weight weight = {"member", weights[k]};
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        corral_similarity *similarity = NULL;
        options.facet_weights = &weight;
        options.facet_weight_count = 1;
        assert_int_equal(corral_similarity_new(region, &options, &similarity, NULL),
                         CORRAL_BAD_USE);
        options = (corral_similarity_options)CORRAL_SIMILARITY_OPTIONS_INIT;
        options.min_coverage = weights[k];
        assert_int_equal(corral_similarity_new(region, &options, &similarity, NULL),
                         CORRAL_BAD_USE);
    }
    corral_region_free(region);
}

/* ---- what is known ---- */

static void coverage_is_the_weight_of_what_both_know(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal: g; target?:\n"
                                         "B member: x; goal?:; target: t\n"
                                         "C member~: x; goal~:; target~: t\n"
                                         "D member?:; goal?:; target?:");
    corral_facet_weight weights[] = {{"member", 2}, {"goal", 1}, {"target", 5}};
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.facet_weights = weights;
    options.facet_weight_count = 3;
    static const struct {
        uint32_t a, b;
        double coverage;
    } cases[] = {{0, 1, 2 / 8.0}, {0, 2, 3 / 8.0}, {1, 2, 7 / 8.0}, {0, 3, 0}, {2, 2, 1}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double least[] = {0, cases[k].coverage, cases[k].coverage + 1e-6};
        for (size_t i = 0; i < 3; i++) {
            double coverage;
            if (least[i] > 1) continue;
            options.min_coverage = least[i];
            corral_similarity *similarity = small_similarity(region, &options);
            double s = corral_similarity_pair(similarity, cases[k].a, cases[k].b, &coverage);
            assert_same_double(coverage, cases[k].coverage);
            bool enough = coverage >= options.min_coverage && coverage > 0;
            assert_int_equal(isnan(s), !enough);
            corral_similarity_free(similarity);
        }
    }
    corral_region_free(region);
}

static void a_facet_that_one_does_not_know_is_left_out(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    assert_near(score("A member: x, y; goal: g, h, i\nB member: x; goal?:", &options), 1.0 / 2,
                CLOSE);
    options.combine = CORRAL_COMBINE_MEAN;
    assert_near(score("A member: x, y; goal: g, h, i\nB member: x; goal?:", &options), 1.0 / 2,
                CLOSE);
}

static void a_partial_list_is_compared_by_what_it_names(void **state)
{
    (void)state;
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    assert_near(score("A member~: x\nB member: x, y", &options), 1.0 / 2, CLOSE);
}

static void comparable_means_some_partner_with_enough_coverage(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal: g\nB member: y; goal?:\n"
                                         "C member?:; goal: g\nD member?:; goal?:");
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    static const struct {
        double least;
        bool expected[4];
    } cases[] = {{0, {true, true, true, false}},
                 {0.5, {true, true, true, false}},
                 {0.75, {false, false, false, false}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        options.min_coverage = cases[k].least;
        corral_similarity *similarity = small_similarity(region, &options);
        for (uint32_t a = 0; a < 4; a++)
            assert_int_equal(corral_similarity_comparable(similarity, a), cases[k].expected[a]);
        corral_similarity_free(similarity);
    }
    corral_region_free(region);
}

static void comparable_is_what_a_search_of_all_pairs_says(void **state)
{
    (void)state;
    const random_shape shape = {
        .coalitions = 15, .facets = 3, .items = 4, .density = 0.4, .unknown = 0.6};
    for (uint64_t seed = 1; seed <= 50; seed++) {
        corral_region *region = random_region(&shape, seed);
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.min_coverage = (double)(seed % 5) / 4;
        corral_similarity *similarity = small_similarity(region, &options);
        uint32_t n = corral_similarity_coalition_count(similarity);
        for (uint32_t a = 0; a < n; a++) {
            bool expected = false;
            for (uint32_t b = 0; b < n; b++)
                if (a != b && !isnan(corral_similarity_pair(similarity, a, b, NULL)))
                    expected = true;
            assert_int_equal(corral_similarity_comparable(similarity, a), expected);
        }
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

/* ---- what lies within what ---- */

/* S of A and B with a chain street, town, county. */
static double score_within(const char *text, corral_rarity kind)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_within(builder, "member", "street", "town");
    small_within(builder, "member", "town", "county");
    small_rows(builder, text);
    corral_region *region = small_finish(builder);
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, kind);
    corral_similarity *similarity = small_similarity(region, &options);
    double s = pair_of(similarity, region, "A", "B");
    corral_similarity_free(similarity);
    corral_region_free(region);
    return s;
}

static void what_lies_within_counts_there_at_half(void **state)
{
    (void)state;
    /* A: street 1, town 1/2, county 1/2. B: town 1, county 1/2. */
    assert_near(score_within("A member: street\nB member: town", CORRAL_RARITY_NONE),
                (0.5 + 0.5) / (1 + 1 + 0.5), CLOSE);
    /* B: county 1. However far above, half. */
    assert_near(score_within("A member: street\nB member: county", CORRAL_RARITY_NONE),
                0.5 / (1 + 0.5 + 1), CLOSE);
    /* A: street 0.4, town 0.2 against B's town 0.6, county 0.3 */
    assert_near(score_within("A member: street*0.4\nB member: town*0.6", CORRAL_RARITY_NONE),
                (0.2 + 0.2) / (0.4 + 0.6 + 0.3), CLOSE);
}

static void an_own_weight_above_half_stays(void **state)
{
    (void)state;
    /* A: street 1, town 3/4 (not 1/2), county 1/2 */
    assert_near(score_within("A member: street, town*0.75\nB member: town", CORRAL_RARITY_NONE),
                (0.75 + 0.5) / (1 + 1 + 0.5), CLOSE);
    /* A: street 1, town 1/2 (not 1/4), county 1/2 */
    assert_near(score_within("A member: street, town*0.25\nB member: town", CORRAL_RARITY_NONE),
                (0.5 + 0.5) / (1 + 1 + 0.5), CLOSE);
}

static void those_within_count_as_holders(void **state)
{
    (void)state;
    /* n = 2; street has one holder, town two (A through street), county two. */
    double street = rarity(2, 1), town = rarity(2, 2), county = rarity(2, 2);
    assert_near(score_within("A member: street\nB member: town", CORRAL_RARITY_IDF),
                0.5 * (town + county) / (street + town + 0.5 * county), CLOSE);
}

/* ---- explain ---- */

static void assert_explained(const corral_region *region, const corral_similarity *similarity,
                             uint32_t a, uint32_t b)
{
    uint32_t item[64];
    double part[64], sum = 0, s = corral_similarity_pair(similarity, a, b, NULL);
    size_t count = corral_similarity_explain(similarity, a, b, item, part, 64);
    if (isnan(s)) {
        assert_int_equal(count, 0);
        return;
    }
    assert_true(count <= 64);
    for (size_t i = 0; i < count; i++) {
        assert_true(part[i] >= 0);
        assert_true(item[i] < corral_region_item_count(region));
        for (size_t j = 0; j < i; j++) assert_true(item[i] != item[j]);
        sum += part[i];
    }
    assert_near(sum, s, 1e-13);
    assert_int_equal(count == 0, s == 0);
    /* less room: the same number, and the first ones the same */
    uint32_t few_item[2];
    double few_part[2];
    assert_int_equal(corral_similarity_explain(similarity, a, b, few_item, few_part, 2), count);
    for (size_t i = 0; i < 2 && i < count; i++) {
        assert_int_equal(few_item[i], item[i]);
        assert_same_double(few_part[i], part[i]);
    }
}

static void the_parts_add_up_to_the_similarity(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 8,
                                .facets = 3,
                                .items = 8,
                                .density = 0.5,
                                .weights = true,
                                .unknown = 0.2,
                                .within = 0.3};
    corral_facet_weight weights[] = {{"member", 2}, {"goal", 0.25}};
    for (uint64_t seed = 1; seed <= 30; seed++)
        for (int measure = 0; measure < 4; measure++)
            for (int combine = 0; combine < 2; combine++) {
                corral_region *region = random_region(&shape, seed);
                corral_similarity_options options = options_of(
                    (corral_measure)measure, (corral_combine)combine, (corral_rarity)(seed % 2));
                options.facet_weights = weights;
                options.facet_weight_count = 2;
                corral_similarity *similarity = small_similarity(region, &options);
                for (uint32_t a = 0; a < 8; a++)
                    for (uint32_t b = 0; b < 8; b++)
                        if (a != b) assert_explained(region, similarity, a, b);
                corral_similarity_free(similarity);
                corral_region_free(region);
            }
}

static void each_shared_item_brings_its_part(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x, y; goal: g\nB member: x, y*0.5; goal: g, h");
    corral_similarity_options options =
        options_of(CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_NONE);
    corral_similarity *similarity = small_similarity(region, &options);
    uint32_t item[8];
    double part[8];
    assert_int_equal(corral_similarity_explain(similarity, 0, 1, item, part, 8), 3);
    /* num = 1 + 0.5 + 1, den = 1 + 1 + 1 + 1 */
    assert_int_equal(item[0], item_of(region, "member", "x"));
    assert_near(part[0], 1 / 4.0, CLOSE);
    assert_int_equal(item[1], item_of(region, "member", "y"));
    assert_near(part[1], 0.5 / 4, CLOSE);
    assert_int_equal(item[2], item_of(region, "goal", "g"));
    assert_near(part[2], 1 / 4.0, CLOSE);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* ---- of every pair ---- */

static void scores_are_from_zero_to_one_and_the_same_both_ways(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 12,
                                .facets = 3,
                                .items = 9,
                                .density = 0.5,
                                .weights = true,
                                .unknown = 0.2,
                                .partial = 0.2,
                                .within = 0.3};
    for (uint64_t seed = 1; seed <= 20; seed++)
        for (int measure = 0; measure < 4; measure++)
            for (int combine = 0; combine < 2; combine++) {
                corral_region *region = random_region(&shape, seed);
                corral_similarity_options options =
                    options_of((corral_measure)measure, (corral_combine)combine, CORRAL_RARITY_IDF);
                corral_similarity *similarity = small_similarity(region, &options);
                for (uint32_t a = 0; a < 12; a++)
                    for (uint32_t b = 0; b < 12; b++) {
                        double there, back;
                        double s = corral_similarity_pair(similarity, a, b, &there);
                        assert_same_double(s, corral_similarity_pair(similarity, b, a, &back));
                        assert_same_double(there, back);
                        assert_true(isnan(s) || (s >= 0 && s <= 1));
                        assert_true(there >= 0 && there <= 1);
                    }
                corral_similarity_free(similarity);
                corral_region_free(region);
            }
}

/* Weights times one factor: all sums have it above and below the line. A power of two changes no
 * bit. */
static void footprints_times_one_factor_are_as_alike_as_before(void **state)
{
    (void)state;
    const random_shape shape = {
        .coalitions = 10, .facets = 2, .items = 9, .density = 0.5, .weights = true, .within = 0.2};
    for (uint64_t seed = 1; seed <= 20; seed++)
        for (int measure = 0; measure < 4; measure++) {
            corral_similarity_options options =
                options_of((corral_measure)measure, CORRAL_COMBINE_POOLED, CORRAL_RARITY_IDF);
            random_rows rows = random_rows_new(&shape, seed);
            corral_region *region[3];
            corral_similarity *similarity[3];
            static const double factor[] = {1, 0.5, 0.6};
            for (size_t k = 0; k < 3; k++) {
                for (size_t i = 0; i < rows.count; i++)
                    rows.rows[i].weight *= factor[k] / (k ? factor[k - 1] : 1);
                region[k] = random_rows_region(&rows);
                similarity[k] = small_similarity(region[k], &options);
            }
            for (uint32_t a = 0; a < 10; a++)
                for (uint32_t b = 0; b < a; b++) {
                    double s = corral_similarity_pair(similarity[0], a, b, NULL);
                    assert_same_double(corral_similarity_pair(similarity[1], a, b, NULL), s);
                    assert_near(corral_similarity_pair(similarity[2], a, b, NULL), s, 1e-12);
                }
            for (size_t k = 0; k < 3; k++) {
                corral_similarity_free(similarity[k]);
                corral_region_free(region[k]);
            }
            random_rows_release(&rows);
        }
}

/* ---- the least ---- */

static void a_region_of_nobody_and_of_one_can_be_asked(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x", "A member?:", "A member:"};
    for (size_t k = 0; k < 4; k++) {
        corral_region *region = small_region(texts[k]);
        corral_similarity *similarity = small_similarity(region, NULL);
        assert_int_equal(corral_similarity_coalition_count(similarity), k > 0);
        if (k) assert_false(corral_similarity_comparable(similarity, 0));
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
    corral_similarity_free(NULL);
}

static void two_of_whom_nothing_is_known_have_no_similarity(void **state)
{
    (void)state;
    double coverage = 7;
    corral_region *region = small_region("A member?:\nB member?:");
    corral_similarity *similarity = small_similarity(region, NULL);
    assert_true(isnan(corral_similarity_pair(similarity, 0, 1, &coverage)));
    assert_same_double(coverage, 0);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void two_empty_footprints_are_comparable_and_share_nothing(void **state)
{
    (void)state;
    assert_same_double(score("A member:\nB member:", NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_rarity_the_four_measures_are_the_textbook_ones),
        TEST(rarity_is_the_log_of_one_plus_known_over_holders),
        TEST(what_everybody_has_still_counts_a_little),
        TEST(who_is_not_known_does_not_make_an_item_rarer),
        TEST(identical_footprints_are_one_and_strangers_zero),
        TEST(a_list_within_a_longer_list_overlaps_fully),
        TEST(pooled_is_one_measure_over_the_whole_footprints),
        TEST(the_mean_is_over_the_facets_that_somebody_fills),
        TEST(a_facet_empty_on_one_side_gives_nothing_and_counts),
        TEST(overlap_takes_the_smaller_sum_facet_by_facet),
        TEST(facet_weights_weigh_numerators_and_denominators),
        TEST(all_facet_weights_times_one_factor_change_nothing),
        TEST(a_weight_given_twice_is_the_last),
        TEST(only_the_six_weigh_where_one_of_them_occurs),
        TEST(without_the_six_all_weigh_but_partner),
        TEST(a_facet_of_weight_zero_is_out_of_coverage_too),
        TEST(options_out_of_range_are_refused),
        TEST(weights_that_are_no_numbers_or_have_no_end_are_refused),
        TEST(coverage_is_the_weight_of_what_both_know),
        TEST(a_facet_that_one_does_not_know_is_left_out),
        TEST(a_partial_list_is_compared_by_what_it_names),
        TEST(comparable_means_some_partner_with_enough_coverage),
        TEST(comparable_is_what_a_search_of_all_pairs_says),
        TEST(what_lies_within_counts_there_at_half),
        TEST(an_own_weight_above_half_stays),
        TEST(those_within_count_as_holders),
        TEST(the_parts_add_up_to_the_similarity),
        TEST(each_shared_item_brings_its_part),
        TEST(scores_are_from_zero_to_one_and_the_same_both_ways),
        TEST(footprints_times_one_factor_are_as_alike_as_before),
        TEST(a_region_of_nobody_and_of_one_can_be_asked),
        TEST(two_of_whom_nothing_is_known_have_no_similarity),
        TEST(two_empty_footprints_are_comparable_and_share_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
