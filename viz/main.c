/* SPDX-License-Identifier: MIT
 *
 * corral-viz: a drawing model on standard input, SVG or its geometry on standard output.
 *   1. read the model; 2. let its style make a scene; 3. write the scene; 4. print it when whole.
 */
#include "buf.h"
#include "error.h"
#include "fence.h"
#include "geometry.h"
#include "model.h"
#include "styles.h"
#include "svg.h"

#include <stdio.h>
#include <string.h>

enum { DONE = 0, COULD_NOT = 1, WRONG_USE = 2 };

#ifndef CORRAL_VERSION
#define CORRAL_VERSION "unknown"
#endif

static const char usage[] =
    "usage: corral-viz [-f svg|geometry] < MODEL > DRAWING\n"
    "\n"
    "Draws a model (see MODEL.md) from standard input to standard output.\n"
    "\n"
    "  -f FORMAT   svg (default), or geometry: the places of everything as JSON\n"
    "  --help      print this and exit\n"
    "  --version   print the version and exit\n"
    "\n"
    "Exit status: 0 done, 1 could not, 2 wrong use.\n";

static bool make_scene(const viz_model *model, viz_scene *scene, viz_error *err)
{
    switch (model->style) {
    case VIZ_STYLE_NETWORK: return viz_network(model, scene, err);
    case VIZ_STYLE_NONE: break;
    }
    return viz_fail(err, "no style given");
}

static bool write_scene(const viz_scene *scene, bool geometry, viz_buf *out, viz_error *err)
{
    if (geometry) {
        viz_geometry_write(scene, out);
        return viz_buf_ok(out) || viz_fail_memory(err);
    }
    viz_buf drawn = {0};
    const bool good =
        viz_fence_render(scene, &drawn, err) && viz_svg_write(scene, &drawn, out, err);
    viz_buf_release(&drawn);
    return good;
}

/* Nothing is printed before all of it is there, and closing tells whether all of it went out. */
static bool print(const viz_buf *out, viz_error *err)
{
    const bool good = fwrite(out->data, 1, out->length, stdout) == out->length;
    if (fclose(stdout) != 0 || !good) return viz_fail(err, "cannot write to standard output");
    return true;
}

static int draw(bool geometry)
{
    viz_error err = {{0}};
    viz_model model = {0};
    viz_scene scene = {0};
    viz_buf out = {0};
    const bool good = viz_model_read(stdin, &model, &err) && make_scene(&model, &scene, &err) &&
                      write_scene(&scene, geometry, &out, &err) && print(&out, &err);
    if (!good) fprintf(stderr, "corral-viz: %s\n", err.message);
    viz_buf_release(&out);
    viz_scene_release(&scene);
    viz_model_release(&model);
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
    bool geometry = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) return say(usage);
        if (strcmp(argv[i], "--version") == 0) return say("corral-viz " CORRAL_VERSION "\n");
        if (strcmp(argv[i], "-f") != 0)
            return wrong_use("option, allowed: -f, --help, --version", argv[i]);
        const char *format = ++i < argc ? argv[i] : "";
        geometry = strcmp(format, "geometry") == 0;
        if (!geometry && strcmp(format, "svg") != 0)
            return wrong_use("option -f, allowed: svg, geometry", format);
    }
    return draw(geometry);
}
