/* Intraclass correlations of ratings: how far one rater's scores can be relied on. */
#ifndef CORRAL_ALIGNMENT_ICC_H
#define CORRAL_ALIGNMENT_ICC_H

#include "alignment/agreement.h"

typedef struct corral_icc {
    double one_way;     /* ICC(1): raters of each unit are others */
    double agreement;   /* ICC(A,1): the same raters, their levels count */
    double consistency; /* ICC(C,1): their levels do not */
    double mean; /* ICC(A,k): agreement of the mean of all raters; complete alone, else NAN */
    bool is_complete;
} corral_icc;

/* Complete (every rater on every unit): from mean squares (McGraw & Wong 1996, doi
 * 10.1037/1082-989X.1.1.30). Else, with one_way NAN, from variance components of
 * score = mean + unit + rater + rest by restricted maximum likelihood (EM on Henderson's mixed
 * model equations; Searle, Casella & McCulloch 1992, chapter 8), where units and raters are
 * CORRAL_ICC_EFFECTS at most. NAN: cannot be told. Raters without a score are left out. Time:
 * units raters, or up to 2000 (units + raters)^3. */
#define CORRAL_ICC_EFFECTS 150u
corral_status corral_icc_find(const corral_ratings *ratings, corral_icc *out, corral_error *err);

#endif
