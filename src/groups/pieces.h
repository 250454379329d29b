/* Putting together what several searches of one piece found; shared by two files. */
#ifndef CORRAL_GROUPS_PIECES_H
#define CORRAL_GROUPS_PIECES_H

#include "groups/partition.h"

/* A piece: units[place] and, by unit of the graph, its place; room for `count` each in the rest. A
 * leader is the first place of a place's group. */
typedef struct combining {
    const partition *p;
    const uint32_t *units, *place_of;
    uint32_t count;
    uint32_t *root, *size;
    double *gain;
} combining;

/* Takes the groups of `other` into `leader` wherever they are better; whether there are any. */
bool combine_leaders(const combining *c, uint32_t *leader, const uint32_t *other);

#endif
