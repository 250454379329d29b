/* SPDX-License-Identifier: MIT
 *
 * The style network: coalitions as boxes in the colour of their group, the items that two or more
 * hold as text, larger the more hold it. The method:
 *   1. wrap and measure every name (network_names.c) and make a thing of it on a board;
 *   2. fill the board, every group as an island of its own (network_start.c);
 *   3. shorten and untangle the edges without breaking a rule (network_improve.c, network_align.c);
 *   4. bend the edges around what they do not belong to (network_route.c);
 *   5. put all of it on a sheet (network_scene.c). */
#include "network_names.h"
#include "network_scene.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

enum { NODES_MAX = 200, EDGES_MAX = 600 };
enum { STARTS_MAX = 12, MOVES_A_THING = 2500, MOVES_BUDGET = 45000000, ACCEPTED = 80 };

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

/* An item lies in a hull when every coalition that holds it does, those that are not drawn
 * included. */
static size_t home_of(const viz_model *m, unsigned item)
{
    size_t home = VIZ_NO_ISLAND, drawn = 0;
    for (size_t i = 0; i < m->n_seats; i++) {
        if (m->seats[i].item != item) continue;
        const size_t island = island_of(m, m->coalitions[m->seats[i].coalition].group);
        if (drawn && island != home) return VIZ_NO_ISLAND;
        home = island;
        drawn++;
    }
    return m->items[item].holders > drawn ? VIZ_NO_ISLAND : home;
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

static void make_things(viz_network_parts *n)
{
    const viz_model *m = n->model;
    viz_board *b = &n->board;
    for (size_t i = 0; i < m->n_coalitions + m->n_items; i++) {
        const viz_node *node = &n->shapes.nodes[i];
        const bool item = node->kind == VIZ_NODE_ITEM;
        n->thing_of[i] = n->shapes.n_nodes;
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

static void make_ties(viz_network_parts *n)
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
    const double shape = paper == VIZ_PAPER_SCREEN ? 1.45 : viz_paper_shape(paper);
    const double head = 170 - 52 / shape;
    b->width = fmax(400, round((head + sqrt(head * head + 4 * room / shape)) * shape / 2));
    b->height = fmax(200, round(room / b->width));
}

/* The whole label is read in the tip of the badge; beside it stands what fits. */
static bool make_labels(viz_network_parts *n)
{
    enum { LABEL_GRAPHEMES = 36 };
    const viz_model *m = n->model;
    n->labels = calloc(m->n_groups + 1, sizeof *n->labels);
    for (size_t g = 0; n->labels && g < m->n_groups; g++) {
        n->labels[g] = viz_text_cut(m->groups[g].label, LABEL_GRAPHEMES);
        if (!n->labels[g]) return false;
    }
    return n->labels != NULL;
}

static bool make_board(viz_network_parts *n, viz_error *err)
{
    const viz_model *m = n->model;
    viz_board *b = &n->board;
    const size_t nodes = n->shapes.n_nodes + 1;
    n->thing_of = calloc(nodes, sizeof *n->thing_of);
    n->node_of = calloc(nodes, sizeof *n->node_of);
    b->things = calloc(nodes, sizeof *b->things);
    b->ties = calloc(m->n_seats + m->n_links + 1, sizeof *b->ties);
    b->islands = calloc(m->n_groups + 1, sizeof *b->islands);
    if (!n->thing_of || !n->node_of || !b->things || !b->ties || !b->islands || !make_labels(n))
        return viz_fail_memory(err);
    make_things(n);
    make_ties(n);
    b->n_islands = m->n_groups;
    for (size_t g = 0; g < m->n_groups; g++)
        b->islands[g].label_width = ceil(viz_text_width(n->labels[g], VIZ_GROUP_LABEL_SIZE, true));
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

bool viz_network(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    viz_network_parts n = {.model = model, .canvas = canvas};
    bool good = false;
    if (!check_limits(model, err) || !viz_network_names(model, &n.shapes, err) ||
        !make_board(&n, err) || !place(&n.board, err))
        goto done;
    good = viz_network_scene(&n, err);
done:
    viz_shapes_release(&n.shapes);
    viz_board_release(&n.board);
    for (size_t g = 0; n.labels && g < model->n_groups; g++) free(n.labels[g]);
    free(n.labels);
    free(n.thing_of);
    free(n.node_of);
    return good;
}
