/* The comparison chart of 2 to 9 coalitions: what all of them share, most, some, and what one
 * brings alone, item by item.
 *
 *     corral_comparison *comparison = NULL;
 *     if (corral_comparison_new(region, coalitions, 3, NULL, &comparison, &error) == CORRAL_OK)
 *         for (size_t k = 0; k < corral_comparison_count(comparison); k++) {
 *             corral_comparison_row row = corral_comparison_at(comparison, k);
 *             printf("%s: %u\n", corral_region_item_name(region, row.item), row.count);
 *         }
 *     corral_comparison_free(comparison);
 */
#ifndef CORRAL_COMPARISON_H
#define CORRAL_COMPARISON_H

#include "corral/region.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A chart with more columns cannot be read. */
#define CORRAL_COMPARISON_MOST 9

/* What is unknown counts neither as yes nor as no: it keeps an item out of ALL, and is left out of
 * those that MOST is more than half of. */
typedef enum corral_block {
    CORRAL_BLOCK_ALL,  /* every coalition has it */
    CORRAL_BLOCK_MOST, /* two or more have it, more than half of those of whom it is known; and it
                        * is known of more than half of all */
    CORRAL_BLOCK_SOME, /* two or more */
    CORRAL_BLOCK_ONE   /* one; or none for certain, where answers differ */
} corral_block;

#define CORRAL_BLOCK_COUNT 4

typedef struct corral_comparison_row {
    corral_block block;
    uint32_t item;
    uint32_t count; /* coalitions that have it, as primary or secondary; a disputed one where the
                     * region's way with disputes gives it a weight */
    uint32_t known; /* of whom it is known: these, and those that have it not; neither a partial
                     * list that does not mention it nor an unknown one */
} corral_comparison_row;

typedef struct corral_comparison_options {
    const unsigned char *facets; /* by facet: 0 is left out; NULL: every facet but `partner`, which
                                  * says who works with whom */
    uint32_t sharers;            /* only what so many or more have; 1: all, disputes too */
} corral_comparison_options;

#define CORRAL_COMPARISON_OPTIONS_INIT                                                             \
    {                                                                                              \
        0, 1                                                                                       \
    }

typedef struct corral_comparison corral_comparison;

/* Rows by block, facet, falling count, then as the region numbers items. coalitions are numbers of
 * the region in any order, each once; options may be NULL. O(k log k) for k items of theirs.
 * CORRAL_BAD_USE: fewer than 2 coalitions, more than 9, one named twice. */
CORRAL_EXPORT corral_status corral_comparison_new(const corral_region *region,
                                                  const uint32_t *coalitions, size_t count,
                                                  const corral_comparison_options *options,
                                                  corral_comparison **out, corral_error *err);
CORRAL_EXPORT void corral_comparison_free(corral_comparison *comparison);

CORRAL_EXPORT size_t corral_comparison_count(const corral_comparison *comparison);
CORRAL_EXPORT corral_comparison_row corral_comparison_at(const corral_comparison *comparison,
                                                         size_t row);
/* How many rows a block has. */
CORRAL_EXPORT size_t corral_comparison_block_count(const corral_comparison *comparison,
                                                   corral_block block);

#ifdef __cplusplus
}
#endif

#endif
