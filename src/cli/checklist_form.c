/* The footprint as a form. */
#include <string.h>

#include "cli/checklist.h"
#include "cli/xform.h"
#include "core/memory.h"
#include "io/form_words.h"

typedef struct form {
    const corral_checklist *checklist;
    corral_xform x;
} form;

/* ---- lists ---- */

static corral_status add_chosen(form *f, const char *type, const corral_xform_question *question,
                                char *list, corral_error *err)
{
    corral_xform_question q = *question;
    q.type = type;
    q.list = list;
    return corral_xform_add(&f->x, &q, err);
}

/* A question with the choices of a list. */
static corral_status add_select(form *f, const corral_answer_list *list, corral_error *err)
{
    const corral_xform_question q = {.name = list->facet,
                                     .label = corral_checklist_question(list),
                                     .hint = "leave it blank if it is not known"};
    bool is_many = list->kind == CORRAL_ANSWER_MANY;
    corral_status status = CORRAL_OK;
    char *name = NULL;
    TRY(corral_xform_list(&f->x, list->facet, &name, err));
    TRY(add_chosen(f, is_many ? "select_multiple" : "select_one", &q, name, err));
    for (size_t k = 0; k < list->count; k++)
        TRY(corral_xform_choice(&f->x, name, list->answers[k].item, list->answers[k].item, err));
    /* Nothing ticked is not known. */
    if (is_many && corral_checklist_is_of_coalition(list))
        TRY(corral_xform_choice(&f->x, name, CORRAL_FORM_NONE, CORRAL_FORM_NONE, err));
done:
    free(name);
    return status;
}

static corral_status add_words(form *f, const char *name, const char *label,
                               const char *const *words, corral_error *err)
{
    const corral_xform_question q = {.name = name, .label = label};
    corral_status status = CORRAL_OK;
    char *list = NULL;
    TRY(corral_xform_words(&f->x, name, words, &list, err));
    TRY(add_chosen(f, "select_one", &q, list, err));
done:
    free(list);
    return status;
}

corral_status corral_checklist_ask_coalition(const corral_checklist *checklist, corral_xform *x,
                                             const char *hint, corral_error *err)
{
    corral_xform_question q = {.type = "select_one",
                               .name = "coalition",
                               .label = "Which coalition is it?",
                               .hint = hint,
                               .required = !hint};
    corral_status status = CORRAL_OK;
    const corral_region *region = checklist->region;
    char *list = NULL;
    if (!region || !corral_region_coalition_count(region)) goto done;
    TRY(corral_xform_list(x, "coalition", &list, err));
    q.list = list;
    TRY(corral_xform_add(x, &q, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (checklist->coalition == UINT32_MAX || checklist->coalition == a)
            TRY(corral_xform_choice(x, list, corral_region_id(region, a),
                                    corral_region_name(region, a), err));
done:
    free(list);
    return status;
}

/* ---- the questions ---- */

static corral_status add_questions(form *f, const corral_xform_question *questions,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; questions->type; questions++) TRY(corral_xform_add(&f->x, questions, err));
done:
    return status;
}

static corral_status add_coalition(form *f, corral_error *err)
{
    static const corral_xform_question about[] = {
        {.type = "text", .name = "short_name", .label = "Short name"},
        {.type = "text", .name = "lead", .label = "Who leads it?"},
        {.type = "text", .name = "backbone", .label = "Who is its backbone?"},
        {.type = "integer", .name = "founded", .label = "In which year was it founded?"},
        {.type = "integer", .name = "meetings_per_year", .label = "Meetings a year"},
        {.type = "decimal", .name = "meeting_hours", .label = "Hours a meeting"},
        {.type = "decimal", .name = "staff", .label = "Staff, in full-time equivalents"},
        {.type = "decimal", .name = "budget", .label = "Budget a year"},
        {0}};
    static const char *const interest[] = {"yes", "maybe", "no", "unknown", NULL};
    static const char *const states[] = {"active", "paused", "ended", NULL};
    const corral_xform_question name = {.type = "text",
                                        .name = "name",
                                        .label = "Name of the coalition",
                                        .required = !f->checklist->region};
    corral_status status = CORRAL_OK;
    TRY(corral_checklist_ask_coalition(f->checklist, &f->x, "leave it blank if it is not there",
                                       err));
    TRY(corral_xform_add(&f->x, &name, err));
    TRY(add_questions(f, about, err));
    TRY(add_words(f, "interest", "Is it interested in working more closely with others?", interest,
                  err));
    TRY(add_words(f, "status", "Is it at work?", states, err));
done:
    return status;
}

/* Questions that are asked again for one thing after another, the list of facet last. */
static corral_status add_repeat(form *f, const corral_xform_question *questions, const char *facet,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_answer_list *list =
        facet ? corral_answer_lists_find(f->checklist->lists, facet) : NULL;
    TRY(add_questions(f, questions, err));
    if (list) TRY(add_select(f, list, err));
    TRY(corral_xform_end(&f->x, "end_repeat", err));
done:
    return status;
}

static corral_status add_survey(form *f, corral_error *err)
{
    static const corral_xform_question goals[] = {
        {.type = "begin_repeat", .name = "goals", .label = "Goals"},
        {.type = "text", .name = "goal", .label = "A goal"},
        {.type = "text", .name = "indicator", .label = "How is it measured?"},
        {0}};
    static const corral_xform_question strategies[] = {
        {.type = "begin_repeat", .name = "strategies", .label = "Strategies"},
        {.type = "text",
         .name = CORRAL_FORM_OWN "_strategy",
         .label = "A strategy, in its own words"},
        {0}};
    static const corral_xform_question targets[] = {
        {.type = "begin_repeat", .name = "targets", .label = "Targets"},
        {.type = "text", .name = "target", .label = "A target, with a number and a year"},
        {0}};
    static const corral_xform_question members[] = {
        {.type = "begin_repeat", .name = "members", .label = "Members"},
        {.type = "text", .name = "member", .label = "An organisation"},
        {.type = "text", .name = "person", .label = "Who sits in for it?"},
        {.type = "text", .name = "role", .label = "In which role?"},
        {.type = "decimal", .name = "hours", .label = "Hours a year"},
        {0}};
    static const corral_xform_question partners[] = {
        {.type = "begin_repeat", .name = "partners", .label = "Coalitions it works with"},
        {.type = "text", .name = "partner", .label = "A coalition"},
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
    TRY(corral_checklist_ask_who(&f->x, err));
done:
    return status;
}

corral_status corral_checklist_ask_who(corral_xform *x, corral_error *err)
{
    static const corral_xform_question end[] = {
        {.type = "text", .name = "informant", .label = "Who answered?"},
        {.type = "date", .name = "as_of", .label = "When?"},
        {.type = "text", .name = "note", .label = "Anything else?"}};
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < sizeof end / sizeof *end; k++) TRY(corral_xform_add(x, &end[k], err));
done:
    return status;
}

corral_status corral_checklist_form(const corral_checklist *checklist, corral_document **out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    form f = {.checklist = checklist};
    TRY(corral_xform_init(&f.x, "Footprint of a coalition", "corral_footprint", err));
    TRY(add_survey(&f, err));
    *out = f.x.document;
    f.x.document = NULL;
done:
    corral_xform_release(&f.x);
    return status;
}
