/* Names that look like one thing: what is proposed, what stays apart, and that nothing is missed
 * for not holding every two names against each other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corral/names.h"
#include "names/model.h"
#include "support/random.h"
#include "support/small.h"

enum { MOST = 400, LONGEST = 96 };

/* Names that make the others' words common, as in a region of some size. */
static const char *const around[] = {
    "Harmon Public Library",  "Harmon Arts Council",      "Calder Town Council",
    "City of Calder",         "Harmon Youth House",       "Lakeview Youth Council",
    "Calder School District", "Lakeview School District", "Lakeview Medical Center",
    "Harmon Medical Society", "Calder Education Fund",    "Lakeview Foundation",
    "Calder Family Center",   "Harmon Family Court",      "Lakeview Family Clinic",
    "Willow Street House"};

static corral_names *find(const char *const *texts, size_t count, double score)
{
    corral_name names[MOST];
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found = NULL;
    options.score = score;
    for (size_t k = 0; k < count; k++) names[k] = (corral_name){texts[k], (uint32_t)(count - k)};
    assert_int_equal(corral_names_find(names, count, &options, NULL, &found, NULL), CORRAL_OK);
    return found;
}

/* The score with which the second is proposed for the first among the others, 0 if it is not. */
static double score_among(const char *a, const char *b, char why[256])
{
    const char *texts[2 + sizeof around / sizeof *around] = {a, b};
    double score = 0;
    memcpy(texts + 2, around, sizeof around);
    corral_names *found = find(texts, sizeof texts / sizeof *texts, CORRAL_NAMES_SCORE);
    for (size_t k = 0; k < corral_names_count(found); k++) {
        corral_name_proposal p = corral_names_get(found, k);
        if (p.keep != 0 || p.merge != 1) continue;
        score = p.score;
        if (why) snprintf(why, 256, "%s", p.why);
    }
    corral_names_free(found);
    return score;
}

static void assert_proposed(const char *a, const char *b, const char *reason)
{
    char why[256] = "";
    if (score_among(a, b, why) <= 0) fail_msg("not proposed: %s | %s", a, b);
    assert_string_equal(why, reason);
    if (score_among(b, a, NULL) <= 0) fail_msg("not proposed the other way: %s | %s", b, a);
}

static void assert_apart(const char *a, const char *b)
{
    if (score_among(a, b, NULL) > 0 || score_among(b, a, NULL) > 0)
        fail_msg("proposed: %s | %s", a, b);
}

/* ---- what is one thing ---- */

static void spellings_of_one_thing_are_proposed(void **state)
{
    (void)state;
    assert_proposed("Casa Colibr\xc3\xad", "casa colibri", "case, accents or punctuation alone");
    assert_proposed("Orchard Food Bank", "Orchard Food Bank, Inc.", "without \"Inc\"");
    assert_proposed("Orchard Food Bank", "The Orchard Food Bank", "small words alone");
    assert_proposed("Orchard State University", "Orchard State Univ.",
                    "\"University\" and \"Univ\"");
    assert_proposed("Orchard Learning Centers", "Orchard Learning Centre",
                    "\"Centers\" and \"Centre\"");
    assert_proposed("Orchard Housing Commission", "Orchard Housing Commission (OHC)",
                    "\"OHC\" are the initials");
    assert_proposed("Orchard Housing Commission", "OHC (Orchard Housing Commission)",
                    "\"OHC\" are the initials");
    assert_proposed("Orchard Parent Circle", "Parent Circle of Orchard",
                    "the same words in another order");
    assert_proposed("Orchard Transit Authority", "Orchard Transit", "without \"Authority\"");
    assert_proposed("Orchard Afterschool Club", "Orchard After School Club",
                    "written as one word or as two");
    assert_proposed("Overrijssel Circle", "Overijssel Circle",
                    "\"Overrijssel\" and \"Overijssel\", one letter");
    assert_proposed("Frysl\xc3\xa2n Circle", "Frysl\xc3\x83\xc2\xa2n Circle",
                    "letters were garbled");
    assert_proposed("United Nations Development Programme", "UNDP", "\"UNDP\" are the initials");
    assert_proposed("United Nations Development Programme (UNDP)", "UNDP",
                    "\"UNDP\" are the initials");
}

static void persons_are_known_by_initials_and_without_titles(void **state)
{
    (void)state;
    assert_proposed("Julia Moreno", "J. Moreno", "\"Julia\" and \"J\"");
    assert_proposed("Julia Moreno", "Moreno, Julia", "the same words in another order");
    assert_proposed("Julia Moreno", "Dr. Julia Moreno", "without \"Dr\"");
    assert_proposed("Julia Moreno", "Julia Moreno, PhD", "without \"PhD\"");
    assert_proposed("Julia Marie Moreno", "Julia M. Moreno", "\"Marie\" and \"M\"");
    assert_proposed("Julia M. Moreno", "Julia Moreno", "without \"M\"");
    assert_apart("Julia Moreno", "R. Moreno");
    assert_apart("Julia A. Moreno", "Julia B. Moreno");
    assert_apart("Mr Moreno", "Mrs Moreno");
    assert_apart("Mr Robin Moreno", "Mrs Robin Moreno");
    assert_apart("Maria Moreno", "Mario Moreno");
    assert_apart("Daniel Moreno", "Daniela Moreno");
    assert_apart("Moreno Julia", "Julia Moreno"); /* two words without a comma */
    const char *several[] = {"Julia Moreno", "James Moreno", "J. Moreno"};
    corral_names *found = find(several, 3, 0.5);
    assert_int_equal(corral_names_count(found), 0);
    corral_names_free(found);
}

/* ---- what is two ---- */

static void another_word_is_another_thing(void **state)
{
    (void)state;
    assert_apart("City of Harmon", "County of Harmon");
    assert_apart("Harmon Education Fund", "Harmon Education Foundation");
    assert_apart("St. Brigid Medical Center", "St. Brigid School");
    assert_apart("Metro School District", "Metro School District Foundation");
    assert_apart("Harmon Youth Council", "Harmon County Youth Council");
    assert_apart("Orchard Bank Ltd", "Orchard Bank plc");
    assert_apart("Parents for Schools", "Schools for Parents");
    assert_apart("Parents for Harmon", "Parents against Harmon");
    assert_apart("Housing", "Housing Inc");
    assert_apart("UK", "US");
}

static void numbers_and_directions_must_be_equal(void **state)
{
    (void)state;
    assert_apart("Lakeview School District 5", "Lakeview School District 6");
    assert_apart("District 5", "District 6");
    assert_apart("Writing standard in grade 3", "Writing standard in grade 8");
    assert_apart("Orchard Ward 1 5", "Orchard Ward 15");
    assert_apart("Orchard Ward A", "Orchard Ward B");
    assert_apart("Orchard Hepatitis A", "Orchard Hepatitis");
    assert_apart("Orchard Northern Clinic", "Orchard Southern Clinic");
    assert_apart("Orchard First Church", "Orchard Third Church");
    assert_apart("Reduce visits in Orchard", "Increase visits in Orchard");
    assert_apart("Orchard 2nd Church", "Orchard 3rd Church");
    assert_apart("<5 in Orchard", ">5 in Orchard");
    assert_apart("Orchard \xd9\xa3", "Orchard \xd9\xa5"); /* Arabic digits */
}

static void words_that_differ_by_a_letter_may_be_two_words(void **state)
{
    (void)state;
    assert_apart("Orchard Mental Health", "Orchard Dental Health");
    assert_apart("Orchard Patient Circle", "Orchard Patent Circle");
    assert_apart("Orchard Mediation Circle", "Orchard Medication Circle");
    assert_apart("Orchard House", "Orchard Horse");
}

static void ordinary_words_need_a_second_agreement(void **state)
{
    (void)state;
    assert_apart("Harmon Council Authority", "Harmon Council");
    assert_apart("Harmon Clinic", "Harmon Clinci");
    assert_proposed("Orchard Clinic", "Orchard Clinci", "\"Clinic\" and \"Clinci\", one letter");
}

static void initials_of_several_stand_for_none(void **state)
{
    (void)state;
    const char *texts[] = {"Orchard Housing Commission", "Oakdale Homeless Coalition", "OHC"};
    corral_names *found = find(texts, 3, 0.5);
    assert_int_equal(corral_names_count(found), 0);
    corral_names_free(found);
    assert_apart("Orchard Commission", "OC"); /* two letters say nothing */
}

static void other_scripts_are_compared_as_they_stand(void **state)
{
    (void)state;
    /* Greek with and without accents, Cyrillic with a slip, Arabic with and without points. */
    assert_proposed("\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1",
                    "\xce\x91\xce\xb8\xce\xb7\xce\xbd\xce\xb1",
                    "case, accents or punctuation alone");
    assert_proposed(
        "\xd0\x91\xd0\xb8\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xbe\xd1\x82\xd0\xb5\xd0\xba\xd0\xb0",
        "\xd0\x91\xd0\xb8\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xbe\xd1\x82\xd1\x82\xd0\xb5\xd0\xba\xd0\xb0",
        "\"\xd0\x91\xd0\xb8\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xbe\xd1\x82\xd0\xb5\xd0\xba\xd0\xb0\" and "
        "\"\xd0\x91\xd0\xb8\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xbe\xd1\x82\xd1\x82\xd0\xb5\xd0\xba\xd0\xb0"
        "\", "
        "one letter");
    assert_proposed("\xd9\x85\xd9\x8e\xd8\xaf\xd8\xb1\xd8\xb3\xd8\xa9",
                    "\xd9\x85\xd8\xaf\xd8\xb1\xd8\xb3\xd8\xa9",
                    "case, accents or punctuation alone");
    /* One of eight Han characters, a vowel sign in Devanagari: other words. */
    assert_apart(
        "\xe6\x9d\xb1\xe4\xba\xac\xe7\xac\xac\xe4\xb8\x89\xe5\xb0\x8f\xe5\xad\xa6\xe6\xa0\xa1",
        "\xe6\x9d\xb1\xe4\xba\xac\xe7\xac\xac\xe5\x9b\x9b\xe5\xb0\x8f\xe5\xad\xa6\xe6\xa0\xa1");
    assert_apart("\xe0\xa4\x95\xe0\xa4\xbf\xe0\xa4\xb0\xe0\xa4\xa3",
                 "\xe0\xa4\x95\xe0\xa4\xbe\xe0\xa4\xb0\xe0\xa4\xa3");
}

/* ---- the list ---- */

static void nothing_and_one_name_have_no_proposals(void **state)
{
    (void)state;
    const char *one[] = {"Orchard"};
    for (size_t count = 0; count < 2; count++) {
        corral_names *found = find(one, count, 0.5);
        assert_int_equal(corral_names_count(found), 0);
        corral_names_free(found);
    }
}

static void hostile_names_are_names(void **state)
{
    (void)state;
    char letters[50000], words[50000];
    memset(letters, 'a', sizeof letters);
    letters[sizeof letters - 1] = '\0';
    for (size_t k = 0; k + 1 < sizeof words; k++) words[k] = k % 2 ? ' ' : 'b';
    words[sizeof words - 1] = '\0';
    const char *texts[] = {letters,        words, "",       "!!!",      "((((",    "()",  "(A)",
                           "the",          "The", "of the", "Inc",      "Inc.",    ", ,", "Mr",
                           "\xef\xbf\xbd", "'",   "a'",     "\x1b[31m", "\xcc\x81"};
    corral_names *found = find(texts, sizeof texts / sizeof *texts, 0.01);
    for (size_t k = 0; k < corral_names_count(found); k++) {
        corral_name_proposal p = corral_names_get(found, k);
        assert_true(p.score > 0 && p.score <= 1 && p.why[0]);
    }
    corral_names_free(found);
}

static void what_is_decided_is_not_proposed(void **state)
{
    (void)state;
    corral_name names[] = {{"Casa Colibri", 1}, {"CASA COLIBRI", 3}, {"casa colibri", 2}};
    corral_name_pair decided[] = {{0, 1}};
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found;
    assert_int_equal(corral_names_find(names, 3, NULL, NULL, &found, NULL), CORRAL_OK);
    assert_int_equal(corral_names_count(found), 2);
    assert_int_equal(corral_names_get(found, 0).keep, 1);
    assert_int_equal(corral_names_get(found, 1).keep, 1);
    corral_names_free(found);
    options.decided = decided;
    options.decided_count = 1;
    assert_int_equal(corral_names_find(names, 3, &options, NULL, &found, NULL), CORRAL_OK);
    assert_int_equal(corral_names_count(found), 2);
    for (size_t k = 0; k < 2; k++) {
        corral_name_proposal p = corral_names_get(found, k);
        assert_true(p.merge == 2 ? p.keep == 1 : p.merge == 0 && p.keep == 2);
    }
    corral_names_free(found);
}

/* Of the four spellings only those that are looked at are proposed, whatever ranks before them. */
static void only_names_that_are_looked_at_are_proposed(void **state)
{
    (void)state;
    corral_name names[] = {
        {"Casa Colibri", 1}, {"CASA COLIBRI", 9}, {"casa colibri", 2}, {"Casa  Colibri", 3}};
    static const unsigned char two[] = {1, 0, 1, 0}, one[] = {0, 0, 1, 0};
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found;
    options.among = two;
    assert_int_equal(corral_names_find(names, 4, &options, NULL, &found, NULL), CORRAL_OK);
    assert_int_equal(corral_names_count(found), 1);
    assert_int_equal(corral_names_get(found, 0).keep, 2);
    assert_int_equal(corral_names_get(found, 0).merge, 0);
    corral_names_free(found);
    options.among = one;
    assert_int_equal(corral_names_find(names, 4, &options, NULL, &found, NULL), CORRAL_OK);
    assert_int_equal(corral_names_count(found), 0);
    corral_names_free(found);
}

static void a_score_out_of_range_is_refused(void **state)
{
    (void)state;
    const double bad[] = {0, -1, 1.01, NAN};
    corral_name names[] = {{"a", 1}};
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        options.score = bad[k];
        assert_int_equal(corral_names_find(names, 1, &options, NULL, &found, NULL), CORRAL_BAD_USE);
    }
}

static bool stop(void *user, const char *what, double done)
{
    (void)user, (void)what, (void)done;
    return false;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    corral_name names[] = {{"a", 1}};
    corral_progress progress = {stop, NULL};
    corral_names *found;
    assert_int_equal(corral_names_find(names, 1, NULL, &progress, &found, NULL),
                     CORRAL_INTERRUPTED);
}

/* ---- random names ---- */

/* Few words, so that many names are alike; slips, initials, forms, other orders. */
static void random_name(uint64_t *seed, char name[LONGEST])
{
    static const char *const words[] = {
        "Orchard", "Overrijssel", "Harmon", "Council", "Housing", "Authority",
        "Clinic",  "Julia",       "Moreno", "School",  "Library", "Transit",
        "J.",      "M.",          "of",     "the",     "Inc",     "Dr",
        "Univ.",   "5",           "Center", "OHC",     "(OHC)",   "Calderwood"};
    size_t count = 1 + random_below(seed, 4), length = 0;
    for (size_t k = 0; k < count; k++)
        length += (size_t)snprintf(name + length, LONGEST - length, "%s%s", k ? " " : "",
                                   words[random_below(seed, sizeof words / sizeof *words)]);
    if (random_below(seed, 3) == 0 && length > 3) {
        size_t at = 1 + random_below(seed, (uint32_t)length - 2);
        if (random_below(seed, 2))
            name[at] = (char)('a' + random_below(seed, 26));
        else
            memmove(name + at, name + at + 1, length - at);
    }
}

static void blocking_misses_no_pair(void **state)
{
    (void)state;
    static char texts[MOST][LONGEST];
    size_t matching = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        uint64_t random = seed * 77;
        corral_name names[MOST];
        uint32_t count = 20 + random_below(&random, 200);
        names_model model = {0};
        names_pairs pairs = {0};
        size_t at = 0;
        for (uint32_t k = 0; k < count; k++) {
            random_name(&random, texts[k]);
            names[k] = (corral_name){texts[k], random_below(&random, 3)};
        }
        assert_int_equal(names_model_init(&model, names, count, NULL), CORRAL_OK);
        assert_int_equal(names_find_pairs(&model, 0.5, NULL, NULL, &pairs, NULL), CORRAL_OK);
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t b = a + 1; b < count; b++) {
                names_match match, back;
                assert_int_equal(names_compare(&model, a, b, &match, NULL, NULL), CORRAL_OK);
                assert_int_equal(names_compare(&model, b, a, &back, NULL, NULL), CORRAL_OK);
                assert_near(match.score, back.score, 0.0011);
                if (match.score < 0.5) continue;
                if (at == pairs.count || pairs.pair[at].a != a || pairs.pair[at].b != b)
                    fail_msg("missed: %s | %s", model.names[a].text, model.names[b].text);
                at++;
            }
        assert_int_equal(at, pairs.count);
        matching += at;
        names_model_release(&model);
        free(pairs.pair);
    }
    assert_true(matching > 500);
}

static void the_order_of_names_does_not_matter(void **state)
{
    (void)state;
    static char texts[MOST][LONGEST];
    corral_name names[MOST], turned[MOST];
    corral_names *one, *two;
    uint64_t random = 5;
    for (uint32_t k = 0; k < MOST; k++) {
        random_name(&random, texts[k]);
        names[k] = (corral_name){texts[k], (uint32_t)strlen(texts[k]) % 3};
        turned[MOST - 1 - k] = names[k];
    }
    assert_int_equal(corral_names_find(names, MOST, NULL, NULL, &one, NULL), CORRAL_OK);
    assert_int_equal(corral_names_find(turned, MOST, NULL, NULL, &two, NULL), CORRAL_OK);
    assert_true(corral_names_count(one) > 50);
    assert_int_equal(corral_names_count(one), corral_names_count(two));
    for (size_t k = 0; k < corral_names_count(one); k++) {
        corral_name_proposal x = corral_names_get(one, k), y = corral_names_get(two, k);
        assert_string_equal(names[x.keep].text, turned[y.keep].text);
        assert_string_equal(names[x.merge].text, turned[y.merge].text);
        assert_string_equal(x.why, y.why);
        assert_same_double(x.score, y.score);
    }
    corral_names_free(one);
    corral_names_free(two);
}

static void all_proposals_can_be_accepted_together(void **state)
{
    (void)state;
    static char texts[MOST][LONGEST];
    const char *list[MOST];
    uint32_t into[MOST];
    uint64_t random = 9;
    for (uint32_t k = 0; k < MOST; k++) {
        random_name(&random, texts[k]);
        list[k] = texts[k];
        into[k] = UINT32_MAX;
    }
    corral_names *found = find(list, MOST, 0.5);
    for (size_t k = 0; k < corral_names_count(found); k++) {
        corral_name_proposal p = corral_names_get(found, k);
        assert_int_equal(into[p.merge], UINT32_MAX); /* merged once */
        into[p.merge] = p.keep;
    }
    for (uint32_t k = 0; k < MOST; k++) {
        uint32_t steps = 0;
        for (uint32_t at = k; into[at] != UINT32_MAX; at = into[at]) assert_true(++steps < MOST);
    }
    corral_names_free(found);
}

static void names_that_differ_in_punctuation_alone_stay_cheap(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    corral_name *names = calloc(MANY, sizeof *names);
    char *texts = calloc(MANY, 40);
    corral_names *found;
    for (uint32_t k = 0; k < MANY; k++) {
        int length = snprintf(texts + 40 * k, 40, "Orchard ");
        for (uint32_t bits = k, n = 0; n < 16; n++, bits >>= 1)
            texts[40 * k + (uint32_t)length++] = bits & 1 ? '!' : '?';
        names[k] = (corral_name){texts + 40 * k, 1};
    }
    assert_int_equal(corral_names_find(names, MANY, NULL, NULL, &found, NULL), CORRAL_OK);
    assert_int_equal(corral_names_count(found), MANY - 1);
    corral_names_free(found);
    free(names);
    free(texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(spellings_of_one_thing_are_proposed),
        TEST(persons_are_known_by_initials_and_without_titles),
        TEST(another_word_is_another_thing),
        TEST(numbers_and_directions_must_be_equal),
        TEST(words_that_differ_by_a_letter_may_be_two_words),
        TEST(ordinary_words_need_a_second_agreement),
        TEST(initials_of_several_stand_for_none),
        TEST(other_scripts_are_compared_as_they_stand),
        TEST(nothing_and_one_name_have_no_proposals),
        TEST(hostile_names_are_names),
        TEST(what_is_decided_is_not_proposed),
        TEST(only_names_that_are_looked_at_are_proposed),
        TEST(a_score_out_of_range_is_refused),
        TEST(it_can_be_stopped),
        TEST(blocking_misses_no_pair),
        TEST(the_order_of_names_does_not_matter),
        TEST(all_proposals_can_be_accepted_together),
        TEST(names_that_differ_in_punctuation_alone_stay_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
