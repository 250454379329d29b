/* SPDX-License-Identifier: MIT
 *
 * The parts of the style gaps: cells, and the words around them. Row i and column j meet at
 * x = j * wide, y = i * high. */
#ifndef VIZ_GAPS_H
#define VIZ_GAPS_H

#include "buf.h"
#include "canvas.h"
#include "error.h"
#include "model.h"

enum { VIZ_GAPS_ROWS = 60, VIZ_GAPS_HEADS = 40 };

typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    const viz_crossing **at; /* rows by heads; NULL: does not apply */
    bool used[VIZ_CROSSINGS];
    bool left_out; /* some cell does not apply */
    unsigned most; /* the largest count */
    double wide, high, name_size;
    char **row_name, **head_name; /* as drawn */
} viz_gaps_parts;

static inline const viz_crossing *viz_gaps_at(const viz_gaps_parts *p, size_t row, size_t head)
{
    return p->at[row * p->model->n_heads + head];
}

/* gaps_cells.c: what stands in a box for a status, with a count; the same in cells and legend. */
void viz_gaps_cell(const viz_gaps_parts *parts, viz_rect box, const viz_crossing *crossing,
                   const char *what);
void viz_gaps_legend(const viz_gaps_parts *parts, double y);

#endif
