/* SPDX-License-Identifier: MIT */
#include "label.h"

#include "sheet.h"

#include <stdlib.h>

const char *viz_coalition_name(const viz_coalition *c)
{
    return *c->name ? c->name : *c->id ? c->id : "(no name)";
}

const char *viz_item_name(const viz_item *item)
{
    return *item->name ? item->name : "(no name)";
}

const char *viz_known_words(const viz_model *m, viz_known known)
{
    static const char *const words[] = {[VIZ_KNOWN_YES] = "",
                                        [VIZ_KNOWN_PARTIAL] = "list partial",
                                        [VIZ_KNOWN_NO] = "list not known",
                                        [VIZ_KNOWN_UNTOLD] = ""};
    return viz_english(m) ? words[known] : "";
}

const char *viz_facet_word(const viz_model *m, size_t count)
{
    if (count == 1) return m->facet && *m->facet ? m->facet : "item";
    return m->facets && *m->facets ? m->facets : "items";
}

char *viz_label_fit(const char *text, double size, bool bold, double width)
{
    const viz_setting setting = {size, bold, width, 1};
    viz_lines lines = {0};
    char *cut = viz_text_cut(text, VIZ_NAME_GRAPHEMES), *out = NULL;
    if (cut && viz_text_wrap(cut, setting, &lines)) {
        out = lines.count ? lines.line[0] : cut;
        if (lines.count) lines.line[0] = NULL;
    }
    if (out != cut) free(cut);
    viz_lines_release(&lines);
    return out;
}

bool viz_label_wrap(const char *text, viz_setting setting, viz_lines *out)
{
    char *cut = viz_text_cut(text, VIZ_NAME_GRAPHEMES);
    const double width = setting.width;
    bool good = cut != NULL;
    for (double wider = 1; good && wider <= 1.5; wider += 0.25) {
        setting.width = wider * width;
        viz_lines_release(out);
        good = viz_text_wrap(cut, setting, out);
        if (!out->forced) break;
    }
    free(cut);
    return good;
}

void viz_key_put(viz_buf *keys, char letter, unsigned number)
{
    const char text[3] = {' ', letter, '\0'};
    viz_buf_put(keys, "%s%u", text, number);
}

size_t viz_thing_open(viz_canvas *canvas, char letter, unsigned number, viz_buf *keys,
                      viz_buf *title)
{
    viz_buf id = {0};
    size_t group = 0;
    viz_key_put(&id, letter, number);
    viz_buf_text(keys, "");
    if (viz_buf_ok(&id) && viz_buf_ok(keys) && viz_buf_ok(title))
        group = viz_canvas_open(canvas, id.data + 1, keys->data, title->data);
    else
        canvas->failed = true;
    viz_buf_release(&id);
    viz_buf_release(keys);
    viz_buf_release(title);
    return group;
}

void viz_badge_draw(viz_canvas *canvas, viz_mark circle, viz_point at, double radius,
                    unsigned colour, const char *word)
{
    circle.kind = VIZ_CIRCLE;
    circle.box = viz_rect_around(at, radius, radius);
    circle.fill = viz_paint_of(VIZ_COLOUR, colour);
    viz_canvas_add(canvas, circle);
    const double size = radius * 1.2, wide = viz_text_width(word, size, true);
    viz_canvas_add(canvas,
                   (viz_mark){.kind = VIZ_TEXT,
                              .what = circle.what,
                              .index = circle.index,
                              .other = circle.other,
                              .x = at.x,
                              .y = at.y,
                              .size = wide > 1.6 * radius ? size * 1.6 * radius / wide : size,
                              .bold = true,
                              .anchor = VIZ_MIDDLE,
                              .fill = viz_paint_of(VIZ_ON, colour),
                              .text = (char *)word});
}
