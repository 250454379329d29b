/* SPDX-License-Identifier: MIT
 *
 * Train maps from outside: the rules of train_map.h on invented groups, and what no drawing may do.
 *
 * CORRAL_TRAINS_GROUPS sets how many groups are tried, CORRAL_TRAINS_EFFORT how hard each is
 * improved, CORRAL_TRAINS_FIRST the first one's number; UPDATE=1 writes the baseline anew. */
#define _GNU_SOURCE
#include "svg_checks.h"
#include "train_map.h"
#include "trains_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Under sanitizers a drawing takes ten times as long: fewer of each kind then. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SLOW 1
#endif
#endif
#ifdef SLOW
enum { GROUPS = 15, SAME_BYTES = 3, SAMPLES = 2 };
#else
enum { GROUPS = 200, SAME_BYTES = 10, SAMPLES = 12 };
#endif

static unsigned number_from(const char *variable, unsigned otherwise)
{
    const char *text = getenv(variable);
    return text && *text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

static train_map draw(const bytes *model)
{
    return train_map_read(viz_geometry(model));
}

static void check(const bytes *model, bool names, const char *what)
{
    fault told = "";
    train_map map = draw(model);
    if (!all_rules_hold(&map, model, names, told)) {
        const char *kept = getenv("CORRAL_TRAINS_KEEP");
        FILE *file = kept ? fopen(kept, "w") : NULL;
        if (file) {
            fwrite(model->data, 1, model->length, file);
            fclose(file);
        }
        fail_msg("%s: %s", what, told);
    }
    train_map_release(&map);
}

static void check_trains(trains t, const char *more)
{
    char what[160];
    bytes model = trains_model(t);
    bytes_print(&model, "%s", more);
    snprintf(what, sizeof what, "seed %u: %u lines, %u stations, density %u, %u groups %s",
             (unsigned)t.seed, t.lines, t.stations, t.density, t.groups, more);
    check(&model, true, what);
    bytes_release(&model);
}

/* ---- the rules ---- */

static void rules_hold_of_random_groups(void **state)
{
    (void)state;
    const unsigned count = number_from("CORRAL_TRAINS_GROUPS", GROUPS);
    const unsigned first = number_from("CORRAL_TRAINS_FIRST", 1);
    for (unsigned i = first; i < first + count; i++) {
        trains t = trains_at_random(i);
        t.effort = getenv("CORRAL_TRAINS_EFFORT");
        check_trains(t, "");
    }
}

static void rules_hold_of_posters(void **state)
{
    (void)state;
    for (unsigned groups = 2; groups <= 7; groups++) {
        trains t = trains_at_random(groups);
        t.groups = groups;
        t.alone = groups % 3 * 2;
        t.stations = 5 + 3 * groups;
        check_trains(t, groups == 3 ? "paper\ta3\n" : groups == 6 ? "fold\t2\n" : "");
    }
}

static void rules_hold_on_every_sheet(void **state)
{
    (void)state;
    static const char *const sheets[] = {"fold\t1\n",   "fold\t2\n",      "fold\t3\n",
                                         "paper\ta3\n", "paper\ta4\n",    "paper\tletter\n",
                                         "lang\tde\n",  "theme\tprint\n", "seed\t7\n"};
    for (unsigned i = 0; i < sizeof sheets / sizeof *sheets; i++)
        check_trains((trains){.lines = 4 + i % 6,
                              .stations = 12 + i,
                              .density = 30,
                              .local = 6,
                              .groups = 1,
                              .columns = 2,
                              .seed = 500 + i},
                     sheets[i]);
}

static void small_and_large_groups(void **state)
{
    (void)state;
    static const trains sizes[] = {
        {.lines = 1, .groups = 1, .local = 5, .seed = 1},
        {.lines = 1, .seed = 2},
        {.lines = 2, .stations = 1, .density = 40, .groups = 1, .seed = 3},
        {.lines = 9, .groups = 1, .local = 9, .columns = 3, .seed = 4}, /* nothing shared */
        {.lines = 9, .stations = 60, .density = 40, .local = 20, .groups = 1, .seed = 5},
        {.lines = 3, .stations = 60, .density = 40, .groups = 1, .seed = 6},
        {.lines = 9, .stations = 60, .density = 100, .groups = 1, .seed = 7}, /* all alike */
        {.lines = 9, .stations = 24, .density = 100, .groups = 1, .seed = 8},
        {.lines = 9, .stations = 200, .density = 30, .local = 60, .groups = 1, .seed = 9},
        {.lines = 5, .stations = 9, .density = 40, .groups = 1, .alone = 4, .seed = 10},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) check_trains(sizes[i], "");
    bytes nothing = {0};
    bytes_print(&nothing, "corral-drawing\t1\nstyle\ttrains\n");
    check(&nothing, true, "nothing");
    bytes_release(&nothing);
}

static void ten_lines_are_refused(void **state)
{
    (void)state;
    for (unsigned groups = 1; groups < 3; groups++) {
        bytes model = trains_model((trains){
            .lines = 10, .stations = 12, .density = 30, .groups = groups, .seed = groups + 1});
        run r = viz_run(&model, (setup){0});
        assert_int_equal(r.status, 1);
        assert_int_equal(r.out.length, 0);
        assert_non_null(strstr(r.err.data, "coalitions of a train map, allowed: at most 9, "
                                           "given: 10"));
        assert_ptr_equal(strchr(r.err.data, '\n') + 1, r.err.data + r.err.length);
        run_release(&r);
        bytes_release(&model);
    }
}

/* ---- names ---- */

static void names_of_every_script_fit(void **state)
{
    (void)state;
    static const char *const words[] = {
        "\xd8\xb4\xd8\xa8\xd9\x83\xd8\xa9 "
        "\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9 ",
        "\xd7\xa8\xd7\xa9\xd7\xaa \xd7\x94\xd7\x91\xd7\x99\xd7\x98\xd7\x97\xd7\x95\xd7\x9f ",
        "\xe0\xa4\x96\xe0\xa4\xbe\xe0\xa4\xa6\xe0\xa5\x8d\xe0\xa4\xaf "
        "\xe0\xa4\xb8\xe0\xa5\x81\xe0\xa4\xb0\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7\xe0\xa4\xbe ",
        "\xe9\xa3\x9f\xe6\x96\x99\xe5\xae\x89\xe5\x85\xa8\xe4\xbf\x9d\xe9\x9a\x9c",
        "\xf0\x9f\x9a\x8c\xf0\x9f\x8d\x8e\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 ",
        "Donaudampfschifffahrtsgesellschaft",
        "W",
        "Equal names for all ",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (unsigned times = 1; times < 40; times *= 6) { /* up to 300 characters and more */
            bytes name = {0};
            for (unsigned n = 0; n < times; n++) bytes_print(&name, "%s", words[i]);
            bytes model = trains_named(name.data, 3 + (unsigned)i % 6, 4 + (unsigned)i);
            check(&model, false, name.data);
            bytes_release(&model);
            bytes_release(&name);
        }
    }
}

static void hostile_names_change_nothing(void **state)
{
    (void)state;
    bytes (*const make[])(const char *const *names, unsigned count) = {hostile_train_map,
                                                                       hostile_train_poster};
    for (size_t i = 0; i < 2; i++) {
        bytes model = make[i](hostile_names(), HOSTILE_NAMES);
        check(&model, false, "hostile names");
        check_hostile(make[i]);
        bytes_release(&model);
    }
}

/* ---- bytes ---- */

static void nothing_but_the_model_decides(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SAME_BYTES; seed++) {
        trains t = trains_at_random(seed);
        if (seed % 3 == 0) t.groups = 1 + (unsigned)seed / 3, t.stations = 9;
        bytes model = trains_model(t);
        check_drawing(&model, false);
        check_same_bytes(&model);
        bytes_release(&model);
    }
}

static void maps_are_small(void **state)
{
    (void)state;
    static const trains sizes[] = {
        {.lines = 8, .stations = 16, .density = 30, .local = 8, .groups = 1, .columns = 2},
        {.lines = 9, .stations = 24, .density = 40, .local = 8, .groups = 1, .columns = 2},
        {.lines = 9, .stations = 60, .density = 40, .local = 16, .groups = 1, .columns = 2},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bytes model = trains_model(sizes[i]);
        bytes svg = viz_svg(&model);
        print_message("%u x %u: %zu bytes\n", sizes[i].lines, sizes[i].stations, svg.length);
        assert_true(svg.length <= 120000);
        bytes_release(&svg);
        bytes_release(&model);
    }
}

/* ---- crossings and bends, not above what they once were ---- */

typedef struct {
    unsigned crossings, bends;
} counts;

static trains sample(unsigned i)
{
    return (trains){.lines = 4 + i % 6,
                    .stations = 8 + 2 * i,
                    .density = 20 + 3 * (i % 5),
                    .local = 5,
                    .groups = 1,
                    .known = true,
                    .seed = 9000 + i};
}

/* Over three seeds: one alone may be lucky. */
static counts counts_of(unsigned i)
{
    counts c = {0};
    for (unsigned seed = 1; seed <= 3; seed++) {
        bytes model = trains_model(sample(i));
        bytes_print(&model, "seed\t%u\n", seed);
        json_t *geometry = viz_geometry(&model);
        const json_t *board = json_array_get(json_object_get(geometry, "boards"), 0);
        c.crossings += (unsigned)json_at(board, "crossings");
        c.bends += (unsigned)json_at(board, "bends");
        json_decref(geometry);
        bytes_release(&model);
    }
    return c;
}

static void write_baseline(FILE *file)
{
    fprintf(file, "# Sample group, lines x stations, crossings and bends of three seeds, effort "
                  "fast: not to be "
                  "exceeded.\n# UPDATE=1 viz.train_map writes what they are now.\n");
    for (unsigned i = 0; i < SAMPLES; i++) {
        const counts c = counts_of(i);
        fprintf(file, "%u %ux%u %u %u\n", i, sample(i).lines, sample(i).stations, c.crossings,
                c.bends);
    }
}

/* A single map may be a little worse for another being better: the sums may not grow, and no map
 * by more than a fifth. */
static void lines_cross_no_more_than_before(void **state)
{
    (void)state;
    const char *path = getenv("CORRAL_TRAINS_BASELINE");
    char row[200];
    unsigned i, lines, stations, seen = 0;
    counts was, sum = {0}, sum_was = {0};
    if (!path) skip();
    FILE *file = fopen(path, getenv("UPDATE") ? "w+" : "r");
    assert_non_null(file);
    if (getenv("UPDATE")) write_baseline(file);
    rewind(file);
    while (fgets(row, sizeof row, file)) {
        if (sscanf(row, "%u %ux%u %u %u", &i, &lines, &stations, &was.crossings, &was.bends) != 5 ||
            i >= SAMPLES)
            continue;
        const counts now = counts_of(i);
        seen++;
        sum.crossings += now.crossings, sum.bends += now.bends;
        sum_was.crossings += was.crossings, sum_was.bends += was.bends;
        print_message("%u x %u: %u crossings (%u), %u bends (%u)\n", lines, stations, now.crossings,
                      was.crossings, now.bends, was.bends);
        assert_true(now.crossings <= was.crossings + was.crossings / 5 + 2);
        assert_true(now.bends <= was.bends + was.bends / 5 + 2);
    }
    fclose(file);
    assert_int_equal(seen, SAMPLES);
    print_message("all: %u crossings (%u), %u bends (%u)\n", sum.crossings, sum_was.crossings,
                  sum.bends, sum_was.bends);
    assert_true(sum.crossings <= sum_was.crossings && sum.bends <= sum_was.bends);
}

/* ---- the rules see what they are for ---- */

static json_t *find(json_t *geometry, const char *list, const char *kind)
{
    size_t i;
    json_t *o;
    json_array_foreach(json_object_get(geometry, list), i, o)
    {
        if (strcmp(json_string_value(json_object_get(o, "kind")), kind) == 0) return o;
    }
    fail_msg("no %s among the %s", kind, list);
    return NULL;
}

static void move(json_t *o, const char *name, double by)
{
    json_object_set_new(o, name, json_real(json_at(o, name) + by));
}

static void move_point(json_t *path, size_t i, size_t axis, double by)
{
    json_t *pair = json_array_get(json_object_get(path, "points"), i);
    json_array_set_new(pair, axis, json_real(json_number_value(json_array_get(pair, axis)) + by));
}

static void spoil(json_t *g, unsigned how)
{
    json_t *line = find(g, "paths", "line"), *bar = find(g, "boxes", "station");
    json_t *board = json_array_get(json_object_get(g, "boards"), 0);
    json_t *stations = json_object_get(board, "stations"), *first = json_array_get(stations, 0);
    const size_t points = json_array_size(json_object_get(line, "points"));
    switch (how) {
    case 0: move(find(g, "texts", "station"), "y", 20); break;
    case 1: move(bar, "x", 60); break;
    case 2: move(bar, "y", 9); break;
    case 3: move(bar, "h", 9); break;
    case 4: move(find(g, "texts", "name"), "x", 120); break;
    case 5: move(find(g, "texts", "title"), "x", -60); break;
    case 6: json_array_remove(stations, 0); break;
    case 7: json_array_remove(json_object_get(first, "lines"), 0); break;
    case 8: json_array_clear(json_object_get(first, "items")); break;
    case 9:
        for (size_t i = 0; i < points; i++) move_point(line, i, 1, 4);
        break;
    case 10: move_point(line, points - 1, 1, 3); break;
    case 11: move_point(line, 1, 0, -30); break;
    case 12: json_object_set_new(line, "index", json_integer(1)); break;
    case 13: move(board, "crossings", 1); break;
    case 14: move(find(g, "boxes", "badge"), "x", 9999); break;
    default:
        for (size_t i = 0; i < points; i++) move_point(line, i, 1, 90);
        break;
    }
}

static void rules_see_faults(void **state)
{
    (void)state;
    bytes model = trains_model((trains){.lines = 6,
                                        .stations = 14,
                                        .density = 30,
                                        .local = 4,
                                        .groups = 1,
                                        .known = true,
                                        .seed = 77});
    check(&model, true, "as it is");
    for (unsigned how = 0; how <= 15; how++) {
        fault told = "";
        json_t *geometry = viz_geometry(&model);
        spoil(geometry, how);
        train_map map = train_map_read(geometry);
        if (all_rules_hold(&map, &model, true, told)) fail_msg("fault %u is not seen", how);
        print_message("fault %u: %s\n", how, told);
        train_map_release(&map);
    }
    bytes_release(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_see_faults),
        cmocka_unit_test(small_and_large_groups),
        cmocka_unit_test(ten_lines_are_refused),
        cmocka_unit_test(rules_hold_on_every_sheet),
        cmocka_unit_test(names_of_every_script_fit),
        cmocka_unit_test(hostile_names_change_nothing),
        cmocka_unit_test(rules_hold_of_posters),
        cmocka_unit_test(nothing_but_the_model_decides),
        cmocka_unit_test(maps_are_small),
        cmocka_unit_test(lines_cross_no_more_than_before),
        cmocka_unit_test(rules_hold_of_random_groups),
    };
    return cmocka_run_group_tests_name("viz.train_map", tests, NULL, NULL);
}
