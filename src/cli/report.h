/* What a report is made of: a list of sections, each of which adds words, tables and drawings to
 * the page that corral-viz composes (viz/MODEL.md, Pages).
 *
 * A command that has something to report adds a function and a line to the list in cmd_report.c. */
#ifndef CORRAL_CLI_REPORT_H
#define CORRAL_CLI_REPORT_H

#include "cli/backbone.h"
#include "cli/chart.h"
#include "cli/drawing.h"
#include "cli/gaps_run.h"
#include "cli/grouping.h"
#include "cli/umbrella.h"

typedef enum corral_audience {
    CORRAL_FOR_TEAM,  /* who prepares: everything */
    CORRAL_FOR_TABLE, /* who sits at it: no figures of fit */
    CORRAL_FOR_PUBLIC /* everybody: nobody's load by name, nobody held up for not answering */
} corral_audience;

/* Sets of audiences. */
enum {
    CORRAL_SEEN_BY_TEAM = 1 << CORRAL_FOR_TEAM,
    CORRAL_SEEN_BY_TABLE = 1 << CORRAL_FOR_TABLE,
    CORRAL_SEEN_BY_PUBLIC = 1 << CORRAL_FOR_PUBLIC,
    CORRAL_SEEN_WITHIN = CORRAL_SEEN_BY_TEAM | CORRAL_SEEN_BY_TABLE,
    CORRAL_SEEN_BY_ALL = CORRAL_SEEN_WITHIN | CORRAL_SEEN_BY_PUBLIC
};

/* Where a section stands. */
enum {
    CORRAL_IN_WHOLE = 1 << 0, /* once in the report of the region */
    CORRAL_IN_GROUP = 1 << 1, /* there once for each group */
    CORRAL_IN_PACKET = 1 << 2 /* in that of one group, --group N */
};

/* What is asked of the drawing program. */
typedef enum corral_report_trust {
    CORRAL_REPORT_ALL,   /* the page with all drawings */
    CORRAL_REPORT_TRIED, /* only those that it makes by themselves: one failed on the page */
    CORRAL_REPORT_NONE   /* a sentence in place of each */
} corral_report_trust;

typedef struct corral_report {
    corral_session *session;
    const corral_region *region;
    const corral_grouping_run *run;
    const corral_grouping_settings *settings; /* that the run rests on */
    const corral_gaps_run *listed, *crossed;  /* gaps of a list, of two facets; NULL: none */
    const corral_umbrella_run *umbrella;      /* of --with; NULL: none */
    const corral_backbone_page *backbone;     /* likewise */
    uint32_t *group_of;                       /* by coalition, for alignment; NULL: not asked yet */
    uint32_t group_count;
    corral_audience audience;
    uint32_t packet;           /* the number of the group it is of; 0: of the region */
    uint32_t place;            /* of the group that the section is about */
    corral_drawing drawing;    /* what all drawings have in common */
    const char *sheet;         /* the paper of drawings that are to be printed large */
    corral_report_trust trust; /* in the drawing program */
    double draw_limit;         /* seconds for one drawing that is tried by itself */
    size_t hung;               /* of these */
    corral_text page;          /* the records */
    corral_document *tables; /* every table once more, for when there is nobody to compose a page */
    size_t sections, drawings;
} corral_report;

/* A section that adds nothing is left out, heading and all. */
typedef struct corral_report_section {
    const char *id, *heading; /* for a group its number is put behind both */
    unsigned seen_by;         /* CORRAL_SEEN_BY_... */
    unsigned stands_in;       /* CORRAL_IN_... */
    corral_status (*add)(corral_report *report, corral_error *err);
} corral_report_section;

/* ---- what sections add; the first five take words as printf does ---- */

typedef enum corral_report_words {
    CORRAL_REPORT_TEXT, /* a paragraph */
    CORRAL_REPORT_SMALL,
    CORRAL_REPORT_POINT, /* of a list */
    CORRAL_REPORT_PART   /* a smaller heading */
} corral_report_words;

corral_status corral_report_say(corral_report *report, corral_report_words as, corral_error *err,
                                const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A large number with what it counts. */
corral_status corral_report_number(corral_report *report, size_t value, const char *what,
                                   corral_error *err);
/* A table to be filled, and then put where the page stands. */
corral_status corral_report_table(corral_report *report, const char *title,
                                  const corral_column *columns, size_t count, corral_table **out,
                                  corral_error *err);
corral_status corral_report_put(corral_report *report, const corral_table *table,
                                corral_error *err);
/* A drawing; where the region is too large for its style, a sentence. */
corral_status corral_report_draw(corral_report *report, const corral_drawing *drawing,
                                 const char *caption, corral_error *err);

bool corral_report_is_for(const corral_report *report, unsigned seen_by);
/* The group that the section is about. */
uint32_t corral_report_group(const corral_report *report);
corral_coalitions corral_report_members(const corral_report *report);

/* ---- the sections ---- */

corral_status corral_report_figures(corral_report *report, corral_error *err);
corral_status corral_report_rooms(corral_report *report, corral_error *err);
corral_status corral_report_load(corral_report *report, corral_error *err);
corral_status corral_report_trains(corral_report *report, corral_error *err);
corral_status corral_report_overlaps(corral_report *report, corral_error *err);
corral_status corral_report_gaps(corral_report *report, corral_error *err);
corral_status corral_report_alone(corral_report *report, corral_error *err);
corral_status corral_report_reading(corral_report *report, corral_error *err);

corral_status corral_report_one_group(corral_report *report, corral_error *err);
corral_status corral_report_map(corral_report *report, corral_error *err);
corral_status corral_report_goals(corral_report *report, corral_error *err);
corral_status corral_report_who(corral_report *report, corral_error *err);
corral_status corral_report_compare(corral_report *report, corral_error *err);
corral_status corral_report_singles(corral_report *report, corral_error *err);
corral_status corral_report_group_rooms(corral_report *report, corral_error *err);
corral_status corral_report_questions(corral_report *report, corral_error *err);
corral_status corral_report_involve(corral_report *report, corral_error *err);
corral_status corral_report_align(corral_report *report, corral_error *err);
corral_status corral_report_umbrella(corral_report *report, corral_error *err);
corral_status corral_report_backbone(corral_report *report, corral_error *err);

/* ---- what --with brings ---- */

/* Surveys, told by the columns of their headers; at most one of a kind. */
typedef struct corral_report_surveys {
    corral_umbrella_run umbrella;
    bool has_umbrella;
    corral_survey ratings;
    corral_backbone *found;
    corral_backbone_page backbone;
    bool has_backbone;
} corral_report_surveys;

/* Reads the files against the region; coalitions stay unnamed. */
corral_status corral_report_surveys_init(corral_report_surveys *surveys, corral_session *session,
                                         const corral_words *files, const corral_region *region,
                                         corral_error *err);
void corral_report_surveys_release(corral_report_surveys *surveys);

#endif
