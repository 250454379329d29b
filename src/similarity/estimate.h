/* Whether the pairs of a join fit into the memory that is allowed. */
#ifndef CORRAL_SIMILARITY_ESTIMATE_H
#define CORRAL_SIMILARITY_ESTIMATE_H

#include "similarity/footprints.h"

/* How many pairs may be kept; SIZE_MAX where max_memory is not set. If an estimate is above that:
 * *fits is false, or with fits NULL CORRAL_LIMIT with the estimate and the threshold that would
 * fit. */
corral_status similarity_pairs_allowed(const corral_similarity *s, double threshold, size_t *most,
                                       bool *fits, corral_error *err);

#endif
