/* The umbrella: votes, the consensus beside all permutations, packages beside all pairs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alignment/consensus.h"
#include "corral/umbrella.h"
#include "support/small.h"

/* Answers in a line each: coalition, option, rank, accept; options by parameter of the survey. */
static corral_umbrella *umbrella_of(const corral_umbrella_answers *survey)
{
    corral_umbrella *u = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_umbrella_new(survey, NULL, &u, &err) != CORRAL_OK) fail_msg("%s", err.message);
    return u;
}

static corral_packages *packages_of(const corral_umbrella *u, const corral_package_options *options)
{
    corral_packages *p = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_packages_find(u, options, NULL, &p, &err) != CORRAL_OK) fail_msg("%s", err.message);
    return p;
}

/* The row of an option, failing if it is not there. */
static uint32_t row_of(const corral_umbrella *u, uint32_t option)
{
    for (uint32_t row = 0; row < corral_umbrella_row_count(u); row++)
        if (corral_umbrella_get(u, row).option == option) return row;
    fail_msg("option %u is not there", option);
    return 0;
}

/* ---- votes ---- */

static void several_respondents_are_one_vote(void **state)
{
    (void)state;
    const double o = NAN;
    const uint32_t of[] = {0, 0};
    const corral_preference answers[] = {{0, 0, 1, 3}, {0, 0, 2, 0}, {0, 0, 1, 3},
                                         {0, 1, 2, 1}, {0, 1, 1, o}, {0, 1, 2, 2},
                                         {1, 0, o, 0}, {1, 0, o, 1}, {1, 1, 1, o}};
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){2, 1, 2, of, answers, 9, NULL});
    uint32_t a = row_of(u, 0), b = row_of(u, 1);
    assert_near(corral_umbrella_rank(u, 0, a), 1, 0);
    assert_near(corral_umbrella_rank(u, 0, b), 2, 0);
    assert_near(corral_umbrella_accept(u, 0, a), 3, 0);
    assert_near(corral_umbrella_accept(u, 0, b), 1.5, 0);
    /* between cannot and can is neither, and a blank is nothing */
    assert_near(corral_umbrella_accept(u, 1, a), 0.5, 0);
    assert_true(isnan(corral_umbrella_rank(u, 1, a)));
    assert_true(isnan(corral_umbrella_accept(u, 1, b)));
    corral_umbrella_row row = corral_umbrella_get(u, a);
    assert_int_equal(row.can_live_with, 1);
    assert_int_equal(row.cannot, 0);
    assert_int_equal(row.unknown, 1);
    assert_int_equal(row.first_choices, 1);
    corral_umbrella_free(u);
}

static void ties_are_mid_ranks_and_gaps_close(void **state)
{
    (void)state;
    const double o = NAN;
    const uint32_t of[] = {0, 0, 0, 0};
    const corral_preference answers[] = {{0, 0, 7, o}, {0, 1, 2, o}, {0, 2, 2, o}, {0, 3, o, 3}};
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){1, 1, 4, of, answers, 4, NULL});
    assert_near(corral_umbrella_rank(u, 0, row_of(u, 0)), 3, 0);
    assert_near(corral_umbrella_rank(u, 0, row_of(u, 1)), 1.5, 0);
    assert_near(corral_umbrella_rank(u, 0, row_of(u, 2)), 1.5, 0);
    assert_true(isnan(corral_umbrella_rank(u, 0, row_of(u, 3))));
    assert_int_equal(corral_umbrella_get(u, row_of(u, 1)).flips, CORRAL_FLIPS_UNKNOWN);
    corral_umbrella_free(u);
}

static void without_ranks_accepts_give_the_order(void **state)
{
    (void)state;
    const double o = NAN;
    const uint32_t of[] = {0, 0, 0};
    const corral_preference answers[] = {{0, 0, o, 1}, {0, 1, o, 3}, {0, 2, o, 2}};
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){1, 1, 3, of, answers, 3, NULL});
    assert_int_equal(corral_umbrella_get(u, 0).option, 1);
    assert_int_equal(corral_umbrella_get(u, 1).option, 2);
    assert_int_equal(corral_umbrella_get(u, 2).option, 0);
    corral_umbrella_free(u);
}

static void what_nobody_ranks_stands_last(void **state)
{
    (void)state;
    const double o = NAN;
    const uint32_t of[] = {0, 0, 0};
    const corral_preference answers[] = {{0, 0, o, 3}, {0, 1, 2, 1}, {0, 2, 1, 1}};
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){1, 1, 3, of, answers, 3, NULL});
    assert_int_equal(corral_umbrella_get_parameter(u, 0).level, 1);
    assert_int_equal(corral_umbrella_get(u, 0).option, 2);
    assert_int_equal(corral_umbrella_get(u, 2).option, 0);
    assert_int_equal(corral_umbrella_get(u, 2).rank, 3);
    corral_umbrella_free(u);
}

static void blocs_stand_against_each_other(void **state)
{
    (void)state;
    static const struct {
        double accept[6];
        corral_blocs blocs;
    } cases[] = {{{3, 3, 3, 0, 1, 1}, CORRAL_BLOCS_TWO},
                 {{3, 3, 2, 2, 1, 1}, CORRAL_BLOCS_ONE},
                 {{3, 3, 3, 3, 3, 0}, CORRAL_BLOCS_ONE},
                 {{3, 3, 3, 2, 1, 1}, CORRAL_BLOCS_TWO},
                 {{3, 0, 3, NAN, NAN, NAN}, CORRAL_BLOCS_UNKNOWN}};
    const uint32_t of[] = {0};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_preference answers[6];
        for (uint32_t c = 0; c < 6; c++)
            answers[c] = (corral_preference){c, 0, 1, cases[k].accept[c]};
        corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){6, 1, 1, of, answers, 6, NULL});
        assert_int_equal(corral_umbrella_get(u, 0).blocs, cases[k].blocs);
        corral_umbrella_free(u);
    }
}

static void what_is_no_survey_is_refused(void **state)
{
    (void)state;
    const uint32_t of[] = {0}, wrong[] = {1};
    static const corral_preference bad[] = {{1, 0, 1, 1}, {0, 1, 1, 1},  {0, 0, 0.5, 1},
                                            {0, 0, 1, 4}, {0, 0, 1, -1}, {0, 0, INFINITY, 1}};
    corral_umbrella *u = NULL;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        assert_int_equal(
            corral_umbrella_new(&(corral_umbrella_answers){1, 1, 1, of, &bad[k], 1, NULL}, NULL, &u,
                                NULL),
            CORRAL_BAD_INPUT);
    assert_int_equal(
        corral_umbrella_new(&(corral_umbrella_answers){1, 1, 1, of, bad, 0, NULL}, NULL, &u, NULL),
        CORRAL_BAD_INPUT);
    const corral_preference good = {0, 0, 1, 1};
    assert_int_equal(corral_umbrella_new(&(corral_umbrella_answers){1, 1, 1, wrong, &good, 1, NULL},
                                         NULL, &u, NULL),
                     CORRAL_BAD_INPUT);
    assert_null(u);
}

/* ---- the consensus ---- */

static double cost_of(const double *prefer, uint32_t n, const uint32_t *order)
{
    double cost = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) cost += prefer[order[k] * n + order[i]];
    return cost;
}

static bool next_permutation(uint32_t *order, uint32_t n)
{
    uint32_t i = n - 1, k = n - 1, t;
    while (i && order[i - 1] >= order[i]) i--;
    if (!i) return false;
    while (order[k] <= order[i - 1]) k--;
    t = order[i - 1], order[i - 1] = order[k], order[k] = t;
    for (k = n - 1; i < k; i++, k--) t = order[i], order[i] = order[k], order[k] = t;
    return true;
}

static void random_preferences(double *prefer, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++) prefer[i * n + k] = i == k ? 0 : rand() % 6;
}

/* Over all permutations: the cost, the first best order, what comes first in any, the margin. */
static void kemeny_is_the_best_of_all_permutations(void **state)
{
    (void)state;
    double prefer[49];
    for (unsigned seed = 1; seed <= 60; seed++) {
        srand(seed);
        uint32_t n = 1 + seed % 7, order[7], best_order[7] = {0}, all[7];
        double best = INFINITY, by_first[7], margin = INFINITY;
        bool first[7];
        random_preferences(prefer, n);
        for (uint32_t k = 0; k < n; k++) all[k] = k, by_first[k] = INFINITY;
        do {
            double cost = cost_of(prefer, n, all);
            by_first[all[0]] = fmin(by_first[all[0]], cost);
            if (cost < best) best = cost, memcpy(best_order, all, sizeof all);
        } while (next_permutation(all, n));
        corral_consensus found = {.order = order, .first = first};
        assert_int_equal(corral_consensus_find(prefer, n, &found, NULL), CORRAL_OK);
        assert_true(found.is_exact);
        assert_same_double(found.cost, best);
        assert_memory_equal(order, best_order, n * sizeof *order);
        for (uint32_t k = 0; k < n; k++) {
            assert_int_equal(first[k], by_first[k] <= best);
            if (k != order[0]) margin = fmin(margin, by_first[k] - best);
        }
        assert_same_double(found.margin, margin);
    }
}

static void many_options_get_an_order_no_move_betters(void **state)
{
    (void)state;
    enum { N = 15 };
    double prefer[N * N];
    for (unsigned seed = 1; seed <= 20; seed++) {
        uint32_t order[N], moved[N];
        bool seen[N] = {0};
        srand(seed);
        random_preferences(prefer, N);
        corral_consensus found = {.order = order};
        assert_int_equal(corral_consensus_find(prefer, N, &found, NULL), CORRAL_OK);
        assert_false(found.is_exact);
        assert_same_double(found.cost, cost_of(prefer, N, order));
        for (uint32_t k = 0; k < N; k++) seen[order[k]] = true;
        for (uint32_t k = 0; k < N; k++) assert_true(seen[k]);
        for (uint32_t from = 0; from < N; from++)
            for (uint32_t to = 0; to < N; to++) {
                uint32_t count = 0;
                for (uint32_t k = 0; k < N; k++)
                    if (k != from) moved[count++] = order[k];
                for (uint32_t k = N - 1; k > to; k--) moved[k] = moved[k - 1];
                moved[to] = order[from];
                assert_true(cost_of(prefer, N, moved) >= found.cost);
            }
    }
}

/* ---- random surveys ---- */

typedef struct sample {
    corral_umbrella_answers survey;
    uint32_t of[12];
    corral_preference answers[12 * 6];
} sample;

/* Three parameters of four options, m coalitions, some answers missing. */
static void fill_sample(sample *s, unsigned seed, uint32_t m)
{
    size_t count = 0;
    srand(seed);
    for (uint32_t k = 0; k < 12; k++) s->of[k] = k % 3;
    for (uint32_t c = 0; c < m; c++)
        for (uint32_t k = 0; k < 12; k++) {
            double rank = rand() % 8 ? 1 + rand() % 4 : (double)NAN;
            double accept = rand() % 12 ? (rand() % 8 ? 1 + rand() % 3 : 0) : (double)NAN;
            if (rand() % 20) s->answers[count++] = (corral_preference){c, k, rank, accept};
        }
    s->survey = (corral_umbrella_answers){m, 3, 12, s->of, s->answers, count, NULL};
}

static uint64_t firsts_of(const corral_umbrella *u, uint32_t parameter)
{
    uint64_t firsts = 0;
    for (uint32_t row = 0; row < corral_umbrella_row_count(u); row++) {
        corral_umbrella_row r = corral_umbrella_get(u, row);
        if (r.parameter == parameter && r.rank == 1) firsts |= 1ull << r.option;
    }
    return firsts;
}

/* Leaving a coalition out by taking its answers away, one after the other. */
static void flips_are_those_of_leaving_one_out(void **state)
{
    (void)state;
    uint32_t flipped = 0;
    for (unsigned seed = 1; seed <= 30; seed++) {
        sample s, less;
        uint32_t flips[12] = {0}, any[3] = {0};
        fill_sample(&s, seed, 5);
        corral_umbrella *whole = umbrella_of(&s.survey);
        for (uint32_t out = 0; out < 5; out++) {
            less = s;
            less.survey.count = 0;
            for (size_t k = 0; k < s.survey.count; k++)
                if (s.answers[k].coalition != out) less.answers[less.survey.count++] = s.answers[k];
            less.survey.parameter_of = less.of, less.survey.answers = less.answers;
            corral_umbrella *u = umbrella_of(&less.survey);
            for (uint32_t p = 0; p < 3; p++) {
                uint64_t changed = firsts_of(u, p) ^ firsts_of(whole, p);
                any[p] += changed != 0;
                for (uint32_t k = 0; k < 12; k++) flips[k] += changed >> k & 1;
            }
            corral_umbrella_free(u);
        }
        for (uint32_t row = 0; row < corral_umbrella_row_count(whole); row++) {
            corral_umbrella_row r = corral_umbrella_get(whole, row);
            assert_int_equal(r.flips, flips[r.option]);
            flipped += r.flips;
        }
        for (uint32_t k = 0; k < 3; k++) {
            corral_umbrella_parameter p = corral_umbrella_get_parameter(whole, k);
            assert_int_equal(p.flips, any[p.parameter]);
        }
        corral_umbrella_free(whole);
    }
    assert_true(flipped > 20);
}

/* ---- packages ---- */

/* With fewer options of the first parameter, and otherwise the same. */
static bool is_within(const corral_packages *p, const uint32_t *a, const uint32_t *b)
{
    if (a[1] != b[1] || a[2] != b[2] || a[0] == b[0]) return false;
    for (uint32_t k = 0; k < 4; k++)
        if (corral_packages_holds(p, 0, a[0], k) && !corral_packages_holds(p, 0, b[0], k))
            return false;
    return true;
}

static bool beats(const corral_packages *p, const uint32_t *a, const uint32_t *b, uint32_t m)
{
    bool less = is_within(p, a, b);
    for (uint32_t c = 0; c < m; c++) {
        double x = corral_packages_cost(p, a, c), y = corral_packages_cost(p, b, c);
        if (x > y) return false;
        less = less || x < y;
    }
    return less;
}

/* Every combination beside every other. */
static void packages_are_those_that_no_other_beats(void **state)
{
    (void)state;
    size_t several = 0;
    for (unsigned seed = 1; seed <= 40; seed++) {
        sample s;
        fill_sample(&s, seed, 3);
        corral_umbrella *u = umbrella_of(&s.survey);
        corral_package_options options = {.many = (bool[]){seed % 3 == 0, false, false},
                                          .allow_unknown = seed % 2};
        corral_packages *p = packages_of(u, &options);
        uint32_t n[3], choices[15 * 4 * 4][3], feasible = 0;
        size_t kept = 0;
        double least = INFINITY;
        for (uint32_t k = 0; k < 3; k++) n[k] = corral_packages_choice_count(p, k);
        assert_int_equal(corral_packages_all(p), n[0] * n[1] * n[2]);
        for (uint32_t k = 0; k < n[0] * n[1] * n[2]; k++) {
            uint32_t one[3] = {k / (n[1] * n[2]), k / n[2] % n[1], k % n[2]};
            corral_package package = corral_packages_evaluate(p, one);
            least = fmin(least, package.sum);
            if (package.is_feasible) memcpy(choices[feasible++], one, sizeof one);
        }
        assert_int_equal(corral_packages_feasible(p), feasible);
        for (uint32_t i = 0; i < feasible; i++) {
            bool beaten = false;
            for (uint32_t k = 0; k < feasible && !beaten; k++)
                beaten = beats(p, choices[k], choices[i], 3);
            kept += !beaten;
            assert_int_equal(corral_packages_is_beaten(p, choices[i]), beaten);
        }
        assert_int_equal(corral_packages_count(p), kept);
        for (size_t k = 1; k < kept; k++)
            assert_true(corral_packages_get(p, k - 1).sum <= corral_packages_get(p, k).sum);
        assert_same_double(corral_packages_favourite(p).sum, least);
        several += kept > 3;
        corral_packages_free(p);
        corral_umbrella_free(u);
    }
    assert_true(several > 5);
}

/* The opening by lifting every cannot, one after the other. */
static void the_opening_opens_most(void **state)
{
    (void)state;
    size_t opened = 0;
    for (unsigned seed = 1; seed <= 40; seed++) {
        sample s;
        fill_sample(&s, seed, 4);
        corral_umbrella *u = umbrella_of(&s.survey);
        corral_packages *p = packages_of(u, NULL);
        uint64_t before = corral_packages_feasible(p), most = 0;
        for (size_t k = 0; k < s.survey.count; k++) {
            if (s.answers[k].accept > 0 || isnan(s.answers[k].accept)) continue;
            s.answers[k].accept = 1;
            corral_umbrella *lifted = umbrella_of(&s.survey);
            corral_packages *q = packages_of(lifted, NULL);
            uint64_t more = corral_packages_feasible(q) - before;
            most = more > most ? more : most;
            corral_packages_free(q);
            corral_umbrella_free(lifted);
            s.answers[k].accept = 0;
        }
        assert_int_equal(corral_packages_opening(p).opens, most);
        opened += most > 0;
        corral_packages_free(p);
        corral_umbrella_free(u);
    }
    assert_true(opened > 3);
}

static void what_is_not_ranked_costs_the_middle_of_what_is_left(void **state)
{
    (void)state;
    const double o = NAN;
    const uint32_t of[] = {0, 0, 0, 0};
    const corral_preference answers[] = {
        {0, 0, 1, 1}, {0, 1, 2, 1}, {0, 2, o, 1}, {0, 3, o, 1}, {1, 3, o, o}};
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){2, 1, 4, of, answers, 5, NULL});
    corral_packages *p = packages_of(u, NULL);
    uint32_t choice = row_of(u, 2);
    assert_near(corral_packages_cost(p, &choice, 0), 2.5, 0);
    assert_int_equal(corral_packages_given_up(p, &choice, 0), 1);
    assert_near(corral_packages_cost(p, &choice, 1), 1.5, 0); /* ranks nothing, gives up nothing */
    assert_int_equal(corral_packages_given_up(p, &choice, 1), 0);
    assert_int_equal(corral_packages_feasible(p), 0);
    assert_int_equal(corral_packages_count(p), 0);
    corral_packages_free(p);
    corral_umbrella_free(u);
}

/* Ten parameters of six options: 60 million combinations, of which one is everybody's best. */
static void millions_of_combinations_are_no_work(void **state)
{
    (void)state;
    uint32_t of[60];
    corral_preference answers[120];
    for (uint32_t k = 0; k < 60; k++) {
        of[k] = k / 6;
        answers[k] = (corral_preference){0, k, 1 + k % 6, 1};
        answers[60 + k] = (corral_preference){1, k, 1 + (k + k / 6 % 2) % 6, 1};
    }
    corral_umbrella *u = umbrella_of(&(corral_umbrella_answers){2, 10, 60, of, answers, 120, NULL});
    corral_packages *p = packages_of(u, NULL);
    assert_int_equal(corral_packages_all(p), 60466176);
    assert_int_equal(corral_packages_feasible(p), 60466176);
    assert_true(corral_packages_count(p) > 1);
    corral_packages_free(p);
    corral_umbrella_free(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(several_respondents_are_one_vote),
                                       TEST(ties_are_mid_ranks_and_gaps_close),
                                       TEST(without_ranks_accepts_give_the_order),
                                       TEST(what_nobody_ranks_stands_last),
                                       TEST(blocs_stand_against_each_other),
                                       TEST(what_is_no_survey_is_refused),
                                       TEST(kemeny_is_the_best_of_all_permutations),
                                       TEST(many_options_get_an_order_no_move_betters),
                                       TEST(flips_are_those_of_leaving_one_out),
                                       TEST(packages_are_those_that_no_other_beats),
                                       TEST(the_opening_opens_most),
                                       TEST(what_is_not_ranked_costs_the_middle_of_what_is_left),
                                       TEST(millions_of_combinations_are_no_work)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
