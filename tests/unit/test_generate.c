/* Synthetic regions: what their description promises. */
#include <stdlib.h>
#include <string.h>

#include "corral/generate.h"
#include "support/small.h"

enum { COUNT = 3000, ROOM = 32 };

typedef struct made {
    uint32_t coalitions, calls, stop_at;
    uint32_t group[COUNT];
    uint32_t count[COUNT];
    uint32_t item[COUNT][ROOM];
    unsigned char seen[COUNT];
    uint32_t last_group;
} made;

static corral_status keep(void *user, uint32_t coalition, uint32_t group, const uint32_t *items,
                          size_t count, corral_error *err)
{
    made *m = user;
    (void)err;
    if (++m->calls == m->stop_at) return CORRAL_FILE_SYSTEM;
    assert_true(coalition < m->coalitions);
    assert_false(m->seen[coalition]);
    m->seen[coalition] = 1;
    m->group[coalition] = group;
    m->count[coalition] = (uint32_t)count;
    assert_true(count > 0 && count <= ROOM);
    for (size_t i = 0; i < count; i++) {
        assert_true(items[i] < 2 * m->coalitions);
        for (size_t j = 0; j < i; j++) assert_int_not_equal(items[i], items[j]);
        m->item[coalition][i] = items[i];
    }
    if (!group) return CORRAL_OK;
    assert_true(group == m->last_group || group == m->last_group + 1);
    m->last_group = group;
    return CORRAL_OK;
}

static made *make(corral_family family, uint32_t coalitions, uint64_t seed)
{
    corral_generate_options options = {family, coalitions, seed};
    made *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->coalitions = coalitions;
    assert_int_equal(corral_generate(&options, keep, m, NULL, NULL), CORRAL_OK);
    assert_int_equal(m->calls, coalitions);
    return m;
}

static void every_coalition_comes_once_with_twelve_items_on_average(void **state)
{
    (void)state;
    for (int family = CORRAL_FAMILY_REGIONAL; family <= CORRAL_FAMILY_BLOCKS; family++) {
        made *m = make((corral_family)family, COUNT, 1);
        double items = 0, alone = 0;
        for (uint32_t a = 0; a < COUNT; a++) {
            items += m->count[a];
            alone += m->group[a] == 0;
        }
        assert_near(items / COUNT, 12, 0.3);
        assert_near(alone / COUNT, 0.1, 0.03);
        free(m);
    }
}

static uint32_t common(const made *m, uint32_t a, uint32_t b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < m->count[a]; i++)
        for (uint32_t j = 0; j < m->count[b]; j++) shared += m->item[a][i] == m->item[b][j];
    return shared;
}

static void groups_have_three_to_nine_coalitions_that_share_a_core(void **state)
{
    (void)state;
    made *m = make(CORRAL_FAMILY_REGIONAL, COUNT, 2);
    uint32_t *size = calloc(m->last_group + 1, sizeof *size), small = 0;
    assert_non_null(size);
    for (uint32_t a = 0; a < COUNT; a++) size[m->group[a]]++;
    for (uint32_t g = 1; g <= m->last_group; g++) {
        assert_true(size[g] >= 1 && size[g] <= 9);
        small += size[g] < 3; /* where the coalitions came to an end */
    }
    assert_true(small <= 1);
    /* 7 of 9 each: any two have at least 5 in common, less what the core itself repeats */
    for (uint32_t a = 0; a < 300; a++)
        for (uint32_t b = 0; b < COUNT; b++)
            if (a != b && m->group[a] && m->group[a] == m->group[b])
                assert_true(common(m, a, b) >= 4);
    free(size);
    free(m);
}

static void the_same_seed_makes_the_same_and_another_another(void **state)
{
    (void)state;
    made *one = make(CORRAL_FAMILY_BLOCKS, 500, 7), *two = make(CORRAL_FAMILY_BLOCKS, 500, 7);
    made *other = make(CORRAL_FAMILY_BLOCKS, 500, 8);
    assert_memory_equal(one, two, sizeof *one);
    assert_memory_not_equal(one->item, other->item, sizeof one->item);
    free(one);
    free(two);
    free(other);
}

static void the_smallest_regions_can_be_made(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 30; n++)
        for (uint64_t seed = 0; seed < 5; seed++) free(make(CORRAL_FAMILY_BLOCKS, n, seed));
}

static void a_number_out_of_range_is_refused(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {0, CORRAL_GENERATE_MOST + 1, UINT32_MAX};
    for (size_t k = 0; k < 3; k++) {
        corral_generate_options options = {CORRAL_FAMILY_REGIONAL, numbers[k], 1};
        assert_int_equal(corral_generate(&options, keep, NULL, NULL, NULL), CORRAL_BAD_USE);
    }
}

static bool stop(void *user, const char *what, double done)
{
    (void)user;
    (void)what;
    (void)done;
    return false;
}

static void whoever_takes_the_coalitions_may_end_it(void **state)
{
    (void)state;
    corral_generate_options options = {CORRAL_FAMILY_REGIONAL, 100, 1};
    made *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->coalitions = 100;
    m->stop_at = 40;
    assert_int_equal(corral_generate(&options, keep, m, NULL, NULL), CORRAL_FILE_SYSTEM);
    assert_int_equal(m->calls, 40);
    memset(m, 0, sizeof *m);
    m->coalitions = 100;
    corral_progress progress = {stop, NULL};
    assert_int_equal(corral_generate(&options, keep, m, &progress, NULL), CORRAL_INTERRUPTED);
    assert_true(m->calls < 100);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_coalition_comes_once_with_twelve_items_on_average),
        TEST(groups_have_three_to_nine_coalitions_that_share_a_core),
        TEST(the_same_seed_makes_the_same_and_another_another),
        TEST(the_smallest_regions_can_be_made),
        TEST(a_number_out_of_range_is_refused),
        TEST(whoever_takes_the_coalitions_may_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
