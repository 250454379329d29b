/* SPDX-License-Identifier: MIT
 *
 * What the SVG may hold and must hold, and that nothing but the model decides its bytes. */
#define _GNU_SOURCE
#include "network_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bytes middling(uint64_t seed)
{
    return network_model((network){.coalitions = 22,
                                   .items = 30,
                                   .groups = 4,
                                   .seats = 90,
                                   .alone = 2,
                                   .home = 70,
                                   .labels = true,
                                   .links = true,
                                   .seed = seed});
}

static bool among(const char *name, size_t length, const char *const *names)
{
    for (; *names; names++) {
        if (strlen(*names) == length && memcmp(*names, name, length) == 0) return true;
    }
    return false;
}

/* Values are the program's own, but for ids and language: no address, no script, no entity. */
static void check_value(const char *value, size_t length)
{
    static const char *const never[] = {"url(", "script", "//", "&#", NULL};
    char *copy = strndup(value, length);
    assert_non_null(copy);
    for (size_t i = 0; never[i]; i++) {
        if (strstr(copy, never[i]) && strcmp(copy, "http://www.w3.org/2000/svg") != 0)
            fail_msg("value %s", copy);
    }
    free(copy);
}

static void check_attributes(const char *at, const char *end)
{
    static const char *const allowed[] = {"id",
                                          "class",
                                          "role",
                                          "tabindex",
                                          "font-size",
                                          "font-weight",
                                          "font-family",
                                          "text-anchor",
                                          "fill",
                                          "stroke",
                                          "stroke-width",
                                          "stroke-opacity",
                                          "stroke-dasharray",
                                          "x",
                                          "y",
                                          "width",
                                          "height",
                                          "rx",
                                          "cx",
                                          "cy",
                                          "r",
                                          "d",
                                          "viewBox",
                                          "xmlns",
                                          "lang",
                                          "aria-labelledby",
                                          "aria-hidden",
                                          NULL};
    while (at < end) {
        at += strspn(at, " \n");
        if (at >= end || *at == '/') return;
        const size_t name = strcspn(at, "=>");
        if (!among(at, name, allowed)) fail_msg("attribute %.*s", (int)name, at);
        const char *value = at + name + 2;
        assert_true(at[name] == '=' && at[name + 1] == '"');
        const size_t length = strcspn(value, "\"");
        check_value(value, length);
        at = value + length + 1;
    }
}

/* Walks over all tags: only known elements with known attributes, no comment, no document type. */
static void check_tags(const char *svg)
{
    static const char *const allowed[] = {"svg", "title", "desc",   "style", "rect",
                                          "g",   "path",  "circle", "text",  NULL};
    for (const char *at = strchr(svg, '<'); at; at = strchr(at, '<')) {
        at += at[1] == '/' ? 2 : 1;
        const size_t name = strcspn(at, " />\n");
        if (!among(at, name, allowed)) fail_msg("element %.*s", (int)name, at);
        const char *end = strchr(at, '>'); /* in values > is written &gt; */
        assert_non_null(end);
        if (at[-1] != '/') check_attributes(at + name, end);
        at = end;
    }
}

static void check_well_formed(const bytes *svg)
{
    if (system("command -v xmllint >/dev/null 2>&1") != 0) {
        print_message("xmllint is not here\n");
        return;
    }
    FILE *lint = popen("xmllint --noout -", "w");
    assert_non_null(lint);
    assert_int_equal(fwrite(svg->data, 1, svg->length, lint), svg->length);
    assert_int_equal(pclose(lint), 0);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_ids(const char *svg)
{
    static char *ids[4096];
    size_t count = 0;
    for (const char *at = strstr(svg, " id=\""); at; at = strstr(at + 1, " id=\"")) {
        assert_true(count < 4096);
        ids[count++] = strndup(at + 5, strcspn(at + 5, "\""));
    }
    assert_true(count >= 2);
    qsort(ids, count, sizeof *ids, by_text);
    for (size_t i = 1; i < count; i++) assert_string_not_equal(ids[i], ids[i - 1]);
    for (size_t i = 0; i < count; i++) free(ids[i]);
}

/* The first two children are title and description, and say something. */
static void check_head(const char *svg)
{
    assert_memory_equal(svg, "<svg ", 5);
    const char *at = strchr(svg, '>') + 2;
    assert_memory_equal(at, "<title id=\"", 11);
    at = strchr(at, '>') + 1;
    assert_true(*at != '<');
    at = strstr(at, "</title>") + 9;
    assert_memory_equal(at, "<desc id=\"", 10);
    at = strchr(at, '>') + 1;
    assert_true(*at != '<');
}

static void check_drawing(const bytes *model, bool tokens_are_names)
{
    bytes svg = viz_svg(model);
    assert_int_equal(strlen(svg.data), svg.length);
    check_well_formed(&svg);
    check_tags(svg.data);
    check_ids(svg.data);
    check_head(svg.data);
    for (const char *at = strchr(svg.data, '@'); at && !tokens_are_names; at = strchr(at + 1, '@'))
        assert_false(at[1] >= '0' && at[1] <= '9');
    bytes_release(&svg);
}

static void drawings_hold_only_what_they_may(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        bytes model = middling(seed);
        check_drawing(&model, false);
        bytes_release(&model);
    }
    static const char *const lines[] = {"theme\tdark\npaper\ta3\n", "theme\tprint\n",
                                        "theme\tlight\nlang\tpt-BR\n", "paper\tletter\n"};
    for (size_t i = 0; i < 4; i++) {
        bytes model = middling(9);
        bytes_print(&model, "%s", lines[i]);
        check_drawing(&model, false);
        bytes_release(&model);
    }
    bytes nothing = {0}, hostile = hostile_model();
    bytes_print(&nothing, "corral-drawing\t1\nstyle\tnetwork\n");
    check_drawing(&nothing, false);
    check_drawing(&hostile, true);
    bytes_release(&nothing);
    bytes_release(&hostile);
}

static void hostile_names_are_shown_literally(void **state)
{
    (void)state;
    static const char *const shown[] = {
        "&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;eacute; &amp;#65; &amp;lt; &amp;unknown;",
        "x&quot; onload=&quot;alert(3)",
        ">@17 @1 @2<",
        ">\\N \\G \\L \\E \\l \\r<",
        "ctrl [31m bell",
        ">bidi gnp.exe end x<",
        "tab newline slash",
        "javascript:alert(1)",
        "(no name)",
        "bad \xef\xbf\xbd\xef\xbf\xbd utf \xef\xbf\xbd( ",
        "\xe2\x80\xa6</text>", /* the long one, cut */
    };
    bytes model = hostile_model();
    bytes svg = viz_svg(&model);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (!strstr(svg.data, shown[i])) fail_msg("not shown: %s", shown[i]);
    }
    bytes_release(&svg);
    bytes_release(&model);
}

static void nothing_but_the_model_decides(void **state)
{
    (void)state;
    static const char *const german[] = {"LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", NULL};
    static const char *const plain[] = {
        "LC_ALL=C",      "FONTCONFIG_FILE=/nowhere", "HOME=/nowhere",
        "TZ=Asia/Tokyo", "DOTFONTPATH=/nowhere",     NULL};
    static const char *const geometry[] = {"-f", "geometry", NULL};
    for (uint64_t seed = 1; seed <= 3; seed++) {
        bytes model = seed == 3 ? hostile_model() : middling(seed);
        bytes other = shuffled(&model, seed);
        bytes svg = viz_svg(&model);
        run runs[] = {viz_run(&model, (setup){0}), viz_run(&model, (setup){.setting = german}),
                      viz_run(&model, (setup){.setting = plain, .directory = "/"}),
                      viz_run(&other, (setup){0})};
        for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
            assert_int_equal(runs[i].status, 0);
            if (strcmp(runs[i].out.data, svg.data) != 0) fail_msg("run %zu differs", i);
            run_release(&runs[i]);
        }
        run first = viz_run(&model, (setup){.arguments = geometry});
        run second = viz_run(&other, (setup){.arguments = geometry, .setting = german});
        assert_string_equal(first.out.data, second.out.data);
        run_release(&first);
        run_release(&second);
        bytes_release(&svg);
        bytes_release(&other);
        bytes_release(&model);
    }
}

/* Two drawings in one page must not share ids or rules. */
static void every_drawing_has_its_own_names(void **state)
{
    (void)state;
    char prefix[2][16];
    for (uint64_t seed = 0; seed < 2; seed++) {
        bytes model = middling(7);
        bytes_print(&model, "coalition\t22\tX\t%s\t1\tyes\n", seed ? "One" : "Two");
        bytes svg = viz_svg(&model);
        const char *class = strstr(svg.data, " class=\"") + 8;
        snprintf(prefix[seed], sizeof prefix[seed], "%.*s", (int)strcspn(class, "\""), class);
        const char *style = strstr(svg.data, "<style>") + 8, *end = strstr(svg.data, "</style>");
        while (style < end) { /* every rule begins with it, alone or in a media rule */
            const size_t line = strcspn(style, "\n");
            const bool media = *style == '@' || *style == '}';
            if (!media) assert_true(style[0] == '.' && strstr(style, prefix[seed]) == style + 1);
            style += line + 1;
        }
        bytes_release(&svg);
        bytes_release(&model);
    }
    assert_string_not_equal(prefix[0], prefix[1]);
}

/* The goals: a second and 250 KB for the largest network. The time is a bound here, not a goal: the
 * program may be built for debugging and the machine may be busy. */
static void the_largest_is_small_and_fast(void **state)
{
    (void)state;
    bytes model = network_model((network){.coalitions = 60,
                                          .items = 140,
                                          .groups = 9,
                                          .seats = 600,
                                          .home = 70,
                                          .labels = true,
                                          .seed = 3});
    run r = viz_run(&model, (setup){0});
    assert_int_equal(r.status, 0);
    print_message("%zu bytes, %.2f s\n", r.out.length, r.seconds);
    assert_true(r.out.length <= 250000);
    assert_true(r.seconds < 60);
    run_release(&r);
    bytes_release(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawings_hold_only_what_they_may),
        cmocka_unit_test(hostile_names_are_shown_literally),
        cmocka_unit_test(nothing_but_the_model_decides),
        cmocka_unit_test(every_drawing_has_its_own_names),
        cmocka_unit_test(the_largest_is_small_and_fast),
    };
    return cmocka_run_group_tests_name("viz.svg", tests, NULL, NULL);
}
