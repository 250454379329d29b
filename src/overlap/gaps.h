/* What the files gaps*.c share. */
#ifndef CORRAL_OVERLAP_GAPS_H
#define CORRAL_OVERLAP_GAPS_H

#include "corral/gaps.h"
#include "overlap/answers.h"

/* An item that is looked at. The figures below the line are for two facets. */
typedef struct corral_looked {
    uint32_t facet;
    uint32_t item;                             /* within its facet; UINT32_MAX: on the list only */
    char *name, *key;                          /* of one on the list only, else NULL */
    uint32_t count[CORRAL_ANSWER_PRIMARY + 1]; /* coalitions by answer */

    uint32_t known;             /* that have it, and of which the other facet is known */
    uint32_t unknown, complete; /* that have it, by their usual answer on the other facet */
} corral_looked;

/* The rows, or the columns. */
typedef struct corral_side {
    corral_looked *looked;
    uint32_t count, all; /* all: before most were left out */
    size_t capacity;
    bool is_listed;
} corral_side;

struct corral_gaps {
    const corral_region *region;
    corral_answers *answers; /* by facet; collected for those that are looked at */
    bool *is_collected;
    corral_side rows, columns; /* columns: empty for one facet */
    bool is_crossed;
    bool *is_left_out; /* rows by columns (one for one facet) */
    corral_gap *found;
    size_t count;
    corral_gaps_total total;
};

static inline uint32_t corral_looked_holders(const corral_looked *l)
{
    return l->count[CORRAL_ANSWER_SECONDARY] + l->count[CORRAL_ANSWER_PRIMARY];
}

/* Of whom it cannot be told. */
static inline bool corral_answer_is_open(unsigned char answer)
{
    return answer == CORRAL_ANSWER_UNKNOWN || answer == CORRAL_ANSWER_DISPUTED;
}

static inline uint32_t corral_looked_open(const corral_looked *l)
{
    return l->count[CORRAL_ANSWER_UNKNOWN] + l->count[CORRAL_ANSWER_DISPUTED];
}

/* gaps_list.c: fills rows and columns, and what is left out. */
corral_status corral_gaps_look(corral_gaps *gaps, const corral_gaps_options *options,
                               corral_error *err);
/* The answers on a facet. */
corral_status corral_gaps_collect(corral_gaps *gaps, uint32_t facet, corral_error *err);

/* gaps_cross.c: fills found and known of two facets. */
corral_status corral_gaps_cross(corral_gaps *gaps, const corral_progress *progress,
                                corral_error *err);

/* gaps.c: the rules. complete: somebody with a complete list was asked. */
corral_gap_status corral_gap_status_of(const corral_gap *gap, bool complete);
/* Names, facets and numbers of what is looked at; column NULL for one facet. */
corral_gap corral_gap_of(const corral_gaps *gaps, uint32_t row, uint32_t column);

#endif
