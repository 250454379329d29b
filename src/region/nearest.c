/* Nearness is edit distance without regard to case, over ids and names. */
#include "region/nearest.h"

#include "core/text.h"

#include <string.h>
#include <strings.h>

/* Distance without regard to ASCII case; limit + 1 if it is more. */
static size_t distance(const char *given, const char *text, size_t limit)
{
    char lower[2][128];
    if (strlen(given) >= sizeof *lower || strlen(text) >= sizeof *lower) return limit + 1;
    strcpy(lower[0], given);
    strcpy(lower[1], text);
    corral_ascii_lower(lower[0]);
    corral_ascii_lower(lower[1]);
    return corral_edit_distance(lower[0], lower[1], limit);
}

const char *corral_region_nearest(const corral_region *region, const char *given)
{
    uint32_t best = UINT32_MAX;
    size_t length = strlen(given), least = length / 3 + 1;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        const char *id = corral_region_id(region, a), *name = corral_region_name(region, a);
        size_t d = distance(given, id, least), by_name = distance(given, name, least);
        if (by_name < d) d = by_name;
        if (length > 2 && d > 1 &&
            (strncasecmp(given, id, length) == 0 || strncasecmp(given, name, length) == 0))
            d = 1;
        if (d < least) {
            least = d;
            best = a;
        }
    }
    return best == UINT32_MAX ? NULL : corral_region_id(region, best);
}

corral_status corral_region_require(const corral_region *region, const char *given,
                                    corral_place place, uint32_t *out, corral_error *err)
{
    *out = corral_region_find(region, given);
    if (*out != UINT32_MAX) return CORRAL_OK;
    const char *near = corral_region_nearest(region, given);
    if (near)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "no coalition %s in the region; did you mean %s?",
                                   CORRAL_QUOTE(given), CORRAL_QUOTE(near));
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place, "no coalition %s in the region of %u",
                               CORRAL_QUOTE(given), corral_region_coalition_count(region));
}
