/* Footprints: one row a statement "this coalition has this item". */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "io/reading.h"
#include "io/rows.h"
#include "io/values.h"

enum {
    COALITION,
    ITEM,
    FACET,
    WEIGHT,
    KNOWN,
    INFORMANT,
    AS_OF,
    SOURCE,
    PAGE,
    NOTE,
    PERSON,
    ROLE,
    HOURS,
    INDICATOR,
    RIGHT,
    ANSWER,
    ANSWERED_BY,
    ANSWERED_ON,
    COLUMNS
};

static const char *const names[COLUMNS] = {
    "coalition", "item",      "facet", "weight", "known",       "informant",
    "as_of",     "source",    "page",  "note",   "person",      "role",
    "hours",     "indicator", "right", "answer", "answered_by", "answered_on"};

enum { FACET_LIMIT = 64 /* bytes of a facet's name with its NUL */, FACETS_NOTED = 16 };

typedef struct footprint {
    corral_sheet *sheet;
    size_t at[COLUMNS];
    const char *facet; /* of the whole file; NULL: a column says it */

    /* The facet of the row before and how it is read: most rows repeat it. */
    char last_facet[FACET_LIMIT];
    const char *last_read;
    const char *noted[FACETS_NOTED]; /* facets whose plural was noted */
    size_t noted_count;
} footprint;

/* ---- the header ---- */

corral_footprint_kind corral_footprint_kind_of(const corral_sheet *sheet)
{
    static const char *const others[] = {"id", "facet", "item", "keep", "word"};
    if (sheet->columns < 2) return CORRAL_FOOTPRINT_NOT;
    bool has_coalition = corral_sheet_find(sheet, "coalition") != CORRAL_NO_COLUMN;
    bool has_facet = corral_sheet_find(sheet, "facet") != CORRAL_NO_COLUMN;
    bool has_item = corral_sheet_find(sheet, "item") != CORRAL_NO_COLUMN;
    if (has_coalition && has_facet && has_item) return CORRAL_FOOTPRINT_TIDY;
    if (corral_is_survey(sheet)) return CORRAL_FOOTPRINT_SURVEY;
    if (corral_value_same(sheet->names[0], "coalition") &&
        corral_reading_facet(sheet->reading, sheet->names[1]))
        return CORRAL_FOOTPRINT_FACET;
    if (sheet->columns > 2 || has_facet || corral_is_kumu(sheet) ||
        corral_value_is_one_of(sheet->names[0], others, sizeof others / sizeof *others))
        return CORRAL_FOOTPRINT_NOT;
    return CORRAL_FOOTPRINT_PAIRS;
}

bool corral_is_returned(const corral_sheet *sheet)
{
    return corral_footprint_kind_of(sheet) == CORRAL_FOOTPRINT_TIDY &&
           (corral_sheet_find(sheet, names[RIGHT]) != CORRAL_NO_COLUMN ||
            corral_sheet_find(sheet, names[ANSWER]) != CORRAL_NO_COLUMN);
}

static corral_status bind_columns(footprint *f, corral_footprint_kind kind, bool *bound,
                                  corral_error *err)
{
    corral_sheet *sheet = f->sheet;
    char first[CORRAL_QUOTED_SIZE], second[CORRAL_QUOTED_SIZE];
    corral_form form = {names, COLUMNS, 3};
    for (size_t k = 0; k < COLUMNS; k++) f->at[k] = CORRAL_NO_COLUMN;
    if (kind == CORRAL_FOOTPRINT_TIDY) return corral_sheet_bind(sheet, &form, f->at, bound, err);
    form.required = 2;
    f->at[COALITION] = 0;
    f->at[ITEM] = 1;
    if (kind == CORRAL_FOOTPRINT_FACET) {
        f->facet = corral_reading_facet(sheet->reading, sheet->names[1]);
        return corral_sheet_bind(sheet, &form, f->at, bound, err);
    }
    f->facet = "member";
    *bound = true;
    return corral_sheet_report(
        sheet, CORRAL_SEVERITY_NOTE, sheet->header_line, CORRAL_NO_COLUMN, err,
        "two columns are read as coalition and member; the first line, %s "
        "and %s, was taken as the header",
        corral_text_quote(sheet->names[0], first), corral_text_quote(sheet->names[1], second));
}

/* A table with a column "value" and none "weight" says its weights, or decisions, in a way that
 * would be lost in silence. */
static corral_status refuse_value_column(footprint *f, bool *bound, corral_error *err)
{
    size_t value = corral_sheet_find(f->sheet, "value");
    if (value == CORRAL_NO_COLUMN || f->at[WEIGHT] != CORRAL_NO_COLUMN ||
        f->at[COALITION] == value || f->at[ITEM] == value)
        return CORRAL_OK;
    *bound = false;
    return corral_sheet_report(f->sheet, CORRAL_SEVERITY_ERROR, f->sheet->header_line, value, err,
                               "column \"value\" is not read: weights are in a column \"weight\", "
                               "decisions in decisions.csv");
}

/* ---- cells ---- */

static char *cell(const footprint *f, const corral_csv_record *record, size_t column)
{
    return corral_sheet_cell(record, f->at[column]);
}

static corral_status note_facet(footprint *f, size_t line, const char *said, const char *read,
                                corral_error *err)
{
    for (size_t i = 0; i < f->noted_count; i++)
        if (f->noted[i] == read) return CORRAL_OK;
    if (f->noted_count < FACETS_NOTED) f->noted[f->noted_count++] = read;
    return corral_sheet_report(f->sheet, CORRAL_SEVERITY_NOTE, line, f->at[FACET], err,
                               "facet \"%s\" is read as \"%s\"", said, read);
}

/* The facet as it is read: the plural of a known one is that one. */
static corral_status read_facet(footprint *f, corral_row *row, bool *good, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char quoted[CORRAL_QUOTED_SIZE];
    if (f->facet) {
        row->facet = f->facet;
        return CORRAL_OK;
    }
    if (f->last_read && strcmp(row->facet, f->last_facet) == 0) {
        row->facet = f->last_read;
        return CORRAL_OK;
    }
    if (strlen(row->facet) >= FACET_LIMIT) {
        *good = false;
        return corral_sheet_report(f->sheet, CORRAL_SEVERITY_ERROR, row->line, f->at[FACET], err,
                                   "facet must be a word of at most %d bytes, got %s",
                                   FACET_LIMIT - 1, corral_text_quote(row->facet, quoted));
    }
    strcpy(f->last_facet, row->facet);
    const char *known = corral_value_facet(row->facet);
    if (known && !corral_value_same(known, row->facet))
        TRY(note_facet(f, row->line, row->facet, known, err));
    row->facet = f->last_read = known ? known : f->last_facet;
done:
    return status;
}

static corral_status refuse_cell(const footprint *f, size_t line, size_t column,
                                 const char *allowed, const char *text, corral_error *err)
{
    char quoted[CORRAL_QUOTED_SIZE];
    return corral_sheet_report(f->sheet, CORRAL_SEVERITY_ERROR, line, f->at[column], err,
                               "%s must be %s, got %s", names[column], allowed,
                               corral_text_quote(text, quoted));
}

static corral_status read_names(footprint *f, const corral_csv_record *record, corral_row *row,
                                bool *good, corral_error *err)
{
    corral_status status = CORRAL_OK;
    row->coalition = cell(f, record, COALITION);
    row->item = cell(f, record, ITEM);
    row->facet = f->facet ? f->facet : cell(f, record, FACET);
    if (!row->coalition[0]) {
        *good = false;
        TRY(corral_sheet_report(f->sheet, CORRAL_SEVERITY_ERROR, row->line, f->at[COALITION], err,
                                "coalition must not be blank"));
    }
    if (!row->facet[0]) {
        *good = false;
        TRY(corral_sheet_report(f->sheet, CORRAL_SEVERITY_ERROR, row->line, f->at[FACET], err,
                                "facet must not be blank"));
    }
    if (*good) TRY(read_facet(f, row, good, err));
done:
    return status;
}

/* Files with semicolons have decimal commas; the region holds points. */
static void point_comma(char *text)
{
    char *comma = strchr(text, ',');
    if (comma) *comma = '.';
}

static corral_status read_numbers(footprint *f, const corral_csv_record *record, corral_row *row,
                                  bool *good, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool decimal_comma = f->sheet->decimal_comma;
    double number;
    const char *weight = cell(f, record, WEIGHT), *known = cell(f, record, KNOWN);
    char *hours = cell(f, record, HOURS);
    if (weight && !corral_value_weight(weight, decimal_comma, &row->weight)) {
        *good = false;
        TRY(refuse_cell(f, row->line, WEIGHT,
                        !decimal_comma && strchr(weight, ',') ? CORRAL_WEIGHT_ALLOWED
                            " (a comma only where semicolons delimit)"
                                                              : CORRAL_WEIGHT_ALLOWED,
                        weight, err));
    }
    if (known && !corral_value_known(known, &row->known)) {
        *good = false;
        TRY(refuse_cell(f, row->line, KNOWN, "yes, partial or no", known, err));
    }
    if (hours && hours[0]) {
        if (!corral_value_number(hours, decimal_comma, &number) || number < 0) {
            *good = false;
            TRY(refuse_cell(f, row->line, HOURS, "a number of at least 0", hours, err));
        }
        point_comma(hours);
    }
    row->hours = hours;
done:
    return status;
}

static corral_status read_details(footprint *f, const corral_csv_record *record, corral_row *row,
                                  corral_error *err)
{
    char quoted[CORRAL_QUOTED_SIZE];
    row->informant = cell(f, record, INFORMANT);
    row->as_of = cell(f, record, AS_OF);
    row->source = cell(f, record, SOURCE);
    row->page = cell(f, record, PAGE);
    row->note = cell(f, record, NOTE);
    row->person = cell(f, record, PERSON);
    row->role = cell(f, record, ROLE);
    row->indicator = cell(f, record, INDICATOR);
    if (!row->as_of || !row->as_of[0] || corral_value_is_date(row->as_of)) return CORRAL_OK;
    return corral_sheet_report(f->sheet, CORRAL_SEVERITY_WARNING, row->line, f->at[AS_OF], err,
                               "as_of should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                               corral_text_quote(row->as_of, quoted));
}

/* ---- sheets that came back ---- */

static bool is_answered(const footprint *f, const corral_csv_record *record)
{
    return corral_sheet_text(record, f->at[RIGHT])[0] ||
           corral_sheet_text(record, f->at[ANSWER])[0];
}

/* What the coalition answers to a row of a sheet for verifying or of an interview. */
static corral_status read_answer(footprint *f, const corral_csv_record *record, corral_row *row,
                                 bool *good, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t column = corral_sheet_text(record, f->at[RIGHT])[0] ? RIGHT : ANSWER;
    const char *text = corral_sheet_text(record, f->at[column]), *allowed;
    if (!text[0]) goto done;
    if (!corral_returned_answer(text, row, &allowed)) {
        *good = false;
        TRY(refuse_cell(f, row->line, column, allowed, text, err));
        goto done;
    }
    row->informant = corral_sheet_text(record, f->at[ANSWERED_BY]);
    if (!row->informant[0]) row->informant = CORRAL_RETURNED_INFORMANT;
    const char *on = corral_sheet_text(record, f->at[ANSWERED_ON]);
    if (on[0] && !corral_value_is_date(on))
        TRY(corral_sheet_report(f->sheet, CORRAL_SEVERITY_WARNING, row->line, f->at[ANSWERED_ON],
                                err, "answered_on should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                                CORRAL_QUOTE(on)));
    row->as_of = on;
    if (column == RIGHT)
        TRY(corral_builder_set_verified(f->sheet->reading->builder, row->coalition, err));
done:
    return status;
}

/* ---- rows ---- */

static corral_status read_row(footprint *f, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_row row = CORRAL_ROW_INIT;
    bool good = true;
    row.file = f->sheet->file;
    row.line = record->line;
    row.column = f->at[ITEM] + 1;
    TRY(read_names(f, record, &row, &good, err));
    TRY(read_numbers(f, record, &row, &good, err));
    TRY(read_details(f, record, &row, err));
    if (good && !is_answered(f, record) && f->sheet->reading->is_beside &&
        (f->at[RIGHT] != CORRAL_NO_COLUMN || f->at[ANSWER] != CORRAL_NO_COLUMN))
        return CORRAL_OK;
    if (good) TRY(read_answer(f, record, &row, &good, err));
    if (!good) return CORRAL_OK;
    TRY(corral_add_row(f->sheet->reading, &row, err));
done:
    return status;
}

corral_status corral_read_footprint(corral_sheet *sheet, corral_footprint_kind kind,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    footprint f = {.sheet = sheet};
    corral_csv_record record;
    bool bound = true, more = true;
    if (kind == CORRAL_FOOTPRINT_SURVEY) return corral_read_survey(sheet, err);
    TRY(bind_columns(&f, kind, &bound, err));
    if (bound) TRY(refuse_value_column(&f, &bound, err));
    while (bound && more) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (more) TRY(read_row(&f, &record, err));
    }
done:
    return status;
}

corral_status corral_read_any_footprint(corral_sheet *sheet, corral_error *err)
{
    corral_footprint_kind kind = corral_footprint_kind_of(sheet);
    char quoted[CORRAL_QUOTED_SIZE], header[CORRAL_HEADER_SIZE];
    if (kind != CORRAL_FOOTPRINT_NOT) return corral_read_footprint(sheet, kind, err);
    return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, sheet->header_line, CORRAL_NO_COLUMN,
                               err,
                               "this is not the header of a footprint: it has the columns "
                               "coalition, facet and item, or begins with coalition and a facet "
                               "such as member or goal, or has two columns; got %s",
                               corral_text_quote(corral_sheet_header(sheet, header), quoted));
}
