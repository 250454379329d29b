/* SPDX-License-Identifier: MIT
 *
 * Invented networks, the same ones every time. */
#ifndef VIZ_TEST_NETWORK_MODEL_H
#define VIZ_TEST_NETWORK_MODEL_H

#include "support.h"

typedef struct {
    unsigned coalitions, items, groups, seats; /* the most seats; each item has two at least */
    unsigned alone;                            /* coalitions of no group */
    unsigned home;                             /* per cent of seats in the item's own group */
    bool labels, links;
    uint64_t seed;
} network;

bytes network_model(network n);

/* A coalition and an item for each name. */
bytes network_of(const char *const *names, unsigned count);
bytes hostile_model(void); /* of the names in svg_checks.h */

#endif
