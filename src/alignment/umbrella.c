/* What the table sees of a round: answers to votes, votes to rows, rows to an agenda. */
#include "alignment/umbrella.h"

#include <math.h>

#include "core/memory.h"

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

double corral_umbrella_rank(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return u->rank[corral_umbrella_cell(u, coalition, row)];
}

double corral_umbrella_accept(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return u->accept[corral_umbrella_cell(u, coalition, row)];
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

static corral_status check_answers(const corral_umbrella_answers *s, corral_error *err)
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
static corral_status collect(corral_umbrella *u, const corral_umbrella_answers *s,
                             uint32_t **coalition_at, uint32_t **row_at, corral_error *err)
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
static corral_status take_votes(corral_umbrella *u, const corral_umbrella_answers *s,
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
        said[k] = (spoken){corral_umbrella_cell(u, coalition_at[a->coalition], row_at[a->option]),
                           a->rank, a->accept};
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
            rank_anew(u->rank + corral_umbrella_cell(u, c, first),
                      u->accept + corral_umbrella_cell(u, c, first), end - first, scratch);
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
        TRY(corral_umbrella_order(u, &p, progress, err));
        uint32_t place = u->parameter_count++;
        for (; place && is_before(u, &p, &u->parameters[place - 1]); place--)
            u->parameters[place] = u->parameters[place - 1];
        u->parameters[place] = p;
    }
done:
    return status;
}

corral_status corral_umbrella_new(const corral_umbrella_answers *survey,
                                  const corral_progress *progress, corral_umbrella **out,
                                  corral_error *err)
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
