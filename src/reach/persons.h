/* Who is named on the seats of members. */
#ifndef CORRAL_REACH_PERSONS_H
#define CORRAL_REACH_PERSONS_H

#include "core/strings.h"
#include "core/try.h"
#include "corral/region.h"

typedef struct reach_named_seat {
    uint32_t member, name, coalition;
} reach_named_seat;

/* By name, then by coalition and member; release with reach_persons_release. */
typedef struct reach_persons {
    corral_strings *names;
    reach_named_seat *seats;
    size_t count, capacity;
} reach_persons;

/* Of the members first to end - 1: those whose seats the region holds in the end. Two people of
 * one name are one. */
corral_status reach_persons_init(reach_persons *persons, const corral_region *region,
                                 uint32_t first, uint32_t end, corral_error *err);
void reach_persons_release(reach_persons *persons);

/* Behind the last seat of the person whose first seat it is. */
size_t reach_person_end(const reach_persons *persons, size_t first);

#endif
