/* Preferences from answers to a form: a group a parameter, and in it two questions an option. */
#include <stdio.h>
#include <string.h>

#include "io/form_answers.h"
#include "io/form_words.h"
#include "io/preferences_reading.h"

typedef struct preferences_form {
    corral_preferences_reading *reading;
    corral_form_answers answers;
    corral_reading quiet;
    corral_text option;
} preferences_form;

static void put(corral_preference_cells *row, const corral_form_answers *a, size_t answer, int k)
{
    if (answer == SIZE_MAX) return;
    row->text[k] = corral_form_answer_text(a, answer);
    row->column[k] = a->answers[answer].column;
}

/* "1 can live with" */
static void keep_digit(char digit[2], corral_preference_cells *row, int k)
{
    if (row->text[k][0] < '0' || row->text[k][0] > '9') return;
    digit[0] = row->text[k][0];
    row->text[k] = digit;
}

/* The option: what stands behind "PARAMETER: ", without what says that it is about ranks. */
static corral_status name_option(preferences_form *f, const corral_xlsform_question *q,
                                 corral_error *err)
{
    const char *part = corral_xlsform_part(&f->answers.form, q);
    size_t length = strlen(part), ending = strlen(CORRAL_FORM_RANK_ENDING);
    if (length > ending && strcmp(part + length - ending, CORRAL_FORM_RANK_ENDING) == 0)
        length -= ending;
    f->option.length = 0;
    return corral_text_append(&f->option, part, length, err);
}

static size_t find_answer(const corral_form_answers *a, const corral_form_record *record,
                          const char *word, const char *rest)
{
    char name[256];
    snprintf(name, sizeof name, "%s_%s", word, rest);
    return corral_form_answer_find(a, record, name);
}

/* q asks for the accept of an option, or for its rank where nothing asks for the other. */
static corral_status add_option(preferences_form *f, const corral_form_record *record,
                                const corral_xlsform_question *q, const char *rest,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    char digit[2] = "";
    const corral_form_answers *a = &f->answers;
    corral_preference_cells row = {.file = a->sheets[record->sheet].name, .line = record->line};
    for (int k = 0; k < CORRAL_PREFERENCE_COLUMNS; k++) row.text[k] = "";
    size_t coalition = corral_form_answer_find(a, record, "coalition");
    if (coalition == SIZE_MAX) coalition = corral_form_answer_find(a, record, "name");
    put(&row, a, coalition, CORRAL_PREFERENCE_COALITION);
    put(&row, a, corral_form_answer_find(a, record, "respondent"), CORRAL_PREFERENCE_RESPONDENT);
    put(&row, a, corral_form_answer_find(a, record, "round"), CORRAL_PREFERENCE_ROUND);
    put(&row, a, find_answer(a, record, CORRAL_FORM_ACCEPT, rest), CORRAL_PREFERENCE_ACCEPT);
    put(&row, a, find_answer(a, record, CORRAL_FORM_RANK, rest), CORRAL_PREFERENCE_RANK);
    keep_digit(digit, &row, CORRAL_PREFERENCE_ACCEPT);
    TRY(name_option(f, q, err));
    row.text[CORRAL_PREFERENCE_PARAMETER] = a->form.questions[q->parent].label;
    row.text[CORRAL_PREFERENCE_OPTION] = f->option.bytes;
    TRY(corral_preferences_add(f->reading, &row, err));
done:
    return status;
}

static bool asks_accept(const corral_xlsform *form, const char *rest)
{
    for (size_t k = 0; k < form->count; k++) {
        const char *other = corral_form_asks(&form->questions[k], CORRAL_FORM_ACCEPT);
        if (other && strcmp(other, rest) == 0) return true;
    }
    return false;
}

static corral_status read_record(preferences_form *f, const corral_form_record *record,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_xlsform *form = &f->answers.form;
    for (size_t k = 0; k < form->count; k++) {
        const corral_xlsform_question *q = &form->questions[k];
        const char *accept = corral_form_asks(q, CORRAL_FORM_ACCEPT);
        const char *rank = corral_form_asks(q, CORRAL_FORM_RANK);
        if (q->parent == CORRAL_NONE || (rank && asks_accept(form, rank))) continue;
        if (accept || rank) TRY(add_option(f, record, q, accept ? accept : rank, err));
    }
done:
    return status;
}

corral_status corral_preferences_answers(corral_preferences_reading *reading, corral_source *source,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    preferences_form f = {
        .reading = reading,
        .quiet = {.problems = reading->problems, .repair = reading->from->repair}};
    TRY(corral_form_answers_read(reading->from->form, source, &f.quiet, true, &f.answers, err));
    reading->decimal_comma = f.answers.decimal_comma;
    for (size_t k = 0; k < f.answers.count; k++)
        if (f.answers.records[k].parent == CORRAL_NONE)
            TRY(read_record(&f, &f.answers.records[k], err));
done:
    corral_form_answers_release(&f.answers);
    corral_text_release(&f.option);
    return status;
}
