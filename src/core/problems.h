/* Reporting into a corral_problems list. */
#ifndef CORRAL_CORE_PROBLEMS_H
#define CORRAL_CORE_PROBLEMS_H

#include "core/try.h"
#include "corral/problems.h"

/* Adds a problem. An error without keep_going (or without a list) fills err and returns
 * CORRAL_BAD_INPUT; otherwise CORRAL_OK, and the caller skips what was wrong. problems may be NULL:
 * then everything but errors is dropped. */
corral_status corral_problems_report(corral_problems *problems, corral_severity severity,
                                     corral_place place, corral_error *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Sorts by file, line, column, severity, text; called when reading has ended. */
void corral_problems_sort(corral_problems *problems);

#endif
