/* corral beside the slow formulas, on one folder. */
#ifndef CORRAL_TESTS_ORACLE_COMPARE_H
#define CORRAL_TESTS_ORACLE_COMPARE_H

#include "corral/read.h"
#include "oracle/slow.h"
#include "support/small.h"

/* Two programs add in different orders: this is what may lie between them. */
#define ORACLE_DISTANCE 1e-9

typedef struct compared {
    corral_region *region;
    corral_similarity *similarity;
    slow_region *slow;
    int *slow_of; /* by corral's number of a coalition */
} compared;

/* Reads the folder with both; fails where they do not find the same coalitions. */
compared compare_read(const char *folder);
void compare_release(compared *c);

/* Weighs both by the same options and compares S and coverage of every pair; returns how many pairs
 * have an S. */
size_t compare_pairs(compared *c, const slow_options *options);

/* Of the options before: the automatic resolution. */
void compare_resolution(const compared *c);

/* Of the options before: Q of a grouping. Pairs so near the threshold that both may see them on
 * different sides make the comparison worthless; then it is left out, and false returned. */
bool compare_objective(const compared *c, const corral_grouping *grouping);

#endif
