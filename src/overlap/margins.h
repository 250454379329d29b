/* The bipartite matrix of one facet by its margins: coalitions and items by their degrees.
 *
 * Rows are the coalitions of which the facet is known, columns the items that any of them holds. A
 * class is all rows (or columns) of one degree; classes stand by falling degree. */
#ifndef CORRAL_OVERLAP_MARGINS_H
#define CORRAL_OVERLAP_MARGINS_H

#include "core/try.h"
#include "corral/region.h"

typedef struct overlap_classes {
    uint32_t count;
    uint32_t *degree; /* falling */
    uint32_t *size;   /* how many have it */
} overlap_classes;

typedef struct overlap_margins {
    const corral_region *region;
    uint32_t facet, first, end; /* its items */
    overlap_classes rows, columns;
    uint32_t row_count, column_count;
    uint32_t *row_class; /* by coalition; UINT32_MAX: not known */
} overlap_margins;

/* Zero-initialised before; release also after a failure. O(seats). */
corral_status overlap_margins_init(overlap_margins *margins, const corral_region *region,
                                   uint32_t facet, corral_error *err);
void overlap_margins_release(overlap_margins *margins);

/* A coalition's items of the facet. O(log items). */
corral_seats overlap_of_facet(const corral_region *region, uint32_t coalition, uint32_t first,
                              uint32_t end);
/* How many are in both. */
uint32_t overlap_common(corral_seats x, corral_seats y);

#endif
