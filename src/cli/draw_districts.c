/* The style districts: a region too large to draw its coalitions. */
#include "cli/draw.h"

#include "core/memory.h"
#include "groups/districts.h"

#include <stdlib.h>

enum { NUMBERS_SHOWN = 3 };

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
    uint32_t groups = found->list[district].groups, shown = 0;
    TRY(corral_text_printf(text, err, "Group%s ", plural(groups)));
    for (uint32_t k = 0; k < corral_grouping_count(d->grouping); k++) {
        if (found->of_group[k] != district) continue;
        if (shown == NUMBERS_SHOWN) {
            TRY(corral_text_printf(text, err, " and %u more", groups - shown));
            break;
        }
        TRY(corral_text_printf(text, err, "%s%u", shown++ ? ", " : "",
                               corral_grouping_number(d->grouping, k)));
    }
done:
    return status;
}

/* Bold: the item that marks it most; below: the next, and which groups these are if they are few.
 */
static corral_status name_district(const corral_drawing *d, const corral_districts *found,
                                   uint32_t place, corral_text *label, corral_text *below,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    const uint32_t *item = found->list[place].label;
    const uint32_t few = NUMBERS_SHOWN;
    bool is_others = found->has_others && place + 1 == found->count;
    label->length = below->length = 0;
    TRY(corral_text_append(label, "", 0, err));
    TRY(corral_text_append(below, "", 0, err));
    if (is_others)
        TRY(corral_text_printf(label, err, "All other groups"));
    else if (item[0] != UINT32_MAX)
        TRY(corral_text_printf(label, err, "%s", corral_region_item_name(d->region, item[0])));
    else
        TRY(put_numbers(d, found, place, label, err));
    if (is_others || item[0] == UINT32_MAX) return CORRAL_OK;
    if (found->list[place].groups <= few)
        TRY(put_numbers(d, found, place, below, err));
    else if (item[1] != UINT32_MAX)
        TRY(corral_text_printf(below, err, "%s", corral_region_item_name(d->region, item[1])));
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

static corral_status add_texts(const corral_drawing *d, const corral_districts *found,
                               corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0}, text = {0};
    uint32_t coalitions = corral_region_coalition_count(d->region);
    uint32_t groups = corral_grouping_count(d->grouping);
    uint32_t grouped = coalitions - found->without_group;
    TRY(corral_text_printf(&title, err, "Map of %u coalition%s: ", coalitions, plural(coalitions)));
    if (groups)
        TRY(corral_text_printf(&title, err, "%u suggested group%s in %u district%s", groups,
                               plural(groups), found->count, plural(found->count)));
    else
        TRY(corral_text_printf(&title, err, "no groups suggested"));
    TRY(corral_text_printf(&text, err, "%u coalition%s in %u group%s of %u district%s.", grouped,
                           plural(grouped), groups, plural(groups), found->count,
                           plural(found->count)));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    text.length = 0;
    if (found->without_group) {
        TRY(corral_text_printf(&text, err, "%u coalition%s in no group %s not drawn",
                               found->without_group, plural(found->without_group),
                               found->without_group == 1 ? "is" : "are"));
        TRY(corral_draw_record(model, err, "more", text.bytes, NULL));
    }
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
