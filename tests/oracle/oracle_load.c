/* Load and plans written down the slow way, from single cells, on random regions. */
#include <stdlib.h>
#include <string.h>

#include "corral/load.h"
#include "support/random.h"
#include "support/small.h"

enum { SEEDS = 60 };

static int sits(const corral_region *region, uint32_t coalition, uint32_t item)
{
    corral_cell cell = corral_region_cell(region, coalition, item);
    return cell == CORRAL_CELL_PRIMARY || cell == CORRAL_CELL_SECONDARY;
}

/* How many coalitions of the set have both. */
static uint32_t rooms(const corral_region *region, unsigned set, uint32_t member, uint32_t topic)
{
    uint32_t count = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        count += (set >> a & 1) && sits(region, a, member) && sits(region, a, topic);
    return count;
}

static int is_topic(const corral_region *region, uint32_t item)
{
    const char *facet = corral_region_facet_name(region, corral_region_item_facet(region, item));
    return strcmp(facet, "goal") == 0 || strcmp(facet, "target") == 0;
}

static void check_row(const corral_region *region, const corral_load_options *options,
                      const corral_load_row *row)
{
    uint64_t repeats = 0, saved = 0;
    uint32_t topics = 0, most = 0;
    for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
        uint32_t k = is_topic(region, j) ? rooms(region, ~0u, row->member, j) : 0;
        if (k < 2) continue;
        topics++;
        repeats += options->reports * (k - 1);
        if (k > most) most = k;
    }
    for (uint32_t g = 1; g <= 4; g++) {
        uint32_t k = 0;
        for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
            k += options->group[a] == g && sits(region, a, row->member);
        if (k) saved += options->joint * (k - 1);
    }
    assert_int_equal(row->topics, topics);
    assert_int_equal(row->most, most);
    assert_int_equal(row->repeats, repeats);
    assert_int_equal(row->saved, saved);
}

static void repeats_and_savings_are_those_of_the_formula(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        random_shape shape = {12, 3, 10, 0.3, true, 0.1, 0.2, 0.2, 0};
        corral_region *region = random_region(&shape, seed);
        corral_load_options options = CORRAL_LOAD_OPTIONS_INIT;
        uint32_t group[12];
        uint64_t chance = seed;
        corral_load *load = NULL;
        for (int a = 0; a < 12; a++) group[a] = random_below(&chance, 5);
        options.group = group;
        options.reports = 1 + (uint32_t)seed % 5;
        options.joint = (uint32_t)seed % 3;
        assert_int_equal(corral_load_find(region, &options, NULL, &load, NULL), CORRAL_OK);
        for (size_t i = 0; i < corral_load_count(load); i++)
            check_row(region, &options, corral_load_get(load, i));
        corral_load_free(load);
        corral_region_free(region);
    }
}

/* ---- plans ---- */

static uint64_t removed_by(const corral_region *region, unsigned set, uint32_t topic)
{
    uint32_t first, end;
    uint64_t removed = 0;
    corral_region_facet_items(region, corral_region_facet_find(region, "member"), &first, &end);
    for (uint32_t m = first; m < end; m++) {
        uint32_t k = rooms(region, set, m, topic);
        removed += k ? k - 1 : 0;
    }
    return removed;
}

/* The most that one and that two sessions on the topic remove; more are never better up to 14. */
static void best_of_topic(const corral_region *region, uint32_t topic, uint64_t best[3])
{
    uint32_t n = corral_region_coalition_count(region);
    uint64_t *removed = malloc(sizeof *removed << n);
    assert_non_null(removed);
    unsigned agenda = 0;
    for (uint32_t a = 0; a < n; a++) agenda |= (unsigned)sits(region, a, topic) << a;
    best[0] = best[1] = best[2] = 0;
    for (unsigned set = 0; set < 1u << n; set++) {
        removed[set] = 0;
        if ((set & ~agenda) || __builtin_popcount(set) > CORRAL_SESSION_MOST) continue;
        removed[set] = removed_by(region, set, topic);
        if (removed[set] > best[1]) best[1] = removed[set];
    }
    for (unsigned set = 0; set < 1u << n; set++) {
        if (set & ~agenda) continue;
        for (unsigned part = set; part; part = (part - 1) & set)
            if (removed[part] + removed[set ^ part] > best[2])
                best[2] = removed[part] + removed[set ^ part];
    }
    free(removed);
}

/* The least number of sessions, by trying every number of sessions on every topic; where the share
 * is out of reach, the least that remove all that sessions can. */
static size_t fewest(const corral_region *region, uint32_t percent, uint64_t *total)
{
    enum { MOST = 64 };
    uint64_t with[MOST] = {0};
    *total = 0;
    for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
        uint64_t best[3];
        if (!is_topic(region, j)) continue;
        *total += removed_by(region, ~0u, j);
        best_of_topic(region, j, best);
        for (int s = MOST - 1; s > 0; s--)
            for (int t = 1; t < 3 && t <= s; t++)
                if (with[s - t] + best[t] > with[s]) with[s] = with[s - t] + best[t];
    }
    for (size_t s = 0; s < MOST; s++)
        if (with[s] * 100 >= *total * percent || with[s] == with[MOST - 1]) return s;
    return MOST;
}

static void check_plan(const corral_region *region, uint32_t percent)
{
    corral_plan *plan = NULL;
    uint64_t total, removed = 0;
    assert_int_equal(corral_plan_find(region, 1, percent, NULL, &plan, NULL), CORRAL_OK);
    assert_int_equal(corral_plan_count(plan), fewest(region, percent, &total));
    assert_true(corral_plan_is_exact(plan));
    assert_int_equal(corral_plan_total(plan), total);
    for (size_t i = 0; i < corral_plan_count(plan); i++) {
        corral_joint_session session = corral_plan_get(plan, i);
        unsigned set = 0;
        assert_true(session.coalitions.count <= CORRAL_SESSION_MOST);
        for (size_t k = 0; k < session.coalitions.count; k++) {
            assert_true(sits(region, session.coalitions.index[k], session.topic));
            set |= 1u << session.coalitions.index[k];
        }
        assert_int_equal(session.removed, removed_by(region, set, session.topic));
        removed += session.removed;
    }
    assert_int_equal(corral_plan_removed(plan), removed);
    corral_plan_free(plan);
}

static void plans_have_the_fewest_sessions(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        random_shape shape = {8, 3, 6, 0.5, false, 0.1, 0, 0, 0};
        if (seed > 6) shape = (random_shape){12, 2, 3, 0.9, false, 0, 0, 0, 0};
        corral_region *region = random_region(&shape, seed);
        check_plan(region, 80);
        check_plan(region, 100);
        check_plan(region, 40);
        corral_region_free(region);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(repeats_and_savings_are_those_of_the_formula),
                                       TEST(plans_have_the_fewest_sessions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
