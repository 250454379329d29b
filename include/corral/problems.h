/* What reading found: errors, warnings, disputes and notes, each with its place.
 *
 * Without keep_going the first error stops reading; with it reading goes on behind every error, so
 * that all problems are seen at once. Of each severity at most CORRAL_PROBLEMS_KEPT are kept, the
 * rest are counted.
 */
#ifndef CORRAL_PROBLEMS_H
#define CORRAL_PROBLEMS_H

#include "corral/error.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CORRAL_PROBLEMS_KEPT 10000

typedef enum corral_severity {
    CORRAL_SEVERITY_ERROR,
    CORRAL_SEVERITY_WARNING,
    CORRAL_SEVERITY_DISPUTED, /* two informants differ on one cell */
    CORRAL_SEVERITY_NOTE
} corral_severity;

typedef struct corral_problem {
    corral_severity severity;
    const char *file; /* borrowed from the list; "" if none */
    size_t line;      /* 1-based, 0 if none */
    size_t column;    /* 1-based field number, 0 if none */
    const char *what; /* one line, lower case, no full stop */
} corral_problem;

typedef struct corral_problems corral_problems;

CORRAL_EXPORT corral_status corral_problems_new(bool keep_going, corral_problems **out,
                                                corral_error *err);
CORRAL_EXPORT void corral_problems_free(corral_problems *problems);

/* How many of this severity were found, also those not kept. */
CORRAL_EXPORT size_t corral_problems_found(const corral_problems *problems,
                                           corral_severity severity);
/* The kept ones, in order of file, line, column, severity and text. */
CORRAL_EXPORT size_t corral_problems_count(const corral_problems *problems);
CORRAL_EXPORT corral_problem corral_problems_get(const corral_problems *problems, size_t index);
/* "error", "warning", "disputed" or "note". */
CORRAL_EXPORT const char *corral_severity_name(corral_severity severity);

#ifdef __cplusplus
}
#endif

#endif
