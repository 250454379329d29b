/* Settling cells: what all statements on one coalition and one item come to.
 *
 * A decision wins. Otherwise each informant has one say (the larger weight, with a warning, if one
 * informant gave two); if the says differ the cell is disputed; saying "unknown" disputes nothing.
 */
#include "core/memory.h"
#include "region/collect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void settled_release(settled *s)
{
    free(s->coalition_of);
    free(s->item_of);
    free(s->order_start);
    free(s->order);
    free(s->cells);
    *s = (settled){0};
}

/* ---- ordering the statements ---- */

typedef struct ordering {
    const corral_builder *b;
    const uint32_t *item_of;
} ordering;

static const char *detail_text(const corral_builder *b, uint32_t detail, size_t which)
{
    if (detail == CORRAL_NONE) return "";
    const region_detail *d = &b->detail[detail];
    const uint32_t texts[] = {d->informant, d->as_of, d->source, d->page,     d->note,
                              d->person,    d->role,  d->hours,  d->indicator};
    return corral_strings_get(b->texts, texts[which]);
}

enum { INFORMANT = 0, AS_OF = 1, DETAILS = 9 };

static int compare_details(const corral_builder *b, uint32_t x, uint32_t y)
{
    if (x == y) return 0;
    for (size_t k = 0; k < DETAILS; k++) {
        int order = strcmp(detail_text(b, x, k), detail_text(b, y, k));
        if (order) return order;
    }
    return 0;
}

/* Unknown first, then the larger weight first. */
static int compare_weights(double x, double y)
{
    if (isnan(x) || isnan(y)) return (int)isnan(y) - (int)isnan(x);
    return x > y ? -1 : x < y;
}

/* By item; a decision first; by informant; by weight; by the rest of what was said; by place. */
static int compare_statements(const void *left, const void *right, void *context)
{
    const ordering *o = context;
    const collected_statement *x = &o->b->statement[*(const uint32_t *)left];
    const collected_statement *y = &o->b->statement[*(const uint32_t *)right];
    uint32_t i = o->item_of[x->item], j = o->item_of[y->item];
    if (i != j) return i < j ? -1 : 1;
    if (x->is_decision != y->is_decision) return x->is_decision ? -1 : 1;
    int order =
        strcmp(detail_text(o->b, x->detail, INFORMANT), detail_text(o->b, y->detail, INFORMANT));
    if (!order) order = compare_weights(x->weight, y->weight);
    if (!order) order = compare_details(o->b, x->detail, y->detail);
    if (!order && x->file != y->file) order = x->file < y->file ? -1 : 1;
    if (!order) order = x->line < y->line ? -1 : x->line > y->line;
    return order;
}

static corral_status order_statements(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_strings_count(b->coalitions);
    TRY(corral_array_new(&s->order_start, (size_t)n + 2, sizeof *s->order_start, err));
    TRY(corral_array_new(&s->order, b->statement_count, sizeof *s->order, err));
    /* Counting two ahead leaves each start in its place once the statements are dealt out. */
    for (size_t i = 0; i < b->statement_count; i++)
        s->order_start[s->coalition_of[b->statement[i].coalition] + 2]++;
    for (uint32_t a = 0; a < n; a++) s->order_start[a + 2] += s->order_start[a + 1];
    for (size_t i = 0; i < b->statement_count; i++)
        s->order[s->order_start[s->coalition_of[b->statement[i].coalition] + 1]++] = (uint32_t)i;
    ordering o = {b, s->item_of};
    for (uint32_t a = 0; a < n; a++)
        qsort_r(s->order + s->order_start[a], s->order_start[a + 1] - s->order_start[a],
                sizeof *s->order, compare_statements, &o);
done:
    return status;
}

/* ---- one cell ---- */

typedef struct cell_statements {
    corral_builder *b;
    uint32_t coalition, item;
    const uint32_t *index; /* into b->statement */
    size_t count;
} cell_statements;

static const collected_statement *said(const cell_statements *c, size_t k)
{
    return &c->b->statement[c->index[k]];
}

static const char *id_of(const cell_statements *c)
{
    return corral_strings_get(c->b->coalitions, c->coalition);
}

static const char *weight_word(double weight, char buffer[32])
{
    if (isnan(weight)) return "unknown";
    if (weight == 0) return "no";
    if (weight == 1) return "primary";
    if (weight == 0.5) return "secondary";
    snprintf(buffer, 32, "%g", weight);
    return buffer;
}

static const char *where_said(const cell_statements *c, const collected_statement *s,
                              const collected_statement *at, char buffer[COLLECTED_WHERE_SIZE])
{
    return collected_where(c->b, s->file, s->line, corral_strings_get(c->b->files, at->file),
                           buffer);
}

#define WHERE(c, s, at) where_said((c), (s), (at), (char[COLLECTED_WHERE_SIZE]){0})

static corral_status report_repeats(const cell_statements *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 1; k < c->count; k++) {
        const collected_statement *x = said(c, k - 1), *y = said(c, k);
        bool same_informant = strcmp(detail_text(c->b, x->detail, INFORMANT),
                                     detail_text(c->b, y->detail, INFORMANT)) == 0;
        if (!same_informant || x->is_decision || y->is_decision) continue;
        corral_place place = collected_statement_place(c->b, y);
        if (compare_weights(x->weight, y->weight)) {
            char one[32], two[32];
            TRY(corral_problems_report(c->b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                       "%s of coalition %s has two weights from one "
                                       "informant, %s in %s and %s here; the larger counts",
                                       CORRAL_QUOTE(collected_key(c->b, c->item)),
                                       CORRAL_QUOTE(id_of(c)), weight_word(x->weight, one),
                                       WHERE(c, x, y), weight_word(y->weight, two)));
        } else if (compare_details(c->b, x->detail, y->detail) == 0) {
            TRY(corral_problems_report(c->b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                       "%s of coalition %s is said again as in %s; "
                                       "counted once",
                                       CORRAL_QUOTE(collected_key(c->b, c->item)),
                                       CORRAL_QUOTE(id_of(c)), WHERE(c, x, y)));
        }
    }
done:
    return status;
}

/* The decision with the latest date; two of that date that differ are an error. */
static corral_status decide(const cell_statements *c, double *weight, corral_error *err)
{
    const collected_statement *latest = said(c, 0);
    const char *date = detail_text(c->b, latest->detail, AS_OF);
    for (size_t k = 1; k < c->count && said(c, k)->is_decision; k++) {
        const char *other = detail_text(c->b, said(c, k)->detail, AS_OF);
        if (strcmp(other, date) <= 0) continue;
        latest = said(c, k);
        date = other;
    }
    *weight = latest->weight;
    for (size_t k = 0; k < c->count && said(c, k)->is_decision; k++) {
        const collected_statement *d = said(c, k);
        bool same_date = strcmp(detail_text(c->b, d->detail, AS_OF), date) == 0;
        if (same_date && compare_weights(d->weight, latest->weight))
            return corral_problems_report(
                c->b->problems, CORRAL_SEVERITY_ERROR, collected_statement_place(c->b, d), err,
                "%s of coalition %s is decided differently in %s, of the same date",
                CORRAL_QUOTE(collected_key(c->b, c->item)), CORRAL_QUOTE(id_of(c)),
                WHERE(c, latest, d));
    }
    return CORRAL_OK;
}

/* What each informant says, one after the other: the first statement of each is its largest weight
 * unless it begins with unknown. */
typedef struct tally {
    bool is_known, is_disputed;
    double largest, smallest, latest;
    const char *latest_date;
    bool latest_differs;
    const collected_statement *largest_by, *smallest_by;
} tally;

static void count_say(tally *t, const cell_statements *c, const collected_statement *s)
{
    const char *date = detail_text(c->b, s->detail, AS_OF);
    if (!t->is_known) {
        *t = (tally){true, false, s->weight, s->weight, s->weight, date, false, s, s};
        return;
    }
    if (s->weight != t->largest || s->weight != t->smallest) t->is_disputed = true;
    if (s->weight > t->largest) t->largest = s->weight, t->largest_by = s;
    if (s->weight < t->smallest) t->smallest = s->weight, t->smallest_by = s;
    int order = strcmp(date, t->latest_date);
    if (order == 0 && s->weight != t->latest) t->latest_differs = true;
    if (order > 0) t->latest = s->weight, t->latest_date = date, t->latest_differs = false;
}

static tally tally_says(const cell_statements *c)
{
    tally t = {0};
    const char *informant = NULL;
    for (size_t k = 0; k < c->count; k++) {
        const collected_statement *s = said(c, k);
        if (s->is_decision || isnan(s->weight)) continue;
        const char *by = detail_text(c->b, s->detail, INFORMANT);
        if (informant && strcmp(by, informant) == 0) continue; /* its largest came first */
        informant = by;
        count_say(&t, c, s);
    }
    return t;
}

static corral_status report_dispute(const cell_statements *c, const tally *t, corral_error *err)
{
    char one[32], two[32];
    const collected_statement *x = t->largest_by, *y = t->smallest_by;
    const char *x_by = detail_text(c->b, x->detail, INFORMANT);
    const char *y_by = detail_text(c->b, y->detail, INFORMANT);
    return corral_problems_report(
        c->b->problems, CORRAL_SEVERITY_DISPUTED, collected_statement_place(c->b, y), err,
        "%s (%s) of coalition %s: %s says %s (%s), %s says %s (%s)",
        CORRAL_QUOTE(collected_key(c->b, c->item)),
        corral_strings_get(c->b->facets, c->b->item[c->item].facet), CORRAL_QUOTE(id_of(c)),
        x_by[0] ? x_by : "somebody", weight_word(x->weight, one), WHERE(c, x, y),
        y_by[0] ? y_by : "somebody", weight_word(y->weight, two), WHERE(c, y, y));
}

static settled_cell cell_of(uint32_t coalition, uint32_t item, double weight)
{
    settled_cell cell = {.coalition = coalition, .item = item};
    if (isnan(weight)) {
        cell.is_marked = true;
        cell.mark = CORRAL_CELL_UNKNOWN;
    } else if (weight == 0) {
        cell.is_marked = true;
        cell.mark = CORRAL_CELL_NO;
    } else {
        cell.weight = weight;
    }
    return cell;
}

static double resolve(corral_disputed how, const tally *t)
{
    if (how == CORRAL_DISPUTED_ANY) return t->largest;
    if (how == CORRAL_DISPUTED_LATEST && !t->latest_differs) return t->latest;
    return 0;
}

static corral_status settle_cell(const cell_statements *c, settled_cell *cell, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double weight = NAN;
    if (c->count > 1) TRY(report_repeats(c, err));
    if (said(c, 0)->is_decision) {
        TRY(decide(c, &weight, err));
        *cell = cell_of(c->coalition, c->item, weight);
        return CORRAL_OK;
    }
    if (c->count == 1) {
        *cell = cell_of(c->coalition, c->item, said(c, 0)->weight);
        return CORRAL_OK;
    }
    tally t = tally_says(c);
    *cell = cell_of(c->coalition, c->item, t.is_known ? t.largest : NAN);
    if (t.is_disputed) {
        cell->weight = resolve(c->b->disputed, &t);
        cell->is_marked = true;
        cell->mark = CORRAL_CELL_DISPUTED;
        TRY(report_dispute(c, &t, err));
    }
done:
    return status;
}

corral_status corral_builder_settle(corral_builder *b, settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(collected_identify(b, s, err));
    TRY(order_statements(b, s, err));
    /* As many cells as statements at most: one allocation. */
    TRY(corral_array_grow(&s->cells, &s->cell_capacity, b->statement_count, sizeof *s->cells, err));
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        size_t end = s->order_start[a + 1];
        for (size_t i = s->order_start[a], next; i < end; i = next) {
            uint32_t item = s->item_of[b->statement[s->order[i]].item];
            for (next = i + 1; next < end; next++)
                if (s->item_of[b->statement[s->order[next]].item] != item) break;
            cell_statements c = {b, a, item, s->order + i, next - i};
            TRY(settle_cell(&c, &s->cells[s->cell_count++], err));
        }
    }
done:
    return status;
}
