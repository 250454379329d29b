/* What gaps are looked for in: the entries of a list, or what coalitions have; and what does not
 * apply. */
#include "overlap/gaps.h"

#include "core/memory.h"
#include "core/text.h"
#include "region/nearest.h"

#include <string.h>

/* ---- items by what they are called ---- */

/* The key of a name, as the caller's to free. */
static corral_status key_of(const char *text, char **key, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *found;
    size_t length;
    TRY(corral_name_key(text, strlen(text), &scratch, &found, &length, err));
    TRY(corral_string_copy(key, found, length, err));
done:
    corral_text_release(&scratch);
    return status;
}

/* Within its facet; UINT32_MAX if there is none. */
static corral_status find_item(const corral_gaps *gaps, uint32_t facet, const char *text,
                               uint32_t *item, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    TRY(corral_region_item_look(gaps->region, facet, text, (corral_place){0}, item, err));
    corral_region_facet_items(gaps->region, facet, &first, &end);
    if (*item != UINT32_MAX) *item -= first;
done:
    return status;
}

/* *place on the side; side->count if it is not there. */
static corral_status find_looked(const corral_gaps *gaps, const corral_side *side, uint32_t facet,
                                 const char *text, uint32_t *place, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *key = NULL;
    uint32_t item;
    TRY(key_of(text, &key, err));
    TRY(find_item(gaps, facet, text, &item, err));
    for (*place = 0; *place < side->count; ++*place) {
        const corral_looked *l = &side->looked[*place];
        if (l->facet != facet || l->item != item) continue;
        if (item != UINT32_MAX || strcmp(l->key, key) == 0) break;
    }
done:
    free(key);
    return status;
}

/* ---- the list ---- */

static corral_status look(corral_gaps *gaps, corral_side *side, corral_looked *looked,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_answers_count(&gaps->answers[looked->facet], looked->item, looked->count);
    TRY(corral_array_grow(&side->looked, &side->capacity, (size_t)side->count + 1,
                          sizeof *side->looked, err));
    side->looked[side->count++] = *looked;
done:
    return status;
}

static corral_status add_entry(corral_gaps *gaps, corral_side *side, uint32_t facet,
                               const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_looked looked = {.facet = facet};
    uint32_t place;
    TRY(corral_gaps_collect(gaps, facet, err));
    TRY(find_looked(gaps, side, facet, text, &place, err));
    if (place < side->count) goto done;
    TRY(key_of(text, &looked.key, err));
    TRY(find_item(gaps, facet, text, &looked.item, err));
    if (looked.item == UINT32_MAX) {
        TRY(corral_string_copy(&looked.name, looked.key, strlen(looked.key), err));
    } else {
        free(looked.key);
        looked.key = NULL;
    }
    side->is_listed = true;
    TRY(look(gaps, side, &looked, err));
    looked.name = looked.key = NULL;
done:
    free(looked.name);
    free(looked.key);
    return status;
}

/* Those of the list that are of the facet; facet UINT32_MAX: each in its own. */
static corral_status add_list(corral_gaps *gaps, corral_side *side, uint32_t facet,
                              const corral_gaps_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < options->list_count; k++) {
        const corral_listed *entry = &options->list[k];
        uint32_t own = corral_region_facet_find(gaps->region, entry->facet);
        if (facet == UINT32_MAX)
            TRY(corral_region_require_facet(gaps->region, entry->facet, &own, err));
        else if (own != facet)
            continue;
        TRY(add_entry(gaps, side, own, entry->item, err));
    }
    side->all = side->count;
done:
    return status;
}

/* ---- what coalitions have ---- */

typedef struct held {
    uint32_t item, holders;
} held;

static int by_holders(const void *left, const void *right)
{
    const held *x = left, *y = right;
    if (x->holders != y->holders) return x->holders > y->holders ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Crossed with others, what nobody has for certain would be a row of doubts. */
static bool is_looked_at(const corral_gaps *gaps, const corral_answers *s, uint32_t item,
                         uint32_t holders)
{
    if (holders || gaps->is_crossed) return holders > 0;
    uint32_t count[CORRAL_ANSWER_PRIMARY + 1];
    corral_answers_count(s, item, count);
    return count[CORRAL_ANSWER_DISPUTED] > 0;
}

/* Every item that anybody has, or by some has, those first that most have. */
static corral_status add_held(corral_gaps *gaps, corral_side *side, uint32_t facet,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    held *items = NULL;
    uint32_t count = 0;
    TRY(corral_gaps_collect(gaps, facet, err));
    const corral_answers *s = &gaps->answers[facet];
    TRY(corral_array_new(&items, s->items, sizeof *items, err));
    for (uint32_t j = 0; j < s->items; j++) {
        uint32_t holders = corral_answers_holders(s, j);
        if (is_looked_at(gaps, s, j, holders)) items[count++] = (held){j, holders};
    }
    qsort(items, count, sizeof *items, by_holders);
    for (uint32_t i = 0; i < count; i++) {
        corral_looked looked = {.facet = facet, .item = items[i].item};
        TRY(look(gaps, side, &looked, err));
    }
    side->all = side->count;
done:
    free(items);
    return status;
}

static corral_status add_side(corral_gaps *gaps, corral_side *side, uint32_t facet,
                              const corral_gaps_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(add_list(gaps, side, facet, options, err));
    if (!side->is_listed) TRY(add_held(gaps, side, facet, err));
done:
    return status;
}

/* ---- how much is crossed ---- */

/* Without a list the rarest are left out until the others can be crossed, from the longer side
 * first; nothing of a side that is listed. */
static corral_status bound(corral_gaps *gaps, corral_error *err)
{
    corral_side *rows = &gaps->rows, *columns = &gaps->columns;
    size_t all = (size_t)rows->count * columns->count;
    if (rows->is_listed || columns->is_listed) {
        if (all <= CORRAL_GAPS_LISTED) return CORRAL_OK;
        return corral_error_set(err, CORRAL_LIMIT,
                                "%u by %u items are %zu combinations; at most %u can be listed: "
                                "list items of both facets, or fewer",
                                rows->count, columns->count, all, CORRAL_GAPS_LISTED);
    }
    if (all <= CORRAL_GAPS_CROSSED) return CORRAL_OK;
    corral_side *few = rows->count < columns->count ? rows : columns;
    corral_side *many = few == rows ? columns : rows;
    uint32_t root = 1;
    while ((root + 1) * (root + 1) <= CORRAL_GAPS_CROSSED) root++;
    if (few->count > root) few->count = root;
    many->count = CORRAL_GAPS_CROSSED / few->count;
    return CORRAL_OK;
}

/* ---- what does not apply ---- */

/* Whether the side has items of the entry's facet. */
static bool is_of(const corral_gaps *gaps, const corral_side *side, const corral_listed *listed,
                  uint32_t *facet)
{
    *facet = corral_region_facet_find(gaps->region, listed->facet);
    for (uint32_t i = 0; *facet != UINT32_MAX && i < side->count; i++)
        if (side->looked[i].facet == *facet) return true;
    return false;
}

/* One item alone: its whole row, or column. */
static corral_status leave_out_item(corral_gaps *gaps, const corral_listed *listed,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facet, place, rows = gaps->rows.count;
    uint32_t columns = gaps->is_crossed ? gaps->columns.count : 1;
    if (is_of(gaps, &gaps->rows, listed, &facet)) {
        TRY(find_looked(gaps, &gaps->rows, facet, listed->item, &place, err));
        for (uint32_t j = 0; place < rows && j < columns; j++)
            gaps->is_left_out[(size_t)place * columns + j] = true;
    } else if (gaps->is_crossed && is_of(gaps, &gaps->columns, listed, &facet)) {
        TRY(find_looked(gaps, &gaps->columns, facet, listed->item, &place, err));
        for (uint32_t i = 0; place < columns && i < rows; i++)
            gaps->is_left_out[(size_t)i * columns + place] = true;
    }
done:
    return status;
}

/* Two that do not go together, in either order. */
static corral_status leave_out_pair(corral_gaps *gaps, const corral_not_applicable *entry,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facet, facet2, row, column;
    if (!gaps->is_crossed) return CORRAL_OK;
    bool straight = is_of(gaps, &gaps->rows, &entry->item, &facet);
    const corral_listed *of = straight ? &entry->item : &entry->with;
    const corral_listed *by = straight ? &entry->with : &entry->item;
    if (!is_of(gaps, &gaps->rows, of, &facet) || !is_of(gaps, &gaps->columns, by, &facet2))
        return CORRAL_OK;
    TRY(find_looked(gaps, &gaps->rows, facet, of->item, &row, err));
    TRY(find_looked(gaps, &gaps->columns, facet2, by->item, &column, err));
    if (row < gaps->rows.count && column < gaps->columns.count)
        gaps->is_left_out[(size_t)row * gaps->columns.count + column] = true;
done:
    return status;
}

static corral_status leave_out(corral_gaps *gaps, const corral_gaps_options *options,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t columns = gaps->is_crossed ? gaps->columns.count : 1;
    TRY(corral_array_new(&gaps->is_left_out, gaps->rows.count * columns, sizeof(bool), err));
    for (size_t k = 0; k < options->not_applicable_count; k++) {
        const corral_not_applicable *entry = &options->not_applicable[k];
        if (entry->with.item && entry->with.item[0])
            TRY(leave_out_pair(gaps, entry, err));
        else
            TRY(leave_out_item(gaps, &entry->item, err));
    }
done:
    return status;
}

/* ---- all of it ---- */

static uint32_t count_passed_over(const corral_gaps *gaps, const corral_gaps_options *options,
                                  uint32_t of, uint32_t by)
{
    uint32_t count = 0;
    for (size_t k = 0; of != UINT32_MAX && k < options->list_count; k++) {
        uint32_t facet = corral_region_facet_find(gaps->region, options->list[k].facet);
        count += facet == UINT32_MAX || (facet != of && facet != by);
    }
    return count;
}

corral_status corral_gaps_look(corral_gaps *gaps, const corral_gaps_options *options,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t of = UINT32_MAX, by = UINT32_MAX;
    if (options->of) TRY(corral_region_require_facet(gaps->region, options->of, &of, err));
    if (options->by) TRY(corral_region_require_facet(gaps->region, options->by, &by, err));
    bool is_empty = !corral_region_facet_count(gaps->region);
    if (!options->of && (options->by || (!options->list_count && !is_empty)))
        FAIL(CORRAL_BAD_USE, "name the facet whose items are looked at, or give a list");
    if (options->by && of == by)
        FAIL(CORRAL_BAD_USE, "two different facets are crossed, got %s twice",
             CORRAL_QUOTE(options->of));
    gaps->is_crossed = options->by != NULL;
    if (options->of)
        TRY(add_side(gaps, &gaps->rows, of, options, err));
    else
        TRY(add_list(gaps, &gaps->rows, UINT32_MAX, options, err));
    if (gaps->is_crossed) {
        TRY(add_side(gaps, &gaps->columns, by, options, err));
        TRY(bound(gaps, err));
    }
    gaps->total.passed_over = count_passed_over(gaps, options, of, by);
    TRY(leave_out(gaps, options, err));
done:
    return status;
}
