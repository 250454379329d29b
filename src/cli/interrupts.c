/* Interrupts. A signal handler can reach nothing but static variables: these are the only ones of
 * the program. */
#include "cli/interrupts.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t received, accepted, held, at_once;

static void on_signal(int signal)
{
    (void)signal;
    if ((received || at_once) && !held) _exit(130);
    if (received < 3) received++;
}

void corral_interrupts_install(void)
{
    struct sigaction stop = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN}, before;
    static const int signals[] = {SIGINT, SIGTERM};
    sigemptyset(&stop.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL); /* a file that may not grow is a failure to report */
    for (int i = 0; i < 2; i++) {
        /* Programs started in the background of a script ignore SIGINT, and go on doing so. */
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        sigaction(signals[i], &stop, NULL);
    }
}

bool corral_interrupts_pending(void)
{
    return received > accepted;
}

bool corral_interrupts_any(void)
{
    return received > 0;
}

void corral_interrupts_accept(void)
{
    accepted = received;
}

bool corral_interrupts_accepted(void)
{
    return accepted > 0;
}

void corral_interrupts_at_once(bool now)
{
    at_once = now;
}

void corral_interrupts_hold(void)
{
    held++;
}

void corral_interrupts_release(void)
{
    held--;
}
