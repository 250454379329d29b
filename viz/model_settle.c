/* SPDX-License-Identifier: MIT
 *
 * The order of the lines of a model means nothing: everything is sorted here, so that shuffled
 * lines draw the same bytes, and what only the whole can show is checked. */
#include "model.h"

#include <stdlib.h>

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Ties go by line, so that a message always names the later of two equal records. */
static int by_number(const void *left, const void *right)
{
    const viz_group *a = left, *b = right;
    return a->number != b->number ? compare(a->number, b->number) : compare(a->line, b->line);
}

static int by_coalition(const void *left, const void *right)
{
    const viz_coalition *a = left, *b = right;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

static int by_item(const void *left, const void *right)
{
    const viz_item *a = left, *b = right;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

static int by_seat(const void *left, const void *right)
{
    const viz_seat *a = left, *b = right;
    if (a->coalition != b->coalition) return compare(a->coalition, b->coalition);
    return a->item != b->item ? compare(a->item, b->item) : compare(a->line, b->line);
}

static int by_link(const void *left, const void *right)
{
    const viz_link *a = left, *b = right;
    if (a->from != b->from) return compare(a->from, b->from);
    return a->to != b->to ? compare(a->to, b->to) : compare(a->line, b->line);
}

static void sort(void *list, size_t count, size_t size, int (*order)(const void *, const void *))
{
    if (count > 1) qsort(list, count, size, order);
}

static bool bad_index(viz_error *err, size_t line, const char *what, size_t count, unsigned given)
{
    if (count == 0)
        return viz_fail(err, "line %zu: %s, allowed: none, as none is given, given: %u", line, what,
                        given);
    return viz_fail(err, "line %zu: %s, allowed: 0 to %zu%s, given: %u", line, what, count - 1,
                    given < count ? ", each once" : "", given);
}

static bool settle_groups(viz_model *m, viz_error *err)
{
    sort(m->groups, m->n_groups, sizeof *m->groups, by_number);
    for (size_t i = 1; i < m->n_groups; i++) {
        if (m->groups[i].number == m->groups[i - 1].number)
            return viz_fail(err, "line %zu: number of a group, allowed: each once, given: %u again",
                            m->groups[i].line, m->groups[i].number);
    }
    return true;
}

static bool settle_coalitions(viz_model *m, viz_error *err)
{
    sort(m->coalitions, m->n_coalitions, sizeof *m->coalitions, by_coalition);
    for (size_t i = 0; i < m->n_coalitions; i++) {
        const viz_coalition *c = &m->coalitions[i];
        if (c->index != i)
            return bad_index(err, c->line, "index of a coalition", m->n_coalitions, c->index);
        const viz_group key = {.number = c->group};
        size_t low = 0, high = m->n_groups;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (m->groups[middle].number < key.number)
                low = middle + 1;
            else
                high = middle;
        }
        if (c->group && (low == m->n_groups || m->groups[low].number != c->group))
            return viz_fail(err,
                            "line %zu: group of a coalition, allowed: 0 or the number of a group "
                            "that is given, given: %u",
                            c->line, c->group);
    }
    return true;
}

static bool settle_items(viz_model *m, viz_error *err)
{
    sort(m->items, m->n_items, sizeof *m->items, by_item);
    for (size_t i = 0; i < m->n_items; i++) {
        if (m->items[i].index != i)
            return bad_index(err, m->items[i].line, "index of an item", m->n_items,
                             m->items[i].index);
    }
    return true;
}

static bool settle_seats(viz_model *m, viz_error *err)
{
    sort(m->seats, m->n_seats, sizeof *m->seats, by_seat);
    for (size_t i = 0; i < m->n_seats; i++) {
        const viz_seat *s = &m->seats[i];
        if (s->coalition >= m->n_coalitions)
            return bad_index(err, s->line, "coalition of a seat", m->n_coalitions, s->coalition);
        if (s->item >= m->n_items)
            return bad_index(err, s->line, "item of a seat", m->n_items, s->item);
        if (i && s->coalition == s[-1].coalition && s->item == s[-1].item)
            return viz_fail(err, "line %zu: seat, allowed: each once, given: %u %u again", s->line,
                            s->coalition, s->item);
    }
    return true;
}

static bool settle_links(viz_model *m, viz_error *err)
{
    sort(m->links, m->n_links, sizeof *m->links, by_link);
    for (size_t i = 0; i < m->n_links; i++) {
        const viz_link *l = &m->links[i];
        if (l->to >= m->n_coalitions)
            return bad_index(err, l->line, "coalition of a link", m->n_coalitions, l->to);
        if (i && l->from == l[-1].from && l->to == l[-1].to)
            return viz_fail(err, "line %zu: link, allowed: each once, given: %u %u again", l->line,
                            l->from, l->to);
    }
    return true;
}

bool viz_model_settle(viz_model *model, viz_error *err)
{
    if (model->style == VIZ_STYLE_NONE)
        return viz_fail(err, "record style, allowed: one, as in style<TAB>network, given: none");
    return settle_groups(model, err) && settle_coalitions(model, err) && settle_items(model, err) &&
           settle_seats(model, err) && settle_links(model, err);
}
