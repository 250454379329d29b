/* SPDX-License-Identifier: MIT
 *
 * corral-viz: a drawing model on standard input, a drawing on standard output; or a page of
 * several.
 *   1. read the model; 2. let its style fill a canvas; 3. write the canvas; 4. print it when whole.
 */
#include "buf.h"
#include "error.h"
#include "fence.h"
#include "geometry.h"
#include "model.h"
#include "page.h"
#include "styles.h"
#include "svg.h"

#include <stdio.h>
#include <string.h>

enum { DONE = 0, COULD_NOT = 1, WRONG_USE = 2 };
typedef enum { SVG, HTML, GEOMETRY, DOT, FORMATS } format;
static const char *const formats[FORMATS] = {"svg", "html", "geometry", "dot"};

#ifndef CORRAL_VERSION
#define CORRAL_VERSION "unknown"
#endif

static const char usage[] =
    "usage: corral-viz [-f svg|html|geometry|dot] < MODEL > DRAWING\n"
    "\n"
    "Draws a model (see MODEL.md) from standard input to standard output.\n"
    "\n"
    "  -f FORMAT   svg (default); html: a page to zoom and pan in; geometry: the places of\n"
    "              everything as JSON; dot: the graph in the language of Graphviz\n"
    "  --help      print this and exit\n"
    "  --version   print the version and exit\n"
    "\n"
    "Exit status: 0 done, 1 could not, 2 wrong use.\n";

/* ---- one drawing ---- */

static bool write_canvas(const viz_canvas *canvas, format f, viz_buf *out, viz_error *err)
{
    switch (f) {
    case SVG: return viz_svg_write(canvas, NULL, out, err);
    case HTML: return viz_page_of(canvas, out, err);
    case DOT: return viz_fence_dot(canvas, out, err);
    case GEOMETRY:
    case FORMATS: break;
    }
    viz_geometry_write(canvas, out);
    return viz_buf_ok(out) || viz_fail_memory(err);
}

static bool draw_one(viz_source *source, viz_fence *fence, format f, viz_buf *out, viz_error *err)
{
    viz_model model = {0};
    viz_canvas canvas = {0};
    const bool good = viz_model_read(source, &model, err) &&
                      viz_draw(&model, fence, &canvas, err) && write_canvas(&canvas, f, out, err);
    viz_canvas_release(&canvas);
    viz_model_release(&model);
    return good;
}

/* ---- the whole ---- */

/* The first line says what follows. */
static bool read_first(viz_source *source, bool *page, viz_error *err)
{
    const viz_read state = viz_source_next(source, err);
    if (state == VIZ_READ_FAILED) return false;
    if (state == VIZ_READ_END)
        return viz_fail(err, "line 1: drawing, allowed: corral-drawing<TAB>1, given: nothing");
    const viz_field *field = source->field;
    *page = viz_field_is(&field[0], "corral-page");
    if (source->fields != 2 || (!*page && !viz_field_is(&field[0], "corral-drawing")))
        return viz_source_refuse(source, err, "drawing", "corral-drawing<TAB>1, corral-page<TAB>1",
                                 &field[0]);
    return viz_field_is(&field[1], "1") ||
           viz_source_refuse(source, err, "version of the drawing", "1", &field[1]);
}

static bool make(format f, viz_buf *out, viz_error *err)
{
    viz_source source = {.in = stdin};
    viz_fence *fence = NULL;
    bool page = false, good = read_first(&source, &page, err);
    if (good && page && f != HTML)
        good = viz_fail(err, "format of a page, allowed: html, given: %s", formats[f]);
    if (good) fence = viz_fence_new(err);
    good = good && fence &&
           (page ? viz_page_read(&source, fence, out, err) : draw_one(&source, fence, f, out, err));
    viz_fence_free(fence);
    viz_source_release(&source);
    return good;
}

/* Nothing is printed before all of it is there, and closing tells whether all of it went out. */
static bool print(const viz_buf *out, viz_error *err)
{
    const bool good = fwrite(out->data, 1, out->length, stdout) == out->length;
    if (fclose(stdout) != 0 || !good) return viz_fail(err, "cannot write to standard output");
    return true;
}

static int draw(format f)
{
    viz_error err = {{0}};
    viz_buf out = {0};
    const bool good = make(f, &out, &err) && print(&out, &err);
    if (!good) fprintf(stderr, "corral-viz: %s\n", err.message);
    viz_buf_release(&out);
    return good ? DONE : COULD_NOT;
}

static int wrong_use(const char *what, const char *given)
{
    fprintf(stderr, "corral-viz: %s, given: \"%s\"; see corral-viz --help\n", what, given);
    return WRONG_USE;
}

static int say(const char *text)
{
    const bool good = fputs(text, stdout) >= 0;
    if (fclose(stdout) == 0 && good) return DONE;
    fputs("corral-viz: cannot write to standard output\n", stderr);
    return COULD_NOT;
}

int main(int argc, char **argv)
{
    format f = SVG;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) return say(usage);
        if (strcmp(argv[i], "--version") == 0) return say("corral-viz " CORRAL_VERSION "\n");
        if (strcmp(argv[i], "-f") != 0)
            return wrong_use("option, allowed: -f, --help, --version", argv[i]);
        const char *given = ++i < argc ? argv[i] : "";
        for (f = SVG; f < FORMATS && strcmp(given, formats[f]) != 0;) f = (format)(f + 1);
        if (f == FORMATS) return wrong_use("option -f, allowed: svg, html, geometry, dot", given);
    }
    return draw(f);
}
