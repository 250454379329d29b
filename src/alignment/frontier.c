/* The packages that none beats. Whether a package is feasible and what it costs is told choice by
 * choice, so they are found parameter by parameter: whatever is beaten so far is beaten with
 * anything added to it. */
#include "alignment/packages.h"

#include <string.h>

#include "core/memory.h"
#include "core/progress.h"

enum { KEPT_MOST = 5000, CELLS_MOST = 40000000 };

void corral_frontier_release(corral_frontier *f)
{
    free(f->choices);
    free(f->cost);
    free(f->sum);
    *f = (corral_frontier){0};
}

static corral_status frontier_init(corral_frontier *f, const corral_packages *p, size_t room,
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
static corral_status extend(const corral_packages *p, uint32_t place, const corral_frontier *from,
                            corral_frontier *to, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_choices *c = &p->of[place];
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

static void move_to(corral_frontier *to, const corral_frontier *from, size_t at,
                    const corral_packages *p)
{
    memcpy(to->choices + to->count * p->parameters, from->choices + at * p->parameters,
           p->parameters * sizeof *to->choices);
    memcpy(to->cost + to->count * p->coalitions, from->cost + at * p->coalitions,
           p->coalitions * sizeof *to->cost);
    to->sum[to->count++] = from->sum[at];
}

/* Keeps what none beats, by sum. What beats another has a smaller sum, and by what beats that in
 * turn it is beaten too: comparing with what is kept is enough. */
static corral_status prune(const corral_packages *p, const corral_frontier *all,
                           corral_frontier *kept, const corral_progress *progress,
                           corral_error *err)
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

corral_status corral_frontier_find(const corral_packages *p, corral_frontier *kept,
                                   const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_frontier all = {0}, less = {0};
    TRY(frontier_init(kept, p, 1, err));
    kept->count = 1;
    for (uint32_t place = 0; place < p->parameters; place++) {
        TRY(extend(p, place, kept, &all, err));
        TRY(prune(p, &all, &less, progress, err));
        corral_frontier_release(kept);
        corral_frontier_release(&all);
        *kept = less;
        less = (corral_frontier){0};
    }
done:
    corral_frontier_release(&all);
    corral_frontier_release(&less);
    return status;
}
