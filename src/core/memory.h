/* Allocation with checked sizes. Everything is freed with free(). */
#ifndef CORRAL_CORE_MEMORY_H
#define CORRAL_CORE_MEMORY_H

#include "core/try.h"

#include <stdlib.h>

/* Zeroed array of count elements in *out (never NULL on success, even for count 0). */
corral_status corral_array_new(void *out, size_t count, size_t size, corral_error *err);

/* Grows *array so that index `needed - 1` is valid; *capacity is in elements and at least doubles.
 * The new part is not cleared. On failure *array is as before. */
corral_status corral_array_grow(void *array, size_t *capacity, size_t needed, size_t size,
                                corral_error *err);

/* Copy of length bytes, with a NUL behind. */
corral_status corral_string_copy(char **out, const char *text, size_t length, corral_error *err);

/* Bytes of memory that the process holds now; where the system does not say, the most it held. */
size_t corral_memory_used(void);

corral_status corral_no_memory(size_t bytes, corral_error *err);

#endif
