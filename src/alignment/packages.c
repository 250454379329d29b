/* Packages of an umbrella: the choices of each parameter, and what a package comes to. */
#include "alignment/packages.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/progress.h"

enum { SEVERAL_MOST = 12 };

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

static uint32_t option_count(const corral_choices *c)
{
    return c->parameter.end - c->parameter.first;
}

static bool holds(const corral_choices *c, uint32_t choice, uint32_t k)
{
    return c->set ? c->set[choice] >> k & 1 : choice == k;
}

/* An option that was not ranked counts as the middle of the places left over. */
static double option_cost(const corral_umbrella *u, const corral_choices *c, uint32_t coalition,
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

static stand stand_of(const corral_umbrella *u, const corral_choices *c, uint32_t choice,
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
static double choice_cost(const corral_umbrella *u, const corral_choices *c, uint32_t choice,
                          uint32_t coalition)
{
    double cost = INFINITY;
    for (uint32_t k = 0; k < option_count(c); k++)
        if (holds(c, choice, k)) cost = fmin(cost, option_cost(u, c, coalition, k));
    return cost;
}

static bool is_open(const corral_choices *c, uint32_t choice)
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

static corral_status find_blockers(const corral_packages *p, corral_choices *c, corral_error *err)
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

static corral_status find_sets(corral_choices *c, uint32_t options, corral_error *err)
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
static void find_lean(const corral_packages *p, corral_choices *c)
{
    size_t m = p->coalitions;
    for (uint32_t k = 0; k < c->count; k++) {
        c->is_lean[k] = true;
        for (uint32_t j = 0; c->set && j < k && c->is_lean[k]; j++)
            c->is_lean[k] = (c->set[j] & ~c->set[k]) || !c->is_open[j] ||
                            memcmp(c->cost + j * m, c->cost + k * m, m * sizeof *c->cost) != 0;
    }
}

static corral_status find_choices(corral_packages *p, corral_choices *c, bool several,
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
        const corral_choices *c = &p->of[place];
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
        const corral_choices *c = &p->of[place];
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

static corral_status keep(corral_packages *p, corral_frontier *kept, corral_error *err)
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
    corral_frontier kept = {0};
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
    TRY(corral_frontier_find(p, &kept, progress, err));
    TRY(keep(p, &kept, err));
    *out = p;
    p = NULL;
done:
    corral_frontier_release(&kept);
    corral_packages_free(p);
    return status;
}
