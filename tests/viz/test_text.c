/* SPDX-License-Identifier: MIT
 *
 * Cleaning, cutting, measuring and wrapping. */
#include "text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FFFD "\xef\xbf\xbd"
#define ELLIPSIS "\xe2\x80\xa6"

static void cleaning(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"", ""},
        {"  a \t\n b  ", "a b"},
        {"a\xc2\xa0\xe3\x80\x80\x62", "a b"}, /* no-break and ideographic space */
        {"a\xe2\x80\xa8\x62", "a b"},         /* line separator */
        {"\x01"
         "a\x1b[0m\x7f\xc2\x9b",
         "a[0m"},                                         /* controls, also C1 */
        {"\xef\xbb\xbfx\xe2\x80\xaey\xe2\x81\xa9", "xy"}, /* byte order mark, overrides */
        {"\xef\xbf\xbf\xf0\x9f\xbf\xbe\xef\xb7\x90", FFFD FFFD FFFD}, /* noncharacters */
        {"\xff\xfe", FFFD FFFD},
        {"\xc3(", FFFD "("},
        {"\xc0\xaf", FFFD FFFD},                                  /* overlong */
        {"\xe0\x80\xaf", FFFD FFFD FFFD},                         /* overlong */
        {"\xed\xa0\x80", FFFD FFFD FFFD},                         /* surrogate */
        {"\xf4\x90\x80\x80", FFFD FFFD FFFD FFFD},                /* beyond Unicode */
        {"\xf0\x9f\x98", FFFD},                                   /* cut short */
        {"\xf4\x8f\xbf\xbd", "\xf4\x8f\xbf\xbd"},                 /* nearly the last */
        {"\xed\x9f\xbf\xee\x80\x80", "\xed\x9f\xbf\xee\x80\x80"}, /* beside the surrogates */
        {"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *clean = viz_text_clean(pairs[i][0], strlen(pairs[i][0]));
        assert_non_null(clean);
        assert_string_equal(clean, pairs[i][1]);
        free(clean);
    }
    char *nul = viz_text_clean("a\0b", 3);
    assert_string_equal(nul, "ab");
    free(nul);
}

/* Any bytes come out as valid UTF-8 without controls, and cleaning twice changes nothing. */
static void cleaning_anything(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 6364136223846793005U + 1442695040888963407U;
            bytes[i] = (char)(random >> 40);
        }
        char *once = viz_text_clean(bytes, (size_t)(random >> 33) % sizeof bytes);
        char *twice = viz_text_clean(once, strlen(once));
        assert_string_equal(once, twice);
        for (const char *at = once; *at; at++) assert_true((unsigned char)*at >= 0x20);
        free(once);
        free(twice);
    }
}

static void cutting(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t graphemes;
        const char *cut;
    } cuts[] = {
        {"abcde", 5, "abcde"},
        {"abcdef", 5, "abcd" ELLIPSIS},
        {"abc def", 5, "abc" ELLIPSIS},
        {"e\xcc\x81"
         "e\xcc\x81"
         "e\xcc\x81",
         3,
         "e\xcc\x81"
         "e\xcc\x81"
         "e\xcc\x81"},
        {"e\xcc\x81"
         "e\xcc\x81"
         "e\xcc\x81",
         2, "e\xcc\x81" ELLIPSIS},
        /* a family is one character, a flag too */
        {"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7x", 2,
         "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7x"},
        {"\xf0\x9f\x87\xb3\xf0\x9f\x87\xb1\xf0\x9f\x87\xa7\xf0\x9f\x87\xaa", 2,
         "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb1\xf0\x9f\x87\xa7\xf0\x9f\x87\xaa"},
        /* letters and digits stay what they are beside a joiner */
        {"a\xe2\x80\x8d"
         "b\xe2\x80\x8d"
         "c",
         2, "a\xe2\x80\x8d" ELLIPSIS},
        {"\xf0\x9f\x91\xa8\xe2\x80\x8d"
         "ab",
         2, "\xf0\x9f\x91\xa8\xe2\x80\x8d" ELLIPSIS},
        {"a\xe2\x80\x8d\xf0\x9f\x91\xa8"
         "b",
         2, "a\xe2\x80\x8d" ELLIPSIS},
        {"", 3, ""},
    };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char *cut = viz_text_cut(cuts[i].text, cuts[i].graphemes);
        assert_string_equal(cut, cuts[i].cut);
        free(cut);
    }
}

static void assert_width(const char *text, bool bold, double thousandths)
{
    assert_true(fabs(viz_text_width(text, 1000, bold) - thousandths) < 1e-6);
}

static void measuring(void **state)
{
    (void)state;
    assert_width("", false, 0);
    assert_width("A", false, 667);
    assert_width("A", true, 722);
    assert_width("Will i", false, 944 + 222 + 222 + 222 + 278 + 222);
    assert_width("\xc3\xa9", false, 556);
    assert_width("e\xcc\x81", false, 556);
    assert_width("\xe9\xa3\x9f\xe6\x96\x99", false, 2000);
    assert_width("\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", false, 1000);
    assert_width("A\xe2\x80\x8d"
                 "A",
                 false, 2 * 667); /* a joiner between letters joins nothing */
    /* neither between letters of Devanagari: each has its width */
    assert_width("\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7", false, 1200);
    assert_width("\xd8\xa7", false, 600);
}

/* Nothing is joined without end: what is cut is bounded, whatever it is made of. */
static void chains_end(void **state)
{
    (void)state;
    static const char *const links[] = {"a\xe2\x80\x8d",    "\xf0\x9f\x91\xa8\xe2\x80\x8d",
                                        "\xe2\x80\x8d",     "\xcc\x81",
                                        "\xf0\x9f\x8f\xbd", "\xf0\x9f\x87\xb3"};
    enum { TIMES = 100000, SOME = 80 };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        const size_t length = strlen(links[i]);
        char *name = malloc(TIMES * length + 1);
        assert_non_null(name);
        for (size_t k = 0; k < TIMES; k++) memcpy(name + k * length, links[i], length);
        name[TIMES * length] = '\0';
        char *clean = viz_text_clean(name, TIMES * length), *cut = viz_text_cut(name, SOME);
        assert_true(strlen(clean) <= (size_t)VIZ_TEXT_GRAPHEMES * 16 * 4);
        assert_true(strlen(cut) <= (size_t)SOME * 16 * 4);
        free(clean);
        free(cut);
        free(name);
    }
}

static void wrapping(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double width; /* in letters a */
        size_t lines;
        const char *wrapped; /* lines joined by | */
    } wraps[] = {
        {"", 5, 2, ""},
        {"aaa aaa", 9, 2, "aaa aaa"},
        {"aaa aaa", 4, 2, "aaa|aaa"},
        {"aaaaa aa aa", 8.5, 2, "aaaaa|aa aa"}, /* as equal as can be */
        {"aaa aaa aaa", 4, 2, "aaa|aa" ELLIPSIS},
        {"aaaaaaa", 3, 4, "aaa|aaa|a"},
        {"aaa-aaa", 5, 2, "aaa-|aaa"},
        {"aaaaaaaaa aa", 5, 2, "aaaaa|aaa" ELLIPSIS},
        {"\xe9\xa3\x9f\xe6\x96\x99\xe5\xae\x89\xe5\x85\xa8", 4, 2,
         "\xe9\xa3\x9f\xe6\x96\x99|\xe5\xae\x89\xe5\x85\xa8"},
    };
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        viz_lines lines;
        char joined[200] = "";
        const viz_setting setting = {10, false, wraps[i].width * 5.56, wraps[i].lines};
        assert_true(viz_text_wrap(wraps[i].text, setting, &lines));
        for (size_t k = 0; k < lines.count; k++) {
            strcat(strcat(joined, k ? "|" : ""), lines.line[k]);
            assert_true(viz_text_width(lines.line[k], 10, false) <= setting.width + 0.01);
        }
        assert_string_equal(joined, wraps[i].wrapped);
        viz_lines_release(&lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleaning),   cmocka_unit_test(cleaning_anything),
        cmocka_unit_test(cutting),    cmocka_unit_test(measuring),
        cmocka_unit_test(chains_end), cmocka_unit_test(wrapping),
    };
    return cmocka_run_group_tests_name("viz.text", tests, NULL, NULL);
}
