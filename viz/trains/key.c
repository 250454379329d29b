/* SPDX-License-Identifier: MIT
 *
 * The key below a train map: white bars that stand for several, what is on one line only, and the
 * columns the model brings (goals, strategies), a row for each line. Entries flow like words: those
 * that are shared first, and bold. */
#include "trains/draw.h"

#include "label.h"
#include "sheet.h"

#include <stdlib.h>

enum { COLUMNS_MAX = 8, ROW_LINES_MAX = 6 };
static const double text_size = 11, line_height = 15, entry_gap = 14, badge_radius = 7.5;
static const double column_gap = 28, row_gap = 4, heading_height = 24, indent = 22,
                    heading_size = 12;

/* One column of the key: for each line, what stands there. */
typedef struct {
    const char *title;
    bool local; /* the items on one line only; otherwise the model's column */
    unsigned column;
    double width, wish; /* wish: what it would take in one row of words */
    double least;       /* for its title */
} column;

typedef struct {
    const viz_trains_drawing *drawing;
    const viz_train_board *board;
    column columns[COLUMNS_MAX];
    size_t n_columns;
    bool draws;   /* false: only measures */
    bool remarks; /* how much of a list is known; said by line only where lines differ */
} key;

/* Where the next entry of a cell goes. */
typedef struct {
    key *key;
    double left, right, x, y;
    size_t lines, hidden;
} flow;

static void next_line(flow *f)
{
    f->x = f->left;
    f->y += line_height;
    f->lines++;
}

/* What takes more than a line begins one. */
static void put_entry(flow *f, const char *text, bool bold, viz_paint paint)
{
    enum { ENTRY_LINES = 3, GRAPHEMES = 160 }; /* a name and where else it is */
    char *cut = viz_text_cut(text, GRAPHEMES);
    viz_lines words = {0};
    const viz_setting setting = {text_size, bold, f->right - f->left, ENTRY_LINES};
    if (!cut || !viz_text_wrap(cut, setting, &words)) f->key->drawing->canvas->failed = true;
    if (words.count && f->x > f->left && f->x + words.width > f->right) next_line(f);
    if (f->lines + words.count > ROW_LINES_MAX + 1) f->hidden++;
    for (size_t i = 0; i < words.count; i++) {
        if (i) next_line(f);
        if (f->hidden || !f->key->draws) continue;
        viz_canvas_add(f->key->drawing->canvas, (viz_mark){.kind = VIZ_TEXT,
                                                           .what = "key",
                                                           .x = f->x,
                                                           .y = f->y,
                                                           .size = text_size,
                                                           .bold = bold,
                                                           .fill = paint,
                                                           .text = words.line[i]});
    }
    if (words.count) f->x += words.width + entry_gap;
    viz_lines_release(&words);
    free(cut);
}

/* "Rotary Club (also in groups 3, 5)". */
static void put_item(flow *f, unsigned item)
{
    viz_buf text = {0};
    viz_name_also(f->key->drawing->model, item, f->key->board->group, VIZ_ALSO_SHOWN, &text);
    if (viz_buf_ok(&text))
        put_entry(f, text.data, false, VIZ_INK);
    else
        f->key->drawing->canvas->failed = true;
    viz_buf_release(&text);
}

static void put_remark(flow *f, viz_known known)
{
    const char *words = viz_known_words(f->key->drawing->model, known);
    if (f->key->remarks && *words) put_entry(f, words, false, VIZ_MUTED);
}

/* The cell of a line in a column; returns how many lines of text it has. */
static size_t put_cell(key *k, const column *c, unsigned place, viz_point at)
{
    const viz_model *m = k->drawing->model;
    const viz_line *line = &k->board->line[place];
    flow f = {.key = k,
              .left = at.x + indent,
              .right = at.x + c->width,
              .x = at.x + indent,
              .y = at.y,
              .lines = 1};
    if (c->local) {
        put_remark(&f, m->coalitions[line->coalition].known);
        for (size_t i = 0; i < line->n_local; i++) put_item(&f, line->local[i]);
    }
    for (size_t i = 0; !c->local && i < m->n_entries; i++) {
        const viz_entry *e = &m->entries[i];
        if (e->column != c->column || e->coalition != line->coalition) continue;
        put_entry(&f, e->text, e->shared, e->shared ? VIZ_INK : VIZ_MUTED);
    }
    if (f.hidden && k->draws) {
        viz_buf text = {0};
        viz_buf_put(&text, viz_english(m) ? "and %u more" : "+%u", (unsigned)f.hidden);
        if (viz_buf_ok(&text))
            viz_canvas_add(k->drawing->canvas, (viz_mark){.kind = VIZ_TEXT,
                                                          .what = "key",
                                                          .x = f.left,
                                                          .y = at.y + ROW_LINES_MAX * line_height,
                                                          .size = text_size,
                                                          .fill = VIZ_MUTED,
                                                          .text = text.data});
        else
            k->drawing->canvas->failed = true;
        viz_buf_release(&text);
    }
    const size_t all = f.lines > ROW_LINES_MAX ? ROW_LINES_MAX + 1 : f.lines;
    return f.x > f.left || f.lines > 1 ? all : 0;
}

static void put_badge(const key *k, unsigned place, viz_point at)
{
    if (!k->draws) return;
    viz_letter_badge(k->drawing->canvas, place, k->board->line[place].coalition, at, badge_radius,
                     false);
}

/* ---- columns ---- */

/* How wide the longest row of a column would be in one line, up to a bound. */
static double wish_of(key *k, column c)
{
    enum { WIDEST = 2400 };
    const bool draws = k->draws;
    double most = 0;
    k->draws = false;
    c.width = WIDEST;
    for (unsigned place = 0; place < k->board->n_lines; place++) {
        const size_t lines = put_cell(k, &c, place, (viz_point){0, 0});
        for (c.width = 120; lines && c.width < WIDEST; c.width += 40) {
            if (put_cell(k, &c, place, (viz_point){0, 0}) <= 1) break;
        }
        if (lines) most = fmax(most, c.width);
        c.width = WIDEST;
    }
    k->draws = draws;
    return most;
}

static void add_column(key *k, column c)
{
    c.least = fmax(140, ceil(viz_text_width(c.title, heading_size, true)) + 2);
    c.wish = wish_of(k, c);
    if (c.wish > 0 && k->n_columns < COLUMNS_MAX) k->columns[k->n_columns++] = c;
}

static void find_columns(key *k, const char *local_title)
{
    const viz_model *m = k->drawing->model;
    add_column(k, (column){.title = local_title, .local = true});
    for (size_t i = 0; i < m->n_columns; i++)
        add_column(k, (column){.title = m->columns[i].title, .column = (unsigned)i});
}

/* Height of all rows with the widths as they are. */
static size_t lines_of(key *k)
{
    const bool draws = k->draws;
    size_t sum = 0;
    k->draws = false;
    for (unsigned place = 0; place < k->board->n_lines; place++) {
        size_t most = 1;
        for (size_t i = 0; i < k->n_columns; i++) {
            const size_t own = put_cell(k, &k->columns[i], place, (viz_point){0, 0});
            if (own > most) most = own;
        }
        sum += most;
    }
    k->draws = draws;
    return sum;
}

/* Width goes from column to column as long as that saves lines. */
static void trade_width(key *k)
{
    const double step = 24;
    size_t lines = lines_of(k);
    bool better = true;
    for (int round = 0; better && round < 30; round++) {
        better = false;
        for (size_t from = 0; from < k->n_columns; from++) {
            for (size_t to = 0; to < k->n_columns; to++) {
                if (to == from || k->columns[from].width - step < k->columns[from].least) continue;
                k->columns[from].width -= step;
                k->columns[to].width += step;
                const size_t now = lines_of(k);
                if (now < lines) {
                    lines = now;
                    better = true;
                } else {
                    k->columns[from].width += step;
                    k->columns[to].width -= step;
                }
            }
        }
    }
}

/* The widest gives a narrow one the room for its title. */
static void give_least(key *k, column *narrow)
{
    column *widest = narrow;
    for (size_t i = 0; i < k->n_columns; i++)
        if (k->columns[i].width - k->columns[i].least > widest->width - widest->least)
            widest = &k->columns[i];
    const double missing =
        fmin(narrow->least - narrow->width, fmax(0, widest->width - widest->least));
    if (missing <= 0) return;
    narrow->width += missing;
    widest->width -= missing;
}

/* Wishes are met when there is room; else long columns give up most. */
static void share_width(key *k, double width)
{
    double sum = 0, roots = 0;
    const double room = width - column_gap * ((double)k->n_columns - 1);
    for (size_t i = 0; i < k->n_columns; i++) {
        k->columns[i].wish = fmax(k->columns[i].wish, k->columns[i].least);
        sum += fmax(k->columns[i].wish, 200);
        roots += sqrt(k->columns[i].wish);
    }
    for (size_t i = 0; i < k->n_columns; i++) {
        column *c = &k->columns[i];
        c->width = sum <= room ? fmax(c->wish, 200) : room * sqrt(c->wish) / roots;
    }
    for (size_t i = 0; i < k->n_columns && sum > room; i++) give_least(k, &k->columns[i]);
    if (sum > room) trade_width(k);
}

static void put_heading(const key *k, const char *text, double width, viz_point at)
{
    viz_lines one = {0};
    if (!k->draws) return;
    if (!viz_text_wrap(text, (viz_setting){heading_size, true, width, 1}, &one))
        k->drawing->canvas->failed = true;
    if (!one.count) return;
    viz_canvas_add(k->drawing->canvas, (viz_mark){.kind = VIZ_TEXT,
                                                  .what = "key",
                                                  .x = at.x,
                                                  .y = at.y,
                                                  .size = heading_size,
                                                  .bold = true,
                                                  .fill = VIZ_INK,
                                                  .text = one.line[0]});
    viz_lines_release(&one);
}

/* One row of badges and cells; returns its height. */
static double put_row(key *k, unsigned place, viz_point at)
{
    size_t lines = 1;
    double x = at.x;
    for (size_t i = 0; i < k->n_columns; i++) {
        const size_t own = put_cell(k, &k->columns[i], place, (viz_point){x, at.y});
        if (own) put_badge(k, place, (viz_point){x + badge_radius, at.y});
        if (own > lines) lines = own;
        x += k->columns[i].width + column_gap;
    }
    return (double)lines * line_height + row_gap;
}

/* ---- white bars that stand for several, and those there was no room for ---- */

static bool is_listed(const viz_train_board *b, size_t s)
{
    return b->stations[s].n_items > 1 || s >= b->n_drawn;
}

/* Letters of the lines, then every name. */
static void put_listed(key *k, const viz_station *s, double width, viz_point *at)
{
    double x = at->x;
    for (unsigned place = 0; place < k->board->n_lines; place++) {
        if (!(s->mask >> place & 1)) continue;
        put_badge(k, place, (viz_point){x + badge_radius, at->y});
        x += 2 * badge_radius + 2;
    }
    flow f = {.key = k, .left = x + 6, .right = at->x + width, .x = x + 6, .y = at->y, .lines = 1};
    for (size_t i = 0; i < s->n_items; i++) {
        f.lines = 1; /* every name is told, however many lines that takes */
        f.hidden = 0;
        put_item(&f, s->items[i]);
    }
    at->y = f.y + line_height + row_gap;
}

/* In two columns where there are many. Returns the height. */
static double put_all_listed(key *k, viz_point at, double width)
{
    size_t count = 0, seen = 0;
    for (size_t s = 0; s < k->board->n_stations; s++) count += is_listed(k->board, s);
    if (!count) return 0;
    const bool two = count > 3 && width > 1000;
    const double half = two ? (width - column_gap) / 2 : width;
    viz_point next = {at.x, at.y + heading_height};
    double low = next.y;
    if (viz_english(k->drawing->model)) put_heading(k, "Bars that stand for several", width, at);
    for (size_t s = 0; s < k->board->n_stations; s++) {
        if (!is_listed(k->board, s)) continue;
        if (two && seen++ == (count + 1) / 2)
            next = (viz_point){at.x + half + column_gap, at.y + heading_height};
        put_listed(k, &k->board->stations[s], half, &next);
        low = fmax(low, next.y);
    }
    return low - at.y + 10;
}

double viz_board_key(const viz_trains_drawing *d, size_t place, viz_point at, double width,
                     bool draws)
{
    key k = {.drawing = d, .board = &d->boards[place], .draws = draws};
    const viz_model *m = d->model;
    double y = at.y + heading_height / 2;
    for (unsigned line = 1; line < k.board->n_lines; line++)
        k.remarks = k.remarks || m->coalitions[k.board->line[line].coalition].known !=
                                     m->coalitions[k.board->line[0].coalition].known;
    const char *title = !viz_english(m)   ? ""
                        : !k.board->group ? "On this line only"
                                          : "In this group, on this line only";
    y += put_all_listed(&k, (viz_point){at.x, y}, width);
    find_columns(&k, title);
    share_width(&k, width);
    double x = at.x;
    for (size_t i = 0; i < k.n_columns; i++) {
        put_heading(&k, k.columns[i].title, k.columns[i].width, (viz_point){x, y});
        x += k.columns[i].width + column_gap;
    }
    if (k.n_columns) y += heading_height;
    for (unsigned line = 0; k.n_columns && line < k.board->n_lines; line++)
        y += put_row(&k, line, (viz_point){at.x, y});
    return y - at.y;
}
