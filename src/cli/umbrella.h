/* A round of preferences read, counted and put into words and tables. Anonymous unless `named`:
 * then, and only then, coalitions appear. */
#ifndef CORRAL_CLI_UMBRELLA_H
#define CORRAL_CLI_UMBRELLA_H

#include "cli/session.h"
#include "corral/umbrella.h"
#include "io/preferences.h"

typedef struct corral_umbrella_run {
    corral_preferences preferences;
    uint32_t round, before, last; /* this round, the one before it (0: none), the highest of all */
    corral_umbrella *now, *then;  /* then: NULL without an earlier round */
    uint32_t absent;              /* answered in the round before and not in this one */
    uint32_t without_size;        /* of this round, whose members are not known; then no sizes */
    bool is_sized, named;
    const corral_region *region; /* NULL */
} corral_umbrella_run;

typedef struct corral_umbrella_settings {
    const char *path, *form; /* form: NULL, or what was answered */
    uint32_t round;          /* 0: the last */
    bool named;
} corral_umbrella_settings;

/* region may be NULL and is borrowed. Warnings of the file are said. */
corral_status corral_umbrella_run_init(corral_umbrella_run *run, corral_session *session,
                                       const corral_umbrella_settings *settings,
                                       const corral_region *region, corral_error *err);
void corral_umbrella_run_release(corral_umbrella_run *run);

uint32_t corral_umbrella_run_coalitions(const corral_umbrella_run *run);
/* For those who asked for names: what to call a coalition of this round. */
const char *corral_umbrella_run_name(const corral_umbrella_run *run, uint32_t coalition);
const char *corral_umbrella_run_option(const corral_umbrella_run *run, uint32_t row);
const char *corral_umbrella_run_parameter(const corral_umbrella_run *run, uint32_t place);
/* Appends a number as people read it: 22 or 22.5. */
corral_status corral_umbrella_number(double value, corral_text *out, corral_error *err);

/* "round 2: 7 coalitions on 5 parameters". */
corral_status corral_umbrella_sentence(const corral_umbrella_run *run, corral_text *out,
                                       corral_error *err);
/* How the parameter at this place of the agenda stands. */
corral_status corral_umbrella_say(const corral_umbrella_run *run, uint32_t place, corral_text *out,
                                  corral_error *err);
/* Who did not say, in numbers; nothing where everybody did. */
corral_status corral_umbrella_say_unknown(const corral_umbrella_run *run, uint32_t place,
                                          corral_text *out, corral_error *err);
/* Who answered before and does not now; nothing where nobody. */
corral_status corral_umbrella_say_absent(const corral_umbrella_run *run, corral_text *out,
                                         corral_error *err);

/* The tables: an option a row; by size; what changed since the round before (rows that did). */
corral_status corral_umbrella_fill(const corral_umbrella_run *run, corral_table *table,
                                   corral_error *err);
corral_status corral_umbrella_fill_sizes(const corral_umbrella_run *run, corral_table *table,
                                         corral_error *err);
corral_status corral_umbrella_fill_changes(const corral_umbrella_run *run, corral_table *table,
                                           corral_error *err);
/* Agreement statistics, a row a parameter and below it a row an option. */
corral_status corral_umbrella_fill_statistics(const corral_umbrella_run *run, uint64_t seed,
                                              corral_table *table, corral_error *err);

/* ---- packages ---- */

typedef struct corral_umbrella_packages {
    const corral_umbrella_run *run;
    corral_packages *packages;
    bool allow_unknown;
} corral_umbrella_packages;

/* many: names of parameters of which several options may be chosen. */
corral_status corral_umbrella_packages_init(corral_umbrella_packages *p,
                                            const corral_umbrella_run *run,
                                            const corral_words *many, bool allow_unknown,
                                            const corral_progress *progress, corral_error *err);
void corral_umbrella_packages_release(corral_umbrella_packages *p);

/* "aligned but separate"; of several options joined by " + ". */
corral_status corral_umbrella_say_choice(const corral_umbrella_packages *p, uint32_t place,
                                         uint32_t choice, corral_text *out, corral_error *err);
/* The sentences, one a call: which from 0; *more is false behind the last. What has nothing to say
 * leaves out empty. */
corral_status corral_umbrella_packages_say(const corral_umbrella_packages *p, int which, bool *more,
                                           corral_text *out, corral_error *err);
/* The favourite where it is blocked, then what none beats, to `most` of them; with all, every
 * feasible package. */
corral_status corral_umbrella_packages_fill(const corral_umbrella_packages *p, bool all,
                                            size_t most, const corral_progress *progress,
                                            corral_table *table, corral_error *err);

#endif
