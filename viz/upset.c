/* SPDX-License-Identifier: MIT
 *
 * The style upset: who sits in how many rooms. A row is a coalition with the letter and colour it
 * has in the train map of its group; a column is one combination of two or more rows that really
 * occurs, with the names of those who sit in exactly these above it. The fullest columns come
 * first. After Lex et al. 2014. */
#include "label.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_MAX = 9, COLUMNS_MAX = 40, NAMES_MAX = 6 };
static const double row_height = 34, dot = 8, name_size = 13, item_size = 11, turn = -50;
static const double line_pitch = 17, column_gap = 20, name_width = 210;

/* One combination; `items` are places in the model, rising. */
typedef struct {
    unsigned mask;
    unsigned *items;
    size_t n_items;
    double x, width; /* of the middle of its dots; of its names */
} column;

typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    column *columns;
    size_t n_columns, n_shown;
    size_t held[ROWS_MAX]; /* items of each row, shared or not */
    unsigned row_of[ROWS_MAX];
    size_t rows;
    double left, right; /* of the rows */
} parts;

static bool check(const viz_model *m, viz_error *err)
{
    if (m->n_coalitions <= ROWS_MAX) return true;
    return viz_fail(err, "coalitions of the style upset, allowed: at most %d, given: %zu", ROWS_MAX,
                    m->n_coalitions);
}

static unsigned count_bits(unsigned mask)
{
    unsigned count = 0;
    for (; mask; mask &= mask - 1) count++;
    return count;
}

/* ---- columns ---- */

static bool add_to(column *c, unsigned item)
{
    if (!(c->n_items & (c->n_items - 1))) { /* doubling at powers of two needs no capacity kept */
        unsigned *grown = realloc(c->items, (c->n_items ? 2 * c->n_items : 1) * sizeof *grown);
        if (!grown) return false;
        c->items = grown;
    }
    c->items[c->n_items++] = item;
    return true;
}

static int by_fullness(const void *left, const void *right)
{
    const column *a = left, *b = right;
    const unsigned x = count_bits(a->mask), y = count_bits(b->mask);
    if (x != y) return x > y ? -1 : 1;
    if (a->n_items != b->n_items) return a->n_items > b->n_items ? -1 : 1;
    return (a->items[0] > b->items[0]) - (a->items[0] < b->items[0]);
}

static bool find_columns(parts *p, const unsigned *mask)
{
    p->columns = calloc(p->model->n_items + 1, sizeof *p->columns);
    if (!p->columns) return false;
    for (size_t j = 0; j < p->model->n_items; j++) {
        size_t c = 0;
        if (count_bits(mask[j]) < 2) continue;
        while (c < p->n_columns && p->columns[c].mask != mask[j]) c++;
        if (c == p->n_columns) p->columns[p->n_columns++].mask = mask[j];
        if (!add_to(&p->columns[c], (unsigned)j)) return false;
    }
    if (p->n_columns > 1) qsort(p->columns, p->n_columns, sizeof *p->columns, by_fullness);
    p->n_shown = p->n_columns < COLUMNS_MAX ? p->n_columns : COLUMNS_MAX;
    return true;
}

static bool read_seats(parts *p)
{
    const viz_model *m = p->model;
    unsigned *mask = calloc(m->n_items + 1, sizeof *mask);
    bool good = mask != NULL;
    for (size_t i = 0; good && i < m->n_seats; i++) {
        mask[m->seats[i].item] |= 1U << m->seats[i].coalition;
        p->held[m->seats[i].coalition]++;
    }
    good = good && find_columns(p, mask);
    free(mask);
    return good;
}

/* ---- rows ---- */

/* The letter of a coalition is its place among those of its group. */
static unsigned place_of(const viz_model *m, size_t coalition)
{
    unsigned place = 0;
    for (size_t i = 0; i < coalition; i++)
        place += m->coalitions[i].group == m->coalitions[coalition].group;
    return place;
}

static double row_y(size_t row)
{
    return ((double)row + 0.5) * row_height;
}

static void draw_bands(const parts *p)
{
    for (size_t row = 0; row < p->rows; row += 2)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_RECT,
                                             .box = {0, (double)row * row_height, p->right,
                                                     (double)(row + 1) * row_height},
                                             .fill = VIZ_BAND});
}

static viz_buf row_title(const parts *p, size_t row)
{
    const viz_model *m = p->model;
    viz_buf out = {0};
    unsigned shared = 0;
    for (size_t c = 0; c < p->n_columns; c++)
        shared += p->columns[c].mask >> row & 1 ? (unsigned)p->columns[c].n_items : 0;
    viz_buf_put(&out, "%s: %u %s, %u shared", viz_coalition_name(&m->coalitions[row]),
                (unsigned)p->held[row], viz_facet_word(m, p->held[row]), shared);
    return out;
}

static void draw_row(const parts *p, size_t row)
{
    const viz_model *m = p->model;
    const unsigned place = place_of(m, row);
    const char letter[2] = {(char)('A' + place), '\0'};
    viz_buf keys = {0}, title = row_title(p, row), count = {0};
    char *name =
        viz_label_fit(viz_coalition_name(&m->coalitions[row]), name_size, true, name_width);
    for (size_t c = 0; c < p->n_shown; c++) {
        if (p->columns[c].mask >> row & 1) viz_key_put(&keys, 's', (unsigned)c);
    }
    viz_buf_put(&count, "%u", (unsigned)p->held[row]);
    if (!name || !viz_buf_ok(&count)) p->canvas->failed = true;
    const size_t group = viz_thing_open(p->canvas, 'c', (unsigned)row, &keys, &title);
    viz_canvas_link(p->canvas, group, m->coalitions[row].url);
    const viz_mark words = {.kind = VIZ_TEXT,
                            .what = "name",
                            .index = (unsigned)row,
                            .y = row_y(row),
                            .size = name_size,
                            .fill = VIZ_INK};
    viz_mark text = words;
    text.x = name_width + 8;
    text.anchor = VIZ_END;
    text.bold = true;
    text.text = name;
    viz_canvas_add(p->canvas, text);
    viz_badge_draw(p->canvas, (viz_mark){.what = "badge", .index = (unsigned)row},
                   (viz_point){name_width + 28, row_y(row)}, 10, place + 1, letter);
    text = words;
    text.what = "count";
    text.x = name_width + 62;
    text.anchor = VIZ_END;
    text.fill = VIZ_MUTED;
    text.text = count.data;
    viz_canvas_add(p->canvas, text);
    viz_canvas_close(p->canvas);
    free(name);
    viz_buf_release(&count);
}

/* ---- columns, drawn ---- */

static size_t lines_of(const column *c)
{
    return c->n_items < NAMES_MAX ? c->n_items : NAMES_MAX;
}

/* Names stand in turned lines side by side, so a column is as wide as they are many. */
static void place_columns(parts *p)
{
    double x = name_width + 92;
    for (size_t c = 0; c < p->n_shown; c++) {
        p->columns[c].width = fmax(1, (double)lines_of(&p->columns[c])) * line_pitch;
        p->columns[c].x = x + p->columns[c].width / 2;
        x += p->columns[c].width + column_gap;
    }
    p->left = name_width + 80;
    p->right = fmax(x, name_width + 300);
}

static viz_buf column_title(const parts *p, const column *c)
{
    const viz_model *m = p->model;
    viz_buf out = {0};
    bool any = false;
    for (size_t i = 0; i < c->n_items; i++)
        viz_buf_put(&out, "%s%s", i ? ", " : "", viz_item_name(&m->items[c->items[i]]));
    for (size_t row = 0; row < p->rows; row++) {
        if (!(c->mask >> row & 1)) continue;
        viz_buf_put(&out, "%s%s", any ? ", " : ": ", viz_coalition_name(&m->coalitions[row]));
        any = true;
    }
    return out;
}

static void draw_names(const parts *p, const column *c, unsigned number)
{
    const size_t lines = lines_of(c);
    for (size_t i = 0; i < lines; i++) {
        viz_buf text = {0};
        if (i + 1 == lines && c->n_items > lines)
            viz_buf_put(&text, "and %u more", (unsigned)(c->n_items - lines + 1));
        else
            viz_buf_text(&text, viz_item_name(&p->model->items[c->items[i]]));
        char *name = text.data ? viz_label_fit(text.data, item_size, false, 190) : NULL;
        if (!name) p->canvas->failed = true;
        viz_canvas_add(p->canvas,
                       (viz_mark){.kind = VIZ_TEXT,
                                  .what = "item",
                                  .index = number,
                                  .x = c->x + ((double)i - ((double)lines - 1) / 2) * line_pitch,
                                  .y = -10,
                                  .size = item_size,
                                  .turn = turn,
                                  .fill = VIZ_INK,
                                  .text = name ? name : (char *)""});
        free(name);
        viz_buf_release(&text);
    }
}

static void draw_dots(const parts *p, const column *c, unsigned number)
{
    viz_point ends[2] = {{c->x, 0}, {c->x, 0}};
    bool any = false;
    for (size_t row = 0; row < p->rows; row++) {
        if (!(c->mask >> row & 1)) continue;
        if (!any) ends[0].y = row_y(row);
        ends[1].y = row_y(row);
        any = true;
    }
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                         .what = "column",
                                         .index = number,
                                         .other = c->mask,
                                         .form = VIZ_SEGMENTS,
                                         .points = ends,
                                         .n_points = 2,
                                         .stroke = VIZ_INK,
                                         .stroke_width = 3});
    for (size_t row = 0; row < p->rows; row++) {
        const bool full = c->mask >> row & 1;
        const viz_paint paint =
            full ? viz_paint_of(VIZ_COLOUR, place_of(p->model, row) + 1) : VIZ_FAINT;
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_CIRCLE,
                                             .what = full ? "dot" : NULL,
                                             .index = (unsigned)row,
                                             .other = number,
                                             .box = viz_rect_around((viz_point){c->x, row_y(row)},
                                                                    full ? dot : 3, full ? dot : 3),
                                             .fill = paint,
                                             .stroke = full ? VIZ_PAPER : VIZ_NONE,
                                             .stroke_width = 1.5});
    }
}

static void draw_column(const parts *p, size_t number)
{
    const column *c = &p->columns[number];
    viz_buf keys = {0}, title = column_title(p, c);
    for (size_t row = 0; row < p->rows; row++) {
        if (c->mask >> row & 1) viz_key_put(&keys, 'c', (unsigned)row);
    }
    viz_thing_open(p->canvas, 's', (unsigned)number, &keys, &title);
    draw_dots(p, c, (unsigned)number);
    draw_names(p, c, (unsigned)number);
    viz_canvas_close(p->canvas);
}

/* ---- the sheet ---- */

static bool lay_sheet(const parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    viz_buf key = {0};
    if (viz_english(m) && !p->n_columns)
        viz_buf_put(&key, "No two of these coalitions share a %s that is known.",
                    viz_facet_word(m, 1));
    if (viz_english(m) && p->n_columns > p->n_shown)
        viz_buf_put(&key, "%u more combinations are not drawn.",
                    (unsigned)(p->n_columns - p->n_shown));
    viz_buf_text(&key, "");
    const viz_words words = {.title =
                                 m->title && *m->title ? m->title : "Who sits in how many rooms",
                             .desc = m->desc && *m->desc ? m->desc : "",
                             .aloud = m->desc && *m->desc ? m->desc : "Who sits in how many rooms",
                             .key = key.data,
                             .left = true};
    const bool good = (viz_buf_ok(&key) || viz_fail_memory(err)) &&
                      viz_sheet_lay(m, viz_canvas_bounds(p->canvas, 0), words, p->canvas, err);
    viz_buf_release(&key);
    return good;
}

bool viz_upset(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    parts p = {.model = model, .canvas = canvas, .rows = model->n_coalitions};
    bool good = check(model, err);
    if (good) good = read_seats(&p) || viz_fail_memory(err);
    if (good) {
        place_columns(&p);
        draw_bands(&p);
        for (size_t row = 0; row < p.rows; row++) draw_row(&p, row);
        for (size_t c = 0; c < p.n_shown; c++) draw_column(&p, c);
        good = (viz_canvas_ok(canvas) || viz_fail_memory(err)) && lay_sheet(&p, err);
    }
    for (size_t c = 0; c < p.n_columns; c++) free(p.columns[c].items);
    free(p.columns);
    return good;
}
