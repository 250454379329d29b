/* Looking for gaps as options say, and saying what was found. */
#ifndef CORRAL_CLI_GAPS_RUN_H
#define CORRAL_CLI_GAPS_RUN_H

#include "cli/session.h"
#include "corral/gaps.h"
#include "io/list_file.h"

typedef struct corral_gaps_settings {
    const char *of, *by, *list, *not_applicable;
} corral_gaps_settings;

typedef struct corral_gaps_run {
    corral_list_file list, exclusions;
    corral_listed *listed; /* what of them is handed to the library */
    corral_not_applicable *excluded;
    corral_gaps *gaps;
    uint32_t of, by; /* UINT32_MAX: none */
} corral_gaps_run;

/* Reads the list files, chooses facets where none is named, finds the gaps. Warns of entries that
 * say nothing or are spelled much like something else. */
corral_status corral_gaps_run_init(corral_gaps_run *run, const corral_session *session,
                                   const corral_region *region,
                                   const corral_gaps_settings *settings, corral_error *err);
void corral_gaps_run_release(corral_gaps_run *run);

/* "14 entries of issue: 1 gap, 1 hangs on one coalition, 12 covered". */
corral_status corral_gaps_sentence(const corral_region *region, const corral_gaps_run *run,
                                   corral_text *out, corral_error *err);
/* "Middle-grade mathematics: none of the 33 that answered (7 unknown)". with_names: where one
 * coalition is meant it is named. Appends. */
corral_status corral_gap_sentence(const corral_region *region, const corral_gaps *gaps,
                                  size_t index, bool with_names, corral_text *out,
                                  corral_error *err);
/* Coalitions that have it, "; " between them, at most `most`. Appends. */
corral_status corral_gap_names(const corral_region *region, const corral_gaps *gaps, size_t index,
                               size_t most, corral_text *out, corral_error *err);

#endif
