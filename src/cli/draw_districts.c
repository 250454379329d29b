/* The style districts: the groups of a large region gathered by what they share. */
#include "cli/draw.h"

#include "groups/districts.h"

static corral_status add_texts(const corral_drawing *d, const corral_districts *found,
                               corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0}, text = {0};
    char words[80];
    uint32_t all = corral_region_coalition_count(d->region);
    uint32_t groups = corral_grouping_count(d->grouping);
    TRY(corral_text_printf(&title, err, "%u coalitions: %u suggested group%s in %u district%s", all,
                           groups, groups == 1 ? "" : "s", found->count,
                           found->count == 1 ? "" : "s"));
    TRY(corral_text_printf(&text, err,
                           "Groups that share many %s lie in one district, named after what is "
                           "most its own.",
                           corral_facet_words(corral_draw_facet_name(d), 2, words)));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    text.length = 0;
    if (found->without_group) {
        TRY(corral_text_printf(&text, err, "%u coalition%s of no group %s not drawn",
                               found->without_group, found->without_group == 1 ? "" : "s",
                               found->without_group == 1 ? "is" : "are"));
        TRY(corral_draw_record(model, err, "more", text.bytes, NULL));
    }
    TRY(corral_draw_notes(d, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

static corral_status add_district(const corral_drawing *d, const corral_districts *found,
                                  uint32_t k, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_district *district = &found->list[k];
    corral_text label = {0}, below = {0};
    corral_digits index, groups, coalitions;
    bool is_others = found->has_others && k + 1 == found->count;
    if (is_others)
        TRY(corral_text_printf(&label, err, "all others"));
    else if (district->label[0] != UINT32_MAX)
        TRY(corral_text_printf(&label, err, "%s",
                               corral_region_item_name(d->region, district->label[0])));
    else
        TRY(corral_text_printf(&label, err, "District %u", k + 1));
    if (!is_others && district->label[1] != UINT32_MAX)
        TRY(corral_text_printf(&below, err, "%s \xc2\xb7 ",
                               corral_region_item_name(d->region, district->label[1])));
    TRY(corral_text_printf(&below, err, "%u coalition%s", district->coalitions,
                           district->coalitions == 1 ? "" : "s"));
    TRY(corral_draw_record(model, err, "district", corral_digits_of(&index, k), label.bytes,
                           below.bytes, corral_digits_of(&groups, district->groups),
                           corral_digits_of(&coalitions, district->coalitions), NULL));
done:
    corral_text_release(&label);
    corral_text_release(&below);
    return status;
}

corral_status corral_draw_districts(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_districts found = {0};
    if (d->group) FAIL(CORRAL_BAD_USE, "style districts draws the whole region: without --group");
    TRY(corral_districts_init(&found, d->region, d->grouping, d->facet, d->seed, NULL, err));
    TRY(add_texts(d, &found, model, err));
    for (uint32_t k = 0; k < found.count; k++) TRY(add_district(d, &found, k, model, err));
    for (size_t k = 0; k < found.link_count; k++) {
        corral_digits from, to, shared;
        if (!found.links[k].shared) continue;
        TRY(corral_draw_record(model, err, "road", corral_digits_of(&from, found.links[k].from),
                               corral_digits_of(&to, found.links[k].to),
                               corral_digits_of(&shared, found.links[k].shared), NULL));
    }
done:
    corral_districts_release(&found);
    return status;
}
