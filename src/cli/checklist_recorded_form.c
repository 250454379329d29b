/* What was recorded of one coalition, as a form: a group a facet, a question an item. */
#include <math.h>
#include <stdlib.h>

#include "cli/checklist.h"
#include "io/form_words.h"

typedef struct recorded_form {
    const corral_region *region;
    uint32_t a; /* the coalition */
    bool interview;
    corral_xform x;
    size_t number, at; /* the next question; the coalition's statement that comes next */
    bool in_group;
    char *weights, *known;
    corral_text name, label, hint;
} recorded_form;

/* ---- questions ---- */

static corral_status begin_group(recorded_form *f, const char *facet, corral_error *err)
{
    const corral_xform_question q = {.type = "begin_group", .name = facet, .label = facet};
    if (f->in_group) return CORRAL_OK;
    f->in_group = true;
    return corral_xform_add(&f->x, &q, err);
}

static corral_status ask(recorded_form *f, const char *facet, const char *asks, const char *thing,
                         corral_xform_question q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(begin_group(f, facet, err));
    f->name.length = f->label.length = 0;
    TRY(corral_text_printf(&f->name, err, "%s_%zu", asks, ++f->number));
    TRY(corral_text_printf(&f->label, err, "%s: %s", facet, thing));
    q.name = f->name.bytes;
    q.label = f->label.bytes;
    TRY(corral_xform_add(&f->x, &q, err));
done:
    return status;
}

/* A list is there only where something is chosen from it. */
static corral_status ask_weight(recorded_form *f, const char *facet, const char *item,
                                corral_error *err)
{
    static const char *const weights[] = {"primary", "secondary", "no", "unknown", NULL};
    corral_status status = CORRAL_OK;
    if (!f->weights) TRY(corral_xform_words(&f->x, CORRAL_FORM_WEIGHT, weights, &f->weights, err));
    const corral_xform_question q = {
        .type = "select_one", .list = f->weights, .hint = f->hint.bytes};
    TRY(ask(f, facet, CORRAL_FORM_WEIGHT, item, q, err));
done:
    return status;
}

static corral_status ask_known(recorded_form *f, const char *facet, corral_error *err)
{
    static const char *const known[] = {"complete", "partial", "none", "unknown", NULL};
    corral_status status = CORRAL_OK;
    if (!f->known) TRY(corral_xform_words(&f->x, CORRAL_FORM_KNOWN, known, &f->known, err));
    const corral_xform_question more = {.type = "text", .hint = "one a line"},
                                all = {.type = "select_one", .list = f->known};
    TRY(ask(f, facet, CORRAL_FORM_MORE, "which are missing?", more, err));
    TRY(ask(f, facet, CORRAL_FORM_KNOWN, "are these, with what was missing, all?", all, err));
done:
    return status;
}

/* ---- items ---- */

/* "recorded: primary, by director, 2025-03-17; no, by program manager" */
static corral_status say_recorded(recorded_form *f, double weight, size_t from, size_t to,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    f->hint.length = 0;
    TRY(corral_text_printf(&f->hint, err, "recorded: "));
    if (from == to)
        TRY(corral_text_printf(&f->hint, err, "%s", corral_checklist_weight_word(weight)));
    for (size_t k = from; k < to; k++) {
        corral_statement said = corral_region_statement(f->region, f->a, k);
        TRY(corral_text_printf(&f->hint, err, "%s%s", k > from ? "; " : "",
                               corral_checklist_weight_word(said.weight)));
        if (*said.informant) TRY(corral_text_printf(&f->hint, err, ", by %s", said.informant));
        if (*said.as_of) TRY(corral_text_printf(&f->hint, err, ", %s", said.as_of));
    }
done:
    return status;
}

static corral_status add_item(recorded_form *f, const char *facet, uint32_t item,
                              corral_known known, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = f->region;
    corral_cell cell = corral_region_cell(region, f->a, item);
    double weight = corral_checklist_weight(corral_region_footprint(region, f->a), item);
    size_t from = f->at, all = corral_region_statement_count(region, f->a);
    while (f->at < all && corral_region_statement(region, f->a, f->at).item == item) f->at++;
    bool said = f->at > from;
    bool open = cell == CORRAL_CELL_DISPUTED ||
                (cell == CORRAL_CELL_UNKNOWN && (said || known != CORRAL_KNOWN_NO));
    bool is_no = cell == CORRAL_CELL_NO && known != CORRAL_KNOWN_YES;
    if (f->interview ? !open : !said && !open && !is_no && !(weight > 0)) goto done;
    TRY(say_recorded(f, cell == CORRAL_CELL_UNKNOWN ? NAN : weight, from, f->at, err));
    TRY(ask_weight(f, facet, corral_region_item_original(region, item), err));
done:
    return status;
}

/* ---- facets ---- */

static corral_status add_facet(recorded_form *f, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *name = corral_region_facet_name(f->region, facet);
    corral_known known = corral_region_known(f->region, f->a, facet);
    uint32_t first, end;
    f->in_group = false;
    corral_region_facet_items(f->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) TRY(add_item(f, name, j, known, err));
    if (!f->interview || known != CORRAL_KNOWN_YES) TRY(ask_known(f, name, err));
    if (f->in_group) TRY(corral_xform_end(&f->x, "end_group", err));
done:
    return status;
}

/* ---- the form ---- */

static corral_status add_all(recorded_form *f, const corral_checklist *checklist, corral_error *err)
{
    static const char *const verified[] = {"yes", "not yet", NULL};
    corral_xform_question all = {
        .type = "select_one", .name = "verified", .label = "Have you gone through all of it?"};
    corral_status status = CORRAL_OK;
    char *list = NULL;
    TRY(corral_checklist_ask_coalition(checklist, &f->x, NULL, err));
    for (uint32_t k = 0; k < corral_region_facet_count(f->region); k++) TRY(add_facet(f, k, err));
    TRY(corral_checklist_ask_who(&f->x, err));
    if (f->interview) goto done;
    TRY(corral_xform_words(&f->x, "verified", verified, &list, err));
    all.list = list;
    TRY(corral_xform_add(&f->x, &all, err));
done:
    free(list);
    return status;
}

corral_status corral_checklist_recorded_form(const corral_checklist *checklist, bool interview,
                                             corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    recorded_form f = {
        .region = checklist->region, .a = checklist->coalition, .interview = interview};
    TRY(corral_xform_init(&f.x, corral_region_name(f.region, f.a),
                          interview ? "corral_interview" : "corral_verify", err));
    TRY(add_all(&f, checklist, err));
    *out = f.x.document;
    f.x.document = NULL;
done:
    free(f.weights);
    free(f.known);
    corral_text_release(&f.name);
    corral_text_release(&f.label);
    corral_text_release(&f.hint);
    corral_xform_release(&f.x);
    return status;
}
