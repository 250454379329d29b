/* The coalitions of one topic and the members that two or more of them share, numbered among
 * themselves. */
#ifndef CORRAL_REACH_ROOMS_H
#define CORRAL_REACH_ROOMS_H

#include "core/try.h"
#include "corral/region.h"

typedef struct reach_rooms {
    uint32_t *coalitions; /* rising: those that share a member with another */
    uint32_t count, member_count;
    size_t *row_start; /* by coalition: its members */
    uint32_t *row;
    size_t *column_start; /* by member: its coalitions, rising */
    uint32_t *column;
    size_t capacity[5]; /* of the five arrays */

    /* Of the region. */
    const corral_region *region;
    uint32_t first, end; /* members */
    uint32_t *place;     /* by member of the region: how many coalitions, then its number */
    uint32_t *met;
} reach_rooms;

corral_status reach_rooms_init(reach_rooms *rooms, const corral_region *region, uint32_t first,
                               uint32_t end, corral_error *err);
void reach_rooms_release(reach_rooms *rooms);

/* Those of this topic, in place of the ones before. */
corral_status reach_rooms_of(reach_rooms *rooms, uint32_t topic, corral_error *err);

#endif
