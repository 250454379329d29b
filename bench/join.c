/* What every pair costs: seconds, pairs and memory of corral's join, beside simple peers written
 * from the papers, each in a process of its own.
 *
 *     bench-join [--measure jaccard|cosine] [--threshold T] [--rarity idf|none] [--threads N]
 *                [--by corral,rows,prefix,product] REGION...
 *
 *     corral   corral_pairs_find()
 *     rows     every holder of every item, row by row: what the join is checked against
 *     prefix   plain Jaccard of sets by prefixes, lengths and positions (Bayardo, Ma and Srikant,
 *              WWW 2007; Xiao, Wang, Lin and Yu, PPJoin, WWW 2008); with --rarity none, weights 1
 *     product  cosine by the sparse product a row at a time, the best 1000 of each row kept (as
 *              sparse_dot_topn does; Gustavson 1978)
 *
 * Peers use one thread. Single times are noisy: repeat, and compare ratios within one run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "corral/read.h"
#include "similarity/footprints.h"

enum { BEST = 1000 /* kept of each row of the product */ };

typedef struct task {
    corral_similarity_options options;
    double threshold;
    const char *by;
} task;

static void *array(size_t count, size_t size)
{
    void *made = calloc(count ? count : 1, size);
    if (made) return made;
    fprintf(stderr, "bench-join: out of memory\n");
    exit(1);
}

/* ---- corral ---- */

static size_t by_corral(const corral_similarity *s, double threshold)
{
    corral_pairs *pairs = NULL;
    corral_error error = CORRAL_ERROR_INIT;
    char message[1200];
    if (corral_pairs_find(s, threshold, NULL, &pairs, &error) != CORRAL_OK) {
        corral_error_format(&error, message, sizeof message);
        fprintf(stderr, "bench-join: %s\n", message);
        exit(1);
    }
    size_t count = corral_pairs_count(pairs);
    corral_pairs_free(pairs);
    return count;
}

static corral_status count_row(void *context, uint32_t a, const similarity_entry *list,
                               size_t count)
{
    (void)a;
    (void)list;
    __atomic_fetch_add((size_t *)context, count, __ATOMIC_RELAXED);
    return CORRAL_OK;
}

static size_t by_rows(const corral_similarity *s, double threshold)
{
    size_t count = 0;
    similarity_visit visit = {
        .row = count_row, .context = &count, .upper_only = true, .threshold = threshold};
    if (similarity_rows(s, &visit, NULL) != CORRAL_OK) exit(1);
    return count;
}

/* ---- prefixes ---- */

/* Items rare first, sets by rising size: a set looks for partners among those before it. */
typedef struct sets {
    uint32_t count;
    size_t *start;
    uint32_t *item;
} sets;

static sets sets_by_size(const corral_similarity *s)
{
    uint32_t n = s->coalition_count;
    size_t largest = 0, at = 0;
    for (uint32_t a = 0; a < n; a++)
        if (s->row_start[a + 1] - s->row_start[a] > largest)
            largest = s->row_start[a + 1] - s->row_start[a];
    uint32_t *place = array(largest + 2, sizeof *place), *order = array(n, sizeof *order);
    for (uint32_t a = 0; a < n; a++) place[s->row_start[a + 1] - s->row_start[a] + 1]++;
    for (size_t k = 0; k <= largest; k++) place[k + 1] += place[k];
    for (uint32_t a = 0; a < n; a++) order[place[s->row_start[a + 1] - s->row_start[a]]++] = a;
    sets x = {n, array((size_t)n + 1, sizeof *x.start), array(s->row_start[n], sizeof *x.item)};
    for (uint32_t i = 0; i < n; i++) {
        for (size_t k = s->row_start[order[i] + 1]; k-- > s->row_start[order[i]];)
            x.item[at++] = s->row_item[k];
        x.start[i + 1] = at;
    }
    free(place);
    free(order);
    return x;
}

typedef struct prefix_posting {
    uint32_t set, position;
} prefix_posting;

typedef struct prefix_list {
    prefix_posting *posting;
    uint32_t first, count, room; /* first: those before are too short */
} prefix_list;

static void add_posting(prefix_list *list, uint32_t set, uint32_t position)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 4;
        list->posting = realloc(list->posting, list->room * sizeof *list->posting);
        if (!list->posting) exit(1);
    }
    list->posting[list->count++] = (prefix_posting){set, position};
}

/* Shared items of two sets from the given positions on, as long as `needed` can be reached. */
static size_t shared_from(const sets *x, uint32_t a, size_t i, uint32_t b, size_t j, size_t have,
                          size_t needed)
{
    size_t i_end = x->start[a + 1], j_end = x->start[b + 1];
    for (i += x->start[a], j += x->start[b]; i < i_end && j < j_end;) {
        size_t left = i_end - i < j_end - j ? i_end - i : j_end - j;
        if (have + left < needed) return have;
        if (x->item[i] == x->item[j]) {
            have++;
            i++;
            j++;
        } else if (x->item[i] > x->item[j]) {
            i++;
        } else {
            j++;
        }
    }
    return have;
}

static size_t least_shared(double threshold, size_t x, size_t y)
{
    return (size_t)ceil(threshold / (1 + threshold) * (double)(x + y) - 1e-9);
}

static size_t by_prefix(const corral_similarity *s, double t)
{
    sets x = sets_by_size(s);
    prefix_list *lists = array(s->item_count, sizeof *lists);
    uint32_t *met = array(x.count, sizeof *met);
    int32_t *shared = array(x.count, sizeof *shared); /* -1: ruled out */
    size_t pairs = 0;
    for (uint32_t a = 0; a < x.count; a++) {
        size_t size = x.start[a + 1] - x.start[a], met_count = 0;
        size_t least = (size_t)ceil(t * (double)size - 1e-9);
        size_t prefix = size ? size - least + 1 : 0;
        for (size_t i = 0; i < prefix; i++) {
            prefix_list *list = &lists[x.item[x.start[a] + i]];
            while (list->first < list->count) {
                uint32_t b = list->posting[list->first].set;
                if (x.start[b + 1] - x.start[b] >= least) break;
                list->first++;
            }
            for (uint32_t k = list->first; k < list->count; k++) {
                prefix_posting p = list->posting[k];
                size_t other = x.start[p.set + 1] - x.start[p.set];
                size_t left_a = size - i - 1, left_b = other - p.position - 1;
                if (shared[p.set] < 0) continue;
                if (shared[p.set] == 0) met[met_count++] = p.set;
                size_t most = (size_t)shared[p.set] + 1 + (left_a < left_b ? left_a : left_b);
                shared[p.set] = most < least_shared(t, size, other) ? -1 : shared[p.set] + 1;
            }
            add_posting(list, a, (uint32_t)i);
        }
        for (size_t k = 0; k < met_count; k++) {
            uint32_t b = met[k];
            size_t needed = least_shared(t, size, x.start[b + 1] - x.start[b]);
            if (shared[b] > 0 && shared_from(&x, a, 0, b, 0, 0, needed) >= needed) pairs++;
            shared[b] = 0;
        }
    }
    for (uint32_t r = 0; r < s->item_count; r++) free(lists[r].posting);
    free(lists);
    free(met);
    free(shared);
    free(x.start);
    free(x.item);
    return pairs;
}

/* ---- product ---- */

static double norm_of(const corral_similarity *s, uint32_t a)
{
    double sum = 0;
    for (uint32_t k = 0; k < s->facet_count; k++)
        sum += s->alpha[k] * s->sum[(size_t)a * s->facet_count + k];
    return sqrt(sum);
}

static int falling(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* Both triangles, as the product gives them; half of what is kept is returned. */
static size_t by_product(const corral_similarity *s, double threshold)
{
    uint32_t n = s->coalition_count;
    double *norm = array(n, sizeof *norm), *sum = array(n, sizeof *sum),
           *kept = array(n, sizeof *kept);
    uint32_t *met = array(n, sizeof *met);
    unsigned char *is_met = array(n, 1);
    size_t pairs = 0;
    for (uint32_t a = 0; a < n; a++) norm[a] = norm_of(s, a);
    for (uint32_t a = 0; a < n; a++) {
        size_t met_count = 0, count = 0;
        uint32_t k = 0;
        for (size_t i = s->row_start[a]; i < s->row_start[a + 1]; i++) {
            uint32_t r = s->row_item[i];
            while (r >= s->first[k + 1]) k++;
            double x = s->row_value[i] * s->alpha[k];
            for (size_t j = s->column_start[r]; j < s->column_start[r + 1]; j++) {
                uint32_t b = s->column_coalition[j];
                if (!is_met[b]) {
                    is_met[b] = 1;
                    met[met_count++] = b;
                }
                sum[b] += x * s->column_value[j];
            }
        }
        for (size_t i = 0; i < met_count; i++) {
            uint32_t b = met[i];
            double cosine = sum[b] / (norm[a] * norm[b]);
            if (b != a && cosine >= threshold) kept[count++] = cosine;
            sum[b] = 0;
            is_met[b] = 0;
        }
        if (count > BEST) {
            qsort(kept, count, sizeof *kept, falling);
            count = BEST;
        }
        pairs += count;
    }
    free(norm);
    free(sum);
    free(kept);
    free(met);
    free(is_met);
    return pairs / 2;
}

/* ---- one row of the table ---- */

typedef struct method {
    const char *name;
    size_t (*run)(const corral_similarity *s, double threshold);
} method;

static const method METHODS[] = {
    {"corral", by_corral}, {"rows", by_rows}, {"prefix", by_prefix}, {"product", by_product}};
enum { METHOD_COUNT = sizeof METHODS / sizeof *METHODS };

static double wall(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double processor(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static double peak_memory(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

/* MiB of a line of /proc/self/status, which Linux has; else 0. */
static double memory_of(const char *name)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0) kib = atof(line + strlen(name));
    if (file) fclose(file);
    return kib / 1024;
}

/* From here on the peak is that of what follows. */
static void forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (!file) return;
    fputs("5", file);
    fclose(file);
}

static int measure(const task *t, const method *m, const char *path)
{
    corral_region *region = NULL;
    corral_similarity *s = NULL;
    corral_error error = CORRAL_ERROR_INIT;
    char message[1200];
    double before_weighing = processor();
    corral_status status = corral_region_read(path, NULL, NULL, &region, &error);
    double read = processor() - before_weighing;
    if (status == CORRAL_OK) status = corral_similarity_new(region, &t->options, &s, &error);
    if (status != CORRAL_OK) {
        corral_error_format(&error, message, sizeof message);
        fprintf(stderr, "bench-join: %s\n", message);
        return 1;
    }
    double whole = peak_memory();
    forget_peak();
    double start = wall(), before = processor(), memory = memory_of("VmRSS:");
    double weighing = before - before_weighing - read;
    size_t pairs = m->run(s, t->threshold);
    printf("| %s | %u | %s | %zu | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f |\n", path,
           s->coalition_count, m->name, pairs, read, weighing, processor() - before, wall() - start,
           memory_of("VmHWM:") - memory, fmax(whole, memory_of("VmHWM:")));
    corral_similarity_free(s);
    corral_region_free(region);
    return 0;
}

/* A process each, so that no method inherits another's memory. */
static int measure_apart(const task *t, const method *m, const char *path)
{
    int state = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int failed = measure(t, m, path);
        fflush(stdout);
        _exit(failed);
    }
    if (child < 0 || waitpid(child, &state, 0) != child) return 1;
    return WIFEXITED(state) ? WEXITSTATUS(state) : 1;
}

static bool parse(int *at, int count, char **words, task *t)
{
    for (; *at < count && strncmp(words[*at], "--", 2) == 0; *at += 2) {
        const char *name = words[*at] + 2, *value = *at + 1 < count ? words[*at + 1] : NULL;
        if (!value) return false;
        if (strcmp(name, "measure") == 0)
            t->options.measure =
                strcmp(value, "cosine") == 0 ? CORRAL_MEASURE_COSINE : CORRAL_MEASURE_JACCARD;
        else if (strcmp(name, "threshold") == 0)
            t->threshold = atof(value);
        else if (strcmp(name, "rarity") == 0)
            t->options.rarity = strcmp(value, "none") == 0 ? CORRAL_RARITY_NONE : CORRAL_RARITY_IDF;
        else if (strcmp(name, "threads") == 0)
            t->options.threads = atoi(value);
        else if (strcmp(name, "by") == 0)
            t->by = value;
        else
            return false;
    }
    return *at < count;
}

int main(int count, char **words)
{
    task t = {CORRAL_SIMILARITY_OPTIONS_INIT, 0.2, "corral"};
    int at = 1;
    if (!parse(&at, count, words, &t)) {
        fprintf(stderr, "usage: bench-join [--measure jaccard|cosine] [--threshold T] [--rarity "
                        "idf|none] [--threads N] [--by corral,rows,prefix,product] REGION...\n");
        return 2;
    }
    printf("| region | coalitions | by | pairs | read, s | weigh, s | join, s | wall, s | "
           "join, MiB | peak, MiB |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (; at < count; at++)
        for (int m = 0; m < METHOD_COUNT; m++)
            if (strstr(t.by, METHODS[m].name) && measure_apart(&t, &METHODS[m], words[at]) != 0)
                return 1;
    return 0;
}
