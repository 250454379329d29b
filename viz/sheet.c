/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double narrowest = 620;

bool viz_english(const viz_model *model)
{
    return !model->lang || strncmp(model->lang, "en", 2) == 0;
}

bool viz_sheet_lines(viz_canvas *canvas, const char *what, const char *text, viz_setting setting,
                     double x, double *y)
{
    viz_lines lines;
    if (!text || !*text) return true;
    if (!viz_text_wrap(text, setting, &lines)) return false;
    const double height = setting.size * VIZ_LINE_HEIGHT;
    const bool small = strcmp(what, "title") != 0;
    for (size_t i = 0; i < lines.count; i++) {
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                          .what = what,
                                          .x = x,
                                          .y = *y + height / 2,
                                          .size = setting.size,
                                          .bold = setting.bold,
                                          .fill = small ? VIZ_MUTED : VIZ_INK,
                                          .text = lines.line[i]});
        *y += height;
    }
    viz_lines_release(&lines);
    return true;
}

double viz_paper_shape(viz_paper paper)
{
    const viz_point size = viz_paper_size(paper);
    return size.y > 0 ? size.x / size.y : 0;
}

/* The least and the most width over height; 0: any. */
static void shape_of(const viz_canvas *canvas, viz_words words, double *least, double *most)
{
    const double shape = viz_paper_shape(canvas->paper);
    *least = words.narrow;
    *most = words.wide;
    if (shape > 0) *least = *most = canvas->portrait ? 1 / shape : shape;
}

static char *copy(const char *text)
{
    const size_t length = strlen(text) + 1;
    char *out = malloc(length);
    return out ? memcpy(out, text, length) : NULL;
}

static bool add_small_print(const viz_model *m, viz_words words, viz_canvas *canvas, double *y)
{
    const viz_setting small = {11, false, canvas->width - 2 * VIZ_MARGIN, 5};
    bool good = viz_sheet_lines(canvas, "key", words.key, small, VIZ_MARGIN, y);
    for (size_t i = 0; good && i < m->more.count; i++)
        good = viz_sheet_lines(canvas, "more", m->more.text[i], small, VIZ_MARGIN, y);
    for (size_t i = 0; good && i < m->notes.count; i++)
        good = viz_sheet_lines(canvas, "note", m->notes.text[i], small, VIZ_MARGIN, y);
    return good;
}

/* Everything above and below the drawing, for the width the canvas has. */
typedef struct {
    double top, small_print; /* height of what is above, and of the small print */
    size_t head;             /* marks up to the small print */
} frame;

static bool add_frame(const viz_model *m, viz_words words, viz_canvas *canvas, frame *f)
{
    const viz_setting heading = {22, true, canvas->width - 2 * VIZ_MARGIN, 2};
    const viz_setting below = {13, false, canvas->width - 2 * VIZ_MARGIN, 3};
    *f = (frame){.top = 26};
    bool good = viz_sheet_lines(canvas, "title", words.title, heading, VIZ_MARGIN, &f->top);
    f->top += 3;
    good = good && viz_sheet_lines(canvas, "desc", words.desc, below, VIZ_MARGIN, &f->top);
    f->top += 18;
    f->head = canvas->n_marks;
    return good && add_small_print(m, words, canvas, &f->small_print);
}

static void drop_marks(viz_canvas *canvas, size_t keep)
{
    for (; canvas->n_marks > keep; canvas->n_marks--) free(canvas->marks[canvas->n_marks - 1].text);
}

static bool take_words(const viz_model *m, viz_words words, viz_canvas *canvas)
{
    canvas->theme = m->theme;
    canvas->paper = m->paper;
    canvas->still = m->still || m->theme == VIZ_THEME_PRINT;
    canvas->title = copy(words.title);
    canvas->desc = copy(words.aloud ? words.aloud : words.desc);
    canvas->lang = copy(m->lang ? m->lang : "en");
    return canvas->title && canvas->desc && canvas->lang;
}

bool viz_sheet_lay(const viz_model *model, viz_rect content, viz_words words, viz_canvas *canvas,
                   viz_error *err)
{
    const double wide = content.x1 - content.x0, high = content.y1 - content.y0;
    const size_t own = canvas->n_marks;
    double least, most, height, width = fmax(narrowest, wide + 2 * VIZ_MARGIN);
    frame f;
    if (!take_words(model, words, canvas)) return viz_fail_memory(err);
    canvas->portrait = canvas->paper != VIZ_PAPER_SCREEN && high > wide;
    shape_of(canvas, words, &least, &most);
    do { /* a wider sheet may need fewer lines; it never becomes narrower again */
        canvas->width = width;
        drop_marks(canvas, own);
        if (!add_frame(model, words, canvas, &f) || canvas->failed) return viz_fail_memory(err);
        const double below = f.small_print > 0 ? 20 + f.small_print : 0;
        height = f.top + high + below + 26;
        width = fmax(width, floor(height * least));
    } while (width > canvas->width);
    const double tall = most > 0 ? fmax(height, width / most) : height;
    const double dx = round(words.left ? VIZ_MARGIN : (width - wide) / 2) - content.x0;
    const double dy = round(f.top + (words.left ? 0 : (tall - height) / 2)) - content.y0;
    const size_t head = canvas->n_marks;
    canvas->n_marks = own;
    viz_canvas_shift(canvas, 0, dx, dy);
    canvas->n_marks = head;
    viz_canvas_shift(canvas, f.head, 0, tall - 26 - f.small_print);
    canvas->width = ceil(width);
    canvas->height = ceil(tall);
    return true;
}
