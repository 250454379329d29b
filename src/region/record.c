/* The record takes the builder's statements over and puts them in order by what they say. */
#include "region/record.h"

#include "core/memory.h"
#include "region/collect.h"

#include <string.h>

struct corral_record {
    const corral_region *region;
    collected_item *item; /* by provisional number */
    uint32_t *items;      /* in order, of those that somebody spoke of */
    uint32_t *place;      /* by provisional number: in items */
    uint32_t *same;       /* by provisional number: what aliases make of it */
    uint32_t item_count;
    collected_statement *statement;
    uint32_t *order;
    size_t count;
    collected_known *known; /* rows without an item, in order */
    size_t known_count;
};

void corral_record_free(corral_record *r)
{
    if (!r) return;
    free(r->item);
    free(r->items);
    free(r->place);
    free(r->same);
    free(r->statement);
    free(r->order);
    free(r->known);
    free(r);
}

static const char *key_of(const corral_record *r, uint32_t provisional)
{
    return corral_strings_get(r->region->keys, provisional) + REGION_KEY_PREFIX;
}

static const char *facet_of(const corral_record *r, uint32_t provisional)
{
    return corral_strings_get(r->region->facets, provisional);
}

static const char *text_of(const corral_record *r, uint32_t text)
{
    return corral_strings_get(r->region->texts, text);
}

/* ---- items ---- */

static int by_facet_and_key(const void *left, const void *right, void *record)
{
    const corral_record *r = record;
    uint32_t i = *(const uint32_t *)left, j = *(const uint32_t *)right;
    int order = strcmp(facet_of(r, r->item[i].facet), facet_of(r, r->item[j].facet));
    return order ? order : strcmp(key_of(r, i), key_of(r, j));
}

static corral_status order_items(corral_record *r, const settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t names = corral_strings_count(r->region->keys);
    TRY(corral_array_new(&r->same, names, sizeof *r->same, err));
    if (names) memcpy(r->same, s->item_of, names * sizeof *r->same);
    TRY(corral_array_new(&r->items, names, sizeof *r->items, err));
    TRY(corral_array_new(&r->place, names, sizeof *r->place, err));
    for (size_t i = 0; i < r->count; i++) r->place[r->statement[i].item] = 1;
    for (uint32_t j = 0; j < names; j++)
        if (r->item[j].is_declared || r->place[j]) r->place[r->same[j]] = 1;
    for (uint32_t j = 0; j < names; j++)
        if (r->place[j] || r->item[j].is_declared || r->item[j].is_parent)
            r->items[r->item_count++] = j;
    qsort_r(r->items, r->item_count, sizeof *r->items, by_facet_and_key, r);
    memset(r->place, 0xff, names * sizeof *r->place);
    for (uint32_t k = 0; k < r->item_count; k++) r->place[r->items[k]] = k;
done:
    return status;
}

uint32_t corral_record_item_count(const corral_record *r)
{
    return r->item_count;
}

corral_record_item corral_record_item_get(const corral_record *r, uint32_t item)
{
    uint32_t j = r->items[item];
    const collected_item *i = &r->item[j];
    return (corral_record_item){
        .facet = facet_of(r, i->facet),
        .item = i->original == CORRAL_NONE ? key_of(r, j) : text_of(r, i->original),
        .name = text_of(r, i->name),
        .sector = text_of(r, i->sector),
        .url = text_of(r, i->url),
        .within = i->within == CORRAL_NONE ? UINT32_MAX : r->place[i->within],
        .same_as = r->same[j] == j ? UINT32_MAX : r->place[r->same[j]],
        .is_listed = i->is_declared};
}

/* ---- statements ---- */

/* A statement of one coalition: where its item stands, and where settle.c has put it. */
typedef struct ranked {
    uint32_t item, place, statement;
} ranked;

static int by_item(const void *left, const void *right)
{
    const ranked *x = left, *y = right;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* settle.c orders the statements on one cell by what they say; between cells the items' order
 * decides. */
static corral_status order_statements(corral_record *r, const settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    ranked *some = NULL;
    size_t capacity = 0, next = 0;
    TRY(corral_array_new(&r->order, r->count, sizeof *r->order, err));
    for (uint32_t a = 0; a < r->region->coalition_count; a++) {
        uint32_t name = r->region->coalition_id[a];
        size_t from = s->order_start[name], count = s->order_start[name + 1] - from;
        if (count == 0) continue;
        TRY(corral_array_grow(&some, &capacity, count, sizeof *some, err));
        for (size_t i = 0; i < count; i++) {
            uint32_t at = s->order[from + i];
            some[i] = (ranked){r->place[r->statement[at].item], (uint32_t)i, at};
        }
        qsort(some, count, sizeof *some, by_item);
        for (size_t i = 0; i < count; i++) r->order[next++] = some[i].statement;
    }
done:
    free(some);
    return status;
}

static void put_detail(const corral_record *r, uint32_t detail, corral_row *row)
{
    static const region_detail none = {CORRAL_NONE, CORRAL_NONE, CORRAL_NONE,
                                       CORRAL_NONE, CORRAL_NONE, CORRAL_NONE,
                                       CORRAL_NONE, CORRAL_NONE, CORRAL_NONE};
    const region_detail d = detail == CORRAL_NONE ? none : r->region->details[detail];
    row->informant = text_of(r, d.informant);
    row->as_of = text_of(r, d.as_of);
    row->source = text_of(r, d.source);
    row->page = text_of(r, d.page);
    row->note = text_of(r, d.note);
    row->person = text_of(r, d.person);
    row->role = text_of(r, d.role);
    row->hours = text_of(r, d.hours);
    row->indicator = text_of(r, d.indicator);
}

size_t corral_record_row_count(const corral_record *r)
{
    return r->count;
}

corral_record_row corral_record_row_get(const corral_record *r, size_t index)
{
    const collected_statement *s = &r->statement[r->order[index]];
    const collected_item *i = &r->item[s->item];
    corral_record_row row = {.coalition = r->region->coalition_of_id[s->coalition],
                             .item = r->place[s->item],
                             .is_decision = s->is_decision,
                             .said = CORRAL_ROW_INIT};
    row.said.coalition = corral_region_id(r->region, row.coalition);
    row.said.facet = facet_of(r, i->facet);
    row.said.item = i->original == CORRAL_NONE ? key_of(r, s->item) : text_of(r, i->original);
    row.said.weight = s->weight;
    row.said.known = (corral_said_known)s->said;
    put_detail(r, s->detail, &row.said);
    return row;
}

/* ---- rows of whole facets ---- */

static int compare_rows(const corral_row *x, const corral_row *y)
{
    const char *const one[] = {x->facet, x->informant, x->as_of, x->source, x->page,
                               x->note,  x->person,    x->role,  x->hours,  x->indicator};
    const char *const two[] = {y->facet, y->informant, y->as_of, y->source, y->page,
                               y->note,  y->person,    y->role,  y->hours,  y->indicator};
    int order = strcmp(one[0], two[0]);
    if (!order) order = (int)x->known - (int)y->known;
    for (size_t k = 1; !order && k < sizeof one / sizeof *one; k++) order = strcmp(one[k], two[k]);
    return order;
}

static corral_record_row known_row(const corral_record *r, const collected_known *k)
{
    corral_record_row row = {.coalition = r->region->coalition_of_id[k->coalition],
                             .item = UINT32_MAX,
                             .said = CORRAL_ROW_INIT};
    row.said.coalition = corral_region_id(r->region, row.coalition);
    row.said.facet = facet_of(r, k->facet);
    row.said.item = "";
    row.said.known = (corral_said_known)k->said;
    put_detail(r, k->detail, &row.said);
    return row;
}

static int by_known(const void *left, const void *right, void *record)
{
    corral_record_row x = known_row(record, left), y = known_row(record, right);
    if (x.coalition != y.coalition) return x.coalition < y.coalition ? -1 : 1;
    return compare_rows(&x.said, &y.said);
}

/* Those that say the same stand once. */
static void order_known(corral_record *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->known_count; i++)
        if (r->known[i].is_blank) r->known[count++] = r->known[i];
    if (count) qsort_r(r->known, count, sizeof *r->known, by_known, r);
    r->known_count = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || by_known(&r->known[r->known_count - 1], &r->known[i], r) != 0)
            r->known[r->known_count++] = r->known[i];
}

size_t corral_record_known_count(const corral_record *r)
{
    return r->known_count;
}

corral_record_row corral_record_known_get(const corral_record *r, size_t index)
{
    return known_row(r, &r->known[index]);
}

/* ---- all together ---- */

corral_status collected_record(corral_builder *b, const settled *s, const corral_region *region,
                               corral_record **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_record *r = NULL;
    TRY(corral_array_new(&r, 1, sizeof *r, err));
    r->region = region;
    r->item = b->item;
    r->statement = b->statement;
    r->count = b->statement_count;
    r->known = b->known;
    r->known_count = b->known_count;
    b->item = NULL;
    b->statement = NULL;
    b->known = NULL;
    b->item_capacity = b->statement_count = b->statement_capacity = 0;
    b->known_count = b->known_capacity = 0;
    TRY(order_items(r, s, err));
    TRY(order_statements(r, s, err));
    order_known(r);
    *out = r;
    r = NULL;
done:
    corral_record_free(r);
    return status;
}
