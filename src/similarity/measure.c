/* Similarity of one pair, and what it is made of. */
#include "similarity/footprints.h"

#include <math.h>
#include <string.h>

double similarity_coverage(const corral_similarity *s, uint64_t known_a, uint64_t known_b)
{
    double common = 0;
    uint64_t both = known_a & known_b;
    for (uint32_t k = 0; k < s->facet_count; k++)
        if ((both >> k) & 1) common += s->alpha[k];
    return s->total_alpha > 0 ? common / s->total_alpha : 0;
}

bool similarity_is_comparable(const corral_similarity *s, uint64_t known_a, uint64_t known_b)
{
    double covered = similarity_coverage(s, known_a, known_b);
    return covered > 0 && covered >= s->options.min_coverage - 1e-9;
}

static double ratio(double part, double whole)
{
    if (!(whole > 0)) return 0;
    return part >= whole ? 1 : part / whole;
}

/* What a facet adds below the line: sums x and y of both sides, shared m of them. */
static double denominator(corral_measure measure, double x, double y, double m)
{
    switch (measure) {
    case CORRAL_MEASURE_JACCARD: return x + y - m;
    case CORRAL_MEASURE_DICE: return (x + y) / 2;
    case CORRAL_MEASURE_OVERLAP: return x < y ? x : y;
    case CORRAL_MEASURE_COSINE: return sqrt(x * y);
    }
    return 0;
}

static double pooled(const corral_similarity *s, uint64_t both, const double *x, const double *y,
                     const double *shared)
{
    double above = 0, below = 0, below_b = 0;
    bool cosine = s->options.measure == CORRAL_MEASURE_COSINE;
    for (uint32_t k = 0; k < s->facet_count; k++) {
        if (!((both >> k) & 1)) continue;
        above += s->alpha[k] * shared[k];
        if (cosine) {
            below += s->alpha[k] * x[k];
            below_b += s->alpha[k] * y[k];
        } else {
            below += s->alpha[k] * denominator(s->options.measure, x[k], y[k], shared[k]);
        }
    }
    return ratio(above, cosine ? sqrt(below * below_b) : below);
}

static double mean(const corral_similarity *s, uint64_t both, const double *x, const double *y,
                   const double *shared)
{
    double above = 0, below = 0;
    for (uint32_t k = 0; k < s->facet_count; k++) {
        if (!((both >> k) & 1) || (x[k] == 0 && y[k] == 0)) continue;
        double facet_below = denominator(s->options.measure, x[k], y[k], shared[k]);
        above += s->alpha[k] * ratio(shared[k], facet_below);
        below += s->alpha[k];
    }
    return ratio(above, below);
}

double similarity_of_shared(const corral_similarity *s, uint32_t a, uint32_t b,
                            const double *shared)
{
    uint64_t both = s->known[a] & s->known[b];
    const double *x = s->sum + (size_t)a * s->facet_count;
    const double *y = s->sum + (size_t)b * s->facet_count;
    if (s->options.combine == CORRAL_COMBINE_MEAN) return mean(s, both, x, y, shared);
    return pooled(s, both, x, y, shared);
}

static double shared_value(corral_measure measure, double x, double y)
{
    if (measure == CORRAL_MEASURE_COSINE) return x * y;
    return x < y ? x : y;
}

/* Walks both rows at once; shared[k] collects facet k. Returns how many items are shared, and for
 * the first room of them which (by the region's number) and what each adds. */
static size_t walk(const corral_similarity *s, uint32_t a, uint32_t b, double *shared,
                   uint32_t *item, double *part, size_t room)
{
    size_t i = s->row_start[a], j = s->row_start[b], count = 0;
    size_t i_end = s->row_start[a + 1], j_end = s->row_start[b + 1];
    uint32_t k = 0;
    while (i < i_end && j < j_end) {
        if (s->row_item[i] < s->row_item[j]) {
            i++;
        } else if (s->row_item[i] > s->row_item[j]) {
            j++;
        } else {
            double value = shared_value(s->options.measure, s->row_value[i], s->row_value[j]);
            while (s->row_item[i] >= s->first[k + 1]) k++;
            shared[k] += value;
            if (count < room) {
                item[count] = s->row_item[i];
                part[count] = value;
            }
            count++;
            i++;
            j++;
        }
    }
    return count;
}

double corral_similarity_pair(const corral_similarity *s, uint32_t a, uint32_t b, double *coverage)
{
    double shared[SIMILARITY_FACETS];
    memset(shared, 0, s->facet_count * sizeof *shared);
    if (coverage) *coverage = similarity_coverage(s, s->known[a], s->known[b]);
    if (!similarity_is_comparable(s, s->known[a], s->known[b])) return NAN;
    walk(s, a, b, shared, NULL, NULL, 0);
    return similarity_of_shared(s, a, b, shared);
}

size_t corral_similarity_explain(const corral_similarity *s, uint32_t a, uint32_t b, uint32_t *item,
                                 double *part, size_t room)
{
    double shared[SIMILARITY_FACETS] = {0}, facet_part[SIMILARITY_FACETS] = {0}, whole = 0;
    if (!similarity_is_comparable(s, s->known[a], s->known[b])) return 0;
    size_t count = walk(s, a, b, shared, item, part, room);
    double score = similarity_of_shared(s, a, b, shared);
    for (uint32_t k = 0; k < s->facet_count; k++) {
        facet_part[k] = s->alpha[k] * shared[k];
        if (s->options.combine == CORRAL_COMBINE_MEAN) {
            const double *x = s->sum + (size_t)a * s->facet_count;
            const double *y = s->sum + (size_t)b * s->facet_count;
            double below = denominator(s->options.measure, x[k], y[k], shared[k]);
            facet_part[k] = s->alpha[k] * ratio(shared[k], below);
        }
        whole += facet_part[k];
    }
    size_t kept = count < room ? count : room;
    for (size_t i = 0; i < kept; i++) {
        uint32_t k = 0;
        while (item[i] >= s->first[k + 1]) k++;
        double of_facet = shared[k] > 0 ? part[i] / shared[k] : 0;
        part[i] = whole > 0 ? score * of_facet * facet_part[k] / whole : 0;
        item[i] = s->item_of_rank[item[i]];
    }
    return count;
}

double corral_similarity_coverage(const corral_similarity *s, uint32_t a, uint32_t b,
                                  bool *suffices)
{
    if (suffices) *suffices = similarity_is_comparable(s, s->known[a], s->known[b]);
    return similarity_coverage(s, s->known[a], s->known[b]);
}

uint32_t corral_similarity_pattern(const corral_similarity *s, uint32_t a)
{
    return s->pattern_of[a];
}

bool corral_similarity_comparable(const corral_similarity *s, uint32_t a)
{
    return s->pattern_comparable[s->pattern_of[a]];
}
