/* Which coalition and which item a row speaks of: names given instead of ids, aliases. */
#include "core/memory.h"
#include "region/collect.h"

#include <string.h>

enum { SUGGESTED = 100 /* undeclared coalitions for which a near name is looked up */ };

/* ---- coalitions ---- */

/* The one declared coalition with this value in the column, else CORRAL_NONE. */
static uint32_t declared_with(const corral_builder *b, const char *column, uint32_t value)
{
    uint32_t k = corral_strings_find(b->attributes, column, strlen(column)), found = CORRAL_NONE;
    if (k == CORRAL_NONE || value == CORRAL_NONE) return CORRAL_NONE;
    uint32_t count = corral_strings_count(b->coalitions);
    for (uint32_t a = 0; a < count && a < b->attribute_capacity[k]; a++) {
        if (b->attribute[k][a] != value) continue;
        if (found != CORRAL_NONE) return CORRAL_NONE;
        found = a;
    }
    return found;
}

static uint32_t nearest_declared(const corral_builder *b, const char *id)
{
    uint32_t best = CORRAL_NONE;
    size_t least = 3;
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        if (!b->coalition[a].is_declared) continue;
        size_t distance = corral_edit_distance(id, corral_strings_get(b->coalitions, a), least);
        if (distance > least) continue;
        if (distance < least || best == CORRAL_NONE ||
            strcmp(corral_strings_get(b->coalitions, a), corral_strings_get(b->coalitions, best)) <
                0)
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

static corral_status identify_coalitions(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place *place = NULL;
    uint32_t count = corral_strings_count(b->coalitions);
    size_t declared = 0, reported = 0;
    TRY(corral_array_new(&s->coalition_of, count, sizeof *s->coalition_of, err));
    for (uint32_t a = 0; a < count; a++) {
        s->coalition_of[a] = a;
        declared += b->coalition[a].is_declared;
    }
    if (declared == 0 || declared == count) return CORRAL_OK;
    TRY(first_places(b, &place, err));
    for (uint32_t a = 0; a < count; a++) {
        if (b->coalition[a].is_declared) continue;
        const char *id = corral_strings_get(b->coalitions, a);
        uint32_t value = corral_strings_find(b->texts, id, strlen(id));
        uint32_t found = declared_with(b, "name", value);
        if (found == CORRAL_NONE) found = declared_with(b, "short_name", value);
        if (found != CORRAL_NONE)
            s->coalition_of[a] = found;
        else
            TRY(report_undeclared(b, a, place[a], ++reported <= SUGGESTED, err));
    }
done:
    free(place);
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
 * chain that target: every item is walked twice at most. A chain that closes ends where it began.
 */
static corral_status identify_item(corral_builder *b, uint32_t *item_of, uint32_t item,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t at = item, steps = 0, count = corral_strings_count(b->items);
    while (item_of[at] == CORRAL_NONE && b->item[at].alias != CORRAL_NONE && steps++ <= count)
        at = b->item[at].alias;
    if (steps > count) TRY(report_circle(b, at, err));
    uint32_t target = item_of[at] == CORRAL_NONE ? at : item_of[at];
    for (at = item; item_of[at] == CORRAL_NONE; at = b->item[at].alias) {
        item_of[at] = target;
        if (b->item[at].alias == CORRAL_NONE) break;
    }
done:
    return status;
}

static corral_status identify_items(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(b->items);
    TRY(corral_array_new(&s->item_of, count, sizeof *s->item_of, err));
    memset(s->item_of, 0xff, count * sizeof *s->item_of);
    for (uint32_t j = 0; j < count; j++) TRY(identify_item(b, s->item_of, j, err));
done:
    return status;
}

corral_status collected_identify(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = identify_coalitions(b, s, err);
    return status == CORRAL_OK ? identify_items(b, s, err) : status;
}
