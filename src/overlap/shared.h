/* Whom a coalition shares items with, found by way of the items' holders. */
#ifndef CORRAL_OVERLAP_SHARED_H
#define CORRAL_OVERLAP_SHARED_H

#include "corral/similarity.h"
#include "overlap/margins.h"

/* What is searched: the facets that are compared, and the one that is tested. */
typedef struct overlap_search {
    const corral_region *region;
    const overlap_margins *margins; /* of the facet tested */
    bool searched[256];             /* by facet of the region */
} overlap_search;

void overlap_search_init(overlap_search *search, const corral_region *region,
                         const corral_similarity *similarity, const overlap_margins *margins);

/* A thread's counters, all zero between rows. */
typedef struct overlap_workspace {
    uint32_t *shared; /* by coalition: items of the facet tested */
    unsigned char *is_met;
    uint32_t *met; /* the row's partners above it, after overlap_meet in no order */
    size_t met_count;
} overlap_workspace;

corral_status overlap_workspace_init(overlap_workspace *w, uint32_t coalitions);
void overlap_workspace_release(overlap_workspace *w);

/* Fills met, and shared for those in it. */
void overlap_meet(const overlap_search *search, overlap_workspace *w, uint32_t a);
/* Clears them. */
void overlap_part(overlap_workspace *w);

/* Whether two have any item that is searched in common. O(items of both). */
bool overlap_meets(const overlap_search *search, uint32_t a, uint32_t b);

#endif
