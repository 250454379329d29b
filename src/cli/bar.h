/* The progress bar on standard error. */
#ifndef CORRAL_CLI_BAR_H
#define CORRAL_CLI_BAR_H

#include <stdbool.h>

#include "corral/progress.h"

typedef struct corral_bar {
    bool wanted;    /* standard error is a terminal, and not -q */
    double started; /* seconds of a clock that only goes forward */
    double drawn;   /* when it was drawn last */
    bool visible;
} corral_bar;

/* wanted is set if standard error is a terminal that can move its cursor. */
void corral_bar_init(corral_bar *bar, bool quiet);
/* A progress that draws the bar after a second and stops on an interrupt; bar must outlive it. */
corral_progress corral_bar_progress(corral_bar *bar);
/* Takes the bar off the screen, before anything else is printed there. */
void corral_bar_clear(corral_bar *bar);

#endif
