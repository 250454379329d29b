/* Items by their keys, and by the display names that people see. Names are listed when one is
 * looked for: most items have none but their key. */
#include "core/memory.h"
#include "core/text.h"
#include "region/nearest.h"
#include "region/store.h"

#include <stdlib.h>
#include <string.h>

/* A facet's names behind its prefix, like keys. */
struct region_item_names {
    corral_strings *names;
    uint32_t *item, *other; /* by number of the name; other: CORRAL_NONE where one item has it */
    size_t item_capacity, other_capacity;
};

void region_item_names_free(struct region_item_names *names)
{
    if (!names) return;
    corral_strings_free(names->names);
    free(names->item);
    free(names->other);
    free(names);
}

/* The number of a facet's text in a set. */
static corral_status find_text(const corral_region *region, const corral_strings *set,
                               uint32_t facet, const char *text, size_t length, uint32_t *id,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    char near[256]; /* most keys find room here, and so need no memory */
    corral_text far = {0};
    region_key_prefix(region->facet_id[facet], near);
    if (length <= sizeof near - REGION_KEY_PREFIX) {
        memcpy(near + REGION_KEY_PREFIX, text, length);
        *id = corral_strings_find(set, near, REGION_KEY_PREFIX + length);
        return CORRAL_OK;
    }
    TRY(corral_text_append(&far, near, REGION_KEY_PREFIX, err));
    TRY(corral_text_append(&far, text, length, err));
    *id = corral_strings_find(set, far.bytes, far.length);
done:
    corral_text_release(&far);
    return status;
}

static corral_status find_key(const corral_region *region, uint32_t facet, const char *text,
                              uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t length = strlen(text);
    uint32_t id;
    TRY(find_text(region, region->keys, facet, text, length, &id, err));
    if (id == CORRAL_NONE) {
        TRY(corral_name_key(text, length, &scratch, &key, &length, err));
        TRY(find_text(region, region->keys, facet, key, length, &id, err));
    }
    *out = id == CORRAL_NONE ? CORRAL_NONE : region->item_of_key[id];
done:
    corral_text_release(&scratch);
    return status;
}

uint32_t corral_region_item_find(const corral_region *region, uint32_t facet, const char *text)
{
    uint32_t found = CORRAL_NONE;
    find_key(region, facet, text, &found, NULL);
    return found;
}

/* ---- display names ---- */

static corral_status add_name(const corral_region *region, struct region_item_names *names,
                              uint32_t item, corral_text *scratch, corral_text *text,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    char prefix[REGION_KEY_PREFIX];
    const char *name = corral_region_item_name(region, item), *key;
    size_t length;
    uint32_t number, before = corral_strings_count(names->names);
    if (strcmp(name, corral_region_item_key(region, item)) == 0) return CORRAL_OK;
    TRY(corral_name_key(name, strlen(name), scratch, &key, &length, err));
    region_key_prefix(region->facet_id[region->items[item].facet], prefix);
    text->length = 0;
    TRY(corral_text_append(text, prefix, sizeof prefix, err));
    TRY(corral_text_append(text, key, length, err));
    TRY(corral_strings_add(names->names, text->bytes, text->length, &number, err));
    size_t needed = (size_t)number + 1;
    TRY(corral_array_grow(&names->item, &names->item_capacity, needed, sizeof(uint32_t), err));
    TRY(corral_array_grow(&names->other, &names->other_capacity, needed, sizeof(uint32_t), err));
    if (number >= before) {
        names->item[number] = item;
        names->other[number] = CORRAL_NONE;
    } else if (names->other[number] == CORRAL_NONE) {
        names->other[number] = item;
    }
done:
    return status;
}

/* A cache, as the graph is: filling it does not change what the region means. */
static corral_status list_names(const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct region_item_names *names = NULL;
    corral_text scratch = {0}, text = {0};
    if (region->item_names) return CORRAL_OK;
    TRY(corral_array_new(&names, 1, sizeof *names, err));
    TRY(corral_strings_new(&names->names, err));
    for (uint32_t j = 0; j < region->item_count; j++)
        TRY(add_name(region, names, j, &scratch, &text, err));
    ((corral_region *)region)->item_names = names;
    names = NULL;
done:
    region_item_names_free(names);
    corral_text_release(&scratch);
    corral_text_release(&text);
    return status;
}

corral_status corral_region_item_look(const corral_region *region, uint32_t facet, const char *text,
                                      corral_place place, uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t length;
    uint32_t id;
    TRY(find_key(region, facet, text, out, err));
    if (*out != CORRAL_NONE) return CORRAL_OK;
    TRY(list_names(region, err));
    const struct region_item_names *names = region->item_names;
    TRY(corral_name_key(text, strlen(text), &scratch, &key, &length, err));
    TRY(find_text(region, names->names, facet, key, length, &id, err));
    if (id == CORRAL_NONE) goto done;
    if (names->other[id] != CORRAL_NONE)
        FAIL_AT(CORRAL_BAD_INPUT, place, "more than one %s is called %s: give its key, %s or %s",
                corral_region_facet_name(region, facet), CORRAL_QUOTE(text),
                CORRAL_QUOTE(corral_region_item_key(region, names->item[id])),
                CORRAL_QUOTE(corral_region_item_key(region, names->other[id])));
    *out = names->item[id];
done:
    corral_text_release(&scratch);
    return status;
}
