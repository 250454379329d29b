/* Another program as a function: text in, text out, within a time. */
#ifndef CORRAL_CLI_CHILD_H
#define CORRAL_CLI_CHILD_H

#include "core/text.h"
#include "corral/progress.h"

typedef struct corral_child {
    const char *const *arguments; /* [0] is the program's path; ends with NULL */
    const char *input;
    size_t input_length;
    double time_limit;               /* seconds */
    size_t output_limit;             /* bytes of its standard output */
    const corral_progress *progress; /* asked ten times a second; NULL: never stop */
} corral_child;

/* Runs it to its end; *output is then its standard output. It is killed when the time is over, when
 * it prints too much, or when progress says stop. If it fails, the message holds the first line
 * that it printed on its standard error. */
corral_status corral_child_run(const corral_child *child, corral_text *output, corral_error *err);

#endif
