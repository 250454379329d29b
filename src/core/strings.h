/* A set of distinct strings, numbered 0, 1, 2 ... in order of arrival. */
#ifndef CORRAL_CORE_STRINGS_H
#define CORRAL_CORE_STRINGS_H

#include "core/try.h"

#include <stdint.h>

#define CORRAL_NONE UINT32_MAX

typedef struct corral_strings corral_strings;

corral_status corral_strings_new(corral_strings **out, corral_error *err);
void corral_strings_free(corral_strings *set);

/* Number of the string, added if it is new. O(length). */
corral_status corral_strings_add(corral_strings *set, const char *text, size_t length, uint32_t *id,
                                 corral_error *err);
/* Number of the string, or CORRAL_NONE. */
uint32_t corral_strings_find(const corral_strings *set, const char *text, size_t length);

/* NUL-terminated; borrowed until the next addition. "" for CORRAL_NONE. */
const char *corral_strings_get(const corral_strings *set, uint32_t id);
uint32_t corral_strings_count(const corral_strings *set);

#endif
