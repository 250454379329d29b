/* Everything that was said of a region, statement by statement, for writers that keep it: what
 * corral_region has decided on (names for ids, disputes, spellings) stands here as it was said.
 *
 * All is in an order that depends on what was said alone: items by facet and key, statements by
 * coalition and item.
 */
#ifndef CORRAL_REGION_RECORD_H
#define CORRAL_REGION_RECORD_H

#include "corral/builder.h"

typedef struct corral_record corral_record;

/* corral_builder_finish, and the record beside it. record may be NULL. The record borrows the
 * region. */
corral_status corral_builder_finish_recorded(corral_builder *builder, corral_region **out,
                                             corral_record **record, corral_error *err);
void corral_record_free(corral_record *record);

/* An item under one spelling, before aliases; texts are "" where there is none. */
typedef struct corral_record_item {
    const char *facet, *item; /* the spelling found in the input */
    const char *name, *sector, *url;
    uint32_t within;  /* item of the record, UINT32_MAX if none */
    uint32_t same_as; /* the item that aliases make of it, UINT32_MAX if it stands for itself */
    bool is_listed;   /* described in items.csv */
} corral_record_item;

uint32_t corral_record_item_count(const corral_record *record);
corral_record_item corral_record_item_get(const corral_record *record, uint32_t item);

/* What was said of one item, or decided. Texts are "" where nothing was given; the builder's file,
 * line and column are blank. A weight that is NAN: said to be unknown. Of a decision the informant
 * is who decided, as_of the date, the note why. */
typedef struct corral_record_row {
    uint32_t coalition; /* of the region */
    uint32_t item;      /* of the record */
    bool is_decision;
    corral_row said;
} corral_record_row;

size_t corral_record_row_count(const corral_record *record);
corral_record_row corral_record_row_get(const corral_record *record, size_t index);

/* Rows that speak of a whole facet: said.item is "", item UINT32_MAX. */
size_t corral_record_known_count(const corral_record *record);
corral_record_row corral_record_known_get(const corral_record *record, size_t index);

#endif
