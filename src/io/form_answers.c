/* Reading answers to a form: columns are told first, then rows become answers, sheet by sheet. */
#include "io/form_answers.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "io/values.h"
#include "io/xlsx.h"

#define ANSWERS_LIMIT ((size_t)20000000)

void corral_form_answers_release(corral_form_answers *a)
{
    corral_xlsform_release(&a->form);
    for (size_t k = 0; k < a->sheet_count; k++) free(a->sheets[k].name);
    free(a->sheets);
    free(a->records);
    free(a->answers);
    corral_text_release(&a->texts);
    *a = (corral_form_answers){0};
}

const char *corral_form_answer_text(const corral_form_answers *a, size_t answer)
{
    return a->texts.bytes + a->answers[answer].at;
}

size_t corral_form_answer_find(const corral_form_answers *a, const corral_form_record *record,
                               const char *question)
{
    for (size_t k = record->first; k < record->end; k++)
        if (strcmp(a->form.questions[a->answers[k].question].name, question) == 0) return k;
    return SIZE_MAX;
}

const char *corral_form_answer_to(const corral_form_answers *a, const corral_form_record *record,
                                  const char *question)
{
    size_t found = corral_form_answer_find(a, record, question);
    return found == SIZE_MAX ? "" : corral_form_answer_text(a, found);
}

const char *corral_form_asks(const corral_xlsform_question *question, const char *word)
{
    size_t length = strlen(word);
    return strncmp(question->name, word, length) == 0 && question->name[length] == '_'
               ? question->name + length + 1
               : NULL;
}

/* ---- a sheet ---- */

typedef struct answers_reading {
    corral_form_answers *out;
    corral_reading *reading;
    bool confidential;
    corral_csv *csv;
    corral_xlsform_column *columns;
    bool *is_told; /* by column: others tell choice by choice what it holds */
    size_t column_count, parent, index;
    uint32_t sheet;
    corral_strings *indexes; /* of the records that stand for themselves: _index or KEY */
} answers_reading;

static corral_place place(const answers_reading *r, size_t line, size_t column)
{
    return (corral_place){r->out->sheets[r->sheet].name, line, column};
}

/* Where ticks have columns of their own, the cell with all codes says the same once more. */
static void drop_codes(answers_reading *r)
{
    for (size_t c = 0; c < r->column_count; c++)
        for (size_t k = 0; k < r->column_count; k++)
            if (r->columns[k].question == r->columns[c].question &&
                r->columns[c].question != CORRAL_NONE && r->columns[c].choice == CORRAL_NONE &&
                r->columns[k].choice != CORRAL_NONE)
                r->is_told[c] = true;
}

static corral_status bind_column(answers_reading *r, const corral_csv_record *header, size_t c,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *name = corral_sheet_cell(header, c);
    r->columns[c] = corral_xlsform_find(&r->out->form, name);
    if (corral_value_same(name, "_parent_index") || strcmp(name, "PARENT_KEY") == 0) r->parent = c;
    if (corral_value_same(name, "_index") || strcmp(name, "KEY") == 0) r->index = c;
    if (r->columns[c].question == CORRAL_NONE) goto done;
    const corral_xlsform_question *q = &r->out->form.questions[r->columns[c].question];
    if (q->kind >= CORRAL_XLSFORM_GROUP) r->columns[c].question = CORRAL_NONE;
    if (r->columns[c].is_doubtful)
        FAIL_AT(CORRAL_BAD_INPUT, place(r, header->line, c + 1),
                "column %s may be two questions of the form: export the answers with the names of "
                "questions, not with their labels",
                CORRAL_QUOTE(name));
done:
    return status;
}

static corral_status bind(answers_reading *r, bool *more, size_t *found, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record header;
    *found = 0;
    TRY(corral_csv_header(r->csv, &header, more, err));
    if (!*more) goto done;
    r->column_count = header.count;
    r->parent = r->index = CORRAL_NO_COLUMN;
    TRY(corral_array_new(&r->columns, header.count, sizeof *r->columns, err));
    TRY(corral_array_new(&r->is_told, header.count, sizeof *r->is_told, err));
    for (size_t c = 0; c < header.count; c++) {
        TRY(bind_column(r, &header, c, err));
        *found += r->columns[c].question != CORRAL_NONE;
    }
    drop_codes(r);
done:
    return status;
}

/* ---- a row ---- */

static corral_status add_answer(answers_reading *r, size_t column, const char *text,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_form_answers *a = r->out;
    if (a->answer_count == ANSWERS_LIMIT)
        FAIL_AT(CORRAL_LIMIT, place(r, 0, 0), "at most %zu answers", ANSWERS_LIMIT);
    TRY(corral_array_grow(&a->answers, &a->answer_room, a->answer_count + 1, sizeof *a->answers,
                          err));
    a->answers[a->answer_count++] =
        (corral_form_answer){r->columns[column].question, column + 1, a->texts.length};
    TRY(corral_text_append(&a->texts, text, strlen(text) + 1, err));
done:
    return status;
}

static corral_status add_choices(answers_reading *r, const corral_xlsform_question *q, size_t line,
                                 size_t c, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *at = text;
    while (*at) {
        size_t length;
        const char *label =
            corral_xlsform_choice_of(&r->out->form, q->list, at, r->columns[c].by_label, &length);
        bool is_whole = label && (q->kind == CORRAL_XLSFORM_MANY || !at[length]);
        if (!is_whole)
            FAIL_AT(CORRAL_BAD_INPUT, place(r, line, c + 1),
                    "this answer is none of the form's choices%s%s; is it the form that was asked?",
                    r->confidential ? "" : ": ", r->confidential ? "" : CORRAL_QUOTE(at));
        TRY(add_answer(r, c, label, err));
        for (at += length; *at == ' ';) at++;
    }
done:
    return status;
}

static corral_status read_cell(answers_reading *r, const corral_csv_record *record, size_t c,
                               corral_error *err)
{
    static const char *const noes[] = {"0", "false", "no"};
    const corral_xlsform_column *column = &r->columns[c];
    const char *text = corral_sheet_cell(record, c);
    if (column->question == CORRAL_NONE || !*text || r->is_told[c]) return CORRAL_OK;
    const corral_xlsform_question *q = &r->out->form.questions[column->question];
    if (column->choice != CORRAL_NONE) {
        const corral_xlsform_choice *choice = &r->out->form.choices[column->choice];
        if (corral_value_is_one_of(text, noes, 3)) return CORRAL_OK;
        return add_answer(r, c, *choice->label ? choice->label : choice->name, err);
    }
    return q->list ? add_choices(r, q, record->line, c, text, err) : add_answer(r, c, text, err);
}

/* The record that a row of a repeated question belongs to. */
static corral_status find_parent(answers_reading *r, const corral_csv_record *record, uint32_t *out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *index = corral_sheet_cell(record, r->parent);
    *out = corral_strings_find(r->indexes, index, strlen(index));
    if (*out == CORRAL_NONE)
        FAIL_AT(CORRAL_BAD_INPUT, place(r, record->line, r->parent + 1),
                "no answer of the first sheet has this _index");
done:
    return status;
}

static corral_status note_index(answers_reading *r, const corral_csv_record *record,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    char own[32];
    uint32_t number, before = corral_strings_count(r->indexes);
    snprintf(own, sizeof own, "line %zu", record->line);
    const char *index = corral_sheet_text(record, r->index);
    if (!*index) index = own;
    TRY(corral_strings_add(r->indexes, index, strlen(index), &number, err));
    if (number < before)
        FAIL_AT(CORRAL_BAD_INPUT, place(r, record->line, r->index + 1),
                "another answer above has the same _index");
done:
    return status;
}

static corral_status read_row(answers_reading *r, const corral_csv_record *record,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_form_answers *a = r->out;
    corral_form_record new = {CORRAL_NONE, r->sheet, record->line, a->answer_count, 0};
    if (r->parent != CORRAL_NO_COLUMN)
        TRY(find_parent(r, record, &new.parent, err));
    else
        TRY(note_index(r, record, err));
    for (size_t c = 0; c < r->column_count; c++) TRY(read_cell(r, record, c, err));
    new.end = a->answer_count;
    TRY(corral_array_grow(&a->records, &a->room, a->count + 1, sizeof new, err));
    a->records[a->count++] = new;
done:
    return status;
}

/* ---- sheets ---- */

static corral_status begin_sheet(answers_reading *r, const char *file, const char *sheet,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_form_answers *a = r->out;
    corral_text name = {0};
    TRY(corral_array_grow(&a->sheets, &a->sheet_room, a->sheet_count + 1, sizeof *a->sheets, err));
    TRY(corral_text_printf(&name, err, "%s%s%s", file, sheet ? "/" : "", sheet ? sheet : ""));
    r->sheet = (uint32_t)a->sheet_count;
    a->sheets[a->sheet_count++] = (corral_form_sheet){name.bytes, 0};
    name = (corral_text){0};
done:
    corral_text_release(&name);
    return status;
}

/* Takes nothing over. */
static corral_status read_sheet(answers_reading *r, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    size_t found;
    TRY(corral_csv_new(source, r->reading->repair, r->reading->problems, &r->csv, err));
    TRY(bind(r, &more, &found, err));
    if (r->sheet == 0 && !found)
        FAIL_AT(CORRAL_BAD_INPUT, place(r, 1, 0),
                "no column is a question of the form; is it the form that was asked?");
    r->out->decimal_comma = corral_csv_delimiter(r->csv) == ';';
    while (more && found) {
        TRY(corral_csv_next(r->csv, &record, &more, err));
        if (more) TRY(read_row(r, &record, err));
    }
done:
    corral_csv_free(r->csv);
    free(r->columns);
    free(r->is_told);
    r->csv = NULL;
    r->columns = NULL;
    r->is_told = NULL;
    return status;
}

static corral_status read_workbook(answers_reading *r, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xlsx x = {0};
    corral_source *table = NULL;
    TRY(corral_xlsx_open(&x, r->reading, source, err));
    for (size_t k = 0; k < x.sheet_count; k++) {
        corral_source_free(table);
        table = NULL;
        TRY(corral_xlsx_load(&x, k, err));
        TRY(begin_sheet(r, x.file, k ? x.sheets[k].name : NULL, err));
        TRY(corral_source_from_memory(x.csv.bytes, x.csv.length, x.file, &table, err));
        TRY(read_sheet(r, table, err));
    }
done:
    corral_source_free(table);
    corral_xlsx_release(&x);
    return status;
}

corral_status corral_form_answers_read(const char *form, corral_source *source,
                                       corral_reading *reading, bool confidential,
                                       corral_form_answers *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_form_answers answers = {0};
    answers_reading r = {.out = &answers, .reading = reading, .confidential = confidential};
    const char *head;
    size_t length;
    TRY(corral_xlsform_read(form, &answers.form, err));
    TRY(corral_strings_new(&r.indexes, err));
    TRY(corral_source_peek(source, &head, &length, err));
    if (length >= 2 && memcmp(head, "PK", 2) == 0) {
        TRY(read_workbook(&r, source, err));
    } else {
        TRY(begin_sheet(&r, corral_source_name(source), NULL, err));
        TRY(read_sheet(&r, source, err));
    }
    *out = answers;
    answers = (corral_form_answers){0};
done:
    corral_form_answers_release(&answers);
    corral_strings_free(r.indexes);
    return status;
}
