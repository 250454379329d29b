/* SPDX-License-Identifier: MIT
 *
 * Text as people gave it, made fit to draw: cleaned, cut, measured, wrapped. All text is UTF-8. */
#ifndef VIZ_TEXT_H
#define VIZ_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    VIZ_NAME_GRAPHEMES = 80,  /* a longer name ends in an ellipsis where it is drawn */
    VIZ_TEXT_GRAPHEMES = 500, /* no text is kept beyond this */
    VIZ_LINES_MAX = 4
};

/* Valid UTF-8 with U+FFFD for what was not, without control, bidi and zero-width no-break
 * characters, every run of white space one space and none at the ends, at most four marks on one
 * character, at most VIZ_TEXT_GRAPHEMES long. The caller frees it; NULL: no memory. */
char *viz_text_clean(const char *bytes, size_t length);
/* The same, however long it is. */
char *viz_text_whole(const char *bytes, size_t length);

/* A copy of at most `graphemes` characters as readers count them, the last an ellipsis when
 * anything was cut. The caller frees it; NULL: no memory. */
char *viz_text_cut(const char *text, size_t graphemes);

/* In px for a font size in px. */
double viz_text_width(const char *text, double size, bool bold);

typedef struct {
    double size;
    bool bold;
    double width; /* of the widest line, px */
    size_t lines; /* at most VIZ_LINES_MAX; what does not fit ends in an ellipsis */
} viz_setting;

typedef struct {
    char *line[VIZ_LINES_MAX];
    size_t count;
    double width; /* of the widest, px */
    bool forced;  /* the text did not fit: it was cut, or a word was */
} viz_lines;

/* As few lines as the width allows, and those as equal as can be. Breaks at spaces, after hyphens
 * and slashes, between East Asian characters, and inside a word only when it is too wide by itself.
 * False: no memory. */
bool viz_text_wrap(const char *text, viz_setting setting, viz_lines *out);
void viz_lines_release(viz_lines *lines);

#endif
