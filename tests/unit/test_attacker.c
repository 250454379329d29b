/* Whoever has everything that the blind survey printed, twice, and one rater's own answers, solves
 * for what is hidden: no hidden mean may come out more precise than promised. Leaks that are made
 * here on purpose must be found, or the attacker proves nothing.
 *
 * CORRAL_ATTACK_SURVEYS says how many random surveys are attacked. */
#include <glpk.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alignment/backbone.h"
#include "alignment/suppression.h"
#include "corral/backbone.h"
#include "support/random.h"
#include "support/small.h"

enum { CANDIDATES = 6, FUNCTIONS = 5, RATERS = 15, WAVES = 2, SURVEYS = 60 };

typedef enum leak {
    NO_LEAK,
    NO_COMPLEMENT, /* cells are hidden for themselves alone, beside a mean of the candidate */
    MEAN_OF_ALL    /* the candidate's mean is over hidden cells, too */
} leak;

/* ---- surveys ---- */

static char **name_all(const char *prefix, uint32_t count)
{
    char **names = calloc(count, sizeof *names);
    for (uint32_t k = 0; k < count; k++)
        if (asprintf(&names[k], "%s%02u", prefix, k) < 0) abort();
    return names;
}

typedef struct shape {
    uint32_t raters, candidates, functions;
    double known[CANDIDATES]; /* how many know the candidate */
    double seen[CANDIDATES][FUNCTIONS];
    double end; /* how often scores are at one end of the scale */
} shape;

static corral_survey empty_survey(const shape *s)
{
    corral_survey out = {.candidates = s->candidates,
                         .functions = s->functions,
                         .blocks = s->functions < 3 ? s->functions : 3,
                         .raters = s->raters,
                         .organisations = s->raters};
    out.candidate = name_all("c", s->candidates);
    out.function = name_all("f", s->functions);
    out.organisation = name_all("o", s->raters);
    out.block_name = name_all("b", out.blocks);
    out.block = calloc(s->functions, sizeof *out.block);
    for (uint32_t f = 0; f < s->functions; f++) out.block[f] = f * out.blocks / s->functions;
    out.answers = calloc((size_t)s->candidates * s->functions * s->raters, sizeof *out.answers);
    return out;
}

/* The first raters of the shape; each one's answers do not depend on how many there are. */
static corral_survey random_survey(uint64_t seed, const shape *s, uint32_t raters)
{
    corral_survey out = empty_survey(s);
    for (uint32_t r = 0; r < raters; r++) {
        uint64_t state = seed * 1000003 + r * 7919 + 1;
        uint32_t home = random_below(&state, 4) ? r : random_below(&state, s->raters);
        for (uint32_t c = 0; c < s->candidates; c++)
            for (uint32_t f = 0; f < s->functions; f++) {
                bool knows = random_share(&state) < s->known[c] * s->seen[c][f];
                double score = 1 + random_below(&state, 5);
                if (random_share(&state) < s->end) score = seed % 2 ? 5 : 1;
                out.answers[out.count++] = (corral_answer){r,
                                                           home,
                                                           c,
                                                           f,
                                                           knows ? score : (double)NAN,
                                                           3,
                                                           random_share(&state) < 0.03,
                                                           random_share(&state) < 0.03};
            }
    }
    return out;
}

static shape shape_of(uint64_t seed)
{
    uint64_t state = seed * 2654435761u + 9;
    shape s = {.raters = 3 + random_below(&state, RATERS - 2),
               .candidates = 2 + random_below(&state, CANDIDATES - 1),
               .functions = 2 + random_below(&state, FUNCTIONS - 1),
               .end = random_share(&state) < 0.3 ? 0.8 : 0};
    for (uint32_t c = 0; c < s.candidates; c++) {
        s.known[c] = 0.4 + 0.6 * random_share(&state);
        for (uint32_t f = 0; f < s.functions; f++) s.seen[c][f] = 0.3 + random_share(&state);
    }
    return s;
}

/* ---- what is printed ---- */

typedef struct printed {
    corral_level level;
    uint32_t columns;
    double score[CANDIDATES][FUNCTIONS], total[CANDIDATES]; /* NAN: hidden */
} printed;

static double round_mean(double sum, double n)
{
    return n > 0 ? corral_backbone_round(sum / n) : (double)NAN;
}

static double mean_of(const corral_survey *s, uint32_t candidate, corral_level level,
                      uint32_t column, double *heads)
{
    double sum = 0, n = 0;
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        if (a->candidate != candidate || !corral_answer_counts(a) ||
            corral_level_column(s, level, a->function) != column)
            continue;
        sum += a->score;
        n++;
    }
    *heads = n;
    return sum / n;
}

/* The mean over the means of all functions, whatever is hidden. */
static double mean_of_all(const corral_survey *s, uint32_t candidate)
{
    double sum = 0, n = 0, heads;
    for (uint32_t f = 0; f < s->functions; f++) {
        double mean = mean_of(s, candidate, CORRAL_LEVEL_FUNCTION, f, &heads);
        if (heads > 0) sum += mean, n++;
    }
    return round_mean(sum, n);
}

static void count_heads(const corral_survey *s, uint32_t candidate, uint32_t function,
                        uint32_t *raters, uint32_t *organisations)
{
    bool home[RATERS] = {false};
    *raters = *organisations = 0;
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        if (a->candidate != candidate || a->function != function || !corral_answer_counts(a))
            continue;
        ++*raters;
        *organisations += !home[a->organisation];
        home[a->organisation] = true;
    }
}

static bool is_enough(const corral_survey *s, uint32_t candidate, uint32_t function, uint32_t k)
{
    uint32_t raters, organisations;
    count_heads(s, candidate, function, &raters, &organisations);
    return raters >= k && organisations >= k;
}

/* What a careless program would print instead. */
static void spoil(printed *p, const corral_survey *s, uint32_t k, leak how)
{
    double heads;
    if (how == NO_LEAK) return;
    p->level = CORRAL_LEVEL_FUNCTION;
    p->columns = s->functions;
    for (uint32_t c = 0; c < s->candidates; c++) {
        for (uint32_t f = 0; f < s->functions; f++) {
            double mean = mean_of(s, c, CORRAL_LEVEL_FUNCTION, f, &heads);
            bool shown = is_enough(s, c, f, k);
            if (how == MEAN_OF_ALL) shown = !isnan(p->score[c][f]);
            p->score[c][f] = shown ? corral_backbone_round(mean) : (double)NAN;
        }
        p->total[c] = mean_of_all(s, c);
    }
}

static printed print(const corral_survey *s, uint32_t k, leak how)
{
    const corral_backbone_options options = {k, 1};
    corral_error err = CORRAL_ERROR_INIT;
    corral_backbone *b = NULL;
    printed p;
    if (corral_backbone_new(s, &options, NULL, &b, &err) != CORRAL_OK) fail_msg("%s", err.message);
    p.level = corral_backbone_level(b);
    p.columns = corral_backbone_columns(b);
    for (uint32_t c = 0; c < s->candidates; c++) {
        p.total[c] = corral_backbone_get_candidate(b, c).score;
        for (uint32_t f = 0; f < FUNCTIONS; f++)
            p.score[c][f] = f < p.columns ? corral_backbone_get(b, c, f).score : (double)NAN;
    }
    if (how == MEAN_OF_ALL && p.level != CORRAL_LEVEL_FUNCTION) how = NO_LEAK;
    corral_backbone_free(b);
    spoil(&p, s, k, how);
    return p;
}

/* ---- the attack on one candidate ---- */

/* Whole numbers: for each function the sum of scores of those who answered in both waves, and of
 * those in the second alone. How many these are is given to the attacker. */
typedef struct attack {
    glp_prob *lp;
    uint32_t functions;
    double n[WAVES][FUNCTIONS], own[WAVES][FUNCTIONS], own_n[WAVES][FUNCTIONS];
} attack;

static int column_of(const attack *a, int wave, uint32_t function)
{
    return 1 + wave * (int)a->functions + (int)function;
}

/* waves[0] is the first, waves[1] what the second adds. */
static void count_answers(attack *a, const corral_survey *s, int wave, uint32_t from,
                          uint32_t candidate, uint32_t knows)
{
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *one = &s->answers[k];
        if (one->candidate != candidate || !corral_answer_counts(one) || one->rater < from)
            continue;
        a->n[wave][one->function]++;
        if (one->rater != knows) continue;
        a->own[wave][one->function] = one->score;
        a->own_n[wave][one->function] = 1;
    }
}

static void attack_init(attack *a, const corral_survey waves[WAVES], uint32_t before,
                        uint32_t candidate, uint32_t knows)
{
    *a = (attack){.lp = glp_create_prob(), .functions = waves[0].functions};
    count_answers(a, &waves[0], 0, 0, candidate, knows);
    count_answers(a, &waves[1], 1, before, candidate, knows);
    glp_add_cols(a->lp, WAVES * (int)a->functions);
    for (int w = 0; w < WAVES; w++)
        for (uint32_t f = 0; f < a->functions; f++) {
            double rest = a->n[w][f] - a->own_n[w][f], low = rest + a->own[w][f],
                   high = 5 * rest + a->own[w][f];
            glp_set_col_bnds(a->lp, column_of(a, w, f), low < high ? GLP_DB : GLP_FX, low, high);
            glp_set_col_kind(a->lp, column_of(a, w, f), GLP_IV);
        }
}

static void bound_row(glp_prob *lp, int row, double score, double weight)
{
    double low = score - 0.05, high = score + 0.05;
    if (score <= CORRAL_BACKBONE_FLOOR) low = 1;
    if (score >= CORRAL_BACKBONE_CEILING) high = 5;
    glp_set_row_bnds(lp, row, GLP_DB, (low - 1e-6) * weight, (high + 1e-6) * weight);
}

/* Answers to a column in the waves up to this one. */
static double heads_of(const attack *a, const corral_survey *s, corral_level level, uint32_t column,
                       int wave)
{
    double n = 0;
    for (int w = 0; w <= wave; w++)
        for (uint32_t f = 0; f < a->functions; f++)
            if (corral_level_column(s, level, f) == column) n += a->n[w][f];
    return n;
}

static void learn(attack *a, const corral_survey *s, const printed *p, uint32_t candidate, int wave,
                  bool over_hidden)
{
    double share[WAVES * FUNCTIONS + 1] = {0}, cells = 0;
    int index[WAVES * FUNCTIONS + 1], all[WAVES * FUNCTIONS + 1];
    for (int k = 0; k <= WAVES * FUNCTIONS; k++) all[k] = k;
    for (uint32_t column = 0; column < p->columns; column++) {
        double value[WAVES * FUNCTIONS + 1], n = heads_of(a, s, p->level, column, wave);
        int count = 0;
        bool shown = !isnan(p->score[candidate][column]);
        for (int w = 0; w <= wave; w++)
            for (uint32_t f = 0; f < a->functions; f++) {
                if (corral_level_column(s, p->level, f) != column) continue;
                index[++count] = column_of(a, w, f);
                value[count] = 1;
                if ((shown || over_hidden) && n > 0) share[index[count]] = 1 / n;
            }
        cells += (shown || over_hidden) && n > 0;
        if (!shown) continue;
        int row = glp_add_rows(a->lp, 1);
        glp_set_mat_row(a->lp, row, count, index, value);
        bound_row(a->lp, row, p->score[candidate][column], n);
    }
    if (isnan(p->total[candidate]) || cells < 1) return;
    int row = glp_add_rows(a->lp, 1);
    glp_set_mat_row(a->lp, row, WAVES * (int)a->functions, all, share);
    bound_row(a->lp, row, p->total[candidate], cells);
}

static double solve(attack *a, uint32_t function, int wave, int direction)
{
    glp_iocp quiet;
    glp_init_iocp(&quiet);
    quiet.msg_lev = GLP_MSG_OFF;
    quiet.presolve = GLP_ON;
    for (int w = 0; w < WAVES; w++)
        for (uint32_t f = 0; f < a->functions; f++)
            glp_set_obj_coef(a->lp, column_of(a, w, f), f == function && w <= wave);
    glp_set_obj_dir(a->lp, direction);
    assert_int_equal(glp_intopt(a->lp, &quiet), 0);
    assert_int_equal(glp_mip_status(a->lp), GLP_OPT);
    return glp_mip_obj_val(a->lp);
}

typedef struct found {
    uint32_t hidden, pinned;
    double least; /* the narrowest range */
} found;

/* Every function that had too few in a wave. Where the next wave, which is printed too, has enough,
 * the function might well be told by itself, and what the first of them said is not kept from those
 * who know the rest. */
static void attack_candidate(const corral_survey waves[WAVES], const printed release[WAVES],
                             int released, uint32_t k, uint32_t before, uint32_t candidate,
                             uint32_t knows, leak how, found *out)
{
    attack a;
    attack_init(&a, waves, before, candidate, knows);
    for (int w = 0; w < released; w++)
        learn(&a, &waves[w], &release[w], candidate, w,
              how != NO_LEAK && release[w].level == CORRAL_LEVEL_FUNCTION);
    for (int w = 0; w < released; w++)
        for (uint32_t f = 0; f < a.functions; f++) {
            double others = 0;
            for (int v = 0; v <= w; v++) others += a.n[v][f] - a.own_n[v][f];
            if (others < 1 || is_enough(&waves[released - 1], candidate, f, k)) continue;
            double range = (solve(&a, f, w, GLP_MAX) - solve(&a, f, w, GLP_MIN)) / others;
            out->hidden++;
            out->pinned += range < CORRAL_BACKBONE_UNCERTAIN - 1e-6;
            out->least = fmin(out->least, range);
        }
    glp_delete_prob(a.lp);
}

/* The second wave is printed only where corral does not refuse it. */
static void attack_survey(uint64_t seed, uint32_t k, leak how, found *out)
{
    shape s = shape_of(seed);
    uint32_t before = s.raters - (s.raters > 4 ? (uint32_t)(seed % (s.raters / 2)) : 0);
    corral_survey waves[WAVES] = {random_survey(seed, &s, before),
                                  random_survey(seed, &s, s.raters)};
    printed release[WAVES];
    int released = 1;
    for (int w = 0; w < WAVES; w++) release[w] = print(&waves[w], k, how);
    if (before < s.raters &&
        corral_backbone_compare(&waves[1], &waves[0], k, "before", NULL) == CORRAL_OK)
        released = 2;
    for (uint32_t c = 0; c < s.candidates; c++) {
        attack_candidate(waves, release, released, k, before, c, UINT32_MAX, how, out);
        for (uint32_t r = 0; r < s.raters && seed % 4 == 0; r++)
            attack_candidate(waves, release, released, k, before, c, r, how, out);
    }
    for (int w = 0; w < WAVES; w++) corral_survey_release(&waves[w]);
}

static found attack_all(uint32_t surveys, leak how)
{
    found all = {.least = INFINITY};
    for (uint64_t seed = 1; seed <= surveys; seed++) {
        attack_survey(seed, 3, how, &all);
        attack_survey(seed, 5, how, &all);
    }
    glp_free_env();
    return all;
}

static uint32_t how_many(void)
{
    const char *given = getenv("CORRAL_ATTACK_SURVEYS");
    long count = given ? strtol(given, NULL, 10) : SURVEYS;
    return count > 0 ? (uint32_t)count : SURVEYS;
}

/* ---- tests ---- */

static void nothing_hidden_is_pinned(void **state)
{
    (void)state;
    uint32_t surveys = how_many();
    found all = attack_all(surveys, NO_LEAK);
    print_message("%u surveys, %u hidden means attacked, the narrowest range %.2f\n", surveys,
                  all.hidden, all.least);
    assert_true(all.hidden > 5 * surveys);
    assert_int_equal(all.pinned, 0);
}

static void hiding_small_cells_alone_leaks(void **state)
{
    (void)state;
    assert_true(attack_all(SURVEYS, NO_COMPLEMENT).pinned > 10);
}

static void a_mean_over_hidden_cells_leaks(void **state)
{
    (void)state;
    assert_true(attack_all(SURVEYS, MEAN_OF_ALL).pinned > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_hidden_is_pinned),
        TEST(hiding_small_cells_alone_leaks),
        TEST(a_mean_over_hidden_cells_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
