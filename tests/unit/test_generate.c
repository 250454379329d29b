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
    uint32_t value[COUNT];
    unsigned char seen[COUNT];
    uint32_t last_group;
} made;

static corral_status keep(void *user, const corral_generated *made_one, corral_error *err)
{
    made *m = user;
    uint32_t coalition = made_one->coalition, group = made_one->group;
    const uint32_t *items = made_one->items;
    size_t count = made_one->count;
    (void)err;
    if (++m->calls == m->stop_at) return CORRAL_FILE_SYSTEM;
    assert_true(coalition < m->coalitions);
    assert_false(m->seen[coalition]);
    m->seen[coalition] = 1;
    m->group[coalition] = group;
    m->value[coalition] = made_one->value;
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
    for (int family = CORRAL_FAMILY_REGIONAL; family <= CORRAL_FAMILY_NATIONAL; family++)
        for (uint32_t n = 1; n <= 30; n++)
            for (uint64_t seed = 0; seed < 5; seed++) free(make((corral_family)family, n, seed));
}

/* The share of coalitions that have the item most of them have, and how many items there are. */
static double most_held(const made *m, uint32_t *items)
{
    uint32_t *holders = calloc(2 * COUNT, sizeof *holders), most = 0;
    assert_non_null(holders);
    *items = 0;
    for (uint32_t a = 0; a < COUNT; a++)
        for (uint32_t i = 0; i < m->count[a]; i++) {
            uint32_t held = ++holders[m->item[a][i]];
            *items += held == 1;
            if (held > most) most = held;
        }
    free(holders);
    return (double)most / COUNT;
}

static void heavy_has_an_item_in_more_than_half(void **state)
{
    (void)state;
    uint32_t items;
    made *regional = make(CORRAL_FAMILY_REGIONAL, COUNT, 1);
    made *heavy = make(CORRAL_FAMILY_HEAVY, COUNT, 1);
    assert_true(most_held(regional, &items) < 0.3);
    assert_true(most_held(heavy, &items) > 0.5);
    free(regional);
    free(heavy);
}

static void goals_has_few_items(void **state)
{
    (void)state;
    uint32_t items;
    made *m = make(CORRAL_FAMILY_GOALS, COUNT, 1);
    most_held(m, &items);
    assert_in_range(items, 250, 300);
    free(m);
}

static void coarse_gives_groups_one_of_22_values(void **state)
{
    (void)state;
    made *m = make(CORRAL_FAMILY_COARSE, COUNT, 1);
    uint32_t of_group[COUNT], seen = 0;
    memset(of_group, 0xff, sizeof of_group);
    for (uint32_t a = 0; a < COUNT; a++) {
        assert_true(m->value[a] < 22);
        seen |= 1u << m->value[a];
        if (!m->group[a]) continue;
        if (of_group[m->group[a]] == UINT32_MAX) of_group[m->group[a]] = m->value[a];
        assert_int_equal(m->value[a], of_group[m->group[a]]);
    }
    assert_int_equal(seen, (1u << 22) - 1);
    free(m);
    m = make(CORRAL_FAMILY_REGIONAL, 10, 1);
    for (uint32_t a = 0; a < 10; a++) assert_int_equal(m->value[a], UINT32_MAX);
    free(m);
}

/* An item of a locality has no holders outside it: most items are held within few groups. */
static void national_items_are_mostly_local(void **state)
{
    (void)state;
    made *m = make(CORRAL_FAMILY_NATIONAL, COUNT, 1);
    uint32_t *low = malloc(2 * COUNT * sizeof *low), *high = calloc(2 * COUNT, sizeof *high);
    assert_true(low && high);
    memset(low, 0xff, 2 * COUNT * sizeof *low);
    uint32_t local = 0, all = 0, span = 2 * m->last_group / (COUNT / 500);
    for (uint32_t a = 0; a < COUNT; a++)
        for (uint32_t i = 0; i < m->count[a] && m->group[a]; i++) {
            uint32_t item = m->item[a][i], group = m->group[a];
            if (group < low[item]) low[item] = group;
            if (group > high[item]) high[item] = group;
        }
    for (uint32_t j = 0; j < 2 * COUNT; j++) {
        if (low[j] == UINT32_MAX) continue;
        all++;
        local += high[j] - low[j] < span;
    }
    assert_true(local > all / 2 && local < all);
    free(low);
    free(high);
    free(m);
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
        TEST(heavy_has_an_item_in_more_than_half),
        TEST(goals_has_few_items),
        TEST(coarse_gives_groups_one_of_22_values),
        TEST(national_items_are_mostly_local),
        TEST(a_number_out_of_range_is_refused),
        TEST(whoever_takes_the_coalitions_may_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
