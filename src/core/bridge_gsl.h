/* The one place where corral enters GSL.
 *
 * GSL's error handler belongs to the process and aborts by default: entering turns it off, leaving
 * puts back what the caller's program had. With the handler off GSL's plain functions return a
 * wrong number in silence, so only functions that return a status are called through TRY_GSL; for
 * the others (gsl_ran_*, gsl_cdf_*, gsl_rng_*) check arguments before and results after. */
#ifndef CORRAL_CORE_BRIDGE_GSL_H
#define CORRAL_CORE_BRIDGE_GSL_H

#include <gsl/gsl_errno.h>

#include "core/try.h"

gsl_error_handler_t *corral_gsl_enter(void);
corral_status corral_gsl_leave(gsl_error_handler_t *before, int code, corral_error *err);

#define TRY_GSL(call)                                                                              \
    do {                                                                                           \
        gsl_error_handler_t *gsl_before = corral_gsl_enter();                                      \
        TRY(corral_gsl_leave(gsl_before, (call), err));                                            \
    } while (0)

#endif
