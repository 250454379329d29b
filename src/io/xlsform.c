/* Reading an XLSForm: its sheets as CSV, then every name that a column of answers may have. */
#include "io/xlsform.h"

#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/values.h"
#include "io/xlsx.h"

void corral_xlsform_release(corral_xlsform *f)
{
    for (size_t k = 0; k < f->count; k++) {
        free(f->questions[k].name);
        free(f->questions[k].label);
        free(f->questions[k].list);
    }
    for (size_t k = 0; k < f->choice_count; k++) {
        free(f->choices[k].list);
        free(f->choices[k].name);
        free(f->choices[k].label);
    }
    free(f->questions);
    free(f->choices);
    free(f->columns);
    corral_strings_free(f->keys);
    *f = (corral_xlsform){0};
}

/* ---- a sheet ---- */

enum { TYPE, NAME, LABEL, COLUMNS };

typedef struct form_reading {
    corral_xlsform *form;
    corral_csv *csv;
    const char *sheet;
    corral_place place;
    size_t at[COLUMNS];
    uint32_t inside; /* the group or repeat that is open */
} form_reading;

/* A label may say its language: label::English (en). */
static bool is_called(const char *given, const char *name)
{
    size_t length = strlen(name);
    if (corral_value_same(given, name)) return true;
    return strncmp(given, name, length) == 0 && strncmp(given + length, "::", 2) == 0;
}

static corral_status bind(form_reading *r, const char *const names[COLUMNS], corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record header;
    bool more;
    TRY(corral_csv_header(r->csv, &header, &more, err));
    for (size_t k = 0; k < COLUMNS; k++) {
        r->at[k] = CORRAL_NO_COLUMN;
        for (size_t c = more ? header.count : 0; c > 0; c--)
            if (is_called(corral_sheet_cell(&header, c - 1), names[k])) r->at[k] = c - 1;
        if (r->at[k] == CORRAL_NO_COLUMN && k != LABEL)
            FAIL_AT(CORRAL_BAD_INPUT, r->place,
                    "this is no XLSForm: its sheet \"%s\" has no column \"%s\"", r->sheet,
                    names[k]);
    }
done:
    return status;
}

static corral_status copy(const corral_csv_record *record, size_t column, char **out,
                          corral_error *err)
{
    const char *text = corral_sheet_text(record, column);
    return corral_string_copy(out, text, strlen(text), err);
}

/* "begin_group" and "begin group". */
static bool begins_with(const char *type, const char *word)
{
    for (; *word; type++, word++)
        if (*type != *word && !(*word == '_' && *type == ' ')) return false;
    return true;
}

static corral_status add_question(form_reading *r, const corral_csv_record *record,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xlsform *f = r->form;
    const char *type = corral_sheet_text(record, r->at[TYPE]), *list = strchr(type, ' ');
    corral_xlsform_question q = {.kind = CORRAL_XLSFORM_OPEN, .parent = r->inside};
    if (!*type) goto done;
    if (begins_with(type, "end_")) {
        if (r->inside != CORRAL_NONE) r->inside = f->questions[r->inside].parent;
        goto done;
    }
    TRY(corral_array_grow(&f->questions, &f->room, f->count + 1, sizeof q, err));
    if (begins_with(type, "begin_group")) q.kind = CORRAL_XLSFORM_GROUP;
    if (begins_with(type, "begin_repeat")) q.kind = CORRAL_XLSFORM_REPEAT;
    if (strncmp(type, "select_one ", 11) == 0) q.kind = CORRAL_XLSFORM_ONE;
    if (strncmp(type, "select_multiple ", 16) == 0) q.kind = CORRAL_XLSFORM_MANY;
    f->questions[f->count++] = q;
    corral_xlsform_question *put = &f->questions[f->count - 1];
    TRY(copy(record, r->at[NAME], &put->name, err));
    TRY(copy(record, r->at[LABEL], &put->label, err));
    if (q.kind == CORRAL_XLSFORM_ONE || q.kind == CORRAL_XLSFORM_MANY)
        TRY(corral_string_copy(&put->list, list + 1, strcspn(list + 1, " "), err));
    if (q.kind == CORRAL_XLSFORM_GROUP || q.kind == CORRAL_XLSFORM_REPEAT)
        r->inside = (uint32_t)f->count - 1;
done:
    return status;
}

static corral_status add_choice(form_reading *r, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xlsform *f = r->form;
    TRY(corral_array_grow(&f->choices, &f->choice_room, f->choice_count + 1, sizeof *f->choices,
                          err));
    corral_xlsform_choice *put = &f->choices[f->choice_count++];
    *put = (corral_xlsform_choice){0};
    TRY(copy(record, r->at[TYPE], &put->list, err));
    TRY(copy(record, r->at[NAME], &put->name, err));
    TRY(copy(record, r->at[LABEL], &put->label, err));
done:
    return status;
}

static corral_status read_sheet(corral_xlsform *form, corral_xlsx *x, const char *name,
                                corral_error *err)
{
    static const char *const asked[] = {"type", "name", "label"}, *const chosen[] = {
                                                                      "list_name", "name", "label"};
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv_record record;
    bool is_survey = strcmp(name, "survey") == 0, more;
    form_reading r = {.form = form, .sheet = name, .place = {x->file, 0, 0}, .inside = CORRAL_NONE};
    size_t sheet = corral_xlsx_find(x, name);
    if (sheet == x->sheet_count)
        FAIL_AT(CORRAL_BAD_INPUT, r.place, "this is no XLSForm: it has no sheet \"%s\"", name);
    TRY(corral_xlsx_load(x, sheet, err));
    TRY(corral_source_from_memory(x->csv.bytes, x->csv.length, x->file, &source, err));
    TRY(corral_csv_new(source, false, NULL, &r.csv, err));
    TRY(bind(&r, is_survey ? asked : chosen, err));
    for (;;) {
        TRY(corral_csv_next(r.csv, &record, &more, err));
        if (!more) break;
        TRY(is_survey ? add_question(&r, &record, err) : add_choice(&r, &record, err));
    }
done:
    corral_csv_free(r.csv);
    corral_source_free(source);
    return status;
}

/* ---- what columns are called ---- */

/* mark: n for names, l for labels. */
static corral_status add_key(corral_xlsform *f, char mark, const char *question, const char *choice,
                             corral_xlsform_column column, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    uint32_t before = corral_strings_count(f->keys), number;
    if (!*question || (choice && !*choice)) return CORRAL_OK;
    TRY(corral_text_printf(&key, err, "%c%s%s%s", mark, question, choice ? "/" : "",
                           choice ? choice : ""));
    TRY(corral_strings_add(f->keys, key.bytes, key.length, &number, err));
    if (number < before) {
        f->columns[number].is_doubtful = true;
        goto done;
    }
    TRY(corral_array_grow(&f->columns, &f->column_room, (size_t)number + 1, sizeof column, err));
    column.by_label = mark == 'l';
    f->columns[number] = column;
done:
    corral_text_release(&key);
    return status;
}

static corral_status add_keys(corral_xlsform *f, uint32_t question, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_xlsform_question *q = &f->questions[question];
    corral_xlsform_column column = {.question = question, .choice = CORRAL_NONE};
    TRY(add_key(f, 'n', q->name, NULL, column, err));
    TRY(add_key(f, 'l', q->label, NULL, column, err));
    for (uint32_t k = 0; q->kind == CORRAL_XLSFORM_MANY && k < f->choice_count; k++) {
        if (strcmp(f->choices[k].list, q->list) != 0) continue;
        column.choice = k;
        TRY(add_key(f, 'n', q->name, f->choices[k].name, column, err));
        TRY(add_key(f, 'l', q->label, f->choices[k].label, column, err));
    }
done:
    return status;
}

static corral_xlsform_column find_key(const corral_xlsform *f, char mark, const char *text)
{
    char key[1024];
    size_t length = strlen(text);
    uint32_t number = CORRAL_NONE;
    key[0] = mark;
    if (length + 1 < sizeof key) {
        memcpy(key + 1, text, length);
        number = corral_strings_find(f->keys, key, length + 1);
    }
    return number == CORRAL_NONE
               ? (corral_xlsform_column){.question = CORRAL_NONE, .choice = CORRAL_NONE}
               : f->columns[number];
}

/* Groups before a name end at "/" (KoboToolbox) or at "-" (ODK). */
corral_xlsform_column corral_xlsform_find(const corral_xlsform *form, const char *column)
{
    for (const char *at = column; *at;) {
        corral_xlsform_column found = find_key(form, 'n', at);
        if (found.question == CORRAL_NONE) found = find_key(form, 'l', at);
        if (found.question != CORRAL_NONE) return found;
        at += strcspn(at, "/-");
        if (*at) at++;
    }
    return (corral_xlsform_column){.question = CORRAL_NONE, .choice = CORRAL_NONE};
}

/* ---- choices ---- */

static bool starts(const char *text, const char *word, size_t *length)
{
    *length = strlen(word);
    return *length && strncmp(text, word, *length) == 0 && (!text[*length] || text[*length] == ' ');
}

/* The longest one, so that "lead" is not taken for "lead organisation". */
static const char *longest(const corral_xlsform *f, const char *list, const char *text,
                           bool by_label, size_t *length)
{
    const char *found = NULL;
    size_t here;
    *length = 0;
    for (size_t k = 0; k < f->choice_count; k++) {
        const corral_xlsform_choice *c = &f->choices[k];
        if (strcmp(c->list, list) != 0 || !starts(text, by_label ? c->label : c->name, &here) ||
            here <= *length)
            continue;
        *length = here;
        found = *c->label ? c->label : c->name;
    }
    return found;
}

const char *corral_xlsform_choice_of(const corral_xlsform *form, const char *list, const char *text,
                                     bool by_label, size_t *length)
{
    const char *found = longest(form, list, text, by_label, length);
    return found ? found : longest(form, list, text, !by_label, length);
}

const char *corral_xlsform_part(const corral_xlsform *form, const corral_xlsform_question *question)
{
    size_t length;
    if (question->parent == CORRAL_NONE) return question->label;
    const char *group = form->questions[question->parent].label;
    length = strlen(group);
    return strncmp(question->label, group, length) == 0 &&
                   strncmp(question->label + length, ": ", 2) == 0
               ? question->label + length + 2
               : question->label;
}

/* ---- the form ---- */

corral_status corral_xlsform_read(const char *path, corral_xlsform *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_reading quiet = {0};
    corral_xlsx x = {0};
    corral_xlsform form = {0};
    TRY(corral_source_open_any(path, &source, err));
    TRY(corral_xlsx_open(&x, &quiet, source, err));
    TRY(corral_strings_new(&form.keys, err));
    TRY(read_sheet(&form, &x, "survey", err));
    TRY(read_sheet(&form, &x, "choices", err));
    for (uint32_t q = 0; q < form.count; q++) TRY(add_keys(&form, q, err));
    *out = form;
    form = (corral_xlsform){0};
done:
    corral_xlsform_release(&form);
    corral_xlsx_release(&x);
    corral_source_free(source);
    return status;
}
