/* SPDX-License-Identifier: MIT
 *
 * Styles inside a page act on the whole page, so every selector begins with the drawing's own
 * class. Colours stand as attributes on every element too: programs that know little CSS still show
 * them. */
#include "svg.h"

/* What is hovered or focused dims everything, then lights all that carries its id as a class. */
static void put_focus(const viz_canvas *canvas, const char *name, viz_buf *out)
{
    viz_buf_put(out, ".%s .d{transition:opacity .12s}.%s a{fill:inherit}\n", name, name);
    viz_buf_put(out, ".%s .n:focus{outline:none}\n", name);
    viz_buf_put(out, ".%s .n:focus-visible :is(rect,circle){stroke:currentColor;stroke-width:3}\n",
                name);
    viz_buf_put(out, ".%s .n:focus-visible text{text-decoration:underline}\n", name);
    viz_buf_put(out, ".%s:has(.n:hover,.n:focus) .d{opacity:.13}\n", name);
    for (size_t i = 0; i < canvas->n_marks; i++) {
        const viz_mark *m = &canvas->marks[i];
        if (m->kind != VIZ_OPEN || !m->id || !m->focus) continue;
        viz_buf_put(out, ".%s:has(#%s-%s:hover,#%s-%s:focus) .%s{opacity:1}\n", name, name, m->id,
                    name, m->id, m->id);
    }
    viz_buf_put(out, "@media(prefers-reduced-motion:reduce){.%s .d{transition:none}}\n", name);
}

/* Attributes carry the light colours; these rules put the dark ones over them. */
static void put_dark(const viz_canvas *canvas, const char *name, viz_buf *out)
{
    bool filled[VIZ_PAINTS] = {[VIZ_PAPER] = true}, stroked[VIZ_PAINTS] = {false};
    char colour[8];
    for (size_t i = 0; i < canvas->n_marks; i++) {
        const viz_mark *m = &canvas->marks[i];
        if (m->kind == VIZ_CLOSE) continue;
        filled[m->fill] = true;
        stroked[m->stroke] = true;
    }
    viz_buf_put(out, "@media screen and (prefers-color-scheme:dark){\n.%s{fill:%s;color:%s}\n",
                name, viz_paint_colour(VIZ_INK, true, colour), colour);
    for (unsigned k = VIZ_PAPER; k < VIZ_PAINTS; k++) {
        viz_paint_colour((viz_paint)k, true, colour);
        if (filled[k]) viz_buf_put(out, ".%s .f%u{fill:%s}", name, k, colour);
        if (stroked[k]) viz_buf_put(out, ".%s .s%u{stroke:%s}", name, k, colour);
        if (filled[k] || stroked[k]) viz_buf_text(out, "\n");
    }
    viz_buf_text(out, "}\n");
}

void viz_svg_style(const viz_canvas *canvas, const char *name, viz_buf *out)
{
    static const char *const sizes[] = {
        [VIZ_PAPER_A3] = "A3", [VIZ_PAPER_A4] = "A4", [VIZ_PAPER_LETTER] = "letter"};
    viz_buf_text(out, "<style>\n");
    viz_buf_put(out, ".%s .o{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}\n", name);
    viz_buf_put(out, ".%s text{unicode-bidi:plaintext;pointer-events:auto}\n", name);
    if (!canvas->still) put_focus(canvas, name, out);
    if (canvas->theme == VIZ_THEME_AUTO) put_dark(canvas, name, out);
    if (canvas->paper != VIZ_PAPER_SCREEN)
        viz_buf_put(out, "@page{size:%s %s;margin:0}\n", sizes[canvas->paper],
                    canvas->portrait ? "portrait" : "landscape");
    viz_buf_text(out, "</style>\n");
}
