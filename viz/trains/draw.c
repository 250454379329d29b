/* SPDX-License-Identifier: MIT
 *
 * Lines are drawn first, then white bars and badges over them, then words. Ids: "l" and the index
 * of the coalition for a line, "s" and a number through all boards for a white bar. */
#include "trains/draw.h"

#include "label.h"
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

static const double line_width = 5.5, capsule_half = VIZ_TRAINS_CAPSULE;
static const double badge_radius = VIZ_TRAINS_BADGE, name_gap = 16;
static const double end_radius = 8, dashes_width = 28;

double viz_board_width(const viz_train_board *b)
{
    double right = 0;
    for (size_t r = 0; r < b->layout.n_rows; r++) right = fmax(right, b->layout.row[r].right);
    return ceil(b->name_width) + name_gap + right + badge_radius;
}

double viz_board_height(const viz_train_board *b)
{
    return b->layout.height;
}

void viz_train_board_widen(viz_train_board *b, double width)
{
    const double around = ceil(b->name_width) + name_gap + badge_radius;
    viz_trains_spread(&b->layout, b->n_lines, b->n_drawn, width - around);
}

/* ---- ids ---- */

static size_t first_station(const viz_trains_drawing *d, size_t place)
{
    size_t first = 0;
    for (size_t i = 0; i < place; i++) first += d->boards[i].n_drawn;
    return first;
}

static void put_line_keys(const viz_trains_drawing *d, size_t place, unsigned k, viz_buf *keys)
{
    const viz_train_board *b = &d->boards[place];
    const size_t first = first_station(d, place);
    for (size_t s = 0; s < b->n_drawn; s++) {
        if (b->stations[s].mask >> k & 1) viz_key_put(keys, 's', (unsigned)(first + s));
    }
}

/* The lines of a white bar, and the same organisation in other groups. */
static void put_station_keys(const viz_trains_drawing *d, size_t place, const viz_station *s,
                             viz_buf *keys)
{
    const viz_train_board *b = &d->boards[place];
    for (unsigned k = 0; k < b->n_lines; k++) {
        if (s->mask >> k & 1) viz_key_put(keys, 'l', b->line[k].coalition);
    }
    for (size_t p = 0; p < d->n_boards; p++) {
        const viz_train_board *other = &d->boards[p];
        for (size_t i = 0; p != place && s->n_items == 1 && i < other->n_drawn; i++) {
            if (other->stations[i].n_items == 1 && other->stations[i].items[0] == s->items[0])
                viz_key_put(keys, 's', (unsigned)(first_station(d, p) + i));
        }
    }
}

/* ---- lines ---- */

size_t viz_letter_badge(viz_canvas *canvas, unsigned place, unsigned index, viz_point at,
                        double radius, bool graph)
{
    const char letter[2] = {viz_line_letter(place), '\0'};
    const size_t mark = canvas->n_marks;
    viz_badge_draw(canvas,
                   (viz_mark){.what = graph ? "badge" : "key",
                              .index = index,
                              .stroke = VIZ_PAPER,
                              .stroke_width = 1.5,
                              .graph = graph},
                   at, radius, place + 1, letter);
    return mark;
}

static void add_name(viz_canvas *canvas, const viz_line *line, viz_point badge)
{
    const double height = VIZ_NAME_SIZE * VIZ_LINE_HEIGHT;
    const double top = badge.y - (double)line->name.count * height / 2;
    for (size_t i = 0; i < line->name.count; i++)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                          .what = "name",
                                          .index = line->coalition,
                                          .x = badge.x - name_gap,
                                          .y = top + ((double)i + 0.5) * height,
                                          .size = VIZ_NAME_SIZE,
                                          .bold = true,
                                          .anchor = VIZ_END,
                                          .fill = VIZ_INK,
                                          .text = line->name.line[i]});
}

/* Ticks stand on the last stretch, before the badge; the rest of many is counted. */
static void add_ticks(viz_canvas *canvas, const viz_line *line, unsigned place, viz_point end)
{
    viz_point points[2 * VIZ_TICKS_SHOWN];
    const size_t shown = line->n_local < VIZ_TICKS_SHOWN ? line->n_local : VIZ_TICKS_SHOWN;
    double x = end.x - end_radius - 6;
    if (line->n_local > shown) {
        viz_buf text = {0};
        viz_buf_put(&text, "+%u", (unsigned)(line->n_local - shown));
        if (viz_buf_ok(&text))
            viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                              .what = "ticks",
                                              .index = line->coalition,
                                              .x = x + 2,
                                              .y = end.y - 10,
                                              .size = VIZ_ALSO_SIZE,
                                              .anchor = VIZ_END,
                                              .fill = VIZ_MUTED,
                                              .text = text.data});
        else
            canvas->failed = true;
        viz_buf_release(&text);
    }
    for (size_t i = 0; i < shown; i++, x -= VIZ_TICK_GAP) {
        points[2 * i] = (viz_point){x, end.y - 6};
        points[2 * i + 1] = (viz_point){x, end.y + 6};
    }
    if (shown)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = "ticks",
                                          .index = line->coalition,
                                          .form = VIZ_SEGMENTS,
                                          .points = points,
                                          .n_points = 2 * shown,
                                          .stroke = viz_paint_of(VIZ_COLOUR, place + 1),
                                          .stroke_width = 2.5});
}

/* A line whose list is partial is dashed where it leaves its white bars; ticks stand behind that.
 */
static void add_tail(viz_canvas *canvas, const viz_line *line, unsigned place, double from,
                     viz_point end)
{
    viz_point points[4] = {
        {from, end.y}, {from + dashes_width, end.y}, {from + dashes_width, end.y}, end};
    for (size_t part = 0; part < 2; part++)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = "tail",
                                          .index = line->coalition,
                                          .form = VIZ_SEGMENTS,
                                          .points = &points[2 * part],
                                          .n_points = 2,
                                          .stroke = viz_paint_of(VIZ_COLOUR, place + 1),
                                          .stroke_width = line_width,
                                          .dashed = part == 0});
}

/* What drawing one row of one line needs. */
typedef struct {
    const viz_trains_run *run;
    unsigned place, coalition;
    size_t row;
    viz_point shift, start, end;
    double stop; /* x where the drawn line ends and its dashes begin */
    bool last;
    viz_known known;
} stretch;

/* One edge of the graph, whatever its turns. Returns its place on the canvas. */
static size_t add_path(viz_canvas *canvas, const stretch *s)
{
    const viz_trains_run *run = s->run;
    viz_point *points = calloc(run->n_points, sizeof *points);
    if (!points) {
        canvas->failed = true;
        return 0;
    }
    for (size_t i = 0; i < run->n_points; i++)
        points[i] = (viz_point){run->points[i].x + s->shift.x, run->points[i].y + s->shift.y};
    viz_point *p = &points[run->n_points - 4]; /* the last piece is level */
    p[1].x = p[0].x + (s->stop - p[0].x) / 3;
    p[2].x = p[0].x + (s->stop - p[0].x) * 2 / 3;
    p[3].x = s->stop;
    const size_t mark =
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = "line",
                                          .index = s->coalition,
                                          .other = (unsigned)s->row,
                                          .form = VIZ_CUBIC,
                                          .points = points,
                                          .n_points = run->n_points,
                                          .stroke = viz_paint_of(VIZ_COLOUR, s->place + 1),
                                          .stroke_width = line_width,
                                          .dashed = s->known == VIZ_KNOWN_NO,
                                          .graph = true});
    free(points);
    return mark;
}

/* The badges between which the edge runs; where the map goes on below, it just ends. */
static void add_ends(viz_canvas *canvas, const stretch *s, size_t path)
{
    const size_t from =
        viz_letter_badge(canvas, s->place, s->coalition, s->start, badge_radius, true);
    const size_t to =
        s->last ? viz_letter_badge(canvas, s->place, s->coalition, s->end, end_radius, true)
                : viz_canvas_add(canvas, (viz_mark){.kind = VIZ_RECT,
                                                    .box = viz_rect_around(s->end, 1, 1),
                                                    .graph = true});
    if (canvas->failed) return;
    canvas->marks[path].from = from;
    canvas->marks[path].to = to;
}

/* Where a line goes on below, its letter: lines may be as near as 9 px there. */
static void add_fold(viz_canvas *canvas, const stretch *s)
{
    const char letter[2] = {viz_line_letter(s->place), '\0'};
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = "fold",
                                      .index = s->coalition,
                                      .x = s->end.x + 4,
                                      .y = s->end.y,
                                      .size = 7.5,
                                      .bold = true,
                                      .anchor = VIZ_START,
                                      .fill = VIZ_INK,
                                      .text = (char *)letter});
}

static void draw_run(const viz_trains_drawing *d, const viz_train_board *b, unsigned k, size_t row,
                     viz_point shift)
{
    const viz_line *line = &b->line[k];
    const viz_trains_row *r = &b->layout.row[row];
    stretch s = {.run = &r->run[k],
                 .place = k,
                 .coalition = line->coalition,
                 .row = row,
                 .shift = shift,
                 .start = {shift.x, shift.y + r->run[k].departure_y},
                 .end = {shift.x + r->right, shift.y + r->run[k].end_y},
                 .last = row + 1 == b->layout.n_rows,
                 .known = d->model->coalitions[line->coalition].known};
    const bool dashes = s.last && s.known == VIZ_KNOWN_PARTIAL;
    s.stop = dashes ? s.end.x - line->tail + 2 : s.end.x;
    const size_t path = add_path(d->canvas, &s);
    if (dashes) add_tail(d->canvas, line, k, s.stop, s.end);
    if (s.last) add_ticks(d->canvas, line, k, s.end);
    if (!s.last) add_fold(d->canvas, &s);
    add_ends(d->canvas, &s, path);
    add_name(d->canvas, line, s.start);
}

static void draw_line(const viz_trains_drawing *d, size_t place, unsigned k, viz_point shift)
{
    const viz_train_board *b = &d->boards[place];
    const unsigned coalition = b->line[k].coalition;
    viz_buf keys = {0}, title = viz_line_title(d->model, b, k);
    put_line_keys(d, place, k, &keys);
    const size_t group = viz_thing_open(d->canvas, 'l', coalition, &keys, &title);
    viz_canvas_link(d->canvas, group, d->model->coalitions[coalition].url);
    for (size_t row = 0; row < b->layout.n_rows; row++) draw_run(d, b, k, row, shift);
    viz_canvas_close(d->canvas);
}

/* ---- stations ---- */

static void add_label(viz_canvas *canvas, const viz_station *s, unsigned number, viz_point foot)
{
    const double height = VIZ_STATION_SIZE * VIZ_LINE_HEIGHT;
    double y = foot.y - s->height;
    for (size_t i = 0; i < s->text.count; i++, y += height)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                          .what = "station",
                                          .index = number,
                                          .x = foot.x,
                                          .y = y + height / 2,
                                          .size = VIZ_STATION_SIZE,
                                          .bold = s->bold,
                                          .anchor = VIZ_MIDDLE,
                                          .fill = VIZ_INK,
                                          .halo = true,
                                          .stroke = VIZ_PAPER,
                                          .text = s->text.line[i]});
    if (!s->also) return;
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = "also",
                                      .index = number,
                                      .x = foot.x,
                                      .y = y + VIZ_ALSO_SIZE * VIZ_LINE_HEIGHT / 2,
                                      .size = VIZ_ALSO_SIZE,
                                      .anchor = VIZ_MIDDLE,
                                      .fill = VIZ_MUTED,
                                      .halo = true,
                                      .stroke = VIZ_PAPER,
                                      .text = s->also});
}

static void draw_station(const viz_trains_drawing *d, size_t place, size_t station, viz_point shift)
{
    const viz_train_board *b = &d->boards[place];
    const viz_station *s = &b->stations[station];
    const viz_trains_stop *stop = &b->layout.stop[station];
    const unsigned number = (unsigned)(first_station(d, place) + station);
    const double x = shift.x + stop->x;
    viz_buf keys = {0}, title = viz_station_title(d->model, b, s);
    put_station_keys(d, place, s, &keys);
    const size_t group = viz_thing_open(d->canvas, 's', number, &keys, &title);
    viz_canvas_link(d->canvas, group, s->n_items == 1 ? d->model->items[s->items[0]].url : NULL);
    const viz_rect box = {x - capsule_half, shift.y + stop->y0 - VIZ_TRAINS_CAPSULE,
                          x + capsule_half, shift.y + stop->y1 + VIZ_TRAINS_CAPSULE};
    viz_canvas_add(d->canvas, (viz_mark){.kind = VIZ_RECT,
                                         .what = "station",
                                         .index = number,
                                         .other = (unsigned)place,
                                         .box = box,
                                         .radius = 4,
                                         .fill = VIZ_PAPER,
                                         .stroke = VIZ_INK,
                                         .stroke_width = 2,
                                         .graph = true});
    add_label(d->canvas, s, number, (viz_point){x, box.y0 - VIZ_TRAINS_LIFT});
    viz_canvas_close(d->canvas);
}

static void add_continues(const viz_trains_drawing *d, const viz_trains_row *r, viz_point shift)
{
    if (!viz_english(d->model)) return;
    viz_canvas_add(d->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "continues",
                                         .x = shift.x + r->right + badge_radius,
                                         .y = shift.y + r->top + r->height + 14,
                                         .size = 11,
                                         .anchor = VIZ_END,
                                         .fill = VIZ_MUTED,
                                         .text = (char *)"all lines continue below"});
}

void viz_board_draw(const viz_trains_drawing *d, size_t place, viz_point at)
{
    const viz_train_board *b = &d->boards[place];
    const viz_point shift = {at.x + ceil(b->name_width) + name_gap, at.y};
    for (unsigned k = 0; k < b->n_lines; k++) draw_line(d, place, k, shift);
    for (size_t s = 0; s < b->n_drawn; s++) draw_station(d, place, s, shift);
    for (size_t row = 0; row + 1 < b->layout.n_rows; row++)
        add_continues(d, &b->layout.row[row], shift);
}
