/* Alignment: wordings, what keeps them apart, linkage beside the obvious way, rows. */
#include <stdlib.h>
#include <string.h>

#include "alignment/align.h"
#include "alignment/field_words.h"
#include "alignment/wording.h"
#include "corral/align.h"
#include "support/small.h"

static alignment_wording *wording_of(const char *const *texts, size_t count)
{
    static const char *const places[] = {"Calder", "Pine Landing"};
    alignment_wording *w = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    static const char *const synonyms[][2] = {
        {"learners", "pupils"}, {"Dental", "oral"}, {"oral", "tooth"}};
    const alignment_lexicon lexicon = {places, 2, synonyms, 3};
    if (alignment_wording_new(texts, count, &lexicon, &w, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return w;
}

static double alike(const char *a, const char *b)
{
    const char *const texts[] = {a, b};
    alignment_wording *w = wording_of(texts, 2);
    double s = alignment_wording_similarity(w, 0, 1);
    assert_same_double(s, alignment_wording_similarity(w, 1, 0));
    alignment_wording_free(w);
    return s;
}

/* "" where nothing differs. */
static const char *differs(const char *a, const char *b)
{
    const char *const texts[] = {a, b};
    alignment_wording *w = wording_of(texts, 2);
    const char *name = alignment_wording_differs(w, 0, 1);
    alignment_wording_free(w);
    return name ? name : "";
}

static void forms_of_words_are_one(void **state)
{
    (void)state;
    assert_true(alike("Train tutors to work with early readers",
                      "Training tutors who work with early readers") > 0.999);
    assert_true(alike("Books were given out at every clinic visit",
                      "Give out a book at all the clinic visits") > 0.7);
    assert_true(alike("Plant trees on every block of the city",
                      "Shorter waits for counseling after school") < 0.1);
}

static void short_texts_are_compared_by_characters(void **state)
{
    (void)state;
    assert_true(alike("Mentoring", "Mentorship") > 0.3);
    assert_true(alike("Mentoring", "Rides") < 0.01);
    assert_true(alike("Tutoring", "tutoring") > 0.999);
}

/* By hand: "food" and "rent" each in one of two texts, weight ln(3/2) + 1; "help", "pay", "month"
 * in both, weight 1. */
static void cosine_is_that_of_the_formula(void **state)
{
    (void)state;
    double one = 1.4054651081081644 * 1.4054651081081644;
    assert_true(alike("help to pay for food this month", "help to pay for rent this month") -
                        3 / (3 + one) <
                    1e-12 &&
                3 / (3 + one) - alike("help to pay for food this month",
                                      "help to pay for rent this month") <
                    1e-12);
}

static void marks_keep_apart(void **state)
{
    (void)state;
    assert_string_equal(differs("reading in grade 3", "reading in grade 8"), "numbers");
    assert_string_equal(differs("reading in 3rd grade", "reading in third grade"), "");
    assert_string_equal(differs("70 % by 2030", "70 %"), "numbers");
    assert_string_equal(differs("Reduce visits", "Increase visits"), "direction");
    assert_string_equal(differs("More visits", "Visits"), "");
    assert_string_equal(differs("Help for girls", "Help for boys"), "populations");
    assert_string_equal(differs("Help for youth", "Help"), "populations");
    assert_string_equal(differs("Homes in Calder", "Homes in Landing"), "places");
    assert_string_equal(differs("Homes in the north", "Homes in the south"), "places");
    assert_string_equal(differs("Homes with a garden", "Homes without a garden"), "negation");
}

static void words_people_take_for_one_are(void **state)
{
    (void)state;
    assert_true(alike("Dental checks at school", "Tooth check at schools") > 0.999);
    assert_string_equal(differs("Rides for learners", "Rides for students"), "");
    assert_string_equal(differs("Rides for learners", "Rides for parents"), "populations");
}

static void hostile_texts_are_texts(void **state)
{
    (void)state;
    char text[1201] = "";
    for (int k = 0; k < 75; k++) strcat(text, "supercalifragil ");
    assert_true(alike(text, text) > 0.999);
    assert_same_double(alike("and of the", "and of the"), 0);
    assert_same_double(alike("", "x"), 0);
    assert_true(alike("子どもの読書を支える", "子どもの読書を支援する") > 0.4);
    assert_true(alike("子どもの読書を支える", "住宅の修理") < 0.1);
    assert_true(alike("تحسين القراءة في المنزل", "تحسين القراءة في المدرسة") > 0.4);
    assert_true(alike("a", "b") < 0.1);
}

static void every_listed_word_is_found(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "youth", "zzz", "fewer", "third", "not", "your"};
    for (size_t k = 0; k < 7; k++)
        assert_int_equal(alignment_field_word_find(words[k]) != NULL, k != 2);
}

/* ---- linkage ---- */

enum { MOST = 12 };

/* The least alike two of two clusters. */
static double link_of(const double *s, size_t n, const uint32_t *of, uint32_t a, uint32_t b)
{
    double least = 2;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (of[i] == a && of[j] == b && s[i * n + j] < least) least = s[i * n + j];
    return least;
}

static void link_slowly(const double *s, size_t n, double least, uint32_t *of)
{
    for (size_t i = 0; i < n; i++) of[i] = (uint32_t)i;
    for (;;) {
        double best = -1;
        uint32_t a = 0, b = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = i + 1; j < n; j++)
                if (of[i] == i && of[j] == j && link_of(s, n, of, i, j) > best) {
                    best = link_of(s, n, of, i, j);
                    a = i;
                    b = j;
                }
        if (best < least) return;
        for (size_t k = 0; k < n; k++)
            if (of[k] == b) of[k] = a;
    }
}

static void linkage_is_that_of_the_obvious_way(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        double s[MOST * MOST], copy[MOST * MOST];
        uint32_t fast[MOST], slow[MOST];
        size_t n = 1 + (size_t)round % MOST;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++) {
                seed = seed * 1103515245u + 12345u;
                unsigned drawn = seed >> 16 & 15; /* few values: many ties */
                s[i * n + j] = s[j * n + i] = i == j ? 1 : drawn < 3 ? -1 : drawn / 15.0;
            }
        memcpy(copy, s, sizeof s);
        alignment_link(copy, n, 0.4, fast);
        link_slowly(s, n, 0.4, slow);
        for (size_t i = 0; i < n; i++) assert_int_equal(fast[i], slow[i]);
    }
}

/* ---- rows ---- */

static void rows_have_their_class(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_alignment *a = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    small_within(builder, "strategy", "tutoring", "build skills");
    small_rows(builder, "A goal: reading, trees; strategy: tutoring\n"
                        "B goal: reading; strategy?:\n"
                        "C goal: rivers; strategy: change policy\n");
    corral_region *region = small_finish(builder);
    const uint32_t two[] = {coalition_of(region, "A"), coalition_of(region, "B")};
    const corral_align_entry list[] = {{"strategy", "build skills"},
                                       {"strategy", "change policy"},
                                       {"strategy", "new"},
                                       {"issue", "none of these"}};
    const corral_align_options options = {.wording = 0.6, .list = list, .list_count = 4};
    static const struct {
        const char *name;
        corral_align_class klass;
        size_t coalitions, wants;
    } expected[] = {{"reading", CORRAL_ALIGN_COMBINE, 2, 2},
                    {"trees", CORRAL_ALIGN_OWN, 1, 1},
                    {"tutoring", CORRAL_ALIGN_OWN, 1, 1},
                    {"change policy", CORRAL_ALIGN_CONSIDER, 1, 0},
                    {"new", CORRAL_ALIGN_CONSIDER, 0, 0}};
    if (corral_alignment_new(region, two, 2, &options, &a, &err)) fail_msg("%s", err.message);
    assert_int_equal(corral_alignment_count(a), 5);
    for (size_t k = 0; k < 5; k++) {
        corral_align_row row = corral_alignment_get(a, k);
        assert_string_equal(row.name, expected[k].name);
        assert_int_equal(row.klass, expected[k].klass);
        assert_int_equal(row.coalition_count, expected[k].coalitions);
        assert_int_equal(row.wants, expected[k].wants);
        assert_int_equal(row.unknown, row.klass == CORRAL_ALIGN_CONSIDER ? 1 : 0);
    }
    corral_alignment_free(a);
    corral_region_free(region);
}

static void wrong_use_is_refused(void **state)
{
    (void)state;
    corral_region *region = small_region("A goal: reading\n");
    corral_alignment *a = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    const uint32_t twice[] = {0, 0};
    corral_align_options options = {.wording = 0};
    assert_int_equal(corral_alignment_new(region, twice, 0, NULL, &a, &err), CORRAL_BAD_USE);
    assert_int_equal(corral_alignment_new(region, twice, 2, NULL, &a, &err), CORRAL_BAD_USE);
    assert_int_equal(corral_alignment_new(region, twice, 1, &options, &a, &err), CORRAL_BAD_USE);
    corral_region_free(region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(forms_of_words_are_one),
                                       TEST(short_texts_are_compared_by_characters),
                                       TEST(cosine_is_that_of_the_formula),
                                       TEST(marks_keep_apart),
                                       TEST(words_people_take_for_one_are),
                                       TEST(hostile_texts_are_texts),
                                       TEST(every_listed_word_is_found),
                                       TEST(linkage_is_that_of_the_obvious_way),
                                       TEST(rows_have_their_class),
                                       TEST(wrong_use_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
