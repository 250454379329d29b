/* SPDX-License-Identifier: MIT
 *
 * The style trains: every coalition a line from left to right, every item that two or more share a
 * white bar across them. One group is a map with its key; several are a poster, each a map under
 * its number, and those in no group are named at the foot. Without any group all coalitions ride on
 * one map if it takes them, else the foot names them all. The method:
 *   1. a board for each group: which lines, which white bars, and where (trains/board.c, layout.c);
 *   2. one below the other, or side by side where two fit (this file);
 *   3. drawn (trains/draw.c), with the key of a single map (trains/key.c), on a sheet. */
#include "styles.h"

#include "label.h"
#include "sheet.h"
#include "trains/draw.h"

#include <stdlib.h>

static const double poster_gap = 56, head_height = 34, key_gap = 26, foot_size = 12;
static const char in_no_group[] = "In no group: ";

typedef struct {
    viz_trains_drawing drawing;
    viz_train_board *boards;
    viz_rect content;
} parts;

/* ---- boards ---- */

static bool add_board(parts *p, unsigned group, viz_error *err)
{
    return viz_train_board_make(p->drawing.model, group, &p->boards[p->drawing.n_boards++], err);
}

static bool check_size(const viz_model *m, viz_error *err)
{
    if (m->n_coalitions <= VIZ_POSTER_MAX) return true;
    return viz_fail(err,
                    "coalitions of the style trains, allowed: at most %d, given: %zu: draw one "
                    "group, or use the style districts",
                    VIZ_POSTER_MAX, m->n_coalitions);
}

static bool make_boards(parts *p, viz_error *err)
{
    const viz_model *m = p->drawing.model;
    p->boards = calloc(m->n_groups + 1, sizeof *p->boards);
    p->drawing.boards = p->boards;
    if (!p->boards) return viz_fail_memory(err);
    if (!m->n_groups) return m->n_coalitions > VIZ_TRAINS_LINES || add_board(p, 0, err);
    for (size_t g = 0; g < m->n_groups; g++) {
        if (viz_model_has(m, m->groups[g].number) && !add_board(p, m->groups[g].number, err))
            return false;
    }
    return true;
}

/* ---- a poster ---- */

static const char *label_of(const viz_model *m, unsigned group)
{
    for (size_t g = 0; g < m->n_groups; g++) {
        if (m->groups[g].number == group) return m->groups[g].label;
    }
    return "";
}

/* A square with the number: numbers are groups, letters are lines. */
static void put_head(const parts *p, const viz_train_board *b, viz_point at, double width)
{
    viz_canvas *canvas = p->drawing.canvas;
    const unsigned colour = 0; /* the colours are those of lines */
    viz_buf number = {0};
    viz_lines one = {0};
    const viz_rect square = {at.x, at.y, at.x + 24, at.y + 24};
    viz_buf_put(&number, "%u", b->group);
    if (!viz_buf_ok(&number) ||
        !viz_text_wrap(label_of(p->drawing.model, b->group),
                       (viz_setting){13, true, fmax(width - 34, 80), 1}, &one)) {
        canvas->failed = true;
        goto done;
    }
    viz_canvas_open(canvas, NULL, "head", NULL);
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_RECT,
                                      .what = "group",
                                      .index = b->group,
                                      .box = square,
                                      .radius = 5,
                                      .fill = viz_paint_of(VIZ_COLOUR, colour)});
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = "number",
                                      .index = b->group,
                                      .x = at.x + 12,
                                      .y = at.y + 12,
                                      .size = b->group < 100 ? 13 : 9,
                                      .bold = true,
                                      .anchor = VIZ_MIDDLE,
                                      .fill = viz_paint_of(VIZ_ON, colour),
                                      .text = number.data});
    for (size_t i = 0; i < one.count; i++)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                          .what = "group",
                                          .index = b->group,
                                          .x = at.x + 34,
                                          .y = at.y + 12,
                                          .size = 13,
                                          .bold = true,
                                          .fill = VIZ_INK,
                                          .text = one.line[i]});
    viz_canvas_close(canvas);
done:
    viz_lines_release(&one);
    viz_buf_release(&number);
}

/* Boards fill shelves from left to right in the order of their numbers, up to `width`. Returns the
 * room they take. */
static viz_point shelve(parts *p, double width, bool draws)
{
    const viz_trains_drawing *d = &p->drawing;
    double used = 0, shelf = 0;
    viz_point at = {0, 0};
    for (size_t i = 0; i < d->n_boards; i++) {
        const double wide = viz_board_width(&d->boards[i]);
        if (at.x > 0 && at.x + wide > width) {
            at = (viz_point){0, at.y + shelf + poster_gap};
            shelf = 0;
        }
        if (draws) {
            put_head(p, &d->boards[i], at, wide);
            viz_board_draw(d, i, (viz_point){at.x, at.y + head_height});
        }
        shelf = fmax(shelf, head_height + viz_board_height(&d->boards[i]));
        used = fmax(used, at.x + wide);
        at.x += wide + poster_gap;
    }
    return (viz_point){used, at.y + shelf};
}

/* How large it can be printed, whichever way the paper is held. */
static double scale_on(double shape, viz_point room)
{
    const double high = room.y + 150; /* with title and small print */
    return fmax(fmin(shape / room.x, 1 / high), fmin(1 / room.x, shape / high));
}

/* On a screen a poster is as wide as a map; on paper as suits the sheet. */
static void draw_poster(parts *p)
{
    const double shape = viz_paper_shape(p->drawing.model->paper);
    double best = VIZ_BOARD_WIDEST;
    for (double width = best; shape > 0 && width < 3 * VIZ_BOARD_WIDEST; width += 100) {
        if (scale_on(shape, shelve(p, width, false)) > scale_on(shape, shelve(p, best, false)))
            best = width;
    }
    const viz_point room = shelve(p, best, true);
    p->content = (viz_rect){0, 0, room.x, room.y};
}

/* ---- in no group ---- */

static bool is_alone(const parts *p, size_t coalition)
{
    for (size_t i = 0; i < p->drawing.n_boards; i++) {
        if (p->boards[i].group == p->drawing.model->coalitions[coalition].group) return false;
    }
    return true;
}

static viz_buf alone_words(const parts *p)
{
    const viz_model *m = p->drawing.model;
    viz_buf words = {0};
    for (size_t i = 0; i < m->n_coalitions; i++) {
        if (!is_alone(p, i)) continue;
        viz_buf_text(&words, words.length ? ", " : viz_english(m) ? in_no_group : "");
        viz_buf_text(&words, viz_coalition_name(&m->coalitions[i]));
    }
    return words;
}

/* Adds the line and empties it. */
static bool end_foot_line(viz_canvas *canvas, viz_buf *line, double *y)
{
    const double height = foot_size * VIZ_LINE_HEIGHT;
    const bool good = viz_buf_ok(line);
    if (good)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                          .what = "alone",
                                          .y = *y + height / 2,
                                          .size = foot_size,
                                          .fill = VIZ_MUTED,
                                          .text = line->data});
    *y += height;
    viz_buf_release(line);
    return good;
}

/* A line ends before the name that does not fit: names are not broken. */
static bool put_foot_lines(parts *p, double width, double *y)
{
    const viz_model *m = p->drawing.model;
    const char *head = viz_english(m) ? in_no_group : "";
    const double first = viz_text_width(head, foot_size, false);
    const double between = viz_text_width(", ", foot_size, false);
    viz_buf line = {0};
    double used = first;
    bool good = true, any = false;
    viz_buf_text(&line, head);
    for (size_t i = 0; good && i < m->n_coalitions; i++) {
        if (!is_alone(p, i)) continue;
        char *name = viz_label_fit(viz_coalition_name(&m->coalitions[i]), foot_size, false,
                                   width - first - between);
        const double wide = name ? viz_text_width(name, foot_size, false) + between : 0;
        const bool breaks = any && used + wide > width;
        if (any) viz_buf_text(&line, breaks ? "," : ", ");
        good = name && (!breaks || end_foot_line(p->drawing.canvas, &line, y));
        if (good) viz_buf_text(&line, name);
        used = (breaks ? 0 : used) + wide;
        any = true;
        free(name);
    }
    good = good && end_foot_line(p->drawing.canvas, &line, y);
    viz_buf_release(&line);
    return good;
}

/* Coalitions of no group, all of them; the tip has their whole names. */
static bool put_alone(parts *p)
{
    const double width = fmax(p->content.x1, p->drawing.n_boards ? 552 : 900);
    double y = p->content.y1 + (p->drawing.n_boards ? key_gap : 0);
    viz_buf words = alone_words(p);
    bool good = !words.failed;
    if (good && words.length) {
        viz_canvas_open(p->drawing.canvas, NULL, NULL, words.data);
        good = put_foot_lines(p, width, &y);
        viz_canvas_close(p->drawing.canvas);
        p->content.x1 = width;
        p->content.y1 = y;
    }
    viz_buf_release(&words);
    return good;
}

/* ---- one map ---- */

/* On paper the key takes the width that gives the sheet its shape. */
static double width_of(const parts *p, double height)
{
    const double narrowest = 900, shape = viz_paper_shape(p->drawing.model->paper);
    double width = fmax(narrowest, viz_board_width(&p->boards[0]));
    for (const double most = 2 * width; shape > 0 && width < most; width += 40) {
        const double key = viz_board_key(&p->drawing, 0, (viz_point){0, 0}, width, false);
        if (width + 2 * VIZ_MARGIN >= shape * (height + key_gap + key + 150)) break;
    }
    return width;
}

static void draw_single(parts *p)
{
    const viz_trains_drawing *d = &p->drawing;
    if (!d->n_boards || !d->boards[0].n_lines) return;
    const double height = viz_board_height(&d->boards[0]), width = width_of(p, height);
    viz_train_board_widen(&p->boards[0], width);
    viz_board_draw(d, 0, (viz_point){0, 0});
    const double key = viz_board_key(d, 0, (viz_point){0, height + key_gap}, width, true);
    p->content = (viz_rect){0, 0, width, height + key_gap + key};
}

/* ---- the sheet ---- */

/* Read aloud: each line with where it stops, and who is in no group. */
static char *aloud(const parts *p)
{
    const viz_model *m = p->drawing.model;
    viz_buf out = {0};
    if (m->desc) viz_buf_put(&out, "%s ", m->desc);
    for (size_t i = 0; i < p->drawing.canvas->n_marks; i++) {
        const viz_mark *mark = &p->drawing.canvas->marks[i];
        const bool tells = !mark->id || *mark->id == 'l'; /* a line, or the foot */
        if (mark->kind == VIZ_OPEN && mark->title && tells) viz_buf_put(&out, "%s. ", mark->title);
    }
    viz_buf_text(&out, "");
    if (out.length && out.data[out.length - 1] == ' ') out.data[--out.length] = '\0';
    return viz_buf_take(&out);
}

/* What is there to be explained, once for all maps. */
static void put_signs(const parts *p, viz_buf *out)
{
    bool bold = false, ticks = false, partial = false, unknown = false;
    const viz_model *m = p->drawing.model;
    for (size_t i = 0; i < p->drawing.n_boards && viz_english(m); i++) {
        const viz_train_board *b = &p->boards[i];
        for (size_t s = 0; s < b->n_drawn; s++) bold = bold || b->stations[s].bold;
        for (unsigned k = 0; k < b->n_lines; k++) {
            const viz_known known = m->coalitions[b->line[k].coalition].known;
            ticks = ticks || b->line[k].n_local;
            partial = partial || known == VIZ_KNOWN_PARTIAL;
            unknown = unknown || known == VIZ_KNOWN_NO;
        }
    }
    if (bold) viz_buf_text(out, "Bold: on four lines or more. ");
    if (ticks)
        viz_buf_put(out,
                    "A tick before the end of a line: a %s on this line only (+5: five more). ",
                    viz_facet_word(m, 1));
    if (partial) viz_buf_text(out, "A dashed end: the list is known in part. ");
    if (unknown) viz_buf_text(out, "A dashed line: the list is not known. ");
}

static bool lay_sheet(parts *p, viz_error *err)
{
    const viz_model *m = p->drawing.model;
    char *read = aloud(p);
    viz_buf key = {0};
    if (!read) return viz_fail_memory(err);
    put_signs(p, &key);
    const viz_words words = {.title = m->title && *m->title ? m->title : "Map of moving trains",
                             .desc = m->desc && *m->desc ? m->desc : "",
                             .aloud = *read ? read : "No coalition.",
                             .key = key.data,
                             .left = true};
    const bool good = key.failed ? viz_fail_memory(err)
                                 : viz_sheet_lay(m, p->content, words, p->drawing.canvas, err);
    viz_buf_release(&key);
    free(read);
    return good;
}

bool viz_trains(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    parts p = {.drawing = {.model = model, .canvas = canvas}};
    bool good = check_size(model, err) && make_boards(&p, err);
    if (good) {
        if (model->n_groups > 1)
            draw_poster(&p);
        else
            draw_single(&p);
        good = put_alone(&p) || viz_fail_memory(err);
        viz_board_facts(&p.drawing);
    }
    good = good && (viz_canvas_ok(canvas) || viz_fail_memory(err)) && lay_sheet(&p, err);
    for (size_t i = 0; i < p.drawing.n_boards; i++) viz_train_board_release(&p.boards[i]);
    free(p.boards);
    return good;
}
