/* How well the score of involve finds seats that were hidden.
 *   1. draw a tenth of the seats to choose on, another tenth to report on; 2. for each: hide them,
 *   rank the absent members of each coalition by every variant, measure; 3. choose. */
#include "corral/involve.h"
#include "reach/measure.h"
#include "reach/walk.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#include "core/chance.h"
#include "core/failure.h"
#include "core/memory.h"

enum {
    DAMPINGS = 3,
    VARIANTS = 1 + 2 * DAMPINGS,
    BLOCK = 16,
    LEAST_SEATS = 10,
    LEAST_MEASURED = 20
};
static const double dampings[DAMPINGS] = {0.5, 0.7, 0.85};

/* Steps over seats that one split may take. */
static const double BUDGET = 4e9, STEPS = 142;

/* Both splits: seats of the facet member, in an order drawn at random; the first `hidden` are for
 * choosing, the next for reporting. */
typedef struct drawn {
    size_t *seat;         /* numbers among all seats, row by row */
    uint32_t *coalition;  /* of each, beside it */
    size_t count, hidden; /* seats of members; hidden on a split */
    uint32_t first, end;  /* the members */
} drawn;

static void drawn_release(drawn *d)
{
    free(d->seat);
    free(d->coalition);
}

static corral_status list_seats(const corral_region *region, drawn *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t seat = 0;
    uint32_t facet = corral_region_facet_find(region, "member");
    if (facet == UINT32_MAX)
        FAIL(CORRAL_BAD_INPUT, "a backtest hides seats of members, and the region has no facet "
                               "member");
    corral_region_facet_items(region, facet, &d->first, &d->end);
    TRY(corral_array_new(&d->seat, corral_region_seat_count(region), sizeof *d->seat, err));
    TRY(corral_array_new(&d->coalition, corral_region_seat_count(region), sizeof(uint32_t), err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++, seat++) {
            if (seats.index[i] < d->first || seats.index[i] >= d->end) continue;
            d->seat[d->count] = seat;
            d->coalition[d->count++] = a;
        }
    }
    if (d->count < LEAST_SEATS)
        FAIL(CORRAL_BAD_INPUT, "a backtest needs at least %d seats of members, got %zu",
             LEAST_SEATS, d->count);
    d->hidden = d->count / 10;
done:
    return status;
}

static corral_status draw(drawn *d, uint64_t seed, corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_rng *chance = NULL;
    TRY(corral_chance_new(seed, 0, &chance, err));
    for (size_t i = 0; i < 2 * d->hidden; i++) {
        /* Of numbers that gsl_rng_uniform_int may be too small for, a share. */
        size_t j = i + (size_t)(gsl_rng_uniform(chance) * (double)(d->count - i));
        if (j >= d->count) j = d->count - 1;
        size_t seat = d->seat[i];
        uint32_t coalition = d->coalition[i];
        d->seat[i] = d->seat[j];
        d->coalition[i] = d->coalition[j];
        d->seat[j] = seat;
        d->coalition[j] = coalition;
    }
done:
    gsl_rng_free(chance);
    return status;
}

/* ---- one split ---- */

typedef struct split {
    const corral_region *region;
    const drawn *drawn;
    unsigned char *hidden; /* by seat */
    size_t *row_start;     /* by coalition: its first seat */
    uint32_t *measured;    /* coalitions */
    size_t count, with;
    reach_walk walk;
    double *seats;           /* by member: how many are not hidden */
    double *auc, *precision; /* by measured coalition and variant */
} split;

static void split_release(split *s)
{
    free(s->hidden);
    free(s->row_start);
    free(s->measured);
    free(s->seats);
    free(s->auc);
    free(s->precision);
    reach_walk_release(&s->walk);
}

/* Coalitions with a hidden seat, in the order drawn; so many as the budget allows. */
static corral_status choose_measured(split *s, size_t from, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const drawn *d = s->drawn;
    unsigned char *is_seen = NULL;
    size_t all = corral_region_seat_count(s->region);
    double most = fmax(LEAST_MEASURED, BUDGET / (STEPS * (double)all));
    TRY(corral_array_new(&is_seen, corral_region_coalition_count(s->region), 1, err));
    for (size_t i = from; i < from + d->hidden; i++) {
        uint32_t a = d->coalition[i];
        s->hidden[d->seat[i]] = 1;
        if (is_seen[a]) continue;
        is_seen[a] = 1;
        s->with++;
        if ((double)s->count < most) s->measured[s->count++] = a;
    }
done:
    free(is_seen);
    return status;
}

static corral_status split_init(split *s, const corral_region *region, const drawn *d, size_t from,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region);
    *s = (split){.region = region, .drawn = d};
    TRY(corral_array_new(&s->hidden, corral_region_seat_count(region), 1, err));
    TRY(corral_array_new(&s->row_start, (size_t)n + 1, sizeof(size_t), err));
    TRY(corral_array_new(&s->measured, n, sizeof(uint32_t), err));
    TRY(corral_array_new(&s->seats, d->end - d->first, sizeof(double), err));
    for (uint32_t a = 0; a < n; a++)
        s->row_start[a + 1] = s->row_start[a] + corral_region_footprint(region, a).count;
    TRY(choose_measured(s, from, err));
    TRY(reach_walk_init(&s->walk, region, s->hidden, err));
    for (uint32_t j = d->first; j < d->end; j++)
        s->seats[j - d->first] = (double)(s->walk.column_start[j + 1] - s->walk.column_start[j]);
    TRY(corral_array_new(&s->auc, s->count * VARIANTS, sizeof(double), err));
    TRY(corral_array_new(&s->precision, s->count * VARIANTS, sizeof(double), err));
done:
    return status;
}

/* What one thread needs. */
typedef struct worker {
    reach_walker walker;
    double *rank;         /* by damping and item */
    unsigned char *state; /* by member: 0 absent, 1 a seat, 2 a hidden seat */
    reach_ranked *ranked;
} worker;

static void worker_release(worker *w)
{
    reach_walker_release(&w->walker);
    free(w->rank);
    free(w->state);
    free(w->ranked);
}

static corral_status worker_init(worker *w, const split *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t members = s->drawn->end - s->drawn->first;
    *w = (worker){0};
    TRY(reach_walker_init(&w->walker, &s->walk, err));
    TRY(corral_array_new(&w->rank, (size_t)DAMPINGS * s->walk.item_count, sizeof(double), err));
    TRY(corral_array_new(&w->state, members, 1, err));
    TRY(corral_array_new(&w->ranked, members, sizeof *w->ranked, err));
done:
    return status;
}

static double score_of(const split *s, const worker *w, size_t variant, size_t member)
{
    double seats = s->seats[member];
    if (variant == 0) return seats;
    size_t damping = (variant - 1) / 2;
    double rank = w->rank[damping * s->walk.item_count + s->drawn->first + member];
    return (variant - 1) % 2 || seats == 0 ? rank : rank / log2(1 + seats);
}

static void measure(const split *s, worker *w, size_t at)
{
    uint32_t a = s->measured[at];
    size_t members = s->drawn->end - s->drawn->first;
    corral_seats seats = corral_region_footprint(s->region, a);
    memset(w->state, 0, members);
    for (size_t i = 0; i < seats.count; i++)
        if (seats.index[i] >= s->drawn->first && seats.index[i] < s->drawn->end)
            w->state[seats.index[i] - s->drawn->first] = s->hidden[s->row_start[a] + i] ? 2 : 1;
    reach_walk_rank(&s->walk, &w->walker, a, dampings, DAMPINGS, w->rank);
    for (size_t v = 0; v < VARIANTS; v++) {
        size_t count = 0;
        for (size_t m = 0; m < members; m++) {
            if (w->state[m] == 1) continue;
            w->ranked[count].score = score_of(s, w, v, m);
            w->ranked[count++].is_hidden = w->state[m] == 2;
        }
        reach_measure(w->ranked, count, &s->auc[at * VARIANTS + v],
                      &s->precision[at * VARIANTS + v]);
    }
}

static corral_status measure_block(const split *s, size_t from, size_t end)
{
    corral_failure failure = {CORRAL_OK};
#pragma omp parallel
    {
        worker w;
        corral_status status = worker_init(&w, s, NULL);
        corral_failure_keep(&failure, status);
#pragma omp for schedule(dynamic, 1)
        for (size_t at = from; at < end; at++)
            if (status == CORRAL_OK) measure(s, &w, at);
        worker_release(&w);
    }
    return (corral_status)failure.status;
}

static corral_status measure_all(const split *s, double done, const corral_progress *progress,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t from = 0; from < s->count; from += BLOCK) {
        size_t end = from + BLOCK < s->count ? from + BLOCK : s->count;
        if (progress && !progress->step(progress->user, "finding hidden seats",
                                        done + (double)from / (double)s->count / 2))
            FAIL(CORRAL_INTERRUPTED, "interrupted");
        if (measure_block(s, from, end) != CORRAL_OK)
            FAIL(CORRAL_NO_MEMORY, "out of memory finding hidden seats");
    }
done:
    return status;
}

/* Some coalitions lack nobody but those hidden: there is nothing to tell them from. */
static bool is_measurable(const split *s, size_t at)
{
    return !isnan(s->auc[at * VARIANTS]);
}

static double mean(const split *s, const double *values, size_t variant)
{
    double sum = 0;
    size_t count = 0;
    for (size_t at = 0; at < s->count; at++) {
        if (!is_measurable(s, at)) continue;
        sum += values[at * VARIANTS + variant];
        count++;
    }
    return count ? sum / (double)count : NAN;
}

static void add_rows(const split *s, bool is_report, corral_backtest *out)
{
    for (size_t v = 0; v < VARIANTS; v++) {
        corral_backtest_row *row = &out->row[out->count++];
        row->is_report = is_report;
        row->variant = v == 0       ? CORRAL_BACKTEST_POPULARITY
                       : v % 2 == 1 ? CORRAL_BACKTEST_SCORE
                                    : CORRAL_BACKTEST_PAGERANK;
        row->damping = v == 0 ? NAN : dampings[(v - 1) / 2];
        row->auc = mean(s, s->auc, v);
        row->precision = mean(s, s->precision, v);
    }
}

/* Where nothing could be measured there is nothing to choose. */
static void choose(corral_backtest *out)
{
    size_t best = 1;
    if (isnan(out->row[best].auc)) return;
    for (size_t v = 2; v < VARIANTS; v++)
        if (out->row[v].auc > out->row[best].auc) best = v;
    out->row[best].is_chosen = out->row[VARIANTS + best].is_chosen = true;
}

corral_status corral_involve_backtest(const corral_region *region, uint64_t seed,
                                      const corral_progress *progress, corral_backtest *out,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    drawn d = {0};
    split s = {0};
    corral_backtest found = {0};
    TRY(list_seats(region, &d, err));
    TRY(draw(&d, seed, err));
    found.seats = d.count;
    found.hidden = d.hidden;
    for (size_t k = 0; k < 2; k++) {
        split_release(&s);
        TRY(split_init(&s, region, &d, k * d.hidden, err));
        TRY(measure_all(&s, 0.5 * (double)k, progress, err));
        for (size_t at = 0; at < s.count; at++) found.coalitions[k] += is_measurable(&s, at);
        found.with[k] = s.with;
        add_rows(&s, k == 1, &found);
    }
    choose(&found);
    *out = found;
done:
    split_release(&s);
    drawn_release(&d);
    return status;
}
