/* UTF-8, the identity of names, quoting for messages, nearness of spellings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "support/random.h"
#include "support/small.h"

/* ---- valid UTF-8 ---- */

static void the_first_invalid_byte_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, good;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"a\0b", 3, 3},
        {"\xc3\xa9", 2, 2},                 /* U+00E9 */
        {"\xe2\x82\xac", 3, 3},             /* U+20AC */
        {"\xf0\x9f\x98\x80", 4, 4},         /* U+1F600 */
        {"\xf4\x8f\xbf\xbf", 4, 4},         /* U+10FFFF, the last */
        {"\xef\xbf\xbf", 3, 3},             /* a noncharacter is valid */
        {"a\x80", 2, 1},                    /* a continuation without a lead */
        {"ab\xc3", 3, 2},                   /* cut short */
        {"\xe2\x82", 2, 0},                 /* cut short */
        {"\xf0\x9f\x98", 3, 0},             /* cut short */
        {"\xc3(", 2, 0},                    /* lead without its continuation */
        {"\xc0\xaf", 2, 0},                 /* overlong "/" */
        {"\xc1\xbf", 2, 0},                 /* overlong */
        {"\xe0\x9f\xbf", 3, 0},             /* overlong */
        {"\xf0\x8f\xbf\xbf", 4, 0},         /* overlong */
        {"\xed\x9f\xbf", 3, 3},             /* U+D7FF, below the surrogates */
        {"\xed\xa0\x80", 3, 0},             /* U+D800, a surrogate */
        {"\xed\xbf\xbf", 3, 0},             /* U+DFFF, a surrogate */
        {"\xee\x80\x80", 3, 3},             /* U+E000, above the surrogates */
        {"\xf4\x90\x80\x80", 4, 0},         /* U+110000 */
        {"\xf5\x80\x80\x80", 4, 0},         /* never a lead */
        {"\xff\xfe", 2, 0},                 /* a mark of UTF-16 */
        {"\xfc\x80\x80\x80\x80\x80", 6, 0}, /* six bytes are a thing of the past */
        {"12345678\xff", 9, 8},
        {"1234567\xff"
         "90123456",
         16, 7},
        {"\xc3\xa9"
         "12345678\xc3\xa9"
         "\xa9",
         13, 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t good = corral_utf8_valid(cases[i].bytes, cases[i].length);
        if (good != cases[i].good) fail_msg("case %zu: %zu, not %zu", i, good, cases[i].good);
    }
}

static size_t encode(uint32_t c, unsigned char bytes[4])
{
    if (c < 0x80) return bytes[0] = (unsigned char)c, 1;
    if (c < 0x800) {
        bytes[0] = (unsigned char)(0xc0 | c >> 6);
        bytes[1] = (unsigned char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = (unsigned char)(0xe0 | c >> 12);
        bytes[1] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
        bytes[2] = (unsigned char)(0x80 | (c & 0x3f));
        return 3;
    }
    bytes[0] = (unsigned char)(0xf0 | c >> 18);
    bytes[1] = (unsigned char)(0x80 | (c >> 12 & 0x3f));
    bytes[2] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
    bytes[3] = (unsigned char)(0x80 | (c & 0x3f));
    return 4;
}

static void every_code_point_but_surrogates_is_valid(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        unsigned char bytes[4];
        size_t length = encode(c, bytes);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        size_t good = corral_utf8_valid((const char *)bytes, length);
        if (good != (surrogate ? 0 : length)) fail_msg("U+%04X", c);
    }
}

/* The other way round: of all leads with two bytes behind, only what an encoder writes is valid. */
static void only_what_an_encoder_writes_is_valid(void **state)
{
    (void)state;
    unsigned char *is_written = calloc(1, 1 << 24);
    assert_non_null(is_written);
    for (uint32_t c = 0x800; c <= 0xffff; c++) {
        unsigned char b[4];
        encode(c, b);
        if (c < 0xd800 || c > 0xdfff) is_written[b[0] << 16 | b[1] << 8 | b[2]] = 1;
    }
    for (uint32_t lead = 0xe0; lead <= 0xef; lead++)
        for (uint32_t rest = 0; rest <= 0xffff; rest++) {
            const char bytes[3] = {(char)lead, (char)(rest >> 8), (char)(rest & 0xff)};
            bool valid = corral_utf8_valid(bytes, 3) == 3;
            if (valid != is_written[lead << 16 | rest]) fail_msg("%02x %04x", lead, rest);
        }
    free(is_written);
}

static void repair_replaces_and_counts_and_leaves_valid_text(void **state)
{
    (void)state;
    corral_text out = {0};
    size_t replaced = 0;
    assert_int_equal(corral_utf8_repair(&out, "caf\xe9 \xff!", 7, &replaced, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, "caf\xef\xbf\xbd \xef\xbf\xbd!");
    assert_int_equal(replaced, 2);
    assert_int_equal(corral_utf8_valid(out.bytes, out.length), out.length);

    uint64_t chance = 7;
    for (int round = 0; round < 2000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)random_below(&chance, 256);
        out.length = replaced = 0;
        assert_int_equal(corral_utf8_repair(&out, bytes, sizeof bytes, &replaced, NULL), CORRAL_OK);
        assert_int_equal(corral_utf8_valid(out.bytes, out.length), out.length);
        assert_int_equal(replaced == 0, corral_utf8_valid(bytes, sizeof bytes) == sizeof bytes);
    }
    corral_text_release(&out);
}

static void valid_text_is_repaired_to_itself(void **state)
{
    (void)state;
    corral_text out = {0};
    size_t replaced = 0;
    assert_int_equal(corral_utf8_repair(&out, "na\xc3\xafve", 6, &replaced, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, "na\xc3\xafve");
    assert_int_equal(replaced, 0);
    corral_text_release(&out);
}

/* ---- the identity of names ---- */

/* The key of text, to be freed. */
static char *key_of(const char *text)
{
    corral_text scratch = {0};
    const char *key;
    size_t length;
    assert_int_equal(corral_name_key(text, strlen(text), &scratch, &key, &length, NULL), CORRAL_OK);
    char *copy = strndup(key, length);
    assert_int_equal(strlen(copy), length);
    corral_text_release(&scratch);
    return copy;
}

static void assert_key(const char *text, const char *expected)
{
    char *key = key_of(text);
    assert_string_equal(key, expected);
    free(key);
}

static void assert_apart(const char *one, const char *two)
{
    char *x = key_of(one), *y = key_of(two);
    assert_string_not_equal(x, y);
    free(x);
    free(y);
}

static void composed_and_decomposed_letters_are_one_name(void **state)
{
    (void)state;
    assert_key("Cafe\xcc\x81", "Caf\xc3\xa9");
    assert_key("Caf\xc3\xa9", "Caf\xc3\xa9");
    /* two marks in either order: cedilla (below) and acute (above) */
    assert_key("c\xcc\xa7\xcc\x81", "\xe1\xb8\x89");
    assert_key("c\xcc\x81\xcc\xa7", "\xe1\xb8\x89");
    /* Hangul: jamo compose to a syllable */
    assert_key("\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80");
    /* singletons: the Angstrom sign is the letter, the Ohm sign omega */
    assert_key("\xe2\x84\xab", "\xc3\x85");
    assert_key("\xe2\x84\xa6", "\xce\xa9");
}

static void zero_width_and_direction_marks_are_removed(void **state)
{
    (void)state;
    static const char *const marks[] = {
        "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x80\x8e", "\xe2\x80\x8f",
        "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
        "\xe2\x81\xa0", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9",
        "\xd8\x9c",     "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char text[64];
        snprintf(text, sizeof text, "%sUni%sted%s Way%s", marks[i], marks[i], marks[i], marks[i]);
        assert_key(text, "United Way");
        assert_key(marks[i], "");
    }
}

static void an_invisible_mark_does_not_keep_a_letter_from_its_accent(void **state)
{
    (void)state;
    assert_key("Cafe\xe2\x80\x8b\xcc\x81", "Caf\xc3\xa9");
    assert_key("Cafe\xef\xbb\xbf\xcc\x81", "Caf\xc3\xa9");
}

static void white_space_is_trimmed_and_runs_become_one_space(void **state)
{
    (void)state;
    assert_key("  United   Way ", "United Way");
    assert_key("United\tWay\r\n", "United Way");
    assert_key("United\xc2\xa0Way", "United Way");                  /* no-break space */
    assert_key("United\xe2\x80\xaf \xe3\x80\x80Way", "United Way"); /* narrow, ideographic */
    assert_key("\xe2\x80\xa8United\xc2\x85Way\x0b", "United Way");  /* line separator, NEL, VT */
    assert_key("United \xe2\x80\x8b Way", "United Way");            /* invisible between spaces */
    assert_key(" ", "");
    assert_key("", "");
}

static void case_accents_and_width_are_not_folded(void **state)
{
    (void)state;
    assert_apart("United Way", "united way");
    assert_apart("Cafe", "Caf\xc3\xa9");
    assert_apart("ABC", "\xef\xbc\xa1\xef\xbc\xa2\xef\xbc\xa3"); /* full width */
    assert_apart("fi", "\xef\xac\x81");                          /* the ligature */
    assert_apart("strasse", "stra\xc3\x9f"
                            "e");
}

static void a_plain_name_is_not_copied(void **state)
{
    (void)state;
    corral_text scratch = {0};
    const char *text = "United Way of Pebble Bend", *key;
    size_t length;
    assert_int_equal(corral_name_key(text, strlen(text), &scratch, &key, &length, NULL), CORRAL_OK);
    assert_ptr_equal(key, text);
    assert_int_equal(length, strlen(text));
    assert_null(scratch.bytes);
}

static void a_name_that_is_not_utf8_is_refused(void **state)
{
    (void)state;
    corral_text scratch = {0};
    corral_error err = CORRAL_ERROR_INIT;
    const char *key;
    size_t length;
    assert_int_equal(corral_name_key("caf\xe9", 4, &scratch, &key, &length, &err),
                     CORRAL_BAD_INPUT);
    assert_string_equal(err.message, "text is not valid UTF-8");
    corral_text_release(&scratch);
}

static const char *const PIECES[] = {"a",
                                     "e",
                                     "\xcc\x81",
                                     "\xcc\xa7",
                                     "\xc3\xa9",
                                     " ",
                                     "\t",
                                     "\xc2\xa0",
                                     "\xe2\x80\x8b",
                                     "\xe2\x80\xae",
                                     "\xe1\x84\x80",
                                     "\xe1\x85\xa1",
                                     "\xe2\x84\xab",
                                     "\xe0\xbd\xb2",
                                     "\xf0\x9f\x98\x80",
                                     "Z"};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES };

static void the_key_of_a_key_is_itself(void **state)
{
    (void)state;
    uint64_t chance = 3;
    for (int round = 0; round < 20000; round++) {
        char text[64] = "";
        for (uint32_t i = 1 + random_below(&chance, 10); i > 0; i--)
            strcat(text, PIECES[random_below(&chance, PIECE_COUNT)]);
        char *once = key_of(text), *twice = key_of(once);
        assert_string_equal(once, twice);
        assert_int_equal(corral_utf8_valid(once, strlen(once)), strlen(once));
        assert_int_equal(once[0] == '\0', corral_name_is_blank(text));
        free(once);
        free(twice);
    }
}

static void a_name_of_white_and_invisible_characters_is_blank(void **state)
{
    (void)state;
    assert_true(corral_name_is_blank(""));
    assert_true(corral_name_is_blank(" \t\r\n"));
    assert_true(corral_name_is_blank("\xc2\xa0\xe2\x80\x8b\xef\xbb\xbf"));
    assert_false(corral_name_is_blank("\xc2\xa0.\xe2\x80\x8b"));
    assert_false(corral_name_is_blank("\xff"));
}

/* ---- quoting ---- */

static void assert_quoted(const char *text, const char *expected)
{
    char quoted[CORRAL_QUOTED_SIZE];
    assert_string_equal(corral_text_quote(text, quoted), expected);
}

static void a_quoted_text_shows_what_would_change_the_screen(void **state)
{
    (void)state;
    assert_quoted("", "\"\"");
    assert_quoted("Caf\xc3\xa9", "\"Caf\xc3\xa9\"");
    assert_quoted("a\x1b[31mb", "\"a\\x1b[31mb\"");
    assert_quoted("a\nb\x7f", "\"a\\x0ab\\x7f\"");
    assert_quoted("\xe2\x80\xaeх", "\"\\xe2\\x80\\xaeх\""); /* right-to-left override */
    assert_quoted("caf\xe9", "\"caf\\xe9\"");
    assert_quoted("\xc2\x9b", "\"\\xc2\\x9b\""); /* a control character of eight bits */
}

static void a_long_text_is_cut_and_says_so(void **state)
{
    (void)state;
    char quoted[CORRAL_QUOTED_SIZE], text[4000];
    static const char *const fill[] = {"x", "\xf0\x9f\x98\x80", "\x01", "\xff", "\xe2\x80\xae"};
    for (size_t k = 0; k < sizeof fill / sizeof *fill; k++) {
        text[0] = '\0';
        for (int i = 0; i < 500; i++) strcat(text, fill[k]);
        corral_text_quote(text, quoted);
        size_t length = strlen(quoted);
        assert_true(length < CORRAL_QUOTED_SIZE);
        assert_string_equal(quoted + length - 4, "\"...");
        assert_int_equal(corral_utf8_valid(quoted, length), length);
    }
}

static void a_character_cut_in_two_is_cut_off(void **state)
{
    (void)state;
    static const char whole[] = "a\xc3\xa9"
                                "b\xe2\x82\xac\xf0\x9f\x98\x80"
                                "c";
    for (size_t length = 0; length < sizeof whole; length++) {
        char text[sizeof whole];
        memcpy(text, whole, length);
        text[length] = '\0';
        size_t good = corral_utf8_valid(text, length);
        corral_utf8_trim(text);
        assert_int_equal(strlen(text), good);
        assert_memory_equal(text, whole, good);
    }
}

/* ---- growing text ---- */

static void appended_text_is_whole_and_ends(void **state)
{
    (void)state;
    corral_text text = {0};
    for (int i = 0; i < 5000; i++)
        assert_int_equal(corral_text_append(&text, "abc", 3, NULL), CORRAL_OK);
    assert_int_equal(text.length, 15000);
    assert_int_equal(strlen(text.bytes), 15000);
    assert_int_equal(corral_text_printf(&text, NULL, "%d-%s", 42, "end"), CORRAL_OK);
    assert_string_equal(text.bytes + 15000, "42-end");
    assert_int_equal(text.length, 15006);
    corral_text_release(&text);
    assert_null(text.bytes);
}

static void an_append_whose_size_would_wrap_is_refused(void **state)
{
    (void)state;
    corral_text text = {0};
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(corral_text_append(&text, "abc", 3, NULL), CORRAL_OK);
    assert_int_equal(corral_text_append(&text, "abc", SIZE_MAX - 3, &err), CORRAL_NO_MEMORY);
    err = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_text_append(&text, "abc", SIZE_MAX, &err), CORRAL_NO_MEMORY);
    assert_string_equal(text.bytes, "abc");
    corral_text_release(&text);
}

/* ---- spelling ---- */

static void only_ascii_letters_change_case(void **state)
{
    (void)state;
    char text[] = "MEMBER-\xc3\x89Z[@`{1";
    corral_ascii_lower(text);
    assert_string_equal(text, "member-\xc3\x89z[@`{1");
}

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* The whole table of distances of beginnings. */
static size_t slow_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), d[16][16];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
                            d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        }
    return d[n][m];
}

static void the_edit_distance_is_that_of_the_whole_table(void **state)
{
    (void)state;
    uint64_t chance = 11;
    for (int round = 0; round < 20000; round++) {
        char a[13], b[13];
        size_t n = random_below(&chance, 12), m = random_below(&chance, 12);
        for (size_t i = 0; i < n; i++) a[i] = (char)('a' + random_below(&chance, 3));
        for (size_t i = 0; i < m; i++) b[i] = (char)('a' + random_below(&chance, 3));
        a[n] = b[m] = '\0';
        size_t distance = slow_distance(a, b), limit = random_below(&chance, 13);
        assert_int_equal(corral_edit_distance(a, b, limit), least(distance, limit + 1));
    }
}

static void a_distance_of_long_words_is_not_looked_for(void **state)
{
    (void)state;
    char long_word[80];
    memset(long_word, 'x', 65);
    long_word[65] = '\0';
    assert_int_equal(corral_edit_distance(long_word, long_word, 3), 4);
    long_word[64] = '\0';
    assert_int_equal(corral_edit_distance(long_word, long_word, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_invalid_byte_is_found),
        TEST(every_code_point_but_surrogates_is_valid),
        TEST(only_what_an_encoder_writes_is_valid),
        TEST(repair_replaces_and_counts_and_leaves_valid_text),
        TEST(valid_text_is_repaired_to_itself),
        TEST(composed_and_decomposed_letters_are_one_name),
        TEST(zero_width_and_direction_marks_are_removed),
        TEST(an_invisible_mark_does_not_keep_a_letter_from_its_accent),
        TEST(white_space_is_trimmed_and_runs_become_one_space),
        TEST(case_accents_and_width_are_not_folded),
        TEST(a_plain_name_is_not_copied),
        TEST(a_name_that_is_not_utf8_is_refused),
        TEST(the_key_of_a_key_is_itself),
        TEST(a_name_of_white_and_invisible_characters_is_blank),
        TEST(a_quoted_text_shows_what_would_change_the_screen),
        TEST(a_long_text_is_cut_and_says_so),
        TEST(a_character_cut_in_two_is_cut_off),
        TEST(appended_text_is_whole_and_ends),
        TEST(an_append_whose_size_would_wrap_is_refused),
        TEST(only_ascii_letters_change_case),
        TEST(the_edit_distance_is_that_of_the_whole_table),
        TEST(a_distance_of_long_words_is_not_looked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
