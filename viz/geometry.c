/* SPDX-License-Identifier: MIT */
#include "geometry.h"

static void put_rect(viz_buf *out, viz_rect r)
{
    viz_buf_put(out, "\"x\":%n,\"y\":%n,\"w\":%n,\"h\":%n", r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0);
}

static void begin(viz_buf *out, const char *list)
{
    viz_buf_put(out, ",\n\"%s\":[", list);
}

static void next(viz_buf *out, bool *first)
{
    viz_buf_text(out, *first ? "\n" : ",\n");
    *first = false;
}

static void put_node_text(viz_buf *out, const viz_node *node)
{
    static const char *const kinds[] = {
        [VIZ_NODE_COALITION] = "coalition", [VIZ_NODE_ITEM] = "item", [VIZ_NODE_BADGE] = "badge"};
    viz_buf_put(out, "{\"kind\":\"%s\",\"index\":%u,\"size\":%n,", kinds[node->kind], node->index,
                node->size);
    viz_rect box = viz_rect_around(node->at, 0, 0);
    for (size_t i = 0; i < node->text.count; i++) box = viz_rect_union(box, viz_node_line(node, i));
    put_rect(out, box);
    viz_buf_text(out, ",\"lines\":[");
    for (size_t i = 0; i < node->text.count; i++)
        viz_buf_put(out, "%s%j", i ? "," : "", node->text.line[i]);
    viz_buf_text(out, "]}");
}

static void put_caption(viz_buf *out, const viz_caption *caption)
{
    static const char *const kinds[] = {
        [VIZ_CAPTION_TITLE] = "title", [VIZ_CAPTION_DESC] = "desc", [VIZ_CAPTION_GROUP] = "group",
        [VIZ_CAPTION_MORE] = "more",   [VIZ_CAPTION_NOTE] = "note", [VIZ_CAPTION_KEY] = "key"};
    viz_buf_put(out, "{\"kind\":\"%s\",\"index\":%u,\"size\":%n,", kinds[caption->kind],
                caption->index, caption->size);
    put_rect(out, viz_caption_rect(caption));
    viz_buf_put(out, ",\"lines\":[%j]}", caption->text);
}

static void put_hulls(viz_buf *out, const viz_scene *scene)
{
    enum { PARTS = 4 };       /* straight pieces a round corner is told in */
    const double least = 1.5; /* px between points: closer ones would turn anywhere when rounded */
    bool first = true;
    for (size_t i = 0; i < scene->n_hulls; i++) {
        const viz_hull *hull = &scene->hulls[i];
        next(out, &first);
        viz_buf_put(out, "{\"group\":%u,\"colour\":%u,\"points\":[", hull->number, hull->colour);
        viz_point last = {-least, -least};
        for (size_t k = 0; k + 3 < hull->n_outline; k += 3) {
            /* sides and corners take turns: a side needs only its start */
            for (int part = 0; part < (k % 2 ? PARTS : 1); part++) {
                const viz_point at = viz_cubic_at(&hull->outline[k], (double)part / PARTS);
                if (viz_distance(at, last) < least) continue;
                viz_buf_put(out, "%s[%n,%n]", k || part ? "," : "", at.x, at.y);
                last = at;
            }
        }
        viz_buf_text(out, "]}");
    }
}

static void put_edges(viz_buf *out, const viz_scene *scene)
{
    bool first = true;
    for (size_t i = 0; i < scene->n_edges; i++) {
        const viz_edge *edge = &scene->edges[i];
        next(out, &first);
        viz_buf_put(out, "{\"kind\":\"%s\",\"from\":%u,\"to\":%u,\"curve\":[",
                    edge->link ? "link" : "seat", scene->nodes[edge->from].index,
                    scene->nodes[edge->to].index);
        for (size_t k = 0; k < 4; k++)
            viz_buf_put(out, "%s[%n,%n]", k ? "," : "", edge->curve[k].x, edge->curve[k].y);
        viz_buf_text(out, "]}");
    }
}

void viz_geometry_write(const viz_scene *scene, viz_buf *out)
{
    bool first = true;
    viz_buf_put(out, "{\"viewBox\":[0,0,%n,%n]", scene->width, scene->height);
    begin(out, "texts");
    for (size_t i = 0; i < scene->n_nodes; i++) {
        next(out, &first);
        put_node_text(out, &scene->nodes[i]);
    }
    for (size_t i = 0; i < scene->n_captions; i++) {
        next(out, &first);
        put_caption(out, &scene->captions[i]);
    }
    first = true;
    viz_buf_text(out, "]");
    begin(out, "boxes");
    for (size_t i = 0; i < scene->n_nodes; i++) {
        const viz_node *node = &scene->nodes[i];
        if (node->kind == VIZ_NODE_ITEM) continue;
        next(out, &first);
        viz_buf_put(out, "{\"kind\":\"%s\",\"index\":%u,\"group\":%u,",
                    node->kind == VIZ_NODE_BADGE ? "badge" : "coalition", node->index, node->group);
        put_rect(out, viz_rect_around(node->at, node->half_width, node->half_height));
        viz_buf_text(out, "}");
    }
    viz_buf_text(out, "]");
    begin(out, "hulls");
    put_hulls(out, scene);
    viz_buf_text(out, "]");
    begin(out, "edges");
    put_edges(out, scene);
    viz_buf_text(out, "]}\n");
}
