/* How firm groups are: drawing anew, and the figures against a slow count. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "similarity/footprints.h"
#include "similarity/resample.h"
#include "support/small.h"

static const char three_rooms[] = "A member: a, b, c, d, e, f; goal: g, h; strategy: s, t\n"
                                  "B member: a, b, c, d, e; goal: g, h; strategy: s, t\n"
                                  "C member: a, b, c, d, f; goal: g, h; strategy: s\n"
                                  "D member: k, l, m, n, o; goal: i, j; strategy: u, v\n"
                                  "E member: k, l, m, n; goal: i, j; strategy: u, v\n"
                                  "F member: x, y; goal: z\n"
                                  "G member: x, a, k; strategy?:\n";

typedef struct fixture {
    corral_region *region;
    corral_similarity *similarity;
    corral_grouping *grouping;
} fixture;

static fixture begin(const char *text, int threads)
{
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.threads = threads;
    fixture f = {.region = small_region(text)};
    f.similarity = small_similarity(f.region, &options);
    f.grouping = small_groups(f.similarity, NULL);
    return f;
}

static void end(fixture *f)
{
    corral_grouping_free(f->grouping);
    corral_similarity_free(f->similarity);
    corral_region_free(f->region);
}

static corral_similarity *resampled(const corral_similarity *s, uint64_t stream)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_similarity *out = NULL;
    if (corral_similarity_resample(s, 1, stream, &out, &err) != CORRAL_OK)
        fail_msg("resampling: %s", err.message);
    return out;
}

/* ---- drawing anew ---- */

/* How often an item was drawn, told by what its column weighs now. */
static double times_of(const corral_similarity *s, const corral_similarity *c, uint32_t rank)
{
    size_t at = s->column_start[rank];
    return c->column_value[at] / s->column_value[at];
}

static void each_facet_has_as_many_items_as_before(void **state)
{
    (void)state;
    fixture f = begin(three_rooms, 1);
    const corral_similarity *s = f.similarity;
    bool any_twice = false, any_gone = false;
    for (uint64_t stream = 0; stream < 20; stream++) {
        corral_similarity *c = resampled(s, stream);
        for (uint32_t k = 0; k < s->facet_count; k++) {
            double sum = 0;
            for (uint32_t r = s->first[k]; r < s->first[k + 1]; r++) {
                double times = times_of(s, c, r);
                assert_near(times, round(times), 1e-12);
                any_twice |= times > 1.5;
                any_gone |= times < 0.5;
                sum += times;
            }
            assert_near(sum, s->first[k + 1] - s->first[k], 1e-9);
        }
        corral_similarity_free(c);
    }
    assert_true(any_twice && any_gone);
    end(&f);
}

static void about_a_tenth_is_forgotten_and_nothing_is_learned(void **state)
{
    (void)state;
    fixture f = begin(three_rooms, 1);
    size_t known = 0, kept = 0;
    for (uint64_t stream = 0; stream < 500; stream++) {
        corral_similarity *c = resampled(f.similarity, stream);
        for (uint32_t a = 0; a < c->coalition_count; a++) {
            assert_int_equal(c->known[a] & ~f.similarity->known[a], 0);
            known += (size_t)__builtin_popcountll(f.similarity->known[a]);
            kept += (size_t)__builtin_popcountll(c->known[a]);
        }
        corral_similarity_free(c);
    }
    assert_near((double)kept / (double)known, 0.9, 0.01); /* 9500 facets: three deviations */
    end(&f);
}

/* What facets pool of two coalitions, from the original's rows and the multiplicities. */
typedef struct pool {
    double both, x, y, larger, smaller_side;
} pool;

static void add_facet(const corral_similarity *s, const corral_similarity *c, const uint32_t *pair,
                      uint32_t facet, pool *p)
{
    bool squares = s->options.measure == CORRAL_MEASURE_COSINE;
    double sum[2] = {0, 0};
    for (uint32_t r = s->first[facet]; r < s->first[facet + 1]; r++) {
        double value[2] = {0, 0};
        for (int side = 0; side < 2; side++) {
            for (size_t i = s->row_start[pair[side]]; i < s->row_start[pair[side] + 1]; i++)
                if (s->row_item[i] == r) value[side] = s->row_value[i] * times_of(s, c, r);
            sum[side] += squares ? value[side] * value[side] : value[side];
        }
        p->both += s->alpha[facet] * (squares ? value[0] * value[1] : fmin(value[0], value[1]));
        p->larger += s->alpha[facet] * fmax(value[0], value[1]);
    }
    p->x += s->alpha[facet] * sum[0];
    p->y += s->alpha[facet] * sum[1];
    p->smaller_side += s->alpha[facet] * fmin(sum[0], sum[1]);
}

static double slow_similarity(const corral_similarity *s, const corral_similarity *c, uint32_t a,
                              uint32_t b)
{
    const uint32_t pair[] = {a, b};
    pool p = {0};
    double covered = 0, below = 0;
    for (uint32_t k = 0; k < s->facet_count; k++) {
        if (!((c->known[a] & c->known[b]) >> k & 1)) continue;
        covered += s->alpha[k];
        add_facet(s, c, pair, k, &p);
    }
    if (covered < 0.5 * s->total_alpha - 1e-9 || covered == 0) return NAN;
    switch (s->options.measure) {
    case CORRAL_MEASURE_JACCARD: below = p.larger; break;
    case CORRAL_MEASURE_DICE: below = (p.x + p.y) / 2; break;
    case CORRAL_MEASURE_OVERLAP: below = p.smaller_side; break;
    case CORRAL_MEASURE_COSINE: below = sqrt(p.x * p.y); break;
    }
    return below > 0 ? p.both / below : 0;
}

static void assert_follows(const corral_similarity *s, uint64_t stream)
{
    corral_similarity *c = resampled(s, stream);
    for (uint32_t a = 0; a < c->coalition_count; a++)
        for (uint32_t b = a + 1; b < c->coalition_count; b++) {
            double slow = slow_similarity(s, c, a, b);
            double fast = corral_similarity_pair(c, a, b, NULL);
            if (isnan(slow))
                assert_true(isnan(fast));
            else
                assert_near(fast, slow, 1e-12);
        }
    corral_similarity_free(c);
}

static void similarities_follow_from_what_was_drawn(void **state)
{
    static const corral_measure measures[] = {CORRAL_MEASURE_JACCARD, CORRAL_MEASURE_DICE,
                                              CORRAL_MEASURE_OVERLAP, CORRAL_MEASURE_COSINE};
    (void)state;
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++) {
        corral_region *region = small_region(three_rooms);
        corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
        options.measure = measures[m];
        corral_similarity *s = small_similarity(region, &options);
        for (uint64_t stream = 0; stream < 50; stream++) assert_follows(s, stream);
        corral_similarity_free(s);
        corral_region_free(region);
    }
}

static void a_stream_is_drawn_the_same_every_time(void **state)
{
    (void)state;
    fixture f = begin(three_rooms, 1);
    corral_similarity *one = resampled(f.similarity, 3), *two = resampled(f.similarity, 3);
    corral_similarity *other = resampled(f.similarity, 4);
    size_t seats = one->row_start[one->coalition_count];
    assert_memory_equal(one->row_value, two->row_value, seats * sizeof(double));
    assert_memory_not_equal(one->row_value, other->row_value, seats * sizeof(double));
    corral_similarity_free(one);
    corral_similarity_free(two);
    corral_similarity_free(other);
    end(&f);
}

/* ---- the figures ---- */

enum { RUNS = 40 };

static void stabilise(fixture *f)
{
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_grouping_stabilise(f->grouping, NULL, RUNS, NULL, &err) != CORRAL_OK)
        fail_msg("stabilising: %s", err.message);
}

static corral_grouping *regrouped(const corral_grouping *g, const corral_similarity *similarity)
{
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.resolution = corral_grouping_resolution(g);
    options.threshold = corral_grouping_threshold(g);
    options.effort = CORRAL_EFFORT_FAST;
    return small_groups(similarity, &options);
}

/* Coalitions that stand alone have numbers of their own. */
static uint32_t label(const corral_grouping *run, uint32_t a)
{
    uint32_t number = corral_grouping_of(run, a);
    return number ? number : 1000000 + a;
}

static double slow_likeness(const corral_grouping *g, uint32_t place, const corral_grouping *run,
                            uint32_t n)
{
    uint32_t number = corral_grouping_number(g, place);
    double best = 0;
    for (uint32_t c = 0; c < n; c++) {
        double both = 0, either = 0;
        for (uint32_t a = 0; a < n; a++) {
            bool here = corral_grouping_of(g, a) == number, there = label(run, a) == label(run, c);
            both += here && there;
            either += here || there;
        }
        best = fmax(best, both / either);
    }
    return best;
}

static double slow_with_most(const corral_grouping *g, const corral_grouping *run, uint32_t a,
                             uint32_t n)
{
    double mates = 0, together = 0;
    for (uint32_t b = 0; b < n; b++) {
        if (b == a || corral_grouping_of(g, b) != corral_grouping_of(g, a)) continue;
        mates++;
        together += label(run, b) == label(run, a);
    }
    return together > mates / 2;
}

static void check_figures(fixture *f)
{
    uint32_t n = corral_region_coalition_count(f->region);
    double likeness[64] = {0}, with_most[64] = {0};
    assert_in_range(n, 0, 64);
    for (uint64_t run = 0; run < RUNS; run++) {
        corral_similarity *c = resampled(f->similarity, run);
        corral_grouping *g = regrouped(f->grouping, c);
        for (uint32_t k = 0; k < corral_grouping_count(f->grouping); k++)
            likeness[k] += slow_likeness(f->grouping, k, g, n) / RUNS;
        for (uint32_t a = 0; a < n; a++)
            if (corral_grouping_of(f->grouping, a))
                with_most[a] += slow_with_most(f->grouping, g, a, n) / RUNS;
        corral_grouping_free(g);
        corral_similarity_free(c);
    }
    for (uint32_t k = 0; k < corral_grouping_count(f->grouping); k++)
        assert_near(corral_grouping_stability(f->grouping, k), likeness[k], 1e-8);
    for (uint32_t a = 0; a < n; a++) {
        double share = corral_grouping_share(f->grouping, a);
        if (corral_grouping_of(f->grouping, a))
            assert_near(share, with_most[a], 1e-12);
        else
            assert_true(isnan(share));
    }
}

static void figures_are_those_of_a_slow_count(void **state)
{
    (void)state;
    fixture f = begin(three_rooms, 3);
    assert_groups(f.grouping, f.region, "A B C | D E");
    assert_true(isnan(corral_grouping_stability(f.grouping, 0)));
    assert_true(isnan(corral_grouping_share(f.grouping, 0)));
    stabilise(&f);
    check_figures(&f);
    end(&f);
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    fixture one = begin(three_rooms, 1), four = begin(three_rooms, 4);
    stabilise(&one);
    stabilise(&four);
    for (uint32_t k = 0; k < corral_grouping_count(one.grouping); k++)
        assert_same_double(corral_grouping_stability(one.grouping, k),
                           corral_grouping_stability(four.grouping, k));
    for (uint32_t a = 0; a < corral_region_coalition_count(one.region); a++)
        assert_same_double(corral_grouping_share(one.grouping, a),
                           corral_grouping_share(four.grouping, a));
    end(&one);
    end(&four);
}

/* Many facets, many items, two rooms with nothing in common: nothing shakes them. One item each is
 * all that holds the others together, and is gone in every third run. */
static void clear_groups_are_firm_and_thin_ones_are_not(void **state)
{
    (void)state;
    fixture clear = begin("A member: a, b, c, d; goal: e, f, g; strategy: h, i; issue: j, k\n"
                          "B member: a, b, c, d; goal: e, f, g; strategy: h, i; issue: j, k\n"
                          "C member: a, b, c, d; goal: e, f, g; strategy: h, i; issue: j, k\n"
                          "D member: l, m, n, o; goal: p, q, r; strategy: s, t; issue: u, v\n"
                          "E member: l, m, n, o; goal: p, q, r; strategy: s, t; issue: u, v\n",
                          2);
    fixture thin = begin("A member: a, x\nB member: b, x\nC member: c, x\n"
                         "D member: d, y\nE member: e, y\nF member: f, y\n",
                         2);
    assert_groups(clear.grouping, clear.region, "A B C | D E");
    assert_groups(thin.grouping, thin.region, "A B C | D E F");
    stabilise(&clear);
    stabilise(&thin);
    for (uint32_t k = 0; k < 2; k++) {
        assert_int_equal(corral_band_of(corral_grouping_stability(clear.grouping, k)),
                         CORRAL_BAND_FIRM);
        assert_true(corral_grouping_stability(thin.grouping, k) <
                    corral_grouping_stability(clear.grouping, k) - 0.1);
    }
    end(&clear);
    end(&thin);
}

static void nobody_and_one_have_no_groups_to_shake(void **state)
{
    (void)state;
    fixture none = begin("", 2), one = begin("A member: a\n", 2);
    stabilise(&none);
    stabilise(&one);
    assert_int_equal(corral_grouping_count(one.grouping), 0);
    assert_true(isnan(corral_grouping_share(one.grouping, 0)));
    end(&none);
    end(&one);
}

static void bands_begin_where_they_say(void **state)
{
    (void)state;
    assert_int_equal(corral_band_of(1), CORRAL_BAND_FIRM);
    assert_int_equal(corral_band_of(0.85), CORRAL_BAND_FIRM);
    assert_int_equal(corral_band_of(0.8499), CORRAL_BAND_STABLE);
    assert_int_equal(corral_band_of(0.75), CORRAL_BAND_STABLE);
    assert_int_equal(corral_band_of(0.7499), CORRAL_BAND_PATTERN);
    assert_int_equal(corral_band_of(0.6), CORRAL_BAND_PATTERN);
    assert_int_equal(corral_band_of(0.5999), CORRAL_BAND_LOOSE);
    assert_int_equal(corral_band_of(NAN), CORRAL_BAND_UNKNOWN);
}

static void wrong_use_is_refused(void **state)
{
    (void)state;
    static const uint32_t group[] = {1, 1};
    corral_error err = CORRAL_ERROR_INIT;
    corral_grouping *taken = NULL;
    fixture f = begin(three_rooms, 1);
    assert_int_equal(corral_grouping_stabilise(f.grouping, NULL, 0, NULL, &err), CORRAL_BAD_USE);
    assert_string_equal(err.message, "runs must be from 1 to 100000, got 0");
    assert_int_equal(corral_groups_take(2, group, &taken, NULL), CORRAL_OK);
    assert_int_equal(corral_grouping_stabilise(taken, NULL, 1, NULL, NULL), CORRAL_BAD_USE);
    corral_grouping_free(taken);
    end(&f);
}

static bool stop(void *user, const char *what, double done)
{
    (void)user;
    (void)what;
    (void)done;
    return false;
}

static void an_interrupt_leaves_the_grouping_as_it_was(void **state)
{
    (void)state;
    corral_progress progress = {stop, NULL};
    fixture f = begin(three_rooms, 1);
    assert_int_equal(corral_grouping_stabilise(f.grouping, NULL, RUNS, &progress, NULL),
                     CORRAL_INTERRUPTED);
    assert_true(isnan(corral_grouping_stability(f.grouping, 0)));
    assert_groups(f.grouping, f.region, "A B C | D E");
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_facet_has_as_many_items_as_before),
        TEST(about_a_tenth_is_forgotten_and_nothing_is_learned),
        TEST(similarities_follow_from_what_was_drawn),
        TEST(a_stream_is_drawn_the_same_every_time),
        TEST(figures_are_those_of_a_slow_count),
        TEST(threads_change_no_bit),
        TEST(clear_groups_are_firm_and_thin_ones_are_not),
        TEST(nobody_and_one_have_no_groups_to_shake),
        TEST(bands_begin_where_they_say),
        TEST(wrong_use_is_refused),
        TEST(an_interrupt_leaves_the_grouping_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
