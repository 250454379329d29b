/* Alignment groups: a partition into groups of at most max_size that maximises
 *
 *     Q = sum over groups of sum over pairs inside of (S(a, b) - resolution)
 *
 * (weighted clique partitioning with a capacity), where S below the threshold, or without enough
 * coverage, counts as 0. Coalitions without a group stand alone and add nothing.
 *
 *     corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
 *     corral_grouping *grouping = NULL;
 *     if (corral_groups_find(similarity, &options, NULL, &grouping, &error) == CORRAL_OK)
 *         for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
 *             printf("%s %u\n", corral_region_id(region, a), corral_grouping_of(grouping, a));
 *     corral_grouping_free(grouping);
 */
#ifndef CORRAL_GROUPS_H
#define CORRAL_GROUPS_H

#include "corral/similarity.h"

#include <math.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum corral_effort {
    CORRAL_EFFORT_FAST,   /* merging and local moves */
    CORRAL_EFFORT_NORMAL, /* and parts torn down and built again */
    CORRAL_EFFORT_BEST,   /* ten times as often */
    CORRAL_EFFORT_EXACT   /* and proven optimal, component by component, as far as a fixed budget
                           * goes; the bound says how far */
} corral_effort;

/* Coalitions by number. */
typedef struct corral_coalitions {
    const uint32_t *index;
    size_t count;
} corral_coalitions;

typedef struct corral_groups_options {
    uint32_t max_size; /* 2 and more */
    uint32_t min_size; /* 1 to max_size */
    double resolution; /* above 0, at most 1; NAN: automatic */
    double threshold;  /* 0 to 1 (0 to CORRAL_EVERY_PAIR coalitions only); NAN: half of it */
    corral_effort effort;
    double time_limit; /* seconds for the search, 0: none; the only thing that may change results */
    uint64_t seed;
    const corral_coalitions *together; /* each list in one group, whatever it costs */
    size_t together_count;
    const corral_coalitions *apart; /* no two of a list in one group */
    size_t apart_count;
    /* Not empty: only the best group that holds all of these, grown by adding, dropping and
     * exchanging one at a time; min_size, effort and time_limit are not asked. */
    corral_coalitions around;
    const unsigned char *eligible; /* by coalition: 0 may not sit in a group; NULL: all may */
} corral_groups_options;

#define CORRAL_GROUPS_OPTIONS_INIT                                                                 \
    {                                                                                              \
        9, 2, NAN, NAN, CORRAL_EFFORT_NORMAL, 0, 1, 0, 0, 0, 0, {0, 0}, 0                          \
    }

typedef enum corral_group_status {
    CORRAL_GROUPED,
    CORRAL_NO_CLOSE_PARTNER, /* no pair with it speaks for a group */
    CORRAL_NO_SEAT, /* one does, but no group within the options (or of those given) seats it */
    CORRAL_TOO_LITTLE_KNOWN, /* no partner with enough coverage */
    CORRAL_NOT_ASKED,        /* not eligible */
    CORRAL_NOT_COMPARED      /* stands alone in a grouping that was taken and not weighed */
} corral_group_status;

typedef struct corral_grouping corral_grouping;

/* Searches. options may be NULL. The search is deterministic: it depends on the data, the options
 * and the seed, not on threads or time (unless a time limit cuts it). An interrupt during the
 * search ends it with the best grouping so far (corral_grouping_is_complete is then false); one
 * before it returns CORRAL_INTERRUPTED. The similarity must outlive the grouping. */
CORRAL_EXPORT corral_status corral_groups_find(const corral_similarity *similarity,
                                               const corral_groups_options *options,
                                               const corral_progress *progress,
                                               corral_grouping **out, corral_error *err);

/* Weighs a grouping that people made: group[a] is any number, 0 for none; numbers are kept. Groups
 * over max_size are taken as they are. */
CORRAL_EXPORT corral_status corral_groups_weigh(const corral_similarity *similarity,
                                                const corral_groups_options *options,
                                                const uint32_t *group,
                                                const corral_progress *progress,
                                                corral_grouping **out, corral_error *err);

/* Takes a grouping that people made without comparing anybody, where only who sits with whom is
 * asked: group[a] is any number, 0 for none; numbers are kept. Every figure is NAN (numbers of
 * pairs and components 0), nobody has a next group and nothing is held by anything. O(n log n). */
CORRAL_EXPORT corral_status corral_groups_take(uint32_t coalition_count, const uint32_t *group,
                                               corral_grouping **out, corral_error *err);

/* Gives groups the numbers of an earlier grouping (before[a], 0 for none): the pairs of an old and
 * a new group that have most coalitions in common first; new groups get new numbers. */
CORRAL_EXPORT corral_status corral_grouping_renumber(corral_grouping *grouping,
                                                     const uint32_t *before, corral_error *err);

/* Asks how firmly the data holds the grouping: `runs` times (1 to CORRAL_STABILITY_MOST) the items
 * of each facet are drawn anew with replacement, a tenth of what is known is set unknown, and
 * groups are found with the same options at the grouping's resolution and threshold (effort
 * fast, no time limit). options.seed decides the draws; threads do not change a bit. After Hennig
 * (2007), doi 10.1016/j.csda.2006.11.025. Costs as much as `runs` searches, in parallel, and each
 * thread a copy of the weighted footprints. On CORRAL_INTERRUPTED, as on any failure, the grouping
 * is as it was. Renumbering forgets the groups' figures. */
#define CORRAL_STABILITY_MOST 100000
#define CORRAL_STABILITY_RUNS 100 /* usual up to CORRAL_STABILITY_SIZE coalitions */
#define CORRAL_STABILITY_SIZE 200
CORRAL_EXPORT corral_status corral_grouping_stabilise(corral_grouping *grouping,
                                                      const corral_groups_options *options,
                                                      size_t runs, const corral_progress *progress,
                                                      corral_error *err);

CORRAL_EXPORT void corral_grouping_free(corral_grouping *grouping);

/* The whole. */
CORRAL_EXPORT double corral_grouping_objective(const corral_grouping *grouping); /* Q */
/* No partition within the options has a larger Q; true for certain, rounding included. INFINITY for
 * a weighed grouping with a group over max_size. */
CORRAL_EXPORT double corral_grouping_bound(const corral_grouping *grouping);
CORRAL_EXPORT double corral_grouping_resolution(const corral_grouping *grouping);
CORRAL_EXPORT double corral_grouping_threshold(const corral_grouping *grouping);
CORRAL_EXPORT const corral_resolution *
corral_grouping_automatic(const corral_grouping *grouping); /* NULL if it was given */
CORRAL_EXPORT bool corral_grouping_is_complete(const corral_grouping *grouping);
CORRAL_EXPORT size_t corral_grouping_pair_count(const corral_grouping *grouping);
/* Components of the graph of pairs, coalitions without a pair not counted. */
CORRAL_EXPORT uint32_t corral_grouping_component_count(const corral_grouping *grouping);

/* Groups, place 0 first: in falling order of their part in Q (renumbered ones in order of number).
 * Members are rising. */
CORRAL_EXPORT uint32_t corral_grouping_count(const corral_grouping *grouping);
CORRAL_EXPORT uint32_t corral_grouping_number(const corral_grouping *grouping, uint32_t place);
CORRAL_EXPORT corral_coalitions corral_grouping_members(const corral_grouping *grouping,
                                                        uint32_t place);
CORRAL_EXPORT double corral_grouping_part(const corral_grouping *grouping, uint32_t place);
/* Mean over the runs of its likeness (Jaccard, 0 to 1) to the group most like it; NAN where it was
 * not asked. */
CORRAL_EXPORT double corral_grouping_stability(const corral_grouping *grouping, uint32_t place);

typedef enum corral_band {
    CORRAL_BAND_FIRM,    /* 0.85 and more */
    CORRAL_BAND_STABLE,  /* 0.75 */
    CORRAL_BAND_PATTERN, /* 0.6 */
    CORRAL_BAND_LOOSE,
    CORRAL_BAND_UNKNOWN /* NAN */
} corral_band;
CORRAL_EXPORT corral_band corral_band_of(double stability);

/* Coalitions. The number of a's group, 0 if none. */
CORRAL_EXPORT uint32_t corral_grouping_of(const corral_grouping *grouping, uint32_t coalition);
CORRAL_EXPORT corral_group_status corral_grouping_status(const corral_grouping *grouping,
                                                         uint32_t coalition);
/* Mean of S - resolution over its mates; NAN if it stands alone. */
CORRAL_EXPORT double corral_grouping_fit(const corral_grouping *grouping, uint32_t coalition);
/* Share of the runs of corral_grouping_stabilise in which it sits with more than half of its mates;
 * NAN if it stands alone or nobody asked. */
CORRAL_EXPORT double corral_grouping_share(const corral_grouping *grouping, uint32_t coalition);
/* The other group where it would fit best, its fit there in *fit (which may be NULL); 0 if it
 * shares nothing with any it may sit in, or is not asked. */
CORRAL_EXPORT uint32_t corral_grouping_next(const corral_grouping *grouping, uint32_t coalition,
                                            double *fit);

/* The items that add most to a group's similarities, most first: item and part (their share of the
 * sum of S inside) have room for room entries; *filled is how many there are. */
CORRAL_EXPORT corral_status corral_grouping_held_by(const corral_grouping *grouping, uint32_t place,
                                                    size_t room, uint32_t *item, double *part,
                                                    size_t *filled, corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
