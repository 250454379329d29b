/* SPDX-License-Identifier: MIT
 *
 * How good and how fast is the layout of trains? Two groups read off the pictures of the first
 * trial (its median costs there: 152 and 104), and random ones of the same kind; the median over
 * seeds. Usage: bench-trains [RESTARTS [SEEDS]] */
#include "trains/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SEEDS_MAX = 99 };

typedef struct {
    const char *name;
    unsigned lines;
    const char *stations; /* the lines of each, from 1, spaces between; NULL: at random */
    size_t n_stations;
    unsigned density; /* percent */
} group;

static const group GROUPS[] = {
    {"picture 3", 8, "8571 362 71362 487 162 87 4531 74531 43 5162 436 12 83 4512 8452", 0, 0},
    {"picture 1", 8, "213 46 521 847 13 47 2134 76 1348 134876 52134 876 5213 76 521 5218", 0, 0},
    {"random 8 x 14", 8, NULL, 14, 36},
    {"random 8 x 15", 8, NULL, 15, 36},
    {"random 8 x 16", 8, NULL, 16, 36},
    {"random 5 x 12", 5, NULL, 12, 40},
    {"random 9 x 30", 9, NULL, 30, 30},
};

static void read_stations(const char *text, viz_trains_input *input, viz_trains_station *station)
{
    unsigned mask = 0;
    for (;; text++) {
        if (*text > ' ') {
            mask |= 1u << (*text - '1');
            continue;
        }
        station[input->n_stations++].mask = mask;
        mask = 0;
        if (!*text) return;
    }
}

static void make_stations(const group *g, viz_trains_input *input, viz_trains_station *station)
{
    uint64_t random = g->n_stations;
    while (input->n_stations < g->n_stations) {
        unsigned mask = 0;
        for (unsigned k = 0; k < g->lines; k++) {
            random = random * 6364136223846793005U + 1442695040888963407U;
            if ((random >> 33) % 100 < g->density) mask |= 1u << k;
        }
        if (mask & (mask - 1)) station[input->n_stations++].mask = mask;
    }
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *value, size_t n)
{
    qsort(value, n, sizeof *value, ascending);
    return value[n / 2];
}

static void run(const group *g, unsigned restarts, size_t seeds)
{
    viz_trains_station station[VIZ_TRAINS_STATIONS] = {{0}};
    viz_trains_input input = VIZ_TRAINS_INPUT_INIT;
    double cost[SEEDS_MAX], crossings[SEEDS_MAX], bends[SEEDS_MAX], seconds[SEEDS_MAX];
    double width[SEEDS_MAX], height[SEEDS_MAX];
    input.lines = g->lines;
    input.stations = station;
    input.restarts = restarts;
    input.fold = 1;
    if (g->stations)
        read_stations(g->stations, &input, station);
    else
        make_stations(g, &input, station);
    for (size_t i = 0; i < input.n_stations; i++) {
        station[i].label_width = 60 + (double)(i * 37 % 30);
        station[i].label_height = 14 * (double)(1 + i * 7 % 3);
    }
    for (size_t k = 0; k < VIZ_TRAINS_LINES; k++) input.tail[k] = 30 + 8 * (double)(k % 4);
    for (size_t i = 0; i < seeds; i++) {
        viz_trains_layout layout;
        viz_error err = {{0}};
        input.seed = i + 1;
        const clock_t from = clock();
        if (!viz_trains_lay(&input, &layout, &err)) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
        seconds[i] = (double)(clock() - from) / CLOCKS_PER_SEC;
        cost[i] = layout.cost;
        crossings[i] = layout.crossings;
        bends[i] = layout.bends;
        width[i] = layout.width;
        height[i] = layout.height;
        viz_trains_layout_release(&layout);
    }
    const double middle = median(cost, seeds);
    printf("%-14s %7.1f %7.1f %7.1f %9.0f %6.0f %7.0f %7.0f %8.3f\n", g->name, cost[0], middle,
           cost[seeds - 1], median(crossings, seeds), median(bends, seeds), median(width, seeds),
           median(height, seeds), median(seconds, seeds));
}

int main(int argc, char **argv)
{
    const unsigned restarts = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 8;
    size_t seeds = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
    if (seeds < 1) seeds = 1;
    if (seeds > SEEDS_MAX) seeds = SEEDS_MAX;
    printf("%-14s %7s %7s %7s %9s %6s %7s %7s %8s\n", "group", "best", "median", "worst",
           "crossings", "bends", "width", "height", "seconds");
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) run(&GROUPS[i], restarts, seeds);
    return 0;
}
