/* The progress bar on standard error. */
#include "cli/bar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupts.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void corral_bar_init(corral_bar *bar, bool quiet)
{
    const char *terminal = getenv("TERM");
    bool able = terminal && strcmp(terminal, "dumb") != 0;
    *bar = (corral_bar){.wanted = !quiet && able && isatty(STDERR_FILENO), .started = now()};
}

static void draw(const char *what, double done)
{
    enum { WIDTH = 24 };
    static const char full[] = "########################";
    int filled;
    if (isnan(done)) {
        fprintf(stderr, "\r%s ...\x1b[K", what);
        return;
    }
    done = fmin(fmax(done, 0), 1);
    filled = (int)(done * WIDTH);
    fprintf(stderr, "\r[%.*s%*s] %3.0f %%  %s\x1b[K", filled, full, WIDTH - filled, "", 100 * done,
            what);
}

static bool step(void *user, const char *what, double done)
{
    corral_bar *bar = user;
    double time;
    if (!bar->wanted) return !corral_interrupts_pending();
    time = now();
    if (time - bar->started > 1 && time - bar->drawn > 0.1) {
        draw(what, done);
        fflush(stderr);
        bar->drawn = time;
        bar->visible = true;
    }
    return !corral_interrupts_pending();
}

corral_progress corral_bar_progress(corral_bar *bar)
{
    return (corral_progress){step, bar};
}

void corral_bar_clear(corral_bar *bar)
{
    if (!bar->visible) return;
    fputs("\r\x1b[K", stderr);
    fflush(stderr);
    bar->visible = false;
}
