/* Weighting footprints: which facets count, what lies within what, rarity, canonical order. */
#include "similarity/footprints.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

void corral_similarity_free(corral_similarity *s)
{
    if (!s) return;
    free(s->item_of_rank);
    free(s->row_start);
    free(s->row_item);
    free(s->row_value);
    free(s->column_start);
    free(s->column_coalition);
    free(s->column_value);
    free(s->sum);
    free(s->known);
    free(s->pattern);
    free(s->pattern_size);
    free(s->pattern_comparable);
    free(s->pattern_of);
    free(s);
}

void similarity_share_settings(corral_similarity *to, const corral_similarity *from)
{
    *to = *from;
    to->item_of_rank = to->row_item = to->column_coalition = NULL;
    to->row_start = to->column_start = NULL;
    to->row_value = to->column_value = to->sum = NULL;
    to->known = to->pattern = NULL;
    to->pattern_size = to->pattern_of = NULL;
    to->pattern_comparable = NULL;
    to->pattern_count = 0;
}

/* ---- facets ---- */

static bool is_one_of_six(const char *name)
{
    static const char *const six[] = {"member", "goal",       "strategy",
                                      "target", "population", "issue"};
    for (size_t k = 0; k < sizeof six / sizeof *six; k++)
        if (strcmp(name, six[k]) == 0) return true;
    return false;
}

/* A facet occurs when something of it is known of somebody. */
static bool occurs(const corral_region *region, uint32_t facet)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) != CORRAL_KNOWN_NO) return true;
    return false;
}

static double default_weight(const corral_region *region, uint32_t facet, bool has_six)
{
    const char *name = corral_region_facet_name(region, facet);
    return has_six ? is_one_of_six(name) : strcmp(name, "partner") != 0;
}

/* Far above any use, and sums of them over the line and below it stay numbers. */
enum { LARGEST_WEIGHT = 1000000 };

static corral_status check_weights(const corral_region *region,
                                   const corral_similarity_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < options->facet_weight_count; k++) {
        const corral_facet_weight *w = &options->facet_weights[k];
        if (!(w->weight >= 0 && w->weight <= LARGEST_WEIGHT))
            FAIL(CORRAL_BAD_USE, "weight of facet %s must be from 0 to %d, got %g",
                 CORRAL_QUOTE(w->facet), LARGEST_WEIGHT, w->weight);
        if (corral_region_facet_find(region, w->facet) == UINT32_MAX)
            FAIL(CORRAL_BAD_USE, "facet %s is not in the region", CORRAL_QUOTE(w->facet));
    }
    if (options->measure > CORRAL_MEASURE_DICE || options->combine > CORRAL_COMBINE_MEAN ||
        options->rarity > CORRAL_RARITY_NONE)
        FAIL(CORRAL_BAD_USE, "measure, combine or rarity is none of those there are");
    if (!(options->min_coverage >= 0 && options->min_coverage <= 1))
        FAIL(CORRAL_BAD_USE, "least coverage must be from 0 to 1, got %g", options->min_coverage);
done:
    return status;
}

static double weight_of(const corral_similarity *s, uint32_t facet, bool has_six)
{
    double weight = default_weight(s->region, facet, has_six);
    for (size_t k = 0; k < s->options.facet_weight_count; k++)
        if (corral_region_facet_find(s->region, s->options.facet_weights[k].facet) == facet)
            weight = s->options.facet_weights[k].weight;
    return weight;
}

static corral_status choose_facets(corral_similarity *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_region_facet_count(s->region);
    bool has_six = false, any = false;
    for (uint32_t f = 0; f < count; f++)
        if (is_one_of_six(corral_region_facet_name(s->region, f)) && occurs(s->region, f))
            has_six = true;
    for (uint32_t f = 0; f < count; f++) {
        if (!occurs(s->region, f)) continue;
        any = true;
        double weight = weight_of(s, f, has_six);
        if (!(weight > 0)) continue;
        if (s->facet_count == SIMILARITY_FACETS)
            FAIL(CORRAL_LIMIT, "more than %d facets have a weight above 0", SIMILARITY_FACETS);
        s->facet[s->facet_count] = f;
        s->alpha[s->facet_count++] = weight;
        s->total_alpha += weight;
    }
    if (any && s->facet_count == 0)
        FAIL(CORRAL_BAD_USE, "all facets have weight 0; give one a weight with --facet NAME=1");
done:
    return status;
}

/* ---- rows with what lies within ---- */

typedef struct raw_rows {
    size_t *start;
    uint32_t *item; /* the region's */
    double *weight;
    size_t capacity_item, capacity_weight;
} raw_rows;

typedef struct raw_entry {
    uint32_t item;
    double weight;
} raw_entry;

static int by_item(const void *left, const void *right)
{
    const raw_entry *x = left, *y = right;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->weight > y->weight ? -1 : x->weight < y->weight;
}

static corral_status push(raw_rows *rows, size_t *count, raw_entry e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&rows->item, &rows->capacity_item, *count + 1, sizeof(uint32_t), err));
    TRY(corral_array_grow(&rows->weight, &rows->capacity_weight, *count + 1, sizeof(double), err));
    rows->item[*count] = e.item;
    rows->weight[(*count)++] = e.weight;
done:
    return status;
}

/* The row being expanded, and which items have been climbed through for it. */
typedef struct expansion {
    const corral_similarity *s;
    bool used[256]; /* by the region's facet */
    raw_entry *row;
    size_t capacity, count;
    uint32_t *climbed_for; /* by item: coalition + 1 */
    uint32_t *within;      /* by item, where people treat items as one; else NULL */
} expansion;

/* Items that are one lie together within what the first of them lies within that lies anywhere. */
static corral_status find_within(expansion *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = x->s->region;
    uint32_t count = corral_region_item_count(region);
    if (!corral_region_crosswalk_count(region)) return CORRAL_OK;
    TRY(corral_array_new(&x->within, count, sizeof(uint32_t), err));
    memset(x->within, 0xff, count * sizeof(uint32_t));
    for (uint32_t j = 0; j < count; j++) {
        uint32_t same = corral_region_item_same(region, j);
        uint32_t outer = corral_region_item_within(region, j);
        if (outer != UINT32_MAX) outer = corral_region_item_same(region, outer);
        if (x->within[same] == UINT32_MAX && outer != same) x->within[same] = outer;
    }
done:
    return status;
}

static uint32_t outer_of(const expansion *x, uint32_t item)
{
    return x->within ? x->within[item] : corral_region_item_within(x->s->region, item);
}

static int by_weight(const void *left, const void *right)
{
    const raw_entry *x = left, *y = right;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static corral_status add_entry(expansion *x, uint32_t item, double weight, corral_error *err)
{
    corral_status status =
        corral_array_grow(&x->row, &x->capacity, x->count + 1, sizeof *x->row, err);
    if (status == CORRAL_OK) x->row[x->count++] = (raw_entry){item, weight};
    return status;
}

/* Heavier items climb first, so that what one has climbed through counts for no lighter one: every
 * item is climbed through once a row, however long the chain. */
static corral_status climb(expansion *x, uint32_t a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t held = x->count;
    qsort(x->row, held, sizeof *x->row, by_weight);
    for (size_t i = 0; i < held; i++) {
        double half = x->row[i].weight / 2;
        uint32_t j = outer_of(x, x->row[i].item);
        for (; j != UINT32_MAX && x->climbed_for[j] != a + 1; j = outer_of(x, j)) {
            x->climbed_for[j] = a + 1;
            TRY(add_entry(x, j, half, err));
        }
    }
done:
    return status;
}

/* The items of a, those that people treat as one once, and at half their weight everything they lie
 * within; of several weights for one item the largest. */
static corral_status expand_row(expansion *x, uint32_t a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats seats = corral_region_footprint(x->s->region, a);
    bool changes = false;
    size_t kept = 0;
    x->count = 0;
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t item = corral_region_item_same(x->s->region, seats.index[i]);
        if (!x->used[corral_region_item_facet(x->s->region, item)]) continue;
        changes |= item != seats.index[i] || outer_of(x, item) != UINT32_MAX;
        TRY(add_entry(x, item, seats.weight[i], err));
    }
    if (!changes) return CORRAL_OK;
    TRY(climb(x, a, err));
    qsort(x->row, x->count, sizeof *x->row, by_item);
    for (size_t i = 0; i < x->count; i++)
        if (kept == 0 || x->row[kept - 1].item != x->row[i].item) x->row[kept++] = x->row[i];
    x->count = kept;
done:
    return status;
}

static corral_status collect_rows(const corral_similarity *s, raw_rows *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    expansion x = {.s = s};
    size_t count = 0;
    for (uint32_t k = 0; k < s->facet_count; k++) x.used[s->facet[k]] = true;
    TRY(corral_array_new(&x.climbed_for, corral_region_item_count(s->region), sizeof(uint32_t),
                         err));
    TRY(find_within(&x, err));
    TRY(corral_array_new(&rows->start, (size_t)s->coalition_count + 1, sizeof(size_t), err));
    for (uint32_t a = 0; a < s->coalition_count; a++) {
        TRY(expand_row(&x, a, err));
        for (size_t i = 0; i < x.count; i++) TRY(push(rows, &count, x.row[i], err));
        rows->start[a + 1] = count;
    }
done:
    free(x.row);
    free(x.climbed_for);
    free(x.within);
    return status;
}

/* ---- canonical order ---- */

typedef struct ranked {
    const corral_similarity *s;
    const uint32_t *holders;
} ranked;

static int by_rank(const void *left, const void *right, void *context)
{
    const ranked *r = context;
    uint32_t i = *(const uint32_t *)left, j = *(const uint32_t *)right;
    uint32_t f = corral_region_item_facet(r->s->region, i);
    uint32_t g = corral_region_item_facet(r->s->region, j);
    if (f != g) return f < g ? -1 : 1;
    if (r->holders[i] != r->holders[j]) return r->holders[i] > r->holders[j] ? -1 : 1;
    return strcmp(corral_region_item_key(r->s->region, i), corral_region_item_key(r->s->region, j));
}

/* Ranks the items that anybody holds; what lies within may have changed the region's order. */
static corral_status rank_items(corral_similarity *s, const uint32_t *holders, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t items = corral_region_item_count(s->region), count = 0;
    TRY(corral_array_new(&s->item_of_rank, items, sizeof(uint32_t), err));
    bool sorted = true;
    ranked context = {s, holders};
    for (uint32_t j = 0; j < items; j++) {
        if (holders[j] == 0) continue;
        s->item_of_rank[count++] = j;
        if (count > 1 && by_rank(&s->item_of_rank[count - 2], &j, &context) > 0) sorted = false;
    }
    if (!sorted) qsort_r(s->item_of_rank, count, sizeof(uint32_t), by_rank, &context);
    s->item_count = count;
    for (uint32_t k = 0, r = 0; k < s->facet_count; k++) {
        s->first[k] = r;
        while (r < count && corral_region_item_facet(s->region, s->item_of_rank[r]) == s->facet[k])
            r++;
        s->first[k + 1] = r;
    }
done:
    return status;
}

static double rarity(const corral_similarity *s, uint32_t known, size_t holders)
{
    if (s->options.rarity == CORRAL_RARITY_NONE) return 1;
    return log(1 + (double)known / (double)holders);
}

/* Columns in canonical order, coalitions rising: a counting transposition of the raw rows. */
static corral_status fill_columns(corral_similarity *s, const raw_rows *rows,
                                  const uint32_t *holders, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t seats = rows->start[s->coalition_count], start = 0;
    size_t *at = NULL; /* by the region's item */
    TRY(corral_array_new(&at, corral_region_item_count(s->region), sizeof *at, err));
    TRY(corral_array_new(&s->column_start, (size_t)s->item_count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&s->column_coalition, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&s->column_value, seats, sizeof(double), err));
    for (uint32_t r = 0; r < s->item_count; r++) {
        at[s->item_of_rank[r]] = s->column_start[r] = start;
        start += holders[s->item_of_rank[r]];
    }
    s->column_start[s->item_count] = start;
    for (uint32_t a = 0; a < s->coalition_count; a++)
        for (size_t i = rows->start[a]; i < rows->start[a + 1]; i++) {
            size_t place = at[rows->item[i]]++;
            s->column_coalition[place] = a;
            s->column_value[place] = rows->weight[i];
        }
done:
    free(at);
    return status;
}

static void count_known(const corral_similarity *s, uint32_t known[SIMILARITY_FACETS])
{
    for (uint32_t k = 0; k < s->facet_count; k++) known[k] = 0;
    for (uint32_t a = 0; a < s->coalition_count; a++)
        for (uint32_t k = 0; k < s->facet_count; k++) known[k] += (uint32_t)(s->known[a] >> k & 1);
}

/* Weights become values. */
static void weigh_columns(corral_similarity *s)
{
    uint32_t known[SIMILARITY_FACETS];
    count_known(s, known);
    for (uint32_t k = 0; k < s->facet_count; k++)
        for (uint32_t r = s->first[k]; r < s->first[k + 1]; r++) {
            double omega = rarity(s, known[k], s->column_start[r + 1] - s->column_start[r]);
            for (size_t i = s->column_start[r]; i < s->column_start[r + 1]; i++)
                s->column_value[i] *= omega;
        }
}

/* Rows from columns: dealing item by item leaves each row in canonical order, and its sums are
 * added in that order. */
static corral_status fill_rows(corral_similarity *s, const raw_rows *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t n = s->coalition_count, seats = rows->start[n];
    bool squares = s->options.measure == CORRAL_MEASURE_COSINE;
    TRY(corral_array_new(&s->row_start, n + 1, sizeof(size_t), err));
    TRY(corral_array_new(&s->row_item, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&s->row_value, seats, sizeof(double), err));
    TRY(corral_array_new(&s->sum, n * s->facet_count, sizeof(double), err));
    memcpy(s->row_start, rows->start, (n + 1) * sizeof(size_t));
    for (uint32_t k = 0; k < s->facet_count; k++)
        for (uint32_t r = s->first[k]; r < s->first[k + 1]; r++)
            for (size_t i = s->column_start[r]; i < s->column_start[r + 1]; i++) {
                uint32_t a = s->column_coalition[i];
                double value = s->column_value[i];
                size_t at = s->row_start[a]++;
                s->row_item[at] = r;
                s->row_value[at] = value;
                s->sum[a * s->facet_count + k] += squares ? value * value : value;
            }
    memcpy(s->row_start, rows->start, (n + 1) * sizeof(size_t));
done:
    return status;
}

/* ---- who can be compared ---- */

static int by_word(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left, y = *(const uint64_t *)right;
    return x < y ? -1 : x > y;
}

static uint32_t find_pattern(const corral_similarity *s, uint64_t known)
{
    uint32_t low = 0, high = s->pattern_count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->pattern[middle] <= known)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A pattern that knows too little to be compared with its own like has no partner at all. */
static bool has_partner(const corral_similarity *s, uint32_t p)
{
    if (!similarity_is_comparable(s, s->pattern[p], s->pattern[p])) return false;
    if (s->pattern_size[p] > 1) return true;
    for (uint32_t q = 0; q < s->pattern_count; q++)
        if (q != p && similarity_is_comparable(s, s->pattern[p], s->pattern[q])) return true;
    return false;
}

corral_status similarity_find_patterns(corral_similarity *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = s->coalition_count, count = 0;
    TRY(corral_array_new(&s->pattern, n, sizeof(uint64_t), err));
    TRY(corral_array_new(&s->pattern_of, n, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < n; a++) s->pattern[a] = s->known[a];
    qsort(s->pattern, n, sizeof(uint64_t), by_word);
    for (uint32_t a = 0; a < n; a++)
        if (count == 0 || s->pattern[count - 1] != s->pattern[a])
            s->pattern[count++] = s->pattern[a];
    s->pattern_count = count;
    TRY(corral_array_new(&s->pattern_size, count, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < n; a++) {
        s->pattern_of[a] = find_pattern(s, s->known[a]);
        s->pattern_size[s->pattern_of[a]]++;
    }
    TRY(corral_array_new(&s->pattern_comparable, count, sizeof(bool), err));
    for (uint32_t p = 0; p < count; p++) s->pattern_comparable[p] = has_partner(s, p);
done:
    return status;
}

static corral_status find_known(corral_similarity *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&s->known, s->coalition_count, sizeof(uint64_t), err));
    for (uint32_t a = 0; a < s->coalition_count; a++)
        for (uint32_t k = 0; k < s->facet_count; k++)
            if (corral_region_known(s->region, a, s->facet[k]) != CORRAL_KNOWN_NO)
                s->known[a] |= (uint64_t)1 << k;
    TRY(similarity_find_patterns(s, err));
done:
    return status;
}

/* ---- all together ---- */

static corral_status weigh(corral_similarity *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    raw_rows rows = {0};
    uint32_t *holders = NULL;
    TRY(collect_rows(s, &rows, err));
    TRY(corral_array_new(&holders, corral_region_item_count(s->region), sizeof *holders, err));
    for (size_t i = 0; i < rows.start[s->coalition_count]; i++) holders[rows.item[i]]++;
    TRY(rank_items(s, holders, err));
    TRY(fill_columns(s, &rows, holders, err));
    weigh_columns(s);
    TRY(fill_rows(s, &rows, err));
done:
    free(rows.start);
    free(rows.item);
    free(rows.weight);
    free(holders);
    return status;
}

corral_status corral_similarity_new(const corral_region *region,
                                    const corral_similarity_options *options,
                                    corral_similarity **out, corral_error *err)
{
    static const corral_similarity_options defaults = CORRAL_SIMILARITY_OPTIONS_INIT;
    corral_status status = CORRAL_OK;
    corral_similarity *s = NULL;
    TRY(corral_array_new(&s, 1, sizeof *s, err));
    s->region = region;
    s->options = options ? *options : defaults;
    s->coalition_count = corral_region_coalition_count(region);
    TRY(check_weights(region, &s->options, err));
    TRY(choose_facets(s, err));
    TRY(find_known(s, err));
    TRY(weigh(s, err));
    /* The caller's list of weights was read; it need not stay. */
    s->options.facet_weights = NULL;
    s->options.facet_weight_count = 0;
    *out = s;
    s = NULL;
done:
    corral_similarity_free(s);
    return status;
}

uint32_t corral_similarity_coalition_count(const corral_similarity *s)
{
    return s->coalition_count;
}

uint32_t corral_similarity_facet_count(const corral_similarity *s)
{
    return s->facet_count;
}

uint32_t corral_similarity_facet(const corral_similarity *s, uint32_t k, double *weight,
                                 double *share)
{
    if (weight) *weight = s->alpha[k];
    if (share) *share = s->alpha[k] / s->total_alpha;
    return s->facet[k];
}
