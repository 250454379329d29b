/* Packages of an umbrella. Whether a package is feasible and what it costs is told choice by
 * choice, so the packages that none beats are found parameter by parameter: whatever is beaten so
 * far is beaten with anything added to it. */
#include "corral/umbrella.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/progress.h"

enum { KEPT_MOST = 5000, SEVERAL_MOST = 12, CELLS_MOST = 40000000 };

/* The choices of one parameter; the arrays are by choice, cost by choice and coalition. */
typedef struct choices {
    corral_umbrella_parameter parameter;
    uint32_t count, open_count;
    uint32_t *set; /* options, as bits from the parameter's first row; NULL: choice k is row k */
    uint32_t *blockers; /* of each option: coalitions for which it is not feasible */
    uint32_t open_options;
    bool *is_open;
    bool *is_lean; /* no open choice with fewer of its options costs everybody the same */
    double *cost, *sum;
} choices;

struct corral_packages {
    const corral_umbrella *umbrella;
    bool allow_unknown;
    uint32_t coalitions, parameters;
    choices *of;
    uint32_t *kept; /* packages that none beats, `parameters` choices each */
    corral_package *packages;
    size_t count;
    uint32_t *favourite;
};

void corral_packages_free(corral_packages *p)
{
    if (!p) return;
    for (uint32_t k = 0; p->of && k < p->parameters; k++) {
        free(p->of[k].set);
        free(p->of[k].blockers);
        free(p->of[k].is_open);
        free(p->of[k].is_lean);
        free(p->of[k].cost);
        free(p->of[k].sum);
    }
    free(p->of);
    free(p->kept);
    free(p->packages);
    free(p->favourite);
    free(p);
}

/* ---- choices ---- */

static uint32_t option_count(const choices *c)
{
    return c->parameter.end - c->parameter.first;
}

static bool holds(const choices *c, uint32_t choice, uint32_t k)
{
    return c->set ? c->set[choice] >> k & 1 : choice == k;
}

/* An option that was not ranked counts as the middle of the places left over. */
static double option_cost(const corral_umbrella *u, const choices *c, uint32_t coalition,
                          uint32_t k)
{
    double rank = corral_umbrella_rank(u, coalition, c->parameter.first + k);
    uint32_t ranked = 0, count = option_count(c);
    if (!isnan(rank)) return rank - 1;
    for (uint32_t row = c->parameter.first; row < c->parameter.end; row++)
        if (!isnan(corral_umbrella_rank(u, coalition, row))) ranked++;
    return (ranked + 1 + count) / 2.0 - 1;
}

/* How a coalition stands to a choice: to the worst of its options by accept, the best by cost. */
typedef struct stand {
    bool cannot, unknown, first;
    double cost, accept;
} stand;

static stand stand_of(const corral_umbrella *u, const choices *c, uint32_t choice,
                      uint32_t coalition)
{
    stand s = {.cost = INFINITY, .accept = NAN};
    bool ranks = false;
    for (uint32_t k = 0; k < option_count(c); k++) {
        uint32_t row = c->parameter.first + k;
        ranks = ranks || !isnan(corral_umbrella_rank(u, coalition, row));
        if (!holds(c, choice, k)) continue;
        bool cannot = corral_umbrella_cannot(u, coalition, row);
        s.cannot = s.cannot || cannot;
        s.unknown = s.unknown || (!cannot && !corral_umbrella_can_live_with(u, coalition, row));
        s.first = s.first || corral_umbrella_is_first_choice(u, coalition, row);
        s.cost = fmin(s.cost, option_cost(u, c, coalition, k));
        s.accept = fmin(s.accept, corral_umbrella_accept(u, coalition, row));
    }
    s.first = s.first || !ranks; /* who ranks nothing gives up nothing */
    return s;
}

/* What a choice costs a coalition: what its best option does. */
static double choice_cost(const corral_umbrella *u, const choices *c, uint32_t choice,
                          uint32_t coalition)
{
    double cost = INFINITY;
    for (uint32_t k = 0; k < option_count(c); k++)
        if (holds(c, choice, k)) cost = fmin(cost, option_cost(u, c, coalition, k));
    return cost;
}

static bool is_open(const choices *c, uint32_t choice)
{
    for (uint32_t k = 0; k < option_count(c); k++)
        if (c->blockers[k] && holds(c, choice, k)) return false;
    return true;
}

static bool blocks(const corral_packages *p, uint32_t coalition, uint32_t row)
{
    return p->allow_unknown ? corral_umbrella_cannot(p->umbrella, coalition, row)
                            : !corral_umbrella_can_live_with(p->umbrella, coalition, row);
}

static corral_status find_blockers(const corral_packages *p, choices *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&c->blockers, option_count(c), sizeof *c->blockers, err));
    for (uint32_t k = 0; k < option_count(c); k++) {
        for (uint32_t a = 0; a < p->coalitions; a++)
            c->blockers[k] += blocks(p, a, c->parameter.first + k);
        c->open_options += !c->blockers[k];
    }
done:
    return status;
}

static corral_status find_sets(choices *c, uint32_t options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (options > SEVERAL_MOST)
        FAIL(CORRAL_LIMIT,
             "several options may be chosen of a parameter with at most %d options, got %u",
             SEVERAL_MOST, options);
    c->count = (1u << options) - 1;
    TRY(corral_array_new(&c->set, c->count, sizeof *c->set, err));
    for (uint32_t k = 0; k < c->count; k++) c->set[k] = k + 1;
done:
    return status;
}

/* Sets hold what they contain of smaller number, so one pass over those before is enough. */
static void find_lean(const corral_packages *p, choices *c)
{
    size_t m = p->coalitions;
    for (uint32_t k = 0; k < c->count; k++) {
        c->is_lean[k] = true;
        for (uint32_t j = 0; c->set && j < k && c->is_lean[k]; j++)
            c->is_lean[k] = (c->set[j] & ~c->set[k]) || !c->is_open[j] ||
                            memcmp(c->cost + j * m, c->cost + k * m, m * sizeof *c->cost) != 0;
    }
}

static corral_status find_choices(corral_packages *p, choices *c, bool several,
                                  const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    c->count = option_count(c);
    if (several) TRY(find_sets(c, c->count, err));
    TRY(find_blockers(p, c, err));
    TRY(corral_array_new(&c->is_open, c->count, sizeof *c->is_open, err));
    TRY(corral_array_new(&c->is_lean, c->count, sizeof *c->is_lean, err));
    TRY(corral_array_new(&c->sum, c->count, sizeof *c->sum, err));
    TRY(corral_array_new(&c->cost, (size_t)c->count * p->coalitions, sizeof *c->cost, err));
    for (uint32_t k = 0; k < c->count; k++) {
        TRY(corral_progress_step(progress, "comparing choices", (double)k / c->count, err));
        for (uint32_t a = 0; a < p->coalitions; a++) {
            double cost = choice_cost(p->umbrella, c, k, a);
            c->cost[(size_t)k * p->coalitions + a] = cost;
            c->sum[k] += cost;
        }
        c->is_open[k] = is_open(c, k);
        c->open_count += c->is_open[k];
    }
    find_lean(p, c);
done:
    return status;
}

/* ---- the frontier ---- */

/* Partial packages: choices of the parameters so far and what they cost each coalition. */
typedef struct frontier {
    uint32_t *choices;
    double *cost, *sum;
    size_t count;
} frontier;

static void frontier_release(frontier *f)
{
    free(f->choices);
    free(f->cost);
    free(f->sum);
    *f = (frontier){0};
}

static corral_status frontier_init(frontier *f, const corral_packages *p, size_t room,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (room > CELLS_MOST / (p->coalitions + (size_t)p->parameters))
        FAIL(CORRAL_LIMIT, "too many packages for so many coalitions: leave out options or "
                           "parameters");
    TRY(corral_array_new(&f->choices, room * p->parameters, sizeof *f->choices, err));
    TRY(corral_array_new(&f->cost, room * p->coalitions, sizeof *f->cost, err));
    TRY(corral_array_new(&f->sum, room, sizeof *f->sum, err));
done:
    return status;
}

/* Every package of the one with every open choice of the parameter at `place`. */
static corral_status extend(const corral_packages *p, uint32_t place, const frontier *from,
                            frontier *to, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const choices *c = &p->of[place];
    size_t m = p->coalitions;
    TRY(frontier_init(to, p, from->count * c->open_count, err));
    for (size_t i = 0; i < from->count; i++)
        for (uint32_t k = 0; k < c->count; k++) {
            if (!c->is_open[k] || !c->is_lean[k]) continue;
            uint32_t *chosen = to->choices + to->count * p->parameters;
            double *cost = to->cost + to->count * m;
            memcpy(chosen, from->choices + i * p->parameters, place * sizeof *chosen);
            chosen[place] = k;
            for (size_t a = 0; a < m; a++) cost[a] = from->cost[i * m + a] + c->cost[k * m + a];
            to->sum[to->count++] = from->sum[i] + c->sum[k];
        }
done:
    return status;
}

typedef struct ordered {
    double sum;
    size_t at;
} ordered;

static int by_sum(const void *a, const void *b)
{
    const ordered *x = a, *y = b;
    if (x->sum < y->sum || x->sum > y->sum) return x->sum < y->sum ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Costs nobody more and somebody less. */
static bool beats(const double *a, const double *b, size_t m)
{
    bool less = false;
    for (size_t k = 0; k < m; k++) {
        if (a[k] > b[k]) return false;
        less = less || a[k] < b[k];
    }
    return less;
}

static void move_to(frontier *to, const frontier *from, size_t at, const corral_packages *p)
{
    memcpy(to->choices + to->count * p->parameters, from->choices + at * p->parameters,
           p->parameters * sizeof *to->choices);
    memcpy(to->cost + to->count * p->coalitions, from->cost + at * p->coalitions,
           p->coalitions * sizeof *to->cost);
    to->sum[to->count++] = from->sum[at];
}

/* Keeps what none beats, by sum. What beats another has a smaller sum, and by what beats that in
 * turn it is beaten too: comparing with what is kept is enough. */
static corral_status prune(const corral_packages *p, const frontier *all, frontier *kept,
                           const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    ordered *order = NULL;
    TRY(corral_array_new(&order, all->count, sizeof *order, err));
    TRY(frontier_init(kept, p, all->count < KEPT_MOST ? all->count : KEPT_MOST, err));
    for (size_t k = 0; k < all->count; k++) order[k] = (ordered){all->sum[k], k};
    qsort(order, all->count, sizeof *order, by_sum);
    for (size_t k = 0; k < all->count; k++) {
        const double *cost = all->cost + order[k].at * p->coalitions;
        bool beaten = false;
        if (k % 1024 == 0)
            TRY(corral_progress_step(progress, "comparing packages", (double)k / (double)all->count,
                                     err));
        for (size_t j = 0; j < kept->count && !beaten; j++)
            beaten = beats(kept->cost + j * p->coalitions, cost, p->coalitions);
        if (beaten) continue;
        if (kept->count == KEPT_MOST)
            FAIL(CORRAL_LIMIT,
                 "more than %d packages are not beaten by another: leave out options or parameters",
                 KEPT_MOST);
        move_to(kept, all, order[k].at, p);
    }
done:
    free(order);
    return status;
}

static corral_status find_frontier(corral_packages *p, frontier *kept,
                                   const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    frontier all = {0}, less = {0};
    TRY(frontier_init(kept, p, 1, err));
    kept->count = 1;
    for (uint32_t place = 0; place < p->parameters; place++) {
        TRY(extend(p, place, kept, &all, err));
        TRY(prune(p, &all, &less, progress, err));
        frontier_release(kept);
        frontier_release(&all);
        *kept = less;
        less = (frontier){0};
    }
done:
    frontier_release(&all);
    frontier_release(&less);
    return status;
}

/* ---- what can be asked ---- */

double corral_packages_cost(const corral_packages *p, const uint32_t *chosen, uint32_t coalition)
{
    double cost = 0;
    for (uint32_t k = 0; k < p->parameters; k++)
        cost += p->of[k].cost[(size_t)chosen[k] * p->coalitions + coalition];
    return cost;
}

uint32_t corral_packages_given_up(const corral_packages *p, const uint32_t *chosen,
                                  uint32_t coalition)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < p->parameters; k++)
        count += !stand_of(p->umbrella, &p->of[k], chosen[k], coalition).first;
    return count;
}

corral_package corral_packages_evaluate(const corral_packages *p, const uint32_t *chosen)
{
    corral_package package = {.choices = chosen, .is_feasible = true};
    for (uint32_t a = 0; a < p->coalitions; a++) {
        bool cannot = false, unknown = false, gives_up = false;
        double cost = 0;
        for (uint32_t k = 0; k < p->parameters; k++) {
            stand s = stand_of(p->umbrella, &p->of[k], chosen[k], a);
            cannot = cannot || s.cannot;
            unknown = unknown || s.unknown;
            gives_up = gives_up || !s.first;
            cost += s.cost;
            if (!isnan(s.accept)) package.accept += s.accept;
        }
        package.cannot += cannot;
        package.unknown += unknown;
        package.give_up += gives_up;
        package.sum += cost;
        package.most = fmax(package.most, cost);
        package.by_size += cost * corral_umbrella_size(p->umbrella, a);
    }
    package.is_feasible = !package.cannot && (!package.unknown || p->allow_unknown);
    return package;
}

bool corral_packages_is_beaten(const corral_packages *p, const uint32_t *chosen)
{
    for (uint32_t k = 0; k < p->parameters; k++)
        if (!p->of[k].is_lean[chosen[k]]) return true;
    for (size_t k = 0; k < p->count; k++) {
        bool more = false, less = false;
        for (uint32_t a = 0; a < p->coalitions && !less; a++) {
            double own = corral_packages_cost(p, chosen, a);
            double other = corral_packages_cost(p, p->packages[k].choices, a);
            less = own < other;
            more = more || own > other;
        }
        if (more && !less) return true;
    }
    return false;
}

size_t corral_packages_count(const corral_packages *p)
{
    return p->count;
}

corral_package corral_packages_get(const corral_packages *p, size_t index)
{
    return p->packages[index];
}

corral_package corral_packages_favourite(const corral_packages *p)
{
    return corral_packages_evaluate(p, p->favourite);
}

uint32_t corral_packages_choice_count(const corral_packages *p, uint32_t place)
{
    return p->of[place].count;
}

bool corral_packages_holds(const corral_packages *p, uint32_t place, uint32_t choice, uint32_t k)
{
    return holds(&p->of[place], choice, k);
}

bool corral_packages_is_open(const corral_packages *p, uint32_t place, uint32_t choice)
{
    return p->of[place].is_open[choice];
}

static uint64_t times(uint64_t a, uint64_t b)
{
    return b && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

uint64_t corral_packages_all(const corral_packages *p)
{
    uint64_t count = 1;
    for (uint32_t k = 0; k < p->parameters; k++) count = times(count, p->of[k].count);
    return count;
}

uint64_t corral_packages_feasible(const corral_packages *p)
{
    uint64_t count = 1;
    for (uint32_t k = 0; k < p->parameters; k++) count = times(count, p->of[k].open_count);
    return count;
}

/* An option opens if the one coalition that blocks it could accept it; then so do all choices that
 * hold it beside open ones. */
corral_opening corral_packages_opening(const corral_packages *p)
{
    corral_opening best = {UINT32_MAX, UINT32_MAX, 0};
    for (uint32_t place = 0; place < p->parameters; place++) {
        const choices *c = &p->of[place];
        uint64_t opens = c->set ? (uint64_t)1 << c->open_options : 1;
        for (uint32_t k = 0; k < p->parameters; k++)
            if (k != place) opens = times(opens, p->of[k].open_count);
        for (uint32_t k = 0; k < option_count(c); k++) {
            uint32_t row = c->parameter.first + k, a = 0;
            if (c->blockers[k] != 1 || opens <= best.opens) continue;
            while (!blocks(p, a, row)) a++;
            if (corral_umbrella_cannot(p->umbrella, a, row)) best = (corral_opening){row, a, opens};
        }
    }
    return best;
}

/* ---- finding them ---- */

static corral_status find_favourite(corral_packages *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&p->favourite, p->parameters, sizeof *p->favourite, err));
    for (uint32_t place = 0; place < p->parameters; place++) {
        const choices *c = &p->of[place];
        for (uint32_t k = 1; k < c->count; k++)
            if (c->sum[k] < c->sum[p->favourite[place]]) p->favourite[place] = k;
    }
done:
    return status;
}

static int by_sum_and_most(const void *a, const void *b)
{
    const corral_package *x = a, *y = b;
    if (x->sum < y->sum || x->sum > y->sum) return x->sum < y->sum ? -1 : 1;
    if (x->most < y->most || x->most > y->most) return x->most < y->most ? -1 : 1;
    return (x->choices > y->choices) - (x->choices < y->choices);
}

static corral_status keep(corral_packages *p, frontier *kept, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&p->packages, kept->count, sizeof *p->packages, err));
    p->kept = kept->choices;
    kept->choices = NULL;
    p->count = kept->count;
    for (size_t k = 0; k < p->count; k++)
        p->packages[k] = corral_packages_evaluate(p, p->kept + k * p->parameters);
    qsort(p->packages, p->count, sizeof *p->packages, by_sum_and_most);
done:
    return status;
}

corral_status corral_packages_find(const corral_umbrella *umbrella,
                                   const corral_package_options *options,
                                   const corral_progress *progress, corral_packages **out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_packages *p = NULL;
    frontier kept = {0};
    TRY(corral_array_new(&p, 1, sizeof *p, err));
    p->umbrella = umbrella;
    p->allow_unknown = options && options->allow_unknown;
    p->parameters = corral_umbrella_parameter_count(umbrella);
    corral_umbrella_coalitions(umbrella, &p->coalitions);
    TRY(corral_array_new(&p->of, p->parameters, sizeof *p->of, err));
    for (uint32_t k = 0; k < p->parameters; k++) {
        p->of[k].parameter = corral_umbrella_get_parameter(umbrella, k);
        TRY(find_choices(p, &p->of[k], options && options->many && options->many[k], progress,
                         err));
    }
    TRY(find_favourite(p, err));
    TRY(find_frontier(p, &kept, progress, err));
    TRY(keep(p, &kept, err));
    *out = p;
    p = NULL;
done:
    frontier_release(&kept);
    corral_packages_free(p);
    return status;
}
