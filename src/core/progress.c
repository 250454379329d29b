/* Asking a corral_progress whether to go on. */
#include "core/progress.h"

#include <omp.h>

bool corral_progress_go_on(const corral_progress *progress, const char *what, double done)
{
    if (omp_get_thread_num() != 0) return true;
    return !progress || !progress->step || progress->step(progress->user, what, done);
}

corral_status corral_progress_step(const corral_progress *progress, const char *what, double done,
                                   corral_error *err)
{
    if (corral_progress_go_on(progress, what, done)) return CORRAL_OK;
    return corral_error_set(err, CORRAL_INTERRUPTED, "interrupted while %s", what);
}
