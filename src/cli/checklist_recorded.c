/* One coalition: what was recorded of it, from whom and when, and what to ask. */
#include <math.h>
#include <string.h>

#include "cli/checklist.h"
#include "core/number.h"
#include "core/order.h"
#include "core/text.h"

typedef struct recorded {
    const corral_region *region;
    uint32_t a;          /* the coalition */
    size_t at;           /* its statement that comes next */
    corral_table *rows;  /* with the columns of footprint.csv; for people without coalition */
    corral_table *asked; /* for people: questions */
    bool people, interview;
    corral_text text;
} recorded;

static const char *known_word(corral_known known)
{
    return known == CORRAL_KNOWN_YES ? "yes" : known == CORRAL_KNOWN_PARTIAL ? "partial" : "no";
}

const char *corral_checklist_weight_word(double weight)
{
    if (isnan(weight)) return "unknown";
    return weight > 0.5 ? "primary" : weight > 0 ? "secondary" : "no";
}

/* ---- rows ---- */

/* A weight that is NAN is said to be unknown: known is no, and no weight. */
static corral_status put_row(recorded *r, const corral_statement *said, const char *facet,
                             const char *item, const char *known, corral_error *err)
{
    const char *const texts[] = {said->informant, said->as_of, said->source,
                                 said->page,      said->note,  said->person,
                                 said->role,      said->hours, said->indicator};
    char weight[CORRAL_NUMBER_SIZE] = "";
    if (item && !isnan(said->weight)) corral_number_shortest(said->weight, weight);
    if (r->people)
        corral_table_put_text(r->rows, "☐");
    else
        corral_table_put_text(r->rows, corral_region_id(r->region, r->a));
    corral_table_put_text(r->rows, facet);
    corral_table_put_text(r->rows, item);
    if (r->people)
        corral_table_put_text(r->rows, item ? corral_checklist_weight_word(said->weight) : NULL);
    else
        corral_table_put_text(r->rows, *weight ? weight : NULL);
    corral_table_put_text(r->rows, item && isnan(said->weight) ? "no" : known);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        corral_table_put_text(r->rows, texts[k] && *texts[k] ? texts[k] : NULL);
    return corral_table_end_row(r->rows, err);
}

static corral_status ask(recorded *r, const char *facet, corral_error *err)
{
    corral_table_put_text(r->asked, facet);
    corral_table_put_text(r->asked, r->text.bytes);
    corral_table_put_text(r->asked, CORRAL_CHECKLIST_TO_WRITE);
    r->text.length = 0;
    return corral_table_end_row(r->asked, err);
}

/* ---- one item ---- */

static corral_status ask_cell(recorded *r, uint32_t item, size_t from, size_t to, bool disputed,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *facet =
        corral_region_facet_name(r->region, corral_region_item_facet(r->region, item));
    TRY(corral_text_printf(&r->text, err, "%s: %s", corral_region_item_original(r->region, item),
                           disputed ? "what is right, primary, secondary or no?"
                                    : "yes or no? It was said to be unknown."));
    for (size_t k = from; disputed && k < to; k++) {
        corral_statement said = corral_region_statement(r->region, r->a, k);
        TRY(corral_text_printf(&r->text, err, "%s %s", k == from ? " Said so far:" : ";",
                               corral_checklist_weight_word(said.weight)));
        if (*said.informant) TRY(corral_text_printf(&r->text, err, " by %s", said.informant));
        if (*said.as_of) TRY(corral_text_printf(&r->text, err, " (%s)", said.as_of));
    }
    TRY(ask(r, facet, err));
done:
    return status;
}

double corral_checklist_weight(corral_seats seats, uint32_t item)
{
    size_t at = corral_first_not_below(seats.index, seats.count, item);
    return at < seats.count && seats.index[at] == item ? seats.weight[at] : 0;
}

static corral_status add_item(recorded *r, uint32_t item, corral_known known, size_t *count,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = r->region;
    const char *facet = corral_region_facet_name(region, corral_region_item_facet(region, item));
    const char *name = corral_region_item_original(region, item);
    corral_cell cell = corral_region_cell(region, r->a, item);
    corral_statement plain = {
        .weight = corral_checklist_weight(corral_region_footprint(region, r->a), item)};
    size_t from = r->at, all = corral_region_statement_count(region, r->a);
    while (r->at < all && corral_region_statement(region, r->a, r->at).item == item) r->at++;
    bool said = r->at > from;
    bool open = cell == CORRAL_CELL_DISPUTED ||
                (cell == CORRAL_CELL_UNKNOWN && (said || known != CORRAL_KNOWN_NO));
    if (r->asked && open) TRY(ask_cell(r, item, from, r->at, cell == CORRAL_CELL_DISPUTED, err));
    if (r->interview) {
        plain.weight = NAN;
        if (open && !r->people) TRY(put_row(r, &plain, facet, name, "no", err));
        goto done;
    }
    for (size_t k = from; k < r->at; k++) {
        corral_statement statement = corral_region_statement(region, r->a, k);
        TRY(put_row(r, &statement, facet, name, known_word(known), err));
    }
    if (!said && open) plain.weight = NAN;
    /* An explicit no is told from a list's silence where the list is not complete. */
    bool is_no = cell == CORRAL_CELL_NO && known != CORRAL_KNOWN_YES;
    if (!said && (open || is_no || plain.weight > 0))
        TRY(put_row(r, &plain, facet, name, known_word(known), err));
    *count += said || open || is_no || plain.weight > 0;
done:
    return status;
}

/* ---- one facet ---- */

static corral_status add_facet(recorded *r, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    static const corral_statement nothing = {.weight = NAN};
    const char *name = corral_region_facet_name(r->region, facet);
    corral_known known = corral_region_known(r->region, r->a, facet);
    uint32_t first, end;
    size_t count = 0;
    corral_region_facet_items(r->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) TRY(add_item(r, j, known, &count, err));
    if (r->asked && known != CORRAL_KNOWN_YES) {
        TRY(corral_text_printf(&r->text, err, "%s",
                               known == CORRAL_KNOWN_NO
                                   ? "Which are there? Nothing is recorded; write \"none\" if none."
                                   : "Are these all? If not, which are missing?"));
        TRY(ask(r, name, err));
    }
    if (r->people) goto done;
    if (r->interview ? known != CORRAL_KNOWN_YES : !count)
        TRY(put_row(r, &nothing, name, NULL, known_word(known), err));
done:
    return status;
}

/* ---- the page ---- */

static corral_status add_rows_table(recorded *r, corral_document *document, corral_error *err)
{
    static const char *const names[] = {"coalition", "facet", "item",   "weight",   "known",
                                        "informant", "as_of", "source", "page",     "note",
                                        "person",    "role",  "hours",  "indicator"};
    /* To be filled in. */
    static const char *const answers[] = {"right", "answered_by", "answered_on"};
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(document, "footprint", "What was recorded", &r->rows, err));
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const corral_column column = {.name = k == 0 && r->people ? "right" : names[k]};
        TRY(corral_table_add_columns(r->rows, &column, 1, err));
    }
    for (size_t k = 0; !r->people && k < sizeof answers / sizeof *answers; k++) {
        const corral_column column = {.name = k == 0 && r->interview ? "answer" : answers[k]};
        TRY(corral_table_add_columns(r->rows, &column, 1, err));
    }
done:
    return status;
}

static corral_status add_asked_table(recorded *r, corral_document *document, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "facet"}, {.name = "question"}, {.name = "answer"}};
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(document, "questions", "Open questions", &r->asked, err));
    TRY(corral_table_add_columns(r->asked, columns, 3, err));
done:
    return status;
}

static corral_status add_about(const recorded *r, corral_document *document, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "right"}, {.name = "about"}, {.name = "value"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "coalition", "The coalition", &table, err));
    TRY(corral_table_add_columns(table, columns, 3, err));
    for (uint32_t k = 0; k < corral_region_attribute_count(r->region); k++) {
        const char *name = corral_region_attribute_name(r->region, k);
        const char *value = corral_region_attribute(r->region, r->a, name);
        if (!*value) continue;
        corral_table_put_text(table, "☐");
        corral_table_put_text(table, name);
        corral_table_put_text(table, value);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

corral_status corral_checklist_recorded(const corral_checklist *checklist, bool interview,
                                        bool people, corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    const corral_region *region = checklist->region;
    recorded r = {
        .region = region, .a = checklist->coalition, .people = people, .interview = interview};
    TRY(corral_document_new(corral_region_name(region, r.a), &document, err));
    if (people) {
        corral_document_add_line(document, "Filled in by: %s  On: %s", CORRAL_CHECKLIST_TO_WRITE,
                                 CORRAL_CHECKLIST_TO_WRITE);
        if (!interview)
            corral_document_add_line(document, "Tick what is right, strike out what is not, and "
                                               "answer what is open.");
        if (!interview) TRY(add_about(&r, document, err));
        TRY(add_asked_table(&r, document, err));
    }
    if (!people || !interview) TRY(add_rows_table(&r, document, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) TRY(add_facet(&r, f, err));
    *out = document;
    document = NULL;
done:
    corral_text_release(&r.text);
    corral_document_free(document);
    return status;
}
