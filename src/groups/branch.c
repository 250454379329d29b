/* Branch and price over one component.
 *
 * A node says which units sit together and which apart (Ryan and Foster 1981). Its programme
 * starts from the groups known so far; pricing adds better ones until there is none, and then the
 * prices add up to a bound on every partition the node allows. If the programme chooses groups in
 * part, two units that share a seat in part go together in one child and apart in the other. */
#include "groups/branch.h"

#include "core/memory.h"
#include "core/order.h"

#include <assert.h>
#include <math.h>
#include <string.h>

typedef struct branching {
    partition *p;
    const uint32_t *units;
    uint32_t count;
    dense root;
    columns pool; /* of places of the root */
    columns best; /* groups of the best partition found, of places of the root */
    double best_value;
    bool is_improved;
    pricing_budget budget;
} branching;

/* Places of a node are sets of places of the root. */
typedef struct node {
    dense d;
    uint32_t *of; /* place of the root to place of the node */
} node;

/* ---- dense problems ---- */

void dense_release(dense *d)
{
    free(d->margin);
    free(d->inside);
    free(d->size);
    *d = (dense){0};
}

static corral_status dense_init(dense *d, uint32_t count, uint32_t max_size, corral_error *err)
{
    corral_status status = CORRAL_OK;
    d->count = count;
    d->max_size = max_size;
    TRY(corral_array_new(&d->margin, (size_t)count * count, sizeof(double), err));
    TRY(corral_array_new(&d->inside, count, sizeof(double), err));
    TRY(corral_array_new(&d->size, count, sizeof(uint32_t), err));
done:
    return status;
}

static void set_margin(dense *d, uint32_t u, uint32_t v, double margin)
{
    d->margin[(size_t)u * d->count + v] = d->margin[(size_t)v * d->count + u] = margin;
}

static bool are_apart(const unit_graph *g, uint32_t u, uint32_t v)
{
    for (size_t i = g->apart_start ? g->apart_start[u] : 0;
         g->apart_start && i < g->apart_start[u + 1]; i++)
        if (g->apart_to[i] == v) return true;
    return false;
}

corral_status dense_of_units(dense *d, const partition *p, const uint32_t *units, uint32_t count,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    const unit_graph *g = p->graph;
    TRY(dense_init(d, count, p->max_size, err));
    for (uint32_t i = 0; i < count; i++) {
        d->size[i] = unit_size(g, units[i]);
        for (uint32_t j = 0; j < i; j++) {
            uint32_t u = units[i], v = units[j];
            double cost = p->resolution * unit_size(g, u) * unit_size(g, v);
            set_margin(d, i, j, are_apart(g, u, v) ? -INFINITY : partition_between(p, u, v) - cost);
        }
    }
done:
    return status;
}

/* ---- nodes ---- */

static void node_release(node *n)
{
    dense_release(&n->d);
    free(n->of);
    n->of = NULL;
}

/* The parent with u and v in one, or apart. u < v. */
static corral_status node_init(node *n, const node *parent, const branching *b, uint32_t u,
                               uint32_t v, bool together, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const dense *from = &parent->d;
    uint32_t *to = NULL;
    TRY(corral_array_new(&to, from->count, sizeof *to, err));
    TRY(corral_array_new(&n->of, b->count, sizeof *n->of, err));
    for (uint32_t i = 0; i < from->count; i++) to[i] = together ? (i == v ? u : i - (i > v)) : i;
    TRY(dense_init(&n->d, from->count - together, from->max_size, err));
    for (uint32_t i = 0; i < b->count; i++) n->of[i] = to[parent->of[i]];
    for (uint32_t i = 0; i < from->count; i++) {
        n->d.size[to[i]] += from->size[i];
        n->d.inside[to[i]] += from->inside[i];
        for (uint32_t j = 0; j < from->count; j++)
            if (to[i] != to[j])
                n->d.margin[(size_t)to[i] * n->d.count + to[j]] += dense_margin(from, i, j);
    }
    if (together)
        n->d.inside[u] += dense_margin(from, u, v);
    else
        set_margin(&n->d, u, v, -INFINITY);
done:
    free(to);
    return status;
}

/* Whether the node allows the group; its places in the node, rising, then in set. */
static bool translate(const node *n, const uint32_t *member, size_t count, uint32_t *set,
                      size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < count; i++) set[i] = n->of[member[i]];
    qsort(set, count, sizeof *set, corral_by_number);
    for (size_t i = 0; i < count; i++)
        if (*length == 0 || set[*length - 1] != set[i]) set[(*length)++] = set[i];
    for (size_t i = 0; i < *length; i++)
        for (size_t k = 0; k < i; k++)
            if (dense_margin(&n->d, set[i], set[k]) == -INFINITY) return false;
    return true;
}

static uint32_t coalitions_of(const dense *d, const uint32_t *member, size_t count)
{
    uint32_t size = 0;
    for (size_t i = 0; i < count; i++) size += d->size[member[i]];
    return size;
}

static corral_status inherit(const branching *b, const node *n, columns *local, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *set = NULL;
    TRY(corral_array_new(&set, b->count, sizeof *set, err));
    for (size_t k = 0; k < b->pool.count; k++) {
        const uint32_t *member = b->pool.member + b->pool.start[k];
        size_t count = b->pool.start[k + 1] - b->pool.start[k], length;
        if (!translate(n, member, count, set, &length)) continue;
        if (coalitions_of(&n->d, set, length) != coalitions_of(&b->root, member, count)) continue;
        TRY(columns_add(local, set, length, b->pool.value[k], err));
    }
done:
    free(set);
    return status;
}

/* A group of the node among those of the root. */
static corral_status put_back(const branching *b, const node *n, const columns *local, size_t k,
                              columns *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *member = NULL, count = 0;
    TRY(corral_array_new(&member, b->count, sizeof *member, err));
    for (uint32_t i = 0; i < b->count; i++)
        for (size_t at = local->start[k]; at < local->start[k + 1]; at++)
            if (n->of[i] == local->member[at]) member[count++] = i;
    TRY(columns_add(out, member, count, local->value[k], err));
done:
    free(member);
    return status;
}

/* ---- one node ---- */

/* What a node's programme came to. */
typedef struct relaxation {
    columns local;
    double *price, *chosen;
    size_t chosen_capacity;
    double bound; /* INFINITY: not proven */
} relaxation;

static void relaxation_release(relaxation *r)
{
    columns_release(&r->local);
    free(r->price);
    free(r->chosen);
}

static double sum_of(const double *x, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) sum += x[i];
    return sum;
}

static corral_status relax(branching *b, const node *n, relaxation *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    master *m = NULL;
    bool is_complete = false, is_solved;
    r->bound = INFINITY;
    TRY(inherit(b, n, &r->local, err));
    TRY(corral_array_new(&r->price, n->d.count, sizeof(double), err));
    TRY(master_new(n->d.count, &m, err));
    for (size_t first = 0;;) {
        TRY(master_add(m, &r->local, first, err));
        first = r->local.count;
        TRY(corral_array_grow(&r->chosen, &r->chosen_capacity, first + 1, sizeof(double), err));
        TRY(master_solve(m, r->price, r->chosen, &is_solved, err));
        if (!is_solved) goto done; /* then nothing is proven here */
        TRY(price_groups(&n->d, r->price, n->d.count, &b->budget, &r->local, &is_complete, err));
        if (r->local.count == first) break;
        for (size_t k = first; k < r->local.count; k++)
            TRY(put_back(b, n, &r->local, k, &b->pool, err));
    }
    /* No group is worth more than its prices by more than the slack, and groups have two at least.
     */
    if (is_complete) r->bound = sum_of(r->price, n->d.count) + PRICING_SLACK * n->d.count;
done:
    master_free(m);
    return status;
}

/* The pair whose share of common groups is nearest to a half; false if every group is chosen in
 * full. */
static bool find_split(const relaxation *r, double *share, uint32_t count, uint32_t *u, uint32_t *v)
{
    double nearest = 0.5 - 1e-6;
    bool found = false;
    memset(share, 0, (size_t)count * count * sizeof *share);
    for (size_t k = 0; k < r->local.count; k++) {
        const uint32_t *member = r->local.member + r->local.start[k];
        size_t length = r->local.start[k + 1] - r->local.start[k];
        for (size_t i = 0; i < length; i++)
            for (size_t j = 0; j < i; j++) {
                uint32_t low = member[i] < member[j] ? member[i] : member[j];
                uint32_t high = member[i] < member[j] ? member[j] : member[i];
                share[(size_t)low * count + high] += r->chosen[k];
            }
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            double distance = fabs(share[(size_t)i * count + j] - 0.5);
            if (distance >= nearest) continue;
            nearest = distance;
            *u = i;
            *v = j;
            found = true;
        }
    return found;
}

static corral_status take_solution(branching *b, const node *n, const relaxation *r,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    double value = 0;
    columns groups = {0};
    for (size_t k = 0; k < r->local.count; k++) {
        if (r->chosen[k] < 0.5) continue;
        value += r->local.value[k];
        TRY(put_back(b, n, &r->local, k, &groups, err));
    }
    if (value > b->best_value + GROUPS_LEAST_GAIN) {
        columns_release(&b->best);
        b->best = groups;
        groups = (columns){0};
        b->best_value = value;
        b->is_improved = true;
    }
done:
    columns_release(&groups);
    return status;
}

/* *bound comes in as one of the parent's, and is lowered. */
static corral_status solve(branching *b, const node *n, double *bound, corral_error *err);

static corral_status split(branching *b, const node *n, uint32_t u, uint32_t v, double *bound,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    node child = {0};
    double of_children = -INFINITY;
    for (int together = 1; together >= 0; together--) {
        double of_child = *bound;
        if (together && n->d.size[u] + n->d.size[v] > n->d.max_size) continue;
        TRY(node_init(&child, n, b, u, v, together, err));
        TRY(solve(b, &child, &of_child, err));
        node_release(&child);
        of_children = fmax(of_children, of_child);
    }
    *bound = fmin(*bound, of_children);
done:
    node_release(&child);
    return status;
}

static corral_status solve(branching *b, const node *n, double *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    relaxation r = {0};
    double *share = NULL;
    uint32_t u = 0, v = 0;
    if (*bound <= b->best_value) return CORRAL_OK;
    if (!search_goes_on(b->budget.watch, "proving groups", NAN)) return CORRAL_OK;
    TRY(relax(b, n, &r, err));
    *bound = fmin(*bound, r.bound);
    if (isinf(r.bound) || *bound <= b->best_value + 2 * PRICING_SLACK * n->d.count) goto done;
    TRY(corral_array_new(&share, (size_t)n->d.count * n->d.count, sizeof *share, err));
    if (find_split(&r, share, n->d.count, &u, &v))
        TRY(split(b, n, u, v, bound, err));
    else
        TRY(take_solution(b, n, &r, err));
done:
    free(share);
    relaxation_release(&r);
    return status;
}

/* ---- the whole ---- */

/* The partition as it stands: its groups begin the pool. */
static corral_status begin(branching *b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *member = NULL;
    TRY(corral_array_new(&member, b->count, sizeof *member, err));
    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t g = b->p->group[b->units[i]], count = 0;
        double value = 0;
        bool is_first = true;
        for (uint32_t j = 0; j < i; j++) is_first &= b->p->group[b->units[j]] != g;
        if (!is_first) continue;
        for (uint32_t j = i; j < b->count; j++) {
            if (b->p->group[b->units[j]] != g) continue;
            for (uint32_t k = 0; k < count; k++) value += dense_margin(&b->root, member[k], j);
            member[count++] = j;
        }
        if (count < 2) continue;
        TRY(columns_add(&b->pool, member, count, value, err));
        b->best_value += value;
    }
done:
    free(member);
    return status;
}

static void apply(const branching *b)
{
    partition *p = b->p;
    for (uint32_t i = 0; i < b->count; i++)
        if (p->size[p->group[b->units[i]]] > unit_size(p->graph, b->units[i]))
            partition_move(p, b->units[i], partition_free_group(p));
    for (size_t k = 0; k < b->best.count; k++) {
        uint32_t target = p->group[b->units[b->best.member[b->best.start[k]]]];
        for (size_t at = b->best.start[k] + 1; at < b->best.start[k + 1]; at++)
            partition_move(p, b->units[b->best.member[at]], target);
    }
}

corral_status search_branch(partition *p, const uint32_t *units, uint32_t count,
                            search_watch *watch, uint64_t *budget, double *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    branching b = {.p = p, .units = units, .count = count, .budget = {*budget, watch}};
    node root = {0};
    TRY(dense_of_units(&b.root, p, units, count, err));
    TRY(begin(&b, err));
    root.d = b.root;
    TRY(corral_array_new(&root.of, count, sizeof *root.of, err));
    for (uint32_t i = 0; i < count; i++) root.of[i] = i;
    TRY(solve(&b, &root, bound, err));
    *budget = b.budget.left;
    if (b.is_improved) apply(&b);
    /* A bound below a partition that is there would be a broken proof. */
    assert(*bound >= b.best_value - 1e-6 * fmax(1, b.best_value));
    *bound = fmax(*bound, b.best_value);
done:
    free(root.of);
    dense_release(&b.root);
    columns_release(&b.pool);
    columns_release(&b.best);
    return status;
}
