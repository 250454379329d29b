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
enum { RECORDS_MAX = 100000, NOTES_MAX = 12 };
static const size_t text_bytes_max = (size_t)32 << 20;

typedef struct {
    viz_model *model;
    viz_source source;
    viz_error *err;
    size_t text_bytes;
    bool theme_given, paper_given;
} reader;

static bool refuse(reader *r, const char *what, const char *allowed, size_t field)
{
    return viz_source_refuse(&r->source, r->err, what, allowed, &r->source.field[field]);
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
    const viz_field *f = &r->source.field[field];
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
    const viz_field *f = &r->source.field[field];
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
    const viz_field *f = &r->source.field[field];
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
        if (viz_field_is(&r->source.field[field], words[i])) {
            *out = i;
            return true;
        }
        strcat(strcat(allowed, i ? ", " : ""), words[i]);
    }
    return refuse(r, what, allowed, field);
}

static bool read_style(reader *r)
{
    static const char *const words[] = {"network", NULL};
    unsigned word = 0;
    if (r->model->style != VIZ_STYLE_NONE) return refuse(r, "record style", "one", 1);
    if (!take_word(r, 1, "style", words, &word)) return false;
    r->model->style = VIZ_STYLE_NETWORK;
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

/* The code becomes an attribute, so it is held to the letters of BCP 47. */
static bool read_lang(reader *r)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    const viz_field *f = &r->source.field[1];
    bool good = f->length >= 2 && f->length <= 35 && f->bytes[0] != '-';
    for (size_t i = 0; good && i < f->length; i++)
        good = memchr(letters, f->bytes[i], sizeof letters - 1) != NULL;
    if (!good) return refuse(r, "lang", "a code as en or pt-BR, 2 to 35 characters", 1);
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
    viz_group group = {.line = r->source.number};
    if (!GROW(r, m->groups, m->n_groups) ||
        !take_number(r, 1, "number of a group", 1, &group.number) || !take_text(r, 2, &group.label))
        return false;
    m->groups[m->n_groups++] = group;
    return true;
}

static bool read_coalition(reader *r)
{
    static const char *const words[] = {"yes", "partial", "no", NULL};
    viz_model *m = r->model;
    viz_coalition c = {.line = r->source.number};
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
    viz_item item = {.line = r->source.number};
    if (!GROW(r, m->items, m->n_items) || !take_number(r, 1, "index of an item", 0, &item.index) ||
        !take_number(r, 3, "holders of an item", 1, &item.holders) || !take_text(r, 2, &item.name))
        return false;
    m->items[m->n_items++] = item;
    return true;
}

static bool read_seat(reader *r)
{
    viz_model *m = r->model;
    viz_seat seat = {.line = r->source.number};
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
        (viz_link){.from = a < b ? a : b, .to = a < b ? b : a, .line = r->source.number};
    return true;
}

static const struct {
    const char *kind;
    size_t fields; /* beside the kind */
    bool (*read)(reader *r);
} kinds[] = {{"style", 1, read_style}, {"title", 1, read_title},
             {"desc", 1, read_desc},   {"lang", 1, read_lang},
             {"theme", 1, read_theme}, {"paper", 1, read_paper},
             {"note", 1, read_note},   {"more", 1, read_more},
             {"group", 2, read_group}, {"coalition", 5, read_coalition},
             {"item", 3, read_item},   {"seat", 3, read_seat},
             {"link", 2, read_link}};

static bool read_record(reader *r)
{
    if (r->source.number > RECORDS_MAX) return refuse(r, "lines", "at most 100000", 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!viz_field_is(&r->source.field[0], kinds[i].kind)) continue;
        if (r->source.fields != kinds[i].fields + 1)
            return viz_fail(r->err, "line %zu: fields of a %s, allowed: %zu, given: %zu",
                            r->source.number, kinds[i].kind, kinds[i].fields, r->source.fields - 1);
        return kinds[i].read(r);
    }
    return refuse(r, "kind of record",
                  "style, title, desc, lang, theme, paper, note, more, group, coalition, item, "
                  "seat, link",
                  0);
}

static bool read_first(reader *r)
{
    const viz_read state = viz_source_next(&r->source, r->err);
    if (state == VIZ_READ_FAILED) return false;
    if (state == VIZ_READ_END)
        return viz_fail(r->err, "line 1: drawing, allowed: corral-drawing<TAB>1, given: nothing");
    const viz_field *field = r->source.field;
    if (r->source.fields != 2 || !viz_field_is(&field[0], "corral-drawing"))
        return refuse(r, "drawing", "corral-drawing<TAB>1", 0);
    if (!viz_field_is(&field[1], "1")) return refuse(r, "version of the drawing", "1", 1);
    return true;
}

bool viz_model_read(FILE *in, viz_model *out, viz_error *err)
{
    reader r = {.model = out, .source = {.in = in}, .err = err};
    *out = (viz_model){0};
    bool good = read_first(&r);
    viz_read state = VIZ_READ_END;
    while (good && (state = viz_source_next(&r.source, err)) == VIZ_READ_LINE)
        good = read_record(&r);
    good = good && state == VIZ_READ_END && viz_model_settle(out, err);
    viz_source_release(&r.source);
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
    *model = (viz_model){0};
}
