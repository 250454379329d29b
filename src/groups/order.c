/* Rows in order, in steps: 1. who is drawn, group by group   2. likeness of groups   3. their order
 * 4. the order of coalitions in each, and of those without a group. */
#include "groups/order.h"

#include "core/memory.h"
#include "groups/result.h"

#include <assert.h>

void corral_order_release(corral_order *order)
{
    free(order->group);
    free(order->likeness);
    free(order->coalition);
    *order = (corral_order){0};
}

/* Coalitions drawn, rising in each group: those of the k-th group drawn are
 * member[start[k] .. start[k + 1]), those without a group come last. */
typedef struct rows {
    const corral_similarity *similarity;
    uint32_t *member, *start, *place; /* place: of the k-th group */
    uint32_t group_count, grouped, count;
} rows;

static void rows_release(rows *r)
{
    free(r->member);
    free(r->start);
    free(r->place);
}

static corral_status mark_drawn(const corral_coalitions *drawn, uint32_t n, unsigned char **out,
                                corral_error *err)
{
    corral_status status = corral_array_new(out, n, 1, err);
    if (status != CORRAL_OK) return status;
    for (uint32_t a = 0; a < n; a++) (*out)[a] = !drawn;
    for (size_t i = 0; drawn && i < drawn->count; i++) {
        assert(drawn->index[i] < n);
        (*out)[drawn->index[i]] = 1;
    }
    return CORRAL_OK;
}

static corral_status rows_init(rows *r, const corral_grouping *g, const corral_coalitions *drawn,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *is_drawn = NULL;
    TRY(mark_drawn(drawn, g->coalition_count, &is_drawn, err));
    TRY(corral_array_new(&r->member, g->coalition_count, sizeof *r->member, err));
    TRY(corral_array_new(&r->start, (size_t)g->count + 1, sizeof *r->start, err));
    TRY(corral_array_new(&r->place, g->count, sizeof *r->place, err));
    for (uint32_t place = 0; place < g->count; place++) {
        uint32_t before = r->count;
        for (uint32_t i = g->start[place]; i < g->start[place + 1]; i++)
            if (is_drawn[g->members[i]]) r->member[r->count++] = g->members[i];
        if (r->count == before) continue;
        r->place[r->group_count++] = place;
        r->start[r->group_count] = r->count;
    }
    r->grouped = r->count;
    for (uint32_t a = 0; a < g->coalition_count; a++)
        if (is_drawn[a] && g->place[a] == UINT32_MAX) r->member[r->count++] = a;
done:
    free(is_drawn);
    return status;
}

/* A pair that cannot be compared is not alike. */
static double likeness_of(const rows *r, uint32_t a, uint32_t b)
{
    double s = corral_similarity_pair(r->similarity, a, b, NULL);
    return isnan(s) ? 0 : s;
}

/* The i-th of `speakers` evenly spaced coalitions of the k-th group. */
static uint32_t speaker(const rows *r, uint32_t k, uint32_t i, uint32_t speakers)
{
    uint64_t size = r->start[k + 1] - r->start[k];
    return r->member[r->start[k] + (uint32_t)(i * size / speakers)];
}

static uint32_t count_speakers(const rows *r, uint32_t k)
{
    uint32_t size = r->start[k + 1] - r->start[k];
    uint32_t most = CORRAL_ORDER_SPEAKERS / r->group_count;
    return r->grouped <= CORRAL_ORDER_SPEAKERS || size < most ? size : most;
}

static double mean_likeness(const rows *r, uint32_t k, uint32_t l)
{
    uint32_t rows_k = count_speakers(r, k), rows_l = count_speakers(r, l);
    double sum = 0;
    size_t pairs = 0;
    for (uint32_t i = 0; i < rows_k; i++)
        for (uint32_t j = k == l ? i + 1 : 0; j < rows_l; j++, pairs++)
            sum += likeness_of(r, speaker(r, k, i, rows_k), speaker(r, l, j, rows_l));
    return pairs ? sum / (double)pairs : 0;
}

static void fill_means(const rows *r, double *likeness)
{
    size_t n = r->group_count;
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t l = k; l < n; l++)
            likeness[k * n + l] = likeness[l * n + k] = mean_likeness(r, k, l);
}

/* Groups in order; order->likeness in that order too. at[i] is the i-th among those drawn. */
static corral_status order_groups(corral_order *order, const rows *r, uint32_t *at,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t n = r->group_count;
    double *means = NULL;
    if (n > CORRAL_FIEDLER_LIMIT)
        FAIL(CORRAL_LIMIT, "at most %d groups can be put in order, got %zu", CORRAL_FIEDLER_LIMIT,
             n);
    TRY(corral_array_new(&means, n * n, sizeof *means, err));
    TRY(corral_array_new(&order->likeness, n * n, sizeof *order->likeness, err));
    TRY(corral_array_new(&order->group, n, sizeof *order->group, err));
    fill_means(r, means);
    TRY(corral_fiedler_order(means, r->group_count, at, err));
    for (size_t i = 0; i < n; i++) {
        order->group[i] = r->place[at[i]];
        for (size_t j = 0; j < n; j++) order->likeness[i * n + j] = means[at[i] * n + at[j]];
    }
    order->group_count = r->group_count;
done:
    free(means);
    return status;
}

/* Coalitions of one group (or without any) behind those that order holds already. */
static corral_status add_in_order(corral_order *order, const rows *r, const uint32_t *member,
                                  uint32_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *likeness = NULL;
    uint32_t *at = NULL;
    TRY(corral_array_new(&likeness, (size_t)count * count, sizeof *likeness, err));
    TRY(corral_array_new(&at, count, sizeof *at, err));
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            likeness[i * count + j] = likeness[j * count + i] =
                likeness_of(r, member[i], member[j]);
    TRY(corral_fiedler_order(likeness, count, at, err));
    for (uint32_t i = 0; i < count; i++) order->coalition[order->coalition_count++] = member[at[i]];
done:
    free(likeness);
    free(at);
    return status;
}

static corral_status order_coalitions(corral_order *order, const rows *r, const uint32_t *at,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&order->coalition, r->count, sizeof *order->coalition, err));
    for (uint32_t i = 0; i < r->group_count; i++) {
        uint32_t start = r->start[at[i]], end = r->start[at[i] + 1];
        TRY(add_in_order(order, r, r->member + start, end - start, err));
    }
    TRY(add_in_order(order, r, r->member + r->grouped, r->count - r->grouped, err));
done:
    return status;
}

corral_status corral_order_init(corral_order *order, const corral_similarity *similarity,
                                const corral_grouping *grouping, const corral_coalitions *drawn,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    rows r = {.similarity = similarity};
    uint32_t *at = NULL;
    *order = (corral_order){0};
    TRY(rows_init(&r, grouping, drawn, err));
    TRY(corral_array_new(&at, r.group_count, sizeof *at, err));
    TRY(order_groups(order, &r, at, err));
    if (r.count <= CORRAL_ORDER_LIMIT) TRY(order_coalitions(order, &r, at, err));
done:
    if (status != CORRAL_OK) corral_order_release(order);
    rows_release(&r);
    free(at);
    return status;
}
