/* The grouping options, which every command that works on groups takes, and what they come to. */
#ifndef CORRAL_CLI_GROUPING_H
#define CORRAL_CLI_GROUPING_H

#include "cli/command.h"
#include "corral/groups.h"
#include "io/groups_file.h"

/* Values of the options. */
typedef struct corral_grouping_settings {
    corral_similarity_options similarity;
    corral_groups_options groups;
    corral_words facets;   /* NAME=W */
    corral_words together; /* A,B */
    corral_words apart;
    corral_words around;
    const char *among, *given, *previous;
    /* Set by a command, no option: only who sits with whom is asked, so groups that are given are
     * taken (corral_groups_take) and not weighed. */
    bool seats_only;
} corral_grouping_settings;

#define CORRAL_GROUPING_SETTINGS_INIT                                                              \
    {                                                                                              \
        CORRAL_SIMILARITY_OPTIONS_INIT, CORRAL_GROUPS_OPTIONS_INIT, {0}, {0}, {0}, {0}, 0, 0, 0,   \
            false                                                                                  \
    }

extern const corral_option corral_grouping_options[];

/* A grouping and everything it rests on. */
typedef struct corral_grouping_run {
    corral_similarity *similarity; /* NULL for groups that were not weighed */
    corral_grouping *grouping;
    corral_groups_file previous; /* group NULL without --previous */
    bool is_given;               /* by --groups */
    uint32_t around;             /* the first coalition of --around */
    bool is_around;              /* one group, by --around: of the others nothing is said */
    uint32_t max_size;           /* of a group that is searched for */
    corral_coalitions *apart;    /* --apart */
    size_t apart_count;
} corral_grouping_run;

/* Finds the groups, or takes those of --groups. Warns of what it leaves aside. */
corral_status corral_grouping_run_init(corral_grouping_run *run, corral_session *session,
                                       const corral_region *region,
                                       const corral_grouping_settings *settings, corral_error *err);
void corral_grouping_run_release(corral_grouping_run *run);

/* "member 50 %, goal 50 %": the facets used and their shares of the total weight. */
corral_status corral_grouping_facets(const corral_region *region,
                                     const corral_similarity *similarity, corral_text *out,
                                     corral_error *err);
/* "United Metro (member) 12 %, ...": what holds the group together, at most `most` items. */
corral_status corral_grouping_held(const corral_region *region, const corral_grouping *grouping,
                                   uint32_t place, size_t most, corral_text *out,
                                   corral_error *err);
/* "6 groups with 33 coalitions; 4 coalitions without a close partner, 2 too little known". */
corral_status corral_grouping_sentence(const corral_region *region, const corral_grouping_run *run,
                                       corral_text *out, corral_error *err);
/* The same on standard error. */
corral_status corral_grouping_say(const corral_session *session, const corral_region *region,
                                  const corral_grouping_run *run, corral_error *err);
/* Fails if there is no group of that number; 0 is any. */
corral_status corral_grouping_check_group(const corral_grouping *grouping, uint32_t group,
                                          corral_error *err);
/* "grouped", "no close partner", "no seat found", "too little known", "not asked", "not compared"
 */
const char *corral_group_status_name(corral_group_status status);

#endif
