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

/* Names that break careless writers, a coalition and an item each. */
extern const char *const hostile_names[];
bytes hostile_model(void);

#endif
