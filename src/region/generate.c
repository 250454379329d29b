/* Planting groups. */
#include "corral/generate.h"

#include "core/chance.h"

#include <math.h>

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
#define EXPONENT 0.8
#define ALONE 0.1

typedef struct generator {
    gsl_rng *chance;
    uint64_t seed;
    uint32_t coalitions, vocabulary;
    corral_family family;
    uint32_t items[MOST_ITEMS];
    size_t count;
} generator;

/* ---- shuffling without memory ---- */

/* A permutation of 0 .. size-1: a balanced Feistel network of four rounds over the next power of
 * four, walked until it falls into the range (Black and Rogaway 2002). */
static uint32_t shuffled(uint64_t key, uint32_t size, uint32_t value)
{
    unsigned half = 1;
    while (((uint64_t)1 << (2 * half)) < size) half++;
    uint32_t mask = (1u << half) - 1;
    do {
        uint32_t left = value >> half, right = value & mask;
        for (uint64_t round = 0; round < 4; round++) {
            uint32_t mixed = (uint32_t)corral_chance_mix(key + round, right) & mask;
            uint32_t next = left ^ mixed;
            left = right;
            right = next;
        }
        value = left << half | right;
    } while (value >= size);
    return value;
}

/* ---- drawing ---- */

static uint32_t below(generator *g, uint32_t limit)
{
    return (uint32_t)gsl_rng_uniform_int(g->chance, limit);
}

/* Zipf's law by rejection-inversion (Hoermann and Derflinger 1996), ranks 0 .. size-1. */
static double integral(double x)
{
    return pow(x, 1 - EXPONENT) / (1 - EXPONENT);
}

static uint32_t zipf(generator *g, uint32_t size)
{
    double low = integral(1.5) - 1, high = integral(size + 0.5);
    for (;;) {
        double u = high + gsl_rng_uniform(g->chance) * (low - high);
        double x = pow((1 - EXPONENT) * u, 1 / (1 - EXPONENT));
        double rank = floor(x + 0.5);
        if (rank < 1) rank = 1;
        if (rank > size) rank = size;
        if (u >= integral(rank + 0.5) - pow(rank, -EXPONENT)) return (uint32_t)rank - 1;
    }
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
            uint32_t item = zipf(g, g->vocabulary);
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
    for (uint32_t i = 0; i < size; i++) core[i] = below(g, g->vocabulary);
}

/* ---- planting ---- */

typedef struct planting {
    uint32_t group;    /* number of the present group */
    uint32_t left;     /* coalitions still to come in it; 0: none */
    bool is_alone;     /* the present one is alone */
    uint32_t in_block; /* coalitions of the present block so far */
    uint32_t core[CORE];
    uint32_t block_core[BLOCK_CORE];
} planting;

/* A new group or a coalition alone: so often that one coalition in ten is alone. */
static void next_group(generator *g, planting *p)
{
    double mean = (LEAST_GROUP + MOST_GROUP) / 2.0;
    double alone = ALONE * mean / (ALONE * mean + 1 - ALONE);
    if (p->in_block >= BLOCK) p->in_block = 0;
    if (p->in_block == 0) draw_core(g, p->block_core, BLOCK_CORE);
    p->is_alone = gsl_rng_uniform(g->chance) < alone;
    p->left = 1;
    if (p->is_alone) return;
    p->left = LEAST_GROUP + below(g, MOST_GROUP - LEAST_GROUP + 1);
    p->group++;
    draw_core(g, p->core, CORE);
}

static void fill(generator *g, const planting *p)
{
    bool blocks = g->family == CORRAL_FAMILY_BLOCKS;
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

static void shuffle_items(generator *g)
{
    for (size_t i = 0; i < g->count; i++)
        g->items[i] = shuffled(g->seed ^ 0x6974656d, g->vocabulary, g->items[i]);
}

corral_status corral_generate(const corral_generate_options *options, corral_generate_sink *sink,
                              void *user, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    generator g = {.seed = options->seed,
                   .coalitions = options->coalitions,
                   .vocabulary = 2 * options->coalitions,
                   .family = options->family};
    planting p = {0};
    if (options->coalitions < 1 || options->coalitions > CORRAL_GENERATE_MOST)
        FAIL(CORRAL_BAD_USE, "number of coalitions must be from 1 to %u, got %u",
             CORRAL_GENERATE_MOST, options->coalitions);
    TRY(corral_chance_new(options->seed, 0, &g.chance, err));
    for (uint32_t i = 0; i < g.coalitions; i++) {
        if (p.left == 0) next_group(&g, &p);
        fill(&g, &p);
        shuffle_items(&g);
        uint32_t number = shuffled(g.seed ^ 0x636f616c, g.coalitions, i);
        TRY(sink(user, number, p.is_alone ? 0 : p.group, g.items, g.count, err));
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
