/* The surveys as forms: a group a parameter or a candidate, questions labelled "GROUP: THING", so
 * that a label says all by itself where answers are exported under labels. */
#include <stdlib.h>
#include <string.h>

#include "cli/checklist.h"
#include "io/form_words.h"

typedef struct survey_form {
    corral_xform x;
    corral_text name, label;
} survey_form;

static void release(survey_form *f)
{
    corral_xform_release(&f->x);
    corral_text_release(&f->name);
    corral_text_release(&f->label);
}

static corral_status finish(survey_form *f, corral_document **out)
{
    *out = f->x.document;
    f->x.document = NULL;
    return CORRAL_OK;
}

static corral_status begin_group(survey_form *f, const char *label, corral_error *err)
{
    const corral_xform_question q = {.type = "begin_group", .name = label, .label = label};
    return corral_xform_add(&f->x, &q, err);
}

/* Names that belong together have the same number. */
static corral_status ask(survey_form *f, const char *group, const char *asks, size_t number,
                         const char *thing, corral_xform_question q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    f->name.length = f->label.length = 0;
    TRY(corral_text_printf(&f->name, err, "%s_%zu", asks, number));
    TRY(corral_text_printf(&f->label, err, "%s: %s%s", group, thing,
                           strcmp(asks, CORRAL_FORM_RANK) == 0 ? CORRAL_FORM_RANK_ENDING : ""));
    q.name = f->name.bytes;
    q.label = f->label.bytes;
    TRY(corral_xform_add(&f->x, &q, err));
done:
    return status;
}

/* ---- the umbrella ---- */

static corral_status add_parameter(survey_form *f, const corral_answer_list *list,
                                   const char *accepts, size_t *number, corral_error *err)
{
    const corral_xform_question accept = {.type = "select_one", .list = accepts},
                                rank = {.type = "integer",
                                        .hint = "blank if you have no place for it",
                                        .constraint = ". >= 1"};
    corral_status status = CORRAL_OK;
    TRY(begin_group(f, list->parameter, err));
    for (size_t k = 0; k < list->count; k++, ++*number) {
        const char *option = list->answers[k].item;
        TRY(ask(f, list->parameter, CORRAL_FORM_ACCEPT, *number, option, accept, err));
        TRY(ask(f, list->parameter, CORRAL_FORM_RANK, *number, option, rank, err));
    }
    TRY(corral_xform_end(&f->x, "end_group", err));
done:
    return status;
}

static corral_status ask_whom(const corral_checklist *checklist, survey_form *f, corral_error *err)
{
    const corral_xform_question coalition = {.type = "text",
                                             .name = "coalition",
                                             .label = "Which coalition do you speak for?",
                                             .required = true};
    return checklist->region ? corral_checklist_ask_coalition(checklist, &f->x, NULL, err)
                             : corral_xform_add(&f->x, &coalition, err);
}

corral_status corral_checklist_umbrella_form(const corral_checklist *checklist,
                                             corral_document **out, corral_error *err)
{
    static const char *const words[] = {"0 cannot", "1 can live with", "2 fine", "3 want", NULL};
    static const corral_xform_question respondent = {
        .type = "text", .name = "respondent", .label = "The token you were given, if any"};
    static const corral_xform_question round = {.type = "integer",
                                                .name = "round",
                                                .label = "Round",
                                                .hint = "1 unless you were told so",
                                                .constraint = ". >= 1 and . <= 99"};
    corral_status status = CORRAL_OK;
    survey_form f = {0};
    char *accepts = NULL;
    size_t number = 1;
    TRY(corral_xform_init(&f.x, "What an umbrella could look like", "corral_umbrella", err));
    TRY(ask_whom(checklist, &f, err));
    TRY(corral_xform_add(&f.x, &respondent, err));
    TRY(corral_xform_add(&f.x, &round, err));
    TRY(corral_xform_words(&f.x, CORRAL_FORM_ACCEPT, words, &accepts, err));
    for (size_t l = 0; l < checklist->lists->count; l++)
        if (*checklist->lists->lists[l].parameter)
            TRY(add_parameter(&f, &checklist->lists->lists[l], accepts, &number, err));
    if (number == 1)
        FAIL(CORRAL_BAD_INPUT, "none of the lists is of a parameter of the umbrella (column "
                               "parameter)");
    TRY(finish(&f, out));
done:
    free(accepts);
    release(&f);
    return status;
}

/* ---- the backbone ---- */

typedef struct scales {
    char *score, *importance, *tie;
} scales;

static corral_status add_scales(survey_form *f, scales *s, corral_error *err)
{
    static const char *const score[] = {"1 (not at all)", "2",          "3", "4",
                                        "5 (very well)",  "don't know", NULL};
    static const char *const importance[] = {"1 (little)",       "2",          "3", "4",
                                             "5 (a great deal)", "don't know", NULL};
    static const char *const tie[] = {"none", "own", "grantee", "board", "fiscal agent", NULL};
    corral_status status = CORRAL_OK;
    TRY(corral_xform_words(&f->x, CORRAL_FORM_SCORE, score, &s->score, err));
    TRY(corral_xform_words(&f->x, CORRAL_FORM_IMPORTANCE, importance, &s->importance, err));
    TRY(corral_xform_words(&f->x, CORRAL_FORM_TIE, tie, &s->tie, err));
done:
    return status;
}

static corral_status add_importance(survey_form *f, const corral_answer_list *functions,
                                    const scales *s, corral_error *err)
{
    static const char group[] = "How much does it matter";
    const corral_xform_question q = {.type = "select_one", .list = s->importance};
    corral_status status = CORRAL_OK;
    TRY(begin_group(f, group, err));
    for (size_t k = 0; k < functions->count; k++)
        TRY(ask(f, group, CORRAL_FORM_IMPORTANCE, k + 1, functions->answers[k].item, q, err));
    TRY(corral_xform_end(&f->x, "end_group", err));
done:
    return status;
}

static corral_status add_candidate(survey_form *f, const char *candidate, size_t number,
                                   const corral_answer_list *functions, const scales *s,
                                   corral_error *err)
{
    const corral_xform_question tie = {.type = "select_one",
                                       .list = s->tie,
                                       .hint = "own: it is the organisation you work for"},
                                score = {.type = "select_one", .list = s->score};
    corral_status status = CORRAL_OK;
    TRY(begin_group(f, candidate, err));
    TRY(ask(f, candidate, CORRAL_FORM_TIE, number, "how are you tied to it?", tie, err));
    for (size_t k = 0; k < functions->count; k++)
        TRY(ask(f, candidate, CORRAL_FORM_SCORE, (number - 1) * functions->count + k + 1,
                functions->answers[k].item, score, err));
    TRY(corral_xform_end(&f->x, "end_group", err));
done:
    return status;
}

corral_status corral_checklist_backbone_form(const corral_checklist *checklist,
                                             corral_document **out, corral_error *err)
{
    static const corral_xform_question who[] = {{.type = "text",
                                                 .name = "respondent",
                                                 .label = "The token you were given",
                                                 .hint = "it names nobody",
                                                 .required = true},
                                                {.type = "text",
                                                 .name = "organisation",
                                                 .label = "The organisation you work for",
                                                 .required = true}};
    corral_status status = CORRAL_OK;
    survey_form f = {0};
    scales s = {0};
    corral_strings *names = NULL;
    const corral_answer_list *functions = corral_answer_lists_find(checklist->lists, "function");
    if (!functions) FAIL(CORRAL_BAD_INPUT, "the lists have none of the facet function");
    TRY(corral_checklist_candidates(checklist, &names, err));
    TRY(corral_xform_init(&f.x, "Who could do what as a backbone", "corral_backbone", err));
    for (size_t k = 0; k < 2; k++) TRY(corral_xform_add(&f.x, &who[k], err));
    TRY(add_scales(&f, &s, err));
    TRY(add_importance(&f, functions, &s, err));
    for (uint32_t a = 0; a < corral_strings_count(names); a++)
        TRY(add_candidate(&f, corral_strings_get(names, a), a + 1, functions, &s, err));
    TRY(finish(&f, out));
done:
    free(s.score);
    free(s.importance);
    free(s.tie);
    corral_strings_free(names);
    release(&f);
    return status;
}
