/* Load in words and cells, for corral load and for reports. */
#ifndef CORRAL_CLI_LOAD_WORDS_H
#define CORRAL_CLI_LOAD_WORDS_H

#include "cli/session.h"
#include "core/number.h"
#include "corral/load.h"

/* Beside what is counted of members. */
#define CORRAL_LOAD_BY_MEMBER                                                                      \
    "by member: where that is an organisation, different people may sit in different rooms"

/* Load and what it rests on. Release with corral_load_run_release. */
typedef struct corral_load_run {
    const corral_region *region;
    corral_load *load;
    corral_load_options options; /* group: borrowed, NULL where groups are not known */
    corral_ask *asks;
    uint32_t group_count, asking; /* groups; coalitions that recorded asks */
    bool is_asked;                /* there is a list of asks */
    bool for_people;              /* display names; else keys */
} corral_load_run;

/* asks_path NULL: asks.csv of the region at region_path, if there is one; then it is named as an
 * input of the session. */
corral_status corral_load_run_init(corral_load_run *run, corral_session *session,
                                   const corral_region *region, const char *region_path,
                                   const char *asks_path, const corral_load_options *options,
                                   corral_error *err);
void corral_load_run_release(corral_load_run *run);

const char *corral_load_name(const corral_load_run *run, uint32_t item);
/* "Denise Okafor (Metro Schools)". */
corral_status corral_load_who(const corral_load_run *run, const corral_load_row *row,
                              corral_text *out, corral_error *err);

/* A sum for people: "12", "12.5", "12+" where part of it is not known, "?" where nothing is, ""
 * where there is nothing to sum. */
typedef struct corral_load_sum_text {
    char text[CORRAL_NUMBER_SIZE + 2];
} corral_load_sum_text;
const char *corral_load_sum_words(const corral_load_sum *sum, corral_load_sum_text *out);

/* A table of rows: columns, then one row each. with_person: persons, else members. */
corral_status corral_load_add_columns(const corral_load_run *run, bool with_person,
                                      corral_table *table, corral_error *err);
corral_status corral_load_add_row(const corral_load_run *run, const corral_load_row *row,
                                  corral_table *table, corral_error *err);

/* Sentences without a full stop; they append, nothing where there is nothing to say. */

/* "Third-grade reading is on the agenda of 8 coalitions; Metro Schools sits in 5 of them". */
corral_status corral_load_say_topic(const corral_load_run *run, const corral_load_row *row,
                                    bool by_name, corral_text *out, corral_error *err);
/* "In a year, by member: 2,236 repeats, if ..."; the sums of rows of members or persons. */
corral_status corral_load_say_year(const corral_load_run *run, uint64_t repeats, uint64_t saved,
                                   const char *counted, corral_text *out, corral_error *err);
/* "Much in demand: Confluence Fund sits in 16 coalitions, ...". */
corral_status corral_load_say_demand(const corral_load_run *run, corral_text *out,
                                     corral_error *err);
/* "of 105 asks a year that 12 coalitions recorded, 39 go to ...". */
corral_status corral_load_say_asks(const corral_load_run *run, corral_text *out, corral_error *err);
/* What is not known, one sentence a call: which 0, 1, 2 ...; *more is false behind the last. */
corral_status corral_load_say_unknown(const corral_load_run *run, int which, bool *more,
                                      corral_text *out, corral_error *err);

/* Sums over members or persons. */
typedef struct corral_load_totals {
    size_t rows, seated, several; /* all; with a seat; in two or more coalitions */
    uint64_t repeats, saved;
    const corral_load_row *top; /* of the largest `most`, the first; NULL: nobody hears anything
                                 * twice */
    bool is_told;               /* the agendas of two coalitions or more are known */
} corral_load_totals;
corral_load_totals corral_load_total(const corral_load_run *run, bool of_persons);

/* Plans joint sessions and prints them. */
corral_status corral_load_print_plan(corral_session *session, const corral_region *region,
                                     uint32_t reports, corral_error *err);

#endif
