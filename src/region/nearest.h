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

/* The item of a facet as corral_region_item_look finds it; FAILs with the nearest one, by key or
 * display name, in the message. */
corral_status corral_region_require_item(const corral_region *region, const char *facet,
                                         const char *given, corral_place place, uint32_t *out,
                                         corral_error *err);
/* The item of the facet whose name or key is nearest in the same sense, with the same numbers in
 * its name; UINT32_MAX if none is.
 * O(items of the facet). */
uint32_t corral_region_nearest_item(const corral_region *region, uint32_t facet, const char *given);

/* The facet of that name; FAILs with CORRAL_BAD_USE and the nearest one, or all there are. */
corral_status corral_region_require_facet(const corral_region *region, const char *given,
                                          uint32_t *out, corral_error *err);
/* The nearest facet's name, NULL if none is near. */
const char *corral_region_nearest_facet(const corral_region *region, const char *given);

/* corral_region_find, which finds nothing when memory runs out; this says so. *out is UINT32_MAX
 * where there is none. */
corral_status corral_region_look(const corral_region *region, const char *id_or_name, uint32_t *out,
                                 corral_error *err);

/* The item of a facet by what people call it: by its key, else by its display name, both as
 * corral_name_key compares them. *out is UINT32_MAX where there is none; a name that several items
 * have FAILs with two of their keys in the message. place may be all 0. O(1) behind the first name
 * that is no key, which lists all of them; so not from several threads at once. */
corral_status corral_region_item_look(const corral_region *region, uint32_t facet, const char *text,
                                      corral_place place, uint32_t *out, corral_error *err);

#endif
