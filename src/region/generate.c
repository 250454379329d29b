/* Planting groups. */
#include "corral/generate.h"

#include "core/chance.h"

#include <math.h>
#include <stdbool.h>

enum {
    CORE = 9,
    OF_CORE = 7,
    BLOCK = 45,
    BLOCK_CORE = 5,
    OF_BLOCK_CORE = 3,
    LEAST_GROUP = 3,
    MOST_GROUP = 9,
    MOST_ITEMS = 24,
    TRIES = 1000 /* draws for one item before a small vocabulary counts as used up */
};
#define ALONE 0.1

enum { GOALS = 300, COARSE_VALUES = 22, LOCALITY = 500 };
#define NATIONAL 0.1 /* share of noise that is not local */

/* What makes a family. */
static const struct {
    double exponent; /* of Zipf's law */
    bool heavy_core; /* cores by Zipf's law, too */
    bool blocks, coarse, national;
} kinds[] = {[CORRAL_FAMILY_REGIONAL] = {.exponent = 0.8},
             [CORRAL_FAMILY_BLOCKS] = {.exponent = 0.8, .blocks = true},
             [CORRAL_FAMILY_HEAVY] = {.exponent = 1, .heavy_core = true},
             [CORRAL_FAMILY_GOALS] = {.exponent = 0.8},
             [CORRAL_FAMILY_COARSE] = {.exponent = 0.8, .coarse = true},
             [CORRAL_FAMILY_NATIONAL] = {.exponent = 0.8, .national = true}};

typedef struct generator {
    gsl_rng *chance;
    uint64_t seed;
    uint32_t coalitions, vocabulary;
    corral_family family;
    uint32_t local, local_count; /* the items of the present locality; all but in a nation */
    uint32_t items[MOST_ITEMS];
    size_t count;
} generator;

/* ---- drawing ---- */

static uint32_t below(generator *g, uint32_t limit)
{
    return (uint32_t)gsl_rng_uniform_int(g->chance, limit);
}

/* Zipf's law by rejection-inversion (Hoermann and Derflinger 1996), ranks 0 .. size-1. The integral
 * of x^-exponent, and its inverse. */
static double integral(double x, double exponent)
{
    return exponent == 1 ? log(x) : pow(x, 1 - exponent) / (1 - exponent);
}

static double inverse(double u, double exponent)
{
    return exponent == 1 ? exp(u) : pow((1 - exponent) * u, 1 / (1 - exponent));
}

static uint32_t zipf(generator *g, uint32_t size)
{
    double e = kinds[g->family].exponent;
    double low = integral(1.5, e) - 1, high = integral(size + 0.5, e);
    for (;;) {
        double u = high + gsl_rng_uniform(g->chance) * (low - high);
        double rank = floor(inverse(u, e) + 0.5);
        if (rank < 1) rank = 1;
        if (rank > size) rank = size;
        if (u >= integral(rank + 0.5, e) - pow(rank, -e)) return (uint32_t)rank - 1;
    }
}

/* One more or less popular item; in a nation mostly of the locality. */
static uint32_t noise(generator *g)
{
    bool is_local = kinds[g->family].national && gsl_rng_uniform(g->chance) >= NATIONAL;
    return is_local ? g->local + zipf(g, g->local_count) : zipf(g, g->vocabulary);
}

static bool has(const generator *g, uint32_t item)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->items[i] == item) return true;
    return false;
}

static void add(generator *g, uint32_t item)
{
    if (!has(g, item)) g->items[g->count++] = item;
}

static void add_noise(generator *g, uint32_t least, uint32_t most)
{
    uint32_t wanted = least + below(g, most - least + 1);
    for (uint32_t i = 0; i < wanted; i++)
        for (int try = 0; try < TRIES; try++) {
            uint32_t item = noise(g);
            if (has(g, item)) continue;
            add(g, item);
            break;
        }
}

/* `of` of the core's items. */
static void add_core(generator *g, const uint32_t *core, uint32_t size, uint32_t of)
{
    uint32_t left = of;
    for (uint32_t i = 0; i < size; i++)
        if (below(g, size - i) < left) {
            add(g, core[i]);
            left--;
        }
}

static void draw_core(generator *g, uint32_t *core, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        core[i] = kinds[g->family].heavy_core ? zipf(g, g->vocabulary)
                                              : g->local + below(g, g->local_count);
}

/* ---- planting ---- */

typedef struct planting {
    uint32_t group;    /* number of the present group */
    uint32_t left;     /* coalitions still to come in it; 0: none */
    bool is_alone;     /* the present one is alone */
    uint32_t in_block; /* coalitions of the present block so far */
    uint32_t core[CORE];
    uint32_t block_core[BLOCK_CORE];
    uint32_t value; /* of the coarse facet */
} planting;

/* A new group or a coalition alone: so often that one coalition in ten is alone. */
static void next_group(generator *g, planting *p)
{
    double mean = (LEAST_GROUP + MOST_GROUP) / 2.0;
    double alone = ALONE * mean / (ALONE * mean + 1 - ALONE);
    if (p->in_block >= BLOCK) p->in_block = 0;
    if (p->in_block == 0) draw_core(g, p->block_core, BLOCK_CORE);
    p->value = kinds[g->family].coarse ? below(g, COARSE_VALUES) : UINT32_MAX;
    p->is_alone = gsl_rng_uniform(g->chance) < alone;
    p->left = 1;
    if (p->is_alone) return;
    p->left = LEAST_GROUP + below(g, MOST_GROUP - LEAST_GROUP + 1);
    p->group++;
    draw_core(g, p->core, CORE);
}

static void fill(generator *g, const planting *p)
{
    bool blocks = kinds[g->family].blocks;
    g->count = 0;
    if (p->is_alone) {
        add_noise(g, 9, 15);
        return;
    }
    add_core(g, p->core, CORE, OF_CORE);
    if (blocks) add_core(g, p->block_core, BLOCK_CORE, OF_BLOCK_CORE);
    if (blocks)
        add_noise(g, 1, 3);
    else
        add_noise(g, 2, 8);
}

/* Where coalition i of the planted order lives. */
static void settle(generator *g, uint32_t i)
{
    g->local = 0;
    g->local_count = g->vocabulary;
    if (!kinds[g->family].national) return;
    g->local = i / LOCALITY * LOCALITY * 2;
    if (g->vocabulary - g->local > 2 * LOCALITY)
        g->local_count = 2 * LOCALITY;
    else
        g->local_count = g->vocabulary - g->local;
}

static void shuffle_items(generator *g)
{
    for (size_t i = 0; i < g->count; i++)
        g->items[i] = corral_chance_shuffled(g->seed ^ 0x6974656d, g->vocabulary, g->items[i]);
}

corral_status corral_generate(const corral_generate_options *options, corral_generate_sink *sink,
                              void *user, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    generator g = {.seed = options->seed,
                   .coalitions = options->coalitions,
                   .vocabulary = 2 * options->coalitions,
                   .family = options->family};
    if (g.family == CORRAL_FAMILY_GOALS && g.vocabulary > GOALS) g.vocabulary = GOALS;
    planting p = {0};
    if (options->coalitions < 1 || options->coalitions > CORRAL_GENERATE_MOST)
        FAIL(CORRAL_BAD_USE, "number of coalitions must be from 1 to %u, got %u",
             CORRAL_GENERATE_MOST, options->coalitions);
    TRY(corral_chance_new(options->seed, 0, &g.chance, err));
    for (uint32_t i = 0; i < g.coalitions; i++) {
        if (p.left == 0) settle(&g, i);
        if (p.left == 0) next_group(&g, &p);
        fill(&g, &p);
        shuffle_items(&g);
        corral_generated made = {.coalition =
                                     corral_chance_shuffled(g.seed ^ 0x636f616c, g.coalitions, i),
                                 .group = p.is_alone ? 0 : p.group,
                                 .items = g.items,
                                 .count = g.count,
                                 .value = p.value};
        TRY(sink(user, &made, err));
        p.left--;
        p.in_block++;
        if (i % 65536 == 0 && progress &&
            !progress->step(progress->user, "planting groups", (double)i / g.coalitions))
            FAIL(CORRAL_INTERRUPTED, "interrupted");
    }
done:
    if (g.chance) gsl_rng_free(g.chance);
    return status;
}
