/* The order of facets, and those whose name is probably another one misspelt. */
#include "core/memory.h"
#include "region/arrangement.h"

#include <string.h>

/* The first ones in their order, then the others that a file may be about. */
static const char *const KNOWN_FACETS[] = {"member",     "goal",    "strategy", "target",
                                           "population", "issue",   "sector",   "geography",
                                           "governance", "funding", "partner"};
enum { FIRST_FACET_COUNT = 6, KNOWN_FACET_COUNT = sizeof KNOWN_FACETS / sizeof *KNOWN_FACETS };

static size_t facet_place(const char *name)
{
    for (size_t k = 0; k < FIRST_FACET_COUNT; k++)
        if (strcmp(name, KNOWN_FACETS[k]) == 0) return k;
    return FIRST_FACET_COUNT;
}

static int by_facet(const void *left, const void *right, void *names)
{
    const char *x = corral_strings_get(names, *(const uint32_t *)left);
    const char *y = corral_strings_get(names, *(const uint32_t *)right);
    size_t i = facet_place(x), j = facet_place(y);
    return i != j ? (i < j ? -1 : 1) : strcmp(x, y);
}

/* Whether name is the plural of singular. */
static bool is_plural(const char *name, const char *singular)
{
    size_t stem = strlen(singular) - (singular[strlen(singular) - 1] == 'y');
    return strncmp(name, singular, stem) == 0 &&
           strcmp(name + stem, singular[stem] == 'y' ? "ies" : "s") == 0;
}

/* The facet that was meant by a plural or by a word with one or two letters wrong; NULL if none. */
static const char *facet_meant(const char *name)
{
    const char *best = NULL;
    size_t least = strlen(name) / 3 < 2 ? strlen(name) / 3 : 2;
    for (size_t k = 0; k < KNOWN_FACET_COUNT; k++)
        if (strcmp(name, KNOWN_FACETS[k]) == 0) return NULL;
    for (size_t k = 0; k < KNOWN_FACET_COUNT; k++) {
        if (is_plural(name, KNOWN_FACETS[k])) return KNOWN_FACETS[k];
        size_t distance = corral_edit_distance(name, KNOWN_FACETS[k], least);
        if (distance > least || (best && distance == least)) continue;
        best = KNOWN_FACETS[k];
        least = distance;
    }
    return best;
}

/* "members" would quietly count for nothing where "member" was meant. */
static corral_status warn_misspelt(arrangement *g, const char *name, corral_error *err)
{
    const char *meant = facet_meant(name);
    if (!meant) return CORRAL_OK;
    return corral_problems_report(g->b->problems, CORRAL_SEVERITY_WARNING, (corral_place){0}, err,
                                  "facet %s is a facet of its own and weighs nothing in "
                                  "similarity; did you mean \"%s\"?",
                                  CORRAL_QUOTE(name), meant);
}

corral_status arrangement_number_facets(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(g->b->facets);
    TRY(corral_array_new(&g->final_facet, count, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->r->facet_id, count, sizeof(uint32_t), err));
    for (uint32_t f = 0; f < count; f++) g->r->facet_id[f] = f;
    qsort_r(g->r->facet_id, count, sizeof(uint32_t), by_facet, g->b->facets);
    g->r->facet_count = count;
    for (uint32_t f = 0; f < count; f++) {
        g->final_facet[g->r->facet_id[f]] = f;
        TRY(warn_misspelt(g, corral_strings_get(g->b->facets, f), err));
    }
done:
    return status;
}
