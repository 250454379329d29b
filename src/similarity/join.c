/* The search: candidates from the index, compared by their lines, and decided by the one function
 * that decides every similarity.
 *
 * A coalition x walks the postings of its items while reach allows. The bound holds at the rarest
 * item that a pair shares, so a pair at the threshold is met there at the latest; at other items it
 * may be met too, and a bit a coalition says who was. Rows are independent: blocks of them are
 * dealt to threads. */
#include "similarity/join.h"
#include "core/memory.h"
#include "core/progress.h"

#include <float.h>
#include <math.h>
#include <omp.h>
#include <string.h>

enum {
    BLOCK = 64, /* rows dealt out at a time */
    AHEAD = 12  /* lines fetched before they are compared */
};

#if defined(__GNUC__)
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)(address))
#endif

/* ---- a thread's own ---- */

typedef struct searcher {
    const join_index *x;
    const join_visit *visit;
    double threshold;
    join_row row;
    join_probe probe;
    uint64_t *seen;      /* a bit a position; all 0 between rows */
    uint32_t *candidate; /* positions */
    size_t candidate_count;
    similarity_entry *list;
} searcher;

static void searcher_release(searcher *w)
{
    free(w->row.cell);
    free(w->probe.rank);
    free(w->probe.most);
    free(w->seen);
    free(w->candidate);
    free(w->list);
}

static corral_status searcher_init(searcher *w, const join_index *x, const join_visit *visit,
                                   double threshold)
{
    corral_status status = CORRAL_OK;
    w->x = x;
    w->visit = visit;
    w->threshold = threshold;
    TRY(corral_array_new(&w->seen, (size_t)x->count / 64 + 1, sizeof *w->seen, NULL));
    TRY(corral_array_new(&w->candidate, (size_t)x->count + 1, sizeof *w->candidate, NULL));
    TRY(corral_array_new(&w->list, x->count, sizeof *w->list, NULL));
done:
    return status;
}

/* ---- candidates ---- */

/* Numbers as in the postings: those of this reach and above come first. */
static uint64_t last_within(double reach)
{
    float down = nextafterf((float)reach, 0);
    uint32_t bits;
    memcpy(&bits, &down, sizeof bits);
    return (uint64_t)(UINT32_MAX - bits) << 32 | UINT32_MAX;
}

static void meet_holders(searcher *w, uint32_t position, const join_cell *cell)
{
    const join_index *x = w->x;
    double least = join_least_reach(&x->bounds, cell->reach);
    if (least > 1) return;
    uint64_t last = last_within(least);
    uint32_t after = w->visit->later_only ? position + 1 : 0;
    size_t count = w->candidate_count;
    for (size_t i = x->start[cell->rank]; i < x->start[cell->rank + 1]; i++) {
        if (x->posting[i] > last) break;
        /* Half of them come before and any may have been seen: no branch guesses that. */
        uint32_t y = (uint32_t)x->posting[i];
        uint64_t counts = y >= after, seen = w->seen[y / 64];
        w->candidate[count] = y;
        count += counts & ~(seen >> y % 64);
        w->seen[y / 64] = seen | counts << y % 64;
    }
    w->candidate_count = count;
}

/* From the rarest item on, which tells most. */
static void find_candidates(searcher *w, uint32_t position)
{
    w->candidate_count = 0;
    for (size_t i = 0; i < w->row.count; i++) FETCH(&w->x->start[w->row.cell[i].rank]);
    for (size_t i = 0; i < w->row.count; i++)
        FETCH(&w->x->posting[w->x->start[w->row.cell[i].rank]]);
    for (size_t i = w->row.count; i-- > 0;) meet_holders(w, position, &w->row.cell[i]);
    for (size_t i = 0; i < w->candidate_count; i++) w->seen[w->candidate[i] / 64] = 0;
}

/* ---- what the lines leave ---- */

/* M of everything in whole parts fits 32 bits, with room for rounding up. */
#define WHOLE_PARTS 0x1p24

static corral_status set_probe(searcher *w, uint32_t a)
{
    corral_status status = CORRAL_OK;
    const join_index *x = w->x;
    join_probe *p = &w->probe;
    size_t count = w->row.count, rank_room = p->capacity, most_room = p->capacity;
    double sum = 0;
    TRY(corral_array_grow(&p->rank, &rank_room, count, sizeof *p->rank, NULL));
    TRY(corral_array_grow(&p->most, &most_room, count, sizeof *p->most, NULL));
    p->capacity = rank_room;
    p->count = count;
    for (size_t i = 0; i < count; i++) {
        join_cell *cell = &w->row.cell[i];
        if (x->largest) cell->z *= x->largest[cell->rank];
        sum += cell->z;
    }
    p->scale = WHOLE_PARTS / sum;
    p->size = join_size(x->s, a, x->s->known[a]);
    p->is_blunt = !(p->scale > 1e-30 && p->scale < 1e30 && p->size > 1e-30 && p->size < 1e30);
    for (size_t i = 0; i < count && !p->is_blunt; i++) {
        const join_cell *cell = &w->row.cell[count - 1 - i];
        p->rank[i] = cell->rank;
        p->most[i] = (uint32_t)(cell->z * p->scale) + 1;
    }
done:
    return status;
}

/* Whether the candidate at y can be a partner of a, as far as its lines tell. */
static bool can_reach(const searcher *w, uint32_t a, uint32_t y)
{
    const join_index *x = w->x;
    const corral_similarity *s = x->s;
    const join_line *line = &x->line[y];
    double mine = w->probe.size, theirs = line->size;
    if (s->pattern_count > 1) {
        uint64_t known = s->known[x->order[y]], both = s->known[a] & known;
        if (!similarity_is_comparable(s, s->known[a], known)) return false;
        if (both != s->known[a]) mine = join_size(s, a, both);
        if (both != known) theirs = join_size(s, x->order[y], both);
    }
    double needed = join_needed(&x->bounds, mine, theirs) * w->probe.scale * (1 - 1e-6);
    double rest = w->probe.scale * (x->largest ? w->probe.size : 1);
    return x->compare(&w->probe, &(join_lines){line, x->behind, x->behind_start + y}, needed, rest);
}

static void compare_lines(searcher *w, uint32_t a)
{
    size_t kept = 0, count = w->candidate_count;
    if (w->probe.is_blunt) return;
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count) FETCH(&w->x->line[w->candidate[i + AHEAD]]);
        if (can_reach(w, a, w->candidate[i])) w->candidate[kept++] = w->candidate[i];
    }
    w->candidate_count = kept;
}

/* ---- the decision ---- */

/* Rows are fetched from memory before they are read, their starts before that. */
static void fetch_row(const searcher *w, size_t i)
{
    const corral_similarity *s = w->x->s;
    if (i + AHEAD < w->candidate_count) FETCH(&s->row_start[w->x->order[w->candidate[i + AHEAD]]]);
    if (i + AHEAD / 2 >= w->candidate_count) return;
    uint32_t b = w->x->order[w->candidate[i + AHEAD / 2]];
    FETCH(&s->row_item[s->row_start[b]]);
    FETCH(&s->row_value[s->row_start[b]]);
    FETCH(&s->row_value[s->row_start[b] + 8]);
    FETCH(&s->sum[(size_t)b * s->facet_count]);
}

static size_t decide(searcher *w, uint32_t a)
{
    size_t count = 0;
    for (size_t i = 0; i < w->candidate_count; i++) {
        fetch_row(w, i);
        uint32_t b = w->x->order[w->candidate[i]];
        double similarity = b == a ? NAN : corral_similarity_pair(w->x->s, a, b, NULL);
        if (similarity > 0 && similarity >= w->threshold)
            w->list[count++] = (similarity_entry){b, similarity};
    }
    return count;
}

static corral_status search_row(searcher *w, uint32_t position)
{
    corral_status status = CORRAL_OK;
    const join_index *x = w->x;
    uint32_t a = x->order[position];
    TRY(join_row_load(&w->row, x->s, &x->bounds, x->rank_of, a));
    find_candidates(w, position);
    TRY(set_probe(w, a));
    compare_lines(w, a);
    TRY(w->visit->row(w->visit->context, a, w->list, decide(w, a)));
done:
    return status;
}

/* ---- all rows ---- */

/* Only the calling thread talks to the caller. */
static bool goes_on(const corral_progress *progress, double done)
{
    if (omp_get_thread_num() != 0) return true;
    return corral_progress_go_on(progress, "comparing coalitions", done);
}

static corral_status search_block(searcher *w, uint32_t block)
{
    const join_visit *visit = w->visit;
    corral_status status = CORRAL_OK;
    uint32_t first = visit->first + block * BLOCK;
    uint32_t end = visit->end - first < BLOCK ? visit->end : first + BLOCK;
    for (uint32_t i = first; i < end && status == CORRAL_OK; i++) status = search_row(w, i);
    return status;
}

/* The first failure stays, and ends the work. */
static void fail(int *first, corral_status status)
{
    int none = CORRAL_OK;
    if (status != CORRAL_OK)
        __atomic_compare_exchange_n(first, &none, (int)status, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED);
}

corral_status join_search(const join_index *x, double threshold, const join_visit *visit,
                          corral_error *err)
{
    int first = CORRAL_OK;
    uint32_t blocks = (visit->end - visit->first + BLOCK - 1) / BLOCK;
    /* A thread without a block would only wait, and waiting costs more than a small region. */
    int threads = corral_similarity_threads(x->s);
    if ((uint32_t)threads > blocks) threads = blocks ? (int)blocks : 1;
#pragma omp parallel num_threads(threads)
    {
        searcher w = {0};
        fail(&first, searcher_init(&w, x, visit, threshold));
#pragma omp for schedule(dynamic, 1)
        for (uint32_t block = 0; block < blocks; block++) {
            if (__atomic_load_n(&first, __ATOMIC_RELAXED) != CORRAL_OK) continue;
            fail(&first, goes_on(visit->progress, (double)block / blocks) ? search_block(&w, block)
                                                                          : CORRAL_INTERRUPTED);
        }
        searcher_release(&w);
    }
    return similarity_search_ended(x->s, first, threshold, err);
}
