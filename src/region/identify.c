/* Which coalition and which item a row speaks of: names given instead of ids, aliases. */
#include "core/memory.h"
#include "region/collect.h"
#include "region/nearest.h"

#include <string.h>

/* A near name is looked up for the first undeclared coalitions only: each costs a walk over all. */
enum { SUGGESTED = 100, COMPARED = 4000000 };

/* ---- coalitions ---- */

/* What declared coalitions are called; the region takes it over. */
static corral_status index_names(corral_builder *b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    region_names_free(b->names);
    b->names = NULL;
    TRY(region_names_new(&b->names, err));
    for (size_t kind = 0; kind < REGION_NAME_KINDS; kind++) {
        const char *column = REGION_NAME_COLUMNS[kind];
        uint32_t k = corral_strings_find(b->attributes, column, strlen(column));
        if (k == CORRAL_NONE) continue;
        uint32_t count = corral_strings_count(b->coalitions);
        for (uint32_t a = 0; a < count && a < b->attribute_capacity[k]; a++)
            TRY(region_names_add(b->names, (region_name_kind)kind,
                                 corral_strings_get(b->texts, b->attribute[k][a]), a, err));
    }
done:
    return status;
}

/* Of several equally near the first in byte order; at most a third of the letters may differ. */
static uint32_t nearest_declared(const corral_builder *b, const char *id)
{
    uint32_t best = CORRAL_NONE;
    size_t least = strlen(id) / 3;
    if (least > 3) least = 3;
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        if (!b->coalition[a].is_declared) continue;
        const char *other = corral_strings_get(b->coalitions, a);
        size_t distance = region_spelling_distance(id, other, least);
        if (distance > least) continue;
        if (distance < least || best == CORRAL_NONE ||
            strcmp(other, corral_strings_get(b->coalitions, best)) < 0)
            best = a;
        least = distance;
    }
    return best;
}

/* The first statement on each undeclared coalition, else the first row on what is known of it. */
static corral_status first_places(const corral_builder *b, corral_place **out, corral_error *err)
{
    uint32_t count = corral_strings_count(b->coalitions);
    corral_status status = corral_array_new(out, count, sizeof **out, err);
    if (status != CORRAL_OK) return status;
    for (size_t i = b->known_count; i-- > 0;) {
        const collected_known *k = &b->known[i];
        if (!b->coalition[k->coalition].is_declared)
            (*out)[k->coalition] = collected_place(b, k->file, k->line);
    }
    for (size_t i = b->statement_count; i-- > 0;) {
        const collected_statement *s = &b->statement[i];
        if (!b->coalition[s->coalition].is_declared)
            (*out)[s->coalition] = collected_statement_place(b, s);
    }
    return CORRAL_OK;
}

static corral_status report_undeclared(corral_builder *b, uint32_t coalition, corral_place place,
                                       bool suggest, corral_error *err)
{
    const char *id = corral_strings_get(b->coalitions, coalition);
    uint32_t near = suggest ? nearest_declared(b, id) : CORRAL_NONE;
    if (near == CORRAL_NONE)
        return corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                      "coalition %s is not declared; it is read as one without a "
                                      "name",
                                      CORRAL_QUOTE(id));
    return corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                  "coalition %s is not declared; it is read as one without a name "
                                  "(did you mean %s?)",
                                  CORRAL_QUOTE(id),
                                  CORRAL_QUOTE(corral_strings_get(b->coalitions, near)));
}

static corral_status identify_undeclared(corral_builder *b, settled *s, size_t declared,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place *place = NULL;
    size_t suggested = COMPARED / declared < SUGGESTED ? COMPARED / declared : SUGGESTED;
    size_t reported = 0;
    TRY(first_places(b, &place, err));
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        if (b->coalition[a].is_declared) continue;
        const char *id = corral_strings_get(b->coalitions, a);
        uint32_t found = region_names_find(b->names, id, strlen(id));
        if (found != CORRAL_NONE)
            s->coalition_of[a] = found;
        else
            TRY(report_undeclared(b, a, place[a], ++reported <= suggested, err));
    }
done:
    free(place);
    return status;
}

static corral_status identify_coalitions(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(b->coalitions);
    size_t declared = 0;
    TRY(index_names(b, err));
    TRY(corral_array_new(&s->coalition_of, count, sizeof *s->coalition_of, err));
    for (uint32_t a = 0; a < count; a++) {
        s->coalition_of[a] = a;
        declared += b->coalition[a].is_declared;
    }
    if (declared && declared < count) TRY(identify_undeclared(b, s, declared, err));
    TRY(collected_put_verified(b, s->coalition_of, err));
done:
    return status;
}

/* ---- items ---- */

static corral_status report_circle(corral_builder *b, uint32_t item, corral_error *err)
{
    const collected_item *i = &b->item[item];
    return corral_problems_report(
        b->problems, CORRAL_SEVERITY_ERROR, collected_place(b, i->alias_file, i->alias_line), err,
        "merging %s leads back to itself", CORRAL_QUOTE(collected_key(b, item)));
}

/* Follows the chain from item to its end or to an item already identified, then gives all of the
 * chain that target: every item is walked twice at most. walk holds for each item, plus 1, from
 * where it was last reached: a chain that meets its own walk is a circle. */
static corral_status identify_item(corral_builder *b, uint32_t *item_of, uint32_t *walk,
                                   uint32_t item, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t at = item;
    while (item_of[at] == CORRAL_NONE && b->item[at].alias != CORRAL_NONE && walk[at] != item + 1) {
        walk[at] = item + 1;
        at = b->item[at].alias;
    }
    if (item_of[at] == CORRAL_NONE && walk[at] == item + 1) TRY(report_circle(b, at, err));
    uint32_t target = item_of[at] == CORRAL_NONE ? at : item_of[at];
    for (at = item; item_of[at] == CORRAL_NONE; at = b->item[at].alias) {
        item_of[at] = target;
        if (b->item[at].alias == CORRAL_NONE) break;
    }
done:
    return status;
}

/* What was declared of a merged spelling holds for the one that is kept, where that says nothing
 * itself. */
static void fold(corral_builder *b, const uint32_t *item_of, uint32_t merged)
{
    const collected_item *from = &b->item[merged];
    uint32_t kept = item_of[merged];
    collected_item *to = &b->item[kept];
    if (to->name == CORRAL_NONE) to->name = from->name;
    if (to->sector == CORRAL_NONE) to->sector = from->sector;
    if (to->url == CORRAL_NONE) to->url = from->url;
    if (to->within == CORRAL_NONE && from->within != CORRAL_NONE && item_of[from->within] != kept)
        to->within = from->within;
    if (from->is_declared && !to->is_declared) {
        to->is_declared = true;
        to->line = from->line;
        to->file = from->file;
    }
    to->is_parent = to->is_parent || from->is_parent;
}

static int by_key(const void *left, const void *right, void *builder)
{
    const corral_builder *b = builder;
    return strcmp(corral_strings_get(b->items, *(const uint32_t *)left),
                  corral_strings_get(b->items, *(const uint32_t *)right));
}

/* In byte order, so that of several merged spellings the same one speaks whatever came first. */
static corral_status fold_merged(corral_builder *b, const uint32_t *item_of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *merged = NULL, count = 0;
    uint32_t items = corral_strings_count(b->items);
    for (uint32_t j = 0; j < items; j++) count += item_of[j] != j;
    if (count == 0) return CORRAL_OK;
    TRY(corral_array_new(&merged, count, sizeof *merged, err));
    count = 0;
    for (uint32_t j = 0; j < items; j++)
        if (item_of[j] != j) merged[count++] = j;
    qsort_r(merged, count, sizeof *merged, by_key, b);
    for (uint32_t k = 0; k < count; k++) fold(b, item_of, merged[k]);
done:
    free(merged);
    return status;
}

static corral_status identify_items(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *walk = NULL;
    uint32_t count = corral_strings_count(b->items);
    TRY(corral_array_new(&s->item_of, count, sizeof *s->item_of, err));
    TRY(corral_array_new(&walk, count, sizeof *walk, err));
    memset(s->item_of, 0xff, count * sizeof *s->item_of);
    for (uint32_t j = 0; j < count; j++) TRY(identify_item(b, s->item_of, walk, j, err));
    TRY(collected_place_parts(b, s->item_of, err));
    TRY(fold_merged(b, s->item_of, err));
done:
    free(walk);
    return status;
}

corral_status collected_identify(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = identify_coalitions(b, s, err);
    return status == CORRAL_OK ? identify_items(b, s, err) : status;
}
