/* The first failure of a loop that threads share; it ends the work of all of them. */
#ifndef CORRAL_CORE_FAILURE_H
#define CORRAL_CORE_FAILURE_H

#include "core/try.h"

/* {CORRAL_OK} before the loop; behind it status is a corral_status. */
typedef struct corral_failure {
    int status;
} corral_failure;

/* CORRAL_OK is no failure, and those behind the first are not kept. */
static inline void corral_failure_keep(corral_failure *failure, corral_status status)
{
    int none = CORRAL_OK;
    __atomic_compare_exchange_n(&failure->status, &none, (int)status, false, __ATOMIC_RELAXED,
                                __ATOMIC_RELAXED);
}

static inline bool corral_failure_is_there(const corral_failure *failure)
{
    return __atomic_load_n(&failure->status, __ATOMIC_RELAXED) != CORRAL_OK;
}

#endif
