/* SPDX-License-Identifier: MIT
 *
 * What is refused, with which words and status. */
#include "network_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD "corral-drawing\t1\nstyle\tnetwork\n"
#define KINDS                                                                                      \
    "style, title, desc, lang, theme, paper, effort, fold, seed, still, note, more, facet, "       \
    "group, "                                                                                      \
    "coalition, item, seat, link, url, elsewhere, column, entry, measure, cell, district, road, "  \
    "row, head, crossing, dot"
#define TWO "coalition\t0\tA\tA\t0\tyes\ncoalition\t1\tB\tB\t0\tyes\nitem\t0\tX\t2\n"

static const struct {
    const char *model, *message; /* after "corral-viz: ", up to its end */
} refused[] = {
    {"", "line 1: drawing, allowed: corral-drawing<TAB>1, given: nothing"},
    {"hello\n", "line 1: drawing, allowed: corral-drawing<TAB>1, corral-page<TAB>1, given: "
                "\"hello\""},
    {"corral-drawing\t2\n", "line 1: version of the drawing, allowed: 1, given: \"2\""},
    {"corral-drawing\t1\n", "record style, allowed: one, as in style<TAB>network, given: none"},
    {"corral-drawing\t1\nstyle\tpie\n",
     "line 2: style, allowed: network, trains, matrix, upset, districts, gaps, given: \"pie\""},
    {HEAD "style\tnetwork\n", "line 3: record style, allowed: at most one, given: \"network\""},
    {HEAD "\n", "line 3: kind of record, allowed: " KINDS ", given: \"\""},
    {HEAD "title\n", "line 3: fields of a title, allowed: 1, given: 0"},
    {HEAD "title\ta\tb\n", "line 3: fields of a title, allowed: 1, given: 2"},
    {HEAD "title\ta\ntitle\tb\n", "line 4: record title, allowed: at most one, given: \"b\""},
    {HEAD "title\ta\\x\n", "line 3: escape, allowed: \\t \\n \\\\, given: \"\\x\""},
    {HEAD "title\ta\\", "line 3: escape, allowed: \\t \\n \\\\, given: \"\\\""},
    {HEAD "lang\ten\"x\n",
     "line 3: lang, allowed: a code as en or pt-BR, 2 to 35 characters, given: \"en\"x\""},
    {HEAD "theme\tblue\n", "line 3: theme, allowed: auto, light, dark, print, given: \"blue\""},
    {HEAD "paper\tA3\n", "line 3: paper, allowed: screen, a3, a4, letter, given: \"A3\""},
    {HEAD "group\t0\tx\n", "line 3: number of a group, allowed: 1 to 999999999, given: \"0\""},
    {HEAD "group\t1\tx\ngroup\t1\ty\n",
     "line 4: number of a group, allowed: each once, given: 1 again"},
    {HEAD "coalition\t0\tA\tA\t3\tyes\n", "line 3: group of a coalition, allowed: 0 or the number "
                                          "of a group that is given, given: 3"},
    {HEAD "coalition\t0\tA\tA\t0\tmaybe\n",
     "line 3: known of a coalition, allowed: yes, partial, no, untold, given: \"maybe\""},
    {HEAD "coalition\t-1\tA\tA\t0\tyes\n",
     "line 3: index of a coalition, allowed: 0 to 999999999, given: \"-1\""},
    {HEAD "coalition\t99999999999999999999\tA\tA\t0\tyes\n",
     "line 3: index of a coalition, allowed: 0 to 999999999, given: \"99999999999999999999\""},
    {HEAD "coalition\t1\tA\tA\t0\tyes\n",
     "line 3: index of a coalition, allowed: 0 to 0, given: 1"},
    {HEAD TWO "coalition\t1\tB\tB\t0\tyes\n",
     "line 6: index of a coalition, allowed: 0 to 2, each once, given: 1"},
    {HEAD "item\t0\tX\t0\n", "line 3: holders of an item, allowed: 1 to 999999999, given: \"0\""},
    {HEAD "item\t2\tX\t2\n", "line 3: index of an item, allowed: 0 to 0, given: 2"},
    {HEAD "seat\t0\t0\t1\n",
     "line 3: coalition of a seat, allowed: none, as none is given, given: 0"},
    {HEAD TWO "seat\t2\t0\t1\n", "line 6: coalition of a seat, allowed: 0 to 1, given: 2"},
    {HEAD TWO "seat\t0\t1\t1\n", "line 6: item of a seat, allowed: 0 to 0, given: 1"},
    {HEAD TWO "seat\t0\t0\t0\n",
     "line 6: weight of a seat, allowed: a decimal above 0 and at most 1, given: \"0\""},
    {HEAD TWO "seat\t0\t0\t1.01\n",
     "line 6: weight of a seat, allowed: a decimal above 0 and at most 1, given: \"1.01\""},
    {HEAD TWO "seat\t0\t0\tnan\n",
     "line 6: weight of a seat, allowed: a decimal above 0 and at most 1, given: \"nan\""},
    {HEAD TWO "seat\t0\t0\t.\n",
     "line 6: weight of a seat, allowed: a decimal above 0 and at most 1, given: \".\""},
    {HEAD TWO "seat\t0\t0\t0,5\n",
     "line 6: weight of a seat, allowed: a decimal above 0 and at most 1, given: \"0,5\""},
    {HEAD TWO "seat\t0\t0\t1\nseat\t0\t0\t.5\n",
     "line 7: seat, allowed: each once, given: 0 0 again"},
    {HEAD TWO "link\t1\t1\n", "line 6: link, allowed: two different coalitions, given: \"1\""},
    {HEAD TWO "link\t0\t2\n", "line 6: coalition of a link, allowed: 0 to 1, given: 2"},
    {HEAD TWO "link\t0\t1\nlink\t1\t0\n", "line 7: link, allowed: each once, given: 0 1 again"},
    {HEAD TWO "url\tcoalition\t0\tjavascript:alert(1)\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"javascript:alert(1)\""},
    {HEAD TWO "url\titem\t0\tJAVASCRIPT:alert(1)\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"JAVASCRIPT:alert(1)\""},
    {HEAD TWO "url\titem\t0\tdata:text/html,x\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"data:text/html,x\""},
    {HEAD TWO "url\titem\t0\t//example.org\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"//example.org\""},
    {HEAD TWO "url\titem\t0\thttps://x/ onload=y\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"https://x/ onload=y\""},
    {HEAD TWO "url\titem\t0\thttps://x/\x01y\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: \"https://x/y\""},
    {HEAD TWO "url\titem\t0\thttps://x/\xff\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: "
     "\"https://x/\xef\xbf\xbd\""},
    {HEAD TWO "url\titem\t0\t https://x/\n",
     "line 6: url, allowed: http:, https:, mailto: or #, without blanks, given: \"https://x/\""},
    {HEAD TWO "url\titem\t1\t#x\n", "line 6: index of a url, allowed: 0 to 0, given: 1"},
    {HEAD "district\t1\tA\t\t1\t2\n", "line 3: index of a district, allowed: 0 to 0, given: 1"},
    {HEAD "district\t0\tA\t\t1\t2\nroad\t0\t0\t5\n",
     "line 4: road, allowed: two different districts, given: \"0\""},
    {HEAD "district\t0\tA\t\t1\t2\nroad\t1\t0\t5\n",
     "line 4: district of a road, allowed: 0 to 0, given: 1"},
    {HEAD "district\t0\tA\t\t1\t2\nroad\t0\t1\t0\n",
     "line 4: weight of a road, allowed: 1 to 999999999, given: \"0\""},
    {HEAD "colour\tred\x1b[31m\n", "line 3: kind of record, allowed: " KINDS ", given: \"colour\""},
};

static void expect_refusal(const bytes *model, const char *message)
{
    bytes expected = {0};
    run r = viz_run(model, (setup){0});
    bytes_print(&expected, "corral-viz: %s\n", message);
    assert_string_equal(r.err.data, expected.data);
    assert_int_equal(r.status, 1);
    assert_int_equal(r.out.length, 0);
    run_release(&r);
    bytes_release(&expected);
}

static void malformed_models_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        bytes model = {0};
        bytes_add(&model, refused[i].model, strlen(refused[i].model));
        expect_refusal(&model, refused[i].message);
        bytes_release(&model);
    }
}

/* An address is taken as it is, or not at all. */
static void addresses_are_not_cut(void **state)
{
    (void)state;
    for (size_t length = 1999; length <= 2001; length++) {
        bytes model = {0};
        bytes_print(&model, "%s%surl\titem\t0\t", HEAD, TWO);
        const size_t start = model.length;
        bytes_print(&model, "https://example.org/");
        while (model.length < start + length) bytes_print(&model, "x");
        bytes_print(&model, "\n");
        run r = viz_run(&model, (setup){0});
        assert_int_equal(r.status, length > 2000);
        model.data[model.length - 1] = '"'; /* as the attribute ends */
        if (r.status)
            assert_non_null(strstr(r.err.data, "line 6: url, allowed: at most 2000 bytes"));
        else
            assert_non_null(strstr(r.out.data, model.data + start));
        run_release(&r);
        bytes_release(&model);
    }
}

static void lines_have_bounds(void **state)
{
    (void)state;
    bytes model = {0};
    bytes_print(&model, HEAD "title\t");
    for (int i = 0; i < 1 << 14; i++)
        bytes_add(&model,
                  "64 bytes of a title that never seems to "
                  "come to an end at all ..",
                  64);
    expect_refusal(&model, "line 3: length, allowed: at most 1048576 bytes, given: more");
    bytes_release(&model);
    bytes_add(&model, HEAD "title\ta\0b\n", sizeof HEAD - 1 + 10);
    expect_refusal(&model, "line 3: byte, allowed: UTF-8 text, given: NUL");
    bytes_release(&model);
}

static void networks_have_limits(void **state)
{
    (void)state;
    bytes model = {0};
    bytes_print(&model, HEAD);
    for (int i = 0; i < 201; i++) bytes_print(&model, "coalition\t%d\t\tA\t0\tyes\n", i);
    expect_refusal(&model, "coalitions and items of the style network, allowed: at most 200 in "
                           "all, given: 201");
    bytes_release(&model);
    bytes_print(&model, HEAD);
    for (int i = 0; i < 40; i++) bytes_print(&model, "coalition\t%d\t\tA\t0\tyes\n", i);
    for (int i = 0; i < 40; i++) bytes_print(&model, "item\t%d\tX\t9\n", i);
    for (int i = 0; i < 601; i++) bytes_print(&model, "seat\t%d\t%d\t1\n", i % 40, i / 40);
    expect_refusal(&model, "seats and links of the style network, allowed: at most 600 in all, "
                           "given: 601");
    bytes_release(&model);
}

static void odd_but_allowed(void **state)
{
    (void)state;
    static const char *const models[] = {
        HEAD,
        HEAD "title\t\ndesc\t\nnote\t\nmore\t\n",
        HEAD TWO "seat\t0\t0\t.000001\nseat\t1\t0\t1.000\nlink\t1\t0", /* no last line end */
        "corral-drawing\t1\ncoalition\t0\t\t\t7\tno\ngroup\t7\t\nstyle\tnetwork\n",
        HEAD "group\t999999999\tx\ncoalition\t0\tA\tA\t999999999\tyes\n",
        HEAD "item\t0\t\t999999999\n",
    };
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        bytes model = {0};
        bytes_add(&model, models[i], strlen(models[i]));
        bytes svg = viz_svg(&model);
        assert_memory_equal(svg.data, "<svg ", 5);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

static void options(void **state)
{
    (void)state;
    static const struct {
        const char *const arguments[3];
        int status;
        const char *out, *err; /* how they begin */
    } uses[] = {
        {{"--version", NULL}, 0, "corral-viz ", ""},
        {{"--help", NULL}, 0, "usage: corral-viz ", ""},
        {{"-f", "svg", NULL}, 0, "<svg ", ""},
        {{"-f", "geometry", NULL}, 0, "{\"viewBox\":[0,0,", ""},
        {{"-f", "png", NULL},
         2,
         "",
         "corral-viz: option -f, allowed: svg, html, geometry, dot, given: \"png\""},
        {{"-f", "dot", NULL}, 0, "graph ", ""},
        {{"-f", NULL},
         2,
         "",
         "corral-viz: option -f, allowed: svg, html, geometry, dot, given: \"\""},
        {{"-x", NULL}, 2, "", "corral-viz: option, allowed: -f, --help, --version, given: \"-x\""},
        {{"model.txt", NULL}, 2, "", "corral-viz: option, allowed: -f, --help, --version, given"},
    };
    bytes model = {0};
    bytes_print(&model, HEAD TWO);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        run r = viz_run(&model, (setup){.arguments = uses[i].arguments});
        assert_int_equal(r.status, uses[i].status);
        assert_memory_equal(r.out.data, uses[i].out, strlen(uses[i].out));
        assert_memory_equal(r.err.data, uses[i].err, strlen(uses[i].err));
        assert_true(*uses[i].out || !r.out.length);
        assert_true(*uses[i].err || !r.err.length);
        run_release(&r);
    }
    bytes_release(&model);
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) skip();
    static const char *const version[] = {"--version", NULL};
    bytes model = {0};
    bytes_print(&model, HEAD TWO);
    run drawing = viz_run(&model, (setup){.output = "/dev/full"});
    run saying = viz_run(&model, (setup){.output = "/dev/full", .arguments = version});
    assert_int_equal(drawing.status, 1);
    assert_int_equal(saying.status, 1);
    assert_string_equal(drawing.err.data, "corral-viz: cannot write to standard output\n");
    run_release(&drawing);
    run_release(&saying);
    bytes_release(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malformed_models_are_refused),
        cmocka_unit_test(addresses_are_not_cut),
        cmocka_unit_test(lines_have_bounds),
        cmocka_unit_test(networks_have_limits),
        cmocka_unit_test(odd_but_allowed),
        cmocka_unit_test(options),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests_name("viz.input", tests, NULL, NULL);
}
