/* What separates the entries of cells, and lines in bounded memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/cell_list.h"
#include "io/lines.h"

/* The separator of up to four cells; -1 if it is doubtful, and then *line is its line. */
static int find(const char *const *cells, bool is_coded, size_t *line)
{
    size_t lines[4] = {2, 3, 4, 5};
    corral_cell_lists lists = {
        .cells = cells, .lines = lines, .prefix = "goal", .is_coded = is_coded};
    corral_separator out = CORRAL_SEPARATOR_NONE;
    corral_text doubtful = {0};
    while (lists.count < 4 && cells[lists.count]) lists.count++;
    assert_int_equal(corral_strings_new(&lists.choices, NULL), CORRAL_OK);
    assert_int_equal(corral_cell_lists_separator(&lists, &out, &doubtful, line, NULL), CORRAL_OK);
    int found = doubtful.length ? -1 : (int)out;
    corral_text_release(&doubtful);
    corral_strings_free(lists.choices);
    return found;
}

static void separators_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *cells[4];
        bool is_coded;
        int separator;
        size_t line;
    } cases[] = {{{"", "One", "Two"}, false, CORRAL_SEPARATOR_NONE, 0},
                 {{"One;Two", "", "One"}, false, CORRAL_SEPARATOR_SEMICOLON, 0},
                 {{"One;", "Two, three;", "N/A"}, false, CORRAL_SEPARATOR_SEMICOLON, 0},
                 {{"One|two;", "Two;"}, false, CORRAL_SEPARATOR_SEMICOLON, 0},
                 {{"One|Two"}, false, CORRAL_SEPARATOR_BAR, 0},
                 {{"One\nTwo", "x"}, false, CORRAL_SEPARATOR_LINE, 0},
                 {{"One, Two", "Three"}, false, CORRAL_SEPARATOR_COMMA_SPACE, 0},
                 {{"one, two", "three"}, false, CORRAL_SEPARATOR_COMMA_SPACE, 0},
                 {{"One, two", "three"}, false, -1, 2},
                 {{"One, two", "two"}, false, CORRAL_SEPARATOR_COMMA_SPACE, 0},
                 {{"", "One;Two", "One, Two"}, false, -1, 4},
                 {{"One;Two", "One|Two"}, false, -1, 3},
                 {{"x", "One,Two"}, false, -1, 3},
                 {{"1,000 books"}, false, CORRAL_SEPARATOR_NONE, 0},
                 {{"one two_x", "one"}, true, CORRAL_SEPARATOR_SPACE, 0},
                 {{"one two_x", "One"}, true, CORRAL_SEPARATOR_NONE, 0},
                 {{"one two_x", "one"}, false, CORRAL_SEPARATOR_NONE, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t line = 0;
        int found = find(cases[i].cells, cases[i].is_coded, &line);
        if (found != cases[i].separator || (found < 0 && line != cases[i].line))
            fail_msg("\"%s\": %d in line %zu", cases[i].cells[0], found, line);
    }
}

static void known_choices_are_matched_longest_first(void **state)
{
    (void)state;
    corral_cell_lists lists = {.prefix = "goal"};
    uint32_t number;
    char text[] = "Care, good and near, Care, good, Reading", *rest = text, *entry;
    static const char *const want[] = {"Care, good and near", "Care", "good", "Reading"};
    static const char *const choices[] = {"goal/Care", "goal/Care, good and near",
                                          "issue/Care, good"};
    assert_int_equal(corral_strings_new(&lists.choices, NULL), CORRAL_OK);
    for (size_t i = 0; i < 3; i++)
        corral_strings_add(lists.choices, choices[i], strlen(choices[i]), &number, NULL);
    for (size_t i = 0; i < 4; i++) {
        assert_true(corral_cell_list_next(&lists, CORRAL_SEPARATOR_COMMA_SPACE, &rest, &entry));
        assert_string_equal(entry, want[i]);
    }
    assert_false(corral_cell_list_next(&lists, CORRAL_SEPARATOR_COMMA_SPACE, &rest, &entry));
    corral_strings_free(lists.choices);
}

static void blanks_are_no_entries(void **state)
{
    (void)state;
    corral_cell_lists lists = {.prefix = ""};
    char text[] = " ; One ;; Two;", *rest = text, *entry;
    assert_true(corral_cell_list_next(&lists, CORRAL_SEPARATOR_SEMICOLON, &rest, &entry));
    assert_string_equal(entry, "One");
    assert_true(corral_cell_list_next(&lists, CORRAL_SEPARATOR_SEMICOLON, &rest, &entry));
    assert_string_equal(entry, "Two");
    assert_false(corral_cell_list_next(&lists, CORRAL_SEPARATOR_SEMICOLON, &rest, &entry));
}

/* Lines of every length around a block, with every end, come back whole and are counted. */
static void lines_come_back_whole(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    corral_reading reading = {0};
    for (size_t e = 0; e < 3; e++) {
        for (size_t length = CORRAL_SOURCE_BLOCK - 3; length < CORRAL_SOURCE_BLOCK + 2; length++) {
            corral_text text = {0};
            corral_source *source;
            corral_lines lines;
            char *line;
            for (size_t i = 0; i < length; i++) corral_text_append(&text, "x", 1, NULL);
            corral_text_printf(&text, NULL, "%s%sy", ends[e], ends[e]);
            assert_int_equal(corral_source_from_memory(text.bytes, text.length, "x", &source, NULL),
                             CORRAL_OK);
            assert_int_equal(corral_lines_init(&lines, &reading, source, NULL), CORRAL_OK);
            corral_lines_next(&lines, &line, NULL);
            assert_int_equal(strlen(line), length);
            corral_lines_next(&lines, &line, NULL);
            assert_string_equal(line, "");
            corral_lines_next(&lines, &line, NULL);
            assert_string_equal(line, "y");
            assert_int_equal(lines.line, 3);
            corral_lines_next(&lines, &line, NULL);
            assert_null(line);
            corral_lines_release(&lines);
            corral_text_release(&text);
        }
    }
}

static void numbers_do_not_wrap(void **state)
{
    (void)state;
    uint32_t number = 0;
    assert_true(corral_whole_number("4294967295", UINT32_MAX, &number));
    assert_int_equal(number, UINT32_MAX);
    assert_false(corral_whole_number("4294967296", UINT32_MAX, &number));
    assert_false(corral_whole_number("18446744073709551617", UINT32_MAX, &number));
    assert_false(corral_whole_number("0", 5, &number));
    assert_false(corral_whole_number("-1", 5, &number));
    assert_false(corral_whole_number("", 5, &number));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators_are_found),
        cmocka_unit_test(known_choices_are_matched_longest_first),
        cmocka_unit_test(blanks_are_no_entries),
        cmocka_unit_test(lines_come_back_whole),
        cmocka_unit_test(numbers_do_not_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
