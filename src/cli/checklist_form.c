/* The footprint as an XLSForm: a workbook that KoboToolbox and ODK turn into a form.
 *
 * Names are of letters, digits and underscores, begin with a letter and are there once: of
 * questions in the whole form, of choices in their list. Labels are the texts of the lists. */
#include <stdio.h>
#include <string.h>

#include "cli/checklist.h"
#include "core/strings.h"
#include "core/text.h"

enum { NAME_MOST = 40 };

typedef struct form {
    const corral_checklist *checklist;
    corral_table *survey, *choices;
    corral_strings *taken; /* "survey/name", "lists/name", "list/name" */
    corral_text key, label, list;
} form;

/* ---- names ---- */

static void slug(const char *text, char name[NAME_MOST + 1])
{
    size_t length = 0;
    for (; *text && length < NAME_MOST; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain && !length && c <= '9') name[length++] = 'n'; /* a letter comes first */
        if (plain && length < NAME_MOST)
            name[length++] = c;
        else if (!plain && length && name[length - 1] != '_')
            name[length++] = '_';
    }
    while (length && name[length - 1] == '_') length--;
    name[length] = '\0';
    if (!length) strcpy(name, "other");
}

/* The name of a text in its space, with a number where others have it already; into out. */
static corral_status name_it(form *f, const char *space, const char *text, corral_text *out,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    char name[NAME_MOST + 1];
    slug(text, name);
    for (uint32_t n = 1;; n = n == 1 ? 2 : n == 2 ? corral_strings_count(f->taken) + 3 : n + 1) {
        uint32_t before = corral_strings_count(f->taken), id;
        out->length = f->key.length = 0;
        TRY(corral_text_printf(out, err, n > 1 ? "%s_%u" : "%s", name, n));
        TRY(corral_text_printf(&f->key, err, "%s/%s", space, out->bytes));
        TRY(corral_strings_add(f->taken, f->key.bytes, f->key.length, &id, err));
        if (id == before) break;
    }
done:
    return status;
}

/* A label: "${name}" would stand for an answer, so the two signs are parted. */
static corral_status put_label(form *f, corral_table *table, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    f->label.length = 0;
    TRY(corral_text_append(&f->label, "", 0, err));
    for (; *text; text++) {
        TRY(corral_text_append(&f->label, text, 1, err));
        if (text[0] == '$' && text[1] == '{') TRY(corral_text_append(&f->label, " ", 1, err));
    }
    corral_table_put_text(table, f->label.bytes);
done:
    return status;
}

/* ---- rows ---- */

/* name: as wanted; NULL only for the end of a repeat. */
static corral_status add_question(form *f, const char *type, const char *name, const char *label,
                                  const char *hint, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text given = {0};
    corral_table_put_text(f->survey, type);
    if (name) {
        TRY(name_it(f, "survey", name, &given, err));
        corral_table_put_text(f->survey, given.bytes);
        TRY(put_label(f, f->survey, label, err));
        corral_table_put_text(f->survey, hint);
        bool needed = !f->checklist->region && strcmp(given.bytes, "name") == 0;
        corral_table_put_text(f->survey, needed ? "yes" : NULL);
    }
    TRY(corral_table_end_row(f->survey, err));
done:
    corral_text_release(&given);
    return status;
}

static corral_status add_choice(form *f, const char *list, const char *name, const char *label,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text given = {0};
    TRY(name_it(f, list, name, &given, err));
    corral_table_put_text(f->choices, list);
    corral_table_put_text(f->choices, given.bytes);
    TRY(put_label(f, f->choices, label, err));
    TRY(corral_table_end_row(f->choices, err));
done:
    corral_text_release(&given);
    return status;
}

/* A question with the choices of a list. */
static corral_status add_select(form *f, const corral_answer_list *list, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text type = {0};
    TRY(name_it(f, "lists", list->facet, &f->list, err));
    TRY(corral_text_printf(&type, err, "%s %s",
                           list->kind == CORRAL_ANSWER_MANY ? "select_multiple" : "select_one",
                           f->list.bytes));
    TRY(add_question(f, type.bytes, list->facet, corral_checklist_question(list),
                     "leave it blank if it is not known", err));
    for (size_t k = 0; k < list->count; k++)
        TRY(add_choice(f, f->list.bytes, list->answers[k].item, list->answers[k].item, err));
done:
    corral_text_release(&type);
    return status;
}

static corral_status add_words(form *f, const char *name, const char *label,
                               const char *const *words, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text type = {0};
    TRY(name_it(f, "lists", name, &f->list, err));
    TRY(corral_text_printf(&type, err, "select_one %s", f->list.bytes));
    TRY(add_question(f, type.bytes, name, label, NULL, err));
    for (; *words; words++) TRY(add_choice(f, f->list.bytes, *words, *words, err));
done:
    corral_text_release(&type);
    return status;
}

/* ---- the questions ---- */

static corral_status add_known(form *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = f->checklist->region;
    if (!region || !corral_region_coalition_count(region)) goto done;
    TRY(name_it(f, "lists", "coalition", &f->list, err));
    TRY(add_question(f, "select_one coalition", "coalition", "Which coalition is it?",
                     "leave it blank if it is not there", err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        TRY(add_choice(f, "coalition", corral_region_id(region, a), corral_region_name(region, a),
                       err));
done:
    return status;
}

typedef struct question {
    const char *type, *name, *label;
} question;

static corral_status add_questions(form *f, const question *questions, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; questions->type; questions++)
        TRY(add_question(f, questions->type, questions->name, questions->label, NULL, err));
done:
    return status;
}

static corral_status add_coalition(form *f, corral_error *err)
{
    static const question about[] = {{"text", "name", "Name of the coalition"},
                                     {"text", "short_name", "Short name"},
                                     {"text", "lead", "Who leads it?"},
                                     {"text", "backbone", "Who is its backbone?"},
                                     {"integer", "founded", "In which year was it founded?"},
                                     {"integer", "meetings_per_year", "Meetings a year"},
                                     {"decimal", "meeting_hours", "Hours a meeting"},
                                     {"decimal", "staff", "Staff, in full-time equivalents"},
                                     {"decimal", "budget", "Budget a year"},
                                     {0}};
    static const char *const interest[] = {"yes", "maybe", "no", "unknown", NULL};
    static const char *const states[] = {"active", "paused", "ended", NULL};
    corral_status status = CORRAL_OK;
    TRY(add_known(f, err));
    TRY(add_questions(f, about, err));
    TRY(add_words(f, "interest", "Is it interested in working more closely with others?", interest,
                  err));
    TRY(add_words(f, "status", "Is it at work?", states, err));
done:
    return status;
}

/* Questions that are asked again for one thing after another, the list of facet last. */
static corral_status add_repeat(form *f, const question *questions, const char *facet,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_answer_list *list =
        facet ? corral_answer_lists_find(f->checklist->lists, facet) : NULL;
    TRY(add_questions(f, questions, err));
    if (list) TRY(add_select(f, list, err));
    TRY(add_question(f, "end_repeat", NULL, NULL, NULL, err));
done:
    return status;
}

static corral_status add_survey(form *f, corral_error *err)
{
    static const question goals[] = {{"begin_repeat", "goals", "Goals"},
                                     {"text", "goal", "A goal"},
                                     {"text", "indicator", "How is it measured?"},
                                     {0}};
    static const question strategies[] = {{"begin_repeat", "strategies", "Strategies"},
                                          {"text", "own_strategy", "A strategy, in its own words"},
                                          {0}};
    static const question targets[] = {{"begin_repeat", "targets", "Targets"},
                                       {"text", "target", "A target, with a number and a year"},
                                       {0}};
    static const question members[] = {
        {"begin_repeat", "members", "Members"},    {"text", "member", "An organisation"},
        {"text", "person", "Who sits in for it?"}, {"text", "role", "In which role?"},
        {"decimal", "hours", "Hours a year"},      {0}};
    static const question partners[] = {{"begin_repeat", "partners", "Coalitions it works with"},
                                        {"text", "partner", "A coalition"},
                                        {0}};
    static const question end[] = {{"text", "informant", "Who answered?"},
                                   {"date", "as_of", "When?"},
                                   {"text", "note", "Anything else?"},
                                   {0}};
    corral_status status = CORRAL_OK;
    const corral_answer_lists *lists = f->checklist->lists;
    TRY(add_coalition(f, err));
    for (size_t l = 0; l < lists->count; l++)
        if (corral_checklist_is_of_coalition(&lists->lists[l]))
            TRY(add_select(f, &lists->lists[l], err));
    TRY(add_repeat(f, goals, NULL, err));
    TRY(add_repeat(f, strategies, NULL, err));
    TRY(add_repeat(f, targets, NULL, err));
    TRY(add_repeat(f, members, "sector", err));
    TRY(add_repeat(f, partners, "depth", err));
    TRY(add_questions(f, end, err));
done:
    return status;
}

/* ---- the workbook ---- */

static corral_status add_table(corral_document *document, const char *name,
                               const char *const *columns, corral_table **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(document, name, NULL, out, err));
    for (; *columns; columns++) {
        const corral_column column = {.name = *columns, .label = *columns};
        TRY(corral_table_add_columns(*out, &column, 1, err));
    }
done:
    return status;
}

corral_status corral_checklist_form(const corral_checklist *checklist, corral_document **out,
                                    corral_error *err)
{
    static const char *const survey[] = {"type", "name", "label", "hint", "required", NULL};
    static const char *const choices[] = {"list_name", "name", "label", NULL};
    static const char *const settings[] = {"form_title", "form_id", "version", NULL};
    static const char *const values[] = {"Footprint of a coalition", "corral_footprint", "1"};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_table *table;
    form f = {.checklist = checklist};
    uint32_t meta;
    TRY(corral_strings_new(&f.taken, err));
    /* Forms have a group of that name of their own. */
    TRY(corral_strings_add(f.taken, "survey/meta", strlen("survey/meta"), &meta, err));
    TRY(corral_document_new("A form for KoboToolbox and ODK", &document, err));
    TRY(add_table(document, "survey", survey, &f.survey, err));
    TRY(add_table(document, "choices", choices, &f.choices, err));
    TRY(add_table(document, "settings", settings, &table, err));
    for (size_t k = 0; k < 3; k++) corral_table_put_text(table, values[k]);
    TRY(corral_table_end_row(table, err));
    TRY(add_survey(&f, err));
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    corral_strings_free(f.taken);
    corral_text_release(&f.key);
    corral_text_release(&f.label);
    corral_text_release(&f.list);
    return status;
}
