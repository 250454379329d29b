/* The best grouping of small regions by an integer programme (GLPK): one column a possible group,
 * every coalition in at most one, the largest sum of their parts. */
#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "support/random.h"
#include "support/small.h"

enum { MOST = 24 };

typedef struct margins {
    uint32_t n;
    double of[MOST][MOST];
} margins;

static margins margins_of(const corral_similarity *similarity, const corral_grouping *g)
{
    margins m = {.n = corral_similarity_coalition_count(similarity)};
    for (uint32_t a = 0; a < m.n; a++)
        for (uint32_t b = 0; b < m.n; b++) {
            double s = corral_similarity_pair(similarity, a, b, NULL);
            if (isnan(s) || s < corral_grouping_threshold(g)) s = 0;
            m.of[a][b] = s - corral_grouping_resolution(g);
        }
    return m;
}

typedef struct groups {
    glp_prob *programme;
    const margins *m;
    uint32_t min_size, max_size;
    int rows[MOST + 1]; /* of the group so far, from 1 */
    uint32_t size;
} groups;

/* A column for each group that gains and has an allowed size, from the group so far and coalitions
 * from `next` on. */
static void add_columns(groups *g, uint32_t next, double part)
{
    double ones[MOST + 1];
    for (int i = 0; i <= MOST; i++) ones[i] = 1;
    if (g->size >= 2 && g->size >= g->min_size && part > 0) {
        int column = glp_add_cols(g->programme, 1);
        glp_set_col_kind(g->programme, column, GLP_BV);
        glp_set_obj_coef(g->programme, column, part);
        glp_set_mat_col(g->programme, column, (int)g->size, g->rows, ones);
    }
    for (uint32_t a = next; a < g->m->n && g->size < g->max_size; a++) {
        double more = part;
        for (uint32_t i = 1; i <= g->size; i++) more += g->m->of[g->rows[i] - 1][a];
        g->rows[++g->size] = (int)a + 1;
        add_columns(g, a + 1, more);
        g->size--;
    }
}

static double best_objective(const margins *m, uint32_t min_size, uint32_t max_size)
{
    glp_prob *programme = glp_create_prob();
    glp_iocp options;
    glp_term_out(GLP_OFF);
    glp_set_obj_dir(programme, GLP_MAX);
    glp_add_rows(programme, (int)m->n);
    for (uint32_t a = 0; a < m->n; a++) glp_set_row_bnds(programme, (int)a + 1, GLP_UP, 0, 1);
    groups g = {.programme = programme, .m = m, .min_size = min_size, .max_size = max_size};
    add_columns(&g, 0, 0);
    double best = 0;
    if (glp_get_num_cols(programme) > 0) {
        glp_init_iocp(&options);
        options.presolve = GLP_ON;
        options.msg_lev = GLP_MSG_OFF;
        assert_int_equal(glp_intopt(programme, &options), 0);
        assert_int_equal(glp_mip_status(programme), GLP_OPT);
        best = glp_mip_obj_val(programme);
    }
    glp_delete_prob(programme);
    return best;
}

static const random_shape SHAPES[] = {
    {.coalitions = 14, .facets = 1, .items = 8, .density = 0.35},
    {.coalitions = 14, .facets = 2, .items = 10, .density = 0.25, .weights = true},
    {.coalitions = 13, .facets = 3, .items = 6, .density = 0.3, .weights = true, .unknown = 0.3},
    {.coalitions = 14, .facets = 1, .items = 20, .density = 0.1},
};

static void exact_is_the_best_of_the_integer_programme(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++)
        for (uint64_t seed = 1; seed <= 6; seed++) {
            corral_region *region = random_region(&SHAPES[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.effort = CORRAL_EFFORT_EXACT;
            options.max_size = 2 + (uint32_t)seed % 6;
            if (seed % 2) options.resolution = 0.1 + 0.03 * (double)seed;
            corral_grouping *g = small_groups(similarity, &options);
            margins m = margins_of(similarity, g);
            double best = best_objective(&m, options.min_size, options.max_size);
            assert_near(corral_grouping_objective(g), best, 1e-9);
            assert_true(corral_grouping_bound(g) >= best - 1e-9);
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
}

/* Above the size of the dynamic programme: by branch and price. */
static const random_shape LARGER[] = {
    {.coalitions = 24, .facets = 1, .items = 12, .density = 0.3},
    {.coalitions = 22, .facets = 2, .items = 10, .density = 0.3, .weights = true},
    {.coalitions = 23, .facets = 3, .items = 8, .density = 0.3, .weights = true, .unknown = 0.2},
};

static void branch_and_price_is_the_best_of_the_integer_programme(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof LARGER / sizeof *LARGER; k++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            corral_region *region = random_region(&LARGER[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.effort = CORRAL_EFFORT_EXACT;
            options.max_size = 2 + (uint32_t)seed % 3;
            if (seed % 2) options.resolution = 0.15;
            corral_grouping *g = small_groups(similarity, &options);
            margins m = margins_of(similarity, g);
            double best = best_objective(&m, options.min_size, options.max_size);
            assert_near(corral_grouping_objective(g), best, 1e-7);
            assert_true(corral_grouping_bound(g) >= best - 1e-9);
            assert_true(corral_grouping_bound(g) <= best + 1e-5);
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
}

/* Whoever must sit together or apart does, and nobody is better off for it. */
static void branch_and_price_keeps_together_and_apart(void **state)
{
    (void)state;
    static const uint32_t first[] = {0, 7}, second[] = {3, 4, 5};
    const corral_coalitions together = {first, 2}, apart = {second, 3};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        corral_region *region = random_region(&LARGER[0], seed);
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.effort = CORRAL_EFFORT_EXACT;
        options.max_size = 4;
        options.resolution = 0.2;
        corral_grouping *free_one = small_groups(similarity, &options);
        options.together = &together;
        options.together_count = 1;
        options.apart = &apart;
        options.apart_count = 1;
        corral_grouping *g = small_groups(similarity, &options);
        margins m = margins_of(similarity, g);
        /* The programme knows the same rules by margins nobody would pay, or be paid. */
        m.of[0][7] += 100;
        m.of[7][0] += 100;
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++) m.of[second[i]][second[k]] -= 1000;
        double best = best_objective(&m, 2, options.max_size) - 100;
        assert_near(corral_grouping_objective(g), best, 1e-7);
        assert_true(corral_grouping_bound(g) >= best - 1e-9);
        assert_true(corral_grouping_bound(g) <= best + 1e-5);
        assert_true(corral_grouping_objective(free_one) >= best - 1e-7);
        corral_grouping_free(free_one);
        corral_grouping_free(g);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

static void the_search_stays_below_the_integer_programme_and_its_bound_above(void **state)
{
    (void)state;
    int reached = 0, rounds = 0;
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++)
        for (uint64_t seed = 11; seed <= 20; seed++) {
            corral_region *region = random_region(&SHAPES[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.max_size = 2 + (uint32_t)seed % 8;
            options.min_size = 2 + (uint32_t)seed % 3 * (options.max_size > 3);
            corral_grouping *g = small_groups(similarity, &options);
            margins m = margins_of(similarity, g);
            double best = best_objective(&m, options.min_size, options.max_size);
            assert_true(corral_grouping_objective(g) <= best + 1e-9);
            assert_true(corral_grouping_bound(g) >= best - 1e-9);
            if (options.min_size == 2) {
                reached += corral_grouping_objective(g) >= best - 1e-9;
                rounds++;
            }
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
    assert_true(rounds > 0 && 10 * reached >= 9 * rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(exact_is_the_best_of_the_integer_programme),
        TEST(branch_and_price_is_the_best_of_the_integer_programme),
        TEST(branch_and_price_keeps_together_and_apart),
        TEST(the_search_stays_below_the_integer_programme_and_its_bound_above),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    glp_free_env();
    return failed;
}
