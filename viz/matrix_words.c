/* SPDX-License-Identifier: MIT */
#include "matrix.h"

#include "label.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNERS = 6, PARTNERS_OF_MANY = 2, GRAPHEMES = 60, GRAPHEMES_OF_MANY = 32 };

/* Whether cells count items, so that "shares 7 members" is what they say. */
static bool counts_items(const viz_model *m)
{
    static const char tail[] = " two coalitions share";
    const size_t length = strlen(viz_facet_word(m, 2));
    return !m->measure || (strncmp(m->measure, viz_facet_word(m, 2), length) == 0 &&
                           strcmp(m->measure + length, tail) == 0);
}

void viz_matrix_measure(const viz_matrix_parts *p, viz_buf *out)
{
    if (p->model->measure && *p->model->measure)
        viz_buf_text(out, p->model->measure);
    else
        viz_buf_put(out, "%s two coalitions share", viz_facet_word(p->model, 2));
}

/* With a capital, for the beginning of a sentence. */
static void put_measure(const viz_matrix_parts *p, viz_buf *out)
{
    const size_t at = out->length;
    viz_matrix_measure(p, out);
    if (viz_buf_ok(out) && out->data[at] >= 'a' && out->data[at] <= 'z')
        out->data[at] = (char)(out->data[at] - 'a' + 'A');
}

static void put_name(const viz_matrix_parts *p, size_t i, viz_buf *out)
{
    const bool many = p->n > VIZ_MATRIX_NUMBERED;
    char *cut = viz_text_cut(viz_coalition_name(&p->model->coalitions[i]),
                             many ? GRAPHEMES_OF_MANY : GRAPHEMES);
    viz_buf_text(out, cut ? cut : "");
    out->failed = out->failed || !cut;
    free(cut);
}

/* The next partner by falling value, then by row, after one with (value, row); n: none is left. */
static size_t next_partner(const viz_matrix_parts *p, size_t i, unsigned value, size_t row)
{
    size_t best = p->n;
    for (size_t j = 0; j < p->n; j++) {
        const unsigned v = viz_matrix_at(p, i, j);
        if (j == i || !v || v == VIZ_CELL_UNKNOWN) continue;
        if (v > value || (v == value && (row == p->n || j <= row))) continue;
        if (best == p->n || v > viz_matrix_at(p, i, best)) best = j;
    }
    return best;
}

static void put_count(const viz_matrix_parts *p, unsigned value, bool first, viz_buf *out)
{
    const viz_model *m = p->model;
    viz_buf_put(out, "%u", value);
    if (first && counts_items(m)) viz_buf_put(out, " %s", viz_facet_word(m, value));
}

/* "Ready by Five: shares 7 members with Birth to Eight Council, 4 with ..." */
void viz_matrix_row_title(const viz_matrix_parts *p, size_t i, viz_buf *out)
{
    const size_t most = p->n > VIZ_MATRIX_NUMBERED ? PARTNERS_OF_MANY : PARTNERS;
    size_t partners = 0, unknown = 0, listed = 0;
    for (size_t j = 0; j < p->n; j++) {
        const unsigned v = viz_matrix_at(p, i, j);
        unknown += j != i && v == VIZ_CELL_UNKNOWN;
        partners += j != i && v && v != VIZ_CELL_UNKNOWN;
    }
    viz_buf_text(out, viz_coalition_name(&p->model->coalitions[i]));
    if (p->n == 1 || (!partners && p->untold)) return;
    viz_buf_text(out, ": ");
    if (partners && counts_items(p->model)) viz_buf_text(out, "shares ");
    if (partners && !counts_items(p->model)) {
        viz_matrix_measure(p, out);
        viz_buf_text(out, ": ");
    }
    unsigned value = UINT_MAX;
    for (size_t j = p->n; listed < partners && listed < most; listed++) {
        j = next_partner(p, i, value, listed ? j : p->n);
        if (j == p->n) break;
        value = viz_matrix_at(p, i, j);
        if (listed) viz_buf_text(out, ", ");
        put_count(p, value, listed == 0, out);
        viz_buf_text(out, " with ");
        put_name(p, j, out);
    }
    if (partners > listed)
        viz_buf_put(out, ", and no more with %u others", (unsigned)(partners - listed));
    if (!partners) viz_buf_text(out, unknown + 1 == p->n ? "" : "shares nothing that is known");
    if (unknown)
        viz_buf_put(out, "%snot known with %u", partners || unknown + 1 < p->n ? "; " : "",
                    (unsigned)unknown);
}

/* Read aloud and shown where the model has no description. */
void viz_matrix_sentence(const viz_matrix_parts *p, viz_buf *out)
{
    viz_buf_put(out, "%u coalition%s. ", (unsigned)p->n, p->n == 1 ? "" : "s");
    put_measure(p, out);
    if (p->most) viz_buf_put(out, ": up to %u", p->most);
    viz_buf_text(out, ". Boxes are groups.");
}

/* How to read a cell, by the strongest one. */
void viz_matrix_example(const viz_matrix_parts *p, viz_buf *out)
{
    size_t row = 0, column = 0;
    if (p->n > VIZ_MATRIX_NAMED)
        viz_buf_text(out, "Numbers beside the rows are those of the groups, with what holds them "
                          "together. Hovering over a number tells who is in the group, in the "
                          "order of its rows; over a square of the diagonal, who is in none.");
    if (p->n_runs > VIZ_COLOURS)
        viz_buf_put(out, "%sColours begin again beyond nine groups: numbers tell them apart.",
                    out->length ? " " : "");
    if (!p->most || p->n > VIZ_MATRIX_NAMED) return;
    for (size_t i = 1; i < p->n && !row; i++) {
        for (size_t j = 0; j < i && !row; j++) {
            if (viz_matrix_at(p, i, j) != p->most) continue;
            row = i;
            column = j;
        }
    }
    viz_buf_put(out,
                "%sTo read a cell, go left along its row to one name and up its column to the "
                "other. For example, ",
                out->length ? " " : "");
    put_name(p, row, out);
    viz_buf_text(out, " (row) and ");
    put_name(p, column, out);
    viz_buf_text(out, counts_items(p->model) ? " (column) share " : " (column): ");
    put_count(p, p->most, true, out);
    viz_buf_text(out, ", the most of all.");
}

/* ---- the legend ---- */

static const double swatch = 34, thick = 14, lettering = 11;

/* The values that have the shade, level 1 or more. */
static void put_range(unsigned level, unsigned most, viz_buf *out)
{
    const unsigned from = viz_matrix_limit(level - 1, most) + 1;
    const unsigned to = viz_matrix_limit(level, most);
    viz_buf_put(out, from < to ? "%u\xe2\x80\x93%u" : "%u", from, to);
}

static void add_words(viz_canvas *canvas, const char *words, viz_anchor anchor, double x, double y)
{
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = "legend",
                                      .x = x,
                                      .y = y,
                                      .size = lettering,
                                      .anchor = anchor,
                                      .fill = VIZ_MUTED,
                                      .text = (char *)words});
}

/* Shades in use, each with its values below; returns the right end. */
static double add_swatches(const viz_matrix_parts *p, viz_point at)
{
    const char *none = !p->untold ? "0" : viz_english(p->model) ? "none known" : "\xe2\x80\x93";
    double wide = fmax(swatch, ceil(viz_text_width(none, lettering, false)) + 8), x = at.x;
    viz_buf words = {0};
    put_range(VIZ_HEATS - 1, p->most, &words);
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&words);
    if (words.data) wide = fmax(wide, ceil(viz_text_width(words.data, lettering, false)) + 8);
    for (unsigned level = 0; level < VIZ_HEATS; level++) {
        const bool used =
            !level || viz_matrix_limit(level - 1, p->most) < viz_matrix_limit(level, p->most);
        if (!used) continue;
        viz_buf_release(&words);
        if (level)
            put_range(level, p->most, &words);
        else
            viz_buf_text(&words, none);
        p->canvas->failed = p->canvas->failed || !viz_buf_ok(&words);
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_RECT,
                                             .what = "swatch",
                                             .index = level,
                                             .box = {x, at.y, x + wide, at.y + thick},
                                             .fill = viz_paint_of(VIZ_HEAT, level)});
        add_words(p->canvas, words.data ? words.data : "", VIZ_MIDDLE, x + wide / 2,
                  at.y + thick + 9);
        x += wide;
    }
    viz_buf_release(&words);
    return x;
}

static void add_legend(const viz_matrix_parts *p)
{
    viz_buf measure = {0};
    put_measure(p, &measure);
    add_words(p->canvas, measure.data ? measure.data : "", VIZ_START, 0, 7);
    double x = add_swatches(p, (viz_point){0, 17});
    if (p->unknown) {
        const viz_rect box = {x + 16, 17, x + 16 + swatch, 17 + thick};
        viz_canvas_add(p->canvas, (viz_mark){.kind = VIZ_RECT,
                                             .what = "swatch",
                                             .index = VIZ_HEATS,
                                             .box = box,
                                             .stroke = VIZ_FAINT,
                                             .stroke_width = 1});
        viz_matrix_hatch(p->canvas, box, false, NULL);
        add_words(p->canvas, viz_english(p->model) ? "not known" : "?", VIZ_MIDDLE,
                  (box.x0 + box.x1) / 2, 17 + thick + 9);
    }
    p->canvas->failed = p->canvas->failed || !viz_buf_ok(&measure);
    viz_buf_release(&measure);
}

/* Nothing drawn before `end` reaches into the box. */
static bool is_free(const viz_canvas *canvas, size_t end, viz_rect box)
{
    for (size_t i = 0; i < end; i++) {
        const viz_mark *m = &canvas->marks[i];
        const bool table = m->kind == VIZ_PATH || m->kind == VIZ_OPEN || m->kind == VIZ_CLOSE;
        if (!table && viz_rect_overlap(viz_mark_box(m), box)) return false;
    }
    return true;
}

/* In the empty corner above the diagonal when there is room, else below. */
void viz_matrix_legend(const viz_matrix_parts *p)
{
    viz_canvas *canvas = p->canvas;
    const double side = (double)p->n * p->pitch;
    const size_t first = canvas->n_marks;
    if (!p->n) return;
    const viz_rect table = viz_canvas_bounds(canvas, 0);
    add_legend(p);
    const viz_rect box = viz_canvas_bounds(canvas, first);
    const double wide = box.x1 - box.x0, high = box.y1 - box.y0, x = table.x1 - wide;
    const viz_rect corner = {x - 30, -10, table.x1, high + 24};
    const bool fits = x > 0 && corner.x0 > corner.y1 && is_free(canvas, first, corner);
    viz_canvas_shift(canvas, first, fits ? floor(x) : 0, fits ? 0 : side + 22);
}
