/* What the files of the umbrella share. */
#ifndef CORRAL_ALIGNMENT_UMBRELLA_H
#define CORRAL_ALIGNMENT_UMBRELLA_H

#include "core/try.h"
#include "corral/umbrella.h"

struct corral_umbrella {
    uint32_t *coalitions; /* that answer, rising */
    uint32_t coalition_count;
    corral_umbrella_parameter *parameters;
    uint32_t parameter_count;
    corral_umbrella_row *rows;
    uint32_t row_count;
    double *rank, *accept; /* coalitions by rows */
    double *size;          /* by coalition; NULL */
};

static inline size_t corral_umbrella_cell(const corral_umbrella *u, uint32_t coalition,
                                          uint32_t row)
{
    return (size_t)coalition * u->row_count + row;
}

/* umbrella_order.c: puts the rows of a parameter, first .. end-1, in consensus order, and fills in
 * what follows from it. */
corral_status corral_umbrella_order(corral_umbrella *u, corral_umbrella_parameter *p,
                                    const corral_progress *progress, corral_error *err);

#endif
