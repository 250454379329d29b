/* Gaps: who has what, who was asked, and what follows from it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/gaps.h"
#include "support/random.h"
#include "support/small.h"

static corral_gaps *gaps_of(const corral_region *region, const corral_gaps_options *options)
{
    corral_gaps *gaps = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_gaps_find(region, options, NULL, &gaps, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return gaps;
}

static void assert_refused(const corral_region *region, const corral_gaps_options *options,
                           corral_status expected, const char *words)
{
    corral_gaps *gaps = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_gaps_find(region, options, NULL, &gaps, &err), expected);
    assert_null(gaps);
    if (!strstr(err.message, words)) fail_msg("%s", err.message);
}

/* One facet against items given as an array ended by NULL. */
static corral_gaps *against(const corral_region *region, const char *facet,
                            const char *const *items)
{
    corral_listed list[8];
    size_t count = 0;
    for (; items[count]; count++) list[count] = (corral_listed){facet, items[count]};
    return gaps_of(region, &(corral_gaps_options){.of = facet, .list = list, .list_count = count});
}

static void assert_gap(const corral_gaps *gaps, size_t k, const char *name, const char *status,
                       uint32_t coalitions, uint32_t secondary, uint32_t asked, uint32_t unknown)
{
    corral_gap gap = corral_gaps_get(gaps, k);
    assert_string_equal(gap.name, name);
    assert_string_equal(corral_gap_status_name(gap.status), status);
    assert_int_equal(gap.coalitions, coalitions);
    assert_int_equal(gap.secondary, secondary);
    assert_int_equal(gap.asked, asked);
    assert_int_equal(gap.unknown, unknown);
}

/* ---- one facet ---- */

static void a_list_says_what_is_a_gap(void **state)
{
    (void)state;
    corral_region *region = small_region("A goal: read, jobs\nB goal: read*0.5, homes*0.5\n"
                                         "C goal: read\nD goal: homes*0.5\nE goal?:\n");
    corral_gaps *gaps =
        against(region, "goal", (const char *[]){"maths", "jobs", "homes", "read", NULL});
    assert_int_equal(corral_gaps_count(gaps), 4);
    assert_gap(gaps, 0, "maths", "gap", 0, 0, 4, 1);
    assert_gap(gaps, 1, "jobs", "single", 1, 0, 4, 1);
    assert_gap(gaps, 2, "homes", "thin", 2, 2, 4, 1);
    assert_gap(gaps, 3, "read", "covered", 3, 1, 4, 1);
    assert_int_equal(corral_gaps_get(gaps, 0).item, UINT32_MAX);
    assert_int_equal(corral_gaps_get(gaps, 1).item, item_of(region, "goal", "jobs"));
    assert_true(isnan(corral_gaps_get(gaps, 0).expected));
    corral_gaps_total total = corral_gaps_summary(gaps);
    assert_int_equal(total.known, 4);
    assert_int_equal(total.status[CORRAL_GAP], 1);
    assert_int_equal(total.status[CORRAL_GAP_COVERED], 1);
    uint32_t who[2] = {0};
    assert_int_equal(corral_gaps_coalitions(gaps, 3, who, 2), 3);
    assert_int_equal(who[1], coalition_of(region, "B"));
    assert_int_equal(corral_gaps_coalitions(gaps, 0, who, 2), 0);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void four_of_five_must_have_been_asked(void **state)
{
    (void)state;
    static const struct {
        const char *region, *status;
    } cases[] = {{"A goal: x\nB goal: x\nC goal: x\nD goal: x\nE goal?:\n", "gap"},
                 {"A goal: x\nB goal: x\nC goal: x\nD goal?:\nE member: m\n", "unclear"},
                 {"A goal: x\nB goal: x\nC goal: x\nD goal?:\n", "unclear"},
                 {"A goal?:\n", "unclear"},
                 {"A goal: x\n", "gap"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_region *region = small_region(cases[k].region);
        corral_gaps *gaps = against(region, "goal", (const char *[]){"maths", NULL});
        assert_string_equal(corral_gap_status_name(corral_gaps_get(gaps, 0).status),
                            cases[k].status);
        corral_gaps_free(gaps);
        corral_region_free(region);
    }
}

/* Five coalitions with partial lists; coded: the item is described. complete: one list more. */
static const char *status_of_partial(bool coded, bool complete, uint32_t *asked)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_item_row item = {.facet = "goal", .item = "x"};
    if (coded) assert_int_equal(corral_builder_add_item(builder, &item, NULL), CORRAL_OK);
    small_rows(builder, "A goal~: x\nB goal~: x\nC goal~: x\nD goal~: x\nE goal~: x\n");
    if (complete) small_rows(builder, "F goal: x\n");
    corral_region *region = small_finish(builder);
    corral_gaps *gaps = against(region, "goal", (const char *[]){"maths", NULL});
    const char *status = corral_gap_status_name(corral_gaps_get(gaps, 0).status);
    *asked = corral_gaps_get(gaps, 0).asked;
    corral_gaps_free(gaps);
    corral_region_free(region);
    return status;
}

static void partial_lists_alone_are_not_enough(void **state)
{
    (void)state;
    uint32_t asked;
    assert_string_equal(status_of_partial(false, false, &asked), "unclear");
    assert_int_equal(asked, 0);
    assert_string_equal(status_of_partial(true, false, &asked), "unclear");
    assert_int_equal(asked, 5);
    assert_string_equal(status_of_partial(false, true, &asked), "unclear");
    assert_int_equal(asked, 1);
    assert_string_equal(status_of_partial(true, true, &asked), "gap");
    assert_int_equal(asked, 6);
}

static void cells_in_doubt_are_unknown_and_a_plain_no_is_an_answer(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A goal: y\nB goal: y\nC goal~: y\nD goal~: y\n");
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = "A";
    row.facet = "goal";
    row.item = "x";
    row.informant = "one";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    row.informant = "two";
    row.weight = 0;
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    row.coalition = "C";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    corral_region *region = small_finish(builder);
    corral_gaps *gaps = against(region, "goal", (const char *[]){"x", NULL});
    assert_gap(gaps, 0, "x", "unclear", 0, 0, 2, 2); /* B and C answered, A and D are unknown */
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void what_lies_within_counts_in_full(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, "A place: street\nB place: town*0.5\nC place: county*0.5, street\n"
                        "D place: abroad\n");
    small_within(builder, "place", "street", "town");
    small_within(builder, "place", "town", "county");
    corral_region *region = small_finish(builder);
    corral_gaps *gaps =
        against(region, "place", (const char *[]){"county", "town", "street", NULL});
    assert_gap(gaps, 0, "county", "covered", 3, 1, 4, 0);
    assert_gap(gaps, 1, "town", "covered", 3, 1, 4, 0);
    assert_gap(gaps, 2, "street", "covered", 2, 0, 4, 0);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void without_a_list_nothing_is_a_gap(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_item_row item = {.facet = "goal", .item = "nobody's"};
    assert_int_equal(corral_builder_add_item(builder, &item, NULL), CORRAL_OK);
    small_rows(builder, "A goal: x, y\nB goal: x, z*0.5\n");
    corral_region *region = small_finish(builder);
    corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.of = "goal"});
    assert_int_equal(corral_gaps_count(gaps), 3);
    assert_gap(gaps, 0, "z", "thin", 1, 1, 2, 0);
    assert_gap(gaps, 1, "y", "single", 1, 0, 2, 0);
    assert_gap(gaps, 2, "x", "covered", 2, 0, 2, 0);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void entries_are_found_by_display_name_and_read_once(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_item_row item = {.facet = "goal", .item = "g1", .name = "Third-grade reading"};
    assert_int_equal(corral_builder_add_item(builder, &item, NULL), CORRAL_OK);
    small_rows(builder, "A goal: g1\nA member: m\n");
    corral_region *region = small_finish(builder);
    const corral_listed list[] = {{"goal", "Third-grade  reading"},
                                  {"member", "n"},
                                  {"goal", "g1"},
                                  {"member", " n"},
                                  {"goal", "n"}};
    corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.list = list, .list_count = 5});
    assert_int_equal(corral_gaps_count(gaps), 3);
    assert_gap(gaps, 0, "Third-grade reading", "single", 1, 0, 1, 0);
    assert_gap(gaps, 1, "n", "gap", 0, 0, 1, 0);
    assert_int_not_equal(corral_gaps_get(gaps, 1).facet, corral_gaps_get(gaps, 2).facet);
    corral_gaps_free(gaps);
    gaps = gaps_of(region, &(corral_gaps_options){.of = "member", .list = list, .list_count = 5});
    assert_int_equal(corral_gaps_count(gaps), 1);
    assert_int_equal(corral_gaps_summary(gaps).passed_over, 3);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

/* ---- two facets ---- */

static const corral_gap *find_pair(const corral_gaps *gaps, const char *of, const char *by,
                                   corral_gap *out)
{
    for (size_t k = 0; k < corral_gaps_count(gaps); k++) {
        *out = corral_gaps_get(gaps, k);
        if (strcmp(out->name, of) == 0 && strcmp(out->name2, by) == 0) return out;
    }
    return NULL;
}

/* Seven of nine in the place answered: it only seems a gap, from either side. */
static void who_is_there_must_have_been_asked(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    char line[64];
    for (int k = 0; k < 9; k++) {
        snprintf(line, sizeof line, "N%d place: north; issue%s\n", k, k < 7 ? ": food" : "?:");
        small_rows(builder, line);
    }
    for (int k = 0; k < 31; k++) {
        snprintf(line, sizeof line, "S%02d place: south; issue: %s\n", k, k < 3 ? "drugs" : "food");
        small_rows(builder, line);
    }
    corral_region *region = small_finish(builder);
    for (int side = 0; side < 2; side++) {
        corral_gap gap;
        corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.of = side ? "place" : "issue",
                                                                   .by = side ? "issue" : "place"});
        assert_non_null(find_pair(gaps, side ? "north" : "drugs", side ? "drugs" : "north", &gap));
        assert_int_equal(gap.status, CORRAL_GAP_UNCLEAR);
        assert_int_equal(gap.asked, 7);
        assert_int_equal(gap.unknown, 2);
        assert_near(gap.expected, 7.0 * 3 / 38, 1e-12);
        assert_int_equal(corral_gaps_summary(gaps).known, 38);
        corral_gaps_free(gaps);
    }
    corral_region_free(region);
}

/* Of those that have the goal only a part of a coded list is known: enough to count as asked, but
 * no gap. That all others answered in full is another question. */
static void each_question_needs_a_complete_answer(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    static const char *const coded[] = {"food", "drugs"};
    for (size_t k = 0; k < 2; k++) {
        corral_item_row row = {.facet = "issue", .item = coded[k]};
        assert_int_equal(corral_builder_add_item(builder, &row, NULL), CORRAL_OK);
    }
    small_rows(builder, "A goal: read; issue~: food\nB goal: read; issue~: food\n"
                        "C goal: jobs; issue: drugs\nD goal: jobs; issue: food\n");
    corral_region *region = small_finish(builder);
    for (int side = 0; side < 2; side++) {
        corral_gap gap;
        corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.of = side ? "goal" : "issue",
                                                                   .by = side ? "issue" : "goal"});
        assert_non_null(find_pair(gaps, side ? "read" : "drugs", side ? "drugs" : "read", &gap));
        assert_int_equal(gap.unknown, 0);
        assert_int_equal(gap.status, CORRAL_GAP_UNCLEAR);
        corral_gaps_free(gaps);
    }
    corral_region_free(region);
}

static void what_does_not_apply_is_taken_out(void **state)
{
    (void)state;
    corral_region *region = small_region("A goal: x; issue: p\nB goal: y; issue: q\n");
    const corral_not_applicable out[] = {{{"issue", "p"}, {"goal", "y"}},
                                         {{"goal", "nothing"}, {"issue", "p"}},
                                         {{"goal", "x"}, {"member", "p"}}};
    corral_gaps_options options = {
        .of = "goal", .by = "issue", .not_applicable = out, .not_applicable_count = 3};
    corral_gap gap;
    corral_gaps *gaps = gaps_of(region, &options);
    assert_int_equal(corral_gaps_count(gaps), 3);
    assert_null(find_pair(gaps, "y", "p", &gap));
    assert_int_equal(corral_gaps_summary(gaps).left_out, 1);
    corral_gaps_free(gaps);
    const corral_not_applicable whole[] = {{{"issue", "q"}, {NULL, NULL}}};
    options.not_applicable = whole;
    options.not_applicable_count = 1;
    gaps = gaps_of(region, &options);
    assert_int_equal(corral_gaps_count(gaps), 2);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void lists_choose_and_order_both_sides(void **state)
{
    (void)state;
    corral_region *region = small_region("A goal: x, y; issue: p\nB goal: y; issue: q\n");
    const corral_listed list[] = {{"goal", "z"}, {"issue", "q"}, {"goal", "x"}, {"issue", "r"}};
    corral_gaps *gaps = gaps_of(
        region, &(corral_gaps_options){.of = "goal", .by = "issue", .list = list, .list_count = 4});
    static const char *const names[][2] = {{"z", "q"}, {"z", "r"}, {"x", "q"}, {"x", "r"}};
    assert_int_equal(corral_gaps_count(gaps), 4);
    for (size_t k = 0; k < 4; k++) {
        assert_string_equal(corral_gaps_get(gaps, k).name, names[k][0]);
        assert_string_equal(corral_gaps_get(gaps, k).name2, names[k][1]);
        assert_int_equal(corral_gaps_get(gaps, k).status, CORRAL_GAP);
    }
    corral_gaps_free(gaps);
    corral_region_free(region);
}

static void wrong_use_is_refused(void **state)
{
    (void)state;
    corral_region *region = small_region("A goal: x; issue: p\n");
    const corral_listed list[] = {{"goall", "x"}};
    assert_refused(region, &(corral_gaps_options){.of = "goall"}, CORRAL_BAD_USE,
                   "did you mean \"goal\"");
    assert_refused(region, &(corral_gaps_options){.of = "goal", .by = "goal"}, CORRAL_BAD_USE,
                   "two different facets");
    assert_refused(region, &(corral_gaps_options){.by = "goal"}, CORRAL_BAD_USE, "name the facet");
    assert_refused(region, &(corral_gaps_options){0}, CORRAL_BAD_USE, "or give a list");
    assert_refused(region, &(corral_gaps_options){.list = list, .list_count = 1}, CORRAL_BAD_USE,
                   "\"goall\" is not in the region");
    corral_region_free(region);
    region = small_region("");
    corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){0});
    assert_int_equal(corral_gaps_count(gaps), 0);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

/* Of 400 by 400 items those that most have are crossed; what a list names is crossed whatever. */
static void large_facets_are_crossed_by_their_most_frequent_items(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    char id[16], item[16];
    for (int k = 0; k < 400; k++) {
        snprintf(id, sizeof id, "c%03d", k);
        snprintf(item, sizeof item, "i%03d", k);
        small_row(builder, id, "goal", item, 1);
        small_row(builder, id, "issue", item, 1);
        if (k >= 390) small_row(builder, "extra", "goal", item, 1);
    }
    corral_region *region = small_finish(builder);
    corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.of = "goal", .by = "issue"});
    corral_gaps_total total = corral_gaps_summary(gaps);
    assert_int_equal(total.all_rows, 400);
    assert_int_equal(total.all_columns, 400);
    assert_true((size_t)total.rows * total.columns <= CORRAL_GAPS_CROSSED);
    assert_true(total.rows >= 316 && total.columns >= 316);
    bool rare = false;
    for (size_t k = 0; k < corral_gaps_count(gaps); k++)
        rare = rare || strcmp(corral_gaps_get(gaps, k).name, "i399") == 0;
    assert_true(rare); /* two have it */
    corral_gaps_free(gaps);
    const corral_listed list[] = {{"goal", "i350"}};
    gaps = gaps_of(
        region, &(corral_gaps_options){.of = "goal", .by = "issue", .list = list, .list_count = 1});
    assert_int_equal(corral_gaps_count(gaps), 400);
    corral_gaps_free(gaps);
    corral_region_free(region);
}

/* ---- the slow, obvious version ---- */

enum { NO, NOT_NAMED, UNKNOWN, DISPUTED, SECONDARY, PRIMARY };

static bool lies_within(const corral_region *region, uint32_t item, uint32_t whole)
{
    for (; item != UINT32_MAX; item = corral_region_item_within(region, item))
        if (item == whole) return true;
    return false;
}

/* What coalition a answers on the item; random regions have no plain no. */
static int answer(const corral_region *region, uint32_t a, uint32_t item)
{
    uint32_t facet = corral_region_item_facet(region, item), first, end;
    int best = NO;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        if (!lies_within(region, j, item)) continue;
        corral_cell cell = corral_region_cell(region, a, j);
        if (cell == CORRAL_CELL_PRIMARY) best = PRIMARY;
        if (cell == CORRAL_CELL_SECONDARY && best < SECONDARY) best = SECONDARY;
        if (cell == CORRAL_CELL_DISPUTED && best < DISPUTED) best = DISPUTED;
    }
    if (best >= DISPUTED) return best;
    corral_known known = corral_region_known(region, a, facet);
    if (known == CORRAL_KNOWN_YES) return NO;
    return known == CORRAL_KNOWN_PARTIAL && corral_region_facet_is_coded(region, facet) ? NOT_NAMED
                                                                                        : UNKNOWN;
}

typedef struct slow_gap {
    uint32_t both, secondary, disputed, asked, unknown, r, c, n;
    bool complete;
    double p;
} slow_gap;

/* One of the four questions: of those with `among` (UINT32_MAX: of all) about `about`. */
static void ask(const corral_region *region, uint32_t among, uint32_t about, slow_gap *gap)
{
    uint32_t asked = 0, unknown = 0, complete = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        if (among != UINT32_MAX && answer(region, a, among) < SECONDARY) continue;
        int is = answer(region, a, about);
        asked += is != UNKNOWN && is != DISPUTED;
        unknown += is == UNKNOWN || is == DISPUTED;
        complete += is == NO;
    }
    if (asked + unknown == 0) return;
    gap->complete = gap->complete && complete;
    if (gap->asked + gap->unknown == 0 ||
        (double)asked / (asked + unknown) < (double)gap->asked / (gap->asked + gap->unknown)) {
        gap->asked = asked;
        gap->unknown = unknown;
    }
}

static double choose(uint32_t n, uint32_t k)
{
    double ways = 1;
    if (k > n) return 0;
    for (uint32_t i = 1; i <= k; i++) ways *= (double)(n - k + i) / i;
    return ways;
}

static slow_gap look_slowly(const corral_region *region, uint32_t i, uint32_t j)
{
    slow_gap gap = {.complete = true};
    uint32_t f = corral_region_item_facet(region, i), g = corral_region_item_facet(region, j);
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        int x = answer(region, a, i), y = answer(region, a, j);
        gap.both += x >= SECONDARY && y >= SECONDARY;
        gap.disputed += x >= DISPUTED && y >= DISPUTED && (x == DISPUTED || y == DISPUTED);
        gap.secondary += x >= SECONDARY && y >= SECONDARY && x + y < 2 * PRIMARY;
        if (corral_region_known(region, a, f) == CORRAL_KNOWN_NO ||
            corral_region_known(region, a, g) == CORRAL_KNOWN_NO)
            continue;
        gap.n++;
        gap.r += x >= SECONDARY;
        gap.c += y >= SECONDARY;
    }
    ask(region, j, i, &gap);
    ask(region, i, j, &gap);
    ask(region, UINT32_MAX, i, &gap);
    ask(region, UINT32_MAX, j, &gap);
    for (uint32_t k = gap.both; k <= gap.r && k <= gap.c; k++)
        gap.p += choose(gap.r, k) * choose(gap.n - gap.r, gap.c - k) / choose(gap.n, gap.c);
    return gap;
}

static corral_gap_status slow_status(const slow_gap *gap, double q)
{
    if (!gap->both)
        return gap->complete && !gap->disputed && 5 * gap->asked >= 4 * (gap->asked + gap->unknown)
                   ? CORRAL_GAP
                   : CORRAL_GAP_UNCLEAR;
    if (gap->secondary == gap->both) return CORRAL_GAP_THIN;
    if (gap->both == 1) return CORRAL_GAP_SINGLE;
    return q < 0.05 ? CORRAL_GAP_SEVERAL : CORRAL_GAP_COVERED;
}

/* q of the k-th of m: the least, over all p' at or above p, of p' m / (how many are at most p'). */
static double slow_q(const slow_gap *all, size_t m, size_t k)
{
    double q = 1;
    for (size_t i = 0; i < m; i++) {
        size_t rank = 0;
        if (all[i].p < all[k].p * (1 - 1e-12)) continue;
        for (size_t j = 0; j < m; j++) rank += all[j].p <= all[i].p * (1 + 1e-12);
        q = fmin(q, all[i].p * (double)m / (double)rank);
    }
    return q;
}

static void check_against_slow(const corral_region *region, size_t seen[CORRAL_GAP_STATUSES])
{
    corral_gaps *gaps = gaps_of(region, &(corral_gaps_options){.of = "member", .by = "goal"});
    size_t m = corral_gaps_count(gaps);
    slow_gap *slow = calloc(m + 1, sizeof *slow);
    assert_non_null(slow);
    for (size_t k = 0; k < m; k++) {
        corral_gap gap = corral_gaps_get(gaps, k);
        slow[k] = look_slowly(region, gap.item, gap.item2);
    }
    double before = -INFINITY;
    for (size_t k = 0; k < m; k++) {
        corral_gap gap = corral_gaps_get(gaps, k);
        const slow_gap *s = &slow[k];
        double q = slow_q(slow, m, k), none = choose(s->n - s->r, s->c) / choose(s->n, s->c);
        assert_int_equal(gap.coalitions, s->both);
        assert_int_equal(gap.secondary, s->secondary);
        assert_int_equal(gap.asked, s->asked);
        assert_int_equal(gap.unknown, s->unknown);
        assert_int_equal(gap.disputed, s->disputed);
        if (s->n) assert_near(gap.expected, (double)s->r * s->c / s->n, 1e-12);
        assert_near(gap.q, q, 1e-9);
        assert_near(exp(gap.log_none), s->r + s->c > s->n ? 0 : none, 1e-9);
        assert_int_equal(gap.status, slow_status(s, q));
        assert_true(gap.log_none >= before);
        before = gap.log_none;
        seen[gap.status]++;
    }
    free(slow);
    corral_gaps_free(gaps);
}

static void crossing_agrees_with_the_slow_version(void **state)
{
    (void)state;
    size_t seen[CORRAL_GAP_STATUSES] = {0};
    static const random_shape shapes[] = {
        {.coalitions = 30,
         .facets = 2,
         .items = 9,
         .density = 0.15,
         .weights = true,
         .unknown = 0.15,
         .partial = 0.1,
         .within = 0.3,
         .disputed = 0.1},
        {.coalitions = 25,
         .facets = 2,
         .items = 12,
         .density = 0.06,
         .unknown = 0.05,
         .disputed = 0.3},
        {.coalitions = 12,
         .facets = 3,
         .items = 5,
         .density = 0.4,
         .weights = true,
         .within = 0.5,
         .unknown = 0.4},
        {.coalitions = 2, .facets = 2, .items = 3, .density = 0.5, .partial = 0.5}};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        corral_region *region =
            random_region(&shapes[seed % (sizeof shapes / sizeof *shapes)], seed);
        check_against_slow(region, seen);
        corral_region_free(region);
    }
    for (int k = 0; k < CORRAL_GAP_STATUSES; k++)
        if (k != CORRAL_GAP_SEVERAL && !seen[k]) fail_msg("no case of %d", k);
}

/* Twelve of thirty share both by design. */
static void more_than_chance_is_several(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    char line[64];
    for (int k = 0; k < 30; k++) {
        snprintf(line, sizeof line, "C%02d member: %s; goal: %s\n", k, k < 12 ? "m" : "n",
                 k < 12 ? "g" : "h");
        small_rows(builder, line);
    }
    corral_region *region = small_finish(builder);
    size_t seen[CORRAL_GAP_STATUSES] = {0};
    check_against_slow(region, seen);
    assert_int_equal(seen[CORRAL_GAP_SEVERAL], 2);
    assert_int_equal(seen[CORRAL_GAP], 2);
    corral_region_free(region);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    (void)state;
    const random_shape shape = {.coalitions = 30,
                                .facets = 2,
                                .items = 12,
                                .density = 0.1,
                                .weights = true,
                                .unknown = 0.1,
                                .within = 0.3};
    random_rows rows = random_rows_new(&shape, 7);
    corral_region *one = random_rows_region(&rows);
    random_rows_shuffle(&rows, 8);
    corral_region *two = random_rows_region(&rows);
    corral_gaps *g = gaps_of(one, &(corral_gaps_options){.of = "member", .by = "goal"});
    corral_gaps *h = gaps_of(two, &(corral_gaps_options){.of = "member", .by = "goal"});
    assert_int_equal(corral_gaps_count(g), corral_gaps_count(h));
    for (size_t k = 0; k < corral_gaps_count(g); k++) {
        corral_gap x = corral_gaps_get(g, k), y = corral_gaps_get(h, k);
        assert_string_equal(x.name, y.name);
        assert_string_equal(x.name2, y.name2);
        assert_int_equal(x.status, y.status);
        assert_same_double(x.q, y.q);
    }
    corral_gaps_free(g);
    corral_gaps_free(h);
    corral_region_free(one);
    corral_region_free(two);
    random_rows_release(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_list_says_what_is_a_gap),
        TEST(four_of_five_must_have_been_asked),
        TEST(partial_lists_alone_are_not_enough),
        TEST(cells_in_doubt_are_unknown_and_a_plain_no_is_an_answer),
        TEST(what_lies_within_counts_in_full),
        TEST(without_a_list_nothing_is_a_gap),
        TEST(entries_are_found_by_display_name_and_read_once),
        TEST(who_is_there_must_have_been_asked),
        TEST(each_question_needs_a_complete_answer),
        TEST(what_does_not_apply_is_taken_out),
        TEST(lists_choose_and_order_both_sides),
        TEST(wrong_use_is_refused),
        TEST(large_facets_are_crossed_by_their_most_frequent_items),
        TEST(crossing_agrees_with_the_slow_version),
        TEST(more_than_chance_is_several),
        TEST(the_order_of_rows_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
