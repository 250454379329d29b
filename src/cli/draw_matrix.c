/* The style matrix: what every two coalitions have in common, in Fiedler order; of a region with
 * more coalitions than that, what every two groups have. */
#include "cli/draw.h"

#include "core/memory.h"
#include "groups/order.h"

#include <math.h>
#include <stdlib.h>

enum { MATRIX_NAMED = 200, FACETS = 2, HELD_ITEMS = 2 };
_Static_assert(CORRAL_MATRIX_ROWS <= CORRAL_ORDER_LIMIT, "rows must be put in order");

/* A row is a coalition, or all coalitions of a group. */
typedef struct matrix {
    const corral_drawing *drawing;
    corral_order order;
    bool is_grouped;
    uint32_t rows, coalitions;
    uint32_t facet[FACETS]; /* whose items are counted */
    uint32_t facet_count;
    uint32_t *row;           /* by coalition; UINT32_MAX: not drawn */
    uint32_t *cell;          /* rows by rows, symmetric; UINT32_MAX: unknown */
    unsigned char *is_known; /* rows by facets: somebody in the row is known */
    bool has_unknown, has_known;
} matrix;

/* ---- rows ---- */

static corral_status check_size(const matrix *m, corral_error *err)
{
    uint32_t groups = corral_grouping_count(m->drawing->grouping);
    if (!m->is_grouped || groups <= CORRAL_MATRIX_ROWS) return CORRAL_OK;
    return corral_error_set(err, CORRAL_LIMIT,
                            "style matrix draws at most %d coalitions, or as many groups; here are "
                            "%u coalitions in %u groups: draw one group with --group N, or the "
                            "whole with --style districts",
                            CORRAL_MATRIX_ROWS, m->coalitions, groups);
}

static void number_rows(matrix *m)
{
    const corral_drawing *d = m->drawing;
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++) m->row[a] = UINT32_MAX;
    m->rows = m->is_grouped ? m->order.group_count : m->order.coalition_count;
    for (uint32_t i = 0; i < m->rows && !m->is_grouped; i++) m->row[m->order.coalition[i]] = i;
    for (uint32_t i = 0; i < m->rows && m->is_grouped; i++) {
        corral_coalitions members = corral_grouping_members(d->grouping, m->order.group[i]);
        for (size_t k = 0; k < members.count; k++) m->row[members.index[k]] = i;
    }
}

static corral_status find_rows(matrix *m, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = m->drawing;
    uint32_t count = corral_region_coalition_count(d->region);
    uint32_t *drawn = NULL;
    TRY(corral_array_new(&drawn, count, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < count; a++)
        if (corral_draw_has(d, a)) drawn[m->coalitions++] = a;
    m->is_grouped = m->coalitions > CORRAL_MATRIX_ROWS;
    TRY(check_size(m, err));
    TRY(corral_order_init(&m->order, d->similarity, d->grouping,
                          &(corral_coalitions){drawn, m->coalitions}, err));
    TRY(corral_array_new(&m->row, count, sizeof(uint32_t), err));
    number_rows(m);
done:
    free(drawn);
    return status;
}

/* ---- cells ---- */

static corral_status choose_facets(matrix *m, corral_error *err)
{
    static const char *const names[FACETS] = {"goal", "target"};
    const corral_drawing *d = m->drawing;
    if (d->show != CORRAL_SHOW_GOALS) {
        m->facet[0] = d->facet;
        m->facet_count = d->facet != UINT32_MAX;
        return CORRAL_OK;
    }
    for (size_t k = 0; k < FACETS; k++) {
        uint32_t facet = corral_region_facet_find(d->region, names[k]);
        if (facet != UINT32_MAX) m->facet[m->facet_count++] = facet;
    }
    if (m->facet_count) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--show goals needs the facet goal or target; the region has neither");
}

static void count_item(matrix *m, uint32_t item, uint32_t *stamp, uint32_t *found)
{
    corral_seats holders = corral_region_holders(m->drawing->region, item);
    uint32_t count = 0;
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t row = m->row[holders.index[i]];
        if (row == UINT32_MAX || stamp[row] == item) continue;
        stamp[row] = item;
        for (uint32_t k = 0; k < count; k++) {
            m->cell[(size_t)row * m->rows + found[k]]++;
            m->cell[(size_t)found[k] * m->rows + row]++;
        }
        found[count++] = row;
    }
}

static corral_status count_items(matrix *m, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *stamp = NULL, *found = NULL;
    TRY(corral_array_new(&stamp, m->rows, sizeof(uint32_t), err));
    TRY(corral_array_new(&found, m->rows, sizeof(uint32_t), err));
    for (uint32_t i = 0; i < m->rows; i++) stamp[i] = UINT32_MAX;
    for (uint32_t k = 0; k < m->facet_count; k++) {
        uint32_t first, end;
        corral_region_facet_items(m->drawing->region, m->facet[k], &first, &end);
        for (uint32_t j = first; j < end; j++) count_item(m, j, stamp, found);
    }
done:
    free(stamp);
    free(found);
    return status;
}

static void note_known(matrix *m)
{
    const corral_region *region = m->drawing->region;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        for (uint32_t k = 0; k < m->facet_count && m->row[a] != UINT32_MAX; k++)
            if (corral_region_known(region, a, m->facet[k]) != CORRAL_KNOWN_NO)
                m->is_known[m->row[a] * FACETS + k] = 1;
}

static bool are_comparable(const matrix *m, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < m->facet_count; k++)
        if (m->is_known[i * FACETS + k] && m->is_known[j * FACETS + k]) return true;
    return false;
}

/* In percent, NAN: cannot be compared. */
static double likeness_of(const matrix *m, uint32_t i, uint32_t j)
{
    if (m->is_grouped) return 100 * m->order.likeness[(size_t)i * m->rows + j];
    return 100 * corral_similarity_pair(m->drawing->similarity, m->order.coalition[i],
                                        m->order.coalition[j], NULL);
}

static corral_status fill_cells(matrix *m, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_likeness = m->drawing->show == CORRAL_SHOW_LIKENESS;
    TRY(corral_array_new(&m->cell, (size_t)m->rows * m->rows, sizeof(uint32_t), err));
    TRY(corral_array_new(&m->is_known, (size_t)m->rows * FACETS, 1, err));
    if (!is_likeness) TRY(count_items(m, err));
    note_known(m);
    for (uint32_t i = 0; i < m->rows; i++) {
        for (uint32_t j = 0; j < i; j++) {
            uint32_t *cell = &m->cell[(size_t)i * m->rows + j];
            double likeness = is_likeness ? likeness_of(m, i, j) : 0;
            bool is_unknown = is_likeness ? isnan(likeness) : !are_comparable(m, i, j);
            if (is_likeness && !is_unknown) *cell = (uint32_t)lround(likeness);
            if (is_unknown) *cell = UINT32_MAX;
            m->has_unknown = m->has_unknown || is_unknown;
            m->has_known = m->has_known || !is_unknown;
        }
    }
done:
    return status;
}

/* ---- records ---- */

static const char *measure_of(const matrix *m, corral_text *text, corral_error *err)
{
    static const char *const goals[] = {"goals", "targets"};
    const corral_drawing *d = m->drawing;
    const char *rows = m->is_grouped ? "groups" : "coalitions";
    char words[80];
    const char *facets = corral_facet_words(corral_draw_facet_name(d), 2, words);
    corral_status status = CORRAL_OK;
    if (d->show == CORRAL_SHOW_LIKENESS)
        status = corral_text_printf(text, err, "likeness of two %s in percent", rows);
    else if (d->show == CORRAL_SHOW_GOALS && m->facet_count == FACETS)
        status = corral_text_printf(text, err, "goals and targets two %s share", rows);
    else if (d->show == CORRAL_SHOW_GOALS)
        status = corral_text_printf(
            text, err, "%s two %s share",
            goals[m->facet[0] == corral_region_facet_find(d->region, "target")], rows);
    else
        status = corral_text_printf(text, err, "%s two %s share", facets, rows);
    return status == CORRAL_OK ? text->bytes : NULL;
}

static corral_status add_texts(const matrix *m, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_drawing shown = *m->drawing;
    corral_text title = {0}, text = {0}, measure = {0};
    if (m->facet_count) shown.facet = m->facet[0];
    if (shown.group) TRY(corral_text_printf(&title, err, "Group %u: where", shown.group));
    TRY(corral_text_printf(&title, err, "%s the trains overlap", shown.group ? "" : "Where"));
    if (!measure_of(m, &measure, err)) {
        status = CORRAL_NO_MEMORY;
        goto done;
    }
    TRY(corral_text_printf(&text, err, "%s: %s%s. ",
                           m->rows <= CORRAL_MATRIX_NUMBERED ? "Number" : "Shade", measure.bytes,
                           shown.show == CORRAL_SHOW_LIKENESS ? ", over all facets known of both"
                                                              : ""));
    TRY(corral_text_printf(&text, err, "Darker is more, empty is none known. "));
    if (corral_grouping_count(shown.grouping) && !m->is_grouped)
        TRY(corral_text_printf(&text, err, "A box is a suggested group, its number beside it. "));
    if (m->has_unknown && !shown.is_public)
        TRY(corral_text_printf(&text, err, "Hatched is not known, which is not none. "));
    TRY(corral_draw_begin(&shown, title.bytes, text.bytes, model, err));
    TRY(corral_draw_record(model, err, "measure", measure.bytes, NULL));
    TRY(corral_draw_notes(&shown, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    corral_text_release(&measure);
    return status;
}

/* "PREFIX United Metro, City Library": what holds the group together most. */
static corral_status add_held(const matrix *m, uint32_t place, const char *prefix,
                              corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t item[HELD_ITEMS];
    double part[HELD_ITEMS];
    size_t count;
    TRY(corral_grouping_held_by(m->drawing->grouping, place, HELD_ITEMS, item, part, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(corral_text_printf(text, err, "%s%s", i ? ", " : prefix,
                               corral_region_item_name(m->drawing->region, item[i])));
done:
    return status;
}

/* Where rows have no names, a group's label stands for them. */
static corral_status add_groups(const matrix *m, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = m->drawing->grouping;
    corral_text label = {0};
    if (m->rows <= MATRIX_NAMED) return corral_draw_groups(m->drawing, model, err);
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++) {
        corral_digits digits;
        label.length = 0;
        TRY(corral_text_append(&label, "", 0, err));
        TRY(add_held(m, k, "", &label, err));
        TRY(corral_draw_record(model, err, "group",
                               corral_digits_of(&digits, corral_grouping_number(grouping, k)),
                               label.bytes, NULL));
    }
done:
    corral_text_release(&label);
    return status;
}

/* Who sits in it is read in the tip: the end of a long name. */
static corral_status name_group(const matrix *m, uint32_t place, corral_text *name,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = m->drawing->grouping;
    corral_coalitions members = corral_grouping_members(grouping, place);
    TRY(corral_text_printf(name, err, "Group %u (%zu)", corral_grouping_number(grouping, place),
                           members.count));
    TRY(add_held(m, place, ": ", name, err));
    for (size_t i = 0; i < members.count; i++)
        TRY(corral_text_printf(name, err, "%s%s", i ? "; " : "; with ",
                               corral_region_name(m->drawing->region, members.index[i])));
done:
    return status;
}

static corral_status add_group_rows(const matrix *m, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    const corral_grouping *grouping = m->drawing->grouping;
    size_t seated = 0;
    for (uint32_t i = 0; i < m->rows; i++) {
        corral_digits index, id;
        uint32_t place = m->order.group[i], number = corral_grouping_number(grouping, place);
        size_t members = corral_grouping_members(grouping, place).count;
        bool is_known = false;
        for (uint32_t k = 0; k < m->facet_count; k++)
            is_known = is_known || m->is_known[i * FACETS + k];
        seated += members;
        name.length = 0;
        TRY(name_group(m, place, &name, err));
        TRY(corral_draw_record(model, err, "coalition", corral_digits_of(&index, i),
                               corral_digits_of(&id, number), name.bytes, "0",
                               m->drawing->is_public ? "untold"
                               : is_known            ? "yes"
                                                     : "no",
                               NULL));
    }
    name.length = 0;
    TRY(corral_text_printf(
        &name, err,
        "A row is a suggested group: its number, how many coalitions it has, and what "
        "holds it together; hovering over a name tells who is in it"));
    if (m->coalitions > seated)
        TRY(corral_text_printf(&name, err, "; %zu coalitions without a group are not drawn",
                               m->coalitions - seated));
    TRY(corral_draw_record(model, err, "more", name.bytes, NULL));
done:
    corral_text_release(&name);
    return status;
}

static corral_status add_rows(const matrix *m, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_drawing shown = *m->drawing;
    if (m->facet_count) shown.facet = m->facet[0];
    if (m->is_grouped) return add_group_rows(m, model, err);
    TRY(add_groups(m, model, err));
    for (uint32_t i = 0; i < m->rows; i++)
        TRY(corral_draw_coalition(&shown, m->order.coalition[i], i,
                                  corral_grouping_of(shown.grouping, m->order.coalition[i]), model,
                                  err));
done:
    return status;
}

static corral_status add_cells(const matrix *m, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < m->rows; i++) {
        for (uint32_t j = 0; j < i; j++) {
            corral_digits from, to, value;
            uint32_t cell = m->cell[(size_t)i * m->rows + j];
            if (!cell || (cell == UINT32_MAX && m->drawing->is_public)) continue;
            TRY(corral_draw_record(
                model, err, "cell", corral_digits_of(&from, j), corral_digits_of(&to, i),
                cell == UINT32_MAX ? "unknown" : corral_digits_of(&value, cell), NULL));
        }
    }
done:
    return status;
}

corral_status corral_draw_matrix(const corral_drawing *drawing, corral_text *model,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    matrix m = {.drawing = drawing};
    TRY(choose_facets(&m, err));
    TRY(find_rows(&m, err));
    TRY(fill_cells(&m, err));
    TRY(add_texts(&m, model, err));
    TRY(add_rows(&m, model, err));
    TRY(add_cells(&m, model, err));
done:
    corral_order_release(&m.order);
    free(m.row);
    free(m.cell);
    free(m.is_known);
    return status;
}
