/* A region as it might as well have been found: for asking how firm results are. */
#ifndef CORRAL_SIMILARITY_RESAMPLE_H
#define CORRAL_SIMILARITY_RESAMPLE_H

#include "core/try.h"
#include "corral/similarity.h"

/* A similarity whose items are drawn anew: within each facet as many as it has, with replacement,
 * and what is drawn m times counts m times its rarity; and of which a tenth of what is known (a
 * facet of a coalition) is set unknown. Depends on seed and stream only. Touches neither igraph nor
 * GSL's error handler, so several threads may resample one similarity at a time. O(seats). */
corral_status corral_similarity_resample(const corral_similarity *similarity, uint64_t seed,
                                         uint64_t stream, corral_similarity **out,
                                         corral_error *err);

#endif
