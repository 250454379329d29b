/* Reading asks.csv against a region that has been read. */
#include "io/asks_file.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "io/database.h"
#include "io/reading.h"
#include "io/values.h"
#include "region/nearest.h"

void corral_asks_file_release(corral_asks_file *file)
{
    free(file->coalition);
    free(file->member);
    free(file->per_year);
    *file = (corral_asks_file){0};
}

corral_status corral_asks_file_find(const char *region_path, corral_text *path, corral_error *err)
{
    corral_status status = corral_folder_find(region_path, "asks", path, err);
    if (status == CORRAL_OK && !path->length && strcmp(region_path, "-") != 0 &&
        corral_database_is(region_path))
        status = corral_text_append(path, region_path, strlen(region_path), err);
    return status;
}

/* What is being read. */
typedef struct asks {
    const corral_region *region;
    corral_csv *csv;
    const char *name; /* for messages */
    double most;
    corral_problems *problems;
    size_t coalition, member, per_year; /* columns; that of per_year may be CORRAL_NO_COLUMN */
    corral_asks_file *file;
} asks;

/* A row as it was written; line 0 in a database. */
typedef struct ask_row {
    const char *coalition, *member, *per_year;
    size_t line;
} ask_row;

static corral_status read_header(asks *a, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    static const char *const names[] = {"coalition", "member", "per_year"};
    const corral_form form = {names, 3, 0};
    size_t at[3];
    corral_csv_record header;
    corral_place place = {a->name, 0, 0};
    TRY(corral_csv_header(a->csv, &header, more, err));
    if (!*more) return CORRAL_OK;
    place.line = header.line;
    TRY(corral_header_bind(&header, a->name, &form, "", at, err));
    a->coalition = at[0];
    a->member = at[1];
    a->per_year = at[2];
    if (a->coalition == CORRAL_NO_COLUMN || a->member == CORRAL_NO_COLUMN)
        FAIL_AT(CORRAL_BAD_INPUT, place, "asks need the columns coalition and member");
done:
    return status;
}

static corral_status read_per_year(const asks *a, const ask_row *row, double *out,
                                   corral_error *err)
{
    const char *text = row->per_year;
    corral_place place = {a->name, row->line, row->line ? a->per_year + 1 : 0};
    *out = NAN;
    if (!text[0]) return CORRAL_OK;
    bool decimal_comma = a->csv && corral_csv_delimiter(a->csv) == ';';
    if (!corral_value_number(text, decimal_comma, out) || *out < 0 || *out > a->most)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "per_year must be a number from 0 to %.0f, or blank where it "
                                   "is not known, got %s",
                                   a->most, CORRAL_QUOTE(text));
    return CORRAL_OK;
}

static corral_status take_row(asks *a, const ask_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_asks_file *file = a->file;
    size_t needed = file->count + 1;
    corral_place place = {a->name, row->line, row->line ? a->coalition + 1 : 0};
    uint32_t coalition, member;
    double per_year;
    TRY(corral_region_require(a->region, row->coalition, place, &coalition, err));
    if (row->line) place.column = a->member + 1;
    TRY(corral_region_require_item(a->region, "member", row->member, place, &member, err));
    TRY(read_per_year(a, row, &per_year, err));
    TRY(corral_array_grow(&file->coalition, &file->capacity[0], needed, sizeof coalition, err));
    TRY(corral_array_grow(&file->member, &file->capacity[1], needed, sizeof member, err));
    TRY(corral_array_grow(&file->per_year, &file->capacity[2], needed, sizeof per_year, err));
    file->coalition[file->count] = coalition;
    file->member[file->count] = member;
    file->per_year[file->count++] = per_year;
done:
    return status;
}

/* What is wrong with a row is a problem of it alone. */
static corral_status read_row(asks *a, const ask_row *row, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    corral_status status = take_row(a, row, &own);
    if (status == CORRAL_BAD_INPUT)
        return corral_problems_report(a->problems, CORRAL_SEVERITY_ERROR,
                                      (corral_place){a->name, own.line, own.column}, err, "%s",
                                      own.message);
    if (status != CORRAL_OK && err && err->status == CORRAL_OK) *err = own;
    return status;
}

static corral_status read_sheet(asks *a, const corral_asks_reading *reading, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv_record record;
    bool more;
    TRY(corral_source_open(reading->path, &source, err));
    a->name = corral_source_name(source);
    TRY(corral_csv_new(source, reading->repair, NULL, &a->csv, err));
    TRY(read_header(a, &more, err));
    while (more) {
        TRY(corral_csv_next(a->csv, &record, &more, err));
        if (!more) break;
        bool numbered = a->per_year != CORRAL_NO_COLUMN;
        ask_row row = {corral_sheet_cell(&record, a->coalition),
                       corral_sheet_cell(&record, a->member),
                       numbered ? corral_sheet_cell(&record, a->per_year) : "", record.line};
        TRY(read_row(a, &row, err));
    }
done:
    corral_csv_free(a->csv);
    corral_source_free(source);
    return status;
}

static corral_status read_database(asks *a, const corral_asks_reading *reading, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_kept kept = {0};
    a->name = reading->path;
    TRY(corral_kept_init(&kept, err));
    TRY(corral_database_read_asks(reading->path, reading->wave, &kept, err));
    for (uint32_t i = 0; i < corral_kept_count(&kept, CORRAL_KEPT_ASKS); i++) {
        const char *cells[CORRAL_KEPT_COLUMNS];
        corral_kept_get(&kept, CORRAL_KEPT_ASKS, i, cells);
        ask_row row = {cells[CORRAL_ASKS_COALITION], cells[CORRAL_ASKS_MEMBER],
                       cells[CORRAL_ASKS_PER_YEAR], 0};
        TRY(read_row(a, &row, err));
    }
done:
    corral_kept_release(&kept);
    return status;
}

corral_status corral_asks_file_read(const corral_asks_reading *reading, const corral_region *region,
                                    corral_asks_file *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_asks_file file = {0};
    asks a = {
        .region = region, .most = reading->most, .problems = reading->problems, .file = &file};
    if (corral_database_is(reading->path))
        TRY(read_database(&a, reading, err));
    else
        TRY(read_sheet(&a, reading, err));
    *out = file;
    file = (corral_asks_file){0};
done:
    corral_asks_file_release(&file);
    return status;
}
