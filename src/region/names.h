/* Coalitions by what they are called, for names that stand where an id should. */
#ifndef CORRAL_REGION_NAMES_H
#define CORRAL_REGION_NAMES_H

#include "core/strings.h"
#include "core/text.h"

/* A name and a short name have the keys of identity, as ids have: spaces and composition apart,
 * the same spelling. */
typedef struct region_names region_names;

typedef enum region_name_kind {
    REGION_NAME,
    REGION_SHORT_NAME,
    REGION_NAME_KINDS
} region_name_kind;

/* "name", "short_name". */
extern const char *const REGION_NAME_COLUMNS[REGION_NAME_KINDS];

corral_status region_names_new(region_names **out, corral_error *err);
void region_names_free(region_names *names);

/* A blank text is no name. */
corral_status region_names_add(region_names *names, region_name_kind kind, const char *text,
                               uint32_t coalition, corral_error *err);

/* The one coalition with this name, else the one with this short name, else CORRAL_NONE. O(1). */
uint32_t region_names_find(const region_names *names, const char *key, size_t length);

/* Numbers every coalition anew. */
void region_names_renumber(region_names *names, const uint32_t *number);

#endif
