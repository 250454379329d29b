/* Rows of preferences, each checked with its place. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "io/csv.h"
#include "io/preferences_reading.h"
#include "io/sheet.h"
#include "io/values.h"

enum {
    COALITION = CORRAL_PREFERENCE_COALITION,
    PARAMETER = CORRAL_PREFERENCE_PARAMETER,
    OPTION = CORRAL_PREFERENCE_OPTION,
    ROUND = CORRAL_PREFERENCE_ROUND,
    RANK = CORRAL_PREFERENCE_RANK,
    ACCEPT = CORRAL_PREFERENCE_ACCEPT,
    RESPONDENT = CORRAL_PREFERENCE_RESPONDENT,
    COLUMNS = CORRAL_PREFERENCE_COLUMNS
};
static const char *const names[COLUMNS] = {"coalition", "parameter", "option",    "round",
                                           "rank",      "accept",    "respondent"};

#define RANK_MOST 1000000.0

/* ---- the cells of a row ---- */

static corral_place place(const corral_preference_cells *row, size_t k)
{
    return (corral_place){row->file, row->line, row->column[k]};
}

/* The key of a cell that must not be blank, behind `before` in r->key. */
static corral_status read_key(corral_preferences_reading *r, const corral_preference_cells *row,
                              size_t k, const char *before, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = row->text[k], *key;
    size_t length;
    if (corral_name_is_blank(text))
        FAIL_AT(CORRAL_BAD_INPUT, place(row, k), "%s must not be blank", names[k]);
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    r->key.length = 0;
    TRY(corral_text_printf(&r->key, err, "%s", before));
    TRY(corral_text_append(&r->key, key, length, err));
done:
    return status;
}

static corral_status check_limit(const corral_preference_cells *row, size_t k, uint32_t count,
                                 uint32_t most, corral_error *err)
{
    static const char *const kinds[] = {"coalitions", "parameters", "options of one parameter"};
    if (count <= most) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_LIMIT, place(row, k), "at most %u %s, got %u", most,
                               kinds[k], count);
}

static corral_status read_coalition(corral_preferences_reading *r,
                                    const corral_preference_cells *row, uint32_t *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(read_key(r, row, COALITION, "", err));
    if (r->from->region) {
        uint32_t found = corral_region_find(r->from->region, r->key.bytes);
        if (found == UINT32_MAX)
            FAIL_AT(CORRAL_BAD_INPUT, place(row, COALITION), "this coalition is not in the region");
        r->key.length = 0;
        TRY(corral_text_printf(&r->key, err, "%s", corral_region_id(r->from->region, found)));
    }
    TRY(corral_strings_add(r->coalitions, r->key.bytes, r->key.length, out, err));
    TRY(check_limit(row, COALITION, corral_strings_count(r->coalitions),
                    CORRAL_PREFERENCES_COALITIONS, err));
done:
    return status;
}

static corral_status read_parameter(corral_preferences_reading *r,
                                    const corral_preference_cells *row, uint32_t *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t before = corral_strings_count(r->parameters);
    TRY(read_key(r, row, PARAMETER, "", err));
    TRY(corral_strings_add(r->parameters, r->key.bytes, r->key.length, out, err));
    if (*out == before) {
        TRY(corral_array_grow(&r->counts, &r->count_capacity, (size_t)before + 1, sizeof *r->counts,
                              err));
        r->counts[before] = 0;
    }
    TRY(check_limit(row, PARAMETER, corral_strings_count(r->parameters),
                    CORRAL_PREFERENCES_PARAMETERS, err));
done:
    return status;
}

/* Two options that differ in case alone are probably one. */
static corral_status warn_case(corral_preferences_reading *r, const corral_preference_cells *row,
                               uint32_t option, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t before = corral_strings_count(r->spellings), spelling;
    corral_ascii_lower(r->key.bytes);
    TRY(corral_strings_add(r->spellings, r->key.bytes, r->key.length, &spelling, err));
    if (spelling == before) {
        TRY(corral_array_grow(&r->spelt, &r->spelt_capacity, (size_t)before + 1, sizeof *r->spelt,
                              err));
        r->spelt[spelling] = option;
        goto done;
    }
    const char *first = strchr(corral_strings_get(r->options, r->spelt[spelling]), '/') + 1;
    TRY(corral_problems_report(r->problems, CORRAL_SEVERITY_WARNING, place(row, OPTION), err,
                               "this option and %s differ in capitals alone and are kept apart",
                               CORRAL_QUOTE(first)));
done:
    return status;
}

static corral_status read_option(corral_preferences_reading *r, const corral_preference_cells *row,
                                 uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char prefix[16];
    uint32_t parameter, before = corral_strings_count(r->options);
    TRY(read_parameter(r, row, &parameter, err));
    snprintf(prefix, sizeof prefix, "%u/", parameter);
    TRY(read_key(r, row, OPTION, prefix, err));
    TRY(corral_strings_add(r->options, r->key.bytes, r->key.length, out, err));
    if (*out < before) goto done;
    TRY(corral_array_grow(&r->of, &r->of_capacity, (size_t)before + 1, sizeof *r->of, err));
    r->of[before] = parameter;
    TRY(check_limit(row, OPTION, ++r->counts[parameter], CORRAL_PREFERENCES_OPTIONS, err));
    TRY(warn_case(r, row, *out, err));
done:
    return status;
}

/* A number of a cell; blank is NAN. Others' answers may stand in a wrong column, so what was given
 * is said only where it is a number. */
static corral_status read_number(const corral_preferences_reading *r,
                                 const corral_preference_cells *row, size_t k, const char *allowed,
                                 double *out, corral_error *err)
{
    const char *text = row->text[k];
    *out = NAN;
    if (!text[0]) return CORRAL_OK;
    if (corral_value_number(text, r->decimal_comma, out)) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place(row, k),
                               "%s must be %s, got something that is no number", names[k], allowed);
}

static corral_status read_numbers(const corral_preferences_reading *r,
                                  const corral_preference_cells *row, corral_preference_row *out,
                                  corral_error *err)
{
    static const char rounds[] = "a whole number from 1 to 99",
                      ranks[] = "a number from 1 (best) to 1000000, or blank",
                      accepts[] = "0 (cannot), 1 (can live with), 2 (fine), 3 (want), or blank";
    corral_status status = CORRAL_OK;
    double round;
    TRY(read_number(r, row, ROUND, rounds, &round, err));
    TRY(read_number(r, row, RANK, ranks, &out->rank, err));
    TRY(read_number(r, row, ACCEPT, accepts, &out->accept, err));
    if (!row->column[ROUND]) round = 1;
    if (!(round >= 1 && round <= CORRAL_PREFERENCES_ROUNDS && floor(round) == round))
        FAIL_AT(CORRAL_BAD_INPUT, place(row, ROUND), "round must be %s, got %s", rounds,
                isnan(round) ? "a blank" : CORRAL_QUOTE(row->text[ROUND]));
    if (out->rank < 1 || out->rank > RANK_MOST)
        FAIL_AT(CORRAL_BAD_INPUT, place(row, RANK), "rank must be %s, got %s", ranks,
                CORRAL_QUOTE(row->text[RANK]));
    if (!isnan(out->accept) &&
        (out->accept < 0 || out->accept > 3 || floor(out->accept) != out->accept))
        FAIL_AT(CORRAL_BAD_INPUT, place(row, ACCEPT), "accept must be %s, got %s", accepts,
                CORRAL_QUOTE(row->text[ACCEPT]));
    out->round = (uint32_t)round;
done:
    return status;
}

/* ---- rows ---- */

static corral_status refuse_again(corral_preferences_reading *r, const corral_preference_cells *row,
                                  const corral_preference_row *said, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = row->text[RESPONDENT], *key;
    size_t length;
    uint32_t before = corral_strings_count(r->said), number;
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    r->key.length = 0;
    TRY(corral_text_printf(&r->key, err, "%u/%u/%u/", said->coalition, said->option, said->round));
    TRY(corral_text_append(&r->key, key, length, err));
    TRY(corral_strings_add(r->said, r->key.bytes, r->key.length, &number, err));
    if (number < before)
        FAIL_AT(CORRAL_BAD_INPUT, place(row, OPTION),
                "the same respondent of the same coalition has an answer on this option in this "
                "round in line %zu",
                r->lines[number]);
    TRY(corral_array_grow(&r->lines, &r->line_capacity, (size_t)before + 1, sizeof *r->lines, err));
    r->lines[number] = row->line;
done:
    return status;
}

corral_status corral_preferences_add(corral_preferences_reading *r,
                                     const corral_preference_cells *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_preferences *out = r->out;
    corral_preference_row said;
    if (out->count == CORRAL_PREFERENCES_ROWS)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){row->file, row->line, 0}), "at most %d rows",
                CORRAL_PREFERENCES_ROWS);
    TRY(read_coalition(r, row, &said.coalition, err));
    TRY(read_option(r, row, &said.option, err));
    TRY(read_numbers(r, row, &said, err));
    TRY(refuse_again(r, row, &said, err));
    TRY(corral_array_grow(&out->rows, &out->capacity, out->count + 1, sizeof said, err));
    out->rows[out->count++] = said;
done:
    return status;
}

/* ---- a table ---- */

typedef struct table {
    corral_preferences_reading *reading;
    size_t at[CORRAL_PREFERENCE_COLUMNS]; /* CORRAL_NO_COLUMN if there is none */
} table;

static size_t known_column(const char *name)
{
    size_t k = 0;
    while (k < COLUMNS && !corral_value_same(name, names[k])) k++;
    return k;
}

/* The column that was probably meant; NULL if none is near. */
static const char *nearest(const char *name)
{
    for (size_t k = 0; k < COLUMNS; k++)
        if (corral_edit_distance(name, names[k], 2) <= 2) return names[k];
    return NULL;
}

/* A name of a column may be a coalition's, so it is not repeated. */
static corral_status warn_unread(const table *t, const corral_csv_record *header, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < header->count; c++) {
        const char *name = corral_sheet_cell(header, c), *meant = nearest(name);
        if (known_column(name) < COLUMNS) continue;
        TRY(corral_problems_report(t->reading->problems, CORRAL_SEVERITY_WARNING,
                                   (corral_place){t->reading->file, header->line, c + 1}, err,
                                   "this column is not read%s%s%s", meant ? "; is \"" : "",
                                   meant ? meant : "", meant ? "\" meant?" : ""));
    }
done:
    return status;
}

static corral_status bind(table *t, const corral_csv_record *header, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_form form = {names, COLUMNS, OPTION + 1};
    TRY(corral_header_bind(header, t->reading->file, &form,
                           "preferences have the columns coalition, parameter, option, and rank "
                           "or accept",
                           t->at, err));
    if (t->at[RANK] == CORRAL_NO_COLUMN && t->at[ACCEPT] == CORRAL_NO_COLUMN)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){t->reading->file, header->line, 0}),
                "the header has neither a column \"rank\" nor a column \"accept\"");
    TRY(warn_unread(t, header, err));
done:
    return status;
}

static corral_status read_row(const table *t, const corral_csv_record *record, corral_error *err)
{
    corral_preference_cells row = {.file = t->reading->file, .line = record->line};
    for (size_t k = 0; k < COLUMNS; k++) {
        row.text[k] = corral_sheet_text(record, t->at[k]);
        row.column[k] = t->at[k] == CORRAL_NO_COLUMN ? 0 : t->at[k] + 1;
    }
    return corral_preferences_add(t->reading, &row, err);
}

corral_status corral_preferences_rows(corral_preferences_reading *r, corral_source *source,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv *csv = NULL;
    corral_csv_record record;
    table t = {.reading = r};
    bool more;
    TRY(corral_csv_new(source, r->from->repair, r->problems, &csv, err));
    TRY(corral_csv_header(csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 1, 0}),
                "the file is empty; preferences have the columns coalition, parameter, option, "
                "and rank or accept");
    TRY(bind(&t, &record, err));
    r->decimal_comma = corral_csv_delimiter(csv) == ';';
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        TRY(read_row(&t, &record, err));
    }
done:
    corral_csv_free(csv);
    return status;
}
