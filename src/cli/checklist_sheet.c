/* The footprint on paper. */
#include <stdio.h>

#include "cli/checklist.h"
#include "core/text.h"
#include "io/values.h"

#define TO_WRITE CORRAL_CHECKLIST_TO_WRITE
enum { LINES = 8 };

bool corral_checklist_is_of_coalition(const corral_answer_list *list)
{
    static const char *const others[] = {"sector", "depth", "function", NULL};
    return !corral_value_is_one_of(list->facet, others, 3);
}

const char *corral_checklist_question(const corral_answer_list *list)
{
    return *list->question ? list->question : list->facet;
}

static corral_status add_coalition(const corral_checklist *checklist, corral_document *document,
                                   corral_error *err)
{
    static const char *const asked[][2] = {{"name", "name"},
                                           {"short name", "short_name"},
                                           {"who leads it", "lead"},
                                           {"who is its backbone", "backbone"},
                                           {"founded in", "founded"},
                                           {"area", "geography"},
                                           {"meetings a year", "meetings_per_year"},
                                           {"hours a meeting", "meeting_hours"},
                                           {"staff (full-time equivalents)", "staff"},
                                           {"budget a year", "budget"},
                                           {"interest: yes, maybe, no, unknown", "interest"},
                                           {"status: active, paused, ended", "status"}};
    static const corral_column columns[] = {{.name = "asked", .whole = true},
                                            {.name = "answer", .whole = true}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "coalition", "The coalition", &table, err));
    TRY(corral_table_add_columns(table, columns, 2, err));
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        const char *known = "";
        if (checklist->coalition != UINT32_MAX)
            known = k == 0 ? corral_region_name(checklist->region, checklist->coalition)
                           : corral_region_attribute(checklist->region, checklist->coalition,
                                                     asked[k][1]);
        corral_table_put_text(table, asked[k][0]);
        corral_table_put_text(table, *known ? known : TO_WRITE);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

/* Lines to write on. */
static corral_status add_lines(corral_document *document, const char *name, const char *title,
                               const char *const columns[4], corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, name, title, &table, err));
    for (size_t k = 0; k < 4 && columns[k]; k++) {
        const corral_column column = {.name = columns[k]};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
    for (size_t line = 0; line < LINES; line++) {
        for (size_t k = 0; k < 4 && columns[k]; k++) corral_table_put_text(table, TO_WRITE);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static corral_status add_list(corral_document *document, size_t number,
                              const corral_answer_list *list, corral_error *err)
{
    static const char *const how[] = {[CORRAL_ANSWER_ONE] = "choose one",
                                      [CORRAL_ANSWER_MANY] = "tick all that apply",
                                      [CORRAL_ANSWER_ORDERED] = "choose one, from least to most"};
    static const corral_column columns[] = {
        {.name = "tick"}, {.name = "item", .whole = true}, {.name = "note", .whole = true}};
    corral_status status = CORRAL_OK;
    corral_text title = {0};
    corral_table *table;
    char name[32];
    snprintf(name, sizeof name, "list_%zu", number);
    TRY(corral_text_printf(&title, err, "%s (%s)", corral_checklist_question(list),
                           corral_checklist_is_of_coalition(list) ? how[list->kind]
                                                                  : "to write in the lines above"));
    TRY(corral_document_add_table(document, name, title.bytes, &table, err));
    TRY(corral_table_add_columns(table, columns, 3, err));
    for (size_t k = 0; k < list->count; k++) {
        corral_table_put_text(table, corral_checklist_is_of_coalition(list) ? "☐" : "·");
        corral_table_put_text(table, list->answers[k].item);
        corral_table_put_text(table, *list->answers[k].note ? list->answers[k].note : NULL);
        TRY(corral_table_end_row(table, err));
    }
done:
    corral_text_release(&title);
    return status;
}

corral_status corral_checklist_sheet(const corral_checklist *checklist, corral_document **out,
                                     corral_error *err)
{
    static const char *const members[4] = {"organisation", "sector", "person and role",
                                           "hours a year"};
    static const char *const goals[4] = {"goal", "how it is measured"};
    static const char *const strategies[4] = {"strategy"}, *const targets[4] = {"target"};
    static const char *const partners[4] = {"coalition", "how closely"};
    static const char *const beside[] = {"sector", "depth"};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    const corral_answer_lists *lists = checklist->lists;
    TRY(corral_document_new("What the coalition does, and with whom", &document, err));
    corral_document_add_line(document, "Filled in by: %s  On: %s", TO_WRITE, TO_WRITE);
    corral_document_add_line(document, "A blank is \"not asked\". Write \"none\" where there is "
                                       "none, and \"complete\" beside a list that names all.");
    TRY(add_coalition(checklist, document, err));
    for (size_t l = 0; l < lists->count; l++)
        if (corral_checklist_is_of_coalition(&lists->lists[l]))
            TRY(add_list(document, l, &lists->lists[l], err));
    TRY(add_lines(document, "goals", "Goals", goals, err));
    TRY(add_lines(document, "strategies", "Strategies in its own words", strategies, err));
    TRY(add_lines(document, "targets", "Targets, with a number and a year", targets, err));
    TRY(add_lines(document, "members", "Members", members, err));
    TRY(add_lines(document, "partners", "Coalitions it works with", partners, err));
    for (size_t k = 0; k < sizeof beside / sizeof *beside; k++) {
        const corral_answer_list *list = corral_answer_lists_find(lists, beside[k]);
        if (list) TRY(add_list(document, (size_t)(list - lists->lists), list, err));
    }
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}
