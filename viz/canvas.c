/* SPDX-License-Identifier: MIT */
#include "canvas.h"

#include <stdlib.h>
#include <string.h>

static void release_mark(viz_mark *mark)
{
    free(mark->points);
    free(mark->text);
    free(mark->id);
    free(mark->keys);
    free(mark->title);
    free(mark->link);
}

void viz_canvas_release(viz_canvas *canvas)
{
    for (size_t i = 0; i < canvas->n_marks; i++) release_mark(&canvas->marks[i]);
    free(canvas->marks);
    free(canvas->title);
    free(canvas->desc);
    free(canvas->lang);
    viz_buf_release(&canvas->facts);
    *canvas = (viz_canvas){0};
}

bool viz_canvas_ok(const viz_canvas *canvas)
{
    return !canvas->failed && (!canvas->facts.data || viz_buf_ok(&canvas->facts));
}

static bool copy_text(char **text)
{
    if (!*text) return true;
    const size_t length = strlen(*text) + 1;
    char *copy = malloc(length);
    if (copy) memcpy(copy, *text, length);
    *text = copy;
    return copy != NULL;
}

static bool copy_points(viz_mark *mark)
{
    if (!mark->n_points) return true;
    viz_point *copy = calloc(mark->n_points, sizeof *copy);
    if (copy) memcpy(copy, mark->points, mark->n_points * sizeof *copy);
    mark->points = copy;
    return copy != NULL;
}

size_t viz_canvas_add(viz_canvas *canvas, viz_mark mark)
{
    if (canvas->failed) return 0;
    if (canvas->n_marks == canvas->capacity) {
        const size_t capacity = canvas->capacity ? 2 * canvas->capacity : 256;
        viz_mark *marks = realloc(canvas->marks, capacity * sizeof *marks);
        if (!marks) {
            canvas->failed = true;
            return 0;
        }
        canvas->marks = marks;
        canvas->capacity = capacity;
    }
    /* every pointer becomes a copy or NULL, so that the mark can be released at any point */
    const bool points = copy_points(&mark), text = copy_text(&mark.text), id = copy_text(&mark.id);
    const bool keys = copy_text(&mark.keys), title = copy_text(&mark.title);
    const bool link = copy_text(&mark.link);
    if (!(points && text && id && keys && title && link)) {
        canvas->failed = true;
        release_mark(&mark);
        return 0;
    }
    canvas->marks[canvas->n_marks] = mark;
    return canvas->n_marks++;
}

size_t viz_canvas_open(viz_canvas *canvas, const char *id, const char *keys, const char *title)
{
    return viz_canvas_add(canvas, (viz_mark){.kind = VIZ_OPEN,
                                             .id = (char *)id,
                                             .keys = (char *)keys,
                                             .title = (char *)title,
                                             .focus = id != NULL});
}

void viz_canvas_link(viz_canvas *canvas, size_t group, const char *url)
{
    if (canvas->failed || !url) return;
    canvas->marks[group].link = (char *)url;
    canvas->failed = !copy_text(&canvas->marks[group].link);
}

void viz_canvas_close(viz_canvas *canvas)
{
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_CLOSE});
}

void viz_canvas_shift(viz_canvas *canvas, size_t first, double dx, double dy)
{
    for (size_t i = first; i < canvas->n_marks; i++) {
        viz_mark *m = &canvas->marks[i];
        m->box = (viz_rect){m->box.x0 + dx, m->box.y0 + dy, m->box.x1 + dx, m->box.y1 + dy};
        m->x += dx;
        m->y += dy;
        for (size_t k = 0; k < m->n_points; k++) {
            m->points[k].x += dx;
            m->points[k].y += dy;
        }
    }
}

static viz_rect text_box(const viz_mark *mark)
{
    const double width = viz_text_width(mark->text, mark->size, mark->bold);
    const double half = VIZ_LINE_HEIGHT * mark->size / 2;
    const double x = mark->x - (mark->anchor == VIZ_START    ? 0
                                : mark->anchor == VIZ_MIDDLE ? width / 2
                                                             : width);
    return (viz_rect){x, mark->y - half, x + width, mark->y + half};
}

static viz_rect points_box(const viz_mark *mark)
{
    viz_rect box = {mark->points[0].x, mark->points[0].y, mark->points[0].x, mark->points[0].y};
    for (size_t k = 1; k < mark->n_points; k++)
        box = viz_rect_union(box, viz_rect_around(mark->points[k], 0, 0));
    return viz_rect_grow(box, mark->stroke_width / 2);
}

viz_rect viz_mark_box(const viz_mark *mark)
{
    if (mark->kind == VIZ_TEXT) return text_box(mark);
    if (mark->kind == VIZ_PATH && mark->n_points) return points_box(mark);
    return mark->box;
}

static viz_rect turned(const viz_mark *mark, viz_rect box)
{
    const double angle = mark->turn * 3.14159265358979323846 / 180, c = cos(angle), s = sin(angle);
    viz_rect out = {mark->x, mark->y, mark->x, mark->y};
    for (int corner = 0; corner < 4; corner++) {
        const double dx = (corner & 1 ? box.x1 : box.x0) - mark->x;
        const double dy = (corner & 2 ? box.y1 : box.y0) - mark->y;
        const viz_point at = {mark->x + c * dx - s * dy, mark->y + s * dx + c * dy};
        out = viz_rect_union(out, viz_rect_around(at, 0, 0));
    }
    return out;
}

viz_rect viz_canvas_bounds(const viz_canvas *canvas, size_t first)
{
    viz_rect bounds = {0, 0, 0, 0};
    bool any = false;
    for (size_t i = first; i < canvas->n_marks; i++) {
        const viz_mark *m = &canvas->marks[i];
        if (m->kind == VIZ_OPEN || m->kind == VIZ_CLOSE) continue;
        viz_rect box = viz_mark_box(m);
        if (m->turn < 0 || m->turn > 0) box = turned(m, box);
        bounds = any ? viz_rect_union(bounds, box) : box;
        any = true;
    }
    return bounds;
}

viz_point viz_paper_size(viz_paper paper)
{
    static const viz_point sizes[] = {[VIZ_PAPER_SCREEN] = {0, 0},
                                      [VIZ_PAPER_A3] = {404, 281},
                                      [VIZ_PAPER_A4] = {281, 194},
                                      [VIZ_PAPER_LETTER] = {263.4, 199.9}};
    return sizes[paper];
}
