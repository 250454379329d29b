/* The region: coalitions, items and footprints as a bipartite graph, constant once built.
 *
 * Coalitions are numbered 0 .. n-1 in byte order of their ids; facets 0 .. f-1 with member, goal,
 * strategy, target, population, issue first, the others by name; items 0 .. m-1 by facet, within a
 * facet by falling number of holders, then in byte order of their keys. So the numbers depend on
 * what was said, never on the order in which it was said.
 *
 *     corral_error error = CORRAL_ERROR_INIT;
 *     corral_region *region = NULL;
 *     if (corral_region_read("harmon", NULL, NULL, &region, &error) == CORRAL_OK) {
 *         corral_seats seats = corral_region_footprint(region, 0);
 *         for (size_t i = 0; i < seats.count; i++)
 *             puts(corral_region_item_name(region, seats.index[i]));
 *     }
 *     corral_region_free(region);
 */
#ifndef CORRAL_REGION_H
#define CORRAL_REGION_H

#include "corral/error.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corral_region corral_region;

/* How much is known of one facet of one coalition. */
typedef enum corral_known {
    CORRAL_KNOWN_NO,      /* not asked, not answered, or nothing was said */
    CORRAL_KNOWN_PARTIAL, /* some items are named; absence proves nothing */
    CORRAL_KNOWN_YES      /* the list is complete */
} corral_known;

/* What is known of one item for one coalition. */
typedef enum corral_cell {
    CORRAL_CELL_PRIMARY,       /* weight above 0.5 */
    CORRAL_CELL_SECONDARY,     /* weight above 0, at most 0.5 */
    CORRAL_CELL_NO,            /* an explicit no, or not on a complete list */
    CORRAL_CELL_NOT_MENTIONED, /* not on a partial list */
    CORRAL_CELL_UNKNOWN,
    CORRAL_CELL_DISPUTED /* informants differ and nobody has decided */
} corral_cell;

/* What people say of two names or two items. */
typedef enum corral_same_decision {
    CORRAL_SAME_UNDECIDED,
    CORRAL_SAME_YES,
    CORRAL_SAME_DIFFERENT,
    CORRAL_SAME_PART_OF, /* the second lies within the first: two things */
    CORRAL_SAME_LATER
} corral_same_decision;

/* What was decided of two items of a facet; texts are as they were given, "" where nothing was. */
typedef struct corral_crosswalk_row {
    uint32_t item, same_as; /* both UINT32_MAX: one of them is not in the region */
    corral_same_decision decision;
    const char *facet, *item_said, *same_as_said, *by, *date;
} corral_crosswalk_row;

/* A row or column of the region: count pairs of a number and a weight in (0, 1], numbers rising.
 * Borrowed from the region. */
typedef struct corral_seats {
    const uint32_t *index;
    const double *weight;
    size_t count;
} corral_seats;

/* One thing somebody said of one cell; every text is "" where nothing was given. */
typedef struct corral_statement {
    uint32_t coalition, item;
    double weight; /* NAN: said to be unknown */
    const char *informant, *as_of, *source, *page, *note;
    const char *person, *role, *hours, *indicator;
} corral_statement;

CORRAL_EXPORT void corral_region_free(corral_region *region);

CORRAL_EXPORT uint32_t corral_region_coalition_count(const corral_region *region);
CORRAL_EXPORT uint32_t corral_region_facet_count(const corral_region *region);
CORRAL_EXPORT uint32_t corral_region_item_count(const corral_region *region);
/* Cells with a weight above 0, over all facets. */
CORRAL_EXPORT size_t corral_region_seat_count(const corral_region *region);

/* Coalitions. The name is the id where none was given. */
CORRAL_EXPORT const char *corral_region_id(const corral_region *region, uint32_t coalition);
CORRAL_EXPORT const char *corral_region_name(const corral_region *region, uint32_t coalition);
/* By id, else by a name or short name that only one coalition has, however spaced or composed;
 * UINT32_MAX if there is none. O(1). */
CORRAL_EXPORT uint32_t corral_region_find(const corral_region *region, const char *id_or_name);
/* A column of coalitions.csv; "" where it was left blank or is not there. As read from files:
 * interest and status in lower case, numbers with a decimal point, blank where the value was
 * refused. */
CORRAL_EXPORT const char *corral_region_attribute(const corral_region *region, uint32_t coalition,
                                                  const char *column);
/* Whether the coalition has gone through what was recorded of it: the attribute CORRAL_VERIFIED (a
 * date, or yes) is there and is not no; and how many have. */
#define CORRAL_VERIFIED "verified"
CORRAL_EXPORT bool corral_region_is_verified(const corral_region *region, uint32_t coalition);
CORRAL_EXPORT uint32_t corral_region_verified_count(const corral_region *region);
CORRAL_EXPORT uint32_t corral_region_attribute_count(const corral_region *region);
CORRAL_EXPORT const char *corral_region_attribute_name(const corral_region *region,
                                                       uint32_t attribute);

/* Facets. Items of a facet are numbered first .. end-1. */
CORRAL_EXPORT const char *corral_region_facet_name(const corral_region *region, uint32_t facet);
CORRAL_EXPORT uint32_t corral_region_facet_find(const corral_region *region, const char *name);
CORRAL_EXPORT void corral_region_facet_items(const corral_region *region, uint32_t facet,
                                             uint32_t *first, uint32_t *end);
CORRAL_EXPORT corral_known corral_region_known(const corral_region *region, uint32_t coalition,
                                               uint32_t facet);
/* Whether every item that was spoken of is described in items.csv: a closed list. */
CORRAL_EXPORT bool corral_region_facet_is_coded(const corral_region *region, uint32_t facet);

/* Items. The key decides identity; the name is for people; the original is the spelling found in
 * the input. */
CORRAL_EXPORT uint32_t corral_region_item_facet(const corral_region *region, uint32_t item);
CORRAL_EXPORT const char *corral_region_item_key(const corral_region *region, uint32_t item);
CORRAL_EXPORT const char *corral_region_item_name(const corral_region *region, uint32_t item);
CORRAL_EXPORT const char *corral_region_item_original(const corral_region *region, uint32_t item);
CORRAL_EXPORT const char *corral_region_item_sector(const corral_region *region, uint32_t item);
CORRAL_EXPORT const char *corral_region_item_url(const corral_region *region, uint32_t item);
/* The item it lies within, UINT32_MAX if none; chains never close. */
CORRAL_EXPORT uint32_t corral_region_item_within(const corral_region *region, uint32_t item);
/* The first of all items that people treat as one with it (crosswalk.csv), itself if with none.
 * Only similarity and alignment count them as one; footprints and cells stay as they were said. */
CORRAL_EXPORT uint32_t corral_region_item_same(const corral_region *region, uint32_t item);
/* By a text with that key; UINT32_MAX if there is none. O(1). */
CORRAL_EXPORT uint32_t corral_region_item_find(const corral_region *region, uint32_t facet,
                                               const char *text);

/* Rows (items of a coalition) and columns (coalitions that hold an item). */
CORRAL_EXPORT corral_seats corral_region_footprint(const corral_region *region, uint32_t coalition);
CORRAL_EXPORT corral_seats corral_region_holders(const corral_region *region, uint32_t item);
CORRAL_EXPORT corral_cell corral_region_cell(const corral_region *region, uint32_t coalition,
                                             uint32_t item);

/* What was said of the coalition's cells beyond the weight (informant, source, person ...), by item
 * and then in a fixed order; cells of which nothing more was said have no statement. */
CORRAL_EXPORT size_t corral_region_statement_count(const corral_region *region, uint32_t coalition);
CORRAL_EXPORT corral_statement corral_region_statement(const corral_region *region,
                                                       uint32_t coalition, size_t index);

/* Decisions on pairs of items, each pair once, by item and then the other; behind them those about
 * items that are not in the region, by their texts. */
CORRAL_EXPORT size_t corral_region_crosswalk_count(const corral_region *region);
CORRAL_EXPORT corral_crosswalk_row corral_region_crosswalk(const corral_region *region,
                                                           size_t index);
/* "", "same", "different", "part of", "later" */
CORRAL_EXPORT const char *corral_same_decision_name(corral_same_decision decision);

/* Words that proposals take for one, in byte order. */
CORRAL_EXPORT size_t corral_region_synonym_count(const corral_region *region);
CORRAL_EXPORT void corral_region_synonym(const corral_region *region, size_t index,
                                         const char **word, const char **same_as);

/* Connected components of the bipartite graph of coalitions and held items, all facets together,
 * coalitions without any item one each. Asks igraph; builds its graph on first use (about 60 bytes
 * a seat), so not from several threads at once. component may be NULL, else n numbers: components
 * in order of their first coalition. On failure *count is left as it was. */
CORRAL_EXPORT corral_status corral_region_components(const corral_region *region, uint32_t *count,
                                                     uint32_t *component, corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
