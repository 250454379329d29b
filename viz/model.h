/* SPDX-License-Identifier: MIT
 *
 * The drawing model as MODEL.md describes it: what is to be drawn, and nothing of how. After
 * viz_model_read every text is clean (text.h), every list is in the order of its index, every index
 * is below the count it refers to, and nothing is given twice. */
#ifndef VIZ_MODEL_H
#define VIZ_MODEL_H

#include "error.h"
#include "lines.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum {
    VIZ_STYLE_NONE,
    VIZ_STYLE_NETWORK,
    VIZ_STYLE_TRAINS,
    VIZ_STYLE_MATRIX,
    VIZ_STYLE_UPSET,
    VIZ_STYLE_DISTRICTS,
    VIZ_STYLE_GAPS
} viz_style;
typedef enum { VIZ_EFFORT_FAST, VIZ_EFFORT_NORMAL, VIZ_EFFORT_BEST } viz_effort;
typedef enum { VIZ_THEME_AUTO, VIZ_THEME_LIGHT, VIZ_THEME_DARK, VIZ_THEME_PRINT } viz_theme;
typedef enum { VIZ_PAPER_SCREEN, VIZ_PAPER_A3, VIZ_PAPER_A4, VIZ_PAPER_LETTER } viz_paper;
/* UNTOLD: drawn as if all were known, without a word or a number that says so. */
typedef enum { VIZ_KNOWN_YES, VIZ_KNOWN_PARTIAL, VIZ_KNOWN_NO, VIZ_KNOWN_UNTOLD } viz_known;

typedef struct {
    unsigned number; /* from 1, as readers see it */
    char *label;     /* may be empty */
    size_t line;     /* of the model it was read from, here and below: for messages */
} viz_group;

typedef struct {
    unsigned index;
    char *id, *name;
    unsigned group; /* the number of a group, 0 for none; after reading, always one that is given */
    viz_known known;
    const char *url; /* NULL: none; of a scheme that is safe to follow; kept in the model's urls */
    size_t line;
} viz_coalition;

typedef struct {
    unsigned index;
    char *name;
    unsigned holders; /* coalitions that hold it, drawn or not */
    const char *url;  /* as of a coalition */
    size_t line;
} viz_item;

typedef struct {
    unsigned coalition, item;
    double weight; /* (0, 1] */
    size_t line;
} viz_seat;

typedef struct {
    unsigned from, to; /* coalitions, from < to */
    size_t line;
} viz_link;

typedef struct {
    bool item; /* else of a coalition */
    unsigned index;
    char *url;
    size_t line;
} viz_url;

/* Someone in another group holds the item as well. */
typedef struct {
    unsigned item, group; /* the group's number; it need not be drawn */
    size_t line;
} viz_elsewhere;

/* A column of the key, and what stands there for a coalition. */
typedef struct {
    unsigned index;
    char *title;
    size_t line;
} viz_column;

typedef struct {
    unsigned column, coalition;
    char *text;
    bool shared; /* with another coalition of its group */
    size_t line;
} viz_entry;

/* What two coalitions have in common. */
typedef struct {
    unsigned a, b; /* a < b */
    unsigned value;
    bool unknown; /* value is then 0 */
    size_t line;
} viz_cell;

/* Groups that belong together, in a region too large to draw them singly. */
typedef struct {
    unsigned index;
    char *label, *below; /* below: a second line, may be empty */
    unsigned groups, coalitions;
    size_t line;
} viz_district;

/* A group of a district. */
typedef struct {
    unsigned district, group; /* the group's number */
    size_t line;
} viz_dot;

typedef struct {
    unsigned from, to; /* districts, from < to */
    unsigned weight;   /* items they share, at least 1 */
    size_t line;
} viz_road;

/* Two sets of things crossed: a row, or a head above a column. */
typedef struct {
    unsigned index;
    char *name;
    unsigned holders; /* coalitions that have it */
    size_t line;
} viz_crossed;

typedef enum {
    VIZ_CROSSING_GAP,
    VIZ_CROSSING_UNCLEAR,
    VIZ_CROSSING_THIN,
    VIZ_CROSSING_SINGLE,
    VIZ_CROSSING_COVERED,
    VIZ_CROSSING_SEVERAL,
    VIZ_CROSSINGS
} viz_crossing_status;

/* What is found where a row and a column meet; a crossing that is not given does not apply. */
typedef struct {
    unsigned row, head;
    viz_crossing_status status;
    unsigned count; /* coalitions that have both */
    unsigned size;  /* of a gap: 1 to 3, how much it would surprise */
    char *tip;
    size_t line;
} viz_crossing;

typedef struct {
    char **text;
    size_t count;
} viz_texts;

typedef struct {
    viz_style style;
    viz_theme theme;
    viz_paper paper;
    viz_effort effort;
    unsigned fold; /* rows of a train map; 0: as the sheet asks */
    unsigned seed;
    bool still;                /* without hover and focus */
    char *title, *desc, *lang; /* title and desc may be NULL, lang is "en" when not given */
    char *facet, *facets;      /* what an item is called, one and several; "item", "items" */
    char *measure;             /* what the numbers of cells say; may be NULL */
    viz_texts notes, more;
    viz_group *groups;
    viz_coalition *coalitions;
    viz_item *items;
    viz_seat *seats;
    viz_link *links;
    viz_url *urls;
    viz_elsewhere *elsewhere;
    viz_column *columns;
    viz_entry *entries;
    viz_cell *cells;
    viz_district *districts;
    viz_dot *dots; /* by district, then by number */
    viz_road *roads;
    viz_crossed *rows, *heads;
    viz_crossing *crossings;
    size_t n_groups, n_coalitions, n_items, n_seats, n_links, n_urls, n_elsewhere, n_columns,
        n_entries;
    size_t n_cells, n_districts, n_dots, n_roads, n_rows, n_heads, n_crossings;
} viz_model;

/* Reads records up to a line "end" or the end of the stream; the line "corral-drawing<TAB>1" has
 * been read. On failure the model is empty; release it in either case. */
bool viz_model_read(viz_source *source, viz_model *out, viz_error *err);
void viz_model_release(viz_model *model);

/* The second half of reading: sorts every list and checks what only the whole can show. */
bool viz_model_settle(viz_model *model, viz_error *err);

/* Whether a coalition is in the group of that number. */
bool viz_model_has(const viz_model *model, unsigned group);

/* In the order of viz_theme, then NULL. */
extern const char *const viz_theme_words[];

#endif
