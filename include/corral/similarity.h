/* Similarity of footprints: weighted Jaccard (Ruzicka 1958), cosine, overlap and Dice over several
 * facets, pooled or as Gower's mean (Gower 1971).
 *
 * For a pair (a, b) C is the set of facets with weight above 0 that are known for both. An item of
 * a facet with n coalitions known and df holders has rarity ln(1 + n / df). Pooled:
 *
 *     jaccard  sum of rarity * min(x, y) over sum of rarity * max(x, y)
 *     dice     the same over the mean of both sums
 *     overlap  the same over the smaller of both sums, facet by facet
 *     cosine   of the vectors with entries sqrt(facet weight) * rarity * x
 *
 * where items that lie within something count there at half as well, and numerators and
 * denominators are summed over C with the facets' weights. A pair whose coverage (weight of C over
 * the weight of all facets that occur) is below min_coverage has no similarity; one that is
 * compared and has nothing on either side has similarity 0.
 *
 * GSL's error handler and igraph's belong to the process: similarities and groups may be computed
 * by one thread of a program at a time (they use several threads themselves).
 */
#ifndef CORRAL_SIMILARITY_H
#define CORRAL_SIMILARITY_H

#include "corral/progress.h"
#include "corral/region.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum corral_measure {
    CORRAL_MEASURE_JACCARD,
    CORRAL_MEASURE_COSINE,
    CORRAL_MEASURE_OVERLAP,
    CORRAL_MEASURE_DICE
} corral_measure;

typedef enum corral_combine {
    CORRAL_COMBINE_POOLED, /* one measure over the whole footprints */
    CORRAL_COMBINE_MEAN    /* mean of the facets' scores by their weights */
} corral_combine;

typedef enum corral_rarity { CORRAL_RARITY_IDF, CORRAL_RARITY_NONE } corral_rarity;

typedef struct corral_facet_weight {
    const char *facet;
    double weight; /* 0 (left out of everything) to 1,000,000 */
} corral_facet_weight;

typedef struct corral_similarity_options {
    corral_measure measure;
    corral_combine combine;
    corral_rarity rarity;
    double min_coverage; /* 0 to 1 */
    /* Changes to the default weights: 1 for member, goal, strategy, target, population and issue, 0
     * for every other facet; if none of the six occurs, 1 for all but partner. */
    const corral_facet_weight *facet_weights;
    size_t facet_weight_count;
    int threads; /* 0: all cores */
    /* Bytes that the process may hold when pairs are kept, 0: no limit. Pairs are estimated first
     * (from a sample drawn with the seed), and CORRAL_LIMIT says which threshold would fit. */
    size_t max_memory;
    uint64_t seed;
} corral_similarity_options;

#define CORRAL_SIMILARITY_OPTIONS_INIT                                                             \
    {                                                                                              \
        CORRAL_MEASURE_JACCARD, CORRAL_COMBINE_POOLED, CORRAL_RARITY_IDF, 0.5, NULL, 0, 0, 0, 1    \
    }

/* The footprints of a region weighted for comparison. The region must outlive it. */
typedef struct corral_similarity corral_similarity;

/* O(seats). options may be NULL. CORRAL_BAD_USE: a weight or coverage out of range, a facet that is
 * not in the region, all weights 0. About 24 bytes a seat, 8 a coalition and facet, 32 a coalition.
 */
CORRAL_EXPORT corral_status corral_similarity_new(const corral_region *region,
                                                  const corral_similarity_options *options,
                                                  corral_similarity **out, corral_error *err);
CORRAL_EXPORT void corral_similarity_free(corral_similarity *similarity);

CORRAL_EXPORT uint32_t corral_similarity_coalition_count(const corral_similarity *similarity);

/* Threads that work on it: options.threads, at most four times the cores; all cores for 0. */
CORRAL_EXPORT int corral_similarity_threads(const corral_similarity *similarity);

/* The facets used, in the region's order, their weights and their shares of the total weight. */
CORRAL_EXPORT uint32_t corral_similarity_facet_count(const corral_similarity *similarity);
CORRAL_EXPORT uint32_t corral_similarity_facet(const corral_similarity *similarity, uint32_t k,
                                               double *weight, double *share);

/* Similarity from 0 to 1, NAN if coverage is below min_coverage. coverage may be NULL. The same to
 * the bit for (b, a). O(items of both). */
CORRAL_EXPORT double corral_similarity_pair(const corral_similarity *similarity, uint32_t a,
                                            uint32_t b, double *coverage);

/* Part of the similarity that each shared item brings, so that they add up to it (for cosine too;
 * combined by mean: its facet's part of the mean). item and part have room for room entries; the
 * number of shared items is returned, by facet and then by falling number of holders. */
CORRAL_EXPORT size_t corral_similarity_explain(const corral_similarity *similarity, uint32_t a,
                                               uint32_t b, uint32_t *item, double *part,
                                               size_t room);

/* The coverage of a pair alone, and whether it suffices (suffices may be NULL). O(facets). */
CORRAL_EXPORT double corral_similarity_coverage(const corral_similarity *similarity, uint32_t a,
                                                uint32_t b, bool *suffices);
/* A number that coalitions share of which the same facets are known. O(1). */
CORRAL_EXPORT uint32_t corral_similarity_pattern(const corral_similarity *similarity, uint32_t a);

/* Whether a has any partner whose coverage suffices. O(number of patterns of knowledge). */
CORRAL_EXPORT bool corral_similarity_comparable(const corral_similarity *similarity, uint32_t a);

/* All pairs with similarity at or above a threshold, as a symmetric graph. */
typedef struct corral_pairs corral_pairs;

typedef struct corral_pair_row {
    const uint32_t *to; /* rising */
    const double *similarity;
    size_t count;
} corral_pair_row;

/* Exact for every pair: bounds only leave out what cannot reach the threshold, and threads do not
 * change a bit. threshold is from 0 to 1 (at 0: every pair that shares an item). Memory: 40 bytes a
 * pair found while it is built, 24 when it stands; 80 a coalition, 8 a seat, and 20 a coalition
 * for each thread. For overlap and at 0 time is the sum over items of holders squared. */
CORRAL_EXPORT corral_status corral_pairs_find(const corral_similarity *similarity, double threshold,
                                              const corral_progress *progress, corral_pairs **out,
                                              corral_error *err);
/* About how many that will be, from so many pairs drawn with the seed (0: 20,000): each that is
 * drawn and at the threshold stands for all pairs over drawn. */
CORRAL_EXPORT corral_status corral_pairs_estimate(const corral_similarity *similarity,
                                                  double threshold, size_t drawn, double *pairs,
                                                  corral_error *err);
/* The same a part at a time, for regions whose pairs should not all be held at once, at any
 * threshold of a region of any size. The similarity must outlive it. */
typedef struct corral_join corral_join;
CORRAL_EXPORT corral_status corral_join_new(const corral_similarity *similarity, double threshold,
                                            corral_join **out, corral_error *err);
CORRAL_EXPORT void corral_join_free(corral_join *join);
/* Pairs of first .. end - 1 with a coalition of a higher number: the rows hold only them, the other
 * rows are empty (so corral_pairs_count is not for these). */
CORRAL_EXPORT corral_status corral_join_part(const corral_join *join, uint32_t first, uint32_t end,
                                             corral_pairs **out, corral_error *err);
CORRAL_EXPORT void corral_pairs_free(corral_pairs *pairs);
CORRAL_EXPORT size_t corral_pairs_count(const corral_pairs *pairs);
CORRAL_EXPORT corral_pair_row corral_pairs_row(const corral_pairs *pairs, uint32_t coalition);
/* 0 if a and b are no pair. O(log pairs of a). */
CORRAL_EXPORT double corral_pairs_similarity(const corral_pairs *pairs, uint32_t a, uint32_t b);
/* Drops the pairs below a higher threshold, in place. */
CORRAL_EXPORT void corral_pairs_raise(corral_pairs *pairs, double threshold);

/* The automatic resolution: max(0.1, min(m + s, half the median of best similarities)), m and s the
 * mean and population deviation over pairs with enough coverage; above CORRAL_EVERY_PAIR coalitions
 * m and s come from a million pairs drawn with the seed, and the best similarities from pairs at
 * CORRAL_LEAST_BEST and above (which *pairs then returns for further use, if it is not NULL). */
#define CORRAL_EVERY_PAIR 5000
#define CORRAL_LEAST_BEST 0.05

typedef struct corral_resolution {
    double resolution;
    double mean, deviation; /* NAN where no pair has enough coverage */
    double median_best;
    size_t compared; /* pairs that mean and deviation rest on */
} corral_resolution;

CORRAL_EXPORT corral_status corral_resolution_find(const corral_similarity *similarity,
                                                   uint64_t seed, const corral_progress *progress,
                                                   corral_resolution *out, corral_pairs **pairs,
                                                   corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
