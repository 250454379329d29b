/* SPDX-License-Identifier: MIT */
#include "page.h"

#include "page_parts.h"
#include "svg.h"

#include <math.h>
#include <string.h>

/* As CSS reads strings, and harmless inside the element style: all but plain letters by number. */
static void put_css_string(const char *text, viz_buf *out)
{
    static const char hex[] = "0123456789abcdef";
    viz_buf_text(out, "\"");
    for (const char *at = text; *at; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c >= 0x80 || strchr(" .,:;%-()", c);
        const char escape[4] = {'\\', hex[c >> 4], hex[c & 15], ' '};
        if (plain)
            viz_buf_bytes(out, at, 1);
        else
            viz_buf_bytes(out, escape, sizeof escape);
    }
    viz_buf_text(out, "\"");
}

void viz_page_head(const char *title, const char *lang, viz_theme theme, const char *foot,
                   viz_buf *out)
{
    static const char *const themes[] = {[VIZ_THEME_AUTO] = "auto",
                                         [VIZ_THEME_LIGHT] = "light",
                                         [VIZ_THEME_DARK] = "dark",
                                         [VIZ_THEME_PRINT] = "light"};
    viz_buf_put(out, "<!DOCTYPE html>\n<html lang=\"%e\" class=\"%s\">\n<head>\n", lang,
                themes[theme]);
    viz_buf_put(out,
                "<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; img-src 'none'; script-src 'sha256-%s'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<title>%e</title>\n<style>\n",
                viz_page_script_hash, title);
    for (const char *const *part = viz_page_style; *part; part++) viz_buf_text(out, *part);
    if (foot) {
        viz_buf_text(out, "@page{@bottom-left{content:");
        put_css_string(foot, out);
        viz_buf_text(out, "}}\n");
    }
    viz_buf_text(out, "</style>\n</head>\n");
}

/* Buttons appear with the script only. */
static const char buttons[] =
    "<div class=\"zoom\" lang=\"en\" hidden>"
    "<button type=\"button\" data-zoom=\"+\" aria-label=\"Zoom in\">+</button>"
    "<button type=\"button\" data-zoom=\"-\" aria-label=\"Zoom out\">&minus;</button>"
    "<button type=\"button\" data-zoom=\"0\" aria-label=\"Show all\">&#8634;</button></div>\n";

/* On a page among others its small print would have less than 3.5 pt: it gets a sheet of its own.
 */
static bool is_large(double width, double height)
{
    const double mm_a_pixel = fmin(180 / width, 215 / height), letter = 11, least = 3.5 / 72 * 25.4;
    return letter * mm_a_pixel < least;
}

bool viz_page_figure(viz_canvas *canvas, const char *name, const char *caption, viz_buf *out,
                     viz_error *err)
{
    static const char *const papers[] = {[VIZ_PAPER_SCREEN] = "",
                                         [VIZ_PAPER_A3] = " a3",
                                         [VIZ_PAPER_A4] = " a4",
                                         [VIZ_PAPER_LETTER] = " letter"};
    const double width = canvas->width, height = canvas->height;
    const bool large = canvas->paper == VIZ_PAPER_SCREEN && is_large(width, height);
    const viz_paper paper = large ? VIZ_PAPER_A3 : canvas->paper;
    const bool upright = large ? height > width : canvas->portrait;
    viz_buf_put(out, "<figure class=\"drawing%s%s\">\n%s", papers[paper],
                paper != VIZ_PAPER_SCREEN && upright ? " portrait" : "", buttons);
    /* Letters of 11 px stay at least 8 px high; no drawing is blown up. */
    viz_buf_put(out,
                "<div class=\"frame\" tabindex=\"0\" role=\"group\" aria-label=\"%e\">"
                "<div class=\"sheet\" style=\"min-width:%npx;max-width:%npx;--ratio:%u\">\n",
                canvas->title, width * 0.73, width,
                (unsigned)(1000 * width / (height > 1 ? height : 1)));
    canvas->paper = VIZ_PAPER_SCREEN; /* its own sheet size would be that of the whole page */
    const bool good = viz_svg_write(canvas, name, out, err);
    viz_buf_text(out, "</div></div>\n");
    if (caption && *caption) viz_buf_put(out, "<figcaption>%e</figcaption>\n", caption);
    viz_buf_text(out, "</figure>\n");
    return good;
}

void viz_page_tail(viz_buf *out)
{
    viz_buf_put(out, "<script>%s</script>\n</body>\n</html>\n", viz_page_script);
}

bool viz_page_of(const viz_canvas *canvas, viz_buf *out, viz_error *err)
{
    viz_canvas shown = *canvas; /* only the paper is changed: everything else stays the caller's */
    viz_page_head(canvas->title, canvas->lang, canvas->theme, NULL, out);
    viz_buf_text(out, "<body class=\"one\">\n<main>\n");
    const bool good = viz_page_figure(&shown, "Fig1", NULL, out, err);
    viz_buf_text(out, "</main>\n");
    viz_page_tail(out);
    return good && (viz_buf_ok(out) || viz_fail_memory(err));
}
