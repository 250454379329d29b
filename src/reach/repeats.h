/* Repeats (corral/load.h) of two regions, over what can be compared: coalitions in both whose
 * members are known both times, goals and targets only where they are known both times. */
#ifndef CORRAL_REACH_REPEATS_H
#define CORRAL_REACH_REPEATS_H

#include "core/try.h"
#include "corral/load.h"

typedef struct corral_repeats {
    uint32_t coalitions; /* that can be compared */
    uint64_t before, after;
} corral_repeats;

/* Among these coalitions of the first region, such as a group; reports a year, as of
 * corral_load_options. */
corral_status corral_repeats_compare(const corral_region *before, const corral_region *after,
                                     corral_coalitions among, uint32_t reports, corral_repeats *out,
                                     corral_error *err);

#endif
