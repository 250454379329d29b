/* Splitting names into folded words. */
#include <stdio.h>
#include <string.h>

#include "core/words.h"
#include "support/small.h"

enum { ROOM = 8 };

/* "fold|fold" with marks: ( in brackets, ^ capitals, . full stop behind, , comma before, # digit.
 */
static void assert_words(const char *text, const char *expected)
{
    corral_text folded = {0}, out = {0};
    corral_word words[ROOM];
    size_t count;
    assert_int_equal(corral_words_split(text, &folded, words, ROOM, &count, NULL), CORRAL_OK);
    corral_text_append(&out, "", 0, NULL);
    for (size_t k = 0; k < count && k < ROOM; k++)
        corral_text_printf(&out, NULL, "%s%s%s%s%.*s%s%s", k ? "|" : "",
                           words[k].comma_before ? "," : "", words[k].is_bracketed ? "(" : "",
                           words[k].is_capitals ? "^" : "", (int)words[k].length,
                           folded.bytes + words[k].start, words[k].dot_behind ? "." : "",
                           words[k].has_digit ? "#" : "");
    assert_string_equal(out.bytes, expected);
    corral_text_release(&folded);
    corral_text_release(&out);
}

static void case_accents_and_width_are_folded(void **state)
{
    (void)state;
    assert_words("Casa Colibr\xc3\xad", "casa|colibri");
    assert_words("STRA\xc3\x9f"
                 "E \xc3\x98st \xc5\x81\xc3\xb3"
                 "d\xc5\xba",
                 "strasse|ost|lodz");
    assert_words("\xef\xbc\xa1\xef\xbc\xa2 \xef\xbc\x91", "^ab|1#"); /* full width */
}

static void marks_that_are_letters_stay(void **state)
{
    (void)state;
    /* Devanagari ki and ka, kana ga and ka are different. */
    assert_words("\xe0\xa4\x95\xe0\xa4\xbf", "\xe0\xa4\x95\xe0\xa4\xbf");
    assert_words("\xe3\x81\x8c", "\xe3\x81\x8b\xe3\x82\x99");
    assert_words("\xe3\x81\x8b", "\xe3\x81\x8b");
}

static void apostrophes_join_and_stops_within_letters_too(void **state)
{
    (void)state;
    assert_words("Children's O\xe2\x80\x99Hara", "childrens|ohara");
    assert_words("U.N.D.P.", "^undp.");
    assert_words("St. Brigid", "st.|brigid");
    assert_words("J. R. Moreno", "j.|r.|moreno");
    assert_words("e.V.", "ev.");
}

static void what_stands_around_a_word_is_known(void **state)
{
    (void)state;
    assert_words("Food Bank, Inc.", "food|bank|,inc.");
    assert_words("Authority (HHA) of", "authority|(^hha|of");
    assert_words("Tri-Fork & Co", "tri|fork|co");
}

static void signs_that_tell_apart_are_kept(void **state)
{
    (void)state;
    assert_words("Grade A+", "grade|^a+#");
    assert_words("C#", "^c##");
    assert_words("<5", "<5#");
    assert_words("Health+Care", "health|care");
}

static void no_letters_are_no_words(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words("!?. - ()", "");
    assert_words("\xcc\x81", ""); /* an accent alone */
}

static void words_beyond_the_room_are_counted(void **state)
{
    (void)state;
    corral_text folded = {0};
    corral_word words[2];
    size_t count;
    assert_int_equal(corral_words_split("a b c d", &folded, words, 2, &count, NULL), CORRAL_OK);
    assert_int_equal(count, 4);
    corral_text_release(&folded);
}

static void invalid_text_is_refused(void **state)
{
    (void)state;
    corral_text folded = {0};
    corral_word words[2];
    size_t count;
    assert_int_equal(corral_words_split("a\xff", &folded, words, 2, &count, NULL),
                     CORRAL_BAD_INPUT);
    corral_text_release(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(case_accents_and_width_are_folded),
        TEST(marks_that_are_letters_stay),
        TEST(apostrophes_join_and_stops_within_letters_too),
        TEST(what_stands_around_a_word_is_known),
        TEST(signs_that_tell_apart_are_kept),
        TEST(no_letters_are_no_words),
        TEST(words_beyond_the_room_are_counted),
        TEST(invalid_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
