/* corral's findings beside the slow way, pair by pair: oracle_overlaps FOLDER [FACET]; a folder
 * data:NAME is among the networks in $CORRAL_DATA. Without arguments: random regions. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/overlap.h"
#include "corral/read.h"
#include "oracle/slow_overlap.h"
#include "support/random.h"
#include "support/small.h"

enum { SKIPPED = 77 };

static const char *folder, *facet_name;

/* ---- the matrix ---- */

typedef struct view {
    corral_region *region;
    corral_similarity *similarity;
    uint32_t facet, first, end;
    uint32_t *coalition; /* by row */
    slow_matrix matrix;
    char *cell;
    double *chance; /* NULL: hypergeometric */
    long forced;
    int held, *degree; /* items that anybody holds; by row */
} view;

static view look(corral_region *region, uint32_t facet)
{
    uint32_t n = corral_region_coalition_count(region);
    view v = {.region = region, .facet = facet};
    v.similarity = small_similarity(region, NULL);
    corral_region_facet_items(region, facet, &v.first, &v.end);
    int columns = (int)(v.end - v.first), rows = 0;
    v.coalition = calloc(n + 1, sizeof *v.coalition);
    v.degree = calloc(n + 1, sizeof *v.degree);
    v.cell = calloc((size_t)n * (size_t)columns + 1, 1);
    for (uint32_t a = 0; a < n; a++) {
        if (corral_region_known(region, a, facet) == CORRAL_KNOWN_NO) continue;
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++)
            if (seats.index[i] >= v.first && seats.index[i] < v.end) {
                v.cell[(size_t)rows * (size_t)columns + seats.index[i] - v.first] = 1;
                v.degree[rows]++;
            }
        v.coalition[rows++] = a;
    }
    for (int j = 0; j < columns; j++)
        for (int i = 0; i < rows; i++)
            if (v.cell[i * columns + j]) {
                v.held++;
                break;
            }
    v.matrix = (slow_matrix){rows, columns, v.cell};
    return v;
}

static void view_release(view *v)
{
    corral_similarity_free(v->similarity);
    free(v->coalition);
    free(v->degree);
    free(v->cell);
    free(v->chance);
}

static int shared_of(const view *v, int i, int j)
{
    int shared = 0;
    for (int c = 0; c < v->matrix.columns; c++)
        shared += v->cell[i * v->matrix.columns + c] && v->cell[j * v->matrix.columns + c];
    return shared;
}

static double p_of(const view *v, int i, int j, int k)
{
    int columns = v->matrix.columns;
    if (!v->chance)
        return slow_two_sided(slow_hypergeometric(v->held, v->degree[i], v->degree[j], k));
    double *both = calloc((size_t)columns + 1, sizeof *both);
    for (int c = 0; c < columns; c++)
        both[c] = v->chance[i * columns + c] * v->chance[j * columns + c];
    double p = slow_two_sided(slow_poisson_binomial(both, columns, k));
    free(both);
    return p;
}

/* The smallest p of the counts that the margins (and what they force) allow. */
static double least_p_of(const view *v, int i, int j)
{
    int columns = v->matrix.columns, a = v->degree[i], b = v->degree[j];
    int low = a + b > v->held ? a + b - v->held : 0, high = a < b ? a : b, surely = 0, perhaps = 0;
    for (int c = 0; v->chance && c < columns; c++) {
        double both = v->chance[i * columns + c] * v->chance[j * columns + c];
        perhaps += both > 0;
        surely += both == 1;
    }
    if (v->chance && surely > low) low = surely;
    if (v->chance && perhaps < high) high = perhaps;
    return fmin(p_of(v, i, j, low), p_of(v, i, j, high));
}

/* ---- side by side ---- */

static void assert_alike(double x, double slow, const char *what, uint32_t a, uint32_t b)
{
    if (fabs(x - slow) <= 1e-6 * fabs(slow) + 1e-300) return;
    fail_msg("%s of %u and %u is %.17g, the slow way %.17g", what, a, b, x, slow);
}

static const char *slow_finding(const view *v, int i, int j, double q, double least, double largest)
{
    if (isnan(corral_similarity_pair(v->similarity, v->coalition[i], v->coalition[j], NULL)))
        return "cannot tell";
    if (q < CORRAL_FALSE_DISCOVERIES) {
        double expected = v->chance ? 0 : (double)v->degree[i] * v->degree[j] / v->held;
        for (int c = 0; v->chance && c < v->matrix.columns; c++)
            expected += v->chance[i * v->matrix.columns + c] * v->chance[j * v->matrix.columns + c];
        return shared_of(v, i, j) > expected ? "more" : "fewer";
    }
    return least > largest ? "cannot tell" : "as expected";
}

static void compare(view *v, corral_null null)
{
    int rows = v->matrix.rows;
    long m = (long)rows * (rows - 1) / 2, at = 0;
    corral_overlaps_options options = CORRAL_OVERLAPS_OPTIONS_INIT;
    corral_overlaps *overlaps = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    double *p = calloc((size_t)m + 1, sizeof *p), *q = calloc((size_t)m + 1, sizeof *q);
    options.facet = v->facet;
    options.null = null;
    if (corral_overlaps_new(v->region, v->similarity, &options, NULL, &overlaps, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    const corral_overlaps_summary *summary = corral_overlaps_summarise(overlaps);
    assert_int_equal(summary->tested, m);
    assert_true(summary->residual <= CORRAL_FIT_TOLERANCE);
    for (int i = 0; i < rows; i++)
        for (int j = i + 1; j < rows; j++) p[at++] = p_of(v, i, j, shared_of(v, i, j));
    slow_adjust(p, m, q);
    double largest = CORRAL_FALSE_DISCOVERIES / (double)(m ? m : 1);
    for (at = 0; at < m; at++)
        if (q[at] < CORRAL_FALSE_DISCOVERIES) largest = fmax(largest, p[at]);
    at = 0;
    uint64_t found[CORRAL_FINDINGS] = {0};
    for (int i = 0; i < rows; i++)
        for (int j = i + 1; j < rows; j++, at++) {
            corral_overlap pair;
            uint32_t a = v->coalition[i], b = v->coalition[j];
            corral_overlaps_pair(overlaps, b, a, &pair);
            assert_int_equal(pair.shared, shared_of(v, i, j));
            assert_alike(pair.p, p[at], "p", a, b);
            assert_alike(pair.q, q[at], "q", a, b);
            found[pair.finding]++;
            double least = least_p_of(v, i, j);
            /* Where both ways may round to different sides nothing can be compared. */
            if (fabs(least - largest) < 1e-6 * largest || fabs(q[at] - 0.05) < 1e-6) continue;
            const char *slow = slow_finding(v, i, j, q[at], least, largest);
            if (strcmp(corral_finding_name(pair.finding), slow) != 0)
                fail_msg("%u and %u: %s, the slow way %s (q %g, least %g, largest %g)", a, b,
                         corral_finding_name(pair.finding), slow, q[at], least, largest);
        }
    for (int k = CORRAL_FINDING_MORE; k <= CORRAL_FINDING_AS_EXPECTED; k++)
        assert_int_equal(summary->finding[k], found[k]);
    assert_int_equal(summary->finding[CORRAL_FINDING_CANNOT_TELL] - (summary->pairs - (uint64_t)m),
                     found[CORRAL_FINDING_CANNOT_TELL]);
    corral_overlaps_free(overlaps);
    free(p);
    free(q);
}

static void compare_both(corral_region *region, uint32_t facet)
{
    view v = look(region, facet);
    compare(&v, CORRAL_NULL_HYPERGEOMETRIC);
    v.chance = calloc((size_t)v.matrix.rows * (size_t)v.matrix.columns + 1, sizeof *v.chance);
    v.forced = slow_sdsm(&v.matrix, 1e-10, v.chance);
    compare(&v, CORRAL_NULL_SDSM);
    view_release(&v);
}

static void random_regions_have_the_findings_of_the_slow_way(void **state)
{
    (void)state;
    static const random_shape shapes[] = {
        {.coalitions = 30, .facets = 2, .items = 25, .density = 0.2, .unknown = 0.2},
        {.coalitions = 25, .facets = 1, .items = 6, .density = 0.5, .partial = 0.3},
        {.coalitions = 40, .facets = 3, .items = 30, .density = 0.25, .unknown = 0.4},
        {.coalitions = 6, .facets = 3, .items = 8, .density = 0.8, .unknown = 0.3},
        {.coalitions = 40, .facets = 1, .items = 60, .density = 0.05},
        {.coalitions = 3, .facets = 1, .items = 3, .density = 0.5},
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            corral_region *region = random_region(&shapes[k], seed);
            for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
                compare_both(region, f);
            corral_region_free(region);
        }
}

static void a_folder_has_the_findings_of_the_slow_way(void **state)
{
    (void)state;
    corral_region *region = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_region_read(folder, NULL, NULL, &region, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
        if (!facet_name || strcmp(facet_name, corral_region_facet_name(region, f)) == 0)
            compare_both(region, f);
    corral_region_free(region);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest random[] = {TEST(random_regions_have_the_findings_of_the_slow_way)};
    const struct CMUnitTest given[] = {TEST(a_folder_has_the_findings_of_the_slow_way)};
    const char *data = getenv("CORRAL_DATA");
    char path[4096];
    if (count < 2) return cmocka_run_group_tests(random, NULL, NULL);
    folder = arguments[1];
    facet_name = count > 2 ? arguments[2] : NULL;
    if (strncmp(folder, "data:", 5) == 0) {
        if (!data || !data[0]) {
            puts("CORRAL_DATA is not set");
            return SKIPPED;
        }
        snprintf(path, sizeof path, "%s/%s", data, folder + 5);
        folder = path;
    }
    return cmocka_run_group_tests(given, NULL, NULL);
}
