/* Similarity, resolution and Q of random small regions, read from files, against the slow way. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "oracle/compare.h"
#include "support/random.h"

static char folder[] = "/tmp/corral-oracle-XXXXXX";

static FILE *created(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    return file;
}

static void write_folder(const random_rows *rows)
{
    static const char *const known[] = {"", "no", "partial", "yes"};
    FILE *file = created("footprint.csv");
    fputs("coalition,facet,item,weight,known\n", file);
    for (size_t i = 0; i < rows->count; i++)
        fprintf(file, "%s,%s,%s,%.17g,%s\n", rows->rows[i].coalition, rows->rows[i].facet,
                rows->rows[i].item, rows->rows[i].weight, known[rows->rows[i].known]);
    assert_int_equal(fclose(file), 0);
    file = created("items.csv");
    fputs("facet,item,within\n", file);
    for (size_t i = 0; i < rows->within_count; i++)
        fprintf(file, "%s,%s,%s\n", rows->within[i].facet, rows->within[i].child,
                rows->within[i].parent);
    assert_int_equal(fclose(file), 0);
}

static const random_shape SHAPES[] = {
    {.coalitions = 12, .facets = 1, .items = 10, .density = 0.3},
    {.coalitions = 14, .facets = 2, .items = 8, .density = 0.35, .weights = true, .unknown = 0.2},
    {.coalitions = 14,
     .facets = 3,
     .items = 8,
     .density = 0.3,
     .weights = true,
     .unknown = 0.4,
     .partial = 0.3,
     .within = 0.4},
};

static compared random_compared(size_t shape, uint64_t seed)
{
    random_rows rows = random_rows_new(&SHAPES[shape], seed);
    random_rows_shuffle(&rows, seed);
    write_folder(&rows);
    random_rows_release(&rows);
    return compare_read(folder);
}

static void every_pair_has_the_similarity_of_the_formulas(void **state)
{
    (void)state;
    size_t scored = 0;
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++)
        for (uint64_t seed = 1; seed <= 15; seed++) {
            compared c = random_compared(k, seed);
            for (int way = 0; way < 32; way++) {
                slow_options options = {.measure = (slow_measure)(way % 4),
                                        .is_mean = way / 4 % 2,
                                        .without_rarity = way / 8 % 2,
                                        .min_coverage = (double)(seed % 4) / 4};
                if (way / 16) {
                    options.facet[0] = "member";
                    options.weight[0] = 2.5;
                }
                if (way / 16 && SHAPES[k].facets > 1) {
                    options.facet[1] = "goal";
                    options.weight[1] = seed % 3 ? 0.25 : 0;
                }
                scored += compare_pairs(&c, &options);
            }
            compare_release(&c);
        }
    assert_true(scored > 50000);
}

static void the_resolution_is_that_of_the_formulas(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++)
        for (uint64_t seed = 1; seed <= 40; seed++) {
            compared c = random_compared(k, seed);
            slow_options options = {.measure = (slow_measure)(seed % 4),
                                    .min_coverage = (double)(seed % 5) / 4};
            compare_pairs(&c, &options);
            compare_resolution(&c);
            compare_release(&c);
        }
}

static void the_objective_is_that_of_the_formulas(void **state)
{
    (void)state;
    int compared_count = 0;
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++)
        for (uint64_t seed = 1; seed <= 40; seed++) {
            compared c = random_compared(k, seed);
            slow_options options = {.measure = (slow_measure)(seed % 4), .min_coverage = 0.5};
            corral_groups_options wishes = CORRAL_GROUPS_OPTIONS_INIT;
            wishes.max_size = 2 + (uint32_t)seed % 8;
            compare_pairs(&c, &options);
            corral_grouping *grouping = small_groups(c.similarity, &wishes);
            compared_count += compare_objective(&c, grouping);
            corral_grouping_free(grouping);
            compare_release(&c);
        }
    assert_true(compared_count > 90);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"footprint.csv", "items.csv"};
    char path[64];
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_pair_has_the_similarity_of_the_formulas),
        TEST(the_resolution_is_that_of_the_formulas),
        TEST(the_objective_is_that_of_the_formulas),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
