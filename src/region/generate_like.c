/* Planting groups with the degrees of a real region. */
#include "corral/generate.h"

#include "core/chance.h"
#include "core/memory.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
    BLOCK = 16,    /* neighbouring seats that are dealt together ... */
    OF_BLOCK = 10, /* ... but for those behind the first ten, dealt one by one */
    LEAST_GROUP = 3,
    MOST_GROUP = 9,
    ROUNDS = 100 /* of drawing again, before the first free items are taken */
};
#define ALONE 0.1

/* The seats of a facet. */
typedef struct stock {
    uint32_t *holders; /* one a seat of the region: its item; the seats of an item neighbours */
    uint32_t held;     /* seats of the region */
    uint32_t size;     /* items of the region */
    uint64_t seats;    /* to be dealt in all */
    uint64_t dealt;
    uint64_t key;
} stock;

typedef struct likeness {
    const corral_region *region;
    const corral_generate_options *options;
    gsl_rng *chance;
    stock *stocks;
    uint32_t facets, models;
    uint32_t most;   /* seats of one coalition */
    uint32_t *items; /* most for each coalition of the group */
    uint32_t model[MOST_GROUP];
} likeness;

/* ---- the region's seats ---- */

static uint32_t model_of(const likeness *l, uint32_t i)
{
    return corral_chance_shuffled(corral_chance_mix(l->options->seed, i / l->models), l->models,
                                  i % l->models);
}

/* Where the seats of a facet stand in a footprint. */
static uint32_t slice(const likeness *l, uint32_t model, uint32_t facet, uint32_t *start)
{
    corral_seats seats = corral_region_footprint(l->region, model);
    uint32_t first, end, at = 0, count = 0;
    corral_region_facet_items(l->region, facet, &first, &end);
    while (at < seats.count && seats.index[at] < first) at++;
    while (at + count < seats.count && seats.index[at + count] < end) count++;
    *start = at;
    return count;
}

static corral_status fill_stock(const likeness *l, uint32_t facet, stock *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    corral_region_facet_items(l->region, facet, &first, &end);
    s->size = end - first;
    s->key = corral_chance_mix(l->options->seed, (uint64_t)facet << 32);
    for (uint32_t j = first; j < end; j++)
        s->held += (uint32_t)corral_region_holders(l->region, j).count;
    TRY(corral_array_new(&s->holders, s->held, sizeof *s->holders, err));
    for (uint32_t j = 0, at = 0; j < s->size; j++) {
        uint32_t item = corral_chance_shuffled(s->key, s->size, j);
        size_t count = corral_region_holders(l->region, first + item).count;
        while (count--) s->holders[at++] = j;
    }
done:
    return status;
}

/* How many seats of each facet the coalitions will have. */
static corral_status count_seats(likeness *l, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t rounds = l->options->coalitions / l->models, start;
    for (uint32_t f = 0; f < l->facets; f++) {
        stock *s = &l->stocks[f];
        s->seats = (uint64_t)rounds * s->held;
        for (uint32_t i = rounds * l->models; i < l->options->coalitions; i++)
            s->seats += slice(l, model_of(l, i), f, &start);
        if (s->held && (s->seats / s->held + 1) * s->size >= UINT32_MAX)
            FAIL(CORRAL_BAD_USE, "%u coalitions like these would have too many items of facet %s",
                 l->options->coalitions, corral_region_facet_name(l->region, f));
    }
done:
    return status;
}

/* ---- dealing ---- */

static uint32_t item_of(const stock *s, uint64_t seat)
{
    return (uint32_t)(seat / s->held) * s->size + s->holders[seat % s->held];
}

/* The next seat of a permutation of all: the first ten of every sixteen stay together. */
static uint32_t deal(stock *s)
{
    uint64_t seat = s->dealt++, whole = s->seats / BLOCK, within = seat % BLOCK;
    if (seat < whole * BLOCK) {
        uint64_t key = s->key + 1 + (within < OF_BLOCK ? 0 : within);
        seat = (uint64_t)corral_chance_shuffled(key, (uint32_t)whole, (uint32_t)(seat / BLOCK)) *
                   BLOCK +
               within;
    }
    return item_of(s, seat);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts; what comes twice becomes a seat drawn at random, or the first item that is free. How many
 * did. */
static uint32_t replace_twice(likeness *l, const stock *s, uint32_t *items, uint32_t count,
                              bool at_random)
{
    uint32_t twice = 0, next_free = 0;
    qsort(items, count, sizeof *items, by_number);
    for (uint32_t i = 1, last = items[0]; i < count; i++) {
        if (items[i] != last) {
            last = items[i];
            continue;
        }
        twice++;
        if (at_random) {
            double seat = gsl_rng_uniform(l->chance) * (double)s->seats;
            items[i] = item_of(s, (uint64_t)seat);
            continue;
        }
        for (uint32_t k = 0; k < count; k++)
            if (items[k] == next_free) next_free++, k = UINT32_MAX;
        items[i] = next_free;
    }
    return twice;
}

static void make_distinct(likeness *l, const stock *s, uint32_t *items, uint32_t count)
{
    if (count < 2) return;
    for (int round = 0; round < ROUNDS; round++)
        if (!replace_twice(l, s, items, count, true)) return;
    while (replace_twice(l, s, items, count, false)) continue;
}

/* Neighbouring seats go to different coalitions of the group. */
static void fill_group(likeness *l, uint32_t size)
{
    for (uint32_t f = 0; f < l->facets; f++) {
        uint32_t start[MOST_GROUP], count[MOST_GROUP], longest = 0;
        for (uint32_t c = 0; c < size; c++) {
            count[c] = slice(l, l->model[c], f, &start[c]);
            if (count[c] > longest) longest = count[c];
        }
        for (uint32_t r = 0; r < longest; r++)
            for (uint32_t c = 0; c < size; c++)
                if (r < count[c])
                    l->items[(size_t)c * l->most + start[c] + r] = deal(&l->stocks[f]);
        for (uint32_t c = 0; c < size; c++)
            make_distinct(l, &l->stocks[f], l->items + (size_t)c * l->most + start[c], count[c]);
    }
}

static uint32_t group_size(likeness *l)
{
    double mean = (LEAST_GROUP + MOST_GROUP) / 2.0;
    double alone = ALONE * mean / (ALONE * mean + 1 - ALONE);
    if (gsl_rng_uniform(l->chance) < alone) return 1;
    return LEAST_GROUP + (uint32_t)gsl_rng_uniform_int(l->chance, MOST_GROUP - LEAST_GROUP + 1);
}

/* ---- all of it ---- */

static corral_status prepare(likeness *l, corral_error *err)
{
    corral_status status = CORRAL_OK;
    l->models = corral_region_coalition_count(l->region);
    l->facets = corral_region_facet_count(l->region);
    if (l->models == 0) FAIL(CORRAL_BAD_USE, "a region without coalitions is like nothing");
    TRY(corral_chance_new(l->options->seed, 0, &l->chance, err));
    TRY(corral_array_new(&l->stocks, l->facets, sizeof *l->stocks, err));
    for (uint32_t f = 0; f < l->facets; f++) TRY(fill_stock(l, f, &l->stocks[f], err));
    TRY(count_seats(l, err));
    for (uint32_t a = 0; a < l->models; a++) {
        size_t count = corral_region_footprint(l->region, a).count;
        if (count > l->most) l->most = (uint32_t)count;
    }
    TRY(corral_array_new(&l->items, (size_t)l->most * MOST_GROUP, sizeof *l->items, err));
done:
    return status;
}

static corral_status plant(likeness *l, corral_likeness_sink *sink, void *user,
                           const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = l->options->coalitions, group = 0;
    for (uint32_t i = 0, size, steps = 0; i < n; i += size, steps++) {
        size = group_size(l);
        group += size > 1;
        if (size > n - i) size = n - i;
        for (uint32_t c = 0; c < size; c++) l->model[c] = model_of(l, i + c);
        fill_group(l, size);
        for (uint32_t c = 0; c < size; c++) {
            corral_likeness made = {
                .coalition = corral_chance_shuffled(l->options->seed ^ 0x636f616c, n, i + c),
                .group = size > 1 ? group : 0,
                .model = l->model[c],
                .items = l->items + (size_t)c * l->most};
            TRY(sink(user, &made, err));
        }
        if (steps % 16384 == 0 && progress &&
            !progress->step(progress->user, "planting groups", (double)i / n))
            FAIL(CORRAL_INTERRUPTED, "interrupted");
    }
done:
    return status;
}

corral_status corral_generate_like(const corral_region *region,
                                   const corral_generate_options *options,
                                   corral_likeness_sink *sink, void *user,
                                   const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    likeness l = {.region = region, .options = options};
    if (options->coalitions < 1 || options->coalitions > CORRAL_GENERATE_MOST)
        FAIL(CORRAL_BAD_USE, "number of coalitions must be from 1 to %u, got %u",
             CORRAL_GENERATE_MOST, options->coalitions);
    TRY(prepare(&l, err));
    TRY(plant(&l, sink, user, progress, err));
done:
    for (uint32_t f = 0; l.stocks && f < l.facets; f++) free(l.stocks[f].holders);
    free(l.stocks);
    free(l.items);
    if (l.chance) gsl_rng_free(l.chance);
    return status;
}
