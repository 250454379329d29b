/* Where something was said, and of what, for messages. */
#include "region/collect.h"

#include <stdio.h>
#include <string.h>

corral_place collected_place(const corral_builder *b, uint16_t file, uint32_t line)
{
    return (corral_place){corral_strings_get(b->files, file), line, 0};
}

corral_place collected_statement_place(const corral_builder *b, const collected_statement *s)
{
    return (corral_place){corral_strings_get(b->files, s->file), s->line, s->column};
}

const char *collected_key(const corral_builder *b, uint32_t item)
{
    return corral_strings_get(b->items, item) + REGION_KEY_PREFIX;
}

const char *collected_where(const corral_builder *b, uint16_t file, uint32_t line,
                            const char *message_file, char buffer[COLLECTED_WHERE_SIZE])
{
    const char *name = corral_strings_get(b->files, file);
    if (strcmp(name, message_file ? message_file : "") == 0)
        snprintf(buffer, COLLECTED_WHERE_SIZE, "line %u", line);
    else
        snprintf(buffer, COLLECTED_WHERE_SIZE, "line %u of %s", line, name);
    return buffer;
}
