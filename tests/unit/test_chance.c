/* Seeded chance. */
#include <stdlib.h>

#include "core/chance.h"
#include "support/small.h"

static gsl_rng *generator(uint64_t seed, uint64_t stream)
{
    gsl_rng *chance = NULL;
    assert_int_equal(corral_chance_new(seed, stream, &chance, NULL), CORRAL_OK);
    return chance;
}

static void the_same_seed_and_stream_give_the_same_numbers(void **state)
{
    (void)state;
    gsl_rng *x = generator(1, 5), *y = generator(1, 5);
    for (int i = 0; i < 1000; i++) assert_int_equal(gsl_rng_get(x), gsl_rng_get(y));
    gsl_rng_free(x);
    gsl_rng_free(y);
}

/* How many of a thousand draws below 1000 are equal; about one when they are unrelated. */
static int common(uint64_t seed, uint64_t stream, uint64_t other_seed, uint64_t other_stream)
{
    gsl_rng *x = generator(seed, stream), *y = generator(other_seed, other_stream);
    int equal = 0;
    for (int i = 0; i < 1000; i++)
        equal += gsl_rng_uniform_int(x, 1000) == gsl_rng_uniform_int(y, 1000);
    gsl_rng_free(x);
    gsl_rng_free(y);
    return equal;
}

static void other_seeds_and_streams_give_other_numbers(void **state)
{
    (void)state;
    for (uint64_t k = 1; k < 50; k++) {
        assert_true(common(1, 0, 1, k) < 20);
        assert_true(common(0, 0, k, 0) < 20);
        assert_true(common(k, 0, 0, k) < 20);
    }
}

/* GSL takes seed 0 for its default seed, so 0 must never reach it. */
static void no_seed_is_mixed_to_zero(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++)
        for (uint64_t stream = 0; stream < 300; stream++)
            assert_true(corral_chance_mix(seed, stream) != 0);
    /* splitmix64 of this word is 0 */
    assert_true(corral_chance_mix(0, -(uint64_t)0x9e3779b97f4a7c15u) != 0);
}

static void the_numbers_of_seed_one_never_change(void **state)
{
    (void)state;
    /* splitmix64 (Steele, Lea and Flood 2014) from state 0: its first output, published widely. */
    assert_true(corral_chance_mix(0, 0) == 0xe220a8397b1dcdafu);
}

static void draws_are_spread_evenly(void **state)
{
    (void)state;
    enum { BINS = 16, DRAWS = 160000 };
    int count[BINS] = {0};
    gsl_rng *chance = generator(1, 0);
    for (int i = 0; i < DRAWS; i++) count[gsl_rng_uniform_int(chance, BINS)]++;
    for (int k = 0; k < BINS; k++) assert_true(abs(count[k] - DRAWS / BINS) < 600);
    gsl_rng_free(chance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_seed_and_stream_give_the_same_numbers),
        TEST(other_seeds_and_streams_give_other_numbers),
        TEST(no_seed_is_mixed_to_zero),
        TEST(the_numbers_of_seed_one_never_change),
        TEST(draws_are_spread_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
