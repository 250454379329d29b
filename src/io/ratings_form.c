/* Ratings from answers to a form: a group a candidate, and in it a question a function; what each
 * function matters is asked once. */
#include <stdio.h>
#include <string.h>

#include "io/form_answers.h"
#include "io/form_words.h"
#include "io/ratings_reading.h"

typedef struct ratings_form {
    corral_ratings_reading *reading;
    corral_form_answers answers;
    corral_reading quiet;
} ratings_form;

static void put(corral_rating_cells *row, const corral_form_answers *a, size_t answer, int k)
{
    if (answer == SIZE_MAX) return;
    row->text[k] = corral_form_answer_text(a, answer);
    row->column[k] = a->answers[answer].column;
}

/* "5 (very well)" is 5, what has no number ("don't know") is blank. */
static void keep_digit(char digit[2], corral_rating_cells *row, int k)
{
    if (row->text[k][0] >= '0' && row->text[k][0] <= '9') digit[0] = row->text[k][0];
    row->text[k] = digit;
}

/* The answer that asks for `word` in the group of q, of a thing of that name; NULL: of any. */
static size_t find_answer(const ratings_form *f, const corral_form_record *record, const char *word,
                          uint32_t parent, const char *thing)
{
    const corral_xlsform *form = &f->answers.form;
    for (size_t k = record->first; k < record->end; k++) {
        const corral_xlsform_question *q = &form->questions[f->answers.answers[k].question];
        if (!corral_form_asks(q, word) || (parent != CORRAL_NONE && q->parent != parent)) continue;
        if (!thing || strcmp(corral_xlsform_part(form, q), thing) == 0) return k;
    }
    return SIZE_MAX;
}

static corral_status add_score(ratings_form *f, const corral_form_record *record, uint32_t question,
                               corral_error *err)
{
    char score[2] = "", importance[2] = "";
    const corral_form_answers *a = &f->answers;
    const corral_xlsform_question *q = &a->form.questions[question];
    const char *function = corral_xlsform_part(&a->form, q);
    corral_rating_cells row = {.file = a->sheets[record->sheet].name, .line = record->line};
    for (int k = 0; k < CORRAL_RATING_COLUMNS; k++) row.text[k] = "";
    put(&row, a, corral_form_answer_find(a, record, "respondent"), CORRAL_RATING_RESPONDENT);
    put(&row, a, corral_form_answer_find(a, record, "organisation"), CORRAL_RATING_ORGANISATION);
    put(&row, a, find_answer(f, record, CORRAL_FORM_SCORE, q->parent, function),
        CORRAL_RATING_SCORE);
    put(&row, a, find_answer(f, record, CORRAL_FORM_TIE, q->parent, NULL), CORRAL_RATING_TIE);
    put(&row, a, find_answer(f, record, CORRAL_FORM_IMPORTANCE, CORRAL_NONE, function),
        CORRAL_RATING_IMPORTANCE);
    keep_digit(score, &row, CORRAL_RATING_SCORE);
    keep_digit(importance, &row, CORRAL_RATING_IMPORTANCE);
    row.text[CORRAL_RATING_CANDIDATE] = a->form.questions[q->parent].label;
    row.text[CORRAL_RATING_FUNCTION] = function;
    return corral_ratings_add(f->reading, &row, err);
}

corral_status corral_ratings_answers(corral_ratings_reading *reading, corral_source *source,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    ratings_form f = {.reading = reading, .quiet = {.repair = reading->from->repair}};
    TRY(corral_form_answers_read(reading->from->form, source, &f.quiet, true, &f.answers, err));
    const corral_xlsform *form = &f.answers.form;
    for (size_t k = 0; k < f.answers.count; k++) {
        const corral_form_record *record = &f.answers.records[k];
        for (uint32_t q = 0; record->parent == CORRAL_NONE && q < form->count; q++)
            if (form->questions[q].parent != CORRAL_NONE &&
                corral_form_asks(&form->questions[q], CORRAL_FORM_SCORE))
                TRY(add_score(&f, record, q, err));
    }
done:
    corral_form_answers_release(&f.answers);
    return status;
}
