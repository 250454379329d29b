/* The region's arrays, shared by the files of this folder only.
 *
 * Invariants once built: `row_*` holds for each coalition its items in rising order, `column_*` for
 * each item its coalitions in rising order, both the same seats; weights lie in (0, 1]. Marks are
 * the cells of which something else than a plain weight is known; a disputed cell has a mark and,
 * if the dispute was resolved by an option, a seat as well. */
#ifndef CORRAL_REGION_STORE_H
#define CORRAL_REGION_STORE_H

#include "core/strings.h"
#include "corral/region.h"
#include "region/marks.h"
#include "region/names.h"

/* Texts are numbers in corral_region.texts, CORRAL_NONE where blank. */
typedef struct region_detail {
    uint32_t informant, as_of, source, page, note, person, role, hours, indicator;
} region_detail;

typedef struct region_statement {
    uint32_t item;
    uint32_t detail;
    uint32_t order; /* among the statements on one item, as settle.c orders them */
    double weight;
} region_statement;

typedef struct region_item {
    uint32_t facet, within;
    uint32_t key; /* number in keys */
    uint32_t name, original, sector, url;
} region_item;

/* item and same_as: items, both CORRAL_NONE where one is not there; the rest texts. */
typedef struct region_crosswalk {
    uint32_t item, same_as, facet, item_said, same_as_said, by, date;
    corral_same_decision decision;
} region_crosswalk;

typedef struct region_synonym {
    uint32_t word, same_as; /* texts */
} region_synonym;

/* Numbers of names in the five sets are those of arrival; everything else is numbered finally. */
struct corral_region {
    uint32_t coalition_count, facet_count, item_count, attribute_count;
    corral_strings *texts;      /* names, attributes, details */
    corral_strings *coalitions; /* ids */
    corral_strings *facets;     /* names */
    corral_strings *keys;       /* of items: facet prefix and key */
    corral_strings *columns;    /* names of attributes */

    uint32_t *coalition_id;     /* final to name */
    uint32_t *coalition_of_id;  /* name to final; several names may mean one */
    region_names *names;        /* of the coalitions */
    uint32_t *attribute;        /* text, attribute_count by coalition_count */
    uint32_t *facet_id;         /* final to name */
    uint32_t *facet_first_item; /* facet_count + 1 */
    unsigned char *known;       /* corral_known, coalition_count by facet_count */
    unsigned char *is_coded;    /* by facet */
    region_item *items;
    uint32_t *item_of_key; /* name to final, CORRAL_NONE if it is not in the region */

    size_t *row_start, *column_start;
    uint32_t *row_item, *column_coalition;
    double *row_weight, *column_weight;

    size_t *mark_start; /* by coalition */
    region_mark *marks; /* by item within a coalition */
    size_t *statement_start;
    region_statement *statements;
    region_detail *details;

    uint32_t *item_same; /* by item; NULL: each stands for itself */
    region_crosswalk *crosswalk;
    region_synonym *synonyms;
    size_t crosswalk_count, synonym_count;

    struct region_graph *graph;           /* both built on first use */
    struct region_item_names *item_names; /* of item_names.c */
};

/* Frees what corral_region_components built. */
void region_graph_free(struct region_graph *graph);
/* Frees what corral_region_item_look built. */
void region_item_names_free(struct region_item_names *names);

/* An item's entry in item_keys: the facet in two bytes that are never 0, then the key. */
enum { REGION_KEY_PREFIX = 2, REGION_FACET_LIMIT = 255 };
void region_key_prefix(uint32_t facet, char prefix[REGION_KEY_PREFIX]);

#endif
