/* How alike two coalitions can be at most, from parts of their footprints. */
#include "core/memory.h"
#include "similarity/join.h"

#include <math.h>

#define SLACK 1e-9
/* Below it nearly everybody who shares anything is a pair. */
#define LEAST_THRESHOLD 1e-6

bool join_has_bounds(const corral_similarity *s, double threshold)
{
    return s->options.measure != CORRAL_MEASURE_OVERLAP && threshold >= LEAST_THRESHOLD;
}

/* ---- sets of facets ---- */

static void add_set(join_bounds *b, uint32_t first, uint32_t *count, uint64_t set)
{
    for (uint32_t i = first; i < *count; i++)
        if (b->set[i] == set) return;
    b->set[(*count)++] = set;
}

static corral_status find_sets(join_bounds *b, const corral_similarity *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t patterns = s->pattern_count, count = 0;
    b->is_any = patterns > JOIN_SETS;
    if (b->is_any) return CORRAL_OK;
    TRY(corral_array_new(&b->set_start, (size_t)patterns + 1, sizeof(uint32_t), err));
    TRY(corral_array_new(&b->set, (size_t)patterns * patterns, sizeof(uint64_t), err));
    for (uint32_t p = 0; p < patterns; p++) {
        for (uint32_t q = 0; q < patterns; q++)
            if (similarity_is_comparable(s, s->pattern[p], s->pattern[q]))
                add_set(b, b->set_start[p], &count, s->pattern[p] & s->pattern[q]);
        b->set_start[p + 1] = count;
    }
done:
    return status;
}

/* ---- the table of join.h ---- */

corral_status join_bounds_init(join_bounds *b, const corral_similarity *s, double threshold,
                               corral_error *err)
{
    double t = threshold - SLACK * threshold;
    bool dice = s->options.measure == CORRAL_MEASURE_DICE;
    if (s->options.measure == CORRAL_MEASURE_COSINE) {
        b->form = JOIN_OF_PRODUCT;
        b->factor = t;
    } else if (s->options.combine == CORRAL_COMBINE_MEAN) {
        b->form = JOIN_OF_LARGER;
        b->factor = dice ? t / 2 : t;
    } else {
        b->form = JOIN_OF_SUM;
        b->factor = dice ? t / 2 : t / (1 + t);
        b->inverse_sum = 1 / b->factor;
    }
    return find_sets(b, s, err);
}

void join_bounds_release(join_bounds *b)
{
    free(b->set_start);
    free(b->set);
}

double join_needed(const join_bounds *b, double x, double y)
{
    if (b->form == JOIN_OF_SUM) return b->factor * (x + y);
    if (b->form == JOIN_OF_LARGER) return b->factor * (x > y ? x : y);
    return b->factor * x * y;
}

double join_least_reach(const join_bounds *b, double reach)
{
    if (b->form == JOIN_OF_LARGER) return reach < b->factor ? 2 : b->factor;
    if (b->form == JOIN_OF_PRODUCT) return reach > 0 ? b->factor / reach : 2;
    double left = b->inverse_sum - 1 / reach;
    return left > 0 ? 1 / left : 2;
}

/* ---- sizes ---- */

/* What facet k adds to the sum, or to the square of the norm. */
static double part_of(const corral_similarity *s, uint32_t a, uint32_t k)
{
    double sum = s->sum[(size_t)a * s->facet_count + k];
    if (s->options.combine == CORRAL_COMBINE_MEAN) return sum > 0 ? s->alpha[k] : 0;
    return s->alpha[k] * sum;
}

double join_size(const corral_similarity *s, uint32_t a, uint64_t facets)
{
    double sum = 0;
    for (uint32_t k = 0; k < s->facet_count; k++)
        if (facets >> k & 1) sum += part_of(s, a, k);
    return s->options.measure == CORRAL_MEASURE_COSINE ? sqrt(sum) : sum;
}

/* ---- rows ---- */

double join_scale(const corral_similarity *s, uint32_t a, uint32_t k)
{
    bool cosine = s->options.measure == CORRAL_MEASURE_COSINE;
    double sum = s->sum[(size_t)a * s->facet_count + k];
    double scale = cosine ? sqrt(s->alpha[k]) : s->alpha[k];
    if (s->options.combine == CORRAL_COMBINE_MEAN && sum > 0) scale /= cosine ? sqrt(sum) : sum;
    return scale;
}

static int by_rank(const void *left, const void *right)
{
    uint32_t x = ((const join_cell *)left)->rank, y = ((const join_cell *)right)->rank;
    return x < y ? -1 : x > y;
}

/* Rows of several facets are several runs that rise: few steps for rows of usual length. */
static void sort_cells(join_cell *cell, size_t count)
{
    enum { FEW = 48 };
    if (count > FEW) {
        qsort(cell, count, sizeof *cell, by_rank);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        join_cell moved = cell[i];
        size_t at = i;
        for (; at > 0 && cell[at - 1].rank > moved.rank; at--) cell[at] = cell[at - 1];
        cell[at] = moved;
    }
}

/* Until set_reach(), reach holds the number of the facet. */
static corral_status collect_cells(join_row *row, const corral_similarity *s,
                                   const uint32_t *rank_of, uint32_t a)
{
    corral_status status = CORRAL_OK;
    size_t start = s->row_start[a], end = s->row_start[a + 1];
    uint32_t k = 0, scaled = UINT32_MAX;
    double scale = 0;
    row->count = 0;
    TRY(corral_array_grow(&row->cell, &row->capacity, end - start, sizeof *row->cell, NULL));
    for (; start < end; start++) {
        uint32_t r = s->row_item[start];
        while (r >= s->first[k + 1]) k++;
        if (scaled != k) scale = join_scale(s, a, scaled = k);
        if (!(s->known[a] >> k & 1) || !(s->row_value[start] > 0)) continue;
        row->cell[row->count++] =
            (join_cell){rank_of ? rank_of[r] : r, s->row_value[start] * scale, k};
    }
    if (rank_of) sort_cells(row->cell, row->count);
done:
    return status;
}

/* Parts of a so far, facet by facet, and in all. */
typedef struct prefix {
    double sum[SIMILARITY_FACETS], whole[SIMILARITY_FACETS];
} prefix;

/* The largest ratio of sums over sets of facets that hold k (Dinkelbach 1967): a facet raises the
 * ratio exactly if its own is higher. */
static double ratio_of_any(const prefix *p, uint32_t facets, uint32_t k)
{
    if (!(p->whole[k] > 0)) return INFINITY;
    double ratio = p->sum[k] / p->whole[k], before;
    do {
        double above = p->sum[k], below = p->whole[k];
        before = ratio;
        for (uint32_t i = 0; i < facets; i++)
            if (i != k && p->sum[i] > ratio * p->whole[i]) {
                above += p->sum[i];
                below += p->whole[i];
            }
        ratio = above / below;
    } while (ratio > before * (1 + 1e-12));
    return ratio > before ? ratio : before;
}

/* By set instead: sums of the sets that hold k grow. */
static double ratio_of_sets(prefix *p, const uint64_t *set, uint32_t count, uint32_t k, double part)
{
    double best = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!(set[i] >> k & 1)) continue;
        p->sum[i] += part;
        double ratio = p->whole[i] > 0 ? p->sum[i] / p->whole[i] : INFINITY;
        if (ratio > best) best = ratio;
    }
    return best;
}

/* Rounding never takes from a reach. */
static double reach_of(double ratio, bool is_square)
{
    double reach = (is_square ? sqrt(ratio) : ratio) * (1 + 1e-12);
    return reach < 1 ? reach : 1;
}

static void set_reach(join_row *row, const corral_similarity *s, const join_bounds *b, uint32_t a)
{
    prefix p;
    bool squares = b->form == JOIN_OF_PRODUCT;
    uint32_t pattern = s->pattern_of[a];
    uint32_t first = b->is_any ? 0 : b->set_start[pattern];
    uint32_t count = b->is_any ? s->facet_count : b->set_start[pattern + 1] - first;
    for (uint32_t i = 0; i < count; i++) {
        p.sum[i] = p.whole[i] = 0;
        for (uint32_t k = 0; k < s->facet_count; k++)
            if (b->is_any ? i == k : b->set[first + i] >> k & 1) p.whole[i] += part_of(s, a, k);
    }
    for (size_t i = 0; i < row->count; i++) {
        join_cell *cell = &row->cell[i];
        uint32_t k = (uint32_t)cell->reach;
        double part = squares ? cell->z * cell->z : cell->z;
        if (b->is_any) p.sum[k] += part;
        double ratio = b->is_any ? ratio_of_any(&p, count, k)
                                 : ratio_of_sets(&p, b->set + first, count, k, part);
        cell->reach = reach_of(ratio, squares);
    }
}

corral_status join_row_load(join_row *row, const corral_similarity *s, const join_bounds *b,
                            const uint32_t *rank_of, uint32_t a)
{
    corral_status status = collect_cells(row, s, rank_of, a);
    if (status == CORRAL_OK) set_reach(row, s, b, a);
    return status;
}
