/* What the table sees of a round: answers to votes, votes to rows, rows to an agenda. */
#include "corral/umbrella.h"

#include <math.h>
#include <string.h>

#include "alignment/consensus.h"
#include "core/memory.h"
#include "core/progress.h"

struct corral_umbrella {
    uint32_t *coalitions; /* that answer, rising */
    uint32_t coalition_count;
    corral_umbrella_parameter *parameters;
    uint32_t parameter_count;
    corral_umbrella_row *rows;
    uint32_t row_count;
    double *rank, *accept; /* coalitions by rows */
    double *size;          /* by coalition; NULL */
};

void corral_umbrella_free(corral_umbrella *u)
{
    if (!u) return;
    free(u->coalitions);
    free(u->parameters);
    free(u->rows);
    free(u->rank);
    free(u->accept);
    free(u->size);
    free(u);
}

/* ---- what can be asked ---- */

const uint32_t *corral_umbrella_coalitions(const corral_umbrella *u, uint32_t *count)
{
    *count = u->coalition_count;
    return u->coalitions;
}

uint32_t corral_umbrella_parameter_count(const corral_umbrella *u)
{
    return u->parameter_count;
}

corral_umbrella_parameter corral_umbrella_get_parameter(const corral_umbrella *u, uint32_t place)
{
    return u->parameters[place];
}

uint32_t corral_umbrella_row_count(const corral_umbrella *u)
{
    return u->row_count;
}

corral_umbrella_row corral_umbrella_get(const corral_umbrella *u, uint32_t row)
{
    return u->rows[row];
}

static size_t cell(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return (size_t)coalition * u->row_count + row;
}

double corral_umbrella_rank(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return u->rank[cell(u, coalition, row)];
}

double corral_umbrella_accept(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return u->accept[cell(u, coalition, row)];
}

double corral_umbrella_size(const corral_umbrella *u, uint32_t coalition)
{
    return u->size ? u->size[coalition] : NAN;
}

bool corral_umbrella_can_live_with(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return corral_umbrella_accept(u, coalition, row) >= 1;
}

bool corral_umbrella_cannot(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return corral_umbrella_accept(u, coalition, row) <= 0;
}

/* Options are grouped by parameter from the start; the agenda puts the groups in order later. */
static void parameter_range(const corral_umbrella *u, uint32_t row, uint32_t *first, uint32_t *end)
{
    uint32_t parameter = u->rows[row].parameter;
    *first = *end = row;
    while (*first && u->rows[*first - 1].parameter == parameter) --*first;
    while (*end < u->row_count && u->rows[*end].parameter == parameter) ++*end;
}

bool corral_umbrella_is_first_choice(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    double own = corral_umbrella_rank(u, coalition, row);
    uint32_t first, end;
    if (isnan(own)) return false;
    parameter_range(u, row, &first, &end);
    for (uint32_t k = first; k < end; k++)
        if (corral_umbrella_rank(u, coalition, k) < own) return false;
    return true;
}

/* ---- answers to votes ---- */

static corral_status check_answers(const corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!s->count) FAIL(CORRAL_BAD_INPUT, "a survey needs an answer");
    for (uint32_t k = 0; k < s->options; k++)
        if (s->parameter_of[k] >= s->parameters)
            FAIL(CORRAL_BAD_INPUT, "option %u: the parameter must be below %u, got %u", k,
                 s->parameters, s->parameter_of[k]);
    for (size_t k = 0; k < s->count; k++) {
        const corral_preference *a = &s->answers[k];
        if (a->coalition >= s->coalitions || a->option >= s->options)
            FAIL(CORRAL_BAD_INPUT, "answer %zu: a coalition or an option that is not there", k);
        if (a->rank < 1 || isinf(a->rank))
            FAIL(CORRAL_BAD_INPUT, "answer %zu: the rank must be 1 or more", k);
        if (a->accept < 0 || a->accept > 3)
            FAIL(CORRAL_BAD_INPUT, "answer %zu: accept must be from 0 to 3", k);
    }
    for (uint32_t k = 0; s->size && k < s->coalitions; k++)
        if (!(s->size[k] >= 0) || isinf(s->size[k]))
            FAIL(CORRAL_BAD_INPUT, "coalition %u: the size must be 0 or more", k);
done:
    return status;
}

/* The coalitions and options that are answered for, options by parameter and number. */
static corral_status collect(corral_umbrella *u, const corral_survey *s, uint32_t **coalition_at,
                             uint32_t **row_at, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(coalition_at, s->coalitions, sizeof **coalition_at, err));
    TRY(corral_array_new(row_at, s->options, sizeof **row_at, err));
    TRY(corral_array_new(&u->coalitions, s->coalitions, sizeof *u->coalitions, err));
    TRY(corral_array_new(&u->rows, s->options, sizeof *u->rows, err));
    for (size_t k = 0; k < s->count; k++)
        (*coalition_at)[s->answers[k].coalition] = (*row_at)[s->answers[k].option] = 1;
    for (uint32_t k = 0; k < s->coalitions; k++)
        if ((*coalition_at)[k]) {
            (*coalition_at)[k] = u->coalition_count;
            u->coalitions[u->coalition_count++] = k;
        }
    for (uint32_t p = 0; p < s->parameters; p++)
        for (uint32_t k = 0; k < s->options; k++)
            if (s->parameter_of[k] == p && (*row_at)[k]) {
                (*row_at)[k] = u->row_count;
                u->rows[u->row_count++] = (corral_umbrella_row){.option = k, .parameter = p};
            }
done:
    return status;
}

typedef struct spoken {
    size_t cell;
    double rank, accept;
} spoken;

static int by_cell(const void *a, const void *b)
{
    const spoken *x = a, *y = b;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Of the numbers that are there; NAN if there is none. Sorts them. */
static double median(double *values, size_t count)
{
    if (!count) return NAN;
    qsort(values, count, sizeof *values, by_value);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* One vote a coalition: medians over who answers for it. */
static corral_status take_votes(corral_umbrella *u, const corral_survey *s,
                                const uint32_t *coalition_at, const uint32_t *row_at,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    spoken *said = NULL;
    double *values = NULL;
    size_t cells = (size_t)u->coalition_count * u->row_count, end;
    TRY(corral_array_new(&said, s->count, sizeof *said, err));
    TRY(corral_array_new(&values, 2 * s->count, sizeof *values, err));
    TRY(corral_array_new(&u->rank, cells, sizeof *u->rank, err));
    TRY(corral_array_new(&u->accept, cells, sizeof *u->accept, err));
    for (size_t k = 0; k < cells; k++) u->rank[k] = u->accept[k] = NAN;
    for (size_t k = 0; k < s->count; k++) {
        const corral_preference *a = &s->answers[k];
        said[k] =
            (spoken){cell(u, coalition_at[a->coalition], row_at[a->option]), a->rank, a->accept};
    }
    qsort(said, s->count, sizeof *said, by_cell);
    for (size_t begin = 0; begin < s->count; begin = end) {
        size_t ranks = 0, accepts = 0;
        for (end = begin; end < s->count && said[end].cell == said[begin].cell; end++) {
            if (!isnan(said[end].rank)) values[ranks++] = said[end].rank;
            if (!isnan(said[end].accept)) values[s->count + accepts++] = said[end].accept;
        }
        u->rank[said[begin].cell] = median(values, ranks);
        u->accept[said[begin].cell] = median(values + s->count, accepts);
    }
done:
    free(said);
    free(values);
    return status;
}

/* Mid-ranks of what a coalition ranks in one parameter; scratch has room for it. */
static void rank_anew(double *rank, const double *accept, uint32_t count, double *scratch)
{
    bool is_ranked = false;
    for (uint32_t k = 0; k < count; k++) is_ranked = is_ranked || !isnan(rank[k]);
    for (uint32_t k = 0; k < count; k++) scratch[k] = is_ranked ? rank[k] : 3 - accept[k];
    for (uint32_t k = 0; k < count; k++) {
        uint32_t before = 0, level = 0;
        for (uint32_t j = 0; j < count; j++) {
            before += scratch[j] < scratch[k];
            level += scratch[j] <= scratch[k] && scratch[j] >= scratch[k];
        }
        rank[k] = isnan(scratch[k]) ? NAN : before + (level + 1) / 2.0;
    }
}

static corral_status rank_all(corral_umbrella *u, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *scratch = NULL;
    uint32_t first, end;
    TRY(corral_array_new(&scratch, u->row_count, sizeof *scratch, err));
    for (uint32_t c = 0; c < u->coalition_count; c++)
        for (uint32_t row = 0; row < u->row_count; row = end) {
            parameter_range(u, row, &first, &end);
            rank_anew(u->rank + cell(u, c, first), u->accept + cell(u, c, first), end - first,
                      scratch);
        }
done:
    free(scratch);
    return status;
}

/* ---- votes to rows ---- */

/* Whether those who want an option and those who at most live with it stand against each other. */
static corral_blocs find_blocs(uint32_t want, uint32_t reluctant, uint32_t between)
{
    uint32_t said = want + reluctant + between, less = want < reluctant ? want : reluctant;
    if (said < 4) return CORRAL_BLOCS_UNKNOWN;
    return less >= 2 && 4 * less >= said && between < less ? CORRAL_BLOCS_TWO : CORRAL_BLOCS_ONE;
}

static void count_row(const corral_umbrella *u, uint32_t row, corral_umbrella_row *r)
{
    uint32_t want = 0, reluctant = 0, between = 0;
    r->first_size = u->size ? 0 : NAN;
    for (uint32_t c = 0; c < u->coalition_count; c++) {
        double rank = corral_umbrella_rank(u, c, row), accept = corral_umbrella_accept(u, c, row);
        bool is_first = corral_umbrella_is_first_choice(u, c, row);
        r->first_choices += is_first;
        if (u->size && is_first) r->first_size += u->size[c];
        if (!isnan(rank)) r->ranked++, r->rank_sum += rank;
        r->can_live_with += corral_umbrella_can_live_with(u, c, row);
        r->cannot += corral_umbrella_cannot(u, c, row);
        want += accept > 2;
        reluctant += accept <= 1;
        between += accept > 1 && accept <= 2;
    }
    r->unknown = u->coalition_count - r->can_live_with - r->cannot;
    r->blocs = find_blocs(want, reluctant, between);
}

/* ---- the consensus order of one parameter ---- */

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

/* Leaves each coalition out once. Without one vote the costs of two orders move against each other
 * by at most one for each two options. */
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
        if (whole->margin > n * (n - 1) / 2.0) break;
        TRY(corral_progress_step(progress, "leaving out one coalition after the other",
                                 (double)c / v->u->coalition_count, err));
        add_vote(v, c, -1);
        TRY(corral_consensus_find(v->prefer, n, &without, err));
        add_vote(v, c, 1);
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
            double *from = (which ? u->accept : u->rank) + cell(u, c, p->first);
            for (uint32_t k = 0; k < n; k++) line[k] = from[o->by_mean[o->order[k]]];
            memcpy(from, line, n * sizeof *line);
        }
done:
    free(rows);
    free(line);
    return status;
}

static corral_status order_parameter(corral_umbrella *u, corral_umbrella_parameter *p,
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

/* ---- the agenda ---- */

/* Whether p comes before q: more can live with what comes first, or more want it first. */
static bool is_before(const corral_umbrella *u, const corral_umbrella_parameter *p,
                      const corral_umbrella_parameter *q)
{
    const corral_umbrella_row *a = &u->rows[p->first], *b = &u->rows[q->first];
    if (a->can_live_with != b->can_live_with) return a->can_live_with > b->can_live_with;
    return a->first_choices > b->first_choices;
}

static corral_status find_parameters(corral_umbrella *u, const corral_progress *progress,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    TRY(corral_array_new(&u->parameters, u->row_count, sizeof *u->parameters, err));
    for (uint32_t row = 0; row < u->row_count; row = end) {
        parameter_range(u, row, &first, &end);
        corral_umbrella_parameter p = {
            .parameter = u->rows[row].parameter, .first = first, .end = end};
        TRY(order_parameter(u, &p, progress, err));
        uint32_t place = u->parameter_count++;
        for (; place && is_before(u, &p, &u->parameters[place - 1]); place--)
            u->parameters[place] = u->parameters[place - 1];
        u->parameters[place] = p;
    }
done:
    return status;
}

corral_status corral_umbrella_new(const corral_survey *survey, const corral_progress *progress,
                                  corral_umbrella **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella *u = NULL;
    uint32_t *coalition_at = NULL, *row_at = NULL;
    TRY(check_answers(survey, err));
    TRY(corral_array_new(&u, 1, sizeof *u, err));
    TRY(collect(u, survey, &coalition_at, &row_at, err));
    TRY(take_votes(u, survey, coalition_at, row_at, err));
    TRY(rank_all(u, err));
    if (survey->size) {
        TRY(corral_array_new(&u->size, u->coalition_count, sizeof *u->size, err));
        for (uint32_t c = 0; c < u->coalition_count; c++)
            u->size[c] = survey->size[u->coalitions[c]];
    }
    for (uint32_t row = 0; row < u->row_count; row++) count_row(u, row, &u->rows[row]);
    TRY(find_parameters(u, progress, err));
    *out = u;
    u = NULL;
done:
    corral_umbrella_free(u);
    free(coalition_at);
    free(row_at);
    return status;
}
