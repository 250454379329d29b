/* How many pairs there will be, from pairs drawn at random, and whether they fit into memory. */
#include "similarity/estimate.h"

#include "core/chance.h"
#include "core/memory.h"
#include "core/number.h"
#include "similarity/join.h"

#include <math.h>
#include <stdio.h>

enum {
    FEWEST_DRAWN = 20000,
    MOST_DRAWN = 4000000,
    BYTES_A_PAIR = 40, /* while rows are made of what was found */
    BYTES_A_COALITION = 96,
    BYTES_A_SEAT = 8,
    BYTES_A_SEARCHER = 21 /* and coalition */
};

/* ---- drawing ---- */

/* Pairs at the threshold among those drawn, each standing for `weight` pairs. */
typedef struct sample {
    double *similarity;
    size_t count, capacity;
    double weight;
} sample;

static double all_pairs(const corral_similarity *s)
{
    double n = s->coalition_count;
    return n > 1 ? n * (n - 1) / 2 : 0;
}

static corral_status draw(const corral_similarity *s, double threshold, size_t drawn, sample *x,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *chance = NULL;
    unsigned long n = s->coalition_count;
    x->weight = all_pairs(s) / (double)drawn;
    TRY(corral_chance_new(s->options.seed, 0, &chance, err));
    for (size_t i = 0; n > 1 && i < drawn; i++) {
        uint32_t a = (uint32_t)gsl_rng_uniform_int(chance, n);
        uint32_t b = (uint32_t)gsl_rng_uniform_int(chance, n - 1);
        double similarity = corral_similarity_pair(s, a, b + (b >= a), NULL);
        if (!(similarity > 0 && similarity >= threshold)) continue;
        TRY(corral_array_grow(&x->similarity, &x->capacity, x->count + 1, sizeof(double), err));
        x->similarity[x->count++] = similarity;
    }
done:
    if (chance) gsl_rng_free(chance);
    return status;
}

corral_status corral_pairs_estimate(const corral_similarity *s, double threshold, size_t drawn,
                                    double *pairs, corral_error *err)
{
    sample x = {0};
    corral_status status = draw(s, threshold, drawn ? drawn : FEWEST_DRAWN, &x, err);
    if (status == CORRAL_OK) *pairs = (double)x.count * x.weight;
    free(x.similarity);
    return status;
}

/* ---- what fits ---- */

/* Bytes beside the pairs: what is there, and what the search needs. */
static double memory_beside(const corral_similarity *s)
{
    double n = s->coalition_count, seats = (double)s->row_start[s->coalition_count];
    return (double)corral_memory_used() + seats * BYTES_A_SEAT +
           n * (BYTES_A_COALITION + BYTES_A_SEARCHER * corral_similarity_threads(s));
}

/* As many as tell whether the room suffices to about a tenth. */
static size_t draws_for(const corral_similarity *s, double room)
{
    double drawn = all_pairs(s) * BYTES_A_PAIR * 100 / (room + 1);
    if (drawn < FEWEST_DRAWN) return FEWEST_DRAWN;
    return drawn > MOST_DRAWN ? MOST_DRAWN : (size_t)drawn;
}

static int falling(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x < y ? 1 : x > y ? -1 : 0;
}

static void write_size(double bytes, char text[CORRAL_NUMBER_SIZE])
{
    bool is_large = bytes >= 0x1p30;
    snprintf(text, CORRAL_NUMBER_SIZE, "%.*f %s", is_large ? 1 : 0,
             bytes / (is_large ? 0x1p30 : 0x1p20), is_large ? "GiB" : "MiB");
}

/* The lowest threshold, in hundredths, at which the sample leaves what fits; above 1 if none. */
static double fitting_threshold(sample *x, double room)
{
    double fits = room / (BYTES_A_PAIR * x->weight);
    qsort(x->similarity, x->count, sizeof *x->similarity, falling);
    if (fits >= (double)x->count) return 0;
    return (floor(x->similarity[(size_t)fits] * 100) + 1) / 100;
}

static corral_status refuse(const corral_similarity *s, double threshold, sample *x, double beside,
                            corral_error *err)
{
    char needed[CORRAL_NUMBER_SIZE], allowed[CORRAL_NUMBER_SIZE], pairs[CORRAL_NUMBER_SIZE];
    char way_out[80] = "no threshold would fit";
    double most = (double)s->options.max_memory, room = most > beside ? most - beside : 0;
    double count = (double)x->count * x->weight, fitting = fitting_threshold(x, room);
    write_size(beside + count * BYTES_A_PAIR, needed);
    write_size(most, allowed);
    corral_number_grouped((size_t)count, pairs);
    if (room > 0 && fitting <= 1)
        snprintf(way_out, sizeof way_out, "a threshold of %.2f would fit", fitting);
    return corral_error_set(err, CORRAL_LIMIT,
                            "about %s pairs at threshold %g need about %s of memory, allowed are "
                            "%s; %s",
                            pairs, threshold, needed, allowed, way_out);
}

corral_status similarity_pairs_allowed(const corral_similarity *s, double threshold, size_t *most,
                                       bool *fits, corral_error *err)
{
    corral_status status = CORRAL_OK;
    sample x = {0};
    *most = SIZE_MAX;
    if (fits) *fits = true;
    if (s->options.max_memory == 0) return CORRAL_OK;
    double beside = memory_beside(s), allowed = (double)s->options.max_memory;
    double room = allowed > beside ? allowed - beside : 0;
    TRY(draw(s, threshold, draws_for(s, room), &x, err));
    *most = (size_t)(room / BYTES_A_PAIR);
    bool is_enough = room > 0 && (double)x.count * x.weight * BYTES_A_PAIR <= room;
    if (fits)
        *fits = is_enough;
    else if (!is_enough)
        status = refuse(s, threshold, &x, beside, err);
done:
    free(x.similarity);
    return status;
}
