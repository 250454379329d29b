/* Every pair the obvious way, for what has no bounds: measures without, and a threshold of 0.
 *
 * Row by row: for each item of a, in canonical order, the item's holders get what they share with a
 * added to a counter of the item's facet. So every pair's sums are added in the same order as
 * corral_similarity_pair adds them, and both agree to the bit. Rows are independent: blocks of them
 * are dealt to threads, and results are put together in order of rows. */
#include "core/memory.h"
#include "core/progress.h"
#include "similarity/footprints.h"

#include <math.h>
#include <omp.h>
#include <string.h>

enum { BLOCK = 64 /* rows dealt out at a time */ };

int corral_similarity_threads(const corral_similarity *s)
{
    int cores = omp_get_num_procs(), wanted = s->options.threads > 0 ? s->options.threads : cores;
    /* Many more than there are cores only cost memory, and OpenMP ends the program when it cannot
     * start one. */
    return wanted < 4 * cores ? wanted : 4 * cores;
}

corral_status similarity_search_ended(const corral_similarity *s, int first, double threshold,
                                      corral_error *err)
{
    if (first == CORRAL_OK) return CORRAL_OK;
    if (first == CORRAL_INTERRUPTED)
        return corral_error_set(err, CORRAL_INTERRUPTED, "interrupted");
    if (first == CORRAL_LIMIT)
        return corral_error_set(err, CORRAL_LIMIT,
                                "the pairs at threshold %g need more memory than is allowed; a "
                                "higher threshold needs less",
                                threshold);
    return corral_error_set(err, (corral_status)first, "out of memory comparing %u coalitions",
                            s->coalition_count);
}

/* ---- one row ---- */

/* A thread's counters; shared is all zero between rows. */
typedef struct workspace {
    double *shared; /* coalition by used facet */
    unsigned char *is_met;
    uint32_t *met;
    size_t met_count;
    similarity_entry *list;
} workspace;

static void workspace_release(workspace *w)
{
    free(w->shared);
    free(w->is_met);
    free(w->met);
    free(w->list);
}

static corral_status workspace_init(workspace *w, const corral_similarity *s)
{
    corral_status status = CORRAL_OK;
    corral_error *err = NULL;
    size_t n = s->coalition_count;
    TRY(corral_array_new(&w->shared, n * s->facet_count, sizeof(double), err));
    TRY(corral_array_new(&w->is_met, n, 1, err));
    TRY(corral_array_new(&w->met, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&w->list, n, sizeof(similarity_entry), err));
done:
    return status;
}

/* Holders are rising, so those above a are a tail. */
static size_t first_above(const uint32_t *coalition, size_t start, size_t end, uint32_t a)
{
    while (start < end) {
        size_t middle = start + (end - start) / 2;
        if (coalition[middle] <= a)
            start = middle + 1;
        else
            end = middle;
    }
    return start;
}

static void meet(const corral_similarity *s, workspace *w, uint32_t a, bool upper_only)
{
    size_t facets = s->facet_count;
    bool products = s->options.measure == CORRAL_MEASURE_COSINE;
    uint32_t k = 0;
    w->met_count = 0;
    for (size_t i = s->row_start[a]; i < s->row_start[a + 1]; i++) {
        uint32_t r = s->row_item[i];
        double x = s->row_value[i];
        while (r >= s->first[k + 1]) k++;
        size_t end = s->column_start[r + 1], at = s->column_start[r];
        if (upper_only) at = first_above(s->column_coalition, at, end, a);
        for (; at < end; at++) {
            uint32_t b = s->column_coalition[at];
            double y = s->column_value[at];
            if (!w->is_met[b]) {
                w->is_met[b] = 1;
                w->met[w->met_count++] = b;
            }
            w->shared[b * facets + k] += products ? x * y : x < y ? x : y;
        }
    }
}

static int by_to(const void *left, const void *right)
{
    uint32_t x = ((const similarity_entry *)left)->to, y = ((const similarity_entry *)right)->to;
    return x < y ? -1 : x > y;
}

/* Scores everybody met, clears the counters, leaves the list. */
static size_t score(const corral_similarity *s, workspace *w, uint32_t a, double threshold)
{
    size_t count = 0;
    for (size_t i = 0; i < w->met_count; i++) {
        uint32_t b = w->met[i];
        double *shared = w->shared + (size_t)b * s->facet_count;
        if (b != a && similarity_is_comparable(s, s->known[a], s->known[b])) {
            double similarity = similarity_of_shared(s, a, b, shared);
            if (similarity > 0 && similarity >= threshold)
                w->list[count++] = (similarity_entry){b, similarity};
        }
        memset(shared, 0, s->facet_count * sizeof *shared);
        w->is_met[b] = 0;
    }
    qsort(w->list, count, sizeof *w->list, by_to);
    return count;
}

/* ---- all rows ---- */

/* What the threads share; first_status is the first failure, and ends the work. */
typedef struct row_work {
    const corral_similarity *s;
    const similarity_visit *visit;
    uint32_t end;     /* of the rows asked for */
    int first_status; /* a corral_status, read atomically */
} row_work;

static void fail(row_work *work, corral_status status)
{
    int none = CORRAL_OK;
    __atomic_compare_exchange_n(&work->first_status, &none, (int)status, false, __ATOMIC_RELAXED,
                                __ATOMIC_RELAXED);
}

static bool has_failed(const row_work *work)
{
    return __atomic_load_n(&work->first_status, __ATOMIC_RELAXED) != CORRAL_OK;
}

static corral_status work_block(row_work *work, workspace *w, uint32_t block)
{
    const corral_similarity *s = work->s;
    uint32_t first = work->visit->first + block * BLOCK;
    uint32_t end = work->end - first < BLOCK ? work->end : first + BLOCK;
    for (uint32_t a = first; a < end; a++) {
        meet(s, w, a, work->visit->upper_only);
        size_t count = score(s, w, a, work->visit->threshold);
        corral_status status = work->visit->row(work->visit->context, a, w->list, count);
        if (status != CORRAL_OK) return status;
    }
    return CORRAL_OK;
}

/* Only the calling thread talks to the caller. */
static bool goes_on(const corral_progress *progress, double done)
{
    if (omp_get_thread_num() != 0) return true;
    return corral_progress_go_on(progress, "comparing coalitions", done);
}

corral_status similarity_rows(const corral_similarity *s, const similarity_visit *visit,
                              corral_error *err)
{
    row_work work = {s, visit, visit->end ? visit->end : s->coalition_count, CORRAL_OK};
    uint32_t blocks = (work.end - visit->first + BLOCK - 1) / BLOCK;
    /* A thread without a block would only wait, and waiting costs more than a small region. */
    int threads = corral_similarity_threads(s);
    if ((uint32_t)threads > blocks) threads = blocks ? (int)blocks : 1;
#pragma omp parallel num_threads(threads)
    {
        workspace w = {0};
        corral_status status = workspace_init(&w, s);
        if (status != CORRAL_OK) fail(&work, status);
#pragma omp for schedule(dynamic, 1)
        for (uint32_t block = 0; block < blocks; block++) {
            if (has_failed(&work)) continue;
            if (!goes_on(visit->progress, (double)block / blocks))
                status = CORRAL_INTERRUPTED;
            else
                status = work_block(&work, &w, block);
            if (status != CORRAL_OK) fail(&work, status);
        }
        workspace_release(&w);
    }
    return similarity_search_ended(s, work.first_status, visit->threshold, err);
}
