/* SPDX-License-Identifier: MIT
 *
 * From the board to the scene: hulls, labels, edges, and around them the sheet. */
#include "network_scene.h"

#include "network_names.h"
#include "palette.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>

static const double shelf_across = 14, shelf_down = 12; /* gaps between boxes and between rows */

/* Places, and for items the colour of the hull they lie in. */
static void hand_back(viz_network_parts *n)
{
    for (size_t i = 0; i < n->board.n_things; i++) {
        const viz_thing *thing = &n->board.things[i];
        viz_node *node = &n->shapes.nodes[n->node_of[i]];
        node->at = thing->at;
        if (!thing->box && thing->island != VIZ_NO_ISLAND)
            node->colour = viz_colour_of(n->model->groups[thing->island].number - 1);
    }
}

static bool add_hulls(viz_network_parts *n, viz_error *err)
{
    const viz_board *b = &n->board;
    viz_shapes *s = &n->shapes;
    s->hulls = calloc(b->n_islands + 1, sizeof *s->hulls);
    if (!s->hulls) return viz_fail_memory(err);
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        viz_hull *hull = &s->hulls[s->n_hulls++];
        hull->number = n->model->groups[g].number;
        hull->colour = viz_colour_of(hull->number - 1);
        hull->outline = calloc(6 * island->hull.count + 1, sizeof *hull->outline);
        if (!hull->outline) return viz_fail_memory(err);
        hull->n_outline = viz_round_outline(&island->hull, VIZ_HULL_PAD, hull->outline);
    }
    return true;
}

static void place_badges(viz_network_parts *n)
{
    const viz_board *b = &n->board;
    for (size_t g = 0, badge = n->model->n_coalitions + n->model->n_items; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        n->shapes.nodes[badge++].at = (viz_point){island->corners[0].x, viz_island_top(island)};
    }
}

static void add_labels(viz_network_parts *n)
{
    const viz_board *b = &n->board;
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members || island->label_width <= 0) continue;
        viz_canvas_add(n->canvas, (viz_mark){.kind = VIZ_TEXT,
                                             .what = "group",
                                             .index = n->model->groups[g].number,
                                             .x = island->corners[0].x + VIZ_BADGE_RADIUS + 4,
                                             .y = viz_island_top(island) - 10,
                                             .size = VIZ_GROUP_LABEL_SIZE,
                                             .bold = true,
                                             .fill = VIZ_INK,
                                             .halo = true,
                                             .stroke = VIZ_PAPER,
                                             .text = n->labels[g]});
    }
}

static bool add_edges(viz_network_parts *n, viz_error *err)
{
    const viz_board *b = &n->board;
    viz_shapes *s = &n->shapes;
    bool good = false;
    viz_point *points = calloc(4 * b->n_ties + 1, sizeof *points);
    s->edges = calloc(b->n_ties + 1, sizeof *s->edges);
    if (!points || !s->edges) {
        viz_fail_memory(err);
        goto done;
    }
    viz_network_route(b, points);
    for (size_t e = 0; e < b->n_ties; e++) {
        viz_edge *edge = &s->edges[s->n_edges++];
        edge->from = n->node_of[b->ties[e].a];
        edge->to = n->node_of[b->ties[e].b];
        edge->link = e >= n->model->n_seats;
        edge->colour = edge->link ? 0 : s->nodes[edge->from].colour;
        edge->width = edge->link ? 1.6 : 0.7 + 0.6 * n->model->seats[e].weight;
        for (size_t i = 0; i < 4; i++) edge->curve[i] = points[4 * e + i];
    }
    good = true;
done:
    free(points);
    return good;
}

/* One row of the shelf, from x on, all in the middle of its height; returns the height. */
static double put_row(viz_network_parts *n, const size_t *row, size_t count, viz_point at)
{
    double height = 0;
    for (size_t i = 0; i < count; i++)
        height = fmax(height, 2 * n->shapes.nodes[row[i]].half_height);
    for (size_t i = 0; i < count; i++) {
        viz_node *node = &n->shapes.nodes[row[i]];
        node->at = (viz_point){at.x + node->half_width, at.y + height / 2};
        at.x += 2 * node->half_width + shelf_across;
    }
    return height;
}

/* How many of the nodes fit into a row, one at least. */
static size_t fit_row(const viz_network_parts *n, const size_t *row, size_t count, double width)
{
    double wide = 0;
    for (size_t i = 0; i < count; i++) {
        wide += 2 * n->shapes.nodes[row[i]].half_width;
        if (i > 0 && wide > width) return i;
        wide += shelf_across;
    }
    return count;
}

/* Collects what lies on the shelf and returns how much room it needs. */
static double collect_shelf(const viz_network_parts *n, size_t *shelf, size_t *count)
{
    double room = 0;
    for (size_t i = 0; i < n->model->n_coalitions + n->model->n_items; i++) {
        const viz_node *node = &n->shapes.nodes[i];
        if (n->thing_of[i] != n->shapes.n_nodes) continue;
        shelf[(*count)++] = i;
        room += (2 * node->half_width + shelf_across) * (2 * node->half_height + shelf_down);
    }
    return room;
}

/* Rows below the network, at least as wide as it is, for what is tied to nothing. */
static bool fill_shelf(viz_network_parts *n, viz_rect *content, viz_error *err)
{
    size_t *shelf = calloc(n->shapes.n_nodes + 1, sizeof *shelf);
    size_t count = 0;
    bool good = shelf != NULL;
    if (!good) return viz_fail_memory(err);
    const double wide = content->x1 - content->x0, high = content->y1 - content->y0;
    const double room = collect_shelf(n, shelf, &count) + wide * high;
    const double width = fmax(wide, sqrt(1.7 * room));
    viz_point at = {(content->x0 + content->x1 - width) / 2, content->y1};
    if (count && n->board.n_things) {
        if (viz_english(n->model))
            viz_canvas_add(n->canvas,
                           (viz_mark){.kind = VIZ_TEXT,
                                      .what = "key",
                                      .x = at.x,
                                      .y = at.y + 30,
                                      .size = 11,
                                      .fill = VIZ_MUTED,
                                      .text = (char *)"Tied to nothing that is drawn here:"});
        at.y += 44;
    }
    for (size_t i = 0, fits; good && i < count; i += fits) {
        fits = fit_row(n, shelf + i, count - i, width);
        const double height = put_row(n, shelf + i, fits, at);
        *content = viz_rect_union(*content, (viz_rect){at.x, at.y, at.x + width, at.y + height});
        at.y += height + shelf_down;
    }
    free(shelf);
    return good;
}

static viz_rect content_of(const viz_network_parts *n)
{
    const viz_board *b = &n->board;
    viz_rect r = {0, 0, 0, 0};
    for (size_t i = 0; i < b->n_things; i++) {
        const viz_rect thing = b->things[i].rect;
        r = i ? viz_rect_union(r, thing) : thing;
    }
    for (size_t g = 0; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        r = viz_rect_union(r, viz_island_bounds(island));
    }
    for (size_t e = 0; e < n->shapes.n_edges; e++) {
        for (int i = 1; i < 8; i++)
            r = viz_rect_union(
                r, viz_rect_around(viz_cubic_at(n->shapes.edges[e].curve, i / 8.0), 2, 2));
    }
    return r;
}

static bool lay_sheet(viz_network_parts *n, viz_error *err)
{
    const viz_model *m = n->model;
    viz_rect content = content_of(n);
    char *sentence = NULL, *key = NULL;
    bool good = fill_shelf(n, &content, err);
    if (!good) goto done;
    viz_shapes_draw(&n->shapes, n->canvas, err);
    add_labels(n);
    sentence = viz_network_sentence(m);
    key = viz_network_key(m);
    good = sentence && key;
    if (!good) {
        viz_fail_memory(err);
        goto done;
    }
    const viz_words words = {.title = m->title && *m->title ? m->title : "Network of coalitions",
                             .desc = m->desc && *m->desc ? m->desc : sentence,
                             .key = key,
                             .narrow = 1.2,
                             .wide = 1.8};
    good = viz_sheet_lay(m, content, words, n->canvas, err);
done:
    free(sentence);
    free(key);
    return good;
}

bool viz_network_scene(viz_network_parts *n, viz_error *err)
{
    hand_back(n);
    place_badges(n);
    return add_hulls(n, err) && add_edges(n, err) && lay_sheet(n, err);
}
