/* SPDX-License-Identifier: MIT
 *
 * The style network: coalitions as boxes in the colour of their group, the items that two or more
 * hold as text, larger the more hold it. */
#include "network.h"

#include "network_names.h"
#include "palette.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

enum { NODES_MAX = 200, EDGES_MAX = 600 };
enum { STARTS_MAX = 12, MOVES_A_THING = 2500, MOVES_BUDGET = 60000000, ACCEPTED = 80 };

static const char key_groups[] =
    "How to read it: a box is a coalition, in the colour of its group; plain text is what two or "
    "more of them share, the larger the more share it. Near means linked; left, right, up and down "
    "mean nothing.";
static const char key_plain[] =
    "How to read it: a box is a coalition; plain text is what two or more of them share, the "
    "larger the more share it. Near means linked; left, right, up and down mean nothing.";

typedef struct {
    const viz_model *model;
    viz_scene *scene;
    viz_board board;
    size_t *thing_of; /* of each node; n_nodes for what lies on the shelf */
    size_t *node_of;  /* of each thing */
} network;

static bool check_limits(const viz_model *m, viz_error *err)
{
    const size_t nodes = m->n_coalitions + m->n_items, edges = m->n_seats + m->n_links;
    if (nodes > NODES_MAX)
        return viz_fail(err,
                        "coalitions and items of the style network, allowed: at most %d in all, "
                        "given: %zu",
                        NODES_MAX, nodes);
    if (edges > EDGES_MAX)
        return viz_fail(err,
                        "seats and links of the style network, allowed: at most %d in all, given: "
                        "%zu",
                        EDGES_MAX, edges);
    return true;
}

/* Islands stand in the order of the model's groups; a group without a coalition has no member. */
static size_t island_of(const viz_model *m, unsigned group)
{
    for (size_t g = 0; group && g < m->n_groups; g++) {
        if (m->groups[g].number == group) return g;
    }
    return VIZ_NO_ISLAND;
}

/* An item lies in a hull when every coalition that holds it does. */
static size_t home_of(const viz_model *m, unsigned item)
{
    size_t home = VIZ_NO_ISLAND;
    bool any = false;
    for (size_t i = 0; i < m->n_seats; i++) {
        if (m->seats[i].item != item) continue;
        const size_t island = island_of(m, m->coalitions[m->seats[i].coalition].group);
        if (any && island != home) return VIZ_NO_ISLAND;
        home = island;
        any = true;
    }
    return home;
}

/* What belongs to nothing would drift anywhere: it goes on a shelf below the network. */
static bool on_shelf(const viz_model *m, const viz_node *node)
{
    const bool item = node->kind == VIZ_NODE_ITEM;
    if (!item && m->coalitions[node->index].group) return false;
    for (size_t i = 0; i < m->n_seats; i++) {
        if ((item ? m->seats[i].item : m->seats[i].coalition) == node->index) return false;
    }
    for (size_t i = 0; i < m->n_links; i++) {
        if (!item && (m->links[i].from == node->index || m->links[i].to == node->index))
            return false;
    }
    return true;
}

static void make_things(network *n)
{
    const viz_model *m = n->model;
    viz_board *b = &n->board;
    for (size_t i = 0; i < m->n_coalitions + m->n_items; i++) {
        const viz_node *node = &n->scene->nodes[i];
        const bool item = node->kind == VIZ_NODE_ITEM;
        n->thing_of[i] = n->scene->n_nodes;
        if (on_shelf(m, node)) continue;
        n->thing_of[i] = b->n_things;
        n->node_of[b->n_things] = i;
        b->things[b->n_things++] = (viz_thing){
            .half_width = node->half_width,
            .half_height = node->half_height,
            .island =
                item ? home_of(m, node->index) : island_of(m, m->coalitions[node->index].group),
            .box = !item,
        };
    }
}

static void make_ties(network *n)
{
    const viz_model *m = n->model;
    viz_board *b = &n->board;
    for (size_t i = 0; i < m->n_seats; i++) {
        const viz_seat *seat = &m->seats[i];
        b->ties[b->n_ties++] = (viz_tie){.a = n->thing_of[seat->coalition],
                                         .b = n->thing_of[m->n_coalitions + seat->item],
                                         .pull = 0.6 + 0.4 * seat->weight};
    }
    for (size_t i = 0; i < m->n_links; i++) {
        b->ties[b->n_ties++] = (viz_tie){
            .a = n->thing_of[m->links[i].from], .b = n->thing_of[m->links[i].to], .pull = 1};
    }
}

/* The sheet to fill: about two and a half times what the things cover with room around them, less
 * for large networks, whose letters must not become too small. With title and small print, some 170
 * px, it shall have the shape of paper: (w + 52) / (h + 170) = shape, solved for w. */
static void choose_sheet(viz_board *b, viz_paper paper)
{
    double room = 0;
    for (size_t i = 0; i < b->n_things; i++)
        room += (2 * b->things[i].half_width + 26) * (2 * b->things[i].half_height + 22);
    room *= 2.6 - 0.6 * fmin(1, (double)b->n_things / 200);
    const double shape = paper == VIZ_PAPER_LETTER ? 1.32 : 1.45;
    const double head = 170 - 52 / shape;
    b->width = fmax(400, round((head + sqrt(head * head + 4 * room / shape)) * shape / 2));
    b->height = fmax(200, round(room / b->width));
}

static bool make_board(network *n, viz_error *err)
{
    const viz_model *m = n->model;
    viz_board *b = &n->board;
    const size_t nodes = n->scene->n_nodes + 1;
    n->thing_of = calloc(nodes, sizeof *n->thing_of);
    n->node_of = calloc(nodes, sizeof *n->node_of);
    b->things = calloc(nodes, sizeof *b->things);
    b->ties = calloc(m->n_seats + m->n_links + 1, sizeof *b->ties);
    b->islands = calloc(m->n_groups + 1, sizeof *b->islands);
    if (!n->thing_of || !n->node_of || !b->things || !b->ties || !b->islands)
        return viz_fail_memory(err);
    make_things(n);
    make_ties(n);
    b->n_islands = m->n_groups;
    for (size_t g = 0; g < m->n_groups; g++)
        b->islands[g].label_width =
            ceil(viz_text_width(m->groups[g].label, VIZ_GROUP_LABEL_SIZE, true));
    choose_sheet(b, m->paper);
    return viz_board_index(b) || viz_fail_memory(err);
}

static void take_places(const viz_board *b, viz_point *places)
{
    for (size_t i = 0; i < b->n_things; i++) places[i] = b->things[i].at;
}

static void give_places(viz_board *b, const viz_point *places)
{
    for (size_t i = 0; i < b->n_things; i++) viz_board_move(b, i, places[i]);
}

/* How the groups lie to each other decides most and hardly changes later: of several beginnings the
 * best is improved. The number of moves falls with the size, so that the largest networks take no
 * longer than a second. */
static bool place(viz_board *b, viz_error *err)
{
    viz_point *places = calloc(b->n_things + 1, sizeof *places);
    double least = HUGE_VAL;
    bool good = places != NULL;
    const uint64_t starts = b->n_things ? 4 + 600 / b->n_things : 0;
    for (uint64_t seed = 1; good && seed <= starts && seed <= STARTS_MAX; seed++) {
        good = viz_network_start(b, seed);
        const double cost = good ? viz_board_cost_all(b) : HUGE_VAL;
        if (cost >= least) continue;
        least = cost;
        take_places(b, places);
    }
    if (good && b->n_things) {
        const size_t enough = MOVES_A_THING * b->n_things;
        const size_t affordable = MOVES_BUDGET / (b->n_things + b->n_ties);
        give_places(b, places);
        good = viz_network_improve(b, 1, enough < affordable ? enough : affordable, ACCEPTED);
        viz_network_align(b);
    }
    free(places);
    return good || viz_fail_memory(err);
}

static bool add_hulls(network *n, viz_error *err)
{
    const viz_board *b = &n->board;
    viz_scene *s = n->scene;
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

static bool add_labels(network *n, viz_error *err)
{
    const viz_board *b = &n->board;
    const size_t first = n->model->n_coalitions + n->model->n_items;
    for (size_t g = 0, badge = first; g < b->n_islands; g++) {
        const viz_island *island = &b->islands[g];
        if (!island->n_members) continue;
        const viz_point at = {island->corners[0].x, viz_island_top(island)};
        n->scene->nodes[badge++].at = at;
        if (island->label_width <= 0) continue;
        const viz_caption label = {.kind = VIZ_CAPTION_GROUP,
                                   .index = n->model->groups[g].number,
                                   .x = at.x + VIZ_BADGE_RADIUS + 4,
                                   .y = at.y - 10,
                                   .size = VIZ_GROUP_LABEL_SIZE,
                                   .bold = true,
                                   .text = n->model->groups[g].label};
        if (!viz_scene_caption(n->scene, label, err)) return false;
    }
    return true;
}

static bool add_edges(network *n, viz_error *err)
{
    const viz_board *b = &n->board;
    viz_scene *s = n->scene;
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

/* Puts the nodes from first to last, places in shelf order, in a row from x on. */
static double put_row(network *n, const size_t *row, size_t count, double x, double y)
{
    double height = 0;
    for (size_t i = 0; i < count; i++)
        height = fmax(height, 2 * n->scene->nodes[row[i]].half_height);
    for (size_t i = 0; i < count; i++) {
        viz_node *node = &n->scene->nodes[row[i]];
        node->at = (viz_point){x + node->half_width, y + height / 2};
        x += 2 * node->half_width + 14;
    }
    return height;
}

/* Rows below the network, at least as wide as it is, for what is tied to nothing. */
static bool fill_shelf(network *n, viz_rect *content, viz_error *err)
{
    size_t *row = calloc(n->scene->n_nodes + 1, sizeof *row);
    if (!row) return viz_fail_memory(err);
    const double network_room = (content->x1 - content->x0) * (content->y1 - content->y0);
    double room = 0;
    size_t count = 0, nodes = n->model->n_coalitions + n->model->n_items;
    for (size_t i = 0; i < nodes; i++) {
        const viz_node *node = &n->scene->nodes[i];
        if (n->thing_of[i] != n->scene->n_nodes) continue;
        row[count++] = i;
        room += (2 * node->half_width + 14) * (2 * node->half_height + 16);
    }
    const double width = fmax(content->x1 - content->x0, sqrt(1.7 * (room + network_room)));
    double x = (content->x0 + content->x1 - width) / 2, y = content->y1;
    bool good = true;
    if (count && n->board.n_things) {
        const viz_caption caption = {.kind = VIZ_CAPTION_KEY,
                                     .x = x,
                                     .y = y + 30,
                                     .size = 11,
                                     .text = (char *)"Tied to nothing that is drawn here:"};
        good = viz_scene_caption(n->scene, caption, err);
        y += 44;
    }
    for (size_t i = 0, end; good && i < count; i = end) {
        double wide = 0;
        for (end = i; end < count; end++) {
            wide += 2 * n->scene->nodes[row[end]].half_width + 14;
            if (end > i && wide - 14 > width) break;
        }
        const double high = put_row(n, row + i, end - i, x, y);
        *content = viz_rect_union(*content, (viz_rect){x, y, x + width, y + high});
        y += high + 12;
    }
    free(row);
    return good;
}

static viz_rect content_of(const network *n)
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
    for (size_t e = 0; e < n->scene->n_edges; e++) {
        for (int i = 1; i < 8; i++)
            r = viz_rect_union(
                r, viz_rect_around(viz_cubic_at(n->scene->edges[e].curve, i / 8.0), 2, 2));
    }
    return r;
}

static bool lay_sheet(network *n, viz_error *err)
{
    const viz_model *m = n->model;
    viz_rect content = content_of(n);
    if (!fill_shelf(n, &content, err)) return false;
    char *sentence = viz_network_sentence(m);
    if (!sentence) return viz_fail_memory(err);
    const bool english = !m->lang || (m->lang[0] == 'e' && m->lang[1] == 'n');
    const viz_words words = {.title = m->title && *m->title ? m->title : "Network of coalitions",
                             .desc = m->desc && *m->desc ? m->desc : sentence,
                             .key = !english || !m->n_items ? NULL
                                    : n->scene->n_hulls     ? key_groups
                                                            : key_plain};
    const bool good = viz_sheet_lay(m, content, words, n->scene, err);
    free(sentence);
    return good;
}

/* Places, and for items the colour of the hull they lie in. */
static void hand_back(network *n)
{
    for (size_t i = 0; i < n->board.n_things; i++) {
        const viz_thing *thing = &n->board.things[i];
        viz_node *node = &n->scene->nodes[n->node_of[i]];
        node->at = thing->at;
        if (!thing->box && thing->island != VIZ_NO_ISLAND)
            node->colour = viz_colour_of(n->model->groups[thing->island].number - 1);
    }
}

bool viz_network(const viz_model *model, viz_scene *scene, viz_error *err)
{
    network n = {.model = model, .scene = scene};
    bool good = false;
    if (!check_limits(model, err) || !viz_network_names(model, scene, err) ||
        !make_board(&n, err) || !place(&n.board, err))
        goto done;
    hand_back(&n);
    good = add_hulls(&n, err) && add_labels(&n, err) && add_edges(&n, err) && lay_sheet(&n, err);
done:
    viz_board_release(&n.board);
    free(n.thing_of);
    free(n.node_of);
    return good;
}
