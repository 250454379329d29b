/* SPDX-License-Identifier: MIT */
#include "upset.h"

#include "label.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double badge = 11, dot = 8, empty = 6;        /* radius, radius, width */
static const double turn = -55, lettering = 12;            /* of the names above columns */
#define COUNTS 70.0                                        /* room for "12 of 30+" */
static const double longest_name = 320, longest_row = 230; /* px */
static const double others_width = 64;
static const double name_size = 13,
                    names_end = -14 - COUNTS - 22 - 8; /* left of counts and badge */
enum { TITLE_GRAPHEMES = 80 };

static double middle(size_t row)
{
    return ((double)row + 0.5) * VIZ_UPSET_ROW;
}

/* The colour of a line is its place among those drawn, as its letter is. */
static unsigned colour_of(size_t row)
{
    return (unsigned)row + 1;
}

static void add_text(viz_canvas *canvas, viz_mark mark, const char *text)
{
    mark.kind = VIZ_TEXT;
    mark.text = (char *)text;
    viz_canvas_add(canvas, mark);
}

static void put_cut(viz_buf *out, const char *text)
{
    char *cut = viz_text_cut(text, TITLE_GRAPHEMES);
    viz_buf_text(out, cut ? cut : "");
    out->failed = out->failed || !cut;
    free(cut);
}

/* ---- rows ---- */

static void put_row_title(const viz_upset_parts *p, size_t row, viz_buf *out)
{
    const viz_model *m = p->model;
    const viz_coalition *c = &m->coalitions[row];
    const char *known = viz_known_words(m, c->known);
    put_cut(out, viz_coalition_name(c));
    if (c->known == VIZ_KNOWN_UNTOLD) {
        if (p->shared[row]) viz_buf_put(out, ": %u shared with others of these", p->shared[row]);
        return;
    }
    viz_buf_put(out, *known ? " (%s): " : ": ", known);
    if (p->all[row])
        viz_buf_put(out, "%u %s, %u shared with others of these", p->all[row],
                    viz_facet_word(m, p->all[row]), p->shared[row]);
    else
        viz_buf_put(out, "no %s known", viz_facet_word(m, 1));
}

/* Its columns, and the rows it shares one with. */
static void put_row_keys(const viz_upset_parts *p, size_t row, viz_buf *keys)
{
    unsigned partners = 0;
    for (size_t k = 0; k < p->n_combinations; k++) {
        if (!(p->combinations[k].mask >> row & 1)) continue;
        partners |= p->combinations[k].mask;
        if (k < p->drawn) viz_key_put(keys, 's', (unsigned)k);
    }
    for (unsigned i = 0; i < p->n; i++) {
        if (i != row && partners >> i & 1) viz_key_put(keys, 'c', i);
    }
}

static void draw_empty_dots(const viz_upset_parts *p, size_t row)
{
    viz_point points[VIZ_UPSET_COLUMNS];
    size_t count = 0;
    for (size_t k = 0; k < p->drawn; k++) {
        if (!(p->combinations[k].mask >> row & 1))
            points[count++] = (viz_point){p->combinations[k].x, middle(row)};
    }
    if (count)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .what = "empty",
                                             .index = (unsigned)row,
                                             .form = VIZ_DOTS,
                                             .points = points,
                                             .n_points = count,
                                             .stroke = VIZ_FAINT,
                                             .stroke_width = empty});
}

static void draw_counts(const viz_upset_parts *p, size_t row)
{
    const viz_known known = p->model->coalitions[row].known;
    const bool unknown = known == VIZ_KNOWN_NO && !p->all[row];
    viz_buf text = {0};
    if (known == VIZ_KNOWN_UNTOLD) return;
    if (!unknown)
        viz_buf_put(&text, viz_english(p->model) ? "%u of %u%s" : "%u / %u%s", p->shared[row],
                    p->all[row], known == VIZ_KNOWN_PARTIAL ? "+" : "");
    else
        viz_buf_text(&text, viz_english(p->model) ? "not known" : "?");
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&text);
    if (text.data)
        add_text(p->canvas,
                 (viz_mark){.what = "count",
                            .index = (unsigned)row,
                            .x = -14,
                            .y = middle(row),
                            .size = 12,
                            .anchor = VIZ_END,
                            .fill = VIZ_MUTED},
                 text.data);
    viz_buf_release(&text);
}

static void draw_row_name(const viz_upset_parts *p, size_t row)
{
    const viz_coalition *c = &p->model->coalitions[row];
    const double high = VIZ_LINE_HEIGHT * name_size;
    for (size_t k = 0; k < p->name[row].count; k++)
        add_text(
            p->canvas,
            (viz_mark){.what = "coalition",
                       .index = (unsigned)row,
                       .other = c->group,
                       .x = names_end,
                       .y = middle(row) + ((double)k - ((double)p->name[row].count - 1) / 2) * high,
                       .size = name_size,
                       .bold = true,
                       .anchor = VIZ_END,
                       .fill = c->known == VIZ_KNOWN_NO ? VIZ_MUTED : VIZ_INK},
            p->name[row].line[k]);
}

static void draw_row(viz_upset_parts *p, size_t row, double right)
{
    const viz_coalition *c = &p->model->coalitions[row];
    const char letter[2] = {(char)('A' + row), '\0'};
    const double top = (double)row * VIZ_UPSET_ROW;
    viz_buf keys = {0}, title = {0};
    put_row_keys(p, row, &keys);
    put_row_title(p, row, &title);
    const size_t group = viz_thing_open(p->canvas, 'c', (unsigned)row, &keys, &title);
    viz_canvas_link(p->canvas, group, c->url);
    viz_canvas_add(p->canvas,
                   (viz_mark){.kind = VIZ_RECT,
                              .what = "row",
                              .index = (unsigned)row,
                              .box = {p->name_left - 12, top, right, top + VIZ_UPSET_ROW},
                              .fill = row % 2 ? VIZ_PAPER : VIZ_BAND});
    draw_row_name(p, row);
    viz_badge_draw(p->canvas, (viz_mark){.what = "badge", .index = (unsigned)row},
                   (viz_point){-14 - COUNTS - badge, middle(row)}, badge, colour_of(row), letter);
    draw_counts(p, row);
    const bool unknown = c->known == VIZ_KNOWN_NO && !p->all[row];
    if (!unknown && c->known != VIZ_KNOWN_UNTOLD) draw_empty_dots(p, row); /* unknown is not no */
    viz_canvas_close(p->canvas);
}

static bool fit_names(viz_upset_parts *p, viz_error *err)
{
    const viz_setting setting = {name_size, true, longest_row, 2};
    p->name_left = names_end;
    for (size_t i = 0; i < p->n; i++) {
        char *cut = viz_text_cut(viz_coalition_name(&p->model->coalitions[i]), TITLE_GRAPHEMES);
        const bool good = cut && viz_text_wrap(cut, setting, &p->name[i]);
        free(cut);
        if (!good) return viz_fail_memory(err);
        p->name_left = fmin(p->name_left, floor(names_end - p->name[i].width));
    }
    return true;
}

/* ---- columns ---- */

/* "3 members with Graduate Harmon and College Access: City; County; State" */
static void put_column_title(const viz_upset_parts *p, const viz_combination *c, viz_buf *out)
{
    const viz_model *m = p->model;
    unsigned listed = 0;
    viz_buf_put(out, "%u %s shared by just ", (unsigned)c->n_items, viz_facet_word(m, c->n_items));
    for (size_t i = 0; i < p->n; i++) {
        if (!(c->mask >> i & 1)) continue;
        listed++;
        viz_buf_text(out, listed == 1 ? "" : listed == c->rows ? " and " : ", ");
        put_cut(out, viz_coalition_name(&m->coalitions[i]));
    }
    for (size_t k = 0; k < c->n_items; k++) {
        viz_buf_text(out, k ? "; " : ": ");
        put_cut(out, viz_item_name(c->items[k]));
    }
}

/* Dots and the line that ties them, with a gap around each. */
static void draw_dots(const viz_upset_parts *p, unsigned place)
{
    const viz_combination *c = &p->combinations[place];
    viz_point line[2 * VIZ_UPSET_ROWS];
    size_t count = 0;
    for (size_t i = 0, last = p->n; i < p->n; i++) {
        if (!(c->mask >> i & 1)) continue;
        if (last < i) {
            line[count++] = (viz_point){c->x, middle(last) + dot + 1.5};
            line[count++] = (viz_point){c->x, middle(i) - dot - 1.5};
        }
        last = i;
    }
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                         .what = "tie",
                                         .index = place,
                                         .form = VIZ_SEGMENTS,
                                         .points = line,
                                         .n_points = count,
                                         .stroke = VIZ_INK,
                                         .stroke_width = 3});
    for (size_t i = 0; i < p->n; i++) {
        if (!(c->mask >> i & 1)) continue;
        viz_canvas_add(p->canvas,
                       (viz_mark){.kind = VIZ_CIRCLE,
                                  .what = "dot",
                                  .index = (unsigned)i,
                                  .other = place,
                                  .box = viz_rect_around((viz_point){c->x, middle(i)}, dot, dot),
                                  .fill = viz_paint_of(VIZ_COLOUR, colour_of(i))});
    }
}

/* A bracket binds names of one column together. */
static void draw_bracket(const viz_upset_parts *p, double from, double to)
{
    viz_point points[4] = {{from - 4, -11}, {from - 4, -6}, {to + 4, -6}, {to + 4, -11}};
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                         .form = VIZ_POLYLINE,
                                         .points = points,
                                         .n_points = 4,
                                         .stroke = VIZ_MUTED,
                                         .stroke_width = 1.2});
}

static void draw_name(const viz_upset_parts *p, viz_mark look, const char *name)
{
    char *fit = viz_label_fit(name, lettering, look.bold, longest_name);
    look.y = -14;
    look.size = lettering;
    look.turn = turn;
    if (fit) add_text(p->canvas, look, fit);
    p->canvas->failed = p->canvas->failed || !fit;
    free(fit);
}

static void draw_names(const viz_upset_parts *p, unsigned place)
{
    const viz_combination *c = &p->combinations[place];
    const size_t left = c->n_items - c->names, slots = c->names + (left > 0);
    const double first = c->x - (double)(slots - 1) / 2 * VIZ_UPSET_SLOT;
    viz_mark look = {.fill = VIZ_INK, .bold = c->rows >= 4, .other = place};
    for (size_t k = 0; k < c->names; k++) {
        look.what = "item";
        look.index = c->items[k]->index;
        look.x = first + (double)k * VIZ_UPSET_SLOT;
        draw_name(p, look, viz_item_name(c->items[k]));
    }
    if (left) {
        viz_buf more = {0};
        viz_buf_put(&more, viz_english(p->model) ? "and %u more" : "+%u", (unsigned)left);
        look = (viz_mark){.what = "rest", .index = (unsigned)left, .other = place};
        look.fill = VIZ_MUTED;
        look.x = first + (double)c->names * VIZ_UPSET_SLOT;
        draw_name(p, look, more.data ? more.data : "");
        p->canvas->failed = p->canvas->failed || !viz_buf_ok(&more);
        viz_buf_release(&more);
    }
    if (slots > 1) draw_bracket(p, first, first + (double)(slots - 1) * VIZ_UPSET_SLOT);
}

static void draw_column(const viz_upset_parts *p, unsigned place)
{
    const viz_combination *c = &p->combinations[place];
    viz_buf keys = {0}, title = {0};
    for (unsigned i = 0; i < p->n; i++) {
        if (c->mask >> i & 1) viz_key_put(&keys, 'c', i);
    }
    put_column_title(p, c, &title);
    const size_t group = viz_thing_open(p->canvas, 's', place, &keys, &title);
    if (!p->canvas->failed) { /* said once for all its names */
        p->canvas->marks[group].size = lettering;
        p->canvas->marks[group].bold = c->rows >= 4;
    }
    draw_dots(p, place);
    draw_names(p, place);
    viz_canvas_close(p->canvas);
}

/* What is beyond the last column: how many items of each row. */
static void draw_others(const viz_upset_parts *p)
{
    const viz_model *m = p->model;
    unsigned row[VIZ_UPSET_ROWS] = {0};
    size_t items = 0;
    viz_buf words = {0};
    if (p->drawn == p->n_combinations) return;
    for (size_t k = p->drawn; k < p->n_combinations; k++) {
        const viz_combination *c = &p->combinations[k];
        items += c->n_items;
        for (size_t i = 0; i < p->n; i++)
            if (c->mask >> i & 1) row[i] += (unsigned)c->n_items;
    }
    viz_buf_put(&words, viz_english(m) ? "%u more %s in %u other combinations" : "+%u %s (%u)",
                (unsigned)items, viz_facet_word(m, items),
                (unsigned)(p->n_combinations - p->drawn));
    viz_mark look = {.what = "others", .index = (unsigned)items, .fill = VIZ_MUTED};
    look.x = p->end + others_width / 2;
    draw_name(p, look, words.data ? words.data : "");
    look.size = lettering;
    look.anchor = VIZ_MIDDLE;
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&words);
    for (size_t i = 0; i < p->n; i++) {
        viz_buf_release(&words);
        viz_buf_put(&words, "%u", row[i]);
        p->canvas->failed = p->canvas->failed || !viz_buf_ok(&words);
        look.index = (unsigned)i;
        look.y = middle(i);
        if (words.data && row[i]) add_text(p->canvas, look, words.data);
    }
    viz_buf_release(&words);
}

/* ---- around the table ---- */

/* Columns with as many rows stand together: below them, how many. */
static void draw_foot(const viz_upset_parts *p)
{
    const double y = (double)p->n * VIZ_UPSET_ROW + 8;
    viz_mark look = {.size = 12, .y = y + 13, .anchor = VIZ_MIDDLE, .bold = true, .fill = VIZ_INK};
    for (size_t k = 0, end; k < p->drawn; k = end) {
        const viz_combination *first = &p->combinations[k];
        for (end = k + 1; end < p->drawn && p->combinations[end].rows == first->rows;) end++;
        const double from = first->x - 11, to = p->combinations[end - 1].x + 11;
        viz_point line[2] = {{from, y}, {to, y}};
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .form = VIZ_SEGMENTS,
                                             .points = line,
                                             .n_points = 2,
                                             .stroke = VIZ_MUTED,
                                             .stroke_width = 1.2});
        const char digit[2] = {(char)('0' + first->rows), '\0'};
        look.what = "rooms";
        look.index = first->rows;
        look.x = (from + to) / 2;
        add_text(p->canvas, look, digit);
    }
}

static void draw_heads(const viz_upset_parts *p)
{
    viz_mark look = {.what = "heading", .size = 11, .x = -14, .anchor = VIZ_END};
    viz_buf text = {0};
    if (!p->drawn || !viz_english(p->model)) return;
    look.fill = VIZ_MUTED;
    look.y = -10;
    viz_buf_put(&text, "%s shared", viz_facet_word(p->model, 2));
    char *fit = text.data ? viz_label_fit(text.data, 11, false, -p->name_left) : NULL;
    if (fit) add_text(p->canvas, look, fit);
    look.index = 1;
    look.y = (double)p->n * VIZ_UPSET_ROW + 21;
    add_text(p->canvas, look, "in how many coalitions");
    p->canvas->failed = p->canvas->failed || !fit;
    free(fit);
    viz_buf_release(&text);
}

static void draw_sentence(const viz_upset_parts *p)
{
    viz_buf text = {0};
    const viz_mark look = {.what = "nothing",
                           .x = p->name_left,
                           .y = (double)p->n * VIZ_UPSET_ROW + 20,
                           .size = 14,
                           .fill = VIZ_INK};
    if (p->n_combinations || !viz_english(p->model)) return;
    if (p->n)
        viz_buf_put(&text, "No two of these coalitions share a %s that is known.",
                    viz_facet_word(p->model, 1));
    else
        viz_buf_text(&text, "No coalition is given.");
    if (viz_buf_ok(&text))
        add_text(p->canvas, look, text.data);
    else
        p->canvas->failed = true;
    viz_buf_release(&text);
}

bool viz_upset_draw(viz_upset_parts *p, viz_error *err)
{
    if (!fit_names(p, err)) return false;
    const double others = p->drawn < p->n_combinations ? others_width : 0;
    for (size_t i = 0; i < p->n; i++) draw_row(p, i, p->end + others);
    for (unsigned k = 0; k < p->drawn; k++) draw_column(p, k);
    draw_others(p);
    draw_foot(p);
    draw_heads(p);
    draw_sentence(p);
    return viz_canvas_ok(p->canvas) || viz_fail_memory(err);
}
