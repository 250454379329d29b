/* SPDX-License-Identifier: MIT
 *
 * The style gaps: every crossing in its place with the shape of its status; gaps and what is not
 * known never look alike. */
#define _GNU_SOURCE
#include "boxes.h"
#include "svg_checks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 60, HEADS = 40, NONE = 6 };
static const char *const words[] = {"gap", "unclear", "thin", "single", "covered", "several"};
static unsigned status_at[ROWS][HEADS];
static unsigned count_at[ROWS][HEADS];

static void add_sides(bytes *m, unsigned rows, unsigned heads)
{
    static const char *const names[] = {"Families", "Ages 14-18",
                                        "Young people in foster care of the Three Rivers"};
    bytes_print(m, "corral-drawing\t1\nstyle\tgaps\ntitle\tGaps\nnote\tDraft\n");
    for (unsigned i = 0; i < rows; i++)
        bytes_print(m, "row\t%u\t%s %u\t%u\n", i, names[i % 3], i, 1 + i % 40);
    for (unsigned j = 0; j < heads; j++)
        bytes_print(m, "head\t%u\t%s %u\t%u\n", j, names[(j + 1) % 3], j, j);
}

/* Everything by chance; of NONE no crossing is given. */
static bytes gaps_model(unsigned rows, unsigned heads, uint64_t seed)
{
    bytes m = {0};
    add_sides(&m, rows, heads);
    for (unsigned i = 0; i < rows; i++)
        for (unsigned j = 0; j < heads; j++) {
            const unsigned status = random_below(&seed, NONE + 1);
            status_at[i][j] = status;
            count_at[i][j] = status < 2 ? 0 : status == 3 ? 1 : 2 + random_below(&seed, 12);
            if (status < NONE)
                bytes_print(&m, "crossing\t%u\t%u\t%s\t%u\t%u\tRow %u by head %u\n", i, j,
                            words[status], count_at[i][j], 1 + random_below(&seed, 3), i, j);
        }
    return m;
}

/* The box or circle of the crossing. */
static json_t *shape_of(const json_t *g, unsigned row, unsigned head)
{
    return find_thing(g, "boxes", "cell", row, head);
}

static void every_crossing_is_in_its_place(void **state)
{
    (void)state;
    static const unsigned sizes[][2] = {{1, 1}, {3, 5}, {13, 15}, {25, 20}, {60, 40}, {2, 40}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const unsigned rows = sizes[s][0], heads = sizes[s][1];
        bytes model = gaps_model(rows, heads, s + 1);
        json_t *g = viz_geometry(&model);
        assert_int_equal(count_kind(g, "texts", "row"), rows);
        assert_int_equal(count_kind(g, "texts", "head"), heads);
        for (unsigned i = 0; i < rows; i++)
            for (unsigned j = 0; j < heads; j++) {
                json_t *box = shape_of(g, i, j), *text = find_thing(g, "texts", "cell", i, j);
                json_t *row = find_thing(g, "texts", "row", i, 0);
                json_t *head = find_thing(g, "texts", "head", j, 0);
                assert_int_equal(box != NULL, status_at[i][j] < NONE);
                if (!box) continue;
                const double y = number_of(box, "y") + number_of(box, "h") / 2;
                const double x = number_of(box, "x") + number_of(box, "w") / 2;
                assert_true(fabs(y - number_of(row, "y") - number_of(row, "h") / 2) < .2);
                assert_true(fabs(x - number_of(head, "x")) < .2);
                if (status_at[i][j] < 2) continue;
                const char *shown =
                    json_string_value(json_array_get(json_object_get(text, "lines"), 0));
                assert_int_equal(atoi(shown), count_at[i][j]);
                assert_true(number_of(text, "w") <= number_of(box, "w"));
            }
        check_places(g);
        json_decref(g);
        bytes_release(&model);
    }
}

/* One row with a gap of each size: the squares grow, and only the largest has a number. */
static void gaps_grow_with_their_size(void **state)
{
    (void)state;
    bytes m = {0};
    double before = 0;
    add_sides(&m, 1, 3);
    for (unsigned j = 0; j < 3; j++)
        bytes_print(&m, "crossing\t0\t%u\tgap\t0\t%u\tNobody\n", j, j + 1);
    json_t *g = viz_geometry(&m);
    for (unsigned j = 0; j < 3; j++) {
        const double wide = number_of(shape_of(g, 0, j), "w");
        assert_true(wide > before + 4);
        before = wide;
        assert_int_equal(find_thing(g, "texts", "cell", 0, j) != NULL, j == 2);
    }
    assert_int_equal(count_kind(g, "paths", "unknown"), 0);
    json_decref(g);
    bytes_release(&m);
}

/* Hatching is there when something is unclear, and under that alone. */
static void unclear_is_hatched_and_has_no_number(void **state)
{
    (void)state;
    bytes m = {0};
    add_sides(&m, 2, 2);
    bytes_print(&m,
                "crossing\t0\t0\tunclear\t0\t1\tNot known\ncrossing\t1\t1\tgap\t0\t1\tNobody\n");
    bytes svg = viz_svg(&m);
    json_t *g = viz_geometry(&m);
    assert_int_equal(count_kind(g, "paths", "unknown"), 1);
    assert_null(find_thing(g, "texts", "cell", 0, 0));
    assert_non_null(strstr(svg.data, ">nobody so far, too little known<"));
    assert_non_null(strstr(svg.data, ">does not apply<"));
    assert_null(strstr(svg.data, ">one coalition<"));
    json_decref(g);
    bytes_release(&svg);
    bytes_release(&m);
}

static void rows_and_cells_are_read_aloud(void **state)
{
    (void)state;
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\tgaps\nrow\t0\tFamilies\t18\nhead\t0\tFood\t3\n"
                    "head\t1\tJobs\t1\nhead\t2\tHomes\t2\ncrossing\t0\t0\tgap\t0\t2\tTip of one\n"
                    "crossing\t0\t1\tunclear\t0\t1\t\ncrossing\t0\t2\tcovered\t2\t1\tTip <2>\n");
    bytes svg = viz_svg(&m);
    assert_non_null(strstr(svg.data, "<title>Families: 18 coalitions; nobody with Food; none so "
                                     "far, and not known well enough, with Jobs</title>"));
    assert_non_null(strstr(svg.data, "<title>Food: 3 coalitions; nobody with Families</title>"));
    assert_non_null(strstr(svg.data, "<title>Jobs: 1 coalition; none so far"));
    assert_non_null(strstr(svg.data, "<title>Tip of one</title>"));
    assert_non_null(strstr(svg.data, "<title>Tip &lt;2&gt;</title>"));
    assert_non_null(strstr(svg.data, "1 rows by 3 columns"));
    bytes_release(&svg);
    bytes_release(&m);
}

static void drawings_are_sound_and_bounded(void **state)
{
    (void)state;
    bytes model = gaps_model(ROWS, HEADS, 9), svg = viz_svg(&model);
    check_svg(&svg, false);
    print_message("%u by %u: %zu bytes\n", ROWS, HEADS, svg.length);
    assert_true(svg.length <= 900000);
    bytes_release(&svg);
    bytes_release(&model);
    model = gaps_model(9, 7, 3);
    check_drawing(&model, false);
    check_same_bytes(&model);
    bytes_release(&model);
}

static void small_ones(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "row\t0\tAlone\t0\n", "head\t0\tAlone\t0\n",
                                        "row\t0\t\t1\nhead\t0\t\t1\n",
                                        "lang\tfr\nrow\t0\tx\t1\nhead\t0\ty\t1\n"
                                        "crossing\t0\t0\tgap\t0\t3\t\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        bytes model = {0};
        bytes_print(&model, "corral-drawing\t1\nstyle\tgaps\n%s", lines[i]);
        bytes svg = viz_svg(&model);
        json_t *g = viz_geometry(&model);
        check_places(g);
        check_well_formed(&svg);
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *message;
    } cases[] = {{"crossing\t2\t0\tgap\t0\t1\t\n", "row of a crossing, allowed: 0 to 1, given: 2"},
                 {"crossing\t0\t9\tgap\t0\t1\t\n", "head of a crossing, allowed: 0 to 1, given: 9"},
                 {"crossing\t0\t0\tgap\t0\t1\t\ncrossing\t0\t0\tthin\t1\t1\t\n",
                  "each once, given: 0 0 again"},
                 {"crossing\t0\t0\tnone\t0\t1\t\n", "status of a crossing, allowed: gap, unclear"},
                 {"crossing\t0\t0\tgap\t0\t4\t\n", "size of a crossing, allowed: 1 to 3"},
                 {"crossing\t0\t0\tgap\t0\t0\t\n", "size of a crossing"},
                 {"row\t1\tagain\t1\n", "index of a row, allowed: 0 to 2, each once, given: 1"},
                 {"head\t7\tfar\t1\n", "index of a head, allowed: 0 to 2, given: 7"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bytes m = {0};
        add_sides(&m, 2, 2);
        bytes_print(&m, "%s", cases[k].lines);
        check_refused(&m, cases[k].message);
        bytes_release(&m);
    }
    bytes m = {0};
    add_sides(&m, 61, 2);
    check_refused(&m, "rows of the style gaps, allowed: at most 60, given: 61");
    bytes_release(&m);
    add_sides(&m, 2, 41);
    check_refused(&m, "heads of the style gaps, allowed: at most 40, given: 41");
    bytes_release(&m);
}

static bytes hostile_model(const char *const *names, unsigned count)
{
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\tgaps\ntitle\t%s\n", names[0]);
    for (unsigned i = 0; i < count; i++) bytes_print(&m, "row\t%u\t%s\t1\n", i, names[i]);
    for (unsigned j = 0; j < 3; j++) bytes_print(&m, "head\t%u\t%s\t1\n", j, names[j]);
    for (unsigned i = 0; i < count; i++)
        bytes_print(&m, "crossing\t%u\t%u\tgap\t0\t3\t%s\n", i, i % 3, names[i]);
    return m;
}

static void hostile_names_are_shown_literally(void **state)
{
    (void)state;
    check_hostile(hostile_model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_crossing_is_in_its_place),
        cmocka_unit_test(gaps_grow_with_their_size),
        cmocka_unit_test(unclear_is_hatched_and_has_no_number),
        cmocka_unit_test(rows_and_cells_are_read_aloud),
        cmocka_unit_test(drawings_are_sound_and_bounded),
        cmocka_unit_test(small_ones),
        cmocka_unit_test(what_is_wrong_is_refused),
        cmocka_unit_test(hostile_names_are_shown_literally),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
