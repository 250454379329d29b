/* Every pair at or above a threshold.
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

struct corral_pairs {
    uint32_t coalition_count;
    size_t *start; /* coalition_count + 1 */
    uint32_t *to;
    double *similarity;
};

int corral_similarity_threads(const corral_similarity *s)
{
    int cores = omp_get_num_procs(), wanted = s->options.threads > 0 ? s->options.threads : cores;
    /* Many more than there are cores only cost memory, and OpenMP ends the program when it cannot
     * start one. */
    return wanted < 4 * cores ? wanted : 4 * cores;
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
    if (work.first_status == CORRAL_OK) return CORRAL_OK;
    if (work.first_status == CORRAL_INTERRUPTED)
        return corral_error_set(err, CORRAL_INTERRUPTED, "interrupted");
    return corral_error_set(err, (corral_status)work.first_status,
                            "out of memory comparing %u coalitions", s->coalition_count);
}

/* ---- keeping the pairs ---- */

/* Upper halves of the rows, a list a row, until all are there. */
typedef struct upper_rows {
    similarity_entry **row;
    uint32_t *count;
} upper_rows;

static corral_status keep_row(void *context, uint32_t a, const similarity_entry *list, size_t count)
{
    upper_rows *rows = context;
    if (count == 0) return CORRAL_OK;
    corral_status status = corral_array_new(&rows->row[a], count, sizeof *list, NULL);
    if (status != CORRAL_OK) return status;
    memcpy(rows->row[a], list, count * sizeof *list);
    rows->count[a] = (uint32_t)count;
    return CORRAL_OK;
}

static void upper_rows_release(upper_rows *rows, uint32_t n)
{
    if (rows->row)
        for (uint32_t a = 0; a < n; a++) free(rows->row[a]);
    free(rows->row);
    free(rows->count);
}

static corral_status count_degrees(corral_pairs *pairs, const upper_rows *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = pairs->coalition_count;
    TRY(corral_array_new(&pairs->start, (size_t)n + 1, sizeof(size_t), err));
    for (uint32_t a = 0; a < n; a++) {
        pairs->start[a + 1] += rows->count[a];
        for (uint32_t i = 0; i < rows->count[a]; i++) pairs->start[rows->row[a][i].to + 1]++;
    }
    for (uint32_t a = 0; a < n; a++) pairs->start[a + 1] += pairs->start[a];
done:
    return status;
}

/* Both halves: when row a is dealt, all smaller partners are already in it, rising. */
static corral_status assemble(corral_pairs *pairs, upper_rows *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = pairs->coalition_count;
    size_t *at = NULL;
    TRY(count_degrees(pairs, rows, err));
    TRY(corral_array_new(&pairs->to, pairs->start[n], sizeof(uint32_t), err));
    TRY(corral_array_new(&pairs->similarity, pairs->start[n], sizeof(double), err));
    TRY(corral_array_new(&at, n, sizeof *at, err));
    memcpy(at, pairs->start, n * sizeof *at);
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t i = 0; i < rows->count[a]; i++) {
            similarity_entry e = rows->row[a][i];
            pairs->to[at[a]] = e.to;
            pairs->similarity[at[a]++] = e.similarity;
            pairs->to[at[e.to]] = a;
            pairs->similarity[at[e.to]++] = e.similarity;
        }
        free(rows->row[a]);
        rows->row[a] = NULL;
    }
done:
    free(at);
    return status;
}

corral_status corral_pairs_find(const corral_similarity *s, double threshold,
                                const corral_progress *progress, corral_pairs **out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_pairs *pairs = NULL;
    upper_rows rows = {0};
    uint32_t n = s->coalition_count;
    if (!(threshold >= 0 && threshold <= 1))
        FAIL(CORRAL_BAD_USE, "threshold must be from 0 to 1, got %g", threshold);
    if (threshold == 0 && n > CORRAL_EVERY_PAIR)
        FAIL(CORRAL_LIMIT, "threshold 0 is for at most %d coalitions, the region has %u",
             CORRAL_EVERY_PAIR, n);
    TRY(corral_array_new(&pairs, 1, sizeof *pairs, err));
    pairs->coalition_count = n;
    TRY(corral_array_new(&rows.row, n, sizeof *rows.row, err));
    TRY(corral_array_new(&rows.count, n, sizeof *rows.count, err));
    TRY(similarity_rows(s,
                        &(similarity_visit){.row = keep_row,
                                            .context = &rows,
                                            .upper_only = true,
                                            .threshold = threshold,
                                            .progress = progress},
                        err));
    TRY(assemble(pairs, &rows, err));
    *out = pairs;
    pairs = NULL;
done:
    upper_rows_release(&rows, n);
    corral_pairs_free(pairs);
    return status;
}

/* The upper halves alone. */
static corral_status assemble_upper(corral_pairs *pairs, upper_rows *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = pairs->coalition_count;
    TRY(corral_array_new(&pairs->start, (size_t)n + 1, sizeof(size_t), err));
    for (uint32_t a = 0; a < n; a++) pairs->start[a + 1] = pairs->start[a] + rows->count[a];
    TRY(corral_array_new(&pairs->to, pairs->start[n], sizeof(uint32_t), err));
    TRY(corral_array_new(&pairs->similarity, pairs->start[n], sizeof(double), err));
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t i = 0; i < rows->count[a]; i++) {
            pairs->to[pairs->start[a] + i] = rows->row[a][i].to;
            pairs->similarity[pairs->start[a] + i] = rows->row[a][i].similarity;
        }
done:
    return status;
}

corral_status corral_pairs_find_part(const corral_similarity *s, double threshold, uint32_t first,
                                     uint32_t end, corral_pairs **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_pairs *pairs = NULL;
    upper_rows rows = {0};
    uint32_t n = s->coalition_count;
    if (!(threshold >= 0 && threshold <= 1))
        FAIL(CORRAL_BAD_USE, "threshold must be from 0 to 1, got %g", threshold);
    if (first >= end || end > n)
        FAIL(CORRAL_BAD_USE, "coalitions must be from 0 to %u, got %u to %u", n, first, end);
    TRY(corral_array_new(&pairs, 1, sizeof *pairs, err));
    pairs->coalition_count = n;
    TRY(corral_array_new(&rows.row, n, sizeof *rows.row, err));
    TRY(corral_array_new(&rows.count, n, sizeof *rows.count, err));
    TRY(similarity_rows(s,
                        &(similarity_visit){.row = keep_row,
                                            .context = &rows,
                                            .upper_only = true,
                                            .threshold = threshold,
                                            .first = first,
                                            .end = end},
                        err));
    TRY(assemble_upper(pairs, &rows, err));
    *out = pairs;
    pairs = NULL;
done:
    upper_rows_release(&rows, n);
    corral_pairs_free(pairs);
    return status;
}

void corral_pairs_free(corral_pairs *pairs)
{
    if (!pairs) return;
    free(pairs->start);
    free(pairs->to);
    free(pairs->similarity);
    free(pairs);
}

size_t corral_pairs_count(const corral_pairs *pairs)
{
    return pairs->start[pairs->coalition_count] / 2;
}

corral_pair_row corral_pairs_row(const corral_pairs *pairs, uint32_t coalition)
{
    size_t start = pairs->start[coalition];
    return (corral_pair_row){pairs->to + start, pairs->similarity + start,
                             pairs->start[coalition + 1] - start};
}

double corral_pairs_similarity(const corral_pairs *pairs, uint32_t a, uint32_t b)
{
    size_t low = pairs->start[a], high = pairs->start[a + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs->to[middle] == b) return pairs->similarity[middle];
        if (pairs->to[middle] < b)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

void corral_pairs_raise(corral_pairs *pairs, double threshold)
{
    size_t kept = 0, start = 0;
    for (uint32_t a = 0; a < pairs->coalition_count; a++) {
        size_t end = pairs->start[a + 1];
        for (size_t i = start; i < end; i++) {
            if (pairs->similarity[i] < threshold) continue;
            pairs->to[kept] = pairs->to[i];
            pairs->similarity[kept++] = pairs->similarity[i];
        }
        start = end;
        pairs->start[a + 1] = kept;
    }
}
