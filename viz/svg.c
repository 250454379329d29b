/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include "palette.h"
#include "svg_tags.h"

#include <stdint.h>

typedef struct {
    const viz_scene *scene;
    const viz_palette *palette;
    viz_buf *out;
    char name[12]; /* class of the root, prefix of ids */
    viz_tags tags;
    bool in_node;
    size_t node;                       /* the current one */
    size_t token;                      /* of the next line of text */
    size_t hulls, edges, shapes, line; /* seen so far: each must come exactly once */
    size_t edge;                       /* the one being drawn: Graphviz has an order of its own */
} writer;

static const char letters[] = {
    [VIZ_NODE_COALITION] = 'c', [VIZ_NODE_ITEM] = 'i', [VIZ_NODE_BADGE] = 'g'};

static void put_class(writer *w, char letter, unsigned index)
{
    const char text[3] = {' ', letter, '\0'};
    viz_buf_put(w->out, "%s%u", text, index);
}

/* No earlier edge ties the same item to the same group. */
static bool first_of_group(const viz_scene *s, size_t edge)
{
    const size_t item = s->edges[edge].to;
    const unsigned group = s->nodes[s->edges[edge].from].group;
    for (size_t e = 0; e < edge; e++) {
        if (s->edges[e].to == item && s->nodes[s->edges[e].from].group == group) return false;
    }
    return true;
}

/* The classes by which a coalition, item or group lights what it is tied to (svg_style.c). */
static void put_ties(writer *w, size_t node)
{
    const viz_scene *s = w->scene;
    for (size_t e = 0; e < s->n_edges; e++) {
        const viz_edge *edge = &s->edges[e];
        if (edge->from != node && edge->to != node) continue;
        const viz_node *other = &s->nodes[edge->from == node ? edge->to : edge->from];
        put_class(w, letters[other->kind], other->index);
        if (s->nodes[node].kind == VIZ_NODE_ITEM && other->group && first_of_group(s, e))
            put_class(w, 'g', other->group);
    }
}

static void open_node(writer *w)
{
    static const char *const kinds[] = {
        [VIZ_NODE_COALITION] = "n c", [VIZ_NODE_ITEM] = "n t", [VIZ_NODE_BADGE] = "n b"};
    const viz_node *node = &w->scene->nodes[w->node];
    const char own[2] = {letters[node->kind], '\0'};
    viz_buf_put(w->out, "<g id=\"%s-%s%u\" class=\"%s%s k%u", w->name, own, node->index,
                kinds[node->kind], node->hollow ? " q" : "", node->colour);
    put_class(w, letters[node->kind], node->index);
    if (node->group && node->kind != VIZ_NODE_BADGE) put_class(w, 'g', node->group);
    put_ties(w, w->node);
    viz_buf_put(w->out, "\" role=\"listitem\" tabindex=\"0\" font-size=\"%n\"", node->size);
    if (node->bold) viz_buf_text(w->out, " font-weight=\"700\"");
    if (node->kind == VIZ_NODE_ITEM) {
        char halo[8];
        viz_tint(w->palette->fill[node->colour], w->palette->paper, halo);
        viz_buf_put(w->out, " stroke=\"%s\" stroke-width=\"0\"",
                    node->colour ? halo : w->palette->paper);
    } else {
        viz_buf_put(w->out, " fill=\"%s\"",
                    node->hollow ? w->palette->ink : w->palette->text[node->colour]);
    }
    viz_buf_put(w->out, "><title>%e</title>", node->title);
}

/* Numbers come in pairs; Graphviz counts y from the bottom up and below zero. */
static bool next_pair(writer *w, viz_span *at, viz_point *point)
{
    if (!viz_span_number(at, &point->x) || !viz_span_number(at, &point->y)) return false;
    point->y += w->scene->height;
    return true;
}

/* "M" and then cubic pieces, as Graphviz always writes them. */
static bool put_path(writer *w)
{
    viz_span d = viz_tags_attribute(&w->tags, "d");
    viz_point at;
    size_t count = 0;
    viz_buf_text(w->out, " d=\"M");
    while (next_pair(w, &d, &at)) {
        viz_buf_put(w->out, "%s%n %n", count == 0 ? "" : count == 1 ? "C" : " ", at.x, at.y);
        count++;
    }
    viz_buf_text(w->out, "\"");
    return count % 3 == 1;
}

static bool put_hull(writer *w)
{
    if (w->hulls == w->scene->n_hulls) return false;
    const viz_hull *hull = &w->scene->hulls[w->hulls++];
    viz_buf_put(w->out, "<path class=\"h k%u\" fill=\"", hull->colour);
    char tint[8];
    viz_tint(w->palette->fill[hull->colour], w->palette->paper, tint);
    viz_buf_put(w->out, "%s\" stroke=\"%s\" stroke-width=\"1.3\"", tint,
                w->palette->fill[hull->colour]);
    const bool good = put_path(w);
    viz_buf_text(w->out, "/>\n");
    return good;
}

/* Edges stand together, between the hulls and the nodes, and share what is the same for all. */
static bool put_edge(writer *w)
{
    if (w->edges == w->scene->n_edges) return false;
    if (w->edges == 0) { /* the more there are, the lighter, that names stay in front */
        const double opacity = 0.7 - 0.3 * (double)w->scene->n_edges / 600;
        viz_buf_put(w->out, "<g fill=\"none\" stroke-opacity=\"%n\" aria-hidden=\"true\">\n",
                    opacity < 0.4 ? 0.4 : opacity);
    }
    const viz_edge *edge = &w->scene->edges[w->edge];
    w->edges++;
    const viz_node *from = &w->scene->nodes[edge->from], *to = &w->scene->nodes[edge->to];
    viz_buf_put(w->out, "<path class=\"e k%u", edge->colour);
    put_class(w, letters[from->kind], from->index);
    put_class(w, letters[to->kind], to->index);
    if (from->group) put_class(w, 'g', from->group);
    viz_buf_put(w->out, "\" stroke=\"%s\" stroke-width=\"%n\"", w->palette->fill[edge->colour],
                edge->width);
    const bool good = put_path(w);
    viz_buf_text(w->out, w->edges == w->scene->n_edges ? "/>\n</g>\n" : "/>\n");
    return good;
}

/* A box comes as the polygon of its corners, a badge as an ellipse. */
static bool put_shape(writer *w)
{
    const viz_node *node = &w->scene->nodes[w->node];
    const viz_palette *p = w->palette;
    w->shapes++;
    if (viz_tags_is(&w->tags, "ellipse")) {
        viz_span x = viz_tags_attribute(&w->tags, "cx"), y = viz_tags_attribute(&w->tags, "cy");
        viz_span r = viz_tags_attribute(&w->tags, "rx");
        double cx, cy, radius;
        if (!viz_span_number(&x, &cx) || !viz_span_number(&y, &cy) || !viz_span_number(&r, &radius))
            return false;
        viz_buf_put(w->out,
                    "<circle cx=\"%n\" cy=\"%n\" r=\"%n\" fill=\"%s\" stroke=\"%s\" "
                    "stroke-width=\"1.5\"/>",
                    cx, cy + w->scene->height, radius, p->fill[node->colour], p->paper);
        return true;
    }
    viz_span points = viz_tags_attribute(&w->tags, "points");
    viz_point at;
    viz_rect box = {0, 0, 0, 0};
    for (bool first = true; next_pair(w, &points, &at); first = false) {
        const viz_rect corner = viz_rect_around(at, 0, 0);
        box = first ? corner : viz_rect_union(box, corner);
    }
    viz_buf_put(w->out, "<rect x=\"%n\" y=\"%n\" width=\"%n\" height=\"%n\" rx=\"7\"", box.x0,
                box.y0, box.x1 - box.x0, box.y1 - box.y0);
    if (node->hollow)
        viz_buf_put(w->out,
                    " fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\" "
                    "stroke-dasharray=\"5 3\"/>",
                    p->paper, p->fill[node->colour]);
    else
        viz_buf_put(w->out, " fill=\"%s\"/>", p->fill[node->colour]);
    return box.x1 > box.x0;
}

/* The token says which line this must be; the words and their exact place are the scene's. */
static bool put_line(writer *w)
{
    viz_span text = viz_tags_text(&w->tags);
    const viz_node *node = &w->scene->nodes[w->node];
    double token = -1;
    if (!w->in_node || w->line == node->text.count || !text.length || *text.start != '@' ||
        !viz_span_number(&text, &token) || token != (double)w->token)
        return false;
    const viz_rect r = viz_node_line(node, w->line);
    viz_buf_put(w->out, "<text x=\"%n\" y=\"%n\">%e</text>", node->at.x,
                viz_baseline(r, node->size), node->text.line[w->line]);
    w->line++;
    w->token++;
    return true;
}

/* Graphviz's groups carry our ids: "n" and "e" with a number. */
static bool open_group(writer *w)
{
    viz_span id = viz_tags_attribute(&w->tags, "id");
    double number = 0;
    if (id.length && *id.start == 'e') {
        const bool good = viz_span_number(&id, &number) && number < (double)w->scene->n_edges;
        w->edge = good ? (size_t)number : 0;
        return good;
    }
    if (!id.length || *id.start != 'n') return true;
    if (!viz_span_number(&id, &number) || number != (double)w->node) return false;
    w->in_node = true;
    w->line = 0;
    open_node(w);
    return true;
}

static bool close_group(writer *w)
{
    if (!w->in_node) return true;
    viz_buf_text(w->out, "</g>\n");
    w->in_node = false;
    return w->line == w->scene->nodes[w->node++].text.count;
}

static bool put_drawn(writer *w)
{
    bool good = true;
    while (good && viz_tags_next(&w->tags)) {
        if (viz_tags_is(&w->tags, "g"))
            good = w->tags.opening ? open_group(w) : close_group(w);
        else if (!w->tags.opening)
            continue;
        else if (viz_tags_is(&w->tags, "text"))
            good = put_line(w);
        else if (w->in_node &&
                 (viz_tags_is(&w->tags, "polygon") || viz_tags_is(&w->tags, "ellipse")))
            good = put_shape(w);
        else if (viz_tags_is(&w->tags, "path"))
            good = w->hulls < w->scene->n_hulls ? put_hull(w) : put_edge(w);
    }
    size_t shapes = 0;
    for (size_t i = 0; i < w->scene->n_nodes; i++)
        shapes += w->scene->nodes[i].kind != VIZ_NODE_ITEM;
    return good && w->hulls == w->scene->n_hulls && w->edges == w->scene->n_edges &&
           w->node == w->scene->n_nodes && w->shapes == shapes;
}

static void put_captions(writer *w)
{
    for (size_t i = 0; i < w->scene->n_captions; i++) {
        const viz_caption *c = &w->scene->captions[i];
        const bool muted = c->kind != VIZ_CAPTION_TITLE && c->kind != VIZ_CAPTION_GROUP;
        viz_buf_put(w->out, "<text class=\"%s\" x=\"%n\" y=\"%n\" font-size=\"%n\"",
                    c->kind == VIZ_CAPTION_GROUP ? "w"
                    : muted                      ? "m"
                                                 : "d",
                    c->x, viz_baseline(viz_caption_rect(c), c->size), c->size);
        viz_buf_text(w->out, " text-anchor=\"start\"");
        if (c->bold) viz_buf_text(w->out, " font-weight=\"700\"");
        if (muted) viz_buf_put(w->out, " fill=\"%s\"", w->palette->muted);
        if (c->kind == VIZ_CAPTION_GROUP)
            viz_buf_put(w->out, " stroke=\"%s\" stroke-width=\"0\"", w->palette->paper);
        viz_buf_put(w->out, ">%e</text>\n", c->text);
    }
}

/* A name of the drawing's own, from all it shows: drawings in one page must not share ids. */
static void choose_name(writer *w, const viz_buf *drawn)
{
    static const char hex[] = "0123456789abcdef";
    uint32_t hash = 2166136261U;
    const viz_scene *s = w->scene;
    for (size_t i = 0; i < drawn->length; i++)
        hash = (hash ^ (unsigned char)drawn->data[i]) * 16777619U;
    for (size_t i = 0; i < s->n_nodes; i++) {
        for (const char *t = s->nodes[i].title; *t; t++)
            hash = (hash ^ (unsigned char)*t) * 16777619U;
    }
    for (const char *t = s->title; *t; t++) hash = (hash ^ (unsigned char)*t) * 16777619U;
    w->name[0] = 'v';
    for (int i = 0; i < 8; i++) w->name[1 + i] = hex[hash >> 4 * i & 15];
    w->name[9] = '\0';
}

static void put_root(writer *w)
{
    static const char *const sizes[] = {[VIZ_PAPER_A3] = "width=\"404mm\" height=\"281mm\"",
                                        [VIZ_PAPER_A4] = "width=\"281mm\" height=\"194mm\"",
                                        [VIZ_PAPER_LETTER] =
                                            "width=\"263.4mm\" height=\"199.9mm\""};
    const viz_scene *s = w->scene;
    viz_buf_put(w->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %n %n\" ",
                s->width, s->height);
    if (s->paper == VIZ_PAPER_SCREEN)
        viz_buf_put(w->out, "width=\"%n\" height=\"%n\"", s->width, s->height);
    else
        viz_buf_text(w->out, sizes[s->paper]);
    viz_buf_put(w->out, " role=\"graphics-document\" aria-labelledby=\"%s-t %s-d\" lang=\"%e\" ",
                w->name, w->name, s->lang);
    viz_buf_put(w->out, "class=\"%s\" fill=\"%s\" text-anchor=\"middle\" ", w->name,
                w->palette->ink);
    viz_buf_text(w->out, "font-family=\"'Liberation Sans', Arial, Helvetica, sans-serif\">\n");
    viz_buf_put(w->out, "<title id=\"%s-t\">%e</title>\n", w->name, s->title);
    viz_buf_put(w->out, "<desc id=\"%s-d\">%e</desc>\n", w->name, s->desc);
    viz_svg_style(s, w->name, w->out);
    viz_buf_put(w->out, "<rect class=\"p\" width=\"%n\" height=\"%n\" fill=\"%s\"/>\n", s->width,
                s->height, w->palette->paper);
}

bool viz_svg_write(const viz_scene *scene, const viz_buf *drawn, viz_buf *out, viz_error *err)
{
    writer w = {.scene = scene, .out = out};
    w.palette = scene->theme == VIZ_THEME_DARK ? &viz_palette_dark : &viz_palette_light;
    w.tags = (viz_tags){.at = drawn->data, .end = drawn->data + drawn->length};
    choose_name(&w, drawn);
    put_root(&w);
    viz_buf_text(out, "<g role=\"list\">\n");
    const bool good = put_drawn(&w);
    viz_buf_text(out, "</g>\n");
    put_captions(&w);
    viz_buf_text(out, "</svg>\n");
    if (!viz_buf_ok(out)) return viz_fail_memory(err);
    return good || viz_fail(err, "graphviz drew something else than it was given");
}
