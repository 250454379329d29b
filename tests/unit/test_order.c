/* Orders of rows: planted ones are found again, and chance decides nothing. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "groups/order.h"
#include "support/random.h"
#include "support/small.h"

/* ---- places ---- */

static void a_place_is_before_the_first_that_is_not_below(void **state)
{
    static const uint32_t rising[] = {2, 3, 3, 7, UINT32_MAX};
    static const struct {
        uint32_t value;
        size_t place;
    } cases[] = {{0, 0}, {2, 0}, {3, 1}, {4, 3}, {7, 3}, {8, 4}, {UINT32_MAX, 4}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        assert_int_equal(corral_first_not_below(rising, 5, cases[k].value), cases[k].place);
    assert_int_equal(corral_first_not_below(rising, 4, 8), 4);
    assert_int_equal(corral_first_not_below(rising, 1, 2), 0);
    assert_int_equal(corral_first_not_below(NULL, 0, 2), 0);
}

/* ---- matrices ---- */

/* Order of a matrix, as text. */
static void assert_order(const double *likeness, uint32_t count, const char *expected)
{
    uint32_t order[16];
    char text[64] = "";
    assert_int_equal(corral_fiedler_order(likeness, count, order, NULL), CORRAL_OK);
    for (uint32_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), i ? " %u" : "%u", order[i]);
    assert_string_equal(text, expected);
}

/* Row i stands at place[i] of a line; likeness falls with the distance. */
static void fill_line(double *likeness, const uint32_t *place, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++) {
            double distance = fabs((double)place[i] - place[j]);
            likeness[i * count + j] = distance < 4 ? 1 - distance / 4 : 0;
        }
}

static void no_row_and_one_and_two_have_an_order(void **state)
{
    (void)state;
    static const double likeness[] = {1, 0.5, 0.5, 1};
    uint32_t none[1] = {7};
    assert_int_equal(corral_fiedler_order(likeness, 0, none, NULL), CORRAL_OK);
    assert_int_equal(none[0], 7);
    assert_order(likeness, 1, "0");
    assert_order(likeness, 2, "0 1");
}

static void rows_along_a_line_are_found_again(void **state)
{
    (void)state;
    static const uint32_t straight[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    static const uint32_t mixed[] = {4, 9, 0, 7, 2, 5, 1, 8, 3, 6};
    double likeness[100];
    fill_line(likeness, straight, 10);
    assert_order(likeness, 10, "0 1 2 3 4 5 6 7 8 9");
    fill_line(likeness, mixed, 10);
    /* Both ends are as large; that of the lower row comes first. */
    assert_order(likeness, 10, "1 7 3 9 5 0 8 4 6 2");
}

static void the_diagonal_is_not_read_and_what_is_no_likeness_is_none(void **state)
{
    (void)state;
    static const double likeness[] = {
        NAN, 0.5, NAN, -1,       /* */
        0.5, NAN, 0.5, INFINITY, /* */
        NAN, 0.5, NAN, 0,        /* */
        -1,  -1,  0,   9,
    };
    assert_order(likeness, 4, "0 1 2 3");
}

static void connected_parts_come_by_size_and_those_alone_last(void **state)
{
    (void)state;
    static const char parts[] = "abcabdbaeb"; /* by row; b has 4, a 3, the others 1 */
    double likeness[100];
    for (uint32_t i = 0; i < 10; i++)
        for (uint32_t j = 0; j < 10; j++)
            likeness[i * 10 + j] = parts[i] == parts[j] && i != j ? 0.3 : 0;
    assert_order(likeness, 10, "1 4 6 9 0 3 7 2 5 8");
}

static void rows_all_alike_stay_as_they_are_whatever_rounding_does(void **state)
{
    (void)state;
    double likeness[144];
    uint64_t chance = 5;
    for (int round = 0; round < 20; round++) {
        for (uint32_t i = 0; i < 12; i++)
            for (uint32_t j = i; j < 12; j++)
                likeness[i * 12 + j] = likeness[j * 12 + i] =
                    0.7 + round * 1e-15 * random_share(&chance);
        assert_order(likeness, 12, "0 1 2 3 4 5 6 7 8 9 10 11");
    }
}

static void rounding_does_not_change_the_order_of_a_ring(void **state)
{
    (void)state;
    double likeness[64];
    char first[64] = "";
    uint64_t chance = 9;
    for (int round = 0; round < 20; round++) {
        uint32_t order[8];
        char text[64] = "";
        for (uint32_t i = 0; i < 8; i++)
            for (uint32_t j = i + 1; j < 8; j++)
                likeness[i * 8 + j] = likeness[j * 8 + i] =
                    j - i == 1 || j - i == 7 ? 0.4 + round * 1e-15 * random_share(&chance) : 0;
        assert_int_equal(corral_fiedler_order(likeness, 8, order, NULL), CORRAL_OK);
        for (int i = 0; i < 8; i++) snprintf(text + i, 2, "%u", order[i]);
        if (round == 0) memcpy(first, text, sizeof first);
        assert_string_equal(text, first);
    }
}

static void parts_that_hardly_hang_together_are_not_mixed(void **state)
{
    (void)state;
    double likeness[64];
    for (uint32_t i = 0; i < 8; i++)
        for (uint32_t j = 0; j < 8; j++) likeness[i * 8 + j] = i % 2 == j % 2 ? 0.5 : 0;
    likeness[1 * 8 + 6] = likeness[6 * 8 + 1] = 1e-13;
    assert_order(likeness, 8, "0 2 4 6 1 3 5 7");
}

static void more_rows_than_the_limit_are_refused(void **state)
{
    (void)state;
    uint32_t n = CORRAL_FIEDLER_LIMIT + 1;
    double *likeness = calloc((size_t)n * n, sizeof *likeness);
    uint32_t *order = calloc(n, sizeof *order);
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_fiedler_order(likeness, n, order, &err), CORRAL_LIMIT);
    assert_string_equal(err.message, "at most 400 rows can be put in order, got 401");
    assert_int_equal(corral_fiedler_order(likeness, n - 1, order, NULL), CORRAL_OK);
    free(likeness);
    free(order);
}

/* ---- regions ---- */

typedef struct fixture {
    corral_region *region;
    corral_similarity *similarity;
    corral_grouping *grouping;
    corral_order order;
} fixture;

static void set_order(fixture *f, const corral_coalitions *drawn)
{
    corral_error err = CORRAL_ERROR_INIT;
    if (corral_order_init(&f->order, f->similarity, f->grouping, drawn, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
}

/* number: of the group, by coalition. */
static fixture begin(corral_region *region, const uint32_t *number)
{
    fixture f = {.region = region, .similarity = small_similarity(region, NULL)};
    assert_int_equal(
        corral_groups_take(corral_region_coalition_count(region), number, &f.grouping, NULL),
        CORRAL_OK);
    return f;
}

static void end(fixture *f)
{
    corral_order_release(&f->order);
    corral_grouping_free(f->grouping);
    corral_similarity_free(f->similarity);
    corral_region_free(f->region);
}

/* "A B | C || D": groups, then those without one. Owned by the caller. */
static char *order_text(const fixture *f)
{
    char *text = NULL;
    size_t size = 0;
    uint32_t before = 0;
    FILE *stream = open_memstream(&text, &size);
    for (uint32_t i = 0; i < f->order.coalition_count; i++) {
        uint32_t group = corral_grouping_of(f->grouping, f->order.coalition[i]);
        if (i && group != before) fputs(group ? " |" : " ||", stream);
        fprintf(stream, "%s%s", i ? " " : "", corral_region_id(f->region, f->order.coalition[i]));
        before = group;
    }
    fclose(stream);
    return text;
}

static void assert_rows(const fixture *f, const char *expected)
{
    char *text = order_text(f);
    assert_string_equal(text, expected);
    free(text);
}

static double slow_mean(const fixture *f, uint32_t k, uint32_t l)
{
    corral_coalitions x = corral_grouping_members(f->grouping, k);
    corral_coalitions y = corral_grouping_members(f->grouping, l);
    double sum = 0, pairs = 0;
    for (size_t i = 0; i < x.count; i++)
        for (size_t j = 0; j < y.count; j++) {
            double s = corral_similarity_pair(f->similarity, x.index[i], y.index[j], NULL);
            if (x.index[i] == y.index[j]) continue;
            sum += isnan(s) ? 0 : s;
            pairs++;
        }
    return pairs > 0 ? sum / pairs : 0;
}

static void check_means(const fixture *f)
{
    size_t n = f->order.group_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            assert_near(f->order.likeness[i * n + j],
                        slow_mean(f, f->order.group[i], f->order.group[j]), 1e-12);
}

/* A line of coalitions, each with items in common with the next two. */
static const char LINE[] = "A member: 1, 2, 3\nF member: 2, 3, 4\nC member: 3, 4, 5\n"
                           "H member: 4, 5, 6\nE member: 5, 6, 7\nB member: 6, 7, 8\n"
                           "G member: 7, 8, 9\nD member: 8, 9, 10\nY member: p, q\n"
                           "X member: p, q\nZ member: z";

static void a_line_of_coalitions_is_drawn_along_it(void **state)
{
    (void)state;
    /*                                A  B  C  D  E  F  G  H  X  Y  Z */
    static const uint32_t number[] = {5, 2, 5, 9, 2, 5, 9, 2, 0, 0, 0};
    fixture f = begin(small_region(LINE), number);
    set_order(&f, NULL);
    assert_int_equal(f.order.group_count, 3);
    assert_int_equal(f.order.coalition_count, 11);
    assert_rows(&f, "A F C | B E H | D G || X Y Z");
    check_means(&f);
    end(&f);
}

static void one_group_and_no_group_have_an_order(void **state)
{
    (void)state;
    static const uint32_t one[] = {3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0}, none[11] = {0};
    fixture f = begin(small_region(LINE), one);
    set_order(&f, NULL);
    assert_rows(&f, "A F C H E B G D || X Y Z");
    end(&f);
    f = begin(small_region(LINE), none);
    set_order(&f, NULL);
    assert_int_equal(f.order.group_count, 0);
    assert_rows(&f, "A F C H E B G D X Y Z");
    end(&f);
}

static void nobody_and_one_and_two_have_an_order(void **state)
{
    (void)state;
    static const uint32_t number[] = {1, 1};
    static const char *const texts[] = {"", "A member: x", "A member: x\nB member: y"};
    static const char *const rows[] = {"", "A", "A B"};
    for (int k = 0; k < 3; k++) {
        fixture f = begin(small_region(texts[k]), number);
        set_order(&f, NULL);
        assert_int_equal(f.order.group_count, k > 0);
        assert_rows(&f, rows[k]);
        end(&f);
    }
}

static void only_those_drawn_are_in_the_order_however_they_are_listed(void **state)
{
    (void)state;
    static const uint32_t number[] = {5, 2, 5, 9, 2, 5, 9, 2, 0, 0, 0};
    static const uint32_t some[] = {9, 5, 7, 1, 0, 2, 9}; /* Y F H B A C Y */
    corral_coalitions drawn = {some, 7}, nobody = {NULL, 0};
    fixture f = begin(small_region(LINE), number);
    set_order(&f, &drawn);
    assert_rows(&f, "B H | A F C || Y"); /* two groups stand as they are */
    assert_int_equal(f.order.group_count, 2);
    corral_order_release(&f.order);
    set_order(&f, &nobody);
    assert_rows(&f, "");
    end(&f);
}

static void shuffled_rows_give_the_same_order(void **state)
{
    (void)state;
    static const random_shape shape = {.coalitions = 60,
                                       .facets = 2,
                                       .items = 30,
                                       .density = 0.1,
                                       .weights = true,
                                       .unknown = 0.1};
    char *first = NULL;
    random_rows rows = random_rows_new(&shape, 4);
    for (uint64_t round = 0; round < 3; round++) {
        fixture f = {.region = random_rows_region(&rows)};
        f.similarity = small_similarity(f.region, NULL);
        f.grouping = small_groups(f.similarity, NULL);
        set_order(&f, NULL);
        check_means(&f);
        char *text = order_text(&f);
        assert_int_equal(f.order.coalition_count, corral_region_coalition_count(f.region));
        if (!first)
            first = text;
        else {
            assert_string_equal(text, first);
            free(text);
        }
        end(&f);
        random_rows_shuffle(&rows, round + 1);
    }
    free(first);
    random_rows_release(&rows);
}

/* Coalitions by threes along a line of items. */
static corral_region *long_line(uint32_t coalitions)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (uint32_t a = 0; a < coalitions; a++)
        for (uint32_t i = 0; i < 6; i++) {
            char id[16], item[16];
            snprintf(id, sizeof id, "c%06u", a);
            snprintf(item, sizeof item, "m%u", a / 3 * 3 + i);
            small_row(builder, id, "member", item, 1);
        }
    return small_finish(builder);
}

static void above_the_limit_only_groups_are_in_order(void **state)
{
    (void)state;
    uint32_t n = 600, *number = calloc(n, sizeof *number);
    for (uint32_t a = 0; a < n; a++) number[a] = 1 + (a / 3 * 77) % 200;
    fixture f = begin(long_line(n), number);
    set_order(&f, NULL);
    assert_int_equal(f.order.coalition_count, 0);
    assert_null(f.order.coalition);
    assert_int_equal(f.order.group_count, 200);
    check_means(&f);
    /* The line again; the end with the lower place, which is that of the lower number, first. */
    for (uint32_t i = 0; i < 200; i++)
        assert_int_equal(corral_grouping_members(f.grouping, f.order.group[i]).index[0], 3 * i);
    end(&f);
    free(number);
}

static void large_groups_are_spoken_for_by_some(void **state)
{
    (void)state;
    uint32_t n = 3 * CORRAL_ORDER_SPEAKERS, *number = calloc(n, sizeof *number);
    for (uint32_t a = 0; a < n; a++) number[a] = 1 + a / (n / 4);
    fixture f = begin(long_line(n), number);
    set_order(&f, NULL);
    assert_int_equal(f.order.group_count, 4);
    for (uint32_t i = 0; i < 16; i++)
        assert_true(f.order.likeness[i] >= 0 && f.order.likeness[i] <= 1);
    end(&f);
    free(number);
}

static void more_groups_than_the_limit_are_refused(void **state)
{
    (void)state;
    uint32_t n = CORRAL_FIEDLER_LIMIT + 1, *number = calloc(n, sizeof *number);
    corral_error err = CORRAL_ERROR_INIT;
    for (uint32_t a = 0; a < n; a++) number[a] = a + 1;
    fixture f = begin(long_line(n), number);
    assert_int_equal(corral_order_init(&f.order, f.similarity, f.grouping, NULL, &err),
                     CORRAL_LIMIT);
    assert_string_equal(err.message, "at most 400 groups can be put in order, got 401");
    assert_null(f.order.group);
    end(&f);
    free(number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_place_is_before_the_first_that_is_not_below),
        TEST(no_row_and_one_and_two_have_an_order),
        TEST(rows_along_a_line_are_found_again),
        TEST(the_diagonal_is_not_read_and_what_is_no_likeness_is_none),
        TEST(connected_parts_come_by_size_and_those_alone_last),
        TEST(rows_all_alike_stay_as_they_are_whatever_rounding_does),
        TEST(rounding_does_not_change_the_order_of_a_ring),
        TEST(parts_that_hardly_hang_together_are_not_mixed),
        TEST(more_rows_than_the_limit_are_refused),
        TEST(a_line_of_coalitions_is_drawn_along_it),
        TEST(one_group_and_no_group_have_an_order),
        TEST(nobody_and_one_and_two_have_an_order),
        TEST(only_those_drawn_are_in_the_order_however_they_are_listed),
        TEST(shuffled_rows_give_the_same_order),
        TEST(above_the_limit_only_groups_are_in_order),
        TEST(large_groups_are_spoken_for_by_some),
        TEST(more_groups_than_the_limit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
