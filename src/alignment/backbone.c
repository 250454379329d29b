/* The blind backbone survey.
 *   1. which cells may be published; 2. from here on those alone; 3. means, counts; 4. intervals
 *   by drawing raters; 5. status; 6. freed of severity, importance, agreement. */
#include "alignment/backbone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

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

/* ---- what is published of a cell ---- */

static double best_of(const corral_backbone *b, const double *mean, uint32_t column)
{
    double best = NAN;
    for (uint32_t c = 0; c < b->candidates; c++) best = fmax(best, mean[c * b->columns + column]);
    return best;
}

static void publish_cell(corral_backbone *b, uint32_t i, bool shown,
                         const corral_backbone_figures *f)
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
                             const corral_backbone_figures *f, corral_error *err)
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
                                  const corral_backbone_draws *how, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_backbone_figures f = {0};
    TRY(corral_backbone_figures_find(b, p, shown, how, &f, err));
    TRY(publish(b, p, shown, &f, err));
done:
    corral_backbone_figures_release(&f);
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
    const corral_backbone_draws draws = {options->seed, progress};
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
    TRY(make_figures(b, &panel, release.shown, &draws, err));
    TRY(corral_backbone_find_importance(b, survey, err));
    TRY(corral_backbone_find_statistics(b, &panel, release.shown, err));
    *out = b;
    b = NULL;
done:
    corral_backbone_free(b);
    corral_panel_release(&panel);
    corral_release_done(&release);
    return status;
}
