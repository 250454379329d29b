/* A round of preferences: reading it, and saying how its parameters stand. */
#include "cli/umbrella.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/problems.h"

enum { WARNED = 20 };

void corral_umbrella_run_release(corral_umbrella_run *run)
{
    corral_umbrella_free(run->now);
    corral_umbrella_free(run->then);
    corral_preferences_release(&run->preferences);
    *run = (corral_umbrella_run){0};
}

/* ---- reading ---- */

static void say_warnings(const corral_session *session, const corral_problems *problems)
{
    size_t count = corral_problems_count(problems);
    for (size_t k = 0; k < count && k < WARNED; k++) {
        corral_problem problem = corral_problems_get(problems, k);
        corral_error words = {.line = problem.line, .column = problem.column};
        char line[sizeof words];
        snprintf(words.file, sizeof words.file, "%s", problem.file);
        snprintf(words.message, sizeof words.message, "%s", problem.what);
        corral_error_format(&words, line, sizeof line);
        corral_session_say(session, "%s", line);
    }
    if (count > WARNED) corral_session_say(session, "and %zu more warnings", count - WARNED);
}

/* Answers must not be told from a message, so it says which rounds there are and no more. */
static corral_status refuse_round(const corral_preferences *p, uint32_t round, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text rounds = {0};
    for (uint32_t k = 1; k <= CORRAL_PREFERENCES_ROUNDS; k++)
        if (corral_preferences_has(p, k))
            TRY(corral_text_printf(&rounds, err, "%s%u", rounds.length ? ", " : "", k));
    status = corral_error_set(err, CORRAL_BAD_USE, "--round %u is not in the file, which has %s",
                              round, rounds.bytes);
done:
    corral_text_release(&rounds);
    return status;
}

/* The members of each coalition that answers in the round; *without counts those whose lists are
 * not known. */
static corral_status find_sizes(const corral_umbrella_run *run, double **sizes, uint32_t *without,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_preferences *p = &run->preferences;
    bool *answers = NULL;
    uint32_t member = corral_region_facet_find(run->region, "member"), first = 0, end = 0;
    if (member != UINT32_MAX) corral_region_facet_items(run->region, member, &first, &end);
    TRY(corral_array_new(sizes, p->coalitions, sizeof **sizes, err));
    TRY(corral_array_new(&answers, p->coalitions, sizeof *answers, err));
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round == run->round) answers[p->rows[k].coalition] = true;
    for (uint32_t c = 0; c < p->coalitions; c++) {
        corral_seats seats = corral_region_footprint(run->region, p->in_region[c]);
        for (size_t k = 0; k < seats.count; k++)
            (*sizes)[c] += seats.index[k] >= first && seats.index[k] < end;
        *without += answers[c] && (*sizes)[c] <= 0;
    }
done:
    free(answers);
    return status;
}

static corral_status count_round(const corral_umbrella_run *run, uint32_t round,
                                 const double *sizes, const corral_progress *progress,
                                 corral_umbrella **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_preferences *p = &run->preferences;
    corral_preference *answers = NULL;
    size_t count = 0;
    TRY(corral_array_new(&answers, p->count, sizeof *answers, err));
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round == round)
            answers[count++] = (corral_preference){p->rows[k].coalition, p->rows[k].option,
                                                   p->rows[k].rank, p->rows[k].accept};
    corral_umbrella_answers survey = {.coalitions = p->coalitions,
                                      .parameters = p->parameters,
                                      .options = p->options,
                                      .parameter_of = p->parameter_of,
                                      .answers = answers,
                                      .count = count,
                                      .size = sizes};
    TRY(corral_umbrella_new(&survey, progress, out, err));
done:
    free(answers);
    return status;
}

static void count_absent(corral_umbrella_run *run)
{
    uint32_t now, then, k = 0;
    const uint32_t *here = corral_umbrella_coalitions(run->now, &now);
    const uint32_t *before = corral_umbrella_coalitions(run->then, &then);
    for (uint32_t i = 0; i < then; i++) {
        while (k < now && here[k] < before[i]) k++;
        run->absent += k == now || here[k] != before[i];
    }
}

static corral_status count_rounds(corral_umbrella_run *run, corral_session *session,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *sizes = NULL;
    if (run->region) {
        TRY(find_sizes(run, &sizes, &run->without_size, err));
        run->is_sized = !run->without_size;
    }
    TRY(count_round(run, run->round, run->is_sized ? sizes : NULL, &session->progress, &run->now,
                    err));
    if (run->before) {
        TRY(count_round(run, run->before, NULL, &session->progress, &run->then, err));
        count_absent(run);
    }
done:
    free(sizes);
    return status;
}

corral_status corral_umbrella_run_init(corral_umbrella_run *run, corral_session *session,
                                       const corral_umbrella_settings *settings,
                                       const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_problems *problems = NULL;
    *run = (corral_umbrella_run){.named = settings->named, .region = region};
    TRY(corral_problems_new(false, &problems, err));
    const corral_answers_file from = {settings->path, settings->form, session->common.repair,
                                      region};
    TRY(corral_preferences_read(&from, problems, &run->preferences, err));
    corral_problems_sort(problems);
    say_warnings(session, problems);
    run->last = corral_preferences_before(&run->preferences, CORRAL_PREFERENCES_ROUNDS + 1);
    run->round = settings->round ? settings->round : run->last;
    if (!corral_preferences_has(&run->preferences, run->round)) {
        status = refuse_round(&run->preferences, run->round, err);
        goto done;
    }
    run->before = corral_preferences_before(&run->preferences, run->round);
    TRY(count_rounds(run, session, err));
    if (run->without_size)
        corral_session_say(session,
                           "nothing is shown by size: of %u coalition%s the members are not known",
                           run->without_size, run->without_size == 1 ? "" : "s");
done:
    corral_problems_free(problems);
    return status;
}

/* ---- names ---- */

uint32_t corral_umbrella_run_coalitions(const corral_umbrella_run *run)
{
    uint32_t count;
    corral_umbrella_coalitions(run->now, &count);
    return count;
}

const char *corral_umbrella_run_name(const corral_umbrella_run *run, uint32_t coalition)
{
    uint32_t count;
    uint32_t number = corral_umbrella_coalitions(run->now, &count)[coalition];
    return run->region ? corral_region_name(run->region, run->preferences.in_region[number])
                       : run->preferences.coalition[number];
}

const char *corral_umbrella_run_option(const corral_umbrella_run *run, uint32_t row)
{
    return run->preferences.option[corral_umbrella_get(run->now, row).option];
}

const char *corral_umbrella_run_parameter(const corral_umbrella_run *run, uint32_t place)
{
    return run->preferences.parameter[corral_umbrella_get_parameter(run->now, place).parameter];
}

corral_status corral_umbrella_number(double value, corral_text *out, corral_error *err)
{
    char number[CORRAL_NUMBER_SIZE];
    corral_number_shortest(value, number);
    return corral_text_append(out, number, strlen(number), err);
}

/* ---- sentences ---- */

corral_status corral_umbrella_sentence(const corral_umbrella_run *run, corral_text *out,
                                       corral_error *err)
{
    uint32_t coalitions = corral_umbrella_run_coalitions(run);
    uint32_t parameters = corral_umbrella_parameter_count(run->now);
    return corral_text_printf(out, err, "round %u: %u coalition%s on %u parameter%s", run->round,
                              coalitions, coalitions == 1 ? "" : "s", parameters,
                              parameters == 1 ? "" : "s");
}

/* "three counties and Harmon city are level" */
static corral_status say_level(const corral_umbrella_run *run,
                               const corral_umbrella_parameter *parameter, corral_text *out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t said = 0;
    for (uint32_t row = parameter->first; row < parameter->end; row++) {
        if (corral_umbrella_get(run->now, row).rank != 1) continue;
        said++;
        TRY(corral_text_printf(out, err, "%s%s",
                               said == 1                  ? ""
                               : said == parameter->level ? " and "
                                                          : ", ",
                               corral_umbrella_run_option(run, row)));
    }
    TRY(corral_text_printf(out, err, " are level"));
done:
    return status;
}

static corral_status say_winner(const corral_umbrella_run *run,
                                const corral_umbrella_parameter *parameter, corral_text *out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t all = corral_umbrella_run_coalitions(run);
    corral_umbrella_row row = corral_umbrella_get(run->now, parameter->first);
    const char *option = corral_umbrella_run_option(run, parameter->first);
    if (row.can_live_with == all && row.first_choices == all)
        TRY(corral_text_printf(out, err, "agreed: %s, the first choice of %u of %u", option, all,
                               all));
    else
        TRY(corral_text_printf(out, err,
                               "%s comes first, the first choice of %u of %u; %u can live with it",
                               option, row.first_choices, all, row.can_live_with));
    if (row.cannot)
        TRY(corral_text_printf(out, err, ", %u of %u cannot accept it", row.cannot, all));
done:
    return status;
}

static corral_status say_flips(const corral_umbrella_run *run,
                               const corral_umbrella_parameter *parameter, corral_text *out,
                               corral_error *err)
{
    uint32_t all = corral_umbrella_run_coalitions(run);
    if (!parameter->is_exact)
        return corral_text_printf(out, err,
                                  "; so many options: the order is a good one, and may "
                                  "not be the best");
    if (parameter->flips == CORRAL_FLIPS_UNKNOWN || !parameter->flips) return CORRAL_OK;
    if (parameter->flips == all)
        return corral_text_printf(out, err, "; leaving out any one of %u changes what comes first",
                                  all);
    return corral_text_printf(out, err,
                              "; leaving out a single one would change what comes first: %u of the "
                              "%u, each by itself",
                              parameter->flips, all);
}

corral_status corral_umbrella_say(const corral_umbrella_run *run, uint32_t place, corral_text *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_parameter p = corral_umbrella_get_parameter(run->now, place);
    bool ranked = false, two = false;
    for (uint32_t row = p.first; row < p.end; row++) {
        corral_umbrella_row r = corral_umbrella_get(run->now, row);
        ranked = ranked || r.ranked;
        two = two || (r.rank == 1 && r.blocs == CORRAL_BLOCS_TWO);
    }
    TRY(corral_text_printf(out, err, "%s: ", corral_umbrella_run_parameter(run, place)));
    if (!ranked) {
        TRY(corral_text_printf(out, err, "nobody has said what comes first"));
        goto done;
    }
    if (p.level > 1)
        TRY(say_level(run, &p, out, err));
    else
        TRY(say_winner(run, &p, out, err));
    if (two) TRY(corral_text_printf(out, err, "; two blocs"));
    TRY(say_flips(run, &p, out, err));
done:
    return status;
}

corral_status corral_umbrella_say_unknown(const corral_umbrella_run *run, uint32_t place,
                                          corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_parameter p = corral_umbrella_get_parameter(run->now, place);
    bool said = false;
    for (uint32_t row = p.first; row < p.end; row++) {
        uint32_t unknown = corral_umbrella_get(run->now, row).unknown;
        if (!unknown) continue;
        if (said)
            TRY(corral_text_printf(out, err, "; "));
        else
            TRY(corral_text_printf(out, err, "%s: not known whether they can live with it: ",
                                   corral_umbrella_run_parameter(run, place)));
        TRY(corral_text_printf(out, err, "%s, %u of %u", corral_umbrella_run_option(run, row),
                               unknown, corral_umbrella_run_coalitions(run)));
        said = true;
    }
done:
    return status;
}

corral_status corral_umbrella_say_absent(const corral_umbrella_run *run, corral_text *out,
                                         corral_error *err)
{
    if (!run->absent) return CORRAL_OK;
    return corral_text_printf(out, err,
                              "%u that answered in round %u did not answer now: neither a yes nor "
                              "a no, and nothing is carried over",
                              run->absent, run->before);
}
