/* SPDX-License-Identifier: MIT
 *
 * Styles inside a page act on the whole page, so every selector begins with the drawing's own
 * class. Colours stand as attributes on every element too: programs that know little CSS still show
 * them. */
#include "palette.h"
#include "svg.h"

/* The widest rules first: what is hovered or focused lights all that carries its class. */
static void put_focus(const viz_scene *scene, const char *name, viz_buf *out)
{
    static const char letters[] = {
        [VIZ_NODE_COALITION] = 'c', [VIZ_NODE_ITEM] = 'i', [VIZ_NODE_BADGE] = 'g'};
    viz_buf_put(out, ".%s .n,.%s .e{transition:opacity .12s}\n", name, name);
    viz_buf_put(out, ".%s .n:focus{outline:none}\n", name);
    viz_buf_put(out, ".%s .n:focus-visible :is(rect,circle){stroke:currentColor;stroke-width:3}\n",
                name);
    viz_buf_put(out, ".%s .t:focus-visible text{text-decoration:underline}\n", name);
    viz_buf_put(out, ".%s:has(.n:hover,.n:focus) :is(.c,.t,.e){opacity:.13}\n", name);
    viz_buf_put(out, ".%s:has(.n:hover,.n:focus) .e{stroke-opacity:1}\n", name);
    for (size_t i = 0; i < scene->n_nodes; i++) {
        const viz_node *node = &scene->nodes[i];
        const char own[2] = {letters[node->kind], '\0'};
        viz_buf_put(out, ".%s:has(#%s-%s%u:hover,#%s-%s%u:focus) .%s%u{opacity:1}\n", name, name,
                    own, node->index, name, own, node->index, own, node->index);
    }
    viz_buf_put(out, "@media(prefers-reduced-motion:reduce){.%s .n,.%s .e{transition:none}}\n",
                name, name);
}

/* Attributes carry the light colours; these rules put the dark ones over them. */
static void put_dark(const viz_scene *scene, const char *name, viz_buf *out)
{
    const viz_palette *p = &viz_palette_dark;
    char tint[8];
    viz_buf_put(out, "@media screen and (prefers-color-scheme:dark){\n.%s{fill:%s;color:%s}\n",
                name, p->ink, p->ink);
    viz_buf_put(out, ".%s .p{fill:%s}.%s .m{fill:%s}\n", name, p->paper, name, p->muted);
    viz_buf_put(out, ".%s .t text,.%s .w{stroke:%s}\n", name, name, p->paper);
    bool used[VIZ_COLOURS + 1] = {true};
    for (size_t i = 0; i < scene->n_nodes; i++) used[scene->nodes[i].colour] = true;
    for (unsigned k = 0; k <= VIZ_COLOURS; k++) {
        if (!used[k]) continue;
        viz_tint(p->fill[k], p->paper, tint);
        viz_buf_put(out, ".%s .k%u{--k:%s;--t:%s;--h:%s}\n", name, k, p->fill[k], p->text[k], tint);
    }
    viz_buf_put(out, ".%s .h{fill:var(--h);stroke:var(--k)}.%s .e{stroke:var(--k)}\n", name, name);
    viz_buf_put(out, ".%s .c rect,.%s .b circle{fill:var(--k)}\n", name, name);
    viz_buf_put(out, ".%s .b circle{stroke:%s}.%s .q rect{fill:%s;stroke:var(--k)}\n", name,
                p->paper, name, p->paper);
    viz_buf_put(out, ".%s .c text,.%s .b text{fill:var(--t)}.%s .q text{fill:%s}\n", name, name,
                name, p->ink);
    viz_buf_put(out, ".%s .t:not(.k0) text{stroke:var(--h)}", name);
    viz_buf_text(out, "}\n");
}

void viz_svg_style(const viz_scene *scene, const char *name, viz_buf *out)
{
    static const char *const sizes[] = {
        [VIZ_PAPER_A3] = "A3", [VIZ_PAPER_A4] = "A4", [VIZ_PAPER_LETTER] = "letter"};
    viz_buf_text(out, "<style>\n");
    viz_buf_put(out,
                ".%s .t text,.%s .w{paint-order:stroke;stroke-width:3px;"
                "stroke-linejoin:round}\n",
                name, name);
    viz_buf_put(out, ".%s text{unicode-bidi:plaintext}.%s .e{pointer-events:none}\n", name, name);
    if (scene->theme != VIZ_THEME_PRINT) put_focus(scene, name, out);
    if (scene->theme == VIZ_THEME_AUTO) put_dark(scene, name, out);
    if (scene->paper != VIZ_PAPER_SCREEN)
        viz_buf_put(out, "@page{size:%s landscape;margin:8mm}\n", sizes[scene->paper]);
    viz_buf_text(out, "</style>\n");
}
