/* The style upset: the coalitions of one group, or of a small region, and the combinations in which
 * items sit. */
#include "cli/draw.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 9 };

static corral_status add_texts(const corral_drawing *d, size_t count, corral_text *model,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0}, text = {0};
    char words[80];
    const char *facet = corral_draw_facet_name(d);
    bool is_member = strcmp(facet, "member") == 0;
    if (is_member)
        TRY(corral_text_printf(&title, err, "Who sits in how many rooms"));
    else
        TRY(corral_text_printf(&title, err, "Which %s go together",
                               corral_facet_words(facet, 2, words)));
    if (d->group) TRY(corral_text_printf(&title, err, ": group %u", d->group));
    TRY(corral_text_printf(&text, err,
                           "%zu coalition%s. Each column is one combination that occurs, with the "
                           "%s of exactly these coalitions above it; the fullest come first.",
                           count, count == 1 ? "" : "s", corral_facet_words(facet, 2, words)));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    TRY(corral_draw_notes(d, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

static corral_status add_item(const corral_drawing *d, const uint32_t *number, uint32_t item,
                              uint32_t *count, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(d->region, item);
    corral_digits at, coalition;
    size_t drawn = 0;
    corral_digits_of(&at, *count);
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t from = number[holders.index[i]];
        if (from == UINT32_MAX) continue;
        drawn++;
        TRY(corral_draw_record(model, err, "seat", corral_digits_of(&coalition, from), at.text, "1",
                               NULL));
    }
    if (drawn) TRY(corral_draw_item(d, item, (*count)++, model, err));
done:
    return status;
}

corral_status corral_draw_upset(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first = 0, end = 0, rows = 0, items = 0,
             all = corral_region_coalition_count(d->region);
    uint32_t *number = NULL;
    TRY(corral_array_new(&number, all, sizeof *number, err));
    for (uint32_t a = 0; a < all; a++) number[a] = corral_draw_has(d, a) ? rows++ : UINT32_MAX;
    if (rows > ROWS_MOST)
        FAIL(CORRAL_LIMIT,
             "style upset draws at most %d coalitions, here are %u: draw one group with --group N",
             ROWS_MOST, rows);
    TRY(add_texts(d, rows, model, err));
    for (uint32_t a = 0; a < all; a++)
        if (number[a] != UINT32_MAX) TRY(corral_draw_coalition(d, a, number[a], 0, model, err));
    if (d->facet != UINT32_MAX) corral_region_facet_items(d->region, d->facet, &first, &end);
    for (uint32_t j = first; j < end; j++) TRY(add_item(d, number, j, &items, model, err));
done:
    free(number);
    return status;
}
