/* Looking for gaps as options say, and saying what was found. */
#ifndef CORRAL_CLI_GAPS_RUN_H
#define CORRAL_CLI_GAPS_RUN_H

#include "cli/session.h"
#include "corral/gaps.h"
#include "io/list_file.h"

typedef struct corral_gaps_settings {
    const char *of, *by, *list, *not_applicable;
    bool is_own; /* what makes no sense is the list in the region's folder */
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

/* The path of what makes no sense: none for the word none; without a path that of the list in the
 * region's folder, which is then an input of the session. own keeps the text. */
corral_status corral_gaps_settle(corral_gaps_settings *settings, corral_session *session,
                                 corral_text *own, corral_error *err);

/* Reads the lists into the run, whose facets are chosen; part of corral_gaps_run_init. */
corral_status corral_gaps_read_lists(corral_gaps_run *run, const corral_session *session,
                                     const corral_region *region,
                                     const corral_gaps_settings *settings, corral_error *err);

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

/* How many there are of each status. */
typedef struct corral_gaps_counts {
    size_t status[CORRAL_GAP_STATUSES];
} corral_gaps_counts;
/* "1 gap, 2 unclear"; appends. */
corral_status corral_gaps_say_counts(const corral_gaps_counts *counts, corral_text *out,
                                     corral_error *err);

typedef struct corral_gaps_view {
    bool for_people; /* one status after the other, and of many the first of each */
    bool all;        /* of many all */
} corral_gaps_view;
/* A row a gap. */
corral_status corral_gaps_add_table(const corral_region *region, const corral_gaps_run *run,
                                    corral_gaps_view view, corral_document *document,
                                    corral_error *err);

#endif
