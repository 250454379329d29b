/* SPDX-License-Identifier: MIT
 *
 * Names as they are drawn, ids and keys, badges: what several styles need. */
#ifndef VIZ_LABEL_H
#define VIZ_LABEL_H

#include "buf.h"
#include "canvas.h"
#include "model.h"

/* What the coalition or item is called: never empty. */
const char *viz_coalition_name(const viz_coalition *coalition);
const char *viz_item_name(const viz_item *item);

/* "list partial", "list not known"; empty where there is nothing to say, or nothing in English. */
const char *viz_known_words(const viz_model *model, viz_known known);

/* What an item is called when there are so many of them. */
const char *viz_facet_word(const viz_model *model, size_t count);

/* The text on one line of at most `width` px, the end an ellipsis when anything was cut. The caller
 * frees it; NULL: no memory. */
char *viz_label_fit(const char *text, double size, bool bold, double width);

/* Wraps a name; lines become wider, up to half as much again, before it loses its end or a word is
 * split. What `out` held is released. False: no memory. */
bool viz_label_wrap(const char *text, viz_setting setting, viz_lines *out);

/* How many are in a set of at most 32. */
static inline unsigned viz_count_bits(unsigned set)
{
    unsigned count = 0;
    for (; set; set &= set - 1) count++;
    return count;
}

/* Adds " c7" for letter c and number 7: an id in a list of keys. */
void viz_key_put(viz_buf *keys, char letter, unsigned number);

/* Opens a group with an id of that letter and number; keys and title are taken and released. */
size_t viz_thing_open(viz_canvas *canvas, char letter, unsigned number, viz_buf *keys,
                      viz_buf *title);

/* A round badge at `at` with a word in it, in the colour of a line or group. */
void viz_badge_draw(viz_canvas *canvas, viz_mark circle, viz_point at, double radius,
                    unsigned colour, const char *word);

#endif
