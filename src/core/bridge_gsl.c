/* Entering and leaving GSL. */
#include "core/bridge_gsl.h"

gsl_error_handler_t *corral_gsl_enter(void)
{
    return gsl_set_error_handler_off();
}

corral_status corral_gsl_leave(gsl_error_handler_t *before, int code, corral_error *err)
{
    gsl_set_error_handler(before);
    if (code == GSL_SUCCESS) return CORRAL_OK;
    return corral_error_set(err, code == GSL_ENOMEM ? CORRAL_NO_MEMORY : CORRAL_LIBRARY, "GSL: %s",
                            gsl_strerror(code));
}
