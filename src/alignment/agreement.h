/* How far those who were asked agree: the statistics that the umbrella and the backbone survey
 * share. Missing answers are NAN; a figure that cannot be told is NAN, which is no failure. */
#ifndef CORRAL_ALIGNMENT_AGREEMENT_H
#define CORRAL_ALIGNMENT_AGREEMENT_H

#include <stdint.h>

#include "core/try.h"

/* values[unit * raters + rater]. A unit is what is rated: an option, a candidate's function. */
typedef struct corral_ratings {
    const double *values;
    uint32_t units, raters;
} corral_ratings;

/* ---- Kendall's W ---- */

typedef struct corral_concordance {
    double w;           /* from 0 to 1; corrected for ties */
    double chi_squared; /* raters (units - 1) W */
    double p;           /* of so much agreement by chance */
    uint32_t raters;    /* that rank every unit: the others are left out */
    bool is_permuted;   /* p is from permutations: under seven raters or units */
} corral_concordance;

/* Kendall & Babington Smith 1939, with mid-ranks. Values are ranked anew for each rater. Under
 * seven raters or units p is the share among CORRAL_PERMUTATIONS random rankings (and the one
 * found) that agree as much, else from chi-squared with units - 1 degrees. Two raters and two units
 * at least. The order of raters must not depend on the order of input. */
#define CORRAL_PERMUTATIONS 9999
corral_status corral_kendall_w(const corral_ratings *ratings, uint64_t seed,
                               corral_concordance *out, corral_error *err);

/* ---- Krippendorff's alpha ---- */

typedef enum corral_metric {
    CORRAL_METRIC_NOMINAL,
    CORRAL_METRIC_ORDINAL,
    CORRAL_METRIC_INTERVAL
} corral_metric;

/* 1 - observed / expected disagreement (Krippendorff 2011, Computing Krippendorff's
 * Alpha-Reliability), over units with two values or more. NAN where there is none, or where all
 * values are one. O(units raters log + units different values squared). */
corral_status corral_krippendorff_alpha(const corral_ratings *ratings, corral_metric metric,
                                        double *alpha, corral_error *err);

/* A 95 % percentile interval: units drawn with replacement, `replicates` times (Zapf et al. 2016,
 * doi 10.1186/s12874-016-0200-9). NAN with fewer than CORRAL_INTERVAL_UNITS units that have two
 * values (draws of so few say nothing), or where over half of the draws have no alpha. */
#define CORRAL_INTERVAL_UNITS 6u
corral_status corral_krippendorff_interval(const corral_ratings *ratings, corral_metric metric,
                                           uint32_t replicates, uint64_t seed, double *low,
                                           double *high, corral_error *err);

/* ---- one question ---- */

/* Van der Eijk's A (2001, doi 10.1023/A:1010374114305) of how answers spread over ordered
 * categories: 1 all in one, 0 even, -1 half at either end. Three categories at least; NAN without
 * an answer. */
double corral_van_der_eijk(const double *counts, uint32_t categories);

/* Wilson's 95 % interval of a share (1927). NAN for none of none. */
void corral_share_interval(uint32_t yes, uint32_t of, double *low, double *high);

#endif
