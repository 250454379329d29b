/* SPDX-License-Identifier: MIT
 *
 * The style matrix: what every two coalitions have in common, as a number and a shade that say the
 * same thing. Only the lower triangle is drawn; every pair stands in it once. The name of each
 * coalition stands at the left of its row and again at the end of it, which is the head of its
 * column, so that nothing has to be looked up and no name is turned. The method:
 *   1. spread the cells of the model into a square, find groups that stand together;
 *   2. choose the pitch: numbers up to 60 rows, names up to 200, then shades alone;
 *   3. draw shades, numbers, names, outlines of groups (matrix_cells.c);
 *   4. put the legend where it is free (matrix_words.c), and the sheet around all of it. */
#include "matrix.h"

#include "label.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

unsigned viz_matrix_limit(unsigned level, unsigned most)
{
    const unsigned long long steps = VIZ_HEATS - 1, all = most;
    const unsigned even = 24; /* up to four values a shade */
    return (unsigned)(most <= even ? all * level / steps : all * level * level / (steps * steps));
}

unsigned viz_matrix_level(unsigned value, unsigned most)
{
    unsigned level = 0;
    while (level + 1 < VIZ_HEATS && value > viz_matrix_limit(level, most)) level++;
    return level;
}

static bool check_size(const viz_model *m, viz_error *err)
{
    if (m->n_coalitions <= VIZ_MATRIX_MAX) return true;
    return viz_fail(err,
                    "coalitions of the style matrix, allowed: at most %d, given: %zu: draw their "
                    "groups as rows, or use the style districts",
                    VIZ_MATRIX_MAX, m->n_coalitions);
}

static bool spread_cells(viz_matrix_parts *p, viz_error *err)
{
    p->value = calloc(p->n * p->n + 1, sizeof *p->value);
    if (!p->value) return viz_fail_memory(err);
    for (size_t i = 0; i < p->n; i++)
        p->untold = p->untold || p->model->coalitions[i].known == VIZ_KNOWN_UNTOLD;
    for (size_t k = 0; k < p->model->n_cells; k++) {
        const viz_cell *c = &p->model->cells[k];
        const unsigned value = c->unknown ? VIZ_CELL_UNKNOWN : c->value;
        p->value[c->a * p->n + c->b] = value;
        p->value[c->b * p->n + c->a] = value;
        p->unknown = p->unknown || c->unknown;
        if (!c->unknown && c->value > p->most) p->most = c->value;
    }
    return true;
}

static const viz_group *group_numbered(const viz_model *m, unsigned number)
{
    for (size_t g = 0; number && g < m->n_groups; g++) {
        if (m->groups[g].number == number) return &m->groups[g];
    }
    return NULL;
}

static bool find_runs(viz_matrix_parts *p, viz_error *err)
{
    p->runs = calloc(p->n + 1, sizeof *p->runs);
    if (!p->runs) return viz_fail_memory(err);
    for (size_t i = 0, end; i < p->n; i = end) {
        const unsigned group = p->model->coalitions[i].group;
        for (end = i + 1; end < p->n && p->model->coalitions[end].group == group;) end++;
        const viz_group *found = group_numbered(p->model, group);
        if (found) p->runs[p->n_runs++] = (viz_run){i, end, found};
    }
    return true;
}

/* Below 7 px nobody reads a name: there the numbers of the groups stand at the side alone. */
static void choose_sizes(viz_matrix_parts *p)
{
    static const struct {
        size_t rows;
        double pitch, name;
    } sizes[] = {{24, 30, 13}, {40, 26, 12.5},        {VIZ_MATRIX_NUMBERED, 22, 12},
                 {90, 14, 11}, {130, 12, 9.5},        {VIZ_MATRIX_NAMED, 10, 8},
                 {300, 6, 0},  {VIZ_MATRIX_MAX, 4, 0}};
    size_t k = 0;
    while (sizes[k].rows < p->n) k++;
    p->pitch = sizes[k].pitch;
    p->name_size = sizes[k].name;
}

static bool fit_names(viz_matrix_parts *p, viz_error *err)
{
    const double widest = 21 * p->name_size;
    if (p->name_size <= 0) return true;
    p->name = calloc(p->n + 1, sizeof *p->name);
    for (size_t i = 0; p->name && i < p->n; i++) {
        p->name[i] = viz_label_fit(viz_coalition_name(&p->model->coalitions[i]), p->name_size,
                                   false, widest);
        if (!p->name[i]) return viz_fail_memory(err);
    }
    return p->name || viz_fail_memory(err);
}

static bool lay_sheet(const viz_matrix_parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    viz_buf sentence = {0}, example = {0};
    bool good = false;
    viz_matrix_sentence(p, &sentence);
    if (viz_english(m)) viz_matrix_example(p, &example);
    if (viz_buf_ok(&sentence) && viz_buf_ok(&example)) {
        const viz_words words = {.title =
                                     m->title && *m->title ? m->title : "Where coalitions overlap",
                                 .desc = m->desc && *m->desc ? m->desc : sentence.data,
                                 .key = example.data};
        good = viz_sheet_lay(m, viz_canvas_bounds(p->canvas, 0), words, p->canvas, err);
    } else {
        viz_fail_memory(err);
    }
    viz_buf_release(&sentence);
    viz_buf_release(&example);
    return good;
}

bool viz_matrix(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    viz_matrix_parts p = {.model = model, .canvas = canvas, .n = model->n_coalitions};
    bool good = false;
    if (!check_size(model, err) || !spread_cells(&p, err) || !find_runs(&p, err)) goto done;
    choose_sizes(&p);
    if (!fit_names(&p, err) || !viz_matrix_draw(&p, err)) goto done;
    viz_matrix_legend(&p);
    good = lay_sheet(&p, err);
done:
    for (size_t i = 0; p.name && i < p.n; i++) free(p.name[i]);
    free(p.name);
    free(p.runs);
    free(p.value);
    return good;
}
