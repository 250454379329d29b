/* Random generators by seed and stream. */
#include "core/chance.h"

#include "core/bridge_gsl.h"

uint64_t corral_chance_mix(uint64_t seed, uint64_t stream)
{
    uint64_t z = seed * 0x9e3779b97f4a7c15u + stream + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return z ? z : 1;
}

corral_status corral_chance_new(uint64_t seed, uint64_t stream, gsl_rng **out, corral_error *err)
{
    gsl_error_handler_t *before = corral_gsl_enter();
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);
    corral_status status = corral_gsl_leave(before, generator ? GSL_SUCCESS : GSL_ENOMEM, err);
    if (status != CORRAL_OK) return status;
    /* mt19937 uses 32 bits of its seed, and 0 would mean its default. */
    unsigned long word = (unsigned long)(corral_chance_mix(seed, stream) & 0xffffffffu);
    gsl_rng_set(generator, word ? word : 1);
    *out = generator;
    return CORRAL_OK;
}
