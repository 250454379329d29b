/* SPDX-License-Identifier: MIT
 *
 * What the parts of the layout core of trains share. Heights are counted in pitches inside. A
 * column holds every line; its stations own disjoint sets of lines, each a run of neighbours.
 * Columns without stations stand at both ends of a row, where the badges are. */
#ifndef VIZ_TRAINS_TRAINS_H
#define VIZ_TRAINS_TRAINS_H

#include "trains/layout.h"

enum {
    VIZ_TRAINS_PLACES = VIZ_TRAINS_STATIONS + 2, /* columns of a row, with both ends */
    VIZ_TRAINS_SHARE = VIZ_TRAINS_LINES          /* stations of one column */
};

/* The input in the terms of the search; stations in an order that does not depend on the input's.
 */
typedef struct {
    unsigned lines;
    size_t n_stations;
    unsigned mask[VIZ_TRAINS_STATIONS];
    double width[VIZ_TRAINS_STATIONS];   /* of the label */
    uint16_t above[VIZ_TRAINS_STATIONS]; /* pitches from the first line up to the next line */
    uint16_t crown[VIZ_TRAINS_STATIONS]; /* and up to the top of the row */
    uint16_t badge;                      /* pitches between lines at the ends */
} viz_trains_problem;

typedef struct {
    uint8_t order[VIZ_TRAINS_LINES];  /* lines from top to bottom */
    uint8_t pos[VIZ_TRAINS_LINES];    /* its inverse */
    uint8_t block[VIZ_TRAINS_LINES];  /* of a line: 0 free, otherwise 1 + place in station */
    uint16_t at[VIZ_TRAINS_LINES];    /* of a line: least pitches below the first line */
    uint16_t above[VIZ_TRAINS_LINES]; /* of a line: the set of lines above it */
    uint16_t mates[VIZ_TRAINS_LINES]; /* of a line: all lines of its station here, or none */
    uint16_t room;                    /* pitches between free lines */
    uint16_t crown;                   /* least height of the first line */
    uint16_t extent;                  /* least height of the last line */
    uint16_t used;                    /* lines that stop here */
    uint8_t n_stations;
    uint8_t station[VIZ_TRAINS_SHARE];
} viz_trains_column;

/* Without the ends. */
typedef struct {
    size_t n;
    viz_trains_column column[VIZ_TRAINS_STATIONS];
} viz_trains_sequence;

/* With both ends. */
typedef struct {
    size_t n;
    viz_trains_column column[VIZ_TRAINS_PLACES];
    bool first, last; /* begins at the first departures; ends in the last badges */
} viz_trains_strip;

/* Columns first .. end - 1. */
typedef struct {
    size_t first, end;
} viz_trains_range;

typedef struct {
    unsigned crossings;
    unsigned bends; /* at least; see column.c */
} viz_trains_step;

typedef struct {
    int y[VIZ_TRAINS_PLACES][VIZ_TRAINS_LINES]; /* pitches, by column and line */
    unsigned bends;
    int height; /* of the last line, pitches */
    int reach;  /* sum of the changes of height */
} viz_trains_heights;

typedef struct {
    double x[VIZ_TRAINS_PLACES];                       /* centres; the ends: 0 and the right edge */
    double start[VIZ_TRAINS_PLACES][VIZ_TRAINS_LINES]; /* where a line leaves its height */
    double right;
} viz_trains_widths;

/* column.c */
void viz_trains_column_init(viz_trains_column *c, const viz_trains_problem *p, const uint8_t *order,
                            uint16_t room);
void viz_trains_column_update(viz_trains_column *c, const viz_trains_problem *p);
/* Pitches from the line at place i to the next below, and whether that is exact. */
unsigned viz_trains_gap(const viz_trains_column *c, const viz_trains_problem *p, size_t i,
                        bool *exact);
/* Line a goes next to b: false (and nothing done) when a stops here and b does not with it. */
bool viz_trains_column_put(viz_trains_column *c, const viz_trains_problem *p, size_t a, size_t b,
                           bool below);
/* The lines of a station, already neighbours or none of them stopping here, next to b. */
void viz_trains_column_gather(viz_trains_column *c, const viz_trains_problem *p, unsigned mask,
                              size_t b, bool below);
void viz_trains_column_add(viz_trains_column *c, const viz_trains_problem *p, size_t station);
void viz_trains_column_drop(viz_trains_column *c, const viz_trains_problem *p, size_t station);
viz_trains_step viz_trains_between(const viz_trains_column *a, const viz_trains_column *b,
                                   unsigned lines);

/* order.c: the columns and the order of lines in each. */
void viz_trains_search(const viz_trains_problem *p, size_t moves, uint64_t seed,
                       viz_trains_sequence *out);

/* moves.c: other orders in the same columns, by chance; what changed. An empty range: nothing. */
viz_trains_range viz_trains_move_line(viz_trains_column *column, size_t n,
                                      const viz_trains_problem *p, uint64_t *random);
viz_trains_range viz_trains_move_block(viz_trains_column *column, size_t n,
                                       const viz_trains_problem *p, uint64_t *random);
double viz_trains_patience(uint64_t *random);

/* heights.c: also changes the orders in the columns where that pays. */
void viz_trains_raise(const viz_trains_problem *p, viz_trains_strip *strip, size_t rounds,
                      viz_trains_heights *out);

/* widths.c; spread: px to share out between the columns */
void viz_trains_widen(const viz_trains_problem *p, const viz_trains_strip *strip,
                      const viz_trains_heights *h, const double *tail, viz_trains_widths *out);
void viz_trains_stretch(const viz_trains_strip *strip, double by, viz_trains_widths *w);

/* route.c; y in px. False: no memory. */
bool viz_trains_route(const viz_trains_strip *strip, const viz_trains_heights *h,
                      const viz_trains_widths *w, size_t line, viz_trains_run *out);

/* A small generator of our own: the same numbers on every machine. */
static inline uint64_t viz_trains_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline size_t viz_trains_pick(uint64_t *state, size_t count)
{
    return (size_t)(((viz_trains_random(state) >> 32) * count) >> 32);
}

#endif
