/* Overlaps against chance: the model, the distributions, the findings, the rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/overlap.h"
#include "overlap/sdsm.h"
#include "overlap/tails.h"
#include "support/random.h"
#include "support/small.h"

/* ---- help ---- */

static corral_overlaps *overlaps_of(const corral_region *region,
                                    const corral_similarity *similarity,
                                    const corral_overlaps_options *options)
{
    corral_overlaps *overlaps = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_overlaps_new(region, similarity, options, NULL, &overlaps, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return overlaps;
}

static corral_overlaps_options on(const corral_region *region, const char *facet, corral_null null)
{
    corral_overlaps_options options = CORRAL_OVERLAPS_OPTIONS_INIT;
    options.facet = corral_region_facet_find(region, facet);
    options.null = null;
    return options;
}

/* Rows of 0 and 1 as members, coalitions numbered as rows. */
static corral_region *region_of(const char *const *rows, size_t count)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (size_t i = 0; i < count; i++) {
        char id[32], item[32], line[64];
        snprintf(id, sizeof id, "c%03zu", i);
        snprintf(line, sizeof line, "%s member:\n", id);
        small_rows(builder, line);
        for (size_t j = 0; rows[i][j]; j++) {
            snprintf(item, sizeof item, "m%03zu", j);
            if (rows[i][j] == '1') small_row(builder, id, "member", item, 1);
        }
    }
    return small_finish(builder);
}

static double fitted_row(const overlap_sdsm *model, const overlap_margins *m, uint32_t c)
{
    double sum = 0;
    for (uint32_t b = 0; b < model->columns; b++)
        sum += m->columns.size[b] * model->p[c * model->columns + b];
    return sum;
}

static double fitted_column(const overlap_sdsm *model, const overlap_margins *m, uint32_t b)
{
    double sum = 0;
    for (uint32_t c = 0; c < model->rows; c++)
        sum += m->rows.size[c] * model->p[c * model->columns + b];
    return sum;
}

/* Fits and checks every margin. */
static size_t assert_fits(const corral_region *region, uint32_t facet)
{
    overlap_margins margins = {0};
    overlap_sdsm model = {0};
    assert_int_equal(overlap_margins_init(&margins, region, facet, NULL), CORRAL_OK);
    assert_int_equal(overlap_sdsm_fit(&model, &margins, NULL), CORRAL_OK);
    assert_true(model.residual <= CORRAL_FIT_TOLERANCE);
    for (uint32_t c = 0; c < model.rows; c++)
        assert_near(fitted_row(&model, &margins, c), margins.rows.degree[c], 1e-8);
    for (uint32_t b = 0; b < model.columns; b++)
        assert_near(fitted_column(&model, &margins, b), margins.columns.degree[b], 1e-8);
    size_t forced = model.forced;
    overlap_sdsm_release(&model);
    overlap_margins_release(&margins);
    return forced;
}

/* ---- the model ---- */

static void fitted_sums_are_those_observed(void **state)
{
    (void)state;
    static const random_shape shapes[] = {
        {.coalitions = 200, .facets = 1, .items = 150, .density = 0.05},
        {.coalitions = 60, .facets = 1, .items = 40, .density = 0.5, .unknown = 0.3},
        {.coalitions = 12, .facets = 1, .items = 8, .density = 0.85},
        {.coalitions = 5, .facets = 1, .items = 30, .density = 0.3},
        {.coalitions = 4, .facets = 1, .items = 3, .density = 0.5},
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
        for (uint64_t seed = 1; seed <= 40; seed++) {
            corral_region *region = random_region(&shapes[k], seed);
            if (corral_region_facet_count(region)) assert_fits(region, 0);
            corral_region_free(region);
        }
}

/* Row i has the first i + 1 items: no other matrix has these sums. */
static corral_region *nested(size_t size)
{
    char *rows[32];
    for (size_t i = 0; i < size; i++) {
        rows[i] = calloc(size + 1, 1);
        assert_non_null(rows[i]);
        memset(rows[i], '0', size);
        memset(rows[i], '1', i + 1);
    }
    corral_region *region = region_of((const char *const *)rows, size);
    for (size_t i = 0; i < size; i++) free(rows[i]);
    return region;
}

static void nested_lists_are_forced_and_nobody_can_tell(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 6, 20};
    for (size_t k = 0; k < 4; k++) {
        size_t n = sizes[k];
        corral_region *region = nested(n);
        assert_int_equal(assert_fits(region, 0), n * n);
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_overlaps_options options = on(region, "member", CORRAL_NULL_SDSM);
        corral_overlaps *overlaps = overlaps_of(region, similarity, &options);
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = a + 1; b < n; b++) {
                corral_overlap pair;
                corral_overlaps_pair(overlaps, a, b, &pair);
                assert_int_equal(pair.shared, a + 1);
                assert_near(pair.expected, a + 1, 0);
                assert_near(pair.p, 1, 0);
                assert_int_equal(pair.finding, CORRAL_FINDING_CANNOT_TELL);
            }
        corral_overlaps_free(overlaps);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

static void what_is_forced_in_part_is_set_and_the_rest_is_fitted(void **state)
{
    (void)state;
    /* A full row and column, an empty row; then a block that holds all of its rows' items. */
    static const char *const rows[] = {"11111", "10000", "11100", "11010", "00000"};
    static const char *const blocks[] = {"110000", "101000", "111100", "111010", "111001"};
    corral_region *region = region_of(rows, 5);
    assert_true(assert_fits(region, 0) > 0);
    corral_region_free(region);
    region = region_of(blocks, 5);
    assert_fits(region, 0);
    corral_region_free(region);
}

/* Every 0/1 matrix of 3 by 4 with its chance: margins and what rows share come out right. */
static void the_model_is_the_one_over_all_matrices(void **state)
{
    (void)state;
    enum { ROWS = 3, COLUMNS = 4 };
    static const char *const rows[] = {"1100", "1010", "1001"};
    corral_region *region = region_of(rows, ROWS);
    overlap_margins m = {0};
    overlap_model model = {0};
    double share[COLUMNS + 1] = {0}, p[ROWS][COLUMNS], row_sum = 0;
    assert_int_equal(overlap_margins_init(&m, region, 0, NULL), CORRAL_OK);
    assert_int_equal(overlap_model_init(&model, &m, CORRAL_NULL_SDSM, NULL), CORRAL_OK);
    /* One class of rows; the first column is full, the others are alike. */
    assert_int_equal(m.rows.count, 1);
    assert_int_equal(m.columns.count, 2);
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLUMNS; j++) p[i][j] = model.sdsm.p[j > 0];
    for (unsigned cells = 0; cells < 1u << (ROWS * COLUMNS); cells++) {
        double chance = 1;
        int shared = 0;
        for (int at = 0; at < ROWS * COLUMNS; at++) {
            double x = p[at / COLUMNS][at % COLUMNS];
            chance *= (cells >> at) & 1 ? x : 1 - x;
        }
        for (int j = 0; j < COLUMNS; j++) {
            shared += (int)((cells >> j) & (cells >> (COLUMNS + j)) & 1);
            row_sum += chance * ((cells >> j) & 1);
        }
        share[shared] += chance;
    }
    assert_near(row_sum, 2, 1e-8);
    overlap_tails tails = {0};
    assert_int_equal(overlap_tails_init(&tails, &model, 0, 0, 2, OVERLAP_COARSE), CORRAL_OK);
    for (int k = 1; k <= 2; k++) {
        double at_least = 0, at_most = 0;
        for (int i = 0; i <= COLUMNS; i++) {
            if (i >= k) at_least += share[i];
            if (i <= k) at_most += share[i];
        }
        assert_near(tails.p[k], fmin(1, 2 * fmin(at_least, at_most)), 1e-12);
    }
    overlap_tails_release(&tails);
    overlap_model_release(&model);
    overlap_margins_release(&m);
    corral_region_free(region);
}

/* ---- distributions ---- */

static void a_sum_of_trials_is_that_over_all_outcomes(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {3, 1, 4, 2};
    static const double chances[] = {0.3, 1, 0.05, 0.9};
    double exact[11] = {0}, trial[10];
    size_t trials = 0;
    for (size_t k = 0; k < 4; k++)
        for (uint32_t i = 0; i < sizes[k]; i++) trial[trials++] = chances[k];
    for (unsigned outcome = 0; outcome < 1u << trials; outcome++) {
        double chance = 1;
        size_t sum = 0;
        for (size_t t = 0; t < trials; t++) {
            bool is_hit = (outcome >> t) & 1;
            chance *= is_hit ? trial[t] : 1 - trial[t];
            sum += is_hit;
        }
        exact[sum] += chance;
    }
    for (size_t room = 1; room <= 12; room++) {
        overlap_sum sum = {0};
        double beyond = 0;
        assert_int_equal(overlap_sum_init(&sum, room, OVERLAP_FINE), CORRAL_OK);
        for (size_t k = 0; k < 4; k++)
            assert_int_equal(overlap_sum_add(&sum, sizes[k], chances[k]), CORRAL_OK);
        for (size_t i = 0; i < 11; i++) {
            if (i + 1 < room)
                assert_near(sum.chance[i], exact[i], 1e-15);
            else
                beyond += exact[i];
        }
        assert_near(sum.chance[room - 1], beyond, 1e-15);
        overlap_sum_release(&sum);
    }
}

/* A million trials: the mean, and a tail of 1e-120 against the sum of its terms by lgamma. */
static void large_sums_keep_their_digits(void **state)
{
    (void)state;
    enum { SIZE = 1000000, ROOM = 1300 };
    overlap_sum sum = {0};
    double mean = 0, total = 0, p = 1e-3;
    assert_int_equal(overlap_sum_init(&sum, ROOM, OVERLAP_FINE), CORRAL_OK);
    assert_int_equal(overlap_sum_add(&sum, SIZE / 2, p), CORRAL_OK);
    assert_int_equal(overlap_sum_add(&sum, SIZE / 2, p), CORRAL_OK);
    for (size_t i = 0; i < ROOM; i++) {
        mean += (double)i * sum.chance[i];
        total += sum.chance[i];
    }
    assert_near(total, 1, 1e-11);
    assert_near(mean, SIZE * p, 1e-8);
    double tail = 0;
    for (int i = ROOM - 1; i < 2000; i++)
        tail += exp(lgamma(SIZE + 1.0) - lgamma(i + 1.0) - lgamma(SIZE - i + 1.0) + i * log(p) +
                    (SIZE - i) * log1p(-p));
    assert_near(sum.chance[ROOM - 1] / tail, 1, 1e-6);
    overlap_sum_release(&sum);
}

/* All ways to draw b of 9, of which a count. */
static void the_hypergeometric_tails_are_those_of_all_draws(void **state)
{
    (void)state;
    static const char *const rows[] = {"111100000", "011111000", "000000111"};
    corral_region *region = region_of(rows, 3);
    overlap_margins m = {0};
    overlap_model model = {0};
    assert_int_equal(overlap_margins_init(&m, region, 0, NULL), CORRAL_OK);
    assert_int_equal(overlap_model_init(&model, &m, CORRAL_NULL_HYPERGEOMETRIC, NULL), CORRAL_OK);
    for (uint32_t c = 0; c < m.rows.count; c++)
        for (uint32_t d = 0; d < m.rows.count; d++) {
            int a = (int)m.rows.degree[c], b = (int)m.rows.degree[d], draws = 0, with[10] = {0};
            overlap_tails tails = {0};
            for (unsigned draw = 0; draw < 512; draw++) {
                if (__builtin_popcount(draw) != b) continue;
                draws++;
                with[__builtin_popcount(draw & ((1u << a) - 1))]++;
            }
            int most = a < b ? a : b;
            assert_int_equal(overlap_tails_init(&tails, &model, c, d, (uint32_t)most, OVERLAP_FINE),
                             CORRAL_OK);
            assert_near(tails.expected, a * b / 9.0, 1e-15);
            for (int k = 0; k <= most; k++) {
                int at_least = 0, at_most = 0;
                for (int i = 0; i < 10; i++) {
                    if (i >= k) at_least += with[i];
                    if (i <= k) at_most += with[i];
                }
                double tail = (double)(at_least < at_most ? at_least : at_most) / draws;
                assert_near(tails.p[k], fmin(1, 2 * tail), 1e-12);
                if (at_least != at_most) assert_int_equal(tails.is_more[k], at_least < at_most);
            }
            overlap_tails_release(&tails);
        }
    overlap_model_release(&model);
    overlap_margins_release(&m);
    corral_region_free(region);
}

/* ---- findings ---- */

/* Two that share six rare members among many that share two common ones. */
static corral_region *region_with_a_twin(void)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (int i = 0; i < 40; i++) {
        char id[8], item[16];
        snprintf(id, sizeof id, "c%02d", i);
        small_row(builder, id, "goal", "g", 1);
        for (int j = 0; j < 10; j++) {
            snprintf(item, sizeof item, "m%02d-%d", i < 2 && j < 8 ? 0 : i, j);
            small_row(builder, id, "member", item, 1);
        }
    }
    small_rows(builder, "d member~: m00-1; goal?:\ne member?:; goal: g\nf member:; goal: g\n");
    return small_finish(builder);
}

static void a_finding_is_more_where_two_share_what_is_rare(void **state)
{
    (void)state;
    for (int null = 0; null < 2; null++) {
        corral_region *region = region_with_a_twin();
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_overlaps_options options = on(region, "member", (corral_null)null);
        corral_overlaps *overlaps = overlaps_of(region, similarity, &options);
        const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
        uint32_t a = coalition_of(region, "c00"), b = coalition_of(region, "c01");
        uint32_t d = coalition_of(region, "d"), e = coalition_of(region, "e"),
                 f = coalition_of(region, "f");
        corral_overlap pair;
        corral_overlaps_pair(overlaps, b, a, &pair);
        assert_true(pair.a == a && pair.b == b && pair.is_tested);
        assert_int_equal(pair.shared, 8);
        assert_true(pair.p < 1e-6 && pair.q < 1e-3 && pair.q >= pair.p);
        assert_int_equal(pair.finding, CORRAL_FINDING_MORE);
        /* Nothing is known of e's members: unknown is not no. */
        corral_overlaps_pair(overlaps, a, e, &pair);
        assert_false(pair.is_tested);
        assert_true(isnan(pair.p) && isnan(pair.q) && isnan(pair.expected));
        assert_int_equal(pair.finding, CORRAL_FINDING_CANNOT_TELL);
        /* f has none, so no count but 0 is possible. */
        corral_overlaps_pair(overlaps, a, f, &pair);
        assert_true(pair.is_tested);
        assert_near(pair.p, 1, 0);
        assert_int_equal(pair.finding, CORRAL_FINDING_CANNOT_TELL);
        /* Of d the goals are not known. */
        corral_overlaps_pair(overlaps, a, d, &pair);
        assert_near(pair.coverage, 0.5, 0);
        assert_int_equal(s->pairs, 43 * 42 / 2);
        assert_int_equal(s->tested, 42 * 41 / 2);
        assert_int_equal(s->finding[CORRAL_FINDING_MORE], 1);
        assert_int_equal(s->finding[CORRAL_FINDING_FEWER], 0);
        assert_int_equal(s->finding[CORRAL_FINDING_NONE], 0);
        uint64_t all = 0;
        for (int k = 0; k < CORRAL_FINDINGS; k++) all += s->finding[k];
        assert_int_equal(all, s->pairs);
        corral_overlaps_free(overlaps);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

/* With enough required to be known, d cannot be compared, and its pairs cannot tell. */
static void low_coverage_cannot_tell(void **state)
{
    (void)state;
    corral_region *region = region_with_a_twin();
    corral_similarity_options similar = CORRAL_SIMILARITY_OPTIONS_INIT;
    similar.min_coverage = 0.75;
    corral_similarity *similarity = small_similarity(region, &similar);
    corral_overlaps_options options = on(region, "member", CORRAL_NULL_HYPERGEOMETRIC);
    corral_overlaps *overlaps = overlaps_of(region, similarity, &options);
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    uint64_t found[CORRAL_FINDINGS] = {0};
    for (uint32_t a = 0; a < 43; a++)
        for (uint32_t b = a + 1; b < 43; b++) {
            corral_overlap pair;
            corral_overlaps_pair(overlaps, a, b, &pair);
            if (isnan(pair.similarity)) assert_int_equal(pair.finding, CORRAL_FINDING_CANNOT_TELL);
            found[pair.finding]++;
        }
    assert_memory_equal(found, s->finding, sizeof found);
    corral_overlaps_free(overlaps);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* q over the pairs of a list alone: fewer pairs, smaller q, the same p. */
static void among_a_list_the_pairs_of_the_list_count(void **state)
{
    (void)state;
    corral_region *region = region_with_a_twin();
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_overlaps_options options = on(region, "member", CORRAL_NULL_SDSM);
    corral_overlaps *all = overlaps_of(region, similarity, &options);
    const uint32_t list[] = {5, 1, 0};
    options.among = list;
    options.among_count = 3;
    corral_overlaps *some = overlaps_of(region, similarity, &options);
    corral_overlap x, y;
    corral_overlaps_pair(all, 0, 1, &x);
    corral_overlaps_pair(some, 0, 1, &y);
    assert_same_double(x.p, y.p);
    assert_near(y.q, 3 * y.p, 1e-20);
    assert_int_equal(corral_overlaps_summarise(some)->tested, 3);
    corral_overlap_rows *rows = NULL;
    bool more;
    assert_int_equal(corral_overlap_rows_new(some, 0, true, NULL, &rows, NULL), CORRAL_OK);
    size_t count = 0;
    while (corral_overlap_rows_next(rows, &x, &more, NULL) == CORRAL_OK && more) count++;
    assert_int_equal(count, 3);
    corral_overlap_rows_free(rows);
    options.among_count = 1;
    corral_overlaps *one = overlaps_of(region, similarity, &options);
    assert_int_equal(corral_overlaps_summarise(one)->pairs, 0);
    corral_overlaps_free(one);
    corral_overlaps_free(some);
    corral_overlaps_free(all);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* ---- rows ---- */

static bool share_any(const corral_region *region, uint32_t a, uint32_t b)
{
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
        if (corral_overlap_shared(region, f, a, b)) return true;
    return false;
}

static void assert_same_overlap(const corral_overlap *x, const corral_overlap *y)
{
    assert_true(x->a == y->a && x->b == y->b && x->shared == y->shared);
    assert_true(x->finding == y->finding && x->is_tested == y->is_tested);
    assert_same_double(x->similarity, y->similarity);
    assert_same_double(x->p, y->p);
    assert_same_double(x->q, y->q);
    assert_same_double(x->expected, y->expected);
}

static void rows_are_the_double_loop_for_any_number_of_threads(void **state)
{
    (void)state;
    static const random_shape shape = {.coalitions = 150,
                                       .facets = 3,
                                       .items = 60,
                                       .density = 0.05,
                                       .unknown = 0.2,
                                       .within = 0.3};
    for (uint64_t seed = 1; seed <= 4; seed++)
        for (int threads = 1; threads <= 4; threads *= 2)
            for (int every = 0; every < 2; every++) {
                corral_region *region = random_region(&shape, seed);
                corral_similarity *similarity = small_similarity(region, NULL);
                corral_overlaps_options options = on(region, "goal", CORRAL_NULL_SDSM);
                options.threads = threads;
                corral_overlaps *overlaps = overlaps_of(region, similarity, &options);
                corral_overlap_rows *rows = NULL;
                uint64_t sharing = 0;
                bool more;
                corral_overlap pair, next;
                assert_int_equal(corral_overlap_rows_new(overlaps, 0.1, every, NULL, &rows, NULL),
                                 CORRAL_OK);
                for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
                    for (uint32_t b = a + 1; b < corral_region_coalition_count(region); b++) {
                        corral_overlaps_pair(overlaps, a, b, &pair);
                        bool shares = share_any(region, a, b);
                        sharing += shares;
                        if (!(pair.similarity >= 0.1) && !(every && shares)) continue;
                        assert_int_equal(corral_overlap_rows_next(rows, &next, &more, NULL),
                                         CORRAL_OK);
                        assert_true(more);
                        assert_same_overlap(&pair, &next);
                    }
                assert_int_equal(corral_overlap_rows_next(rows, &next, &more, NULL), CORRAL_OK);
                assert_false(more);
                assert_int_equal(corral_overlaps_summarise(overlaps)->sharing, sharing);
                corral_overlap_rows_free(rows);
                corral_overlaps_free(overlaps);
                corral_similarity_free(similarity);
                corral_region_free(region);
            }
}

static void regions_of_one_and_of_none_have_no_pairs(void **state)
{
    (void)state;
    static const char *const texts[] = {"A member: x\n", "A member:\nB member:\n"};
    for (int k = 0; k < 2; k++) {
        corral_region *region = small_region(texts[k]);
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_overlaps_options options = on(region, "member", CORRAL_NULL_SDSM);
        corral_overlaps *overlaps = overlaps_of(region, similarity, &options);
        corral_overlap_rows *rows = NULL;
        corral_overlap pair;
        bool more;
        assert_int_equal(corral_overlaps_summarise(overlaps)->pairs, k);
        assert_int_equal(corral_overlaps_summarise(overlaps)->finding[CORRAL_FINDING_CANNOT_TELL],
                         k);
        assert_int_equal(corral_overlap_rows_new(overlaps, 0, true, NULL, &rows, NULL), CORRAL_OK);
        assert_int_equal(corral_overlap_rows_next(rows, &pair, &more, NULL), CORRAL_OK);
        assert_false(more);
        corral_overlap_rows_free(rows);
        corral_overlaps_free(overlaps);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x\nB member: x\n");
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_overlaps_options options = on(region, "goal", CORRAL_NULL_SDSM);
    corral_overlaps *overlaps = NULL;
    corral_overlap_rows *rows = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_overlaps_new(region, similarity, &options, NULL, &overlaps, &err),
                     CORRAL_BAD_USE);
    options = on(region, "member", CORRAL_NULL_SDSM);
    const uint32_t nobody[] = {0, 7};
    options.among = nobody;
    options.among_count = 2;
    assert_int_equal(corral_overlaps_new(region, similarity, &options, NULL, &overlaps, NULL),
                     CORRAL_BAD_USE);
    assert_null(overlaps);
    options.among = NULL;
    overlaps = overlaps_of(region, similarity, &options);
    assert_int_equal(corral_overlap_rows_new(overlaps, 1.5, false, NULL, &rows, NULL),
                     CORRAL_BAD_USE);
    assert_int_equal(corral_overlap_rows_new(overlaps, NAN, false, NULL, &rows, NULL),
                     CORRAL_BAD_USE);
    assert_null(rows);
    corral_overlaps_free(overlaps);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static bool stop(void *user, const char *what, double done)
{
    (void)user, (void)what, (void)done;
    return false;
}

static void an_interrupt_ends_it(void **state)
{
    (void)state;
    corral_region *region = region_with_a_twin();
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_overlaps_options options = on(region, "member", CORRAL_NULL_SDSM);
    corral_overlaps *overlaps = NULL;
    corral_progress progress = {stop, NULL};
    assert_int_equal(corral_overlaps_new(region, similarity, &options, &progress, &overlaps, NULL),
                     CORRAL_INTERRUPTED);
    assert_null(overlaps);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fitted_sums_are_those_observed),
        TEST(nested_lists_are_forced_and_nobody_can_tell),
        TEST(what_is_forced_in_part_is_set_and_the_rest_is_fitted),
        TEST(the_model_is_the_one_over_all_matrices),
        TEST(a_sum_of_trials_is_that_over_all_outcomes),
        TEST(large_sums_keep_their_digits),
        TEST(the_hypergeometric_tails_are_those_of_all_draws),
        TEST(a_finding_is_more_where_two_share_what_is_rare),
        TEST(low_coverage_cannot_tell),
        TEST(among_a_list_the_pairs_of_the_list_count),
        TEST(rows_are_the_double_loop_for_any_number_of_threads),
        TEST(regions_of_one_and_of_none_have_no_pairs),
        TEST(what_is_not_there_is_refused),
        TEST(an_interrupt_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
