/* Gaps: what nobody covers, and what hangs on one coalition.
 *
 * One facet is looked at against a list of what should be covered: without one nothing can be a
 * gap. Two facets are crossed: of the n coalitions of which both are known r have the item of the
 * one, c that of the other, k both; r c / n would be usual, and k is hypergeometric where the two
 * have nothing to do with each other. An item counts in full for whatever it lies within.
 *
 * Of each item a coalition has it, has it not, or cannot be told. It was asked where its list is
 * complete, or partial on a coded list, and always where it says yes or no to the item itself.
 * A cell on which informants differ cannot be told either, and somebody said yes: it never ends as
 * a gap, whatever the others answer.
 * Unknown never makes a gap: at least CORRAL_GAP_ASKED of the coalitions must have been asked, and
 * one of them with a complete list. For two facets that must hold four times: of all coalitions
 * for each item, and for each item of those that have the other. asked and unknown are those of
 * the four that is known least (of equal ones, the first of: those that have the second item,
 * those that have the first, all for the first, all for the second).
 */
#ifndef CORRAL_GAPS_H
#define CORRAL_GAPS_H

#include "corral/progress.h"
#include "corral/region.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CORRAL_GAP_ASKED 0.8      /* least share asked */
#define CORRAL_GAP_SEVERAL_Q 0.05 /* q (Benjamini and Hochberg 1995) of `several` is below this */
/* Crossed without a list, at most so many combinations: those of the items that most have. */
#define CORRAL_GAPS_CROSSED 100000u
/* With a list at most so many; more are refused. */
#define CORRAL_GAPS_LISTED 1000000u

typedef enum corral_gap_status {
    CORRAL_GAP,         /* enough were asked, none has it */
    CORRAL_GAP_UNCLEAR, /* none so far, too many unknown, or partial lists alone */
    CORRAL_GAP_THIN,    /* secondary only */
    CORRAL_GAP_SINGLE,  /* one coalition, for which it is primary */
    CORRAL_GAP_COVERED, /* two or more, one of them primary */
    CORRAL_GAP_SEVERAL  /* two facets: covered by more than the null allows */
} corral_gap_status;

enum { CORRAL_GAP_STATUSES = CORRAL_GAP_SEVERAL + 1 };

/* "gap", "unclear", "thin", "single", "covered", "several". */
CORRAL_EXPORT const char *corral_gap_status_name(corral_gap_status status);

/* Something named: an item of a facet, by its key or its display name. */
typedef struct corral_listed {
    const char *facet, *item;
} corral_listed;

/* What makes no sense: an item, or two items of different facets in either order. */
typedef struct corral_not_applicable {
    corral_listed item, with; /* with.item "" or NULL: the item as such */
} corral_not_applicable;

typedef struct corral_gaps_options {
    const char *of; /* NULL: each entry of the list in its own facet, which needs a list,
                     * or a region of which nothing is known */
    const char *by; /* NULL: one facet */
    /* What should be covered, items that nobody has among them. With `of` only its entries are
     * looked at, and those of `by`, if there are any; a facet without entries is looked at whole.
     * The second of two equal entries is passed over. */
    const corral_listed *list;
    size_t list_count;
    const corral_not_applicable *not_applicable;
    size_t not_applicable_count;
} corral_gaps_options;

#define CORRAL_GAPS_OPTIONS_INIT                                                                   \
    {                                                                                              \
        0, 0, 0, 0, 0, 0                                                                           \
    }

/* What is found of one item, or of two crossed. Texts are borrowed from the gaps. */
typedef struct corral_gap {
    corral_gap_status status;
    uint32_t facet, item; /* item UINT32_MAX: on the list only */
    const char *name;     /* as the region displays it, else as the list says it */
    uint32_t facet2, item2;
    const char *name2;          /* UINT32_MAX, UINT32_MAX and NULL for one facet */
    uint32_t row, column;       /* place of the items among those looked at, in their order */
    uint32_t holders, holders2; /* coalitions that have each; holders2 0 for one facet */
    uint32_t coalitions;        /* that have it, or both */
    uint32_t secondary;         /* of these, for which it (or one of the two) is secondary */
    uint32_t unknown, asked;    /* see above */
    uint32_t disputed;          /* that have it, or both, if those are right who say yes */
    double expected;            /* r c / n; NAN for one facet, and where n is 0 */
    double log_none; /* ln P(X = 0), -INFINITY where none is impossible; 0 for one facet */
    double q;        /* of P(X >= k); 1 for one facet */
} corral_gap;

/* Of all that is found. */
typedef struct corral_gaps_total {
    size_t status[CORRAL_GAP_STATUSES];
    uint32_t known;         /* n: coalitions of which the facet is, or both facets are, known; for a
                             * list of several facets those of which all are */
    size_t left_out;        /* that do not apply */
    uint32_t rows, columns; /* items looked at; columns 1 for one facet */
    uint32_t all_rows, all_columns; /* items there are: more where not all were crossed */
    uint32_t passed_over;           /* entries of the list about other facets */
} corral_gaps_total;

typedef struct corral_gaps corral_gaps;

/* One facet against a list: the list's order. Without: by rising number of coalitions. Two facets:
 * against a list of either its order, else by rising ln P(X = 0): what would surprise most if
 * nobody did it comes first. The region must outlive the gaps.
 * Time: seats, times the items of the other facet that a coalition has; memory: 24 bytes a seat of
 * the facets, 130 a combination. CORRAL_BAD_USE: a facet that is not in the region, twice the
 * same, nothing to look at; CORRAL_LIMIT: a list with more than CORRAL_GAPS_LISTED combinations. */
CORRAL_EXPORT corral_status corral_gaps_find(const corral_region *region,
                                             const corral_gaps_options *options,
                                             const corral_progress *progress, corral_gaps **out,
                                             corral_error *err);
CORRAL_EXPORT void corral_gaps_free(corral_gaps *gaps);

CORRAL_EXPORT size_t corral_gaps_count(const corral_gaps *gaps);
CORRAL_EXPORT corral_gap corral_gaps_get(const corral_gaps *gaps, size_t index);
CORRAL_EXPORT corral_gaps_total corral_gaps_summary(const corral_gaps *gaps);

/* The coalitions that have it (or both), rising; at most room of them, their number is returned.
 * O(holders of both items). */
CORRAL_EXPORT size_t corral_gaps_coalitions(const corral_gaps *gaps, size_t index,
                                            uint32_t *coalition, size_t room);

/* The facets that are crossed where nobody names one: the first two of population, issue, goal,
 * strategy, geography, target and member of which something is known; UINT32_MAX where there are
 * not as many. */
CORRAL_EXPORT void corral_gaps_facets(const corral_region *region, uint32_t *of, uint32_t *by);

#ifdef __cplusplus
}
#endif

#endif
