/* Tables: numbers, escapes, and one document in every format. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/number.h"
#include "table/escape.h"
#include "table/table.h"

/* ---- helpers ---- */

/* The document as text; the caller frees it. */
static char *written(corral_document *document, corral_format format, const corral_look *look)
{
    corral_output *output = NULL;
    assert_int_equal(corral_output_open_memory(&output, NULL), CORRAL_OK);
    assert_int_equal(corral_document_write(document, format, look, output, NULL), CORRAL_OK);
    char *copy = strdup(corral_output_bytes(output, NULL));
    corral_output_free(output);
    return copy;
}

static void assert_written(corral_document *document, corral_format format, const corral_look *look,
                           const char *expected)
{
    char *text = written(document, format, look);
    assert_string_equal(text, expected);
    free(text);
}

static corral_document *document_new(const char *title)
{
    corral_document *document = NULL;
    assert_int_equal(corral_document_new(title, &document, NULL), CORRAL_OK);
    return document;
}

static corral_table *table_new(corral_document *document, const char *name, const char *title,
                               const corral_column *columns, size_t count)
{
    corral_table *table = NULL;
    assert_int_equal(corral_document_add_table(document, name, title, &table, NULL), CORRAL_OK);
    assert_int_equal(corral_table_add_columns(table, columns, count, NULL), CORRAL_OK);
    return table;
}

static void end_row(corral_table *table)
{
    assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
}

/* A document with a bit of everything. */
static corral_document *sample(void)
{
    static const char *const glyphs[] = {"yes", "\u25cf", "no", "\u00b7", NULL};
    static const corral_column columns[] = {
        {.name = "coalition"},
        {.name = "in_it", .type = CORRAL_COLUMN_WORD, .glyphs = glyphs},
        {.name = "seats", .type = CORRAL_COLUMN_COUNT},
        {.name = "founded", .label = "since", .type = CORRAL_COLUMN_INTEGER},
        {.name = "fit", .type = CORRAL_COLUMN_SCORE},
        {.name = "share", .type = CORRAL_COLUMN_PERCENT},
        {.name = "p", .type = CORRAL_COLUMN_PROBABILITY},
        {.name = "rank", .type = CORRAL_COLUMN_SCORE, .machine = true},
        {.name = "later"},
    };
    static const corral_column others[] = {{.name = "word", .type = CORRAL_COLUMN_WORD}};
    corral_document *document = document_new("Two coalitions");
    corral_document_set_number(document, "threshold", "threshold", 0.1 + 0.2);
    corral_document_set_count(document, "pairs", NULL, 12345);
    corral_document_set_text(document, "facet", "facet", "member");
    corral_document_set_text(document, "nothing", "nothing", NULL);
    corral_document_set_number(document, "bound", "bound", NAN);
    corral_document_set_bool(document, "proven", "proven", true);
    corral_document_set_option(document, "seed", "1");
    corral_document_set_option_text(document, "measure", "jaccard");
    corral_document_add_line(document, "a line of %d", 1);
    corral_document_add_note(document, "a note");
    corral_table *table =
        table_new(document, "coalitions", NULL, columns, sizeof columns / sizeof *columns);
    corral_table_put_text(table, "Z\u00fcrich");
    corral_table_put_text(table, "yes");
    corral_table_put_count(table, 1234);
    corral_table_put_integer(table, 2019);
    corral_table_put_number(table, 1.0 / 3);
    corral_table_put_number(table, 0.846);
    corral_table_put_number(table, 1e-9);
    corral_table_put_number(table, 2);
    end_row(table);
    corral_table_add_remark(table, "held together by %s", "reading");
    corral_table_put_text(table, "\u6771\u4eac");
    corral_table_put_text(table, "no");
    corral_table_put_count(table, 0);
    corral_table_put_integer(table, -3);
    corral_table_put_number(table, -0.0001);
    corral_table_put_blank(table);
    corral_table_put_number(table, 0.25);
    end_row(table);
    table = table_new(document, "others", "Others", others, 1);
    corral_table_put_text(table, "x");
    end_row(table);
    return document;
}

/* ---- numbers ---- */

static void numbers_are_short_and_come_back(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {1, "1"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e300, "1e+300"},
                 {1.0 / 3, "0.3333333333333333"},
                 {-2.5, "-2.5"},
                 {123456789, "123456789"},
                 {5e-324, "4.94065645841247e-324"},
                 {NAN, "nan"},
                 {INFINITY, "inf"},
                 {-INFINITY, "-inf"}};
    char text[CORRAL_NUMBER_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        corral_number_shortest(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
        if (isfinite(cases[i].value)) assert_true(strtod(text, NULL) == cases[i].value);
    }
}

static void fixed_numbers_have_no_negative_zero(void **state)
{
    char text[CORRAL_NUMBER_SIZE];
    (void)state;
    corral_number_fixed(-0.0001, 3, text);
    assert_string_equal(text, "0.000");
    corral_number_fixed(-0.4, 0, text);
    assert_string_equal(text, "0");
    corral_number_fixed(2.0 / 3, 3, text);
    assert_string_equal(text, "0.667");
    corral_number_fixed(-1.5, 1, text);
    assert_string_equal(text, "-1.5");
    corral_number_fixed(1e20, 3, text);
    assert_string_equal(text, "1e+20");
    corral_number_fixed(999999999999999.0, 15, text);
    assert_string_equal(text, "999999999999999.000000000000000");
}

static void counts_are_grouped(void **state)
{
    char text[CORRAL_NUMBER_SIZE];
    (void)state;
    corral_number_grouped(0, text);
    assert_string_equal(text, "0");
    corral_number_grouped(999, text);
    assert_string_equal(text, "999");
    corral_number_grouped(1000, text);
    assert_string_equal(text, "1,000");
    corral_number_grouped(SIZE_MAX, text);
    assert_string_equal(text, "18,446,744,073,709,551,615");
}

static void numbers_keep_their_point_in_every_locale(void **state)
{
    char text[CORRAL_NUMBER_SIZE];
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8")) skip();
    corral_number_shortest(-1.0 / 3, text);
    assert_string_equal(text, "-0.3333333333333333");
    corral_number_shortest(1.5e-9, text);
    assert_string_equal(text, "1.5e-09");
    corral_number_fixed(2.5, 2, text);
    assert_string_equal(text, "2.50");
    setlocale(LC_NUMERIC, "C");
}

/* ---- escapes ---- */

static void assert_csv(const char *text, bool number, const char *expected)
{
    corral_text out = {0};
    assert_int_equal(corral_escape_csv(text, number, &out, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, expected);
    corral_text_release(&out);
}

static void formulas_become_text(void **state)
{
    (void)state;
    assert_csv("=1+1", false, "'=1+1");
    assert_csv("+1", false, "'+1");
    assert_csv("-1", false, "'-1");
    assert_csv("-1", true, "-1");
    assert_csv("@x", false, "'@x");
    assert_csv("\tx", false, "\"'\tx\"");
    assert_csv("\rx", false, "\"'\rx\"");
    assert_csv("=cmd|'/c calc'!A1,\"x\"", false, "\"'=cmd|'/c calc'!A1,\"\"x\"\"\"");
    /* What begins with an apostrophe of its own stays apart from what was marked. */
    assert_csv("'=1", false, "''=1");
    assert_csv("''-1", false, "'''-1");
    assert_csv("'tis", false, "'tis");
    assert_csv("a=b", false, "a=b");
    assert_csv("", false, "");
}

static void csv_is_quoted_where_needed(void **state)
{
    (void)state;
    assert_csv("a,b", false, "\"a,b\"");
    assert_csv("a\"b", false, "\"a\"\"b\"");
    assert_csv("a\nb", false, "\"a\nb\"");
    assert_csv(" a", false, "\" a\"");
    assert_csv("a ", false, "\"a \"");
    assert_csv("a b", false, "a b");
}

static void what_steers_a_terminal_is_shown(void **state)
{
    corral_text out = {0};
    (void)state;
    assert_int_equal(corral_escape_visible("a\x1b[31m\xc2\x9b\x7f\t\n\xe2\x80\xae\xe2\x81\xa9"
                                           "\xff\xc3z\u00e9",
                                           &out, NULL),
                     CORRAL_OK);
    assert_string_equal(out.bytes, "a\\x1b[31m\\x9b\\x7f\\t\\n\\u202e\\u2069\\xff\\xc3z\u00e9");
    corral_text_release(&out);
    assert_int_equal(corral_escape_visible("", &out, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, "");
    corral_text_release(&out);
}

static void json_strings_come_back(void **state)
{
    static const char *const texts[] = {"", "plain", "\"\\/\b\f\n\r\t\x01\x1f\x7f",
                                        "\u202e\u2028\u00e9\u6771\U0001f600", "</script>"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        corral_text out = {0};
        assert_int_equal(corral_escape_json(texts[i], &out, NULL), CORRAL_OK);
        for (size_t k = 0; k < out.length; k++) assert_true((unsigned char)out.bytes[k] >= 0x20);
        json_t *value = json_loadb(out.bytes, out.length, JSON_DECODE_ANY, NULL);
        assert_non_null(value);
        assert_string_equal(json_string_value(value), texts[i]);
        json_decref(value);
        corral_text_release(&out);
    }
}

static void widths_are_those_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(corral_display_width(""), 0);
    assert_int_equal(corral_display_width("abc"), 3);
    assert_int_equal(corral_display_width("\u00e9\u0301"), 1);
    assert_int_equal(corral_display_width("\u6771\u4eac"), 4);
    assert_int_equal(corral_display_prefix("\u6771\u4eac", 3), 3);
    assert_int_equal(corral_display_prefix("abc", 9), 3);
    assert_int_equal(corral_display_prefix("abc", 0), 0);
}

/* ---- the formats ---- */

static void text_is_aligned(void **state)
{
    corral_document *document = sample();
    (void)state;
    assert_written(document, CORRAL_FORMAT_TEXT, NULL,
                   "Two coalitions\n"
                   "\n"
                   "threshold: 0.300\n"
                   "facet: member\n"
                   "proven: yes\n"
                   "\n"
                   "a line of 1\n"
                   "\n"
                   "coalition  in it  seats  since    fit  share        p\n"
                   "Z\u00fcrich     \u25cf      1,234   2019  0.333   85 %  < 0.001\n"
                   "  held together by reading\n"
                   "\u6771\u4eac       \u00b7          0     -3  0.000           0.250\n"
                   "\n"
                   "Others\n"
                   "word\n"
                   "x\n"
                   "\n"
                   "a note\n");
    corral_document_free(document);
}

static void csv_holds_the_main_table_in_full(void **state)
{
    corral_document *document = sample();
    (void)state;
    assert_written(document, CORRAL_FORMAT_CSV, NULL,
                   "coalition,in_it,seats,founded,fit,share,p,rank,later\n"
                   "Z\u00fcrich,yes,1234,2019,0.3333333333333333,0.846,1e-09,2,\n"
                   "\u6771\u4eac,no,0,-3,-0.0001,,0.25,,\n");
    corral_document_free(document);
}

static void json_is_one_object(void **state)
{
    corral_document *document = sample();
    char *text = written(document, CORRAL_FORMAT_JSON, NULL);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    (void)state;
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "title")), "Two coalitions");
    assert_true(json_real_value(json_object_get(root, "threshold")) == 0.1 + 0.2);
    assert_int_equal(json_integer_value(json_object_get(root, "pairs")), 12345);
    assert_true(json_is_null(json_object_get(root, "nothing")));
    assert_true(json_is_null(json_object_get(root, "bound")));
    assert_true(json_is_true(json_object_get(root, "proven")));
    json_t *options = json_object_get(root, "options");
    assert_int_equal(json_integer_value(json_object_get(options, "seed")), 1);
    assert_string_equal(json_string_value(json_object_get(options, "measure")), "jaccard");
    json_t *rows = json_object_get(root, "rows");
    assert_int_equal(json_array_size(rows), 2);
    json_t *row = json_array_get(rows, 1);
    assert_string_equal(json_string_value(json_object_get(row, "in_it")), "no");
    assert_true(json_is_null(json_object_get(row, "share")));
    assert_int_equal(json_array_size(json_object_get(json_object_get(root, "others"), "rows")), 1);
    assert_int_equal(json_array_size(json_object_get(root, "notes")), 1);
    json_decref(root);
    free(text);
    corral_document_free(document);
}

static void markdown_has_pipes(void **state)
{
    corral_document *document = sample();
    (void)state;
    assert_written(document, CORRAL_FORMAT_MD, NULL,
                   "# Two coalitions\n"
                   "\nthreshold: 0.300\n"
                   "\nfacet: member\n"
                   "\nproven: yes\n"
                   "\na line of 1\n"
                   "\n| coalition | in it | seats | since | fit | share | p |\n"
                   "| --- | --- | ---: | ---: | ---: | ---: | ---: |\n"
                   "| Z\u00fcrich | yes | 1,234 | 2019 | 0.333 | 85 % | &lt; 0.001 |\n"
                   "| \u6771\u4eac | no | 0 | -3 | 0.000 |  | 0.250 |\n"
                   "\nheld together by reading\n"
                   "\n## Others\n"
                   "\n| word |\n| --- |\n| x |\n"
                   "\na note\n");
    corral_document_free(document);
}

static void html_lets_nothing_in(void **state)
{
    static const corral_column columns[] = {{.name = "name"}};
    corral_document *document = document_new("</title><script>alert(1)</script>");
    corral_table *table = table_new(document, "names", "a & b", columns, 1);
    (void)state;
    corral_table_put_text(table, "<img src=x onerror=\"alert(1)\">&eacute;'\x01\nnext");
    end_row(table);
    char *text = written(document, CORRAL_FORMAT_HTML, NULL);
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "<img"));
    assert_null(strstr(text, "&eacute;"));
    assert_non_null(strstr(text, "<td dir=\"auto\">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"
                                 "&amp;eacute;&#39;\\x01<br>next</td>"));
    assert_non_null(strstr(text, "default-src 'none'; style-src 'unsafe-inline'"));
    assert_non_null(strstr(text, "a &amp; b"));
    free(text);
    corral_document_free(document);
}

static void markdown_cells_stay_cells(void **state)
{
    static const corral_column columns[] = {{.name = "name"}};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "names", NULL, columns, 1);
    (void)state;
    corral_table_put_text(table, "a|b\nc `d` *e* [f](g) <h> &amp; \\");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_MD, NULL,
                   "\n| name |\n| --- |\n"
                   "| a\\|b<br>c \\`d\\` \\*e\\* \\[f\\](g) &lt;h&gt; &amp;amp; \\\\ |\n");
    corral_document_free(document);
}

/* ---- the empty and the one ---- */

static void nothing_at_all_is_valid(void **state)
{
    corral_document *document = document_new(NULL);
    (void)state;
    assert_written(document, CORRAL_FORMAT_TEXT, NULL, "");
    assert_written(document, CORRAL_FORMAT_CSV, NULL, "");
    assert_written(document, CORRAL_FORMAT_JSON, NULL, "{\n}\n");
    assert_written(document, CORRAL_FORMAT_MD, NULL, "");
    corral_document_free(document);
}

static void no_rows_leave_the_header_to_machines(void **state)
{
    static const corral_column columns[] = {{.name = "a"},
                                            {.name = "b", .type = CORRAL_COLUMN_COUNT}};
    corral_document *document = document_new("none");
    table_new(document, "things", NULL, columns, 2);
    (void)state;
    assert_written(document, CORRAL_FORMAT_TEXT, NULL, "none\n");
    assert_written(document, CORRAL_FORMAT_CSV, NULL, "a,b\n");
    assert_written(document, CORRAL_FORMAT_JSON, NULL,
                   "{\n  \"title\": \"none\",\n  \"rows\": []\n}\n");
    corral_document_free(document);
}

/* A blank line would be skipped by whoever reads the file. */
static void a_single_blank_field_is_quoted(void **state)
{
    static const corral_column columns[] = {{.name = "a"}};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "things", NULL, columns, 1);
    (void)state;
    corral_table_put_blank(table);
    end_row(table);
    corral_table_put_text(table, "");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_CSV, NULL, "a\n\"\"\n\"\"\n");
    assert_written(document, CORRAL_FORMAT_JSON, NULL,
                   "{\n  \"rows\": [\n    {\"a\": null},\n    {\"a\": \"\"}\n  ]\n}\n");
    corral_document_free(document);
}

static void another_table_can_be_the_main_one(void **state)
{
    static const corral_column columns[] = {{.name = "a"}}, others[] = {{.name = "b"}};
    corral_document *document = document_new(NULL);
    table_new(document, "summary", NULL, columns, 1);
    corral_table *main_table = table_new(document, "things", NULL, others, 1);
    (void)state;
    corral_document_set_main(document, main_table);
    assert_written(document, CORRAL_FORMAT_CSV, NULL, "b\n");
    assert_written(document, CORRAL_FORMAT_JSON, NULL,
                   "{\n  \"rows\": [],\n  \"summary\": {\"rows\": []}\n}\n");
    corral_document_free(document);
}

/* ---- on a terminal ---- */

static void long_cells_are_cut_to_the_width(void **state)
{
    static const corral_column columns[] = {{.name = "name"},
                                            {.name = "n", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "why", .whole = true}};
    static const corral_look narrow = {.width = 30};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "things", NULL, columns, 3);
    (void)state;
    corral_table_put_text(table, "a name that is rather long");
    corral_table_put_count(table, 1);
    corral_table_put_text(table, "this one is kept");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_TEXT, &narrow,
                   "name          n  why\n"
                   "a name that\u2026  1  this one is kept\n");
    assert_written(document, CORRAL_FORMAT_TEXT, NULL,
                   "name                        n  why\n"
                   "a name that is rather long  1  this one is kept\n");
    corral_document_free(document);
}

static void headers_are_bold_and_csv_is_tame(void **state)
{
    static const corral_column columns[] = {{.name = "name"}};
    static const corral_look terminal = {.terminal = true, .colour = true};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "things", NULL, columns, 1);
    (void)state;
    corral_table_put_text(table, "\x1b[2J");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_TEXT, &terminal, "\x1b[1mname\x1b[0m\n\\x1b[2J\n");
    assert_written(document, CORRAL_FORMAT_CSV, &terminal, "name\n\\x1b[2J\n");
    assert_written(document, CORRAL_FORMAT_CSV, NULL, "name\n\x1b[2J\n");
    corral_document_free(document);
}

static void what_is_no_utf8_becomes_a_mark(void **state)
{
    static const corral_column columns[] = {{.name = "name"}};
    corral_document *document = document_new("a\xff");
    corral_table *table = table_new(document, "things", NULL, columns, 1);
    (void)state;
    corral_table_put_text(table, "\xc3(");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_JSON, NULL,
                   "{\n  \"title\": \"a\ufffd\",\n  \"rows\": [\n    {\"name\": \"\ufffd(\"}\n"
                   "  ]\n}\n");
    corral_document_free(document);
}

/* Columns of glyphs under letters, rows under headings. */
static corral_document *chart(void)
{
    static const char *const glyphs[] = {"yes", "\u25cf", "no", "\u00b7", NULL};
    static const corral_column columns[] = {
        {.name = "item", .names_row = true},
        {.name = "first", .label = "A", .caption = "Alpha & Co", .glyphs = glyphs, .legend = true},
        {.name = "second", .label = "B", .glyphs = glyphs}};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "chart", NULL, columns, 3);
    corral_table_add_heading(table, "Both <share>: %d", 1);
    corral_table_put_text(table, "reading");
    corral_table_put_text(table, "yes");
    corral_table_put_text(table, "yes");
    end_row(table);
    corral_table_add_heading(table, "One");
    corral_table_put_text(table, "jobs");
    corral_table_put_text(table, "no");
    corral_table_put_text(table, "maybe");
    end_row(table);
    corral_table_add_remark(table, "no more");
    return document;
}

static void rows_stand_under_headings(void **state)
{
    (void)state;
    corral_document *document = chart();
    assert_written(document, CORRAL_FORMAT_TEXT, NULL,
                   "\u25cf yes   \u00b7 no\n\n"
                   "item     A  B\n\n"
                   "Both <share>: 1\n"
                   "reading  \u25cf  \u25cf\n\n"
                   "One\n"
                   "jobs     \u00b7  maybe\n"
                   "  no more\n");
    assert_written(document, CORRAL_FORMAT_MD, NULL,
                   "\n| item | A Alpha &amp; Co | B |\n| --- | --- | --- |\n"
                   "| **Both &lt;share&gt;: 1** | | |\n| reading | yes | yes |\n"
                   "| **One** | | |\n| jobs | no | maybe |\n\nno more\n");
    assert_written(document, CORRAL_FORMAT_CSV, NULL,
                   "item,first,second\nreading,yes,yes\njobs,no,maybe\n");
    corral_document_free(document);
}

static void cells_with_glyphs_say_their_word_in_html(void **state)
{
    (void)state;
    corral_document *document = chart();
    char *html = written(document, CORRAL_FORMAT_HTML, NULL);
    static const char *const parts[] = {
        "<table class=\"chart\">",
        "<th scope=\"col\" class=\"g\"><b>A</b> <span dir=\"auto\">Alpha &amp; Co</span></th>"
        "<th scope=\"col\" class=\"g\">B</th>",
        "<tbody>\n<tr class=\"h\"><th scope=\"rowgroup\" colspan=\"3\" dir=\"auto\">Both "
        "&lt;share&gt;: 1</th></tr>\n<tr><th scope=\"row\" dir=\"auto\">reading</th>"
        "<td class=\"g yes\"><span role=\"img\" aria-label=\"yes\" "
        "title=\"yes\">\u25cf</span></td>",
        "</tbody>\n<tbody>\n<tr class=\"h\">",
        "<td dir=\"auto\">maybe</td></tr>\n<tr class=\"r\">",
        "<li><span class=\"g no\" aria-hidden=\"true\">\u00b7</span> no</li></ul>"};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (!strstr(html, parts[k])) fail_msg("not there: %s", parts[k]);
    assert_null(strstr(html, "size:landscape"));
    free(html);
    corral_document_set_wide(document);
    html = written(document, CORRAL_FORMAT_HTML, NULL);
    assert_non_null(strstr(html, "size:landscape"));
    free(html);
    corral_document_free(document);
}

static void long_cells_go_on_below_in_a_table_with_a_width(void **state)
{
    (void)state;
    static const corral_column columns[] = {{.name = "what"},
                                            {.name = "n", .type = CORRAL_COLUMN_COUNT}};
    static const corral_look narrow = {.width = 12};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "t", NULL, columns, 2);
    corral_table_set_width(table, 16);
    corral_table_put_text(table, "one two-three four");
    corral_table_put_count(table, 7);
    end_row(table);
    corral_table_put_text(table, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
    end_row(table);
    corral_table_put_text(table, "short");
    end_row(table);
    assert_written(document, CORRAL_FORMAT_TEXT, NULL,
                   "what           n\n"
                   "one two-three  7\n"
                   "four\n"
                   "abcdefghijklm\n"
                   "nopqrstuvwxyz\n"
                   "abcdefghijklm\n"
                   "nopqrstuvwxyz\n"
                   "short\n");
    assert_written(document, CORRAL_FORMAT_TEXT, &narrow,
                   "what       n\n"
                   "one two-   7\n"
                   "three\n"
                   "four\n"
                   "abcdefghi\n"
                   "jklmnopqr\n"
                   "stuvwxyza\n"
                   "bcdefghi\u2026\n"
                   "short\n");
    corral_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_short_and_come_back),
        cmocka_unit_test(fixed_numbers_have_no_negative_zero),
        cmocka_unit_test(counts_are_grouped),
        cmocka_unit_test(numbers_keep_their_point_in_every_locale),
        cmocka_unit_test(formulas_become_text),
        cmocka_unit_test(csv_is_quoted_where_needed),
        cmocka_unit_test(what_steers_a_terminal_is_shown),
        cmocka_unit_test(json_strings_come_back),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(text_is_aligned),
        cmocka_unit_test(csv_holds_the_main_table_in_full),
        cmocka_unit_test(json_is_one_object),
        cmocka_unit_test(markdown_has_pipes),
        cmocka_unit_test(html_lets_nothing_in),
        cmocka_unit_test(markdown_cells_stay_cells),
        cmocka_unit_test(nothing_at_all_is_valid),
        cmocka_unit_test(no_rows_leave_the_header_to_machines),
        cmocka_unit_test(a_single_blank_field_is_quoted),
        cmocka_unit_test(another_table_can_be_the_main_one),
        cmocka_unit_test(long_cells_are_cut_to_the_width),
        cmocka_unit_test(headers_are_bold_and_csv_is_tame),
        cmocka_unit_test(what_is_no_utf8_becomes_a_mark),
        cmocka_unit_test(rows_stand_under_headings),
        cmocka_unit_test(cells_with_glyphs_say_their_word_in_html),
        cmocka_unit_test(long_cells_go_on_below_in_a_table_with_a_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
