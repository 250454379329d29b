/* What people treat as one although it is two things: crosswalk.csv. Items keep their own cells;
 * the region only says which stands for which. Synonyms, words that proposals take for one, go with
 * it.
 */
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "region/collect.h"
#include "region/nearest.h"

/* ---- adding ---- */

static uint16_t column_number(size_t column)
{
    return column <= UINT16_MAX ? (uint16_t)column : 0;
}

corral_status corral_builder_add_crosswalk(corral_builder *b, const corral_crosswalk_entry *entry,
                                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    collected_crosswalk c = {.decision = entry->decision,
                             .line = (uint32_t)entry->line,
                             .column = column_number(entry->column),
                             .same_as_column = column_number(entry->same_as_column)};
    TRY(collected_add_file(b, entry->file, &c.file, err));
    TRY(collected_add_text(b, entry->facet, &c.facet, err));
    TRY(collected_add_text(b, entry->item, &c.item, err));
    TRY(collected_add_text(b, entry->same_as, &c.same_as, err));
    TRY(collected_add_text(b, entry->by, &c.by, err));
    TRY(collected_add_text(b, entry->date, &c.date, err));
    TRY(corral_array_grow(&b->crosswalk, &b->crosswalk_capacity, b->crosswalk_count + 1,
                          sizeof *b->crosswalk, err));
    b->crosswalk[b->crosswalk_count++] = c;
done:
    return status;
}

corral_status corral_builder_add_synonym(corral_builder *b, const char *word, const char *same_as,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    region_synonym s;
    TRY(collected_add_text(b, word, &s.word, err));
    TRY(collected_add_text(b, same_as, &s.same_as, err));
    TRY(corral_array_grow(&b->synonym, &b->synonym_capacity, b->synonym_count + 1,
                          sizeof *b->synonym, err));
    b->synonym[b->synonym_count++] = s;
done:
    return status;
}

/* ---- finding what a row speaks of ---- */

typedef struct found {
    region_crosswalk row;
    uint32_t low, high; /* its items, rising */
    const collected_crosswalk *from;
    bool counts; /* the decision on this pair */
} found;

typedef struct crossing {
    corral_builder *b;
    corral_region *r;
    found *rows; /* in the order of arrival */
    size_t count;
    uint32_t *parent; /* by item, towards the first of its class */
} crossing;

static corral_place place_of(const crossing *x, const collected_crosswalk *c, bool of_same_as)
{
    corral_place place = collected_place(x->b, c->file, c->line);
    place.column = of_same_as ? c->same_as_column : c->column;
    return place;
}

static corral_status report(const crossing *x, corral_severity severity, corral_place place,
                            const char *what, corral_error *err)
{
    return corral_problems_report(x->b->problems, severity, place, err, "%s", what);
}

static corral_status find_item(const crossing *x, uint32_t facet, const char *text,
                               corral_place place, uint32_t *item, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    const char *name = corral_region_facet_name(x->r, facet);
    corral_status status = corral_region_item_look(x->r, facet, text, place, item, &own);
    if (status == CORRAL_BAD_INPUT) {
        *item = CORRAL_NONE;
        return report(x, CORRAL_SEVERITY_ERROR, place, own.message, err);
    }
    if (status != CORRAL_OK) return corral_error_set(err, status, "%s", own.message);
    if (*item != CORRAL_NONE) return CORRAL_OK;
    uint32_t near = corral_region_nearest_item(x->r, facet, text);
    if (near == CORRAL_NONE)
        return corral_problems_report(x->b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                      "no %s is called %s; the row changes nothing", name,
                                      CORRAL_QUOTE(text));
    return corral_problems_report(x->b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                  "no %s is called %s (did you mean %s?); the row changes nothing",
                                  name, CORRAL_QUOTE(text),
                                  CORRAL_QUOTE(corral_region_item_name(x->r, near)));
}

static const char *text_of(const crossing *x, uint32_t text)
{
    return corral_strings_get(x->r->texts, text);
}

static corral_status find_both(const crossing *x, const collected_crosswalk *c,
                               region_crosswalk *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *name = text_of(x, c->facet);
    uint32_t item, same_as, facet = corral_region_facet_find(x->r, name);
    if (facet == CORRAL_NONE)
        return corral_problems_report(
            x->b->problems, CORRAL_SEVERITY_WARNING, place_of(x, c, false), err,
            "facet %s is not in the region; the row changes nothing", CORRAL_QUOTE(name));
    TRY(find_item(x, facet, text_of(x, c->item), place_of(x, c, false), &item, err));
    TRY(find_item(x, facet, text_of(x, c->same_as), place_of(x, c, true), &same_as, err));
    if (item == CORRAL_NONE || same_as == CORRAL_NONE) return CORRAL_OK;
    if (item == same_as)
        return report(x, CORRAL_SEVERITY_WARNING, place_of(x, c, true),
                      "item and same_as are one item; the row changes nothing", err);
    row->item = item;
    row->same_as = same_as;
done:
    return status;
}

/* What is not in this region may be in the next wave: it is kept. */
static corral_status find_row(crossing *x, const collected_crosswalk *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    found f = {.from = c};
    f.row = (region_crosswalk){CORRAL_NONE, CORRAL_NONE, c->facet, c->item,
                               c->same_as,  c->by,       c->date,  c->decision};
    TRY(find_both(x, c, &f.row, err));
    f.low = f.row.item < f.row.same_as ? f.row.item : f.row.same_as;
    f.high = f.row.item < f.row.same_as ? f.row.same_as : f.row.item;
    x->rows[x->count++] = f;
done:
    return status;
}

/* ---- one decision a pair ---- */

static bool is_yes(const found *f)
{
    return f->row.decision == CORRAL_SAME_YES;
}

static int by_texts(const crossing *x, const found *a, const found *b)
{
    int order = strcmp(text_of(x, a->row.facet), text_of(x, b->row.facet));
    if (!order) order = strcmp(text_of(x, a->row.item_said), text_of(x, b->row.item_said));
    if (!order) order = strcmp(text_of(x, a->row.same_as_said), text_of(x, b->row.same_as_said));
    if (!order) order = a->from < b->from ? -1 : a->from > b->from;
    return order;
}

/* Pairs side by side; first the decision that counts: one that was made before one put off, the
 * latest before the earlier. */
static int by_pair(const void *left, const void *right, void *context)
{
    const crossing *x = context;
    const found *a = &x->rows[*(const uint32_t *)left], *b = &x->rows[*(const uint32_t *)right];
    bool later = a->row.decision == CORRAL_SAME_LATER,
         later2 = b->row.decision == CORRAL_SAME_LATER;
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    if (a->high != b->high) return a->high < b->high ? -1 : 1;
    if (a->low == CORRAL_NONE) return by_texts(x, a, b);
    if (later != later2) return later ? 1 : -1;
    int order = strcmp(text_of(x, b->row.date), text_of(x, a->row.date));
    if (!order) order = (int)a->row.decision - (int)b->row.decision;
    if (!order) order = strcmp(text_of(x, a->row.by), text_of(x, b->row.by));
    if (!order) order = a->from < b->from ? -1 : a->from > b->from;
    return order;
}

static corral_status report_against(const crossing *x, const found *f, const found *winner,
                                    corral_error *err)
{
    const found *late = f->from > winner->from ? f : winner, *early = late == f ? winner : f;
    corral_place place = place_of(x, late->from, false);
    return corral_problems_report(
        x->b->problems, CORRAL_SEVERITY_ERROR, place, err,
        "%s and %s are decided %s here and %s in %s, of the same date",
        CORRAL_QUOTE(corral_region_item_name(x->r, f->low)),
        CORRAL_QUOTE(corral_region_item_name(x->r, f->high)),
        corral_same_decision_name(late->row.decision),
        corral_same_decision_name(early->row.decision),
        COLLECTED_WHERE(x->b, early->from->file, early->from->line, place.file));
}

static corral_status settle_pairs(crossing *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *order = NULL;
    TRY(corral_array_new(&order, x->count, sizeof *order, err));
    TRY(corral_array_new(&x->r->crosswalk, x->count, sizeof *x->r->crosswalk, err));
    for (uint32_t k = 0; k < x->count; k++) order[k] = k;
    qsort_r(order, x->count, sizeof *order, by_pair, x);
    const found *winner = NULL;
    for (size_t k = 0; k < x->count; k++) {
        found *f = &x->rows[order[k]];
        if (winner && f->low != CORRAL_NONE && winner->low == f->low && winner->high == f->high) {
            if (f->row.decision != CORRAL_SAME_LATER && is_yes(f) != is_yes(winner) &&
                f->row.date == winner->row.date)
                TRY(report_against(x, f, winner, err));
            continue;
        }
        winner = f;
        f->counts = f->low != CORRAL_NONE;
        x->r->crosswalk[x->r->crosswalk_count++] = f->row;
    }
done:
    free(order);
    return status;
}

/* ---- who stands for whom ---- */

static uint32_t first_of(uint32_t *parent, uint32_t item)
{
    while (parent[item] != item) item = parent[item] = parent[parent[item]];
    return item;
}

static corral_status join_same(crossing *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < x->count; k++) {
        const found *f = &x->rows[k];
        if (!f->counts || !is_yes(f)) continue;
        uint32_t a = first_of(x->parent, f->low), b = first_of(x->parent, f->high);
        if (a == b)
            TRY(report(x, CORRAL_SEVERITY_NOTE, place_of(x, f->from, false),
                       "other rows make these two one already", err));
        x->parent[a < b ? b : a] = a < b ? a : b;
    }
done:
    return status;
}

static corral_status check_apart(const crossing *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < x->count; k++) {
        const found *f = &x->rows[k];
        bool apart =
            f->row.decision == CORRAL_SAME_DIFFERENT || f->row.decision == CORRAL_SAME_PART_OF;
        if (!f->counts || !apart) continue;
        if (first_of(x->parent, f->low) == first_of(x->parent, f->high))
            TRY(corral_problems_report(
                x->b->problems, CORRAL_SEVERITY_ERROR, place_of(x, f->from, false), err,
                "%s and %s are decided %s here, but other rows make them one",
                CORRAL_QUOTE(corral_region_item_name(x->r, f->row.item)),
                CORRAL_QUOTE(corral_region_item_name(x->r, f->row.same_as)),
                corral_same_decision_name(f->row.decision)));
    }
done:
    return status;
}

static corral_status cross(crossing *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t items = x->r->item_count;
    TRY(corral_array_new(&x->rows, x->b->crosswalk_count, sizeof *x->rows, err));
    for (size_t k = 0; k < x->b->crosswalk_count; k++) TRY(find_row(x, &x->b->crosswalk[k], err));
    TRY(settle_pairs(x, err));
    TRY(corral_array_new(&x->parent, items, sizeof *x->parent, err));
    for (uint32_t j = 0; j < items; j++) x->parent[j] = j;
    TRY(join_same(x, err));
    TRY(check_apart(x, err));
    for (uint32_t j = 0; j < items; j++) x->parent[j] = first_of(x->parent, j);
    x->r->item_same = x->parent;
    x->parent = NULL;
done:
    free(x->rows);
    free(x->parent);
    return status;
}

static int by_words(const void *left, const void *right, void *texts)
{
    const region_synonym *x = left, *y = right;
    int order = strcmp(corral_strings_get(texts, x->word), corral_strings_get(texts, y->word));
    if (order) return order;
    return strcmp(corral_strings_get(texts, x->same_as), corral_strings_get(texts, y->same_as));
}

corral_status collected_cross(corral_builder *b, corral_region *region, corral_error *err)
{
    crossing x = {.b = b, .r = region};
    region->synonyms = b->synonym;
    region->synonym_count = b->synonym_count;
    b->synonym = NULL;
    b->synonym_count = b->synonym_capacity = 0;
    if (region->synonym_count)
        qsort_r(region->synonyms, region->synonym_count, sizeof *region->synonyms, by_words,
                region->texts);
    return b->crosswalk_count ? cross(&x, err) : CORRAL_OK;
}
