/* Goals and strategies of the coalitions at one table: what could combine, what is one coalition's
 * own, what a list suggests besides, and the smallest agenda most can agree to.
 *
 *     corral_alignment *alignment = NULL;
 *     if (corral_alignment_new(region, coalitions, 8, NULL, &alignment, &error) == CORRAL_OK)
 *         for (size_t k = 0; k < corral_alignment_count(alignment); k++)
 *             puts(corral_alignment_get(alignment, k).name);
 *     corral_alignment_free(alignment);
 */
#ifndef CORRAL_ALIGN_H
#define CORRAL_ALIGN_H

#include "corral/region.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum corral_align_class {
    CORRAL_ALIGN_COMBINE,  /* two or more have it, or nearly the same wordings */
    CORRAL_ALIGN_COUNTED,  /* likewise, but they measure it by different indicators */
    CORRAL_ALIGN_OWN,      /* one coalition's */
    CORRAL_ALIGN_CONSIDER, /* on the list; nobody known here has it or what lies within it */
    CORRAL_ALIGN_CLASSES
} corral_align_class;

#define CORRAL_ALIGN_WORDING 0.6
/* Fewer groups say nothing of what goes together. */
#define CORRAL_ALIGN_GROUPS 20
/* Suggestions of one kind for a facet at most. */
#define CORRAL_ALIGN_SUGGESTED 5
/* Wordings of one facet that are compared with each other. */
#define CORRAL_ALIGN_MOST 1000

typedef struct corral_align_entry {
    const char *facet, *item;
    const char *population; /* NULL or "": for everybody; else only where somebody serves it */
} corral_align_entry;

typedef struct corral_align_options {
    const unsigned char *facets; /* by facet: 0 is left out; NULL: goal and strategy */
    double wording;              /* above 0, at most 1: wordings of one row are that alike, each to
                                  * each */
    const corral_align_entry *list; /* what might be considered; may be NULL */
    size_t list_count;
    const uint32_t *group_of; /* by coalition of the region, UINT32_MAX where in none; NULL: no
                               * groups. From CORRAL_ALIGN_GROUPS on, what goes together in them is
                               * suggested */
    uint32_t group_count;
} corral_align_options;

#define CORRAL_ALIGN_OPTIONS_INIT                                                                  \
    {                                                                                              \
        0, CORRAL_ALIGN_WORDING, 0, 0, 0, 0                                                        \
    }

/* Borrowed from the alignment. */
typedef struct corral_align_row {
    corral_align_class klass;
    uint32_t facet;
    const char *name;      /* the wording that most have; of the list the entry */
    const uint32_t *items; /* its wordings, first the name's; none where the list alone has it */
    size_t item_count;
    const uint32_t *coalitions; /* of the table that have it, as numbers of the region; to be
                                 * considered: of the region */
    size_t coalition_count;
    size_t wants;    /* pairs of a coalition of the table and one of the items */
    size_t unknown;  /* of the table whose list is not known in full, if it is to be considered */
    const char *why; /* for people; "" where there is nothing to say */
} corral_align_row;

/* Two items of one row that nobody has decided on. Borrowed from the alignment. */
typedef struct corral_align_question {
    uint32_t item, same_as;
    double score;
    corral_same_decision decision; /* undecided or put off */
    const char *why, *by, *date;
} corral_align_question;

/* An agenda is a step and all before it. */
typedef struct corral_align_step {
    size_t row;     /* that the step adds */
    size_t covered; /* wants of all rows so far */
} corral_align_step;

typedef struct corral_alignment corral_alignment;

/* Rows by facet, class, falling number of coalitions, then as the region numbers items; those of
 * the list in its order. Wordings are joined by complete linkage over the cosine of their stems
 * (Snowball, English), the most alike first; never where numbers, populations, places, negation or
 * direction differ. options may be NULL. O(k^3) for k wordings of a facet at worst.
 * CORRAL_BAD_USE: no coalition, one named twice, a wording out of range; CORRAL_LIMIT: more than
 * CORRAL_ALIGN_MOST wordings of a facet. */
CORRAL_EXPORT corral_status corral_alignment_new(const corral_region *region,
                                                 const uint32_t *coalitions, size_t count,
                                                 const corral_align_options *options,
                                                 corral_alignment **out, corral_error *err);
CORRAL_EXPORT void corral_alignment_free(corral_alignment *alignment);

CORRAL_EXPORT size_t corral_alignment_count(const corral_alignment *alignment);
CORRAL_EXPORT corral_align_row corral_alignment_get(const corral_alignment *alignment, size_t row);
/* What people may decide on: every other item of a row with its first, those that crosswalk.csv
 * makes one asked once, those put off last. */
CORRAL_EXPORT size_t corral_alignment_question_count(const corral_alignment *alignment);
CORRAL_EXPORT corral_align_question corral_alignment_question(const corral_alignment *alignment,
                                                              size_t index);
/* The agendas of a facet, one row longer each: no agenda of so many rows covers more wants. (Every
 * want belongs to one row, so those wanted most are the best, of any number.) steps has room for
 * corral_alignment_count; *all: the wants of the facet. */
CORRAL_EXPORT corral_status corral_alignment_agenda(const corral_alignment *alignment,
                                                    uint32_t facet, corral_align_step *steps,
                                                    size_t *count, size_t *all, corral_error *err);
/* Entries of the list for populations that, as far as is known, nobody at the table serves. */
CORRAL_EXPORT size_t corral_alignment_passed_over(const corral_alignment *alignment);
/* "could combine", "same goal, counted differently", "own", "consider" */
CORRAL_EXPORT const char *corral_align_class_name(corral_align_class klass);

#ifdef __cplusplus
}
#endif

#endif
