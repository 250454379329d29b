/* Columns that people name on the command line. */
#include "io/roles.h"

#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/values.h"

enum { WORD_LIMIT = 64 /* bytes with the NUL */ };

/* Cuts "NAME=FACET" at the last =, since names may hold one. */
static corral_status cut(const char *text, corral_role *role, char **word, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *equals = strrchr(text, '=');
    if (!equals || equals == text || strlen(equals + 1) >= WORD_LIMIT)
        FAIL(CORRAL_BAD_USE,
             "--column must be NAME=FACET, such as \"Who takes part?=member\" or "
             "\"Your group=coalition\", got %s",
             CORRAL_QUOTE(text));
    TRY(corral_string_copy(word, equals + 1, strlen(equals + 1), err));
    corral_ascii_lower(*word);
    const char *facet = corral_value_facet(*word);
    *role = (corral_role){text, (size_t)(equals - text), facet ? facet : *word, false};
done:
    return status;
}

corral_status corral_roles_init(corral_reading *reading, const corral_read_options *options,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&reading->roles, options->column_count, sizeof *reading->roles, err));
    TRY(corral_array_new(&reading->role_words, options->column_count, sizeof(char *), err));
    for (size_t i = 0; i < options->column_count; i++) {
        reading->role_count = i + 1;
        TRY(cut(options->columns[i], &reading->roles[i], &reading->role_words[i], err));
    }
done:
    return status;
}

corral_status corral_roles_check(const corral_reading *reading, corral_error *err)
{
    for (size_t i = 0; i < reading->role_count; i++) {
        const corral_role *role = &reading->roles[i];
        if (!role->is_used)
            return corral_error_set(err, CORRAL_BAD_USE, "--column: no file has a column named %s",
                                    CORRAL_QUOTE(role->name));
    }
    return CORRAL_OK;
}

void corral_roles_release(corral_reading *reading)
{
    for (size_t i = 0; i < reading->role_count; i++) free(reading->role_words[i]);
    free(reading->role_words);
    free(reading->roles);
}
