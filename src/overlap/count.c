/* Counting the pairs in every cell: those that share something one by one, the others by what is
 * left of their classes. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "core/failure.h"
#include "core/memory.h"
#include "core/progress.h"
#include "overlap/overlaps.h"

enum { BLOCK = 64 /* rows dealt out at a time */ };

size_t overlap_class_pair_of(uint32_t c, uint32_t d)
{
    size_t low = c < d ? c : d, high = c < d ? d : c;
    return high * (high + 1) / 2 + low;
}

size_t overlap_class_pair_count(const corral_overlaps *o)
{
    size_t classes = o->margins.rows.count;
    return classes * (classes + 1) / 2;
}

int overlap_threads(const corral_overlaps *o)
{
    int cores = omp_get_num_procs();
    int wanted = o->options.threads > 0 ? o->options.threads : cores;
    return wanted < 4 * cores ? wanted : 4 * cores;
}

/* ---- a tally ---- */

/* Numbers of pairs, for one thread or all. */
typedef struct tally {
    overlap_class_pair *class_pairs;
    size_t count;
    uint64_t sharing;
} tally;

static corral_status tally_init(tally *t, const corral_overlaps *o)
{
    t->count = overlap_class_pair_count(o);
    return corral_array_new(&t->class_pairs, t->count, sizeof *t->class_pairs, NULL);
}

static void tally_release(tally *t)
{
    for (size_t i = 0; t->class_pairs && i < t->count; i++) free(t->class_pairs[i].cells);
    free(t->class_pairs);
}

static corral_status make_room(overlap_class_pair *pair, uint32_t count)
{
    corral_status status = CORRAL_OK;
    size_t room = pair->count;
    if (count <= pair->count) return CORRAL_OK;
    TRY(corral_array_grow(&pair->cells, &room, count, sizeof *pair->cells, NULL));
    memset(pair->cells + pair->count, 0, (count - pair->count) * sizeof *pair->cells);
    pair->count = count;
done:
    return status;
}

static bool is_low(const corral_overlaps *o, uint32_t a, uint32_t b)
{
    bool suffices;
    corral_similarity_coverage(o->similarity, a, b, &suffices);
    return !suffices;
}

static corral_status tally_pair(tally *t, const corral_overlaps *o, uint32_t a, uint32_t b,
                                uint32_t shared)
{
    uint32_t c = o->margins.row_class[a], d = o->margins.row_class[b];
    if (c == UINT32_MAX || d == UINT32_MAX) return CORRAL_OK;
    overlap_class_pair *pair = &t->class_pairs[overlap_class_pair_of(c, d)];
    corral_status status = make_room(pair, shared + 1);
    if (status != CORRAL_OK) return status;
    pair->cells[shared].pairs++;
    pair->cells[shared].low += is_low(o, a, b);
    return CORRAL_OK;
}

static corral_status add_tally(corral_overlaps *o, const tally *t)
{
    o->summary.sharing += t->sharing;
    for (size_t i = 0; i < t->count; i++) {
        const overlap_class_pair *from = &t->class_pairs[i];
        corral_status status = make_room(&o->class_pairs[i], from->count);
        if (status != CORRAL_OK) return status;
        for (uint32_t k = 0; k < from->count; k++) {
            o->class_pairs[i].cells[k].pairs += from->cells[k].pairs;
            o->class_pairs[i].cells[k].low += from->cells[k].low;
        }
    }
    return CORRAL_OK;
}

/* ---- pairs that share something ---- */

static corral_status tally_row(tally *t, const corral_overlaps *o, overlap_workspace *w, uint32_t a)
{
    corral_status status = CORRAL_OK;
    overlap_meet(&o->search, w, a);
    t->sharing += w->met_count;
    for (size_t i = 0; i < w->met_count && status == CORRAL_OK; i++) {
        uint32_t b = w->met[i];
        if (w->shared[b]) status = tally_pair(t, o, a, b, w->shared[b]);
    }
    overlap_part(w);
    return status;
}

static corral_status tally_block(tally *t, const corral_overlaps *o, overlap_workspace *w,
                                 uint32_t block)
{
    uint32_t n = corral_region_coalition_count(o->region), first = block * BLOCK;
    uint32_t end = n - first < BLOCK ? n : first + BLOCK;
    corral_status status = CORRAL_OK;
    for (uint32_t a = first; a < end && status == CORRAL_OK; a++) status = tally_row(t, o, w, a);
    return status;
}

static corral_status count_sharing(corral_overlaps *o, const corral_progress *progress,
                                   corral_error *err)
{
    uint32_t n = corral_region_coalition_count(o->region), blocks = (n + BLOCK - 1) / BLOCK;
    corral_failure failure = {CORRAL_OK};
    int threads = overlap_threads(o);
    if ((uint32_t)threads > blocks) threads = blocks ? (int)blocks : 1;
#pragma omp parallel num_threads(threads)
    {
        overlap_workspace w = {0};
        tally t = {0};
        corral_status status = overlap_workspace_init(&w, n);
        if (status == CORRAL_OK) status = tally_init(&t, o);
        corral_failure_keep(&failure, status);
#pragma omp for schedule(dynamic, 1)
        for (uint32_t block = 0; block < blocks; block++) {
            if (corral_failure_is_there(&failure)) continue;
            bool goes_on =
                corral_progress_go_on(progress, "counting what is shared", (double)block / blocks);
            status = goes_on ? tally_block(&t, o, &w, block) : CORRAL_INTERRUPTED;
            corral_failure_keep(&failure, status);
        }
#pragma omp critical(corral_overlap_tally)
        if (!corral_failure_is_there(&failure)) corral_failure_keep(&failure, add_tally(o, &t));
        tally_release(&t);
        overlap_workspace_release(&w);
    }
    if (failure.status == CORRAL_OK) return CORRAL_OK;
    return corral_error_set(err, (corral_status)failure.status,
                            failure.status == CORRAL_INTERRUPTED ? "interrupted while counting"
                                                                 : "out of memory counting what %u "
                                                                   "coalitions share",
                            n);
}

/* ---- pairs that share nothing ---- */

/* Coalitions of one class that are known in the same facets. */
typedef struct kind {
    uint32_t class, pattern, example, size;
} kind;

static int by_kind(const void *left, const void *right)
{
    const kind *x = left, *y = right;
    if (x->pattern != y->pattern) return x->pattern < y->pattern ? -1 : 1;
    if (x->class != y->class) return x->class < y->class ? -1 : 1;
    return x->example < y->example ? -1 : x->example > y->example;
}

static corral_status find_kinds(const corral_overlaps *o, kind **out, size_t *count,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    kind *kinds = NULL;
    uint32_t n = corral_region_coalition_count(o->region);
    size_t known = 0, found = 0;
    TRY(corral_array_new(&kinds, n, sizeof *kinds, err));
    for (uint32_t a = 0; a < n; a++)
        if (o->margins.row_class[a] != UINT32_MAX)
            kinds[known++] =
                (kind){o->margins.row_class[a], corral_similarity_pattern(o->similarity, a), a, 1};
    qsort(kinds, known, sizeof *kinds, by_kind);
    for (size_t i = 0; i < known; i++) {
        kind *last = found ? &kinds[found - 1] : NULL;
        if (last && last->class == kinds[i].class && last->pattern == kinds[i].pattern)
            last->size++;
        else
            kinds[found++] = kinds[i];
    }
    *out = kinds;
    *count = found;
    kinds = NULL;
done:
    free(kinds);
    return status;
}

static corral_status add_pairs(corral_overlaps *o, uint32_t c, uint32_t d, uint64_t pairs, bool low)
{
    overlap_class_pair *pair = &o->class_pairs[overlap_class_pair_of(c, d)];
    corral_status status = make_room(pair, 1);
    if (status != CORRAL_OK) return status;
    pair->cells[0].pairs += pairs;
    if (low) pair->cells[0].low += pairs;
    return CORRAL_OK;
}

/* All pairs of two kinds, as if they shared nothing. */
static corral_status add_kinds(corral_overlaps *o, const kind *x, const kind *y)
{
    uint64_t m = x->size, pairs = x == y ? m * (m - 1) / 2 : m * y->size;
    if (pairs == 0) return CORRAL_OK;
    return add_pairs(o, x->class, y->class, pairs, is_low(o, x->example, y->example));
}

/* Less those that do share something, which stand in the cells behind. */
static void subtract_sharing(corral_overlaps *o)
{
    for (size_t i = 0; i < overlap_class_pair_count(o); i++) {
        overlap_class_pair *pair = &o->class_pairs[i];
        for (uint32_t k = 1; k < pair->count; k++) {
            pair->cells[0].pairs -= pair->cells[k].pairs;
            pair->cells[0].low -= pair->cells[k].low;
        }
    }
}

static corral_status count_others(corral_overlaps *o, corral_error *err)
{
    corral_status status = CORRAL_OK;
    kind *kinds = NULL;
    size_t count;
    TRY(find_kinds(o, &kinds, &count, err));
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++)
            if (add_kinds(o, &kinds[i], &kinds[j]) != CORRAL_OK)
                FAIL(CORRAL_NO_MEMORY, "out of memory counting pairs");
    subtract_sharing(o);
done:
    free(kinds);
    return status;
}

/* ---- both ---- */

static corral_status count_listed(corral_overlaps *o, corral_error *err)
{
    corral_status status = CORRAL_OK;
    tally t = {.class_pairs = o->class_pairs};
    for (size_t i = 0; i < o->options.among_count; i++)
        for (size_t j = i + 1; j < o->options.among_count; j++) {
            uint32_t a = o->among[i], b = o->among[j];
            uint32_t shared = corral_overlap_shared(o->region, o->margins.facet, a, b);
            o->summary.sharing += overlap_meets(&o->search, a, b);
            if (tally_pair(&t, o, a, b, shared) != CORRAL_OK)
                FAIL(CORRAL_NO_MEMORY, "out of memory counting pairs");
        }
done:
    return status;
}

corral_status overlap_count(corral_overlaps *o, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (o->among) return count_listed(o, err);
    TRY(count_sharing(o, progress, err));
    TRY(count_others(o, err));
done:
    return status;
}
