/* Kendall's W, van der Eijk's A, Wilson's interval; alpha.c has Krippendorff's alpha. */
#include "alignment/agreement.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "core/chance.h"
#include "core/memory.h"

/* ---- Kendall's W ---- */

/* ranks[rater * units + unit] of the raters that rank every unit. */
static uint32_t rank_complete(const corral_ratings *r, double *ranks)
{
    uint32_t raters = 0, n = r->units;
    for (uint32_t a = 0; a < r->raters; a++) {
        double *own = ranks + (size_t)raters * n;
        bool complete = true;
        for (uint32_t u = 0; u < n; u++) {
            double value = r->values[(size_t)u * r->raters + a];
            uint32_t before = 0, level = 0;
            complete = complete && !isnan(value);
            for (uint32_t v = 0; v < n; v++) {
                double other = r->values[(size_t)v * r->raters + a];
                before += other < value;
                level += other <= value && other >= value;
            }
            own[u] = before + (level + 1) / 2.0;
        }
        raters += complete;
    }
    return raters;
}

/* Sum of t^3 - t over groups of t equal ranks: 12 times the sum of squares that ties take away. */
static double tie_loss(const double *ranks, uint32_t n)
{
    double loss = 0;
    for (uint32_t u = 0; u < n; u++) {
        double level = 0;
        for (uint32_t v = 0; v < n; v++) level += ranks[v] <= ranks[u] && ranks[v] >= ranks[u];
        loss += level * level - 1; /* each of t equal ones adds (t^3 - t) / t */
    }
    return loss;
}

/* The sum of squares of the units' rank sums about their mean. */
static double spread(const double *ranks, uint32_t raters, uint32_t n, double *sums)
{
    double mean = raters * (n + 1) / 2.0, total = 0;
    for (uint32_t u = 0; u < n; u++) sums[u] = -mean;
    for (uint32_t a = 0; a < raters; a++)
        for (uint32_t u = 0; u < n; u++) sums[u] += ranks[(size_t)a * n + u];
    for (uint32_t u = 0; u < n; u++) total += sums[u] * sums[u];
    return total;
}

/* Every rater's ranks in random order, again and again. */
static corral_status permute(double *ranks, uint32_t raters, uint32_t n, double *sums,
                             uint64_t seed, double *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *chance = NULL;
    double found = spread(ranks, raters, n, sums);
    uint32_t as_much = 1;
    TRY(corral_chance_new(seed, 0, &chance, err));
    for (int k = 0; k < CORRAL_PERMUTATIONS; k++) {
        for (uint32_t a = 0; a < raters; a++)
            gsl_ran_shuffle(chance, ranks + (size_t)a * n, n, sizeof *ranks);
        as_much += spread(ranks, raters, n, sums) >= found - 1e-9;
    }
    *p = as_much / (CORRAL_PERMUTATIONS + 1.0);
done:
    if (chance) gsl_rng_free(chance);
    return status;
}

corral_status corral_kendall_w(const corral_ratings *ratings, uint64_t seed,
                               corral_concordance *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *ranks = NULL, *sums = NULL, loss = 0, n = ratings->units;
    TRY(corral_array_new(&ranks, (size_t)ratings->units * ((size_t)ratings->raters + 1),
                         sizeof *ranks, err));
    TRY(corral_array_new(&sums, ratings->units, sizeof *sums, err));
    uint32_t raters = rank_complete(ratings, ranks);
    double m = raters;
    *out = (corral_concordance){NAN, NAN, NAN, raters, false};
    for (uint32_t a = 0; a < raters; a++)
        loss += tie_loss(ranks + (size_t)a * ratings->units, ratings->units);
    double most = (m * m * (n * n * n - n) - m * loss) / 12;
    if (raters < 2 || ratings->units < 2 || most <= 0) goto done;
    out->w = spread(ranks, raters, ratings->units, sums) / most;
    out->chi_squared = m * (n - 1) * out->w;
    out->is_permuted = raters < 7 || ratings->units < 7;
    if (out->is_permuted)
        TRY(permute(ranks, raters, ratings->units, sums, seed, &out->p, err));
    else
        out->p = gsl_cdf_chisq_Q(out->chi_squared, n - 1);
    if (!isfinite(out->p)) out->p = NAN;
done:
    free(ranks);
    free(sums);
    return status;
}

/* ---- van der Eijk's A ---- */

/* Agreement of a layer, in which every category is there or not: its unimodality, by the share of
 * categories that are empty. */
static double layer_agreement(const bool *there, uint32_t categories)
{
    double k = categories, filled = 0, along = 0, against = 0; /* triples 110 and 011; 101 */
    for (uint32_t i = 0; i < categories; i++) {
        filled += there[i];
        for (uint32_t j = i + 1; j < categories; j++)
            for (uint32_t l = j + 1; l < categories; l++) {
                along += there[j] && there[i] != there[l];
                against += !there[j] && there[i] && there[l];
            }
    }
    double unimodal = along + against > 0
                          ? ((k - 2) * along - (k - 1) * against) / ((k - 2) * (along + against))
                          : 1;
    return unimodal * (1 - (filled - 1) / (k - 1));
}

double corral_van_der_eijk(const double *counts, uint32_t categories)
{
    double total = 0, agreement = 0, below = 0;
    bool there[64];
    if (categories < 3 || categories > 64) return NAN;
    for (uint32_t k = 0; k < categories; k++) total += counts[k];
    if (!(total > 0)) return NAN;
    for (;;) { /* layer by layer from the bottom, each as high as its lowest category allows */
        double next = INFINITY;
        uint32_t filled = 0;
        for (uint32_t k = 0; k < categories; k++) {
            there[k] = counts[k] > below;
            filled += there[k];
            if (there[k]) next = fmin(next, counts[k]);
        }
        if (!filled) return agreement;
        agreement += (next - below) * filled / total * layer_agreement(there, categories);
        below = next;
    }
}

/* ---- Wilson's interval ---- */

void corral_share_interval(uint32_t yes, uint32_t of, double *low, double *high)
{
    double z = 1.959963984540054, n = of, share = yes / n;
    double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    *low = *high = NAN;
    if (!of) return;
    *low = yes ? fmax(0, middle - half) : 0;
    *high = yes < of ? fmin(1, middle + half) : 1;
}
