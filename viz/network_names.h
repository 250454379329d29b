/* SPDX-License-Identifier: MIT
 *
 * Every word of a network: names wrapped and measured, sentences for tips and for listeners. */
#ifndef VIZ_NETWORK_NAMES_H
#define VIZ_NETWORK_NAMES_H

#include "error.h"
#include "model.h"
#include "network_shapes.h"

/* Fills shapes->nodes: coalitions by index, then items by index, then a badge for each group that
 * has a coalition. Sizes are set, places are not. */
bool viz_network_names(const viz_model *model, viz_shapes *shapes, viz_error *err);

/* A description for when the model brings none. The caller frees it; NULL: no memory. */
char *viz_network_sentence(const viz_model *model);

/* How to read the drawing, from what it has; empty when there is nothing to explain or the model is
 * in a language this program does not write. The caller frees it; NULL: no memory. */
char *viz_network_key(const viz_model *model);

#define VIZ_GROUP_LABEL_SIZE 13.0

#endif
