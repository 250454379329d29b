/* What the main job costs on a region, step by step: seconds of wall clock and peak memory so far,
 * as one row of a Markdown table a region.
 *
 *     bench-whole [--effort fast|normal|best] [--threads N] REGION...
 *
 * Single times are noisy: repeat, and compare ratios within one run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "corral/groups.h"
#include "corral/read.h"

enum { READ, COMPONENTS, WEIGH, GROUP, STEPS };

typedef struct figures {
    double seconds[STEPS];
    double peak[STEPS]; /* MiB */
} figures;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double peak_memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static double note(figures *f, int step, double since)
{
    f->seconds[step] = now() - since;
    f->peak[step] = peak_memory();
    return now();
}

static void print_row(const char *path, const corral_region *region,
                      const corral_grouping *grouping, const figures *f)
{
    double q = corral_grouping_objective(grouping), bound = corral_grouping_bound(grouping);
    printf("| %s | %u | %zu |", path, corral_region_coalition_count(region),
           corral_region_seat_count(region));
    for (int step = 0; step < STEPS; step++)
        printf(" %.2f s, %.0f MiB |", f->seconds[step], f->peak[step]);
    printf(" %zu | %.4f | %.4f | %.2f %% |\n", corral_grouping_pair_count(grouping),
           corral_grouping_resolution(grouping), q, q > 0 ? 100 * (bound - q) / q : 0);
    fflush(stdout);
}

static corral_status measure(const char *path, const corral_similarity_options *similar,
                             const corral_groups_options *options, corral_error *err)
{
    corral_region *region = NULL;
    corral_similarity *similarity = NULL;
    corral_grouping *grouping = NULL;
    figures f;
    uint32_t components;
    double start = now();
    corral_status status = corral_region_read(path, NULL, NULL, &region, err);
    if (status == CORRAL_OK) {
        start = note(&f, READ, start);
        status = corral_region_components(region, &components, NULL, err);
    }
    if (status == CORRAL_OK) {
        start = note(&f, COMPONENTS, start);
        status = corral_similarity_new(region, similar, &similarity, err);
    }
    if (status == CORRAL_OK) {
        start = note(&f, WEIGH, start);
        status = corral_groups_find(similarity, options, NULL, &grouping, err);
    }
    if (status == CORRAL_OK) {
        note(&f, GROUP, start);
        print_row(path, region, grouping, &f);
    }
    corral_grouping_free(grouping);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return status;
}

static bool parse(int *at, int count, char **words, corral_similarity_options *similar,
                  corral_groups_options *options)
{
    static const char *const efforts[] = {"fast", "normal", "best"};
    for (; *at < count && strncmp(words[*at], "--", 2) == 0; *at += 2) {
        if (*at + 1 >= count) return false;
        if (strcmp(words[*at], "--threads") == 0) {
            similar->threads = atoi(words[*at + 1]);
            continue;
        }
        if (strcmp(words[*at], "--effort") != 0) return false;
        int effort = 0;
        while (effort < 3 && strcmp(words[*at + 1], efforts[effort]) != 0) effort++;
        if (effort == 3) return false;
        options->effort = (corral_effort)effort;
    }
    return *at < count;
}

int main(int count, char **words)
{
    corral_similarity_options similar = CORRAL_SIMILARITY_OPTIONS_INIT;
    corral_groups_options options = CORRAL_GROUPS_OPTIONS_INIT;
    int at = 1;
    if (!parse(&at, count, words, &similar, &options)) {
        fprintf(stderr, "usage: bench-whole [--effort fast|normal|best] [--threads N] REGION...\n");
        return 2;
    }
    printf("| region | coalitions | seats | read | components | weigh | groups | pairs | "
           "resolution | Q | gap |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (; at < count; at++) {
        corral_error error = CORRAL_ERROR_INIT;
        char message[1200];
        if (measure(words[at], &similar, &options, &error) == CORRAL_OK) continue;
        corral_error_format(&error, message, sizeof message);
        fprintf(stderr, "bench-whole: %s\n", message);
        return 1;
    }
    return 0;
}
