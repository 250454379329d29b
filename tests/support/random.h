/* Random regions: rows that can be shuffled, repeated, renamed and scaled before they are built. */
#ifndef CORRAL_TESTS_RANDOM_H
#define CORRAL_TESTS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corral/region.h"

/* A word from a state that must not be 0 (xorshift64*). */
uint64_t random_word(uint64_t *state);
uint32_t random_below(uint64_t *state, uint32_t count);
/* From 0 to 1, 1 not included. */
double random_share(uint64_t *state);

typedef struct random_shape {
    uint32_t coalitions;
    uint32_t facets; /* 1 to 6: member, goal, target, issue, strategy, population */
    uint32_t items;  /* a facet */
    double density;  /* share of cells that are seats */
    bool weights;    /* else all 1 */
    double unknown;  /* share of facets of coalitions of which nothing is known */
    double partial;  /* share of which the list is partial */
    double within;   /* share of items that lie within another of their facet */
    double disputed; /* share of seats that somebody else denies */
} random_shape;

typedef struct random_row {
    char coalition[12], facet[12], item[12]; /* item "": says that the facet is known */
    double weight;
    int known; /* a corral_said_known */
    const char *informant;
} random_row;

typedef struct random_within {
    char facet[12], child[12], parent[12];
} random_within;

typedef struct random_rows {
    random_row *rows;
    size_t count, capacity;
    random_within *within;
    size_t within_count, within_capacity;
} random_rows;

random_rows random_rows_new(const random_shape *shape, uint64_t seed);
void random_rows_shuffle(random_rows *rows, uint64_t seed);
void random_rows_release(random_rows *rows);
corral_region *random_rows_region(const random_rows *rows);
/* All of it at once. */
corral_region *random_region(const random_shape *shape, uint64_t seed);

#endif
