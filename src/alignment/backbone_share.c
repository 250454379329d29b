/* Sharing the functions among a few candidates; and planning how many to invite. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "alignment/backbone.h"
#include "core/try.h"

/* ---- sharing ---- */

typedef struct sharing {
    const corral_backbone *b;
    uint32_t set[CORRAL_SURVEY_CANDIDATES], best[CORRAL_SURVEY_CANDIDATES];
    uint32_t size, best_size;
    double score;
} sharing;

/* Who of the set is the best of a column; UINT32_MAX if nothing of theirs is published. */
static uint32_t best_of(const corral_backbone *b, const uint32_t *set, uint32_t count,
                        uint32_t column)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t k = 0; k < count; k++) {
        double score = corral_backbone_get(b, set[k], column).score;
        if (isnan(score)) continue;
        if (best == UINT32_MAX || score > corral_backbone_get(b, best, column).score) best = set[k];
    }
    return best;
}

static bool is_published(const corral_backbone *b, uint32_t column)
{
    for (uint32_t c = 0; c < b->candidates; c++)
        if (!isnan(corral_backbone_get(b, c, column).score)) return true;
    return false;
}

/* Mean over the columns that anybody covers; NAN where the set leaves one. */
static double value_of(const corral_backbone *b, const uint32_t *set, uint32_t count)
{
    double sum = 0, columns = 0;
    for (uint32_t f = 0; f < b->columns; f++) {
        if (!is_published(b, f)) continue;
        uint32_t who = best_of(b, set, count, f);
        if (who == UINT32_MAX) return NAN;
        sum += corral_backbone_get(b, who, f).score;
        columns++;
    }
    return columns > 0 ? sum / columns : NAN;
}

static void try_sets(sharing *s, uint32_t from, uint32_t left)
{
    if (s->size) {
        double score = value_of(s->b, s->set, s->size);
        bool is_better =
            score > s->score + 1e-9 || (score > s->score - 1e-9 && s->size < s->best_size);
        if (!isnan(score) && (isnan(s->score) || is_better)) {
            for (uint32_t k = 0; k < s->size; k++) s->best[k] = s->set[k];
            s->best_size = s->size;
            s->score = score;
        }
    }
    for (uint32_t c = from; left && c < s->b->candidates; c++) {
        s->set[s->size++] = c;
        try_sets(s, c + 1, left - 1);
        s->size--;
    }
}

corral_status corral_backbone_share(const corral_backbone *b, uint32_t most, uint32_t *chosen,
                                    uint32_t *count, uint32_t *by, double *score, corral_error *err)
{
    corral_status status = CORRAL_OK;
    sharing s = {.b = b, .score = NAN};
    double sets = 0, size = 1;
    if (most > b->candidates) most = b->candidates;
    for (uint32_t k = 1; k <= most; k++) {
        size *= (double)(b->candidates - k + 1) / k;
        sets += size;
    }
    if (sets > CORRAL_SHARE_SETS)
        FAIL(CORRAL_LIMIT, "sharing among %u of %u candidates has more than %.0f combinations",
             most, b->candidates, CORRAL_SHARE_SETS);
    try_sets(&s, 0, most);
    *count = s.best_size;
    *score = s.score;
    for (uint32_t k = 0; k < s.best_size; k++) chosen[k] = s.best[k];
    for (uint32_t f = 0; f < b->columns; f++) by[f] = best_of(b, s.best, s.best_size, f);
done:
    return status;
}

/* ---- planning ---- */

/* The mean of P(X = x), X binomial (n, p), over p from low to high is a difference of two beta
 * distribution functions: the integral of p^x (1 - p)^(n - x) is an incomplete beta function. */
double corral_backbone_hidden_share(uint32_t invited, uint32_t min_raters)
{
    const double scored = CORRAL_INVITE_ANSWERING * (1 - CORRAL_INVITE_TIED), n = invited;
    const double low = scored * CORRAL_INVITE_KNOWN_LEAST, high = scored * CORRAL_INVITE_KNOWN_MOST;
    double sum = 0;
    for (uint32_t x = 0; x < min_raters && x <= invited; x++)
        sum += gsl_cdf_beta_P(high, x + 1.0, n - x + 1) - gsl_cdf_beta_P(low, x + 1.0, n - x + 1);
    return fmin(1, sum / ((n + 1) * (high - low)));
}
