/* Comparing two regions, coalition by coalition and cell by cell. */
#include "region/changes.h"

#include <string.h>

#include "core/memory.h"

const char *const corral_change_names[CORRAL_CHANGE_KINDS] = {
    "began", "ended",       "renamed",         "merged",  "joined",
    "left",  "newly-known", "no-longer-known", "disputed"};

enum { BEFORE, AFTER, WAVES };

/* Both regions; item and facet numbers of one wave in the other, UINT32_MAX where it has none. */
typedef struct comparison {
    const corral_region *region[WAVES];
    uint32_t *facet[WAVES], *item[WAVES];
    corral_changes *changes;
} comparison;

/* One cell, by its numbers in each wave. */
typedef struct cell {
    uint32_t coalition[WAVES], facet[WAVES], item[WAVES];
} cell;

static void release(comparison *c)
{
    for (int wave = 0; wave < WAVES; wave++) {
        free(c->facet[wave]);
        free(c->item[wave]);
    }
}

void corral_changes_release(corral_changes *changes)
{
    free(changes->list);
    *changes = (corral_changes){0};
}

/* Where the facets and items of a wave stand in the other. */
static corral_status match(comparison *c, int wave, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *from = c->region[wave], *to = c->region[!wave];
    uint32_t facets = corral_region_facet_count(from), items = corral_region_item_count(from);
    TRY(corral_array_new(&c->facet[wave], facets, sizeof(uint32_t), err));
    TRY(corral_array_new(&c->item[wave], items, sizeof(uint32_t), err));
    for (uint32_t f = 0; f < facets; f++)
        c->facet[wave][f] = corral_region_facet_find(to, corral_region_facet_name(from, f));
    for (uint32_t j = 0; j < items; j++) {
        uint32_t facet = c->facet[wave][corral_region_item_facet(from, j)];
        c->item[wave][j] =
            facet == UINT32_MAX
                ? UINT32_MAX
                : corral_region_item_find(to, facet, corral_region_item_key(from, j));
    }
done:
    return status;
}

/* ---- cells ---- */

/* Also of an item that the wave does not have. */
static corral_cell state_of(const comparison *c, const cell *at, int wave)
{
    static const corral_cell absent[] = {[CORRAL_KNOWN_NO] = CORRAL_CELL_UNKNOWN,
                                         [CORRAL_KNOWN_PARTIAL] = CORRAL_CELL_NOT_MENTIONED,
                                         [CORRAL_KNOWN_YES] = CORRAL_CELL_NO};
    const corral_region *region = c->region[wave];
    if (at->item[wave] != UINT32_MAX)
        return corral_region_cell(region, at->coalition[wave], at->item[wave]);
    if (at->facet[wave] == UINT32_MAX) return CORRAL_CELL_UNKNOWN;
    return absent[corral_region_known(region, at->coalition[wave], at->facet[wave])];
}

static bool is_held(corral_cell state)
{
    return state == CORRAL_CELL_PRIMARY || state == CORRAL_CELL_SECONDARY;
}

static const char *word_of(corral_cell state)
{
    static const char *const words[] = {
        [CORRAL_CELL_PRIMARY] = "primary", [CORRAL_CELL_SECONDARY] = "secondary",
        [CORRAL_CELL_NO] = "no",           [CORRAL_CELL_NOT_MENTIONED] = "not-mentioned",
        [CORRAL_CELL_UNKNOWN] = "unknown", [CORRAL_CELL_DISPUTED] = "disputed"};
    return words[state];
}

/* The source of the first statement on the cell, or else on its facet; its informant if it names
 * none; "" if there is no statement. */
static const char *source_in(const comparison *c, const cell *at, int wave)
{
    const corral_region *region = c->region[wave];
    const char *of_facet = "";
    size_t count = corral_region_statement_count(region, at->coalition[wave]);
    for (size_t i = 0; i < count; i++) {
        corral_statement s = corral_region_statement(region, at->coalition[wave], i);
        const char *source = *s.source ? s.source : s.informant;
        if (s.item == at->item[wave] && *source) return source;
        if (!*of_facet && corral_region_item_facet(region, s.item) == at->facet[wave])
            of_facet = source;
    }
    return of_facet;
}

static corral_status add(comparison *c, corral_change change, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_changes *all = c->changes;
    TRY(corral_array_grow(&all->list, &all->capacity, all->count + 1, sizeof *all->list, err));
    all->list[all->count++] = change;
    all->of_kind[change.kind]++;
done:
    return status;
}

/* Which kind of change it is; CORRAL_CHANGE_KINDS: none. */
static corral_change_kind kind_of(corral_cell before, corral_cell after)
{
    bool no_before = before == CORRAL_CELL_NO, no_after = after == CORRAL_CELL_NO;
    if (after == CORRAL_CELL_DISPUTED) return CORRAL_CHANGE_DISPUTED;
    if (is_held(before) && no_after) return CORRAL_CHANGE_LEFT;
    if (no_before && is_held(after)) return CORRAL_CHANGE_JOINED;
    if (is_held(before) && !is_held(after)) return CORRAL_CHANGE_NO_LONGER_KNOWN;
    if (!is_held(before) && is_held(after)) return CORRAL_CHANGE_NEWLY_KNOWN;
    if (before == CORRAL_CELL_DISPUTED)
        return no_after ? CORRAL_CHANGE_NEWLY_KNOWN : CORRAL_CHANGE_NO_LONGER_KNOWN;
    return CORRAL_CHANGE_KINDS;
}

static corral_status compare_cell(comparison *c, const cell *at, corral_error *err)
{
    corral_cell before = state_of(c, at, BEFORE), after = state_of(c, at, AFTER);
    corral_change_kind kind = kind_of(before, after);
    if (is_held(before) && is_held(after) && before != after) c->changes->weights++;
    if (kind == CORRAL_CHANGE_KINDS) return CORRAL_OK;
    int wave = at->item[AFTER] != UINT32_MAX ? AFTER : BEFORE;
    const char *source = source_in(c, at, AFTER);
    corral_change change = {.kind = kind,
                            .coalition = corral_region_id(c->region[AFTER], at->coalition[AFTER]),
                            .facet = corral_region_facet_name(c->region[wave], at->facet[wave]),
                            .item = corral_region_item_key(c->region[wave], at->item[wave]),
                            .before = word_of(before),
                            .after = word_of(after),
                            .source = *source ? source : source_in(c, at, BEFORE),
                            .facet_order =
                                at->facet[AFTER] != UINT32_MAX ? at->facet[AFTER] : UINT32_MAX};
    return add(c, change, err);
}

/* The cell of an item of this wave. */
static cell cell_at(const comparison *c, const cell *coalition, int wave, uint32_t item)
{
    cell at = *coalition;
    uint32_t facet = corral_region_item_facet(c->region[wave], item);
    at.item[wave] = item;
    at.item[!wave] = c->item[wave][item];
    at.facet[wave] = facet;
    at.facet[!wave] = c->facet[wave][facet];
    return at;
}

/* Whether the cell comes up in an earlier walk: seats of the first wave, of the second, what is
 * disputed in the first, in the second. */
static bool came_up(const comparison *c, const cell *at, int walk)
{
    corral_cell before = state_of(c, at, BEFORE), after = state_of(c, at, AFTER);
    bool disputed = before == CORRAL_CELL_DISPUTED;
    return (walk > 0 && is_held(before)) || (walk > 1 && is_held(after)) || (walk > 2 && disputed);
}

static corral_status walk_seats(comparison *c, const cell *coalition, int wave, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats seats = corral_region_footprint(c->region[wave], coalition->coalition[wave]);
    for (size_t i = 0; i < seats.count; i++) {
        cell at = cell_at(c, coalition, wave, seats.index[i]);
        /* A dispute that an option resolved has a seat. */
        if (is_held(state_of(c, &at, wave)) && !came_up(c, &at, wave))
            TRY(compare_cell(c, &at, err));
    }
done:
    return status;
}

static corral_status walk_disputes(comparison *c, const cell *coalition, int wave,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->region[wave];
    uint32_t last = UINT32_MAX, a = coalition->coalition[wave];
    for (size_t i = 0; i < corral_region_statement_count(region, a); i++) {
        uint32_t item = corral_region_statement(region, a, i).item;
        if (item == last) continue;
        last = item;
        cell at = cell_at(c, coalition, wave, item);
        if (state_of(c, &at, wave) == CORRAL_CELL_DISPUTED && !came_up(c, &at, 2 + wave))
            TRY(compare_cell(c, &at, err));
    }
done:
    return status;
}

static corral_status compare_cells(comparison *c, uint32_t before, uint32_t after,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    cell coalition = {.coalition = {before, after}};
    for (int wave = 0; wave < WAVES; wave++) TRY(walk_seats(c, &coalition, wave, err));
    for (int wave = 0; wave < WAVES; wave++) TRY(walk_disputes(c, &coalition, wave, err));
done:
    return status;
}

/* ---- coalitions ---- */

static const char *status_of(const corral_region *region, uint32_t coalition)
{
    return corral_region_attribute(region, coalition, "status");
}

static bool has_ended(const corral_region *region, uint32_t coalition)
{
    return strcmp(status_of(region, coalition), "ended") == 0;
}

static const char *source_of(const corral_region *region, uint32_t coalition)
{
    return corral_region_attribute(region, coalition, "source");
}

static uint32_t find_id(const corral_region *region, const char *id)
{
    uint32_t found = corral_region_find(region, id);
    /* An id of one wave may be a name in the other. */
    return found != UINT32_MAX && strcmp(corral_region_id(region, found), id) == 0 ? found
                                                                                   : UINT32_MAX;
}

static corral_status compare_ended(comparison *c, uint32_t before, uint32_t after,
                                   corral_error *err)
{
    const corral_region *old = c->region[BEFORE], *new = c->region[AFTER];
    corral_change change = {.kind = CORRAL_CHANGE_ENDED,
                            .coalition = corral_region_id(old, before),
                            .facet = "",
                            .item = "",
                            .before = status_of(old, before),
                            .after = "not there",
                            .source = ""};
    if (after != UINT32_MAX) {
        const char *heir = corral_region_attribute(new, after, "succeeded_by");
        if (*heir) change.kind = CORRAL_CHANGE_MERGED;
        change.after = *heir ? heir : "ended";
        change.source = source_of(new, after);
    }
    return add(c, change, err);
}

static corral_status compare_coalition(comparison *c, uint32_t before, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *old = c->region[BEFORE], *new = c->region[AFTER];
    uint32_t after = find_id(new, corral_region_id(old, before));
    if (has_ended(old, before)) return CORRAL_OK;
    if (after == UINT32_MAX || has_ended(new, after)) return compare_ended(c, before, after, err);
    const char *name = corral_region_name(old, before), *now = corral_region_name(new, after);
    corral_change change = {.kind = CORRAL_CHANGE_RENAMED,
                            .coalition = corral_region_id(old, before),
                            .facet = "",
                            .item = "",
                            .before = name,
                            .after = now,
                            .source = source_of(new, after)};
    if (strcmp(name, now) != 0) TRY(add(c, change, err));
    TRY(compare_cells(c, before, after, err));
done:
    return status;
}

/* One that is there again after it had ended has begun, too. */
static corral_status find_begun(comparison *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *old = c->region[BEFORE], *new = c->region[AFTER];
    for (uint32_t a = 0; a < corral_region_coalition_count(new); a++) {
        uint32_t before = find_id(old, corral_region_id(new, a));
        if (has_ended(new, a) || (before != UINT32_MAX && !has_ended(old, before))) continue;
        corral_change change = {.kind = CORRAL_CHANGE_BEGAN,
                                .coalition = corral_region_id(new, a),
                                .facet = "",
                                .item = "",
                                .before = before == UINT32_MAX ? "not there" : "ended",
                                .after = status_of(new, a),
                                .source = source_of(new, a)};
        TRY(add(c, change, err));
    }
done:
    return status;
}

static int by_change(const void *left, const void *right)
{
    const corral_change *x = left, *y = right;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    int order = strcmp(x->coalition, y->coalition);
    if (!order && x->facet_order != y->facet_order)
        order = x->facet_order < y->facet_order ? -1 : 1;
    if (!order) order = strcmp(x->facet, y->facet);
    return order ? order : strcmp(x->item, y->item);
}

corral_status corral_changes_find(const corral_region *before, const corral_region *after,
                                  corral_changes *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    comparison c = {.region = {before, after}, .changes = out};
    TRY(match(&c, BEFORE, err));
    TRY(match(&c, AFTER, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(before); a++)
        TRY(compare_coalition(&c, a, err));
    TRY(find_begun(&c, err));
    if (out->count) qsort(out->list, out->count, sizeof *out->list, by_change);
done:
    release(&c);
    return status;
}
