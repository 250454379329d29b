/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <math.h>
#include <stdlib.h>

static const double margin = 26, narrowest = 620;

bool viz_scene_caption(viz_scene *scene, viz_caption caption, viz_error *err)
{
    const size_t count = scene->n_captions + 1;
    viz_caption *captions = realloc(scene->captions, count * sizeof *captions);
    if (!captions) return viz_fail_memory(err);
    scene->captions = captions;
    caption.text = viz_text_cut(caption.text, VIZ_TEXT_GRAPHEMES);
    if (!caption.text) return viz_fail_memory(err);
    caption.width = viz_text_width(caption.text, caption.size, caption.bold);
    captions[scene->n_captions++] = caption;
    return true;
}

/* Adds the text as lines below *y and moves *y below them. */
static bool add_lines(viz_scene *scene, const char *text, viz_setting setting,
                      viz_caption_kind kind, double *y, viz_error *err)
{
    viz_lines lines;
    if (!text || !*text) return true;
    if (!viz_text_wrap(text, setting, &lines)) return viz_fail_memory(err);
    const double height = setting.size * VIZ_LINE_HEIGHT;
    bool good = true;
    for (size_t i = 0; good && i < lines.count; i++) {
        const viz_caption caption = {.kind = kind,
                                     .x = margin,
                                     .y = *y + height / 2,
                                     .size = setting.size,
                                     .bold = setting.bold,
                                     .text = lines.line[i]};
        good = viz_scene_caption(scene, caption, err);
        *y += height;
    }
    viz_lines_release(&lines);
    return good;
}

static void shift_point(viz_point *p, double dx, double dy)
{
    p->x += dx;
    p->y += dy;
}

static void shift_shapes(viz_scene *scene, size_t captions, double dx, double dy)
{
    for (size_t i = 0; i < scene->n_hulls; i++) {
        for (size_t k = 0; k < scene->hulls[i].n_outline; k++)
            shift_point(&scene->hulls[i].outline[k], dx, dy);
    }
    for (size_t i = 0; i < scene->n_edges; i++) {
        for (size_t k = 0; k < 4; k++) shift_point(&scene->edges[i].curve[k], dx, dy);
    }
    for (size_t i = 0; i < scene->n_nodes; i++) shift_point(&scene->nodes[i].at, dx, dy);
    for (size_t i = 0; i < captions; i++) {
        scene->captions[i].x += dx;
        scene->captions[i].y += dy;
    }
}

/* The least and the most width over height. */
static void shape_of(viz_paper paper, double *least, double *most)
{
    static const double shapes[][2] = {
        [VIZ_PAPER_SCREEN] = {1.2, 1.8},
        [VIZ_PAPER_A3] = {404.0 / 281, 404.0 / 281},
        [VIZ_PAPER_A4] = {281.0 / 194, 281.0 / 194},
        [VIZ_PAPER_LETTER] = {263.4 / 199.9, 263.4 / 199.9},
    };
    *least = shapes[paper][0];
    *most = shapes[paper][1];
}

static char *copy(const char *text)
{
    return viz_text_cut(text, 4 * VIZ_TEXT_GRAPHEMES);
}

static bool add_small_print(const viz_model *m, viz_words words, viz_scene *scene, double *y,
                            viz_error *err)
{
    const viz_setting small = {11, false, scene->width - 2 * margin, 2};
    if (!add_lines(scene, words.key, small, VIZ_CAPTION_KEY, y, err)) return false;
    for (size_t i = 0; i < m->more.count; i++) {
        if (!add_lines(scene, m->more.text[i], small, VIZ_CAPTION_MORE, y, err)) return false;
    }
    for (size_t i = 0; i < m->notes.count; i++) {
        if (!add_lines(scene, m->notes.text[i], small, VIZ_CAPTION_NOTE, y, err)) return false;
    }
    return true;
}

/* Everything above and below the drawing, for the width the scene has. */
typedef struct {
    double top, small_print; /* height of what is above, and of the small print */
    size_t head;             /* captions of the scene up to the small print */
} frame;

static bool add_frame(const viz_model *m, viz_words words, viz_scene *scene, frame *f,
                      viz_error *err)
{
    const viz_setting heading = {22, true, scene->width - 2 * margin, 2};
    const viz_setting below = {13, false, scene->width - 2 * margin, 2};
    *f = (frame){.top = margin};
    if (!add_lines(scene, m->title, heading, VIZ_CAPTION_TITLE, &f->top, err)) return false;
    if (m->title && m->desc) f->top += 3;
    if (!add_lines(scene, m->desc, below, VIZ_CAPTION_DESC, &f->top, err)) return false;
    if (f->top > margin) f->top += 18;
    f->head = scene->n_captions;
    return add_small_print(m, words, scene, &f->small_print, err);
}

static void drop_captions(viz_scene *scene, size_t keep)
{
    while (scene->n_captions > keep) free(scene->captions[--scene->n_captions].text);
}

bool viz_sheet_lay(const viz_model *model, viz_rect content, viz_words words, viz_scene *scene,
                   viz_error *err)
{
    const double wide = content.x1 - content.x0, high = content.y1 - content.y0;
    const size_t own = scene->n_captions;
    double least, most, height, width = fmax(narrowest, wide + 2 * margin);
    frame f;
    shape_of(model->paper, &least, &most);
    scene->theme = model->theme;
    scene->paper = model->paper;
    scene->title = copy(words.title);
    scene->desc = copy(words.desc);
    scene->lang = copy(model->lang ? model->lang : "en");
    if (!scene->title || !scene->desc || !scene->lang) return viz_fail_memory(err);
    do { /* a wider sheet may need fewer lines; it never becomes narrower again */
        scene->width = width;
        drop_captions(scene, own);
        if (!add_frame(model, words, scene, &f, err)) return false;
        const double below = f.small_print > 0 ? 20 + f.small_print : 0;
        height = f.top + high + below + margin;
        width = fmax(width, floor(height * least));
    } while (width > scene->width);
    const double tall = fmax(height, width / most);
    shift_shapes(scene, own, round((width - wide) / 2) - content.x0,
                 round(f.top + (tall - height) / 2) - content.y0);
    for (size_t i = f.head; i < scene->n_captions; i++)
        scene->captions[i].y += tall - margin - f.small_print;
    scene->width = ceil(width);
    scene->height = ceil(tall);
    return true;
}
