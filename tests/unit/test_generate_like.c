/* Synthetic regions after a real one: sizes, degrees and weights are kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/generate.h"
#include "support/small.h"

enum { MODELS = 60, ITEMS = 40, MOST = 4096 };

/* Coalitions of 1 to 12 members, hubs among them, and one of five issues each. */
static corral_region *model_region(void)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    char id[16], item[16];
    for (int a = 0; a < MODELS; a++) {
        snprintf(id, sizeof id, "c%02d", a);
        for (int i = 0; i <= a % 12; i++) {
            snprintf(item, sizeof item, "m%d", (a * 7 + i * i * 3) % ITEMS * (i % 5 != 0));
            small_row(builder, id, "member", item, i % 3 ? 1 : 0.5);
        }
        snprintf(item, sizeof item, "i%d", a % 5);
        small_row(builder, id, "issue", item, 1);
    }
    return small_finish(builder);
}

typedef struct made {
    const corral_region *region;
    uint32_t calls, coalitions, last_group, stop_at;
    unsigned char seen[MOST];
    uint32_t models[MODELS], in_groups[MOST];
    uint32_t holders[MOST]; /* of each member */
    uint32_t items[MOST][16];
    uint32_t count[MOST], group[MOST];
} made;

static corral_status keep(void *user, const corral_likeness *one, corral_error *err)
{
    made *m = user;
    (void)err;
    if (++m->calls == m->stop_at) return CORRAL_FILE_SYSTEM;
    assert_true(one->coalition < m->coalitions && !m->seen[one->coalition]);
    m->seen[one->coalition] = 1;
    m->models[one->model]++;
    corral_seats seats = corral_region_footprint(m->region, one->model);
    uint32_t first, end, count = 0;
    corral_region_facet_items(m->region, 0, &first, &end);
    while (count < seats.count && seats.index[count] < end) count++;
    for (uint32_t i = 0; i < count; i++) {
        assert_true(one->items[i] < MOST);
        m->holders[one->items[i]]++;
        for (uint32_t j = 0; j < i; j++) assert_int_not_equal(one->items[i], one->items[j]);
        m->items[one->coalition][i] = one->items[i];
    }
    m->count[one->coalition] = count;
    m->group[one->coalition] = one->group;
    if (!one->group) return CORRAL_OK;
    assert_true(one->group == m->last_group || one->group == m->last_group + 1);
    m->last_group = one->group;
    m->in_groups[one->group]++;
    return CORRAL_OK;
}

static made *make(const corral_region *region, uint32_t coalitions, uint64_t seed)
{
    corral_generate_options options = {CORRAL_FAMILY_REGIONAL, coalitions, seed};
    made *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->region = region;
    m->coalitions = coalitions;
    assert_int_equal(corral_generate_like(region, &options, keep, m, NULL, NULL), CORRAL_OK);
    assert_int_equal(m->calls, coalitions);
    return m;
}

static void every_coalition_is_a_model_equally_often(void **state)
{
    (void)state;
    corral_region *region = model_region();
    made *m = make(region, 10 * MODELS + MODELS / 2, 1);
    uint32_t more = 0;
    for (uint32_t a = 0; a < MODELS; a++) {
        assert_in_range(m->models[a], 10, 11);
        more += m->models[a] == 11;
    }
    assert_int_equal(more, MODELS / 2);
    free(m);
    corral_region_free(region);
}

static uint32_t up_to(const uint32_t *holders, uint32_t count, double most)
{
    uint32_t below = 0;
    for (uint32_t j = 0; j < count; j++) below += holders[j] > 0 && holders[j] <= most;
    return below;
}

/* The distributions lie within 0.1 of one another, but for one holder and a tenth of them; the
 * means within 5 %. */
static void assert_degrees_near(const corral_region *region, const made *m)
{
    uint32_t first, end, holders[ITEMS], seats = 0, seats_made = 0;
    corral_region_facet_items(region, 0, &first, &end);
    for (uint32_t j = first; j < end; j++)
        seats += holders[j - first] = (uint32_t)corral_region_holders(region, j).count;
    for (uint32_t j = 0; j < MOST; j++) seats_made += m->holders[j];
    double items = end - first, items_made = up_to(m->holders, MOST, MOST);
    assert_near(seats_made / items_made * items / seats, 1, 0.05);
    for (uint32_t d = 1; d <= MODELS; d++) {
        double made_below = up_to(m->holders, MOST, d) / items_made;
        assert_true(made_below > up_to(holders, end - first, 0.9 * d - 1) / items - 0.1);
        assert_true(made_below < up_to(holders, end - first, 1.1 * d + 1) / items + 0.1);
    }
}

static void items_have_as_many_holders_at_any_size(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {MODELS, 10 * MODELS, 50 * MODELS};
    corral_region *region = model_region();
    for (size_t k = 0; k < 3; k++) {
        made *m = make(region, sizes[k], k);
        assert_degrees_near(region, m);
        free(m);
    }
    corral_region_free(region);
}

static double common(const made *m, uint32_t a, uint32_t b)
{
    double shared = 0;
    for (uint32_t i = 0; i < m->count[a]; i++)
        for (uint32_t j = 0; j < m->count[b]; j++) shared += m->items[a][i] == m->items[b][j];
    return shared;
}

static void those_planted_together_share_more(void **state)
{
    (void)state;
    corral_region *region = model_region();
    made *m = make(region, 10 * MODELS, 3);
    double inside = 0, outside = 0, in = 0, out = 0, alone = 0;
    for (uint32_t a = 0; a < m->coalitions; a++) {
        alone += m->group[a] == 0;
        for (uint32_t b = 0; b < a; b++) {
            bool same = m->group[a] && m->group[a] == m->group[b];
            *(same ? &inside : &outside) += common(m, a, b);
            *(same ? &in : &out) += 1;
        }
    }
    for (uint32_t g = 1; g < m->last_group; g++) assert_in_range(m->in_groups[g], 3, 9);
    assert_near(alone / m->coalitions, 0.1, 0.06);
    assert_true(inside / in > 3 * outside / out);
    free(m);
    corral_region_free(region);
}

static void the_same_seed_makes_the_same_and_another_another(void **state)
{
    (void)state;
    corral_region *region = model_region();
    made *one = make(region, 200, 7), *two = make(region, 200, 7), *other = make(region, 200, 8);
    assert_memory_equal(one->items, two->items, sizeof one->items);
    assert_memory_not_equal(one->items, other->items, sizeof one->items);
    free(one);
    free(two);
    free(other);
    corral_region_free(region);
}

static void the_smallest_can_be_made(void **state)
{
    (void)state;
    static const char *const texts[] = {"A member:\n", "A member: x\n",
                                        "A member: x, y, z; goal?:\n",
                                        "A member: x\nB member: x\n"};
    for (size_t k = 0; k < 4; k++) {
        corral_region *region = small_region(texts[k]);
        for (uint32_t n = 1; n < 30; n++) free(make(region, n, n));
        corral_region_free(region);
    }
}

static bool stop(void *user, const char *what, double done)
{
    (void)user;
    (void)what;
    (void)done;
    return false;
}

static void what_cannot_be_made_is_refused_and_whoever_takes_it_may_end_it(void **state)
{
    (void)state;
    corral_region *empty = small_region(""), *region = model_region();
    corral_generate_options options = {CORRAL_FAMILY_REGIONAL, 10, 1};
    corral_progress progress = {stop, NULL};
    made *m = calloc(1, sizeof *m);
    assert_non_null(m);
    assert_int_equal(corral_generate_like(empty, &options, keep, m, NULL, NULL), CORRAL_BAD_USE);
    m->region = region;
    m->coalitions = 10;
    m->stop_at = 4;
    assert_int_equal(corral_generate_like(region, &options, keep, m, NULL, NULL),
                     CORRAL_FILE_SYSTEM);
    memset(m->seen, 0, sizeof m->seen);
    m->stop_at = m->last_group = 0;
    assert_int_equal(corral_generate_like(region, &options, keep, m, &progress, NULL),
                     CORRAL_INTERRUPTED);
    options.coalitions = 0;
    assert_int_equal(corral_generate_like(region, &options, keep, m, NULL, NULL), CORRAL_BAD_USE);
    options.coalitions = CORRAL_GENERATE_MOST + 1;
    assert_int_equal(corral_generate_like(region, &options, keep, m, NULL, NULL), CORRAL_BAD_USE);
    free(m);
    corral_region_free(empty);
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_coalition_is_a_model_equally_often),
        TEST(items_have_as_many_holders_at_any_size),
        TEST(those_planted_together_share_more),
        TEST(the_same_seed_makes_the_same_and_another_another),
        TEST(the_smallest_can_be_made),
        TEST(what_cannot_be_made_is_refused_and_whoever_takes_it_may_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
