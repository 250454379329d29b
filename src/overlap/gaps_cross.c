/* Two facets crossed. Of n coalitions of which both are known, r have the one item, c the other:
 * were they dealt at random, the number that has both would be hypergeometric, with mean r c / n.
 *
 *     ln P(X = 0) = ln (n-r)! + ln (n-c)! - ln n! - ln (n-r-c)!
 *
 * Benjamini and Hochberg (1995) over all combinations looked at. */
#include "overlap/gaps.h"

#include "core/bridge_gsl.h"
#include "core/memory.h"
#include "core/progress.h"
#include "overlap/discovery.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* Of two items: who has both, and by how much the answers of those that have one differ from their
 * usual ones on the other facet. [0]: of those that have the row's item, about the column's. */
typedef struct crossing {
    uint32_t both, primary;
    uint32_t disputed; /* that have both if those are right who say yes */
    int32_t unknown[2], complete[2];
} crossing;

typedef struct cross {
    corral_gaps *gaps;
    const corral_answers *answers[2]; /* of rows, of columns */
    uint32_t *place[2];               /* by item: its row or column, UINT32_MAX if it has none */
    crossing *cells;
    double *ln_factorial; /* of 0 to n */
    uint32_t n;
} cross;

/* ---- counting ---- */

static corral_status find_places(const corral_side *side, const corral_answers *answers,
                                 uint32_t **place, corral_error *err)
{
    corral_status status = corral_array_new(place, answers->items, sizeof **place, err);
    if (status != CORRAL_OK) return status;
    for (uint32_t j = 0; j < answers->items; j++) (*place)[j] = UINT32_MAX;
    for (uint32_t i = 0; i < side->count; i++)
        if (side->looked[i].item != UINT32_MAX) (*place)[side->looked[i].item] = i;
    return CORRAL_OK;
}

/* What is usual for those that have the item. */
static void count_usual(corral_side *side, const corral_answers *own, const corral_answers *other)
{
    for (uint32_t i = 0; i < side->count; i++) {
        corral_looked *l = &side->looked[i];
        if (l->item == UINT32_MAX) continue;
        for (size_t k = own->column_start[l->item]; k < own->column_start[l->item + 1]; k++) {
            uint32_t a = own->column_coalition[k];
            if (!corral_answer_has(own->column_answer[k])) continue;
            l->known += corral_region_known(own->region, a, other->facet) != CORRAL_KNOWN_NO;
            l->unknown += corral_answer_is_open(other->usual[a]);
            l->complete += other->usual[a] == CORRAL_ANSWER_NO;
        }
    }
}

/* Coalition that has one item: its answer on the other in place of its usual one. */
static void correct(crossing *c, int side, unsigned char answer, unsigned char usual)
{
    c->unknown[side] += corral_answer_is_open(answer) - (int32_t)corral_answer_is_open(usual);
    c->complete[side] += (answer == CORRAL_ANSWER_NO) - (int32_t)(usual == CORRAL_ANSWER_NO);
}

static bool is_disputed(unsigned char answer, unsigned char other)
{
    return answer >= CORRAL_ANSWER_DISPUTED && other >= CORRAL_ANSWER_DISPUTED &&
           (answer == CORRAL_ANSWER_DISPUTED || other == CORRAL_ANSWER_DISPUTED);
}

static void count_coalition(cross *x, uint32_t a)
{
    const corral_answers *s = x->answers[0], *t = x->answers[1];
    for (size_t i = s->row_start[a]; i < s->row_start[a + 1]; i++) {
        uint32_t row = x->place[0][s->row_item[i]];
        if (row == UINT32_MAX) continue;
        crossing *cells = x->cells + (size_t)row * x->gaps->columns.count;
        unsigned char answer = s->row_answer[i];
        for (size_t k = t->row_start[a]; k < t->row_start[a + 1]; k++) {
            uint32_t column = x->place[1][t->row_item[k]];
            if (column == UINT32_MAX) continue;
            unsigned char other = t->row_answer[k];
            bool has = corral_answer_has(answer), has_other = corral_answer_has(other);
            cells[column].both += has && has_other;
            cells[column].primary +=
                answer == CORRAL_ANSWER_PRIMARY && other == CORRAL_ANSWER_PRIMARY;
            cells[column].disputed += is_disputed(answer, other);
            if (has) correct(&cells[column], 0, other, t->usual[a]);
            if (has_other) correct(&cells[column], 1, answer, s->usual[a]);
        }
    }
}

static corral_status count_all(cross *x, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t coalitions = corral_region_coalition_count(x->gaps->region);
    for (uint32_t a = 0; a < coalitions; a++) {
        if (a % 4096 == 0)
            TRY(corral_progress_step(progress, "crossing items", (double)a / coalitions, err));
        count_coalition(x, a);
        x->n += corral_region_known(x->gaps->region, a, x->answers[0]->facet) != CORRAL_KNOWN_NO &&
                corral_region_known(x->gaps->region, a, x->answers[1]->facet) != CORRAL_KNOWN_NO;
    }
done:
    return status;
}

/* ---- who was asked ---- */

typedef struct question {
    uint32_t asked, unknown;
    bool complete;
} question;

/* Of all coalitions about one item. */
static question of_all(const corral_looked *l)
{
    const uint32_t *count = l->count;
    return (question){count[CORRAL_ANSWER_NO] + count[CORRAL_ANSWER_NOT_NAMED] +
                          corral_looked_holders(l),
                      corral_looked_open(l), count[CORRAL_ANSWER_NO] > 0};
}

/* Of those that have the item, about the other one. */
static question of_holders(const corral_looked *l, const crossing *c, int side)
{
    uint32_t unknown = (uint32_t)((int64_t)l->unknown + c->unknown[side]);
    return (question){corral_looked_holders(l) - unknown, unknown,
                      (int64_t)l->complete + c->complete[side] > 0};
}

static bool is_known_less(question x, question y)
{
    return (uint64_t)x.asked * ((uint64_t)y.asked + y.unknown) <
           (uint64_t)y.asked * ((uint64_t)x.asked + x.unknown);
}

/* The one of the four that is known least; *complete: each was answered by a complete list. */
static question weakest(const corral_looked *row, const corral_looked *column, const crossing *c,
                        bool *complete)
{
    question all[4];
    size_t count = 0;
    if (corral_looked_holders(column)) all[count++] = of_holders(column, c, 1);
    if (corral_looked_holders(row)) all[count++] = of_holders(row, c, 0);
    all[count++] = of_all(row);
    all[count++] = of_all(column);
    question least = all[0];
    *complete = true;
    for (size_t k = 0; k < count; k++) {
        *complete = *complete && all[k].complete;
        if (is_known_less(all[k], least)) least = all[k];
    }
    return least;
}

/* ---- chance ---- */

static int fill_factorials(double *ln_factorial, uint32_t n)
{
    for (uint32_t k = 0; k <= n; k++) {
        gsl_sf_result result;
        int code = gsl_sf_lnfact_e(k, &result);
        if (code) return code;
        ln_factorial[k] = result.val;
    }
    return GSL_SUCCESS;
}

static double log_none(const cross *x, uint32_t r, uint32_t c)
{
    const double *f = x->ln_factorial;
    if (r == 0 || c == 0) return 0;
    if ((uint64_t)r + c > x->n) return -INFINITY;
    return (f[x->n - r] + f[x->n - c]) - (f[x->n] + f[x->n - r - c]);
}

/* P(X >= k); GSL's Q(k) is P(X > k). Impossible arguments would abort in GSL: r, c <= n holds. */
static double at_least(const cross *x, uint32_t k, uint32_t r, uint32_t c)
{
    if (k == 0) return 1;
    double p = gsl_cdf_hypergeometric_Q(k - 1, r, x->n - r, c);
    return p >= 0 && p <= 1 ? p : p > 1 ? 1 : NAN;
}

typedef struct tested {
    double p;
    size_t index;
} tested;

static int by_p(const void *left, const void *right)
{
    const tested *x = left, *y = right;
    if (x->p != y->p) return x->p < y->p ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* found[k].q holds p before, q after. */
static corral_status adjust(corral_gap *found, size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    tested *all = NULL;
    overlap_discovery discovery = overlap_discovery_begin(count);
    TRY(corral_array_new(&all, count, sizeof *all, err));
    for (size_t k = 0; k < count; k++) all[k] = (tested){found[k].q, k};
    if (count) qsort(all, count, sizeof *all, by_p);
    for (size_t k = count; k-- > 0;)
        found[all[k].index].q = overlap_discovery_next(&discovery, all[k].p, 1);
done:
    free(all);
    return status;
}

/* ---- rows ---- */

static corral_status judge(const cross *x, uint32_t i, uint32_t j, corral_gap *gap,
                           corral_error *err)
{
    const corral_gaps *g = x->gaps;
    const corral_looked *row = &g->rows.looked[i], *column = &g->columns.looked[j];
    const crossing *c = &x->cells[(size_t)i * g->columns.count + j];
    bool complete;
    question least = weakest(row, column, c, &complete);
    *gap = corral_gap_of(g, i, j);
    gap->coalitions = c->both;
    gap->secondary = c->both - c->primary;
    gap->asked = least.asked;
    gap->unknown = least.unknown;
    gap->disputed = c->disputed;
    if (x->n) gap->expected = (double)row->known * column->known / x->n;
    gap->log_none = log_none(x, row->known, column->known);
    gap->q = at_least(x, c->both, row->known, column->known);
    if (isnan(gap->q))
        return corral_error_set(err, CORRAL_LIBRARY,
                                "GSL: no hypergeometric tail of %u, %u, %u, %u", c->both,
                                row->known, column->known, x->n);
    gap->status = complete ? CORRAL_GAP : CORRAL_GAP_UNCLEAR; /* until q is known */
    return CORRAL_OK;
}

static int by_surprise(const void *left, const void *right)
{
    const corral_gap *x = left, *y = right;
    if (x->log_none != y->log_none) return x->log_none < y->log_none ? -1 : 1;
    if (x->expected != y->expected) return x->expected > y->expected ? -1 : 1;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

static corral_status judge_all(const cross *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_gaps *g = x->gaps;
    size_t columns = g->columns.count;
    TRY(corral_array_new(&g->found, g->rows.count * columns, sizeof *g->found, err));
    for (uint32_t i = 0; i < g->rows.count; i++)
        for (uint32_t j = 0; j < columns; j++)
            if (!g->is_left_out[i * columns + j]) TRY(judge(x, i, j, &g->found[g->count++], err));
    TRY(adjust(g->found, g->count, err));
    for (size_t k = 0; k < g->count; k++)
        g->found[k].status = corral_gap_status_of(&g->found[k], g->found[k].status == CORRAL_GAP);
    if (g->count && !g->rows.is_listed && !g->columns.is_listed)
        qsort(g->found, g->count, sizeof *g->found, by_surprise);
done:
    return status;
}

corral_status corral_gaps_cross(corral_gaps *gaps, const corral_progress *progress,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    cross x = {.gaps = gaps};
    /* A side without items has no facet to be asked of. */
    if (!gaps->rows.count || !gaps->columns.count) return CORRAL_OK;
    x.answers[0] = &gaps->answers[gaps->rows.looked[0].facet];
    x.answers[1] = &gaps->answers[gaps->columns.looked[0].facet];
    TRY(find_places(&gaps->rows, x.answers[0], &x.place[0], err));
    TRY(find_places(&gaps->columns, x.answers[1], &x.place[1], err));
    TRY(corral_array_new(&x.cells, (size_t)gaps->rows.count * gaps->columns.count, sizeof *x.cells,
                         err));
    count_usual(&gaps->rows, x.answers[0], x.answers[1]);
    count_usual(&gaps->columns, x.answers[1], x.answers[0]);
    TRY(count_all(&x, progress, err));
    TRY(corral_array_new(&x.ln_factorial, (size_t)x.n + 1, sizeof *x.ln_factorial, err));
    TRY_GSL(fill_factorials(x.ln_factorial, x.n));
    TRY(judge_all(&x, err));
done:
    free(x.place[0]);
    free(x.place[1]);
    free(x.cells);
    free(x.ln_factorial);
    return status;
}
