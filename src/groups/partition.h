/* The partition that the searches work on, shared by the files of this folder only.
 *
 * A unit is one coalition, or several that must stay together. `row` of the unit graph gives for
 * each unit the sum of S (counted ones, at or above the threshold) to other units. A group is a
 * doubly linked list of units; every unit is in exactly one group, alone in its own if it is free.
 * The part of a unit u in a group g is  sum of S(u, v) - resolution * size(u) * size(v)  over the
 * other units v of g; moving u changes Q by the difference of its parts. */
#ifndef CORRAL_GROUPS_PARTITION_H
#define CORRAL_GROUPS_PARTITION_H

#include "core/try.h"
#include "corral/groups.h"

#include <stdint.h>

typedef struct unit_row {
    const uint32_t *to;
    const double *sum;
    size_t count;
} unit_row;

/* A graph of units. With one coalition a unit and nobody left out, it borrows the pairs' arrays. */
typedef struct unit_graph {
    uint32_t count;
    uint32_t *unit_of; /* coalition to unit, UINT32_MAX if not eligible; NULL: the same numbers */
    uint32_t *size;    /* coalitions in the unit; NULL: 1 each */
    double *inside;    /* Q within the unit; NULL: 0 each */
    size_t *start;     /* NULL: rows are those of the pairs */
    uint32_t *to;
    double *sum;
    const corral_pairs *pairs;
    /* Units that must not meet: compressed rows; NULL if there are none. */
    size_t *apart_start;
    uint32_t *apart_to;
} unit_graph;

corral_status unit_graph_init(unit_graph *graph, const corral_pairs *pairs, uint32_t coalitions,
                              const corral_groups_options *options, double resolution,
                              corral_error *err);
void unit_graph_release(unit_graph *graph);
unit_row unit_graph_row(const unit_graph *graph, uint32_t unit);

#define NO_UNIT UINT32_MAX

/* NO_UNIT if the coalition is not eligible. */
static inline uint32_t unit_of(const unit_graph *graph, uint32_t coalition)
{
    return graph->unit_of ? graph->unit_of[coalition] : coalition;
}

static inline uint32_t unit_size(const unit_graph *graph, uint32_t unit)
{
    return graph->size ? graph->size[unit] : 1;
}

typedef struct partition {
    const unit_graph *graph;
    double resolution;
    uint32_t max_size;
    uint32_t *group; /* of each unit; groups are numbered like units */
    uint32_t *head;  /* of each group, NO_UNIT if empty */
    uint32_t *next, *before;
    uint32_t *size;       /* of each group, in coalitions */
    uint32_t *free_group; /* a stack of empty groups */
    uint32_t free_count;
    /* Sums of S from one unit to groups, while it is looked at: zero outside `touched`. */
    double *link;
    uint32_t *touched;
    uint32_t touched_count;
    unsigned char *is_touched;
    /* What moved since the journal was opened, to take it back. */
    bool is_recording;
    uint32_t *journal; /* unit, group before */
    size_t journal_count, journal_capacity;
    bool out_of_memory; /* a journal that could not grow; checked where it is used */
} partition;

corral_status partition_init(partition *p, const unit_graph *graph, double resolution,
                             uint32_t max_size, corral_error *err);
void partition_release(partition *p);

/* Puts unit into group (an empty one from partition_free_group makes it stand alone). */
void partition_move(partition *p, uint32_t unit, uint32_t group);
uint32_t partition_free_group(const partition *p);

/* Adds to link and touched what unit has with groups (its own among them). */
void partition_link(partition *p, uint32_t unit);
void partition_unlink(partition *p);
/* Sum of S between two units, 0 if they are no pair. O(log degree). */
double partition_between(const partition *p, uint32_t u, uint32_t v);
/* Whether unit may join: nobody in group but `leaving` (or NO_UNIT) must stay apart from it. */
bool partition_allowed(const partition *p, uint32_t unit, uint32_t group, uint32_t leaving);

void partition_record(partition *p);
void partition_undo(partition *p);
void partition_keep(partition *p);

/* ---- searches; gains are changes of Q, all strictly positive so that every search ends ---- */

/* Gains at or below this are rounding. */
#define GROUPS_LEAST_GAIN 1e-12
/* A loss up to this is none: a million of them are still below every printed digit. */
#define GROUPS_ROUNDING 1e-14

/* Watches time and interrupts between pieces of work. */
typedef struct search_watch {
    const corral_progress *progress;
    double deadline; /* seconds of the monotonic clock, INFINITY: none */
    bool is_stopped; /* read and written by several threads */
    int threads;
} search_watch;

/* done: share of the work from 0 to 1. False: stop now. */
bool search_goes_on(search_watch *watch, const char *what, double done);

/* A set of units to look at, first in first out, none twice. */
typedef struct unit_queue {
    uint32_t *ring;
    unsigned char *is_in;
    uint32_t capacity, first, count;
} unit_queue;

corral_status unit_queue_init(unit_queue *queue, uint32_t capacity, corral_error *err);
void unit_queue_release(unit_queue *queue);
void unit_queue_push(unit_queue *queue, uint32_t unit);
uint32_t unit_queue_pop(unit_queue *queue);

/* Merges groups, the largest gain first, until none gains. */
corral_status search_merge(partition *p, search_watch *watch, corral_error *err);
/* Local moves from the units in the queue until none gains: join, leave, swap through a full
 * group. Returns the gain. */
double search_moves(partition *p, unit_queue *queue, search_watch *watch);
/* Connected components of the unit graph: units in order of component, where each begins. */
typedef struct unit_components {
    uint32_t count;
    uint32_t *start; /* count + 1 */
    uint32_t *units;
} unit_components;

/* What the search of a component needs beside the partition. */
typedef struct search_task {
    const corral_groups_options *options;
    search_watch *watch;
    uint64_t *budget; /* of proving, for all components together */
} search_task;

/* Improves the partition piece by piece, in parallel; never loses. */
corral_status search_pieces(partition *p, const unit_components *components,
                            const search_task *task, corral_error *err);
/* Makes groups below min_size join others or fall apart. */
void search_break_small(partition *p, uint32_t min_size);
/* Whether so few units are to be proven at this effort. */
bool search_is_small(const partition *p, const uint32_t *units, uint32_t count,
                     corral_effort effort);
/* The best partition of these units (few: 3^count steps); *objective is its Q. */
corral_status search_exact(partition *p, const uint32_t *units, uint32_t count, uint32_t min_size,
                           double *objective, corral_error *err);
/* The best group found that holds all units of the list; everybody else stands alone. */
corral_status search_around(partition *p, corral_coalitions around, corral_error *err);

/* Upper bound on what these units can add to Q by pairs between units: half the sum of each one's
 * largest margins. Only the `most` units with the largest such sums count. scratch has room for the
 * number of units of the graph twice. */
double bound_of_units(const partition *p, const uint32_t *units, uint32_t count, size_t most,
                      double *scratch);
/* sum with everything added that rounding may have taken from it, or given to the Q of a partition,
 * when both are sums of so many terms whose absolute values add up to at most `magnitude`. */
double bound_round_up(double sum, double terms, double magnitude);

corral_status unit_components_init(unit_components *components, const unit_graph *graph,
                                   corral_error *err);
void unit_components_release(unit_components *components);
/* Those of more than one unit. */
uint32_t unit_components_pairs(const unit_components *components);

#endif
