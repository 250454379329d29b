/* The region's accessors. Everything here reads; builder.c writes. */
#include "corral/region.h"

#include "core/order.h"
#include "region/nearest.h"
#include "region/store.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void corral_region_free(corral_region *region)
{
    if (!region) return;
    region_graph_free(region->graph);
    region_item_names_free(region->item_names);
    corral_strings_free(region->texts);
    corral_strings_free(region->coalitions);
    corral_strings_free(region->facets);
    corral_strings_free(region->keys);
    corral_strings_free(region->columns);
    region_names_free(region->names);
    free(region->coalition_id);
    free(region->coalition_of_id);
    free(region->attribute);
    free(region->facet_id);
    free(region->facet_first_item);
    free(region->known);
    free(region->is_coded);
    free(region->items);
    free(region->item_of_key);
    free(region->row_start);
    free(region->column_start);
    free(region->row_item);
    free(region->column_coalition);
    free(region->row_weight);
    free(region->column_weight);
    free(region->mark_start);
    free(region->marks);
    free(region->statement_start);
    free(region->statements);
    free(region->details);
    free(region->item_same);
    free(region->crosswalk);
    free(region->synonyms);
    free(region);
}

static const char *text(const corral_region *region, uint32_t id)
{
    return corral_strings_get(region->texts, id);
}

uint32_t corral_region_coalition_count(const corral_region *region)
{
    return region->coalition_count;
}

uint32_t corral_region_facet_count(const corral_region *region)
{
    return region->facet_count;
}

uint32_t corral_region_item_count(const corral_region *region)
{
    return region->item_count;
}

size_t corral_region_seat_count(const corral_region *region)
{
    return region->row_start[region->coalition_count];
}

const char *corral_region_id(const corral_region *region, uint32_t coalition)
{
    return corral_strings_get(region->coalitions, region->coalition_id[coalition]);
}

static uint32_t attribute_text(const corral_region *region, uint32_t attribute, uint32_t coalition)
{
    if (attribute == CORRAL_NONE) return CORRAL_NONE;
    return region->attribute[(size_t)attribute * region->coalition_count + coalition];
}

static uint32_t attribute_find(const corral_region *region, const char *column)
{
    return corral_strings_find(region->columns, column, strlen(column));
}

const char *corral_region_name(const corral_region *region, uint32_t coalition)
{
    uint32_t name = attribute_text(region, attribute_find(region, "name"), coalition);
    return name == CORRAL_NONE ? corral_region_id(region, coalition) : text(region, name);
}

const char *corral_region_attribute(const corral_region *region, uint32_t coalition,
                                    const char *column)
{
    return text(region, attribute_text(region, attribute_find(region, column), coalition));
}

bool corral_region_is_verified(const corral_region *region, uint32_t coalition)
{
    static const char *const noes[] = {"", "no", "0", "false", "unknown"};
    const char *said = corral_region_attribute(region, coalition, CORRAL_VERIFIED);
    for (size_t k = 0; k < sizeof noes / sizeof *noes; k++)
        if (strcasecmp(said, noes[k]) == 0) return false;
    return true;
}

uint32_t corral_region_verified_count(const corral_region *region)
{
    uint32_t count = 0;
    for (uint32_t a = 0; a < region->coalition_count; a++)
        count += corral_region_is_verified(region, a);
    return count;
}

uint32_t corral_region_attribute_count(const corral_region *region)
{
    return region->attribute_count;
}

const char *corral_region_attribute_name(const corral_region *region, uint32_t attribute)
{
    return corral_strings_get(region->columns, attribute);
}

/* Keys that cannot be made (invalid UTF-8, no memory) find nothing. */
corral_status corral_region_look(const corral_region *region, const char *id_or_name, uint32_t *out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t length;
    /* An id as it stands in the region needs no memory. */
    uint32_t id = corral_strings_find(region->coalitions, id_or_name, strlen(id_or_name));
    *out = id == CORRAL_NONE ? CORRAL_NONE : region->coalition_of_id[id];
    if (id != CORRAL_NONE) return CORRAL_OK;
    TRY(corral_name_key(id_or_name, strlen(id_or_name), &scratch, &key, &length, err));
    id = corral_strings_find(region->coalitions, key, length);
    *out = id != CORRAL_NONE ? region->coalition_of_id[id]
                             : region_names_find(region->names, key, length);
done:
    corral_text_release(&scratch);
    return status;
}

uint32_t corral_region_find(const corral_region *region, const char *id_or_name)
{
    uint32_t found = CORRAL_NONE;
    corral_region_look(region, id_or_name, &found, NULL);
    return found;
}

const char *corral_region_facet_name(const corral_region *region, uint32_t facet)
{
    return corral_strings_get(region->facets, region->facet_id[facet]);
}

uint32_t corral_region_facet_find(const corral_region *region, const char *name)
{
    for (uint32_t f = 0; f < region->facet_count; f++)
        if (strcmp(corral_region_facet_name(region, f), name) == 0) return f;
    return CORRAL_NONE;
}

void corral_region_facet_items(const corral_region *region, uint32_t facet, uint32_t *first,
                               uint32_t *end)
{
    *first = region->facet_first_item[facet];
    *end = region->facet_first_item[facet + 1];
}

corral_known corral_region_known(const corral_region *region, uint32_t coalition, uint32_t facet)
{
    return (corral_known)region->known[(size_t)coalition * region->facet_count + facet];
}

bool corral_region_facet_is_coded(const corral_region *region, uint32_t facet)
{
    return region->is_coded[facet] != 0;
}

uint32_t corral_region_item_facet(const corral_region *region, uint32_t item)
{
    return region->items[item].facet;
}

const char *corral_region_item_key(const corral_region *region, uint32_t item)
{
    return corral_strings_get(region->keys, region->items[item].key) + REGION_KEY_PREFIX;
}

const char *corral_region_item_name(const corral_region *region, uint32_t item)
{
    const region_item *i = &region->items[item];
    return i->name == CORRAL_NONE ? corral_region_item_key(region, item) : text(region, i->name);
}

const char *corral_region_item_original(const corral_region *region, uint32_t item)
{
    const region_item *i = &region->items[item];
    if (i->original == CORRAL_NONE) return corral_region_item_key(region, item);
    return text(region, i->original);
}

const char *corral_region_item_sector(const corral_region *region, uint32_t item)
{
    return text(region, region->items[item].sector);
}

const char *corral_region_item_url(const corral_region *region, uint32_t item)
{
    return text(region, region->items[item].url);
}

uint32_t corral_region_item_within(const corral_region *region, uint32_t item)
{
    return region->items[item].within;
}

uint32_t corral_region_item_same(const corral_region *region, uint32_t item)
{
    return region->item_same ? region->item_same[item] : item;
}

size_t corral_region_crosswalk_count(const corral_region *region)
{
    return region->crosswalk_count;
}

corral_crosswalk_row corral_region_crosswalk(const corral_region *region, size_t index)
{
    const region_crosswalk *row = &region->crosswalk[index];
    return (corral_crosswalk_row){.item = row->item,
                                  .same_as = row->same_as,
                                  .decision = row->decision,
                                  .facet = text(region, row->facet),
                                  .item_said = text(region, row->item_said),
                                  .same_as_said = text(region, row->same_as_said),
                                  .by = text(region, row->by),
                                  .date = text(region, row->date)};
}

const char *corral_same_decision_name(corral_same_decision decision)
{
    static const char *const names[] = {"", "same", "different", "part of", "later"};
    return names[decision];
}

size_t corral_region_synonym_count(const corral_region *region)
{
    return region->synonym_count;
}

void corral_region_synonym(const corral_region *region, size_t index, const char **word,
                           const char **same_as)
{
    *word = text(region, region->synonyms[index].word);
    *same_as = text(region, region->synonyms[index].same_as);
}

void region_key_prefix(uint32_t facet, char prefix[REGION_KEY_PREFIX])
{
    prefix[0] = (char)(1 + facet % 127);
    prefix[1] = (char)(1 + facet / 127);
}

corral_seats corral_region_footprint(const corral_region *region, uint32_t coalition)
{
    size_t start = region->row_start[coalition];
    return (corral_seats){region->row_item + start, region->row_weight + start,
                          region->row_start[coalition + 1] - start};
}

corral_seats corral_region_holders(const corral_region *region, uint32_t item)
{
    size_t start = region->column_start[item];
    return (corral_seats){region->column_coalition + start, region->column_weight + start,
                          region->column_start[item + 1] - start};
}

const region_mark *region_marks_of(const corral_region *region, uint32_t coalition, size_t *count)
{
    *count = region->mark_start[coalition + 1] - region->mark_start[coalition];
    return region->marks + region->mark_start[coalition];
}

static const region_mark *mark_find(const corral_region *region, uint32_t coalition, uint32_t item)
{
    size_t low = region->mark_start[coalition], high = region->mark_start[coalition + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (region->marks[middle].item == item) return &region->marks[middle];
        if (region->marks[middle].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static double weight_of(corral_seats seats, uint32_t index)
{
    size_t at = corral_first_not_below(seats.index, seats.count, index);
    return at < seats.count && seats.index[at] == index ? seats.weight[at] : 0;
}

corral_cell corral_region_cell(const corral_region *region, uint32_t coalition, uint32_t item)
{
    const region_mark *mark = mark_find(region, coalition, item);
    if (mark) return mark->cell;
    double weight = weight_of(corral_region_footprint(region, coalition), item);
    if (weight > 0.5) return CORRAL_CELL_PRIMARY;
    if (weight > 0) return CORRAL_CELL_SECONDARY;
    switch (corral_region_known(region, coalition, region->items[item].facet)) {
    case CORRAL_KNOWN_YES: return CORRAL_CELL_NO;
    case CORRAL_KNOWN_PARTIAL: return CORRAL_CELL_NOT_MENTIONED;
    case CORRAL_KNOWN_NO: break;
    }
    return CORRAL_CELL_UNKNOWN;
}

size_t corral_region_statement_count(const corral_region *region, uint32_t coalition)
{
    return region->statement_start[coalition + 1] - region->statement_start[coalition];
}

corral_statement corral_region_statement(const corral_region *region, uint32_t coalition,
                                         size_t index)
{
    const region_statement *s = &region->statements[region->statement_start[coalition] + index];
    const region_detail *d = &region->details[s->detail];
    return (corral_statement){.coalition = coalition,
                              .item = s->item,
                              .weight = s->weight,
                              .informant = text(region, d->informant),
                              .as_of = text(region, d->as_of),
                              .source = text(region, d->source),
                              .page = text(region, d->page),
                              .note = text(region, d->note),
                              .person = text(region, d->person),
                              .role = text(region, d->role),
                              .hours = text(region, d->hours),
                              .indicator = text(region, d->indicator)};
}
