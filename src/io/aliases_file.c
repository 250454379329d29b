/* Reading aliases.csv row by row. What is wrong with it was said when the region was read. */
#include "io/aliases_file.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "core/memory.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

enum { KEEP, MERGE, FACET, WHY, BY, DATE, TEXTS, DECISION = TEXTS, SCORE, COLUMNS };
static const char *const columns[COLUMNS] = {"keep", "merge", "facet",    "why",
                                             "by",   "date",  "decision", "score"};

static void release_row(corral_alias_row *row)
{
    free(row->keep);
    free(row->merge);
    free(row->facet);
    free(row->why);
    free(row->by);
    free(row->date);
}

void corral_aliases_file_release(corral_aliases_file *file)
{
    for (size_t k = 0; k < file->count; k++) release_row(&file->rows[k]);
    free(file->rows);
    *file = (corral_aliases_file){0};
}

static corral_status read_row(const corral_csv_record *record, const size_t at[COLUMNS],
                              bool decimal_comma, corral_aliases_file *file, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_alias_row row = {.score = NAN};
    char **const texts[TEXTS] = {&row.keep, &row.merge, &row.facet, &row.why, &row.by, &row.date};
    for (size_t k = 0; k < TEXTS; k++) {
        const char *cell = corral_sheet_cell(record, at[k]);
        const char *known = k == FACET && cell ? corral_value_facet(cell) : NULL;
        if (known) cell = known;
        TRY(corral_string_copy(texts[k], cell ? cell : "", cell ? strlen(cell) : 0, err));
    }
    const char *decision = corral_sheet_cell(record, at[DECISION]);
    const char *score = corral_sheet_cell(record, at[SCORE]);
    if (decision) corral_value_same_decision(decision, &row.decision);
    if (score) corral_value_number(score, decimal_comma, &row.score);
    TRY(corral_array_grow(&file->rows, &file->capacity, file->count + 1, sizeof *file->rows, err));
    file->rows[file->count++] = row;
    row = (corral_alias_row){0};
done:
    release_row(&row);
    return status;
}

static corral_status read_rows(corral_csv *csv, corral_aliases_file *file, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    size_t at[COLUMNS];
    bool more;
    TRY(corral_csv_header(csv, &record, &more, err));
    for (size_t k = 0; k < COLUMNS; k++) at[k] = CORRAL_NO_COLUMN;
    for (size_t c = 0; more && c < record.count; c++)
        for (size_t k = 0; k < COLUMNS; k++)
            if (corral_value_same(corral_sheet_cell(&record, c), columns[k])) at[k] = c;
    while (more) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (more) TRY(read_row(&record, at, corral_csv_delimiter(csv) == ';', file, err));
    }
done:
    return status;
}

corral_status corral_aliases_file_read(const char *path, bool repair, corral_aliases_file *file,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    struct stat about;
    if (strcmp(path, "-") == 0 || (stat(path, &about) == 0 && !S_ISREG(about.st_mode)))
        FAIL_AT(CORRAL_FILE_SYSTEM, ((corral_place){path, 0, 0}),
                "decisions are read from a file, not from a pipe or device");
    TRY(corral_source_open(path, &source, err));
    TRY(corral_csv_new(source, repair, NULL, &csv, err));
    TRY(read_rows(csv, file, err));
done:
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}
