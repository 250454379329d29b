/* Comparing one coalition with a candidate, a cache line at a time.
 *
 * The same lines of C compile to one comparison of vectors where the processor has them; whole
 * numbers are added, so every version gives the same answer. */
#include "similarity/join.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_TARGETS 1
#else
#define HAS_TARGETS 0
#endif

#if defined(__GNUC__)
#define INLINE inline __attribute__((always_inline))
#else
#define INLINE inline
#endif

enum { LANES = 16 /* with size and rest, which equal no rank */ };

/* What the probe's items bring that stand in the line. */
static INLINE uint32_t in_line(const join_probe *p, size_t first, size_t end, const join_line *line)
{
    uint32_t rank[LANES], sum[LANES] = {0}, most = 0;
    memcpy(rank, line->rank, sizeof line->rank);
    rank[LANES - 2] = rank[LANES - 1] = UINT32_MAX;
    for (size_t i = first; i < end; i++) {
        uint32_t wanted = p->rank[i], adds = p->most[i];
        for (size_t k = 0; k < LANES; k++) sum[k] |= rank[k] == wanted ? adds : 0;
    }
    for (size_t k = 0; k < LANES; k++) most += sum[k];
    return most;
}

/* The probe's items that rank no lower than the last of the line. */
static INLINE size_t end_of(const join_probe *p, size_t first, const join_line *line)
{
    uint32_t least = line->rank[JOIN_LANES - 1];
    while (first < p->count && p->rank[first] >= least) first++;
    return first;
}

static INLINE bool reaches(const join_probe *p, const join_lines *lines, double needed,
                           double rest_factor)
{
    const join_line *line = lines->first;
    uint64_t most = 0;
    size_t done = 0, next = 0;
    for (;;) {
        bool is_last = line->rank[JOIN_LANES - 1] == UINT32_MAX;
        size_t end = is_last ? p->count : end_of(p, done, line);
        most += in_line(p, done, end, line);
        done = end;
        if ((double)most + line->rest * rest_factor < needed) return false;
        if (is_last || done == p->count) break;
        if (line == lines->first) next = lines->bounds[0];
        if (next == lines->bounds[1]) break;
        line = &lines->behind[next++];
    }
    return (double)most >= needed;
}

static bool compare_plainly(const join_probe *p, const join_lines *lines, double needed,
                            double rest_factor)
{
    return reaches(p, lines, needed, rest_factor);
}

#if HAS_TARGETS
__attribute__((target("avx2"))) static bool
compare_avx2(const join_probe *p, const join_lines *lines, double needed, double rest_factor)
{
    return reaches(p, lines, needed, rest_factor);
}

__attribute__((target("avx512f,avx512vl"))) static bool
compare_avx512(const join_probe *p, const join_lines *lines, double needed, double rest_factor)
{
    return reaches(p, lines, needed, rest_factor);
}
#endif

join_compare *join_compare_kind(int kind)
{
    if (kind == 0) return compare_plainly;
#if HAS_TARGETS
    __builtin_cpu_init();
    if (kind == 1 && __builtin_cpu_supports("avx2")) return compare_avx2;
    if (kind == 2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"))
        return compare_avx512;
#endif
    return NULL;
}

join_compare *join_compare_choose(void)
{
    for (int kind = JOIN_KINDS - 1; kind > 0; kind--)
        if (join_compare_kind(kind)) return join_compare_kind(kind);
    return compare_plainly;
}
