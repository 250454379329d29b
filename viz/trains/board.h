/* SPDX-License-Identifier: MIT
 *
 * One group's train map before it is drawn: which coalitions are its lines, which items its
 * stations, which are on one line only, and where everything lies. */
#ifndef VIZ_TRAINS_BOARD_H
#define VIZ_TRAINS_BOARD_H

#include "buf.h"
#include "model.h"
#include "text.h"
#include "trains/layout.h"

enum {
    VIZ_POSTER_MAX = 60,     /* coalitions of one drawing */
    VIZ_STATIONS_SHOWN = 30, /* what does not fit is listed */
    VIZ_STATIONS_EACH = 24,  /* more are merged where they have the same lines */
    VIZ_TICKS_SHOWN = 8,
    VIZ_ALSO_SHOWN = 4 /* numbers of other groups beside a name; a tip has them all */
};

/* A white bar: one item, or several with the same lines. */
typedef struct {
    unsigned mask;   /* bit k: line k */
    unsigned *items; /* rising */
    size_t n_items;
    viz_lines text; /* the label */
    char *also;     /* a line below it: other groups it rides in, not all of many; NULL: none */
    double width, height;
    bool bold; /* four lines and more */
} viz_station;

typedef struct {
    unsigned coalition; /* index */
    unsigned *local;    /* items on this line only */
    size_t n_local;
    viz_lines name;
    double tail;
} viz_line;

typedef struct {
    unsigned group; /* number, 0: none */
    viz_line line[VIZ_TRAINS_LINES];
    unsigned n_lines;
    viz_station *stations;
    size_t n_stations, n_drawn; /* the first n_drawn are on the map, the others are listed */
    double name_width, name_height;
    viz_trains_layout layout;
} viz_train_board;

/* All coalitions of that group (0: of no group) as one map; at most nine. */
bool viz_train_board_make(const viz_model *model, unsigned group, viz_train_board *board,
                          viz_error *err);
void viz_train_board_release(viz_train_board *board);

/* Other groups that hold the item, as "also in groups 2, 5"; of more than `most` the first of them,
 * and how many more: "also in groups 2, 5 and 7 more"; in other languages than English "+2, 5".
 * Empty when none. False: no memory. */
bool viz_also_in(const viz_model *model, unsigned item, unsigned group, size_t most, viz_buf *out);
/* The item's name, and that in brackets. */
void viz_name_also(const viz_model *model, unsigned item, unsigned group, size_t most,
                   viz_buf *out);
bool viz_is_elsewhere(const viz_model *model, unsigned item, unsigned group);

/* "A" for the first line. */
static inline char viz_line_letter(unsigned place)
{
    return (char)('A' + place);
}

#define VIZ_BOARD_WIDEST 1600.0 /* px; wider maps are folded */
#define VIZ_NAME_SIZE 13.0
#define VIZ_STATION_SIZE 11.0
#define VIZ_ALSO_SIZE 9.0
#define VIZ_TICK_GAP 7.0

#endif
