/* What raters said on published cells, ordered by what was said. */
#include "alignment/panel.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

#include "core/bridge_gsl.h"
#include "core/memory.h"

void corral_panel_release(corral_panel *p)
{
    free(p->said);
    free(p->start);
    free(p->end);
    *p = (corral_panel){0};
}

/* ---- raters in order ---- */

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_said(const corral_said *a, const corral_said *b)
{
    int order = by_number(a->cell, b->cell);
    return order ? order : by_number(a->function, b->function);
}

static int by_rater(const void *a, const void *b)
{
    const corral_said *x = a, *y = b;
    int order = by_number(x->rater, y->rater);
    return order ? order : compare_said(x, y);
}

typedef struct span {
    const corral_said *said;
    size_t count;
} span;

static int by_answers(const void *a, const void *b)
{
    const span *x = a, *y = b;
    for (size_t k = 0; k < x->count && k < y->count; k++) {
        const corral_said *p = &x->said[k], *q = &y->said[k];
        int order = compare_said(p, q);
        if (!order) order = (p->score > q->score) - (p->score < q->score);
        if (order) return order;
    }
    return (x->count > y->count) - (x->count < y->count);
}

static corral_status order_raters(corral_panel *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    span *spans = NULL;
    TRY(corral_array_new(&spans, p->count, sizeof *spans, err));
    for (size_t k = 0; k < p->count; k++) {
        if (k == 0 || p->said[k].rater != p->said[k - 1].rater)
            spans[p->raters++] = (span){&p->said[k], 0};
        spans[p->raters - 1].count++;
    }
    qsort(spans, p->raters, sizeof *spans, by_answers);
    TRY(corral_array_new(&p->start, p->raters, sizeof *p->start, err));
    TRY(corral_array_new(&p->end, p->raters, sizeof *p->end, err));
    for (uint32_t r = 0; r < p->raters; r++) {
        p->start[r] = (size_t)(spans[r].said - p->said);
        p->end[r] = p->start[r] + spans[r].count;
    }
done:
    free(spans);
    return status;
}

corral_status corral_panel_init(corral_panel *p, const corral_survey *survey,
                                const corral_release *release, corral_error *err)
{
    corral_status status = CORRAL_OK;
    p->candidates = survey->candidates;
    p->columns = release->columns;
    p->cells = p->candidates * p->columns;
    p->functions = survey->functions;
    TRY(corral_array_new(&p->said, survey->count, sizeof *p->said, err));
    for (size_t k = 0; k < survey->count; k++) {
        const corral_answer *a = &survey->answers[k];
        uint32_t cell =
            a->candidate * p->columns + corral_level_column(survey, release->level, a->function);
        if (!corral_answer_counts(a) || !release->shown[cell]) continue;
        p->said[p->count++] = (corral_said){a->rater, cell, a->function, a->score};
    }
    if (p->count) qsort(p->said, p->count, sizeof *p->said, by_rater);
    TRY(order_raters(p, err));
done:
    return status;
}

/* ---- freed of how severe raters are ---- */

/* Effects of candidates, then of functions; the first of each is 0. Raters are taken out by
 * centring what each said (Frisch, Waugh & Lovell). */
typedef struct fit {
    const corral_panel *panel;
    uint32_t size;
    uint32_t *effect; /* of candidates, then functions; UINT32_MAX: the first, or nothing said */
    gsl_matrix *normal;
    gsl_vector *right, *solution;
    double *row;
    bool found;
} fit;

static uint32_t candidate_of(const corral_panel *p, size_t k)
{
    return p->said[k].cell / p->columns;
}

static void effects_of(const fit *f, size_t k, uint32_t at[2])
{
    at[0] = f->effect[candidate_of(f->panel, k)];
    at[1] = f->effect[f->panel->candidates + f->panel->said[k].function];
}

static void number_effects(fit *f)
{
    const corral_panel *p = f->panel;
    uint32_t all = p->candidates + p->functions;
    bool first = true;
    for (uint32_t e = 0; e < all; e++) f->effect[e] = UINT32_MAX;
    for (size_t k = 0; k < p->count; k++) {
        f->effect[candidate_of(p, k)] = 0;
        f->effect[p->candidates + p->said[k].function] = 0;
    }
    for (uint32_t e = 0; e < all; e++) {
        if (e == p->candidates) first = true;
        if (f->effect[e] == UINT32_MAX) continue;
        f->effect[e] = first ? UINT32_MAX : f->size++;
        first = false;
    }
}

/* Adds what one rater said, centred, to the normal equations. */
static void add_rater(fit *f, uint32_t rater)
{
    const corral_panel *p = f->panel;
    size_t from = p->start[rater], to = p->end[rater];
    double mean = 0, n = (double)(to - from);
    for (uint32_t i = 0; i < f->size; i++) f->row[i] = 0;
    for (size_t k = from; k < to; k++) {
        uint32_t at[2];
        effects_of(f, k, at);
        mean += p->said[k].score / n;
        for (int a = 0; a < 2; a++)
            if (at[a] != UINT32_MAX) f->row[at[a]] += 1 / n;
    }
    for (size_t k = from; k < to; k++) {
        uint32_t at[2];
        effects_of(f, k, at);
        for (uint32_t i = 0; i < f->size; i++) {
            double x = (i == at[0] || i == at[1] ? 1 : 0) - f->row[i];
            gsl_vector_set(f->right, i,
                           gsl_vector_get(f->right, i) + x * (p->said[k].score - mean));
            for (uint32_t j = 0; j < f->size; j++) {
                double y = (j == at[0] || j == at[1] ? 1 : 0) - f->row[j];
                gsl_matrix_set(f->normal, i, j, gsl_matrix_get(f->normal, i, j) + x * y);
            }
        }
    }
}

/* A pivot that has all but vanished: effects that raters do not connect. */
static int solve(fit *f)
{
    f->normal = gsl_matrix_calloc(f->size, f->size);
    f->right = gsl_vector_calloc(f->size);
    f->solution = gsl_vector_calloc(f->size);
    if (!f->normal || !f->right || !f->solution) return GSL_ENOMEM;
    for (uint32_t r = 0; r < f->panel->raters; r++) add_rater(f, r);
    int code = gsl_linalg_cholesky_decomp1(f->normal);
    if (code == GSL_EDOM) return GSL_SUCCESS;
    if (code) return code;
    for (uint32_t i = 0; i < f->size; i++)
        if (gsl_matrix_get(f->normal, i, i) < 1e-5) return GSL_SUCCESS;
    f->found = true;
    return gsl_linalg_cholesky_solve(f->normal, f->right, f->solution);
}

static double effect(const fit *f, uint32_t e)
{
    return f->effect[e] == UINT32_MAX ? 0 : gsl_vector_get(f->solution, f->effect[e]);
}

/* The mean effect of raters, each once, and of the functions that were rated. */
static double average(const fit *f)
{
    const corral_panel *p = f->panel;
    double raters = 0, functions = 0, seen = 0;
    for (uint32_t r = 0; r < p->raters; r++) {
        double sum = 0;
        for (size_t k = p->start[r]; k < p->end[r]; k++)
            sum += p->said[k].score - effect(f, candidate_of(p, k)) -
                   effect(f, p->candidates + p->said[k].function);
        raters += sum / (double)(p->end[r] - p->start[r]);
    }
    for (uint32_t g = 0; g < p->functions; g++) {
        bool is_rated = false;
        for (size_t k = 0; k < p->count && !is_rated; k++) is_rated = p->said[k].function == g;
        if (!is_rated) continue;
        functions += effect(f, p->candidates + g);
        seen++;
    }
    return raters / p->raters + functions / seen;
}

corral_status corral_panel_adjust(const corral_panel *p, double *adjusted, corral_error *err)
{
    corral_status status = CORRAL_OK;
    fit f = {.panel = p};
    for (uint32_t c = 0; c < p->candidates; c++) adjusted[c] = NAN;
    TRY(corral_array_new(&f.effect, (size_t)p->candidates + p->functions, sizeof *f.effect, err));
    TRY(corral_array_new(&f.row, (size_t)p->candidates + p->functions, sizeof *f.row, err));
    number_effects(&f);
    if (!p->count || !f.size) goto done;
    TRY_GSL(solve(&f));
    if (!f.found) goto done;
    double level = average(&f);
    for (size_t k = 0; k < p->count; k++) {
        uint32_t c = candidate_of(p, k);
        if (isnan(adjusted[c])) adjusted[c] = level + effect(&f, c);
    }
done:
    free(f.effect);
    free(f.row);
    gsl_matrix_free(f.normal);
    gsl_vector_free(f.right);
    gsl_vector_free(f.solution);
    return status;
}
