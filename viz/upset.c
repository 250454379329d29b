/* SPDX-License-Identifier: MIT
 *
 * The style upset: who sits in how many rooms. A row is a coalition, a column a combination of two
 * or more of them, and above it stand the names of the items that just these coalitions hold
 * (after Lex and others 2014, without bars: names say more than their number). The method:
 *   1. combine items that the same coalitions hold, most coalitions first (upset_columns.c);
 *   2. give each combination room for its names, at most 40 of them, the others one column;
 *   3. draw rows, columns, names (upset_draw.c), and the sheet around all of it. */
#include "upset.h"

#include "label.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

static bool check_size(const viz_model *m, viz_error *err)
{
    if (m->n_coalitions <= VIZ_UPSET_ROWS) return true;
    return viz_fail(err,
                    "coalitions of the style upset, allowed: at most %d, given: %zu: draw one "
                    "group, or use the style matrix",
                    VIZ_UPSET_ROWS, m->n_coalitions);
}

static void put_sentence(const viz_upset_parts *p, viz_buf *out)
{
    const viz_model *m = p->model;
    size_t items = 0;
    for (size_t k = 0; k < p->n_combinations; k++) items += p->combinations[k].n_items;
    viz_buf_put(out, "%u coalition%s. %u %s with two or more of them, in %u combination%s.",
                (unsigned)p->n, p->n == 1 ? "" : "s", (unsigned)items, viz_facet_word(m, items),
                (unsigned)p->n_combinations, p->n_combinations == 1 ? "" : "s");
}

static void put_key(const viz_upset_parts *p, viz_buf *out)
{
    const viz_model *m = p->model;
    bool partial = false;
    for (size_t i = 0; i < p->n; i++)
        partial = partial || m->coalitions[i].known == VIZ_KNOWN_PARTIAL;
    if (!p->n_combinations || !viz_english(m)) return;
    viz_buf_put(out,
                "Every name stands once, above the coalitions that share it and no others of "
                "these. Beside a row: how many of its %s another row has too, of all that are "
                "known.",
                viz_facet_word(m, 2));
    if (partial) viz_buf_text(out, " +: its list is not complete.");
}

static bool lay_sheet(const viz_upset_parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    viz_buf sentence = {0}, key = {0};
    bool good = false;
    put_sentence(p, &sentence);
    put_key(p, &key);
    if (viz_buf_ok(&sentence) && viz_buf_ok(&key)) {
        const viz_words words = {.title = m->title && *m->title ? m->title
                                                                : "Who sits in how many rooms",
                                 .desc = m->desc && *m->desc ? m->desc : sentence.data,
                                 .key = key.data};
        good = viz_sheet_lay(m, viz_canvas_bounds(p->canvas, 0), words, p->canvas, err);
    } else {
        viz_fail_memory(err);
    }
    viz_buf_release(&sentence);
    viz_buf_release(&key);
    return good;
}

bool viz_upset(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    viz_upset_parts p = {.model = model, .canvas = canvas, .n = model->n_coalitions};
    bool good = check_size(model, err) && viz_upset_combine(&p, err);
    if (good) {
        viz_upset_place(&p);
        good = viz_upset_draw(&p, err) && lay_sheet(&p, err);
    }
    for (size_t i = 0; i < VIZ_UPSET_ROWS; i++) viz_lines_release(&p.name[i]);
    free(p.combinations);
    free(p.items);
    return good;
}
