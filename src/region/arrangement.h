/* A region while it is put in order, shared by arrange.c, facets.c and known.c. */
#ifndef CORRAL_REGION_ARRANGEMENT_H
#define CORRAL_REGION_ARRANGEMENT_H

#include "region/collect.h"

typedef struct arrangement {
    corral_builder *b;
    const settled *s;
    corral_region *r;
    size_t *cell_start;        /* by provisional coalition, into s->cells */
    uint32_t *final_coalition; /* provisional to final, CORRAL_NONE: another stands for it */
    uint32_t *final_facet;
    uint32_t *final_item;
    uint32_t *holders; /* by provisional item */
    unsigned char *is_used;
} arrangement;

/* Numbers the facets; warns of those that are probably misspelt. */
corral_status arrangement_number_facets(arrangement *g, corral_error *err);

/* How much is known of each facet of each coalition; once everything is numbered. */
corral_status arrangement_settle_known(arrangement *g, corral_error *err);

#endif
