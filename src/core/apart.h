/* Work in a process of its own, for libraries that crash where they should return an error.
 *
 * The process is a copy of this one (fork) with this thread alone, so the work may use everything
 * that is there, and what it changes or breaks is gone with it. It must not start threads or use
 * OpenMP. What it prints on standard output is lost; a word on standard error is a failure, since
 * libraries complain there and go on. Needs /proc. */
#ifndef CORRAL_CORE_APART_H
#define CORRAL_CORE_APART_H

#include "core/text.h"
#include "corral/progress.h"

typedef struct corral_apart {
    const char *what; /* for messages: "the workbook" */
    /* Writes its result to the file of that path. Returns 0, or what went wrong, 1 to 255. */
    int (*work)(const void *data, const char *path);
    const char *(*reason)(int code); /* what went wrong in words */
    const void *data;
    const corral_progress *progress; /* asked while waiting; NULL: never stop */
} corral_apart;

/* Appends the bytes of the result. Fails if the work does, if it crashes, or if progress says stop:
 * then its process is killed. */
corral_status corral_apart_run(const corral_apart *apart, corral_text *result, corral_error *err);

#endif
