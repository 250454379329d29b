/* What the search for groups finds and costs, the pairs once found: Q, the bound and the gap to it,
 * processor and wall-clock seconds, and peak memory so far, as a row of a Markdown table for each
 * region and effort.
 *
 *     bench-groups [--resolution G] [--threads N] [--effort fast|normal|best|exact]... REGION...
 *
 * Without --effort: fast and normal. Without --resolution: the region's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "corral/read.h"
#include "groups/search.h"

static const char *const effort_names[] = {"fast", "normal", "best", "exact"};

typedef struct job {
    corral_similarity_options similar;
    double resolution;
    bool efforts[4];
} job;

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double peak_memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* Q of the partition, added up anew. */
static double objective_of(const partition *p)
{
    double q = 0;
    for (uint32_t u = 0; u < p->graph->count; u++) {
        unit_row row = unit_graph_row(p->graph, u);
        for (size_t i = 0; i < row.count; i++)
            if (row.to[i] > u && p->group[row.to[i]] == p->group[u]) q += row.sum[i];
        q -= p->resolution * (p->size[p->group[u]] - 1) / 2;
    }
    return q;
}

static corral_status measure(const char *path, const corral_pairs *pairs, uint32_t count,
                             const corral_groups_options *o, int threads, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_graph graph = {0};
    partition p = {0};
    double bound, cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
    uint32_t components;
    search_watch watch = search_watch_start(NULL, 0, threads);
    TRY(unit_graph_init(&graph, pairs, count, o, o->resolution, err));
    TRY(partition_init(&p, &graph, o->resolution, o->max_size, err));
    TRY(search_groups(&p, o, &watch, &bound, &components, err));
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = seconds(CLOCK_MONOTONIC) - wall;
    double q = objective_of(&p);
    printf("| %s | %u | %zu | %.4f | %s | %.6f | %.6f | %.2f %% | %.2f | %.2f | %.0f |\n", path,
           count, corral_pairs_count(pairs), o->resolution, effort_names[o->effort], q, bound,
           q > 0 ? 100 * (bound - q) / q : 0, cpu, wall, peak_memory());
    fflush(stdout);
done:
    partition_release(&p);
    unit_graph_release(&graph);
    return status;
}

static corral_status measure_region(const char *path, const job *j, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_similarity *similarity = NULL;
    corral_pairs *pairs = NULL;
    corral_resolution automatic;
    corral_groups_options o = CORRAL_GROUPS_OPTIONS_INIT;
    o.resolution = j->resolution;
    TRY(corral_region_read(path, NULL, NULL, &region, err));
    TRY(corral_similarity_new(region, &j->similar, &similarity, err));
    if (isnan(o.resolution)) {
        TRY(corral_resolution_find(similarity, o.seed, NULL, &automatic, NULL, err));
        o.resolution = automatic.resolution;
    }
    TRY(corral_pairs_find(similarity, o.resolution / 2, NULL, &pairs, err));
    for (int effort = 0; effort < 4; effort++) {
        if (!j->efforts[effort]) continue;
        o.effort = (corral_effort)effort;
        TRY(measure(path, pairs, corral_region_coalition_count(region), &o,
                    corral_similarity_threads(similarity), err));
    }
done:
    corral_pairs_free(pairs);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return status;
}

static bool parse(int *at, int count, char **words, job *j)
{
    bool is_given = false;
    for (; *at < count && strncmp(words[*at], "--", 2) == 0; *at += 2) {
        if (*at + 1 >= count) return false;
        const char *value = words[*at + 1];
        if (strcmp(words[*at], "--resolution") == 0) {
            j->resolution = atof(value);
        } else if (strcmp(words[*at], "--threads") == 0) {
            j->similar.threads = atoi(value);
        } else if (strcmp(words[*at], "--effort") == 0) {
            int effort = 0;
            while (effort < 4 && strcmp(value, effort_names[effort]) != 0) effort++;
            if (effort == 4) return false;
            j->efforts[effort] = is_given = true;
        } else {
            return false;
        }
    }
    if (!is_given) j->efforts[CORRAL_EFFORT_FAST] = j->efforts[CORRAL_EFFORT_NORMAL] = true;
    return *at < count;
}

int main(int count, char **words)
{
    job j = {.similar = CORRAL_SIMILARITY_OPTIONS_INIT, .resolution = NAN};
    int at = 1;
    if (!parse(&at, count, words, &j)) {
        fprintf(stderr, "usage: bench-groups [--resolution G] [--threads N] "
                        "[--effort fast|normal|best|exact]... REGION...\n");
        return 2;
    }
    printf("| region | coalitions | pairs | resolution | effort | Q | bound | gap | processor s | "
           "wall s | MiB |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (; at < count; at++) {
        corral_error error = CORRAL_ERROR_INIT;
        if (measure_region(words[at], &j, &error) == CORRAL_OK) continue;
        fprintf(stderr, "bench-groups: %s\n", error.message);
        return 1;
    }
    return 0;
}
