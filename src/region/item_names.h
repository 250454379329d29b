/* Items of one facet by what they are called, for lists of many names: corral_region_item_find
 * knows keys alone. */
#ifndef CORRAL_REGION_ITEM_NAMES_H
#define CORRAL_REGION_ITEM_NAMES_H

#include "core/try.h"
#include "corral/region.h"

typedef struct region_item_names region_item_names;

/* O(items of the facet). */
corral_status region_item_names_new(const corral_region *region, uint32_t facet,
                                    region_item_names **out, corral_error *err);
void region_item_names_free(region_item_names *names);

/* By key, else by display name (of several so called the first); UINT32_MAX if there is none. key
 * is what corral_name_key makes of the name. O(1). */
uint32_t region_item_names_find(const region_item_names *names, const char *key);

#endif
