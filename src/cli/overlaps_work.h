/* What the files of `corral overlaps` share: its settings, and what a run rests on. */
#ifndef CORRAL_CLI_OVERLAPS_WORK_H
#define CORRAL_CLI_OVERLAPS_WORK_H

#include "cli/overlaps.h"

typedef struct corral_overlaps_settings {
    corral_grouping_settings grouping;
    const char *pair, *on;
    uint32_t group;
    int null;
    bool all, should_meet;
} corral_overlaps_settings;

/* "sdsm", "hypergeometric": by corral_null, with a NULL behind them. */
extern const char *const corral_overlaps_nulls[];

typedef struct corral_overlaps_work {
    corral_session *session;
    const corral_overlaps_settings *settings;
    corral_region *region;
    corral_grouping_run run; /* with --group */
    corral_similarity *own;  /* without */
    const corral_similarity *similarity;
    corral_overlaps_options options;
    double resolution, threshold; /* NAN: not asked for */
} corral_overlaps_work;

/* Figures of all pairs: properties of the document; with -v a line on standard error. */
corral_status corral_overlaps_add_figures(const corral_overlaps_work *w,
                                          const corral_overlaps *overlaps,
                                          corral_document *document, corral_error *err);
void corral_overlaps_say_details(const corral_session *session, const corral_overlaps *overlaps);

/* The three things the command prints. */
corral_status corral_overlaps_print_pairs(corral_overlaps_work *w, corral_error *err);
corral_status corral_overlaps_print_sheet(corral_overlaps_work *w, corral_error *err);
corral_status corral_overlaps_print_meetings(corral_overlaps_work *w, corral_error *err);

#endif
