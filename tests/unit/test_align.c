/* Alignment: wordings, what keeps them apart, linkage beside the obvious way, rows. */
#include <math.h>
#include <stdio.h>
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
    const corral_align_entry list[] = {{"strategy", "build skills", NULL},
                                       {"strategy", "change policy", ""},
                                       {"strategy", "new", NULL},
                                       {"strategy", "for others", "rivers"},
                                       {"issue", "none of these", NULL}};
    const corral_align_options options = {.wording = 0.6, .list = list, .list_count = 5};
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
    assert_int_equal(corral_alignment_passed_over(a), 1);
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

/* ---- people's decisions ---- */

static corral_alignment *aligned(const corral_region *region, size_t coalitions,
                                 const corral_align_options *options)
{
    uint32_t all[MOST] = {0};
    corral_alignment *a = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    for (uint32_t k = 0; k < coalitions; k++) all[k] = k;
    if (corral_alignment_new(region, all, coalitions, options, &a, &err))
        fail_msg("%s", err.message);
    return a;
}

static const char three[] = "A goal: train tutors for early readers\n"
                            "B goal: training tutors for early readers\n"
                            "C goal: trains tutor for early reader\n"
                            "D goal: plant trees\n";

static corral_region *decided(const char *rows, const corral_crosswalk_entry *entries, size_t count)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    small_rows(builder, rows);
    for (size_t k = 0; k < count; k++)
        if (corral_builder_add_crosswalk(builder, &entries[k], &err)) fail_msg("%s", err.message);
    return small_finish(builder);
}

static void a_no_is_never_proposed_again(void **state)
{
    (void)state;
    const corral_crosswalk_entry no = {.facet = "goal",
                                       .item = "training tutors for early readers",
                                       .same_as = "train tutors for early readers",
                                       .decision = CORRAL_SAME_DIFFERENT};
    corral_region *before = small_region(three), *after = decided(three, &no, 1);
    corral_alignment *a = aligned(before, 4, NULL), *b = aligned(after, 4, NULL);
    assert_int_equal(corral_alignment_question_count(a), 2);
    assert_int_equal(corral_alignment_question_count(b), 1);
    uint32_t one = corral_region_item_find(after, corral_region_facet_find(after, "goal"), no.item);
    uint32_t two =
        corral_region_item_find(after, corral_region_facet_find(after, "goal"), no.same_as);
    for (size_t k = 0; k < corral_alignment_count(b); k++) {
        corral_align_row row = corral_alignment_get(b, k);
        int both = 0;
        for (size_t i = 0; i < row.item_count; i++)
            both += row.items[i] == one || row.items[i] == two;
        assert_true(both < 2);
    }
    corral_alignment_free(a);
    corral_alignment_free(b);
    corral_region_free(before);
    corral_region_free(after);
}

static void a_yes_makes_one_row_however_it_is_worded(void **state)
{
    (void)state;
    const corral_crosswalk_entry yes[] = {{.facet = "goal",
                                           .item = "plant trees",
                                           .same_as = "train tutors for early readers",
                                           .decision = CORRAL_SAME_YES},
                                          {.facet = "goal",
                                           .item = "trains tutor for early reader",
                                           .same_as = "plant trees",
                                           .decision = CORRAL_SAME_DIFFERENT}};
    corral_region *region = decided(three, yes, 2);
    corral_alignment *a = aligned(region, 4, NULL);
    assert_int_equal(corral_alignment_count(a), 2);
    corral_align_row row = corral_alignment_get(a, 0);
    assert_int_equal(row.klass, CORRAL_ALIGN_COMBINE);
    assert_int_equal(row.item_count, 2);
    assert_string_equal(row.why, "treated as one by crosswalk.csv");
    corral_alignment_free(a);
    corral_region_free(region);
}

/* What goes together is said from 20 groups on, with the counts: of 24 groups 4 have X, 3 of these
 * and no other have Y. */
static void groups_suggest_from_twenty_on(void **state)
{
    (void)state;
    char rows[4000] = "";
    uint32_t group_of[24];
    for (int g = 0; g < 24; g++) {
        char line[80];
        snprintf(line, sizeof line, "g%02d strategy: %s%s\n", g, g < 4 ? "X" : "Z",
                 g > 0 && g < 4 ? ", Y" : "");
        strcat(rows, line);
        group_of[g] = (uint32_t)g;
    }
    corral_region *region = small_region(rows);
    corral_align_options options = CORRAL_ALIGN_OPTIONS_INIT;
    options.group_of = group_of;
    options.group_count = 24;
    corral_alignment *a = aligned(region, 1, &options);
    assert_int_equal(corral_alignment_count(a), 2);
    assert_string_equal(corral_alignment_get(a, 1).why,
                        "3 of the 4 groups with \"X\" have it, of all 24 groups 3: 6.0 times as "
                        "often");
    corral_alignment_free(a);
    options.group_count = 19;
    for (int g = 19; g < 24; g++) group_of[g] = UINT32_MAX;
    a = aligned(region, 1, &options);
    assert_int_equal(corral_alignment_count(a), 1);
    corral_alignment_free(a);
    corral_region_free(region);
}

/* ---- the agenda ---- */

static size_t covered_by(const corral_alignment *a, unsigned set)
{
    size_t sum = 0;
    for (size_t k = 0; k < corral_alignment_count(a); k++)
        if (set >> k & 1) sum += corral_alignment_get(a, k).wants;
    return sum;
}

/* Every set of rows is tried. */
static void no_agenda_of_a_size_covers_more(void **state)
{
    (void)state;
    static const char goals[] = "abcdefghijkl";
    unsigned seed = 11;
    for (int round = 0; round < 40; round++) {
        char rows[2000] = "";
        for (int c = 0; c < 8; c++) {
            char line[120];
            size_t at = (size_t)snprintf(line, sizeof line, "C%d goal: shared", c);
            for (size_t g = 0; g < sizeof goals - 1; g++) {
                seed = seed * 1103515245u + 12345u;
                if ((seed >> 16) % (g + 2) == 0)
                    at += (size_t)snprintf(line + at, sizeof line - at, ", %c%c%c", goals[g],
                                           goals[g], goals[g]);
            }
            strcat(strcat(rows, line), "\n");
        }
        corral_region *region = small_region(rows);
        corral_alignment *a = aligned(region, 8, NULL);
        corral_align_step steps[64];
        size_t count, all, n = corral_alignment_count(a), best[64] = {0};
        assert_true(n <= 13);
        for (unsigned set = 0; set < 1u << n; set++) {
            size_t size = (size_t)__builtin_popcount(set), sum = covered_by(a, set);
            if (sum > best[size]) best[size] = sum;
        }
        assert_int_equal(corral_alignment_agenda(a, 0, steps, &count, &all, NULL), CORRAL_OK);
        assert_int_equal(count, n);
        assert_int_equal(all, best[n]);
        for (size_t k = 0; k < count; k++) assert_int_equal(steps[k].covered, best[k + 1]);
        corral_alignment_free(a);
        corral_region_free(region);
    }
}

/* ---- cosine beside the obvious way ---- */

enum { TEXTS = 8, WORDS = 10, LENGTH = 9 };

static double log_count(int k)
{
    return k ? 1 + log(k) : 0;
}

/* The formula over a table of counts, text by word; the words are their own stems. */
static double cosine_slowly(int counts[TEXTS][WORDS], int a, int b)
{
    double dot = 0, square_a = 0, square_b = 0;
    for (int w = 0; w < WORDS; w++) {
        int df = 0;
        for (int t = 0; t < TEXTS; t++) df += counts[t][w] > 0;
        double idf = log((1.0 + TEXTS) / (1.0 + df)) + 1;
        double x = log_count(counts[a][w]) * idf, y = log_count(counts[b][w]) * idf;
        dot += x * y;
        square_a += x * x;
        square_b += y * y;
    }
    return dot / sqrt(square_a) / sqrt(square_b);
}

static void cosine_is_that_of_the_obvious_way(void **state)
{
    (void)state;
    static const char *const words[WORDS] = {"food", "rent", "book", "park",  "health",
                                             "job",  "bus",  "farm", "water", "street"};
    unsigned seed = 3;
    for (int round = 0; round < 100; round++) {
        char bytes[TEXTS][200] = {{0}};
        const char *texts[TEXTS];
        int counts[TEXTS][WORDS] = {{0}};
        for (int t = 0; t < TEXTS; t++) {
            for (int k = 0; k < LENGTH; k++) {
                seed = seed * 1103515245u + 12345u;
                unsigned w = (seed >> 16) % WORDS;
                counts[t][w]++;
                strcat(strcat(bytes[t], words[w]), " ");
            }
            texts[t] = bytes[t];
        }
        alignment_wording *w = wording_of(texts, TEXTS);
        for (int a = 0; a < TEXTS; a++)
            for (int b = 0; b < TEXTS; b++)
                assert_true(fabs(alignment_wording_similarity(w, (size_t)a, (size_t)b) -
                                 cosine_slowly(counts, a, b)) < 1e-12);
        alignment_wording_free(w);
    }
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
                                       TEST(a_no_is_never_proposed_again),
                                       TEST(a_yes_makes_one_row_however_it_is_worded),
                                       TEST(groups_suggest_from_twenty_on),
                                       TEST(no_agenda_of_a_size_covers_more),
                                       TEST(cosine_is_that_of_the_obvious_way),
                                       TEST(wrong_use_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
