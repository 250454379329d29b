/* SPDX-License-Identifier: MIT
 *
 * Reading back what Graphviz drew: its SVG has a group for each node and edge, with our name. */
#include "fence_parts.h"

#include "svg_tags.h"

#include <stdlib.h>

bool viz_fence_shows(const viz_mark *mark)
{
    return mark->kind == VIZ_PATH || mark->fill != VIZ_NONE || mark->stroke != VIZ_NONE;
}

typedef struct {
    viz_canvas *canvas;
    viz_tags tags;
    bool *seen; /* by place of the mark */
} reader;

/* Numbers come in pairs; Graphviz counts y from the bottom up and below zero. */
static bool next_pair(reader *r, viz_span *at, viz_point *pair)
{
    if (!viz_span_number(at, &pair->x) || !viz_span_number(at, &pair->y)) return false;
    pair->y += r->canvas->height;
    return true;
}

static bool take_path(reader *r, viz_mark *mark)
{
    viz_span d = viz_tags_attribute(&r->tags, "d");
    viz_point at;
    size_t count = 0;
    for (; next_pair(r, &d, &at); count++) {
        if (count == mark->n_points) return false;
        mark->points[count] = at;
    }
    return count == mark->n_points;
}

static bool take_polygon(reader *r, viz_mark *mark)
{
    viz_span points = viz_tags_attribute(&r->tags, "points");
    viz_point at;
    bool any = false;
    for (; next_pair(r, &points, &at); any = true) {
        const viz_rect corner = viz_rect_around(at, 0, 0);
        mark->box = any ? viz_rect_union(mark->box, corner) : corner;
    }
    return any;
}

static bool take_ellipse(reader *r, viz_mark *mark)
{
    viz_span cx = viz_tags_attribute(&r->tags, "cx"), cy = viz_tags_attribute(&r->tags, "cy");
    viz_span rx = viz_tags_attribute(&r->tags, "rx");
    viz_point at;
    double radius = 0;
    if (!viz_span_number(&cx, &at.x) || !viz_span_number(&cy, &at.y) ||
        !viz_span_number(&rx, &radius))
        return false;
    at.y += r->canvas->height;
    mark->box = viz_rect_around(at, radius, radius);
    return true;
}

/* The mark that a group of Graphviz's stands for; NULL: none of ours. */
static viz_mark *find_mark(reader *r, size_t *place)
{
    viz_span id = viz_tags_attribute(&r->tags, "id");
    double number = 0;
    if (!id.length || (*id.start != 'n' && *id.start != 'e') || !viz_span_number(&id, &number) ||
        !(number >= 0 && number < (double)r->canvas->n_marks))
        return NULL;
    *place = (size_t)number;
    viz_mark *mark = &r->canvas->marks[*place];
    return mark->graph ? mark : NULL;
}

static bool read_back(reader *r)
{
    viz_mark *mark = NULL;
    size_t place = 0;
    bool good = true;
    while (good && viz_tags_next(&r->tags)) {
        if (!r->tags.opening) continue;
        if (viz_tags_is(&r->tags, "g")) {
            mark = find_mark(r, &place);
            continue;
        }
        const bool curve = viz_tags_is(&r->tags, "path");
        const bool corners = viz_tags_is(&r->tags, "polygon");
        if (!mark || !(curve || corners || viz_tags_is(&r->tags, "ellipse"))) continue;
        good = !r->seen[place] && curve == (mark->kind == VIZ_PATH) &&
               (curve     ? take_path(r, mark)
                : corners ? take_polygon(r, mark)
                          : take_ellipse(r, mark));
        r->seen[place] = true;
    }
    for (size_t i = 0; good && i < r->canvas->n_marks; i++) {
        const viz_mark *m = &r->canvas->marks[i];
        good = !m->graph || r->seen[i] == viz_fence_shows(m);
    }
    return good;
}

bool viz_fence_read(viz_canvas *canvas, const char *svg, size_t length, viz_error *err)
{
    bool *seen = calloc(canvas->n_marks + 1, sizeof *seen);
    if (!seen) return viz_fail_memory(err);
    reader r = {.canvas = canvas, .tags = {.at = svg, .end = svg + length}, .seen = seen};
    const bool good = read_back(&r);
    free(seen);
    return good || viz_fail(err, "graphviz drew something else than it was given");
}
