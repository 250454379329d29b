/* SPDX-License-Identifier: MIT */
#include "fence.h"

#include <cgraph.h>
#include <gvc.h>
#include <stdio.h>
#include <stdlib.h>

/* Only these two plugins, and no search for others: the bytes depend on no configuration and no
 * installed font, and no code for windows, bitmaps or PDF is loaded. */
extern gvplugin_library_t gvplugin_core_LTX_library;
extern gvplugin_library_t gvplugin_neato_layout_LTX_library;
static lt_symlist_t plugins[] = {
    {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
    {"gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library},
    {NULL, NULL}};

/* Warnings come in pieces and mean nothing here: return codes and the writer's count decide. */
static int swallow(char *message)
{
    (void)message;
    return 0;
}

typedef struct {
    const viz_scene *scene;
    Agraph_t *graph;
    Agnode_t **node;
    viz_buf text; /* the attribute being written */
    size_t token;
} drawing;

/* cgraph copies the value; it takes char * for what it does not change. */
static bool set(void *object, const char *name, viz_buf *value)
{
    viz_buf_text(value, "");
    const bool good = viz_buf_ok(value) && agset(object, (char *)name, value->data) == 0;
    value->length = 0;
    return good;
}

static bool declare(Agraph_t *graph, int kind, const char *const pairs[][2])
{
    for (size_t i = 0; pairs[i][0]; i++) {
        if (!agattr(graph, kind, (char *)pairs[i][0], (char *)pairs[i][1])) return false;
    }
    return true;
}

/* Every attribute that is ever used, with its value unless it is set for one object. */
static bool declare_all(Agraph_t *graph)
{
    static const char *const of_graph[][2] = {{"pad", "0"},
                                              {"bgcolor", "transparent"},
                                              {"outputorder", "edgesfirst"},
                                              {"_background", ""},
                                              {NULL, NULL}};
    static const char *const of_nodes[][2] = {
        {"id", ""},       {"pos", ""},   {"width", "1"},  {"height", "1"},       {"label", ""},
        {"shape", "box"}, {"style", ""}, {"margin", "0"}, {"fixedsize", "true"}, {NULL, NULL}};
    static const char *const of_edges[][2] = {{"id", ""}, {"pos", ""}, {NULL, NULL}};
    return declare(graph, AGRAPH, of_graph) && declare(graph, AGNODE, of_nodes) &&
           declare(graph, AGEDGE, of_edges);
}

/* The program never calls setlocale, so printf writes points. */
static void put(viz_buf *out, double value, const char *after)
{
    char number[40];
    snprintf(number, sizeof number, "%.5f%s", value, after);
    viz_buf_text(out, number);
}

static void put_inches(viz_buf *out, double points)
{
    put(out, points / 72, "");
}

static void put_point(drawing *d, viz_point at)
{
    put(&d->text, at.x, ",");
    put(&d->text, d->scene->height - at.y, " ");
}

/* Hulls are drawn as xdot, under everything; Graphviz looks at it only while laying out. */
static bool add_hulls(drawing *d)
{
    for (size_t i = 0; i < d->scene->n_hulls; i++) {
        const viz_hull *hull = &d->scene->hulls[i];
        viz_buf_put(&d->text, "c 7 -#000000 C 7 -#000000 b %u ", (unsigned)hull->n_outline);
        for (size_t k = 0; k < hull->n_outline; k++) {
            put(&d->text, hull->outline[k].x, " ");
            put(&d->text, d->scene->height - hull->outline[k].y, " ");
        }
    }
    return set(d->graph, "_background", &d->text);
}

static Agnode_t *add_pinned(drawing *d, char *name, viz_point at, double wide, double high)
{
    Agnode_t *node = agnode(d->graph, name, 1);
    if (!node) return NULL;
    put_point(d, at);
    bool good = set(node, "pos", &d->text);
    put_inches(&d->text, wide);
    good = good && set(node, "width", &d->text);
    put_inches(&d->text, high);
    return good && set(node, "height", &d->text) ? node : NULL;
}

static bool add_node(drawing *d, size_t i)
{
    static const char *const shapes[] = {
        [VIZ_NODE_COALITION] = "box", [VIZ_NODE_ITEM] = "none", [VIZ_NODE_BADGE] = "circle"};
    const viz_node *node = &d->scene->nodes[i];
    char name[24];
    snprintf(name, sizeof name, "n%zu", i);
    Agnode_t *made = add_pinned(d, name, node->at, 2 * node->half_width, 2 * node->half_height);
    if (!made) return false;
    d->node[i] = made;
    for (size_t line = 0; line < node->text.count; line++)
        viz_buf_put(&d->text, "%s@%u", line ? "\n" : "", (unsigned)d->token++);
    bool good = set(made, "label", &d->text);
    viz_buf_text(&d->text, name);
    good = good && set(made, "id", &d->text);
    viz_buf_text(&d->text, shapes[node->kind]);
    return good && set(made, "shape", &d->text);
}

static bool add_edge(drawing *d, size_t i)
{
    const viz_edge *edge = &d->scene->edges[i];
    char name[24];
    snprintf(name, sizeof name, "e%zu", i);
    Agedge_t *made = agedge(d->graph, d->node[edge->from], d->node[edge->to], name, 1);
    if (!made) return false;
    viz_buf_text(&d->text, name);
    bool good = set(made, "id", &d->text);
    for (size_t k = 0; k < 4; k++) put_point(d, edge->curve[k]);
    return good && set(made, "pos", &d->text);
}

/* Two unseen nodes in opposite corners make Graphviz's bounds ours, so it moves nothing. */
static bool add_corner(drawing *d, char *name, viz_point at)
{
    Agnode_t *node = add_pinned(d, name, at, 0.01, 0.01);
    viz_buf_text(&d->text, "invis");
    return node && set(node, "style", &d->text);
}

static bool build(drawing *d)
{
    const viz_scene *s = d->scene;
    if (!declare_all(d->graph) || !add_hulls(d) ||
        !add_corner(d, "corner0", (viz_point){0.005, 0.005}) ||
        !add_corner(d, "corner1", (viz_point){s->width - 0.005, s->height - 0.005}))
        return false;
    for (size_t i = 0; i < s->n_nodes; i++) {
        if (!add_node(d, i)) return false;
    }
    for (size_t i = 0; i < s->n_edges; i++) {
        if (!add_edge(d, i)) return false;
    }
    return true;
}

bool viz_fence_render(const viz_scene *scene, viz_buf *out, viz_error *err)
{
    drawing d = {.scene = scene};
    char *svg = NULL;
    unsigned length = 0;
    bool good = false, laid_out = false;
    agseterrf(swallow);
    GVC_t *context = gvContextPlugins(plugins, 0);
    d.graph = context ? agopen("g", Agundirected, NULL) : NULL;
    d.node = calloc(scene->n_nodes + 1, sizeof(Agnode_t *));
    if (!d.graph || !d.node || !build(&d)) goto done;
    laid_out = gvLayout(context, d.graph, "nop2") == 0;
    if (!laid_out || gvRenderData(context, d.graph, "svg", &svg, &length) != 0) goto done;
    viz_buf_bytes(out, svg, length);
    good = viz_buf_ok(out);
done:
    if (svg) gvFreeRenderData(svg);
    if (laid_out) gvFreeLayout(context, d.graph);
    if (d.graph) agclose(d.graph);
    if (context) gvFreeContext(context);
    free(d.node);
    viz_buf_release(&d.text);
    return good || viz_fail(err, "graphviz could not draw this");
}
