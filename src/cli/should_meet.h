/* Who should meet: pairs that aim alike and have nobody, or one member, in common. */
#ifndef CORRAL_CLI_SHOULD_MEET_H
#define CORRAL_CLI_SHOULD_MEET_H

#include "cli/grouping.h"
#include "corral/overlap.h"

typedef struct corral_meeting {
    corral_overlap pair; /* similarity over goals, targets and strategies; tested on members */
    uint32_t goals, targets, strategies; /* in common */
} corral_meeting;

/* The rule: S over goals, targets and strategies at or above the resolution of that similarity;
 * both member lists complete, with at most one member in common and no more than is usual; places
 * not disjoint. By falling number of goals, then S, then ids. */
typedef struct corral_should_meet {
    corral_similarity *similarity;
    corral_overlaps *overlaps;
    corral_meeting *meetings;
    size_t count, capacity;
    double resolution;
} corral_should_meet;

/* Measure, combine, rarity, least coverage and resolution are those of the settings. among: NULL or
 * only these. A region without members, or without goals, targets and strategies, has nobody. Zero-
 * initialised before; release also after a failure. */
corral_status corral_should_meet_find(corral_should_meet *found, corral_session *session,
                                      const corral_region *region,
                                      const corral_grouping_settings *settings,
                                      const corral_overlaps_options *options, corral_error *err);
/* Coalitions of which an aim and the complete list of members are known: only these are judged. */
uint32_t corral_should_meet_judged(const corral_region *region);
void corral_should_meet_release(corral_should_meet *found);

/* "Mind Matters and Drug-Free Youth: 4 goals alike, nobody in common"; appends. */
corral_status corral_should_meet_sentence(const corral_region *region,
                                          const corral_meeting *meeting, corral_text *out,
                                          corral_error *err);

#endif
