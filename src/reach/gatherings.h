/* Which sessions of a plan can be held in one meeting. */
#ifndef CORRAL_REACH_GATHERINGS_H
#define CORRAL_REACH_GATHERINGS_H

#include "core/try.h"
#include "corral/groups.h"

/* along[i] is a set that holds all of the i-th and is along with itself: of sets that hold each
 * other the first, of several the largest, of equal ones the first. Sets are rising. `coalitions`
 * is more than any number in them. O(sets times those that share their first coalition). */
corral_status reach_gather(const corral_coalitions *sets, size_t count, uint32_t coalitions,
                           size_t *along, corral_error *err);

#endif
