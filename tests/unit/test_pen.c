/* The spellings of text formats. */
#include "io/pen.h"
#include "support/small.h"
#include "table/escape.h"

static void assert_spelt(corral_escape *escape, const char *text, const char *expected)
{
    corral_text out = {0};
    assert_int_equal(escape(text, &out, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, expected);
    corral_text_release(&out);
}

static void xml_holds_any_name(void **state)
{
    (void)state;
    assert_spelt(corral_spell_xml, "", "");
    assert_spelt(corral_spell_xml, "a]]>b<c>&\"'", "a]]&gt;b&lt;c&gt;&amp;&quot;'");
    assert_spelt(corral_spell_xml, "a\nb\tc\r", "a&#10;b&#9;c&#13;");
    assert_spelt(corral_spell_xml, "\x01\x1b\x7f", "\\x01\\x1b&#127;");
    assert_spelt(corral_spell_xml, "\xef\xbf\xbe\xef\xbf\xbf\xe2\x80\xae", "\\ufffe\\uffff&#8238;");
    assert_spelt(corral_spell_xml, "\xf0\x9f\x9a\x82\xc3\xa9", "\xf0\x9f\x9a\x82\xc3\xa9");
}

static void json_is_one_string(void **state)
{
    (void)state;
    assert_spelt(corral_spell_json, "", "\"\"");
    assert_spelt(corral_spell_json, "a\"b\\c\n\x01", "\"a\\\"b\\\\c\\u000a\\u0001\"");
    assert_spelt(corral_spell_json, "\xe2\x80\xa8", "\"\\u2028\"");
}

static void dot_means_nothing_by_it(void **state)
{
    (void)state;
    assert_spelt(corral_spell_dot, "\\N \"x\" &eacute;\n\t\\",
                 "\\\\N \\\"x\\\" &amp;eacute;\\nU+0009\\\\");
}

static void pajek_has_no_quote_inside(void **state)
{
    (void)state;
    assert_spelt(corral_spell_pajek, "a \"b\" &#34;\nc", "a &#34;b&#34; &#38;#34;&#10;c");
}

/* Layers keep the two apart; what they write must not differ. */
static void csv_is_that_of_tables(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",   "a",  "a,b", "a\"b", "\"",  " a", "a ",  "a\nb", "\ta", "=1",    "+1",
        "-1", "@x", "\r",  "'=1",  "''+", "'a", "a=1", "''",   ";|",  "=\"\"", "\xc3\xa9"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        corral_text out = {0};
        assert_int_equal(corral_escape_csv(texts[k], false, &out, NULL), CORRAL_OK);
        assert_spelt(corral_spell_csv, texts[k], out.bytes);
        corral_text_release(&out);
    }
}

static void what_is_no_utf8_is_not_read_beyond_its_end(void **state)
{
    (void)state;
    assert_spelt(corral_spell_xml, "\xf0", "\xf0");
    assert_spelt(corral_spell_xml, "\xe2\x80", "\xe2\x80");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_holds_any_name),
        cmocka_unit_test(json_is_one_string),
        cmocka_unit_test(dot_means_nothing_by_it),
        cmocka_unit_test(pajek_has_no_quote_inside),
        cmocka_unit_test(csv_is_that_of_tables),
        cmocka_unit_test(what_is_no_utf8_is_not_read_beyond_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
