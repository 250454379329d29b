/* SPDX-License-Identifier: MIT
 *
 * A board on the canvas: lines, white bars, badges, names, ticks, and the key below. */
#ifndef VIZ_TRAINS_DRAW_H
#define VIZ_TRAINS_DRAW_H

#include "canvas.h"
#include "trains/board.h"

/* What the boards of one drawing share. */
typedef struct {
    const viz_model *model;
    const viz_train_board *boards;
    size_t n_boards;
    viz_canvas *canvas;
} viz_trains_drawing;

/* Draws board number `place` with its upper left corner at `at`; the badges of the departures stand
 * `at.x` plus the width of the names to the right. */
void viz_board_draw(const viz_trains_drawing *drawing, size_t place, viz_point at);

/* The key of the board, `width` wide, below at; returns its height. Without `draws` it is only
 * measured. */
double viz_board_key(const viz_trains_drawing *drawing, size_t place, viz_point at, double width,
                     bool draws);

/* Width and height of the board as drawn. */
double viz_board_width(const viz_train_board *board);
double viz_board_height(const viz_train_board *board);
/* Spreads it to about that width. */
void viz_train_board_widen(viz_train_board *board, double width);

/* The round badge of line `place` with its letter; a node of the graph, or part of the key. Returns
 * the place of its circle. */
size_t viz_letter_badge(viz_canvas *canvas, unsigned place, unsigned index, viz_point at,
                        double radius, bool graph);

/* titles.c: a line with all that it holds, a white bar with its lines. */
viz_buf viz_line_title(const viz_model *model, const viz_train_board *board, unsigned line);
viz_buf viz_station_title(const viz_model *model, const viz_train_board *board,
                          const viz_station *station);

/* Members of the geometry that tell what is drawn in words. */
void viz_board_facts(const viz_trains_drawing *drawing);

#endif
