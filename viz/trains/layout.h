/* SPDX-License-Identifier: MIT
 *
 * The layout of the style trains: lines run from left to right through stations, the lines of one
 * station side by side under its capsule. A storyline layout of x-monotone curves, dressed as a
 * metro map. Everything is in px and numbers: sizes of labels come in, places go out.
 *
 * What always holds: every line runs from the departure of every row to the one right edge of that
 * row; the lines of a station are neighbours VIZ_TRAINS_PITCH apart; no other line comes near its
 * capsule or its label; every y is a multiple of the pitch; lines are horizontal wherever a label
 * may stand and change height only between, at 45 degrees. */
#ifndef VIZ_TRAINS_LAYOUT_H
#define VIZ_TRAINS_LAYOUT_H

#include "error.h"
#include "geom.h"

#include <stdbool.h>
#include <stdint.h>

enum { VIZ_TRAINS_LINES = 9, VIZ_TRAINS_STATIONS = 40, VIZ_TRAINS_ROWS = 3 };

#define VIZ_TRAINS_PITCH 9.0   /* between the lines of a station */
#define VIZ_TRAINS_CAPSULE 5.5 /* a capsule reaches this far beyond its outer lines */
#define VIZ_TRAINS_RADIUS 7.0  /* of corners */
#define VIZ_TRAINS_LIFT 5.0    /* from a capsule up to the box of its label */
#define VIZ_TRAINS_BADGE 10.0  /* radius of the badges at both ends */

typedef struct {
    unsigned mask;                    /* bit k: line k stops here; at least one bit */
    double label_width, label_height; /* the box above the capsule, centred on it; at least 0 */
} viz_trains_station;

typedef struct {
    unsigned lines; /* 1..VIZ_TRAINS_LINES */
    const viz_trains_station *stations;
    size_t n_stations;             /* 0..VIZ_TRAINS_STATIONS */
    double tail[VIZ_TRAINS_LINES]; /* room for ticks and badge at the right end of each line */
    double name_height;            /* least distance of departures */
    double left;       /* what the caller draws left of x = 0; counts for the shape of the sheet */
    double max_width;  /* wider than this with `left`, it is folded when fold is 0 */
    double row_gap;    /* between the rows of a folded drawing */
    unsigned fold;     /* 0: fit for paper; otherwise the number of rows, 1..3 */
    bool flat;         /* fold 0: only for its width, into as few rows as that takes */
    unsigned restarts; /* effort: 1 fast, 8 normal, 32 best */
    size_t moves;      /* of one restart; 0: fit for the size */
    uint64_t seed;
} viz_trains_input;

#define VIZ_TRAINS_INPUT_INIT                                                                      \
    {                                                                                              \
        .name_height = 27, .left = 200, .max_width = 1600, .row_gap = 45, .restarts = 8, .seed = 1 \
    }

typedef struct {
    size_t row, column; /* columns are counted through all rows */
    double x, y0, y1;   /* centre of the capsule; its first and last line */
} viz_trains_stop;

/* One line in one row. */
typedef struct {
    double departure_y, end_y;
    viz_point *points; /* cubic pieces, 3 * pieces + 1 points from the departure to the edge */
    size_t n_points;
} viz_trains_run;

typedef struct {
    size_t first_column, end_column; /* of the row: first_column .. end_column - 1 */
    double top, height;              /* all that is drawn of it, badges and labels included */
    double right;                    /* x of the right edge; the departures are at x = 0 */
    viz_trains_run run[VIZ_TRAINS_LINES];
} viz_trains_row;

/* x = 0 is the centre of the departure badges, y = 0 the top of the drawing, y grows downwards. */
typedef struct {
    size_t n_rows;
    viz_trains_row row[VIZ_TRAINS_ROWS];
    viz_trains_stop stop[VIZ_TRAINS_STATIONS]; /* in the order of the input */
    unsigned crossings, bends; /* two lines that cross; a line that changes its height */
    double width, height;
    double cost; /* 6 a crossing, 2 a bend, 1 each 100 px of all rows in a line */
} viz_trains_layout;

/* Same input, same layout; another order of the stations, the same drawing. False: out of range, or
 * no memory. Free with viz_trains_layout_release. Time is proportional to restarts and moves. */
bool viz_trains_lay(const viz_trains_input *input, viz_trains_layout *out, viz_error *err);
void viz_trains_layout_release(viz_trains_layout *layout);

/* Spreads the columns of every row until its right edge is near x = width, within reason. */
void viz_trains_spread(viz_trains_layout *layout, size_t lines, size_t n_stops, double width);

#endif
