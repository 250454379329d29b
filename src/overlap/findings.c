/* p of every cell, then Benjamini and Hochberg over all pairs, then words. */
#include <math.h>
#include <stdlib.h>

#include "core/failure.h"
#include "core/memory.h"
#include "core/progress.h"
#include "overlap/discovery.h"
#include "overlap/overlaps.h"

/* ---- p ---- */

static uint64_t pairs_of(const overlap_class_pair *pair)
{
    uint64_t pairs = 0;
    for (uint32_t k = 0; k < pair->count; k++) pairs += pair->cells[k].pairs;
    return pairs;
}

/* Whether a count that occurs is too rare for the coarse floor. */
static bool is_coarse(const overlap_class_pair *pair, const overlap_tails *tails)
{
    for (uint32_t k = 0; k < pair->count; k++)
        if (pair->cells[k].pairs && tails->p[k] < OVERLAP_COARSE_TAIL) return true;
    return false;
}

static corral_status weigh(corral_overlaps *o, uint32_t c, uint32_t d)
{
    corral_status status = CORRAL_OK;
    overlap_class_pair *pair = &o->class_pairs[overlap_class_pair_of(c, d)];
    overlap_tails tails = {0};
    if (pairs_of(pair) == 0) return CORRAL_OK;
    uint32_t largest = pair->count - 1;
    TRY(overlap_tails_init(&tails, &o->model, c, d, largest, OVERLAP_COARSE));
    if (is_coarse(pair, &tails)) {
        overlap_tails_release(&tails);
        TRY(overlap_tails_init(&tails, &o->model, c, d, largest, OVERLAP_FINE));
    }
    pair->expected = tails.expected;
    pair->least_p = tails.least_p;
    for (uint32_t k = 0; k < pair->count; k++) {
        pair->cells[k].p = tails.p[k];
        pair->cells[k].is_more = tails.is_more[k];
    }
done:
    overlap_tails_release(&tails);
    return status;
}

/* Classes are dealt out; GSL is for one thread. */
static corral_status weigh_all(corral_overlaps *o, const corral_progress *progress,
                               corral_error *err)
{
    uint32_t classes = o->margins.rows.count;
    corral_failure failure = {CORRAL_OK};
    int threads = overlap_threads(o);
    if (o->options.null == CORRAL_NULL_HYPERGEOMETRIC || classes < 8) threads = 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (uint32_t d = 0; d < classes; d++) {
        corral_status status = CORRAL_OK;
        if (corral_failure_is_there(&failure)) continue;
        if (!corral_progress_go_on(progress, "working out what is usual", (double)d / classes))
            status = CORRAL_INTERRUPTED;
        for (uint32_t c = 0; c <= d && status == CORRAL_OK; c++) status = weigh(o, c, d);
        corral_failure_keep(&failure, status);
    }
    if (failure.status == CORRAL_OK) return CORRAL_OK;
    return corral_error_set(err, (corral_status)failure.status, "%s",
                            failure.status == CORRAL_INTERRUPTED ? "interrupted"
                            : failure.status == CORRAL_LIBRARY   ? "GSL gave no chance for a count"
                                                               : "out of memory for what is usual");
}

/* ---- q ---- */

static int by_p(const void *left, const void *right)
{
    double x = (*(overlap_cell *const *)left)->p, y = (*(overlap_cell *const *)right)->p;
    return x < y ? -1 : x > y;
}

static corral_status list_cells(const corral_overlaps *o, overlap_cell ***out, size_t *count,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t cells = 0, found = 0;
    for (size_t i = 0; i < overlap_class_pair_count(o); i++) cells += o->class_pairs[i].count;
    TRY(corral_array_new(out, cells, sizeof **out, err));
    for (size_t i = 0; i < overlap_class_pair_count(o); i++)
        for (uint32_t k = 0; k < o->class_pairs[i].count; k++)
            if (o->class_pairs[i].cells[k].pairs) (*out)[found++] = &o->class_pairs[i].cells[k];
    *count = found;
done:
    return status;
}

/* The largest p that is accepted is returned, or 0.05 / m if that is more: a pair below it would
 * have been accepted whatever the others are. */
static double adjust(overlap_cell **cells, size_t count, uint64_t m)
{
    double largest = CORRAL_FALSE_DISCOVERIES / (m ? (double)m : 1);
    overlap_discovery discovery = overlap_discovery_begin(m);
    for (size_t i = count; i-- > 0;) {
        cells[i]->q = overlap_discovery_next(&discovery, cells[i]->p, cells[i]->pairs);
        if (cells[i]->q < CORRAL_FALSE_DISCOVERIES) largest = fmax(largest, cells[i]->p);
    }
    return largest;
}

/* ---- words ---- */

static corral_finding find(const overlap_class_pair *pair, const overlap_cell *cell, double largest)
{
    if (cell->q < CORRAL_FALSE_DISCOVERIES)
        return cell->is_more ? CORRAL_FINDING_MORE : CORRAL_FINDING_FEWER;
    return pair->least_p > largest ? CORRAL_FINDING_CANNOT_TELL : CORRAL_FINDING_AS_EXPECTED;
}

static void say(corral_overlaps *o, double largest)
{
    corral_overlaps_summary *s = &o->summary;
    bool is_fitted = s->residual <= CORRAL_FIT_TOLERANCE;
    for (size_t i = 0; i < overlap_class_pair_count(o); i++) {
        overlap_class_pair *pair = &o->class_pairs[i];
        s->distributions += pairs_of(pair) > 0;
        for (uint32_t k = 0; k < pair->count; k++) {
            overlap_cell *cell = &pair->cells[k];
            cell->finding = is_fitted ? find(pair, cell, largest) : CORRAL_FINDING_NONE;
            s->finding[cell->finding] += cell->pairs - cell->low;
            s->finding[CORRAL_FINDING_CANNOT_TELL] += cell->low;
        }
    }
    s->finding[CORRAL_FINDING_CANNOT_TELL] += s->pairs - s->tested;
}

corral_status overlap_test(corral_overlaps *o, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    overlap_cell **cells = NULL;
    size_t count;
    TRY(weigh_all(o, progress, err));
    TRY(list_cells(o, &cells, &count, err));
    qsort(cells, count, sizeof *cells, by_p);
    for (size_t i = 0; i < count; i++) o->summary.tested += cells[i]->pairs;
    say(o, adjust(cells, count, o->summary.tested));
done:
    free(cells);
    return status;
}
