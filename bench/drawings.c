/* SPDX-License-Identifier: MIT
 *
 * What drawings cost: seconds of wall clock (the median of some runs of corral-viz, reading and
 * writing included) and KB, beside the goals, as a Markdown table.
 *
 *     bench-drawings [--runs N] [--region DATASET] [CORRAL-VIZ]
 *
 * CORRAL-VIZ is by default the program beside ../bin. With --region, a region is drawn as a poster
 * by corral map, too. Whether many maps hold to the rules at an effort is asked of the tests:
 *
 *     CORRAL_TRAINS_EFFORT=normal CORRAL_TRAINS_GROUPS=200 ctest -R viz.train_map */
#define _GNU_SOURCE
#include "districts_model.h"
#include "network_model.h"
#include "trains_model.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MOST = 99 };

typedef struct {
    const char *style, *size, *effort;
    double seconds, kilobytes; /* goals; 0: none */
    unsigned lines, stations;  /* of trains */
    bytes (*make)(void);       /* of the others */
} question;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- models ---- */

static bytes nodes_of(unsigned nodes)
{
    return network_model((network){.coalitions = nodes * 3 / 10,
                                   .items = nodes - nodes * 3 / 10,
                                   .groups = 1 + nodes / 24,
                                   .seats = 3 * nodes,
                                   .home = 70,
                                   .labels = true,
                                   .seed = nodes});
}

static bytes network_50(void)
{
    return nodes_of(50);
}

static bytes network_120(void)
{
    return nodes_of(120);
}

static bytes network_200(void)
{
    return nodes_of(200);
}

/* Groups of seven share more among each other than with others. */
static bytes matrix_of(unsigned rows)
{
    bytes m = {0};
    uint64_t random = rows;
    bytes_print(&m, "corral-drawing\t1\nstyle\tmatrix\n");
    for (unsigned g = 0; g <= rows / 7; g++) bytes_print(&m, "group\t%u\t\n", g + 1);
    for (unsigned i = 0; i < rows; i++) {
        bytes_print(&m, "coalition\t%u\tC%u\tCoalition number %u\t%u\tyes\n", i, i, i, i / 7 + 1);
        for (unsigned j = 0; j < i; j++) {
            const unsigned most = i / 7 == j / 7 ? 20 : random_below(&random, 100) < 12 ? 4 : 1;
            const unsigned shared = random_below(&random, most);
            if (shared) bytes_print(&m, "cell\t%u\t%u\t%u\n", j, i, shared);
        }
    }
    return m;
}

static bytes matrix_60(void)
{
    return matrix_of(60);
}

static bytes matrix_400(void)
{
    return matrix_of(400);
}

static bytes upset_9(void)
{
    bytes m = {0};
    uint64_t random = 7;
    bytes_print(&m, "corral-drawing\t1\nstyle\tupset\n");
    for (unsigned i = 0; i < 9; i++)
        bytes_print(&m, "coalition\t%u\tC%u\tCoalition number %u\t0\tyes\n", i, i, i);
    for (unsigned j = 0; j < 40; j++) {
        const unsigned mask = (3U + j * 37) % 512;
        bytes_print(&m, "item\t%u\tOrganisation %u\t%u\n", j, random_below(&random, 900), 9);
        for (unsigned i = 0; i < 9; i++) {
            if (mask >> i & 1) bytes_print(&m, "seat\t%u\t%u\t1\n", i, j);
        }
    }
    return m;
}

static bytes districts_20k(void)
{
    return districts_model((districts){.districts = 60, .groups = 2857, .roads = 2, .seed = 1});
}

static bytes districts_100k(void)
{
    return districts_model((districts){.districts = 100, .groups = 14286, .roads = 2, .seed = 1});
}

static const question questions[] = {
    {"trains", "8 x 16", "fast", 0.5, 120, 8, 16, NULL},
    {"trains", "8 x 16", "normal", 2, 120, 8, 16, NULL},
    {"trains", "8 x 16", "best", 0, 120, 8, 16, NULL},
    {"trains", "9 x 30", "fast", 0, 120, 9, 30, NULL},
    {"trains", "9 x 30", "normal", 8, 120, 9, 30, NULL},
    {"trains", "9 x 30", "best", 0, 120, 9, 30, NULL},
    {"network", "50 nodes", "", 1, 250, 0, 0, network_50},
    {"network", "120 nodes", "", 1, 250, 0, 0, network_120},
    {"network", "200 nodes", "", 1, 250, 0, 0, network_200},
    {"matrix", "60 rows", "", 1, 150, 0, 0, matrix_60},
    {"matrix", "400 rows", "", 1, 150, 0, 0, matrix_400},
    {"upset", "9 x 40", "", 0.1, 60, 0, 0, upset_9},
    {"districts", "20,000 coalitions", "", 0.5, 400, 0, 0, districts_20k},
    {"districts", "100,000 coalitions", "", 0.5, 400, 0, 0, districts_100k},
};

static bytes model_of(const question *q)
{
    if (q->make) return q->make();
    return trains_model((trains){.lines = q->lines,
                                 .stations = q->stations,
                                 .density = 30,
                                 .local = 8,
                                 .groups = 1,
                                 .columns = 2,
                                 .effort = q->effort,
                                 .seed = 1});
}

/* ---- measuring ---- */

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Whether the goals are met. */
static bool print_row(const question *q, double *seconds, size_t runs, size_t length)
{
    const double kilobytes = (double)length / 1000;
    qsort(seconds, runs, sizeof *seconds, by_size);
    const double middle = seconds[runs / 2];
    const bool good = (!(q->seconds > 0) || middle <= q->seconds) &&
                      (!(q->kilobytes > 0) || kilobytes <= q->kilobytes);
    char goals[2][32] = {"", ""};
    if (q->seconds > 0) snprintf(goals[0], sizeof goals[0], "%g", q->seconds);
    if (q->kilobytes > 0) snprintf(goals[1], sizeof goals[1], "%g", q->kilobytes);
    printf("| %s | %s | %s | %.2f | %s | %.0f | %s | %s |\n", q->style, q->size, q->effort, middle,
           goals[0], kilobytes, goals[1], good ? "yes" : "NO");
    fflush(stdout);
    return good;
}

static bool measure(const question *q, size_t runs)
{
    double seconds[RUNS_MOST];
    bytes model = model_of(q);
    size_t length = 0;
    bool good = true;
    for (size_t i = 0; good && i < runs; i++) {
        run r = viz_run(&model, (setup){0});
        seconds[i] = r.seconds;
        length = r.out.length;
        good = r.status == 0;
        if (!good) fprintf(stderr, "%s %s: %s", q->style, q->size, r.err.data);
        run_release(&r);
    }
    good = good && print_row(q, seconds, runs, length);
    bytes_release(&model);
    return good;
}

/* Reading and grouping the region included. */
static bool measure_region(const char *corral, const char *region, size_t runs)
{
    const question q = {.style = "poster", .size = basename((char *)region), .effort = "normal"};
    double seconds[RUNS_MOST];
    size_t length = 0;
    char part[65536];
    bytes command = {0};
    bytes_print(&command, "'%s' map -q --group all '%s'", corral, region);
    for (size_t i = 0; i < runs; i++) {
        const double from = now();
        FILE *out = popen(command.data, "r");
        if (!out) return false;
        length = 0;
        for (size_t got; (got = fread(part, 1, sizeof part, out)) > 0;) length += got;
        if (pclose(out) != 0) return false;
        seconds[i] = now() - from;
    }
    bytes_release(&command);
    return print_row(&q, seconds, runs, length);
}

/* The program of that name in ../bin, seen from this one. */
static void find_beside(const char *name, char *out)
{
    char own[PATH_MAX] = "";
    const ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    snprintf(out, PATH_MAX + 40, "%s/../bin/%s", dirname(own), name);
}

static int misused(void)
{
    fprintf(stderr, "usage: bench-drawings [--runs N] [--region DATASET] [CORRAL-VIZ]\n"
                    "\nWhether drawn maps hold to the rules, at any effort:\n"
                    "    CORRAL_TRAINS_EFFORT=normal CORRAL_TRAINS_GROUPS=200 "
                    "ctest -R viz.train_map\n");
    return 2;
}

int main(int count, char **words)
{
    char viz[PATH_MAX + 40], corral[PATH_MAX + 40];
    const char *region = NULL;
    size_t runs = 5;
    int at = 1;
    for (; at + 1 < count && strncmp(words[at], "--", 2) == 0; at += 2) {
        if (strcmp(words[at], "--runs") == 0)
            runs = strtoul(words[at + 1], NULL, 10);
        else if (strcmp(words[at], "--region") == 0)
            region = words[at + 1];
        else
            return misused();
    }
    if (runs < 1 || runs > RUNS_MOST || at + 1 < count || (at < count && *words[at] == '-'))
        return misused();
    find_beside("corral-viz", viz);
    find_beside("corral", corral);
    setenv("CORRAL_VIZ", at < count ? words[at] : viz, 1);
    printf("| style | size | effort | seconds | goal | KB | goal | met |\n"
           "|---|---|---|---|---|---|---|---|\n");
    bool good = true;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        good = measure(&questions[i], runs) && good;
    if (region) good = measure_region(corral, region, runs) && good;
    return good ? 0 : 1;
}
