/* The facet that is meant, and words for its items. */
#include "cli/facet.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/values.h"
#include "region/nearest.h"

static size_t shared_items(const corral_region *region, uint32_t facet)
{
    uint32_t first, end;
    size_t shared = 0;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) shared += corral_region_holders(region, j).count > 1;
    return shared;
}

uint32_t corral_facet_main(const corral_region *region)
{
    uint32_t member = corral_region_facet_find(region, "member"), best = UINT32_MAX;
    size_t most = 0;
    if (member != UINT32_MAX) {
        uint32_t first, end;
        corral_region_facet_items(region, member, &first, &end);
        if (first < end && corral_region_holders(region, first).count > 0) return member;
    }
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        size_t shared = shared_items(region, f);
        if (best == UINT32_MAX || shared > most) {
            best = f;
            most = shared;
        }
    }
    return best;
}

corral_status corral_facet_find(const corral_region *region, const char *name, uint32_t *facet,
                                corral_error *err)
{
    if (name) return corral_region_require_facet(region, name, facet, err);
    *facet = corral_facet_main(region);
    return CORRAL_OK;
}

static corral_status choose_listed(const corral_region *region, const char *text, const char *other,
                                   unsigned char *chosen, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *copy = NULL, *rest;
    TRY(corral_string_copy(&copy, text, strlen(text), err));
    rest = copy;
    for (char *name; (name = strsep(&rest, ","));) {
        uint32_t facet = corral_region_facet_count(region);
        name = corral_value_trim(name);
        if (!other || strcmp(name, other) != 0)
            TRY(corral_region_require_facet(region, name, &facet, err));
        chosen[facet] = 1;
    }
done:
    free(copy);
    return status;
}

corral_status corral_facets_choose(const corral_region *region, const corral_words *lists,
                                   const char *other, unsigned char *chosen, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < lists->count; k++)
        TRY(choose_listed(region, lists->items[k], other, chosen, err));
done:
    return status;
}

const char *corral_facet_words(const char *facet, size_t count, char words[80])
{
    size_t length = strlen(facet);
    bool ends_in_y = length > 1 && facet[length - 1] == 'y' && !strchr("aeiou", facet[length - 2]);
    if (count == 1)
        snprintf(words, 80, "%s", facet);
    else
        snprintf(words, 80, "%.*s%s", (int)(length - ends_in_y), facet, ends_in_y ? "ies" : "s");
    return words;
}
