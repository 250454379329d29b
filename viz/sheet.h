/* SPDX-License-Identifier: MIT
 *
 * The sheet every style is put on: title and description above, key and small print below, the
 * drawing between them, in the shape of the paper. */
#ifndef VIZ_SHEET_H
#define VIZ_SHEET_H

#include "canvas.h"
#include "error.h"
#include "model.h"

/* What is seen (wrapped, in captions) and what is read aloud (whole, in canvas->title and desc). */
typedef struct {
    const char *title, *desc;
    const char *aloud;   /* the description read aloud; NULL: desc */
    const char *key;     /* how to read the drawing; NULL: nothing */
    double narrow, wide; /* least and most width over height on a screen; 0: as it comes */
    bool left;           /* the drawing begins where the title does; else it is centred */
} viz_words;

/* `content` is the room that the canvas's marks take now; everything is shifted into the view. */
bool viz_sheet_lay(const viz_model *model, viz_rect content, viz_words words, viz_canvas *canvas,
                   viz_error *err);

/* Adds the text as lines that begin at x below *y, and moves *y below them. */
bool viz_sheet_lines(viz_canvas *canvas, const char *what, const char *text, viz_setting setting,
                     double x, double *y);

#define VIZ_MARGIN 34.0

/* Width over height of the paper held across; 0 for a screen. */
double viz_paper_shape(viz_paper paper);

/* Whether the explanations that this program writes by itself are in the reader's language. */
bool viz_english(const viz_model *model);

#endif
