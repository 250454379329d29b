/* Progress of long computations, and the way to stop them.
 *
 * A caller hands down a corral_progress; the computation calls it now and then (several times a
 * second, never from two threads at once). NULL means: nobody watches, never stop.
 *
 *     static bool show(void *user, const char *what, double done)
 *     {
 *         fprintf(stderr, "%s %3.0f %%\n", what, 100 * done);
 *         return !stop_was_pressed;
 *     }
 *     corral_progress progress = {show, NULL};
 */
#ifndef CORRAL_PROGRESS_H
#define CORRAL_PROGRESS_H

#include "corral/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corral_progress {
    /* what: the present step in a few words, such as "comparing pairs"; done: its share from 0 to
     * 1, NAN when it cannot be told. false: stop; the computation then returns CORRAL_INTERRUPTED
     * (or, where its documentation says so, the best result so far). */
    bool (*step)(void *user, const char *what, double done);
    void *user;
} corral_progress;

#ifdef __cplusplus
}
#endif

#endif
