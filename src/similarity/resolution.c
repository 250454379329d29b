/* The automatic resolution: how alike two coalitions must be to speak for a group in this region.
 */
#include "core/chance.h"
#include "core/memory.h"
#include "core/progress.h"
#include "similarity/estimate.h"
#include "similarity/join.h"

#include <math.h>
#include <string.h>

enum { DRAWN = 1000000 };
#define LEAST_RESOLUTION 0.1

/* Sums over pairs with enough coverage. */
typedef struct pair_sums {
    double count, sum, squares;
} pair_sums;

static void finish(const pair_sums *p, corral_resolution *r)
{
    r->mean = p->sum / p->count;
    double variance = p->squares / p->count - r->mean * r->mean;
    r->deviation = variance > 0 ? sqrt(variance) : 0;
    r->compared = (size_t)p->count;
}

/* Pairs with enough coverage, counted by patterns of knowledge. */
static double count_comparable(const corral_similarity *s)
{
    double pairs = 0;
    for (uint32_t p = 0; p < s->pattern_count; p++)
        for (uint32_t q = p; s->pattern_comparable[p] && q < s->pattern_count; q++) {
            double x = s->pattern_size[p], y = s->pattern_size[q];
            if (!similarity_is_comparable(s, s->pattern[p], s->pattern[q])) continue;
            pairs += p == q ? x * (x - 1) / 2 : x * y;
        }
    return pairs;
}

static int by_value(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x < y ? -1 : x > y;
}

/* Median over the coalitions that can be compared with anybody; best is overwritten. */
static double median_best(const corral_similarity *s, double *best)
{
    size_t count = 0;
    for (uint32_t a = 0; a < s->coalition_count; a++)
        if (corral_similarity_comparable(s, a)) best[count++] = best[a];
    if (count == 0) return NAN;
    qsort(best, count, sizeof *best, by_value);
    return count % 2 ? best[count / 2] : (best[count / 2 - 1] + best[count / 2]) / 2;
}

/* ---- every pair ---- */

/* By coalition, so that adding them up afterwards is the same for any number of threads. */
typedef struct row_sums {
    double *best, *sum, *squares;
} row_sums;

static corral_status sum_row(void *context, uint32_t a, const similarity_entry *list, size_t count)
{
    row_sums *rows = context;
    for (size_t i = 0; i < count; i++) {
        double x = list[i].similarity;
        if (x > rows->best[a]) rows->best[a] = x;
        if (list[i].to < a) continue;
        rows->sum[a] += x;
        rows->squares[a] += x * x;
    }
    return CORRAL_OK;
}

static corral_status sum_every_pair(const corral_similarity *s, const corral_progress *progress,
                                    pair_sums *p, double *best, corral_error *err)
{
    corral_status status = CORRAL_OK;
    row_sums rows = {.best = best};
    TRY(corral_array_new(&rows.sum, s->coalition_count, sizeof(double), err));
    TRY(corral_array_new(&rows.squares, s->coalition_count, sizeof(double), err));
    TRY(similarity_rows(
        s, &(similarity_visit){.row = sum_row, .context = &rows, .progress = progress}, err));
    p->count = count_comparable(s);
    for (uint32_t a = 0; a < s->coalition_count; a++) {
        p->sum += rows.sum[a];
        p->squares += rows.squares[a];
    }
done:
    free(rows.sum);
    free(rows.squares);
    return status;
}

/* ---- a sample ---- */

static corral_status sum_drawn_pairs(const corral_similarity *s, uint64_t seed,
                                     const corral_progress *progress, pair_sums *p,
                                     corral_error *err)
{
    gsl_rng *chance = NULL;
    unsigned long n = s->coalition_count;
    corral_status status = corral_chance_new(seed, 0, &chance, err);
    if (status != CORRAL_OK) return status;
    for (int i = 0; i < DRAWN && status == CORRAL_OK; i++) {
        if (i % 1024 == 0)
            status = corral_progress_step(progress, "drawing pairs", (double)i / DRAWN, err);
        uint32_t a = (uint32_t)gsl_rng_uniform_int(chance, n);
        uint32_t b = (uint32_t)gsl_rng_uniform_int(chance, n - 1);
        double x = corral_similarity_pair(s, a, b + (b >= a), NULL);
        if (isnan(x)) continue;
        p->count++;
        p->sum += x;
        p->squares += x * x;
    }
    gsl_rng_free(chance);
    return status;
}

static void best_of_pairs(const corral_similarity *s, const corral_pairs *pairs, double *best)
{
    for (uint32_t a = 0; a < s->coalition_count; a++) {
        corral_pair_row row = corral_pairs_row(pairs, a);
        for (size_t i = 0; i < row.count; i++)
            if (row.similarity[i] > best[a]) best[a] = row.similarity[i];
    }
}

static void raise_to(double *best, double similarity)
{
    double seen;
    __atomic_load(best, &seen, __ATOMIC_RELAXED);
    while (similarity > seen && !__atomic_compare_exchange(best, &seen, &similarity, true,
                                                           __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

static corral_status best_of_row(void *context, uint32_t a, const similarity_entry *list,
                                 size_t count)
{
    double *best = context;
    for (size_t i = 0; i < count; i++) {
        raise_to(&best[a], list[i].similarity);
        raise_to(&best[list[i].to], list[i].similarity);
    }
    return CORRAL_OK;
}

/* The pairs are kept for further use where they fit into the memory allowed. */
static corral_status find_best(const corral_similarity *s, const corral_progress *progress,
                               double *best, corral_pairs **pairs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t most;
    bool fits;
    TRY(similarity_pairs_allowed(s, CORRAL_LEAST_BEST, &most, &fits, err));
    if (!fits) return join_every_pair(s, CORRAL_LEAST_BEST, best_of_row, best, progress, err);
    TRY(corral_pairs_find(s, CORRAL_LEAST_BEST, progress, pairs, err));
    best_of_pairs(s, *pairs, best);
done:
    return status;
}

/* ---- all together ---- */

corral_status corral_resolution_find(const corral_similarity *s, uint64_t seed,
                                     const corral_progress *progress, corral_resolution *out,
                                     corral_pairs **pairs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_resolution r = {LEAST_RESOLUTION, NAN, NAN, NAN, 0};
    corral_pairs *found = NULL;
    pair_sums p = {0};
    double *best = NULL;
    TRY(corral_array_new(&best, s->coalition_count, sizeof *best, err));
    if (s->coalition_count <= CORRAL_EVERY_PAIR) {
        TRY(sum_every_pair(s, progress, &p, best, err));
    } else {
        TRY(sum_drawn_pairs(s, seed, progress, &p, err));
        TRY(find_best(s, progress, best, &found, err));
    }
    if (p.count > 0) {
        finish(&p, &r);
        r.median_best = median_best(s, best);
        double clear = fmin(r.mean + r.deviation, r.median_best / 2);
        r.resolution = fmax(LEAST_RESOLUTION, clear);
    }
    *out = r;
    if (pairs) {
        *pairs = found;
        found = NULL;
    }
done:
    free(best);
    corral_pairs_free(found);
    return status;
}
