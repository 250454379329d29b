/* The starter database: what goes in comes out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/output.h"
#include "io/database.h"
#include "region/changes.h"
#include "support/random.h"
#include "support/small.h"

static corral_error error;
static char folder[64];

static void ok(corral_status status)
{
    if (status != CORRAL_OK) fail_msg("%s: %s", error.file, error.message);
}

static int make_folder(void **state)
{
    (void)state;
    error = (corral_error)CORRAL_ERROR_INIT;
    strcpy(folder, "/tmp/corral-database-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) || check_igraph_stack(state);
}

static const char *path_of(const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", folder, name);
    return path;
}
#define PATH(name) path_of((name), (char[128]){0})

static void write_text(const char *name, const char *text)
{
    FILE *file = fopen(PATH(name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Adds what is read from a file or folder to the database of that name. */
static void import(const char *from, const char *name, const char *date)
{
    char path[128], base[128];
    corral_whole whole = {0};
    corral_aside *aside = NULL;
    corral_database *old = NULL, *database = NULL;
    corral_import with = {date, NULL};
    uint64_t wave;
    const char *source = path_of(from, path);
    path_of(name, base);
    ok(corral_whole_read(&source, 1, NULL, NULL, &whole, &error));
    ok(corral_aside_open(base, NULL, &aside, &error));
    if (corral_database_is(base)) {
        ok(corral_database_open(base, &old, &error));
        ok(corral_database_copy(old, corral_aside_path(aside), name, NULL, &error));
        corral_database_free(old);
    }
    ok(corral_database_begin(corral_aside_path(aside), name, &database, &error));
    ok(corral_database_add(database, &whole, &with, &wave, &error));
    ok(corral_database_commit(database, NULL, &error));
    corral_database_free(database);
    ok(corral_aside_commit(aside, &error));
    corral_aside_free(aside);
    corral_whole_release(&whole);
}

static corral_region *read_wave(const char *name, const char *wave)
{
    corral_read_options options = CORRAL_READ_OPTIONS_INIT;
    corral_region *region = NULL;
    options.wave = wave;
    ok(corral_region_read(PATH(name), &options, NULL, &region, &error));
    return region;
}

static void assert_same(const char *one, const char *two, const char *wave)
{
    corral_region *a = read_wave(one, NULL), *b = read_wave(two, wave);
    assert_same_region(a, b);
    corral_region_free(a);
    corral_region_free(b);
}

/* Rows with everything that may stand in one, drawn from few words so that they meet. */
static void write_random(const char *name, uint64_t seed)
{
    static const char *const words[] = {
        "choir", "\"a, \"\"b\"\"\"", "e\xcc\x81", "\xc3\xa9", "x  y", "'=1", "none", "0", "NULL",
        "';--"};
    static const char *const facets[] = {"member", "goal", "own facet", "partner"};
    static const char *const weights[] = {"", "0", "0.5", "1", "0.3333333333333333"};
    static const char *const known[] = {"", "", "", "yes", "partial", "no"};
    static const char *const dates[] = {"", "2024", "2025-02-03"};
    uint64_t state = seed;
    FILE *file = fopen(PATH(name), "w");
    assert_non_null(file);
    fputs("coalition,facet,item,weight,known,informant,as_of,note,person,hours\n", file);
    for (size_t i = 0; i < 60; i++) {
        uint32_t word = random_below(&state, 11);
        fprintf(file, "C%u,%s,%s,%s,%s,", random_below(&state, 6), facets[random_below(&state, 4)],
                word == 10 ? "" : words[word], weights[random_below(&state, 5)],
                known[random_below(&state, 6)]);
        fprintf(file, "%s,%s,%s,%s,%s\n", random_below(&state, 2) ? "P" : "",
                dates[random_below(&state, 3)], random_below(&state, 2) ? "\"so, they say\"" : "",
                words[random_below(&state, 10)], random_below(&state, 2) ? "1.5" : "");
    }
    assert_int_equal(fclose(file), 0);
}

static void a_region_comes_out_as_it_went_in(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        char text[16], base[16];
        snprintf(text, sizeof text, "%u.csv", (unsigned)seed);
        snprintf(base, sizeof base, "%u.db", (unsigned)seed);
        write_random(text, seed);
        import(text, base, NULL);
        assert_same(text, base, NULL);
    }
}

static void a_second_wave_leaves_the_first_as_it_was(void **state)
{
    (void)state;
    write_random("1.csv", 1);
    write_random("2.csv", 2);
    write_random("3.csv", 3);
    import("1.csv", "all.db", "2024");
    import("2.csv", "all.db", "2026-01");
    import("3.csv", "all.db", "2025");
    assert_same("1.csv", "all.db", "1");
    assert_same("1.csv", "all.db", "2024");
    assert_same("2.csv", "all.db", NULL); /* the newest by date, not by number */
    assert_same("3.csv", "all.db", "3");
}

static void the_wave_before_goes_by_date(void **state)
{
    (void)state;
    char before[24];
    write_text("a.csv", "coalition,member\nA,x\n");
    import("a.csv", "all.db", "2024");
    import("a.csv", "all.db", "2026");
    import("a.csv", "all.db", "2025");
    ok(corral_database_wave_before(PATH("all.db"), NULL, before, &error));
    assert_string_equal(before, "3");
    ok(corral_database_wave_before(PATH("all.db"), "3", before, &error));
    assert_string_equal(before, "1");
    assert_int_equal(corral_database_wave_before(PATH("all.db"), "1", before, &error),
                     CORRAL_BAD_INPUT);
}

static void an_empty_region_is_a_wave_too(void **state)
{
    (void)state;
    write_text("none.csv", "coalition,member\n");
    import("none.csv", "none.db", NULL);
    assert_same("none.csv", "none.db", NULL);
    assert_same("none.csv", "none.db", "1");
}

static void what_is_no_database_is_told_apart(void **state)
{
    (void)state;
    write_text("text", "SQLite format 4\n");
    write_text("short", "SQLite");
    assert_false(corral_database_is(PATH("text")));
    assert_false(corral_database_is(PATH("short")));
    assert_false(corral_database_is(PATH("nothing")));
    assert_false(corral_database_is(folder));
}

static void the_record_keeps_what_the_region_decides_on(void **state)
{
    (void)state;
    corral_whole whole = {0};
    write_text("a.csv", "coalition,facet,item,weight,informant\nA,member,x,1,p\nA,member,x,0,q\n"
                        "A,member,x,1,p\nA,goal,,,r\n");
    const char *path = PATH("a.csv");
    ok(corral_whole_read(&path, 1, NULL, NULL, &whole, &error));
    assert_int_equal(corral_record_row_count(whole.record), 3);
    assert_string_equal(corral_record_row_get(whole.record, 1).said.informant, "p");
    assert_string_equal(corral_record_row_get(whole.record, 2).said.informant, "q");
    assert_true(corral_record_row_get(whole.record, 2).said.weight == 0);
    assert_int_equal(corral_record_known_count(whole.record), 1);
    assert_string_equal(corral_record_known_get(whole.record, 0).said.facet, "goal");
    corral_whole_release(&whole);
}

/* ---- changes ---- */

static corral_changes changes_of(const char *before, const char *after)
{
    corral_changes changes = {0};
    corral_region *old = small_region(before), *new = small_region(after);
    ok(corral_changes_find(old, new, &changes, &error));
    corral_region_free(old);
    corral_region_free(new);
    return changes;
}

/* Counts by kind, as "joined 1 left 2". */
static void expect(const char *before, const char *after, const char *expected)
{
    char text[256] = "";
    corral_changes changes = changes_of(before, after);
    for (size_t k = 0; k < CORRAL_CHANGE_KINDS; k++)
        if (changes.of_kind[k])
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %zu", *text ? " " : "",
                     corral_change_names[k], changes.of_kind[k]);
    assert_string_equal(text, expected);
    corral_changes_release(&changes);
}

static void only_what_was_known_both_times_is_a_change(void **state)
{
    (void)state;
    expect("A member: x, y", "A member: x, z", "joined 1 left 1");
    expect("A member~: x, y", "A member: x, z", "left 1 newly-known 1");
    expect("A member: x, y", "A member~: x, z", "joined 1 no-longer-known 1");
    expect("A member~: x, y", "A member~: x, z", "newly-known 1 no-longer-known 1");
    expect("A member: x", "A member: x; goal: g", "newly-known 1");
    expect("A member: x; goal: g", "A member: x", "no-longer-known 1");
    expect("A member: x", "A member: x", "");
    expect("A member: x", "B member: x", "began 1 ended 1");
}

static void another_weight_is_counted_and_no_change(void **state)
{
    (void)state;
    corral_changes changes = changes_of("A member: x, y*0.5", "A member: x*0.5, y*0.4");
    assert_int_equal(changes.count, 0);
    assert_int_equal(changes.weights, 1);
    corral_changes_release(&changes);
}

#define WITH_FOLDER(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_region_comes_out_as_it_went_in),
        WITH_FOLDER(a_second_wave_leaves_the_first_as_it_was),
        WITH_FOLDER(the_wave_before_goes_by_date),
        WITH_FOLDER(an_empty_region_is_a_wave_too),
        WITH_FOLDER(what_is_no_database_is_told_apart),
        WITH_FOLDER(the_record_keeps_what_the_region_decides_on),
        TEST(only_what_was_known_both_times_is_a_change),
        TEST(another_weight_is_counted_and_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
