/* SPDX-License-Identifier: MIT
 *
 * Invented districts, the same ones every time. */
#ifndef VIZ_TEST_DISTRICTS_MODEL_H
#define VIZ_TEST_DISTRICTS_MODEL_H

#include "support.h"

typedef struct {
    unsigned districts, groups; /* groups: in all, about */
    unsigned roads;             /* from each to others that were given before it */
    uint64_t seed;
} districts;

bytes districts_model(districts d);
/* A district for each name, in a chain. */
bytes districts_of(const char *const *names, unsigned count);

#endif
