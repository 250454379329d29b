/* What two coalitions share, and whether that is more or less than chance would have it.
 *
 * One facet is tested. Of the n coalitions of which it is known (yes or partly) and the N items
 * that any of these holds, k is what a pair shares of its a and b items. Two null models say what
 * would be usual:
 *
 *     sdsm            every cell by itself, with probability x(a) y(j) / (1 + x(a) y(j)), so that
 *                     rows and columns have their observed sums on average (Neal, Domagalski and
 *                     Sagan 2021); k is then Poisson-binomial
 *     hypergeometric  b items drawn out of N, a of which are the other's
 *
 * p = min(1, 2 min(P(X >= k), P(X <= k))), q by Benjamini and Hochberg (1995) over all pairs of
 * which the facet is known, those that share nothing included.
 *
 *     corral_overlaps_options options = CORRAL_OVERLAPS_OPTIONS_INIT;
 *     corral_overlaps *overlaps = NULL;
 *     corral_overlap pair;
 *     options.facet = corral_region_facet_find(region, "member");
 *     if (corral_overlaps_new(region, similarity, &options, NULL, &overlaps, &error) == CORRAL_OK)
 * { corral_overlaps_pair(overlaps, 0, 1, &pair); printf("%s\n", corral_finding_name(pair.finding));
 *     }
 *     corral_overlaps_free(overlaps);
 */
#ifndef CORRAL_OVERLAP_H
#define CORRAL_OVERLAP_H

#include "corral/similarity.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum corral_null { CORRAL_NULL_SDSM, CORRAL_NULL_HYPERGEOMETRIC } corral_null;

typedef enum corral_finding {
    CORRAL_FINDING_NONE, /* the model could not be fitted */
    CORRAL_FINDING_MORE, /* q below CORRAL_FALSE_DISCOVERIES */
    CORRAL_FINDING_FEWER,
    CORRAL_FINDING_AS_EXPECTED,
    /* the facet is not known of both; or too little else is; or no count that the sums of rows and
     * columns allow would be a finding */
    CORRAL_FINDING_CANNOT_TELL
} corral_finding;

enum { CORRAL_FINDINGS = CORRAL_FINDING_CANNOT_TELL + 1 };

/* The share of findings that may be chance. */
#define CORRAL_FALSE_DISCOVERIES 0.05
/* How near fitted sums must come to the observed ones. */
#define CORRAL_FIT_TOLERANCE 1e-8

typedef struct corral_overlaps_options {
    uint32_t facet;
    corral_null null;
    /* Only pairs of these coalitions, each once; NULL: all. The null model rests on all anyhow. */
    const uint32_t *among;
    size_t among_count;
    int threads; /* 0: all cores */
} corral_overlaps_options;

#define CORRAL_OVERLAPS_OPTIONS_INIT                                                               \
    {                                                                                              \
        0, CORRAL_NULL_SDSM, NULL, 0, 0                                                            \
    }

/* What was found in all pairs together. */
typedef struct corral_overlaps_summary {
    uint64_t pairs;
    uint64_t sharing; /* have an item in common, of a facet that is compared or tested */
    uint64_t tested;  /* the facet is known of both */
    uint64_t finding[CORRAL_FINDINGS];  /* by corral_finding, all pairs */
    size_t row_degrees, column_degrees; /* different ones among coalitions and items */
    size_t forced;                      /* classes of cells that the sums force to 0 or 1; sdsm */
    size_t distributions;               /* of k that were needed */
    double residual; /* fitted against observed sums; above CORRAL_FIT_TOLERANCE no findings */
} corral_overlaps_summary;

typedef struct corral_overlap {
    uint32_t a, b;               /* a below b */
    double similarity, coverage; /* as corral_similarity_pair has them */
    bool is_tested;              /* the facet is known of both; else what follows is 0 and NAN */
    uint32_t shared;             /* items of the facet */
    double expected, p, q;       /* NAN without a model */
    corral_finding finding;
} corral_overlap;

typedef struct corral_overlaps corral_overlaps;

/* Region and similarity must outlive it; the list among need not. CORRAL_BAD_USE: a facet or
 * coalition that is not there. Time: the sum over items of holders squared, and a distribution for
 * each two sizes of coalitions; memory does not grow with the pairs. */
CORRAL_EXPORT corral_status corral_overlaps_new(const corral_region *region,
                                                const corral_similarity *similarity,
                                                const corral_overlaps_options *options,
                                                const corral_progress *progress,
                                                corral_overlaps **out, corral_error *err);
CORRAL_EXPORT void corral_overlaps_free(corral_overlaps *overlaps);

CORRAL_EXPORT const corral_overlaps_summary *
corral_overlaps_summarise(const corral_overlaps *overlaps);

/* Two different coalitions, in any order, both of options.among if it was given. O(items of both).
 */
CORRAL_EXPORT void corral_overlaps_pair(const corral_overlaps *overlaps, uint32_t a, uint32_t b,
                                        corral_overlap *out);

/* Pairs one after the other, a rising and then b, without holding them all: those with similarity
 * at or above threshold, and with every_sharing also all that have an item in common. The overlaps
 * must outlive it. */
typedef struct corral_overlap_rows corral_overlap_rows;

CORRAL_EXPORT corral_status corral_overlap_rows_new(const corral_overlaps *overlaps,
                                                    double threshold, bool every_sharing,
                                                    const corral_progress *progress,
                                                    corral_overlap_rows **out, corral_error *err);
CORRAL_EXPORT void corral_overlap_rows_free(corral_overlap_rows *rows);
/* *more is false, and *out as it was, when there is none left. */
CORRAL_EXPORT corral_status corral_overlap_rows_next(corral_overlap_rows *rows, corral_overlap *out,
                                                     bool *more, corral_error *err);

/* How many items of a facet both hold; 0 where it is not known. O(log items + shared facet). */
CORRAL_EXPORT uint32_t corral_overlap_shared(const corral_region *region, uint32_t facet,
                                             uint32_t a, uint32_t b);
/* What would be usual there for these two; NAN where it is not known of both, or nothing could be
 * fitted. Fits the facet anew. */
CORRAL_EXPORT corral_status corral_overlap_usual(const corral_region *region, uint32_t facet,
                                                 corral_null null, uint32_t a, uint32_t b,
                                                 double *expected, corral_error *err);

/* "more", "fewer", "as expected", "cannot tell"; "" for CORRAL_FINDING_NONE. */
CORRAL_EXPORT const char *corral_finding_name(corral_finding finding);

#ifdef __cplusplus
}
#endif

#endif
