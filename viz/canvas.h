/* SPDX-License-Identifier: MIT
 *
 * What every style draws on: marks in the order they are painted, each with its final place in px
 * (y grows downwards). A style adds marks; the fence has Graphviz draw those that make up a graph;
 * the writers turn all of them into SVG, JSON or DOT.
 *
 * Groups nest. A group with an id is one thing of the drawing (a line, a station, a box): it has a
 * title for a tip and for readers that do not see, and, when it takes the focus, everything whose
 * keys name its id stays in the light while the rest fades.
 *
 * Adding never fails visibly: a canvas that ran out of memory ignores what follows and says so
 * once, through viz_canvas_ok. */
#ifndef VIZ_CANVAS_H
#define VIZ_CANVAS_H

#include "buf.h"
#include "geom.h"
#include "model.h"
#include "palette.h"
#include "text.h"

typedef enum {
    VIZ_OPEN,   /* of a group */
    VIZ_CLOSE,  /* of the innermost group */
    VIZ_RECT,   /* box, corners rounded by `radius` */
    VIZ_CIRCLE, /* in box */
    VIZ_PATH,   /* points, read as `form` says */
    VIZ_TEXT    /* one line at (x, y): y is its middle */
} viz_mark_kind;

typedef enum {
    VIZ_CUBIC,    /* 3 n + 1 points */
    VIZ_POLYLINE, /* from point to point */
    VIZ_SEGMENTS, /* from each point with an even place to the next */
    VIZ_DOTS      /* a round dot at every point, `stroke_width` across */
} viz_path_form;

typedef enum { VIZ_START, VIZ_MIDDLE, VIZ_END } viz_anchor;

typedef struct {
    viz_mark_kind kind;
    const char *what; /* static; its name in the geometry; NULL: not in it */
    unsigned index, other;
    viz_paint fill, stroke;
    double stroke_width;
    double opacity; /* of the stroke; 0: full */
    bool dashed;

    /* rectangles and circles; of a text, the box of its letters is derived */
    viz_rect box;
    double radius;

    /* paths */
    viz_path_form form;
    bool closed; /* of a cubic or a polyline */
    viz_point *points;
    size_t n_points;

    /* text; `size` 0 and `inherit` take what the innermost group says */
    double x, y, size, turn; /* turn: degrees clockwise around (x, y) */
    bool bold, halo;
    viz_anchor anchor;
    char *text;

    /* groups: id without the drawing's prefix, keys separated by blanks; a path may have keys, too
     */
    char *id, *keys, *title, *link;
    bool focus;

    /* what Graphviz draws: nodes are rectangles and circles, edges cubic paths between two nodes,
     * given as places of marks. A node without paint is not written. */
    bool graph;
    size_t from, to;
} viz_mark;

typedef struct {
    viz_mark *marks;
    size_t n_marks, capacity;
    bool failed;
    double width, height;
    viz_theme theme;
    viz_paper paper;
    bool portrait;             /* paper held upright */
    bool still;                /* no hover and focus */
    char *title, *desc, *lang; /* never NULL or empty once framed */
    viz_buf facts;             /* members of the geometry that the style adds: ,"name":value ... */
} viz_canvas;

void viz_canvas_release(viz_canvas *canvas);
bool viz_canvas_ok(const viz_canvas *canvas);

/* Adds a copy of the mark, of its points and texts; returns its place. */
size_t viz_canvas_add(viz_canvas *canvas, viz_mark mark);

/* Opens a group. `id` is a letter and a number such as "l3" (NULL: none); keys and title may be
 * NULL. */
size_t viz_canvas_open(viz_canvas *canvas, const char *id, const char *keys, const char *title);
/* Makes the group at that place a link; NULL: none. The address must be safe to follow. */
void viz_canvas_link(viz_canvas *canvas, size_t group, const char *url);
void viz_canvas_close(viz_canvas *canvas);

/* Moves marks from place `first` on. */
void viz_canvas_shift(viz_canvas *canvas, size_t first, double dx, double dy);

/* The box of a text before it is turned, or of any other mark. */
viz_rect viz_mark_box(const viz_mark *mark);
/* Of everything from place `first` on; turned texts with their turned boxes. */
viz_rect viz_canvas_bounds(const viz_canvas *canvas, size_t first);

/* Width and height of the sheet held across, mm, within margins of 8 mm; 0 of a screen. */
viz_point viz_paper_size(viz_paper paper);

/* A line of letters is 1.2 of their size high. */
#define VIZ_LINE_HEIGHT 1.2

#endif
