/* Interning. All texts stand one behind the other, NUL-terminated, in one block; `start` holds
 * where each begins. The index is open addressing with linear probing over (hash, number) pairs,
 * at most two thirds full; the stored upper half of the hash spares most comparisons. */
#include "core/strings.h"

#include "core/memory.h"

#include <string.h>
#include <xxhash.h>

typedef struct slot {
    uint32_t tag; /* upper half of the hash */
    uint32_t id;  /* CORRAL_NONE: empty */
} slot;

struct corral_strings {
    char *text;
    size_t text_used, text_capacity;
    size_t *start;
    size_t start_capacity;
    uint32_t count;
    slot *slots;
    size_t slot_count; /* a power of two */
};

static corral_status slots_new(slot **out, size_t count, corral_error *err)
{
    corral_status status = corral_array_new(out, count, sizeof(slot), err);
    if (status == CORRAL_OK) memset(*out, 0xff, count * sizeof(slot));
    return status;
}

corral_status corral_strings_new(corral_strings **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_strings *set = NULL;
    TRY(corral_array_new(&set, 1, sizeof *set, err));
    set->slot_count = 64;
    TRY(slots_new(&set->slots, set->slot_count, err));
    *out = set;
    set = NULL;
done:
    corral_strings_free(set);
    return status;
}

void corral_strings_free(corral_strings *set)
{
    if (!set) return;
    free(set->text);
    free(set->start);
    free(set->slots);
    free(set);
}

static uint64_t hash(const char *text, size_t length)
{
    return XXH3_64bits(text, length);
}

static size_t length_of(const corral_strings *set, uint32_t id)
{
    size_t end = id + 1 < set->count ? set->start[id + 1] : set->text_used;
    return end - set->start[id] - 1;
}

/* The slot that holds the text, or the empty one where it belongs. */
static size_t probe(const corral_strings *set, const char *text, size_t length, uint64_t h)
{
    size_t mask = set->slot_count - 1, i = (size_t)h & mask;
    uint32_t tag = (uint32_t)(h >> 32);
    for (;; i = (i + 1) & mask) {
        slot s = set->slots[i];
        if (s.id == CORRAL_NONE) return i;
        if (s.tag == tag && length_of(set, s.id) == length &&
            memcmp(set->text + set->start[s.id], text, length) == 0)
            return i;
    }
}

static corral_status widen(corral_strings *set, corral_error *err)
{
    slot *slots;
    size_t count = set->slot_count * 2;
    corral_status status = slots_new(&slots, count, err);
    if (status != CORRAL_OK) return status;
    free(set->slots);
    set->slots = slots;
    set->slot_count = count;
    for (uint32_t id = 0; id < set->count; id++) {
        uint64_t h = hash(set->text + set->start[id], length_of(set, id));
        size_t i = (size_t)h & (count - 1);
        while (slots[i].id != CORRAL_NONE) i = (i + 1) & (count - 1);
        slots[i] = (slot){(uint32_t)(h >> 32), id};
    }
    return CORRAL_OK;
}

corral_status corral_strings_add(corral_strings *set, const char *text, size_t length, uint32_t *id,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint64_t h = hash(text, length);
    size_t i = probe(set, text, length, h);
    if (set->slots[i].id != CORRAL_NONE) {
        *id = set->slots[i].id;
        return CORRAL_OK;
    }
    if (set->count >= CORRAL_NONE - 1)
        FAIL(CORRAL_LIMIT, "more than %u distinct names", CORRAL_NONE - 1);
    TRY(corral_array_grow(&set->text, &set->text_capacity, set->text_used + length + 1, 1, err));
    TRY(corral_array_grow(&set->start, &set->start_capacity, (size_t)set->count + 1,
                          sizeof *set->start, err));
    if (((size_t)set->count + 1) * 3 > set->slot_count * 2) {
        TRY(widen(set, err));
        i = probe(set, text, length, h);
    }
    set->start[set->count] = set->text_used;
    if (length) memcpy(set->text + set->text_used, text, length);
    set->text[set->text_used + length] = '\0';
    set->text_used += length + 1;
    set->slots[i] = (slot){(uint32_t)(h >> 32), set->count};
    *id = set->count++;
done:
    return status;
}

uint32_t corral_strings_find(const corral_strings *set, const char *text, size_t length)
{
    return set->slots[probe(set, text, length, hash(text, length))].id;
}

const char *corral_strings_get(const corral_strings *set, uint32_t id)
{
    return id == CORRAL_NONE ? "" : set->text + set->start[id];
}

uint32_t corral_strings_count(const corral_strings *set)
{
    return set->count;
}
