/* Building a region from statements, in any order; every reader does so, and programs may.
 *
 * Texts are UTF-8 and are copied. The builder applies the identity of names (NFC, trimmed, runs of
 * white space to one space, zero-width and bidi controls removed).
 */
#ifndef CORRAL_BUILDER_H
#define CORRAL_BUILDER_H

#include "corral/problems.h"
#include "corral/region.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corral_builder corral_builder;

/* How a cell counts on which informants differ; the cell stays marked as disputed. */
typedef enum corral_disputed {
    CORRAL_DISPUTED_UNKNOWN, /* as unknown (the default) */
    CORRAL_DISPUTED_LATEST, /* as the statement with the latest as_of says; unknown if two differ */
    CORRAL_DISPUTED_ANY     /* with the largest weight anybody gave */
} corral_disputed;

typedef enum corral_said_known {
    CORRAL_SAID_NOTHING, /* complete if every item of the facet is declared, else partial */
    CORRAL_SAID_NO,
    CORRAL_SAID_PARTIAL,
    CORRAL_SAID_YES,
    CORRAL_SAID_NONE /* complete and empty; beside items of the facet it is a warning, and partial
                      */
} corral_said_known;

/* One statement: this coalition has (or has not) this item. NULL texts are blank. */
typedef struct corral_row {
    const char *coalition; /* an id, or a name that only one declared coalition has */
    const char *facet;
    const char *item; /* blank: the row speaks of the whole facet, and says `known` */
    double weight;    /* 0 (an explicit no) to 1; CORRAL_ROW_INIT says 1 */
    corral_said_known known;
    const char *informant, *as_of, *source, *page, *note;
    const char *person, *role, *hours, *indicator;
    const char *file; /* for messages; borrowed for the call */
    size_t line, column;
} corral_row;

#define CORRAL_ROW_INIT                                                                            \
    {                                                                                              \
        0, 0, 0, 1.0, CORRAL_SAID_NOTHING, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                      \
    }

/* A line of items.csv. */
typedef struct corral_item_row {
    const char *facet, *item, *name, *sector, *url;
    const char *within; /* key of an item of the same facet */
    const char *file;
    size_t line, column;
} corral_item_row;

/* What people settled; it wins over every statement. value: 0 to 1, NAN for unknown. */
typedef struct corral_decision_row {
    const char *coalition, *facet, *item;
    double value;
    const char *by, *date, *why;
    const char *file;
    size_t line, column;
} corral_decision_row;

/* problems may be NULL (then the first error stops) and must outlive the builder. */
CORRAL_EXPORT corral_status corral_builder_new(corral_disputed disputed, corral_problems *problems,
                                               corral_builder **out, corral_error *err);
CORRAL_EXPORT void corral_builder_free(corral_builder *builder);

/* Declares a coalition with count attributes. names[k] as in the header of coalitions.csv. */
CORRAL_EXPORT corral_status corral_builder_add_coalition(corral_builder *builder, const char *id,
                                                         size_t count, const char *const *names,
                                                         const char *const *values,
                                                         const char *file, size_t line,
                                                         corral_error *err);
/* The coalition itself has gone through what was recorded of it: its attribute CORRAL_VERIFIED is
 * "yes" unless coalitions.csv says more. */
CORRAL_EXPORT corral_status corral_builder_set_verified(corral_builder *builder,
                                                        const char *coalition, corral_error *err);
CORRAL_EXPORT corral_status corral_builder_add_item(corral_builder *builder,
                                                    const corral_item_row *row, corral_error *err);
CORRAL_EXPORT corral_status corral_builder_add_row(corral_builder *builder, const corral_row *row,
                                                   corral_error *err);
CORRAL_EXPORT corral_status corral_builder_add_decision(corral_builder *builder,
                                                        const corral_decision_row *row,
                                                        corral_error *err);
/* `merge` is `keep` spelled differently, within the facet. Chains are followed. What add_item said
 * of `merge` fills what it left blank for `keep`. */
CORRAL_EXPORT corral_status corral_builder_add_alias(corral_builder *builder, const char *facet,
                                                     const char *keep, const char *merge,
                                                     const char *file, size_t line,
                                                     corral_error *err);

/* A line of crosswalk.csv: two items of a facet, by key or display name, and what people decided of
 * them. Of several decisions on one pair the one with the latest date counts. */
typedef struct corral_crosswalk_entry {
    const char *facet, *item, *same_as;
    corral_same_decision decision;
    const char *by, *date;
    const char *file;
    size_t line, column, same_as_column;
} corral_crosswalk_entry;

/* Checked by corral_builder_finish: an error where decisions contradict each other, a warning where
 * the facet or an item is not in the region. */
CORRAL_EXPORT corral_status corral_builder_add_crosswalk(corral_builder *builder,
                                                         const corral_crosswalk_entry *entry,
                                                         corral_error *err);
/* Two words that proposals take for one. */
CORRAL_EXPORT corral_status corral_builder_add_synonym(corral_builder *builder, const char *word,
                                                       const char *same_as, corral_error *err);

/* `part` lies within `whole`, within the facet, as add_item may say too; what that says wins, with a
 * warning. Neither is described by it, and of a part that nobody speaks of it says nothing. */
CORRAL_EXPORT corral_status corral_builder_add_part(corral_builder *builder, const char *facet,
                                                    const char *whole, const char *part,
                                                    const char *file, size_t line,
                                                    corral_error *err);
/* Settles disputes, orders everything, builds the region. May be called once, whether it succeeds
 * or fails: the builder is then empty and only to be freed. O(s log s') for s statements, s' the
 * most of one coalition; about 60 bytes a statement. */
CORRAL_EXPORT corral_status corral_builder_finish(corral_builder *builder, corral_region **out,
                                                  corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
