/* Chance: a GSL generator that is always seeded by us. */
#ifndef CORRAL_CORE_CHANCE_H
#define CORRAL_CORE_CHANCE_H

#include "core/try.h"

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* Mersenne twister for block `stream` of work under `seed`; different streams and seeds are
 * unrelated, so that results do not depend on which thread does which block. gsl_rng_free it. */
corral_status corral_chance_new(uint64_t seed, uint64_t stream, gsl_rng **out, corral_error *err);

/* A mixing of both into a word that is never 0 (which GSL takes for its default seed); splitmix64,
 * Steele, Lea and Flood 2014. */
uint64_t corral_chance_mix(uint64_t seed, uint64_t stream);

/* Shuffles without memory: where value, below size, stands in the permutation of 0 .. size-1 that
 * key names. A balanced Feistel network of four rounds over the next power of four, walked until it
 * falls into the range (Black and Rogaway 2002). */
uint32_t corral_chance_shuffled(uint64_t key, uint32_t size, uint32_t value);

#endif
