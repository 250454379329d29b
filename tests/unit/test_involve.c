/* Who else: the score against plain power iteration on a dense matrix, measures against every pair
 * counted, reasons, ties and paths by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/involve.h"
#include "reach/measure.h"
#include "reach/reach.h"
#include "reach/walk.h"
#include "support/random.h"
#include "support/small.h"

static corral_error error;

/* ---- PageRank the slow way ---- */

/* By code, coalitions and then items: x = (1 - d) r + d W x until nothing changes. */
static double *slow_pagerank(const corral_region *r, const uint32_t *from, size_t count, double d)
{
    size_t n = corral_region_coalition_count(r), all = n + corral_region_item_count(r);
    double *weight = calloc(all * all, sizeof *weight), *sum = calloc(all, sizeof *sum);
    double *x = calloc(all, sizeof *x), *next = calloc(all, sizeof *next);
    for (uint32_t a = 0; a < n; a++) {
        corral_seats seats = corral_region_footprint(r, a);
        for (size_t i = 0; i < seats.count; i++) {
            size_t item = n + seats.index[i];
            weight[a * all + item] = weight[item * all + a] = seats.weight[i];
            sum[a] += seats.weight[i];
            sum[item] += seats.weight[i];
        }
    }
    for (size_t i = 0; i < count; i++) x[from[i]] = 1 / (double)count;
    for (int step = 0; step < 400; step++) {
        memset(next, 0, all * sizeof *next);
        for (size_t i = 0; i < count; i++) next[from[i]] = (1 - d) / (double)count;
        for (size_t u = 0; u < all; u++)
            for (size_t v = 0; v < all && sum[u] > 0; v++)
                next[v] += d * x[u] * weight[u * all + v] / sum[u];
        memcpy(x, next, all * sizeof *x);
    }
    free(weight);
    free(sum);
    free(next);
    return x;
}

static corral_region *some_region(uint64_t seed)
{
    random_shape shape = {.coalitions = 9,
                          .facets = 2,
                          .items = 14,
                          .density = 0.25,
                          .weights = true,
                          .unknown = 0.1,
                          .partial = 0.2};
    return random_region(&shape, seed);
}

/* Without dangling vertices; where nothing is left to walk the rank is of no use to anybody. */
static bool has_seats(const corral_region *region, uint32_t a)
{
    return corral_region_footprint(region, a).count > 0;
}

static void igraph_and_the_walk_rank_as_power_iteration_does(void **state)
{
    (void)state;
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        corral_region *region = some_region(seed);
        uint32_t n = corral_region_coalition_count(region), m = corral_region_item_count(region);
        static const double dampings[] = {0.3, 0.85};
        double *by_igraph = calloc(n + m, sizeof *by_igraph);
        double *by_walk = calloc(2 * (size_t)m, sizeof *by_walk);
        reach_walk walk;
        reach_walker walker;
        assert_int_equal(reach_walk_init(&walk, region, NULL, NULL), CORRAL_OK);
        assert_int_equal(reach_walker_init(&walker, &walk, NULL), CORRAL_OK);
        for (uint32_t a = 0; a < n; a++) {
            if (!has_seats(region, a)) continue;
            reach_walk_rank(&walk, &walker, a, dampings, 2, by_walk);
            for (size_t k = 0; k < 2; k++) {
                corral_involve_options options = CORRAL_INVOLVE_OPTIONS_INIT;
                options.table = (corral_coalitions){&a, 1};
                options.damping = dampings[k];
                corral_involvement v = {.region = region, .options = &options};
                double *slow = slow_pagerank(region, &a, 1, dampings[k]);
                assert_int_equal(reach_pagerank(&v, by_igraph, NULL), CORRAL_OK);
                for (uint32_t j = 0; j < m; j++) {
                    assert_near(by_igraph[n + j], slow[n + j], 1e-8);
                    assert_near(by_walk[k * m + j], slow[n + j], 1e-9);
                    compared += slow[n + j] > 0;
                }
                free(slow);
            }
        }
        reach_walker_release(&walker);
        reach_walk_release(&walk);
        free(by_igraph);
        free(by_walk);
        corral_region_free(region);
    }
    assert_true(compared > 1000);
}

static void the_walk_leaves_out_hidden_seats(void **state)
{
    (void)state;
    corral_region *whole = small_region("A member: x, y, z\nB member: y*0.5, z");
    corral_region *rest = small_region("A member: x, z\nB member: y*0.5, z");
    uint32_t y = item_of(whole, "member", "y");
    unsigned char hidden[5] = {0};
    static const double damping = 0.85;
    double one[3], two[3];
    for (size_t i = 0; i < 3; i++) hidden[i] = corral_region_footprint(whole, 0).index[i] == y;
    reach_walk walks[2];
    reach_walker walker;
    assert_int_equal(reach_walk_init(&walks[0], whole, hidden, NULL), CORRAL_OK);
    assert_int_equal(reach_walk_init(&walks[1], rest, NULL, NULL), CORRAL_OK);
    assert_int_equal(reach_walker_init(&walker, &walks[0], NULL), CORRAL_OK);
    reach_walk_rank(&walks[0], &walker, 0, &damping, 1, one);
    reach_walk_rank(&walks[1], &walker, 0, &damping, 1, two);
    static const char *const keys[] = {"x", "y", "z"};
    for (size_t k = 0; k < 3; k++)
        assert_near(one[item_of(whole, "member", keys[k])], two[item_of(rest, "member", keys[k])],
                    1e-15);
    assert_true(one[y] > 0);
    reach_walker_release(&walker);
    reach_walk_release(&walks[0]);
    reach_walk_release(&walks[1]);
    corral_region_free(whole);
    corral_region_free(rest);
}

/* ---- the measures ---- */

static double slow_auc(const reach_ranked *r, size_t count)
{
    double won = 0, pairs = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            if (!r[i].is_hidden || r[j].is_hidden) continue;
            pairs++;
            won += r[i].score > r[j].score ? 1 : r[i].score == r[j].score ? 0.5 : 0;
        }
    return won / pairs;
}

/* The mean, over all orders of those that tie, of the hidden ones among the first ten. */
static double slow_precision(const reach_ranked *r, size_t count)
{
    double found = 0, top = count < REACH_TOP ? (double)count : REACH_TOP;
    for (size_t i = 0; i < count; i++) {
        double above = 0, alike = 0;
        for (size_t j = 0; j < count; j++) {
            above += r[j].score > r[i].score;
            alike += r[j].score == r[i].score;
        }
        if (r[i].is_hidden) found += fmin(1, fmax(0, (top - above) / alike));
    }
    return found / top;
}

static void measures_are_those_of_every_pair_counted(void **state)
{
    (void)state;
    uint64_t chance = 5;
    for (int round = 0; round < 300; round++) {
        reach_ranked ranked[40], copy[40];
        size_t count = 1 + random_below(&chance, 40);
        uint32_t levels = 1 + random_below(&chance, 12); /* few: ties everywhere */
        for (size_t i = 0; i < count; i++)
            ranked[i] =
                (reach_ranked){random_below(&chance, levels), random_below(&chance, 4) == 0};
        memcpy(copy, ranked, sizeof copy);
        double auc, precision;
        reach_measure(ranked, count, &auc, &precision);
        double slow = slow_auc(copy, count);
        if (isnan(slow))
            assert_true(isnan(auc));
        else
            assert_near(auc, slow, 1e-12);
        assert_near(precision, slow_precision(copy, count), 1e-12);
    }
}

static void all_ties_are_half_and_none_to_compare_is_unknown(void **state)
{
    (void)state;
    double auc, precision;
    reach_ranked even[] = {{1, true}, {1, false}, {1, false}, {1, false}};
    reach_measure(even, 4, &auc, &precision);
    assert_near(auc, 0.5, 0);
    assert_near(precision, 0.25, 0);
    reach_ranked alone[] = {{1, true}};
    reach_measure(alone, 1, &auc, &precision);
    assert_true(isnan(auc));
    assert_near(precision, 1, 0);
}

/* ---- who else ---- */

/* Adds a sector to a member. */
static void sector(corral_builder *builder, const char *member, const char *word)
{
    corral_item_row row = {.facet = "member", .item = member, .sector = word};
    assert_int_equal(corral_builder_add_item(builder, &row, NULL), CORRAL_OK);
}

static corral_involvement *find(const corral_region *region, const corral_involve_options *options)
{
    corral_involvement *found = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
    if (corral_involve_find(region, options, NULL, &found, &error) != CORRAL_OK)
        fail_msg("%s", error.message);
    return found;
}

static const char *name_of(const corral_region *region, corral_party party)
{
    if (party.index == UINT32_MAX) return "-";
    return party.is_coalition ? corral_region_id(region, party.index)
                              : corral_region_item_key(region, party.index);
}

/* "missing x: youth | goals B: g h | several y: A B". */
static void assert_rows(const corral_region *region, const corral_involvement *v,
                        const char *expected)
{
    static const char *const words[] = {"missing", "outside", "goals", "several"};
    char text[1000] = "";
    for (size_t i = 0; i < corral_involvement_count(v); i++) {
        corral_involve_row row = corral_involvement_row(v, i);
        sprintf(text + strlen(text), "%s%s %s:", i ? " | " : "", words[row.reason],
                name_of(region, row.candidate));
        for (size_t k = 0; k < row.what_count; k++)
            sprintf(
                text + strlen(text), " %s",
                row.reason <= CORRAL_INVOLVE_OUTSIDE ? corral_involvement_entry(v, row.what[k]).item
                : row.reason == CORRAL_INVOLVE_GOALS ? corral_region_item_key(region, row.what[k])
                                                     : corral_region_id(region, row.what[k]));
    }
    assert_string_equal(text, expected);
}

/* "sector youth missing | sector funders here": all that was looked for. */
static void assert_entries(const corral_involvement *v, const char *expected)
{
    char text[1000] = "";
    for (size_t k = 0; k < corral_involvement_entry_count(v); k++) {
        corral_involve_entry entry = corral_involvement_entry(v, k);
        sprintf(text + strlen(text), "%s%s %s %s", k ? " | " : "", entry.facet, entry.item,
                entry.is_missing ? "missing" : "here");
    }
    assert_string_equal(text, expected);
}

/* "x A y": the path of the candidate's first row. */
static void assert_path(const corral_region *region, const corral_involvement *v,
                        const char *candidate, const char *expected)
{
    char text[200] = "";
    for (size_t i = 0; i < corral_involvement_count(v); i++) {
        corral_involve_row row = corral_involvement_row(v, i);
        if (strcmp(name_of(region, row.candidate), candidate) != 0) continue;
        for (size_t k = 0; k < row.path_count; k++)
            sprintf(text + strlen(text), "%s%s", k ? " " : "", name_of(region, row.path[k]));
        assert_string_equal(text, expected);
        return;
    }
    fail_msg("%s is no candidate", candidate);
}

/* The table is A and B. */
static const uint32_t first_two[] = {0, 1};
static corral_involve_options for_two(void)
{
    corral_involve_options options = CORRAL_INVOLVE_OPTIONS_INIT;
    options.table = options.group = (corral_coalitions){first_two, 2};
    options.populations = true;
    options.sectors = true;
    options.most = 100;
    return options;
}

static corral_region *example(void)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder,
               "A member: hub, x; goal: g, h; population: adults\n"
               "B member: hub, y; goal: i; population?:\n"
               "C member: hub, x, youth-council; goal: g, i; population: children, adults\n"
               "D member: youth-council, chapel; goal: h; population: elders\n"
               "E member: far; goal: g, h, i; population: children");
    sector(builder, "hub", "funders");
    sector(builder, "youth-council", "Youth");
    sector(builder, "chapel", "faith");
    sector(builder, "far", "youth");
    return small_finish(builder);
}

static void reasons_come_in_their_order_and_by_name(void **state)
{
    (void)state;
    corral_region *region = example();
    static const corral_wanted wanted[] = {{"sector", "business"},
                                           {"sector", "youth"},
                                           {"sector", "YOUTH"},
                                           {"population", "infants"}};
    corral_involve_options options = for_two();
    options.wanted = wanted;
    options.wanted_count = 4;
    corral_involvement *v = find(region, &options);
    assert_rows(region, v,
                "outside -: business | missing far: youth | missing youth-council: youth | "
                "outside -: infants | missing chapel: faith | missing C: children | "
                "missing E: children | missing D: elders | goals C: g i | goals E: g h i | "
                "several hub: A B");
    assert_entries(v, "sector business missing | sector youth missing | "
                      "population infants missing | sector funders here | sector faith missing | "
                      "population adults here | population children missing | "
                      "population elders missing");
    corral_involve_known known = corral_involvement_known(v);
    assert_int_equal(known.members, 3);
    assert_int_equal(known.without_sector, 2);
    corral_involvement_free(v);
    corral_region_free(region);
}

static void the_score_is_the_formula(void **state)
{
    (void)state;
    corral_region *region = example();
    corral_involve_options options = for_two();
    options.damping = 0.6;
    corral_involvement *v = find(region, &options);
    double *rank = slow_pagerank(region, first_two, 2, 0.6);
    uint32_t n = corral_region_coalition_count(region);
    /* Missing: youth, faith, children, elders; E, for instance, brings one of four. */
    for (size_t i = 0; i < corral_involvement_count(v); i++) {
        corral_involve_row row = corral_involvement_row(v, i);
        const char *name = name_of(region, row.candidate);
        bool brings = strcmp(name, "hub") != 0;
        uint32_t j = row.candidate.index;
        double seats = row.candidate.is_coalition ? (double)corral_region_footprint(region, j).count
                                                  : (double)corral_region_holders(region, j).count;
        double score =
            rank[row.candidate.is_coalition ? j : n + j] * (brings ? 1.25 : 1) / log2(1 + seats);
        assert_near(row.score, score, 1e-9);
    }
    assert_int_equal(corral_involvement_count(v), 9);
    free(rank);
    corral_involvement_free(v);
    corral_region_free(region);
}

static void paths_go_through_those_with_fewest_seats(void **state)
{
    (void)state;
    corral_region *region = example();
    corral_involve_options options = for_two();
    corral_involvement *v = find(region, &options);
    assert_path(region, v, "youth-council", "x C youth-council"); /* hub sits in C, too */
    assert_path(region, v, "chapel", "x C youth-council D chapel");
    assert_path(region, v, "C", "x C");
    assert_path(region, v, "far", "");
    assert_path(region, v, "E", "");
    assert_path(region, v, "hub", "hub");
    corral_involvement_free(v);
    corral_region_free(region);
}

static void only_the_best_are_kept_and_the_others_counted(void **state)
{
    (void)state;
    corral_region *region = example();
    corral_involve_options options = for_two();
    options.most = 1;
    corral_involvement *v = find(region, &options);
    assert_rows(region, v,
                "missing youth-council: Youth | missing chapel: faith | "
                "missing C: children | missing D: elders | goals C: g i | "
                "several hub: A B");
    assert_int_equal(corral_involvement_left_out(v, CORRAL_INVOLVE_MISSING), 2);
    assert_int_equal(corral_involvement_left_out(v, CORRAL_INVOLVE_GOALS), 1);
    assert_int_equal(corral_involvement_left_out(v, CORRAL_INVOLVE_SEVERAL), 0);
    corral_involvement_free(v);
    corral_region_free(region);
}

static void for_one_coalition_its_groups_members_who_are_not_with_it(void **state)
{
    (void)state;
    corral_region *region =
        small_region("A member: x\nB member: x, y, z\nC member: x, y\nD member: z");
    static const uint32_t group[] = {0, 1, 2};
    corral_involve_options options = CORRAL_INVOLVE_OPTIONS_INIT;
    options.table = (corral_coalitions){group, 1};
    options.group = (corral_coalitions){group, 3};
    corral_involvement *v = find(region, &options);
    assert_rows(region, v, "several y: B C");
    assert_int_equal(corral_involvement_row(v, 0).next, CORRAL_DEPTH_NETWORKING);
    corral_involvement_free(v);
    corral_region_free(region);
}

/* ---- ties ---- */

static void say_partner(corral_builder *builder, const char *a, const char *b, const char *role)
{
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = a;
    row.facet = "partner";
    row.item = b;
    row.role = role;
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
}

static void a_partner_knows_them_and_the_deepest_tie_counts(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A goal: g, h\nB goal: g, h\nC goal: g, h\nD goal: g, h\nE goal: g, h\n"
                        "F goal: g, h");
    say_partner(builder, "A", "C", "2");
    say_partner(builder, "C", "B", "Coordination");
    say_partner(builder, "D", "A", "collaboration");
    say_partner(builder, "E", "B", "chair");
    say_partner(builder, "A", "nobody", "4");
    corral_region *region = small_finish(builder);
    corral_involve_options options = for_two();
    corral_involvement *v = find(region, &options);
    static const struct {
        uint32_t partner;
        corral_depth depth, next;
    } expected[] = {{1, CORRAL_DEPTH_COORDINATION, CORRAL_DEPTH_COALITION},       /* C */
                    {0, CORRAL_DEPTH_COLLABORATION, CORRAL_DEPTH_COLLABORATION},  /* D */
                    {1, CORRAL_DEPTH_UNKNOWN, CORRAL_DEPTH_COOPERATION},          /* E */
                    {UINT32_MAX, CORRAL_DEPTH_UNKNOWN, CORRAL_DEPTH_NETWORKING}}; /* F */
    assert_rows(region, v, "goals C: g h | goals D: g h | goals E: g h | goals F: g h");
    for (size_t i = 0; i < 4; i++) {
        corral_involve_row row = corral_involvement_row(v, i);
        assert_int_equal(row.partner, expected[i].partner);
        assert_int_equal(row.depth, expected[i].depth);
        assert_int_equal(row.next, expected[i].next);
        assert_int_equal(row.path_count, i < 3);
    }
    corral_involvement_free(v);
    corral_region_free(region);
}

/* ---- edges ---- */

static void what_lies_within_brings_what_it_lies_in(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A population: town\nB member: x\nC population: village");
    small_within(builder, "population", "town", "county");
    small_within(builder, "population", "village", "other county");
    corral_region *region = small_finish(builder);
    static const corral_wanted wanted[] = {{"population", "county"},
                                           {"population", "other county"}};
    corral_involve_options options = for_two();
    options.populations = false;
    options.wanted = wanted;
    options.wanted_count = 2;
    corral_involvement *v = find(region, &options);
    assert_rows(region, v, "missing C: other county");
    corral_involvement_free(v);
    corral_region_free(region);
}

static void who_does_not_want_to_or_has_ended_is_no_candidate(void **state)
{
    (void)state;
    static const char *const columns[] = {"interest", "status"};
    static const char *const values[][2] = {{"no", "active"}, {"yes", "ended"}, {"maybe", ""}};
    static const char *const ids[] = {"C", "D", "E"};
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_declare(builder, "A", "A");
    small_declare(builder, "B", "B");
    for (size_t k = 0; k < 3; k++)
        assert_int_equal(
            corral_builder_add_coalition(builder, ids[k], 2, columns, values[k], "f", 1, NULL),
            CORRAL_OK);
    small_rows(builder, "A goal: g, h\nB goal: g\nC goal: g, h; population: elders\n"
                        "D goal: g, h\nE goal: g, h");
    corral_region *region = small_finish(builder);
    corral_involve_options options = for_two();
    corral_involvement *v = find(region, &options);
    /* Nor has one to look outside for what C would bring. */
    assert_rows(region, v, "goals E: g h");
    assert_int_equal(corral_involvement_known(v).not_asked, 2);
    corral_involvement_free(v);
    corral_region_free(region);
}

static void without_members_sectors_or_others_nothing_is_found(void **state)
{
    (void)state;
    static const char *const regions[] = {"A member: x\nB member: y", "A goal: g\nB goal: g",
                                          "A member?:\nB member?:"};
    static const corral_wanted wanted = {"sector", "youth"};
    for (size_t k = 0; k < 3; k++) {
        corral_region *region = small_region(regions[k]);
        corral_involve_options options = for_two();
        options.wanted = &wanted;
        options.wanted_count = 1;
        corral_involvement *v = find(region, &options);
        assert_rows(region, v, "");
        /* No sector is known: then it cannot be told who is missing. */
        assert_int_equal(corral_involvement_entry_count(v), 0);
        assert_false(corral_involvement_known(v).any_sector);
        corral_involvement_free(v);
        corral_region_free(region);
    }
}

static void a_region_of_one_has_nobody_else(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal: g, h; population: elders");
    corral_involve_options options = for_two();
    options.table.count = 1;
    options.group.count = 0;
    corral_involvement *v = find(region, &options);
    assert_rows(region, v, "");
    assert_int_equal(corral_involvement_entry_count(v), 1);
    assert_false(corral_involvement_entry(v, 0).is_missing);
    corral_involvement_free(v);
    corral_region_free(region);
}

static void refuse(const corral_region *region, const corral_involve_options *options,
                   const char *message)
{
    corral_involvement *found = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_involve_find(region, options, NULL, &found, &error), CORRAL_BAD_USE);
    assert_null(found);
    assert_string_equal(error.message, message);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x\nB member: y");
    static const corral_wanted wanted = {"colour", "red"};
    static const uint32_t falling[] = {1, 0}, beyond[] = {2};
    corral_involve_options options = for_two();
    options.table.count = 0;
    refuse(region, &options, "a table needs at least one coalition");
    options = for_two();
    options.table.index = falling;
    refuse(region, &options, "coalitions of a table must be rising numbers below 2");
    options = for_two();
    options.group = (corral_coalitions){beyond, 1};
    refuse(region, &options, "coalitions of a table must be rising numbers below 2");
    options = for_two();
    options.most = 0;
    refuse(region, &options, "most must be at least 1, got 0");
    options = for_two();
    options.damping = 1;
    refuse(region, &options, "damping must be above 0 and below 1, got 1");
    options = for_two();
    options.wanted = &wanted;
    options.wanted_count = 1;
    refuse(region, &options, "\"colour\" is neither sector nor a facet of the region");
    corral_region_free(region);
}

/* ---- the backtest ---- */

static void planted_groups_are_found_and_popularity_is_not_enough(void **state)
{
    (void)state;
    /* Six groups of four coalitions, each with its own eight members: nobody is more popular. */
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (int group = 0; group < 6; group++)
        for (int coalition = 0; coalition < 4; coalition++)
            for (int member = 0; member < 8; member++) {
                char id[16], item[16];
                snprintf(id, sizeof id, "c%d-%d", group, coalition);
                snprintf(item, sizeof item, "m%d-%d", group, member);
                small_row(builder, id, "member", item, 1);
            }
    corral_region *region = small_finish(builder);
    corral_backtest b, again, other;
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &b, NULL), CORRAL_OK);
    assert_int_equal(b.seats, 192);
    assert_int_equal(b.hidden, 19);
    assert_int_equal(b.count, 14);
    size_t chosen = 0;
    for (size_t i = 0; i < b.count; i++) {
        bool is_popularity = b.row[i].variant == CORRAL_BACKTEST_POPULARITY;
        assert_int_equal(b.row[i].is_report, i >= 7);
        chosen += b.row[i].is_chosen;
        if (is_popularity)
            assert_true(b.row[i].auc < 0.5); /* a hidden seat is one less */
        else
            assert_true(b.row[i].auc > 0.99);
    }
    assert_int_equal(chosen, 2);
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &again, NULL), CORRAL_OK);
    assert_int_equal(corral_involve_backtest(region, 2, NULL, &other, NULL), CORRAL_OK);
    assert_same_double(b.row[0].auc, again.row[0].auc);
    assert_true(b.row[0].auc != other.row[0].auc);
    corral_region_free(region);
}

static void a_backtest_needs_members_and_enough_of_them(void **state)
{
    (void)state;
    corral_backtest b;
    corral_region *region = small_region("A goal: g\nB goal: g");
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &b, &error), CORRAL_BAD_INPUT);
    assert_string_equal(error.message,
                        "a backtest hides seats of members, and the region has no facet member");
    corral_region_free(region);
    region = small_region("A member: a, b, c, d, e, f, g\nB member: a, b");
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &b, &error), CORRAL_BAD_INPUT);
    assert_string_equal(error.message, "a backtest needs at least 10 seats of members, got 9");
    corral_region_free(region);
}

/* Where all absent ones are hidden there is nothing to tell them from. */
static void who_lacks_nobody_but_the_hidden_is_left_out_of_both_figures(void **state)
{
    (void)state;
    corral_backtest b;
    corral_region *region = small_region("A member: a, b, c, d, e, f, g, h, i, j");
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &b, NULL), CORRAL_OK);
    assert_int_equal(b.with[0], 1);
    assert_int_equal(b.coalitions[0], 0);
    for (size_t i = 0; i < b.count; i++) {
        assert_true(isnan(b.row[i].auc));
        assert_true(isnan(b.row[i].precision));
        assert_false(b.row[i].is_chosen);
    }
    corral_region_free(region);
}

/* The splits hide different seats, and the score is PageRank by seats. */
static void splits_and_variants_differ(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 40, .facets = 1, .items = 60, .density = 0.15};
    corral_region *region = random_region(&shape, 5);
    corral_backtest b;
    bool split = false, divided = false;
    assert_int_equal(corral_involve_backtest(region, 1, NULL, &b, NULL), CORRAL_OK);
    for (size_t v = 0; v < 7; v++) {
        split |= b.row[v].auc != b.row[7 + v].auc;
        for (size_t w = 0; w < 7; w++)
            divided |= b.row[v].variant == CORRAL_BACKTEST_SCORE &&
                       b.row[w].variant == CORRAL_BACKTEST_PAGERANK &&
                       b.row[v].damping == b.row[w].damping && b.row[v].auc != b.row[w].auc;
    }
    assert_true(split);
    assert_true(divided);
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(igraph_and_the_walk_rank_as_power_iteration_does),
        TEST(the_walk_leaves_out_hidden_seats),
        TEST(measures_are_those_of_every_pair_counted),
        TEST(all_ties_are_half_and_none_to_compare_is_unknown),
        TEST(reasons_come_in_their_order_and_by_name),
        TEST(the_score_is_the_formula),
        TEST(paths_go_through_those_with_fewest_seats),
        TEST(only_the_best_are_kept_and_the_others_counted),
        TEST(for_one_coalition_its_groups_members_who_are_not_with_it),
        TEST(a_partner_knows_them_and_the_deepest_tie_counts),
        TEST(what_lies_within_brings_what_it_lies_in),
        TEST(who_does_not_want_to_or_has_ended_is_no_candidate),
        TEST(without_members_sectors_or_others_nothing_is_found),
        TEST(a_region_of_one_has_nobody_else),
        TEST(options_out_of_range_are_refused),
        TEST(planted_groups_are_found_and_popularity_is_not_enough),
        TEST(a_backtest_needs_members_and_enough_of_them),
        TEST(who_lacks_nobody_but_the_hidden_is_left_out_of_both_figures),
        TEST(splits_and_variants_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
