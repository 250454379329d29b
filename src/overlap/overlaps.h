/* What the files of this folder know of a corral_overlaps.
 *
 * Pairs of which the facet is known fall into cells: the classes of both degrees and the count they
 * share. All pairs of a cell have one p, so the test needs the number of pairs in each cell and
 * never a list of them. */
#ifndef CORRAL_OVERLAP_OVERLAPS_H
#define CORRAL_OVERLAP_OVERLAPS_H

#include "overlap/shared.h"
#include "overlap/tails.h"

typedef struct overlap_cell {
    uint64_t pairs, low; /* low: of these with too little coverage to be compared */
    double p, q;
    corral_finding finding; /* where coverage suffices */
    bool is_more;
} overlap_cell;

/* Two classes of degrees, the smaller number first. */
typedef struct overlap_class_pair {
    overlap_cell *cells; /* by count shared */
    uint32_t count;
    double expected, least_p;
} overlap_class_pair;

struct corral_overlaps {
    const corral_region *region;
    const corral_similarity *similarity;
    corral_overlaps_options options; /* among: our own copy */
    uint32_t *among;
    overlap_margins margins;
    overlap_model model;
    overlap_search search;
    overlap_class_pair *class_pairs; /* a triangle */
    corral_overlaps_summary summary;
};

size_t overlap_class_pair_count(const corral_overlaps *o);
/* Number of the pair of classes c and d, in any order. */
size_t overlap_class_pair_of(uint32_t c, uint32_t d);

int overlap_threads(const corral_overlaps *o);

/* Fills the cells' numbers of pairs, and what the summary says of sharing. */
corral_status overlap_count(corral_overlaps *o, const corral_progress *progress, corral_error *err);
/* p, q and findings of the cells, and what the summary says of them. */
corral_status overlap_test(corral_overlaps *o, const corral_progress *progress, corral_error *err);

#endif
