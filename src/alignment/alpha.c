/* Krippendorff's alpha from the coincidences of values within units. */
#include "alignment/agreement.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#include "core/chance.h"
#include "core/memory.h"

/* counts[unit * values + v]: raters that gave the unit the v-th different value. */
typedef struct tally {
    double *different; /* rising */
    double *counts, *totals, *distance;
    uint32_t units, values;
    corral_metric metric;
} tally;

static void tally_release(tally *t)
{
    free(t->different);
    free(t->counts);
    free(t->totals);
    free(t->distance);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static uint32_t find_value(const tally *t, double value)
{
    uint32_t low = 0, high = t->values;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (t->different[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static corral_status find_different(tally *t, const corral_ratings *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t all = (size_t)r->units * r->raters, count = 0;
    TRY(corral_array_new(&t->different, all, sizeof *t->different, err));
    for (size_t k = 0; k < all; k++)
        if (!isnan(r->values[k])) t->different[count++] = r->values[k];
    qsort(t->different, count, sizeof *t->different, by_value);
    for (size_t k = 0; k < count; k++)
        if (!k || t->different[k] > t->different[k - 1])
            t->different[t->values++] = t->different[k];
done:
    return status;
}

/* Units with fewer than two values are left out: nothing can be compared there. */
static corral_status tally_init(tally *t, const corral_ratings *r, corral_metric metric,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    *t = (tally){.metric = metric};
    TRY(find_different(t, r, err));
    TRY(corral_array_new(&t->counts, (size_t)r->units * t->values, sizeof *t->counts, err));
    TRY(corral_array_new(&t->totals, t->values, sizeof *t->totals, err));
    TRY(corral_array_new(&t->distance, (size_t)t->values * t->values, sizeof *t->distance, err));
    for (uint32_t u = 0; u < r->units; u++) {
        double *counts = t->counts + (size_t)t->units * t->values;
        uint32_t given = 0;
        for (uint32_t a = 0; a < r->raters; a++) {
            double value = r->values[(size_t)u * r->raters + a];
            if (isnan(value)) continue;
            counts[find_value(t, value)]++;
            given++;
        }
        if (given > 1)
            t->units++;
        else
            memset(counts, 0, t->values * sizeof *counts);
    }
done:
    return status;
}

/* Squared distances of values; of ordered ones by how many values lie between. */
static void find_distances(tally *t)
{
    for (uint32_t a = 0; a < t->values; a++) {
        double between = t->totals[a] / 2;
        for (uint32_t b = a + 1; b < t->values; b++) {
            double d = 1;
            if (t->metric == CORRAL_METRIC_ORDINAL) d = between + t->totals[b] / 2;
            if (t->metric == CORRAL_METRIC_INTERVAL) d = t->different[b] - t->different[a];
            between += t->totals[b];
            t->distance[a * t->values + b] = d * d;
        }
    }
}

/* Sum over pairs of values a < b of counts[a] counts[b] distance. */
static double disagreement(const tally *t, const double *counts)
{
    double sum = 0;
    for (uint32_t a = 0; a < t->values; a++)
        for (uint32_t b = a + 1; b < t->values && counts[a] > 0; b++)
            sum += counts[a] * counts[b] * t->distance[a * t->values + b];
    return sum;
}

/* Of the units named, some perhaps several times. */
static double alpha_of(tally *t, const uint32_t *units, uint32_t count)
{
    double all = 0, observed = 0;
    memset(t->totals, 0, t->values * sizeof *t->totals);
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t v = 0; v < t->values; v++) {
            t->totals[v] += t->counts[(size_t)units[k] * t->values + v];
            all += t->counts[(size_t)units[k] * t->values + v];
        }
    find_distances(t);
    for (uint32_t k = 0; k < count; k++) {
        const double *counts = t->counts + (size_t)units[k] * t->values;
        double given = 0;
        for (uint32_t v = 0; v < t->values; v++) given += counts[v];
        observed += disagreement(t, counts) / (given - 1);
    }
    double expected = disagreement(t, t->totals);
    return expected > 0 ? 1 - (all - 1) * observed / expected : NAN;
}

corral_status corral_krippendorff_alpha(const corral_ratings *ratings, corral_metric metric,
                                        double *alpha, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *units = NULL;
    tally t = {0};
    TRY(tally_init(&t, ratings, metric, err));
    TRY(corral_array_new(&units, t.units, sizeof *units, err));
    for (uint32_t k = 0; k < t.units; k++) units[k] = k;
    *alpha = alpha_of(&t, units, t.units);
done:
    free(units);
    tally_release(&t);
    return status;
}

/* The value that a share of the sorted ones lies below, between two of them. */
static double quantile(const double *sorted, uint32_t count, double share)
{
    double at = share * (count - 1);
    uint32_t below = (uint32_t)at;
    double rest = at - below;
    return rest > 0 ? sorted[below] + rest * (sorted[below + 1] - sorted[below]) : sorted[below];
}

corral_status corral_krippendorff_interval(const corral_ratings *ratings, corral_metric metric,
                                           uint32_t replicates, uint64_t seed, double *low,
                                           double *high, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *units = NULL, count = 0;
    double *found = NULL;
    gsl_rng *chance = NULL;
    tally t = {0};
    TRY(tally_init(&t, ratings, metric, err));
    TRY(corral_array_new(&units, t.units, sizeof *units, err));
    TRY(corral_array_new(&found, replicates, sizeof *found, err));
    TRY(corral_chance_new(seed, 1, &chance, err));
    *low = *high = NAN;
    if (t.units < CORRAL_INTERVAL_UNITS) goto done;
    for (uint32_t k = 0; k < replicates; k++) {
        for (uint32_t u = 0; u < t.units; u++)
            units[u] = (uint32_t)gsl_rng_uniform_int(chance, t.units);
        found[count] = alpha_of(&t, units, t.units);
        if (!isnan(found[count])) count++;
    }
    if (!count || 2 * (uint64_t)count < replicates) goto done;
    qsort(found, count, sizeof *found, by_value);
    *low = quantile(found, count, 0.025);
    *high = quantile(found, count, 0.975);
done:
    free(units);
    free(found);
    if (chance) gsl_rng_free(chance);
    tally_release(&t);
    return status;
}
