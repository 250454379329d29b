/* SPDX-License-Identifier: MIT */
#ifndef VIZ_NETWORK_SCENE_H
#define VIZ_NETWORK_SCENE_H

#include "error.h"
#include "model.h"
#include "network.h"
#include "network_shapes.h"

/* What the making of one drawing has in hand. The islands of the board stand in the order of the
 * model's groups; its ties are the seats and then the links. */
typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    viz_shapes shapes;
    viz_board board;
    char **labels;    /* of the groups, as short as they are drawn */
    size_t *thing_of; /* of each node; n_nodes for what lies on the shelf */
    size_t *node_of;  /* of each thing */
} viz_network_parts;

/* Fills in all places, hulls and edges and draws all of it; what is tied to nothing is put on a
 * shelf. */
bool viz_network_scene(viz_network_parts *parts, viz_error *err);

#endif
