/* SPDX-License-Identifier: MIT
 *
 * Reading a page: a table of record kinds, one function each. Records stand in the order in which
 * the page shows them. */
#include "page.h"

#include "model.h"
#include "styles.h"
#include "text.h"

#include <stdlib.h>

typedef struct {
    viz_page page;
    viz_source *source;
    viz_fence *fence;
    viz_error *err;
} reader;

static bool refuse(reader *r, const char *what, const char *allowed, size_t field)
{
    return viz_source_refuse(r->source, r->err, what, allowed, &r->source->field[field]);
}

/* The clean text of a field; NULL: no memory. */
static char *take(reader *r, size_t field)
{
    const viz_field *f = &r->source->field[field];
    char *text = viz_text_clean(f->bytes, f->length);
    if (!text) viz_fail_memory(r->err);
    return text;
}

/* Adds the field as an element. */
static bool put(reader *r, viz_buf *out, const char *element)
{
    char *text = take(r, 1);
    if (text) viz_buf_put(out, "<%s dir=\"auto\">%e</%s>\n", element, text, element);
    free(text);
    return text != NULL;
}

static bool read_title(reader *r)
{
    if (r->page.title) return refuse(r, "record title", "at most one", 1);
    r->page.title = take(r, 1);
    return r->page.title && put(r, &r->page.head, "h1");
}

static bool read_lang(reader *r)
{
    if (r->page.lang) return refuse(r, "record lang", "at most one", 1);
    r->page.lang = take(r, 1);
    return r->page.lang != NULL;
}

static bool read_line(reader *r)
{
    return put(r, &r->page.head, "p");
}

static bool read_note(reader *r)
{
    return put(r, &r->page.notes, "p");
}

static bool read_text(reader *r)
{
    return put(r, &r->page.body, "p");
}

static bool read_heading(reader *r)
{
    return put(r, &r->page.body, "h3");
}

/* Ids are our own: people's words are in the heading. */
static bool read_section(reader *r)
{
    viz_page *page = &r->page;
    char *heading = take(r, 1);
    if (!heading) return false;
    if (page->sections++) viz_buf_text(&page->body, "</section>\n");
    viz_buf_put(&page->contents, "<li><a href=\"#s%u\">%e</a></li>\n", page->sections, heading);
    viz_buf_put(&page->body, "<section id=\"s%u\">\n<h2 dir=\"auto\">%e</h2>\n", page->sections,
                heading);
    free(heading);
    return true;
}

/* What corral's own table writer made: it has escaped what people wrote. */
static bool read_html(reader *r)
{
    const viz_field *f = &r->source->field[1];
    viz_buf_bytes(&r->page.body, f->bytes, f->length);
    return true;
}

static bool read_drawing(reader *r)
{
    viz_model model = {0};
    viz_canvas canvas = {0};
    bool good = false;
    if (viz_source_next(r->source, r->err) != VIZ_READ_LINE ||
        !viz_field_is(&r->source->field[0], "corral-drawing"))
        viz_fail(r->err, "line %zu: drawing, allowed: corral-drawing<TAB>1, given: something else",
                 r->source->number);
    else
        good = viz_model_read(r->source, &model, r->err) &&
               viz_draw(&model, r->fence, &canvas, r->err) &&
               viz_page_drawing(&r->page, &canvas, r->err);
    viz_canvas_release(&canvas);
    viz_model_release(&model);
    return good;
}

static const struct {
    const char *kind;
    size_t fields; /* beside the kind */
    bool (*read)(reader *r);
} kinds[] = {{"title", 1, read_title}, {"lang", 1, read_lang},       {"line", 1, read_line},
             {"note", 1, read_note},   {"section", 1, read_section}, {"heading", 1, read_heading},
             {"text", 1, read_text},   {"html", 1, read_html},       {"drawing", 0, read_drawing}};

static bool read_record(reader *r)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!viz_field_is(&r->source->field[0], kinds[i].kind)) continue;
        if (r->source->fields != kinds[i].fields + 1)
            return viz_fail(r->err, "line %zu: fields of a %s, allowed: %zu, given: %zu",
                            r->source->number, kinds[i].kind, kinds[i].fields,
                            r->source->fields - 1);
        return kinds[i].read(r);
    }
    return refuse(r, "kind of record",
                  "title, lang, line, note, section, heading, text, html, drawing", 0);
}

bool viz_page_read(viz_source *source, viz_fence *fence, viz_buf *out, viz_error *err)
{
    reader r = {.source = source, .fence = fence, .err = err};
    bool good = true;
    viz_read state = VIZ_READ_END;
    viz_buf_text(&r.page.head, "<header>\n");
    while (good && (state = viz_source_next(source, err)) == VIZ_READ_LINE) good = read_record(&r);
    viz_buf_text(&r.page.head, "</header>\n");
    if (r.page.sections) viz_buf_text(&r.page.body, "</section>\n");
    good = good && state == VIZ_READ_END && viz_page_write(&r.page, out, err);
    viz_page_release(&r.page);
    return good;
}
