/* Names of a region that look like others, beside what people decided so far. */
#ifndef CORRAL_CLI_NAMES_RUN_H
#define CORRAL_CLI_NAMES_RUN_H

#include "cli/session.h"
#include "corral/names.h"
#include "io/aliases_file.h"

/* Commands that only mention names look at no more items than these. */
enum { CORRAL_NAMES_LOOKED_AT = 20000 };

typedef struct corral_names_row {
    const char *keep, *merge, *facet, *why, *by, *date; /* borrowed from the run or the region */
    double score;                                       /* NAN: none */
    corral_same_decision decision;
} corral_names_row;

typedef struct corral_names_run {
    corral_names_row *rows; /* by facet: what is asked, then what was put off; then, if all were
                             * asked for, what is decided, in the order of the files */
    size_t count, capacity;
    size_t asked; /* rows without a decision */
    size_t later;
    size_t names; /* looked at */

    /* private */
    corral_aliases_file decided;
    corral_names **found; /* a facet */
    size_t found_count, found_capacity;
    char **reasons; /* written here */
    size_t reason_count, reason_capacity;
} corral_names_run;

typedef struct corral_names_settings {
    double score;
    const corral_words *facets; /* "member,goal", "coalition"; NULL or empty: all but partner */
    bool all;
    const unsigned char *items; /* by item: only those with a 1 are looked at, of whatever facet;
                                 * NULL: all */
} corral_names_settings;

/* Reads the decisions of the region that the session has read last, and proposes. */
corral_status corral_names_run_init(corral_names_run *run, corral_session *session,
                                    const corral_region *region,
                                    const corral_names_settings *settings, corral_error *err);
void corral_names_run_release(corral_names_run *run);

#endif
