/* Answers to a form as statements on coalitions.
 *
 * A question whose name is a facet gives items of it: chosen from a list the list is complete,
 * written down it is partial. In a sheet for verifying, questions are of single items. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "io/form_answers.h"
#include "io/form_words.h"
#include "io/format.h"
#include "io/reading.h"
#include "io/rows.h"
#include "io/values.h"

typedef struct form_region {
    corral_reading *reading;
    corral_form_answers answers;
    corral_strings *declared; /* coalitions that this file declares */
    uint32_t *head, *next; /* by record: the first that belongs to it; the next of the same one */
    corral_text text;
} form_region;

static const char *text_of(const form_region *r, size_t answer)
{
    return corral_form_answer_text(&r->answers, answer);
}

static const corral_xlsform_question *question_of(const form_region *r, size_t answer)
{
    return &r->answers.form.questions[r->answers.answers[answer].question];
}

static corral_place place(const corral_row *row)
{
    return (corral_place){row->file, row->line, row->column};
}

/* ---- coalitions ---- */

static const char *const attributes[] = {
    "name",          "short_name", "lead",   "backbone", "founded", "meetings_per_year",
    "meeting_hours", "staff",      "budget", "interest", "status"};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

static corral_status declare(form_region *r, const corral_form_record *record,
                             const corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *values[ATTRIBUTES];
    char words[ATTRIBUTES][256];
    for (size_t k = 0; k < ATTRIBUTES; k++) {
        const char *text = corral_form_answer_to(&r->answers, record, attributes[k]);
        values[k] = text;
        snprintf(words[k], sizeof words[k], "%s", text);
        if (strlen(text) >= sizeof words[k]) continue;
        const char *allowed = corral_attribute_normalise(attributes[k], words[k]);
        values[k] = allowed ? "" : words[k];
        if (allowed)
            TRY(corral_problems_report(r->reading->problems, CORRAL_SEVERITY_WARNING, place(row),
                                       err, "%s should be %s, got %s; it is left out",
                                       attributes[k], allowed, CORRAL_QUOTE(text)));
    }
    if (!values[0][0]) values[0] = row->coalition;
    TRY(corral_builder_add_coalition(r->reading->builder, row->coalition, ATTRIBUTES, attributes,
                                     values, row->file, row->line, err));
done:
    return status;
}

/* One that was chosen is declared elsewhere; what a second person says of it is not read. */
static corral_status find_coalition(form_region *r, const corral_form_record *record,
                                    corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *chosen = corral_form_answer_to(&r->answers, record, "coalition");
    const char *name = corral_form_answer_to(&r->answers, record, "name");
    uint32_t before = corral_strings_count(r->declared), number;
    bool asks_attributes = false;
    row->coalition = chosen[0] ? chosen : name;
    if (!row->coalition[0])
        return corral_problems_report(r->reading->problems, CORRAL_SEVERITY_ERROR, place(row), err,
                                      "no answer says which coalition it is: fill in its name");
    for (size_t k = 0; k < ATTRIBUTES; k++)
        asks_attributes |= corral_form_answer_to(&r->answers, record, attributes[k])[0] != '\0';
    TRY(corral_strings_add(r->declared, row->coalition, strlen(row->coalition), &number, err));
    if (number == before && !(chosen[0] && r->reading->has_coalitions))
        TRY(declare(r, record, row, err));
    else if (asks_attributes)
        TRY(corral_problems_report(r->reading->problems, CORRAL_SEVERITY_NOTE, place(row), err,
                                   "%s is declared already: its lead, meetings and the like are "
                                   "not read from this answer",
                                   CORRAL_QUOTE(row->coalition)));
done:
    return status;
}

/* ---- facets ---- */

/* "strategy" for strategy, own_strategy, strategy_2; NULL if a question is none of a facet. */
static const char *facet_of(const corral_xlsform_question *q, char scratch[64])
{
    const char *own = corral_form_asks(q, CORRAL_FORM_OWN), *name = own ? own : q->name;
    size_t length = strlen(name);
    if (length >= 64) return NULL;
    strcpy(scratch, name);
    if (!corral_value_facet(scratch)) {
        while (length && strchr("0123456789", scratch[length - 1])) length--;
        if (length && scratch[length] && scratch[length - 1] == '_') scratch[length - 1] = '\0';
    }
    if (corral_value_facet(scratch)) return corral_value_facet(scratch);
    return q->list ? scratch : NULL;
}

static bool is_about_coalition(const corral_xlsform_question *q)
{
    static const char *const names[] = {"coalition", "informant", "as_of", "note", "verified"};
    return corral_value_is_one_of(q->name, names, sizeof names / sizeof *names) ||
           corral_value_is_one_of(q->name, attributes, ATTRIBUTES);
}

/* What is in a list of the form is an item, also where it is called "none". */
static corral_status add_choice(form_region *r, corral_row *row, const char *text,
                                corral_error *err)
{
    bool is_none = strcmp(text, CORRAL_FORM_NONE) == 0;
    row->item = is_none ? "" : text;
    row->known = is_none ? CORRAL_SAID_NONE : CORRAL_SAID_YES;
    return corral_builder_add_row(r->reading->builder, row, err);
}

static corral_status add_of_facet(form_region *r, corral_row row, size_t answer, corral_error *err)
{
    char scratch[64];
    const corral_xlsform_question *q = question_of(r, answer);
    row.facet = is_about_coalition(q) ? NULL : facet_of(q, scratch);
    row.column = r->answers.answers[answer].column;
    if (!row.facet) return CORRAL_OK;
    if (q->list) return add_choice(r, &row, text_of(r, answer), err);
    row.item = text_of(r, answer);
    return corral_add_row(r->reading, &row, err);
}

/* ---- single items ---- */

static corral_status add_standing(form_region *r, corral_row row, size_t answer, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_xlsform_question *q = question_of(r, answer);
    const char *text = text_of(r, answer), *allowed;
    if (q->parent == CORRAL_NONE) goto done;
    row.facet = r->answers.form.questions[q->parent].label;
    row.column = r->answers.answers[answer].column;
    row.item =
        corral_form_asks(q, CORRAL_FORM_WEIGHT) ? corral_xlsform_part(&r->answers.form, q) : "";
    if (!corral_returned_answer(text, &row, &allowed)) {
        TRY(corral_problems_report(r->reading->problems, CORRAL_SEVERITY_ERROR, place(&row), err,
                                   "the answer must be %s, got %s", allowed, CORRAL_QUOTE(text)));
        goto done;
    }
    TRY(corral_builder_add_row(r->reading->builder, &row, err));
done:
    return status;
}

/* Names, one a line (in a workbook read as \v) or with semicolons between them. */
static corral_status add_more(form_region *r, corral_row row, size_t answer, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_xlsform_question *q = question_of(r, answer);
    const char *text = text_of(r, answer);
    if (q->parent == CORRAL_NONE) goto done;
    row.facet = r->answers.form.questions[q->parent].label;
    row.column = r->answers.answers[answer].column;
    row.known = CORRAL_SAID_NOTHING;
    for (; *text; text += *text != '\0') {
        size_t length = strcspn(text, ";\n\r\v");
        r->text.length = 0;
        TRY(corral_text_append(&r->text, text, length, err));
        corral_row one = row;
        one.item = corral_value_trim(r->text.bytes);
        if (*one.item) TRY(corral_add_row(r->reading, &one, err));
        text += length;
    }
done:
    return status;
}

static corral_status add_answer(form_region *r, const corral_row *row, size_t answer,
                                corral_error *err)
{
    const corral_xlsform_question *q = question_of(r, answer);
    if (corral_form_asks(q, CORRAL_FORM_WEIGHT) || corral_form_asks(q, CORRAL_FORM_KNOWN))
        return add_standing(r, *row, answer, err);
    if (corral_form_asks(q, CORRAL_FORM_MORE)) return add_more(r, *row, answer, err);
    return add_of_facet(r, *row, answer, err);
}

/* ---- what was asked again and again ---- */

static corral_status add_sector(form_region *r, const corral_row *row, const char *sector,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number, before = corral_strings_count(r->reading->options);
    corral_item_row item = {.facet = row->facet,
                            .item = row->item,
                            .sector = sector,
                            .file = row->file,
                            .line = row->line,
                            .column = row->column};
    if (!sector[0]) goto done;
    r->text.length = 0;
    TRY(corral_text_printf(&r->text, err, "%s/%s", row->facet, row->item));
    TRY(corral_strings_add(r->reading->options, r->text.bytes, r->text.length, &number, err));
    /* What items.csv lists has its sector there. */
    if (number == before) TRY(corral_builder_add_item(r->reading->builder, &item, err));
done:
    return status;
}

static corral_status add_repeated(form_region *r, corral_row row, const corral_form_record *record,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    char scratch[64];
    const char *depth = corral_form_answer_to(&r->answers, record, "depth");
    row.file = r->answers.sheets[record->sheet].name;
    row.line = record->line;
    for (size_t k = record->first; k < record->end && !row.facet; k++) {
        const corral_xlsform_question *q = question_of(r, k);
        if (q->list || !(row.facet = facet_of(q, scratch))) continue;
        row.item = text_of(r, k);
        row.column = r->answers.answers[k].column;
    }
    if (!row.facet) goto done;
    row.person = corral_form_answer_to(&r->answers, record, "person");
    row.role = corral_form_answer_to(&r->answers, record, "role");
    row.hours = corral_form_answer_to(&r->answers, record, "hours");
    row.indicator = corral_form_answer_to(&r->answers, record, "indicator");
    if (depth[0]) row.role = depth;
    /* A list is not complete for its sectors being known. */
    row.known = CORRAL_SAID_PARTIAL;
    if (corral_value_item_word(row.item) != CORRAL_ITEM_WORD_ITEM)
        row.known = CORRAL_SAID_NOTHING;
    else
        TRY(add_sector(r, &row, corral_form_answer_to(&r->answers, record, "sector"), err));
    TRY(corral_add_row(r->reading, &row, err));
done:
    return status;
}

/* ---- a person's answers ---- */

static corral_status read_record(form_region *r, uint32_t number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_form_record *record = &r->answers.records[number];
    corral_row row = CORRAL_ROW_INIT;
    row.file = r->answers.sheets[record->sheet].name;
    row.line = record->line;
    TRY(find_coalition(r, record, &row, err));
    if (!row.coalition[0]) goto done;
    row.informant = corral_form_answer_to(&r->answers, record, "informant");
    row.as_of = corral_form_answer_to(&r->answers, record, "as_of");
    row.note = corral_form_answer_to(&r->answers, record, "note");
    if (row.as_of[0] && !corral_value_is_date(row.as_of))
        TRY(corral_problems_report(r->reading->problems, CORRAL_SEVERITY_WARNING, place(&row), err,
                                   "as_of should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                                   CORRAL_QUOTE(row.as_of)));
    if (corral_value_same(corral_form_answer_to(&r->answers, record, "verified"), "yes"))
        TRY(corral_builder_set_verified(r->reading->builder, row.coalition, err));
    for (size_t k = record->first; k < record->end; k++) TRY(add_answer(r, &row, k, err));
    for (uint32_t k = r->head[number]; k != CORRAL_NONE; k = r->next[k])
        TRY(add_repeated(r, row, &r->answers.records[k], err));
done:
    return status;
}

static corral_status link_records(form_region *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_form_answers *a = &r->answers;
    TRY(corral_array_new(&r->head, a->count, sizeof *r->head, err));
    TRY(corral_array_new(&r->next, a->count, sizeof *r->next, err));
    for (size_t k = 0; k < a->count; k++) r->head[k] = CORRAL_NONE;
    for (size_t k = a->count; k > 0; k--) {
        uint32_t parent = a->records[k - 1].parent;
        if (parent == CORRAL_NONE) continue;
        r->next[k - 1] = r->head[parent];
        r->head[parent] = (uint32_t)k - 1;
    }
done:
    return status;
}

corral_status corral_read_form_answers(corral_reading *reading, corral_source *source,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    form_region r = {.reading = reading};
    TRY(corral_strings_new(&r.declared, err));
    TRY(corral_form_answers_read(reading->form, source, reading, false, &r.answers, err));
    TRY(corral_format_note(reading, corral_source_name(source), "answers to a form",
                           "--form says so", err));
    TRY(link_records(&r, err));
    for (uint32_t k = 0; k < r.answers.count; k++)
        if (r.answers.records[k].parent == CORRAL_NONE) TRY(read_record(&r, k, err));
done:
    corral_form_answers_release(&r.answers);
    corral_strings_free(r.declared);
    free(r.head);
    free(r.next);
    corral_text_release(&r.text);
    return status;
}
