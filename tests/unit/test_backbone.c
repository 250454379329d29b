/* The blind backbone survey: what it tells, and that nothing of what it hides can be had. */
#include <glpk.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alignment/suppression.h"
#include "corral/backbone.h"
#include "support/random.h"
#include "support/small.h"

/* ---- surveys ---- */

enum { CANDIDATES = 3, FUNCTIONS = 6, BLOCKS = 3, RATERS_MOST = 30, K_MOST = 8, SEEDS = 60 };

static char *copy(const char *prefix, uint32_t k)
{
    char text[32];
    snprintf(text, sizeof text, "%s%02u", prefix, k);
    return strdup(text);
}

static char **name_all(const char *prefix, uint32_t count)
{
    char **names = calloc(count, sizeof *names);
    for (uint32_t k = 0; k < count; k++) names[k] = copy(prefix, k);
    return names;
}

static corral_survey empty_survey(uint32_t candidates, uint32_t functions, uint32_t raters)
{
    corral_survey s = {.candidates = candidates,
                       .functions = functions,
                       .blocks = BLOCKS,
                       .raters = raters,
                       .organisations = raters};
    if (functions < BLOCKS) s.blocks = functions;
    s.candidate = name_all("c", candidates);
    s.function = name_all("f", functions);
    s.organisation = name_all("o", raters);
    s.block_name = name_all("b", s.blocks);
    s.block = calloc(functions, sizeof *s.block);
    for (uint32_t f = 0; f < functions; f++) s.block[f] = f * s.blocks / functions;
    s.answers = calloc((size_t)candidates * functions * raters + 1, sizeof *s.answers);
    return s;
}

static void add(corral_survey *s, uint32_t rater, uint32_t candidate, uint32_t function,
                double score)
{
    s->answers[s->count++] =
        (corral_answer){rater, rater, candidate, function, score, NAN, false, false};
}

/* How well each candidate and each cell is known differs, so that some lie above k and some below;
 * some surveys are at an end of the scale. */
static corral_survey random_survey(uint64_t seed)
{
    uint64_t state = seed * 2654435761u + 1;
    uint32_t raters = 3 + random_below(&state, RATERS_MOST - 3);
    uint32_t homes = 1 + raters / (1 + random_below(&state, 2));
    double end = random_share(&state) < 0.3 ? 0.9 : 0;
    corral_survey s = empty_survey(CANDIDATES, FUNCTIONS, raters);
    uint32_t home[RATERS_MOST];
    for (uint32_t r = 0; r < raters; r++)
        home[r] = random_below(&state, homes < raters ? homes : raters);
    for (uint32_t c = 0; c < CANDIDATES; c++) {
        double known = random_share(&state);
        for (uint32_t f = 0; f < FUNCTIONS; f++) {
            double share = known * random_share(&state) * 1.3;
            for (uint32_t r = 0; r < raters; r++) {
                double score =
                    random_share(&state) < share ? 1.0 + random_below(&state, 5) : (double)NAN;
                if (!isnan(score) && random_share(&state) < end) score = seed % 2 ? 5 : 1;
                add(&s, r, c, f, score);
                corral_answer *a = &s.answers[s.count - 1];
                a->organisation = home[r];
                a->is_own = random_share(&state) < 0.03;
                a->is_tied = random_share(&state) < 0.03;
                a->importance = 1 + random_below(&state, 5);
            }
        }
    }
    return s;
}

static corral_backbone *backbone_of(const corral_survey *s, uint32_t k)
{
    corral_backbone_options options = CORRAL_BACKBONE_OPTIONS_INIT;
    corral_error err = CORRAL_ERROR_INIT;
    corral_backbone *b = NULL;
    options.min_raters = k;
    if (corral_backbone_new(s, &options, NULL, &b, &err) != CORRAL_OK) fail_msg("%s", err.message);
    return b;
}

/* Every figure there is, as text. */
static char *everything(const corral_survey *s, uint32_t k)
{
    corral_backbone *b = backbone_of(s, k);
    uint32_t columns = corral_backbone_columns(b), own, tied, count;
    uint32_t chosen[CORRAL_SURVEY_CANDIDATES], by[CORRAL_SURVEY_FUNCTIONS];
    char *text = NULL;
    size_t size;
    double score;
    FILE *out = open_memstream(&text, &size);
    corral_backbone_dropped(b, &own, &tied);
    fprintf(out, "%d %u %u\n", (int)corral_backbone_level(b), own, tied);
    for (uint32_t c = 0; c < s->candidates; c++) {
        corral_backbone_candidate one = corral_backbone_get_candidate(b, c);
        fprintf(out, "%u %a %a %a %a\n", one.published, one.score, one.low, one.high, one.adjusted);
        for (uint32_t f = 0; f < columns; f++) {
            corral_backbone_cell cell = corral_backbone_get(b, c, f);
            fprintf(out, "%d %a %a %a %u %u %a\n", (int)cell.status, cell.score, cell.low,
                    cell.high, cell.raters, cell.unseen, cell.first);
        }
    }
    for (uint32_t f = 0; f < columns; f++) fprintf(out, "%a\n", corral_backbone_importance(b, f));
    corral_backbone_statistics t = corral_backbone_get_statistics(b);
    fprintf(out, "%.9f %.9f %.9f %u %u\n", t.icc_agreement, t.icc_consistency, t.alpha, t.units,
            t.raters);
    assert_int_equal(corral_backbone_share(b, 2, chosen, &count, by, &score, NULL), CORRAL_OK);
    fprintf(out, "%u %a\n", count, score);
    fclose(out);
    corral_backbone_free(b);
    return text;
}

/* ---- nothing hidden takes part ---- */

static void hidden_scores_change_no_figure(void **state)
{
    (void)state;
    uint32_t tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        corral_survey s = random_survey(seed);
        corral_release r = {0};
        uint64_t chance = seed + 77;
        assert_int_equal(corral_release_find(&s, 5, &r, NULL), CORRAL_OK);
        char *before = everything(&s, 5);
        for (size_t k = 0; k < s.count && r.level == CORRAL_LEVEL_FUNCTION; k++) {
            corral_answer *a = &s.answers[k];
            if (r.shown[a->candidate * r.columns + a->function] || !corral_answer_counts(a))
                continue;
            a->score = 1 + random_below(&chance, 5);
            tried++;
        }
        char *after = everything(&s, 5);
        assert_string_equal(before, after);
        free(before);
        free(after);
        corral_release_done(&r);
        corral_survey_release(&s);
    }
    assert_true(tried > 200);
}

/* ---- an attacker who has every output and solves ---- */

/* A linear programme in the sums of one candidate's functions. What the attacker is given: how many
 * scored each function, and the scores of one rater (UINT32_MAX: nobody's); both are more than
 * anybody has. */
typedef struct attack {
    glp_prob *lp;
    double n[FUNCTIONS], own[FUNCTIONS], own_n[FUNCTIONS];
    uint32_t homes[FUNCTIONS];
} attack;

static void attack_init(attack *a, const corral_survey *s, uint32_t candidate, uint32_t rater)
{
    bool home[FUNCTIONS][RATERS_MOST] = {{false}};
    *a = (attack){.lp = glp_create_prob()};
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *one = &s->answers[k];
        if (one->candidate != candidate || !corral_answer_counts(one)) continue;
        a->n[one->function]++;
        a->homes[one->function] += !home[one->function][one->organisation];
        home[one->function][one->organisation] = true;
        if (one->rater == rater) a->own[one->function] = one->score, a->own_n[one->function] = 1;
    }
    glp_add_cols(a->lp, FUNCTIONS);
    for (int f = 0; f < FUNCTIONS; f++) {
        double rest = a->n[f] - a->own_n[f], low = rest + a->own[f], high = 5 * rest + a->own[f];
        glp_set_col_bnds(a->lp, f + 1, low < high ? GLP_DB : GLP_FX, low, high);
    }
}

static void bound_row(glp_prob *lp, int row, double score, double weight)
{
    double low = score - 0.05, high = score + 0.05;
    if (score <= CORRAL_BACKBONE_FLOOR) low = 1;
    if (score >= CORRAL_BACKBONE_CEILING) high = 5;
    glp_set_row_bnds(lp, row, GLP_DB, (low - 1e-6) * weight, (high + 1e-6) * weight);
}

/* One release: the means of cells, and the candidate's over them. */
static void attack_learn(attack *a, const corral_survey *s, uint32_t candidate,
                         const corral_backbone *b)
{
    corral_level level = corral_backbone_level(b);
    double share[FUNCTIONS + 1] = {0};
    int index[FUNCTIONS + 1], cells = 0;
    for (uint32_t column = 0; column < corral_backbone_columns(b); column++) {
        corral_backbone_cell cell = corral_backbone_get(b, candidate, column);
        double value[FUNCTIONS + 1], n = 0;
        int count = 0;
        if (isnan(cell.score)) continue;
        for (uint32_t f = 0; f < FUNCTIONS; f++)
            if (corral_level_column(s, level, f) == column) n += a->n[f];
        for (uint32_t f = 0; f < FUNCTIONS; f++) {
            if (corral_level_column(s, level, f) != column) continue;
            index[++count] = (int)f + 1;
            value[count] = 1;
            share[f + 1] = 1 / n;
        }
        int row = glp_add_rows(a->lp, 1);
        glp_set_mat_row(a->lp, row, count, index, value);
        bound_row(a->lp, row, cell.score, n);
        cells++;
    }
    double total = corral_backbone_get_candidate(b, candidate).score;
    for (int f = 1; f <= FUNCTIONS; f++) index[f] = f;
    if (cells) {
        int row = glp_add_rows(a->lp, 1);
        glp_set_mat_row(a->lp, row, FUNCTIONS, index, share);
        bound_row(a->lp, row, total, cells);
    }
}

static double solve(attack *a, int function, int direction)
{
    glp_smcp quiet;
    glp_init_smcp(&quiet);
    quiet.msg_lev = GLP_MSG_OFF;
    for (int f = 0; f < FUNCTIONS; f++) glp_set_obj_coef(a->lp, f + 1, f == function);
    glp_set_obj_dir(a->lp, direction);
    glp_std_basis(a->lp);
    assert_int_equal(glp_simplex(a->lp, &quiet), 0);
    assert_int_equal(glp_get_status(a->lp), GLP_OPT);
    return glp_get_obj_val(a->lp);
}

/* All releases from k = from on together; hidden cells are those that even `from` hides for
 * themselves. */
static void attack_candidate(const corral_survey *s, corral_backbone *const *releases,
                             uint32_t candidate, uint32_t from, uint32_t rater, uint32_t *hidden)
{
    attack a;
    attack_init(&a, s, candidate, rater);
    for (uint32_t k = from; k <= K_MOST; k++) attack_learn(&a, s, candidate, releases[k]);
    for (int f = 0; f < FUNCTIONS; f++) {
        double others = a.n[f] - a.own_n[f];
        if (others < 1 || (a.n[f] >= from && a.homes[f] >= from)) continue;
        double range = (solve(&a, f, GLP_MAX) - solve(&a, f, GLP_MIN)) / others;
        if (range < CORRAL_BACKBONE_UNCERTAIN - 1e-6)
            fail_msg("candidate %u, function %d, from %u, rater %u: known to %g", candidate, f,
                     from, rater, range);
        ++*hidden;
    }
    glp_delete_prob(a.lp);
}

static void no_hidden_mean_can_be_solved_for(void **state)
{
    (void)state;
    uint32_t hidden = 0, levels[3] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        corral_survey s = random_survey(seed);
        corral_backbone *releases[K_MOST + 1] = {NULL};
        for (uint32_t k = 3; k <= K_MOST; k++) {
            releases[k] = backbone_of(&s, k);
            levels[corral_backbone_level(releases[k])]++;
        }
        for (uint32_t from = 3; from <= 6; from += 2)
            for (uint32_t c = 0; c < CANDIDATES; c++) {
                attack_candidate(&s, releases, c, from, UINT32_MAX, &hidden);
                if (seed % 10 == 0)
                    for (uint32_t r = 0; r < s.raters; r++)
                        attack_candidate(&s, releases, c, from, r, &hidden);
            }
        for (uint32_t k = 3; k <= K_MOST; k++) corral_backbone_free(releases[k]);
        corral_survey_release(&s);
    }
    glp_free_env();
    assert_true(hidden > 500);
    for (int level = 0; level < 3; level++) assert_true(levels[level] > 5);
}

/* ---- tokens and rows ---- */

static void rename_and_shuffle(corral_survey *s, uint64_t seed)
{
    uint64_t state = seed + 5;
    uint32_t to[RATERS_MOST];
    for (uint32_t r = 0; r < s->raters; r++) to[r] = r;
    for (uint32_t r = s->raters; r > 1; r--) {
        uint32_t other = random_below(&state, r), kept = to[r - 1];
        to[r - 1] = to[other];
        to[other] = kept;
    }
    for (size_t k = 0; k < s->count; k++) s->answers[k].rater = to[s->answers[k].rater];
    for (size_t k = s->count; k > 1; k--) {
        size_t other = random_below(&state, (uint32_t)k);
        corral_answer kept = s->answers[k - 1];
        s->answers[k - 1] = s->answers[other];
        s->answers[other] = kept;
    }
}

static void tokens_and_the_order_of_rows_mean_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        corral_survey s = random_survey(seed);
        char *before = everything(&s, 3);
        rename_and_shuffle(&s, seed);
        char *after = everything(&s, 3);
        assert_string_equal(before, after);
        free(before);
        free(after);
        corral_survey_release(&s);
    }
}

/* ---- two releases ---- */

/* Everybody rates everything, from an organisation of their own. */
static corral_survey full_survey(uint32_t raters)
{
    corral_survey s = empty_survey(2, 2, raters);
    for (uint32_t r = 0; r < raters; r++)
        for (uint32_t c = 0; c < 2; c++)
            for (uint32_t f = 0; f < 2; f++) add(&s, r, c, f, 1 + (r + c + f) % 5);
    return s;
}

static void a_release_is_held_against_earlier_ones(void **state)
{
    (void)state;
    corral_survey before = full_survey(10);
    for (uint32_t raters = 10; raters <= 16; raters++) {
        corral_survey now = full_survey(raters);
        corral_error err = CORRAL_ERROR_INIT;
        rename_and_shuffle(&now, raters);
        bool is_safe = raters == 10 || raters >= 15;
        assert_int_equal(corral_backbone_compare(&now, &before, 5, "old.csv", &err),
                         is_safe ? CORRAL_OK : CORRAL_BAD_INPUT);
        if (!is_safe) assert_non_null(strstr(err.message, "old.csv"));
        corral_survey_release(&now);
    }
    corral_survey now = full_survey(10);
    now.answers[7].score = now.answers[7].score > 2 ? 1 : 5;
    assert_int_equal(corral_backbone_compare(&now, &before, 5, "old.csv", NULL), CORRAL_BAD_INPUT);
    corral_survey_release(&now);
    corral_survey_release(&before);
}

static void five_from_one_organisation_are_one(void **state)
{
    (void)state;
    corral_survey before = full_survey(10), now = full_survey(15);
    for (size_t k = 0; k < now.count; k++)
        if (now.answers[k].rater >= 10) now.answers[k].organisation = 10;
    assert_int_equal(corral_backbone_compare(&now, &before, 5, "old.csv", NULL), CORRAL_BAD_INPUT);
    corral_survey_release(&now);
    corral_survey_release(&before);
}

/* ---- small ones ---- */

static void means_are_cut_at_the_ends(void **state)
{
    (void)state;
    corral_survey s = empty_survey(2, 1, 6);
    for (uint32_t r = 0; r < 6; r++) {
        add(&s, r, 0, 0, 5);
        add(&s, r, 1, 0, r == 0 ? 2 : 1);
    }
    corral_backbone *b = backbone_of(&s, 5);
    corral_backbone_cell high = corral_backbone_get(b, 0, 0), low = corral_backbone_get(b, 1, 0);
    assert_int_equal(high.status, CORRAL_CELL_LEADING);
    assert_true(high.score == CORRAL_BACKBONE_CEILING && high.high == CORRAL_BACKBONE_CEILING);
    assert_true(low.score == CORRAL_BACKBONE_FLOOR && low.low == CORRAL_BACKBONE_FLOOR);
    corral_backbone_free(b);
    corral_survey_release(&s);
}

/* Candidate 1 is rated by the severe half alone, everybody one point lower there. */
static void severity_is_taken_out(void **state)
{
    (void)state;
    corral_survey s = empty_survey(2, 1, 10);
    for (uint32_t r = 0; r < 10; r++) {
        add(&s, r, 0, 0, r < 5 ? 4 : 2);
        add(&s, r, 1, 0, r < 5 ? (double)NAN : 3);
    }
    corral_backbone *b = backbone_of(&s, 5);
    assert_true(corral_backbone_get_candidate(b, 0).score == 3);
    assert_true(corral_backbone_get_candidate(b, 0).adjusted == 3);
    assert_true(corral_backbone_get_candidate(b, 1).score == 3);
    assert_true(corral_backbone_get_candidate(b, 1).adjusted == 4);
    assert_int_equal(corral_backbone_get(b, 1, 0).unseen, 5);
    corral_backbone_free(b);
    corral_survey_release(&s);
}

static void what_raters_do_not_connect_is_not_adjusted(void **state)
{
    (void)state;
    corral_survey s = empty_survey(2, 1, 10);
    for (uint32_t r = 0; r < 10; r++) add(&s, r, r < 5 ? 0 : 1, 0, 1.0 + r % 4);
    corral_backbone *b = backbone_of(&s, 5);
    for (uint32_t c = 0; c < 2; c++) {
        assert_true(corral_backbone_get_candidate(b, c).score > 1);
        assert_true(isnan(corral_backbone_get_candidate(b, c).adjusted));
    }
    corral_backbone_free(b);
    corral_survey_release(&s);
}

static void many_who_do_not_know_are_said(void **state)
{
    (void)state;
    corral_survey s = empty_survey(2, 1, 12);
    for (uint32_t r = 0; r < 12; r++) {
        add(&s, r, 0, 0, 4);
        add(&s, r, 1, 0, r < 6 ? 2 : (double)NAN);
    }
    corral_backbone *b = backbone_of(&s, 5);
    assert_int_equal(corral_backbone_get(b, 1, 0).status, CORRAL_CELL_LESS_SEEN);
    corral_backbone_free(b);
    corral_survey_release(&s);
}

static void one_rater_is_hidden_altogether(void **state)
{
    (void)state;
    corral_survey s = empty_survey(1, 2, 1);
    add(&s, 0, 0, 0, 4);
    add(&s, 0, 0, 1, 2);
    corral_backbone *b = backbone_of(&s, 5);
    assert_int_equal(corral_backbone_level(b), CORRAL_LEVEL_CANDIDATE);
    assert_int_equal(corral_backbone_get(b, 0, 0).status, CORRAL_CELL_HIDDEN);
    assert_int_equal(corral_backbone_get(b, 0, 0).raters, CORRAL_FEW);
    corral_backbone_free(b);
    corral_survey_release(&s);
}

static void k_is_never_under_three(void **state)
{
    (void)state;
    corral_survey s = full_survey(10);
    corral_backbone_options options = {2, 1};
    corral_backbone *b = NULL;
    assert_int_equal(corral_backbone_new(&s, &options, NULL, &b, NULL), CORRAL_BAD_USE);
    assert_null(b);
    corral_survey_release(&s);
}

static void planning_agrees_with_what_was_seen(void **state)
{
    (void)state;
    assert_true(fabs(corral_backbone_hidden_share(12, 5) - 0.39) < 0.005);
    assert_true(fabs(corral_backbone_hidden_share(20, 5) - 0.10) < 0.005);
    assert_true(fabs(corral_backbone_hidden_share(30, 5) - 0.02) < 0.005);
    assert_true(fabs(corral_backbone_hidden_share(4, 5) - 1) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_scores_change_no_figure),
        cmocka_unit_test(no_hidden_mean_can_be_solved_for),
        cmocka_unit_test(tokens_and_the_order_of_rows_mean_nothing),
        cmocka_unit_test(a_release_is_held_against_earlier_ones),
        cmocka_unit_test(five_from_one_organisation_are_one),
        cmocka_unit_test(means_are_cut_at_the_ends),
        cmocka_unit_test(severity_is_taken_out),
        cmocka_unit_test(what_raters_do_not_connect_is_not_adjusted),
        cmocka_unit_test(many_who_do_not_know_are_said),
        cmocka_unit_test(one_rater_is_hidden_altogether),
        cmocka_unit_test(k_is_never_under_three),
        cmocka_unit_test(planning_agrees_with_what_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
