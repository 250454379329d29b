/* Packages in words. */
#include "cli/umbrella.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "region/nearest.h"

void corral_umbrella_packages_release(corral_umbrella_packages *p)
{
    corral_packages_free(p->packages);
    *p = (corral_umbrella_packages){0};
}

/* ---- finding them ---- */

static corral_status find_place(const corral_umbrella_run *run, const char *name, uint32_t *out,
                                corral_error *err)
{
    uint32_t count = corral_umbrella_parameter_count(run->now), near = UINT32_MAX;
    size_t least = 3;
    for (uint32_t k = 0; k < count; k++) {
        size_t distance =
            region_spelling_distance(name, corral_umbrella_run_parameter(run, k), least);
        if (distance >= least) continue;
        least = distance;
        near = k;
    }
    *out = near;
    if (near != UINT32_MAX && least == 0) return CORRAL_OK;
    if (near != UINT32_MAX)
        return corral_error_set(
            err, CORRAL_BAD_USE, "--many: there is no parameter %s; did you mean %s?",
            CORRAL_QUOTE(name), CORRAL_QUOTE(corral_umbrella_run_parameter(run, near)));
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--many: there is no parameter %s; the first is %s", CORRAL_QUOTE(name),
                            CORRAL_QUOTE(corral_umbrella_run_parameter(run, 0)));
}

corral_status corral_umbrella_packages_init(corral_umbrella_packages *p,
                                            const corral_umbrella_run *run,
                                            const corral_words *many, bool allow_unknown,
                                            const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool *several = NULL;
    *p = (corral_umbrella_packages){.run = run, .allow_unknown = allow_unknown};
    TRY(corral_array_new(&several, corral_umbrella_parameter_count(run->now), sizeof *several,
                         err));
    for (size_t k = 0; k < many->count; k++) {
        uint32_t place;
        TRY(find_place(run, many->items[k], &place, err));
        several[place] = true;
    }
    corral_package_options options = {.many = several, .allow_unknown = allow_unknown};
    TRY(corral_packages_find(run->now, &options, progress, &p->packages, err));
done:
    free(several);
    return status;
}

/* ---- words ---- */

/* "aligned but separate", of several options joined by " + ". */
corral_status corral_umbrella_say_choice(const corral_umbrella_packages *p, uint32_t place,
                                         uint32_t choice, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_parameter parameter = corral_umbrella_get_parameter(p->run->now, place);
    bool said = false;
    for (uint32_t row = parameter.first; row < parameter.end; row++) {
        if (!corral_packages_holds(p->packages, place, choice, row - parameter.first)) continue;
        TRY(corral_text_printf(out, err, "%s%s", said ? " + " : "",
                               corral_umbrella_run_option(p->run, row)));
        said = true;
    }
done:
    return status;
}

static corral_status say_package(const corral_umbrella_packages *p, const uint32_t *choices,
                                 corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t place = 0; place < corral_umbrella_parameter_count(p->run->now); place++) {
        if (place) TRY(corral_text_printf(out, err, "; "));
        TRY(corral_umbrella_say_choice(p, place, choices[place], out, err));
    }
done:
    return status;
}

/* "costs 21 places in all, at most 4 for one; 7 give up a first choice" */
static corral_status say_cost(const corral_package *package, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_printf(out, err, "costs "));
    TRY(corral_umbrella_number(package->sum, out, err));
    TRY(corral_text_printf(out, err, " place%s in all, at most ",
                           package->sum > 0 && package->sum <= 1 ? "" : "s"));
    TRY(corral_umbrella_number(package->most, out, err));
    TRY(corral_text_printf(out, err, " for one; "));
    if (package->give_up)
        TRY(corral_text_printf(out, err, "%u give%s", package->give_up,
                               package->give_up == 1 ? "s" : ""));
    else
        TRY(corral_text_printf(out, err, "nobody gives"));
    TRY(corral_text_printf(out, err, " up a first choice"));
done:
    return status;
}

static corral_status say_counts(const corral_umbrella_packages *p, corral_text *out,
                                corral_error *err)
{
    char all[CORRAL_NUMBER_SIZE], feasible[CORRAL_NUMBER_SIZE], kept[CORRAL_NUMBER_SIZE];
    corral_number_grouped(corral_packages_all(p->packages), all);
    corral_number_grouped(corral_packages_feasible(p->packages), feasible);
    corral_number_grouped(corral_packages_count(p->packages), kept);
    return corral_text_printf(out, err,
                              "%s package%s, %s feasible (%s), %s of them not beaten by "
                              "another for everybody",
                              all, corral_packages_all(p->packages) == 1 ? "" : "s", feasible,
                              p->allow_unknown ? "nobody cannot accept them"
                                               : "everybody has said it can live with them",
                              kept);
}

/* Parameters in which the package is not open; *place is the last of them. */
static uint32_t count_blocked(const corral_umbrella_packages *p, const uint32_t *choices,
                              uint32_t *place)
{
    uint32_t blocked = 0;
    for (uint32_t k = 0; k < corral_umbrella_parameter_count(p->run->now); k++)
        if (!corral_packages_is_open(p->packages, k, choices[k])) {
            blocked++;
            *place = k;
        }
    return blocked;
}

static corral_status say_favourite(const corral_umbrella_packages *p, corral_text *out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_package package = corral_packages_favourite(p->packages);
    uint32_t all = corral_umbrella_run_coalitions(p->run), parameters, said = 0;
    if (package.is_feasible) return CORRAL_OK; /* then it is the one that costs least */
    parameters = corral_umbrella_parameter_count(p->run->now);
    TRY(corral_text_printf(out, err, "favourite: "));
    TRY(say_package(p, package.choices, out, err));
    TRY(corral_text_printf(out, err, ": "));
    TRY(say_cost(&package, out, err));
    if (package.cannot)
        TRY(corral_text_printf(out, err, "; %u of %u cannot accept it", package.cannot, all));
    if (package.unknown)
        TRY(corral_text_printf(out, err, "; %u of %u %s not said", package.unknown, all,
                               package.unknown == 1 ? "has" : "have"));
    for (uint32_t k = 0; k < parameters; k++) {
        if (corral_packages_is_open(p->packages, k, package.choices[k])) continue;
        TRY(corral_text_printf(out, err, "%s", said++ ? ", " : ": "));
        TRY(corral_umbrella_say_choice(p, k, package.choices[k], out, err));
    }
done:
    return status;
}

/* The cheapest single change that makes a blocked favourite feasible. */
static corral_status say_change(const corral_umbrella_packages *p, corral_text *out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_package package = corral_packages_favourite(p->packages), best = {.sum = INFINITY};
    uint32_t parameters = corral_umbrella_parameter_count(p->run->now), place = 0, ways = 0;
    uint32_t *choices = NULL, chosen = 0;
    if (package.is_feasible) return CORRAL_OK;
    if (count_blocked(p, package.choices, &place) > 1)
        return corral_text_printf(out, err, "no single change of one option opens the favourite");
    TRY(corral_array_new(&choices, parameters, sizeof *choices, err));
    memcpy(choices, package.choices, parameters * sizeof *choices);
    for (uint32_t k = 0; k < corral_packages_choice_count(p->packages, place); k++) {
        if (!corral_packages_is_open(p->packages, place, k)) continue;
        choices[place] = k;
        package = corral_packages_evaluate(p->packages, choices);
        ways++;
        if (package.sum < best.sum) best = package, chosen = k;
    }
    if (!ways) {
        TRY(corral_text_printf(out, err, "no option of %s is open to everybody",
                               corral_umbrella_run_parameter(p->run, place)));
        goto done;
    }
    TRY(corral_text_printf(
        out, err, "%s: ", ways == 1 ? "one change opens it" : "the cheapest change that opens it"));
    TRY(corral_umbrella_say_choice(p, place, chosen, out, err));
    TRY(corral_text_printf(out, err, " for "));
    TRY(corral_umbrella_say_choice(p, place, corral_packages_favourite(p->packages).choices[place],
                                   out, err));
    TRY(corral_text_printf(out, err, "; it "));
    TRY(say_cost(&best, out, err));
done:
    free(choices);
    return status;
}

/* What the next cheapest feasible package costs: one choice of it is another. INFINITY if there is
 * none. */
static corral_status find_next_sum(const corral_umbrella_packages *p, const corral_package *best,
                                   double *least, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t all = corral_umbrella_run_coalitions(p->run), *choices = NULL;
    uint32_t parameters = corral_umbrella_parameter_count(p->run->now);
    *least = INFINITY;
    TRY(corral_array_new(&choices, parameters, sizeof *choices, err));
    memcpy(choices, best->choices, parameters * sizeof *choices);
    for (uint32_t place = 0; place < parameters; place++) {
        for (uint32_t k = 0; k < corral_packages_choice_count(p->packages, place); k++) {
            double sum = 0;
            if (k == best->choices[place] || !corral_packages_is_open(p->packages, place, k))
                continue;
            choices[place] = k;
            for (uint32_t c = 0; c < all; c++) sum += corral_packages_cost(p->packages, choices, c);
            *least = fmin(*least, sum);
        }
        choices[place] = best->choices[place];
    }
done:
    free(choices);
    return status;
}

static corral_status say_cheapest(const corral_umbrella_packages *p, corral_text *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!corral_packages_count(p->packages))
        return corral_text_printf(out, err, "no package is feasible");
    corral_package best = corral_packages_get(p->packages, 0);
    double next;
    TRY(find_next_sum(p, &best, &next, err));
    TRY(corral_text_printf(out, err, "%s: ",
                           corral_packages_favourite(p->packages).is_feasible
                               ? "the favourite is feasible"
                               : "feasible at the least cost"));
    TRY(say_package(p, best.choices, out, err));
    TRY(corral_text_printf(out, err, ": "));
    TRY(say_cost(&best, out, err));
    if (isfinite(next)) {
        TRY(corral_text_printf(out, err, "; the next feasible package costs "));
        TRY(corral_umbrella_number(next, out, err));
    }
done:
    return status;
}

/* Where another than the cheapest has a smaller largest cost. */
static corral_status say_least_regret(const corral_umbrella_packages *p, corral_text *out,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t best = 0;
    for (size_t k = 1; k < corral_packages_count(p->packages); k++)
        if (corral_packages_get(p->packages, k).most < corral_packages_get(p->packages, best).most)
            best = k;
    if (!best) return CORRAL_OK;
    corral_package package = corral_packages_get(p->packages, best);
    TRY(corral_text_printf(out, err, "least for the one that gives up most: "));
    TRY(say_package(p, package.choices, out, err));
    TRY(corral_text_printf(out, err, ": "));
    TRY(say_cost(&package, out, err));
done:
    return status;
}

static uint32_t place_of_row(const corral_umbrella_run *run, uint32_t row)
{
    uint32_t place = 0;
    while (corral_umbrella_get_parameter(run->now, place).first > row ||
           corral_umbrella_get_parameter(run->now, place).end <= row)
        place++;
    return place;
}

static corral_status say_opening(const corral_umbrella_packages *p, corral_text *out,
                                 corral_error *err)
{
    char more[CORRAL_NUMBER_SIZE];
    corral_opening best = corral_packages_opening(p->packages);
    if (best.row == UINT32_MAX) return CORRAL_OK;
    corral_number_grouped(best.opens, more);
    return corral_text_printf(
        out, err, "of all single \"cannot\"s, %s%s over %s (%s) would open most if lifted: %s more",
        p->run->named ? "that of " : "one",
        p->run->named ? corral_umbrella_run_name(p->run, best.coalition) : "",
        corral_umbrella_run_option(p->run, best.row),
        corral_umbrella_run_parameter(p->run, place_of_row(p->run, best.row)), more);
}

corral_status corral_umbrella_packages_say(const corral_umbrella_packages *p, int which, bool *more,
                                           corral_text *out, corral_error *err)
{
    static corral_status (*const sentences[])(const corral_umbrella_packages *, corral_text *,
                                              corral_error *) = {
        say_counts, say_favourite, say_change, say_cheapest, say_least_regret, say_opening};
    *more = which < (int)(sizeof sentences / sizeof *sentences);
    return *more ? sentences[which](p, out, err) : CORRAL_OK;
}
