/* Tails of the count that two coalitions share, under either null model. */
#include "overlap/tails.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "core/bridge_gsl.h"
#include "core/memory.h"

/* Counts as unlikely as that are findings in a region of any size. */
#define LEAST_OF_USE 1e-18

corral_status overlap_model_init(overlap_model *model, const overlap_margins *margins,
                                 corral_null null, corral_error *err)
{
    *model = (overlap_model){.null = null, .margins = margins};
    if (null == CORRAL_NULL_HYPERGEOMETRIC) return CORRAL_OK;
    return overlap_sdsm_fit(&model->sdsm, margins, err);
}

void overlap_model_release(overlap_model *model)
{
    overlap_sdsm_release(&model->sdsm);
}

double overlap_expected(const overlap_model *model, uint32_t c, uint32_t d)
{
    const overlap_margins *m = model->margins;
    double sum = 0;
    if (m->column_count == 0) return 0;
    if (model->null == CORRAL_NULL_HYPERGEOMETRIC)
        return (double)m->rows.degree[c] * (double)m->rows.degree[d] / (double)m->column_count;
    const double *x = model->sdsm.p + (size_t)c * model->sdsm.columns;
    const double *y = model->sdsm.p + (size_t)d * model->sdsm.columns;
    for (uint32_t b = 0; b < model->sdsm.columns; b++)
        sum += (double)m->columns.size[b] * x[b] * y[b];
    return sum;
}

/* Counts that the margins allow, and under sdsm the cells they force. */
typedef struct support {
    uint32_t low, high;
} support;

static support support_of(const overlap_model *model, uint32_t c, uint32_t d)
{
    const overlap_margins *m = model->margins;
    uint32_t a = m->rows.degree[c], b = m->rows.degree[d];
    uint64_t both = (uint64_t)a + b, surely = 0, perhaps = 0;
    support s = {both > m->column_count ? (uint32_t)(both - m->column_count) : 0, a < b ? a : b};
    if (model->null == CORRAL_NULL_HYPERGEOMETRIC) return s;
    for (uint32_t j = 0; j < model->sdsm.columns; j++) {
        double p = model->sdsm.p[(size_t)c * model->sdsm.columns + j] *
                   model->sdsm.p[(size_t)d * model->sdsm.columns + j];
        if (p > 0) perhaps += m->columns.size[j];
        if (p >= 1) surely += m->columns.size[j];
    }
    if (surely > s.low) s.low = (uint32_t)surely;
    if (perhaps < s.high) s.high = (uint32_t)perhaps;
    return s;
}

/* The smallest count that is certainly rarer than LEAST_OF_USE, by Chernoff's bound for Poisson
 * counts, which holds for sums of independent trials and for draws without putting back (Hoeffding
 * 1963). */
static uint32_t rare_count(double expected, uint32_t most)
{
    double limit = -log(LEAST_OF_USE);
    uint32_t low = expected < most ? (uint32_t)expected : most, high = most;
    while (low < high) {
        uint32_t k = low + (high - low) / 2;
        double at = k > expected && expected > 0
                        ? (double)k * log(k / expected) - (double)k + expected
                        : (k > expected ? INFINITY : 0);
        if (at >= limit)
            high = k;
        else
            low = k + 1;
    }
    return low;
}

static void put(overlap_tails *t, uint32_t k, double at_least, double at_most)
{
    t->is_more[k] = at_least < at_most;
    t->p[k] = fmin(1, 2 * fmin(at_least, at_most));
}

static corral_status sdsm_tails(overlap_tails *t, const overlap_model *model, uint32_t c,
                                uint32_t d, double floor)
{
    corral_status status = CORRAL_OK;
    const overlap_sdsm *s = &model->sdsm;
    const double *x = s->p + (size_t)c * s->columns, *y = s->p + (size_t)d * s->columns;
    overlap_sum sum = {0};
    double at_most = 0, *at_least = NULL;
    TRY(overlap_sum_init(&sum, (size_t)t->count + 1, floor));
    TRY(corral_array_new(&at_least, (size_t)t->count + 1, sizeof(double), NULL));
    for (uint32_t b = 0; b < s->columns; b++)
        TRY(overlap_sum_add(&sum, model->margins->columns.size[b], x[b] * y[b]));
    at_least[t->count] = sum.chance[t->count];
    for (uint32_t k = t->count; k-- > 0;) at_least[k] = at_least[k + 1] + sum.chance[k];
    for (uint32_t k = 0; k < t->count; k++) {
        at_most += sum.chance[k];
        put(t, k, at_least[k], at_most);
    }
done:
    free(at_least);
    overlap_sum_release(&sum);
    return status;
}

/* GSL's functions of chances have no status: the arguments are checked here, what comes out too. */
static corral_status hypergeometric_tails(overlap_tails *t, const overlap_model *model, uint32_t c,
                                          uint32_t d)
{
    corral_status status = CORRAL_OK;
    const overlap_margins *m = model->margins;
    uint32_t a = m->rows.degree[c], b = m->rows.degree[d], all = m->column_count;
    assert(a <= all && b <= all);
    gsl_error_handler_t *before = corral_gsl_enter();
    for (uint32_t k = 0; k < t->count && status == CORRAL_OK; k++) {
        double at_most = k >= a || k >= b ? 1 : gsl_cdf_hypergeometric_P(k, a, all - a, b);
        double at_least = k == 0 ? 1 : gsl_cdf_hypergeometric_Q(k - 1, a, all - a, b);
        if (!(at_most >= 0 && at_least >= 0)) status = CORRAL_LIBRARY;
        put(t, k, at_least, at_most);
    }
    corral_gsl_leave(before, GSL_SUCCESS, NULL);
    return status;
}

corral_status overlap_tails_init(overlap_tails *t, const overlap_model *model, uint32_t c,
                                 uint32_t d, uint32_t largest, double floor)
{
    corral_status status = CORRAL_OK;
    support s = support_of(model, c, d);
    *t = (overlap_tails){.expected = overlap_expected(model, c, d)};
    uint32_t rare = rare_count(t->expected, s.high);
    t->count = (largest > rare ? largest : rare) + 1;
    TRY(corral_array_new(&t->p, t->count, sizeof(double), NULL));
    TRY(corral_array_new(&t->is_more, t->count, sizeof(bool), NULL));
    if (model->null == CORRAL_NULL_HYPERGEOMETRIC)
        TRY(hypergeometric_tails(t, model, c, d));
    else
        TRY(sdsm_tails(t, model, c, d, floor));
    t->least_p = fmin(t->p[s.low < t->count ? s.low : t->count - 1], t->p[rare]);
done:
    return status;
}

void overlap_tails_release(overlap_tails *t)
{
    free(t->p);
    free(t->is_more);
    *t = (overlap_tails){0};
}
