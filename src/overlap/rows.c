/* Pairs one after the other, a batch of coalitions at a time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/failure.h"
#include "core/memory.h"
#include "core/order.h"
#include "core/progress.h"
#include "overlap/overlaps.h"

enum {
    BATCH = 2048,
    BATCHES = 64 /* at most so many, since each needs arrays of all coalitions */
};

struct corral_overlap_rows {
    const corral_overlaps *overlaps;
    double threshold;
    bool every_sharing;
    const corral_progress *progress;
    uint32_t first, end; /* the coalitions of the batch at hand */
    uint32_t a;          /* the next of them; among a list its place there */
    corral_join *join;   /* NULL until the first batch */
    corral_pairs *pairs;
    uint32_t **met; /* by coalition of the batch: who else shares something, rising */
    size_t *met_count, batch;
    size_t at_pair, at_met; /* in the rows of a */
};

static void forget_batch(corral_overlap_rows *r)
{
    corral_pairs_free(r->pairs);
    r->pairs = NULL;
    for (size_t i = 0; r->met && i < r->batch; i++) {
        free(r->met[i]);
        r->met[i] = NULL;
    }
}

corral_status corral_overlap_rows_new(const corral_overlaps *overlaps, double threshold,
                                      bool every_sharing, const corral_progress *progress,
                                      corral_overlap_rows **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlap_rows *r = NULL;
    size_t n = corral_region_coalition_count(overlaps->region);
    if (!(threshold >= 0 && threshold <= 1))
        FAIL(CORRAL_BAD_USE, "threshold must be from 0 to 1, got %g", threshold);
    TRY(corral_array_new(&r, 1, sizeof *r, err));
    r->overlaps = overlaps;
    r->threshold = threshold;
    r->every_sharing = every_sharing;
    r->progress = progress;
    r->batch = n / BATCHES > BATCH ? n / BATCHES : BATCH;
    TRY(corral_array_new(&r->met, r->batch, sizeof *r->met, err));
    TRY(corral_array_new(&r->met_count, r->batch, sizeof *r->met_count, err));
    *out = r;
    r = NULL;
done:
    corral_overlap_rows_free(r);
    return status;
}

void corral_overlap_rows_free(corral_overlap_rows *r)
{
    if (!r) return;
    forget_batch(r);
    corral_join_free(r->join);
    free(r->met);
    free(r->met_count);
    free(r);
}

/* ---- a batch ---- */

static corral_status keep_met(corral_overlap_rows *r, overlap_workspace *w, uint32_t a)
{
    size_t place = a - r->first;
    overlap_meet(&r->overlaps->search, w, a);
    corral_status status = corral_array_new(&r->met[place], w->met_count, sizeof **r->met, NULL);
    if (status == CORRAL_OK) {
        memcpy(r->met[place], w->met, w->met_count * sizeof **r->met);
        qsort(r->met[place], w->met_count, sizeof **r->met, corral_by_number);
        r->met_count[place] = w->met_count;
    }
    overlap_part(w);
    return status;
}

static corral_status find_met(corral_overlap_rows *r, corral_error *err)
{
    uint32_t n = corral_region_coalition_count(r->overlaps->region);
    corral_failure failure = {CORRAL_OK};
#pragma omp parallel num_threads(overlap_threads(r->overlaps))
    {
        overlap_workspace w = {0};
        corral_status status = overlap_workspace_init(&w, n);
        corral_failure_keep(&failure, status);
#pragma omp for schedule(dynamic, 16)
        for (uint32_t a = r->first; a < r->end; a++) {
            if (!corral_failure_is_there(&failure))
                corral_failure_keep(&failure, keep_met(r, &w, a));
        }
        overlap_workspace_release(&w);
    }
    if (failure.status == CORRAL_OK) return CORRAL_OK;
    return corral_error_set(err, (corral_status)failure.status, "out of memory listing pairs");
}

static corral_status next_batch(corral_overlap_rows *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(r->overlaps->region);
    forget_batch(r);
    r->a = r->first = r->end;
    r->end = n - r->first < r->batch ? n : r->first + (uint32_t)r->batch;
    TRY(corral_progress_step(r->progress, "listing pairs", (double)r->first / n, err));
    if (!r->join) TRY(corral_join_new(r->overlaps->similarity, r->threshold, &r->join, err));
    TRY(corral_join_part(r->join, r->first, r->end, &r->pairs, err));
    if (r->every_sharing) TRY(find_met(r, err));
done:
    return status;
}

/* ---- the next pair ---- */

/* The next partner of a in either list; false at the end of both. */
static bool next_partner(corral_overlap_rows *r, uint32_t *b)
{
    corral_pair_row row = corral_pairs_row(r->pairs, r->a);
    size_t place = r->a - r->first, met = r->every_sharing ? r->met_count[place] : 0;
    uint32_t pair = r->at_pair < row.count ? row.to[r->at_pair] : UINT32_MAX;
    uint32_t sharing = r->at_met < met ? r->met[place][r->at_met] : UINT32_MAX;
    *b = pair < sharing ? pair : sharing;
    if (*b == UINT32_MAX) return false;
    r->at_pair += pair == *b;
    r->at_met += sharing == *b;
    return true;
}

/* The same among a list, pair by pair. */
static bool next_listed(corral_overlap_rows *r, corral_overlap *out)
{
    const corral_overlaps *o = r->overlaps;
    for (; r->a < o->options.among_count; r->a++, r->at_pair = 0)
        while (r->a + 1 + r->at_pair < o->options.among_count) {
            uint32_t a = o->among[r->a], b = o->among[r->a + 1 + r->at_pair++];
            corral_overlap pair;
            corral_overlaps_pair(o, a, b, &pair);
            bool is_alike = pair.similarity > 0 && pair.similarity >= r->threshold;
            if (!is_alike && !(r->every_sharing && overlap_meets(&o->search, a, b))) continue;
            *out = pair;
            return true;
        }
    return false;
}

corral_status corral_overlap_rows_next(corral_overlap_rows *r, corral_overlap *out, bool *more,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(r->overlaps->region), b;
    *more = false;
    if (r->overlaps->among) {
        *more = next_listed(r, out);
        return CORRAL_OK;
    }
    while (r->a < n) {
        if (r->a == r->end) TRY(next_batch(r, err));
        if (next_partner(r, &b)) {
            corral_overlaps_pair(r->overlaps, r->a, b, out);
            *more = true;
            break;
        }
        r->a++;
        r->at_pair = r->at_met = 0;
    }
done:
    return status;
}
