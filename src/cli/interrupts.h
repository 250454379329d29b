/* SIGINT and SIGTERM: the first asks for a graceful stop, the second ends the program at once. */
#ifndef CORRAL_CLI_INTERRUPTS_H
#define CORRAL_CLI_INTERRUPTS_H

#include <stdbool.h>

/* Also ignores SIGPIPE, so that a reader that goes away is an error of the write. Programs started
 * from here must set SIGPIPE back to its default. System calls that wait return EINTR. */
void corral_interrupts_install(void);

/* Whether a stop is asked for and nobody has taken note of it. */
bool corral_interrupts_pending(void);
/* Whether there ever was one. */
bool corral_interrupts_any(void);
/* Takes note: what follows (writing the best result so far) is not stopped by the first one. */
void corral_interrupts_accept(void);
bool corral_interrupts_accepted(void);

/* While work goes on that never asks (reading files) and leaves nothing behind, the first interrupt
 * ends the program at once. */
void corral_interrupts_at_once(bool at_once);

/* While something with a name of its own stands aside (a folder being built), even a second
 * interrupt only asks for a stop, so that it can be removed. Calls nest. */
void corral_interrupts_hold(void);
void corral_interrupts_release(void);

#endif
