/* Reading a folder twice and comparing what comes of it. */
#include "compare.h"

#include <math.h>
#include <stdlib.h>

compared compare_read(const char *folder)
{
    compared c = {0};
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_region_read(folder, NULL, NULL, &c.region, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    c.slow = slow_read(folder);
    uint32_t n = corral_region_coalition_count(c.region);
    assert_int_equal(slow_count(c.slow), n);
    c.slow_of = calloc((size_t)n + 1, sizeof *c.slow_of);
    assert_non_null(c.slow_of);
    for (uint32_t a = 0; a < n; a++) {
        c.slow_of[a] = slow_find(c.slow, corral_region_id(c.region, a));
        if (c.slow_of[a] < 0) fail_msg("no coalition %s", corral_region_id(c.region, a));
    }
    return c;
}

void compare_release(compared *c)
{
    corral_similarity_free(c->similarity);
    corral_region_free(c->region);
    slow_free(c->slow);
    free(c->slow_of);
    *c = (compared){0};
}

static void weigh(compared *c, const slow_options *options)
{
    static const corral_measure measures[] = {CORRAL_MEASURE_JACCARD, CORRAL_MEASURE_COSINE,
                                              CORRAL_MEASURE_OVERLAP, CORRAL_MEASURE_DICE};
    corral_similarity_options o = CORRAL_SIMILARITY_OPTIONS_INIT;
    corral_facet_weight weights[8];
    o.measure = measures[options->measure];
    o.combine = options->is_mean ? CORRAL_COMBINE_MEAN : CORRAL_COMBINE_POOLED;
    o.rarity = options->without_rarity ? CORRAL_RARITY_NONE : CORRAL_RARITY_IDF;
    o.min_coverage = options->min_coverage;
    o.facet_weights = weights;
    while (o.facet_weight_count < 8 && options->facet[o.facet_weight_count]) {
        size_t k = o.facet_weight_count++;
        weights[k] = (corral_facet_weight){options->facet[k], options->weight[k]};
    }
    corral_similarity_free(c->similarity);
    c->similarity = small_similarity(c->region, &o);
    slow_weigh(c->slow, options);
}

size_t compare_pairs(compared *c, const slow_options *options)
{
    size_t scored = 0;
    weigh(c, options);
    uint32_t n = corral_region_coalition_count(c->region);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            double coverage, slow_coverage;
            double s = corral_similarity_pair(c->similarity, a, b, &coverage);
            double slow = slow_similarity(c->slow, c->slow_of[a], c->slow_of[b], &slow_coverage);
            bool same = isnan(s) ? isnan(slow) : fabs(s - slow) <= ORACLE_DISTANCE;
            if (!same || !(fabs(coverage - slow_coverage) <= ORACLE_DISTANCE))
                fail_msg("%s and %s: %.17g of %.17g, the slow way %.17g of %.17g",
                         corral_region_id(c->region, a), corral_region_id(c->region, b), s,
                         coverage, slow, slow_coverage);
            if (!isnan(s)) scored++;
        }
    return scored;
}

void compare_resolution(const compared *c)
{
    corral_resolution r;
    assert_int_equal(corral_resolution_find(c->similarity, 1, NULL, &r, NULL, NULL), CORRAL_OK);
    slow_figures slow = slow_resolution(c->slow);
    assert_int_equal(r.compared, slow.compared);
    assert_near(r.resolution, slow.resolution, ORACLE_DISTANCE);
    if (slow.compared == 0) return;
    assert_near(r.mean, slow.mean, ORACLE_DISTANCE);
    assert_near(r.deviation, slow.deviation, ORACLE_DISTANCE);
    assert_near(r.median_best, slow.median_best, ORACLE_DISTANCE);
}

static bool is_near_the_threshold(const compared *c, double threshold)
{
    corral_pairs *pairs = NULL;
    double least = fmax(0, threshold - ORACLE_DISTANCE);
    bool found = false;
    assert_int_equal(corral_pairs_find(c->similarity, least, NULL, &pairs, NULL), CORRAL_OK);
    for (uint32_t a = 0; a < corral_region_coalition_count(c->region); a++) {
        corral_pair_row row = corral_pairs_row(pairs, a);
        for (size_t i = 0; i < row.count; i++)
            found |= fabs(row.similarity[i] - threshold) <= ORACLE_DISTANCE;
    }
    corral_pairs_free(pairs);
    return found;
}

bool compare_objective(const compared *c, const corral_grouping *grouping)
{
    uint32_t n = corral_region_coalition_count(c->region);
    double resolution = corral_grouping_resolution(grouping);
    double threshold = corral_grouping_threshold(grouping);
    if (is_near_the_threshold(c, threshold)) return false;
    int *label = calloc((size_t)n + 1, sizeof *label);
    assert_non_null(label);
    for (uint32_t a = 0; a < n; a++) label[c->slow_of[a]] = (int)corral_grouping_of(grouping, a);
    assert_near(corral_grouping_objective(grouping),
                slow_objective(c->slow, resolution, threshold, label), ORACLE_DISTANCE * (1 + n));
    free(label);
    return true;
}
