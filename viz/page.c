/* SPDX-License-Identifier: MIT */
#include "page.h"

#include "svg.h"

#include <stdlib.h>
#include <string.h>

void viz_page_release(viz_page *page)
{
    free(page->title);
    free(page->lang);
    viz_buf_release(&page->head);
    viz_buf_release(&page->contents);
    viz_buf_release(&page->body);
    viz_buf_release(&page->notes);
    *page = (viz_page){0};
}

static void put_buttons(viz_buf *out)
{
    static const char *const buttons[][3] = {{"+", "Zoom in", "+"},
                                             {"-", "Zoom out", "\xe2\x88\x92"},
                                             {"0", "Whole drawing", "\xe2\x86\xba"}};
    viz_buf_text(out, "<div class=\"zoom\" hidden>");
    for (size_t i = 0; i < 3; i++)
        viz_buf_put(out, "<button type=\"button\" data-key=\"%s\" aria-label=\"%s\">%s</button>",
                    buttons[i][0], buttons[i][1], buttons[i][2]);
    viz_buf_text(out, "</div>\n");
}

/* The paper of a drawing would set that of the whole page: here it only gives the shape. */
bool viz_page_drawing(viz_page *page, const viz_canvas *canvas, viz_error *err)
{
    viz_canvas shown = *canvas;
    viz_buf name = {0};
    shown.paper = VIZ_PAPER_SCREEN;
    viz_buf_put(&name, "d%u", ++page->drawings);
    viz_buf_text(&page->body, "<figure class=\"drawing\">\n");
    put_buttons(&page->body);
    viz_buf_text(&page->body, "<div class=\"frame\">\n");
    const bool good = viz_buf_ok(&name) ? viz_svg_write(&shown, name.data, &page->body, err)
                                        : viz_fail_memory(err);
    viz_buf_text(&page->body, "</div>\n</figure>\n");
    viz_buf_release(&name);
    return good;
}

bool viz_page_write(const viz_page *page, viz_buf *out, viz_error *err)
{
    viz_buf_put(out, "<!DOCTYPE html>\n<html lang=\"%e\">\n<head>\n<meta charset=\"utf-8\">\n",
                page->lang ? page->lang : "en");
    viz_buf_put(out,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; script-src 'sha256-%s'\">\n",
                viz_page_script_hash);
    viz_buf_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    viz_buf_put(out, "<title>%e</title>\n<style>\n%s</style>\n</head>\n<body>\n",
                page->title ? page->title : "corral", viz_page_style);
    viz_buf_bytes(out, page->head.data ? page->head.data : "", page->head.length);
    if (page->sections > 1)
        viz_buf_put(out, "<nav aria-label=\"Contents\"><ol>\n%s</ol></nav>\n", page->contents.data);
    viz_buf_text(out, "<main>\n");
    viz_buf_bytes(out, page->body.data ? page->body.data : "", page->body.length);
    viz_buf_text(out, "</main>\n");
    if (page->notes.length) viz_buf_put(out, "<footer>\n%s</footer>\n", page->notes.data);
    viz_buf_put(out, "<script>%s</script>\n</body>\n</html>\n", viz_page_script);
    const bool good = !page->head.failed && !page->contents.failed && !page->body.failed &&
                      !page->notes.failed && viz_buf_ok(out);
    return good || viz_fail_memory(err);
}

static char *copy(const char *text)
{
    const size_t length = strlen(text) + 1;
    char *out = malloc(length);
    return out ? memcpy(out, text, length) : NULL;
}

bool viz_page_of(const viz_canvas *canvas, viz_buf *out, viz_error *err)
{
    viz_page page = {.title = copy(canvas->title), .lang = copy(canvas->lang)};
    const bool good = ((page.title && page.lang) || viz_fail_memory(err)) &&
                      viz_page_drawing(&page, canvas, err) && viz_page_write(&page, out, err);
    viz_page_release(&page);
    return good;
}
