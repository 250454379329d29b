/* Drawing a region's items anew (the bootstrap of Efron 1979, over items instead of coalitions, so
 * that every coalition stays). */
#include "similarity/resample.h"

#include "core/chance.h"
#include "core/memory.h"
#include "similarity/footprints.h"

#include <string.h>

#define FORGOTTEN 0.1

static corral_status copy(void *out, const void *array, size_t count, size_t size,
                          corral_error *err)
{
    void *made = NULL;
    corral_status status = corral_array_new(&made, count, size, err);
    if (status != CORRAL_OK) return status;
    if (count) memcpy(made, array, count * size);
    memcpy(out, &made, sizeof made);
    return CORRAL_OK;
}

/* What the original owns, once more; *c comes in as its bytes. */
static corral_status copy_arrays(const corral_similarity *s, corral_similarity *c,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t n = s->coalition_count, items = s->item_count, seats = s->row_start[n];
    TRY(copy(&c->item_of_rank, s->item_of_rank, items, sizeof *s->item_of_rank, err));
    TRY(copy(&c->row_start, s->row_start, n + 1, sizeof *s->row_start, err));
    TRY(copy(&c->row_item, s->row_item, seats, sizeof *s->row_item, err));
    TRY(copy(&c->row_value, s->row_value, seats, sizeof *s->row_value, err));
    TRY(copy(&c->column_start, s->column_start, items + 1, sizeof *s->column_start, err));
    TRY(copy(&c->column_coalition, s->column_coalition, seats, sizeof *s->column_coalition, err));
    TRY(copy(&c->column_value, s->column_value, seats, sizeof *s->column_value, err));
    TRY(copy(&c->known, s->known, n, sizeof *s->known, err));
    TRY(corral_array_new(&c->sum, n * s->facet_count, sizeof *c->sum, err));
done:
    return status;
}

static void draw_items(const corral_similarity *s, gsl_rng *chance, uint32_t *times)
{
    for (uint32_t k = 0; k < s->facet_count; k++) {
        uint32_t first = s->first[k], count = s->first[k + 1] - first;
        for (uint32_t i = 0; i < count; i++) times[first + gsl_rng_uniform_int(chance, count)]++;
    }
}

static void forget(corral_similarity *c, gsl_rng *chance)
{
    for (uint32_t a = 0; a < c->coalition_count; a++)
        for (uint32_t k = 0; k < c->facet_count; k++)
            if ((c->known[a] >> k & 1) && gsl_rng_uniform(chance) < FORGOTTEN)
                c->known[a] &= ~((uint64_t)1 << k);
}

static void weigh(corral_similarity *c, const uint32_t *times)
{
    bool squares = c->options.measure == CORRAL_MEASURE_COSINE;
    for (uint32_t r = 0; r < c->item_count; r++)
        for (size_t i = c->column_start[r]; i < c->column_start[r + 1]; i++)
            c->column_value[i] *= times[r];
    for (uint32_t a = 0; a < c->coalition_count; a++) {
        uint32_t k = 0;
        for (size_t i = c->row_start[a]; i < c->row_start[a + 1]; i++) {
            uint32_t r = c->row_item[i];
            double value = c->row_value[i] *= times[r];
            while (r >= c->first[k + 1]) k++;
            c->sum[(size_t)a * c->facet_count + k] += squares ? value * value : value;
        }
    }
}

corral_status corral_similarity_resample(const corral_similarity *s, uint64_t seed, uint64_t stream,
                                         corral_similarity **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_similarity *c = NULL;
    gsl_rng *chance = NULL;
    uint32_t *times = NULL;
    TRY(corral_array_new(&c, 1, sizeof *c, err));
    similarity_share_settings(c, s);
    c->options.max_memory = 0; /* about what the original needed, which fitted */
    TRY(copy_arrays(s, c, err));
    TRY(corral_array_new(&times, s->item_count, sizeof *times, err));
    TRY(corral_chance_new(seed, stream, &chance, err));
    draw_items(s, chance, times);
    forget(c, chance);
    weigh(c, times);
    TRY(similarity_find_patterns(c, err));
    *out = c;
    c = NULL;
done:
    if (chance) gsl_rng_free(chance);
    free(times);
    corral_similarity_free(c);
    return status;
}
