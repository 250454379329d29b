/* SPDX-License-Identifier: MIT
 *
 * Pages: what is refused, that nothing in one can run but the script, that drawings share no id. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "corral-page\t1\ntitle\tA page\n"
#define SECTION HEAD "section\tone\tOne\n"
#define DRAWING                                                                                    \
    "drawing\tcaption\ncorral-drawing\t1\nstyle\tnetwork\ntitle\tT\n"                              \
    "coalition\t0\tA\tA\t0\tyes\ncoalition\t1\tB\tB\t0\tyes\nitem\t0\tX\t2\n"                      \
    "seat\t0\t0\t1\nseat\t1\t0\t1\nend\n"

static const struct {
    const char *page, *message;
} refused[] = {
    {"corral-page\t2\n", "line 1: version of the drawing, allowed: 1, given: \"2\""},
    {"corral-page\t1\n", "record title, allowed: one, given: none"},
    {HEAD "title\tb\n", "line 3: record title, allowed: at most one, given: \"b\""},
    {HEAD "lang\te\n",
     "line 3: lang, allowed: a code as en or pt-BR, 2 to 35 characters, given: \"e\""},
    {HEAD "theme\tpink\n", "line 3: theme, allowed: auto, light, dark, print, given: \"pink\""},
    {HEAD "theme\tauto\ntheme\tauto\n",
     "line 4: record theme, allowed: at most one, given: \"auto\""},
    {HEAD "text\tx\n", "line 3: record before the first section, allowed: title, lang, theme, "
                       "line, note, given: \"text\""},
    {HEAD "section\tx\n", "line 3: fields of a section, allowed: 2, given: 1"},
    {HEAD "section\tFig1\tx\n",
     "line 3: id of a section, allowed: a-z, then a-z 0-9 -, at most 40, given: \"Fig1\""},
    {HEAD "section\ta\"b\tx\n",
     "line 3: id of a section, allowed: a-z, then a-z 0-9 -, at most 40, given: \"a\"b\""},
    {SECTION "section\tone\tx\n", "line 4: id of a section, allowed: each once, given: \"one\""},
    {HEAD "section\tcontents\tx\n", "line 3: id of a section, allowed: any but contents, which the "
                                    "page has itself, given: \"contents\""},
    {SECTION "text\ta\\x\n", "line 4: escape, allowed: \\t \\n \\\\, given: \"\\x\""},
    {SECTION "image\tx\n",
     "line 4: kind of record, allowed: title, lang, theme, line, note, section, text, small, part, "
     "point, number, html, drawing, given: \"image\""},
    {SECTION "drawing\t\n", "line 5: drawing, allowed: corral-drawing<TAB>1, given: nothing"},
    {SECTION "drawing\t\ntext\tx\n",
     "line 5: drawing, allowed: corral-drawing<TAB>1, given: \"text\""},
    {SECTION "drawing\t\ncorral-drawing\t9\n",
     "line 5: version of the drawing, allowed: 1, given: \"9\""},
    {SECTION "drawing\t\ncorral-drawing\t1\nstyle\tpie\n",
     "line 6: style, allowed: network, trains, matrix, upset, districts, given: \"pie\""},
};

static bytes of(const char *text)
{
    bytes b = {0};
    bytes_add(&b, text, strlen(text));
    return b;
}

static run page(const char *text)
{
    static const char *const arguments[] = {"-f", "html", NULL};
    bytes model = of(text);
    run r = viz_run(&model, (setup){.arguments = arguments});
    bytes_release(&model);
    return r;
}

static void expect(const char *text, const char *message)
{
    char wanted[600];
    run r = page(text);
    snprintf(wanted, sizeof wanted, "corral-viz: %s\n", message);
    assert_string_equal(r.err.data, wanted);
    assert_int_equal(r.status, 1);
    assert_int_equal(r.out.length, 0);
    run_release(&r);
}

static bytes whole(const char *text)
{
    run r = page(text);
    assert_string_equal(r.err.data, "");
    assert_int_equal(r.status, 0);
    bytes_release(&r.err);
    return r.out;
}

static size_t count(const char *text, const char *what)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what)) found++;
    return found;
}

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect(refused[i].page, refused[i].message);
}

static void test_only_as_html(void **state)
{
    (void)state;
    bytes model = of(HEAD);
    run r = viz_run(&model, (setup){0});
    assert_string_equal(r.err.data, "corral-viz: format of a page, allowed: html, given: svg\n");
    assert_int_equal(r.status, 1);
    run_release(&r);
    bytes_release(&model);
}

static void test_parts(void **state)
{
    (void)state;
    bytes b = whole(HEAD "lang\tde\nline\tunder\nnote\tfoot \"1\" </style>\n"
                         "section\tone\tOne\nnumber\t40\tcoalitions\nnumber\t7\tgroups\n"
                         "point\ta\npoint\tb\ntext\tp\npoint\tc\nhtml\t<table>\\n</table>\n"
                         "section\ttwo\tTwo\n" DRAWING "end\nnonsense\n");
    assert_int_equal(count(b.data, "<html lang=\"de\""), 1);
    assert_int_equal(count(b.data, "<dl class=\"numbers\">"), 1);
    assert_int_equal(count(b.data, "<ul>"), 3); /* contents, two lists */
    assert_int_equal(count(b.data, "<a href=\"#one\">One</a>"), 1);
    assert_int_equal(count(b.data, "<section id=\"two\">"), 1);
    assert_int_equal(count(b.data, "<table>\n</table>"), 1);
    assert_int_equal(count(b.data, "<figcaption>caption</figcaption>"), 1);
    assert_int_equal(count(b.data, "content:\"foot \\22 1\\22  \\3c \\2f style\\3e \""), 1);
    assert_int_equal(count(b.data, "</style>"), 2); /* the page's, the drawing's */
    bytes_release(&b);
}

/* No words can become markup, wherever they stand; nothing runs, nothing is fetched. */
static void test_hostile(void **state)
{
#define EVIL "</title></style><script>alert(1)</script><img src=x onerror=\"alert(1)\">&eacute;\x01"
    (void)state;
    bytes b = whole("corral-page\t1\ntitle\t" EVIL "\nline\t" EVIL "\nnote\t" EVIL
                    "\nsection\ta\t" EVIL "\ntext\t" EVIL "\npart\t" EVIL "\npoint\t" EVIL
                    "\nnumber\t" EVIL "\t" EVIL "\nsmall\t" EVIL "\ndrawing\t" EVIL
                    "\ncorral-drawing\t1\nstyle\tnetwork\ntitle\t" EVIL "\ncoalition\t0\tA\t" EVIL
                    "\t0\tyes\nend\n");
    assert_int_equal(count(b.data, "<script"), 1);
    assert_int_equal(count(b.data, "<img"), 0);
    assert_int_equal(count(b.data, "&eacute;"), 0);
    assert_int_equal(count(b.data, "\x01"), 0);
    assert_int_equal(count(b.data, "default-src 'none'"), 1);
    assert_int_equal(count(b.data, "url("), 0);
    assert_int_equal(count(b.data, "http"),
                     count(b.data, "http-equiv") + count(b.data, "http://www.w3.org/2000/svg"));
    bytes_release(&b);
}

/* What the script can do is said where there is something to do it with. */
static void test_hints(void **state)
{
    (void)state;
    static const char table[] = "html\t<table class=\"sortable\"></table>\n";
    for (unsigned has = 0; has < 4; has++) {
        char model[600];
        snprintf(model, sizeof model, "%s%s%s", SECTION, has & 1 ? DRAWING : "",
                 has & 2 ? table : "");
        bytes b = whole(model);
        assert_int_equal(count(b.data, "Drawings: the buttons"), has & 1);
        assert_int_equal(count(b.data, "heading sorts"), has >> 1);
        bytes_release(&b);
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void test_ids_differ(void **state)
{
    (void)state;
    char *ids[200];
    size_t n = 0;
    bytes b = whole(SECTION DRAWING DRAWING "section\ttwo\tTwo\n" DRAWING);
    assert_int_equal(count(b.data, "<figure class=\"drawing\">"), 3);
    for (char *at = b.data; (at = strstr(at, " id=\"")) && n < 200;) {
        ids[n++] = at += 5;
        at = strchr(at, '"');
        *at++ = '\0';
    }
    assert_true(n > 12);
    qsort(ids, n, sizeof *ids, by_text);
    for (size_t i = 1; i < n; i++) assert_string_not_equal(ids[i - 1], ids[i]);
    bytes_release(&b);
}

static void test_one_drawing(void **state)
{
    (void)state;
    bytes b = whole("corral-drawing\t1\nstyle\tnetwork\ntitle\tAlone & <b>\npaper\ta3\n"
                    "coalition\t0\tA\tA\t0\tyes\n");
    assert_int_equal(count(b.data, "<title>Alone &amp; &lt;b&gt;</title>"), 1);
    assert_int_equal(count(b.data, "<figure class=\"drawing a3\">"), 1);
    assert_int_equal(count(b.data, "<script>"), 1);
    bytes_release(&b);
}

static void test_same_bytes(void **state)
{
    (void)state;
    bytes a = whole(SECTION DRAWING), b = whole(SECTION DRAWING);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.data, b.data, a.length);
    bytes_release(&a);
    bytes_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),   cmocka_unit_test(test_only_as_html),
        cmocka_unit_test(test_parts),      cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_ids_differ), cmocka_unit_test(test_one_drawing),
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_hints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
