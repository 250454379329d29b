/* Decisions that one thing is part of another, once it is known which names are one thing. */
#include "core/memory.h"
#include "region/collect.h"

/* What is spoken of, under any spelling: a decision on what is not there places nothing. */
static corral_status mark_spoken(const corral_builder *b, const uint32_t *item_of,
                                 unsigned char **spoken, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(b->items);
    TRY(corral_array_new(spoken, count, 1, err));
    for (size_t i = 0; i < b->statement_count; i++) (*spoken)[item_of[b->statement[i].item]] = 1;
    for (uint32_t j = 0; j < count; j++)
        if (b->item[j].is_declared || b->item[j].is_parent) (*spoken)[item_of[j]] = 1;
done:
    return status;
}

static corral_status warn(corral_builder *b, const collected_item *i, corral_error *err,
                          const char *what, const char *part, const char *other)
{
    return corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING,
                                  collected_place(b, i->whole_file, i->whole_line), err, what, part,
                                  other);
}

/* Whether the part lies within the whole already, by whatever steps; a chain may be a circle, which
 * is reported elsewhere. */
static bool lies_within(const corral_builder *b, const uint32_t *item_of, uint32_t part,
                        uint32_t whole)
{
    uint32_t steps = corral_strings_count(b->items), at = part;
    while (steps-- && at != CORRAL_NONE) {
        if (item_of[at] == item_of[whole]) return true;
        at = b->item[at].within == CORRAL_NONE ? b->item[item_of[at]].within : b->item[at].within;
    }
    return false;
}

static corral_status place_part(corral_builder *b, const uint32_t *item_of,
                                const unsigned char *spoken, uint32_t part, corral_error *err)
{
    collected_item *i = &b->item[part];
    if (item_of[i->whole] == item_of[part]) return CORRAL_OK;
    if (!spoken[item_of[part]])
        return warn(b, i, err, "%s is decided to be part of %s but occurs nowhere",
                    CORRAL_QUOTE(collected_key(b, part)), CORRAL_QUOTE(collected_key(b, i->whole)));
    if (i->within != CORRAL_NONE) return CORRAL_OK;
    i->within = i->whole;
    b->item[i->whole].is_parent = true;
    return CORRAL_OK;
}

corral_status collected_place_parts(corral_builder *b, const uint32_t *item_of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *spoken = NULL;
    uint32_t count = corral_strings_count(b->items), first = 0;
    while (first < count && b->item[first].whole == CORRAL_NONE) first++;
    if (first == count) return CORRAL_OK;
    TRY(mark_spoken(b, item_of, &spoken, err));
    for (uint32_t j = first; j < count; j++)
        if (b->item[j].whole != CORRAL_NONE) TRY(place_part(b, item_of, spoken, j, err));
    for (uint32_t j = first; j < count; j++) {
        const collected_item *i = &b->item[j];
        if (i->whole == CORRAL_NONE || i->within == CORRAL_NONE ||
            lies_within(b, item_of, i->within, i->whole))
            continue;
        TRY(warn(b, i, err,
                 "%s lies within %s and is decided to be part of another; it stays there",
                 CORRAL_QUOTE(collected_key(b, j)), CORRAL_QUOTE(collected_key(b, i->within))));
    }
done:
    free(spoken);
    return status;
}
