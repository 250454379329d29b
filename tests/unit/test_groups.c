/* Groups: small cases by hand, and against every partition there is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "support/small.h"

/* ---- helpers ---- */

/* A region, its similarity and a grouping of it. */
typedef struct fixture {
    corral_region *region;
    corral_similarity *similarity;
    corral_grouping *grouping;
} fixture;

static fixture group(const char *text, const corral_groups_options *options)
{
    fixture f = {.region = small_region(text)};
    f.similarity = small_similarity(f.region, NULL);
    f.grouping = small_groups(f.similarity, options);
    return f;
}

static void end(fixture *f)
{
    corral_grouping_free(f->grouping);
    corral_similarity_free(f->similarity);
    corral_region_free(f->region);
}

/* ---- what must hold of every grouping ---- */

/* S as it counts. */
static double counted(const corral_similarity *similarity, double threshold, uint32_t a, uint32_t b)
{
    double s = corral_similarity_pair(similarity, a, b, NULL);
    return s >= threshold && s > 0 ? s : 0;
}

static double slow_fit(const corral_grouping *g, const corral_similarity *similarity, uint32_t a,
                       corral_coalitions members)
{
    double sum = 0;
    size_t mates = 0;
    for (size_t i = 0; i < members.count; i++) {
        if (members.index[i] == a) continue;
        sum += counted(similarity, corral_grouping_threshold(g), a, members.index[i]);
        mates++;
    }
    return sum / (double)mates - corral_grouping_resolution(g);
}

static double slow_part(const corral_grouping *g, const corral_similarity *similarity,
                        corral_coalitions members)
{
    double part = 0;
    for (size_t i = 0; i < members.count; i++)
        for (size_t j = i + 1; j < members.count; j++)
            part += counted(similarity, corral_grouping_threshold(g), members.index[i],
                            members.index[j]) -
                    corral_grouping_resolution(g);
    return part;
}

static bool in_list(corral_coalitions list, uint32_t a)
{
    for (size_t i = 0; i < list.count; i++)
        if (list.index[i] == a) return true;
    return false;
}

static bool must_part(const corral_groups_options *o, uint32_t a, uint32_t b)
{
    for (size_t k = 0; k < o->apart_count; k++)
        if (in_list(o->apart[k], a) && in_list(o->apart[k], b)) return true;
    return false;
}

/* Where a fits best among the other groups it may sit in, by the slow way; NAN if it shares nothing
 * with any. */
static double slow_next_fit(const corral_grouping *g, const corral_similarity *similarity,
                            const corral_groups_options *o, uint32_t a)
{
    double best = NAN;
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        corral_coalitions members = corral_grouping_members(g, k);
        bool is_own = false, is_barred = false;
        double sum = 0;
        for (size_t i = 0; i < members.count; i++) {
            is_own |= members.index[i] == a;
            is_barred |= must_part(o, a, members.index[i]);
            if (members.index[i] != a)
                sum += counted(similarity, corral_grouping_threshold(g), a, members.index[i]);
        }
        if (is_own || is_barred || sum == 0) continue;
        double fit = sum / (double)members.count - corral_grouping_resolution(g);
        if (isnan(best) || fit > best) best = fit;
    }
    return best;
}

static void check_groups(const corral_grouping *g, const corral_similarity *similarity,
                         uint32_t max_size)
{
    double objective = 0, before = INFINITY;
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        corral_coalitions members = corral_grouping_members(g, k);
        double part = corral_grouping_part(g, k);
        assert_int_equal(corral_grouping_number(g, k), k + 1);
        assert_true(members.count >= 2 && members.count <= max_size);
        assert_near(part, slow_part(g, similarity, members), 1e-12);
        assert_true(part <= before);
        before = part;
        objective += part;
        for (size_t i = 0; i < members.count; i++) {
            assert_true(i == 0 || members.index[i - 1] < members.index[i]);
            assert_int_equal(corral_grouping_of(g, members.index[i]), k + 1);
            assert_near(corral_grouping_fit(g, members.index[i]),
                        slow_fit(g, similarity, members.index[i], members), 1e-12);
        }
    }
    assert_near(corral_grouping_objective(g), objective, 1e-12);
}

/* What stands alone, and why. */
static corral_group_status slow_status(const corral_grouping *g,
                                       const corral_similarity *similarity,
                                       const corral_groups_options *o, uint32_t a)
{
    corral_group_status status = CORRAL_TOO_LITTLE_KNOWN;
    if (o->eligible && !o->eligible[a]) return CORRAL_NOT_ASKED;
    for (uint32_t b = 0; b < corral_similarity_coalition_count(similarity); b++) {
        if (b == a || isnan(corral_similarity_pair(similarity, a, b, NULL))) continue;
        if (status == CORRAL_TOO_LITTLE_KNOWN) status = CORRAL_NO_CLOSE_PARTNER;
        if (o->eligible && !o->eligible[b]) continue;
        if (counted(similarity, corral_grouping_threshold(g), a, b) > corral_grouping_resolution(g))
            status = CORRAL_NO_SEAT;
    }
    return status;
}

static void check_coalitions(const corral_grouping *g, const corral_similarity *similarity,
                             const corral_groups_options *o)
{
    size_t grouped = 0, in_groups = 0;
    for (uint32_t a = 0; a < corral_similarity_coalition_count(similarity); a++) {
        corral_group_status status = corral_grouping_status(g, a);
        bool is_asked = status != CORRAL_NOT_ASKED, is_grouped = corral_grouping_of(g, a) > 0;
        double fit, expected = is_asked ? slow_next_fit(g, similarity, o, a) : NAN;
        uint32_t next = corral_grouping_next(g, a, &fit);
        assert_int_equal(next == 0, isnan(expected));
        if (next) assert_near(fit, expected, 1e-12);
        assert_true(next == 0 || next != corral_grouping_of(g, a));
        grouped += is_grouped;
        assert_int_equal(status, is_grouped ? CORRAL_GROUPED : slow_status(g, similarity, o, a));
        if (!is_grouped) assert_true(isnan(corral_grouping_fit(g, a)));
    }
    for (uint32_t k = 0; k < corral_grouping_count(g); k++)
        in_groups += corral_grouping_members(g, k).count;
    assert_int_equal(grouped, in_groups); /* each coalition once */
}

static const corral_groups_options DEFAULTS = CORRAL_GROUPS_OPTIONS_INIT;

/* options NULL: the defaults. */
static void check(const corral_grouping *g, const corral_similarity *similarity,
                  const corral_groups_options *options)
{
    const corral_groups_options *o = options ? options : &DEFAULTS;
    check_groups(g, similarity, o->max_size);
    check_coalitions(g, similarity, o);
    assert_true(corral_grouping_objective(g) <= corral_grouping_bound(g));
    assert_true(isfinite(corral_grouping_bound(g)));
    assert_true(corral_grouping_is_complete(g));
}

/* ---- the least ---- */

static void nobody_and_one_and_strangers_have_no_groups(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "A member: x", "A member: x\nB member: y\nC member: z",
                                        "A member:\nB member:"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.effort = (corral_effort)effort;
            fixture f = group(texts[k], &options);
            assert_int_equal(corral_grouping_count(f.grouping), 0);
            assert_same_double(corral_grouping_objective(f.grouping), 0);
            assert_true(corral_grouping_bound(f.grouping) >= 0);
            assert_true(corral_grouping_bound(f.grouping) < 1e-12);
            assert_int_equal(corral_grouping_pair_count(f.grouping), 0);
            assert_int_equal(corral_grouping_component_count(f.grouping), 0);
            check(f.grouping, f.similarity, &options);
            end(&f);
        }
    corral_grouping_free(NULL);
}

static void a_coalition_nobody_can_be_compared_with_is_too_little_known(void **state)
{
    (void)state;
    fixture f = group("A member: x; goal: g\nB member: x; goal: g\nC member: y; goal: h\n"
                      "D member?:; goal?:\nE sector: s",
                      NULL);
    assert_groups(f.grouping, f.region, "A B");
    assert_int_equal(corral_grouping_status(f.grouping, 0), CORRAL_GROUPED);
    assert_int_equal(corral_grouping_status(f.grouping, 2), CORRAL_NO_CLOSE_PARTNER);
    assert_int_equal(corral_grouping_status(f.grouping, 3), CORRAL_TOO_LITTLE_KNOWN);
    assert_int_equal(corral_grouping_status(f.grouping, 4), CORRAL_TOO_LITTLE_KNOWN);
    end(&f);
}

/* ---- by hand ---- */

static const char TOY[] =
    "A member: choir, library, school; goal: read by grade 3; population: children\n"
    "B member: bus company, library, school; goal: read by grade 3, reach every family*0.5;"
    "  population: children, families\n"
    "C member: bus company, clinic; goal: reach every family; population: families\n"
    "D member~: clinic; goal: reach every family\n"
    "E member: garden club, library; goal: plant 500 trees; population: adults\n"
    "F population: families\n";

static void the_toy_has_the_groups_of_its_page(void **state)
{
    (void)state;
    fixture f = group(TOY, NULL);
    const corral_grouping *g = f.grouping;
    double fit;
    assert_groups(g, f.region, "C D | A B");
    assert_near(corral_grouping_resolution(g), 0.25603, 5e-6);
    assert_near(corral_grouping_threshold(g), 0.12802, 5e-6);
    assert_near(corral_grouping_objective(g), 0.64067, 5e-6);
    assert_near(corral_grouping_bound(g), 0.64067, 5e-6);
    assert_near(corral_grouping_part(g, 0), 0.38463, 5e-6);
    assert_int_equal(corral_grouping_pair_count(g), 3);
    assert_int_equal(corral_grouping_component_count(g), 1);
    assert_near(corral_grouping_fit(g, 0), 0.25603, 5e-6);
    assert_int_equal(corral_grouping_next(g, 0, &fit), 0);
    assert_true(isnan(fit));
    assert_int_equal(corral_grouping_next(g, 1, &fit), 1);
    assert_near(fit, -0.10809, 5e-6);
    assert_int_equal(corral_grouping_next(g, 2, &fit), 2);
    assert_near(fit, -0.10809, 5e-6);
    assert_int_equal(corral_grouping_status(g, 4), CORRAL_NO_CLOSE_PARTNER);
    assert_int_equal(corral_grouping_status(g, 5), CORRAL_TOO_LITTLE_KNOWN);
    assert_non_null(corral_grouping_automatic(g));
    check(g, f.similarity, NULL);
    end(&f);
}

static void exact_proves_the_toy(void **state)
{
    (void)state;
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.effort = CORRAL_EFFORT_EXACT;
    fixture f = group(TOY, &options);
    assert_groups(f.grouping, f.region, "C D | A B");
    assert_near(corral_grouping_bound(f.grouping), corral_grouping_objective(f.grouping), 1e-12);
    check(f.grouping, f.similarity, &options);
    end(&f);
}

/* count coalitions with the same footprint of three facets. */
static fixture identical(int count, const corral_groups_options *options)
{
    char text[4096] = "";
    for (int k = 0; k < count; k++)
        sprintf(text + strlen(text), "%c member: x, y*0.5; goal: g; target~: t\n", 'A' + k);
    return group(text, options);
}

static void two_to_nine_identical_coalitions_are_one_group(void **state)
{
    (void)state;
    for (int count = 2; count <= 9; count++)
        for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.effort = (corral_effort)effort;
            fixture f = identical(count, &options);
            assert_int_equal(corral_grouping_count(f.grouping), 1);
            assert_int_equal(corral_grouping_members(f.grouping, 0).count, count);
            assert_near(corral_grouping_objective(f.grouping), 0.5 * count * (count - 1) / 2,
                        1e-12);
            check(f.grouping, f.similarity, &options);
            end(&f);
        }
}

static void more_identical_coalitions_than_a_group_holds_fill_it_and_go_on(void **state)
{
    (void)state;
    static const struct {
        int count;
        uint32_t max_size;
        double objective; /* of half a pair each */
    } cases[] = {{10, 9, 36}, {11, 9, 36 + 1}, {18, 9, 72}, {5, 2, 2}, {7, 3, 6}, {12, 4, 18}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.max_size = cases[k].max_size;
        fixture f = identical(cases[k].count, &options);
        assert_near(corral_grouping_objective(f.grouping), 0.5 * cases[k].objective, 1e-12);
        check(f.grouping, f.similarity, &options);
        end(&f);
    }
}

static void the_tenth_of_ten_alike_has_partners_and_no_seat(void **state)
{
    (void)state;
    fixture f = identical(10, NULL);
    uint32_t alone = 0;
    for (uint32_t a = 0; a < 10; a++) {
        if (corral_grouping_of(f.grouping, a)) continue;
        alone++;
        assert_int_equal(corral_grouping_status(f.grouping, a), CORRAL_NO_SEAT);
        assert_int_equal(corral_grouping_next(f.grouping, a, NULL), 1);
    }
    assert_int_equal(alone, 1);
    end(&f);
}

static void two_clear_clusters_are_two_groups(void **state)
{
    (void)state;
    fixture f = group("A member: x, y\nB member: x, y\nC member: x, y\n"
                      "D member: z, w\nE member: z, w\n",
                      NULL);
    assert_groups(f.grouping, f.region, "A B C | D E");
    assert_int_equal(corral_grouping_component_count(f.grouping), 2);
    check(f.grouping, f.similarity, NULL);
    end(&f);
}

static void unknown_and_partial_facets_leave_what_is_known_to_decide(void **state)
{
    (void)state;
    fixture f = group("A member: x, y; goal?:\nB member~: x, y; goal: g\n"
                      "C member: z, w; goal: g\nD member: z, w; goal?:",
                      NULL);
    assert_groups(f.grouping, f.region, "A B | C D");
    check(f.grouping, f.similarity, NULL);
    end(&f);
}

static void groups_of_equal_worth_stand_in_order_of_their_first_coalition(void **state)
{
    (void)state;
    fixture f = group("B member: x\nD member: x\nA member: y\nC member: y", NULL);
    assert_groups(f.grouping, f.region, "A C | B D");
    end(&f);
}

static void the_threshold_silences_pairs_below_it(void **state)
{
    (void)state;
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.resolution = 0.3;
    const char *text = "A member: x, y\nB member: x, y, z\nC member: z, x, w";
    fixture f = group(text, &options);
    assert_same_double(corral_grouping_threshold(f.grouping), 0.15);
    assert_null(corral_grouping_automatic(f.grouping));
    double ab = pair_of(f.similarity, f.region, "A", "B");
    assert_int_equal(corral_grouping_pair_count(f.grouping), 3);
    end(&f);
    options.threshold = ab;
    f = group(text, &options);
    assert_same_double(corral_grouping_threshold(f.grouping), ab);
    assert_int_equal(corral_grouping_pair_count(f.grouping), 1);
    assert_groups(f.grouping, f.region, "A B");
    end(&f);
    options.threshold = 0;
    f = group(text, &options);
    assert_int_equal(corral_grouping_pair_count(f.grouping), 3);
    end(&f);
}

/* ---- what people ask for ---- */

static corral_coalitions list_of(const uint32_t *index, size_t count)
{
    return (corral_coalitions){index, count};
}

static void those_who_must_sit_together_do(void **state)
{
    (void)state;
    static const uint32_t first[] = {0, 4}, second[] = {4, 5};
    const corral_coalitions together[] = {list_of(first, 2), list_of(second, 2)};
    for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.effort = (corral_effort)effort;
        options.together = together;
        options.together_count = 2;
        fixture f = group(TOY, &options);
        const corral_grouping *g = f.grouping;
        assert_true(corral_grouping_of(g, 0) > 0);
        assert_int_equal(corral_grouping_of(g, 0), corral_grouping_of(g, 4));
        assert_int_equal(corral_grouping_of(g, 4), corral_grouping_of(g, 5));
        assert_true(corral_grouping_objective(g) <= corral_grouping_bound(g));
        check(g, f.similarity, &options);
        end(&f);
    }
}

static void those_who_must_stay_apart_do(void **state)
{
    (void)state;
    static const uint32_t index[] = {0, 1, 2};
    const corral_coalitions apart = {index, 3};
    for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.effort = (corral_effort)effort;
        options.apart = &apart;
        options.apart_count = 1;
        fixture f = identical(7, &options);
        uint32_t of[3];
        for (uint32_t a = 0; a < 3; a++) of[a] = corral_grouping_of(f.grouping, a);
        for (uint32_t a = 0; a < 3; a++)
            assert_true(of[a] == 0 || (of[a] != of[(a + 1) % 3] && of[a] != of[(a + 2) % 3]));
        /* the best is one of them with all four others */
        assert_near(corral_grouping_objective(f.grouping), 0.5 * 10, 1e-12);
        check(f.grouping, f.similarity, &options);
        end(&f);
    }
}

static void who_may_not_sit_in_a_group_does_not(void **state)
{
    (void)state;
    static const unsigned char eligible[] = {1, 0, 1, 1, 0};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.eligible = eligible;
    fixture f = identical(5, &options);
    assert_groups(f.grouping, f.region, "A C D");
    assert_int_equal(corral_grouping_status(f.grouping, 1), CORRAL_NOT_ASKED);
    assert_int_equal(corral_grouping_status(f.grouping, 4), CORRAL_NOT_ASKED);
    check(f.grouping, f.similarity, &options);
    end(&f);
    static const unsigned char nobody[5] = {0};
    options.eligible = nobody;
    f = identical(5, &options);
    assert_int_equal(corral_grouping_count(f.grouping), 0);
    check(f.grouping, f.similarity, &options);
    end(&f);
}

static void around_some_only_their_group_is_grown(void **state)
{
    (void)state;
    static const uint32_t one[] = {3}, two[] = {0, 3};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.around = list_of(one, 1);
    fixture f = group(TOY, &options);
    assert_groups(f.grouping, f.region, "C D");
    assert_true(corral_grouping_objective(f.grouping) <= corral_grouping_bound(f.grouping));
    end(&f);
    options.around = list_of(two, 2); /* they share nothing: C and B would come with them */
    f = group(TOY, &options);
    assert_int_equal(corral_grouping_count(f.grouping), 1);
    assert_int_equal(corral_grouping_of(f.grouping, 0), 1);
    assert_int_equal(corral_grouping_of(f.grouping, 3), 1);
    assert_true(corral_grouping_objective(f.grouping) <= corral_grouping_bound(f.grouping));
    end(&f);
}

static void around_a_stranger_there_is_no_group(void **state)
{
    (void)state;
    static const uint32_t stranger[] = {4};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.around = list_of(stranger, 1);
    fixture f = group(TOY, &options);
    assert_int_equal(corral_grouping_count(f.grouping), 0);
    check(f.grouping, f.similarity, &options);
    end(&f);
}

static void groups_below_the_least_size_are_broken_up(void **state)
{
    (void)state;
    for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.effort = (corral_effort)effort;
        options.min_size = 3;
        fixture f = group("A member: x, y\nB member: x, y\nC member: x, y\n"
                          "D member: z, w\nE member: z, w\n",
                          &options);
        assert_groups(f.grouping, f.region, "A B C");
        check(f.grouping, f.similarity, &options);
        end(&f);
    }
}

static void those_together_win_over_the_least_size(void **state)
{
    (void)state;
    static const uint32_t index[] = {3, 4};
    const corral_coalitions together = {index, 2};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.min_size = 4;
    options.together = &together;
    options.together_count = 1;
    fixture f = group("A member: x, y\nB member: x, y\nC member: x, y\n"
                      "D member: z, w\nE member: z, w\n",
                      &options);
    assert_groups(f.grouping, f.region, "D E");
    end(&f);
}

/* A and B are a component by themselves and too few; C from outside would make them enough, and Q
 * larger. Whether or not the search looks there, the bound must not deny it. */
static void
the_bound_counts_groups_across_components_where_the_least_size_asks_for_them(void **state)
{
    (void)state;
    for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.effort = (corral_effort)effort;
        options.min_size = 3;
        options.resolution = 0.1;
        fixture f = group("A member: x\nB member: x\nC member: y", &options);
        assert_true(corral_grouping_bound(f.grouping) >= 1 - 3 * 0.1);
        check(f.grouping, f.similarity, &options);
        end(&f);
    }
}

/* ---- what is refused ---- */

static void assert_refused(const corral_groups_options *options, const char *words)
{
    corral_region *region = small_region(TOY);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_grouping *grouping = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_groups_find(similarity, options, NULL, &grouping, &err),
                     CORRAL_BAD_USE);
    assert_null(grouping);
    if (!strstr(err.message, words)) fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void sizes_and_scores_out_of_range_are_refused(void **state)
{
    (void)state;
    static const struct {
        uint32_t max_size, min_size;
        double resolution, threshold, time_limit;
        const char *words;
    } cases[] = {{1, 1, NAN, NAN, 0, "largest size must be 2 or more, got 1"},
                 {0, 0, NAN, NAN, 0, "largest size must be 2 or more, got 0"},
                 {5, 0, NAN, NAN, 0, "least size must be from 1 to the largest (5), got 0"},
                 {5, 6, NAN, NAN, 0, "least size must be from 1 to the largest (5), got 6"},
                 {9, 2, 0, NAN, 0, "resolution must be above 0 and at most 1, got 0"},
                 {9, 2, 1.5, NAN, 0, "resolution must be above 0 and at most 1, got 1.5"},
                 {9, 2, INFINITY, NAN, 0, "resolution must be above 0"},
                 {9, 2, NAN, -0.5, 0, "threshold must be"},
                 {9, 2, NAN, 1.01, 0, "threshold must be"},
                 {9, 2, NAN, NAN, -1, "time limit must be 0 or more"},
                 {9, 2, NAN, NAN, NAN, "time limit must be 0 or more"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.max_size = cases[k].max_size;
        options.min_size = cases[k].min_size;
        options.resolution = cases[k].resolution;
        options.threshold = cases[k].threshold;
        options.time_limit = cases[k].time_limit;
        assert_refused(&options, cases[k].words);
    }
}

static void what_cannot_be_met_is_refused(void **state)
{
    (void)state;
    static const uint32_t pair[] = {0, 1}, bridge[] = {1, 2}, ends[] = {0, 2}, beyond[] = {0, 6},
                          three[] = {0, 1, 2};
    static const unsigned char not_b[] = {1, 0, 1, 1, 1, 1};
    const corral_coalitions chain[] = {list_of(pair, 2), list_of(bridge, 2)};
    const corral_coalitions apart = list_of(ends, 2), outside = list_of(beyond, 2);
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.together = chain;
    options.together_count = 2;
    options.apart = &apart;
    options.apart_count = 1;
    assert_refused(&options, "together and apart");
    options.apart_count = 0;
    options.max_size = 2;
    assert_refused(&options, "3 coalitions must stay together, a group has at most 2");
    options.max_size = 9;
    options.eligible = not_b;
    assert_refused(&options, "may not sit in a group");
    options.together = &outside;
    options.together_count = 1;
    options.eligible = NULL;
    assert_refused(&options, "coalition number 6 must be below 6");
    options.together_count = 0;
    options.apart = &outside;
    options.apart_count = 1;
    assert_refused(&options, "coalition number 6 must be below 6");
    options.apart_count = 0;
    options.around = list_of(beyond, 2);
    assert_refused(&options, "coalition number 6 must be below 6");
    options.around = list_of(three, 3);
    options.max_size = 2;
    assert_refused(&options, "more coalitions are asked for than a group may have (2)");
    options.max_size = 9;
    options.eligible = not_b;
    assert_refused(&options, "may not sit in a group");
    options.eligible = NULL;
    options.apart = &apart;
    options.apart_count = 1;
    assert_refused(&options, "together and apart");
}

/* ---- against every partition ---- */

enum { MOST = 8 };

typedef struct instance {
    uint32_t n;
    double s[MOST][MOST];
    double resolution;
    const corral_groups_options *options;
    uint32_t of[MOST]; /* a label each, coalitions of one label sit together */
    double best;
} instance;

/* Whether a and b are asked to sit together, through others too. */
static bool must_meet(const corral_groups_options *o, uint32_t a, uint32_t b)
{
    bool reached[MOST] = {false};
    reached[a] = true;
    for (int round = 0; round < MOST; round++)
        for (size_t k = 0; k < o->together_count; k++) {
            bool any = false;
            for (uint32_t c = 0; c < MOST; c++) any |= reached[c] && in_list(o->together[k], c);
            for (uint32_t c = 0; any && c < MOST; c++) reached[c] |= in_list(o->together[k], c);
        }
    return reached[b];
}

static bool pair_is_allowed(const instance *x, uint32_t a, uint32_t b)
{
    const corral_groups_options *o = x->options;
    bool meet = x->of[a] == x->of[b];
    if (!meet) return !must_meet(o, a, b);
    if (o->eligible && (!o->eligible[a] || !o->eligible[b])) return false;
    return !must_part(o, a, b);
}

static bool is_allowed(const instance *x)
{
    for (uint32_t label = 0; label < x->n; label++) {
        uint32_t size = 0;
        bool is_asked = true; /* all of it was asked for */
        for (uint32_t a = 0; a < x->n; a++) {
            if (x->of[a] != label) continue;
            size++;
            for (uint32_t b = 0; b < a; b++)
                if (x->of[b] == label) is_asked &= must_meet(x->options, a, b);
        }
        if (size > x->options->max_size) return false;
        if (size > 1 && size < x->options->min_size && !is_asked) return false;
    }
    for (uint32_t a = 0; a < x->n; a++)
        for (uint32_t b = 0; b < a; b++)
            if (!pair_is_allowed(x, a, b)) return false;
    return true;
}

static double objective_of(const instance *x)
{
    double q = 0;
    for (uint32_t a = 0; a < x->n; a++)
        for (uint32_t b = 0; b < a; b++)
            if (x->of[a] == x->of[b]) q += x->s[a][b] - x->resolution;
    return q;
}

/* Every set partition, as a string of labels that grow by one at most. */
static void try_all(instance *x, uint32_t at, uint32_t labels)
{
    if (at == x->n) {
        double q = objective_of(x);
        if (q > x->best && is_allowed(x)) x->best = q;
        return;
    }
    for (x->of[at] = 0; x->of[at] <= labels; x->of[at]++)
        try_all(x, at + 1, x->of[at] == labels ? labels + 1 : labels);
}

static double best_of_all(const corral_similarity *similarity, const corral_grouping *g,
                          const corral_groups_options *options)
{
    instance x = {.n = corral_similarity_coalition_count(similarity),
                  .resolution = corral_grouping_resolution(g),
                  .options = options,
                  .best = -INFINITY};
    for (uint32_t a = 0; a < x.n; a++)
        for (uint32_t b = 0; b < x.n; b++)
            x.s[a][b] = a == b ? 0 : counted(similarity, corral_grouping_threshold(g), a, b);
    try_all(&x, 0, 0);
    return x.best;
}

/* Asks of one random instance; the lists point into it. */
typedef struct wishes {
    corral_groups_options options;
    uint32_t index[8];
    corral_coalitions together[2], apart[2];
    unsigned char eligible[MOST];
} wishes;

static void wish(wishes *w, uint32_t n, uint64_t *chance)
{
    *w = (wishes){.options = CORRAL_GROUPS_OPTIONS_INIT};
    w->options.max_size = 2 + random_below(chance, n);
    w->options.min_size = 1 + random_below(chance, w->options.max_size);
    if (random_below(chance, 2)) w->options.resolution = 0.05 + 0.4 * random_share(chance);
    if (random_below(chance, 3) == 0) w->options.threshold = 0.3 * random_share(chance);
    uint32_t first = random_below(chance, n - 3);
    for (uint32_t i = 0; i < 4; i++) w->index[i] = first + i;
    if (random_below(chance, 3) == 0) {
        w->together[0] = list_of(w->index, 2);
        w->options.together = w->together;
        w->options.together_count = 1;
    }
    if (random_below(chance, 3) == 0) {
        w->apart[0] = list_of(w->index + 1, 2);
        w->options.apart = w->apart;
        w->options.apart_count = 1;
    }
    if (random_below(chance, 4) == 0) {
        for (uint32_t a = 0; a < MOST; a++) w->eligible[a] = a != w->index[3];
        w->options.eligible = w->eligible;
    }
}

static const random_shape SMALL[] = {
    {.coalitions = 8, .facets = 1, .items = 6, .density = 0.4},
    {.coalitions = 8, .facets = 2, .items = 5, .density = 0.45, .weights = true},
    {.coalitions = 7,
     .facets = 3,
     .items = 5,
     .density = 0.4,
     .weights = true,
     .unknown = 0.3,
     .partial = 0.2,
     .within = 0.3},
    {.coalitions = 8, .facets = 1, .items = 12, .density = 0.1},
};

static void exact_is_the_best_of_all_partitions_and_the_bound_holds(void **state)
{
    (void)state;
    uint64_t chance = 17;
    int proven = 0, rounds = 0;
    for (size_t k = 0; k < sizeof SMALL / sizeof *SMALL; k++)
        for (uint64_t seed = 1; seed <= 60; seed++) {
            corral_region *region = random_region(&SMALL[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            wishes w;
            wish(&w, SMALL[k].coalitions, &chance);
            if (seed % 2) w.options.min_size = 2;
            w.options.effort = CORRAL_EFFORT_EXACT;
            corral_grouping *g = small_groups(similarity, &w.options);
            double best = best_of_all(similarity, g, &w.options);
            check(g, similarity, &w.options);
            assert_true(corral_grouping_objective(g) <= best + 1e-12);
            assert_true(corral_grouping_bound(g) >= best - 1e-15);
            bool is_best = corral_grouping_objective(g) >= best - 1e-12;
            bool is_proven = corral_grouping_bound(g) <= corral_grouping_objective(g) + 1e-9;
            /* Above two as least size a group may pay across components: then exact may miss it. */
            if (w.options.min_size <= 2) assert_true(is_best && is_proven);
            assert_true(is_best || !is_proven);
            proven += is_proven;
            rounds++;
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
    assert_true(10 * proven >= 8 * rounds);
}

static void the_search_reaches_the_best_mostly_and_never_exceeds_it(void **state)
{
    (void)state;
    uint64_t chance = 23;
    int reached[CORRAL_EFFORT_EXACT] = {0}, rounds = 0;
    for (size_t k = 0; k < sizeof SMALL / sizeof *SMALL; k++)
        for (uint64_t seed = 101; seed <= 140; seed++) {
            corral_region *region = random_region(&SMALL[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            wishes w;
            wish(&w, SMALL[k].coalitions, &chance);
            w.options.min_size = 2;
            double best = NAN, before = -INFINITY;
            for (int effort = CORRAL_EFFORT_FAST; effort < CORRAL_EFFORT_EXACT; effort++) {
                w.options.effort = (corral_effort)effort;
                corral_grouping *g = small_groups(similarity, &w.options);
                double q = corral_grouping_objective(g);
                if (isnan(best)) best = best_of_all(similarity, g, &w.options);
                check(g, similarity, &w.options);
                assert_true(q <= best + 1e-12);
                assert_true(corral_grouping_bound(g) >= best - 1e-15);
                if (effort <= CORRAL_EFFORT_NORMAL) assert_true(q >= before - 1e-9);
                before = q;
                reached[effort] += q >= best - 1e-9;
                corral_grouping_free(g);
            }
            rounds++;
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
    assert_true(100 * reached[CORRAL_EFFORT_FAST] >= 95 * rounds);
    assert_true(100 * reached[CORRAL_EFFORT_NORMAL] >= 99 * rounds);
    assert_true(100 * reached[CORRAL_EFFORT_BEST] >= 99 * rounds);
}

/* The best group that holds all of the list, among all subsets. */
static double best_around(const corral_similarity *similarity, const corral_grouping *g,
                          const corral_groups_options *options)
{
    uint32_t n = corral_similarity_coalition_count(similarity);
    double best = -INFINITY;
    for (uint32_t set = 1; set < 1u << n; set++) {
        double q = 0;
        bool holds = (uint32_t)__builtin_popcount(set) <= options->max_size;
        for (size_t i = 0; i < options->around.count; i++)
            holds &= set >> options->around.index[i] & 1;
        if (!holds) continue;
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < a; b++)
                if ((set >> a & 1) && (set >> b & 1))
                    q += counted(similarity, corral_grouping_threshold(g), a, b) -
                         corral_grouping_resolution(g);
        if (q > best) best = q;
    }
    return best;
}

static void around_finds_the_best_set_mostly_and_its_bound_holds(void **state)
{
    (void)state;
    uint64_t chance = 31;
    int reached = 0, rounds = 0;
    for (size_t k = 0; k < sizeof SMALL / sizeof *SMALL; k++)
        for (uint64_t seed = 1; seed <= 30; seed++) {
            corral_region *region = random_region(&SMALL[k], seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            uint32_t index[2] = {random_below(&chance, 3), 3 + random_below(&chance, 4)};
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.max_size = 2 + random_below(&chance, 6);
            options.around = list_of(index, 1 + random_below(&chance, 2));
            corral_grouping *g = small_groups(similarity, &options);
            double best = best_around(similarity, g, &options);
            assert_true(corral_grouping_objective(g) <= best + 1e-12);
            assert_true(corral_grouping_bound(g) >= best - 1e-15);
            assert_true(corral_grouping_count(g) <= 1);
            reached += corral_grouping_objective(g) >= best - 1e-12;
            rounds++;
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
    assert_true(100 * reached >= 80 * rounds);
}

/* ---- larger ones ---- */

static const random_shape MIDDLE = {
    .coalitions = 60, .facets = 2, .items = 25, .density = 0.15, .weights = true, .unknown = 0.1};

static void every_effort_gives_a_whole_grouping_below_its_bound(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++)
        for (int effort = CORRAL_EFFORT_FAST; effort <= CORRAL_EFFORT_EXACT; effort++) {
            corral_region *region = random_region(&MIDDLE, seed);
            corral_similarity *similarity = small_similarity(region, NULL);
            corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
            options.effort = (corral_effort)effort;
            options.max_size = 3 + (uint32_t)seed;
            corral_grouping *g = small_groups(similarity, &options);
            check(g, similarity, &options);
            assert_true(corral_grouping_count(g) > 3);
            corral_grouping_free(g);
            corral_similarity_free(similarity);
            corral_region_free(region);
        }
}

static void another_seed_changes_the_search_and_not_what_holds(void **state)
{
    (void)state;
    corral_region *region = random_region(&MIDDLE, 9);
    corral_similarity *similarity = small_similarity(region, NULL);
    double bound = NAN;
    for (uint64_t seed = 0; seed < 8; seed++) {
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.seed = seed;
        corral_grouping *g = small_groups(similarity, &options);
        check(g, similarity, &options);
        if (seed) assert_same_double(corral_grouping_bound(g), bound);
        bound = corral_grouping_bound(g);
        corral_grouping_free(g);
    }
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void assert_same_grouping(const corral_grouping *x, const corral_region *of_x,
                                 const corral_grouping *y, const corral_region *of_y)
{
    char *one = grouping_text(x, of_x);
    assert_groups(y, of_y, one);
    free(one);
    assert_same_double(corral_grouping_objective(x), corral_grouping_objective(y));
    assert_same_double(corral_grouping_bound(x), corral_grouping_bound(y));
    assert_same_double(corral_grouping_resolution(x), corral_grouping_resolution(y));
    for (uint32_t a = 0; a < corral_region_coalition_count(of_x); a++) {
        double fit_x, fit_y;
        assert_same_double(corral_grouping_fit(x, a), corral_grouping_fit(y, a));
        assert_int_equal(corral_grouping_next(x, a, &fit_x), corral_grouping_next(y, a, &fit_y));
        assert_same_double(fit_x, fit_y);
    }
}

static void shuffled_rows_and_threads_change_no_bit(void **state)
{
    (void)state;
    static const int threads[] = {1, 2, 4};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        random_rows rows = random_rows_new(&MIDDLE, seed);
        corral_region *region = random_rows_region(&rows);
        corral_similarity *similarity = small_similarity(region, NULL);
        corral_grouping *g = small_groups(similarity, NULL);
        for (uint64_t order = 1; order <= 3; order++) {
            corral_similarity_options options = CORRAL_SIMILARITY_OPTIONS_INIT;
            options.threads = threads[order - 1];
            random_rows_shuffle(&rows, order);
            corral_region *other_region = random_rows_region(&rows);
            corral_similarity *other_similarity = small_similarity(other_region, &options);
            corral_grouping *other = small_groups(other_similarity, NULL);
            assert_same_grouping(g, region, other, other_region);
            corral_grouping_free(other);
            corral_similarity_free(other_similarity);
            corral_region_free(other_region);
        }
        corral_grouping_free(g);
        corral_similarity_free(similarity);
        corral_region_free(region);
        random_rows_release(&rows);
    }
}

/* ---- what must not matter (trust.md, row 33) ---- */

/* Exact grouping of a small region from rows. */
static fixture exact_of(const random_rows *rows)
{
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.effort = CORRAL_EFFORT_EXACT;
    fixture f = {.region = random_rows_region(rows)};
    f.similarity = small_similarity(f.region, NULL);
    f.grouping = small_groups(f.similarity, &options);
    return f;
}

static const random_shape TWELVE = {
    .coalitions = 12, .facets = 2, .items = 10, .density = 0.3, .weights = true, .unknown = 0.1};

static void new_ids_change_neither_the_best_nor_the_bound(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        random_rows rows = random_rows_new(&TWELVE, seed);
        fixture before = exact_of(&rows);
        for (size_t i = 0; i < rows.count; i++) {
            /* c000 to c011 in another order: 7 has no factor in common with 12 */
            char *id = rows.rows[i].coalition;
            int number = atoi(id + 1);
            snprintf(id, sizeof rows.rows[i].coalition, "r%03d", number * 7 % 12);
        }
        fixture after = exact_of(&rows);
        assert_near(corral_grouping_objective(after.grouping),
                    corral_grouping_objective(before.grouping), 1e-12);
        assert_near(corral_grouping_bound(after.grouping), corral_grouping_bound(before.grouping),
                    1e-12);
        end(&before);
        end(&after);
        random_rows_release(&rows);
    }
}

static void repeated_rows_change_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        random_rows rows = random_rows_new(&TWELVE, seed);
        fixture before = exact_of(&rows);
        random_rows twice = {.capacity = 2 * rows.count, .count = 2 * rows.count};
        twice.rows = calloc(twice.capacity, sizeof *twice.rows);
        assert_non_null(twice.rows);
        for (size_t i = 0; i < twice.count; i++) twice.rows[i] = rows.rows[i / 2];
        fixture after = exact_of(&twice);
        assert_same_grouping(before.grouping, before.region, after.grouping, after.region);
        end(&before);
        end(&after);
        random_rows_release(&rows);
        random_rows_release(&twice);
    }
}

static void all_weights_times_one_factor_change_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        random_rows rows = random_rows_new(&TWELVE, seed);
        fixture before = exact_of(&rows);
        for (size_t i = 0; i < rows.count; i++) rows.rows[i].weight *= 0.5;
        fixture after = exact_of(&rows);
        assert_same_grouping(before.grouping, before.region, after.grouping, after.region);
        end(&before);
        end(&after);
        random_rows_release(&rows);
    }
}

/* ---- stopping ---- */

typedef struct watcher {
    int steps, stop_at, searching;
} watcher;

static bool watch(void *user, const char *what, double done)
{
    watcher *w = user;
    (void)done;
    w->steps++;
    w->searching += strcmp(what, "comparing coalitions") != 0;
    return w->steps != w->stop_at;
}

static void an_interrupt_of_the_search_leaves_a_whole_grouping(void **state)
{
    (void)state;
    corral_region *region = random_region(&MIDDLE, 1);
    corral_similarity_options one_thread = CORRAL_SIMILARITY_OPTIONS_INIT;
    one_thread.threads = 1;
    corral_similarity *similarity = small_similarity(region, &one_thread);
    watcher w = {.stop_at = -1};
    corral_progress progress = {watch, &w};
    corral_grouping *g = NULL;
    assert_int_equal(corral_groups_find(similarity, NULL, &progress, &g, NULL), CORRAL_OK);
    assert_true(corral_grouping_is_complete(g));
    corral_grouping_free(g);
    int steps = w.steps;
    assert_true(w.searching > 1 && w.searching < steps);
    for (int k = 1; k <= steps; k += 1 + steps / 60) {
        w = (watcher){.stop_at = k};
        g = NULL;
        corral_status status = corral_groups_find(similarity, NULL, &progress, &g, NULL);
        if (w.searching == 0) {
            assert_int_equal(status, CORRAL_INTERRUPTED);
            assert_null(g);
            continue;
        }
        assert_int_equal(status, CORRAL_OK);
        assert_false(corral_grouping_is_complete(g));
        check_groups(g, similarity, 9);
        check_coalitions(g, similarity, &DEFAULTS);
        assert_true(corral_grouping_objective(g) <= corral_grouping_bound(g));
        corral_grouping_free(g);
    }
    corral_similarity_free(similarity);
    corral_region_free(region);
}

/* ---- weighing and renumbering ---- */

static corral_grouping *weigh(const fixture *f, const corral_groups_options *options,
                              const uint32_t *numbers)
{
    corral_grouping *g = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_groups_weigh(f->similarity, options, numbers, NULL, &g, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return g;
}

static void what_people_made_is_weighed_and_keeps_its_numbers(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {7, 7, 0, 3, 0, 3};
    fixture f = group(TOY, NULL);
    corral_grouping *g = weigh(&f, NULL, numbers);
    assert_groups(g, f.region, "D F | A B");
    assert_int_equal(corral_grouping_number(g, 0), 3);
    assert_int_equal(corral_grouping_number(g, 1), 7);
    double resolution = corral_grouping_resolution(g);
    assert_near(corral_grouping_part(g, 0), -resolution, 1e-15); /* D and F have no similarity */
    assert_near(corral_grouping_part(g, 1), 0.25603, 5e-6);
    assert_near(corral_grouping_objective(g), 0.25603 - resolution, 1e-5);
    assert_near(corral_grouping_bound(g), 0.68052, 5e-6);
    assert_int_equal(corral_grouping_of(g, 2), 0);
    assert_int_equal(corral_grouping_next(g, 2, NULL), 3);
    end(&f);
    corral_grouping_free(g);
}

static void what_is_only_taken_has_groups_and_no_figures(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {7, 7, 0, 3, 0, 3}, before[] = {0, 0, 0, 9, 9, 9};
    fixture f = {.region = small_region(TOY)};
    corral_grouping *g = NULL;
    uint32_t item[4];
    double part[4], fit = 0;
    size_t filled = 7;
    assert_int_equal(corral_groups_take(6, numbers, &g, NULL), CORRAL_OK);
    assert_groups(g, f.region, "D F | A B");
    assert_int_equal(corral_grouping_number(g, 0), 3);
    assert_int_equal(corral_grouping_of(g, 0), 7);
    assert_int_equal(corral_grouping_of(g, 2), 0);
    assert_int_equal(corral_grouping_status(g, 0), CORRAL_GROUPED);
    assert_int_equal(corral_grouping_status(g, 2), CORRAL_NOT_COMPARED);
    assert_true(isnan(corral_grouping_objective(g)));
    assert_true(isnan(corral_grouping_bound(g)));
    assert_true(isnan(corral_grouping_resolution(g)));
    assert_true(isnan(corral_grouping_threshold(g)));
    assert_true(isnan(corral_grouping_part(g, 0)));
    assert_true(isnan(corral_grouping_fit(g, 0)));
    assert_int_equal(corral_grouping_next(g, 0, &fit), 0);
    assert_true(isnan(fit));
    assert_null(corral_grouping_automatic(g));
    assert_true(corral_grouping_is_complete(g));
    assert_int_equal(corral_grouping_pair_count(g), 0);
    assert_int_equal(corral_grouping_component_count(g), 0);
    assert_int_equal(corral_grouping_held_by(g, 0, 4, item, part, &filled, NULL), CORRAL_OK);
    assert_int_equal(filled, 0);
    assert_int_equal(corral_grouping_renumber(g, before, NULL), CORRAL_OK);
    assert_groups(g, f.region, "D F | A B");
    assert_int_equal(corral_grouping_number(g, 0), 9);
    assert_true(isnan(corral_grouping_objective(g)));
    corral_grouping_free(g);
    end(&f);
}

static void nobody_can_be_taken(void **state)
{
    (void)state;
    static const uint32_t none[] = {0};
    corral_grouping *g = NULL;
    assert_int_equal(corral_groups_take(0, none, &g, NULL), CORRAL_OK);
    assert_int_equal(corral_grouping_count(g), 0);
    corral_grouping_free(g);
    assert_int_equal(corral_groups_take(1, none, &g, NULL), CORRAL_OK);
    assert_int_equal(corral_grouping_count(g), 0);
    corral_grouping_free(g);
}

static void the_bound_of_what_people_made_is_that_of_the_search(void **state)
{
    (void)state;
    uint64_t chance = 3;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        corral_region *region = random_region(&SMALL[0], seed);
        fixture f = {.region = region, .similarity = small_similarity(region, NULL)};
        corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
        options.max_size = 3;
        uint32_t numbers[8];
        for (int round = 0; round < 10; round++) {
            for (uint32_t a = 0; a < 8; a++) numbers[a] = a < 6 ? 1 + a / 3 : 0;
            for (uint32_t i = 8; i > 1; i--) {
                uint32_t j = random_below(&chance, i), kept = numbers[i - 1];
                numbers[i - 1] = numbers[j];
                numbers[j] = kept;
            }
            corral_grouping *g = weigh(&f, &options, numbers);
            double best = best_of_all(f.similarity, g, &options);
            assert_true(corral_grouping_bound(g) >= best - 1e-15);
            assert_true(corral_grouping_objective(g) <= best + 1e-12);
            corral_grouping_free(g);
        }
        end(&f);
    }
}

static void a_weighed_group_above_the_size_has_no_bound(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {1, 1, 1, 1, 1, 1};
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    options.max_size = 5;
    fixture f = group(TOY, NULL);
    corral_grouping *g = weigh(&f, &options, numbers);
    assert_int_equal(corral_grouping_members(g, 0).count, 6);
    assert_true(isinf(corral_grouping_bound(g)));
    corral_grouping_free(g);
    end(&f);
}

static void one_alone_in_a_weighed_group_has_no_fit(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {1, 2, 2, 0, 0, 0};
    fixture f = group(TOY, NULL);
    corral_grouping *g = weigh(&f, NULL, numbers);
    assert_int_equal(corral_grouping_count(g), 2);
    assert_int_equal(corral_grouping_members(g, 0).count, 1);
    assert_int_equal(corral_grouping_status(g, 0), CORRAL_GROUPED);
    assert_true(isnan(corral_grouping_fit(g, 0)));
    assert_same_double(corral_grouping_part(g, 0), 0);
    assert_int_equal(corral_grouping_next(g, 0, NULL), 2);
    corral_grouping_free(g);
    end(&f);
}

static void old_numbers_go_to_the_groups_with_most_in_common(void **state)
{
    (void)state;
    /* now: A B C D = 1, E F = 2, G H = 3 */
    const char *text = "A member: x\nB member: x\nC member: x\nD member: x\n"
                       "E member: y\nF member: y\nG member: z\nH member: z";
    fixture f = group(text, NULL);
    assert_groups(f.grouping, f.region, "A B C D | E F | G H");
    /* before: A = 5; B C D = 9; E F G = 5 (two of E F, one of G); H = 2 */
    static const uint32_t before[] = {5, 9, 9, 9, 5, 5, 5, 2};
    assert_int_equal(corral_grouping_renumber(f.grouping, before, NULL), CORRAL_OK);
    assert_groups(f.grouping, f.region, "G H | E F | A B C D");
    assert_int_equal(corral_grouping_of(f.grouping, 0), 9);
    assert_int_equal(corral_grouping_of(f.grouping, 4), 5);
    assert_int_equal(corral_grouping_of(f.grouping, 6), 2);
    assert_int_equal(corral_grouping_number(f.grouping, 0), 2);
    end(&f);
}

static void new_groups_get_numbers_that_were_never_used(void **state)
{
    (void)state;
    static const uint32_t before[] = {0, 0, 7, 7, 0, 12}; /* A B new, C D 7, 12 has dissolved */
    fixture f = group(TOY, NULL);
    double part = corral_grouping_part(f.grouping, 1), fit, fit_before;
    corral_grouping_next(f.grouping, 1, &fit_before);
    assert_int_equal(corral_grouping_renumber(f.grouping, before, NULL), CORRAL_OK);
    assert_groups(f.grouping, f.region, "C D | A B");
    assert_int_equal(corral_grouping_of(f.grouping, 2), 7);
    assert_int_equal(corral_grouping_of(f.grouping, 0), 13);
    assert_same_double(corral_grouping_part(f.grouping, 1), part);
    assert_int_equal(corral_grouping_next(f.grouping, 1, &fit), 7);
    assert_same_double(fit, fit_before);
    assert_int_equal(corral_grouping_next(f.grouping, 2, NULL), 13);
    end(&f);
}

static void no_new_group_gets_the_number_of_none(void **state)
{
    (void)state;
    static const uint32_t before[] = {0, 0, UINT32_MAX, UINT32_MAX, 0, 0};
    fixture f = group(TOY, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_status status = corral_grouping_renumber(f.grouping, before, &err);
    /* Refused or numbered: but A and B stay in a group. */
    assert_true(status == CORRAL_OK || status == CORRAL_BAD_USE);
    assert_true(corral_grouping_of(f.grouping, 0) > 0);
    assert_int_equal(corral_grouping_of(f.grouping, 0), corral_grouping_of(f.grouping, 1));
    assert_int_equal(corral_grouping_count(f.grouping), 2);
    end(&f);
}

static void renumbering_nothing_is_nothing(void **state)
{
    (void)state;
    static const uint32_t before[] = {1, 2};
    fixture f = group("A member: x\nB member: y", NULL);
    assert_int_equal(corral_grouping_renumber(f.grouping, before, NULL), CORRAL_OK);
    assert_int_equal(corral_grouping_count(f.grouping), 0);
    end(&f);
}

/* ---- held together by ---- */

static void the_items_that_hold_a_group_share_its_similarity(void **state)
{
    (void)state;
    fixture f = group(TOY, NULL);
    uint32_t item[16];
    double part[16], sum = 0;
    size_t filled = 0;
    assert_int_equal(corral_grouping_held_by(f.grouping, 0, 16, item, part, &filled, NULL),
                     CORRAL_OK);
    assert_int_equal(filled, 2);
    for (size_t i = 0; i < filled; i++) {
        assert_true(i == 0 || part[i - 1] >= part[i]);
        sum += part[i];
    }
    assert_near(sum, 1, 1e-12);
    assert_string_equal(corral_region_item_key(f.region, item[0]), "clinic");
    assert_near(part[0], 1.25276 / 2.23359, 1e-5);
    assert_int_equal(corral_grouping_held_by(f.grouping, 0, 1, item, part, &filled, NULL),
                     CORRAL_OK);
    assert_int_equal(filled, 1);
    assert_int_equal(corral_grouping_held_by(f.grouping, 0, 0, NULL, NULL, &filled, NULL),
                     CORRAL_OK);
    assert_int_equal(filled, 0);
    end(&f);
}

static void parts_of_items_add_up_in_every_group(void **state)
{
    (void)state;
    corral_region *region = random_region(&MIDDLE, 2);
    corral_similarity *similarity = small_similarity(region, NULL);
    corral_grouping *g = small_groups(similarity, NULL);
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        uint32_t item[100];
        double part[100], sum = 0;
        size_t filled;
        assert_int_equal(corral_grouping_held_by(g, k, 100, item, part, &filled, NULL), CORRAL_OK);
        for (size_t i = 0; i < filled; i++) sum += part[i];
        assert_near(sum, 1, 1e-12);
    }
    corral_grouping_free(g);
    corral_similarity_free(similarity);
    corral_region_free(region);
}

static void a_group_that_shares_nothing_is_held_by_nothing(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {1, 0, 0, 0, 1, 0};
    fixture f = group(TOY, NULL);
    corral_grouping *g = weigh(&f, NULL, numbers);
    uint32_t item[4];
    double part[4];
    size_t filled = 7;
    assert_int_equal(corral_grouping_held_by(g, 0, 4, item, part, &filled, NULL), CORRAL_OK);
    assert_int_equal(filled, 0); /* A and E share the library, below the threshold */
    corral_grouping_free(g);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_and_one_and_strangers_have_no_groups),
        TEST(a_coalition_nobody_can_be_compared_with_is_too_little_known),
        TEST(the_toy_has_the_groups_of_its_page),
        TEST(exact_proves_the_toy),
        TEST(two_to_nine_identical_coalitions_are_one_group),
        TEST(more_identical_coalitions_than_a_group_holds_fill_it_and_go_on),
        TEST(the_tenth_of_ten_alike_has_partners_and_no_seat),
        TEST(two_clear_clusters_are_two_groups),
        TEST(unknown_and_partial_facets_leave_what_is_known_to_decide),
        TEST(groups_of_equal_worth_stand_in_order_of_their_first_coalition),
        TEST(the_threshold_silences_pairs_below_it),
        TEST(those_who_must_sit_together_do),
        TEST(those_who_must_stay_apart_do),
        TEST(who_may_not_sit_in_a_group_does_not),
        TEST(around_some_only_their_group_is_grown),
        TEST(around_a_stranger_there_is_no_group),
        TEST(groups_below_the_least_size_are_broken_up),
        TEST(those_together_win_over_the_least_size),
        TEST(the_bound_counts_groups_across_components_where_the_least_size_asks_for_them),
        TEST(sizes_and_scores_out_of_range_are_refused),
        TEST(what_cannot_be_met_is_refused),
        TEST(exact_is_the_best_of_all_partitions_and_the_bound_holds),
        TEST(the_search_reaches_the_best_mostly_and_never_exceeds_it),
        TEST(around_finds_the_best_set_mostly_and_its_bound_holds),
        TEST(every_effort_gives_a_whole_grouping_below_its_bound),
        TEST(another_seed_changes_the_search_and_not_what_holds),
        TEST(shuffled_rows_and_threads_change_no_bit),
        TEST(new_ids_change_neither_the_best_nor_the_bound),
        TEST(repeated_rows_change_nothing),
        TEST(all_weights_times_one_factor_change_nothing),
        TEST(an_interrupt_of_the_search_leaves_a_whole_grouping),
        TEST(what_people_made_is_weighed_and_keeps_its_numbers),
        TEST(what_is_only_taken_has_groups_and_no_figures),
        TEST(nobody_can_be_taken),
        TEST(the_bound_of_what_people_made_is_that_of_the_search),
        TEST(a_weighed_group_above_the_size_has_no_bound),
        TEST(one_alone_in_a_weighed_group_has_no_fit),
        TEST(old_numbers_go_to_the_groups_with_most_in_common),
        TEST(new_groups_get_numbers_that_were_never_used),
        TEST(no_new_group_gets_the_number_of_none),
        TEST(renumbering_nothing_is_nothing),
        TEST(the_items_that_hold_a_group_share_its_similarity),
        TEST(parts_of_items_add_up_in_every_group),
        TEST(a_group_that_shares_nothing_is_held_by_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
