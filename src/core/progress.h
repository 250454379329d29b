/* Asking a corral_progress whether to go on. */
#ifndef CORRAL_CORE_PROGRESS_H
#define CORRAL_CORE_PROGRESS_H

#include "corral/progress.h"

#include "core/try.h"

/* False if the computation is to stop. progress may be NULL. Of a team of threads the first alone,
 * which is the caller's, asks; the others go on. */
bool corral_progress_go_on(const corral_progress *progress, const char *what, double done);

/* The same as a status: CORRAL_INTERRUPTED, "interrupted while WHAT". */
corral_status corral_progress_step(const corral_progress *progress, const char *what, double done,
                                   corral_error *err);

#endif
