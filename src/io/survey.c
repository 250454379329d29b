/* Answers to a form: a row a coalition, a column a question, lists in the cells.
 *
 * Forms differ in their headers. SurveyMonkey writes the questions and, below, the choices;
 * Qualtrics writes short names, then the questions, then identifiers; KoboToolbox a column for each
 * choice, question/choice, that holds 0 or 1. All records are kept before the first is understood,
 * since what separates the entries of a list shows in the whole column. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/format.h"
#include "io/reading.h"
#include "io/rows.h"
#include "io/survey.h"
#include "io/values.h"

#define KEPT_LIMIT ((size_t)64 << 20) /* bytes of all cells */

static void release(corral_survey *s)
{
    corral_text_release(&s->bytes);
    free(s->at);
    free(s->lines);
    free(s->all);
    free(s->texts);
    corral_strings_free(s->said);
}

char *corral_survey_cell(const corral_survey *s, size_t record, size_t c)
{
    return s->bytes.bytes + s->at[record * s->columns + c];
}

/* ---- keeping the records ---- */

static corral_status keep(corral_survey *s, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t base = s->count * s->columns;
    TRY(corral_array_grow(&s->at, &s->at_room, base + s->columns, sizeof *s->at, err));
    TRY(corral_array_grow(&s->lines, &s->line_room, s->count + 1, sizeof *s->lines, err));
    for (size_t c = 0; c < s->columns; c++) {
        const char *text = corral_sheet_cell(record, c);
        s->at[base + c] = s->bytes.length;
        TRY(corral_text_append(&s->bytes, text ? text : "", text ? strlen(text) : 0, err));
        TRY(corral_text_append(&s->bytes, "", 1, err));
    }
    if (s->bytes.length > KEPT_LIMIT)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){s->sheet->file, record->line, 0}),
                "a survey may have at most %zu MiB; give every entry a row of its own, with the "
                "columns coalition, facet and item",
                KEPT_LIMIT >> 20);
    s->lines[s->count++] = record->line;
done:
    return status;
}

static corral_status keep_all(corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more = true;
    for (;;) {
        TRY(corral_sheet_next(s->sheet, &record, &more, err));
        if (!more) break;
        TRY(keep(s, &record, err));
    }
done:
    return status;
}

/* ---- lists ---- */

static corral_cell_lists lists_of(const corral_survey *s, const char *facet)
{
    return (corral_cell_lists){.choices = s->sheet->reading->options,
                               .prefix = facet,
                               .is_coded = s->form == CORRAL_SURVEY_KOBO,
                               .tight_commas = s->form == CORRAL_SURVEY_QUALTRICS};
}

static corral_status find_separator(corral_survey *s, size_t c, const char **cells, bool *bound,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_question *x = &s->all[c];
    corral_cell_lists lists = lists_of(s, x->facet);
    corral_text doubtful = {0};
    size_t line = s->sheet->header_line;
    const char *given = s->sheet->reading->separator;
    lists.cells = cells;
    lists.lines = s->lines ? s->lines + s->first : NULL;
    lists.count = s->count - s->first;
    for (size_t i = 0; i < lists.count; i++) cells[i] = corral_survey_cell(s, s->first + i, c);
    if (given && !corral_separator_read(given, &x->separator))
        FAIL(CORRAL_BAD_USE, "--separator must be one of ; | , or line, space, tab, got %s",
             CORRAL_QUOTE(given));
    if (!given) TRY(corral_cell_lists_separator(&lists, &x->separator, &doubtful, &line, err));
    if (doubtful.length) {
        *bound = false;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_ERROR, line, c, err, "column %s: %s",
                                CORRAL_QUOTE(x->name), doubtful.bytes));
    } else if (x->separator) {
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_NOTE, s->sheet->header_line, c, err,
                                "column %s is read as a list of facet %s: %s",
                                CORRAL_QUOTE(x->name), x->facet,
                                corral_separator_words(x->separator)));
    }
done:
    corral_text_release(&doubtful);
    return status;
}

static corral_status find_separators(corral_survey *s, bool *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **cells = NULL;
    TRY(corral_array_new(&cells, s->count - s->first, sizeof *cells, err));
    for (size_t c = 0; c < s->columns; c++)
        if (s->all[c].kind == CORRAL_QUESTION_LIST) TRY(find_separator(s, c, cells, bound, err));
done:
    free(cells);
    return status;
}

/* ---- answers ---- */

/* Whether this is said for the first time, where several rows may be about one coalition; what
 * comes with a detail always is. */
static corral_status note_said(corral_survey *s, const char *id, const char *facet,
                               const char *text, bool *is_first, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    *is_first = true;
    if (!s->said) return CORRAL_OK;
    uint32_t before = corral_strings_count(s->said), number;
    TRY(corral_text_printf(&key, err, "%s\n%s\n%s", id, facet, text));
    TRY(corral_strings_add(s->said, key.bytes, key.length, &number, err));
    *is_first = number >= before;
done:
    corral_text_release(&key);
    return status;
}

static bool has_detail(const corral_row *row)
{
    return (row->informant && *row->informant) || (row->as_of && *row->as_of) ||
           (row->source && *row->source) || (row->note && *row->note);
}

static corral_status add_item(corral_survey *s, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_first = true;
    if (!has_detail(row)) TRY(note_said(s, row->coalition, row->facet, row->item, &is_first, err));
    if (!is_first) return CORRAL_OK;
    s->is_new = true;
    TRY(corral_add_row(s->sheet->reading, row, err));
done:
    return status;
}

static corral_status add_entries(corral_survey *s, size_t c, char *text, corral_row *row,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_cell_lists lists = lists_of(s, s->all[c].facet);
    char *entry, *rest = text;
    row->facet = s->all[c].facet;
    row->column = c + 1;
    if (corral_value_item_word(text) != CORRAL_ITEM_WORD_ITEM) {
        row->item = text;
        return *text ? add_item(s, row, err) : corral_add_row(s->sheet->reading, row, err);
    }
    while (corral_cell_list_next(&lists, s->all[c].separator, &rest, &entry)) {
        corral_row copy = *row;
        copy.item = entry;
        TRY(add_item(s, &copy, err));
    }
done:
    return status;
}

/* A choice with a column of its own: ticked by its own words, by 1 or by yes. */
static corral_status add_option(corral_survey *s, size_t c, char *text, corral_row *row,
                                corral_error *err)
{
    static const char *const noes[] = {"0", "false", "no"}, *const yeses[] = {"1", "true", "yes",
                                                                              "x"};
    corral_question *x = &s->all[c], *first = &s->all[x->first];
    if (!text[0]) return CORRAL_OK;
    first->answered = true;
    if (corral_value_is_one_of(text, noes, 3)) return CORRAL_OK;
    first->ticked = true;
    corral_row copy = *row;
    copy.facet = x->facet;
    copy.column = c + 1;
    copy.known = CORRAL_SAID_YES;
    copy.item = corral_value_is_one_of(text, yeses, 4) ? x->option : text;
    return add_item(s, &copy, err);
}

/* Questions of which every choice was shown and none ticked. */
static corral_status add_nones(corral_survey *s, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < s->columns; c++) {
        corral_question *x = &s->all[c];
        corral_row copy = *row;
        if (x->kind != CORRAL_QUESTION_OPTION || !x->answered || x->ticked) continue;
        copy.facet = x->facet;
        copy.column = c + 1;
        copy.item = "";
        copy.known = CORRAL_SAID_NONE;
        s->is_new = true;
        TRY(corral_builder_add_row(s->sheet->reading->builder, &copy, err));
    }
done:
    return status;
}

/* In a folder coalitions.csv does so. */
static corral_status declare(corral_survey *s, size_t record, const char *id, corral_error *err)
{
    static const char *const names[] = {"name"};
    corral_status status = CORRAL_OK;
    bool is_first;
    const char *name = s->name == CORRAL_NO_COLUMN ? "" : corral_survey_cell(s, record, s->name);
    TRY(note_said(s, id, "", name, &is_first, err));
    s->rows_again += !is_first;
    s->is_new = is_first;
    if (s->sheet->reading->has_coalitions || !is_first) return CORRAL_OK;
    TRY(corral_builder_add_coalition(s->sheet->reading->builder, id, name[0] != '\0', names, &name,
                                     s->sheet->file, s->lines[record], err));
done:
    return status;
}

static corral_status read_details(corral_survey *s, size_t record, corral_row *row,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **into[CORRAL_DETAILS] = {&row->informant, &row->as_of, &row->source, &row->note};
    for (size_t c = 0; c < s->columns; c++) {
        if (s->all[c].kind != CORRAL_QUESTION_DETAIL) continue;
        const char *text = corral_survey_cell(s, record, c);
        *into[s->all[c].detail] = text;
        if (s->all[c].detail != CORRAL_DETAIL_AS_OF || !text[0] || corral_value_is_date(text))
            continue;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_WARNING, row->line, c, err,
                                "as_of should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                                CORRAL_QUOTE(text)));
    }
done:
    return status;
}

static corral_status read_answer(corral_survey *s, size_t record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_row row = CORRAL_ROW_INIT;
    row.file = s->sheet->file;
    row.line = s->lines[record];
    row.coalition = corral_survey_cell(s, record, s->coalition);
    if (!row.coalition[0])
        return corral_sheet_report(s->sheet, CORRAL_SEVERITY_ERROR, row.line, s->coalition, err,
                                   "coalition must not be blank");
    TRY(declare(s, record, row.coalition, err));
    TRY(read_details(s, record, &row, err));
    for (size_t c = 0; c < s->columns; c++) s->all[c].ticked = s->all[c].answered = false;
    for (size_t c = 0; c < s->columns; c++) {
        char *text = corral_survey_cell(s, record, c);
        if (s->all[c].kind == CORRAL_QUESTION_LIST) TRY(add_entries(s, c, text, &row, err));
        if (s->all[c].kind == CORRAL_QUESTION_OPTION) TRY(add_option(s, c, text, &row, err));
    }
    TRY(add_nones(s, &row, err));
    if (s->said && !s->is_new)
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_WARNING, row.line, CORRAL_NO_COLUMN, err,
                                "the row says again what earlier rows say of %s; counted once",
                                CORRAL_QUOTE(row.coalition)));
done:
    return status;
}

static corral_status note_form(const corral_survey *s, corral_error *err)
{
    char why[64] = "several facets stand side by side";
    const char *sign = corral_survey_form_sign(s->form);
    if (sign) snprintf(why, sizeof why, "it has a column \"%s\"", sign);
    if (s->sheet->reading->as) strcpy(why, "--as says so");
    return corral_format_note(s->sheet->reading, s->sheet->file, corral_survey_form_what(s->form),
                              why, err);
}

corral_status corral_read_survey(corral_sheet *sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey s = {
        .sheet = sheet, .form = corral_survey_form_of(sheet), .columns = sheet->columns};
    bool bound = true;
    if (s.form == CORRAL_SURVEY_SURVEY_MONKEY) s.columns = corral_csv_keep_blank_names(sheet->csv);
    TRY(keep_all(&s, err));
    TRY(note_form(&s, err));
    TRY(corral_survey_bind(&s, &bound, err));
    if (bound) TRY(find_separators(&s, &bound, err));
    if (s.form == CORRAL_SURVEY_TABLE) TRY(corral_strings_new(&s.said, err));
    for (size_t i = s.first; bound && i < s.count; i++) TRY(read_answer(&s, i, err));
    if (s.rows_again)
        TRY(corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN, err,
                                "%zu row%s about a coalition that an earlier row is about: "
                                "together they are its footprint",
                                s.rows_again, s.rows_again == 1 ? " is" : "s are"));
done:
    release(&s);
    return status;
}
