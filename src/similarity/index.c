/* The index: items ranked, coalitions placed, postings by falling reach, a line a coalition. */
#include "core/memory.h"
#include "similarity/join.h"

#include <float.h>
#include <math.h>
#include <string.h>

void join_index_free(join_index *x)
{
    if (!x) return;
    join_bounds_release(&x->bounds);
    free(x->rank_of);
    free(x->order);
    free(x->largest);
    free(x->start);
    free(x->posting);
    free(x->line_block);
    free(x->behind_start);
    free(x->behind);
    free(x);
}

/* ---- ranks ---- */

static size_t holders_of(const corral_similarity *s, uint32_t item)
{
    return s->column_start[item + 1] - s->column_start[item];
}

/* Holders falling, over all facets; a facet alone is in that order already. */
static corral_status rank_items(join_index *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_similarity *s = x->s;
    size_t n = s->coalition_count;
    uint32_t *at = NULL; /* by holders: the next rank */
    if (s->facet_count <= 1) return CORRAL_OK;
    TRY(corral_array_new(&at, n + 2, sizeof *at, err));
    TRY(corral_array_new(&x->rank_of, s->item_count, sizeof *x->rank_of, err));
    for (uint32_t i = 0; i < s->item_count; i++) at[n - holders_of(s, i) + 1]++;
    for (size_t h = 0; h <= n; h++) at[h + 1] += at[h];
    for (uint32_t i = 0; i < s->item_count; i++) x->rank_of[i] = at[n - holders_of(s, i)]++;
done:
    free(at);
    return status;
}

/* ---- places ---- */

static uint32_t rarest_of(const join_index *x, uint32_t a)
{
    const corral_similarity *s = x->s;
    uint32_t rarest = 0;
    for (size_t i = s->row_start[a]; i < s->row_start[a + 1]; i++) {
        uint32_t rank = x->rank_of ? x->rank_of[s->row_item[i]] : s->row_item[i];
        if (rank > rarest) rarest = rank;
    }
    return rarest;
}

/* Coalitions with the same rarest item stand together: their candidates are much the same. */
static corral_status place_by_rarest(join_index *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_similarity *s = x->s;
    uint32_t *at = NULL;
    TRY(corral_array_new(&at, (size_t)s->item_count + 2, sizeof *at, err));
    for (uint32_t a = 0; a < s->coalition_count; a++)
        if (s->row_start[a + 1] > s->row_start[a]) at[rarest_of(x, a) + 1]++;
    for (uint32_t r = 0; r < s->item_count; r++) at[r + 1] += at[r];
    for (uint32_t a = 0; a < s->coalition_count; a++)
        if (s->row_start[a + 1] > s->row_start[a]) x->order[at[rarest_of(x, a)]++] = a;
    x->count = at[s->item_count];
done:
    free(at);
    return status;
}

static corral_status place(join_index *x, bool in_order, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = x->s->coalition_count;
    TRY(corral_array_new(&x->order, n, sizeof *x->order, err));
    if (!in_order) return place_by_rarest(x, err);
    for (uint32_t a = 0; a < n; a++) x->order[a] = a;
    x->count = n;
done:
    return status;
}

/* ---- all coalitions, row by row ---- */

typedef struct filling {
    join_index *x;
    double least;   /* reach that can matter */
    size_t *at;     /* by rank: counts, then the next free posting */
    size_t *behind; /* by position: further lines */
} filling;

typedef void row_user(filling *f, uint32_t position, const join_row *row);

static corral_status each_row(filling *f, row_user *use, corral_error *err)
{
    int failed = 0;
    const join_index *x = f->x;
    int threads = x->count > 1000 ? corral_similarity_threads(x->s) : 1;
#pragma omp parallel num_threads(threads)
    {
        join_row row = {0};
#pragma omp for schedule(static)
        for (uint32_t i = 0; i < x->count; i++) {
            if (join_row_load(&row, x->s, &x->bounds, x->rank_of, x->order[i]) != CORRAL_OK)
                __atomic_store_n(&failed, 1, __ATOMIC_RELAXED);
            else
                use(f, i, &row);
        }
        free(row.cell);
    }
    return failed ? corral_no_memory(sizeof(join_cell), err) : CORRAL_OK;
}

/* Rising numbers whose order is that of falling reach; the reach rounded up. */
static uint32_t falling(double reach)
{
    float up = nextafterf((float)reach, FLT_MAX);
    uint32_t bits;
    memcpy(&bits, &up, sizeof bits);
    return UINT32_MAX - bits;
}

static void count_row(filling *f, uint32_t position, const join_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const join_cell *cell = &row->cell[i];
        if (cell->reach >= f->least) __atomic_fetch_add(&f->at[cell->rank], 1, __ATOMIC_RELAXED);
    }
    f->behind[position] = row->count ? (row->count - 1) / JOIN_LANES : 0;
}

/* ---- what an item is worth at most ---- */

/* Cosine alone asks: its products need the other side's z, where min(z, z') is at most z. */
static corral_status find_largest(join_index *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_similarity *s = x->s;
    if (x->bounds.form != JOIN_OF_PRODUCT) return CORRAL_OK;
    TRY(corral_array_new(&x->largest, s->item_count, sizeof *x->largest, err));
    for (uint32_t k = 0; k < s->facet_count; k++)
        for (uint32_t r = s->first[k]; r < s->first[k + 1]; r++) {
            double *largest = &x->largest[x->rank_of ? x->rank_of[r] : r];
            for (size_t i = s->column_start[r]; i < s->column_start[r + 1]; i++) {
                double z = s->column_value[i] * join_scale(s, s->column_coalition[i], k);
                if (z > *largest) *largest = z;
            }
        }
done:
    return status;
}

/* ---- lines ---- */

static void set_sizes(join_line *line, double size, double rest)
{
    line->size = nextafterf((float)size, 0);
    line->rest = rest > 0 ? nextafterf((float)rest, FLT_MAX) : 0;
}

/* From the last item, the rarest, to the first. */
static void fill_lines(filling *f, uint32_t position, const join_row *row)
{
    join_index *x = f->x;
    bool squares = x->bounds.form == JOIN_OF_PRODUCT;
    uint32_t a = x->order[position];
    double size = join_size(x->s, a, x->s->known[a]), rest = 0;
    size_t lines = (row->count + JOIN_LANES - 1) / JOIN_LANES;
    size_t last = row->count ? (row->count - 1) % JOIN_LANES + 1 : 0, done = 0;
    for (size_t i = lines ? lines - 1 : 0;; i--) {
        join_line *line =
            i == 0 ? &x->line[position] : &x->behind[x->behind_start[position] + i - 1];
        size_t count = i + 1 == lines ? last : JOIN_LANES;
        memset(line->rank, 0xff, sizeof line->rank);
        set_sizes(line, size, squares ? sqrt(rest) : rest);
        if (lines)
            for (size_t k = 0; k < count; k++) {
                const join_cell *cell = &row->cell[done++];
                line->rank[count - 1 - k] = cell->rank;
                rest += squares ? cell->z * cell->z : cell->z;
            }
        if (i == 0) return;
    }
}

static void fill_row(filling *f, uint32_t position, const join_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const join_cell *cell = &row->cell[i];
        if (cell->reach < f->least) continue;
        size_t at = __atomic_fetch_add(&f->at[cell->rank], 1, __ATOMIC_RELAXED);
        f->x->posting[at] = (uint64_t)falling(cell->reach) << 32 | position;
    }
    fill_lines(f, position, row);
}

/* ---- postings in order ---- */

static int by_posting(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left, y = *(const uint64_t *)right;
    return x < y ? -1 : x > y;
}

static void sort_postings(uint64_t *posting, size_t count)
{
    enum { FEW = 24 };
    if (count > FEW) {
        qsort(posting, count, sizeof *posting, by_posting);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        uint64_t moved = posting[i];
        size_t at = i;
        for (; at > 0 && posting[at - 1] > moved; at--) posting[at] = posting[at - 1];
        posting[at] = moved;
    }
}

static void sort_all(join_index *x)
{
    uint32_t items = x->s->item_count;
    int threads = items > 1000 ? corral_similarity_threads(x->s) : 1;
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (uint32_t r = 0; r < items; r++)
        sort_postings(x->posting + x->start[r], x->start[r + 1] - x->start[r]);
}

/* ---- all together ---- */

static corral_status fill(join_index *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t items = x->s->item_count;
    filling f = {.x = x, .least = join_least_reach(&x->bounds, 1)};
    TRY(corral_array_new(&f.at, (size_t)items + 1, sizeof *f.at, err));
    TRY(find_largest(x, err));
    TRY(corral_array_new(&x->start, (size_t)items + 1, sizeof *x->start, err));
    TRY(corral_array_new(&x->behind_start, (size_t)x->count + 1, sizeof *x->behind_start, err));
    TRY(corral_array_new(&x->line_block, (size_t)x->count + 1, sizeof *x->line, err));
    x->line = (join_line *)(((uintptr_t)x->line_block / sizeof *x->line + 1) * sizeof *x->line);
    f.behind = x->behind_start + 1;
    TRY(each_row(&f, count_row, err));
    for (uint32_t r = 0; r < items; r++) {
        x->start[r + 1] = x->start[r] + f.at[r];
        f.at[r] = x->start[r];
    }
    for (uint32_t i = 0; i < x->count; i++) x->behind_start[i + 1] += x->behind_start[i];
    TRY(corral_array_new(&x->posting, x->start[items], sizeof *x->posting, err));
    TRY(corral_array_new(&x->behind, x->behind_start[x->count], sizeof *x->behind, err));
    TRY(each_row(&f, fill_row, err));
    sort_all(x);
done:
    free(f.at);
    return status;
}

corral_status join_index_new(const corral_similarity *s, double threshold, bool in_order,
                             join_index **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    join_index *x = NULL;
    TRY(corral_array_new(&x, 1, sizeof *x, err));
    x->s = s;
    x->compare = join_compare_choose();
    TRY(join_bounds_init(&x->bounds, s, threshold, err));
    TRY(rank_items(x, err));
    TRY(place(x, in_order, err));
    TRY(fill(x, err));
    *out = x;
    x = NULL;
done:
    join_index_free(x);
    return status;
}
