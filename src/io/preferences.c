/* Reading preferences.csv: rows first, then names in byte order and everything numbered anew. */
#include "io/preferences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "core/strings.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

enum { COALITION, PARAMETER, OPTION, ROUND, RANK, ACCEPT, RESPONDENT, COLUMNS };
static const char *const names[COLUMNS] = {"coalition", "parameter", "option",    "round",
                                           "rank",      "accept",    "respondent"};

#define RANK_MOST 1000000.0

static void free_names(char **array, uint32_t count)
{
    for (uint32_t k = 0; array && k < count; k++) free(array[k]);
    free(array);
}

void corral_preferences_release(corral_preferences *p)
{
    free_names(p->coalition, p->coalitions);
    free_names(p->parameter, p->parameters);
    free_names(p->option, p->options);
    free(p->in_region);
    free(p->parameter_of);
    free(p->rows);
    *p = (corral_preferences){0};
}

bool corral_preferences_has(const corral_preferences *p, uint32_t round)
{
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round == round) return true;
    return false;
}

uint32_t corral_preferences_before(const corral_preferences *p, uint32_t round)
{
    uint32_t best = 0;
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round < round && p->rows[k].round > best) best = p->rows[k].round;
    return best;
}

typedef struct preferences_reading {
    corral_csv *csv;
    const char *file;
    const corral_region *region;
    corral_problems *problems;
    size_t at[COLUMNS];                   /* CORRAL_NO_COLUMN if there is none */
    corral_strings *coalitions;           /* ids of the region, or keys */
    corral_strings *parameters, *options; /* options as "parameter's number/key" */
    corral_strings *spellings;            /* options without regard to case */
    uint32_t *spelt;                      /* by spelling: the option that was first */
    corral_strings *said;                 /* coalition, option, round and respondent */
    size_t *lines;                        /* by said: where */
    uint32_t *of;                         /* by option: its parameter, and of each parameter */
    uint32_t *counts;                     /* how many options it has */
    size_t spelt_capacity, line_capacity, of_capacity, count_capacity;
    corral_text key, scratch;
    corral_preferences *out;
} preferences_reading;

/* ---- the header ---- */

static corral_place cell_place(const preferences_reading *r, const corral_csv_record *record,
                               size_t k)
{
    return (corral_place){r->file, record->line, r->at[k] + 1};
}

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
static corral_status warn_unread(preferences_reading *r, const corral_csv_record *header,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < header->count; c++) {
        const char *name = corral_sheet_cell(header, c), *meant = nearest(name);
        if (known_column(name) < COLUMNS) continue;
        TRY(corral_problems_report(r->problems, CORRAL_SEVERITY_WARNING,
                                   (corral_place){r->file, header->line, c + 1}, err,
                                   "this column is not read%s%s%s", meant ? "; is \"" : "",
                                   meant ? meant : "", meant ? "\" meant?" : ""));
    }
done:
    return status;
}

static corral_status bind(preferences_reading *r, const corral_csv_record *header,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_form form = {names, COLUMNS, OPTION + 1};
    TRY(corral_header_bind(header, r->file, &form,
                           "preferences have the columns coalition, parameter, option, and rank "
                           "or accept",
                           r->at, err));
    if (r->at[RANK] == CORRAL_NO_COLUMN && r->at[ACCEPT] == CORRAL_NO_COLUMN)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, header->line, 0}),
                "the header has neither a column \"rank\" nor a column \"accept\"");
    TRY(warn_unread(r, header, err));
done:
    return status;
}

/* ---- the cells of a row ---- */

static const char *cell(const preferences_reading *r, const corral_csv_record *record, size_t k)
{
    return corral_sheet_text(record, r->at[k]);
}

/* The key of a cell that must not be blank, behind `before` in r->key. */
static corral_status read_key(preferences_reading *r, const corral_csv_record *record, size_t k,
                              const char *before, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = cell(r, record, k), *key;
    size_t length;
    if (corral_name_is_blank(text))
        FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, k), "%s must not be blank", names[k]);
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    r->key.length = 0;
    TRY(corral_text_printf(&r->key, err, "%s", before));
    TRY(corral_text_append(&r->key, key, length, err));
done:
    return status;
}

static corral_status check_limit(const preferences_reading *r, const corral_csv_record *record,
                                 size_t k, uint32_t count, uint32_t most, corral_error *err)
{
    static const char *const kinds[] = {"coalitions", "parameters", "options of one parameter"};
    if (count <= most) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_LIMIT, cell_place(r, record, k), "at most %u %s, got %u",
                               most, kinds[k], count);
}

static corral_status read_coalition(preferences_reading *r, const corral_csv_record *record,
                                    uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(read_key(r, record, COALITION, "", err));
    if (r->region) {
        uint32_t found = corral_region_find(r->region, r->key.bytes);
        if (found == UINT32_MAX)
            FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, COALITION),
                    "this coalition is not in the region");
        r->key.length = 0;
        TRY(corral_text_printf(&r->key, err, "%s", corral_region_id(r->region, found)));
    }
    TRY(corral_strings_add(r->coalitions, r->key.bytes, r->key.length, out, err));
    TRY(check_limit(r, record, COALITION, corral_strings_count(r->coalitions),
                    CORRAL_PREFERENCES_COALITIONS, err));
done:
    return status;
}

static corral_status read_parameter(preferences_reading *r, const corral_csv_record *record,
                                    uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t before = corral_strings_count(r->parameters);
    TRY(read_key(r, record, PARAMETER, "", err));
    TRY(corral_strings_add(r->parameters, r->key.bytes, r->key.length, out, err));
    if (*out == before) {
        TRY(corral_array_grow(&r->counts, &r->count_capacity, (size_t)before + 1, sizeof *r->counts,
                              err));
        r->counts[before] = 0;
    }
    TRY(check_limit(r, record, PARAMETER, corral_strings_count(r->parameters),
                    CORRAL_PREFERENCES_PARAMETERS, err));
done:
    return status;
}

/* Two options that differ in case alone are probably one. */
static corral_status warn_case(preferences_reading *r, const corral_csv_record *record,
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
    TRY(corral_problems_report(
        r->problems, CORRAL_SEVERITY_WARNING, cell_place(r, record, OPTION), err,
        "this option and %s differ in capitals alone and are kept apart", CORRAL_QUOTE(first)));
done:
    return status;
}

static corral_status read_option(preferences_reading *r, const corral_csv_record *record,
                                 uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char prefix[16];
    uint32_t parameter, before = corral_strings_count(r->options);
    TRY(read_parameter(r, record, &parameter, err));
    snprintf(prefix, sizeof prefix, "%u/", parameter);
    TRY(read_key(r, record, OPTION, prefix, err));
    TRY(corral_strings_add(r->options, r->key.bytes, r->key.length, out, err));
    if (*out < before) goto done;
    TRY(corral_array_grow(&r->of, &r->of_capacity, (size_t)before + 1, sizeof *r->of, err));
    r->of[before] = parameter;
    TRY(check_limit(r, record, OPTION, ++r->counts[parameter], CORRAL_PREFERENCES_OPTIONS, err));
    TRY(warn_case(r, record, *out, err));
done:
    return status;
}

/* A number of a cell; blank is NAN. Others' answers may stand in a wrong column, so what was given
 * is said only where it is a number. */
static corral_status read_number(const preferences_reading *r, const corral_csv_record *record,
                                 size_t k, const char *allowed, double *out, corral_error *err)
{
    const char *text = cell(r, record, k);
    *out = NAN;
    if (!text[0]) return CORRAL_OK;
    if (corral_value_number(text, corral_csv_delimiter(r->csv) == ';', out)) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_BAD_INPUT, cell_place(r, record, k),
                               "%s must be %s, got something that is no number", names[k], allowed);
}

static corral_status read_numbers(const preferences_reading *r, const corral_csv_record *record,
                                  corral_preference_row *row, corral_error *err)
{
    static const char rounds[] = "a whole number from 1 to 99",
                      ranks[] = "a number from 1 (best) to 1000000, or blank",
                      accepts[] = "0 (cannot), 1 (can live with), 2 (fine), 3 (want), or blank";
    corral_status status = CORRAL_OK;
    double round;
    TRY(read_number(r, record, ROUND, rounds, &round, err));
    TRY(read_number(r, record, RANK, ranks, &row->rank, err));
    TRY(read_number(r, record, ACCEPT, accepts, &row->accept, err));
    if (r->at[ROUND] == CORRAL_NO_COLUMN) round = 1;
    if (!(round >= 1 && round <= CORRAL_PREFERENCES_ROUNDS && floor(round) == round))
        FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, ROUND), "round must be %s, got %s", rounds,
                isnan(round) ? "a blank" : CORRAL_QUOTE(cell(r, record, ROUND)));
    if (row->rank < 1 || row->rank > RANK_MOST)
        FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, RANK), "rank must be %s, got %s", ranks,
                CORRAL_QUOTE(cell(r, record, RANK)));
    if (!isnan(row->accept) &&
        (row->accept < 0 || row->accept > 3 || floor(row->accept) != row->accept))
        FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, ACCEPT), "accept must be %s, got %s",
                accepts, CORRAL_QUOTE(cell(r, record, ACCEPT)));
    row->round = (uint32_t)round;
done:
    return status;
}

/* ---- rows ---- */

static corral_status refuse_again(preferences_reading *r, const corral_csv_record *record,
                                  const corral_preference_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = cell(r, record, RESPONDENT), *key;
    size_t length;
    uint32_t before = corral_strings_count(r->said), number;
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    r->key.length = 0;
    TRY(corral_text_printf(&r->key, err, "%u/%u/%u/", row->coalition, row->option, row->round));
    TRY(corral_text_append(&r->key, key, length, err));
    TRY(corral_strings_add(r->said, r->key.bytes, r->key.length, &number, err));
    if (number < before)
        FAIL_AT(CORRAL_BAD_INPUT, cell_place(r, record, OPTION),
                "the same respondent of the same coalition has an answer on this option in this "
                "round in line %zu",
                r->lines[number]);
    TRY(corral_array_grow(&r->lines, &r->line_capacity, (size_t)before + 1, sizeof *r->lines, err));
    r->lines[number] = record->line;
done:
    return status;
}

static corral_status add_row(preferences_reading *r, const corral_csv_record *record,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_preferences *out = r->out;
    corral_preference_row row;
    if (out->count == CORRAL_PREFERENCES_ROWS)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){r->file, record->line, 0}), "at most %d rows",
                CORRAL_PREFERENCES_ROWS);
    TRY(read_coalition(r, record, &row.coalition, err));
    TRY(read_option(r, record, &row.option, err));
    TRY(read_numbers(r, record, &row, err));
    TRY(refuse_again(r, record, &row, err));
    TRY(corral_array_grow(&out->rows, &out->capacity, out->count + 1, sizeof row, err));
    out->rows[out->count++] = row;
done:
    return status;
}

static corral_status read_rows(preferences_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    TRY(corral_csv_header(r->csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 1, 0}),
                "the file is empty; preferences have the columns coalition, parameter, option, "
                "and rank or accept");
    TRY(bind(r, &record, err));
    for (;;) {
        TRY(corral_csv_next(r->csv, &record, &more, err));
        if (!more) break;
        TRY(add_row(r, &record, err));
    }
    if (!r->out->count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 0, 0}),
                "there is no answer below the header");
done:
    return status;
}

/* ---- names in byte order ---- */

typedef struct named {
    const char *name;
    uint32_t parameter; /* the new number; 0 for what is no option */
    uint32_t number;    /* the old one */
} named;

static int by_name(const void *a, const void *b)
{
    const named *x = a, *y = b;
    if (x->parameter != y->parameter) return x->parameter < y->parameter ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Copies the names of a set in their order; position[old number] = the new one. of and places, for
 * options alone: the old parameter of each, and the parameters' new numbers. */
static corral_status arrange(const corral_strings *set, const uint32_t *of, const uint32_t *places,
                             char ***out, uint32_t **position, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(set);
    named *list = NULL;
    TRY(corral_array_new(&list, count, sizeof *list, err));
    TRY(corral_array_new(out, count, sizeof **out, err));
    TRY(corral_array_new(position, count, sizeof **position, err));
    for (uint32_t k = 0; k < count; k++) {
        const char *name = corral_strings_get(set, k);
        list[k] = (named){of ? strchr(name, '/') + 1 : name, of ? places[of[k]] : 0, k};
    }
    qsort(list, count, sizeof *list, by_name);
    for (uint32_t k = 0; k < count; k++) {
        TRY(corral_string_copy(&(*out)[k], list[k].name, strlen(list[k].name), err));
        (*position)[list[k].number] = k;
    }
done:
    free(list);
    return status;
}

static corral_status number_anew(preferences_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_preferences *p = r->out;
    uint32_t *coalition = NULL, *parameter = NULL, *option = NULL;
    p->coalitions = corral_strings_count(r->coalitions);
    p->parameters = corral_strings_count(r->parameters);
    p->options = corral_strings_count(r->options);
    TRY(arrange(r->coalitions, NULL, NULL, &p->coalition, &coalition, err));
    TRY(arrange(r->parameters, NULL, NULL, &p->parameter, &parameter, err));
    TRY(arrange(r->options, r->of, parameter, &p->option, &option, err));
    TRY(corral_array_new(&p->parameter_of, p->options, sizeof *p->parameter_of, err));
    for (uint32_t k = 0; k < p->options; k++) p->parameter_of[option[k]] = parameter[r->of[k]];
    for (size_t k = 0; k < p->count; k++) {
        p->rows[k].coalition = coalition[p->rows[k].coalition];
        p->rows[k].option = option[p->rows[k].option];
    }
    if (!r->region) goto done;
    TRY(corral_array_new(&p->in_region, p->coalitions, sizeof *p->in_region, err));
    for (uint32_t k = 0; k < p->coalitions; k++)
        p->in_region[k] = corral_region_find(r->region, p->coalition[k]);
done:
    free(coalition);
    free(parameter);
    free(option);
    return status;
}

/* ---- the file ---- */

static void release_reading(preferences_reading *r)
{
    corral_strings_free(r->coalitions);
    corral_strings_free(r->parameters);
    corral_strings_free(r->options);
    corral_strings_free(r->spellings);
    corral_strings_free(r->said);
    free(r->spelt);
    free(r->lines);
    free(r->of);
    free(r->counts);
    corral_text_release(&r->key);
    corral_text_release(&r->scratch);
    corral_csv_free(r->csv);
}

corral_status corral_preferences_read(const char *path, bool repair, const corral_region *region,
                                      corral_problems *problems, corral_preferences *out,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_preferences found = {0};
    preferences_reading r = {.region = region, .problems = problems, .out = &found};
    TRY(corral_source_open(path, &source, err));
    r.file = corral_source_name(source);
    TRY(corral_csv_new(source, repair, problems, &r.csv, err));
    TRY(corral_strings_new(&r.coalitions, err));
    TRY(corral_strings_new(&r.parameters, err));
    TRY(corral_strings_new(&r.options, err));
    TRY(corral_strings_new(&r.spellings, err));
    TRY(corral_strings_new(&r.said, err));
    TRY(read_rows(&r, err));
    TRY(number_anew(&r, err));
    *out = found;
    found = (corral_preferences){0};
done:
    corral_preferences_release(&found);
    release_reading(&r);
    corral_source_free(source);
    return status;
}
