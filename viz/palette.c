/* SPDX-License-Identifier: MIT */
#include "palette.h"

#include <string.h>

typedef struct {
    const char *plain[VIZ_COLOUR]; /* by paint */
    const char *colour[VIZ_COLOURS + 1], *on[VIZ_COLOURS + 1];
    const char *heat[VIZ_HEATS], *on_heat[VIZ_HEATS];
    const char *missing, *on_missing;
} palette;

static const palette light = {
    .plain = {[VIZ_NONE] = "none",
              [VIZ_PAPER] = "#ffffff",
              [VIZ_INK] = "#1b1f24",
              [VIZ_MUTED] = "#59636e",
              [VIZ_FAINT] = "#d0d7de",
              [VIZ_BAND] = "#f3f5f8"},
    .colour = {"#626c78", "#3135fa", "#448a0a", "#bc2e7c", "#2c9cd2", "#714b12", "#2b2683",
               "#cb8081", "#190a05", "#6e0240"},
    .on = {"#ffffff", "#ffffff", "#000000", "#ffffff", "#000000", "#ffffff", "#ffffff", "#000000",
           "#ffffff", "#ffffff"},
    .heat = {"#f3f6fa", "#dfe9f5", "#bcd4ec", "#8db8e0", "#5593cf", "#2a6db3", "#124785"},
    .on_heat = {"#1b1f24", "#1b1f24", "#1b1f24", "#1b1f24", "#000000", "#ffffff", "#ffffff"},
    .missing = "#d1420c",
    .on_missing = "#ffffff"};

static const palette dark_screen = {
    .plain = {[VIZ_NONE] = "none",
              [VIZ_PAPER] = "#14181f",
              [VIZ_INK] = "#e6e9ee",
              [VIZ_MUTED] = "#9aa4b0",
              [VIZ_FAINT] = "#3b4552",
              [VIZ_BAND] = "#1b212a"},
    .colour = {"#9aa4b0", "#b0bdfe", "#14ebaa", "#d069fd", "#44aaa3", "#fdea38", "#8f5e97",
               "#fc9231", "#e4fdfd", "#dd352a"},
    .on = {"#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff", "#000000",
           "#000000", "#000000"},
    .heat = {"#1b222c", "#20324a", "#234568", "#2a5f8f", "#3d82ba", "#6cabdd", "#b5dbf7"},
    .on_heat = {"#e6e9ee", "#e6e9ee", "#e6e9ee", "#ffffff", "#000000", "#000000", "#000000"},
    .missing = "#ff8f4d",
    .on_missing = "#000000"};

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* A tenth of one colour over nine tenths of another. */
static void mix(const char *over, const char *under, char colour[8])
{
    static const char hex[] = "0123456789abcdef";
    colour[0] = '#';
    for (int i = 1; i < 7; i += 2) {
        const unsigned top = digit(over[i]) * 16 + digit(over[i + 1]);
        const unsigned ground = digit(under[i]) * 16 + digit(under[i + 1]);
        const unsigned mixed = (top + 9 * ground + 5) / 10;
        colour[i] = hex[mixed / 16];
        colour[i + 1] = hex[mixed % 16];
    }
    colour[7] = '\0';
}

const char *viz_paint_colour(viz_paint paint, bool dark, char colour[8])
{
    const palette *p = dark ? &dark_screen : &light;
    const char *found = p->plain[VIZ_NONE];
    if (paint < VIZ_COLOUR)
        found = p->plain[paint];
    else if (paint < VIZ_ON)
        found = p->colour[paint - VIZ_COLOUR];
    else if (paint < VIZ_TINT)
        found = p->on[paint - VIZ_ON];
    else if (paint >= VIZ_MISSING)
        found = paint == VIZ_MISSING ? p->missing : p->on_missing;
    else if (paint >= VIZ_ON_HEAT)
        found = p->on_heat[paint - VIZ_ON_HEAT];
    else if (paint >= VIZ_HEAT)
        found = p->heat[paint - VIZ_HEAT];
    else
        mix(p->colour[paint - VIZ_TINT], p->plain[VIZ_PAPER], colour);
    if (paint < VIZ_TINT || paint >= VIZ_HEAT) memcpy(colour, found, strlen(found) + 1);
    return colour;
}

unsigned viz_colour_of(unsigned long place)
{
    return (unsigned)(place % VIZ_COLOURS) + 1;
}
