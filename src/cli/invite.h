/* How many to invite to the blind survey for how much detail. */
#ifndef CORRAL_CLI_INVITE_H
#define CORRAL_CLI_INVITE_H

#include "cli/session.h"

/* The plan as the command's document. */
corral_status corral_invite_print(corral_session *session, uint32_t invited, uint32_t min_raters,
                                  corral_error *err);
/* The same in a few lines on standard error. */
corral_status corral_invite_say(corral_session *session, uint32_t invited, uint32_t min_raters,
                                corral_error *err);

#endif
