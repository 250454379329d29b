/* Keeping the pairs: found in any order, kept as the rows of a graph. */
#include "core/memory.h"
#include "similarity/estimate.h"
#include "similarity/join.h"

#include <omp.h>
#include <string.h>

struct corral_pairs {
    uint32_t coalition_count;
    size_t *start; /* coalition_count + 1 */
    uint32_t *to;
    double *similarity;
};

/* ---- as they are found ---- */

typedef struct found_pair {
    uint32_t a, b;
    double similarity;
} found_pair;

enum { FIRST_CHUNK = 256, LARGEST_CHUNK = 1 << 16 };

typedef struct chunk {
    struct chunk *next;
    size_t count, room;
    found_pair pair[];
} chunk;

/* A list a thread. */
typedef struct pair_store {
    chunk **last;
    int threads;
    size_t most, room; /* pairs allowed; in all chunks, changed atomically */
} pair_store;

static void store_release(pair_store *store)
{
    for (int i = 0; store->last && i < store->threads; i++)
        for (chunk *c = store->last[i], *next; c; c = next) {
            next = c->next;
            free(c);
        }
    free(store->last);
}

static corral_status store_init(pair_store *store, const corral_similarity *s, corral_error *err)
{
    store->threads = corral_similarity_threads(s);
    if (store->most == 0) store->most = SIZE_MAX;
    return corral_array_new(&store->last, (size_t)store->threads, sizeof *store->last, err);
}

static chunk *add_chunk(chunk *before)
{
    size_t room = before ? 2 * before->room : FIRST_CHUNK;
    if (room > LARGEST_CHUNK) room = LARGEST_CHUNK;
    chunk *c = malloc(sizeof *c + room * sizeof *c->pair);
    if (c) *c = (chunk){before, 0, room};
    return c;
}

static corral_status keep_row(void *context, uint32_t a, const similarity_entry *list, size_t count)
{
    pair_store *store = context;
    chunk **last = &store->last[omp_get_thread_num()];
    for (size_t i = 0; i < count; i++) {
        if (!*last || (*last)->count == (*last)->room) {
            chunk *c = add_chunk(*last);
            if (!c) return CORRAL_NO_MEMORY;
            *last = c;
            if (__atomic_add_fetch(&store->room, c->room, __ATOMIC_RELAXED) > store->most)
                return CORRAL_LIMIT;
        }
        (*last)->pair[(*last)->count++] = (found_pair){a, list[i].to, list[i].similarity};
    }
    return CORRAL_OK;
}

/* ---- rows of a graph ---- */

static void count_degrees(size_t *degree, const pair_store *store, bool both)
{
    for (int k = 0; k < store->threads; k++)
        for (const chunk *c = store->last[k]; c; c = c->next)
            for (size_t i = 0; i < c->count; i++) {
                degree[c->pair[i].a]++;
                if (both) degree[c->pair[i].b]++;
            }
}

static void put(corral_pairs *pairs, size_t at, uint32_t to, double similarity)
{
    pairs->to[at] = to;
    pairs->similarity[at] = similarity;
}

/* Every chunk is freed once it was dealt. */
static void deal(corral_pairs *pairs, size_t *at, pair_store *store, bool both)
{
    for (int k = 0; k < store->threads; k++)
        for (chunk *c = store->last[k]; c; c = store->last[k]) {
            for (size_t i = 0; i < c->count; i++) {
                found_pair p = c->pair[i];
                put(pairs, at[p.a]++, p.b, p.similarity);
                if (both) put(pairs, at[p.b]++, p.a, p.similarity);
            }
            store->last[k] = c->next;
            free(c);
        }
}

static int by_to(const void *left, const void *right)
{
    uint32_t x = ((const similarity_entry *)left)->to, y = ((const similarity_entry *)right)->to;
    return x < y ? -1 : x > y;
}

static void sort_short(uint32_t *to, double *similarity, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t moved = to[i];
        double with = similarity[i];
        size_t at = i;
        for (; at > 0 && to[at - 1] > moved; at--) {
            to[at] = to[at - 1];
            similarity[at] = similarity[at - 1];
        }
        to[at] = moved;
        similarity[at] = with;
    }
}

static void sort_row(corral_pairs *pairs, uint32_t a, similarity_entry *list)
{
    enum { FEW = 32 };
    size_t start = pairs->start[a], count = pairs->start[a + 1] - start;
    uint32_t *to = pairs->to + start;
    double *similarity = pairs->similarity + start;
    if (count <= FEW) {
        sort_short(to, similarity, count);
        return;
    }
    for (size_t i = 0; i < count; i++) list[i] = (similarity_entry){to[i], similarity[i]};
    qsort(list, count, sizeof *list, by_to);
    for (size_t i = 0; i < count; i++) put(pairs, start + i, list[i].to, list[i].similarity);
}

static corral_status sort_rows(corral_pairs *pairs, int threads, corral_error *err)
{
    uint32_t n = pairs->coalition_count;
    size_t longest = 0;
    int failed = 0;
    for (uint32_t a = 0; a < n; a++) {
        size_t count = pairs->start[a + 1] - pairs->start[a];
        if (count > longest) longest = count;
    }
#pragma omp parallel num_threads(n > 1000 ? threads : 1)
    {
        similarity_entry *list = NULL;
        if (corral_array_new(&list, longest, sizeof *list, NULL) != CORRAL_OK)
            __atomic_store_n(&failed, 1, __ATOMIC_RELAXED);
#pragma omp for schedule(dynamic, 256)
        for (uint32_t a = 0; a < n; a++)
            if (list) sort_row(pairs, a, list);
        free(list);
    }
    return failed ? corral_no_memory(longest * sizeof(similarity_entry), err) : CORRAL_OK;
}

static corral_status assemble(pair_store *store, uint32_t n, bool both, corral_pairs **out,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_pairs *pairs = NULL;
    size_t *at = NULL;
    TRY(corral_array_new(&pairs, 1, sizeof *pairs, err));
    pairs->coalition_count = n;
    TRY(corral_array_new(&pairs->start, (size_t)n + 1, sizeof(size_t), err));
    count_degrees(pairs->start + 1, store, both);
    for (uint32_t a = 0; a < n; a++) pairs->start[a + 1] += pairs->start[a];
    TRY(corral_array_new(&pairs->to, pairs->start[n], sizeof(uint32_t), err));
    TRY(corral_array_new(&pairs->similarity, pairs->start[n], sizeof(double), err));
    TRY(corral_array_new(&at, n, sizeof *at, err));
    memcpy(at, pairs->start, n * sizeof *at);
    deal(pairs, at, store, both);
    TRY(sort_rows(pairs, store->threads, err));
    *out = pairs;
    pairs = NULL;
done:
    free(at);
    corral_pairs_free(pairs);
    return status;
}

/* ---- finding ---- */

static corral_status check_threshold(double threshold, corral_error *err)
{
    if (threshold >= 0 && threshold <= 1) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE, "threshold must be from 0 to 1, got %g",
                            threshold);
}

corral_status join_every_pair(const corral_similarity *s, double threshold, join_row_use *use,
                              void *context, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    join_index *index = NULL;
    if (!join_has_bounds(s, threshold)) {
        similarity_visit visit = {.row = use,
                                  .context = context,
                                  .upper_only = true,
                                  .threshold = threshold,
                                  .progress = progress};
        return similarity_rows(s, &visit, err);
    }
    TRY(join_index_new(s, threshold, false, &index, err));
    join_visit visit = {.row = use,
                        .context = context,
                        .later_only = true,
                        .end = index->count,
                        .progress = progress};
    TRY(join_search(index, threshold, &visit, err));
done:
    join_index_free(index);
    return status;
}

corral_status corral_pairs_find(const corral_similarity *s, double threshold,
                                const corral_progress *progress, corral_pairs **out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    pair_store store = {0};
    TRY(check_threshold(threshold, err));
    if (threshold == 0 && s->coalition_count > CORRAL_EVERY_PAIR)
        FAIL(CORRAL_LIMIT, "threshold 0 is for at most %d coalitions, the region has %u",
             CORRAL_EVERY_PAIR, s->coalition_count);
    TRY(similarity_pairs_allowed(s, threshold, &store.most, NULL, err));
    TRY(store_init(&store, s, err));
    TRY(join_every_pair(s, threshold, keep_row, &store, progress, err));
    TRY(assemble(&store, s->coalition_count, true, out, err));
done:
    store_release(&store);
    return status;
}

/* ---- a part at a time ---- */

struct corral_join {
    const corral_similarity *similarity;
    double threshold;
    join_index *index; /* NULL: every pair is looked at */
};

corral_status corral_join_new(const corral_similarity *s, double threshold, corral_join **out,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_join *join = NULL;
    TRY(check_threshold(threshold, err));
    TRY(corral_array_new(&join, 1, sizeof *join, err));
    join->similarity = s;
    join->threshold = threshold;
    if (join_has_bounds(s, threshold)) TRY(join_index_new(s, threshold, true, &join->index, err));
    *out = join;
    join = NULL;
done:
    corral_join_free(join);
    return status;
}

void corral_join_free(corral_join *join)
{
    if (!join) return;
    join_index_free(join->index);
    free(join);
}

corral_status corral_join_part(const corral_join *join, uint32_t first, uint32_t end,
                               corral_pairs **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_similarity *s = join->similarity;
    pair_store store = {0};
    if (first >= end || end > s->coalition_count)
        FAIL(CORRAL_BAD_USE, "coalitions must be from 0 to %u, got %u to %u", s->coalition_count,
             first, end);
    TRY(store_init(&store, s, err));
    if (join->index) {
        join_visit visit = {
            .row = keep_row, .context = &store, .later_only = true, .first = first, .end = end};
        TRY(join_search(join->index, join->threshold, &visit, err));
    } else {
        similarity_visit visit = {.row = keep_row,
                                  .context = &store,
                                  .upper_only = true,
                                  .threshold = join->threshold,
                                  .first = first,
                                  .end = end};
        TRY(similarity_rows(s, &visit, err));
    }
    TRY(assemble(&store, s->coalition_count, false, out, err));
done:
    store_release(&store);
    return status;
}

void corral_pairs_free(corral_pairs *pairs)
{
    if (!pairs) return;
    free(pairs->start);
    free(pairs->to);
    free(pairs->similarity);
    free(pairs);
}

size_t corral_pairs_count(const corral_pairs *pairs)
{
    return pairs->start[pairs->coalition_count] / 2;
}

corral_pair_row corral_pairs_row(const corral_pairs *pairs, uint32_t coalition)
{
    size_t start = pairs->start[coalition];
    return (corral_pair_row){pairs->to + start, pairs->similarity + start,
                             pairs->start[coalition + 1] - start};
}

double corral_pairs_similarity(const corral_pairs *pairs, uint32_t a, uint32_t b)
{
    size_t low = pairs->start[a], high = pairs->start[a + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs->to[middle] == b) return pairs->similarity[middle];
        if (pairs->to[middle] < b)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

void corral_pairs_raise(corral_pairs *pairs, double threshold)
{
    size_t kept = 0, start = 0;
    for (uint32_t a = 0; a < pairs->coalition_count; a++) {
        size_t end = pairs->start[a + 1];
        for (size_t i = start; i < end; i++) {
            if (pairs->similarity[i] < threshold) continue;
            pairs->to[kept] = pairs->to[i];
            pairs->similarity[kept++] = pairs->similarity[i];
        }
        start = end;
        pairs->start[a + 1] = kept;
    }
}
