/* corral's error idiom: TRY what can fail, FAIL with a sentence, one label `done` that frees.
 *
 *     corral_status f(..., corral_error *err)
 *     {
 *         corral_status status = CORRAL_OK;
 *         ...
 *         TRY(g(..., err));
 *         if (bad) FAIL(CORRAL_BAD_INPUT, "weight must be from 0 to 1, got %s", text);
 *     done:
 *         free(...);
 *         return status;
 *     }
 */
#ifndef CORRAL_CORE_TRY_H
#define CORRAL_CORE_TRY_H

#include "corral/error.h"

#define TRY(call)                                                                                  \
    do {                                                                                           \
        status = (call);                                                                           \
        if (status != CORRAL_OK) goto done;                                                        \
    } while (0)

#define FAIL(code, ...)                                                                            \
    do {                                                                                           \
        status = corral_error_set(err, (code), __VA_ARGS__);                                       \
        goto done;                                                                                 \
    } while (0)

#define FAIL_AT(code, place, ...)                                                                  \
    do {                                                                                           \
        status = corral_error_set_at(err, (code), (place), __VA_ARGS__);                           \
        goto done;                                                                                 \
    } while (0)

/* Where in the input something was said; line and column as in corral_error. */
typedef struct corral_place {
    const char *file;
    size_t line;
    size_t column;
} corral_place;

/* Both return code, so that a caller can `return corral_error_set(...)`. */
corral_status corral_error_set(corral_error *err, corral_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
corral_status corral_error_set_at(corral_error *err, corral_status code, corral_place place,
                                  const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
