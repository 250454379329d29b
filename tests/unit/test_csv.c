/* The CSV reader and the source of bytes under it: what is read, what is refused and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/values.h"

/* ---- helpers ---- */

typedef struct outcome {
    corral_text text; /* "line:[field][field]\n" a record, the header too */
    corral_error error;
    corral_problems *problems;
    char delimiter;
} outcome;

static void release(outcome *o)
{
    corral_text_release(&o->text);
    corral_problems_free(o->problems);
}

static void print_record(outcome *o, const corral_csv_record *record)
{
    corral_text_printf(&o->text, NULL, "%zu:", record->line);
    for (size_t i = 0; i < record->count; i++)
        corral_text_printf(&o->text, NULL, "[%s]", record->fields[i]);
    corral_text_printf(&o->text, NULL, "\n");
}

/* Reads everything; frees the source. */
static outcome read_all(corral_source *source, bool repair, bool keep_going)
{
    outcome o = {.error = CORRAL_ERROR_INIT};
    corral_csv *csv = NULL;
    corral_csv_record record;
    bool more = false;
    assert_int_equal(corral_problems_new(keep_going, &o.problems, NULL), CORRAL_OK);
    assert_int_equal(corral_csv_new(source, repair, o.problems, &csv, NULL), CORRAL_OK);
    corral_text_append(&o.text, "", 0, NULL);
    corral_status status = corral_csv_header(csv, &record, &more, &o.error);
    while (status == CORRAL_OK && more) {
        print_record(&o, &record);
        status = corral_csv_next(csv, &record, &more, &o.error);
    }
    assert_int_equal(status, o.error.status);
    o.delimiter = corral_csv_delimiter(csv);
    corral_csv_free(csv);
    corral_source_free(source);
    corral_problems_sort(o.problems);
    return o;
}

static outcome read_bytes(const char *bytes, size_t length, bool repair, bool keep_going)
{
    corral_source *source = NULL;
    outcome o = {.error = CORRAL_ERROR_INIT};
    if (corral_source_from_memory(bytes, length, "x.csv", &source, &o.error) != CORRAL_OK) return o;
    return read_all(source, repair, keep_going);
}

static void expect_bytes(const char *bytes, size_t length, const char *records)
{
    outcome o = read_bytes(bytes, length, false, false);
    if (o.error.status != CORRAL_OK) fail_msg("%s", o.error.message);
    assert_string_equal(o.text.bytes, records);
    release(&o);
}

static void expect(const char *input, const char *records)
{
    expect_bytes(input, strlen(input), records);
}

/* Refused with "line:column: message", the message as far as it is given here. */
static void refuse_bytes(const char *bytes, size_t length, const char *where)
{
    char text[1200], got[1200];
    outcome o = read_bytes(bytes, length, false, false);
    assert_int_not_equal(o.error.status, CORRAL_OK);
    snprintf(text, sizeof text, "%zu:%zu: %s", o.error.line, o.error.column, o.error.message);
    snprintf(got, sizeof got, "%.*s", (int)strlen(where), text);
    assert_string_equal(got, where);
    assert_string_equal(o.error.file, "x.csv");
    release(&o);
}

static void refuse(const char *input, const char *where)
{
    refuse_bytes(input, strlen(input), where);
}

static const char *first_problem(const outcome *o, corral_severity severity)
{
    for (size_t i = 0; i < corral_problems_count(o->problems); i++)
        if (corral_problems_get(o->problems, i).severity == severity)
            return corral_problems_get(o->problems, i).what;
    return "";
}

/* ---- lines ---- */

static void test_plain(void **state)
{
    (void)state;
    expect("a,b\n1,2\n3,4\n", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    expect("a,b\n1,2", "1:[a][b]\n2:[1][2]\n");
    expect("a,b\n,\n1,\n,2\n", "1:[a][b]\n3:[1][]\n4:[][2]\n");
    expect("a\n1\n", "1:[a]\n2:[1]\n");
    expect("\n\n a , b \n", "3:[ a ][ b ]\n");
}

static void test_empty(void **state)
{
    (void)state;
    expect("", "");
    expect("\n\r\n\n", "");
    expect("\xef\xbb\xbf", "");
    expect("a,b", "1:[a][b]\n");
}

static void test_byte_order_mark(void **state)
{
    (void)state;
    expect("\xef\xbb\xbf"
           "a,b\n1,2\n",
           "1:[a][b]\n2:[1][2]\n");
    expect("\xef\xbb\xbf\"a\",b\n1,2\n", "1:[a][b]\n2:[1][2]\n");
}

static void test_line_ends(void **state)
{
    (void)state;
    const char *records = "1:[a][b]\n2:[1][2]\n3:[3][4]\n";
    expect("a,b\r\n1,2\r\n3,4\r\n", records);
    expect("a,b\r1,2\r3,4\r", records);
    expect("a,b\r1,2\n3,4\r\n", records);
    expect("a,b\r\n\"1\",\"2\"\r\n3,4", records);
    expect("a,b\n1,2\n3,4\r", records);
    outcome o = read_bytes("a,b\r1,2\r3,4\n", 13, false, false);
    assert_int_equal(corral_problems_found(o.problems, CORRAL_SEVERITY_WARNING), 1);
    assert_int_equal(corral_problems_get(o.problems, 0).line, 1);
    release(&o);
    o = read_bytes("a,b\r\n1,\"x\ry\"\n", 14, false, false);
    assert_int_equal(corral_problems_found(o.problems, CORRAL_SEVERITY_WARNING), 0);
    release(&o);
}

static void test_blank_lines(void **state)
{
    (void)state;
    expect("\na,b\n\n1,2\n   \n,,,\n\r\n3,4\n\n", "2:[a][b]\n4:[1][2]\n8:[3][4]\n");
}

/* ---- quotes ---- */

static void test_quotes(void **state)
{
    (void)state;
    expect("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "1:[a][b]\n2:[1,5][say \"hi\"]\n");
    expect("a,b\n\"\",\"\"\"\"\n", "1:[a][b]\n2:[][\"]\n");
    expect("a,b\n\"x\ny\",2\n3,4\n", "1:[a][b]\n2:[x\ny][2]\n4:[3][4]\n");
    expect("a,b\n\"x\r\ny\rz\",2\n3,4\n", "1:[a][b]\n2:[x\r\ny\rz][2]\n5:[3][4]\n");
    expect("a,b\n5\" pipe,the \"big\" one\n", "1:[a][b]\n2:[5\" pipe][the \"big\" one]\n");
}

static void test_bad_quotes(void **state)
{
    (void)state;
    refuse("a,b\n1,2\n3,\"open\nand on\n", "3:2: the quote that opens here is never closed");
    refuse("a,b\n1,\"x\ny\"z\n", "2:2: there is text behind the closing quote");
    refuse("a,b\n1,\"x\" \n", "2:2: there is text behind the closing quote");
    refuse("a,b\n1, \"x\"\n", "2:2: there is a space before the opening quote");
    refuse("\"a,b\n1,2\n", "1:1: the quote that opens here is never closed");
    refuse("a,b\n1,\"", "2:2: the quote that opens here is never closed");
}

static void test_bad_records_are_left_out(void **state)
{
    (void)state;
    const char *input = "a,b\n1,\"x\"y\n1,2\n1,2,3\n1\n\xff,2\n5,6\n";
    outcome o = read_bytes(input, strlen(input), false, true);
    assert_string_equal(o.text.bytes, "1:[a][b]\n3:[1][2]\n7:[5][6]\n");
    assert_int_equal(corral_problems_found(o.problems, CORRAL_SEVERITY_ERROR), 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(corral_problems_get(o.problems, i).line, i == 0 ? 2 : i + 3);
    release(&o);
    /* Without a header nothing can be read: that ends the file in any case. */
    input = "\xff,b\n1,2\n";
    o = read_bytes(input, strlen(input), false, true);
    assert_int_equal(o.error.status, CORRAL_BAD_INPUT);
    release(&o);
}

/* ---- bounds ---- */

static void test_field_limit(void **state)
{
    (void)state;
    size_t limit = CORRAL_CSV_FIELD_LIMIT, length = limit + 6;
    char *input = malloc(length + 2);
    memset(input, 'x', length + 2);
    memcpy(input, "a,b\n1,", 6);
    outcome o = read_bytes(input, length, false, false);
    assert_int_equal(o.error.status, CORRAL_OK);
    assert_int_equal(o.text.length, 9 + limit + 8);
    release(&o);
    refuse_bytes(input, length + 1, "2:2: a field may have at most 1 MiB");
    input[6] = '"';
    refuse_bytes(input, length + 2, "2:2: a field may have at most 1 MiB; is its closing quote");
    free(input);
}

static void test_all_quotes(void **state)
{
    (void)state;
    size_t length = (size_t)1 << 24;
    char *input = malloc(length);
    memset(input, '"', length);
    memcpy(input, "a,b\n1,", 6);
    refuse_bytes(input, length, "2:2: a field may have at most 1 MiB");
    free(input);
}

static void test_column_limit(void **state)
{
    (void)state;
    char input[2 * 4097 + 1];
    for (size_t i = 0; i < 4097; i++) memcpy(input + 2 * i, "x,", 2);
    outcome o = read_bytes(input, 2 * 4096 - 1, false, false);
    assert_int_equal(o.error.status, CORRAL_OK);
    release(&o);
    refuse_bytes(input, 2 * 4097 - 1, "1:4097: there may be at most 4096 columns");
}

static void test_record_limit(void **state)
{
    (void)state;
    size_t field = (size_t)1 << 20, count = 18, length = 36;
    char *input = malloc(40 + count * (field + 1));
    memset(input, 'x', 40 + count * (field + 1));
    for (size_t i = 0; i < count; i++) memcpy(input + 2 * i, i + 1 < count ? "h," : "h\n", 2);
    for (size_t i = 0; i < count; i++, length += field) input[length + field - 1] = ',';
    refuse_bytes(input, length, "2:0: a record may have at most 16 MiB");
    free(input);
}

static void test_field_counts(void **state)
{
    (void)state;
    refuse("a,b\n1,2\n1,2,3\n", "3:0: 3 fields where the header has 2");
    refuse("a,b\n1\n", "2:0: 1 field where the header has 2");
    expect("a,b,,\n1,2\n1,2,,,, ,\n", "1:[a][b]\n2:[1][2]\n3:[1][2]\n");
}

/* Records cut at every place by the end of a block. */
static void test_block_ends(void **state)
{
    (void)state;
    const char *tail = "\"q\"\"q\r\nz\",two\r\n\"\",x\r\"l\"\n";
    const char *records = "2:[q\"q\r\nz][two]\n4:[][x]\n";
    size_t block = CORRAL_SOURCE_BLOCK, length = strlen(tail);
    char *input = malloc(block + length + 8);
    for (size_t shift = 0; shift <= length + 2; shift++) {
        size_t start = block + 1 - shift;
        memset(input, 'b', start);
        memcpy(input, "a,", 2);
        input[start - 1] = '\n';
        memcpy(input + start, tail, length);
        outcome o = read_bytes(input, start + length - 4, false, false);
        if (o.error.status != CORRAL_OK) fail_msg("shift %zu: %s", shift, o.error.message);
        const char *second = strchr(o.text.bytes, '\n') + 1;
        assert_string_equal(second, records);
        release(&o);
    }
    free(input);
}

/* ---- delimiters ---- */

static void test_delimiters(void **state)
{
    (void)state;
    expect("a;b\n1,5;2\n", "1:[a][b]\n2:[1,5][2]\n");
    expect("a\tb\n1,5;2\t\n", "1:[a][b]\n2:[1,5;2][]\n");
    expect("\"a,x\";b\n1;2\n", "1:[a,x][b]\n2:[1][2]\n");
    expect("sep=;\r\na,x;b\n1;2\n", "2:[a,x][b]\n3:[1][2]\n");
    expect("sep=,\na;x,b\n1,2\n", "2:[a;x][b]\n3:[1][2]\n");
    refuse("a,b;c\n1,2\n", "1:0: the header holds commas and semicolons, so the delimiter is "
                           "unclear");
    refuse("\na\tb;c\n1,2\n", "2:0: the header holds semicolons and tabs");
    outcome o = read_bytes("a\n", 2, false, false);
    assert_int_equal(o.delimiter, ',');
    release(&o);
}

/* ---- characters ---- */

static void test_nul(void **state)
{
    (void)state;
    refuse_bytes("a,b\n1,x\0y\n", 10, "2:2: a NUL byte");
    refuse_bytes("a,b\n1,\"x\0y\"\n", 12, "2:2: a NUL byte");
    refuse_bytes("a,b\n1,2\0", 8, "2:2: a NUL byte");
    refuse_bytes("a\0,\0b\0\n\0", 8, "1:1: a NUL byte");
}

static void test_invalid_utf8(void **state)
{
    (void)state;
    expect("a,b\n\xc3\xa9,\xf0\x9f\x98\x80\n", "1:[a][b]\n2:[\xc3\xa9][\xf0\x9f\x98\x80]\n");
    refuse("a,b\n1,caf\xe9\n", "2:2: the byte 0xe9 is not valid UTF-8");
    refuse("a,b\n1,\xc0\xaf\n", "2:2: the byte 0xc0 is not valid UTF-8");         /* overlong */
    refuse("a,b\n1,\xe0\x80\xaf\n", "2:2: the byte 0xe0 is not valid UTF-8");     /* overlong */
    refuse("a,b\n1,\xed\xa0\x80\n", "2:2: the byte 0xed is not valid UTF-8");     /* surrogate */
    refuse("a,b\n1,\xf4\x90\x80\x80\n", "2:2: the byte 0xf4 is not valid UTF-8"); /* too large */
    refuse("a,b\n1,\xe2\x82\n", "2:2: the byte 0xe2 is not valid UTF-8");         /* cut short */
    refuse("a,b\n\"x\r\ny\n\",\"\n\xff\"\n", "5:2: the byte 0xff is not valid UTF-8");
    refuse("\xff,b\n", "1:1: the byte 0xff is not valid UTF-8");
}

static void test_repair(void **state)
{
    (void)state;
    const char *input = "a,b\ncaf\xe9,\"x\xff\"\"\xfe\"\n\xc3\xa9,2\n";
    outcome o = read_bytes(input, strlen(input), true, false);
    assert_string_equal(o.text.bytes, "1:[a][b]\n2:[caf\xef\xbf\xbd][x\xef\xbf\xbd\"\xef\xbf\xbd]\n"
                                      "3:[\xc3\xa9][2]\n");
    assert_int_equal(corral_problems_count(o.problems), 1);
    assert_string_equal(first_problem(&o, CORRAL_SEVERITY_NOTE),
                        "3 invalid bytes replaced by U+FFFD");
    release(&o);
}

/* ASCII and one character of each length in UTF-16. */
static size_t widen(const char *ascii, bool big, char *out)
{
    size_t length = 0;
    for (; *ascii; ascii++) {
        unsigned units[2] = {(unsigned char)*ascii, 0};
        if (*ascii == '%') units[0] = 0xe9;
        if (*ascii == '&') units[0] = 0x20ac;
        if (*ascii == '@') units[0] = 0xd83d, units[1] = 0xde00;
        if (*ascii == '<') units[0] = 0xd83d;
        if (*ascii == '>') units[0] = 0xde00;
        for (size_t i = 0; i < (units[1] ? 2 : 1); i++) {
            out[length++] = (char)(big ? units[i] >> 8 : units[i]);
            out[length++] = (char)(big ? units[i] : units[i] >> 8);
        }
    }
    return length;
}

static void test_utf16(void **state)
{
    (void)state;
    char input[200];
    for (int big = 0; big < 2; big++) {
        memcpy(input, big ? "\xfe\xff" : "\xff\xfe", 2);
        size_t length = 2 + widen("a\tb\r\n%&@\t\"x\ny\"\r\n", big, input + 2);
        expect_bytes(input, length, "1:[a][b]\n2:[\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80][x\ny]\n");
        length = 2 + widen("a,b\n1,<x\n", big, input + 2);
        refuse_bytes(input, length, "2:2: half a character of UTF-16");
        length = 2 + widen("a,b\n1,2\n3,>", big, input + 2);
        refuse_bytes(input, length, "3:2: half a character of UTF-16");
        length = 2 + widen("a,b\n1,2", big, input + 2);
        refuse_bytes(input, length - 1, "2:2: half a character of UTF-16");
        outcome o = read_bytes(input, length - 1, true, false);
        assert_string_equal(o.text.bytes, "1:[a][b]\n2:[1][\xef\xbf\xbd]\n");
        release(&o);
    }
}

/* A pair of surrogates on every side of a block's end. */
static void test_utf16_blocks(void **state)
{
    (void)state;
    size_t count = 3 * CORRAL_SOURCE_BLOCK;
    char *ascii = malloc(count + 1), *input = malloc(4 * count + 2);
    for (size_t shift = 0; shift < 2; shift++) {
        memset(ascii, '@', count);
        memcpy(ascii, shift ? "aaa\n" : "aa\n\n", 4);
        ascii[count] = '\0';
        memcpy(input, "\xff\xfe", 2);
        size_t length = 2 + widen(ascii, false, input + 2);
        outcome o = read_bytes(input, length, false, false);
        assert_int_equal(o.error.status, CORRAL_OK);
        assert_null(strstr(o.text.bytes, "\xff"));
        assert_true(o.text.length > 4 * (count - 4));
        release(&o);
    }
    free(ascii);
    free(input);
}

static void test_other_files(void **state)
{
    (void)state;
    refuse_bytes("PK\x03\x04xxxxxxxxxxxxxx", 18, "0:0: this is a zip file (XLSX is one), not CSV");
    refuse_bytes("SQLite format 3\0xxxx", 20, "0:0: this is an SQLite database, not CSV");
    refuse_bytes("\xff\xfe\0\0a\0\0\0", 8, "0:0: this is UTF-32: save it as UTF-8");
}

/* ---- gzip ---- */

static size_t pack(const char *text, size_t length, unsigned char *out, size_t room)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (uInt)length;
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t used = room - z.avail_out;
    deflateEnd(&z);
    return used;
}

static void test_gzip(void **state)
{
    (void)state;
    unsigned char packed[400];
    size_t length = pack("a,b\n1,2\n", 8, packed, sizeof packed);
    expect_bytes((char *)packed, length, "1:[a][b]\n2:[1][2]\n");
    /* Two members one behind the other, then the zeros of a tape. */
    size_t second = pack("3,4\n", 4, packed + length, sizeof packed - length);
    memset(packed + length + second, 0, 20);
    expect_bytes((char *)packed, length + second + 20, "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
    for (size_t cut = 2; cut < length; cut++)
        refuse_bytes((char *)packed, cut, "0:0: the gzip file is cut short");
    packed[length] = 'x';
    refuse_bytes((char *)packed, length + second,
                 "0:0: the gzip file goes on with bytes that are not gzip");
    packed[12] ^= 0x55;
    refuse_bytes((char *)packed, length, "0:0: the gzip file is corrupt");
}

static void test_gzip_bomb(void **state)
{
    (void)state;
    size_t length = (size_t)80 << 20;
    char *text = malloc(length);
    unsigned char *packed = malloc(1 << 20);
    memset(text, '\n', length);
    size_t used = pack(text, length, packed, 1 << 20);
    refuse_bytes((char *)packed, used,
                 "0:0: the gzip file unpacks to more than 200 times its size");
    free(text);
    free(packed);
}

/* ---- files ---- */

static void test_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/corral-csv-XXXXXX", path[64];
    corral_source *source = NULL;
    assert_non_null(mkdtemp(folder));
    corral_error error = CORRAL_ERROR_INIT;
    assert_int_equal(corral_source_open(folder, &source, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "this is a folder, not a file");
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_source_open("/dev/zero", &source, &error), CORRAL_FILE_SYSTEM);
    snprintf(path, sizeof path, "%s/x.csv", folder);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_source_open(path, &source, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "cannot be opened: No such file or directory");
    assert_string_equal(error.file, path);
    assert_int_equal(symlink("x.csv", path), 0);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_source_open(path, &source, &error), CORRAL_FILE_SYSTEM);
    unlink(path);
    FILE *file = fopen(path, "w");
    fputs("a,b\n1,2\n", file);
    fclose(file);
    assert_int_equal(corral_source_open(path, &source, NULL), CORRAL_OK);
    outcome o = read_all(source, false, false);
    assert_string_equal(o.text.bytes, "1:[a][b]\n2:[1][2]\n");
    release(&o);
    unlink(path);
    rmdir(folder);
}

/* ---- values ---- */

static void expect_number(const char *text, bool comma, double expected)
{
    double value = -1;
    if (!corral_value_number(text, comma, &value)) fail_msg("%s is refused", text);
    assert_true(value == expected);
}

static void test_numbers(void **state)
{
    (void)state;
    expect_number("0", false, 0);
    expect_number("+.5", false, 0.5);
    expect_number("1.", false, 1);
    expect_number("-2.5e-3", false, -2.5e-3);
    expect_number("0,25", true, 0.25);
    expect_number("0.1", true, 0.1);
    expect_number("0.333333333333333333333333", false, 0.333333333333333333333333);
    expect_number("123456789012345678901234567890", false, 123456789012345678901234567890.0);
    expect_number("1,7976931348623157e308", true, 1.7976931348623157e308);
    const char *bad[] = {"",       ".",   "-",     "e5",       "1e",  "1e+",
                         "nan",    "inf", "-inf",  "infinity", "0x1", "1e400",
                         "1e-400", "0,5", "1 000", "1.2.3",    "1%",  "\xd9\xa1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value;
        if (corral_value_number(bad[i], false, &value)) fail_msg("%s is read", bad[i]);
    }
}

static void test_words(void **state)
{
    (void)state;
    double weight;
    corral_said_known known;
    assert_true(corral_value_weight("", false, &weight) && weight == 1);
    assert_true(corral_value_weight("Secondary", false, &weight) && weight == 0.5);
    assert_true(corral_value_weight("NO", false, &weight) && weight == 0);
    assert_false(corral_value_weight("-1", false, &weight));
    assert_false(corral_value_weight("1.5", false, &weight));
    assert_false(corral_value_weight("unknown", false, &weight));
    assert_true(corral_value_decision("unknown", false, &weight) && weight != weight);
    assert_false(corral_value_decision("", false, &weight));
    assert_true(corral_value_known("Partial", &known) && known == CORRAL_SAID_PARTIAL);
    assert_false(corral_value_known("y", &known));
    assert_true(corral_value_is_date("2024") && corral_value_is_date("2024-02-29"));
    assert_false(corral_value_is_date("2023-02-29") || corral_value_is_date("2024-13"));
    assert_false(corral_value_is_date("3/4/2024") || corral_value_is_date("24-01-01"));
    assert_int_equal(corral_value_item_word("Same as above"), CORRAL_ITEM_WORD_NOTHING);
    assert_int_equal(corral_value_item_word("N/A."), CORRAL_ITEM_WORD_NOTHING);
    assert_int_equal(corral_value_item_word("\xe2\x80\x94"), CORRAL_ITEM_WORD_NOTHING);
    assert_int_equal(corral_value_item_word("None"), CORRAL_ITEM_WORD_NONE);
    assert_int_equal(corral_value_item_word("Nonesuch"), CORRAL_ITEM_WORD_ITEM);
    assert_int_equal(corral_value_item_word(""), CORRAL_ITEM_WORD_ITEM);
    assert_string_equal(corral_value_facet("Strategies"), "strategy");
    assert_null(corral_value_facet("meeting"));
}

static void test_quoted_text(void **state)
{
    (void)state;
    char quoted[CORRAL_QUOTED_SIZE], text[400];
    assert_string_equal(corral_text_quote("a\x1b[2J\xff", quoted), "\"a\\x1b[2J\\xff\"");
    assert_string_equal(corral_text_quote("\xe2\x80\xaex", quoted), "\"\\xe2\\x80\\xaex\"");
    memset(text, 'x', sizeof text);
    text[399] = '\0';
    assert_int_equal(strlen(corral_text_quote(text, quoted)), 65);
    memset(text, '\x01', 399);
    assert_true(strlen(corral_text_quote(text, quoted)) < CORRAL_QUOTED_SIZE);
    assert_true(corral_name_is_blank(" \xc2\xa0\xe2\x80\x8b"));
    assert_false(corral_name_is_blank("\xc2\xa0x"));
}

static void test_sizes_that_wrap(void **state)
{
    (void)state;
    char *block = NULL;
    size_t capacity = 0;
    assert_int_equal(corral_array_new(&block, SIZE_MAX / 2, 4, NULL), CORRAL_NO_MEMORY);
    assert_int_equal(corral_array_grow(&block, &capacity, SIZE_MAX / 2, 4, NULL), CORRAL_NO_MEMORY);
    assert_int_equal(corral_string_copy(&block, "", SIZE_MAX, NULL), CORRAL_NO_MEMORY);
    assert_null(block);
    assert_int_equal(capacity, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),           cmocka_unit_test(test_empty),
        cmocka_unit_test(test_byte_order_mark), cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_blank_lines),     cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_bad_quotes),      cmocka_unit_test(test_bad_records_are_left_out),
        cmocka_unit_test(test_field_limit),     cmocka_unit_test(test_all_quotes),
        cmocka_unit_test(test_column_limit),    cmocka_unit_test(test_record_limit),
        cmocka_unit_test(test_field_counts),    cmocka_unit_test(test_block_ends),
        cmocka_unit_test(test_delimiters),      cmocka_unit_test(test_nul),
        cmocka_unit_test(test_invalid_utf8),    cmocka_unit_test(test_repair),
        cmocka_unit_test(test_utf16),           cmocka_unit_test(test_utf16_blocks),
        cmocka_unit_test(test_other_files),     cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_gzip_bomb),       cmocka_unit_test(test_files),
        cmocka_unit_test(test_numbers),         cmocka_unit_test(test_words),
        cmocka_unit_test(test_quoted_text),     cmocka_unit_test(test_sizes_that_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
