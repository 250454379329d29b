/* Why a coalition with a close partner has no seat in a group. */
#ifndef CORRAL_CLI_NO_SEAT_H
#define CORRAL_CLI_NO_SEAT_H

#include "cli/grouping.h"

typedef enum corral_no_seat {
    CORRAL_SEAT_NOT_OF_ALL, /* it is close to one or two, but not to a group as a whole */
    CORRAL_SEAT_FULL,       /* the group it would fit in best has as many as may sit in one */
    CORRAL_SEAT_APART,      /* it must not sit with those it would fit with */
    CORRAL_SEAT_GIVEN,      /* people made the groups */
    CORRAL_SEAT_REASONS
} corral_no_seat;

/* Of a coalition whose status is CORRAL_NO_SEAT. O(groups it must stay apart from). */
corral_no_seat corral_no_seat_reason(const corral_grouping_run *run, uint32_t coalition);
/* "close to one or two, but not to a group as a whole": what can be said of it. */
const char *corral_no_seat_words(corral_no_seat reason);

#endif
