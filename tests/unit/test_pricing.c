/* Pricing and branch and price against every group and every partition there is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "groups/branch.h"
#include "support/random.h"
#include "support/small.h"

enum { MOST = 11 };

/* Small problems with all that may happen: places that must stay apart, places of several
 * coalitions with a worth of their own, prices that nobody would pay. */
typedef struct problem {
    dense d;
    double margin[MOST * MOST], inside[MOST], price[MOST];
    uint32_t size[MOST];
} problem;

static void fill(problem *p, uint64_t *state)
{
    uint32_t n = 1 + random_below(state, MOST);
    p->d = (dense){.count = n,
                   .margin = p->margin,
                   .inside = p->inside,
                   .size = p->size,
                   .max_size = 2 + random_below(state, 6)};
    for (uint32_t i = 0; i < n; i++) {
        bool is_several = random_below(state, 6) == 0;
        p->size[i] = is_several ? 2 : 1;
        p->inside[i] = is_several ? random_share(state) - 0.3 : 0;
        p->price[i] = random_below(state, 3) ? random_share(state) : 0;
        p->margin[i * n + i] = 0;
        for (uint32_t j = 0; j < i; j++) {
            double margin = random_below(state, 9) ? random_share(state) - 0.4 : -INFINITY;
            p->margin[i * n + j] = p->margin[j * n + i] = margin;
        }
    }
}

/* What a set is worth beyond its prices, -INFINITY if it may not be a group. */
static double worth(const problem *p, uint32_t set)
{
    double sum = 0;
    uint32_t size = 0;
    for (uint32_t i = 0; i < p->d.count; i++) {
        if (!(set >> i & 1)) continue;
        sum += p->inside[i] - p->price[i];
        size += p->size[i];
        for (uint32_t j = 0; j < i; j++)
            if (set >> j & 1) sum += dense_margin(&p->d, i, j);
    }
    return size < 2 || size > p->d.max_size ? -INFINITY : sum;
}

static double best_worth(const problem *p)
{
    double best = -INFINITY;
    for (uint32_t set = 1; set < 1u << p->d.count; set++) best = fmax(best, worth(p, set));
    return best;
}

static uint32_t set_of(const columns *c, size_t k)
{
    uint32_t set = 0;
    for (size_t at = c->start[k]; at < c->start[k + 1]; at++) set |= 1u << c->member[at];
    return set;
}

static void the_best_group_is_among_those_found(void **state)
{
    (void)state;
    static problem p;
    uint64_t chance = 1;
    size_t none = 0;
    for (int round = 0; round < 20000; round++) {
        search_watch watch = {NULL, INFINITY, false, 1};
        pricing_budget budget = {UINT64_MAX, &watch};
        columns found = {0};
        bool complete;
        double best = -INFINITY;
        fill(&p, &chance);
        assert_int_equal(price_groups(&p.d, p.price, p.d.count, &budget, &found, &complete, NULL),
                         CORRAL_OK);
        assert_true(complete);
        for (size_t k = 0; k < found.count; k++) {
            double value = worth(&p, set_of(&found, k));
            double prices = 0;
            for (size_t at = found.start[k]; at < found.start[k + 1]; at++)
                prices += p.price[found.member[at]];
            assert_near(found.value[k], value + prices, 1e-12);
            assert_true(value > PRICING_SLACK);
            best = fmax(best, value);
        }
        if (found.count)
            assert_near(best, best_worth(&p), 1e-12);
        else
            assert_true(best_worth(&p) <= PRICING_SLACK);
        none += found.count == 0;
        columns_release(&found);
    }
    assert_in_range(none, 100, 19000); /* both kinds were met */
}

static void a_budget_that_ends_is_said(void **state)
{
    (void)state;
    static problem p;
    uint64_t chance = 7;
    size_t cut = 0;
    for (int round = 0; round < 300; round++) {
        search_watch watch = {NULL, INFINITY, false, 1};
        pricing_budget budget = {2, &watch};
        columns found = {0};
        bool complete;
        fill(&p, &chance);
        for (uint32_t i = 0; i < p.d.count; i++) p.price[i] = 0;
        assert_int_equal(price_groups(&p.d, p.price, p.d.count, &budget, &found, &complete, NULL),
                         CORRAL_OK);
        cut += !complete;
        if (complete && !found.count) assert_true(best_worth(&p) <= PRICING_SLACK);
        columns_release(&found);
    }
    assert_true(cut > 100);
}

/* ---- the whole, from where everybody stands alone ---- */

/* The largest Q of any partition of the set, by its first place's group. */
static double slow_best(const problem *p, uint32_t set, double *known)
{
    if (!set) return 0;
    if (!isnan(known[set])) return known[set];
    uint32_t first = set & (~set + 1), rest = set ^ first;
    double best = slow_best(p, rest, known);
    for (uint32_t mates = rest; mates; mates = (mates - 1) & rest) {
        double value = worth(p, first | mates);
        if (value > -INFINITY) best = fmax(best, value + slow_best(p, set ^ first ^ mates, known));
    }
    return known[set] = best;
}

static void check_branching(const random_shape *shape, uint64_t seed)
{
    static double known[1 << MOST];
    static problem p;
    static const uint32_t apart_list[] = {1, 2, 3};
    const corral_coalitions apart = {apart_list, 3};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    unit_graph graph = {0};
    partition parts = {0};
    corral_pairs *pairs = NULL;
    uint32_t units[MOST], n = shape->coalitions;
    search_watch watch = {NULL, INFINITY, false, 1};
    uint64_t budget = UINT64_MAX;
    double bound = 1000, q = 0, resolution = 0.1 + 0.05 * (double)(seed % 4);
    corral_region *region = random_region(shape, seed);
    corral_similarity *similarity = small_similarity(region, NULL);
    options.max_size = 2 + (uint32_t)seed % 5;
    options.apart = &apart;
    options.apart_count = seed % 2;
    assert_int_equal(corral_pairs_find(similarity, 0, NULL, &pairs, NULL), CORRAL_OK);
    assert_int_equal(unit_graph_init(&graph, pairs, n, &options, resolution, NULL), CORRAL_OK);
    assert_int_equal(partition_init(&parts, &graph, resolution, options.max_size, NULL), CORRAL_OK);
    p.d = (dense){.count = n,
                  .margin = p.margin,
                  .inside = p.inside,
                  .size = p.size,
                  .max_size = options.max_size};
    for (uint32_t i = 0; i < n; i++) {
        units[i] = i;
        p.size[i] = 1;
        p.inside[i] = p.price[i] = 0;
        for (uint32_t j = 0; j < n; j++) {
            bool is_apart = options.apart_count && i >= 1 && i <= 3 && j >= 1 && j <= 3 && i != j;
            p.margin[i * n + j] =
                is_apart ? -INFINITY : corral_pairs_similarity(pairs, i, j) - resolution;
        }
    }
    for (uint32_t set = 0; set < 1u << n; set++) known[set] = NAN;
    double best = slow_best(&p, (1u << n) - 1, known);
    assert_int_equal(search_branch(&parts, units, n, &watch, &budget, &bound, NULL), CORRAL_OK);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (parts.group[i] == parts.group[j]) q += dense_margin(&p.d, i, j);
    assert_near(q, best, 1e-7);
    assert_true(bound >= best - 1e-9 && bound <= best + 1e-6);
    partition_release(&parts);
    unit_graph_release(&graph);
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void branch_and_price_finds_and_proves_the_best(void **state)
{
    (void)state;
    static const random_shape shapes[] = {
        {.coalitions = MOST, .facets = 1, .items = 6, .density = 0.4},
        {.coalitions = MOST, .facets = 2, .items = 7, .density = 0.35, .weights = true},
        {.coalitions = MOST - 1, .facets = 1, .items = 4, .density = 0.5},
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
        for (uint64_t seed = 1; seed <= 60; seed++) check_branching(&shapes[k], seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_best_group_is_among_those_found),
        TEST(a_budget_that_ends_is_said),
        TEST(branch_and_price_finds_and_proves_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
