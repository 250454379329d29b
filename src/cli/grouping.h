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
    double stability; /* runs; NAN: CORRAL_STABILITY_RUNS for small regions, else none */
    /* Set by a command, no option: it shows how firm groups are. */
    bool shows_bands;
    /* Set by a command, no option: only who sits with whom is asked, so groups that are given are
     * taken (corral_groups_take) and not weighed. */
    bool seats_only;
} corral_grouping_settings;

#define CORRAL_GROUPING_SETTINGS_INIT                                                              \
    {                                                                                              \
        .similarity = CORRAL_SIMILARITY_OPTIONS_INIT, .groups = CORRAL_GROUPS_OPTIONS_INIT,        \
        .stability = NAN                                                                           \
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

/* The footprints weighted as the options say, for commands that need no groups. */
corral_status corral_grouping_weigh(const corral_session *session, const corral_region *region,
                                    const corral_grouping_settings *settings,
                                    corral_similarity **out, corral_error *err);
/* Two coalitions by "A,B"; option is the name of the option, for messages. */
corral_status corral_grouping_two(const corral_region *region, const char *option, const char *text,
                                  uint32_t *a, uint32_t *b, corral_error *err);

/* Finds the groups, or takes those of --groups. Warns of what it leaves aside. */
corral_status corral_grouping_run_init(corral_grouping_run *run, corral_session *session,
                                       const corral_region *region,
                                       const corral_grouping_settings *settings, corral_error *err);
void corral_grouping_run_release(corral_grouping_run *run);

/* Who sits with whom and nothing else: by coalition a number, 0 for none. Groups of --groups are
 * taken without comparing anybody. *group is the caller's, to be freed with free(). */
corral_status corral_grouping_numbers(corral_session *session, const corral_region *region,
                                      const corral_grouping_settings *settings, uint32_t **group,
                                      corral_error *err);
/* A list of an option such as "a,b": ids or names in the order given, as often as given; a name
 * that holds a comma is taken whole. Who is not in the region is wrong use; the nearest is named.
 * *out is the caller's to free. */
corral_status corral_coalitions_parse(const corral_region *region, const char *text, uint32_t **out,
                                      size_t *count, corral_error *err);

/* The lists of an option given several times, one behind the other. *out is NULL before, and the
 * caller's to free, also after a failure. */
corral_status corral_coalitions_parse_all(const corral_region *region, const corral_words *words,
                                          uint32_t **out, size_t *count, corral_error *err);

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
/* "group 2: Birth to Eight, Books at Home ..." on standard error, and how to keep the number where
 * other options may give it to others. */
corral_status corral_grouping_say_group(const corral_session *session, const corral_region *region,
                                        const corral_grouping_run *run, uint32_t group,
                                        corral_error *err);
/* Fails if there is no group of that number; 0 is any. */
corral_status corral_grouping_check_group(const corral_grouping *grouping, uint32_t group,
                                          corral_error *err);
/* The members of that group, borrowed; *group 0 becomes the first. There is one at least, or *group
 * is none of them. */
corral_status corral_grouping_find(const corral_grouping_run *run, uint32_t *group,
                                   corral_coalitions *members, corral_error *err);
/* "firm", "stable", "pattern", "loose"; NULL where nobody asked. */
const char *corral_band_name(corral_band band);
/* "grouped", "no close partner", "no seat found", "too little known", "not asked", "not compared"
 */
const char *corral_group_status_name(corral_group_status status);

#endif
