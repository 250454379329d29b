/* A set of display names, those that are not the key, with the item of each. */
#include "region/item_names.h"

#include "core/memory.h"
#include "core/strings.h"

#include <string.h>

struct region_item_names {
    const corral_region *region;
    uint32_t facet;
    corral_strings *names;
    uint32_t *item; /* by number of the name */
};

void region_item_names_free(region_item_names *names)
{
    if (!names) return;
    corral_strings_free(names->names);
    free(names->item);
    free(names);
}

corral_status region_item_names_new(const corral_region *region, uint32_t facet,
                                    region_item_names **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    region_item_names *names = NULL;
    uint32_t first, end;
    corral_region_facet_items(region, facet, &first, &end);
    TRY(corral_array_new(&names, 1, sizeof *names, err));
    names->region = region;
    names->facet = facet;
    TRY(corral_strings_new(&names->names, err));
    TRY(corral_array_new(&names->item, end - first, sizeof *names->item, err));
    for (uint32_t j = first; j < end; j++) {
        const char *name = corral_region_item_name(region, j);
        uint32_t number, before = corral_strings_count(names->names);
        if (strcmp(name, corral_region_item_key(region, j)) == 0) continue;
        TRY(corral_strings_add(names->names, name, strlen(name), &number, err));
        if (number == before) names->item[number] = j;
    }
    *out = names;
    names = NULL;
done:
    region_item_names_free(names);
    return status;
}

uint32_t region_item_names_find(const region_item_names *names, const char *key)
{
    uint32_t item = corral_region_item_find(names->region, names->facet, key);
    if (item != UINT32_MAX) return item;
    uint32_t number = corral_strings_find(names->names, key, strlen(key));
    return number == CORRAL_NONE ? UINT32_MAX : names->item[number];
}
