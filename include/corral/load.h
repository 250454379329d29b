/* Load: who sits in how many rooms, who hears the same report how often, what joint sessions would
 * save.
 *
 * Facts are counted, then two estimates made of them, each with an assumption that is to be printed
 * beside it. In a year, for a member (or a person) in certain coalitions:
 *
 *     repeats = sum over topics of reports * (k - 1)    if each of the k coalitions that have the
 *                                                       topic hears `reports` reports on it
 *     saved   = sum over groups of joint * (k - 1)      if the k coalitions of a group hold `joint`
 *                                                       sessions together, each in place of one
 *                                                       regular meeting of each; no more of
 *                                                       them than its coalition that meets least
 *                                                       has meetings, as far as that is known
 *
 * A topic is a goal or a target on the agenda of (in the footprint of) two or more of the
 * coalitions. What is not known is not counted, and how much that is stands beside each sum. Nobody
 * is ranked: rows come in order of the region's items.
 *
 *     corral_load *load = NULL;
 *     if (corral_load_find(region, NULL, NULL, &load, &error) == CORRAL_OK)
 *         for (size_t i = 0; i < corral_load_count(load); i++) {
 *             const corral_load_row *row = corral_load_get(load, i);
 *             printf("%s %u\n", corral_region_item_name(region, row->member), row->coalitions);
 *         }
 *     corral_load_free(load);
 */
#ifndef CORRAL_LOAD_H
#define CORRAL_LOAD_H

#include "corral/groups.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A sum over things of which some may not be known. */
typedef struct corral_load_sum {
    double value;   /* of those that are known */
    uint32_t known; /* how many are */
    uint32_t unknown;
} corral_load_sum;

/* Somebody asks a member for something. */
typedef struct corral_ask {
    uint32_t coalition, member;
    double per_year; /* NAN where it is not known; at most CORRAL_LOAD_MOST */
} corral_ask;

/* The most meetings or asks a year, hours a meeting and reports a year. */
#define CORRAL_LOAD_MOST 10000

typedef struct corral_load_options {
    uint32_t reports;      /* a year on each topic in each coalition, 1 to CORRAL_LOAD_MOST */
    uint32_t joint;        /* sessions a year in each group, 0 to CORRAL_LOAD_MOST */
    const uint32_t *group; /* by coalition: any number, 0 for none; NULL: no groups are known */
    const corral_ask *asks;
    size_t ask_count;
} corral_load_options;

#define CORRAL_LOAD_OPTIONS_INIT                                                                   \
    {                                                                                              \
        4, 4, 0, 0, 0                                                                              \
    }

typedef struct corral_load_row {
    uint32_t member;    /* item */
    const char *person; /* of a person: the name, borrowed, and the members it sits for, rising, */
    const uint32_t *members; /* member first; else NULL and none */
    uint32_t member_count;
    uint32_t coalitions;      /* in which it sits */
    uint32_t people;          /* different persons named, 0 if none is */
    uint32_t agendas;         /* of its coalitions, of which goals or targets are known, if in part;
                               * with fewer than two nothing can be told of topics and repeats */
    uint32_t groups;          /* of the grouping */
    uint32_t topics;          /* on the agenda of two or more of its coalitions */
    uint32_t most;            /* of its coalitions, that have the same topic; 0 without topics */
    uint32_t most_topic;      /* that topic, the first in order of items; UINT32_MAX */
    corral_load_sum meetings; /* a year, by the column meetings_per_year of its coalitions */
    corral_load_sum hours;    /* a year: meetings times the column meeting_hours */
    corral_load_sum asks;     /* a year, of the options */
    uint64_t repeats, saved;
} corral_load_row;

typedef struct corral_load corral_load;

/* options may be NULL. Refuses (CORRAL_BAD_INPUT) a region that has facets but no member, and
 * columns with numbers over CORRAL_LOAD_MOST; one that is blank or no number is not known. By
 * persons, it counts those of statements on seats: a person is a name, whomever it sits for.
 * O(seats of members times topics of a coalition, statements times their logarithm). */
CORRAL_EXPORT corral_status corral_load_find(const corral_region *region,
                                             const corral_load_options *options,
                                             const corral_progress *progress, corral_load **out,
                                             corral_error *err);
CORRAL_EXPORT void corral_load_free(corral_load *load);

/* Members that have a seat or are asked for something, in order of items: those in most coalitions
 * first. */
CORRAL_EXPORT size_t corral_load_count(const corral_load *load);
CORRAL_EXPORT const corral_load_row *corral_load_get(const corral_load *load, size_t index);

/* Persons: those in most coalitions first, then in order of the first member they sit for, then in
 * byte order. */
CORRAL_EXPORT size_t corral_load_person_count(const corral_load *load);
CORRAL_EXPORT const corral_load_row *corral_load_person(const corral_load *load, size_t index);

/* One topic of a member. */
typedef struct corral_load_topic {
    uint32_t topic;  /* item */
    uint32_t agenda; /* coalitions that have it */
    uint32_t rooms;  /* those of them in which the member sits, two or more */
} corral_load_topic;

/* The topics of a member, most rooms first, then in order of items; *out is the caller's, to be
 * freed with free(). */
CORRAL_EXPORT corral_status corral_load_topics(const corral_region *region, uint32_t member,
                                               corral_load_topic **out, size_t *count,
                                               corral_error *err);

/* Meetings a year of a coalition, by the column meetings_per_year; NAN where it is no number.
 * Refuses (CORRAL_BAD_INPUT) more than CORRAL_LOAD_MOST. */
CORRAL_EXPORT corral_status corral_load_meetings(const corral_region *region, uint32_t coalition,
                                                 double *meetings, corral_error *err);

/* ---- a plan of joint sessions ---- */

#define CORRAL_SESSION_MOST 9       /* coalitions in one session */
#define CORRAL_SESSION_EXACT 14     /* coalitions of a topic to which the plan is the best */
#define CORRAL_SESSION_AGENDA 5000u /* coalitions of a topic to which there is a plan */

/* A joint session: coalitions that hear the reports on one topic together instead of each by
 * itself. */
typedef struct corral_joint_session {
    uint32_t topic;               /* item */
    corral_coalitions coalitions; /* rising, two to CORRAL_SESSION_MOST; borrowed from the plan */
    uint32_t members;             /* that sit in two or more of them */
    uint64_t removed;             /* repeats a year */
    size_t along; /* session of the plan, this or another, in which all of its coalitions take
                   * part: both can be held in one meeting. One that is along with itself is on
                   * its own */
} corral_joint_session;

typedef struct corral_plan corral_plan;

/* The fewest sessions that remove `percent` (1 to 100) of the repeats of all members by
 * organisation, those that remove most first; where so much is out of reach, all that help. The
 * best where no topic that two or more share a member on has more than CORRAL_SESSION_EXACT
 * coalitions; else sessions of larger topics are grown one coalition at a time. Coalitions that
 * would bring nobody who hears it elsewhere are left out. CORRAL_LIMIT for a topic of more than
 * CORRAL_SESSION_AGENDA coalitions. */
CORRAL_EXPORT corral_status corral_plan_find(const corral_region *region, uint32_t reports,
                                             uint32_t percent, const corral_progress *progress,
                                             corral_plan **out, corral_error *err);
CORRAL_EXPORT void corral_plan_free(corral_plan *plan);
CORRAL_EXPORT size_t corral_plan_count(const corral_plan *plan);
CORRAL_EXPORT corral_joint_session corral_plan_get(const corral_plan *plan, size_t index);
/* Whether the share is removed: not always can it be, with at most nine coalitions in a session. */
CORRAL_EXPORT bool corral_plan_is_enough(const corral_plan *plan);
CORRAL_EXPORT bool corral_plan_is_exact(const corral_plan *plan);
CORRAL_EXPORT uint64_t corral_plan_total(const corral_plan *plan);   /* repeats a year, all */
CORRAL_EXPORT uint64_t corral_plan_removed(const corral_plan *plan); /* by the sessions */

#ifdef __cplusplus
}
#endif

#endif
