/* What people fill in: documents made from the lists and from what a region knows already. */
#ifndef CORRAL_CLI_CHECKLIST_H
#define CORRAL_CLI_CHECKLIST_H

#include "corral/region.h"

#include "cli/session.h"
#include "cli/xform.h"
#include "io/answer_lists.h"

typedef struct corral_checklist {
    const corral_answer_lists *lists;
    const corral_region *region;    /* NULL: none is known yet */
    uint32_t coalition;             /* UINT32_MAX: none */
    const corral_words *candidates; /* for a backbone; none: the region's hubs */
    size_t most;                    /* hubs */
} corral_checklist;

/* A line to write on, of signs that mean nothing in Markdown. */
#define CORRAL_CHECKLIST_TO_WRITE "……………………………………"

/* The lists beside the installed program, else where they were installed, else in the source tree.
 * *out is the caller's. */
corral_status corral_checklist_lists_folder(char **out, corral_error *err);

/* ---- the footprint ---- */

/* The files of a region with their headers; coalitions.csv has those that are known. */
corral_status corral_checklist_folder(const corral_checklist *checklist, corral_session *session,
                                      const char *path, corral_error *err);
/* A sheet to print, lists as boxes to tick. */
corral_status corral_checklist_sheet(const corral_checklist *checklist, corral_document **out,
                                     corral_error *err);
/* An XLSForm (xlsform.org): the tables survey, choices and settings. */
corral_status corral_checklist_form(const corral_checklist *checklist, corral_document **out,
                                    corral_error *err);

/* What several forms ask: which coalition it is (of all that are known, or of the one that it is
 * about; without a hint an answer is required), and who answered when. */
corral_status corral_checklist_ask_coalition(const corral_checklist *checklist, corral_xform *form,
                                             const char *hint, corral_error *err);
corral_status corral_checklist_ask_who(corral_xform *form, corral_error *err);

/* Whether the list is about a coalition, and not about a member, a tie or a backbone. */
bool corral_checklist_is_of_coalition(const corral_answer_list *list);
/* What is asked: the question of the list, else its facet. */
const char *corral_checklist_question(const corral_answer_list *list);

/* ---- one coalition ---- */

/* What was recorded of it, and what is open or disputed; of an interview what is open alone. For
 * programs the columns of footprint.csv, for people questions. */
corral_status corral_checklist_recorded(const corral_checklist *checklist, bool interview,
                                        bool people, corral_document **out, corral_error *err);

/* The weight of an item in a footprint, 0 if it is not there; and a weight as a word, NAN as
 * unknown. */
double corral_checklist_weight(corral_seats footprint, uint32_t item);
const char *corral_checklist_weight_word(double weight);
/* The same as a form. */
corral_status corral_checklist_recorded_form(const corral_checklist *checklist, bool interview,
                                             corral_document **out, corral_error *err);

/* ---- surveys ---- */

/* Who could be a backbone, into *out, which is the caller's. */
corral_status corral_checklist_candidates(const corral_checklist *checklist, corral_strings **out,
                                          corral_error *err);
corral_status corral_checklist_umbrella_form(const corral_checklist *checklist,
                                             corral_document **out, corral_error *err);
corral_status corral_checklist_backbone_form(const corral_checklist *checklist,
                                             corral_document **out, corral_error *err);

/* preferences.csv, every option of every parameter; for people with places to write in. */
corral_status corral_checklist_umbrella(const corral_checklist *checklist, bool people,
                                        corral_document **out, corral_error *err);
/* ratings.csv, every function of every candidate; the same. */
corral_status corral_checklist_backbone(const corral_checklist *checklist, bool people,
                                        corral_document **out, corral_error *err);

#endif
