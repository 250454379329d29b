/* An involvement as it is put together, shared by the files of this folder only.
 *
 * A party is a coalition a, with code a, or an item j, with code coalition_count + j; so a set of
 * parties is an array of bytes, and igraph's vertex of a party in the region's graph is its code.
 */
#ifndef CORRAL_REACH_REACH_H
#define CORRAL_REACH_REACH_H

#include "core/try.h"
#include "corral/involve.h"

typedef struct reach_entry {
    char *facet, *item; /* owned */
    bool is_missing, is_anywhere;
} reach_entry;

/* Lists are in the pools below. */
typedef struct reach_row {
    corral_involve_reason reason;
    uint32_t code; /* UINT32_MAX: nobody */
    size_t what, what_count, path, path_count;
    uint32_t partner;
    signed char depth, next;
    double score;
} reach_row;

struct corral_involvement {
    const corral_region *region;
    const corral_involve_options *options; /* during corral_involve_find only */
    uint32_t coalition_count, first_member, end_member;
    unsigned char *is_at_table; /* by code: coalitions, and members of them */
    unsigned char *is_asked;    /* by coalition: may be a candidate */
    corral_involve_known known;

    reach_entry *entries;
    size_t entry_count, entry_capacity, missing_count;

    reach_row *rows;
    size_t row_count, row_capacity;
    uint32_t *what;
    size_t what_count, what_capacity;
    corral_party *path;
    size_t path_count, path_capacity;
    size_t left_out[CORRAL_INVOLVE_SEVERAL + 1];
};

/* One thing that speaks for a party: an entry, a goal, a coalition. */
typedef struct reach_point {
    uint32_t code, what;
} reach_point;

/* A growing list of them; zero-initialise, free points. */
typedef struct reach_points {
    reach_point *points;
    size_t count, capacity;
} reach_points;

corral_status reach_points_add(reach_points *list, uint32_t code, uint32_t what, corral_error *err);

/* missing.c: fills the entries, and points (party, entry) for whoever brings a missing one. */
corral_status reach_find_missing(corral_involvement *v, reach_points *points, corral_error *err);

/* score.c: by code, the personalised PageRank with restart at the table. */
corral_status reach_pagerank(const corral_involvement *v, double *rank, corral_error *err);

/* ties.c: partner, depth and next of every row; then the path of each. */
corral_status reach_find_ties(corral_involvement *v, corral_error *err);

#endif
