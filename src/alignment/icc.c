/* Intraclass correlations, from mean squares or by restricted maximum likelihood. */
#include "alignment/icc.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

#include "core/bridge_gsl.h"
#include "core/memory.h"

enum { STEPS = 2000 };

/* ---- complete: mean squares ---- */

static void from_mean_squares(const corral_ratings *r, corral_icc *out)
{
    double n = r->units, k = r->raters, all = 0, rows = 0, columns = 0, total = 0;
    for (uint32_t i = 0; i < r->units * r->raters; i++) all += r->values[i];
    double mean = all / (n * k);
    for (uint32_t u = 0; u < r->units; u++) {
        double sum = 0;
        for (uint32_t j = 0; j < r->raters; j++) {
            double x = r->values[(size_t)u * r->raters + j];
            sum += x;
            total += (x - mean) * (x - mean);
        }
        rows += k * (sum / k - mean) * (sum / k - mean);
    }
    for (uint32_t j = 0; j < r->raters; j++) {
        double sum = 0;
        for (uint32_t u = 0; u < r->units; u++) sum += r->values[(size_t)u * r->raters + j];
        columns += n * (sum / n - mean) * (sum / n - mean);
    }
    double within = (total - rows) / (n * (k - 1)), between = rows / (n - 1);
    double rater = columns / (k - 1), rest = (total - rows - columns) / ((n - 1) * (k - 1));
    out->one_way = (between - within) / (between + (k - 1) * within);
    out->consistency = (between - rest) / (between + (k - 1) * rest);
    out->agreement = (between - rest) / (between + (k - 1) * rest + k * (rater - rest) / n);
    out->mean = (between - rest) / (between + (rater - rest) / n);
}

/* ---- not complete: restricted maximum likelihood ---- */

typedef struct components {
    const corral_ratings *ratings;
    uint32_t size; /* 1 + units + raters */
    gsl_matrix *base, *work;
    gsl_vector *right, *solution;
    double scores, squares;
    double unit, rater, rest; /* variances */
} components;

static void add_to(gsl_matrix *m, uint32_t i, uint32_t j, double value)
{
    gsl_matrix_set(m, i, j, gsl_matrix_get(m, i, j) + value);
}

static void fill(components *c)
{
    const corral_ratings *r = c->ratings;
    for (uint32_t u = 0; u < r->units; u++)
        for (uint32_t j = 0; j < r->raters; j++) {
            double x = r->values[(size_t)u * r->raters + j];
            const uint32_t at[3] = {0, 1 + u, 1 + r->units + j};
            if (isnan(x)) continue;
            c->scores++;
            c->squares += x * x;
            for (int a = 0; a < 3; a++) {
                gsl_vector_set(c->right, at[a], gsl_vector_get(c->right, at[a]) + x);
                for (int b = 0; b < 3; b++) add_to(c->base, at[a], at[b], 1);
            }
        }
}

/* Sum of squares of effects and the trace of their part of the inverse, for the next variance. */
static double next_variance(const components *c, uint32_t first, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = first; i < first + count; i++) {
        double effect = gsl_vector_get(c->solution, i);
        sum += effect * effect + c->rest * gsl_matrix_get(c->work, i, i);
    }
    return sum / count;
}

/* One step of EM; *moved is how far the variances went. */
static int step(components *c, double *moved)
{
    const corral_ratings *r = c->ratings;
    int code = gsl_matrix_memcpy(c->work, c->base);
    for (uint32_t u = 0; u < r->units; u++) add_to(c->work, 1 + u, 1 + u, c->rest / c->unit);
    for (uint32_t j = 0; j < r->raters; j++)
        add_to(c->work, 1 + r->units + j, 1 + r->units + j, c->rest / c->rater);
    if (code || (code = gsl_linalg_cholesky_decomp1(c->work)) ||
        (code = gsl_linalg_cholesky_solve(c->work, c->right, c->solution)) ||
        (code = gsl_linalg_cholesky_invert(c->work)))
        return code;
    double explained = 0;
    for (uint32_t i = 0; i < c->size; i++)
        explained += gsl_vector_get(c->solution, i) * gsl_vector_get(c->right, i);
    double unit = next_variance(c, 1, r->units);
    double rater = next_variance(c, 1 + r->units, r->raters);
    double rest = (c->squares - explained) / (c->scores - 1);
    *moved = fabs(unit - c->unit) + fabs(rater - c->rater) + fabs(rest - c->rest);
    c->unit = fmax(unit, 1e-9);
    c->rater = fmax(rater, 1e-9);
    c->rest = fmax(rest, 1e-9);
    return GSL_SUCCESS;
}

static void components_release(components *c)
{
    gsl_matrix_free(c->base);
    gsl_matrix_free(c->work);
    gsl_vector_free(c->right);
    gsl_vector_free(c->solution);
}

static int iterate(components *c)
{
    double moved = 1;
    c->base = gsl_matrix_calloc(c->size, c->size);
    c->work = gsl_matrix_calloc(c->size, c->size);
    c->right = gsl_vector_calloc(c->size);
    c->solution = gsl_vector_calloc(c->size);
    if (!c->base || !c->work || !c->right || !c->solution) return GSL_ENOMEM;
    fill(c);
    for (int k = 0; k < STEPS && moved > 1e-9; k++) {
        int code = step(c, &moved);
        if (code) return code;
    }
    return GSL_SUCCESS;
}

static corral_status from_components(const corral_ratings *r, corral_icc *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    components c = {
        .ratings = r, .size = 1 + r->units + r->raters, .unit = 0.3, .rater = 0.3, .rest = 0.3};
    if (r->units + r->raters > CORRAL_ICC_EFFECTS) goto done;
    TRY_GSL(iterate(&c));
    out->agreement = c.unit / (c.unit + c.rater + c.rest);
    out->consistency = c.unit / (c.unit + c.rest);
done:
    components_release(&c);
    return status;
}

/* ---- which of the two ---- */

static uint32_t scores_of(const corral_ratings *r, uint32_t rater)
{
    uint32_t count = 0;
    for (uint32_t u = 0; u < r->units; u++)
        if (!isnan(r->values[(size_t)u * r->raters + rater])) count++;
    return count;
}

corral_status corral_icc_find(const corral_ratings *ratings, corral_icc *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *values = NULL, first = NAN;
    corral_ratings kept = {.units = ratings->units};
    size_t scores = 0;
    bool varies = false;
    *out = (corral_icc){NAN, NAN, NAN, NAN, false};
    TRY(corral_array_new(&values, (size_t)ratings->units * ratings->raters, sizeof *values, err));
    for (uint32_t j = 0; j < ratings->raters; j++) kept.raters += scores_of(ratings, j) > 0;
    for (uint32_t j = 0, to = 0; j < ratings->raters; j++) {
        if (!scores_of(ratings, j)) continue;
        for (uint32_t u = 0; u < kept.units; u++) {
            double x = ratings->values[(size_t)u * ratings->raters + j];
            values[(size_t)u * kept.raters + to] = x;
            if (isnan(x)) continue;
            scores++;
            if (isnan(first)) first = x;
            varies |= x != first;
        }
        to++;
    }
    kept.values = values;
    out->is_complete = scores && scores == (size_t)kept.units * kept.raters;
    if (kept.units < 2 || kept.raters < 2 || !varies) goto done;
    if (out->is_complete)
        from_mean_squares(&kept, out);
    else if (scores > (size_t)kept.units + kept.raters)
        TRY(from_components(&kept, out, err));
done:
    free(values);
    return status;
}
