/* SPDX-License-Identifier: MIT
 *
 * The sheet every style is put on: title and description above, key and small print below, the
 * drawing between them, in the shape of the paper. */
#ifndef VIZ_SHEET_H
#define VIZ_SHEET_H

#include "error.h"
#include "model.h"
#include "scene.h"

/* What is seen (wrapped, in captions) and what is read aloud (whole, in scene->title and desc). */
typedef struct {
    const char *title, *desc;
    const char *key; /* how to read the drawing; NULL: nothing */
} viz_words;

/* `content` is where the scene's shapes lie now; everything is shifted into the view. */
bool viz_sheet_lay(const viz_model *model, viz_rect content, viz_words words, viz_scene *scene,
                   viz_error *err);

/* Adds one line of text; the scene owns a copy. */
bool viz_scene_caption(viz_scene *scene, viz_caption caption, viz_error *err);

#endif
