/* What should be at the table, what of it is missing, and who in the region brings it. */
#include <string.h>

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"
#include "reach/reach.h"
#include "region/nearest.h"

/* Where entries are found: by sector, and by item of a facet. */
typedef struct places {
    corral_strings *sectors; /* their keys in lower case */
    uint32_t *of_sector;     /* entry by number of the sector; UINT32_MAX none */
    size_t sector_capacity;
    uint32_t *of_item; /* entry by item; UINT32_MAX none */
} places;

static void places_release(places *p)
{
    corral_strings_free(p->sectors);
    free(p->of_sector);
    free(p->of_item);
}

static corral_status places_init(places *p, const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t items = corral_region_item_count(region);
    *p = (places){0};
    TRY(corral_strings_new(&p->sectors, err));
    TRY(corral_array_new(&p->of_item, items, sizeof *p->of_item, err));
    memset(p->of_item, 0xff, items * sizeof *p->of_item);
done:
    return status;
}

/* ---- entries ---- */

static corral_status add_entry(corral_involvement *v, const char *facet, const char *item,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&v->entries, &v->entry_capacity, v->entry_count + 1, sizeof *v->entries,
                          err));
    reach_entry *entry = &v->entries[v->entry_count];
    *entry = (reach_entry){0};
    v->entry_count++;
    TRY(corral_string_copy(&entry->facet, facet, strlen(facet), err));
    TRY(corral_string_copy(&entry->item, item, strlen(item), err));
done:
    return status;
}

/* The sector's number, added if it is new. */
static corral_status sector_number(places *p, const char *sector, uint32_t *number,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0}, low = {0};
    const char *key;
    size_t length;
    TRY(corral_name_key(sector, strlen(sector), &scratch, &key, &length, err));
    TRY(corral_text_append(&low, key, length, err));
    corral_ascii_lower(low.bytes);
    TRY(corral_strings_add(p->sectors, low.bytes, low.length, number, err));
    uint32_t count = corral_strings_count(p->sectors);
    size_t before = p->sector_capacity;
    TRY(corral_array_grow(&p->of_sector, &p->sector_capacity, count, sizeof *p->of_sector, err));
    for (size_t k = before; k < p->sector_capacity; k++) p->of_sector[k] = UINT32_MAX;
done:
    corral_text_release(&scratch);
    corral_text_release(&low);
    return status;
}

/* An entry that is there already is not added again. */
static corral_status want_sector(corral_involvement *v, places *p, const char *sector,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number, facet = corral_region_facet_find(v->region, "sector");
    uint32_t item = UINT32_MAX;
    if (facet != UINT32_MAX)
        TRY(corral_region_item_look(v->region, facet, sector, (corral_place){0}, &item, err));
    if (!v->known.any_sector && item == UINT32_MAX) return CORRAL_OK;
    TRY(sector_number(p, sector, &number, err));
    if (p->of_sector[number] == UINT32_MAX) {
        p->of_sector[number] = (uint32_t)v->entry_count;
        TRY(add_entry(v, "sector", sector, err));
    }
    if (item != UINT32_MAX) p->of_item[item] = p->of_sector[number];
done:
    return status;
}

static corral_status want_item(corral_involvement *v, places *p, uint32_t item, corral_error *err)
{
    if (p->of_item[item] != UINT32_MAX) return CORRAL_OK;
    p->of_item[item] = (uint32_t)v->entry_count;
    return add_entry(v,
                     corral_region_facet_name(v->region, corral_region_item_facet(v->region, item)),
                     corral_region_item_name(v->region, item), err);
}

static corral_status want(corral_involvement *v, places *p, const corral_wanted *wanted,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (strcmp(wanted->facet, "sector") == 0) return want_sector(v, p, wanted->item, err);
    uint32_t facet = corral_region_facet_find(v->region, wanted->facet);
    if (facet == UINT32_MAX)
        FAIL(CORRAL_BAD_USE, "%s is neither sector nor a facet of the region",
             CORRAL_QUOTE(wanted->facet));
    uint32_t item;
    TRY(corral_region_item_look(v->region, facet, wanted->item, (corral_place){0}, &item, err));
    if (item != UINT32_MAX)
        status = want_item(v, p, item, err);
    else
        status = add_entry(v, wanted->facet, wanted->item, err);
done:
    return status;
}

static corral_status want_sectors_of_region(corral_involvement *v, places *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t j = v->first_member; j < v->end_member; j++) {
        const char *sector = corral_region_item_sector(v->region, j);
        if (*sector) TRY(want_sector(v, p, sector, err));
    }
done:
    return status;
}

static corral_status want_populations_of_region(corral_involvement *v, places *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end, facet = corral_region_facet_find(v->region, "population");
    if (facet == UINT32_MAX) return CORRAL_OK;
    corral_region_facet_items(v->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++)
        if (corral_region_holders(v->region, j).count) TRY(want_item(v, p, j, err));
done:
    return status;
}

static corral_status fill_entries(corral_involvement *v, places *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_involve_options *o = v->options;
    for (uint32_t j = v->first_member; j < v->end_member && !v->known.any_sector; j++)
        v->known.any_sector = *corral_region_item_sector(v->region, j) != '\0';
    for (size_t k = 0; k < o->wanted_count; k++) TRY(want(v, p, &o->wanted[k], err));
    if (o->sectors) TRY(want_sectors_of_region(v, p, err));
    if (o->populations) TRY(want_populations_of_region(v, p, err));
done:
    return status;
}

/* ---- who brings them ---- */

typedef corral_status bringing(corral_involvement *v, uint32_t code, uint32_t entry, void *context,
                               corral_error *err);

/* What the coalition has, and what that lies within. */
static corral_status each_of_coalition(corral_involvement *v, const places *p, uint32_t a,
                                       bringing *visit, void *context, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats seats = corral_region_footprint(v->region, a);
    for (size_t i = 0; i < seats.count; i++)
        for (uint32_t j = seats.index[i]; j != UINT32_MAX;
             j = corral_region_item_within(v->region, j))
            if (p->of_item[j] != UINT32_MAX) TRY(visit(v, a, p->of_item[j], context, err));
done:
    return status;
}

static corral_status each_of_member(corral_involvement *v, places *p, uint32_t item,
                                    bringing *visit, void *context, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *sector = corral_region_item_sector(v->region, item);
    uint32_t number;
    if (!*sector) return CORRAL_OK;
    TRY(sector_number(p, sector, &number, err));
    if (p->of_sector[number] != UINT32_MAX)
        TRY(visit(v, v->coalition_count + item, p->of_sector[number], context, err));
done:
    return status;
}

static corral_status everybody(corral_involvement *v, places *p, bool at_table, bringing *visit,
                               void *context, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t j = v->first_member; j < v->end_member; j++)
        if (v->is_at_table[v->coalition_count + j] == at_table)
            TRY(each_of_member(v, p, j, visit, context, err));
    for (uint32_t a = 0; a < v->coalition_count; a++)
        if (v->is_at_table[a] == at_table) TRY(each_of_coalition(v, p, a, visit, context, err));
done:
    return status;
}

static corral_status is_here(corral_involvement *v, uint32_t code, uint32_t entry, void *context,
                             corral_error *err)
{
    (void)code, (void)context, (void)err;
    v->entries[entry].is_missing = false;
    return CORRAL_OK;
}

static corral_status is_elsewhere(corral_involvement *v, uint32_t code, uint32_t entry,
                                  void *context, corral_error *err)
{
    if (!v->entries[entry].is_missing) return CORRAL_OK;
    v->entries[entry].is_anywhere = true;
    if (code < v->coalition_count && !v->is_asked[code]) return CORRAL_OK;
    return reach_points_add(context, code, entry, err);
}

corral_status reach_find_missing(corral_involvement *v, reach_points *points, corral_error *err)
{
    corral_status status = CORRAL_OK;
    places p;
    TRY(places_init(&p, v->region, err));
    TRY(fill_entries(v, &p, err));
    for (size_t k = 0; k < v->entry_count; k++) v->entries[k].is_missing = true;
    TRY(everybody(v, &p, true, is_here, NULL, err));
    TRY(everybody(v, &p, false, is_elsewhere, points, err));
    for (size_t k = 0; k < v->entry_count; k++) v->missing_count += v->entries[k].is_missing;
done:
    places_release(&p);
    return status;
}
