/* Random generators by seed and stream. */
#include "core/chance.h"

#include "core/memory.h"

#include <stdlib.h>

uint64_t corral_chance_mix(uint64_t seed, uint64_t stream)
{
    uint64_t z = seed * 0x9e3779b97f4a7c15u + stream + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return z ? z : 1;
}

uint32_t corral_chance_shuffled(uint64_t key, uint32_t size, uint32_t value)
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

/* What gsl_rng_alloc does, but for GSL's error handler, which belongs to the process: generators
 * are made by several threads at a time. */
static corral_status generator_new(const gsl_rng_type *type, gsl_rng **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *generator = NULL;
    char *state = NULL;
    TRY(corral_array_new(&generator, 1, sizeof *generator, err));
    TRY(corral_array_new(&state, type->size, 1, err));
    generator->type = type;
    generator->state = state;
    *out = generator;
    generator = NULL;
done:
    free(generator);
    return status;
}

corral_status corral_chance_new(uint64_t seed, uint64_t stream, gsl_rng **out, corral_error *err)
{
    /* mt19937 uses 32 bits of its seed, and 0 would mean its default. */
    unsigned long word = (unsigned long)(corral_chance_mix(seed, stream) & 0xffffffffu);
    corral_status status = generator_new(gsl_rng_mt19937, out, err);
    if (status == CORRAL_OK) gsl_rng_set(*out, word ? word : 1);
    return status;
}
