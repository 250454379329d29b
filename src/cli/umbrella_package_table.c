/* Packages as a table. */
#include "cli/umbrella.h"

#include <string.h>

#include "core/memory.h"
#include "core/progress.h"

/* Rows of a table with every feasible package. */
enum { ALL_MOST = 100000 };

static corral_status add_columns(const corral_umbrella_packages *p, corral_table *table,
                                 corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "package", .type = CORRAL_COLUMN_COUNT},
        {.name = "status", .type = CORRAL_COLUMN_WORD},
        {.name = "cost", .type = CORRAL_COLUMN_SCORE, .digits = 1},
        {.name = "most", .label = "most for one", .type = CORRAL_COLUMN_SCORE, .digits = 1},
        {.name = "give_up", .label = "give up a first choice", .type = CORRAL_COLUMN_COUNT},
        {.name = "cannot", .label = "cannot accept", .type = CORRAL_COLUMN_COUNT},
        {.name = "unknown", .type = CORRAL_COLUMN_COUNT},
        {.name = "accept", .type = CORRAL_COLUMN_SCORE, .digits = 1, .machine = true}};
    static const corral_column named[] = {
        {.name = "cost_by_size", .type = CORRAL_COLUMN_SCORE, .digits = 1},
        {.name = "who_gives_up", .label = "who gives up what"}};
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(p->run->now); place++) {
        name.length = 0;
        TRY(corral_text_printf(&name, err, "parameter:%s",
                               corral_umbrella_run_parameter(p->run, place)));
        const corral_column column = {.name = name.bytes,
                                      .label = corral_umbrella_run_parameter(p->run, place)};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
    if (p->run->named)
        TRY(corral_table_add_columns(table, named + !p->run->is_sized, 2 - !p->run->is_sized, err));
done:
    corral_text_release(&name);
    return status;
}

/* "Ready by Five 1 (braided)": the places it gives up in all, and the first choices. */
static corral_status say_who(const corral_umbrella_packages *p, const corral_package *package,
                             uint32_t coalition, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t said = 0;
    if (!corral_packages_given_up(p->packages, package->choices, coalition)) return CORRAL_OK;
    TRY(corral_text_printf(out, err, "%s%s ", out->length ? "; " : "",
                           corral_umbrella_run_name(p->run, coalition)));
    TRY(corral_umbrella_number(corral_packages_cost(p->packages, package->choices, coalition), out,
                               err));
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(p->run->now); place++) {
        corral_umbrella_parameter parameter = corral_umbrella_get_parameter(p->run->now, place);
        bool kept = false;
        for (uint32_t row = parameter.first; row < parameter.end; row++)
            kept = kept || (corral_umbrella_is_first_choice(p->run->now, coalition, row) &&
                            corral_packages_holds(p->packages, place, package->choices[place],
                                                  row - parameter.first));
        for (uint32_t row = parameter.first; row < parameter.end && !kept; row++)
            if (corral_umbrella_is_first_choice(p->run->now, coalition, row))
                TRY(corral_text_printf(out, err, "%s%s", said++ ? ", " : " (",
                                       corral_umbrella_run_option(p->run, row)));
    }
    TRY(corral_text_printf(out, err, ")"));
done:
    return status;
}

static corral_status add_row(const corral_umbrella_packages *p, const corral_package *package,
                             size_t number, const char *state, corral_table *table,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    corral_table_put_count(table, number);
    corral_table_put_text(table, state);
    corral_table_put_number(table, package->sum);
    corral_table_put_number(table, package->most);
    corral_table_put_count(table, package->give_up);
    corral_table_put_count(table, package->cannot);
    corral_table_put_count(table, package->unknown);
    corral_table_put_number(table, package->accept);
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(p->run->now); place++) {
        text.length = 0;
        TRY(corral_umbrella_say_choice(p, place, package->choices[place], &text, err));
        corral_table_put_text(table, text.bytes);
    }
    if (p->run->named) {
        text.length = 0;
        TRY(corral_text_append(&text, "", 0, err));
        if (p->run->is_sized) corral_table_put_number(table, package->by_size);
        for (uint32_t c = 0; c < corral_umbrella_run_coalitions(p->run); c++)
            TRY(say_who(p, package, c, &text, err));
        corral_table_put_text(table, text.length ? text.bytes : NULL);
    }
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&text);
    return status;
}

static int by_sum(const void *a, const void *b)
{
    const corral_package *x = a, *y = b;
    if (x->sum < y->sum || x->sum > y->sum) return x->sum < y->sum ? -1 : 1;
    if (x->most < y->most || x->most > y->most) return x->most < y->most ? -1 : 1;
    return (x->choices > y->choices) - (x->choices < y->choices);
}

/* The next feasible combination in counting order; false behind the last. */
static bool advance(const corral_umbrella_packages *p, uint32_t parameters, uint32_t *choices)
{
    for (uint32_t place = parameters; place-- > 0;) {
        uint32_t count = corral_packages_choice_count(p->packages, place), k = choices[place] + 1;
        while (k < count && !corral_packages_is_open(p->packages, place, k)) k++;
        if (k < count) {
            choices[place] = k;
            return true;
        }
        choices[place] = 0;
        while (!corral_packages_is_open(p->packages, place, choices[place])) choices[place]++;
    }
    return false;
}

static corral_status list_feasible(const corral_umbrella_packages *p, uint32_t **choices,
                                   corral_package **out, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t parameters = corral_umbrella_parameter_count(p->run->now);
    uint64_t feasible = corral_packages_feasible(p->packages);
    if (feasible > ALL_MOST)
        FAIL(CORRAL_LIMIT,
             "--all lists at most %d packages, and more are feasible; without it "
             "those that none beats are listed",
             ALL_MOST);
    TRY(corral_array_new(choices, feasible * parameters, sizeof **choices, err));
    TRY(corral_array_new(out, feasible, sizeof **out, err));
    for (uint32_t place = 0; place < parameters && feasible; place++)
        while (!corral_packages_is_open(p->packages, place, (*choices)[place])) (*choices)[place]++;
    for (size_t k = 0; k < feasible; k++) {
        uint32_t *own = *choices + k * parameters;
        if (k) {
            memcpy(own, own - parameters, parameters * sizeof *own);
            advance(p, parameters, own);
        }
        (*out)[k] = corral_packages_evaluate(p->packages, own);
    }
    *count = feasible;
    qsort(*out, *count, sizeof **out, by_sum);
done:
    return status;
}

static corral_status add_all(const corral_umbrella_packages *p, size_t number,
                             const corral_progress *progress, corral_table *table,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *choices = NULL;
    corral_package *packages = NULL;
    size_t count = 0;
    TRY(list_feasible(p, &choices, &packages, &count, err));
    for (size_t k = 0; k < count; k++) {
        bool beaten = corral_packages_is_beaten(p->packages, packages[k].choices);
        if (k % 64 == 0)
            TRY(corral_progress_step(progress, "listing packages", (double)k / (double)count, err));
        TRY(add_row(p, &packages[k], ++number, beaten ? "beaten" : "not beaten", table, err));
    }
done:
    free(choices);
    free(packages);
    return status;
}

corral_status corral_umbrella_packages_fill(const corral_umbrella_packages *p, bool all,
                                            size_t most, const corral_progress *progress,
                                            corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_package favourite = corral_packages_favourite(p->packages);
    size_t number = 0;
    TRY(add_columns(p, table, err));
    if (!favourite.is_feasible) TRY(add_row(p, &favourite, ++number, "blocked", table, err));
    if (all) {
        TRY(add_all(p, number, progress, table, err));
        goto done;
    }
    size_t count = corral_packages_count(p->packages);
    for (size_t k = 0; k < count && k < most; k++) {
        corral_package package = corral_packages_get(p->packages, k);
        TRY(add_row(p, &package, ++number, "not beaten", table, err));
    }
    if (count > most) corral_table_add_remark(table, "and %zu more", count - most);
done:
    return status;
}
