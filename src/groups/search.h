/* The whole search, from a partition where everybody stands alone. */
#ifndef CORRAL_GROUPS_SEARCH_H
#define CORRAL_GROUPS_SEARCH_H

#include "groups/partition.h"

search_watch search_watch_start(const corral_progress *progress, double time_limit, int threads);

/* Merge, move, tear down and rebuild, prove; *bound is at least the largest Q there is. */
corral_status search_groups(partition *p, const corral_groups_options *options, search_watch *watch,
                            double *bound, uint32_t *component_count, corral_error *err);

/* The same bound without a search. */
corral_status search_bound(const partition *p, const corral_groups_options *options, double *bound,
                           uint32_t *component_count, corral_error *err);

#endif
