/* The coalition or item that a misspelt name was probably meant to be. */
#ifndef CORRAL_REGION_NEAREST_H
#define CORRAL_REGION_NEAREST_H

#include "core/try.h"
#include "corral/region.h"

/* Edit distance without regard to ASCII case; limit + 1 if it is more. */
size_t region_spelling_distance(const char *given, const char *text, size_t limit);

/* Its id, NULL if none is near: case aside, at most a third of the letters wrong, or the one whose
 * name begins with what was given (from three letters on); of several equally near the first in
 * byte order. O(coalitions). */
const char *corral_region_nearest(const corral_region *region, const char *given);

/* The coalition by id or name; FAILs with the nearest one in the message. place may be all 0. */
corral_status corral_region_require(const corral_region *region, const char *given,
                                    corral_place place, uint32_t *out, corral_error *err);

/* The item of a facet by its key; FAILs with the nearest one, by key or display name, in the
 * message. */
corral_status corral_region_require_item(const corral_region *region, const char *facet,
                                         const char *given, corral_place place, uint32_t *out,
                                         corral_error *err);

#endif
