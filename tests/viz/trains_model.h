/* SPDX-License-Identifier: MIT
 *
 * Invented groups for train maps, the same ones every time. */
#ifndef VIZ_TEST_TRAINS_MODEL_H
#define VIZ_TEST_TRAINS_MODEL_H

#include "support.h"

typedef struct {
    unsigned lines, stations; /* of a group; every station is shared by two lines at least */
    unsigned density;         /* per cent of the lines that stop at a station */
    unsigned local;           /* the most items on one line only, a line */
    unsigned groups, alone;   /* 0 groups: none; alone: coalitions of no group */
    unsigned columns;         /* of the key */
    bool known;               /* all lists are known in full */
    const char *effort;       /* NULL: fast */
    uint64_t seed;
} trains;

bytes trains_model(trains t);

/* One of the groups that the rules are tried on: 3 to 9 lines, 6 to 60 stations, 15 to 40 %. */
trains trains_at_random(uint64_t seed);

/* Coalitions and items with these names; one group, or three. */
bytes hostile_train_map(const char *const *names, unsigned count);
bytes hostile_train_poster(const char *const *names, unsigned count);

/* `lines` coalitions that all hold the same `stations` items, all with that name. */
bytes trains_named(const char *name, unsigned lines, unsigned stations);

#endif
