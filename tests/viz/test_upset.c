/* SPDX-License-Identifier: MIT
 *
 * The style upset: a column for each combination that somebody has, its names above it, a dot in
 * each of its rows. */
#define _GNU_SOURCE
#include "boxes.h"
#include "network_model.h"
#include "svg_checks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS = 200 };
static unsigned mask[ITEMS];

static void add_rows(bytes *m, unsigned rows)
{
    static const char *const names[] = {"Graduate Harmon", "College Access Network of the Region",
                                        "Ready by Five", "Good Food"};
    bytes_print(m, "corral-drawing\t1\nstyle\tupset\ntitle\tWho sits in how many rooms\n"
                   "facet\tmember\tmembers\nnote\tDraft\ngroup\t3\t\n");
    for (unsigned i = 0; i < rows; i++)
        bytes_print(m, "coalition\t%u\tid%u\t%s %u\t3\tyes\n", i, i, names[i % 4], i);
}

static unsigned bits(unsigned set)
{
    unsigned count = 0;
    for (; set; set &= set - 1) count++;
    return count;
}

/* `kinds` different masks are drawn from; 0: any. */
static bytes upset_model(unsigned rows, unsigned items, unsigned kinds, uint64_t seed)
{
    static const char *const names[] = {"Public Library", "County Health Department",
                                        "YMCA",           "Three Rivers Community Foundation",
                                        "City",           "Metro School District"};
    bytes m = {0};
    add_rows(&m, rows);
    for (unsigned j = 0; j < items; j++) {
        const unsigned kind = kinds ? 1 + random_below(&seed, kinds) : 0;
        mask[j] = (kinds ? kind * 37 : random_below(&seed, 512)) & ((1U << rows) - 1);
        bytes_print(&m, "item\t%u\t%s %u\t%u\n", j, names[j % 6], j, mask[j] ? bits(mask[j]) : 1);
        for (unsigned i = 0; i < rows; i++)
            if (mask[j] >> i & 1) bytes_print(&m, "seat\t%u\t%u\t1\n", i, j);
    }
    return m;
}

/* The rows in which the column has a dot. */
static unsigned dots_of(const json_t *g, unsigned column)
{
    unsigned found = 0;
    size_t k;
    json_t *box;
    json_array_foreach(json_object_get(g, "boxes"), k, box)
    {
        if (is_kind(box, "dot") && json_integer_value(json_object_get(box, "other")) == column)
            found |= 1U << json_integer_value(json_object_get(box, "index"));
    }
    return found;
}

/* Every name stands over a column with the dots of its item; columns differ, the fullest first. */
static void check_columns(const json_t *g, unsigned items)
{
    size_t k;
    json_t *text;
    unsigned seen = 0, shared = 0;
    json_array_foreach(json_object_get(g, "texts"), k, text)
    {
        if (!is_kind(text, "item")) continue;
        const unsigned item = (unsigned)json_integer_value(json_object_get(text, "index"));
        const unsigned column = (unsigned)json_integer_value(json_object_get(text, "other"));
        assert_int_equal(dots_of(g, column), mask[item]);
        assert_true(bits(mask[item]) > 1);
        seen++;
    }
    json_array_foreach(json_object_get(g, "texts"), k, text)
    {
        if (is_kind(text, "rest")) seen += (unsigned)number_of(text, "index");
        if (is_kind(text, "others") && number_of(text, "turn") < 0)
            seen += (unsigned)number_of(text, "index");
    }
    for (unsigned j = 0; j < items; j++) shared += bits(mask[j]) > 1;
    assert_int_equal(seen, shared);
    const size_t columns = count_kind(g, "paths", "tie");
    assert_true(columns <= 40);
    for (unsigned a = 0; a < columns; a++) {
        for (unsigned b = 0; b < a; b++) {
            assert_int_not_equal(dots_of(g, a), dots_of(g, b));
            assert_true(bits(dots_of(g, b)) >= bits(dots_of(g, a)));
        }
    }
}

static void names_stand_over_their_dots(void **state)
{
    (void)state;
    static const unsigned cases[][3] = {{2, 3, 0},   {3, 10, 0},  {5, 30, 0}, {9, 12, 0},
                                        {9, 60, 20}, {9, 150, 6}, {9, 40, 0}, {9, 200, 0}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            bytes model = upset_model(cases[c][0], cases[c][1], cases[c][2], seed);
            json_t *g = viz_geometry(&model);
            check_places(g);
            check_columns(g, cases[c][1]);
            assert_int_equal(count_kind(g, "texts", "coalition"), cases[c][0]);
            json_decref(g);
            bytes_release(&model);
        }
    }
}

static void files_are_small(void **state)
{
    (void)state;
    bytes model = upset_model(9, 200, 0, 7), svg = viz_svg(&model);
    json_t *g = viz_geometry(&model);
    print_message("%zu columns, 200 items: %zu bytes\n", count_kind(g, "paths", "tie"), svg.length);
    assert_int_equal(count_kind(g, "paths", "tie"), 40);
    assert_true(svg.length <= 60000);
    check_well_formed(&svg);
    json_decref(g);
    bytes_release(&svg);
    bytes_release(&model);
}

/* Six names, then how many more; all of them in the tip. */
static void many_names_are_counted(void **state)
{
    (void)state;
    for (unsigned items = 6; items <= 11; items++) {
        bytes m = {0};
        add_rows(&m, 3);
        for (unsigned j = 0; j < items; j++)
            bytes_print(&m, "item\t%u\tName %c\t2\nseat\t0\t%u\t1\nseat\t2\t%u\t.5\n", j, 'A' + j,
                        j, j);
        bytes svg = viz_svg(&m);
        json_t *g = viz_geometry(&m);
        assert_int_equal(count_kind(g, "texts", "item"), items <= 7 ? items : 6);
        assert_int_equal(strstr(svg.data, ">and 5 more<") != NULL, items == 11);
        char last[40];
        snprintf(last, sizeof last, "; Name %c</title>", 'A' + items - 1);
        assert_non_null(strstr(svg.data, last));
        assert_non_null(strstr(svg.data, "shared by just Graduate Harmon 0 and Ready by Five 2: "
                                         "Name A; Name B"));
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&m);
    }
}

static void nothing_shared_is_said(void **state)
{
    (void)state;
    for (unsigned rows = 1; rows <= 9; rows += 4) {
        bytes m = {0};
        add_rows(&m, rows);
        bytes_print(&m, "item\t0\tAlone\t1\nseat\t0\t0\t1\n");
        bytes svg = viz_svg(&m);
        json_t *g = viz_geometry(&m);
        assert_non_null(
            strstr(svg.data, ">No two of these coalitions share a member that is known.<"));
        assert_int_equal(count_kind(g, "boxes", "dot"), 0);
        check_places(g);
        check_well_formed(&svg);
        json_decref(g);
        bytes_release(&svg);
        bytes_release(&m);
    }
    bytes none = {0};
    bytes_print(&none, "corral-drawing\t1\nstyle\tupset\n");
    bytes svg = viz_svg(&none);
    check_well_formed(&svg);
    bytes_release(&svg);
    bytes_release(&none);
}

/* Unknown is not no: no empty dots in a row of which nothing is known. */
static void unknown_rows_are_empty(void **state)
{
    (void)state;
    bytes m = {0};
    add_rows(&m, 3);
    bytes_print(&m, "coalition\t3\tq\tUnheard\t3\tno\ncoalition\t4\tp\tHalf\t3\tpartial\n"
                    "item\t0\tLibrary\t2\nseat\t0\t0\t1\nseat\t1\t0\t1\n");
    bytes svg = viz_svg(&m);
    json_t *g = viz_geometry(&m);
    assert_null(find_thing(g, "paths", "empty", 3, 0));
    assert_non_null(find_thing(g, "paths", "empty", 2, 0));
    assert_non_null(strstr(svg.data, ">not known<"));
    assert_non_null(strstr(svg.data, ">0 of 0+<"));
    json_decref(g);
    bytes_release(&svg);
    bytes_release(&m);
}

static void ten_rows_are_refused(void **state)
{
    (void)state;
    bytes m = {0};
    add_rows(&m, 10);
    check_refused(&m, "style upset, allowed: at most 9, given: 10");
    bytes_release(&m);
}

static void order_of_records_means_nothing(void **state)
{
    (void)state;
    bytes model = upset_model(9, 60, 0, 4);
    check_order(&model);
    bytes_release(&model);
}

static void hostile_names_are_shown_literally(void **state)
{
    (void)state;
    static const char *const shown[] = {">&lt;/text&gt;&lt;script&gt;", "Quote &quot; ' and",
                                        ">\\N \\G \\L", ">&amp;eacute; &amp;#65;"};
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\tupset\ntitle\t</title><script>\n"
                    "facet\t<b>\t</b><script>\n");
    for (unsigned i = 0; i < 9; i++)
        bytes_print(&m, "coalition\t%u\tid%u\t%s\t0\tyes\n", i, i, hostile_names()[i]);
    for (unsigned j = 0; j < HOSTILE_NAMES; j++)
        bytes_print(&m, "item\t%u\t%s\t2\nseat\t%u\t%u\t1\nseat\t%u\t%u\t1\n", j,
                    hostile_names()[j], j % 9, j, (j + 1 + j / 9) % 9, j);
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
        cmocka_unit_test(names_stand_over_their_dots),
        cmocka_unit_test(files_are_small),
        cmocka_unit_test(many_names_are_counted),
        cmocka_unit_test(nothing_shared_is_said),
        cmocka_unit_test(unknown_rows_are_empty),
        cmocka_unit_test(ten_rows_are_refused),
        cmocka_unit_test(order_of_records_means_nothing),
        cmocka_unit_test(hostile_names_are_shown_literally),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
