/* What coalitions answer on the items of one facet: has it, has it not, or cannot be told. What
 * lies within something counts for it in full. */
#ifndef CORRAL_OVERLAP_ANSWERS_H
#define CORRAL_OVERLAP_ANSWERS_H

#include "core/try.h"
#include "corral/region.h"

/* Of two answers on one thing, as on a county and a place in it, the larger counts. */
typedef enum corral_answer {
    CORRAL_ANSWER_NO,        /* said so, or not on a complete list */
    CORRAL_ANSWER_NOT_NAMED, /* not on a partial list of coded items */
    CORRAL_ANSWER_UNKNOWN,   /* not asked, not answered, or not on a partial list in own words */
    CORRAL_ANSWER_DISPUTED,  /* informants differ, and nobody has decided */
    CORRAL_ANSWER_SECONDARY,
    CORRAL_ANSWER_PRIMARY
} corral_answer;

static inline bool corral_answer_has(unsigned char answer)
{
    return answer >= CORRAL_ANSWER_SECONDARY;
}

/* usual[a] is the answer of coalition a on every item for which it has no cell; cells stand by
 * coalition (row_*) and by item (column_*), numbers rising. Items are numbered from first. */
typedef struct corral_answers {
    const corral_region *region;
    uint32_t facet, first, items;
    unsigned char *usual;
    uint32_t usual_count[CORRAL_ANSWER_PRIMARY + 1]; /* coalitions by usual answer */
    size_t *row_start, *column_start;
    uint32_t *row_item, *column_coalition;
    unsigned char *row_answer, *column_answer;
} corral_answers;

/* O(cells of the facet), times the logarithm of those of one coalition where items lie within
 * others. Release also after a failure. */
corral_status corral_answers_init(corral_answers *answers, const corral_region *region,
                                  uint32_t facet, corral_error *err);
void corral_answers_release(corral_answers *answers);

/* Coalitions by their answer on the item; UINT32_MAX: one that nobody spoke of. O(its cells). */
void corral_answers_count(const corral_answers *answers, uint32_t item,
                          uint32_t count[CORRAL_ANSWER_PRIMARY + 1]);

/* How many coalitions have the item. */
uint32_t corral_answers_holders(const corral_answers *answers, uint32_t item);

#endif
