/* SPDX-License-Identifier: MIT */
#include "upset.h"

#include "label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 6, SLOTS_MAX = 80 };
static const double narrowest = 34, between = 16;

/* An item and who holds it. */
typedef struct {
    const viz_item *item;
    unsigned mask;
} holding;

static int by_holders(const void *left, const void *right)
{
    const holding *a = left, *b = right;
    if (a->mask != b->mask) return a->mask < b->mask ? -1 : 1;
    const int names = strcmp(viz_item_name(a->item), viz_item_name(b->item));
    return names ? names : a->item->index < b->item->index ? -1 : 1;
}

/* Most rows first, then most items, then by the first name; masks differ. */
static int by_weight(const void *left, const void *right)
{
    const viz_combination *a = left, *b = right;
    if (a->rows != b->rows) return a->rows > b->rows ? -1 : 1;
    if (a->n_items != b->n_items) return a->n_items > b->n_items ? -1 : 1;
    const int names = strcmp(viz_item_name(a->items[0]), viz_item_name(b->items[0]));
    return names ? names : a->mask < b->mask ? -1 : 1;
}

static void count_row_items(viz_upset_parts *p, const holding *held)
{
    for (size_t k = 0; k < p->model->n_items; k++) {
        for (size_t i = 0; i < p->n; i++) {
            if (!(held[k].mask >> i & 1)) continue;
            p->all[i]++;
            p->shared[i] += viz_count_bits(held[k].mask) > 1;
        }
    }
}

/* Items of one mask stand together in `held`. */
static void collect(viz_upset_parts *p, const holding *held)
{
    size_t count = 0;
    for (size_t k = 0; k < p->model->n_items; k++) {
        if (viz_count_bits(held[k].mask) < 2) continue;
        viz_combination *last = p->n_combinations ? &p->combinations[p->n_combinations - 1] : NULL;
        if (!last || last->mask != held[k].mask) {
            last = &p->combinations[p->n_combinations++];
            *last = (viz_combination){.mask = held[k].mask,
                                      .rows = viz_count_bits(held[k].mask),
                                      .items = p->items + count};
        }
        p->items[count++] = held[k].item;
        last->n_items++;
    }
}

bool viz_upset_combine(viz_upset_parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    holding *held = calloc(m->n_items + 1, sizeof *held);
    p->items = calloc(m->n_items + 1, sizeof *p->items);
    p->combinations = calloc(m->n_items + 1, sizeof *p->combinations);
    const bool good = held && p->items && p->combinations;
    if (good) {
        for (size_t k = 0; k < m->n_items; k++) held[k].item = &m->items[k];
        for (size_t s = 0; s < m->n_seats; s++)
            held[m->seats[s].item].mask |= 1U << m->seats[s].coalition;
        count_row_items(p, held);
        qsort(held, m->n_items, sizeof *held, by_holders);
        collect(p, held);
        qsort(p->combinations, p->n_combinations, sizeof *p->combinations, by_weight);
    }
    free(held);
    return good || viz_fail_memory(err);
}

/* "and 1 more" would take the room of the name it hides. */
static size_t names_of(const viz_combination *c, size_t most)
{
    return c->n_items <= most + 1 ? c->n_items : most;
}

static size_t slots_of(const viz_combination *c, size_t most)
{
    const size_t names = names_of(c, most);
    return names + (names < c->n_items);
}

/* As many names a column, up to six, as leave the drawing narrow enough to be read. */
static size_t choose_names(const viz_upset_parts *p)
{
    size_t most = NAMES_MAX;
    for (; most > 1; most--) {
        size_t slots = 0;
        for (size_t k = 0; k < p->drawn; k++) slots += slots_of(&p->combinations[k], most);
        if (slots <= SLOTS_MAX) break;
    }
    return most;
}

void viz_upset_place(viz_upset_parts *p)
{
    p->drawn = p->n_combinations < VIZ_UPSET_COLUMNS ? p->n_combinations : VIZ_UPSET_COLUMNS;
    const size_t most = choose_names(p);
    double x = 0;
    for (size_t k = 0; k < p->drawn; k++) {
        viz_combination *c = &p->combinations[k];
        c->names = names_of(c, most);
        c->width = fmax(narrowest, (double)slots_of(c, most) * VIZ_UPSET_SLOT + between);
        c->x = x + c->width / 2;
        x += c->width;
    }
    p->end = x;
}
