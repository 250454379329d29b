/* SPDX-License-Identifier: MIT
 *
 * The parts of the style matrix: what cells say, the table itself, and the words around it. Row and
 * column i are coalition i; cell (i, j) with j < i lies at x = j * pitch, y = i * pitch. */
#ifndef VIZ_MATRIX_H
#define VIZ_MATRIX_H

#include "buf.h"
#include "canvas.h"
#include "error.h"
#include "model.h"

#include <limits.h>

/* px between cells and what stands beside them; from the cells to the names, with the colour of the
 * group in between. */
#define VIZ_MATRIX_GAP 6.0
#define VIZ_MATRIX_BESIDE 16.0

enum { VIZ_MATRIX_MAX = 400, VIZ_MATRIX_NUMBERED = 60, VIZ_MATRIX_NAMED = 200 };
#define VIZ_CELL_UNKNOWN UINT_MAX

/* Rows from .. end - 1 of one group. */
typedef struct {
    size_t from, end;
    const viz_group *group;
} viz_run;

typedef struct {
    const viz_model *model;
    viz_canvas *canvas;
    size_t n;
    unsigned *value;  /* n by n, symmetric; VIZ_CELL_UNKNOWN */
    unsigned most;    /* the largest known value */
    bool unknown;     /* some cell is */
    bool untold;      /* an empty cell may be unknown as well */
    double pitch;     /* px of a row and of a column; a whole, even number */
    double name_size; /* px; 0: names would not be legible */
    char **name;      /* as drawn, by row; NULL without names */
    viz_run *runs;    /* coalitions without a group are in none */
    size_t n_runs;
} viz_matrix_parts;

static inline unsigned viz_matrix_at(const viz_matrix_parts *p, size_t i, size_t j)
{
    return p->value[i * p->n + j];
}

/* The largest value that has the shade, of 0 (nothing) to VIZ_HEATS - 1 (the most): in equal steps
 * while few values share a shade, else in growing ones, because most pairs share little. */
unsigned viz_matrix_limit(unsigned level, unsigned most);
unsigned viz_matrix_level(unsigned value, unsigned most);

/* matrix_cells.c: shades, numbers, names and outlines. */
bool viz_matrix_draw(viz_matrix_parts *parts, viz_error *err);
void viz_matrix_hatch(viz_canvas *canvas, viz_rect box, bool lower, const char *what);

/* matrix_groups.c */
void viz_matrix_group(const viz_matrix_parts *parts, size_t run);
unsigned viz_matrix_colour(const viz_matrix_parts *parts, size_t row);
/* The outline of the run's cells and their part of the diagonal, as `look` says. */
void viz_matrix_stairs(const viz_matrix_parts *parts, viz_run run, viz_mark look);

/* matrix_words.c: titles of rows, the sentences around the table, the legend. */
void viz_matrix_row_title(const viz_matrix_parts *parts, size_t row, viz_buf *title);
void viz_matrix_sentence(const viz_matrix_parts *parts, viz_buf *out);
void viz_matrix_example(const viz_matrix_parts *parts, viz_buf *out);
void viz_matrix_measure(const viz_matrix_parts *parts, viz_buf *out);
void viz_matrix_legend(const viz_matrix_parts *parts);

#endif
