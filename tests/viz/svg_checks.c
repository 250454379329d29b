/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "svg_checks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- elements and attributes ---- */

static bool among(const char *name, size_t length, const char *const *names)
{
    for (; *names; names++) {
        if (strlen(*names) == length && memcmp(*names, name, length) == 0) return true;
    }
    return false;
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* An address that runs nothing. */
static void check_address(const char *value)
{
    if (!begins(value, "http://") && !begins(value, "https://") && !begins(value, "mailto:") &&
        !begins(value, "#"))
        fail_msg("address %s", value);
}

/* Values are the program's own, but for ids and language: no address, no script, no entity. */
static void check_value(const char *value, size_t length, bool address)
{
    static const char *const never[] = {"url(", "script", "//", "&#", NULL};
    char *copy = strndup(value, length);
    assert_non_null(copy);
    if (address) check_address(copy);
    for (size_t i = 0; never[i] && !address; i++) {
        if (strstr(copy, never[i]) && strcmp(copy, "http://www.w3.org/2000/svg") != 0)
            fail_msg("value %s", copy);
    }
    free(copy);
}

static void check_attributes(const char *at, const char *end, bool link)
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
                                          "stroke-linecap",
                                          "stroke-linejoin",
                                          "transform",
                                          NULL};
    while (at < end) {
        at += strspn(at, " \n");
        if (at >= end || *at == '/') return;
        const size_t name = strcspn(at, "=>");
        const bool address = link && name == 4 && begins(at, "href");
        if (!address && !among(at, name, allowed)) fail_msg("attribute %.*s", (int)name, at);
        const char *value = at + name + 2;
        assert_true(at[name] == '=' && at[name + 1] == '"');
        const size_t length = strcspn(value, "\"");
        check_value(value, length, address);
        at = value + length + 1;
    }
}

/* Walks over all tags: only known elements with known attributes, no comment, no document type. */
static void check_tags(const char *svg)
{
    static const char *const allowed[] = {"svg",  "title",  "desc", "style", "rect", "g",
                                          "path", "circle", "text", "a",     NULL};
    for (const char *at = strchr(svg, '<'); at; at = strchr(at, '<')) {
        at += at[1] == '/' ? 2 : 1;
        const size_t name = strcspn(at, " />\n");
        if (!among(at, name, allowed)) fail_msg("element %.*s", (int)name, at);
        const char *end = strchr(at, '>'); /* in values > is written &gt; */
        assert_non_null(end);
        if (at[-1] != '/') check_attributes(at + name, end, name == 1 && *at == 'a');
        at = end;
    }
}

void check_well_formed(const bytes *svg)
{
    FILE *lint = popen("xmllint --noout -", "w");
    assert_non_null(lint);
    assert_int_equal(fwrite(svg->data, 1, svg->length, lint), svg->length);
    if (pclose(lint) != 0) fail_msg("xmllint is not here, or finds fault with the SVG");
}

/* Whatever can take the focus, or light up, says what it is. */
static void check_titles(const char *svg)
{
    for (const char *at = strstr(svg, "<g "); at; at = strstr(at + 1, "<g ")) {
        const char *end = strchr(at, '>');
        const char *id = strstr(at, " id=\""), *focus = strstr(at, " tabindex=\"");
        if (!(id && id < end) && !(focus && focus < end)) continue;
        if (!begins(end, "><title>") || begins(end, "><title></title>"))
            fail_msg("no title: %.*s", (int)(end - at), at);
    }
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

void check_svg(const bytes *svg, bool tokens)
{
    assert_int_equal(strlen(svg->data), svg->length);
    check_well_formed(svg);
    check_tags(svg->data);
    check_ids(svg->data);
    check_head(svg->data);
    check_titles(svg->data);
    for (const char *at = strchr(svg->data, '@'); at && !tokens; at = strchr(at + 1, '@'))
        assert_false(at[1] >= '0' && at[1] <= '9');
}

void check_drawing(const bytes *model, bool tokens)
{
    bytes svg = viz_svg(model);
    check_svg(&svg, tokens);
    bytes_release(&svg);
}

/* ---- the same bytes ---- */

void check_same_bytes(const bytes *model)
{
    static const char *const german[] = {"LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", NULL};
    static const char *const plain[] = {
        "LC_ALL=C",      "FONTCONFIG_FILE=/nowhere", "HOME=/nowhere",
        "TZ=Asia/Tokyo", "DOTFONTPATH=/nowhere",     NULL};
    static const char *const geometry[] = {"-f", "geometry", NULL};
    bytes other = shuffled(model, model->length), svg = viz_svg(model);
    run runs[] = {viz_run(model, (setup){0}), viz_run(model, (setup){.setting = german}),
                  viz_run(model, (setup){.setting = plain, .directory = "/"}),
                  viz_run(&other, (setup){0})};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        assert_int_equal(runs[i].status, 0);
        if (strcmp(runs[i].out.data, svg.data) != 0) fail_msg("run %zu differs", i);
        run_release(&runs[i]);
    }
    run first = viz_run(model, (setup){.arguments = geometry});
    run second = viz_run(&other, (setup){.arguments = geometry, .setting = german});
    assert_int_equal(first.status, 0);
    assert_string_equal(first.out.data, second.out.data);
    json_t *parsed = json_loads(first.out.data, 0, NULL);
    assert_non_null(parsed);
    json_decref(parsed);
    run_release(&first);
    run_release(&second);
    bytes_release(&svg);
    bytes_release(&other);
}

/* ---- names ---- */

static const char *const hostile[HOSTILE_NAMES - 1] = {
    "Quote \" ' and <b>bold</b> & amp;",
    "</text><script>alert(1)</script>",
    "</title></svg><script>alert(2)</script>",
    "]]> <![CDATA[x]]> <!-- c -->",
    "\\\\N \\\\G \\\\L \\\\E \\\\l \\\\r",
    "&eacute; &#65; &lt; &unknown;",
    "javascript:alert(1)",
    "x\" onload=\"alert(3)",
    "@17 @1 @2",
    "ctrl \x01\x02\x1b[31m bell\x07 \x7f",
    "bad \xff\xfe utf \xc3( \xed\xa0\x80 \xf8\x88 \xc0\xaf",
    "bidi \xe2\x80\xaegnp.exe\xe2\x80\xac end \xe2\x81\xa6x\xe2\x81\xa9",
    "\xef\xbb\xbfmark \xef\xbf\xbe\xef\xbf\xbf non",
    "tab\\tnewline\\nslash",
    "Long name Long name Long name Long name Long name Long name Long name Long name Long name "
    "Long "
    "name Long name Long name Long name Long name Long name Long name Long name Long name Long "
    "name "
    "Long name Long name Long name Long name Long name Long name Long name Long name Long name "
    "Long",
    "",
    "   ",
    "Same name",
    "Same name",
    "\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9 \xd8\xb4\xd8\xa8\xd9\x83\xd8\xa9",
    "\xd7\xa8\xd7\xa9\xd7\xaa \xd7\x91\xd7\x99\xd7\x98\xd7\x97\xd7\x95\xd7\x9f",
    "\xe0\xa4\x96\xe0\xa4\xbe\xe0\xa4\xa6\xe0\xa5\x8d\xe0\xa4\xaf "
    "\xe0\xa4\xb8\xe0\xa5\x81\xe0\xa4\xb0\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7\xe0\xa4\xbe",
    "\xe9\xa3\x9f\xe6\x96\x99\xe5\xae\x89\xe5\x85\xa8\xe4\xbf\x9d\xe9\x9a\x9c\xe3\x83\x8d\xe3\x83"
    "\x83\xe3\x83\x88\xe3\x83\xaf\xe3\x83\xbc\xe3\x82\xaf",
    "\xf0\x9f\x9a\x8c\xf0\x9f\x8d\x8e Food \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
    "\xf0\x9f\x91\xa7 \xf0\x9f\x87\xb3\xf0\x9f\x87\xb1",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81x",
    "%s %n {x} $(id) `id` ../../etc/passwd",
    "=1+1"};

const char *const *hostile_names(void)
{
    static const char *all[HOSTILE_NAMES];
    static char long_name[10001];
    memset(long_name, 'x', sizeof long_name - 1);
    for (int i = 0; i < HOSTILE_NAMES - 1; i++) all[i] = hostile[i];
    all[HOSTILE_NAMES - 1] = long_name;
    return all;
}

/* Pieces of the names above as they must stand in the file. */
static void check_shown(const bytes *svg)
{
    static const char *const shown[] = {
        "Quote &quot; ' and &lt;b&gt;bold&lt;/b&gt; &amp; amp;",
        "&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;/title&gt;&lt;/svg&gt;&lt;script&gt;alert(2)&lt;/script&gt;",
        "]]&gt; &lt;![CDATA[x]]&gt; &lt;!-- c --&gt;",
        "\\N \\G \\L \\E \\l \\r",
        "&amp;eacute; &amp;#65; &amp;lt; &amp;unknown;",
        "javascript:alert(1)",
        "x&quot; onload=&quot;alert(3)",
        "@17 @1 @2",
        "ctrl [31m bell",
        "bad \xef\xbf\xbd\xef\xbf\xbd utf \xef\xbf\xbd( ",
        "bidi gnp.exe end x",
        "mark \xef\xbf\xbd\xef\xbf\xbd non",
        "tab newline slash",
        "Same name",
        "%s %n {x} $(id) `id` ../../etc/passwd",
        "=1+1",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "\xe2\x80\xa6</text>", /* something was cut */
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (!strstr(svg->data, shown[i])) fail_msg("not shown: %s", shown[i]);
    }
}

void check_hostile(bytes (*make)(const char *const *names, unsigned count))
{
    bytes model = make(hostile_names(), HOSTILE_NAMES);
    bytes svg = viz_svg(&model);
    check_svg(&svg, true);
    check_shown(&svg);
    check_same_bytes(&model);
    bytes_release(&svg);
    bytes_release(&model);
}
