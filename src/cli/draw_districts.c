/* The style districts: a region too large to draw its coalitions. */
#include "cli/draw.h"

#include "core/memory.h"
#include "groups/districts.h"

#include <stdlib.h>

enum { NUMBERS_SHOWN = 3, STATUSES = CORRAL_NOT_COMPARED + 1 };

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- what a district is called ---- */

/* "Group 3", "Groups 3, 7, 9". */
static corral_status put_numbers(const corral_drawing *d, const corral_districts *found,
                                 uint32_t district, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t shown = 0;
    TRY(corral_text_printf(text, err, "Group%s ", plural(found->list[district].groups)));
    for (uint32_t k = 0; k < corral_grouping_count(d->grouping); k++) {
        if (found->of_group[k] != district) continue;
        TRY(corral_text_printf(text, err, "%s%u", shown++ ? ", " : "",
                               corral_grouping_number(d->grouping, k)));
    }
done:
    return status;
}

/* What marks it most, which is no name of it. */
static corral_status put_marks(const corral_drawing *d, const corral_district *district,
                               corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < CORRAL_DISTRICT_LABELS && district->label[k] != UINT32_MAX; k++)
        TRY(corral_text_printf(text, err, "%s%s", k ? ", " : "shares most: ",
                               corral_region_item_name(d->region, district->label[k])));
done:
    return status;
}

/* Bold: its groups if they are few, else its number; below: what marks it most. */
static corral_status name_district(const corral_drawing *d, const corral_districts *found,
                                   uint32_t place, corral_text *label, corral_text *below,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_others = found->has_others && place + 1 == found->count;
    label->length = below->length = 0;
    TRY(corral_text_append(label, "", 0, err));
    TRY(corral_text_append(below, "", 0, err));
    if (is_others)
        TRY(corral_text_printf(label, err, "All other groups"));
    else if (found->list[place].groups <= NUMBERS_SHOWN)
        TRY(put_numbers(d, found, place, label, err));
    else
        TRY(corral_text_printf(label, err, "District %u", place + 1));
    if (!is_others) TRY(put_marks(d, &found->list[place], below, err));
done:
    return status;
}

/* ---- records ---- */

static corral_status add_districts(const corral_drawing *d, const corral_districts *found,
                                   corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text label = {0}, below = {0};
    for (uint32_t k = 0; k < found->count; k++) {
        corral_digits index, groups, coalitions;
        TRY(name_district(d, found, k, &label, &below, err));
        TRY(corral_draw_record(model, err, "district", corral_digits_of(&index, k), label.bytes,
                               below.bytes, corral_digits_of(&groups, found->list[k].groups),
                               corral_digits_of(&coalitions, found->list[k].coalitions), NULL));
    }
    for (uint32_t k = 0; k < corral_grouping_count(d->grouping); k++) {
        corral_digits index, number;
        TRY(corral_draw_record(model, err, "dot", corral_digits_of(&index, found->of_group[k]),
                               corral_digits_of(&number, corral_grouping_number(d->grouping, k)),
                               NULL));
    }
    for (size_t k = 0; k < found->link_count; k++) {
        corral_digits from, to, shared;
        const corral_district_link *link = &found->links[k];
        TRY(corral_draw_record(model, err, "road", corral_digits_of(&from, link->from),
                               corral_digits_of(&to, link->to),
                               corral_digits_of(&shared, link->shared), NULL));
    }
done:
    corral_text_release(&label);
    corral_text_release(&below);
    return status;
}

/* "9 without a close partner, 40 too little known". */
static corral_status put_reasons(const corral_drawing *d, corral_text *text, corral_error *err)
{
    static const char *const words[STATUSES] = {[CORRAL_NO_CLOSE_PARTNER] =
                                                    "without a close partner",
                                                [CORRAL_NO_SEAT] = "without a seat",
                                                [CORRAL_TOO_LITTLE_KNOWN] = "too little known",
                                                [CORRAL_NOT_ASKED] = "not asked"};
    corral_status status = CORRAL_OK;
    size_t count[STATUSES] = {0};
    const char *before = ": ";
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++)
        count[corral_grouping_status(d->grouping, a)]++;
    for (size_t is = 0; is < STATUSES; is++) {
        if (!words[is] || !count[is]) continue;
        TRY(corral_text_printf(text, err, "%s%zu %s", before, count[is], words[is]));
        before = ", ";
    }
done:
    return status;
}

static corral_status put_description(const corral_drawing *d, const corral_districts *found,
                                     corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t without = found->without_group;
    uint32_t grouped = corral_region_coalition_count(d->region) - without;
    TRY(corral_text_printf(text, err, "%u coalition%s %s in a group.", grouped, plural(grouped),
                           grouped == 1 ? "is" : "are"));
    if (!without) goto done;
    TRY(corral_text_printf(text, err, " %u coalition%s in no group %s not drawn", without,
                           plural(without), without == 1 ? "is" : "are"));
    TRY(put_reasons(d, text, err));
    TRY(corral_text_printf(text, err, "."));
done:
    return status;
}

static corral_status add_texts(const corral_drawing *d, const corral_districts *found,
                               corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0}, text = {0};
    uint32_t coalitions = corral_region_coalition_count(d->region);
    uint32_t groups = corral_grouping_count(d->grouping);
    TRY(corral_text_printf(&title, err, "Map of %u coalition%s: ", coalitions, plural(coalitions)));
    if (groups)
        TRY(corral_text_printf(&title, err, "%u suggested group%s in %u district%s", groups,
                               plural(groups), found->count, plural(found->count)));
    else
        TRY(corral_text_printf(&title, err, "no groups suggested"));
    TRY(put_description(d, found, &text, err));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    TRY(corral_draw_notes(d, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

corral_status corral_draw_districts(const corral_drawing *drawing, corral_text *model,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_districts found = {0};
    TRY(corral_districts_init(&found, drawing->region, drawing->grouping, drawing->facet,
                              drawing->seed, NULL, err));
    TRY(add_texts(drawing, &found, model, err));
    TRY(add_districts(drawing, &found, model, err));
done:
    corral_districts_release(&found);
    return status;
}
