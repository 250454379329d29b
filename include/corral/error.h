/* Errors: every function that can fail returns a corral_status and fills a corral_error.
 *
 * The caller owns the corral_error (it lives on the stack and holds no memory of its own) and may
 * pass NULL when the status is enough. The first failure wins: a filled error is never overwritten.
 */
#ifndef CORRAL_ERROR_H
#define CORRAL_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CORRAL_EXPORT __attribute__((visibility("default")))

typedef enum corral_status {
    CORRAL_OK = 0,
    CORRAL_BAD_INPUT,   /* the data: message, file, line and column say where */
    CORRAL_BAD_USE,     /* an argument or option outside its range */
    CORRAL_FILE_SYSTEM, /* could not read or write */
    CORRAL_NO_MEMORY,
    CORRAL_LIMIT,       /* a documented limit of size, memory or time */
    CORRAL_INTERRUPTED, /* corral_progress said stop */
    CORRAL_LIBRARY      /* igraph or GSL refused; their reason is in the message */
} corral_status;

typedef struct corral_error {
    corral_status status;
    char file[256];    /* input file, "" if none; long paths keep their end */
    size_t line;       /* 1-based, 0 if none */
    size_t column;     /* 1-based field number within the record, 0 if none */
    char message[768]; /* one line, lower case, no full stop */
} corral_error;

#define CORRAL_ERROR_INIT                                                                          \
    {                                                                                              \
        CORRAL_OK, "", 0, 0, ""                                                                    \
    }

/* Writes "file:line:column: message" (as far as there is a place) into text, cut at size bytes. */
CORRAL_EXPORT void corral_error_format(const corral_error *error, char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
