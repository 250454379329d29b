/* SPDX-License-Identifier: MIT
 *
 * The parts of the style upset: which combinations of rows there are, and drawing them. Rows are
 * coalitions, from y = 0 down; columns stand to the right of x = 0, everything said of a row to the
 * left of it. */
#ifndef VIZ_UPSET_H
#define VIZ_UPSET_H

#include "buf.h"
#include "canvas.h"
#include "error.h"
#include "model.h"

enum { VIZ_UPSET_ROWS = 9, VIZ_UPSET_COLUMNS = 40 };

/* Items that the same coalitions hold, two or more of those drawn. */
typedef struct {
    unsigned mask; /* bit i: coalition i */
    unsigned rows; /* bits set */
    const viz_item **items;
    size_t n_items;
    size_t names;    /* that are written above it; the others are counted */
    double x, width; /* middle, and width that it takes, px */
} viz_combination;

typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    size_t n;                                             /* rows */
    unsigned shared[VIZ_UPSET_ROWS], all[VIZ_UPSET_ROWS]; /* items of the row */
    const viz_item **items;                               /* by combination and name */
    viz_combination *combinations;
    size_t n_combinations;
    size_t drawn;     /* of these, in columns of their own; the others are one column */
    double end;       /* px where the columns end */
    double name_left; /* px where the longest name begins; below 0 */
    viz_lines name[VIZ_UPSET_ROWS];
} viz_upset_parts;

/* upset_columns.c: finds, sorts and places the combinations. */
bool viz_upset_combine(viz_upset_parts *parts, viz_error *err);
void viz_upset_place(viz_upset_parts *parts);

/* upset_draw.c */
bool viz_upset_draw(viz_upset_parts *parts, viz_error *err);

#define VIZ_UPSET_ROW 34.0  /* px from row to row */
#define VIZ_UPSET_SLOT 18.0 /* px from one turned name to the next */

#endif
