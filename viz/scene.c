/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include <stdlib.h>

void viz_scene_release(viz_scene *scene)
{
    for (size_t i = 0; i < scene->n_hulls; i++) free(scene->hulls[i].outline);
    for (size_t i = 0; i < scene->n_nodes; i++) {
        viz_lines_release(&scene->nodes[i].text);
        free(scene->nodes[i].title);
    }
    for (size_t i = 0; i < scene->n_captions; i++) free(scene->captions[i].text);
    free(scene->hulls);
    free(scene->edges);
    free(scene->nodes);
    free(scene->captions);
    free(scene->title);
    free(scene->desc);
    free(scene->lang);
    *scene = (viz_scene){0};
}

viz_rect viz_node_line(const viz_node *node, size_t line)
{
    const double height = VIZ_LINE_HEIGHT * node->size;
    const double y = node->at.y + ((double)line - (double)node->text.count / 2) * height;
    const double half = viz_text_width(node->text.line[line], node->size, node->bold) / 2;
    return (viz_rect){node->at.x - half, y, node->at.x + half, y + height};
}

viz_rect viz_caption_rect(const viz_caption *caption)
{
    const double half = VIZ_LINE_HEIGHT * caption->size / 2;
    return (viz_rect){caption->x, caption->y - half, caption->x + caption->width,
                      caption->y + half};
}

/* Letters reach .905 em up and .212 em down from the baseline: this centres them in the line. */
double viz_baseline(viz_rect line, double size)
{
    return (line.y0 + line.y1) / 2 + 0.3465 * size;
}
