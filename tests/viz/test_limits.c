/* SPDX-License-Identifier: MIT
 *
 * What corral believes that corral-viz takes is what it takes: each limit is drawn, one more is
 * refused. */
#include "boxes.h"
#include "cli/drawing.h"
#include "groups/districts.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bytes begin(const char *style)
{
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\t%s\neffort\tfast\n", style);
    return m;
}

static void add_coalitions(bytes *m, unsigned count, unsigned each)
{
    for (unsigned i = 0; i < count; i++) {
        if (each && i % each == 0) bytes_print(m, "group\t%u\t\n", 1 + i / each);
        bytes_print(m, "coalition\t%u\tC%u\tC%u\t%u\tyes\n", i, i, i, each ? 1 + i / each : 0);
    }
}

static bytes train(unsigned count)
{
    bytes m = begin("trains");
    add_coalitions(&m, count, count);
    return m;
}

static bytes poster(unsigned count)
{
    bytes m = begin("trains");
    add_coalitions(&m, count, 3);
    return m;
}

static bytes upset(unsigned count)
{
    bytes m = begin("upset");
    add_coalitions(&m, count, 0);
    return m;
}

static bytes matrix(unsigned count)
{
    bytes m = begin("matrix");
    add_coalitions(&m, count, 0);
    return m;
}

static bytes network_nodes(unsigned count)
{
    bytes m = begin("network");
    add_coalitions(&m, count / 2, 0);
    for (unsigned i = 0; i < count - count / 2; i++)
        bytes_print(&m, "item\t%u\tI%u\t1\nseat\t%u\t%u\t1\n", i, i, i % (count / 2), i);
    return m;
}

static bytes network_links(unsigned count)
{
    bytes m = begin("network");
    add_coalitions(&m, 60, 0);
    for (unsigned i = 0; i < 30; i++) bytes_print(&m, "item\t%u\tI%u\t60\n", i, i);
    for (unsigned k = 0; k < count; k++) bytes_print(&m, "seat\t%u\t%u\t1\n", k / 30, k % 30);
    return m;
}

static bytes districts(unsigned count)
{
    bytes m = begin("districts");
    for (unsigned i = 0; i < count; i++) bytes_print(&m, "district\t%u\tD\t\t1\t2\n", i);
    return m;
}

/* Each with as many others as corral gives it at most. */
static bytes roads(unsigned count)
{
    bytes m = districts(CORRAL_DISTRICT_LIMIT);
    for (unsigned k = 0; k < count; k++) {
        const unsigned from = k % CORRAL_DISTRICT_LIMIT, by = 1 + k / CORRAL_DISTRICT_LIMIT;
        bytes_print(&m, "road\t%u\t%u\t5\n", from, (from + by) % CORRAL_DISTRICT_LIMIT);
    }
    return m;
}

static bytes address(unsigned length)
{
    bytes m = upset(1);
    bytes_print(&m, "url\tcoalition\t0\t#");
    for (unsigned i = 1; i < length; i++) bytes_add(&m, "x", 1);
    bytes_add(&m, "\n", 1);
    return m;
}

static void limits_are_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        bytes (*model)(unsigned count);
        unsigned most;
    } limits[] = {{"lines", train, CORRAL_TRAIN_LINES},
                  {"poster", poster, CORRAL_POSTER_MOST},
                  {"upset", upset, CORRAL_UPSET_ROWS},
                  {"matrix", matrix, CORRAL_MATRIX_ROWS},
                  {"nodes", network_nodes, CORRAL_NETWORK_NODES},
                  {"links", network_links, CORRAL_NETWORK_LINKS},
                  {"districts", districts, CORRAL_DISTRICT_LIMIT},
                  {"roads", roads, CORRAL_DISTRICT_LINKS * CORRAL_DISTRICT_LIMIT},
                  {"address", address, CORRAL_LINK_MOST}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        for (unsigned more = 0; more < 2; more++) {
            bytes model = limits[i].model(limits[i].most + more);
            run r = viz_run(&model, (setup){0});
            if (r.status != (int)more)
                fail_msg("%s, %u: status %d, %s", limits[i].what, limits[i].most + more, r.status,
                         r.err.data ? r.err.data : "");
            if (more && !strstr(r.err.data, ", allowed: at most ")) fail_msg("%s", r.err.data);
            print_message("%s %u: %.1f s\n", limits[i].what, limits[i].most + more, r.seconds);
            run_release(&r);
            bytes_release(&model);
        }
    }
}

/* Numbers stand in the cells up to so many rows. */
static void numbers_end_where_corral_says(void **state)
{
    (void)state;
    for (unsigned more = 0; more < 2; more++) {
        bytes model = matrix(CORRAL_MATRIX_NUMBERED + more);
        bytes_print(&model, "cell\t0\t1\t77\n");
        json_t *geometry = viz_geometry(&model);
        assert_int_equal(count_kind(geometry, "texts", "cell"), 1 - more);
        json_decref(geometry);
        bytes_release(&model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(limits_are_the_same),
                                       cmocka_unit_test(numbers_end_where_corral_says)};
    return cmocka_run_group_tests_name("viz.limits", tests, NULL, NULL);
}
