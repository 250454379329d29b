/* Workbooks: what stands in which cell, what is cleaned, cut or refused, and that a file is held
 * against the document it was made of. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/zip.h"
#include "table/escape.h"
#include "table/workbook.h"

/* ---- helpers ---- */

static corral_document *document_new(const char *title)
{
    corral_document *document = NULL;
    assert_int_equal(corral_document_new(title, &document, NULL), CORRAL_OK);
    return document;
}

static corral_table *table_new(corral_document *document, const char *name,
                               const corral_column *columns, size_t count)
{
    corral_table *table = NULL;
    assert_int_equal(corral_document_add_table(document, name, NULL, &table, NULL), CORRAL_OK);
    assert_int_equal(corral_table_add_columns(table, columns, count, NULL), CORRAL_OK);
    return table;
}

/* A table of one column of text. */
static corral_document *document_of(const char *const *texts, size_t count)
{
    static const corral_column columns[] = {{.name = "name"}};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "names", columns, 1);
    for (size_t i = 0; i < count; i++) {
        corral_table_put_text(table, texts[i]);
        assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
    }
    return document;
}

static corral_text written(corral_document *document)
{
    corral_output *output = NULL;
    corral_text file = {0};
    corral_error err = CORRAL_ERROR_INIT;
    size_t length;
    assert_int_equal(corral_output_open_memory(&output, NULL), CORRAL_OK);
    if (corral_document_write(document, CORRAL_FORMAT_XLSX, NULL, output, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    const char *bytes = corral_output_bytes(output, &length);
    assert_int_equal(corral_text_append(&file, bytes, length, NULL), CORRAL_OK);
    corral_output_free(output);
    return file;
}

/* A part of the file as text; "" if it is not there. */
static corral_text part_of(const corral_text *file, const char *name)
{
    corral_zip zip;
    corral_zip_entry *entry;
    corral_text part = {0};
    assert_int_equal(corral_text_append(&part, "", 0, NULL), CORRAL_OK);
    assert_int_equal(corral_zip_init(&zip, file->bytes, file->length, NULL), CORRAL_OK);
    for (;;) {
        char block[512];
        size_t got = 1;
        assert_int_equal(corral_zip_next(&zip, &entry, NULL), CORRAL_OK);
        if (!entry) return part;
        while (got && strcmp(corral_zip_entry_name(entry), name) == 0) {
            assert_int_equal(corral_zip_read(entry, block, sizeof block, &got, NULL), CORRAL_OK);
            assert_int_equal(corral_text_append(&part, block, got, NULL), CORRAL_OK);
        }
        corral_zip_entry_free(entry);
    }
}

static corral_text part_written(corral_document *document, const char *name)
{
    corral_text file = written(document), part = part_of(&file, name);
    corral_text_release(&file);
    corral_document_free(document);
    return part;
}

static void assert_has(const corral_text *part, const char *what)
{
    if (!strstr(part->bytes, what)) fail_msg("\"%s\" is not in: %.3000s", what, part->bytes);
}

static void assert_has_not(const corral_text *part, const char *what)
{
    if (strstr(part->bytes, what)) fail_msg("\"%s\" is in: %.3000s", what, part->bytes);
}

/* The style's number in the cell. */
static long style_at(const corral_text *part, const char *cell)
{
    char start[32];
    snprintf(start, sizeof start, "<c r=\"%s\" s=\"", cell);
    const char *at = strstr(part->bytes, start);
    if (!at) fail_msg("no cell %s in %.3000s", cell, part->bytes);
    return strtol(at + strlen(start), NULL, 10);
}

static size_t count_of(const corral_text *part, const char *what)
{
    size_t count = 0;
    for (const char *at = part->bytes; (at = strstr(at, what)); at += strlen(what)) count++;
    return count;
}

/* ---- cells ---- */

#define SHEET1 "xl/worksheets/sheet1.xml"

static void cells_are_numbers_or_texts(void **state)
{
    static const corral_column columns[] = {
        {.name = "in_it", .type = CORRAL_COLUMN_WORD},
        {.name = "seats", .type = CORRAL_COLUMN_COUNT},
        {.name = "founded", .label = "since", .type = CORRAL_COLUMN_INTEGER},
        {.name = "fit", .type = CORRAL_COLUMN_SCORE},
        {.name = "share", .type = CORRAL_COLUMN_PERCENT},
        {.name = "p", .type = CORRAL_COLUMN_PROBABILITY},
        {.name = "rank", .type = CORRAL_COLUMN_SCORE, .machine = true},
        {.name = "later"},
    };
    corral_document *document = document_new("Two coalitions");
    corral_table *table = table_new(document, "coalitions", columns, 8);
    (void)state;
    corral_table_put_text(table, "yes");
    corral_table_put_count(table, 1234);
    corral_table_put_integer(table, -3);
    corral_table_put_number(table, 1.0 / 3);
    corral_table_put_number(table, 0.846);
    corral_table_put_number(table, 1e-9);
    corral_table_put_number(table, 2);
    assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
    corral_text sheet = part_written(document, SHEET1);
    assert_has(&sheet, "<is><t>in it</t></is>");
    assert_has(&sheet, "<is><t>since</t></is>");
    assert_has(&sheet, " t=\"inlineStr\"><is><t>yes</t></is></c>");
    assert_has(&sheet, "<v>1234</v>");
    assert_has(&sheet, "<v>-3</v>");
    assert_has(&sheet, "<v>0.3333333333333333</v>");
    assert_has(&sheet, "<v>0.846</v>");
    assert_has(&sheet, "<v>1E-09</v>");
    /* Neither what is for machines nor what is blank everywhere. */
    assert_has_not(&sheet, "rank");
    assert_has_not(&sheet, "later");
    /* Six looks below the header's two. */
    for (char c = 'B'; c <= 'F'; c++)
        for (char other = 'A'; other < c; other++) {
            char one[] = {c, '2', '\0'}, two[] = {other, '2', '\0'};
            assert_int_not_equal(style_at(&sheet, one), style_at(&sheet, two));
        }
    assert_has(&sheet, "state=\"frozen\"");
    assert_has(&sheet, "<autoFilter ref=\"A1:F2\"/>");
    assert_has(&sheet, "orientation=\"landscape\"");
    corral_text_release(&sheet);
}

static void infinity_is_a_word(void **state)
{
    static const corral_column score = {.name = "n", .type = CORRAL_COLUMN_SCORE};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "scores", &score, 1);
    (void)state;
    corral_table_put_number(table, -INFINITY);
    assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
    corral_text sheet = part_written(document, SHEET1);
    assert_has(&sheet, "<t>-inf</t>");
    corral_text_release(&sheet);
}

static void texts_are_never_anything_else(void **state)
{
    static const char *const texts[] = {"=1+1",
                                        "+1",
                                        "-1",
                                        "@x",
                                        "\tx",
                                        "\rx",
                                        "=HYPERLINK(\"x\")",
                                        "https://example.org",
                                        "mailto:a@b.c",
                                        "internal:Sheet1!A1",
                                        "0123",
                                        "1e5",
                                        "TRUE",
                                        "<f>1</f>&amp;\"",
                                        " a "};
    (void)state;
    corral_text sheet = part_written(document_of(texts, sizeof texts / sizeof *texts), SHEET1);
    assert_int_equal(count_of(&sheet, "<c "), 16);
    assert_int_equal(count_of(&sheet, "t=\"inlineStr\""), 16);
    assert_has_not(&sheet, "<f>");
    assert_has_not(&sheet, "<hyperlink");
    assert_has(&sheet, "<t>=1+1</t>");
    assert_has(&sheet, "<t>\\tx</t>");
    assert_has(&sheet, "<t>\\x0dx</t>");
    assert_has(&sheet, "<t>https://example.org</t>");
    assert_has(&sheet, "<t>&lt;f&gt;1&lt;/f&gt;&amp;amp;\"</t>");
    assert_has(&sheet, "<t xml:space=\"preserve\"> a </t>");
    corral_text_release(&sheet);
}

static void assert_sheet(const char *text, const char *expected)
{
    corral_text out = {0};
    bool is_cut;
    assert_int_equal(corral_escape_sheet(text, &out, &is_cut, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, expected);
    assert_false(is_cut);
    corral_text_release(&out);
}

static void controls_are_shown(void **state)
{
    (void)state;
    assert_sheet("", "");
    assert_sheet("a\nb", "a\nb");
    assert_sheet("a\x01\x1b\x7f\u202eb", "a\\x01\\x1b\\x7f\\u202eb");
    assert_sheet("\uffff\ufffe\ufffd", "\\uffff\\ufffe\ufffd");
    /* What a spreadsheet would read as a character. */
    assert_sheet("_x0041_ _x41_ _x0041", "_x005F_x0041_ _x41_ _x0041");
    assert_sheet("_x00aF__x000D_", "_x005F_x00aF__x005F_x000D_");
}

/* count times the character, with what stands before it. */
static char *repeated(const char *before, const char *character, size_t count)
{
    size_t start = strlen(before), length = strlen(character);
    char *text = malloc(start + count * length + 1);
    assert_non_null(text);
    memcpy(text, before, start);
    for (size_t i = 0; i < count; i++) memcpy(text + start + i * length, character, length);
    text[start + count * length] = '\0';
    return text;
}

static void assert_length(const char *before, const char *character, size_t count, bool cut,
                          size_t bytes)
{
    char *text = repeated(before, character, count);
    corral_text out = {0};
    bool is_cut;
    assert_int_equal(corral_escape_sheet(text, &out, &is_cut, NULL), CORRAL_OK);
    assert_int_equal(is_cut, cut);
    assert_int_equal(out.length, bytes);
    if (is_cut) assert_string_equal(out.bytes + out.length - 3, "\u2026");
    corral_text_release(&out);
    free(text);
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    assert_length("", "a", 32767, false, 32767);
    assert_length("", "a", 32768, true, 32766 + 3);
    assert_length("", "\u6771", 32767, false, 3 * 32767);
    /* Two units each: the last one that fits ends at 32,766. */
    assert_length("", "\U0001f600", 16383, false, 4 * 16383);
    assert_length("a", "\U0001f600", 16383, false, 1 + 4 * 16383);
    assert_length("", "\U0001f600", 16384, true, 4 * 16383 + 3);
    assert_length("a", "\U0001f600", 16384, true, 1 + 4 * 16382 + 3);
    assert_length("", "\x01", 8192, true, 4 * 8191 + 3);
}

static void a_cut_text_is_noted(void **state)
{
    char *text = repeated("", "a", 100000);
    const char *const texts[] = {"short", text};
    (void)state;
    corral_text about = part_written(document_of(texts, 2), "xl/worksheets/sheet2.xml");
    assert_has(&about, "1 text is longer than the 32,767 characters of a cell");
    corral_text_release(&about);
    about = part_written(document_of(texts, 1), "xl/worksheets/sheet2.xml");
    assert_has_not(&about, "longer");
    corral_text_release(&about);
    free(text);
}

static void signs_have_looks_of_their_own(void **state)
{
    static const char *const glyphs[] = {
        "primary",       "\u25cf", "secondary", "\u25cb", "no",       "\u00b7",
        "not-mentioned", "\u223c", "unknown",   "?",      "disputed", "!",
        "later",         "+",      NULL};
    static const corral_column columns[] = {
        {.name = "A", .type = CORRAL_COLUMN_WORD, .glyphs = glyphs}};
    static const char *const words[] = {"primary", "secondary", "no",   "not-mentioned",
                                        "unknown", "disputed",  "later"};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "chart", columns, 1);
    (void)state;
    for (size_t i = 0; i < 7; i++) {
        corral_table_put_text(table, words[i]);
        assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
    }
    corral_text file = written(document), sheet = part_of(&file, SHEET1);
    corral_text about = part_of(&file, "xl/worksheets/sheet2.xml");
    assert_has(&sheet, "<t>\u25cf</t>");
    assert_has_not(&sheet, "primary");
    for (int i = 2; i <= 8; i++)
        for (int k = 2; k < i; k++) {
            char one[8], two[8];
            snprintf(one, sizeof one, "A%d", i);
            snprintf(two, sizeof two, "A%d", k);
            assert_int_not_equal(style_at(&sheet, one), style_at(&sheet, two));
        }
    /* What they mean stands on the last sheet. */
    assert_has(&about, "<t>\u223c</t>");
    assert_has(&about, "<t>not-mentioned</t>");
    corral_text_release(&file);
    corral_text_release(&sheet);
    corral_text_release(&about);
    corral_document_free(document);
}

/* ---- sheets ---- */

static void sheets_have_names_that_are_allowed(void **state)
{
    static const corral_column columns[] = {{.name = "a"}};
    corral_document *document = document_new(NULL);
    (void)state;
    table_new(document, "facet:goal_1", columns, 1);
    table_new(document, "a_rather_long_name_of_a_table_that_goes_on", columns, 1);
    table_new(document, "A rather long name of a table that ends otherwise", columns, 1);
    table_new(document, "'[]*?/\\", columns, 1);
    table_new(document, "history", columns, 1);
    table_new(document, "about", columns, 1);
    corral_table *last = table_new(document, "\u6771\U0001f600", columns, 1);
    corral_document_set_main(document, last);
    corral_text book = part_written(document, "xl/workbook.xml");
    const char *at = book.bytes;
    static const char *const names[] = {"\u6771\U0001f600",
                                        "facet goal 1",
                                        "a rather long name of a table t",
                                        "A rather long name of a table 2",
                                        "table",
                                        "history 2",
                                        "about",
                                        "About 2"};
    for (size_t i = 0; i < 8; i++) {
        char wanted[128];
        snprintf(wanted, sizeof wanted, "<sheet name=\"%s\"", names[i]);
        at = strstr(at, wanted);
        if (!at) fail_msg("%s is not next in %s", wanted, book.bytes);
    }
    corral_text_release(&book);
}

static void the_last_sheet_says_what_it_is(void **state)
{
    static const corral_column columns[] = {{.name = "a"}};
    corral_document *document = document_new("Two coalitions");
    (void)state;
    corral_document_set_number(document, "threshold", "threshold", 0.5);
    corral_document_set_number(document, "bound", "bound", NAN);
    corral_document_set_count(document, "pairs", "pairs", 12345);
    corral_document_set_count(document, "hidden", NULL, 99);
    corral_document_set_bool(document, "proven", "proven", true);
    corral_document_set_option(document, "max_size", "9");
    corral_document_set_option(document, "measure", "\"jaccard\"");
    corral_document_set_option(document, "among", "null");
    corral_document_set_option(document, "facet", "[]");
    corral_document_add_line(document, "=a line");
    corral_document_add_note(document, "a note");
    corral_table *table = table_new(document, "coalitions", columns, 1);
    corral_table_add_remark(table, "a remark");
    corral_text about = part_written(document, "xl/worksheets/sheet2.xml");
    static const char *const there[] = {"<t>Two coalitions</t>",
                                        "<t>threshold</t>",
                                        "<v>0.5</v>",
                                        "<v>12345</v>",
                                        "<t>yes</t>",
                                        "<t>--max-size</t>",
                                        "<t>9</t>",
                                        "<t>jaccard</t>",
                                        "<t>=a line</t>",
                                        "<t>a note</t>",
                                        "<t>0 rows</t>",
                                        "<t>a remark</t>"};
    for (size_t i = 0; i < sizeof there / sizeof *there; i++) assert_has(&about, there[i]);
    assert_has_not(&about, "bound");
    assert_has_not(&about, "hidden");
    assert_has_not(&about, "among");
    assert_has_not(&about, "facet");
    corral_text_release(&about);
}

static void nothing_at_all_is_a_workbook(void **state)
{
    corral_text book = part_written(document_new(NULL), "xl/workbook.xml");
    (void)state;
    assert_int_equal(count_of(&book, "<sheet "), 1);
    corral_text_release(&book);
    book = part_written(document_of(NULL, 0), SHEET1);
    assert_int_equal(count_of(&book, "<row "), 1);
    corral_text_release(&book);
}

/* ---- what is refused ---- */

static void assert_refused(corral_document *document, const corral_look *look, corral_status code,
                           const char *message)
{
    corral_output *output = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    size_t length;
    assert_int_equal(corral_output_open_memory(&output, NULL), CORRAL_OK);
    assert_int_equal(corral_document_write(document, CORRAL_FORMAT_XLSX, look, output, &err), code);
    assert_string_equal(err.message, message);
    corral_output_bytes(output, &length);
    assert_int_equal(length, 0);
    corral_output_free(output);
    corral_document_free(document);
}

static void too_large_a_table_is_refused(void **state)
{
    static const corral_column number = {.name = "n", .type = CORRAL_COLUMN_COUNT};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "rows", &number, 1);
    (void)state;
    for (size_t r = 0; r < 1048576; r++)
        if (corral_table_end_row(table, NULL) != CORRAL_OK) fail();
    assert_refused(document, NULL, CORRAL_LIMIT,
                   "a sheet of a workbook holds 1048575 rows below its header, the table \"rows\" "
                   "has 1048576; write it as CSV");
    document = document_new(NULL);
    table = table_new(document, "columns", &number, 1);
    for (size_t c = 1; c < 16385; c++)
        assert_int_equal(corral_table_add_columns(table, &number, 1, NULL), CORRAL_OK);
    assert_refused(document, NULL, CORRAL_LIMIT,
                   "a sheet of a workbook holds 16384 columns, the table \"columns\" has 16385; "
                   "write it as CSV");
}

static void the_widest_table_is_written(void **state)
{
    static const corral_column number = {.name = "n", .type = CORRAL_COLUMN_COUNT};
    corral_document *document = document_new(NULL);
    corral_table *table = table_new(document, "columns", &number, 1);
    (void)state;
    for (size_t c = 1; c < 16384; c++)
        assert_int_equal(corral_table_add_columns(table, &number, 1, NULL), CORRAL_OK);
    corral_text sheet = part_written(document, SHEET1);
    assert_has(&sheet, "<c r=\"XFD1\" ");
    corral_text_release(&sheet);
}

static void a_terminal_is_refused(void **state)
{
    static const corral_look terminal = {.terminal = true};
    (void)state;
    assert_refused(document_new(NULL), &terminal, CORRAL_BAD_USE,
                   "a workbook cannot be shown on a terminal; write it to a file, as with --output "
                   "table.xlsx");
}

/* ---- the same bytes, and no others ---- */

static const char *const three[] = {"a", "b & <c>", "=1"};

static void assert_same(const corral_text *a, const corral_text *b)
{
    assert_int_equal(a->length, b->length);
    assert_memory_equal(a->bytes, b->bytes, a->length);
}

static corral_document *fractions(void)
{
    static const corral_column score = {.name = "n", .type = CORRAL_COLUMN_SCORE};
    corral_document *document = document_new("fractions");
    corral_table *table = table_new(document, "scores", &score, 1);
    for (int i = 1; i < 40; i++) {
        corral_table_put_number(table, -1.0 / i);
        assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
    }
    return document;
}

/* A locale with a decimal comma, made where there is none. */
static bool enter_germany(void)
{
    char folder[] = "/tmp/corral-locale-XXXXXX", command[128];
    if (setlocale(LC_ALL, "de_DE.UTF-8")) return true;
    if (!mkdtemp(folder)) return false;
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 2>&1", folder);
    setenv("LOCPATH", folder, 1);
    bool is_there = system(command) == 0 && setlocale(LC_ALL, "de_DE.UTF-8");
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) == 0 && is_there;
}

static void everywhere_and_always_the_same_bytes(void **state)
{
    corral_document *document = fractions();
    corral_text first = written(document);
    (void)state;
    if (!enter_germany()) skip();
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    corral_text second = written(document);
    assert_same(&first, &second);
    /* The work was done elsewhere: here the locale is as it was. */
    assert_string_equal(localeconv()->decimal_point, ",");
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    tzset();
    corral_text_release(&first);
    corral_text_release(&second);
    corral_document_free(document);
}

/* Whether the file is the document's. */
static bool is_of(const corral_text *file, const corral_document *document)
{
    corral_workbook workbook;
    assert_int_equal(corral_workbook_init(&workbook, document, NULL, NULL), CORRAL_OK);
    corral_status status = corral_workbook_compare(&workbook, file, NULL);
    corral_workbook_release(&workbook);
    return status == CORRAL_OK;
}

static void another_document_is_told_apart(void **state)
{
    static const char *const text[] = {"a", "b & <d>", "=1"};
    static const char *const more[] = {"a", "b & <c>", "=1", "d"};
    corral_document *d = document_of(three, 3),
                    *others[] = {document_of(text, 3),  document_of(more, 4), document_of(three, 2),
                                 document_of(NULL, 0),  fractions(),          document_of(three, 3),
                                 document_of(three, 3), document_of(three, 3)};
    static const corral_column columns[] = {{.name = "name"}};
    corral_text file = written(d);
    (void)state;
    corral_document_add_note(others[5], "a note");
    table_new(others[6], "more", columns, 1);
    corral_table *table = table_new(others[7], "other", columns, 1);
    (void)table;
    assert_true(is_of(&file, d));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(is_of(&file, others[i]));
        corral_document_free(others[i]);
    }
    corral_text_release(&file);
    corral_document_free(d);
}

/* One digit of one number. */
static void another_number_is_told_apart(void **state)
{
    static const corral_column score = {.name = "n", .type = CORRAL_COLUMN_SCORE};
    static const double numbers[] = {0.25, 0.25000000000001, 0.5, -0.25, 0};
    corral_text file = {0};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        corral_document *document = document_new(NULL);
        corral_table *table = table_new(document, "scores", &score, 1);
        corral_table_put_number(table, numbers[i]);
        assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
        if (i == 0) file = written(document);
        assert_int_equal(is_of(&file, document), i == 0);
        corral_document_free(document);
    }
    corral_text_release(&file);
}

static void a_damaged_file_is_told_apart(void **state)
{
    corral_document *document = document_of(three, 3);
    corral_text file = written(document);
    size_t whole = file.length, unseen = 0;
    (void)state;
    for (file.length = 0; file.length < whole; file.length += 7)
        assert_false(is_of(&file, document));
    file.length = whole;
    /* Of a changed byte nothing is to be seen only where it stands in a date or in a number that
     * says which program wrote it. */
    for (size_t k = 0; k < whole; k++) {
        file.bytes[k] ^= 0x11;
        unseen += is_of(&file, document);
        file.bytes[k] ^= 0x11;
    }
    assert_in_range(unseen, 0, whole / 10);
    corral_text_release(&file);
    corral_document_free(document);
}

/* ---- files that say something else ---- */

/* A whole archive again, its entries stored, with one text of one part replaced by another; to
 * NULL: the part is left out. */
static void put_number(corral_text *out, uint32_t value, int bytes)
{
    for (int k = 0; k < bytes; k++) {
        char byte = (char)(value >> 8 * k & 0xff);
        assert_int_equal(corral_text_append(out, &byte, 1, NULL), CORRAL_OK);
    }
}

static uint32_t checksum(const corral_text *part)
{
    uint32_t sum = ~(uint32_t)0;
    for (size_t i = 0; i < part->length; i++) {
        sum ^= (unsigned char)part->bytes[i];
        for (int k = 0; k < 8; k++) sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
}

/* Everything of an entry's header that file and directory have in common. */
static void put_header(corral_text *out, const char *name, const corral_text *part)
{
    put_number(out, 20, 2); /* version needed */
    put_number(out, 0, 4);  /* flags, stored */
    put_number(out, 0x210000, 4);
    put_number(out, checksum(part), 4);
    put_number(out, (uint32_t)part->length, 4);
    put_number(out, (uint32_t)part->length, 4);
    put_number(out, (uint32_t)strlen(name), 2);
    put_number(out, 0, 2);
}

typedef struct archive {
    corral_text file, directory;
    uint32_t count;
} archive;

static void put_part(archive *a, const char *name, const corral_text *part)
{
    uint32_t at = (uint32_t)a->file.length;
    put_number(&a->file, 0x04034b50, 4);
    put_header(&a->file, name, part);
    assert_int_equal(corral_text_append(&a->file, name, strlen(name), NULL), CORRAL_OK);
    assert_int_equal(corral_text_append(&a->file, part->bytes, part->length, NULL), CORRAL_OK);
    put_number(&a->directory, 0x02014b50, 4);
    put_number(&a->directory, 20, 2);
    put_header(&a->directory, name, part);
    put_number(&a->directory, 0, 4); /* comment, disk */
    put_number(&a->directory, 0, 4); /* attributes inside, and half of those outside */
    put_number(&a->directory, 0, 2);
    put_number(&a->directory, at, 4);
    assert_int_equal(corral_text_append(&a->directory, name, strlen(name), NULL), CORRAL_OK);
    a->count++;
}

static void end_archive(archive *a)
{
    uint32_t at = (uint32_t)a->file.length, size = (uint32_t)a->directory.length;
    assert_int_equal(corral_text_append(&a->file, a->directory.bytes, a->directory.length, NULL),
                     CORRAL_OK);
    put_number(&a->file, 0x06054b50, 4);
    put_number(&a->file, 0, 4);
    put_number(&a->file, a->count, 2);
    put_number(&a->file, a->count, 2);
    put_number(&a->file, size, 4);
    put_number(&a->file, at, 4);
    put_number(&a->file, 0, 2);
    corral_text_release(&a->directory);
}

/* The first place where `from` stands becomes `to`. */
static corral_text replaced(const corral_text *part, const char *from, const char *to)
{
    corral_text out = {0};
    const char *at = strstr(part->bytes, from);
    if (!at) fail_msg("\"%s\" is not in: %.3000s", from, part->bytes);
    assert_int_equal(corral_text_printf(&out, NULL, "%.*s%s%s", (int)(at - part->bytes),
                                        part->bytes, to, at + strlen(from)),
                     CORRAL_OK);
    return out;
}

static corral_text with_another(const corral_text *file, const char *name, const char *from,
                                const char *to)
{
    archive a = {0};
    corral_zip zip;
    bool is_there = name == NULL;
    assert_int_equal(corral_zip_init(&zip, file->bytes, file->length, NULL), CORRAL_OK);
    for (;;) {
        corral_zip_entry *entry;
        assert_int_equal(corral_zip_next(&zip, &entry, NULL), CORRAL_OK);
        if (!entry) break;
        const char *here = corral_zip_entry_name(entry);
        bool is_it = name && strcmp(here, name) == 0;
        corral_text part = part_of(file, here), other = {0};
        is_there |= is_it;
        if (is_it && to) other = replaced(&part, from, to);
        if (!is_it || to) put_part(&a, here, is_it ? &other : &part);
        corral_text_release(&part);
        corral_text_release(&other);
        corral_zip_entry_free(entry);
    }
    if (!is_there) fail_msg("there is no part %s", name);
    end_archive(&a);
    return a.file;
}

/* Two sheets, with texts, counts, scores and shares; one cell has a look that no other has. */
static corral_document *of_every_kind(void)
{
    static const corral_column columns[] = {{.name = "name"},
                                            {.name = "seats", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "fit", .type = CORRAL_COLUMN_SCORE},
                                            {.name = "share", .type = CORRAL_COLUMN_PERCENT},
                                            {.name = "none", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "p", .type = CORRAL_COLUMN_PROBABILITY}};
    corral_document *document = document_new("kinds");
    for (int k = 0; k < 2; k++) {
        corral_table *table = table_new(document, k ? "more" : "first", columns, 6);
        for (int row = 0; row < 2; row++) {
            corral_table_put_text(table, row ? "=1+1" : "one & two");
            corral_table_put_count(table, 12);
            corral_table_put_number(table, 0.25);
            corral_table_put_number(table, 0.5);
            corral_table_put_count(table, 0);
            if (!k && !row) corral_table_put_number(table, 0.125);
            assert_int_equal(corral_table_end_row(table, NULL), CORRAL_OK);
        }
    }
    return document;
}

static void what_says_something_else_is_told_apart(void **state)
{
    static const char book[] = "xl/workbook.xml", styles[] = "xl/styles.xml",
                      second[] = "xl/worksheets/sheet2.xml", about[] = "xl/worksheets/sheet3.xml";
    static const struct {
        const char *part, *from, *to;
    } changes[] = {
        /* a cell of another kind, a number as text, a text as number, a formula */
        {SHEET1, "<c r=\"A2\" s=\"3\" t=\"inlineStr\">", "<c r=\"A2\" s=\"3\" t=\"str\">"},
        {SHEET1, "<c r=\"A2\" s=\"3\" t=\"inlineStr\">", "<c r=\"A2\" s=\"3\">"},
        {SHEET1, "<c r=\"B2\" s=\"4\">", "<c r=\"B2\" s=\"4\" t=\"s\">"},
        {SHEET1, "<c r=\"B2\" s=\"4\">", "<c r=\"B2\" s=\"4\" t=\"inlineStr\">"},
        {SHEET1, "<v>12</v>", "<is><t>12</t></is>"},
        {SHEET1, "<v>12</v>", "<v>12a</v>"},
        {SHEET1, "<v>12</v>", "<v>a12</v>"},
        {SHEET1, "<v>12</v>", "<v></v>"},
        {SHEET1, "<v>0</v>", "<v></v>"},
        {SHEET1, "<v>12</v>", "<v>12.5</v>"},
        {SHEET1, "<v>12</v>", "<v>nan</v>"},
        {SHEET1, "<v>12</v>", "<v>12</v><v>13</v>"},
        {SHEET1, "<v>12</v>", "<f>6+6</f><v>12</v>"},
        {SHEET1, "<v>0.25</v>", "<v>0.2500000000000011</v>"},
        {SHEET1, "<is><t>=1+1</t></is>", "<f>1+1</f>"},
        {SHEET1, "<t>=1+1</t>", "<t>=1+1</t><t>2</t>"},
        {SHEET1, "</sheetData>", "<f>1+1</f></sheetData>"},
        {SHEET1, "one &amp; two", "one & two; three"},
        {SHEET1, "one &amp; two", "one &lt; two"},
        {SHEET1, "one &amp; two", ""},
        /* cells and rows too many, too few, elsewhere */
        {SHEET1, "<c r=\"A2\"", "<c r=\"A3\""},
        {SHEET1, "<c r=\"A2\"", "<c r=\"B2\""},
        {SHEET1, "</sheetData>", "<row r=\"4\"><c r=\"A4\" s=\"4\"><v>1</v></c></row></sheetData>"},
        {SHEET1, "<c r=\"B2\" s=\"4\"><v>12</v></c>", ""},
        {SHEET1, "<c r=\"D3\"", "<d r=\"D3\""},
        {second, "<v>12</v>", "<v>13</v>"},
        {about, "kinds", "kind"},
        /* styles that are merged, split, left out */
        {SHEET1, "<c r=\"B2\" s=\"4\">", "<c r=\"B2\" s=\"3\">"},
        {SHEET1, "<c r=\"B3\" s=\"4\">", "<c r=\"B3\" s=\"99\">"},
        {SHEET1, "<c r=\"B2\" s=\"4\">", "<c r=\"B2\">"},
        {SHEET1, "<c r=\"C2\" s=\"5\">", "<c r=\"C2\" s=\"4\">"},
        {SHEET1, "<c r=\"D2\" s=\"6\">", "<c r=\"D2\" s=\"1\">"},
        {second, "<c r=\"A1\" s=\"1\"", "<c r=\"A1\" s=\"2\""},
        {SHEET1, "<c r=\"F2\" s=\"7\">", "<c r=\"F2\" s=\"4\">"},
        {SHEET1, "<c r=\"F2\" s=\"7\">", "<c r=\"F2\">"},
        /* the layout */
        {SHEET1, "<pageSetup", "<pageSetap"},
        {SHEET1, "<autoFilter", "<autoFilber"},
        {SHEET1, "<pane", "<pene"},
        {SHEET1, "<selection", "<selektion"},
        /* elements that do not close, or were never open */
        {SHEET1, "</sheetData>", ""},
        {SHEET1, "</worksheet>", ""},
        {SHEET1, "</sheetData>", "</sheetData></sheetData>"},
        {SHEET1, "<sheetData>", "<sheetData"},
        {styles, "</styleSheet>", ""},
        /* the list of sheets, and parts that are needed */
        {book, "name=\"first\"", "name=\"other\""},
        {book, "name=\"more\"", "name=\"(null)\""},
        {book, "<sheet name=\"more\" sheetId=\"2\" r:id=\"rId2\"/>", ""},
        {book, "<sheet name=\"About\" sheetId=\"3\" r:id=\"rId3\"/>", ""},
        {book, "</sheets>", "<sheet name=\"extra\" sheetId=\"9\" r:id=\"rId9\"/></sheets>"},
        {styles, "<fonts", "(null)<fonts"},
        {second, NULL, NULL},
        {about, NULL, NULL},
        {book, NULL, NULL},
        {styles, NULL, NULL},
        {"[Content_Types].xml", NULL, NULL},
        {"_rels/.rels", NULL, NULL},
        {"xl/_rels/workbook.xml.rels", NULL, NULL},
    };
    corral_document *document = of_every_kind();
    corral_text file = written(document);
    corral_text same = with_another(&file, NULL, NULL, NULL);
    (void)state;
    assert_true(is_of(&same, document));
    for (size_t k = 0; k < sizeof changes / sizeof *changes; k++) {
        corral_text other = with_another(&file, changes[k].part, changes[k].from, changes[k].to);
        if (is_of(&other, document))
            fail_msg("%s: nobody sees \"%s\" become \"%s\"", changes[k].part,
                     changes[k].from ? changes[k].from : "the part",
                     changes[k].to ? changes[k].to : "nothing");
        corral_text_release(&other);
    }
    corral_text_release(&same);
    corral_text_release(&file);
    corral_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_numbers_or_texts),
        cmocka_unit_test(infinity_is_a_word),
        cmocka_unit_test(texts_are_never_anything_else),
        cmocka_unit_test(controls_are_shown),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(a_cut_text_is_noted),
        cmocka_unit_test(signs_have_looks_of_their_own),
        cmocka_unit_test(sheets_have_names_that_are_allowed),
        cmocka_unit_test(the_last_sheet_says_what_it_is),
        cmocka_unit_test(nothing_at_all_is_a_workbook),
        cmocka_unit_test(too_large_a_table_is_refused),
        cmocka_unit_test(the_widest_table_is_written),
        cmocka_unit_test(a_terminal_is_refused),
        cmocka_unit_test(everywhere_and_always_the_same_bytes),
        cmocka_unit_test(another_document_is_told_apart),
        cmocka_unit_test(another_number_is_told_apart),
        cmocka_unit_test(a_damaged_file_is_told_apart),
        cmocka_unit_test(what_says_something_else_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
