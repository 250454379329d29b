/* SPDX-License-Identifier: MIT
 *
 * How wide a character is and whether it begins a grapheme: fixed tables, so that no drawing
 * depends on the fonts of the machine that draws it. */
#ifndef VIZ_WIDTHS_H
#define VIZ_WIDTHS_H

#include <stdbool.h>
#include <stdint.h>

/* Thousandths of an em; East Asian and emoji 1000, combining 0, unknown 600. */
unsigned viz_advance(uint32_t character, bool bold);

bool viz_is_combining(uint32_t character);
/* A picture: only these grow together when a joiner stands between them. */
bool viz_is_pictograph(uint32_t character);
bool viz_is_skin_tone(uint32_t character);
bool viz_is_wide(uint32_t character);
bool viz_extends_grapheme(uint32_t character);

#endif
