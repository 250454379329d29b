/* One set of keys; to each, for names and for short names, the coalition that alone has it. */
#include "region/names.h"

#include "core/memory.h"

#include <string.h>

/* No set holds so many strings, so no coalition has this number. */
#define SEVERAL (CORRAL_NONE - 1)

typedef struct named {
    uint32_t coalition[REGION_NAME_KINDS]; /* CORRAL_NONE: nobody; SEVERAL: more than one */
} named;

struct region_names {
    corral_strings *keys;
    named *of; /* by number of the key */
    size_t capacity;
    corral_text scratch;
};

const char *const REGION_NAME_COLUMNS[REGION_NAME_KINDS] = {"name", "short_name"};

corral_status region_names_new(region_names **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    region_names *names = NULL;
    TRY(corral_array_new(&names, 1, sizeof *names, err));
    TRY(corral_strings_new(&names->keys, err));
    *out = names;
    names = NULL;
done:
    region_names_free(names);
    return status;
}

void region_names_free(region_names *names)
{
    if (!names) return;
    corral_strings_free(names->keys);
    free(names->of);
    corral_text_release(&names->scratch);
    free(names);
}

corral_status region_names_add(region_names *names, region_name_kind kind, const char *text,
                               uint32_t coalition, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *key;
    size_t length;
    uint32_t number, before = corral_strings_count(names->keys);
    TRY(corral_name_key(text, strlen(text), &names->scratch, &key, &length, err));
    if (length == 0) return CORRAL_OK;
    TRY(corral_strings_add(names->keys, key, length, &number, err));
    TRY(corral_array_grow(&names->of, &names->capacity, (size_t)number + 1, sizeof *names->of,
                          err));
    if (number >= before) names->of[number] = (named){{CORRAL_NONE, CORRAL_NONE}};
    uint32_t *of = &names->of[number].coalition[kind];
    *of = *of == CORRAL_NONE ? coalition : SEVERAL;
done:
    return status;
}

uint32_t region_names_find(const region_names *names, const char *key, size_t length)
{
    uint32_t number = corral_strings_find(names->keys, key, length);
    if (number == CORRAL_NONE) return CORRAL_NONE;
    for (size_t kind = 0; kind < REGION_NAME_KINDS; kind++)
        if (names->of[number].coalition[kind] < SEVERAL) return names->of[number].coalition[kind];
    return CORRAL_NONE;
}

void region_names_renumber(region_names *names, const uint32_t *number)
{
    for (uint32_t k = 0; k < corral_strings_count(names->keys); k++)
        for (size_t kind = 0; kind < REGION_NAME_KINDS; kind++) {
            uint32_t *of = &names->of[k].coalition[kind];
            if (*of < SEVERAL) *of = number[*of];
        }
}
