/* Text that was turned into UTF-8 twice: "FryslÃ¢n" for "Fryslân". */
#ifndef CORRAL_IO_TWICE_H
#define CORRAL_IO_TWICE_H

#include "core/problems.h"
#include "core/text.h"
#include "corral/region.h"

/* Whether the UTF-8 text, every character taken as the byte it has in Windows-1252, is again UTF-8
 * and not ASCII alone; *out is then that text, else left as it was. */
corral_status corral_text_was_turned_twice(const char *text, bool *was, corral_text *out,
                                           corral_error *err);

/* Warns of every name of a coalition or an item that looks so, once each. */
corral_status corral_warn_of_twice(const corral_region *region, const char *path,
                                   corral_problems *problems, corral_error *err);

#endif
