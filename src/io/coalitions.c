/* coalitions.csv: an id, and attributes as columns. */
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/reading.h"
#include "io/values.h"

typedef enum attribute_kind {
    TEXT,
    NUMBER, /* at least 0 */
    INTEREST,
    STATE,
    DATE
} attribute_kind;

/* The columns of the checklist; any further one is an attribute under its own name. */
static const struct {
    const char *name;
    attribute_kind kind;
} attributes[] = {{"name", TEXT},
                  {"short_name", TEXT},
                  {"lead", TEXT},
                  {"backbone", TEXT},
                  {"founded", TEXT},
                  {"geography", TEXT},
                  {"meetings_per_year", NUMBER},
                  {"meeting_hours", NUMBER},
                  {"staff", NUMBER},
                  {"budget", TEXT},
                  {"interest", INTEREST},
                  {"status", STATE},
                  {"succeeded_by", TEXT},
                  {CORRAL_VERIFIED, TEXT},
                  {"source", TEXT},
                  {"as_of", DATE}};

typedef struct coalitions {
    corral_sheet *sheet;
    size_t id;    /* column */
    size_t count; /* attributes that are read */
    size_t *column;
    const char **names;
    const char **values;
    attribute_kind *kinds;
} coalitions;

static void release(coalitions *c)
{
    free(c->column);
    free(c->names);
    free(c->values);
    free(c->kinds);
}

static corral_status refuse_twice(coalitions *c, size_t column, bool *bound, corral_error *err)
{
    char quoted[CORRAL_QUOTED_SIZE];
    *bound = false;
    return corral_sheet_report(c->sheet, CORRAL_SEVERITY_ERROR, c->sheet->header_line, column, err,
                               "column %s is there twice",
                               corral_text_quote(c->sheet->names[column], quoted));
}

/* Adds a column as an attribute, the known ones under the name that the region knows them by. */
static corral_status add_attribute(coalitions *c, size_t column, bool *bound, corral_error *err)
{
    const char *name = c->sheet->names[column];
    attribute_kind kind = TEXT;
    if (!name[0])
        return corral_sheet_report(c->sheet, CORRAL_SEVERITY_NOTE, c->sheet->header_line, column,
                                   err, "a column without a name is not read");
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (!corral_value_same(name, attributes[i].name)) continue;
        name = attributes[i].name;
        kind = attributes[i].kind;
    }
    for (size_t k = 0; k < c->count; k++)
        if (corral_value_same(name, c->names[k])) return refuse_twice(c, column, bound, err);
    c->column[c->count] = column;
    c->names[c->count] = name;
    c->kinds[c->count++] = kind;
    return CORRAL_OK;
}

static corral_status bind_columns(coalitions *c, bool *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_sheet *sheet = c->sheet;
    TRY(corral_array_new(&c->column, sheet->columns, sizeof *c->column, err));
    TRY(corral_array_new(&c->names, sheet->columns, sizeof *c->names, err));
    TRY(corral_array_new(&c->values, sheet->columns, sizeof *c->values, err));
    TRY(corral_array_new(&c->kinds, sheet->columns, sizeof *c->kinds, err));
    *bound = true;
    c->id = corral_sheet_find(sheet, "id");
    if (c->id == CORRAL_NO_COLUMN) {
        *bound = false;
        return corral_sheet_report(c->sheet, CORRAL_SEVERITY_ERROR, sheet->header_line,
                                   CORRAL_NO_COLUMN, err, "the header has no column \"id\"");
    }
    for (size_t column = 0; column < sheet->columns; column++) {
        if (column == c->id) continue;
        if (corral_value_same(sheet->names[column], "id"))
            TRY(refuse_twice(c, column, bound, err));
        else
            TRY(add_attribute(c, column, bound, err));
    }
done:
    return status;
}

/* What is allowed where the value is not; NULL if it is fine. Words come out in lower case, numbers
 * with a point. */
static const char *normalise(char *value, attribute_kind kind, bool decimal_comma)
{
    static const char *const interests[] = {"yes", "maybe", "no", "unknown"};
    static const char *const states[] = {"active", "paused", "ended"};
    double number;
    char *comma;
    switch (kind) {
    case NUMBER:
        if (!corral_value_number(value, decimal_comma, &number) || number < 0)
            return "a number of at least 0";
        if ((comma = strchr(value, ','))) *comma = '.';
        return NULL;
    case INTEREST:
        corral_ascii_lower(value);
        return corral_value_is_one_of(value, interests, 4) ? NULL : "yes, maybe, no or unknown";
    case STATE:
        corral_ascii_lower(value);
        return corral_value_is_one_of(value, states, 3) ? NULL : "active, paused or ended";
    case DATE: return corral_value_is_date(value) ? NULL : "YYYY, YYYY-MM or YYYY-MM-DD";
    case TEXT: break;
    }
    return NULL;
}

const char *corral_attribute_normalise(const char *name, char *value)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (*value && attributes[i].kind != DATE && corral_value_same(name, attributes[i].name))
            return normalise(value, attributes[i].kind, false);
    return NULL;
}

static corral_status read_value(coalitions *c, const corral_csv_record *record, size_t k,
                                corral_error *err)
{
    char quoted[CORRAL_QUOTED_SIZE];
    char *value = corral_sheet_cell(record, c->column[k]);
    c->values[k] = value;
    if (!value[0]) return CORRAL_OK;
    const char *allowed = normalise(value, c->kinds[k], c->sheet->decimal_comma);
    if (!allowed) return CORRAL_OK;
    if (c->kinds[k] == DATE)
        return corral_sheet_report(c->sheet, CORRAL_SEVERITY_WARNING, record->line, c->column[k],
                                   err, "%s should be %s, got %s", c->names[k], allowed,
                                   corral_text_quote(value, quoted));
    c->values[k] = "";
    return corral_sheet_report(c->sheet, CORRAL_SEVERITY_WARNING, record->line, c->column[k], err,
                               "%s must be %s, got %s; left blank", c->names[k], allowed,
                               corral_text_quote(value, quoted));
}

static corral_status read_row(coalitions *c, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_sheet *sheet = c->sheet;
    const char *id = corral_sheet_cell(record, c->id);
    if (!id[0])
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, c->id, err,
                                   "id must not be blank");
    for (size_t k = 0; k < c->count; k++) TRY(read_value(c, record, k, err));
    TRY(corral_builder_add_coalition(sheet->reading->builder, id, c->count, c->names, c->values,
                                     sheet->file, record->line, err));
done:
    return status;
}

corral_status corral_read_coalitions(corral_sheet *sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    coalitions c = {.sheet = sheet};
    corral_csv_record record;
    bool bound = true, more = true;
    sheet->reading->has_coalitions = true;
    TRY(bind_columns(&c, &bound, err));
    while (bound && more) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (more) TRY(read_row(&c, &record, err));
    }
done:
    release(&c);
    return status;
}
