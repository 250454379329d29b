/* The unit graph: pairs with what must stay together contracted, what must stay apart noted, and
 * those who may not sit anywhere left out. */
#include "core/memory.h"
#include "groups/partition.h"

#include <string.h>

void unit_graph_release(unit_graph *g)
{
    free(g->unit_of);
    free(g->size);
    free(g->inside);
    free(g->start);
    free(g->to);
    free(g->sum);
    free(g->apart_start);
    free(g->apart_to);
    *g = (unit_graph){0};
}

unit_row unit_graph_row(const unit_graph *g, uint32_t unit)
{
    if (!g->start) {
        corral_pair_row row = corral_pairs_row(g->pairs, unit);
        return (unit_row){row.to, row.similarity, row.count};
    }
    size_t start = g->start[unit];
    return (unit_row){g->to + start, g->sum + start, g->start[unit + 1] - start};
}

/* ---- numbering ---- */

static uint32_t root_of(uint32_t *root, uint32_t a)
{
    while (root[a] != a) a = root[a] = root[root[a]];
    return a;
}

static corral_status check_list(corral_coalitions list, uint32_t coalitions,
                                const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < list.count; i++) {
        if (list.index[i] >= coalitions)
            FAIL(CORRAL_BAD_USE, "coalition number %u must be below %u", list.index[i], coalitions);
        if (options->eligible && !options->eligible[list.index[i]])
            FAIL(CORRAL_BAD_USE, "a coalition that may not sit in a group is asked to");
    }
done:
    return status;
}

/* root[a]: the smallest coalition of its unit. */
static corral_status join_lists(uint32_t *root, uint32_t coalitions,
                                const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t a = 0; a < coalitions; a++) root[a] = a;
    for (size_t k = 0; k < options->together_count; k++) {
        corral_coalitions list = options->together[k];
        TRY(check_list(list, coalitions, options, err));
        for (size_t i = 1; i < list.count; i++) {
            uint32_t x = root_of(root, list.index[0]), y = root_of(root, list.index[i]);
            if (x < y)
                root[y] = x;
            else
                root[x] = y;
        }
    }
done:
    return status;
}

static corral_status number_units(unit_graph *g, uint32_t coalitions,
                                  const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *root = NULL;
    TRY(corral_array_new(&root, coalitions, sizeof *root, err));
    TRY(corral_array_new(&g->unit_of, coalitions, sizeof(uint32_t), err));
    TRY(join_lists(root, coalitions, options, err));
    g->count = 0;
    for (uint32_t a = 0; a < coalitions; a++) {
        bool eligible = !options->eligible || options->eligible[a];
        uint32_t first = root_of(root, a);
        if (!eligible)
            g->unit_of[a] = NO_UNIT;
        else
            g->unit_of[a] = first == a ? g->count++ : g->unit_of[first];
    }
    TRY(corral_array_new(&g->size, g->count, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < coalitions; a++)
        if (g->unit_of[a] != NO_UNIT) g->size[g->unit_of[a]]++;
    for (uint32_t u = 0; u < g->count; u++)
        if (g->size[u] > options->max_size)
            FAIL(CORRAL_BAD_USE, "%u coalitions must stay together, a group has at most %u",
                 g->size[u], options->max_size);
done:
    free(root);
    return status;
}

/* ---- rows of units ---- */

typedef struct unit_pair {
    uint32_t from, to;
    double sum;
} unit_pair;

static int by_pair(const void *left, const void *right)
{
    const unit_pair *x = left, *y = right;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* Pairs inside a unit go to `inside`, pairs of those left out nowhere, the others into list. Equal
 * pairs stand in order of coalitions: the additions are the same every time. */
static corral_status collect_pairs(unit_graph *g, uint32_t coalitions, unit_pair **list,
                                   size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t capacity = 0;
    for (uint32_t a = 0; a < coalitions; a++) {
        corral_pair_row row = corral_pairs_row(g->pairs, a);
        uint32_t u = g->unit_of[a];
        for (size_t i = 0; i < row.count && u != NO_UNIT; i++) {
            uint32_t v = g->unit_of[row.to[i]];
            if (v == NO_UNIT) continue;
            if (u == v) {
                if (a < row.to[i]) g->inside[u] += row.similarity[i];
                continue;
            }
            TRY(corral_array_grow(list, &capacity, *count + 1, sizeof **list, err));
            (*list)[(*count)++] = (unit_pair){u, v, row.similarity[i]};
        }
    }
done:
    return status;
}

/* Sums of the same units by value, so that equal sums are added in one order. */
static int by_pair_and_sum(const void *left, const void *right)
{
    int order = by_pair(left, right);
    if (order) return order;
    const unit_pair *x = left, *y = right;
    return x->sum < y->sum ? -1 : x->sum > y->sum;
}

static corral_status fill_rows(unit_graph *g, unit_pair *list, size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t kept = 0;
    if (count) qsort(list, count, sizeof *list, by_pair_and_sum);
    for (size_t i = 0; i < count; i++) {
        if (kept && by_pair(&list[kept - 1], &list[i]) == 0)
            list[kept - 1].sum += list[i].sum;
        else
            list[kept++] = list[i];
    }
    TRY(corral_array_new(&g->start, (size_t)g->count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&g->to, kept, sizeof(uint32_t), err));
    TRY(corral_array_new(&g->sum, kept, sizeof(double), err));
    for (size_t i = 0; i < kept; i++) {
        g->to[i] = list[i].to;
        g->sum[i] = list[i].sum;
        g->start[list[i].from + 1]++;
    }
    for (uint32_t u = 0; u < g->count; u++) g->start[u + 1] += g->start[u];
done:
    return status;
}

static corral_status contract(unit_graph *g, uint32_t coalitions, double resolution,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_pair *list = NULL;
    size_t count = 0;
    TRY(corral_array_new(&g->inside, g->count, sizeof(double), err));
    TRY(collect_pairs(g, coalitions, &list, &count, err));
    for (uint32_t u = 0; u < g->count; u++)
        g->inside[u] -= resolution * g->size[u] * (g->size[u] - 1) / 2;
    TRY(fill_rows(g, list, count, err));
done:
    free(list);
    return status;
}

/* ---- apart ---- */

static corral_status add_apart(const unit_graph *g, corral_coalitions list, unit_pair **pairs,
                               size_t *count, size_t *capacity, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < list.count; i++)
        for (size_t j = 0; j < list.count; j++) {
            uint32_t u = g->unit_of[list.index[i]], v = g->unit_of[list.index[j]];
            if (i == j || u == NO_UNIT || v == NO_UNIT) continue;
            if (u == v)
                FAIL(CORRAL_BAD_USE, "the same coalitions are asked to be together and apart");
            TRY(corral_array_grow(pairs, capacity, *count + 1, sizeof **pairs, err));
            (*pairs)[(*count)++] = (unit_pair){u, v, 0};
        }
done:
    return status;
}

static corral_status fill_apart(unit_graph *g, uint32_t coalitions,
                                const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unit_pair *list = NULL;
    size_t count = 0, capacity = 0;
    for (size_t k = 0; k < options->apart_count; k++) {
        for (size_t i = 0; i < options->apart[k].count; i++)
            if (options->apart[k].index[i] >= coalitions)
                FAIL(CORRAL_BAD_USE, "coalition number %u must be below %u",
                     options->apart[k].index[i], coalitions);
        TRY(add_apart(g, options->apart[k], &list, &count, &capacity, err));
    }
    if (count) qsort(list, count, sizeof *list, by_pair);
    TRY(corral_array_new(&g->apart_start, (size_t)g->count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&g->apart_to, count, sizeof(uint32_t), err));
    for (size_t i = 0; i < count; i++) {
        g->apart_to[i] = list[i].to;
        g->apart_start[list[i].from + 1]++;
    }
    for (uint32_t u = 0; u < g->count; u++) g->apart_start[u + 1] += g->apart_start[u];
done:
    free(list);
    return status;
}

corral_status unit_graph_init(unit_graph *g, const corral_pairs *pairs, uint32_t coalitions,
                              const corral_groups_options *options, double resolution,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    *g = (unit_graph){.count = coalitions, .pairs = pairs};
    if (!options->together_count && !options->apart_count && !options->eligible) return CORRAL_OK;
    TRY(number_units(g, coalitions, options, err));
    TRY(contract(g, coalitions, resolution, err));
    if (options->apart_count) TRY(fill_apart(g, coalitions, options, err));
done:
    return status;
}

/* ---- components ---- */

void unit_components_release(unit_components *c)
{
    free(c->start);
    free(c->units);
    *c = (unit_components){0};
}

uint32_t unit_components_pairs(const unit_components *c)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < c->count; k++) count += c->start[k + 1] - c->start[k] > 1;
    return count;
}

/* Breadth first from each unit not yet seen; units within a component in rising order. */
static int by_unit(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

corral_status unit_components_init(unit_components *c, const unit_graph *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *is_seen = NULL;
    uint32_t found = 0;
    TRY(corral_array_new(&c->start, (size_t)g->count + 1, sizeof(uint32_t), err));
    TRY(corral_array_new(&c->units, g->count, sizeof(uint32_t), err));
    TRY(corral_array_new(&is_seen, g->count, 1, err));
    for (uint32_t first = 0; first < g->count; first++) {
        if (is_seen[first]) continue;
        uint32_t begin = found;
        is_seen[first] = 1;
        c->units[found++] = first;
        for (uint32_t at = begin; at < found; at++) {
            unit_row row = unit_graph_row(g, c->units[at]);
            for (size_t i = 0; i < row.count; i++) {
                if (is_seen[row.to[i]]) continue;
                is_seen[row.to[i]] = 1;
                c->units[found++] = row.to[i];
            }
        }
        qsort(c->units + begin, found - begin, sizeof(uint32_t), by_unit);
        c->start[++c->count] = found;
    }
done:
    free(is_seen);
    return status;
}
