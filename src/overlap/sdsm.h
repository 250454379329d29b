/* The bipartite configuration model: cells independent, margins right on average.
 *
 * It is the distribution of largest entropy with the observed margins as expectations; classes of
 * equal degree have equal multipliers, so the model is one of classes. */
#ifndef CORRAL_OVERLAP_SDSM_H
#define CORRAL_OVERLAP_SDSM_H

#include "overlap/margins.h"

typedef struct overlap_sdsm {
    uint32_t rows, columns; /* classes */
    double *p;              /* rows by columns */
    size_t forced;          /* cells that the margins fix at 0 or 1 */
    double residual;        /* largest difference of a fitted from an observed margin */
} overlap_sdsm;

/* Zero-initialised before; release also after a failure. A few dozen times rows by columns, and
 * Newton steps of rows squared by columns. */
corral_status overlap_sdsm_fit(overlap_sdsm *model, const overlap_margins *margins,
                               corral_error *err);
void overlap_sdsm_release(overlap_sdsm *model);

#endif
