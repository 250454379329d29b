/* SPDX-License-Identifier: MIT
 *
 * The drawing model as MODEL.md describes it: what is to be drawn, and nothing of how. After
 * viz_model_read every text is clean (text.h), every list is in the order of its index, every index
 * is below the count it refers to, and nothing is given twice. */
#ifndef VIZ_MODEL_H
#define VIZ_MODEL_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum { VIZ_STYLE_NONE, VIZ_STYLE_NETWORK } viz_style;
typedef enum { VIZ_THEME_AUTO, VIZ_THEME_LIGHT, VIZ_THEME_DARK, VIZ_THEME_PRINT } viz_theme;
typedef enum { VIZ_PAPER_SCREEN, VIZ_PAPER_A3, VIZ_PAPER_A4, VIZ_PAPER_LETTER } viz_paper;
typedef enum { VIZ_KNOWN_YES, VIZ_KNOWN_PARTIAL, VIZ_KNOWN_NO } viz_known;

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
    size_t line;
} viz_coalition;

typedef struct {
    unsigned index;
    char *name;
    unsigned holders; /* coalitions that hold it, drawn or not */
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
    char **text;
    size_t count;
} viz_texts;

typedef struct {
    viz_style style;
    viz_theme theme;
    viz_paper paper;
    char *title, *desc, *lang; /* title and desc may be NULL, lang is "en" when not given */
    viz_texts notes, more;
    viz_group *groups;
    viz_coalition *coalitions;
    viz_item *items;
    viz_seat *seats;
    viz_link *links;
    size_t n_groups, n_coalitions, n_items, n_seats, n_links;
} viz_model;

/* Reads to the end of the stream. On failure the model is empty; release it in either case. */
bool viz_model_read(FILE *in, viz_model *out, viz_error *err);
void viz_model_release(viz_model *model);

/* The second half of reading: sorts every list and checks what only the whole can show. */
bool viz_model_settle(viz_model *model, viz_error *err);

#endif
