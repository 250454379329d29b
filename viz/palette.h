/* SPDX-License-Identifier: MIT
 *
 * Every colour a drawing may have, by what it is for, on paper and on a dark screen. The nine
 * colours for lines and groups stay apart for people who see few colours; they were searched by
 * machine, and the reasons stand in the design of the map. */
#ifndef VIZ_PALETTE_H
#define VIZ_PALETTE_H

#include <stdbool.h>

enum { VIZ_COLOURS = 9, VIZ_HEATS = 7 };

/* What a mark is painted with. Colour 0 is neutral, for what belongs to no group. */
typedef enum {
    VIZ_NONE,
    VIZ_PAPER,
    VIZ_INK,
    VIZ_MUTED,                             /* small print */
    VIZ_FAINT,                             /* rules and empty places */
    VIZ_BAND,                              /* every second row */
    VIZ_COLOUR,                            /* + 0 to 9 */
    VIZ_ON = VIZ_COLOUR + VIZ_COLOURS + 1, /* letters on a colour, contrast at least 4.5 */
    VIZ_TINT = VIZ_ON + VIZ_COLOURS + 1,   /* a tenth of the colour over the paper */
    VIZ_HEAT = VIZ_TINT + VIZ_COLOURS + 1, /* + 0 (least) to 6 */
    VIZ_ON_HEAT = VIZ_HEAT + VIZ_HEATS,    /* letters on it */
    VIZ_MISSING = VIZ_ON_HEAT + VIZ_HEATS, /* where nobody is, beside the heats */
    VIZ_ON_MISSING,
    VIZ_PAINTS
} viz_paint;

static inline viz_paint viz_paint_of(viz_paint family, unsigned place)
{
    return (viz_paint)(family + place);
}

/* "#rrggbb", kept in `colour`; "none" for VIZ_NONE. */
const char *viz_paint_colour(viz_paint paint, bool dark, char colour[8]);

/* The colour of a group by its place among all groups, from 0; beyond nine they begin again. */
unsigned viz_colour_of(unsigned long place);

#endif
