/* The blind backbone survey.
 *   1. which cells may be published; 2. from here on those alone; 3. means, counts; 4. intervals
 *   by drawing raters; 5. status; 6. freed of severity, importance, agreement. */
#include "alignment/backbone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alignment/icc.h"
#include "core/chance.h"
#include "core/memory.h"

enum { DRAWS = 2000, LEAST_DRAWS = 200 };
#define DRAWN_ANSWERS 2e8 /* at most about so many are looked at */

const char *corral_cell_status_name(corral_cell_status status)
{
    static const char *const names[] = {"leading", "capable", "less seen", "hidden"};
    return names[status];
}

const char *corral_level_name(corral_level level)
{
    static const char *const names[] = {"function", "block", "candidate"};
    return names[level];
}

double corral_backbone_round(double mean)
{
    double tenths = floor(mean * 10 + 0.5 + 1e-9) / 10;
    return fmin(CORRAL_BACKBONE_CEILING, fmax(CORRAL_BACKBONE_FLOOR, tenths));
}

void corral_backbone_free(corral_backbone *b)
{
    if (!b) return;
    free(b->cells);
    free(b->candidate);
    free(b->importance);
    free(b);
}

corral_level corral_backbone_level(const corral_backbone *b)
{
    return b->level;
}

uint32_t corral_backbone_candidates(const corral_backbone *b)
{
    return b->candidates;
}

uint32_t corral_backbone_columns(const corral_backbone *b)
{
    return b->columns;
}

corral_backbone_cell corral_backbone_get(const corral_backbone *b, uint32_t candidate,
                                         uint32_t column)
{
    return b->cells[(size_t)candidate * b->columns + column];
}

corral_backbone_candidate corral_backbone_get_candidate(const corral_backbone *b, uint32_t c)
{
    return b->candidate[c];
}

double corral_backbone_importance(const corral_backbone *b, uint32_t column)
{
    return b->importance[column];
}

void corral_backbone_dropped(const corral_backbone *b, uint32_t *own, uint32_t *tied)
{
    *own = b->own;
    *tied = b->tied;
}

corral_backbone_statistics corral_backbone_get_statistics(const corral_backbone *b)
{
    return b->statistics;
}

/* ---- counts ---- */

/* A count that tells nobody apart. */
static uint32_t blind(uint32_t count, uint32_t k)
{
    return count > 0 && count < k ? CORRAL_FEW : count;
}

/* Answers with the cell they are in, by cell and rater: each pair is counted once. */
typedef struct asked {
    uint32_t cell, rater;
    bool scored, own, tied;
} asked;

static int by_cell(const void *a, const void *b)
{
    const asked *x = a, *y = b;
    if (x->cell != y->cell) return x->cell < y->cell ? -1 : 1;
    return (x->rater > y->rater) - (x->rater < y->rater);
}

/* Raters that gave a score, and raters that did not, of each cell. */
static corral_status count_cells(corral_backbone *b, const corral_survey *s, bool by_candidate,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    asked *all = NULL;
    TRY(corral_array_new(&all, s->count, sizeof *all, err));
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        uint32_t cell = by_candidate ? a->candidate
                                     : a->candidate * b->columns +
                                           corral_level_column(s, b->level, a->function);
        bool scored = !isnan(a->score);
        all[k] = (asked){cell, a->rater, scored, scored && a->is_own, scored && a->is_tied};
        if (!by_candidate && (a->is_own || a->is_tied)) all[k].cell = UINT32_MAX;
    }
    if (s->count) qsort(all, s->count, sizeof *all, by_cell);
    for (size_t k = 0, next; k < s->count && all[k].cell != UINT32_MAX; k = next) {
        asked one = all[k];
        for (next = k + 1; next < s->count && by_cell(&all[next], &all[k]) == 0; next++) {
            one.scored |= all[next].scored;
            one.own |= all[next].own;
            one.tied |= all[next].tied;
        }
        if (by_candidate)
            b->own += one.own, b->tied += one.tied;
        else if (one.scored)
            b->cells[one.cell].raters++;
        else
            b->cells[one.cell].unseen++;
    }
done:
    free(all);
    return status;
}

/* ---- means and intervals ---- */

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

typedef struct figures {
    double *mean, *low, *high; /* of cells, then candidates */
} figures;

static corral_status draw(const corral_panel *p, const bool *shown, uint64_t seed,
                          const corral_progress *progress, corral_backbone *b, figures *out,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *chance = NULL;
    tally t = {0};
    double *mean = NULL, *drawn = NULL;
    uint32_t all = p->cells + p->candidates;
    double affordable = DRAWN_ANSWERS / ((double)p->count + 1);
    uint32_t draws = (uint32_t)fmax(LEAST_DRAWS, fmin(DRAWS, affordable));
    TRY(corral_chance_new(seed, 0, &chance, err));
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

/* ---- what is published of a cell ---- */

static double best_of(const corral_backbone *b, const double *mean, uint32_t column)
{
    double best = NAN;
    for (uint32_t c = 0; c < b->candidates; c++) best = fmax(best, mean[c * b->columns + column]);
    return best;
}

static void publish_cell(corral_backbone *b, uint32_t i, bool shown, const figures *f)
{
    corral_backbone_cell *cell = &b->cells[i];
    uint32_t raters = cell->raters, unseen = cell->unseen;
    if (!shown) {
        *cell = (corral_backbone_cell){CORRAL_CELL_HIDDEN, NAN, NAN, NAN, 0, 0, NAN};
        if (blind(raters, b->k) == CORRAL_FEW) cell->raters = CORRAL_FEW;
        return;
    }
    bool is_best = f->high[i] >= best_of(b, f->mean, i % b->columns);
    bool is_seen = unseen < CORRAL_BACKBONE_LESS_SEEN * (raters + unseen);
    cell->status = is_best   ? CORRAL_CELL_LEADING
                   : is_seen ? CORRAL_CELL_CAPABLE
                             : CORRAL_CELL_LESS_SEEN;
    cell->score = corral_backbone_round(f->mean[i]);
    cell->low = corral_backbone_round(f->low[i]);
    cell->high = corral_backbone_round(f->high[i]);
    cell->unseen = blind(unseen, b->k);
}

static corral_status publish(corral_backbone *b, const corral_panel *p, const bool *shown,
                             const figures *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *adjusted = NULL;
    TRY(corral_array_new(&adjusted, b->candidates, sizeof *adjusted, err));
    TRY(corral_panel_adjust(p, adjusted, err));
    for (uint32_t i = 0; i < p->cells; i++) publish_cell(b, i, shown[i], f);
    for (uint32_t c = 0; c < b->candidates; c++) {
        corral_backbone_candidate *one = &b->candidate[c];
        uint32_t i = p->cells + c;
        for (uint32_t k = 0; k < b->columns; k++) one->published += shown[c * b->columns + k];
        one->score = one->low = one->high = one->adjusted = NAN;
        if (!one->published) continue;
        one->score = corral_backbone_round(f->mean[i]);
        one->low = isnan(f->low[i]) ? NAN : corral_backbone_round(f->low[i]);
        one->high = isnan(f->high[i]) ? NAN : corral_backbone_round(f->high[i]);
        one->adjusted = isnan(adjusted[c]) ? NAN : corral_backbone_round(adjusted[c]);
    }
done:
    free(adjusted);
    return status;
}

static corral_status make_figures(corral_backbone *b, const corral_panel *p, const bool *shown,
                                  uint64_t seed, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    figures f = {0};
    tally t = {0};
    size_t all = (size_t)p->cells + p->candidates;
    TRY(corral_array_new(&f.mean, all, sizeof *f.mean, err));
    TRY(corral_array_new(&f.low, all, sizeof *f.low, err));
    TRY(corral_array_new(&f.high, all, sizeof *f.high, err));
    TRY(tally_init(&t, p->cells, err));
    for (uint32_t r = 0; r < p->raters; r++) tally_rater(&t, p, r);
    means_of(&t, p, shown, f.mean);
    if (p->raters) TRY(draw(p, shown, seed, progress, b, &f, err));
    TRY(publish(b, p, shown, &f, err));
done:
    tally_release(&t);
    free(f.mean);
    free(f.low);
    free(f.high);
    return status;
}

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

static corral_status find_importance(corral_backbone *b, const corral_survey *s, corral_error *err)
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

static corral_status find_statistics(corral_backbone *b, const corral_panel *p, const bool *shown,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *values = NULL, *n = NULL;
    uint32_t *unit = NULL;
    corral_icc icc;
    TRY(corral_array_new(&unit, p->cells, sizeof *unit, err));
    corral_ratings r = {.units = number_units(shown, p->cells, unit), .raters = p->raters};
    size_t size = (size_t)r.units * r.raters;
    b->statistics = (corral_backbone_statistics){NAN, NAN, NAN, r.units, r.raters, false};
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
    b->statistics.is_complete = icc.is_complete;
done:
    free(values);
    free(n);
    free(unit);
    return status;
}

/* ---- the survey ---- */

static corral_status check(const corral_survey *s, const corral_backbone_options *options,
                           corral_error *err)
{
    if (options->min_raters < CORRAL_BACKBONE_LEAST || options->min_raters > CORRAL_BACKBONE_MOST)
        return corral_error_set(err, CORRAL_BAD_USE, "min_raters must be from %u to %u, got %u",
                                CORRAL_BACKBONE_LEAST, CORRAL_BACKBONE_MOST, options->min_raters);
    if (!s->candidates)
        return corral_error_set(err, CORRAL_BAD_INPUT, "the survey has no candidate");
    return CORRAL_OK;
}

corral_status corral_backbone_new(const corral_survey *survey,
                                  const corral_backbone_options *options,
                                  const corral_progress *progress, corral_backbone **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_backbone *b = NULL;
    corral_release release = {0};
    corral_panel panel = {0};
    TRY(check(survey, options, err));
    TRY(corral_release_find(survey, options->min_raters, &release, err));
    TRY(corral_array_new(&b, 1, sizeof *b, err));
    *b = (corral_backbone){.level = release.level,
                           .candidates = survey->candidates,
                           .columns = release.columns,
                           .k = options->min_raters};
    size_t cells = (size_t)b->candidates * b->columns;
    TRY(corral_array_new(&b->cells, cells, sizeof *b->cells, err));
    TRY(corral_array_new(&b->candidate, b->candidates, sizeof *b->candidate, err));
    TRY(corral_array_new(&b->importance, b->columns, sizeof *b->importance, err));
    TRY(corral_panel_init(&panel, survey, &release, err));
    TRY(count_cells(b, survey, false, err));
    TRY(count_cells(b, survey, true, err));
    b->own = blind(b->own, b->k);
    b->tied = blind(b->tied, b->k);
    TRY(make_figures(b, &panel, release.shown, options->seed, progress, err));
    TRY(find_importance(b, survey, err));
    TRY(find_statistics(b, &panel, release.shown, err));
    *out = b;
    b = NULL;
done:
    corral_backbone_free(b);
    corral_panel_release(&panel);
    corral_release_done(&release);
    return status;
}
