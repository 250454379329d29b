/* Pricing: groups that are worth more than their members' prices.
 *
 * Depth first over sets of places. A set is grown from its first place on by candidates behind the
 * last one taken, so that every set is met once. What a set can still gain is bounded by its
 * candidates' potentials: what each adds to the set, and half its largest margins to anybody (every
 * pair among the added is then paid for from both ends). */
#include "core/memory.h"
#include "core/progress.h"
#include "groups/branch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct candidate {
    uint32_t place;
    double gain;      /* of taking it into the set as it is, its price paid */
    double potential; /* at most what it adds with all that may follow */
} candidate;

typedef struct pricing {
    const dense *d;
    const double *price;
    double *half;          /* by place and room: half the sum of its `room` largest margins */
    candidate *candidates; /* a row of d->count a depth */
    uint32_t *set;
    uint32_t depth, size;
    double least; /* what a group must be worth more than its prices to be kept */
    uint32_t *best;
    uint32_t best_count;
    pricing_budget *budget;
    bool is_cut;
} pricing;

double dense_margin(const dense *d, uint32_t u, uint32_t v)
{
    return d->margin[(size_t)u * d->count + v];
}

static int falling(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x > y ? -1 : x < y;
}

static int by_potential(const void *left, const void *right)
{
    const candidate *x = left, *y = right;
    if (x->potential != y->potential) return x->potential > y->potential ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static corral_status fill_halves(pricing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const dense *d = p->d;
    double *sorted = NULL;
    TRY(corral_array_new(&sorted, d->count, sizeof *sorted, err));
    TRY(corral_array_new(&p->half, (size_t)d->count * (d->max_size + 1), sizeof(double), err));
    for (uint32_t u = 0; u < d->count; u++) {
        double *half = p->half + (size_t)u * (d->max_size + 1);
        memcpy(sorted, d->margin + (size_t)u * d->count, d->count * sizeof *sorted);
        sorted[u] = -INFINITY;
        qsort(sorted, d->count, sizeof *sorted, falling);
        for (uint32_t r = 0; r < d->max_size; r++)
            half[r + 1] = half[r] + (r < d->count && sorted[r] > 0 ? sorted[r] / 2 : 0);
    }
done:
    free(sorted);
    return status;
}

/* Another mate at most for each coalition there is room for beside the candidate itself. */
static double potential_of(const pricing *p, const candidate *c, uint32_t room)
{
    return c->gain + p->half[(size_t)c->place * (p->d->max_size + 1) + room - p->d->size[c->place]];
}

static void keep(pricing *p, double worth)
{
    if (worth <= p->least || p->size < 2) return;
    p->least = worth;
    p->best_count = p->depth;
    memcpy(p->best, p->set, p->depth * sizeof *p->set);
}

static bool spend(pricing *p)
{
    pricing_budget *budget = p->budget;
    if (budget->left == 0) return false;
    if (budget->watch->is_stopped) return false;
    budget->left--;
    return budget->left % 4096 != 0 || search_goes_on(budget->watch, "proving groups", NAN);
}

/* What the candidates behind the first may add at most, `room` of them with it. */
static double reach_of(const candidate *candidates, uint32_t count, uint32_t room)
{
    double reach = 0;
    for (uint32_t k = 1; k < count && k < room && candidates[k].potential > 0; k++)
        reach += candidates[k].potential;
    return reach;
}

/* Orders by potential and drops those that no set can afford: a place may cost more than its half
 * of the margins brings when its mates' halves pay for it, but not more than all of them can. */
static uint32_t rank(const pricing *p, double worth, candidate *candidates, uint32_t count,
                     uint32_t room)
{
    uint32_t positive = 0, kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        candidate c = candidates[i];
        if (p->d->size[c.place] > room) continue;
        c.potential = potential_of(p, &c, room);
        candidates[kept] = candidates[positive];
        candidates[c.potential > 0 ? positive++ : kept] = c;
        kept++;
    }
    qsort(candidates, positive, sizeof *candidates, by_potential);
    double most = worth;
    for (uint32_t i = 0; i + 1 < room && i < positive; i++) most += candidates[i].potential;
    count = kept;
    kept = positive;
    /* Most of the others are dropped here, and need no order. */
    for (uint32_t i = positive; i < count; i++)
        if (most + candidates[i].potential > p->least) candidates[kept++] = candidates[i];
    qsort(candidates + positive, kept - positive, sizeof *candidates, by_potential);
    while (kept > 0 && most + candidates[kept - 1].potential <= p->least) kept--;
    return kept;
}

/* candidates: those of this depth, each allowed with everybody in the set. The first of them in a
 * set has the largest potential there. */
static void extend(pricing *p, double worth, candidate *candidates, uint32_t count)
{
    const dense *d = p->d;
    uint32_t room = d->max_size - p->size;
    candidate *next = candidates + d->count;
    keep(p, worth);
    count = rank(p, worth, candidates, count, room);
    for (uint32_t i = 0; i < count; i++) {
        double reach = worth + candidates[i].potential + reach_of(candidates + i, count - i, room);
        if (reach <= p->least) break;
        if (!spend(p)) {
            p->is_cut = true;
            return;
        }
        uint32_t taken = candidates[i].place, left = 0;
        for (uint32_t k = i + 1; k < count; k++) {
            double margin = dense_margin(d, taken, candidates[k].place);
            if (margin == -INFINITY) continue;
            next[left] = candidates[k];
            next[left++].gain += margin;
        }
        p->set[p->depth++] = taken;
        p->size += d->size[taken];
        extend(p, worth + candidates[i].gain, next, left);
        p->size -= d->size[taken];
        p->depth--;
        if (p->is_cut) return;
    }
}

/* The best group whose first place in the order is order[first]. */
static void price_from(pricing *p, const uint32_t *order, uint32_t first)
{
    const dense *d = p->d;
    uint32_t u = order[first], count = 0;
    for (uint32_t i = first + 1; i < d->count; i++) {
        uint32_t v = order[i];
        double margin = dense_margin(d, u, v);
        if (margin == -INFINITY) continue;
        p->candidates[count++] =
            (candidate){.place = v, .gain = margin + d->inside[v] - p->price[v]};
    }
    p->set[0] = u;
    p->depth = 1;
    p->size = d->size[u];
    extend(p, d->inside[u] - p->price[u], p->candidates, count);
}

static corral_status add_best(const pricing *p, columns *found, corral_error *err)
{
    double value = p->least;
    for (uint32_t i = 0; i < p->best_count; i++) value += p->price[p->best[i]];
    return columns_add(found, p->best, p->best_count, value, err);
}

static corral_status pricing_init(pricing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const dense *d = p->d;
    size_t depths = (size_t)d->max_size + 1;
    if (depths > (size_t)d->count + 1) depths = (size_t)d->count + 1;
    TRY(fill_halves(p, err));
    TRY(corral_array_new(&p->candidates, depths * d->count, sizeof(candidate), err));
    TRY(corral_array_new(&p->set, depths, sizeof(uint32_t), err));
    TRY(corral_array_new(&p->best, depths, sizeof(uint32_t), err));
done:
    return status;
}

/* Those that cost most for what they bring first: few groups begin with them, and the others then
 * have fewer candidates. */
static corral_status order_places(const pricing *p, uint32_t **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const dense *d = p->d;
    candidate *list = NULL;
    TRY(corral_array_new(&list, d->count, sizeof *list, err));
    TRY(corral_array_new(out, d->count, sizeof **out, err));
    for (uint32_t u = 0; u < d->count; u++) {
        const double *half = p->half + (size_t)u * (d->max_size + 1);
        list[u] = (candidate){.place = u, .potential = p->price[u] - half[d->max_size - 1]};
    }
    qsort(list, d->count, sizeof *list, by_potential);
    for (uint32_t u = 0; u < d->count; u++) (*out)[u] = list[u].place;
done:
    free(list);
    return status;
}

corral_status price_groups(const dense *d, const double *price, size_t most, pricing_budget *budget,
                           columns *found, bool *complete, corral_error *err)
{
    corral_status status = CORRAL_OK;
    pricing p = {.d = d, .price = price, .budget = budget};
    uint32_t *order = NULL;
    size_t added = 0;
    *complete = false;
    TRY(pricing_init(&p, err));
    TRY(order_places(&p, &order, err));
    uint32_t first = 0;
    for (; first < d->count && added < most && !p.is_cut; first++) {
        p.least = PRICING_SLACK;
        p.best_count = 0;
        price_from(&p, order, first);
        if (p.best_count == 0) continue;
        TRY(add_best(&p, found, err));
        added++;
    }
    *complete = first == d->count && !p.is_cut;
done:
    free(p.half);
    free(p.candidates);
    free(p.set);
    free(p.best);
    free(order);
    return status;
}

/* ---- lower prices ---- */

/* What u must cost at least, at the others' prices: what the best group with it is worth beyond
 * them, or 0. False: not known. */
static bool needed_price(pricing *p, uint32_t u, double *needed)
{
    const dense *d = p->d;
    uint32_t count = 0;
    for (uint32_t v = 0; v < d->count; v++) {
        double margin = dense_margin(d, u, v);
        if (v == u || margin == -INFINITY) continue;
        p->candidates[count++] =
            (candidate){.place = v, .gain = margin + d->inside[v] - p->price[v]};
    }
    p->least = 0;
    p->is_cut = false;
    p->set[0] = u;
    p->depth = 1;
    p->size = d->size[u];
    extend(p, d->inside[u], p->candidates, count);
    *needed = p->least;
    return !p->is_cut;
}

corral_status price_down(const dense *d, double *price, double share, uint64_t nodes,
                         search_watch *watch, corral_error *err)
{
    corral_status status = CORRAL_OK;
    pricing_budget budget = {nodes, watch};
    pricing p = {.d = d, .price = price, .budget = &budget};
    TRY(pricing_init(&p, err));
    for (uint32_t u = 0; u < d->count; u++) {
        double needed;
        if (u % 64 == 0 && !search_goes_on(watch, "bounding groups", NAN)) break;
        budget.left = nodes;
        if (needed_price(&p, u, &needed) && needed < price[u])
            price[u] -= share * (price[u] - needed);
    }
done:
    free(p.half);
    free(p.candidates);
    free(p.set);
    free(p.best);
    return status;
}

/* ---- columns ---- */

void columns_release(columns *c)
{
    free(c->start);
    free(c->member);
    free(c->value);
    *c = (columns){0};
}

corral_status columns_add(columns *c, const uint32_t *member, size_t count, double value,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t at = c->count ? c->start[c->count] : 0;
    TRY(corral_array_grow(&c->start, &c->start_capacity, c->count + 2, sizeof(size_t), err));
    TRY(corral_array_grow(&c->member, &c->member_capacity, at + count, sizeof(uint32_t), err));
    TRY(corral_array_grow(&c->value, &c->value_capacity, c->count + 1, sizeof(double), err));
    memcpy(c->member + at, member, count * sizeof *member);
    c->start[c->count] = at;
    c->value[c->count++] = value;
    c->start[c->count] = at + count;
done:
    return status;
}
