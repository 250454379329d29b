/* SPDX-License-Identifier: MIT
 *
 * The order of the lines of a model means nothing: everything is sorted here, so that shuffled
 * lines draw the same bytes, and what only the whole can show is checked. Also what is asked of a
 * model that is whole, and its end. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

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

static int by_elsewhere(const void *left, const void *right)
{
    const viz_elsewhere *a = left, *b = right;
    if (a->item != b->item) return compare(a->item, b->item);
    return a->group != b->group ? compare(a->group, b->group) : compare(a->line, b->line);
}

static int by_column(const void *left, const void *right)
{
    const viz_column *a = left, *b = right;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

/* Shared ones first, then by their words, so that the order of lines means nothing. */
static int by_entry(const void *left, const void *right)
{
    const viz_entry *a = left, *b = right;
    if (a->column != b->column) return compare(a->column, b->column);
    if (a->coalition != b->coalition) return compare(a->coalition, b->coalition);
    if (a->shared != b->shared) return a->shared ? -1 : 1;
    return strcmp(a->text, b->text);
}

static int by_cell(const void *left, const void *right)
{
    const viz_cell *a = left, *b = right;
    if (a->b != b->b) return compare(a->b, b->b);
    return a->a != b->a ? compare(a->a, b->a) : compare(a->line, b->line);
}

static int by_district(const void *left, const void *right)
{
    const viz_district *a = left, *b = right;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

static int by_dot(const void *left, const void *right)
{
    const viz_dot *a = left, *b = right;
    if (a->district != b->district) return compare(a->district, b->district);
    return a->group != b->group ? compare(a->group, b->group) : compare(a->line, b->line);
}

static int by_road(const void *left, const void *right)
{
    const viz_road *a = left, *b = right;
    if (a->from != b->from) return compare(a->from, b->from);
    return a->to != b->to ? compare(a->to, b->to) : compare(a->line, b->line);
}

static int by_crossed(const void *left, const void *right)
{
    const viz_crossed *a = left, *b = right;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

static int by_crossing(const void *left, const void *right)
{
    const viz_crossing *a = left, *b = right;
    if (a->row != b->row) return compare(a->row, b->row);
    return a->head != b->head ? compare(a->head, b->head) : compare(a->line, b->line);
}

static int by_url(const void *left, const void *right)
{
    const viz_url *a = left, *b = right;
    if (a->item != b->item) return a->item ? 1 : -1;
    return a->index != b->index ? compare(a->index, b->index) : compare(a->line, b->line);
}

static bool settle_urls(viz_model *m, viz_error *err)
{
    sort(m->urls, m->n_urls, sizeof *m->urls, by_url);
    for (size_t i = 0; i < m->n_urls; i++) {
        const viz_url *u = &m->urls[i];
        if (u->index >= (u->item ? m->n_items : m->n_coalitions))
            return bad_index(err, u->line, "index of a url", u->item ? m->n_items : m->n_coalitions,
                             u->index);
        if (i && u->item == u[-1].item && u->index == u[-1].index)
            return viz_fail(err, "line %zu: url, allowed: each once, given: %u again", u->line,
                            u->index);
        if (u->item)
            m->items[u->index].url = u->url;
        else
            m->coalitions[u->index].url = u->url;
    }
    return true;
}

static bool settle_elsewhere(viz_model *m, viz_error *err)
{
    sort(m->elsewhere, m->n_elsewhere, sizeof *m->elsewhere, by_elsewhere);
    for (size_t i = 0; i < m->n_elsewhere; i++) {
        const viz_elsewhere *e = &m->elsewhere[i];
        if (e->item >= m->n_items)
            return bad_index(err, e->line, "item of an elsewhere", m->n_items, e->item);
        if (i && e->item == e[-1].item && e->group == e[-1].group)
            return viz_fail(err, "line %zu: elsewhere, allowed: each once, given: %u %u again",
                            e->line, e->item, e->group);
    }
    return true;
}

static bool settle_key(viz_model *m, viz_error *err)
{
    sort(m->columns, m->n_columns, sizeof *m->columns, by_column);
    sort(m->entries, m->n_entries, sizeof *m->entries, by_entry);
    for (size_t i = 0; i < m->n_columns; i++) {
        if (m->columns[i].index != i)
            return bad_index(err, m->columns[i].line, "index of a column", m->n_columns,
                             m->columns[i].index);
    }
    for (size_t i = 0; i < m->n_entries; i++) {
        const viz_entry *e = &m->entries[i];
        if (e->column >= m->n_columns)
            return bad_index(err, e->line, "column of an entry", m->n_columns, e->column);
        if (e->coalition >= m->n_coalitions)
            return bad_index(err, e->line, "coalition of an entry", m->n_coalitions, e->coalition);
    }
    return true;
}

static bool settle_cells(viz_model *m, viz_error *err)
{
    sort(m->cells, m->n_cells, sizeof *m->cells, by_cell);
    for (size_t i = 0; i < m->n_cells; i++) {
        const viz_cell *c = &m->cells[i];
        if (c->b >= m->n_coalitions)
            return bad_index(err, c->line, "coalition of a cell", m->n_coalitions, c->b);
        if (i && c->a == c[-1].a && c->b == c[-1].b)
            return viz_fail(err, "line %zu: cell, allowed: each once, given: %u %u again", c->line,
                            c->a, c->b);
    }
    return true;
}

/* Either no dot of a district is named or every one. */
static bool settle_dots(viz_model *m, viz_error *err)
{
    sort(m->dots, m->n_dots, sizeof *m->dots, by_dot);
    for (size_t i = 0, end; i < m->n_dots; i = end) {
        const viz_dot *d = &m->dots[i];
        if (d->district >= m->n_districts)
            return bad_index(err, d->line, "district of a dot", m->n_districts, d->district);
        for (end = i + 1; end < m->n_dots && m->dots[end].district == d->district; end++)
            if (m->dots[end].group == m->dots[end - 1].group)
                return viz_fail(err, "line %zu: dot, allowed: each once, given: %u %u again",
                                m->dots[end].line, d->district, m->dots[end].group);
        if (end - i != m->districts[d->district].groups)
            return viz_fail(err, "dots of district %u, allowed: none or %u, given: %zu",
                            d->district, m->districts[d->district].groups, end - i);
    }
    return true;
}

static bool settle_districts(viz_model *m, viz_error *err)
{
    sort(m->districts, m->n_districts, sizeof *m->districts, by_district);
    sort(m->roads, m->n_roads, sizeof *m->roads, by_road);
    for (size_t i = 0; i < m->n_districts; i++) {
        if (m->districts[i].index != i)
            return bad_index(err, m->districts[i].line, "index of a district", m->n_districts,
                             m->districts[i].index);
    }
    for (size_t i = 0; i < m->n_roads; i++) {
        const viz_road *r = &m->roads[i];
        if (r->to >= m->n_districts)
            return bad_index(err, r->line, "district of a road", m->n_districts, r->to);
        if (i && r->from == r[-1].from && r->to == r[-1].to)
            return viz_fail(err, "line %zu: road, allowed: each once, given: %u %u again", r->line,
                            r->from, r->to);
    }
    return settle_dots(m, err);
}

static bool settle_crossed(viz_crossed *list, size_t count, const char *what, viz_error *err)
{
    sort(list, count, sizeof *list, by_crossed);
    for (size_t i = 0; i < count; i++) {
        if (list[i].index != i) return bad_index(err, list[i].line, what, count, list[i].index);
    }
    return true;
}

static bool settle_crossings(viz_model *m, viz_error *err)
{
    sort(m->crossings, m->n_crossings, sizeof *m->crossings, by_crossing);
    for (size_t i = 0; i < m->n_crossings; i++) {
        const viz_crossing *c = &m->crossings[i];
        if (c->row >= m->n_rows)
            return bad_index(err, c->line, "row of a crossing", m->n_rows, c->row);
        if (c->head >= m->n_heads)
            return bad_index(err, c->line, "head of a crossing", m->n_heads, c->head);
        if (i && c->row == c[-1].row && c->head == c[-1].head)
            return viz_fail(err, "line %zu: crossing, allowed: each once, given: %u %u again",
                            c->line, c->row, c->head);
    }
    return true;
}

bool viz_model_settle(viz_model *model, viz_error *err)
{
    if (model->style == VIZ_STYLE_NONE)
        return viz_fail(err, "record style, allowed: one, as in style<TAB>network, given: none");
    return settle_groups(model, err) && settle_coalitions(model, err) && settle_items(model, err) &&
           settle_seats(model, err) && settle_links(model, err) && settle_urls(model, err) &&
           settle_elsewhere(model, err) && settle_key(model, err) && settle_cells(model, err) &&
           settle_districts(model, err) &&
           settle_crossed(model->rows, model->n_rows, "index of a row", err) &&
           settle_crossed(model->heads, model->n_heads, "index of a head", err) &&
           settle_crossings(model, err);
}

static void release_texts(viz_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) free(texts->text[i]);
    free(texts->text);
}

void viz_model_release(viz_model *model)
{
    for (size_t i = 0; i < model->n_groups; i++) free(model->groups[i].label);
    for (size_t i = 0; i < model->n_items; i++) free(model->items[i].name);
    for (size_t i = 0; i < model->n_coalitions; i++) {
        free(model->coalitions[i].id);
        free(model->coalitions[i].name);
    }
    for (size_t i = 0; i < model->n_urls; i++) free(model->urls[i].url);
    for (size_t i = 0; i < model->n_columns; i++) free(model->columns[i].title);
    for (size_t i = 0; i < model->n_entries; i++) free(model->entries[i].text);
    for (size_t i = 0; i < model->n_districts; i++) {
        free(model->districts[i].label);
        free(model->districts[i].below);
    }
    for (size_t i = 0; i < model->n_rows; i++) free(model->rows[i].name);
    for (size_t i = 0; i < model->n_heads; i++) free(model->heads[i].name);
    for (size_t i = 0; i < model->n_crossings; i++) free(model->crossings[i].tip);
    release_texts(&model->notes);
    release_texts(&model->more);
    free(model->title);
    free(model->desc);
    free(model->lang);
    free(model->groups);
    free(model->coalitions);
    free(model->items);
    free(model->seats);
    free(model->links);
    free(model->facet);
    free(model->facets);
    free(model->measure);
    free(model->urls);
    free(model->elsewhere);
    free(model->columns);
    free(model->entries);
    free(model->cells);
    free(model->districts);
    free(model->dots);
    free(model->roads);
    free(model->rows);
    free(model->heads);
    free(model->crossings);
    *model = (viz_model){0};
}

bool viz_model_has(const viz_model *m, unsigned group)
{
    for (size_t i = 0; i < m->n_coalitions; i++) {
        if (m->coalitions[i].group == group) return true;
    }
    return false;
}
