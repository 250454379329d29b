/* A real network against the slow way, and against what is known of it: oracle_network NAME. The
 * networks are in the folder that the environment variable CORRAL_DATA names. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/overlap.h"
#include "oracle/compare.h"

enum { SKIPPED = 77 };

static const char *name;
static compared network;

static corral_region *region(void)
{
    return network.region;
}

/* ---- counting ---- */

/* Facts of one facet, by comparing rows of the region seat by seat. */
typedef struct facet_facts {
    size_t items, seats;
    size_t sharing;   /* pairs that share an item */
    size_t identical; /* pairs with the same items, at least one */
    size_t halves;    /* pairs with Jaccard of 1/2 and more */
    size_t squares;   /* cycles of two coalitions and two items */
    double best;      /* the largest Jaccard that is not 1, of best_a and best_b */
    uint32_t best_a, best_b;
} facet_facts;

static corral_seats of_facet(uint32_t a, uint32_t first, uint32_t end)
{
    corral_seats seats = corral_region_footprint(region(), a);
    while (seats.count && seats.index[0] < first) seats.index++, seats.weight++, seats.count--;
    while (seats.count && seats.index[seats.count - 1] >= end) seats.count--;
    return seats;
}

static size_t shared_of(corral_seats x, corral_seats y)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        shared += x.index[i] == y.index[j];
        if (x.index[i] < y.index[j])
            i++;
        else if (x.index[i] > y.index[j])
            j++;
        else
            i++, j++;
    }
    return shared;
}

static facet_facts facts_of(const char *facet)
{
    facet_facts facts = {0};
    uint32_t first, end, n = corral_region_coalition_count(region());
    corral_region_facet_items(region(), corral_region_facet_find(region(), facet), &first, &end);
    for (uint32_t j = first; j < end; j++)
        facts.items += corral_region_holders(region(), j).count > 0; /* some are only described */
    for (uint32_t a = 0; a < n; a++) {
        corral_seats x = of_facet(a, first, end);
        facts.seats += x.count;
        for (uint32_t b = a + 1; b < n; b++) {
            corral_seats y = of_facet(b, first, end);
            size_t shared = shared_of(x, y), all = x.count + y.count - shared;
            double jaccard = all ? (double)shared / (double)all : 0;
            facts.sharing += shared > 0;
            facts.squares += shared * (shared - (shared > 0)) / 2;
            facts.identical += shared > 0 && shared == all;
            facts.halves += 2 * shared >= all && all > 0;
            if (shared < all && jaccard > facts.best) {
                facts.best = jaccard;
                facts.best_a = a;
                facts.best_b = b;
            }
        }
    }
    return facts;
}

/* Components where only this facet counts. */
static uint32_t components_over(const char *facet)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    uint32_t first, end, count = 0;
    corral_region_facet_items(region(), corral_region_facet_find(region(), facet), &first, &end);
    for (uint32_t a = 0; a < corral_region_coalition_count(region()); a++) {
        corral_seats seats = of_facet(a, first, end);
        small_declare(builder, corral_region_id(region(), a), "");
        for (size_t i = 0; i < seats.count; i++)
            small_row(builder, corral_region_id(region(), a), facet,
                      corral_region_item_key(region(), seats.index[i]), 1);
    }
    corral_region *alone = small_finish(builder);
    assert_int_equal(corral_region_components(alone, &count, NULL, NULL), CORRAL_OK);
    corral_region_free(alone);
    return count;
}

static uint32_t components(void)
{
    uint32_t count = 0;
    assert_int_equal(corral_region_components(region(), &count, NULL, NULL), CORRAL_OK);
    return count;
}

static size_t holders_of(const char *facet, const char *item)
{
    return corral_region_holders(region(), item_of(region(), facet, item)).count;
}

/* ---- every network ---- */

static void every_pair_has_the_similarity_of_the_formulas(void **state)
{
    (void)state;
    slow_options ways[] = {
        {.min_coverage = 0.5},
        {.min_coverage = 0, .measure = SLOW_COSINE, .is_mean = 1},
        {.min_coverage = 0.25, .measure = SLOW_DICE, .without_rarity = 1},
        {.min_coverage = 0.5, .measure = SLOW_OVERLAP},
    };
    /* Above a thousand coalitions the slow way is slow. */
    size_t count = corral_region_coalition_count(region()) > 1000 ? 1 : 4;
    for (size_t k = 0; k < count; k++) compare_pairs(&network, &ways[k]);
}

static void the_groups_are_whole_and_their_objective_is_right(void **state)
{
    (void)state;
    const slow_options defaults = {.min_coverage = 0.5};
    compare_pairs(&network, &defaults);
    compare_resolution(&network);
    corral_grouping *g = small_groups(network.similarity, NULL);
    uint32_t n = corral_region_coalition_count(region()), *times = calloc(n, sizeof *times);
    assert_non_null(times);
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        corral_coalitions members = corral_grouping_members(g, k);
        assert_true(members.count >= 2 && members.count <= 9);
        for (size_t i = 0; i < members.count; i++) times[members.index[i]]++;
    }
    for (uint32_t a = 0; a < n; a++) {
        assert_int_equal(times[a], corral_grouping_of(g, a) > 0);
        assert_int_equal(corral_grouping_status(g, a) == CORRAL_GROUPED, times[a]);
    }
    assert_true(corral_grouping_objective(g) <= corral_grouping_bound(g));
    assert_true(corral_grouping_is_complete(g));
    assert_true(compare_objective(&network, g));
    free(times);
    corral_grouping_free(g);
}

/* ---- what is known of each ---- */

static void davis(void)
{
    static const struct {
        const char *woman;
        size_t events;
    } women[] = {{"Evelyn", 8},  {"Laura", 7},     {"Theresa", 8}, {"Brenda", 7}, {"Charlotte", 4},
                 {"Frances", 4}, {"Eleanor", 4},   {"Pearl", 3},   {"Ruth", 4},   {"Verne", 4},
                 {"Myrna", 4},   {"Katherine", 6}, {"Sylvia", 7},  {"Nora", 8},   {"Helen", 5},
                 {"Dorothy", 2}, {"Olivia", 2},    {"Flora", 2}};
    static const size_t events[] = {3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3};
    char id[8];
    for (size_t k = 0; k < sizeof women / sizeof *women; k++)
        assert_int_equal(holders_of("member", women[k].woman), women[k].events);
    for (int e = 0; e < 14; e++) {
        snprintf(id, sizeof id, "E%d", e + 1);
        assert_int_equal(corral_region_footprint(region(), coalition_of(region(), id)).count,
                         events[e]);
    }
    corral_grouping *g = small_groups(network.similarity, NULL);
    /* in byte order of ids: E1, E10, E11, ... */
    assert_groups(g, region(), "E1 E2 E3 E4 E5 E6 | E10 E12 E13 E14 | E7 E8 E9");
    assert_near(corral_grouping_resolution(g), 0.29918, 5e-6);
    assert_near(corral_grouping_objective(g), 4.281139, 5e-7);
    assert_int_equal(corral_grouping_status(g, coalition_of(region(), "E11")),
                     CORRAL_NO_CLOSE_PARTNER);
    corral_grouping_free(g);
    assert_int_equal(components(), 1);
    assert_int_equal(facts_of("member").squares, 341);
}

/* What the overlaps say of it: pairs that share a member, pairs with the same members, the pair
 * most alike after these, and how many distributions all that takes. */
static void opengr_overlaps(void)
{
    corral_overlaps_options options = CORRAL_OVERLAPS_OPTIONS_INIT;
    corral_similarity_options similar = CORRAL_SIMILARITY_OPTIONS_INIT;
    corral_overlaps *overlaps = NULL;
    corral_overlap_rows *rows = NULL;
    corral_overlap pair;
    size_t sharing = 0, identical = 0;
    bool more = true;
    similar.rarity = CORRAL_RARITY_NONE;
    corral_similarity *plain = small_similarity(region(), &similar);
    options.facet = corral_region_facet_find(region(), "member");
    assert_int_equal(corral_overlaps_new(region(), plain, &options, NULL, &overlaps, NULL),
                     CORRAL_OK);
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    assert_int_equal(s->sharing, 4463);
    assert_int_equal(s->tested, 464 * 463 / 2);
    assert_true(s->residual <= CORRAL_FIT_TOLERANCE);
    printf("%zu distributions for %zu pairs\n", s->distributions, (size_t)s->tested);
    assert_in_range(s->distributions, 1, s->row_degrees * (s->row_degrees + 1) / 2);
    corral_overlaps_pair(overlaps, coalition_of(region(), "GR0053"),
                         coalition_of(region(), "GR0083"), &pair);
    assert_int_equal(pair.shared, 24);
    assert_int_equal(pair.finding, CORRAL_FINDING_MORE);
    assert_int_equal(corral_overlap_rows_new(overlaps, 0, true, NULL, &rows, NULL), CORRAL_OK);
    while (corral_overlap_rows_next(rows, &pair, &more, NULL) == CORRAL_OK && more) {
        sharing += pair.shared > 0;
        identical += pair.similarity == 1;
    }
    assert_int_equal(sharing, 4463);
    assert_int_equal(identical, 80);
    corral_overlap_rows_free(rows);
    corral_overlaps_free(overlaps);
    corral_similarity_free(plain);
}

static void opengr(void)
{
    facet_facts member = facts_of("member");
    assert_int_equal(corral_region_coalition_count(region()), 464);
    assert_int_equal(member.items, 605);
    assert_int_equal(member.seats, 3742);
    assert_int_equal(member.sharing, 4463);
    assert_int_equal(member.identical, 80);
    assert_near(member.best, 24.0 / 25, 1e-15);
    assert_string_equal(corral_region_id(region(), member.best_a), "GR0053");
    assert_string_equal(corral_region_id(region(), member.best_b), "GR0083");
    assert_int_equal(components(), 1);
    corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
    options.rarity = CORRAL_RARITY_NONE;
    corral_similarity *plain = small_similarity(region(), &options);
    assert_same_double(pair_of(plain, region(), "GR0053", "GR0083"), 24.0 / 25);
    corral_pairs *pairs = NULL;
    assert_int_equal(corral_pairs_find(plain, 0, NULL, &pairs, NULL), CORRAL_OK);
    assert_int_equal(corral_pairs_count(pairs), 4463);
    corral_pairs_raise(pairs, 24.0 / 25);
    assert_int_equal(corral_pairs_count(pairs), 81);
    corral_pairs_raise(pairs, 1);
    assert_int_equal(corral_pairs_count(pairs), 80);
    corral_pairs_free(pairs);
    corral_similarity_free(plain);
    opengr_overlaps();
}

static void appg(void)
{
    facet_facts member = facts_of("member");
    assert_int_equal(corral_region_coalition_count(region()), 624);
    assert_int_equal(member.items, 2657);
    assert_int_equal(member.seats, 11006);
    assert_int_equal(member.sharing, 36479);
    assert_near(member.best, 19.0 / 20, 1e-15);
}

static void congress(void)
{
    facet_facts member = facts_of("member");
    assert_int_equal(corral_region_coalition_count(region()), 230);
    assert_int_equal(member.items, 528);
    assert_int_equal(member.seats, 3879);
    assert_int_equal(member.sharing, 6533);
    assert_int_equal(member.halves, 87);
}

static void states(void)
{
    assert_int_equal(corral_region_coalition_count(region()), 3004);
    assert_int_equal(components(), 53);
    assert_int_equal(components_over("member"), 63);
}

static void kubernetes(void)
{
    facet_facts member = facts_of("member");
    assert_int_equal(corral_region_coalition_count(region()), 35);
    assert_int_equal(member.seats, 129);
    assert_int_equal(facts_of("strategy").items, 235);
    assert_int_equal(facts_of("strategy").seats, 236);
}

static void climate(void)
{
    assert_int_equal(corral_region_coalition_count(region()), 88);
    assert_int_equal(corral_region_facet_find(region(), "member"), UINT32_MAX);
}

static const struct known_network {
    const char *name;
    void (*check)(void);
} NETWORKS[] = {{"davis_southern_women", davis},
                {"opengr_nl", opengr},
                {"appg_uk", appg},
                {"us_congress_committees", congress},
                {"us_state_committees", states},
                {"k8s_groups", kubernetes},
                {"climate_initiatives", climate}};

static void what_is_known_of_it_is_found(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof NETWORKS / sizeof *NETWORKS; k++)
        if (strcmp(NETWORKS[k].name, name) == 0) {
            NETWORKS[k].check();
            return;
        }
    fail_msg("no network %s", name);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        TEST(every_pair_has_the_similarity_of_the_formulas),
        TEST(the_groups_are_whole_and_their_objective_is_right),
        TEST(what_is_known_of_it_is_found),
    };
    const char *data = getenv("CORRAL_DATA");
    char folder[4096];
    if (count != 2) return 2;
    name = arguments[1];
    if (!data || !data[0]) {
        puts("CORRAL_DATA is not set");
        return SKIPPED;
    }
    snprintf(folder, sizeof folder, "%s/%s", data, name);
    network = compare_read(folder);
    int failed = cmocka_run_group_tests_name(name, tests, NULL, NULL);
    compare_release(&network);
    return failed;
}
