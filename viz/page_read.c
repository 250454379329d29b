/* SPDX-License-Identifier: MIT
 *
 * Reading a page: a table of record kinds, one function each. Sections are written as they come;
 * what stands around them waits for the end, when their headings are known. */
#include "page.h"

#include "model.h"
#include "page_parts.h"
#include "styles.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { RECORDS_MAX = 200000, TEXTS_MAX = 12, SECTIONS_MAX = 200, DRAWINGS_MAX = 200, ID_MAX = 40 };
static const size_t body_bytes_max = (size_t)128 << 20;

/* Records of these kinds share one element as long as they follow each other. */
typedef enum { NOTHING, NUMBERS, POINTS } run;

typedef struct {
    char *id, *heading;
} section;

typedef struct {
    viz_source *source;
    viz_fence *fence;
    viz_error *err;
    char *title, *lang;
    viz_theme theme;
    bool theme_given;
    char *line[TEXTS_MAX], *note[TEXTS_MAX];
    size_t lines, notes;
    section *sections;
    size_t n_sections, records;
    unsigned drawings;
    run open;
    viz_buf body;
} page;

static bool refuse(page *p, const char *what, const char *allowed, size_t field)
{
    return viz_source_refuse(p->source, p->err, what, allowed, &p->source->field[field]);
}

static bool take_text(page *p, size_t field, char **out)
{
    const viz_field *f = &p->source->field[field];
    *out = viz_text_clean(f->bytes, f->length);
    return *out || viz_fail_memory(p->err);
}

/* ---- around the sections ---- */

static bool read_title(page *p)
{
    if (p->title) return refuse(p, "record title", "at most one", 1);
    return take_text(p, 1, &p->title);
}

static bool read_lang(page *p)
{
    if (p->lang) return refuse(p, "record lang", "at most one", 1);
    if (!viz_field_is_lang(&p->source->field[1])) return refuse(p, "lang", VIZ_LANG_ALLOWED, 1);
    return take_text(p, 1, &p->lang);
}

static bool read_theme(page *p)
{
    if (p->theme_given) return refuse(p, "record theme", "at most one", 1);
    for (unsigned k = 0; viz_theme_words[k]; k++) {
        if (!viz_field_is(&p->source->field[1], viz_theme_words[k])) continue;
        p->theme = (viz_theme)k;
        return p->theme_given = true;
    }
    return refuse(p, "theme", "auto, light, dark, print", 1);
}

static bool read_line(page *p)
{
    if (p->lines == TEXTS_MAX) return refuse(p, "record line", "at most 12", 1);
    return take_text(p, 1, &p->line[p->lines++]);
}

static bool read_note(page *p)
{
    if (p->notes == TEXTS_MAX) return refuse(p, "record note", "at most 12", 1);
    return take_text(p, 1, &p->note[p->notes++]);
}

/* ---- sections ---- */

static void close_run(page *p)
{
    static const char *const ends[] = {[NOTHING] = "", [NUMBERS] = "</dl>\n", [POINTS] = "</ul>\n"};
    viz_buf_text(&p->body, ends[p->open]);
    p->open = NOTHING;
}

static void open_run(page *p, run kind)
{
    if (p->open == kind) return;
    close_run(p);
    viz_buf_text(&p->body, kind == NUMBERS ? "<dl class=\"numbers\">\n" : "<ul>\n");
    p->open = kind;
}

/* The id of the page's own contents. */
static const char contents[] = "contents";

/* Lower case, so that it meets no name of a drawing. */
static bool is_id(const viz_field *f)
{
    bool good = f->length > 0 && f->length <= ID_MAX && f->bytes[0] >= 'a' && f->bytes[0] <= 'z';
    for (size_t i = 0; good && i < f->length; i++) {
        const char c = f->bytes[i];
        good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return good;
}

static bool read_section(page *p)
{
    const viz_field *f = &p->source->field[1];
    if (!is_id(f)) return refuse(p, "id of a section", "a-z, then a-z 0-9 -, at most 40", 1);
    if (viz_field_is(f, contents))
        return refuse(p, "id of a section", "any but contents, which the page has itself", 1);
    for (size_t i = 0; i < p->n_sections; i++)
        if (viz_field_is(f, p->sections[i].id)) return refuse(p, "id of a section", "each once", 1);
    if (p->n_sections == SECTIONS_MAX) return refuse(p, "sections", "at most 200", 1);
    section *sections = realloc(p->sections, (p->n_sections + 1) * sizeof *sections);
    if (!sections) return viz_fail_memory(p->err);
    p->sections = sections;
    section *s = &sections[p->n_sections];
    *s = (section){NULL, NULL};
    if (p->n_sections++) {
        close_run(p);
        viz_buf_text(&p->body, "</section>\n");
    }
    if (!take_text(p, 1, &s->id) || !take_text(p, 2, &s->heading)) return false;
    viz_buf_put(&p->body, "<section id=\"%s\">\n<h2>%e</h2>\n", s->id, s->heading);
    return true;
}

/* One text in an element of its own. */
static bool put_text(page *p, size_t field, const char *before, const char *after)
{
    char *text = NULL;
    if (!take_text(p, field, &text)) return false;
    viz_buf_put(&p->body, "%s%e%s", before, text, after);
    free(text);
    return true;
}

static bool read_text(page *p)
{
    close_run(p);
    return put_text(p, 1, "<p dir=\"auto\">", "</p>\n");
}

static bool read_small(page *p)
{
    close_run(p);
    return put_text(p, 1, "<p class=\"small\" dir=\"auto\">", "</p>\n");
}

static bool read_part(page *p)
{
    close_run(p);
    return put_text(p, 1, "<h3 dir=\"auto\">", "</h3>\n");
}

static bool read_point(page *p)
{
    open_run(p, POINTS);
    return put_text(p, 1, "<li dir=\"auto\">", "</li>\n");
}

static bool read_number(page *p)
{
    open_run(p, NUMBERS);
    return put_text(p, 2, "<div><dt dir=\"auto\">", "</dt>") &&
           put_text(p, 1, "<dd>", "</dd></div>\n");
}

/* Passed through as it is: whoever writes pages writes fragments that are whole and harmless. */
static bool read_html(page *p)
{
    close_run(p);
    viz_buf_bytes(&p->body, p->source->field[1].bytes, p->source->field[1].length);
    return true;
}

/* ---- drawings ---- */

static bool read_model(page *p, viz_model *model)
{
    const viz_read state = viz_source_next(p->source, p->err);
    if (state == VIZ_READ_FAILED) return false;
    const viz_field *f = p->source->field;
    if (state == VIZ_READ_END)
        return viz_fail(p->err, "line %zu: drawing, allowed: corral-drawing<TAB>1, given: nothing",
                        p->source->number);
    if (p->source->fields != 2 || !viz_field_is(&f[0], "corral-drawing"))
        return refuse(p, "drawing", "corral-drawing<TAB>1", 0);
    if (!viz_field_is(&f[1], "1")) return refuse(p, "version of the drawing", "1", 1);
    return viz_model_read(p->source, model, p->err);
}

static bool draw(page *p, const viz_model *model, const char *caption)
{
    viz_canvas canvas = {0};
    viz_buf name = {0};
    viz_buf_put(&name, "Fig%u", ++p->drawings);
    const bool good = (viz_buf_ok(&name) || viz_fail_memory(p->err)) &&
                      viz_draw(model, p->fence, &canvas, p->err) &&
                      viz_page_figure(&canvas, name.data, caption, &p->body, p->err);
    viz_buf_release(&name);
    viz_canvas_release(&canvas);
    return good;
}

static bool read_drawing(page *p)
{
    char *caption = NULL;
    viz_model model = {0};
    if (p->drawings == DRAWINGS_MAX) return refuse(p, "drawings", "at most 200", 0);
    close_run(p);
    const bool good =
        take_text(p, 1, &caption) && read_model(p, &model) && draw(p, &model, caption);
    viz_model_release(&model);
    free(caption);
    return good;
}

/* ---- the whole ---- */

static const struct {
    const char *kind;
    size_t fields; /* beside the kind */
    bool inside;   /* only within a section */
    bool (*read)(page *p);
} kinds[] = {{"title", 1, false, read_title},    {"lang", 1, false, read_lang},
             {"theme", 1, false, read_theme},    {"line", 1, false, read_line},
             {"note", 1, false, read_note},      {"section", 2, false, read_section},
             {"text", 1, true, read_text},       {"small", 1, true, read_small},
             {"part", 1, true, read_part},       {"point", 1, true, read_point},
             {"number", 2, true, read_number},   {"html", 1, true, read_html},
             {"drawing", 1, true, read_drawing}, {NULL, 0, false, NULL}};

static bool read_record(page *p)
{
    const viz_field *word = &p->source->field[0];
    size_t k = 0;
    if (++p->records > RECORDS_MAX) return refuse(p, "lines", "at most 200000", 0);
    while (kinds[k].kind && !viz_field_is(word, kinds[k].kind)) k++;
    if (!kinds[k].kind)
        return refuse(p, "kind of record",
                      "title, lang, theme, line, note, section, text, small, part, point, number, "
                      "html, drawing",
                      0);
    if (p->source->fields != kinds[k].fields + 1)
        return viz_fail(p->err, "line %zu: fields of a %s, allowed: %zu, given: %zu",
                        p->source->number, kinds[k].kind, kinds[k].fields, p->source->fields - 1);
    if (kinds[k].inside && !p->n_sections)
        return refuse(p, "record before the first section", "title, lang, theme, line, note", 0);
    if (!kinds[k].read(p)) return false;
    if (p->body.length > body_bytes_max) return refuse(p, "page", "at most 128 MiB", 0);
    return viz_buf_ok(&p->body) || viz_fail_memory(p->err);
}

static bool read_records(page *p)
{
    for (;;) {
        const viz_read state = viz_source_next(p->source, p->err);
        if (state == VIZ_READ_FAILED) return false;
        if (state == VIZ_READ_END) break;
        if (p->source->fields == 1 && viz_field_is(&p->source->field[0], "end")) break;
        if (!read_record(p)) return false;
    }
    if (!p->title) return viz_fail(p->err, "record title, allowed: one, given: none");
    close_run(p);
    if (p->n_sections) viz_buf_text(&p->body, "</section>\n");
    return true;
}

static void put_contents(const page *p, viz_buf *out)
{
    if (p->n_sections < 2) return;
    viz_buf_put(out,
                "<nav aria-labelledby=\"%s\">\n<h2 id=\"%s\" lang=\"en\">Contents</h2>\n<ul>\n",
                contents, contents);
    for (size_t i = 0; i < p->n_sections; i++)
        viz_buf_put(out, "<li><a href=\"#%s\">%e</a></li>\n", p->sections[i].id,
                    p->sections[i].heading);
    viz_buf_text(out, "</ul>\n</nav>\n");
}

static void put_page(const page *p, viz_buf *out)
{
    viz_buf foot = {0};
    for (size_t i = 0; i < p->notes; i++) viz_buf_put(&foot, "%s%s", i ? " " : "", p->note[i]);
    out->failed = out->failed || foot.failed;
    viz_page_head(p->title, p->lang ? p->lang : "en", p->theme, foot.data, out);
    viz_buf_put(out, "<body>\n<header>\n<h1 dir=\"auto\">%e</h1>\n", p->title);
    for (size_t i = 0; i < p->lines; i++)
        viz_buf_put(out, "<p class=\"line\" dir=\"auto\">%e</p>\n", p->line[i]);
    const bool tables = p->body.data && strstr(p->body.data, "<table");
    if (p->drawings || tables)
        viz_buf_put(out, "<p class=\"small with-script\" lang=\"en\" hidden>%s%s%s</p>\n",
                    p->drawings ? "Drawings: the buttons, arrow keys, + - 0, dragging and Ctrl "
                                  "with the wheel enlarge and move."
                                : "",
                    p->drawings && tables ? " " : "",
                    tables ? "Tables: a column's heading sorts." : "");
    viz_buf_text(out, "</header>\n");
    put_contents(p, out);
    viz_buf_text(out, "<main>\n");
    viz_buf_bytes(out, p->body.data ? p->body.data : "", p->body.length);
    viz_buf_text(out, "</main>\n<footer>\n");
    for (size_t i = 0; i < p->notes; i++) viz_buf_put(out, "<p dir=\"auto\">%e</p>\n", p->note[i]);
    viz_buf_text(out, "</footer>\n");
    viz_page_tail(out);
    viz_buf_release(&foot);
}

static void release(page *p)
{
    for (size_t i = 0; i < p->lines; i++) free(p->line[i]);
    for (size_t i = 0; i < p->notes; i++) free(p->note[i]);
    for (size_t i = 0; i < p->n_sections; i++) {
        free(p->sections[i].id);
        free(p->sections[i].heading);
    }
    free(p->sections);
    free(p->title);
    free(p->lang);
    viz_buf_release(&p->body);
}

bool viz_page_read(viz_source *source, viz_fence *fence, viz_buf *out, viz_error *err)
{
    page p = {.source = source, .fence = fence, .err = err};
    bool good = read_records(&p);
    if (good) {
        put_page(&p, out);
        good = viz_buf_ok(out) || viz_fail_memory(err);
    }
    release(&p);
    return good;
}
