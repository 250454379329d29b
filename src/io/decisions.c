/* What people decided: decisions.csv and aliases.csv; and the headers of files for later steps. */
#include <stdint.h>
#include <string.h>

#include "core/text.h"
#include "io/reading.h"
#include "io/values.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { MOST_COLUMNS = 8 };

typedef corral_status row_reader(corral_sheet *sheet, const corral_csv_record *record,
                                 const size_t *at, corral_error *err);

/* Binds the form and hands every record to read. */
static corral_status read_all(corral_sheet *sheet, const corral_form *form, row_reader *read,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t at[MOST_COLUMNS];
    corral_csv_record record;
    bool bound, more = true;
    for (size_t k = 0; k < MOST_COLUMNS; k++) at[k] = CORRAL_NO_COLUMN;
    TRY(corral_sheet_bind(sheet, form, at, &bound, err));
    while (bound && more) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (more) TRY(read(sheet, &record, at, err));
    }
done:
    return status;
}

/* Reports the first of the first count columns that is blank. */
static corral_status find_blank(corral_sheet *sheet, const corral_csv_record *record,
                                const corral_form *form, const size_t *at, bool *blank,
                                corral_error *err)
{
    *blank = true;
    for (size_t k = 0; k < form->required; k++) {
        const char *text = corral_sheet_cell(record, at[k]);
        if (text && !text[0])
            return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[k], err,
                                       "%s must not be blank", form->names[k]);
    }
    *blank = false;
    return CORRAL_OK;
}

static corral_form form_of(corral_kept_kind kind)
{
    const corral_kept_form *form = &corral_kept_forms[kind];
    return (corral_form){form->columns, form->count, form->required};
}

/* Keeps the row where somebody wants it kept. */
static corral_status keep_row(corral_sheet *sheet, corral_kept_kind kind,
                              const corral_csv_record *record, const size_t *at, corral_error *err)
{
    const char *cells[CORRAL_KEPT_COLUMNS];
    if (!sheet->reading->kept) return CORRAL_OK;
    for (size_t k = 0; k < corral_kept_forms[kind].count; k++) {
        char *cell = corral_sheet_cell(record, at[k]);
        bool is_number = kind == CORRAL_KEPT_ASKS && k == CORRAL_ASKS_PER_YEAR;
        char *comma = cell && is_number && sheet->decimal_comma ? strchr(cell, ',') : NULL;
        if (comma) *comma = '.';
        /* Without the column a row of a crosswalk says that they are the same. */
        if (!cell && kind == CORRAL_KEPT_CROSSWALK && k == CORRAL_CROSSWALK_DECISION)
            cells[k] = corral_same_decision_name(CORRAL_SAME_YES);
        else
            cells[k] = cell;
    }
    return corral_kept_add(sheet->reading->kept, kind, cells, err);
}

static corral_status check_date(corral_sheet *sheet, const corral_csv_record *record, size_t column,
                                corral_error *err)
{
    char quoted[CORRAL_QUOTED_SIZE];
    const char *date = corral_sheet_cell(record, column);
    if (!date || !date[0] || corral_value_is_date(date)) return CORRAL_OK;
    return corral_sheet_report(sheet, CORRAL_SEVERITY_WARNING, record->line, column, err,
                               "date should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                               corral_text_quote(date, quoted));
}

/* ---- decisions.csv ---- */

static corral_status read_decision(corral_sheet *sheet, const corral_csv_record *record,
                                   const size_t *at, corral_error *err)
{
    static const char *const names[] = {"coalition", "facet", "item"};
    static const corral_form needed = {names, 3, 3};
    enum { COALITION, FACET, ITEM, VALUE, BY, DATE, WHY };
    corral_status status = CORRAL_OK;
    char quoted[CORRAL_QUOTED_SIZE];
    bool blank;
    corral_decision_row row = {.coalition = corral_sheet_cell(record, at[COALITION]),
                               .facet = corral_sheet_cell(record, at[FACET]),
                               .item = corral_sheet_cell(record, at[ITEM]),
                               .by = corral_sheet_cell(record, at[BY]),
                               .date = corral_sheet_cell(record, at[DATE]),
                               .why = corral_sheet_cell(record, at[WHY]),
                               .file = sheet->file,
                               .line = record->line,
                               .column = at[ITEM] + 1};
    const char *value = corral_sheet_cell(record, at[VALUE]);
    const char *facet = corral_value_facet(row.facet);
    TRY(find_blank(sheet, record, &needed, at, &blank, err));
    if (blank) return CORRAL_OK;
    if (!value[0])
        return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, record->line, at[VALUE], err,
                                   "the value is blank: not decided yet");
    if (!corral_value_decision(value, sheet->decimal_comma, &row.value))
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[VALUE], err,
                                   "value must be " CORRAL_DECISION_ALLOWED ", got %s",
                                   corral_text_quote(value, quoted));
    TRY(check_date(sheet, record, at[DATE], err));
    if (facet) row.facet = facet;
    TRY(corral_builder_add_decision(sheet->reading->builder, &row, err));
done:
    return status;
}

corral_status corral_read_decisions(corral_sheet *sheet, corral_error *err)
{
    static const char *const names[] = {"coalition", "facet", "item", "value", "by", "date", "why"};
    static const corral_form form = {names, COUNT(names), 4};
    return read_all(sheet, &form, read_decision, err);
}

/* ---- aliases.csv ---- */

/* `different` and `later` are for the command that proposes names. */
static corral_status read_alias(corral_sheet *sheet, const corral_csv_record *record,
                                const size_t *at, corral_error *err)
{
    static const char *const names[] = {"keep", "merge", "facet"};
    static const corral_form needed = {names, 3, 3};
    enum { KEEP, MERGE, FACET, DECISION, SCORE, WHY, BY, DATE };
    corral_status status = CORRAL_OK;
    char quoted[CORRAL_QUOTED_SIZE];
    bool blank;
    const char *decision = corral_sheet_cell(record, at[DECISION]);
    corral_same_decision decided;
    if (!corral_value_same_decision(decision, &decided))
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[DECISION], err,
                                   "decision must be " CORRAL_SAME_ALLOWED ", got %s",
                                   corral_text_quote(decision, quoted));
    TRY(check_date(sheet, record, at[DATE], err));
    TRY(keep_row(sheet, CORRAL_KEPT_ALIASES, record, at, err));
    bool is_part = decided == CORRAL_SAME_PART_OF;
    if (!is_part && decided != CORRAL_SAME_YES) return CORRAL_OK;
    TRY(find_blank(sheet, record, &needed, at, &blank, err));
    if (blank) return CORRAL_OK;
    const char *facet = corral_sheet_cell(record, at[FACET]);
    const char *known = corral_value_facet(facet);
    if (corral_value_same(facet, "coalition"))
        return is_part ? CORRAL_OK
                       : corral_sheet_report(
                             sheet, CORRAL_SEVERITY_WARNING, record->line, at[FACET], err,
                             "coalitions are not merged by their names; give the rows of %s "
                             "the id of %s",
                             CORRAL_QUOTE(corral_sheet_cell(record, at[MERGE])),
                             CORRAL_QUOTE(corral_sheet_cell(record, at[KEEP])));
    TRY((is_part ? corral_builder_add_part : corral_builder_add_alias)(
        sheet->reading->builder, known ? known : facet, corral_sheet_cell(record, at[KEEP]),
        corral_sheet_cell(record, at[MERGE]), sheet->file, record->line, err));
done:
    return status;
}

corral_status corral_read_aliases(corral_sheet *sheet, corral_error *err)
{
    corral_form form = form_of(CORRAL_KEPT_ALIASES);
    return read_all(sheet, &form, read_alias, err);
}

/* ---- crosswalk.csv and synonyms.csv ---- */

/* Behind the columns that are kept stand those that help to decide. */
static const char *const crosswalk_names[] = {"facet", "item", "same_as", "decision",
                                              "by",    "date", "score",   "why"};
enum { FACET, ITEM, SAME_AS, DECISION, BY, DATE };

static corral_status read_crosswalk(corral_sheet *sheet, const corral_csv_record *record,
                                    const size_t *at, corral_error *err)
{
    static const corral_form needed = {crosswalk_names, 3, 3};
    corral_status status = CORRAL_OK;
    char quoted[CORRAL_QUOTED_SIZE];
    bool blank;
    const char *decision = corral_sheet_cell(record, at[DECISION]);
    const char *facet = corral_value_facet(corral_sheet_cell(record, at[FACET]));
    corral_crosswalk_entry entry = {.facet = facet ? facet : corral_sheet_cell(record, at[FACET]),
                                    .item = corral_sheet_cell(record, at[ITEM]),
                                    .same_as = corral_sheet_cell(record, at[SAME_AS]),
                                    .decision = CORRAL_SAME_YES,
                                    .by = corral_sheet_text(record, at[BY]),
                                    .date = corral_sheet_text(record, at[DATE]),
                                    .file = sheet->file,
                                    .line = record->line,
                                    .column = at[ITEM] + 1,
                                    .same_as_column = at[SAME_AS] + 1};
    TRY(find_blank(sheet, record, &needed, at, &blank, err));
    if (blank) return CORRAL_OK;
    /* Without the column every row says that they are the same. */
    if (decision && !corral_value_same_decision(decision, &entry.decision))
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[DECISION], err,
                                   "decision must be " CORRAL_SAME_ALLOWED ", got %s",
                                   corral_text_quote(decision, quoted));
    TRY(check_date(sheet, record, at[DATE], err));
    TRY(keep_row(sheet, CORRAL_KEPT_CROSSWALK, record, at, err));
    if (entry.decision == CORRAL_SAME_UNDECIDED)
        return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, record->line, at[DECISION], err,
                                   "the decision is blank: not decided yet");
    TRY(corral_builder_add_crosswalk(sheet->reading->builder, &entry, err));
done:
    return status;
}

corral_status corral_read_crosswalk(corral_sheet *sheet, corral_error *err)
{
    static const corral_form form = {crosswalk_names, COUNT(crosswalk_names), 3};
    corral_status status = corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN,
                                               err, "read as decisions on items treated as one");
    return status == CORRAL_OK ? read_all(sheet, &form, read_crosswalk, err) : status;
}

static bool is_one_word(const char *text)
{
    return !text[strcspn(text, " \t\r\n")];
}

static corral_status read_synonym(corral_sheet *sheet, const corral_csv_record *record,
                                  const size_t *at, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char quoted[CORRAL_QUOTED_SIZE];
    bool blank;
    corral_form form = form_of(CORRAL_KEPT_SYNONYMS);
    TRY(find_blank(sheet, record, &form, at, &blank, err));
    if (blank) return CORRAL_OK;
    for (size_t k = 0; k < form.count; k++) {
        const char *word = corral_sheet_cell(record, at[k]);
        if (!is_one_word(word))
            return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[k], err,
                                       "%s must be one word, got %s", form.names[k],
                                       corral_text_quote(word, quoted));
    }
    TRY(keep_row(sheet, CORRAL_KEPT_SYNONYMS, record, at, err));
    TRY(corral_builder_add_synonym(sheet->reading->builder, corral_sheet_cell(record, at[0]),
                                   corral_sheet_cell(record, at[1]), err));
done:
    return status;
}

corral_status corral_read_synonyms(corral_sheet *sheet, corral_error *err)
{
    corral_form form = form_of(CORRAL_KEPT_SYNONYMS);
    corral_status status =
        corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN, err,
                            "read as words that proposals of align take for one");
    return status == CORRAL_OK ? read_all(sheet, &form, read_synonym, err) : status;
}

/* ---- files for later steps ---- */

/* Only the header is looked at, unless somebody wants the rows kept. */
static corral_status read_later(corral_sheet *sheet, corral_kept_kind kind, const char *reader,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_form form = form_of(kind);
    size_t at[MOST_COLUMNS];
    corral_csv_record record;
    bool bound, more = sheet->reading->kept != NULL;
    for (size_t k = 0; k < MOST_COLUMNS; k++) at[k] = CORRAL_NO_COLUMN;
    TRY(corral_sheet_bind(sheet, &form, at, &bound, err));
    if (bound)
        TRY(corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN, err,
                                "not part of the region itself: %s reads it", reader));
    while (bound && more) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (more) TRY(keep_row(sheet, kind, &record, at, err));
    }
done:
    return status;
}

corral_status corral_read_asks(corral_sheet *sheet, corral_error *err)
{
    return read_later(sheet, CORRAL_KEPT_ASKS, "load", err);
}
