/* Who else should be at a table, in words and tables; shared by the command and the report. */
#ifndef CORRAL_CLI_INVOLVE_H
#define CORRAL_CLI_INVOLVE_H

#include "cli/session.h"
#include "corral/involve.h"
#include "io/list_file.h"

/* What should be at the table: the entries of a list; without one those of lists/sectors.csv in the
 * region's folder (every sector of the region where there is no such file) and every population of
 * the region. */
typedef struct corral_involve_wanted {
    corral_list_file file;
    corral_wanted *wanted;
    size_t count;
    bool is_given;    /* a list by option: nothing beside it */
    corral_text from; /* "the list harmon/lists/sectors.csv and the populations of the region" */
} corral_involve_wanted;

/* list: the file, or NULL. Its repeated entries are said on standard error; a facet that is not in
 * the region is refused. */
corral_status corral_involve_wanted_init(corral_involve_wanted *wanted, corral_session *session,
                                         const corral_region *region, const char *list,
                                         corral_error *err);
void corral_involve_wanted_release(corral_involve_wanted *wanted);
/* Puts it into the options. */
void corral_involve_want(const corral_involve_wanted *wanted, corral_involve_options *options);

/* One table and who else for it. */
typedef struct corral_involve_view {
    const corral_region *region;
    const corral_grouping *grouping;
    const corral_involvement *found;
    corral_coalitions table;
    bool for_people;    /* names of coalitions, else ids */
    const char *wanted; /* where what is looked for comes from */
    size_t most;        /* of the options */
    bool with_ids;      /* a further column */
} corral_involve_view;

extern const corral_column corral_involve_columns[];
enum { CORRAL_INVOLVE_COLUMNS = 8 };

/* Which candidates: those who have no seat at the table, those who have, or all in turn. */
typedef enum corral_involve_part {
    CORRAL_INVOLVE_ELSEWHERE,
    CORRAL_INVOLVE_HERE,
    CORRAL_INVOLVE_ALL
} corral_involve_part;

size_t corral_involve_count(const corral_involve_view *view, corral_involve_part part);
corral_status corral_involve_add_columns(const corral_involve_view *view, corral_table *table,
                                         corral_error *err);
/* A table of its own of those who have a seat here, with its columns. */
corral_status corral_involve_add_here(const corral_involve_view *view, corral_table *table,
                                      corral_error *err);
corral_status corral_involve_add_rows(const corral_involve_view *view, corral_involve_part part,
                                      corral_table *table, corral_error *err);
/* Sentences, each ended by a NUL: what is missing, and what is not known. */
corral_status corral_involve_sentences(const corral_involve_view *view, corral_text *text,
                                       corral_error *err);

#endif
