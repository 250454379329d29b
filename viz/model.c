/* SPDX-License-Identifier: MIT
 *
 * Reading the drawing model: a table of record kinds, one function each. What only the whole can
 * show (order, gaps, references, repetition) is model_settle.c. */
#include "model.h"

#include "lines.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Above these no style could draw anything, and memory stays bounded. */
enum { RECORDS_MAX = 200000, NOTES_MAX = 12 };
static const size_t text_bytes_max = (size_t)32 << 20;

typedef struct {
    viz_model *model;
    viz_source *source;
    viz_error *err;
    size_t text_bytes, records;
    bool theme_given, paper_given, effort_given, fold_given, seed_given;
} reader;

static bool refuse(reader *r, const char *what, const char *allowed, size_t field)
{
    return viz_source_refuse(r->source, r->err, what, allowed, &r->source->field[field]);
}

/* Room for one more at the end of a list; doubling at powers of two needs no capacity kept. */
static bool grow(reader *r, void *list_pointer, size_t count, size_t size)
{
    if (count & (count - 1)) return true;
    void *list; /* copied in and out: a void ** may not alias a pointer to something else */
    memcpy(&list, list_pointer, sizeof list);
    list = realloc(list, (count ? 2 * count : 1) * size);
    if (!list) return viz_fail_memory(r->err);
    memcpy(list_pointer, &list, sizeof list);
    return true;
}

#define GROW(r, list, count) grow(r, &(list), count, sizeof *(list))

static bool take_text(reader *r, size_t field, char **out)
{
    const viz_field *f = &r->source->field[field];
    char *text = viz_text_clean(f->bytes, f->length);
    if (!text) return viz_fail_memory(r->err);
    r->text_bytes += strlen(text);
    if (r->text_bytes > text_bytes_max) {
        free(text);
        return refuse(r, "text in all", "at most 32 MiB", field);
    }
    *out = text;
    return true;
}

static bool take_number(reader *r, size_t field, const char *what, unsigned low, unsigned *out)
{
    const viz_field *f = &r->source->field[field];
    unsigned value = 0;
    bool good = f->length > 0 && f->length <= 9;
    for (size_t i = 0; good && i < f->length; i++) {
        good = f->bytes[i] >= '0' && f->bytes[i] <= '9';
        value = value * 10 + (unsigned)(f->bytes[i] - '0');
    }
    if (!good || value < low)
        return refuse(r, what, low ? "1 to 999999999" : "0 to 999999999", field);
    *out = value;
    return true;
}

/* A plain decimal; strtod would follow the locale and take nan and hexadecimals. */
static bool take_weight(reader *r, size_t field, double *out)
{
    const viz_field *f = &r->source->field[field];
    double value = 0, place = 1;
    bool point = false, digits = false, good = f->length <= 30;
    for (size_t i = 0; good && i < f->length; i++) {
        const char c = f->bytes[i];
        const bool digit = c >= '0' && c <= '9';
        good = digit || (c == '.' && !point);
        point = point || c == '.';
        digits = digits || digit;
        if (digit && point)
            value += (c - '0') * (place /= 10);
        else if (digit)
            value = value * 10 + (c - '0');
    }
    if (!good || !digits || !(value > 0 && value <= 1))
        return refuse(r, "weight of a seat", "a decimal above 0 and at most 1", field);
    *out = value;
    return true;
}

/* One of a list of words, the last NULL; *out is its place in the list. */
static bool take_word(reader *r, size_t field, const char *what, const char *const *words,
                      unsigned *out)
{
    char allowed[80] = "";
    for (unsigned i = 0; words[i]; i++) {
        if (viz_field_is(&r->source->field[field], words[i])) {
            *out = i;
            return true;
        }
        strcat(strcat(allowed, i ? ", " : ""), words[i]);
    }
    return refuse(r, what, allowed, field);
}

static bool read_style(reader *r)
{
    static const char *const words[] = {"network", "trains", "matrix", "upset", "districts", NULL};
    unsigned word = 0;
    if (r->model->style != VIZ_STYLE_NONE) return refuse(r, "record style", "one", 1);
    if (!take_word(r, 1, "style", words, &word)) return false;
    r->model->style = (viz_style)(word + VIZ_STYLE_NETWORK);
    return true;
}

static bool read_theme(reader *r)
{
    static const char *const words[] = {"auto", "light", "dark", "print", NULL};
    unsigned word = 0;
    if (r->theme_given) return refuse(r, "record theme", "at most one", 1);
    if (!take_word(r, 1, "theme", words, &word)) return false;
    r->model->theme = (viz_theme)word;
    return r->theme_given = true;
}

static bool read_paper(reader *r)
{
    static const char *const words[] = {"screen", "a3", "a4", "letter", NULL};
    unsigned word = 0;
    if (r->paper_given) return refuse(r, "record paper", "at most one", 1);
    if (!take_word(r, 1, "paper", words, &word)) return false;
    r->model->paper = (viz_paper)word;
    return r->paper_given = true;
}

static bool read_effort(reader *r)
{
    static const char *const words[] = {"fast", "normal", "best", NULL};
    unsigned word = 0;
    if (r->effort_given) return refuse(r, "record effort", "at most one", 1);
    if (!take_word(r, 1, "effort", words, &word)) return false;
    r->model->effort = (viz_effort)word;
    return r->effort_given = true;
}

static bool read_fold(reader *r)
{
    static const char *const words[] = {"auto", "1", "2", "3", NULL};
    if (r->fold_given) return refuse(r, "record fold", "at most one", 1);
    return r->fold_given = take_word(r, 1, "fold", words, &r->model->fold);
}

static bool read_seed(reader *r)
{
    if (r->seed_given) return refuse(r, "record seed", "at most one", 1);
    return r->seed_given = take_number(r, 1, "seed", 0, &r->model->seed);
}

static bool read_still(reader *r)
{
    if (r->model->still) return refuse(r, "record still", "at most one", 0);
    return r->model->still = true;
}

static bool read_facet(reader *r)
{
    if (r->model->facet) return refuse(r, "record facet", "at most one", 1);
    return take_text(r, 1, &r->model->facet) && take_text(r, 2, &r->model->facets);
}

static bool read_measure(reader *r)
{
    if (r->model->measure) return refuse(r, "record measure", "at most one", 1);
    return take_text(r, 1, &r->model->measure);
}

static bool read_title(reader *r)
{
    if (r->model->title) return refuse(r, "record title", "at most one", 1);
    return take_text(r, 1, &r->model->title);
}

static bool read_desc(reader *r)
{
    if (r->model->desc) return refuse(r, "record desc", "at most one", 1);
    return take_text(r, 1, &r->model->desc);
}

static bool read_lang(reader *r)
{
    if (!viz_field_is_lang(&r->source->field[1])) return refuse(r, "lang", VIZ_LANG_ALLOWED, 1);
    if (r->model->lang) return refuse(r, "record lang", "at most one", 1);
    return take_text(r, 1, &r->model->lang);
}

static bool read_into(reader *r, const char *what, viz_texts *texts)
{
    if (texts->count == NOTES_MAX) return refuse(r, what, "at most 12", 1);
    if (!GROW(r, texts->text, texts->count) || !take_text(r, 1, &texts->text[texts->count]))
        return false;
    texts->count++;
    return true;
}

static bool read_note(reader *r)
{
    return read_into(r, "record note", &r->model->notes);
}

static bool read_more(reader *r)
{
    return read_into(r, "record more", &r->model->more);
}

static bool read_group(reader *r)
{
    viz_model *m = r->model;
    viz_group group = {.line = r->source->number};
    if (!GROW(r, m->groups, m->n_groups) ||
        !take_number(r, 1, "number of a group", 1, &group.number) || !take_text(r, 2, &group.label))
        return false;
    m->groups[m->n_groups++] = group;
    return true;
}

static bool read_coalition(reader *r)
{
    static const char *const words[] = {"yes", "partial", "no", "untold", NULL};
    viz_model *m = r->model;
    viz_coalition c = {.line = r->source->number};
    unsigned known = 0;
    if (!GROW(r, m->coalitions, m->n_coalitions) ||
        !take_number(r, 1, "index of a coalition", 0, &c.index) ||
        !take_number(r, 4, "group of a coalition", 0, &c.group) ||
        !take_word(r, 5, "known of a coalition", words, &known) || !take_text(r, 2, &c.id))
        return false;
    if (!take_text(r, 3, &c.name)) {
        free(c.id);
        return false;
    }
    c.known = (viz_known)known;
    m->coalitions[m->n_coalitions++] = c;
    return true;
}

static bool read_item(reader *r)
{
    viz_model *m = r->model;
    viz_item item = {.line = r->source->number};
    if (!GROW(r, m->items, m->n_items) || !take_number(r, 1, "index of an item", 0, &item.index) ||
        !take_number(r, 3, "holders of an item", 1, &item.holders) || !take_text(r, 2, &item.name))
        return false;
    m->items[m->n_items++] = item;
    return true;
}

static bool read_seat(reader *r)
{
    viz_model *m = r->model;
    viz_seat seat = {.line = r->source->number};
    if (!GROW(r, m->seats, m->n_seats) ||
        !take_number(r, 1, "coalition of a seat", 0, &seat.coalition) ||
        !take_number(r, 2, "item of a seat", 0, &seat.item) || !take_weight(r, 3, &seat.weight))
        return false;
    m->seats[m->n_seats++] = seat;
    return true;
}

static bool read_link(reader *r)
{
    viz_model *m = r->model;
    unsigned a = 0, b = 0;
    if (!GROW(r, m->links, m->n_links) || !take_number(r, 1, "coalition of a link", 0, &a) ||
        !take_number(r, 2, "coalition of a link", 0, &b))
        return false;
    if (a == b) return refuse(r, "link", "two different coalitions", 2);
    m->links[m->n_links++] =
        (viz_link){.from = a < b ? a : b, .to = a < b ? b : a, .line = r->source->number};
    return true;
}

static bool read_elsewhere(reader *r)
{
    viz_model *m = r->model;
    viz_elsewhere e = {.line = r->source->number};
    if (!GROW(r, m->elsewhere, m->n_elsewhere) ||
        !take_number(r, 1, "item of an elsewhere", 0, &e.item) ||
        !take_number(r, 2, "group of an elsewhere", 1, &e.group))
        return false;
    m->elsewhere[m->n_elsewhere++] = e;
    return true;
}

static bool read_column(reader *r)
{
    viz_model *m = r->model;
    viz_column c = {.line = r->source->number};
    if (!GROW(r, m->columns, m->n_columns) ||
        !take_number(r, 1, "index of a column", 0, &c.index) || !take_text(r, 2, &c.title))
        return false;
    m->columns[m->n_columns++] = c;
    return true;
}

static bool read_entry(reader *r)
{
    static const char *const words[] = {"no", "yes", NULL};
    viz_model *m = r->model;
    viz_entry e = {.line = r->source->number};
    unsigned shared = 0;
    if (!GROW(r, m->entries, m->n_entries) ||
        !take_number(r, 1, "column of an entry", 0, &e.column) ||
        !take_number(r, 2, "coalition of an entry", 0, &e.coalition) ||
        !take_word(r, 4, "shared of an entry", words, &shared) || !take_text(r, 3, &e.text))
        return false;
    e.shared = shared == 1;
    m->entries[m->n_entries++] = e;
    return true;
}

static bool read_cell(reader *r)
{
    viz_model *m = r->model;
    viz_cell c = {.line = r->source->number};
    unsigned a = 0, b = 0;
    if (!GROW(r, m->cells, m->n_cells) || !take_number(r, 1, "coalition of a cell", 0, &a) ||
        !take_number(r, 2, "coalition of a cell", 0, &b))
        return false;
    if (a == b) return refuse(r, "cell", "two different coalitions", 2);
    c.unknown = viz_field_is(&r->source->field[3], "unknown");
    if (!c.unknown && !take_number(r, 3, "value of a cell", 0, &c.value)) return false;
    c.a = a < b ? a : b;
    c.b = a < b ? b : a;
    m->cells[m->n_cells++] = c;
    return true;
}

static bool read_district(reader *r)
{
    viz_model *m = r->model;
    viz_district d = {.line = r->source->number};
    if (!GROW(r, m->districts, m->n_districts) ||
        !take_number(r, 1, "index of a district", 0, &d.index) ||
        !take_number(r, 4, "groups of a district", 1, &d.groups) ||
        !take_number(r, 5, "coalitions of a district", 1, &d.coalitions) ||
        !take_text(r, 2, &d.label))
        return false;
    if (!take_text(r, 3, &d.below)) {
        free(d.label);
        return false;
    }
    m->districts[m->n_districts++] = d;
    return true;
}

static bool read_dot(reader *r)
{
    viz_model *m = r->model;
    viz_dot d = {.line = r->source->number};
    if (!GROW(r, m->dots, m->n_dots) || !take_number(r, 1, "district of a dot", 0, &d.district) ||
        !take_number(r, 2, "group of a dot", 1, &d.group))
        return false;
    m->dots[m->n_dots++] = d;
    return true;
}

static bool read_road(reader *r)
{
    viz_model *m = r->model;
    viz_road road = {.line = r->source->number};
    unsigned a = 0, b = 0;
    if (!GROW(r, m->roads, m->n_roads) || !take_number(r, 1, "district of a road", 0, &a) ||
        !take_number(r, 2, "district of a road", 0, &b) ||
        !take_number(r, 3, "weight of a road", 1, &road.weight))
        return false;
    if (a == b) return refuse(r, "road", "two different districts", 2);
    road.from = a < b ? a : b;
    road.to = a < b ? b : a;
    m->roads[m->n_roads++] = road;
    return true;
}

/* What follows a link becomes an address of the page: only schemes that run nothing. */
static bool is_safe(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "#"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0) return !strpbrk(url, " \"\\<>");
    }
    return false;
}

static bool read_url(reader *r)
{
    static const char *const words[] = {"coalition", "item", NULL};
    viz_model *m = r->model;
    viz_url u = {.line = r->source->number};
    unsigned word = 0;
    if (!GROW(r, m->urls, m->n_urls) || !take_word(r, 1, "url of a", words, &word) ||
        !take_number(r, 2, "index of a url", 0, &u.index) || !take_text(r, 3, &u.url))
        return false;
    u.item = word == 1;
    if (!is_safe(u.url)) {
        free(u.url);
        return refuse(r, "url", "http:, https:, mailto: or #, without blanks", 3);
    }
    m->urls[m->n_urls++] = u;
    return true;
}

static const struct {
    const char *kind;
    size_t fields; /* beside the kind */
    bool (*read)(reader *r);
} kinds[] = {{"style", 1, read_style},
             {"title", 1, read_title},
             {"desc", 1, read_desc},
             {"lang", 1, read_lang},
             {"theme", 1, read_theme},
             {"paper", 1, read_paper},
             {"note", 1, read_note},
             {"more", 1, read_more},
             {"group", 2, read_group},
             {"coalition", 5, read_coalition},
             {"item", 3, read_item},
             {"seat", 3, read_seat},
             {"link", 2, read_link},
             {"effort", 1, read_effort},
             {"fold", 1, read_fold},
             {"seed", 1, read_seed},
             {"still", 0, read_still},
             {"facet", 2, read_facet},
             {"url", 3, read_url},
             {"elsewhere", 2, read_elsewhere},
             {"column", 2, read_column},
             {"entry", 4, read_entry},
             {"measure", 1, read_measure},
             {"cell", 3, read_cell},
             {"district", 5, read_district},
             {"road", 3, read_road},
             {"dot", 2, read_dot}};

static bool read_record(reader *r)
{
    if (++r->records > RECORDS_MAX) return refuse(r, "lines", "at most 200000", 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!viz_field_is(&r->source->field[0], kinds[i].kind)) continue;
        if (r->source->fields != kinds[i].fields + 1)
            return viz_fail(r->err, "line %zu: fields of a %s, allowed: %zu, given: %zu",
                            r->source->number, kinds[i].kind, kinds[i].fields,
                            r->source->fields - 1);
        return kinds[i].read(r);
    }
    return refuse(r, "kind of record",
                  "style, title, desc, lang, theme, paper, effort, fold, seed, still, note, more, "
                  "facet, group, coalition, item, seat, link, url, elsewhere, column, entry, "
                  "measure, cell, district, road, dot",
                  0);
}

bool viz_model_read(viz_source *source, viz_model *out, viz_error *err)
{
    reader r = {.model = out, .source = source, .err = err};
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
    *model = (viz_model){0};
}
