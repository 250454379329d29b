/* Nearness is edit distance without regard to case, over ids and names. */
#include "region/nearest.h"

#include "core/text.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

size_t region_spelling_distance(const char *given, const char *text, size_t limit)
{
    char low[2][128];
    size_t n = strlen(given), m = strlen(text);
    if ((n > m ? n - m : m - n) > limit || n >= sizeof *low || m >= sizeof *low) return limit + 1;
    memcpy(low[0], given, n + 1);
    memcpy(low[1], text, m + 1);
    corral_ascii_lower(low[0]);
    corral_ascii_lower(low[1]);
    return corral_edit_distance(low[0], low[1], limit);
}

static bool begins_with(const char *text, const char *beginning)
{
    while (*beginning && lower(*text) == lower(*beginning)) text++, beginning++;
    return *beginning == '\0';
}

const char *corral_region_nearest(const corral_region *region, const char *given)
{
    uint32_t best = UINT32_MAX;
    size_t length = strlen(given), least = length / 3 + 1;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        const char *id = corral_region_id(region, a), *name = corral_region_name(region, a);
        size_t d = region_spelling_distance(given, id, least);
        size_t by_name = region_spelling_distance(given, name, least);
        if (by_name < d) d = by_name;
        if (length > 2 && d > 1 && (begins_with(id, given) || begins_with(name, given))) d = 1;
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
    corral_status status = corral_region_look(region, given, out, err);
    if (status != CORRAL_OK || *out != UINT32_MAX) return status;
    const char *near = corral_region_nearest(region, given);
    if (near)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "no coalition %s in the region; did you mean %s?",
                                   CORRAL_QUOTE(given), CORRAL_QUOTE(near));
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place, "no coalition %s in the region of %u",
                               CORRAL_QUOTE(given), corral_region_coalition_count(region));
}

/* Whether the digits of both are the same: grade 3 is no slip for grade 8. */
static bool same_digits(const char *one, const char *two)
{
    static const char digits[] = "0123456789";
    for (;; one++, two++) {
        one += strcspn(one, digits);
        two += strcspn(two, digits);
        if (*one != *two) return false;
        if (!*one) return true;
    }
}

uint32_t corral_region_nearest_item(const corral_region *region, uint32_t facet, const char *given)
{
    uint32_t first, end, best = UINT32_MAX;
    size_t least = strlen(given) / 3 + 1;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        size_t d = region_spelling_distance(given, corral_region_item_key(region, j), least);
        size_t by_name = region_spelling_distance(given, corral_region_item_name(region, j), least);
        if (by_name < d) d = by_name;
        if (d >= least || !same_digits(given, corral_region_item_name(region, j))) continue;
        least = d;
        best = j;
    }
    return best;
}

corral_status corral_region_require_item(const corral_region *region, const char *facet,
                                         const char *given, corral_place place, uint32_t *out,
                                         corral_error *err)
{
    uint32_t f = corral_region_facet_find(region, facet);
    if (f != UINT32_MAX) {
        corral_status status = corral_region_item_look(region, f, given, place, out, err);
        if (status != CORRAL_OK || *out != UINT32_MAX) return status;
    }
    uint32_t near = f == UINT32_MAX ? UINT32_MAX : corral_region_nearest_item(region, f, given);
    if (near != UINT32_MAX)
        return corral_error_set_at(
            err, CORRAL_BAD_INPUT, place, "no %s %s in the region; did you mean %s?", facet,
            CORRAL_QUOTE(given), CORRAL_QUOTE(corral_region_item_key(region, near)));
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                               "no %s %s in the region: no footprint names it, nor does items.csv",
                               facet, CORRAL_QUOTE(given));
}

const char *corral_region_nearest_facet(const corral_region *region, const char *given)
{
    const char *best = NULL;
    size_t least = strlen(given) / 3 + 1;
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        const char *name = corral_region_facet_name(region, f);
        size_t d = region_spelling_distance(given, name, least);
        if (d >= least) continue;
        least = d;
        best = name;
    }
    return best;
}

static corral_status name_facets(const corral_region *region, corral_text *names, corral_error *err)
{
    corral_status status = CORRAL_OK;
    enum { NAMED = 12 };
    uint32_t count = corral_region_facet_count(region);
    for (uint32_t f = 0; f < count && f < NAMED; f++)
        TRY(corral_text_printf(names, err, "%s%s", f ? ", " : "",
                               CORRAL_QUOTE(corral_region_facet_name(region, f))));
    if (count > NAMED) TRY(corral_text_printf(names, err, " ..."));
done:
    return status;
}

corral_status corral_region_require_facet(const corral_region *region, const char *given,
                                          uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    *out = corral_region_facet_find(region, given);
    if (*out != UINT32_MAX) return CORRAL_OK;
    const char *near = corral_region_nearest_facet(region, given);
    if (near)
        FAIL(CORRAL_BAD_USE, "facet %s is not in the region; did you mean %s?", CORRAL_QUOTE(given),
             CORRAL_QUOTE(near));
    if (!corral_region_facet_count(region))
        FAIL(CORRAL_BAD_USE, "facet %s is not in the region, which has none", CORRAL_QUOTE(given));
    TRY(name_facets(region, &names, err));
    FAIL(CORRAL_BAD_USE, "facet %s is not in the region, which has %s", CORRAL_QUOTE(given),
         names.bytes);
done:
    corral_text_release(&names);
    return status;
}
