/* SPDX-License-Identifier: MIT */
#include "network_shapes.h"

#include "label.h"

#include <stdlib.h>

static const char letters[] = {
    [VIZ_NODE_COALITION] = 'c', [VIZ_NODE_ITEM] = 'i', [VIZ_NODE_BADGE] = 'g'};
static const char *const names[] = {
    [VIZ_NODE_COALITION] = "coalition", [VIZ_NODE_ITEM] = "item", [VIZ_NODE_BADGE] = "badge"};

void viz_shapes_release(viz_shapes *shapes)
{
    for (size_t i = 0; i < shapes->n_hulls; i++) free(shapes->hulls[i].outline);
    for (size_t i = 0; i < shapes->n_nodes; i++) {
        viz_lines_release(&shapes->nodes[i].text);
        free(shapes->nodes[i].title);
    }
    free(shapes->hulls);
    free(shapes->edges);
    free(shapes->nodes);
    *shapes = (viz_shapes){0};
}

static void draw_hull(const viz_hull *hull, viz_canvas *canvas)
{
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                      .what = "hull",
                                      .index = hull->number,
                                      .other = hull->colour,
                                      .form = VIZ_CUBIC,
                                      .closed = true,
                                      .points = hull->outline,
                                      .n_points = hull->n_outline,
                                      .fill = viz_paint_of(VIZ_TINT, hull->colour),
                                      .stroke = viz_paint_of(VIZ_COLOUR, hull->colour),
                                      .stroke_width = 1.3});
}

/* ---- keys: what lights when something has the focus ---- */

/* No earlier edge ties the same item to the same group. */
static bool first_of_group(const viz_shapes *s, size_t edge)
{
    const size_t item = s->edges[edge].to;
    const unsigned group = s->nodes[s->edges[edge].from].group;
    for (size_t e = 0; e < edge; e++) {
        if (s->edges[e].to == item && s->nodes[s->edges[e].from].group == group) return false;
    }
    return true;
}

/* Ids of what the node is tied to, and of the groups it belongs to. */
static void put_ties(const viz_shapes *s, size_t node, viz_buf *keys)
{
    const viz_node *n = &s->nodes[node];
    if (n->group && n->kind != VIZ_NODE_BADGE) viz_key_put(keys, 'g', n->group);
    for (size_t e = 0; e < s->n_edges; e++) {
        const viz_edge *edge = &s->edges[e];
        if (edge->from != node && edge->to != node) continue;
        const viz_node *other = &s->nodes[edge->from == node ? edge->to : edge->from];
        viz_key_put(keys, letters[other->kind], other->index);
        if (n->kind == VIZ_NODE_ITEM && other->group && first_of_group(s, e))
            viz_key_put(keys, 'g', other->group);
    }
}

/* ---- edges and nodes ---- */

static size_t draw_edge(const viz_shapes *s, size_t e, viz_canvas *canvas)
{
    const viz_edge *edge = &s->edges[e];
    const viz_node *from = &s->nodes[edge->from], *to = &s->nodes[edge->to];
    const double opacity = 0.7 - 0.3 * (double)s->n_edges / 600; /* names stay in front of many */
    viz_buf keys = {0};
    viz_key_put(&keys, letters[from->kind], from->index);
    viz_key_put(&keys, letters[to->kind], to->index);
    if (from->group) viz_key_put(&keys, 'g', from->group);
    const size_t mark =
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = edge->link ? "link" : "seat",
                                          .index = from->index,
                                          .other = to->index,
                                          .form = VIZ_CUBIC,
                                          .points = (viz_point *)edge->curve,
                                          .n_points = 4,
                                          .stroke = viz_paint_of(VIZ_COLOUR, edge->colour),
                                          .stroke_width = edge->width,
                                          .opacity = opacity,
                                          .keys = keys.data,
                                          .graph = true});
    canvas->failed = canvas->failed || !viz_buf_ok(&keys);
    viz_buf_release(&keys);
    return mark;
}

static void draw_words(const viz_node *node, viz_canvas *canvas)
{
    const double height = VIZ_LINE_HEIGHT * node->size;
    const double top = node->at.y - (double)node->text.count / 2 * height;
    const bool item = node->kind == VIZ_NODE_ITEM;
    const viz_paint ink = item || node->hollow ? VIZ_INK : viz_paint_of(VIZ_ON, node->colour);
    for (size_t i = 0; i < node->text.count; i++)
        viz_canvas_add(canvas,
                       (viz_mark){.kind = VIZ_TEXT,
                                  .what = names[node->kind],
                                  .index = node->index,
                                  .other = node->group,
                                  .x = node->at.x,
                                  .y = top + ((double)i + 0.5) * height,
                                  .size = node->size,
                                  .bold = node->bold,
                                  .anchor = VIZ_MIDDLE,
                                  .fill = ink,
                                  .halo = item,
                                  .stroke = !item          ? VIZ_NONE
                                            : node->colour ? viz_paint_of(VIZ_TINT, node->colour)
                                                           : VIZ_PAPER,
                                  .text = node->text.line[i]});
}

static size_t draw_shape(const viz_node *node, viz_canvas *canvas)
{
    const bool badge = node->kind == VIZ_NODE_BADGE, item = node->kind == VIZ_NODE_ITEM;
    const viz_paint colour = viz_paint_of(VIZ_COLOUR, node->colour);
    return viz_canvas_add(
        canvas, (viz_mark){.kind = badge ? VIZ_CIRCLE : VIZ_RECT,
                           .what = item ? NULL : names[node->kind],
                           .index = node->index,
                           .other = node->group,
                           .box = viz_rect_around(node->at, node->half_width, node->half_height),
                           .radius = 7,
                           .fill = item           ? VIZ_NONE
                                   : node->hollow ? VIZ_PAPER
                                                  : colour,
                           .stroke = badge          ? VIZ_PAPER
                                     : node->hollow ? colour
                                                    : VIZ_NONE,
                           .stroke_width = 1.6,
                           .dashed = node->hollow,
                           .graph = true});
}

static size_t draw_node(const viz_shapes *s, size_t n, viz_canvas *canvas)
{
    const viz_node *node = &s->nodes[n];
    viz_buf keys = {0}, title = {0};
    put_ties(s, n, &keys);
    viz_buf_text(&title, node->title);
    const size_t group = viz_thing_open(canvas, letters[node->kind], node->index, &keys, &title);
    viz_canvas_link(canvas, group, node->url);
    const size_t mark = draw_shape(node, canvas);
    draw_words(node, canvas);
    viz_canvas_close(canvas);
    return mark;
}

void viz_shapes_draw(const viz_shapes *s, viz_canvas *canvas, viz_error *err)
{
    size_t *places = calloc(s->n_edges + s->n_nodes + 1, sizeof *places);
    if (!places) {
        viz_fail_memory(err);
        canvas->failed = true;
        return;
    }
    for (size_t i = 0; i < s->n_hulls; i++) draw_hull(&s->hulls[i], canvas);
    for (size_t e = 0; e < s->n_edges; e++) places[e] = draw_edge(s, e, canvas);
    for (size_t n = 0; n < s->n_nodes; n++) places[s->n_edges + n] = draw_node(s, n, canvas);
    for (size_t e = 0; e < s->n_edges && !canvas->failed; e++) {
        canvas->marks[places[e]].from = places[s->n_edges + s->edges[e].from];
        canvas->marks[places[e]].to = places[s->n_edges + s->edges[e].to];
    }
    free(places);
}
