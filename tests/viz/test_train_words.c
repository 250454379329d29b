/* SPDX-License-Identifier: MIT
 *
 * Train maps from outside: who is named where, and what tips say. */
#include "train_map.h"
#include "trains_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(const bytes *model, const char *what)
{
    fault told = "";
    train_map map = train_map_read(viz_geometry(model));
    if (!all_rules_hold(&map, model, true, told)) fail_msg("%s: %s", what, told);
    train_map_release(&map);
}

/* Without groups nine ride on one map; of more the foot names every one. */
static void without_groups_all_are_named(void **state)
{
    (void)state;
    static const char *const more[] = {"", "paper\ta4\n", "lang\tde\n"};
    for (unsigned i = 0; i < 3; i++) {
        for (unsigned lines = 8; lines <= 60; lines += lines < 12 ? 1 : 24) {
            bytes model = trains_model((trains){.lines = lines, .seed = lines});
            bytes_print(&model, "%s", more[i]);
            check(&model, more[i]);
            bytes_release(&model);
        }
    }
}

/* ---- what tips say ---- */

/* Two lines share one organisation that sits in so many other groups; each has one more alone. */
static bytes ridden(unsigned others, const char *known)
{
    bytes m = {0};
    bytes_print(&m,
                "corral-drawing\t1\nstyle\ttrains\ngroup\t1\t\n"
                "coalition\t0\tA\tAlpha\t1\t%s\ncoalition\t1\tB\tBeta\t1\tyes\n"
                "item\t0\tClinic\t%u\nseat\t0\t0\t1\nseat\t1\t0\t1\n"
                "item\t1\tRotary\t%u\nseat\t0\t1\t1\n",
                known, 2 + others, 1 + others);
    for (unsigned g = 2; g < 2 + others; g++)
        bytes_print(&m, "elsewhere\t0\t%u\nelsewhere\t1\t%u\n", g, g);
    return m;
}

/* At most four numbers are drawn; the tip has them all. */
static void other_groups_are_counted(void **state)
{
    (void)state;
    static const struct {
        unsigned others;
        const char *drawn, *key;
    } counts[] = {{0, NULL, ">Rotary<"},
                  {1, ">also in group 2<", ">Rotary (also in group 2)<"},
                  {4, ">also in groups 2, 3, 4, 5<", ">Rotary (also in groups 2, 3, 4, 5)<"},
                  {5, ">also in groups 2, 3, 4, 5 and 1 more<",
                   ">Rotary (also in groups 2, 3, 4, 5 and 1 more)<"},
                  {500, ">also in groups 2, 3, 4, 5 and 496 more<",
                   ">Rotary (also in groups 2, 3, 4, 5 and 496 more)<"}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        bytes model = ridden(counts[i].others, "yes"), svg = viz_svg(&model);
        if (counts[i].drawn) assert_non_null(strstr(svg.data, counts[i].drawn));
        assert_non_null(strstr(svg.data, counts[i].key));
        const char *tip = strstr(svg.data, "<title>Clinic: Alpha, Beta");
        assert_non_null(tip);
        const char *last = strstr(tip, ", 501</title>");
        assert_true((last != NULL) == (counts[i].others == 500));
        check(&model, counts[i].key);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

/* What a line alone has stands in its tip, also on a poster, which has no key. */
static void tips_name_everything(void **state)
{
    (void)state;
    bytes model = ridden(1, "partial");
    bytes_print(&model, "group\t2\t\ncoalition\t2\tC\tGamma\t2\tno\nfacet\tmember\tmembers\n");
    bytes svg = viz_svg(&model);
    assert_non_null(strstr(svg.data, "<title>Alpha: 2 members, 1 shared, list partial: Clinic; on "
                                     "this line only: Rotary (also in group 2)</title>"));
    assert_non_null(strstr(svg.data, "<title>Gamma: list not known</title>"));
    bytes_release(&svg);
    bytes_print(&model, "lang\tde\n");
    svg = viz_svg(&model);
    assert_non_null(strstr(svg.data, "<title>Alpha: Clinic; Rotary +2</title>"));
    assert_non_null(strstr(svg.data, "<title>Gamma</title>"));
    assert_null(strstr(svg.data, "list "));
    bytes_release(&svg);
    bytes_release(&model);
}

static void untold_says_nothing(void **state)
{
    (void)state;
    bytes told = ridden(1, "yes"), untold = ridden(1, "untold"), svg = viz_svg(&untold);
    assert_non_null(strstr(
        svg.data, "<title>Alpha: Clinic; on this line only: Rotary (also in group 2)</title>"));
    check(&untold, "untold");
    json_t *one = viz_geometry(&told), *other = viz_geometry(&untold);
    assert_true(json_equal(one, other));
    json_decref(one);
    json_decref(other);
    bytes_release(&svg);
    bytes_release(&told);
    bytes_release(&untold);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_groups_all_are_named), cmocka_unit_test(other_groups_are_counted),
        cmocka_unit_test(tips_name_everything), cmocka_unit_test(untold_says_nothing)};
    return cmocka_run_group_tests_name("viz.train_words", tests, NULL, NULL);
}
