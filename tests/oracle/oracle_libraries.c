/* Similarity against libraries: GSL's sparse product, igraph's Jaccard. */
#include <gsl/gsl_spblas.h>
#include <gsl/gsl_spmatrix.h>
#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>

#include "support/random.h"
#include "support/small.h"

static const double DISTANCE = 1e-12;

static const random_shape PLAIN = {.coalitions = 30, .facets = 1, .items = 25, .density = 0.2};
static const random_shape WEIGHTED = {
    .coalitions = 30, .facets = 1, .items = 25, .density = 0.2, .weights = true};

static corral_similarity *similarity_of(const corral_region *region, corral_measure measure,
                                        corral_rarity rarity)
{
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.measure = measure;
    options.rarity = rarity;
    return small_similarity(region, &options);
}

/* ---- GSL ---- */

/* Rarity to a power times weight, coalitions by items, compressed; times its own transpose. */
static gsl_spmatrix *product_of(const corral_region *region, bool with_rarity, double power)
{
    size_t n = corral_region_coalition_count(region), m = corral_region_item_count(region);
    gsl_spmatrix *triplets = gsl_spmatrix_alloc(n, m);
    for (uint32_t j = 0; j < m; j++) {
        corral_seats column = corral_region_holders(region, j);
        double omega = with_rarity ? log(1 + (double)n / (double)column.count) : 1;
        for (size_t i = 0; i < column.count; i++)
            gsl_spmatrix_set(triplets, column.index[i], j, pow(omega, power) * column.weight[i]);
    }
    gsl_spmatrix *matrix = gsl_spmatrix_ccs(triplets), *turned = gsl_spmatrix_alloc(n, m);
    gsl_spmatrix_memcpy(turned, triplets);
    gsl_spmatrix_transpose(turned);
    gsl_spmatrix *transpose = gsl_spmatrix_ccs(turned);
    gsl_spmatrix *product = gsl_spmatrix_alloc_nzmax(n, n, 1, GSL_SPMATRIX_CCS);
    assert_int_equal(gsl_spblas_dgemm(1, matrix, transpose, product), GSL_SUCCESS);
    gsl_spmatrix_free(triplets);
    gsl_spmatrix_free(matrix);
    gsl_spmatrix_free(turned);
    gsl_spmatrix_free(transpose);
    return product;
}

static double cosine_of(double xy, double xx, double yy)
{
    return xy == 0 ? 0 : xy / sqrt(xx * yy);
}

static double jaccard_of(double xy, double xx, double yy)
{
    return xy == 0 ? 0 : xy / (xx + yy - xy);
}

static double dice_of(double xy, double xx, double yy)
{
    return xy == 0 ? 0 : xy / ((xx + yy) / 2);
}

static double overlap_of(double xy, double xx, double yy)
{
    return xy == 0 ? 0 : xy / fmin(xx, yy);
}

static void assert_measure(const corral_region *region, corral_measure measure,
                           corral_rarity rarity, const gsl_spmatrix *product,
                           double (*score)(double, double, double))
{
    corral_similarity *similarity = similarity_of(region, measure, rarity);
    uint32_t n = corral_region_coalition_count(region);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < a; b++)
            assert_near(corral_similarity_pair(similarity, a, b, NULL),
                        score(gsl_spmatrix_get(product, a, b), gsl_spmatrix_get(product, a, a),
                              gsl_spmatrix_get(product, b, b)),
                        DISTANCE);
    corral_similarity_free(similarity);
}

static void cosine_is_the_sparse_product_of_a_facet_with_its_transpose(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        corral_region *region = random_region(&WEIGHTED, seed);
        for (int kind = 0; kind < 2; kind++) {
            gsl_spmatrix *product = product_of(region, kind == CORRAL_RARITY_IDF, 1);
            assert_measure(region, CORRAL_MEASURE_COSINE, (corral_rarity)kind, product, cosine_of);
            gsl_spmatrix_free(product);
        }
        corral_region_free(region);
    }
}

/* With weights of 0 and 1 the smaller of two is their product; the roots of rarity make it the sum
 * of rarity. */
static void the_other_measures_are_the_sparse_product_of_zeros_and_ones(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        corral_region *region = random_region(&PLAIN, seed);
        for (int kind = 0; kind < 2; kind++) {
            corral_rarity rarity = (corral_rarity)kind;
            gsl_spmatrix *product = product_of(region, kind == CORRAL_RARITY_IDF, 0.5);
            assert_measure(region, CORRAL_MEASURE_JACCARD, rarity, product, jaccard_of);
            assert_measure(region, CORRAL_MEASURE_DICE, rarity, product, dice_of);
            assert_measure(region, CORRAL_MEASURE_OVERLAP, rarity, product, overlap_of);
            gsl_spmatrix_free(product);
        }
        corral_region_free(region);
    }
}

/* ---- igraph ---- */

/* Coalitions 0 .. n-1, items behind them. */
static void bipartite(const corral_region *region, igraph_t *graph)
{
    uint32_t n = corral_region_coalition_count(region), m = corral_region_item_count(region);
    igraph_vector_int_t edges;
    assert_int_equal(igraph_vector_int_init(&edges, 0), IGRAPH_SUCCESS);
    for (uint32_t j = 0; j < m; j++) {
        corral_seats column = corral_region_holders(region, j);
        for (size_t i = 0; i < column.count; i++) {
            assert_int_equal(igraph_vector_int_push_back(&edges, column.index[i]), IGRAPH_SUCCESS);
            assert_int_equal(igraph_vector_int_push_back(&edges, n + j), IGRAPH_SUCCESS);
        }
    }
    assert_int_equal(igraph_create(graph, &edges, n + m, IGRAPH_UNDIRECTED), IGRAPH_SUCCESS);
    igraph_vector_int_destroy(&edges);
}

static void jaccard_is_that_of_igraph(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        corral_region *region = random_region(&PLAIN, seed);
        corral_similarity *similarity =
            similarity_of(region, CORRAL_MEASURE_JACCARD, CORRAL_RARITY_NONE);
        uint32_t n = corral_region_coalition_count(region);
        igraph_t graph;
        igraph_matrix_t scores;
        bipartite(region, &graph);
        assert_int_equal(igraph_matrix_init(&scores, 0, 0), IGRAPH_SUCCESS);
        assert_int_equal(igraph_similarity_jaccard(&graph, &scores, igraph_vss_range(0, n),
                                                   IGRAPH_ALL, /* loops= */ false),
                         IGRAPH_SUCCESS);
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < a; b++) {
                /* igraph calls two without any neighbour alike, corral says they share nothing */
                bool empty = !corral_region_footprint(region, a).count &&
                             !corral_region_footprint(region, b).count;
                assert_near(corral_similarity_pair(similarity, a, b, NULL),
                            empty ? 0 : MATRIX(scores, a, b), 1e-15);
            }
        igraph_matrix_destroy(&scores);
        igraph_destroy(&graph);
        corral_similarity_free(similarity);
        corral_region_free(region);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cosine_is_the_sparse_product_of_a_facet_with_its_transpose),
        TEST(the_other_measures_are_the_sparse_product_of_zeros_and_ones),
        TEST(jaccard_is_that_of_igraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
