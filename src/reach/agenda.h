/* What is on the agenda of each coalition: its goals and targets that others have, too. */
#ifndef CORRAL_REACH_AGENDA_H
#define CORRAL_REACH_AGENDA_H

#include "core/try.h"
#include "corral/region.h"

typedef struct reach_agenda {
    size_t *start; /* by coalition, and one more */
    uint32_t *topics;
    /* Of the coalitions counted last: in how many each item is on the agenda. */
    uint32_t *rooms; /* by item; 0 but for those met */
    uint32_t *met;
    size_t met_count;
} reach_agenda;

corral_status reach_agenda_init(reach_agenda *agenda, const corral_region *region,
                                corral_error *err);
void reach_agenda_release(reach_agenda *agenda);

/* O(topics of these coalitions). */
void reach_agenda_count(reach_agenda *agenda, const uint32_t *coalitions, size_t count);

/* Whether items of this facet are topics. */
bool reach_is_topical(const corral_region *region, uint32_t facet);

/* The items of the facet member, none in a region without any facet; FAILs where there are others
 * alone, naming them. */
corral_status reach_require_members(const corral_region *region, uint32_t *first, uint32_t *end,
                                    corral_error *err);

#endif
