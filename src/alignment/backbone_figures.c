/* Means of the cells that are published, and intervals by drawing raters again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alignment/backbone.h"
#include "core/chance.h"
#include "core/memory.h"

enum { DRAWS = 2000, LEAST_DRAWS = 200 };
#define DRAWN_ANSWERS 2e8 /* at most about so many are looked at */

typedef struct tally {
    double *sum, *n; /* of each cell */
} tally;

static corral_status tally_init(tally *t, uint32_t cells, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&t->sum, cells, sizeof *t->sum, err));
    TRY(corral_array_new(&t->n, cells, sizeof *t->n, err));
done:
    return status;
}

static void tally_release(tally *t)
{
    free(t->sum);
    free(t->n);
}

static void tally_rater(tally *t, const corral_panel *p, uint32_t rater)
{
    for (size_t k = p->start[rater]; k < p->end[rater]; k++) {
        t->sum[p->said[k].cell] += p->said[k].score;
        t->n[p->said[k].cell]++;
    }
}

/* Means of the cells, then of the candidates over their shown cells; NAN where one is missing. */
static void means_of(const tally *t, const corral_panel *p, const bool *shown, double *mean)
{
    for (uint32_t i = 0; i < p->cells; i++) mean[i] = t->n[i] > 0 ? t->sum[i] / t->n[i] : NAN;
    for (uint32_t c = 0; c < p->candidates; c++) {
        double sum = 0, n = 0;
        for (uint32_t f = 0; f < p->columns; f++) {
            if (!shown[c * p->columns + f]) continue;
            sum += mean[c * p->columns + f];
            n++;
        }
        mean[p->cells + c] = n > 0 ? sum / n : NAN;
    }
}

/* Who is the best of each column in this draw; equal ones share. */
static void count_first(const double *mean, corral_backbone *b, double draws)
{
    for (uint32_t f = 0; f < b->columns; f++) {
        double best = -1, ties = 0;
        for (uint32_t c = 0; c < b->candidates; c++) {
            double x = mean[c * b->columns + f];
            if (isnan(x) || x < best) continue;
            ties = x > best ? 1 : ties + 1;
            best = x;
        }
        for (uint32_t c = 0; c < b->candidates; c++)
            if (mean[c * b->columns + f] == best)
                b->cells[c * b->columns + f].first += 1 / ties / draws;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The 2.5 and 97.5 percentile of values that are there. */
static void percentiles(double *values, uint32_t count, double *low, double *high)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < count; k++)
        if (!isnan(values[k])) values[kept++] = values[k];
    *low = *high = NAN;
    if (!kept) return;
    qsort(values, kept, sizeof *values, by_value);
    *low = values[(uint32_t)(0.025 * (kept - 1) + 0.5)];
    *high = values[(uint32_t)(0.975 * (kept - 1) + 0.5)];
}

static corral_status draw(const corral_panel *p, const bool *shown,
                          const corral_backbone_draws *how, corral_backbone *b,
                          corral_backbone_figures *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *chance = NULL;
    tally t = {0};
    double *mean = NULL, *drawn = NULL;
    uint32_t all = p->cells + p->candidates;
    double affordable = DRAWN_ANSWERS / ((double)p->count + 1);
    uint32_t draws = (uint32_t)fmax(LEAST_DRAWS, fmin(DRAWS, affordable));
    TRY(corral_chance_new(how->seed, 0, &chance, err));
    TRY(tally_init(&t, p->cells, err));
    TRY(corral_array_new(&mean, all, sizeof *mean, err));
    TRY(corral_array_new(&drawn, (size_t)all * draws, sizeof *drawn, err));
    for (uint32_t d = 0; d < draws; d++) {
        memset(t.sum, 0, p->cells * sizeof *t.sum);
        memset(t.n, 0, p->cells * sizeof *t.n);
        for (uint32_t r = 0; r < p->raters; r++)
            tally_rater(&t, p, (uint32_t)gsl_rng_uniform_int(chance, p->raters));
        means_of(&t, p, shown, mean);
        count_first(mean, b, draws);
        for (uint32_t i = 0; i < all; i++) drawn[(size_t)i * draws + d] = mean[i];
        const corral_progress *progress = how->progress;
        if (progress && d % 100 == 0 &&
            !progress->step(progress->user, "drawing raters", (double)d / draws))
            FAIL(CORRAL_INTERRUPTED, "interrupted");
    }
    for (uint32_t i = 0; i < all; i++)
        percentiles(&drawn[(size_t)i * draws], draws, &out->low[i], &out->high[i]);
done:
    gsl_rng_free(chance);
    tally_release(&t);
    free(mean);
    free(drawn);
    return status;
}

void corral_backbone_figures_release(corral_backbone_figures *f)
{
    free(f->mean);
    free(f->low);
    free(f->high);
}

corral_status corral_backbone_figures_find(corral_backbone *b, const corral_panel *p,
                                           const bool *shown, const corral_backbone_draws *how,
                                           corral_backbone_figures *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    tally t = {0};
    size_t all = (size_t)p->cells + p->candidates;
    TRY(corral_array_new(&f->mean, all, sizeof *f->mean, err));
    TRY(corral_array_new(&f->low, all, sizeof *f->low, err));
    TRY(corral_array_new(&f->high, all, sizeof *f->high, err));
    TRY(tally_init(&t, p->cells, err));
    for (uint32_t r = 0; r < p->raters; r++) tally_rater(&t, p, r);
    means_of(&t, p, shown, f->mean);
    if (p->raters) TRY(draw(p, shown, how, b, f, err));
done:
    tally_release(&t);
    return status;
}
