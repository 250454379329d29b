/* Numbering coalitions, facets and items by what they are, and filling the compressed rows.
 *
 * Two counting transpositions give rows and columns sorted without a sort: dealing the seats into
 * columns, coalition by coalition in final order, sorts the columns; dealing the columns back into
 * rows, item by item, sorts the rows. */
#include "core/memory.h"
#include "region/arrangement.h"

#include <string.h>

static void arrangement_release(arrangement *g)
{
    free(g->cell_start);
    free(g->final_coalition);
    free(g->final_facet);
    free(g->final_item);
    free(g->holders);
    free(g->is_used);
}

/* ---- coalitions ---- */

static int by_name(const void *left, const void *right, void *names)
{
    return strcmp(corral_strings_get(names, *(const uint32_t *)left),
                  corral_strings_get(names, *(const uint32_t *)right));
}

static corral_status number_coalitions(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t names = corral_strings_count(g->b->coalitions), n = 0;
    corral_region *r = g->r;
    TRY(corral_array_new(&g->final_coalition, names, sizeof(uint32_t), err));
    TRY(corral_array_new(&r->coalition_id, names, sizeof(uint32_t), err));
    TRY(corral_array_new(&r->coalition_of_id, names, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < names; a++)
        if (g->s->coalition_of[a] == a) r->coalition_id[n++] = a;
    qsort_r(r->coalition_id, n, sizeof(uint32_t), by_name, g->b->coalitions);
    r->coalition_count = n;
    for (uint32_t a = 0; a < n; a++) g->final_coalition[r->coalition_id[a]] = a;
    for (uint32_t a = 0; a < names; a++)
        r->coalition_of_id[a] = g->final_coalition[g->s->coalition_of[a]];
    r->names = g->b->names;
    g->b->names = NULL;
    region_names_renumber(r->names, g->final_coalition);
done:
    return status;
}

static corral_status copy_attributes(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    size_t n = r->coalition_count;
    r->attribute_count = corral_strings_count(g->b->attributes);
    TRY(corral_array_new(&r->attribute, n * r->attribute_count, sizeof(uint32_t), err));
    for (uint32_t k = 0; k < r->attribute_count; k++)
        for (size_t a = 0; a < n; a++) {
            uint32_t name = r->coalition_id[a];
            r->attribute[k * n + a] =
                name < g->b->attribute_capacity[k] ? g->b->attribute[k][name] : CORRAL_NONE;
        }
done:
    return status;
}

/* ---- items ---- */

static int by_item(const void *left, const void *right, void *context)
{
    const arrangement *g = context;
    uint32_t i = *(const uint32_t *)left, j = *(const uint32_t *)right;
    uint32_t f = g->final_facet[g->b->item[i].facet], h = g->final_facet[g->b->item[j].facet];
    if (f != h) return f < h ? -1 : 1;
    if (g->holders[i] != g->holders[j]) return g->holders[i] > g->holders[j] ? -1 : 1;
    return strcmp(collected_key(g->b, i), collected_key(g->b, j));
}

/* Items in the region: those of a cell, described, or with something within them. */
static corral_status count_holders(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t names = corral_strings_count(g->b->items);
    TRY(corral_array_new(&g->holders, names, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->is_used, names, 1, err));
    for (size_t c = 0; c < g->s->cell_count; c++) {
        g->holders[g->s->cells[c].item] += g->s->cells[c].weight > 0;
        g->is_used[g->s->cells[c].item] = 1;
    }
    for (uint32_t j = 0; j < names; j++)
        if (g->b->item[j].is_declared || g->b->item[j].is_parent) g->is_used[g->s->item_of[j]] = 1;
done:
    return status;
}

static region_item final_item(const arrangement *g, uint32_t name)
{
    const collected_item *i = &g->b->item[name];
    return (region_item){
        .facet = g->final_facet[i->facet],
        .within = i->within == CORRAL_NONE ? CORRAL_NONE : g->final_item[g->s->item_of[i->within]],
        .key = name,
        .name = i->name,
        .original = i->original,
        .sector = i->sector,
        .url = i->url};
}

static corral_status number_items(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    uint32_t names = corral_strings_count(g->b->items), *order = NULL, m = 0;
    TRY(count_holders(g, err));
    TRY(corral_array_new(&order, names, sizeof *order, err));
    TRY(corral_array_new(&g->final_item, names, sizeof(uint32_t), err));
    TRY(corral_array_new(&r->item_of_key, names, sizeof(uint32_t), err));
    for (uint32_t j = 0; j < names; j++)
        if (g->is_used[j]) order[m++] = j;
    qsort_r(order, m, sizeof *order, by_item, g);
    r->item_count = m;
    memset(g->final_item, 0xff, names * sizeof(uint32_t));
    for (uint32_t j = 0; j < m; j++) g->final_item[order[j]] = j;
    for (uint32_t j = 0; j < names; j++) r->item_of_key[j] = g->final_item[g->s->item_of[j]];
    TRY(corral_array_new(&r->items, m, sizeof *r->items, err));
    TRY(corral_array_new(&r->facet_first_item, (size_t)r->facet_count + 1, sizeof(uint32_t), err));
    for (uint32_t j = 0; j < m; j++) {
        r->items[j] = final_item(g, order[j]);
        r->facet_first_item[r->items[j].facet + 1]++;
    }
    for (uint32_t f = 0; f < r->facet_count; f++)
        r->facet_first_item[f + 1] += r->facet_first_item[f];
done:
    free(order);
    return status;
}

static corral_status cut_within(arrangement *g, uint32_t item, corral_error *err)
{
    const collected_item *i = &g->b->item[g->r->items[item].key];
    bool decided = i->whole != CORRAL_NONE && i->whole == i->within;
    g->r->items[item].within = CORRAL_NONE;
    return corral_problems_report(
        g->b->problems, CORRAL_SEVERITY_ERROR,
        decided ? collected_place(g->b, i->whole_file, i->whole_line)
                : collected_place(g->b, i->file, i->line),
        err,
        "%s lies within itself", CORRAL_QUOTE(collected_key(g->b, g->r->items[item].key)));
}

/* Cuts each chain of `within` that closes; every item is walked once: a walk ends where an earlier
 * one has been, and a chain that meets its own walk is closed. */
static corral_status check_within(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    uint32_t *walk = NULL;
    TRY(corral_array_new(&walk, r->item_count, sizeof *walk, err));
    for (uint32_t j = 0; j < r->item_count; j++)
        for (uint32_t at = j, next; at != CORRAL_NONE && !walk[at]; at = next) {
            walk[at] = j + 1;
            next = r->items[at].within;
            if (next != CORRAL_NONE && walk[next] == j + 1) TRY(cut_within(g, at, err));
        }
done:
    free(walk);
    return status;
}

/* ---- rows and columns ---- */

static corral_status find_cells(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t names = corral_strings_count(g->b->coalitions);
    TRY(corral_array_new(&g->cell_start, (size_t)names + 1, sizeof(size_t), err));
    for (size_t c = 0; c < g->s->cell_count; c++) g->cell_start[g->s->cells[c].coalition + 1]++;
    for (uint32_t a = 0; a < names; a++) g->cell_start[a + 1] += g->cell_start[a];
done:
    return status;
}

/* Puts back starts that dealing has moved by one place. */
static void shift_starts(size_t *start, size_t count)
{
    memmove(start + 1, start, count * sizeof *start);
    start[0] = 0;
}

static corral_status fill_columns(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    size_t seats = 0;
    TRY(corral_array_new(&r->column_start, (size_t)r->item_count + 1, sizeof(size_t), err));
    for (uint32_t j = 0; j < r->item_count; j++) {
        r->column_start[j] = seats;
        seats += g->holders[r->items[j].key];
    }
    TRY(corral_array_new(&r->column_coalition, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&r->column_weight, seats, sizeof(double), err));
    for (uint32_t a = 0; a < r->coalition_count; a++) {
        uint32_t name = r->coalition_id[a];
        for (size_t c = g->cell_start[name]; c < g->cell_start[name + 1]; c++) {
            const settled_cell *cell = &g->s->cells[c];
            if (!(cell->weight > 0)) continue;
            size_t at = r->column_start[g->final_item[cell->item]]++;
            r->column_coalition[at] = a;
            r->column_weight[at] = cell->weight;
        }
    }
    shift_starts(r->column_start, r->item_count);
done:
    return status;
}

static corral_status fill_rows(corral_region *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t seats = r->column_start[r->item_count], start = 0;
    TRY(corral_array_new(&r->row_start, (size_t)r->coalition_count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&r->row_item, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&r->row_weight, seats, sizeof(double), err));
    for (size_t i = 0; i < seats; i++) r->row_start[r->column_coalition[i]]++;
    for (uint32_t a = 0; a < r->coalition_count; a++) {
        size_t count = r->row_start[a];
        r->row_start[a] = start;
        start += count;
    }
    for (uint32_t j = 0; j < r->item_count; j++)
        for (size_t i = r->column_start[j]; i < r->column_start[j + 1]; i++) {
            size_t at = r->row_start[r->column_coalition[i]]++;
            r->row_item[at] = j;
            r->row_weight[at] = r->column_weight[i];
        }
    shift_starts(r->row_start, r->coalition_count);
done:
    return status;
}

/* ---- marks and statements ---- */

static int by_mark(const void *left, const void *right)
{
    uint32_t i = ((const region_mark *)left)->item, j = ((const region_mark *)right)->item;
    return i < j ? -1 : i > j;
}

static corral_status fill_marks(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    size_t count = 0;
    for (size_t c = 0; c < g->s->cell_count; c++) count += g->s->cells[c].is_marked;
    TRY(corral_array_new(&r->mark_start, (size_t)r->coalition_count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&r->marks, count, sizeof *r->marks, err));
    count = 0;
    for (uint32_t a = 0; a < r->coalition_count; a++) {
        uint32_t name = r->coalition_id[a];
        for (size_t c = g->cell_start[name]; c < g->cell_start[name + 1]; c++) {
            const settled_cell *cell = &g->s->cells[c];
            if (cell->is_marked)
                r->marks[count++] = (region_mark){g->final_item[cell->item], cell->mark};
        }
        r->mark_start[a + 1] = count;
        qsort(r->marks + r->mark_start[a], count - r->mark_start[a], sizeof *r->marks, by_mark);
    }
done:
    return status;
}

static int by_statement(const void *left, const void *right)
{
    const region_statement *x = left, *y = right;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static corral_status fill_statements(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    corral_builder *b = g->b;
    size_t count = 0;
    for (size_t i = 0; i < b->statement_count; i++) count += b->statement[i].detail != CORRAL_NONE;
    TRY(corral_array_new(&r->statement_start, (size_t)r->coalition_count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&r->statements, count, sizeof *r->statements, err));
    count = 0;
    for (uint32_t a = 0; a < r->coalition_count; a++) {
        uint32_t name = r->coalition_id[a];
        for (size_t i = g->s->order_start[name]; i < g->s->order_start[name + 1]; i++) {
            const collected_statement *from = &b->statement[g->s->order[i]];
            if (from->detail == CORRAL_NONE) continue;
            r->statements[count] =
                (region_statement){.item = g->final_item[g->s->item_of[from->item]],
                                   .detail = from->detail,
                                   .order = (uint32_t)(count - r->statement_start[a]),
                                   .weight = from->weight};
            count++;
        }
        r->statement_start[a + 1] = count;
        qsort(r->statements + r->statement_start[a], count - r->statement_start[a],
              sizeof *r->statements, by_statement);
    }
    r->details = b->detail;
    b->detail = NULL;
    b->detail_count = b->detail_capacity = 0;
done:
    return status;
}

/* ---- all together ---- */

static void move_names(corral_region *r, corral_builder *b)
{
    r->texts = b->texts;
    r->coalitions = b->coalitions;
    r->facets = b->facets;
    r->keys = b->items;
    r->columns = b->attributes;
    b->texts = b->coalitions = b->facets = b->items = b->attributes = NULL;
}

corral_status corral_builder_arrange(corral_builder *b, const settled *s, corral_region **out,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    arrangement g = {.b = b, .s = s};
    TRY(corral_array_new(&g.r, 1, sizeof *g.r, err));
    TRY(number_coalitions(&g, err));
    TRY(copy_attributes(&g, err));
    TRY(arrangement_number_facets(&g, err));
    TRY(number_items(&g, err));
    TRY(check_within(&g, err));
    TRY(find_cells(&g, err));
    TRY(fill_columns(&g, err));
    TRY(fill_rows(g.r, err));
    TRY(fill_marks(&g, err));
    TRY(fill_statements(&g, err));
    TRY(arrangement_settle_known(&g, err));
    move_names(g.r, b);
    *out = g.r;
    g.r = NULL;
done:
    arrangement_release(&g);
    corral_region_free(g.r);
    return status;
}
