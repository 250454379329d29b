/* What two coalitions have, facet by facet: in sentences, and as tables for programs. */
#ifndef CORRAL_CLI_OVERLAPS_FACET_H
#define CORRAL_CLI_OVERLAPS_FACET_H

#include "cli/overlaps_work.h"

/* One facet of the two, the first the user named being 0. */
typedef struct corral_overlaps_facet {
    uint32_t facet;
    bool known[2], is_partial[2];
    corral_seats seats[2];
    uint32_t shared;
    double usual; /* NAN: nothing is said to be usual (a facet not compared, or nothing fitted) */
} corral_overlaps_facet;

typedef struct corral_overlaps_facets {
    const corral_region *region;
    const corral_overlap *pair;
    uint32_t who[2];
    uint32_t tested;  /* the facet of the finding */
    uint32_t partner; /* the facet of that name, UINT32_MAX none */
    corral_overlaps_facet *facet;
    size_t count;
} corral_overlaps_facets;

/* Every facet of the region. pair and w are borrowed. Zero-
 * initialised before; release also after a failure. */
corral_status corral_overlaps_facets_init(corral_overlaps_facets *facets,
                                          const corral_overlaps_work *w, const corral_overlap *pair,
                                          corral_error *err);
void corral_overlaps_facets_release(corral_overlaps_facets *facets);

/* Whether side 0 or 1 has the item. */
bool corral_overlaps_facet_has(const corral_overlaps_facet *facet, int side, uint32_t item);
/* The item as people call it: a partner by its name, its id in brackets; appends. */
corral_status corral_overlaps_facet_item(const corral_overlaps_facets *facets, uint32_t item,
                                         corral_text *out, corral_error *err);

/* "7 of 12 shared; about 3 would be usual for two coalitions this size", with the finding of the
 * facet tested; appends. */
corral_status corral_overlaps_facet_sentence(const corral_overlaps_facets *facets,
                                             const corral_overlaps_facet *facet, corral_text *out,
                                             corral_error *err);
/* Whether an item names one of the two as a partner: what the sentence of ties says. */
bool corral_overlaps_is_tie(const corral_overlaps_facets *facets, uint32_t item);
/* Whether the partners of one of them are known. */
bool corral_overlaps_has_ties(const corral_overlaps_facets *facets);
/* "X names Y; Y does not name X, as far as its list goes"; appends. */
corral_status corral_overlaps_tie_sentence(const corral_overlaps_facets *facets, corral_text *out,
                                           corral_error *err);

/* The same as tables: facets_of_pair, items, and partners where the region has any. */
corral_status corral_overlaps_facets_add_tables(const corral_overlaps_facets *facets,
                                                corral_overlaps_readers readers,
                                                corral_document *document, corral_error *err);

#endif
