/* The comparison chart, against cells read one by one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/comparison.h"
#include "support/random.h"
#include "support/small.h"

/* ---- helpers ---- */

static corral_comparison *compared(const corral_region *region, const uint32_t *coalitions,
                                   size_t count, const corral_comparison_options *options)
{
    corral_comparison *comparison = NULL;
    corral_error error = CORRAL_ERROR_INIT;
    if (corral_comparison_new(region, coalitions, count, options, &comparison, &error) != CORRAL_OK)
        fail_msg("%s", error.message);
    return comparison;
}

/* "all reading 3/3, some ...": every row of all coalitions of the region in order. */
static void assert_rows(const char *region_text, const corral_comparison_options *options,
                        const char *expected)
{
    static const char *const words[] = {"all", "most", "some", "one"};
    corral_region *region = small_region(region_text);
    uint32_t everybody[CORRAL_COMPARISON_MOST], n = corral_region_coalition_count(region);
    for (uint32_t a = 0; a < n; a++) everybody[a] = a;
    corral_comparison *comparison = compared(region, everybody, n, options);
    char text[2048] = "";
    for (size_t k = 0; k < corral_comparison_count(comparison); k++) {
        corral_comparison_row row = corral_comparison_at(comparison, k);
        char line[128];
        snprintf(line, sizeof line, "%s%s %s %u/%u", k ? ", " : "", words[row.block],
                 corral_region_item_name(region, row.item), row.count, row.known);
        assert_true(strlen(text) + strlen(line) < sizeof text);
        strcat(text, line);
    }
    assert_string_equal(text, expected);
    corral_comparison_free(comparison);
    corral_region_free(region);
}

/* ---- blocks ---- */

static void blocks_are_all_most_some_and_one(void **state)
{
    (void)state;
    assert_rows("A member: w, x, y, z\nB member: w, x, y\nC member: w, x\nD member: w\n", NULL,
                "all w 4/4, most x 3/4, some y 2/4, one z 1/4");
    assert_rows("A member: w, z\nB member: w\n", NULL, "all w 2/2, one z 1/2");
    assert_rows("A member: w, z\nB member: w\nC member: z\n", NULL, "most w 2/3, most z 2/3");
}

static void a_secondary_item_counts_as_had(void **state)
{
    (void)state;
    assert_rows("A member: x*0.5\nB member: x*0.1\n", NULL, "all x 2/2");
}

static void what_is_unknown_counts_neither_as_yes_nor_as_no(void **state)
{
    (void)state;
    /* Not all, though all of whom it is known. */
    assert_rows("A goal: x\nB goal: x\nC goal?:\n", NULL, "most x 2/2");
    /* Two of three, where two of four would be half. */
    assert_rows("A goal: x\nB goal: x\nC goal: y\nD goal?:\n", NULL, "most x 2/3, one y 1/3");
    /* Known of half only: nobody can say that most share it. */
    assert_rows("A goal: x\nB goal: x\nC goal?:\nD goal?:\n", NULL, "some x 2/2");
}

static void a_partial_list_that_does_not_mention_it_says_nothing(void **state)
{
    (void)state;
    assert_rows("A goal: x\nB goal: x\nC goal: y\nD goal~: z\n", NULL,
                "most x 2/3, one y 1/3, one z 1/4");
    assert_rows("A goal~: x\nB goal~: x\nC goal~: y\nD goal~: y\n", NULL, "some x 2/2, some y 2/2");
}

static void rows_go_by_block_facet_and_falling_count(void **state)
{
    (void)state;
    assert_rows("A member: m, n; goal: g; aim: k\nB member: m, n; goal: g; aim: k\n"
                "C member: n; goal: g, h; aim: k\n",
                NULL, "all n 3/3, all g 3/3, all k 3/3, most m 2/3, one h 1/3");
}

static void partners_are_no_overlap_and_facets_can_be_chosen(void **state)
{
    (void)state;
    static const char text[] = "A member: m; partner: B\nB member: m; partner: B\n";
    unsigned char partner[] = {0, 1};
    corral_comparison_options options = CORRAL_COMPARISON_OPTIONS_INIT;
    assert_rows(text, NULL, "all m 2/2");
    options.facets = partner;
    assert_rows(text, &options, "all B 2/2");
}

static void nothing_known_is_an_empty_chart(void **state)
{
    (void)state;
    assert_rows("A member?:\nB member?:\n", NULL, "");
    assert_rows("A member:\nB member:\n", NULL, "");
}

/* ---- disputes ---- */

static corral_region *disputed_region(corral_disputed disputed)
{
    corral_builder *builder = small_builder(disputed, NULL);
    corral_row row = CORRAL_ROW_INIT;
    small_row(builder, "A", "goal", "x", 1);
    row.coalition = "B";
    row.facet = "goal";
    row.item = "y";
    row.known = CORRAL_SAID_YES;
    row.informant = "one";
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    row.informant = "two";
    row.weight = 0;
    assert_int_equal(corral_builder_add_row(builder, &row, NULL), CORRAL_OK);
    return small_finish(builder);
}

static void a_dispute_has_a_row_and_counts_as_the_region_says(void **state)
{
    (void)state;
    static const uint32_t both[] = {0, 1};
    for (int any = 0; any < 2; any++) {
        corral_region *region =
            disputed_region(any ? CORRAL_DISPUTED_ANY : CORRAL_DISPUTED_UNKNOWN);
        corral_comparison *comparison = compared(region, both, 2, NULL);
        assert_int_equal(corral_comparison_count(comparison), 2);
        assert_int_equal(corral_comparison_block_count(comparison, CORRAL_BLOCK_ONE), 2);
        for (size_t k = 0; k < 2; k++) {
            corral_comparison_row row = corral_comparison_at(comparison, k);
            bool is_x = row.item == item_of(region, "goal", "x");
            assert_int_equal(row.count, is_x || any);
        }
        corral_comparison_free(comparison);
        corral_region_free(region);
    }
}

/* ---- wrong use ---- */

static void from_two_to_nine_are_compared_each_once(void **state)
{
    (void)state;
    corral_region *region = small_region("A g: x\nB g: x\nC g: x\nD g: x\nE g: x\nF g: x\n"
                                         "G g: x\nH g: x\nI g: x\nJ g: x\n");
    static const uint32_t list[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, twice[] = {3, 4, 3},
                          nobody[] = {0, 10};
    corral_comparison *comparison = NULL;
    const struct {
        const uint32_t *coalitions;
        size_t count;
        const char *words;
    } cases[] = {{list, 0, "needs two coalitions or more, got 0"},
                 {list, 1, "needs two coalitions or more, got 1"},
                 {list, 10, "more than 9 coalitions cannot be read at a table, got 10"},
                 {twice, 3, "coalition \"D\" is named twice"},
                 {nobody, 2, "no coalition 10 in the region of 10"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        corral_error error = CORRAL_ERROR_INIT;
        assert_int_equal(corral_comparison_new(region, cases[k].coalitions, cases[k].count, NULL,
                                               &comparison, &error),
                         CORRAL_BAD_USE);
        assert_non_null(strstr(error.message, cases[k].words));
        assert_null(comparison);
    }
    comparison = compared(region, list, 9, NULL);
    assert_int_equal(corral_comparison_at(comparison, 0).count, 9);
    corral_comparison_free(comparison);
    corral_comparison_free(NULL);
    corral_region_free(region);
}

/* ---- the slow way ---- */

static corral_block block_by_definition(size_t has, size_t has_not, size_t table)
{
    if (has == table) return CORRAL_BLOCK_ALL;
    if (has <= 1) return CORRAL_BLOCK_ONE;
    bool most = has > has_not, enough = has + has_not > table - has - has_not;
    return most && enough ? CORRAL_BLOCK_MOST : CORRAL_BLOCK_SOME;
}

/* Every item of the region, cell by cell. */
static void assert_as_by_hand(const corral_region *region, const uint32_t *coalitions, size_t table,
                              uint32_t sharers)
{
    corral_comparison_options options = {.sharers = sharers};
    corral_comparison *comparison = compared(region, coalitions, table, &options);
    size_t rows = 0, in_block[CORRAL_BLOCK_COUNT] = {0};
    for (uint32_t item = 0; item < corral_region_item_count(region); item++) {
        size_t has = 0, has_not = 0, at = 0, count = corral_comparison_count(comparison);
        for (size_t i = 0; i < table; i++) {
            corral_cell cell = corral_region_cell(region, coalitions[i], item);
            has += cell == CORRAL_CELL_PRIMARY || cell == CORRAL_CELL_SECONDARY;
            has_not += cell == CORRAL_CELL_NO;
        }
        while (at < count && corral_comparison_at(comparison, at).item != item) at++;
        if (has < sharers) {
            assert_int_equal(at, count);
            continue;
        }
        assert_true(at < count);
        corral_comparison_row row = corral_comparison_at(comparison, at);
        assert_int_equal(row.count, has);
        assert_int_equal(row.known, has + has_not);
        assert_int_equal(row.block, block_by_definition(has, has_not, table));
        in_block[row.block]++;
        rows++;
    }
    assert_int_equal(rows, corral_comparison_count(comparison));
    for (int b = 0; b < CORRAL_BLOCK_COUNT; b++)
        assert_int_equal(corral_comparison_block_count(comparison, (corral_block)b), in_block[b]);
    corral_comparison_free(comparison);
}

static void it_is_what_the_cells_say(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t word = seed * 77;
        random_shape shape = {.coalitions = 4 + random_below(&word, 12),
                              .facets = 1 + random_below(&word, 3),
                              .items = 1 + random_below(&word, 12),
                              .density = 0.1 + 0.8 * random_share(&word),
                              .weights = seed % 2,
                              .unknown = 0.4 * random_share(&word),
                              .partial = 0.4 * random_share(&word)};
        corral_region *region = random_region(&shape, seed);
        uint32_t n = corral_region_coalition_count(region), list[CORRAL_COMPARISON_MOST];
        size_t table = 2 + random_below(&word, 8);
        if (table > n) table = n;
        uint32_t from = random_below(&word, n);
        for (size_t i = 0; i < table; i++) list[i] = (from + (uint32_t)(table - i)) % n;
        if (table >= 2) assert_as_by_hand(region, list, table, 1 + random_below(&word, 3));
        corral_region_free(region);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_are_all_most_some_and_one),
        TEST(a_secondary_item_counts_as_had),
        TEST(what_is_unknown_counts_neither_as_yes_nor_as_no),
        TEST(a_partial_list_that_does_not_mention_it_says_nothing),
        TEST(rows_go_by_block_facet_and_falling_count),
        TEST(partners_are_no_overlap_and_facets_can_be_chosen),
        TEST(nothing_known_is_an_empty_chart),
        TEST(a_dispute_has_a_row_and_counts_as_the_region_says),
        TEST(from_two_to_nine_are_compared_each_once),
        TEST(it_is_what_the_cells_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
