/* SPDX-License-Identifier: MIT */
#include "fence.h"

#include "fence_parts.h"

#include <cgraph.h>
#include <gvc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only these two plugins, and no search for others: the bytes depend on no configuration and no
 * installed font, and no code for windows, bitmaps or PDF is loaded. */
extern gvplugin_library_t gvplugin_core_LTX_library;
extern gvplugin_library_t gvplugin_neato_layout_LTX_library;
static lt_symlist_t plugins[] = {
    {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
    {"gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library},
    {NULL, NULL}};

struct viz_fence {
    GVC_t *context;
};

/* Warnings come in pieces and mean nothing here: return codes and the reader's count decide. */
static int swallow(char *message)
{
    (void)message;
    return 0;
}

viz_fence *viz_fence_new(viz_error *err)
{
    viz_fence *fence = calloc(1, sizeof *fence);
    if (fence) {
        agseterrf(swallow);
        fence->context = gvContextPlugins(plugins, 0);
    }
    if (fence && fence->context) return fence;
    free(fence);
    viz_fail_memory(err);
    return NULL;
}

void viz_fence_free(viz_fence *fence)
{
    if (!fence) return;
    gvFreeContext(fence->context);
    free(fence);
}

/* ---- the graph ---- */

typedef struct {
    const viz_canvas *canvas;
    Agraph_t *graph;
    Agnode_t **node; /* by place of the mark; NULL: no node */
    viz_buf text;    /* the attribute being written */
    bool coloured;   /* for people who go on with the graph */
    Agdisc_t *services;
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
static bool declare_all(Agraph_t *graph, bool coloured)
{
    static const char *const of_graph[][2] = {
        {"pad", "0"}, {"bgcolor", "transparent"}, {"outputorder", "edgesfirst"}, {NULL, NULL}};
    static const char *const of_nodes[][2] = {
        {"id", ""},       {"pos", ""},   {"width", "1"},  {"height", "1"},       {"label", ""},
        {"shape", "box"}, {"style", ""}, {"margin", "0"}, {"fixedsize", "true"}, {NULL, NULL}};
    static const char *const of_edges[][2] = {{"id", ""}, {"pos", ""}, {NULL, NULL}};
    static const char *const colours_of_nodes[][2] = {
        {"fillcolor", "#ffffff"},  {"color", "#1b1f24"}, {"fontcolor", "#1b1f24"},
        {"fontname", "Helvetica"}, {"fontsize", "10"},   {NULL, NULL}};
    static const char *const colours_of_edges[][2] = {
        {"color", "#1b1f24"}, {"penwidth", "1"}, {NULL, NULL}};
    return declare(graph, AGRAPH, of_graph) && declare(graph, AGNODE, of_nodes) &&
           declare(graph, AGEDGE, of_edges) &&
           (!coloured ||
            (declare(graph, AGNODE, colours_of_nodes) && declare(graph, AGEDGE, colours_of_edges)));
}

/* The program never calls setlocale, so printf writes points. */
static void put(viz_buf *out, double value, const char *after)
{
    char number[40];
    snprintf(number, sizeof number, "%.5f%s", value, after);
    viz_buf_text(out, number);
}

static void put_point(drawing *d, viz_point at)
{
    put(&d->text, at.x, ",");
    put(&d->text, d->canvas->height - at.y, " ");
}

static Agnode_t *add_pinned(drawing *d, char *name, viz_rect r)
{
    Agnode_t *node = agnode(d->graph, name, 1);
    if (!node) return NULL;
    put_point(d, (viz_point){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2});
    bool good = set(node, "pos", &d->text);
    put(&d->text, (r.x1 - r.x0) / 72, "");
    good = good && set(node, "width", &d->text);
    put(&d->text, (r.y1 - r.y0) / 72, "");
    return good && set(node, "height", &d->text) ? node : NULL;
}

static bool set_colour(drawing *d, void *object, const char *attribute, viz_paint paint)
{
    char colour[8];
    viz_buf_text(&d->text, viz_paint_colour(paint, false, colour));
    return set(object, attribute, &d->text);
}

/* The label is a token; who writes the graph puts the words in its place. */
static bool colour_node(drawing *d, Agnode_t *node, size_t i)
{
    const viz_mark *mark = &d->canvas->marks[i];
    viz_buf_put(&d->text, "@%u@", (unsigned)i);
    bool good = set(node, "label", &d->text);
    if (mark->fill != VIZ_NONE) {
        viz_buf_text(&d->text, "filled");
        good = good && set(node, "style", &d->text) && set_colour(d, node, "fillcolor", mark->fill);
    }
    if (mark->fill >= VIZ_COLOUR && mark->fill < VIZ_ON)
        good =
            good && set_colour(d, node, "fontcolor", (viz_paint)(mark->fill - VIZ_COLOUR + VIZ_ON));
    return good && (mark->stroke == VIZ_NONE || set_colour(d, node, "color", mark->stroke));
}

static bool add_node(drawing *d, size_t i)
{
    const viz_mark *mark = &d->canvas->marks[i];
    char name[24];
    snprintf(name, sizeof name, "n%zu", i);
    Agnode_t *made = add_pinned(d, name, mark->box);
    if (!made) return false;
    d->node[i] = made;
    viz_buf_text(&d->text, name);
    bool good = set(made, "id", &d->text);
    viz_buf_text(&d->text, !viz_fence_shows(mark)   ? "none"
                           : mark->kind == VIZ_RECT ? "box"
                                                    : "circle");
    good = good && set(made, "shape", &d->text);
    return good && (!d->coloured || colour_node(d, made, i));
}

static bool add_edge(drawing *d, size_t i)
{
    const viz_mark *mark = &d->canvas->marks[i];
    char name[24];
    snprintf(name, sizeof name, "e%zu", i);
    if (!d->node[mark->from] || !d->node[mark->to]) return false;
    Agedge_t *made = agedge(d->graph, d->node[mark->from], d->node[mark->to], name, 1);
    if (!made) return false;
    viz_buf_text(&d->text, name);
    bool good = set(made, "id", &d->text);
    for (size_t k = 0; k < mark->n_points; k++) put_point(d, mark->points[k]);
    good = good && set(made, "pos", &d->text);
    if (!good || !d->coloured) return good;
    put(&d->text, mark->stroke_width, "");
    return set(made, "penwidth", &d->text) && set_colour(d, made, "color", mark->stroke);
}

/* Two unseen nodes in opposite corners make Graphviz's bounds ours, so it moves nothing. They are a
 * point wide: it takes smaller ones for that large, and would move everything by the difference. */
static bool add_corner(drawing *d, char *name, viz_point at)
{
    Agnode_t *node = add_pinned(d, name, viz_rect_around(at, 0.5, 0.5));
    viz_buf_text(&d->text, "invis");
    return node && set(node, "style", &d->text);
}

static bool build(drawing *d)
{
    const viz_canvas *c = d->canvas;
    if (!declare_all(d->graph, d->coloured) || !add_corner(d, "corner0", (viz_point){0.5, 0.5}) ||
        !add_corner(d, "corner1", (viz_point){c->width - 0.5, c->height - 0.5}))
        return false;
    for (size_t i = 0; i < c->n_marks; i++) {
        if (c->marks[i].graph && c->marks[i].kind != VIZ_PATH && !add_node(d, i)) return false;
    }
    for (size_t i = 0; i < c->n_marks; i++) {
        if (c->marks[i].graph && c->marks[i].kind == VIZ_PATH && !add_edge(d, i)) return false;
    }
    return true;
}

static bool begin(drawing *d)
{
    d->graph = agopen("g", Agundirected, d->services);
    d->node = calloc(d->canvas->n_marks + 1, sizeof(Agnode_t *));
    return d->graph && d->node && build(d);
}

static void end(drawing *d)
{
    if (d->graph) agclose(d->graph);
    free(d->node);
    viz_buf_release(&d->text);
}

static bool has_graph(const viz_canvas *canvas)
{
    for (size_t i = 0; i < canvas->n_marks; i++) {
        if (canvas->marks[i].graph) return true;
    }
    return false;
}

/* ---- having it drawn ---- */

bool viz_fence_draw(viz_fence *fence, viz_canvas *canvas, viz_error *err)
{
    drawing d = {.canvas = canvas};
    char *svg = NULL;
    unsigned length = 0;
    bool good = false, laid_out = false;
    if (!has_graph(canvas)) return true;
    if (!begin(&d)) goto done;
    laid_out = gvLayout(fence->context, d.graph, "nop2") == 0;
    if (!laid_out || gvRenderData(fence->context, d.graph, "svg", &svg, &length) != 0) goto done;
    good = viz_fence_read(canvas, svg, length, err);
done:
    if (svg) gvFreeRenderData(svg);
    if (laid_out) gvFreeLayout(fence->context, d.graph);
    end(&d);
    return good || viz_fail(err, "graphviz could not draw this");
}

/* ---- Graphviz's own language ---- */

static int take_bytes(void *out, const char *bytes)
{
    viz_buf_text(out, bytes);
    return viz_buf_ok(out) ? 0 : -1;
}

static int flush_bytes(void *out)
{
    (void)out;
    return 0;
}

bool viz_fence_dot(const viz_canvas *canvas, viz_buf *out, viz_error *err)
{
    Agiodisc_t to_buffer = {NULL, take_bytes, flush_bytes};
    Agdisc_t services = {&AgMemDisc, &AgIdDisc, &to_buffer};
    drawing d = {.canvas = canvas, .coloured = true, .services = &services};
    viz_buf written = {0};
    if (!has_graph(canvas))
        return viz_fail(err, "format of this style, allowed: svg, html, geometry, given: dot; only "
                             "trains, network and districts are graphs");
    bool good = begin(&d) && agwrite(d.graph, &written) == 0;
    viz_buf_text(&written, "");
    good = good && viz_buf_ok(&written);
    if (good) viz_fence_words(out, canvas, written.data);
    good = good && viz_buf_ok(out);
    end(&d);
    viz_buf_release(&written);
    return good || viz_fail(err, "graphviz could not write this graph");
}

/* ---- placing boxes ---- */

static bool set_number(viz_buf *text, void *object, const char *name, double value)
{
    put(text, value, "");
    return set(object, name, text);
}

static bool declare_places(Agraph_t *graph)
{
    static const char *const of_graph[][2] = {
        {"overlap", "prism"}, {"sep", "+8"}, {"start", "7"}, {"maxiter", "400"}, {NULL, NULL}};
    static const char *const of_nodes[][2] = {
        {"shape", "box"}, {"width", "1"},        {"height", "1"}, {"label", ""},
        {"margin", "0"},  {"fixedsize", "true"}, {NULL, NULL}};
    static const char *const of_edges[][2] = {{"len", "1"}, {NULL, NULL}};
    return declare(graph, AGRAPH, of_graph) && declare(graph, AGNODE, of_nodes) &&
           declare(graph, AGEDGE, of_edges);
}

static bool add_boxes(Agraph_t *graph, viz_buf *text, Agnode_t **node, const viz_box *boxes,
                      size_t n_boxes)
{
    char name[24];
    bool good = true;
    for (size_t i = 0; good && i < n_boxes; i++) {
        snprintf(name, sizeof name, "b%zu", i);
        node[i] = agnode(graph, name, 1);
        good = node[i] && set_number(text, node[i], "width", boxes[i].width / 72) &&
               set_number(text, node[i], "height", boxes[i].height / 72);
    }
    return good;
}

static bool add_tethers(Agraph_t *graph, viz_buf *text, Agnode_t **node, const viz_tether *tethers,
                        size_t n_tethers)
{
    bool good = true;
    for (size_t i = 0; good && i < n_tethers; i++) {
        const viz_tether *t = &tethers[i];
        Agedge_t *edge = agedge(graph, node[t->from], node[t->to], NULL, 1);
        good = edge && set_number(text, edge, "len", t->length / 72);
    }
    return good;
}

bool viz_fence_place(viz_fence *fence, viz_box *boxes, size_t n_boxes, const viz_tether *tethers,
                     size_t n_tethers, viz_error *err)
{
    viz_buf text = {0};
    bool good = false, laid_out = false;
    Agraph_t *graph = agopen("g", Agundirected, NULL);
    Agnode_t **node = calloc(n_boxes + 1, sizeof(Agnode_t *));
    if (!graph || !node || !declare_places(graph) ||
        !add_boxes(graph, &text, node, boxes, n_boxes) ||
        !add_tethers(graph, &text, node, tethers, n_tethers))
        goto done;
    laid_out = gvLayout(fence->context, graph, "neato") == 0;
    good = laid_out;
    for (size_t i = 0; good && i < n_boxes; i++)
        boxes[i].at = (viz_point){ND_coord(node[i]).x, -ND_coord(node[i]).y};
done:
    if (laid_out) gvFreeLayout(fence->context, graph);
    if (graph) agclose(graph);
    free(node);
    viz_buf_release(&text);
    return good || viz_fail(err, "graphviz could not place these boxes");
}
