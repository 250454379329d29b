/* The style upset: which items sit in which combinations of at most nine coalitions. */
#include "cli/draw.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct upset {
    const corral_drawing *drawing;
    uint32_t *row; /* by coalition; UINT32_MAX: not drawn */
    uint32_t rows, items, shared;
    uint32_t first, end; /* items of the facet */
} upset;

static corral_status number_rows(upset *u, corral_error *err)
{
    const corral_drawing *d = u->drawing;
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++)
        u->row[a] = corral_draw_has(d, a) ? u->rows++ : UINT32_MAX;
    if (u->rows <= CORRAL_UPSET_ROWS) return CORRAL_OK;
    if (d->group)
        return corral_error_set(err, CORRAL_LIMIT,
                                "style upset draws at most %d coalitions; group %u has %u: draw "
                                "it with --style matrix",
                                CORRAL_UPSET_ROWS, d->group, u->rows);
    return corral_error_set(err, CORRAL_LIMIT,
                            "style upset draws at most %d coalitions; here are %u: draw one group "
                            "with --group N, or the whole with --style matrix",
                            CORRAL_UPSET_ROWS, u->rows);
}

static uint32_t drawn_holders(const upset *u, uint32_t item)
{
    corral_seats holders = corral_region_holders(u->drawing->region, item);
    uint32_t drawn = 0;
    for (size_t i = 0; i < holders.count; i++) drawn += u->row[holders.index[i]] != UINT32_MAX;
    return drawn;
}

/* An item of one row alone is no column, but counts among what is known of the row. */
static corral_status add_item(upset *u, uint32_t item, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(u->drawing->region, item);
    for (size_t i = 0; i < holders.count; i++) {
        corral_digits coalition, number;
        uint32_t row = u->row[holders.index[i]];
        if (row == UINT32_MAX) continue;
        TRY(corral_draw_record(model, err, "seat", corral_digits_of(&coalition, row),
                               corral_digits_of(&number, u->items),
                               holders.weight[i] > 0.5 ? "1" : "0.5", NULL));
    }
    TRY(corral_draw_item(u->drawing, item, u->items++, model, err));
done:
    return status;
}

static corral_status title_of(const upset *u, bool is_member, corral_text *title, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = u->drawing;
    char words[80];
    if (d->group) TRY(corral_text_printf(title, err, "Group %u: ", d->group));
    TRY(corral_text_printf(title, err, "%s ", d->group ? "who" : "Who"));
    if (is_member)
        TRY(corral_text_printf(title, err, "sits in how many rooms"));
    else
        TRY(corral_text_printf(title, err, "shares which %s",
                               corral_facet_words(corral_draw_facet_name(d), 2, words)));
done:
    return status;
}

static corral_status add_texts(const upset *u, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = u->drawing;
    corral_text title = {0}, text = {0};
    const char *facet = corral_draw_facet_name(d);
    bool is_member = strcmp(facet, "member") == 0, is_one = u->shared == 1;
    char words[80];
    TRY(title_of(u, is_member, &title, err));
    if (u->shared)
        TRY(corral_text_printf(
            &text, err,
            "%u %s %s two or more of %s %u coalitions. Below a name, a dot in each coalition that "
            "%s.",
            u->shared, corral_facet_words(facet, u->shared, words),
            is_member ? is_one ? "sits with" : "sit with"
            : is_one  ? "is shared by"
                      : "are shared by",
            d->group ? "the group's" : "the", u->rows, is_member ? "it belongs to" : "has it"));
    else
        TRY(corral_text_printf(&text, err, "%u coalition%s and no %s that is known to be shared.",
                               u->rows, u->rows == 1 ? "" : "s",
                               corral_facet_words(facet, 1, words)));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    TRY(corral_draw_notes(d, model, err));
    TRY(corral_draw_groups(d, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

corral_status corral_draw_upset(const corral_drawing *drawing, corral_text *model,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    upset u = {.drawing = drawing};
    uint32_t count = corral_region_coalition_count(drawing->region);
    TRY(corral_array_new(&u.row, count, sizeof(uint32_t), err));
    TRY(number_rows(&u, err));
    if (drawing->facet != UINT32_MAX)
        corral_region_facet_items(drawing->region, drawing->facet, &u.first, &u.end);
    for (uint32_t j = u.first; j < u.end; j++) u.shared += drawn_holders(&u, j) > 1;
    TRY(add_texts(&u, model, err));
    for (uint32_t a = 0; a < count; a++)
        if (u.row[a] != UINT32_MAX)
            TRY(corral_draw_coalition(drawing, a, u.row[a],
                                      corral_grouping_of(drawing->grouping, a), model, err));
    for (uint32_t j = u.first; j < u.end; j++)
        if (drawn_holders(&u, j)) TRY(add_item(&u, j, model, err));
done:
    free(u.row);
    return status;
}
