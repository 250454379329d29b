/* Synthetic regions of any size with known groups, for trying and measuring.
 *
 * A coalition has 12 items on average. Nine in ten coalitions are in planted groups of 3 to 9 that
 * share 7 of the 9 items of a core of their own each; the rest is noise by Zipf's law (item of rank
 * r with probability proportional to r^-0.8) over a vocabulary of twice as many items as
 * coalitions. Families:
 *
 *     regional  cores and noise as above
 *     blocks    about 45 coalitions of neighbouring groups share 3 of 5 more items instead of some
 *               noise: natural communities are larger than a group may be
 *     heavy     exponent 1, in cores too: a few items are in more than half of all coalitions
 *     goals     at most 300 items: there is little to tell coalitions apart by
 *     coarse    as regional, and each coalition has one of 22 values, planted groups the same:
 *               nearly everybody shares it with somebody
 *     national  localities of 500 coalitions with a vocabulary of their own; one item of noise in
 *               ten comes from all of the country
 *
 * Numbers of coalitions and items are shuffled, so that neither order nor name tells the group.
 * Memory does not grow with the number of coalitions.
 */
#ifndef CORRAL_GENERATE_H
#define CORRAL_GENERATE_H

#include "corral/progress.h"
#include "corral/region.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum corral_family {
    CORRAL_FAMILY_REGIONAL,
    CORRAL_FAMILY_BLOCKS,
    CORRAL_FAMILY_HEAVY,
    CORRAL_FAMILY_GOALS,
    CORRAL_FAMILY_COARSE,
    CORRAL_FAMILY_NATIONAL
} corral_family;

typedef struct corral_generate_options {
    corral_family family;
    uint32_t coalitions; /* 1 to CORRAL_GENERATE_MOST */
    uint64_t seed;
} corral_generate_options;

#define CORRAL_GENERATE_OPTIONS_INIT                                                               \
    {                                                                                              \
        CORRAL_FAMILY_REGIONAL, 1000, 1                                                            \
    }
#define CORRAL_GENERATE_MOST 100000000u

typedef struct corral_generated {
    uint32_t coalition;    /* 0 to coalitions - 1, each once */
    uint32_t group;        /* that was planted, 1 ...; 0 if it is alone */
    const uint32_t *items; /* 0 to 2 * coalitions - 1, all different; fewer in small vocabularies */
    size_t count;
    uint32_t value; /* of the coarse facet, 0 to 21; UINT32_MAX in the other families */
} corral_generated;

/* Called once a coalition, in the order of planted groups. Anything but CORRAL_OK ends the work. */
typedef corral_status corral_generate_sink(void *user, const corral_generated *coalition,
                                           corral_error *err);

CORRAL_EXPORT corral_status corral_generate(const corral_generate_options *options,
                                            corral_generate_sink *sink, void *user,
                                            const corral_progress *progress, corral_error *err);

/* One coalition made after a real one. */
typedef struct corral_likeness {
    uint32_t coalition;    /* 0 to coalitions - 1, each once */
    uint32_t group;        /* that was planted, 1 ...; 0 if it is alone */
    uint32_t model;        /* the coalition of the region that it has sizes and knowledge from */
    const uint32_t *items; /* one a seat of the model's footprint, in its order: a number within
                            * the facet, all different within a facet */
} corral_likeness;

typedef corral_status corral_likeness_sink(void *user, const corral_likeness *coalition,
                                           corral_error *err);

/* A region of options->coalitions coalitions with the degrees of a real one (options->family is not
 * looked at). Every coalition of the region is a model equally often (the last round of them a
 * random part), and what is made after it has as many items of each facet, with the same weights,
 * and the same is known. The seats of a facet are the seats of the region, repeated with new items
 * as often as needed, and dealt anew, so that items keep their number of holders but for the few
 * that would come twice into one coalition: they are drawn again by it. Nine in ten coalitions are
 * in planted groups of 3 to 9; six in ten of a group's seats are dealt in runs of ten neighbouring
 * seats, which are few items with many holders each: that is what a group shares. Memory grows with
 * the region, not with the number of coalitions. */
CORRAL_EXPORT corral_status corral_generate_like(const corral_region *region,
                                                 const corral_generate_options *options,
                                                 corral_likeness_sink *sink, void *user,
                                                 const corral_progress *progress,
                                                 corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
