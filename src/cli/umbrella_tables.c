/* The tables of a round of preferences. */
#include "cli/umbrella.h"

#include <math.h>

#include "alignment/agreement.h"
#include "core/memory.h"

/* ---- an option a row ---- */

typedef bool stands(const corral_umbrella *umbrella, uint32_t coalition, uint32_t row);

static bool is_unknown(const corral_umbrella *u, uint32_t coalition, uint32_t row)
{
    return !corral_umbrella_cannot(u, coalition, row) &&
           !corral_umbrella_can_live_with(u, coalition, row);
}

/* The coalitions that stand so, by name, where names were asked for. */
static corral_status put_names(const corral_umbrella_run *run, uint32_t row, stands *stand,
                               corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    for (uint32_t c = 0; c < corral_umbrella_run_coalitions(run); c++)
        if (stand(run->now, c, row))
            TRY(corral_text_printf(&names, err, "%s%s", names.length ? "; " : "",
                                   corral_umbrella_run_name(run, c)));
    corral_table_put_text(table, names.bytes);
done:
    corral_text_release(&names);
    return status;
}

static void put_about(const corral_umbrella_run *run, uint32_t place, uint32_t row,
                      corral_table *table)
{
    corral_table_put_text(table, corral_umbrella_run_parameter(run, place));
    corral_table_put_text(table, corral_umbrella_run_option(run, row));
}

static corral_status add_row(const corral_umbrella_run *run, uint32_t place, uint32_t row,
                             corral_table *table, corral_error *err)
{
    static const char *const blocs[] = {NULL, "one", "two"};
    corral_status status = CORRAL_OK;
    corral_umbrella_row r = corral_umbrella_get(run->now, row);
    put_about(run, place, row, table);
    corral_table_put_count(table, r.first_choices);
    corral_table_put_count(table, r.can_live_with);
    corral_table_put_count(table, r.cannot);
    corral_table_put_text(table, blocs[r.blocs]);
    if (r.ranked)
        corral_table_put_count(table, r.rank);
    else
        corral_table_put_blank(table);
    if (!r.ranked || r.flips == CORRAL_FLIPS_UNKNOWN)
        corral_table_put_blank(table);
    else
        corral_table_put_count(table, r.flips);
    if (run->named) {
        TRY(put_names(run, row, corral_umbrella_is_first_choice, table, err));
        TRY(put_names(run, row, corral_umbrella_cannot, table, err));
        TRY(put_names(run, row, is_unknown, table, err));
    }
    TRY(corral_table_end_row(table, err));
done:
    return status;
}

/* Calls add for every row in the order of the agenda. */
static corral_status add_rows(const corral_umbrella_run *run,
                              corral_status (*add)(const corral_umbrella_run *, uint32_t, uint32_t,
                                                   corral_table *, corral_error *),
                              corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(run->now); place++) {
        corral_umbrella_parameter p = corral_umbrella_get_parameter(run->now, place);
        for (uint32_t row = p.first; row < p.end; row++) TRY(add(run, place, row, table, err));
    }
done:
    return status;
}

corral_status corral_umbrella_fill(const corral_umbrella_run *run, corral_table *table,
                                   corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "parameter"},
        {.name = "option"},
        {.name = "first_choices", .label = "first choice of", .type = CORRAL_COLUMN_COUNT},
        {.name = "can_live_with", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot", .label = "cannot accept", .type = CORRAL_COLUMN_COUNT},
        {.name = "split", .label = "blocs", .type = CORRAL_COLUMN_WORD},
        {.name = "rank", .type = CORRAL_COLUMN_COUNT},
        {.name = "flips", .type = CORRAL_COLUMN_COUNT}};
    static const corral_column names[] = {
        {.name = "first_choice_of", .label = "whose first choice"},
        {.name = "cannot_accept", .label = "who cannot accept"},
        {.name = "not_said", .label = "who has not said"}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    if (run->named) TRY(corral_table_add_columns(table, names, 3, err));
    TRY(add_rows(run, add_row, table, err));
done:
    return status;
}

/* ---- by size ---- */

/* How many members want what first tells who they are, so it is for those who see names. */
static corral_status add_size(const corral_umbrella_run *run, uint32_t place, uint32_t row,
                              corral_table *table, corral_error *err)
{
    corral_umbrella_row r = corral_umbrella_get(run->now, row);
    put_about(run, place, row, table);
    corral_table_put_count(table, r.rank_by_size);
    corral_table_put_count(table, r.rank);
    if (run->named) corral_table_put_number(table, r.first_size);
    return corral_table_end_row(table, err);
}

corral_status corral_umbrella_fill_sizes(const corral_umbrella_run *run, corral_table *table,
                                         corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "parameter"},
        {.name = "option"},
        {.name = "rank_by_size", .type = CORRAL_COLUMN_COUNT},
        {.name = "rank", .label = "rank with one vote each", .type = CORRAL_COLUMN_COUNT},
        {.name = "members",
         .label = "members whose coalition puts it first",
         .type = CORRAL_COLUMN_SCORE,
         .digits = 1}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, run->named ? 5 : 4, err));
    TRY(add_rows(run, add_size, table, err));
done:
    return status;
}

/* ---- since the round before ---- */

/* Of those who answer in both rounds: a cannot that was not there, one that is gone. A row of the
 * earlier round by its option; UINT32_MAX: it was not asked of. */
static void count_moves(const corral_umbrella_run *run, uint32_t row, uint32_t earlier,
                        uint32_t *appeared, uint32_t *lifted)
{
    uint32_t now, then, k = 0;
    const uint32_t *here = corral_umbrella_coalitions(run->now, &now);
    const uint32_t *before = corral_umbrella_coalitions(run->then, &then);
    *appeared = *lifted = 0;
    for (uint32_t c = 0; c < now && earlier != UINT32_MAX; c++) {
        while (k < then && before[k] < here[c]) k++;
        if (k == then || before[k] != here[c]) continue;
        bool cannot = corral_umbrella_cannot(run->now, c, row);
        bool could_not = corral_umbrella_cannot(run->then, k, earlier);
        *appeared += cannot && !could_not;
        *lifted += could_not && corral_umbrella_can_live_with(run->now, c, row);
    }
}

static uint32_t row_of_option(const corral_umbrella *u, uint32_t option)
{
    for (uint32_t row = 0; row < corral_umbrella_row_count(u); row++)
        if (corral_umbrella_get(u, row).option == option) return row;
    return UINT32_MAX;
}

static corral_status add_change(const corral_umbrella_run *run, uint32_t place, uint32_t row,
                                corral_table *table, corral_error *err)
{
    corral_umbrella_row now = corral_umbrella_get(run->now, row), then = {0};
    uint32_t earlier = row_of_option(run->then, now.option), appeared, lifted;
    if (earlier != UINT32_MAX) then = corral_umbrella_get(run->then, earlier);
    count_moves(run, row, earlier, &appeared, &lifted);
    if (now.first_choices == then.first_choices && now.cannot == then.cannot && !appeared &&
        !lifted && earlier != UINT32_MAX)
        return CORRAL_OK;
    put_about(run, place, row, table);
    if (earlier == UINT32_MAX)
        corral_table_put_blank(table);
    else
        corral_table_put_count(table, then.first_choices);
    corral_table_put_count(table, now.first_choices);
    if (earlier == UINT32_MAX)
        corral_table_put_blank(table);
    else
        corral_table_put_count(table, then.cannot);
    corral_table_put_count(table, now.cannot);
    corral_table_put_count(table, appeared);
    corral_table_put_count(table, lifted);
    return corral_table_end_row(table, err);
}

corral_status corral_umbrella_fill_changes(const corral_umbrella_run *run, corral_table *table,
                                           corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "parameter"},
        {.name = "option"},
        {.name = "first_before", .label = "first choice of, before", .type = CORRAL_COLUMN_COUNT},
        {.name = "first_now", .label = "now", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot_before", .label = "cannot accept, before", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot_now", .label = "now", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot_new", .label = "new", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot_lifted", .label = "lifted", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    TRY(add_rows(run, add_change, table, err));
done:
    return status;
}

/* ---- statistics ---- */

enum { REPLICATES = 1000 };

/* Ranks or accepts of the rows first .. end-1. */
static corral_status collect(const corral_umbrella_run *run, uint32_t first, uint32_t end,
                             double (*value)(const corral_umbrella *, uint32_t, uint32_t),
                             double **values, corral_ratings *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t raters = corral_umbrella_run_coalitions(run);
    TRY(corral_array_new(values, (size_t)(end - first) * raters, sizeof **values, err));
    for (uint32_t row = first; row < end; row++)
        for (uint32_t c = 0; c < raters; c++)
            (*values)[(size_t)(row - first) * raters + c] = value(run->now, c, row);
    *out = (corral_ratings){*values, end - first, raters};
done:
    return status;
}

static corral_status put_alpha(const corral_umbrella_run *run, uint32_t first, uint32_t end,
                               uint64_t seed, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *values = NULL, alpha, low, high;
    corral_ratings ratings;
    TRY(collect(run, first, end, corral_umbrella_accept, &values, &ratings, err));
    TRY(corral_krippendorff_alpha(&ratings, CORRAL_METRIC_ORDINAL, &alpha, err));
    TRY(corral_krippendorff_interval(&ratings, CORRAL_METRIC_ORDINAL, REPLICATES, seed, &low, &high,
                                     err));
    corral_table_put_number(table, alpha);
    corral_table_put_number(table, low);
    corral_table_put_number(table, high);
done:
    free(values);
    return status;
}

static corral_status add_concordance(const corral_umbrella_run *run, uint32_t place, uint64_t seed,
                                     corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_parameter p = corral_umbrella_get_parameter(run->now, place);
    double *values = NULL;
    corral_ratings ratings;
    corral_concordance found;
    TRY(collect(run, p.first, p.end, corral_umbrella_rank, &values, &ratings, err));
    TRY(corral_kendall_w(&ratings, seed, &found, err));
    corral_table_put_text(table, corral_umbrella_run_parameter(run, place));
    corral_table_put_blank(table);
    corral_table_put_count(table, found.raters);
    corral_table_put_blank(table);
    corral_table_put_number(table, found.w);
    corral_table_put_number(table, found.chi_squared);
    corral_table_put_number(table, found.p);
    TRY(put_alpha(run, p.first, p.end, seed, table, err));
    TRY(corral_table_end_row(table, err));
done:
    free(values);
    return status;
}

/* A median between two accepts counts half for each. */
static double agreement_of(const corral_umbrella_run *run, uint32_t row)
{
    double counts[4] = {0};
    for (uint32_t c = 0; c < corral_umbrella_run_coalitions(run); c++) {
        double accept = corral_umbrella_accept(run->now, c, row);
        if (isnan(accept)) continue;
        counts[(int)floor(accept)] += 0.5;
        counts[(int)ceil(accept)] += 0.5;
    }
    return corral_van_der_eijk(counts, 4);
}

static corral_status add_option(const corral_umbrella_run *run, uint32_t place, uint32_t row,
                                corral_table *table, corral_error *err)
{
    corral_umbrella_row r = corral_umbrella_get(run->now, row);
    uint32_t said = r.can_live_with + r.cannot;
    double low, high;
    corral_share_interval(r.can_live_with, said, &low, &high);
    put_about(run, place, row, table);
    corral_table_put_count(table, r.ranked);
    corral_table_put_number(table, r.ranked ? r.rank_sum : NAN);
    for (int k = 0; k < 6; k++) corral_table_put_blank(table);
    corral_table_put_number(table, agreement_of(run, row));
    corral_table_put_number(table, said ? (double)r.can_live_with / said : NAN);
    corral_table_put_number(table, low);
    corral_table_put_number(table, high);
    return corral_table_end_row(table, err);
}

corral_status corral_umbrella_fill_statistics(const corral_umbrella_run *run, uint64_t seed,
                                              corral_table *table, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "parameter"},
        {.name = "option"},
        {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
        {.name = "rank_sum", .type = CORRAL_COLUMN_SCORE, .digits = 1},
        {.name = "w", .label = "Kendall's W", .type = CORRAL_COLUMN_SCORE},
        {.name = "chi_squared", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "p", .type = CORRAL_COLUMN_PROBABILITY},
        {.name = "alpha", .label = "Krippendorff's alpha", .type = CORRAL_COLUMN_SCORE},
        {.name = "alpha_low", .type = CORRAL_COLUMN_SCORE},
        {.name = "alpha_high", .type = CORRAL_COLUMN_SCORE},
        {.name = "agreement", .label = "van der Eijk's A", .type = CORRAL_COLUMN_SCORE},
        {.name = "approval", .type = CORRAL_COLUMN_PERCENT},
        {.name = "approval_low", .type = CORRAL_COLUMN_PERCENT},
        {.name = "approval_high", .type = CORRAL_COLUMN_PERCENT}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(run->now); place++) {
        corral_umbrella_parameter p = corral_umbrella_get_parameter(run->now, place);
        TRY(add_concordance(run, place, seed, table, err));
        for (uint32_t row = p.first; row < p.end; row++)
            TRY(add_option(run, place, row, table, err));
    }
    corral_table_put_text(table, "all");
    corral_table_put_blank(table);
    corral_table_put_count(table, corral_umbrella_run_coalitions(run));
    for (int k = 0; k < 4; k++) corral_table_put_blank(table);
    TRY(put_alpha(run, 0, corral_umbrella_row_count(run->now), seed, table, err));
    TRY(corral_table_end_row(table, err));
done:
    return status;
}
