/* Footprints weighted for comparison, shared by the files of this folder only.
 *
 * Rows are compressed; within a row items stand in the canonical order of sums (facet, then holders
 * falling, then key), numbered anew in that order, so that rising numbers are that order. `value`
 * is rarity times weight. Sums are per coalition and used facet, added in the canonical order. */
#ifndef CORRAL_SIMILARITY_FOOTPRINTS_H
#define CORRAL_SIMILARITY_FOOTPRINTS_H

#include "core/try.h"
#include "corral/similarity.h"

enum { SIMILARITY_FACETS = 64 /* a set of facets is one word */ };

struct corral_similarity {
    const corral_region *region;
    corral_similarity_options options;
    uint32_t coalition_count, item_count;

    uint32_t facet_count;                  /* used: weight above 0 and known for somebody */
    uint32_t facet[SIMILARITY_FACETS];     /* number in the region */
    double alpha[SIMILARITY_FACETS];       /* weight */
    uint32_t first[SIMILARITY_FACETS + 1]; /* first item of the facet, in canonical numbers */
    double total_alpha;

    uint32_t *item_of_rank; /* canonical number to the region's item */
    size_t *row_start;
    uint32_t *row_item;
    double *row_value;
    size_t *column_start;
    uint32_t *column_coalition;
    double *column_value;
    double *sum;     /* coalition by facet: sum of values (of their squares for cosine) */
    uint64_t *known; /* by coalition: bit k for used facet k */

    uint64_t *pattern; /* distinct values of known, and how many coalitions have each */
    uint32_t *pattern_size;
    bool *pattern_comparable; /* whether a coalition of this pattern has a partner to compare */
    uint32_t pattern_count;
    uint32_t *pattern_of; /* by coalition */
};

/* Similarity from what the pair shares in each used facet: shared[k] is the sum of min(x, y) (of
 * products for cosine) in canonical order. The one place that decides a similarity. */
double similarity_of_shared(const corral_similarity *s, uint32_t a, uint32_t b,
                            const double *shared);

/* Whether enough is known of both to be compared: coverage at or above min_coverage, with slack for
 * the rounding of weights such as 0.1, and above 0. */
bool similarity_is_comparable(const corral_similarity *s, uint64_t known_a, uint64_t known_b);

/* Weight of the facets known for both, as a share. */
double similarity_coverage(const corral_similarity *s, uint64_t known_a, uint64_t known_b);

/* Everything but the arrays, which stay NULL. */
void similarity_share_settings(corral_similarity *to, const corral_similarity *from);

/* Fills what is by pattern, from known. */
corral_status similarity_find_patterns(corral_similarity *s, corral_error *err);

/* Every coalition's similarities above 0, in parallel: visit(context, a, list, count) is called
 * once a coalition, from any thread, b rising in the list; all b, or only those above a. */
typedef struct similarity_entry {
    uint32_t to;
    double similarity;
} similarity_entry;

typedef struct similarity_visit {
    corral_status (*row)(void *context, uint32_t a, const similarity_entry *list, size_t count);
    void *context;
    bool upper_only;
    double threshold;    /* only entries at or above it */
    uint32_t first, end; /* only these coalitions; end 0: all */
    const corral_progress *progress;
} similarity_visit;

corral_status similarity_rows(const corral_similarity *s, const similarity_visit *visit,
                              corral_error *err);

/* The status that a search ended with, and what to say of it. */
corral_status similarity_search_ended(const corral_similarity *s, int first, double threshold,
                                      corral_error *err);

#endif
