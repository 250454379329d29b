/* What functions matter to raters, and how far raters agree. */
#include "alignment/backbone.h"

#include <math.h>
#include <stdlib.h>

#include "alignment/icc.h"
#include "core/memory.h"

/* ---- importance ---- */

typedef struct importance {
    uint32_t column, rater, organisation;
    double value;
} importance;

static int by_column(const void *a, const void *b)
{
    const importance *x = a, *y = b;
    if (x->column != y->column) return x->column < y->column ? -1 : 1;
    return (x->rater > y->rater) - (x->rater < y->rater);
}

static int by_organisation(const void *a, const void *b)
{
    uint32_t x = ((const importance *)a)->organisation, y = ((const importance *)b)->organisation;
    return (x > y) - (x < y);
}

static uint32_t organisations_of(importance *one, size_t count)
{
    uint32_t found = 0;
    qsort(one, count, sizeof *one, by_organisation);
    for (size_t k = 0; k < count; k++)
        found += k == 0 || one[k].organisation != one[k - 1].organisation;
    return found;
}

/* The mean of what each rater says on average. Sums are made of whole hundredths, so that they do
 * not depend on the order of raters. */
static double mean_importance(importance *of, size_t count, uint32_t k)
{
    uint32_t raters = 0;
    double sum = 0;
    for (size_t i = 0, next; i < count; i = next) {
        double one = 0;
        for (next = i; next < count && of[next].rater == of[i].rater; next++) one += of[next].value;
        sum += round(1e6 * one / (double)(next - i));
        raters++;
    }
    if (raters < k || organisations_of(of, count) < k) return NAN;
    return corral_backbone_round(sum / 1e6 / raters);
}

corral_status corral_backbone_find_importance(corral_backbone *b, const corral_survey *s,
                                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    importance *all = NULL;
    size_t count = 0;
    TRY(corral_array_new(&all, s->count, sizeof *all, err));
    for (uint32_t c = 0; c < b->columns; c++) b->importance[c] = NAN;
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        if (!isnan(a->importance))
            all[count++] = (importance){corral_level_column(s, b->level, a->function), a->rater,
                                        a->organisation, a->importance};
    }
    if (count) qsort(all, count, sizeof *all, by_column);
    for (size_t k = 0, next; k < count && b->level != CORRAL_LEVEL_CANDIDATE; k = next) {
        uint32_t column = all[k].column;
        for (next = k; next < count && all[next].column == column;) next++;
        b->importance[column] = mean_importance(&all[k], next - k, b->k);
    }
done:
    free(all);
    return status;
}

/* ---- agreement ---- */

static uint32_t number_units(const bool *shown, uint32_t cells, uint32_t *unit)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < cells; i++) unit[i] = shown[i] ? count++ : UINT32_MAX;
    return count;
}

#define STATISTICS_VALUES 10000000u

corral_status corral_backbone_find_statistics(corral_backbone *b, const corral_panel *p,
                                              const bool *shown, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *values = NULL, *n = NULL;
    uint32_t *unit = NULL;
    corral_icc icc;
    TRY(corral_array_new(&unit, p->cells, sizeof *unit, err));
    corral_ratings r = {.units = number_units(shown, p->cells, unit), .raters = p->raters};
    size_t size = (size_t)r.units * r.raters;
    b->statistics = (corral_backbone_statistics){NAN, NAN, NAN, NAN, r.units, r.raters, false};
    if (size > STATISTICS_VALUES || !size) goto done;
    TRY(corral_array_new(&values, size, sizeof *values, err));
    TRY(corral_array_new(&n, size, sizeof *n, err));
    for (uint32_t j = 0; j < p->raters; j++)
        for (size_t k = p->start[j]; k < p->end[j]; k++) {
            size_t at = (size_t)unit[p->said[k].cell] * r.raters + j;
            values[at] += p->said[k].score;
            n[at]++;
        }
    for (size_t k = 0; k < size; k++) values[k] = n[k] > 0 ? values[k] / n[k] : NAN;
    r.values = values;
    TRY(corral_icc_find(&r, &icc, err));
    TRY(corral_krippendorff_alpha(&r, CORRAL_METRIC_INTERVAL, &b->statistics.alpha, err));
    b->statistics.icc_agreement = icc.agreement;
    b->statistics.icc_consistency = icc.consistency;
    b->statistics.icc_mean = icc.mean;
    b->statistics.is_complete = icc.is_complete;
done:
    free(values);
    free(n);
    free(unit);
    return status;
}
