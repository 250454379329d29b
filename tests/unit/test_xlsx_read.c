/* Reading workbooks: values, what is beyond values, and workbooks that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "core/text.h"
#include "io/reading.h"

/* ---- a workbook of stored parts ---- */

typedef struct archive {
    corral_text bytes, directory;
    unsigned count;
} archive;

static void put(corral_text *text, uint32_t value, size_t size)
{
    char bytes[4];
    for (size_t i = 0; i < size; i++) bytes[i] = (char)(value >> (8 * i));
    corral_text_append(text, bytes, size, NULL);
}

/* What the header of an entry and its line in the directory have in common. */
static void put_facts(corral_text *text, uint32_t checksum, uint32_t length, uint32_t name)
{
    put(text, 20, 2);
    put(text, 0, 4); /* no flags, stored */
    put(text, 0, 4); /* no time */
    put(text, checksum, 4);
    put(text, length, 4);
    put(text, length, 4);
    put(text, name, 2);
    put(text, 0, 2);
}

static void add(archive *a, const char *name, const char *content)
{
    uint32_t length = (uint32_t)strlen(content), at = (uint32_t)a->bytes.length;
    uint32_t checksum = (uint32_t)crc32(0, (const Bytef *)content, length);
    corral_text_append(&a->bytes, "PK\3\4", 4, NULL);
    put_facts(&a->bytes, checksum, length, (uint32_t)strlen(name));
    corral_text_append(&a->bytes, name, strlen(name), NULL);
    corral_text_append(&a->bytes, content, length, NULL);
    corral_text_append(&a->directory, "PK\1\2\24\0", 6, NULL);
    put_facts(&a->directory, checksum, length, (uint32_t)strlen(name));
    put(&a->directory, 0, 4);
    put(&a->directory, 0, 4);
    put(&a->directory, 0, 2);
    put(&a->directory, at, 4);
    corral_text_append(&a->directory, name, strlen(name), NULL);
    a->count++;
}

static void finish(archive *a)
{
    uint32_t at = (uint32_t)a->bytes.length, size = (uint32_t)a->directory.length;
    corral_text_append(&a->bytes, a->directory.bytes, size, NULL);
    corral_text_append(&a->bytes, "PK\5\6\0\0\0\0", 8, NULL);
    put(&a->bytes, a->count, 2);
    put(&a->bytes, a->count, 2);
    put(&a->bytes, size, 4);
    put(&a->bytes, at, 4);
    put(&a->bytes, 0, 2);
}

/* What read_sheet puts into its archive; a test may put another there for itself. */
static const char *workbook_part;
static const char workbook[] =
    "<workbook xmlns:r='r'><sheets><sheet name='People' sheetId='1' r:id='rId7'/>"
    "<sheet name='Other' sheetId='2' r:id='rId8'/></sheets></workbook>";
static const char relations[] =
    "<Relationships><Relationship Id='rId8' Target='worksheets/other.xml'/>"
    "<Relationship Id='rId7' Target='worksheets/first.xml'/></Relationships>";
static const char strings[] =
    "<sst><si><t>coalition</t></si><si><r><t>mem</t></r><r><t>ber</t></r>"
    "<rPh><t>no</t></rPh></si><si><t>as_of</t></si><si><t>A</t></si></sst>";
static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm'/>"
    "<numFmt numFmtId='165' formatCode='0.0 \"days\"'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
    "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='165'/></cellXfs></styleSheet>";

/* ---- reading ---- */

static corral_region *region;
static corral_problems *problems;
static corral_error error;

static int tear_down(void **state)
{
    (void)state;
    corral_region_free(region);
    corral_problems_free(problems);
    region = NULL;
    problems = NULL;
    return 0;
}

static corral_status read_bytes(const char *bytes, size_t length)
{
    tear_down(NULL);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_problems_new(true, &problems, NULL), CORRAL_OK);
    return corral_region_read_memory(bytes, length, "x.xlsx", NULL, problems, &region, &error);
}

static corral_status read_sheet(const char *sheet)
{
    archive a = {0};
    add(&a, "xl/worksheets/first.xml", sheet);
    add(&a, "xl/workbook.xml", workbook_part ? workbook_part : workbook);
    add(&a, "xl/_rels/workbook.xml.rels", relations);
    add(&a, "xl/sharedStrings.xml", strings);
    add(&a, "xl/styles.xml", styles);
    finish(&a);
    corral_status status = read_bytes(a.bytes.bytes, a.bytes.length);
    corral_text_release(&a.bytes);
    corral_text_release(&a.directory);
    return status;
}

static void expect(corral_severity severity, size_t line, const char *start)
{
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        corral_problem p = corral_problems_get(problems, i);
        if (p.severity == severity && p.line == line && strncmp(p.what, start, strlen(start)) == 0)
            return;
    }
    for (size_t i = 0; i < corral_problems_count(problems); i++)
        print_message("%zu: %s\n", corral_problems_get(problems, i).line,
                      corral_problems_get(problems, i).what);
    fail_msg("no such problem: %s", start);
}

#define HEADER                                                                                     \
    "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"    \
    "<c r='C1' t='s'><v>2</v></c></row>"

static void values_come_out(void **state)
{
    (void)state;
    assert_int_equal(
        read_sheet(HEADER "<row r='2'><c r='A2' t='s'><v>3</v></c><c r='B2' t='inlineStr'><is><t>"
                          "\"x\",\ny</t></is></c><c r='C2' s='1'><v>45720</v></c></row>"
                          "<row r='5'><c r='A5' t='str'><f>A2</f><v>B</v></c><c r='B5'>"
                          "<v>0.10000000000000001</v></c><c r='C5' s='2'><v>45719.5</v></c></row>"
                          "<row r='6'><c r='A6' t='str'><v>C</v></c><c r='B6' s='3'><v>7</v></c>"
                          "</row></sheetData></worksheet>"),
        CORRAL_OK);
    assert_int_equal(corral_region_coalition_count(region), 3);
    assert_string_equal(corral_region_id(region, 1), "B");
    assert_int_not_equal(corral_region_item_find(region, 0, "\"x\", y"), UINT32_MAX);
    assert_int_not_equal(corral_region_item_find(region, 0, "0.1"), UINT32_MAX);
    assert_int_not_equal(corral_region_item_find(region, 0, "7"), UINT32_MAX);
    assert_string_equal(corral_region_statement(region, 0, 0).as_of, "2025-03-04");
    assert_string_equal(corral_region_statement(region, 1, 0).as_of, "2025-03-03");
    expect(CORRAL_SEVERITY_WARNING, 0, "only the first sheet, \"People\", is read; there is 1");
    expect(CORRAL_SEVERITY_NOTE, 5, "1 cell with a formula, read as the value");
    expect(CORRAL_SEVERITY_NOTE, 2, "2 cells with a date, read as YYYY-MM-DD");
}

static void escapes_are_letters(void **state)
{
    (void)state;
    assert_int_equal(read_sheet(HEADER
                                "<row r='2'><c r='A2' t='s'><v>3</v></c><c r='B2' t='str'>"
                                "<v>_x005F_x0041_ _x0042_ _x00e9_ _x000D_end _x0</v></c></row>"
                                "</sheetData></worksheet>"),
                     CORRAL_OK);
    assert_string_equal(corral_region_item_key(region, 0), "_x0041_ B _x00e9_ end _x0");
}

static void hidden_sheets_are_passed_over(void **state)
{
    (void)state;
    workbook_part =
        "<workbook xmlns:r='r'><sheets><sheet name='Lists' sheetId='2' r:id='rId8' "
        "state='veryHidden'/><sheet name='People' sheetId='1' r:id='rId7'/></sheets></workbook>";
    assert_int_equal(read_sheet(HEADER "<row r='2'><c r='A2' t='s'><v>3</v></c></row></sheetData>"
                                       "</worksheet>"),
                     CORRAL_OK);
    expect(CORRAL_SEVERITY_WARNING, 0,
           "only the first sheet that is not hidden, \"People\", is read; there is 1 more");
    workbook_part = "<workbook xmlns:r='r'><sheets><sheet name='People' sheetId='1' r:id='rId7' "
                    "state='hidden'/></sheets></workbook>";
    assert_int_equal(read_sheet(HEADER "</sheetData></worksheet>"), CORRAL_OK);
    workbook_part = NULL;
}

static void lines_are_rows(void **state)
{
    (void)state;
    read_sheet(HEADER "<row r='4'><c r='B4' t='str'><v>x</v></c></row></sheetData>"
                      "<mergeCells><mergeCell ref='A3:A4'/></mergeCells></worksheet>");
    expect(CORRAL_SEVERITY_ERROR, 4, "coalition must not be blank");
    expect(CORRAL_SEVERITY_WARNING, 3, "1 area of merged cells, the first \"A3:A4\"");
    read_sheet(HEADER "<row r='2'><c r='A2' t='e'><v>#REF!</v></c><c r='B2'><f>1+1</f></c></row>"
                      "</sheetData></worksheet>");
    expect(CORRAL_SEVERITY_WARNING, 2, "1 cell with an error");
    expect(CORRAL_SEVERITY_WARNING, 2, "1 cell with a formula and no value");
}

static void hostile_sheets_are_refused(void **state)
{
    (void)state;
    static const char *const sheets[] = {"<c r='A1048577'><v>1</v></c>",
                                         "<c r='FAA1'><v>1</v></c>",
                                         "<c r='99999999999'><v>1</v></c>",
                                         "<c r='B2'/><c r='A2'/>",
                                         "<c r='A3'/>",
                                         "<c r='A2' t='s'><v>4</v></c>",
                                         "<c r='A2' t='s'><v>-1</v></c>",
                                         "<c r='A2' t='s'><v>1e300</v></c>",
                                         "<c r='A2' t='s'><v>0.5</v></c>",
                                         "</row><row r='2'>",
                                         "</row><row r='1048577'>",
                                         "</row><row r='-1'>",
                                         "<c",
                                         "&x;"};
    char text[1024];
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        snprintf(text, sizeof text, "%s<row r='2'>%s</row></sheetData></worksheet>", HEADER,
                 sheets[i]);
        read_sheet(text);
        if (!corral_problems_found(problems, CORRAL_SEVERITY_ERROR))
            fail_msg("read: %s", sheets[i]);
    }
}

static void what_is_no_workbook_is_refused(void **state)
{
    (void)state;
    archive a = {0};
    add(&a, "a.txt", "x");
    finish(&a);
    read_bytes(a.bytes.bytes, a.bytes.length);
    expect(CORRAL_SEVERITY_ERROR, 0, "this zip archive is no XLSX workbook");
    read_bytes(a.bytes.bytes, a.bytes.length - 3);
    expect(CORRAL_SEVERITY_ERROR, 0, "the archive is damaged");
    corral_text_release(&a.bytes);
    corral_text_release(&a.directory);
}

/* Whatever byte is changed, and wherever it is cut. */
static void any_damage_is_survived(void **state)
{
    (void)state;
    archive a = {0};
    add(&a, "xl/workbook.xml", workbook);
    add(&a, "xl/_rels/workbook.xml.rels", relations);
    add(&a, "xl/worksheets/first.xml", HEADER "</sheetData></worksheet>");
    finish(&a);
    for (size_t i = 0; i < a.bytes.length; i++) {
        a.bytes.bytes[i] = (char)(a.bytes.bytes[i] ^ 0x41);
        read_bytes(a.bytes.bytes, a.bytes.length);
        a.bytes.bytes[i] = (char)(a.bytes.bytes[i] ^ 0x41);
        read_bytes(a.bytes.bytes, i);
    }
    corral_text_release(&a.bytes);
    corral_text_release(&a.directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(values_come_out, tear_down),
        cmocka_unit_test_teardown(escapes_are_letters, tear_down),
        cmocka_unit_test_teardown(hidden_sheets_are_passed_over, tear_down),
        cmocka_unit_test_teardown(lines_are_rows, tear_down),
        cmocka_unit_test_teardown(hostile_sheets_are_refused, tear_down),
        cmocka_unit_test_teardown(what_is_no_workbook_is_refused, tear_down),
        cmocka_unit_test_teardown(any_damage_is_survived, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
