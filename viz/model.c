/* SPDX-License-Identifier: MIT
 *
 * Reading the drawing model: a table of record kinds, one function each. What only the whole can
 * show (order, gaps, references, repetition) is model_settle.c. */
#include "model.h"

#include "model_fields.h"

#include <stdlib.h>
#include <string.h>

enum { RECORDS_MAX = 200000, NOTES_MAX = 12 }; /* above these no style could draw anything */

const char *const viz_theme_words[] = {"auto", "light", "dark", "print", NULL};

/* ---- what is given once ---- */

static bool read_style(viz_fields *r)
{
    static const char *const words[] = {"network",   "trains", "matrix", "upset",
                                        "districts", "gaps",   NULL};
    unsigned word = 0;
    const bool good = viz_fields_word(r, 1, "style", words, &word);
    if (good) r->model->style = (viz_style)(word + VIZ_STYLE_NETWORK);
    return good;
}

static bool read_theme(viz_fields *r)
{
    unsigned word = r->model->theme;
    const bool good = viz_fields_word(r, 1, "theme", viz_theme_words, &word);
    r->model->theme = (viz_theme)word;
    return good;
}

static bool read_paper(viz_fields *r)
{
    static const char *const words[] = {"screen", "a3", "a4", "letter", NULL};
    unsigned word = r->model->paper;
    const bool good = viz_fields_word(r, 1, "paper", words, &word);
    r->model->paper = (viz_paper)word;
    return good;
}

static bool read_effort(viz_fields *r)
{
    static const char *const words[] = {"fast", "normal", "best", NULL};
    unsigned word = r->model->effort;
    const bool good = viz_fields_word(r, 1, "effort", words, &word);
    r->model->effort = (viz_effort)word;
    return good;
}

static bool read_fold(viz_fields *r)
{
    static const char *const words[] = {"auto", "1", "2", "3", NULL};
    return viz_fields_word(r, 1, "fold", words, &r->model->fold);
}

static bool read_seed(viz_fields *r)
{
    return viz_fields_number(r, 1, "seed", 0, &r->model->seed);
}

static bool read_still(viz_fields *r)
{
    return r->model->still = true;
}

static bool read_facet(viz_fields *r)
{
    return viz_fields_text(r, 1, &r->model->facet) && viz_fields_text(r, 2, &r->model->facets);
}

static bool read_measure(viz_fields *r)
{
    return viz_fields_text(r, 1, &r->model->measure);
}

static bool read_title(viz_fields *r)
{
    return viz_fields_text(r, 1, &r->model->title);
}

static bool read_desc(viz_fields *r)
{
    return viz_fields_text(r, 1, &r->model->desc);
}

static bool read_lang(viz_fields *r)
{
    if (!viz_field_is_lang(&r->source->field[1]))
        return viz_fields_refuse(r, "lang", VIZ_LANG_ALLOWED, 1);
    return viz_fields_text(r, 1, &r->model->lang);
}

/* ---- lists ---- */

static bool read_into(viz_fields *r, const char *what, viz_texts *texts)
{
    if (texts->count == NOTES_MAX) return viz_fields_refuse(r, what, "at most 12", 1);
    if (!VIZ_FIELDS_GROW(r, texts->text, texts->count) ||
        !viz_fields_text(r, 1, &texts->text[texts->count]))
        return false;
    texts->count++;
    return true;
}

static bool read_note(viz_fields *r)
{
    return read_into(r, "record note", &r->model->notes);
}

static bool read_more(viz_fields *r)
{
    return read_into(r, "record more", &r->model->more);
}

static bool read_group(viz_fields *r)
{
    viz_model *m = r->model;
    viz_group group = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->groups, m->n_groups) ||
        !viz_fields_number(r, 1, "number of a group", 1, &group.number) ||
        !viz_fields_text(r, 2, &group.label))
        return false;
    m->groups[m->n_groups++] = group;
    return true;
}

static bool read_coalition(viz_fields *r)
{
    static const char *const words[] = {"yes", "partial", "no", "untold", NULL};
    viz_model *m = r->model;
    viz_coalition c = {.line = r->source->number};
    unsigned known = 0;
    if (!VIZ_FIELDS_GROW(r, m->coalitions, m->n_coalitions) ||
        !viz_fields_number(r, 1, "index of a coalition", 0, &c.index) ||
        !viz_fields_number(r, 4, "group of a coalition", 0, &c.group) ||
        !viz_fields_word(r, 5, "known of a coalition", words, &known) ||
        !viz_fields_text(r, 2, &c.id))
        return false;
    if (!viz_fields_text(r, 3, &c.name)) {
        free(c.id);
        return false;
    }
    c.known = (viz_known)known;
    m->coalitions[m->n_coalitions++] = c;
    return true;
}

static bool read_item(viz_fields *r)
{
    viz_model *m = r->model;
    viz_item item = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->items, m->n_items) ||
        !viz_fields_number(r, 1, "index of an item", 0, &item.index) ||
        !viz_fields_number(r, 3, "holders of an item", 1, &item.holders) ||
        !viz_fields_text(r, 2, &item.name))
        return false;
    m->items[m->n_items++] = item;
    return true;
}

static bool read_seat(viz_fields *r)
{
    viz_model *m = r->model;
    viz_seat seat = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->seats, m->n_seats) ||
        !viz_fields_number(r, 1, "coalition of a seat", 0, &seat.coalition) ||
        !viz_fields_number(r, 2, "item of a seat", 0, &seat.item) ||
        !viz_fields_weight(r, 3, &seat.weight))
        return false;
    m->seats[m->n_seats++] = seat;
    return true;
}

static bool read_link(viz_fields *r)
{
    viz_model *m = r->model;
    unsigned a = 0, b = 0;
    if (!VIZ_FIELDS_GROW(r, m->links, m->n_links) ||
        !viz_fields_number(r, 1, "coalition of a link", 0, &a) ||
        !viz_fields_number(r, 2, "coalition of a link", 0, &b))
        return false;
    if (a == b) return viz_fields_refuse(r, "link", "two different coalitions", 2);
    m->links[m->n_links++] =
        (viz_link){.from = a < b ? a : b, .to = a < b ? b : a, .line = r->source->number};
    return true;
}

static bool read_elsewhere(viz_fields *r)
{
    viz_model *m = r->model;
    viz_elsewhere e = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->elsewhere, m->n_elsewhere) ||
        !viz_fields_number(r, 1, "item of an elsewhere", 0, &e.item) ||
        !viz_fields_number(r, 2, "group of an elsewhere", 1, &e.group))
        return false;
    m->elsewhere[m->n_elsewhere++] = e;
    return true;
}

static bool read_column(viz_fields *r)
{
    viz_model *m = r->model;
    viz_column c = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->columns, m->n_columns) ||
        !viz_fields_number(r, 1, "index of a column", 0, &c.index) ||
        !viz_fields_text(r, 2, &c.title))
        return false;
    m->columns[m->n_columns++] = c;
    return true;
}

static bool read_entry(viz_fields *r)
{
    static const char *const words[] = {"no", "yes", NULL};
    viz_model *m = r->model;
    viz_entry e = {.line = r->source->number};
    unsigned shared = 0;
    if (!VIZ_FIELDS_GROW(r, m->entries, m->n_entries) ||
        !viz_fields_number(r, 1, "column of an entry", 0, &e.column) ||
        !viz_fields_number(r, 2, "coalition of an entry", 0, &e.coalition) ||
        !viz_fields_word(r, 4, "shared of an entry", words, &shared) ||
        !viz_fields_text(r, 3, &e.text))
        return false;
    e.shared = shared == 1;
    m->entries[m->n_entries++] = e;
    return true;
}

static bool read_cell(viz_fields *r)
{
    viz_model *m = r->model;
    viz_cell c = {.line = r->source->number};
    unsigned a = 0, b = 0;
    if (!VIZ_FIELDS_GROW(r, m->cells, m->n_cells) ||
        !viz_fields_number(r, 1, "coalition of a cell", 0, &a) ||
        !viz_fields_number(r, 2, "coalition of a cell", 0, &b))
        return false;
    if (a == b) return viz_fields_refuse(r, "cell", "two different coalitions", 2);
    c.unknown = viz_field_is(&r->source->field[3], "unknown");
    if (!c.unknown && !viz_fields_number(r, 3, "value of a cell", 0, &c.value)) return false;
    c.a = a < b ? a : b;
    c.b = a < b ? b : a;
    m->cells[m->n_cells++] = c;
    return true;
}

static bool read_district(viz_fields *r)
{
    viz_model *m = r->model;
    viz_district d = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->districts, m->n_districts) ||
        !viz_fields_number(r, 1, "index of a district", 0, &d.index) ||
        !viz_fields_number(r, 4, "groups of a district", 1, &d.groups) ||
        !viz_fields_number(r, 5, "coalitions of a district", 1, &d.coalitions) ||
        !viz_fields_text(r, 2, &d.label))
        return false;
    if (!viz_fields_text(r, 3, &d.below)) {
        free(d.label);
        return false;
    }
    m->districts[m->n_districts++] = d;
    return true;
}

static bool read_dot(viz_fields *r)
{
    viz_model *m = r->model;
    viz_dot d = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, m->dots, m->n_dots) ||
        !viz_fields_number(r, 1, "district of a dot", 0, &d.district) ||
        !viz_fields_number(r, 2, "group of a dot", 1, &d.group))
        return false;
    m->dots[m->n_dots++] = d;
    return true;
}

static bool read_road(viz_fields *r)
{
    viz_model *m = r->model;
    viz_road road = {.line = r->source->number};
    unsigned a = 0, b = 0;
    if (!VIZ_FIELDS_GROW(r, m->roads, m->n_roads) ||
        !viz_fields_number(r, 1, "district of a road", 0, &a) ||
        !viz_fields_number(r, 2, "district of a road", 0, &b) ||
        !viz_fields_number(r, 3, "weight of a road", 1, &road.weight))
        return false;
    if (a == b) return viz_fields_refuse(r, "road", "two different districts", 2);
    road.from = a < b ? a : b;
    road.to = a < b ? b : a;
    m->roads[m->n_roads++] = road;
    return true;
}

static bool read_crossed(viz_fields *r, viz_crossed **list, size_t *count)
{
    viz_crossed c = {.line = r->source->number};
    if (!VIZ_FIELDS_GROW(r, *list, *count) ||
        !viz_fields_number(r, 1, "index of a row or head", 0, &c.index) ||
        !viz_fields_number(r, 3, "holders of a row or head", 0, &c.holders) ||
        !viz_fields_text(r, 2, &c.name))
        return false;
    (*list)[(*count)++] = c;
    return true;
}

static bool read_row(viz_fields *r)
{
    return read_crossed(r, &r->model->rows, &r->model->n_rows);
}

static bool read_head(viz_fields *r)
{
    return read_crossed(r, &r->model->heads, &r->model->n_heads);
}

static bool read_crossing(viz_fields *r)
{
    static const char *const words[] = {"gap",     "unclear", "thin", "single",
                                        "covered", "several", NULL};
    viz_model *m = r->model;
    viz_crossing c = {.line = r->source->number};
    unsigned word = 0;
    if (!VIZ_FIELDS_GROW(r, m->crossings, m->n_crossings) ||
        !viz_fields_number(r, 1, "row of a crossing", 0, &c.row) ||
        !viz_fields_number(r, 2, "head of a crossing", 0, &c.head) ||
        !viz_fields_word(r, 3, "status of a crossing", words, &word) ||
        !viz_fields_number(r, 4, "count of a crossing", 0, &c.count) ||
        !viz_fields_number(r, 5, "size of a crossing", 1, &c.size))
        return false;
    if (c.size > 3) return viz_fields_refuse(r, "size of a crossing", "1 to 3", 5);
    if (!viz_fields_text(r, 6, &c.tip)) return false;
    c.status = (viz_crossing_status)word;
    m->crossings[m->n_crossings++] = c;
    return true;
}

static bool read_url(viz_fields *r)
{
    static const char *const words[] = {"coalition", "item", NULL};
    viz_model *m = r->model;
    viz_url u = {.line = r->source->number};
    unsigned word = 0;
    if (!VIZ_FIELDS_GROW(r, m->urls, m->n_urls) ||
        !viz_fields_word(r, 1, "url of a", words, &word) ||
        !viz_fields_number(r, 2, "index of a url", 0, &u.index) ||
        !viz_fields_address(r, 3, &u.url))
        return false;
    u.item = word == 1;
    m->urls[m->n_urls++] = u;
    return true;
}

static const struct {
    const char *kind;
    size_t fields; /* beside the kind */
    bool (*read)(viz_fields *r);
    bool once;
} kinds[] = {{"style", 1, read_style, true},
             {"title", 1, read_title, true},
             {"desc", 1, read_desc, true},
             {"lang", 1, read_lang, true},
             {"theme", 1, read_theme, true},
             {"paper", 1, read_paper, true},
             {"effort", 1, read_effort, true},
             {"fold", 1, read_fold, true},
             {"seed", 1, read_seed, true},
             {"still", 0, read_still, true},
             {"facet", 2, read_facet, true},
             {"measure", 1, read_measure, true},
             {"note", 1, read_note, false},
             {"more", 1, read_more, false},
             {"group", 2, read_group, false},
             {"coalition", 5, read_coalition, false},
             {"item", 3, read_item, false},
             {"seat", 3, read_seat, false},
             {"link", 2, read_link, false},
             {"url", 3, read_url, false},
             {"elsewhere", 2, read_elsewhere, false},
             {"column", 2, read_column, false},
             {"entry", 4, read_entry, false},
             {"cell", 3, read_cell, false},
             {"district", 5, read_district, false},
             {"road", 3, read_road, false},
             {"row", 3, read_row, false},
             {"head", 3, read_head, false},
             {"crossing", 6, read_crossing, false},
             {"dot", 2, read_dot, false}};

static bool read_record(viz_fields *r)
{
    if (++r->records > RECORDS_MAX) return viz_fields_refuse(r, "lines", "at most 200000", 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!viz_field_is(&r->source->field[0], kinds[i].kind)) continue;
        if (r->source->fields != kinds[i].fields + 1)
            return viz_fail(r->err, "line %zu: fields of a %s, allowed: %zu, given: %zu",
                            r->source->number, kinds[i].kind, kinds[i].fields,
                            r->source->fields - 1);
        if (kinds[i].once && r->given >> i & 1) {
            char what[40];
            snprintf(what, sizeof what, "record %s", kinds[i].kind);
            return viz_fields_refuse(r, what, "at most one", kinds[i].fields > 0);
        }
        r->given |= 1UL << i;
        return kinds[i].read(r);
    }
    return viz_fields_refuse(
        r, "kind of record",
        "style, title, desc, lang, theme, paper, effort, fold, seed, still, note, more, "
        "facet, group, coalition, item, seat, link, url, elsewhere, column, entry, "
        "measure, cell, district, road, row, head, crossing, dot",
        0);
}

bool viz_model_read(viz_source *source, viz_model *out, viz_error *err)
{
    viz_fields r = {.model = out, .source = source, .err = err};
    *out = (viz_model){.effort = VIZ_EFFORT_NORMAL, .seed = 1};
    bool good = true;
    viz_read state = VIZ_READ_END;
    while (good && (state = viz_source_next(source, err)) == VIZ_READ_LINE) {
        if (source->fields == 1 && viz_field_is(&source->field[0], "end")) {
            state = VIZ_READ_END;
            break;
        }
        good = read_record(&r);
    }
    good = good && state == VIZ_READ_END && viz_model_settle(out, err);
    if (!good) viz_model_release(out);
    return good;
}
