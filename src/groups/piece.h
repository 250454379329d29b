/* A piece of the partition, small enough for all its margins to lie in a square: some whole groups
 * whose units may only change among themselves. Whatever it gains, the partition gains, so pieces
 * that have no group in common are improved at the same time. Shared by the files of this folder
 * only.
 *
 * Places are 0 .. count - 1; groups are numbered likewise, each a row of `width` places. */
#ifndef CORRAL_GROUPS_PIECE_H
#define CORRAL_GROUPS_PIECE_H

#include "groups/partition.h"

/* A square of so many margins is 8 MiB. */
enum { PIECE_MOST = 1024 };
#define NO_PLACE UINT16_MAX

typedef struct piece {
    uint32_t count, max_size, width;
    uint32_t capacity; /* places there is room for */
    const uint32_t *units;
    double *margin;  /* count by count: S - resolution times both sizes; -INFINITY: apart */
    uint32_t *size;  /* of each place, in coalitions */
    uint32_t *start; /* count + 1: where the places with positive margins begin */
    uint16_t *to;
    size_t to_capacity;
    uint16_t *group;            /* of each place */
    uint16_t *member;           /* of each group, `width` each */
    uint16_t *filled;           /* places in each group */
    uint32_t *seats;            /* coalitions in each group */
    uint16_t *empty, *empty_at; /* groups without places, and where each stands there */
    uint32_t empty_count;
    uint32_t *stamp, stamp_now; /* of each group: when it was last looked at */
    uint16_t *queue;            /* places to look at, a ring */
    unsigned char *is_queued;
    uint32_t queue_first, queue_count;
    uint16_t *journal; /* place, group before */
    size_t journal_count, journal_capacity;
    bool out_of_memory; /* the journal could not grow */
} piece;

/* Room for pieces of up to `capacity` places. */
corral_status piece_init(piece *e, uint32_t capacity, uint32_t max_size, corral_error *err);
void piece_release(piece *e);
/* The groups of these units as they stand in p. place_of: by unit of the graph; units[place] is the
 * unit again for those of this piece. */
corral_status piece_load(piece *e, const partition *p, const uint32_t *units, uint32_t count,
                         const uint32_t *place_of, corral_error *err);
/* group: by place; may be the piece's own. */
void piece_regroup(piece *e, const uint16_t *group);
/* Of u with the places of group g, without `missing` and itself. */
double piece_part(const piece *e, uint32_t u, uint32_t g, uint32_t missing);
/* group: NO_PLACE: an empty one. */
void piece_move(piece *e, uint32_t u, uint32_t group);
void piece_undo(piece *e);
void piece_queue(piece *e, uint32_t u);
/* Local moves of the places in the queue until none gains; the gain. */
double piece_moves(piece *e);

typedef struct annealing_plan {
    uint64_t rounds;
    double heat;   /* of a loss, in Q, at the beginning; falls to 0 */
    uint64_t seed; /* draws depend on it alone */
} annealing_plan;

/* Tears down and rebuilds neighbouring groups, then takes the best that was met. */
void piece_anneal(piece *e, const annealing_plan *plan, search_watch *watch);

#endif
