/* SPDX-License-Identifier: MIT
 *
 * The style gaps: two sets of things crossed, and how many coalitions are where they meet. Where
 * nobody is a square stands out, the larger the more it would surprise; what is not known well
 * enough is hatched and never looks like none. The method:
 *   1. spread the crossings into a table, choose the size of cells;
 *   2. draw names of rows, turned names of columns, and cells (gaps_cells.c);
 *   3. put the legend below, and the sheet around all of it. */
#include "gaps.h"

#include "label.h"
#include "matrix.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdlib.h>

static const double gap = 8;    /* px between names, counts and cells */
static const double turn = -50; /* of the names above columns */
enum { LISTED = 8, NAME_GRAPHEMES = 60 };

/* ---- the table ---- */

static bool check_size(const viz_model *m, viz_error *err)
{
    if (m->n_rows > VIZ_GAPS_ROWS)
        return viz_fail(err, "rows of the style gaps, allowed: at most %d, given: %zu",
                        VIZ_GAPS_ROWS, m->n_rows);
    if (m->n_heads > VIZ_GAPS_HEADS)
        return viz_fail(err, "heads of the style gaps, allowed: at most %d, given: %zu",
                        VIZ_GAPS_HEADS, m->n_heads);
    return true;
}

static bool spread(viz_gaps_parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    p->at = calloc(m->n_rows * m->n_heads + 1, sizeof *p->at);
    if (!p->at) return viz_fail_memory(err);
    for (size_t k = 0; k < m->n_crossings; k++) {
        const viz_crossing *c = &m->crossings[k];
        p->at[c->row * m->n_heads + c->head] = c;
        p->used[c->status] = true;
        if (c->count > p->most) p->most = c->count;
    }
    p->left_out = m->n_crossings < m->n_rows * m->n_heads;
    return true;
}

static void choose_sizes(viz_gaps_parts *p)
{
    const size_t rows = p->model->n_rows, heads = p->model->n_heads;
    p->high = rows <= 25 ? 30 : rows <= 40 ? 26 : 22;
    p->wide = heads <= 20 ? 36 : heads <= 30 ? 30 : 26;
    p->name_size = rows <= 25 ? 13 : 12;
}

static bool fit(const viz_crossed *list, size_t count, double size, double widest, char ***out,
                viz_error *err)
{
    *out = calloc(count + 1, sizeof **out);
    if (!*out) return viz_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const char *name = *list[i].name ? list[i].name : "(no name)";
        (*out)[i] = viz_label_fit(name, size, false, widest);
        if (!(*out)[i]) return viz_fail_memory(err);
    }
    return true;
}

/* ---- what is read aloud ---- */

static void put_name(const viz_crossed *c, viz_buf *out)
{
    char *cut = viz_text_cut(*c->name ? c->name : "(no name)", NAME_GRAPHEMES);
    viz_buf_text(out, cut ? cut : "");
    out->failed = out->failed || !cut;
    free(cut);
}

/* "; nobody with Food, Housing and 3 others" */
static void put_those(const viz_gaps_parts *p, size_t i, bool is_row, viz_crossing_status status,
                      const char *words, viz_buf *out)
{
    const viz_model *m = p->model;
    const size_t count = is_row ? m->n_heads : m->n_rows;
    unsigned found = 0;
    for (size_t k = 0; k < count; k++) {
        const viz_crossing *c = is_row ? viz_gaps_at(p, i, k) : viz_gaps_at(p, k, i);
        if (!c || c->status != status || ++found > LISTED) continue;
        viz_buf_text(out, found == 1 ? words : ", ");
        put_name(is_row ? &m->heads[k] : &m->rows[k], out);
    }
    if (found > LISTED) viz_buf_put(out, " and %u more", found - LISTED);
}

/* "Families: 17 coalitions; nobody with Employment; not known well enough with Food" */
static void put_title(const viz_gaps_parts *p, size_t i, bool is_row, viz_buf *out)
{
    const viz_crossed *c = is_row ? &p->model->rows[i] : &p->model->heads[i];
    put_name(c, out);
    viz_buf_put(out, ": %u", c->holders);
    if (!viz_english(p->model)) return;
    viz_buf_text(out, c->holders == 1 ? " coalition" : " coalitions");
    put_those(p, i, is_row, VIZ_CROSSING_GAP, "; nobody with ", out);
    put_those(p, i, is_row, VIZ_CROSSING_UNCLEAR, "; none so far, and not known well enough, with ",
              out);
}

/* ---- names ---- */

/* How many have it, in small print between the name and the cells. */
static void draw_holders(const viz_gaps_parts *p, const viz_crossed *c, viz_mark mark)
{
    viz_buf number = {0};
    viz_buf_put(&number, "%u", c->holders);
    mark.kind = VIZ_TEXT;
    mark.size = 10.5;
    mark.fill = VIZ_MUTED;
    mark.text = number.data;
    if (viz_buf_ok(&number))
        viz_canvas_add(p->canvas, mark);
    else
        p->canvas->failed = true;
    viz_buf_release(&number);
}

static double counts_width(const viz_gaps_parts *p)
{
    double widest = 0;
    for (size_t i = 0; i < p->model->n_rows; i++) {
        viz_buf number = {0};
        viz_buf_put(&number, "%u", p->model->rows[i].holders);
        if (number.data) widest = fmax(widest, viz_text_width(number.data, 10.5, false));
        viz_buf_release(&number);
    }
    return ceil(widest);
}

static void draw_row(const viz_gaps_parts *p, size_t i, double counts)
{
    const viz_crossed *c = &p->model->rows[i];
    const double y = ((double)i + 0.5) * p->high;
    viz_buf keys = {0}, title = {0};
    put_title(p, i, true, &title);
    viz_thing_open(p->canvas, 'r', (unsigned)i, &keys, &title);
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "row",
                                         .index = (unsigned)i,
                                         .x = -gap - counts - gap,
                                         .y = y,
                                         .size = p->name_size,
                                         .anchor = VIZ_END,
                                         .fill = VIZ_INK,
                                         .text = p->row_name[i]});
    draw_holders(
        p, c,
        (viz_mark){.what = "holders", .index = (unsigned)i, .x = -gap, .y = y, .anchor = VIZ_END});
    viz_canvas_close(p->canvas);
}

static void draw_head(const viz_gaps_parts *p, size_t j)
{
    const viz_crossed *c = &p->model->heads[j];
    const double x = ((double)j + 0.5) * p->wide;
    viz_buf keys = {0}, title = {0};
    put_title(p, j, false, &title);
    viz_thing_open(p->canvas, 'k', (unsigned)j, &keys, &title);
    viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_TEXT,
                                         .what = "head",
                                         .index = (unsigned)j,
                                         .x = x,
                                         .y = -gap - 18,
                                         .size = p->name_size,
                                         .turn = turn,
                                         .fill = VIZ_INK,
                                         .text = p->head_name[j]});
    draw_holders(
        p, c,
        (viz_mark){
            .what = "held", .index = (unsigned)j, .x = x, .y = -gap - 3, .anchor = VIZ_MIDDLE});
    viz_canvas_close(p->canvas);
}

/* ---- cells ---- */

static bool is_unclear(const viz_gaps_parts *p, size_t i, size_t j)
{
    const viz_crossing *c = viz_gaps_at(p, i, j);
    return c && c->status == VIZ_CROSSING_UNCLEAR;
}

/* A cell lights with its row and with its column, and says what it is when pointed at. */
static void draw_cell(const viz_gaps_parts *p, size_t i, size_t j)
{
    const viz_crossing *c = viz_gaps_at(p, i, j);
    const double x = (double)j * p->wide, y = (double)i * p->high;
    viz_buf keys = {0};
    viz_key_put(&keys, 'r', (unsigned)i);
    viz_key_put(&keys, 'k', (unsigned)j);
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&keys);
    viz_canvas_open(p->canvas, NULL, keys.data, c && *c->tip ? c->tip : NULL);
    viz_gaps_cell(p, (viz_rect){x + 1, y + 1, x + p->wide - 1, y + p->high - 1}, c, "cell");
    viz_canvas_close(p->canvas);
    viz_buf_release(&keys);
}

/* Whatever is known covers the hatching: cells side by side by one stroke as thick as a row. */
static void cover(const viz_gaps_parts *p)
{
    const size_t rows = p->model->n_rows, heads = p->model->n_heads;
    viz_point *points = calloc(rows * (heads + 1) + 1, sizeof *points);
    size_t count = 0;
    if (!points) {
        p->canvas->failed = true;
        return;
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0, end; j < heads; j = end) {
            for (end = j + 1; end < heads && is_unclear(p, i, end) == is_unclear(p, i, j);) end++;
            if (is_unclear(p, i, j)) continue;
            points[count++] = (viz_point){(double)j * p->wide, ((double)i + 0.5) * p->high};
            points[count++] = (viz_point){(double)end * p->wide, ((double)i + 0.5) * p->high};
        }
    }
    if (count)
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_PATH,
                                             .form = VIZ_SEGMENTS,
                                             .points = points,
                                             .n_points = count,
                                             .stroke = VIZ_PAPER,
                                             .stroke_width = p->high});
    free(points);
}

/* Hatching is drawn once, over what is unclear and under the others. */
static void draw_cells(const viz_gaps_parts *p)
{
    const size_t rows = p->model->n_rows, heads = p->model->n_heads;
    const viz_rect table = {0, 0, (double)heads * p->wide, (double)rows * p->high};
    for (int unclear = 1; unclear >= 0; unclear--) {
        for (size_t i = 0; i < rows; i++)
            for (size_t j = 0; j < heads; j++)
                if (is_unclear(p, i, j) == (unclear == 1)) draw_cell(p, i, j);
        if (!unclear || !p->used[VIZ_CROSSING_UNCLEAR]) continue;
        viz_matrix_hatch(p->canvas, table, false, "unknown");
        cover(p);
    }
}

/* ---- all of it ---- */

static void put_sentence(const viz_gaps_parts *p, viz_buf *out)
{
    size_t gaps = 0;
    for (size_t k = 0; k < p->model->n_crossings; k++)
        gaps += p->model->crossings[k].status == VIZ_CROSSING_GAP;
    viz_buf_put(out, "%u rows by %u columns. ", (unsigned)p->model->n_rows,
                (unsigned)p->model->n_heads);
    viz_buf_put(out, "Where they meet, the number of coalitions that have both. Nobody is at %u.",
                (unsigned)gaps);
}

static bool lay_sheet(const viz_gaps_parts *p, viz_error *err)
{
    const viz_model *m = p->model;
    viz_buf sentence = {0};
    bool good = false;
    put_sentence(p, &sentence);
    if (viz_buf_ok(&sentence)) {
        const viz_words words = {.title = m->title && *m->title ? m->title : "What nobody covers",
                                 .desc = m->desc && *m->desc ? m->desc : sentence.data};
        good = viz_sheet_lay(m, viz_canvas_bounds(p->canvas, 0), words, p->canvas, err);
    } else {
        viz_fail_memory(err);
    }
    viz_buf_release(&sentence);
    return good;
}

static void draw(const viz_gaps_parts *p)
{
    const size_t rows = p->model->n_rows, heads = p->model->n_heads;
    const double counts = counts_width(p);
    for (size_t j = 0; j < heads; j++) draw_head(p, j);
    for (size_t i = 0; i < rows; i++) draw_row(p, i, counts);
    if (rows && heads) draw_cells(p);
    if (rows && heads) viz_gaps_legend(p, (double)rows * p->high + 22);
}

bool viz_gaps(const viz_model *model, viz_canvas *canvas, viz_error *err)
{
    viz_gaps_parts p = {.model = model, .canvas = canvas};
    bool good = false;
    if (!check_size(model, err) || !spread(&p, err)) goto done;
    choose_sizes(&p);
    if (!fit(model->rows, model->n_rows, p.name_size, 30 * p.name_size, &p.row_name, err) ||
        !fit(model->heads, model->n_heads, p.name_size, 17 * p.name_size, &p.head_name, err))
        goto done;
    draw(&p);
    good = lay_sheet(&p, err);
done:
    for (size_t i = 0; p.row_name && i < model->n_rows; i++) free(p.row_name[i]);
    for (size_t j = 0; p.head_name && j < model->n_heads; j++) free(p.head_name[j]);
    free(p.row_name);
    free(p.head_name);
    free(p.at);
    return good;
}
