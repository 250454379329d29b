/* Who else should be at the table, why, and who knows them.
 *
 * The table is a set of coalitions; who is already there are their members. Candidates come for
 * three reasons, in this order: they bring something that is missing from the table; they are
 * coalitions that share two goals or more with it; they are members of several of a group's
 * coalitions. Within a reason they stand by name: nobody is ranked.
 *
 *     corral_involve_options options = CORRAL_INVOLVE_OPTIONS_INIT;
 *     corral_involvement *found = NULL;
 *     options.table = options.group = corral_grouping_members(grouping, 0);
 *     if (corral_involve_find(region, &options, NULL, &found, &error) == CORRAL_OK)
 *         for (size_t i = 0; i < corral_involvement_count(found); i++)
 *             show(corral_involvement_row(found, i));
 *     corral_involvement_free(found);
 */
#ifndef CORRAL_INVOLVE_H
#define CORRAL_INVOLVE_H

#include "corral/groups.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Something that should be at the table: an item of a facet, or a sector (facet "sector"), which
 * organisations have by items.csv, compared without regard to ASCII case, and coalitions by a facet
 * of that name. */
typedef struct corral_wanted {
    const char *facet, *item;
} corral_wanted;

typedef struct corral_involve_options {
    corral_coalitions table;     /* rising, at least one */
    corral_coalitions group;     /* whose shared members are the third reason; may be empty */
    const corral_wanted *wanted; /* none twice that the region lacks */
    size_t wanted_count;
    bool sectors;     /* also every sector that an organisation of the region has */
    bool populations; /* also every item that a coalition has of the facet population */
    size_t most;      /* candidates kept for each thing missing, and for each other reason, those
                       * with the largest scores; at least 1 */
    double damping;   /* of the PageRank, above 0 and below 1 */
} corral_involve_options;

/* The usual value. On the networks tried, corral involve --backtest finds no other that is clearly
 * better on each of them. */
#define CORRAL_INVOLVE_DAMPING 0.85
#define CORRAL_INVOLVE_OPTIONS_INIT                                                                \
    {                                                                                              \
        {0, 0}, {0, 0}, 0, 0, false, false, 5, CORRAL_INVOLVE_DAMPING                              \
    }

typedef enum corral_involve_reason {
    CORRAL_INVOLVE_MISSING, /* brings what is missing at the table */
    CORRAL_INVOLVE_OUTSIDE, /* nobody known in the region brings it: look outside */
    CORRAL_INVOLVE_GOALS,   /* a coalition that shares two goals or more with the table */
    CORRAL_INVOLVE_SEVERAL  /* a member of two or more of the group's coalitions */
} corral_involve_reason;

/* How deep a tie is, by Frey, Lohmeier, Lee and Tollefson 2006 (American Journal of Evaluation
 * 27(3)). */
typedef enum corral_depth {
    CORRAL_DEPTH_UNKNOWN = -1,
    CORRAL_DEPTH_NONE,
    CORRAL_DEPTH_NETWORKING,
    CORRAL_DEPTH_COOPERATION,
    CORRAL_DEPTH_COORDINATION,
    CORRAL_DEPTH_COALITION,
    CORRAL_DEPTH_COLLABORATION
} corral_depth;

/* A coalition, or an item of the facet member. */
typedef struct corral_party {
    bool is_coalition;
    uint32_t index; /* UINT32_MAX: nobody */
} corral_party;

/* Lists are borrowed from the involvement. */
typedef struct corral_involve_row {
    corral_involve_reason reason;
    corral_party candidate; /* nobody where one has to look outside */
    /* MISSING, OUTSIDE: what it brings, numbers of entries (below); GOALS: the shared goals, items;
     * SEVERAL: the group's coalitions it sits in. Rising. */
    const uint32_t *what;
    size_t what_count;
    /* A shortest path of seats and direct ties from who is already there to the candidate, both
     * included, members and coalitions in turn. It begins with a member who has a seat at the
     * table, or a coalition with a direct tie to it. Empty: there is none. */
    const corral_party *path;
    size_t path_count;
    uint32_t partner;   /* the coalition at the table to which it, a coalition, has a direct tie (an
                         * item of the facet partner of either); UINT32_MAX if there is none */
    corral_depth depth; /* of that tie, the deepest if there are several, as the column role says: 0
                         * to 5, or the word */
    corral_depth next;  /* the step that may come next: one deeper than is known */
    /* PageRank with restart at the table, times (1 + share of what is missing that it brings), over
     * log2(1 + seats). For sorting by programs; never a rank of organisations. NAN for nobody. */
    double score;
} corral_involve_row;

/* What should be there, in the order given, sectors and populations of the region behind. */
typedef struct corral_involve_entry {
    const char *facet, *item;
    bool is_missing; /* nobody known at the table brings it */
} corral_involve_entry;

typedef struct corral_involvement corral_involvement;

/* One PageRank and one breadth-first search by igraph: O(seats log seats); about 200 bytes a seat.
 * Coalitions whose interest is no, or whose status is ended, are no candidates. CORRAL_BAD_USE: an
 * option out of range, or a wanted facet that is not in the region. The region must outlive the
 * involvement. Not from several threads at once. */
CORRAL_EXPORT corral_status corral_involve_find(const corral_region *region,
                                                const corral_involve_options *options,
                                                const corral_progress *progress,
                                                corral_involvement **out, corral_error *err);
CORRAL_EXPORT void corral_involvement_free(corral_involvement *involvement);

CORRAL_EXPORT size_t corral_involvement_count(const corral_involvement *involvement);
CORRAL_EXPORT corral_involve_row corral_involvement_row(const corral_involvement *involvement,
                                                        size_t index);
CORRAL_EXPORT size_t corral_involvement_entry_count(const corral_involvement *involvement);
CORRAL_EXPORT corral_involve_entry corral_involvement_entry(const corral_involvement *involvement,
                                                            size_t index);
/* Candidates for this reason that were not kept. */
CORRAL_EXPORT size_t corral_involvement_left_out(const corral_involvement *involvement,
                                                 corral_involve_reason reason);
/* Members at the table; of how many no sector is known; coalitions that were no candidates because
 * of their interest or status. */
typedef struct corral_involve_known {
    size_t members, without_sector, not_asked;
    bool any_sector; /* an organisation of the region has one; else no sector is an entry */
} corral_involve_known;
CORRAL_EXPORT corral_involve_known corral_involvement_known(const corral_involvement *involvement);

/* ---- how well the score finds seats that were hidden ---- */

typedef enum corral_backtest_variant {
    CORRAL_BACKTEST_POPULARITY, /* seats of the member */
    CORRAL_BACKTEST_SCORE,      /* PageRank / log2(1 + seats), as corral_involve_find has it */
    CORRAL_BACKTEST_PAGERANK    /* PageRank alone */
} corral_backtest_variant;

/* One variant on one split. AUC: the chance that a hidden seat of a coalition has a larger score
 * than a seat that it does not have, ties half, mean over coalitions; precision: the share of
 * hidden seats among the ten largest scores (ties shared evenly), mean over coalitions. */
typedef struct corral_backtest_row {
    bool is_report; /* the split on which no choice was made */
    corral_backtest_variant variant;
    double damping; /* NAN for popularity */
    double auc, precision;
    bool is_chosen; /* the largest AUC on the split for choosing, popularity aside */
} corral_backtest_row;

typedef struct corral_backtest {
    corral_backtest_row row[16];
    size_t count;
    size_t seats, hidden;          /* hidden: on each split */
    size_t coalitions[2], with[2]; /* measured, out of those with a hidden seat; by split */
} corral_backtest;

/* Hides a tenth of the seats of the facet member, drawn with the seed, for choosing among variants,
 * and another tenth for reporting. Of large regions so many coalitions are measured, drawn with the
 * seed, as 4e9 steps over seats allow, but at least 20; one that lacks nobody but those hidden cannot
 * be measured. auc and precision are NAN where none can. In all cores, or threads of them.
 * CORRAL_BAD_INPUT: no facet member, or fewer than ten seats. */
CORRAL_EXPORT corral_status corral_involve_backtest(const corral_region *region, uint64_t seed,
                                                    const corral_progress *progress,
                                                    corral_backtest *out, corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
