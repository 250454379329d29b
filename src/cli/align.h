/* Alignment in sentences and tables, as corral align and reports show it. */
#ifndef CORRAL_CLI_ALIGN_H
#define CORRAL_CLI_ALIGN_H

#include "cli/grouping.h"
#include "corral/align.h"
#include "table/table.h"

/* What is aligned; everything is borrowed. */
typedef struct corral_align_view {
    const corral_region *region;
    const uint32_t *coalitions; /* the table, in the order of its letters */
    size_t count;
    const corral_alignment *alignment;
    bool by_letter; /* coalitions as letters, where a key stands beside; else their ids */
} corral_align_view;

/* In which group each coalition is, UINT32_MAX in none; *group_of is the caller's to free. */
corral_status corral_align_groups(const corral_region *region, const corral_grouping *grouping,
                                  uint32_t **group_of, uint32_t *count, corral_error *err);

/* facet, class, item, also, coalitions, why; without_own: not what is one coalition's. */
corral_status corral_align_fill(const corral_align_view *view, bool without_own,
                                corral_table *table, corral_error *err);

/* Appends "4 goals cover 82 % of what the table wants (28 of 34): ..."; nothing where nothing is
 * wanted. The agenda is the first that covers four fifths. */
corral_status corral_align_say_agenda(const corral_align_view *view, uint32_t facet, size_t *goals,
                                      double *share, corral_text *out, corral_error *err);
/* The curve: goals, goal, coalitions, covered. */
corral_status corral_align_fill_agenda(const corral_align_view *view, uint32_t facet,
                                       corral_table *table, corral_error *err);

/* What to decide on: facet, item, same_as, decision, by, date, score, why; all: decisions before
 * it, so that the list can take the place of crosswalk.csv. */
corral_status corral_align_fill_questions(const corral_align_view *view, bool all,
                                          corral_table *table, corral_error *err);

/* A row a goal, a column a strategy, in the cells who has both; by letter the columns are numbered,
 * their names beside them. */
corral_status corral_align_fill_matrix(const corral_align_view *view, corral_table *table,
                                       corral_error *err);
/* number, strategy, coalitions; letter, coalition, goals, strategies (what is known). */
corral_status corral_align_fill_strategies(const corral_align_view *view, corral_table *table,
                                           corral_error *err);
/* Appends who of the table has the row, and the other one too if it is not NULL. */
corral_status corral_align_say_who(const corral_align_view *view, const corral_align_row *row,
                                   const corral_align_row *other, corral_text *out,
                                   corral_error *err);
corral_status corral_align_fill_letters(const corral_align_view *view, corral_table *table,
                                        corral_error *err);

#endif
