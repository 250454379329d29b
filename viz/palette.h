/* SPDX-License-Identifier: MIT
 *
 * Nine colours for groups that stay apart for people who see few colours, on paper and on a dark
 * screen, and the neutral ones. Searched by machine; the reasons stand in the design of the map. */
#ifndef VIZ_PALETTE_H
#define VIZ_PALETTE_H

#include <stdbool.h>

enum { VIZ_COLOURS = 9 };

typedef struct {
    const char *paper, *ink, *muted;   /* background, names, small print */
    const char *fill[VIZ_COLOURS + 1]; /* 0 neutral, for coalitions of no group and for links */
    const char *text[VIZ_COLOURS + 1]; /* on the fill, contrast of at least 4.5 */
} viz_palette;

extern const viz_palette viz_palette_light, viz_palette_dark;

/* A tenth of the colour over the paper, as "#rrggbb". */
void viz_tint(const char *colour, const char *paper, char tint[8]);

/* The colour of a group by its place among all groups, from 0; beyond nine they begin again. */
unsigned viz_colour_of(unsigned long place);

#endif
