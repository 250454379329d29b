/* SPDX-License-Identifier: MIT
 *
 * The style matrix: every pair once, in its place, with its number and shade; nothing on anything
 * else; small files. */
#define _GNU_SOURCE
#include "boxes.h"
#include "svg_checks.h"
#include "network_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 400, UNKNOWN = 1000000 };
static unsigned value[ROWS][ROWS]; /* below the diagonal */

/* Groups of up to nine that share more among each other than with others, as regions do. */
static bytes matrix_model(unsigned rows, unsigned unknown, uint64_t seed)
{
    static const char *const words[] = {"Health", "Homes", "Safe Streets", "Young Readers"};
    bytes m = {0};
    const unsigned grouped = rows - rows / 8;
    bytes_print(&m, "corral-drawing\t1\nstyle\tmatrix\ntitle\tMatrix\nfacet\tmember\tmembers\n");
    bytes_print(&m, "measure\tmembers two coalitions share\nnote\tDraft\n");
    for (unsigned g = 0; g <= grouped / 7; g++)
        bytes_print(&m, "group\t%u\t%s\n", g + 1, g % 3 ? "" : "Cradle to career");
    for (unsigned i = 0; i < rows; i++)
        bytes_print(&m, "coalition\t%u\tid%u\t%s %u%s\t%u\t%s\n", i, i, words[i % 4], i,
                    i % 5 ? "" : " of the Three Rivers and Both Forks", i < grouped ? i / 7 + 1 : 0,
                    i >= rows - unknown ? "no" : "yes");
    for (unsigned i = 0; i < rows; i++) {
        for (unsigned j = 0; j < i; j++) {
            const bool near = i / 7 == j / 7 && i < grouped;
            const bool some = near || random_below(&seed, 100) < (rows > 100 ? 12 : 50);
            value[i][j] = some ? random_below(&seed, near ? 20 : 4) : 0;
            if (i >= rows - unknown) value[i][j] = UNKNOWN;
            if (value[i][j] == UNKNOWN)
                bytes_print(&m, "cell\t%u\t%u\tunknown\n", j, i);
            else if (value[i][j])
                bytes_print(&m, "cell\t%u\t%u\t%u\n", j, i, value[i][j]);
        }
    }
    return m;
}

static void every_cell_is_in_its_place(void **state)
{
    (void)state;
    static const unsigned sizes[] = {2, 5, 24, 40, 60};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const unsigned rows = sizes[s];
        bytes model = matrix_model(rows, rows > 5 ? 2 : 0, rows);
        json_t *g = viz_geometry(&model);
        size_t given = 0;
        json_t *origin = find_thing(g, "boxes", "tile", 0, rows > 1);
        const double pitch = number_of(origin, "w");
        assert_true(pitch >= 22);
        for (unsigned i = 0; i < rows; i++) {
            for (unsigned j = 0; j < i; j++) {
                json_t *box = find_thing(g, "boxes", "cell", i, j);
                json_t *text = find_thing(g, "texts", "cell", i, j);
                const bool shown = value[i][j] && value[i][j] != UNKNOWN;
                given += shown;
                assert_int_equal(box != NULL, shown);
                assert_int_equal(text != NULL, shown);
                if (!shown) continue;
                assert_true(fabs(number_of(box, "x") - number_of(origin, "x") - j * pitch) < .11);
                assert_true(fabs(number_of(box, "y") - number_of(origin, "y") - i * pitch) < .11);
                const char *words =
                    json_string_value(json_array_get(json_object_get(text, "lines"), 0));
                assert_int_equal(atoi(words), value[i][j]);
                assert_true(number_of(text, "x") >= number_of(box, "x"));
                assert_true(number_of(text, "w") <= pitch);
            }
        }
        assert_int_equal(count_kind(g, "boxes", "cell"), given);
        assert_int_equal(count_kind(g, "texts", "coalition"), rows);
        assert_int_equal(count_kind(g, "texts", "head"), rows);
        check_places(g);
        json_decref(g);
        bytes_release(&model);
    }
}

/* Row and column names stand at the height of their row; the head begins where the column does. */
static void names_stand_beside_rows(void **state)
{
    (void)state;
    bytes model = matrix_model(30, 1, 3);
    json_t *g = viz_geometry(&model);
    for (unsigned i = 0; i < 30; i++) {
        size_t k;
        json_t *text, *tile = NULL;
        json_array_foreach(json_object_get(g, "boxes"), k, text)
        {
            if (is_kind(text, "tile") && json_integer_value(json_object_get(text, "index")) == i)
                tile = text;
        }
        assert_non_null(tile);
        const double middle = number_of(tile, "y") + number_of(tile, "h") / 2;
        const double end = number_of(tile, "x") + number_of(tile, "w");
        json_array_foreach(json_object_get(g, "texts"), k, text)
        {
            if (json_integer_value(json_object_get(text, "index")) != i) continue;
            if (!is_kind(text, "head") && !is_kind(text, "coalition")) continue;
            assert_true(fabs(number_of(text, "y") + number_of(text, "h") / 2 - middle) < .2);
            if (is_kind(text, "head")) assert_true(fabs(number_of(text, "x") - end - 6) < .2);
        }
    }
    json_decref(g);
    bytes_release(&model);
}

static double place(const json_t *path, size_t point, size_t coordinate)
{
    return json_number_value(
        json_array_get(json_array_get(json_object_get(path, "points"), point), coordinate));
}

/* The shade at the middle of a cell, of many rows: -1 if none. Stronger ones lie above. */
static int shade_at(const json_t *g, double x, double y)
{
    size_t k;
    json_t *path;
    int found = -1;
    json_array_foreach(json_object_get(g, "paths"), k, path)
    {
        if (!is_kind(path, "shade")) continue;
        for (size_t i = 0; i + 1 < json_array_size(json_object_get(path, "points")); i += 2) {
            if (fabs(place(path, i, 1) - y) > .2 || place(path, i, 0) > x ||
                place(path, i + 1, 0) < x)
                continue;
            const int level = (int)json_integer_value(json_object_get(path, "index"));
            assert_true(level == 0 || found <= 0);
            if (level > found) found = level;
        }
    }
    return found;
}

/* In steps of a sixth of the most, 19 here: as the legend says. */
static void many_rows_are_shades(void **state)
{
    (void)state;
    bytes model = matrix_model(90, 2, 5);
    json_t *g = viz_geometry(&model);
    json_t *tiles = find_thing(g, "paths", "tiles", 0, 0);
    const double pitch = number_of(tiles, "width");
    for (unsigned i = 1; i < 90; i += 3) {
        for (unsigned j = 0; j < i; j += 2) {
            const int found =
                shade_at(g, place(tiles, 0, 0) + (j + .5) * pitch, place(tiles, 0, 1) + i * pitch);
            if (value[i][j] == UNKNOWN)
                assert_int_equal(found, -1);
            else
                assert_int_equal(found, (value[i][j] * 6 + 18) / 19);
        }
    }
    assert_int_equal(count_kind(g, "texts", "cell"), 0);
    assert_int_equal(count_kind(g, "paths", "unknown"), 1);
    json_decref(g);
    bytes_release(&model);
}

static void large_ones_stay_legible_and_small(void **state)
{
    (void)state;
    static const unsigned sizes[] = {61, 100, 150, 200, 201, 300, 301, 400};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        bytes model = matrix_model(sizes[s], 7, sizes[s]), svg = viz_svg(&model);
        json_t *g = viz_geometry(&model), *text;
        size_t k;
        check_places(g);
        json_array_foreach(json_object_get(g, "texts"), k, text)
            assert_true(number_of(text, "size") >= 7);
        assert_int_equal(count_kind(g, "texts", "coalition"), sizes[s] <= 200 ? sizes[s] : 0);
        assert_true(count_kind(g, "texts", "badge") >= (sizes[s] - sizes[s] / 8) / 7);
        check_well_formed(&svg);
        print_message("%u rows: %zu bytes\n", sizes[s], svg.length);
        assert_true(svg.length <= 150000);
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

static void unknown_is_hatched_and_in_the_legend(void **state)
{
    (void)state;
    for (unsigned unknown = 0; unknown <= 1; unknown++) {
        bytes model = matrix_model(12, unknown, 2), svg = viz_svg(&model);
        json_t *g = viz_geometry(&model);
        assert_int_equal(count_kind(g, "paths", "unknown"), unknown);
        assert_int_equal(strstr(svg.data, ">not known<") != NULL, unknown);
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

static void rows_are_read_aloud(void **state)
{
    (void)state;
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\tmatrix\nfacet\tmember\tmembers\n"
                    "coalition\t0\ta\tReady by Five\t0\tyes\n"
                    "coalition\t1\tb\tBirth to Eight\t0\tyes\n"
                    "coalition\t2\tc\tGood Food\t0\tyes\ncoalition\t3\td\tUnheard\t0\tno\n"
                    "cell\t0\t1\t7\ncell\t0\t2\t1\n"
                    "cell\t0\t3\tunknown\ncell\t1\t3\tunknown\ncell\t2\t3\tunknown\n");
    bytes svg = viz_svg(&m);
    assert_non_null(strstr(svg.data, "<title>Ready by Five: shares 7 members with Birth to Eight, "
                                     "1 with Good Food; not known with 1</title>"));
    assert_non_null(strstr(svg.data, "<title>Good Food: shares 1 member with Ready by Five; not "
                                     "known with 1</title>"));
    assert_non_null(strstr(svg.data, "<title>Unheard: not known with 3</title>"));
    bytes_release(&svg);
    bytes_release(&m);
}

static void small_ones(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "coalition\t0\ta\tAlone\t0\tyes\n",
                                        "group\t4\t\ncoalition\t0\ta\tAlone\t4\tno\n"};
    for (size_t i = 0; i < 3; i++) {
        bytes model = {0};
        bytes_print(&model, "corral-drawing\t1\nstyle\tmatrix\n%s", lines[i]);
        bytes svg = viz_svg(&model);
        json_t *g = viz_geometry(&model);
        check_places(g);
        check_well_formed(&svg);
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

static void too_many_are_refused(void **state)
{
    (void)state;
    bytes model = matrix_model(ROWS, 0, 1);
    bytes_print(&model, "coalition\t400\tx\tone more\t0\tyes\n");
    check_refused(&model, "style matrix, allowed: at most 400, given: 401");
    check_refused(&model, "districts");
    bytes_release(&model);
}

static void order_of_records_means_nothing(void **state)
{
    (void)state;
    static const unsigned sizes[] = {30, 70};
    for (size_t s = 0; s < 2; s++) {
        bytes model = matrix_model(sizes[s], 2, 8);
        check_order(&model);
        bytes_release(&model);
    }
}

static void hostile_names_are_shown_literally(void **state)
{
    (void)state;
    static const char *const shown[] = {">&lt;/text&gt;&lt;script&gt;", "Quote &quot; ' and",
                                        ">\\N \\G \\L", ">&amp;eacute; &amp;#65;"};
    bytes m = {0};
    unsigned count = 0;
    bytes_print(&m, "corral-drawing\t1\nstyle\tmatrix\ntitle\t</title><script>\n"
                    "measure\t<b>\"x\" & y</b>\ngroup\t1\t</g><script>\n");
    for (; count < HOSTILE_NAMES; count++)
        bytes_print(&m, "coalition\t%u\tid%u\t%s\t%u\tyes\n", count, count, hostile_names()[count],
                    count < 9);
    for (unsigned i = 1; i < count; i++) bytes_print(&m, "cell\t0\t%u\t%u\n", i, i);
    bytes svg = viz_svg(&m);
    json_t *g = viz_geometry(&m);
    check_well_formed(&svg);
    check_places(g);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (!strstr(svg.data, shown[i])) fail_msg("%s", shown[i]);
    assert_null(strstr(svg.data, "<script"));
    json_decref(g);
    bytes_release(&svg);
    bytes_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_in_its_place),
        cmocka_unit_test(names_stand_beside_rows),
        cmocka_unit_test(many_rows_are_shades),
        cmocka_unit_test(large_ones_stay_legible_and_small),
        cmocka_unit_test(unknown_is_hatched_and_in_the_legend),
        cmocka_unit_test(rows_are_read_aloud),
        cmocka_unit_test(small_ones),
        cmocka_unit_test(too_many_are_refused),
        cmocka_unit_test(order_of_records_means_nothing),
        cmocka_unit_test(hostile_names_are_shown_literally),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
