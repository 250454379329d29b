/* The consensus order of one parameter, what leaving a coalition out would change, and the order by
 * size. */
#include "alignment/umbrella.h"

#include <math.h>
#include <string.h>

#include "alignment/consensus.h"
#include "core/memory.h"
#include "core/progress.h"

typedef struct votes {
    const corral_umbrella *u;
    uint32_t first, count;
    const uint32_t *by_mean; /* options as the consensus numbers them: by mean rank, then number */
    double *prefer;
} votes;

/* Adds what a coalition prefers to what, `weight` times. */
static void add_vote(const votes *v, uint32_t coalition, double weight)
{
    for (uint32_t i = 0; i < v->count; i++)
        for (uint32_t k = 0; k < v->count; k++) {
            double a = corral_umbrella_rank(v->u, coalition, v->first + v->by_mean[i]);
            double b = corral_umbrella_rank(v->u, coalition, v->first + v->by_mean[k]);
            if (a < b) v->prefer[i * v->count + k] += weight;
        }
}

/* Whether a coalition, other than `without` (UINT32_MAX: any), ranks the option. */
static bool is_ranked(const votes *v, uint32_t option, uint32_t without)
{
    uint32_t row = v->first + v->by_mean[option], ranked = v->u->rows[row].ranked;
    if (without != UINT32_MAX && !isnan(corral_umbrella_rank(v->u, without, row))) ranked--;
    return ranked > 0;
}

/* What somebody ranks comes before what nobody does. */
static void put_unranked_last(const votes *v, uint32_t without, double weight)
{
    for (uint32_t i = 0; i < v->count; i++)
        for (uint32_t k = 0; k < v->count; k++)
            if (is_ranked(v, i, without) && !is_ranked(v, k, without))
                v->prefer[i * v->count + k] += weight;
}

/* All votes but one coalition's; weight -1 takes it away, 1 brings it back. */
static void leave_out(const votes *v, uint32_t coalition, double weight)
{
    add_vote(v, coalition, weight);
    put_unranked_last(v, UINT32_MAX, weight);
    put_unranked_last(v, coalition, -weight);
}

static double mean_rank(const corral_umbrella_row *row)
{
    return row->ranked ? row->rank_sum / row->ranked : INFINITY;
}

static void order_by_mean(const corral_umbrella_row *rows, uint32_t count, uint32_t *by_mean)
{
    for (uint32_t k = 0; k < count; k++) {
        uint32_t place = k;
        for (; place && mean_rank(&rows[by_mean[place - 1]]) > mean_rank(&rows[k]); place--)
            by_mean[place] = by_mean[place - 1];
        by_mean[place] = k;
    }
}

/* Leaves each coalition out once. Without one vote, and with options that only it ranked last, the
 * costs of two orders move against each other by at most two for each two options. */
static corral_status count_flips(votes *v, const corral_consensus *whole, uint32_t *option_flips,
                                 uint32_t *flips, const corral_progress *progress,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = v->count, *order = NULL;
    bool *first = NULL;
    TRY(corral_array_new(&order, n, sizeof *order, err));
    TRY(corral_array_new(&first, n, sizeof *first, err));
    corral_consensus without = {.order = order, .first = first};
    *flips = 0;
    for (uint32_t c = 0; c < v->u->coalition_count; c++) {
        bool changed = false;
        if (whole->margin > (double)n * (n - 1)) break;
        TRY(corral_progress_step(progress, "leaving out one coalition after the other",
                                 (double)c / v->u->coalition_count, err));
        leave_out(v, c, -1);
        TRY(corral_consensus_find(v->prefer, n, &without, err));
        leave_out(v, c, 1);
        for (uint32_t k = 0; k < n; k++) {
            option_flips[k] += first[k] != whole->first[k];
            changed = changed || first[k] != whole->first[k];
        }
        *flips += changed;
    }
done:
    free(order);
    free(first);
    return status;
}

/* What finding the order of one parameter needs, all by the consensus's numbers but by_mean. */
typedef struct ordering {
    uint32_t *by_mean, *order, *size_order, *flips;
    bool *first, *size_first;
    double *prefer;
} ordering;

static void ordering_release(ordering *o)
{
    free(o->by_mean);
    free(o->order);
    free(o->size_order);
    free(o->flips);
    free(o->first);
    free(o->size_first);
    free(o->prefer);
}

static corral_status ordering_init(ordering *o, uint32_t n, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&o->by_mean, n, sizeof *o->by_mean, err));
    TRY(corral_array_new(&o->order, n, sizeof *o->order, err));
    TRY(corral_array_new(&o->size_order, n, sizeof *o->size_order, err));
    TRY(corral_array_new(&o->flips, n, sizeof *o->flips, err));
    TRY(corral_array_new(&o->first, n, sizeof *o->first, err));
    TRY(corral_array_new(&o->size_first, n, sizeof *o->size_first, err));
    TRY(corral_array_new(&o->prefer, (size_t)n * n, sizeof *o->prefer, err));
done:
    return status;
}

/* The order by size, in which level options in front have rank 1 too. */
static corral_status order_by_size(votes *v, ordering *o, corral_umbrella_parameter *p,
                                   corral_umbrella_row *rows, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_consensus found = {.order = o->size_order, .first = o->size_first};
    memset(v->prefer, 0, (size_t)v->count * v->count * sizeof *v->prefer);
    for (uint32_t c = 0; c < v->u->coalition_count; c++) add_vote(v, c, v->u->size[c]);
    put_unranked_last(v, UINT32_MAX, 1);
    TRY(corral_consensus_find(v->prefer, v->count, &found, err));
    for (uint32_t k = 0; k < v->count; k++) {
        uint32_t option = o->size_order[k];
        rows[o->by_mean[option]].rank_by_size = o->size_first[option] ? 1 : k + 1;
        p->level_by_size += o->size_first[option];
    }
done:
    return status;
}

/* Puts the rows (and the columns of the votes) of a parameter in consensus order. */
static corral_status arrange(corral_umbrella *u, const corral_umbrella_parameter *p,
                             const ordering *o, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = p->end - p->first;
    corral_umbrella_row *rows = NULL;
    double *line = NULL;
    TRY(corral_array_new(&rows, n, sizeof *rows, err));
    TRY(corral_array_new(&line, n, sizeof *line, err));
    for (uint32_t k = 0; k < n; k++) rows[k] = u->rows[p->first + o->by_mean[o->order[k]]];
    memcpy(u->rows + p->first, rows, n * sizeof *rows);
    for (uint32_t c = 0; c < u->coalition_count; c++)
        for (int which = 0; which < 2; which++) {
            double *from = (which ? u->accept : u->rank) + corral_umbrella_cell(u, c, p->first);
            for (uint32_t k = 0; k < n; k++) line[k] = from[o->by_mean[o->order[k]]];
            memcpy(from, line, n * sizeof *line);
        }
done:
    free(rows);
    free(line);
    return status;
}

corral_status corral_umbrella_order(corral_umbrella *u, corral_umbrella_parameter *p,
                                    const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_row *rows = u->rows + p->first;
    uint32_t n = p->end - p->first;
    ordering o = {0};
    TRY(ordering_init(&o, n, err));
    votes v = {.u = u, .first = p->first, .count = n, .by_mean = o.by_mean, .prefer = o.prefer};
    corral_consensus found = {.order = o.order, .first = o.first};
    order_by_mean(rows, n, o.by_mean);
    for (uint32_t c = 0; c < u->coalition_count; c++) add_vote(&v, c, 1);
    put_unranked_last(&v, UINT32_MAX, 1);
    TRY(corral_consensus_find(o.prefer, n, &found, err));
    p->is_exact = found.is_exact;
    p->flips = CORRAL_FLIPS_UNKNOWN;
    if (found.is_exact && u->coalition_count > 1)
        TRY(count_flips(&v, &found, o.flips, &p->flips, progress, err));
    for (uint32_t k = 0; k < n; k++) {
        corral_umbrella_row *row = &rows[o.by_mean[o.order[k]]];
        row->rank = o.first[o.order[k]] ? 1 : k + 1;
        row->flips = p->flips == CORRAL_FLIPS_UNKNOWN ? CORRAL_FLIPS_UNKNOWN : o.flips[o.order[k]];
        p->level += o.first[o.order[k]];
    }
    if (u->size) TRY(order_by_size(&v, &o, p, rows, err));
    TRY(arrange(u, p, &o, err));
done:
    ordering_release(&o);
    return status;
}
