/* Headers and cells. */
#include "io/sheet.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/values.h"

/* ---- what --column says ---- */

const char *corral_reading_role(corral_reading *reading, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < reading->role_count; i++) {
        corral_role *role = &reading->roles[i];
        if (role->length != length || memcmp(role->name, name, length) != 0) continue;
        role->is_used = true;
        return role->word;
    }
    return NULL;
}

/* Words of --column that are no facets. */
static bool is_column_word(const char *word)
{
    static const char *const words[] = {
        "coalition",    "id",       "name",      "facet",      "item",
        "weight",       "known",    "informant", "as_of",      "source",
        "page",         "note",     "person",    "role",       "hours",
        "lead",         "backbone", "founded",   "short_name", "staff",
        "budget",       "interest", "status",    "indicator",  "meetings_per_year",
        "meeting_hours"};
    return corral_value_is_one_of(word, words, sizeof words / sizeof *words);
}

const char *corral_reading_facet(const corral_reading *reading, const char *word)
{
    const char *facet = corral_value_facet(word);
    for (size_t i = 0; !facet && i < reading->role_count; i++)
        if (reading->roles[i].word == word && word[0] && !is_column_word(word)) facet = word;
    return facet;
}

/* ---- one sheet ---- */

/* The names outlive the record they came in. */
static corral_status keep_header(corral_sheet *sheet, const corral_csv_record *record,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t length = 0;
    for (size_t i = 0; i < record->count; i++) length += strlen(record->fields[i]) + 1;
    TRY(corral_array_new(&sheet->header, length, 1, err));
    TRY(corral_array_new(&sheet->names, record->count, sizeof *sheet->names, err));
    char *next = sheet->header;
    for (size_t i = 0; i < record->count; i++) {
        strcpy(next, corral_sheet_cell(record, i));
        const char *role = corral_reading_role(sheet->reading, next);
        sheet->names[i] = role ? role : next;
        next += strlen(next) + 1;
    }
    sheet->columns = record->count;
    sheet->header_line = record->line;
    sheet->decimal_comma = corral_csv_delimiter(sheet->csv) == ';';
done:
    return status;
}

corral_status corral_sheet_init(corral_sheet *sheet, corral_reading *reading, corral_source *source,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    *sheet =
        (corral_sheet){.reading = reading, .source = source, .file = corral_source_name(source)};
    TRY(corral_csv_new(source, reading->repair, reading->problems, &sheet->csv, err));
    TRY(corral_csv_header(sheet->csv, &record, &more, err));
    if (more)
        TRY(keep_header(sheet, &record, err));
    else
        TRY(corral_sheet_report(sheet, CORRAL_SEVERITY_WARNING, 0, CORRAL_NO_COLUMN, err,
                                "the file is empty"));
done:
    return status;
}

void corral_sheet_release(corral_sheet *sheet)
{
    corral_csv_free(sheet->csv);
    corral_source_free(sheet->source);
    free(sheet->header);
    free(sheet->names);
    *sheet = (corral_sheet){0};
}

corral_status corral_sheet_next(corral_sheet *sheet, corral_csv_record *record, bool *more,
                                corral_error *err)
{
    return corral_csv_next(sheet->csv, record, more, err);
}

char *corral_sheet_cell(const corral_csv_record *record, size_t column)
{
    if (column >= record->count) return NULL;
    char *text = corral_value_trim(record->fields[column]);
    if ((unsigned char)text[0] >= 0x80 && corral_name_is_blank(text)) text += strlen(text);
    return text;
}

const char *corral_sheet_text(const corral_csv_record *record, size_t column)
{
    return column == CORRAL_NO_COLUMN ? "" : corral_sheet_cell(record, column);
}

corral_status corral_header_bind(const corral_csv_record *header, const char *file,
                                 const corral_form *form, const char *has, size_t *at,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < form->count; k++) {
        at[k] = CORRAL_NO_COLUMN;
        for (size_t c = 0; c < header->count; c++) {
            if (!corral_value_same(corral_sheet_cell(header, c), form->names[k])) continue;
            if (at[k] != CORRAL_NO_COLUMN)
                FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, header->line, c + 1}),
                        "column \"%s\" is there twice", form->names[k]);
            at[k] = c;
        }
    }
    for (size_t k = 0; k < form->required; k++)
        if (at[k] == CORRAL_NO_COLUMN)
            FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, header->line, 0}),
                    "the header has no column \"%s\"; %s", form->names[k], has);
done:
    return status;
}

corral_status corral_sheet_report(corral_sheet *sheet, corral_severity severity, size_t line,
                                  size_t column, corral_error *err, const char *format, ...)
{
    char what[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    corral_place place = {sheet->file, line, column == CORRAL_NO_COLUMN ? 0 : column + 1};
    return corral_problems_report(sheet->reading->problems, severity, place, err, "%s", what);
}

/* ---- columns ---- */

size_t corral_sheet_find(const corral_sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->columns; i++)
        if (corral_value_same(sheet->names[i], name)) return i;
    return CORRAL_NO_COLUMN;
}

const char *corral_sheet_header(const corral_sheet *sheet, char header[CORRAL_HEADER_SIZE])
{
    size_t length = 0;
    header[0] = '\0';
    for (size_t i = 0; i < sheet->columns && length < CORRAL_HEADER_SIZE; i++)
        length += (size_t)snprintf(header + length, CORRAL_HEADER_SIZE - length, "%s%s",
                                   i ? "," : "", sheet->names[i]);
    corral_utf8_trim(header);
    return header;
}

static corral_status refuse_twice(corral_sheet *sheet, size_t column, const char *name, bool *bound,
                                  corral_error *err)
{
    *bound = false;
    return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, sheet->header_line, column, err,
                               "column \"%s\" is there twice", name);
}

static corral_status refuse_missing(corral_sheet *sheet, const char *name, bool *bound,
                                    corral_error *err)
{
    *bound = false;
    return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, sheet->header_line, CORRAL_NO_COLUMN,
                               err, "the header has no column \"%s\"", name);
}

/* The name that was probably meant; NULL if none is near. */
static const char *nearest(const corral_form *form, const char *name)
{
    const char *best = NULL;
    char lower[32];
    size_t least = strlen(name) < 6 ? 1 : 2;
    if (strlen(name) >= sizeof lower) return NULL;
    strcpy(lower, name);
    corral_ascii_lower(lower);
    for (size_t k = 0; k < form->count; k++) {
        size_t distance = corral_edit_distance(lower, form->names[k], least);
        if (distance > least || (best && distance == least)) continue;
        best = form->names[k];
        least = distance;
    }
    return best;
}

static corral_status note_unread(corral_sheet *sheet, const corral_form *form, size_t column,
                                 corral_error *err)
{
    const char *name = sheet->names[column];
    char quoted[CORRAL_QUOTED_SIZE];
    if (!name[0])
        return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, sheet->header_line, column, err,
                                   "a column without a name is not read");
    corral_text_quote(name, quoted);
    /* A sheet with a column a facet would lose most of what it says. */
    if (corral_reading_facet(sheet->reading, name))
        return corral_sheet_report(sheet, CORRAL_SEVERITY_WARNING, sheet->header_line, column, err,
                                   "column %s is not read: a file is about one facet, or has the "
                                   "columns coalition, facet and item",
                                   quoted);
    const char *meant = nearest(form, name);
    if (meant)
        return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, sheet->header_line, column, err,
                                   "column %s is not read; is \"%s\" meant?", quoted, meant);
    return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, sheet->header_line, column, err,
                               "column %s is not read", quoted);
}

/* Number of the form's name for this column, form->count if there is none. */
static size_t known_column(const corral_sheet *sheet, const corral_form *form, const size_t *at,
                           size_t column)
{
    size_t k = 0;
    while (k < form->count && at[k] != column) k++;
    if (k < form->count) return k;
    for (k = 0; k < form->count; k++)
        if (corral_value_same(sheet->names[column], form->names[k])) break;
    return k;
}

corral_status corral_sheet_bind(corral_sheet *sheet, const corral_form *form, size_t *at,
                                bool *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *bound = true;
    for (size_t column = 0; column < sheet->columns; column++) {
        size_t k = known_column(sheet, form, at, column);
        if (k == form->count)
            TRY(note_unread(sheet, form, column, err));
        else if (at[k] == CORRAL_NO_COLUMN)
            at[k] = column;
        else if (at[k] != column)
            TRY(refuse_twice(sheet, column, form->names[k], bound, err));
    }
    for (size_t k = 0; k < form->required; k++)
        if (at[k] == CORRAL_NO_COLUMN) TRY(refuse_missing(sheet, form->names[k], bound, err));
done:
    return status;
}
