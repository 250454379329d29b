/* --column NAME=FACET. */
#ifndef CORRAL_IO_ROLES_H
#define CORRAL_IO_ROLES_H

#include "corral/read.h"
#include "io/sheet.h"

/* Fills reading->roles, to be released, from options, which it borrows from. */
corral_status corral_roles_init(corral_reading *reading, const corral_read_options *options,
                                corral_error *err);
/* Refuses a --column whose column no file had. */
corral_status corral_roles_check(const corral_reading *reading, corral_error *err);
void corral_roles_release(corral_reading *reading);

#endif
