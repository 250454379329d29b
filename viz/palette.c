/* SPDX-License-Identifier: MIT */
#include "palette.h"

const viz_palette viz_palette_light = {
    .paper = "#ffffff",
    .ink = "#1b1f24",
    .muted = "#59636e",
    .fill = {"#626c78", "#3135fa", "#448a0a", "#bc2e7c", "#2c9cd2", "#714b12", "#2b2683", "#cb8081",
             "#190a05", "#6e0240"},
    .text = {"#ffffff", "#ffffff", "#000000", "#ffffff", "#000000", "#ffffff", "#ffffff", "#000000",
             "#ffffff", "#ffffff"},
};

const viz_palette viz_palette_dark = {
    .paper = "#14181f",
    .ink = "#e6e9ee",
    .muted = "#9aa4b0",
    .fill = {"#9aa4b0", "#b0bdfe", "#14ebaa", "#d069fd", "#44aaa3", "#fdea38", "#8f5e97", "#fc9231",
             "#e4fdfd", "#dd352a"},
    .text = {"#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff", "#000000",
             "#000000", "#000000"},
};

unsigned viz_colour_of(unsigned long place)
{
    return (unsigned)(place % VIZ_COLOURS) + 1;
}

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void viz_tint(const char *colour, const char *paper, char tint[8])
{
    static const char hex[] = "0123456789abcdef";
    tint[0] = '#';
    for (int i = 1; i < 7; i += 2) {
        const unsigned over = digit(colour[i]) * 16 + digit(colour[i + 1]);
        const unsigned under = digit(paper[i]) * 16 + digit(paper[i + 1]);
        const unsigned mixed = (over + 9 * under + 5) / 10;
        tint[i] = hex[mixed / 16];
        tint[i + 1] = hex[mixed % 16];
    }
    tint[7] = '\0';
}
