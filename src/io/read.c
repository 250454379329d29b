/* Reading a region: a folder, one footprint, or standard input, into a builder. */
#include "corral/read.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/database.h"
#include "io/format.h"
#include "io/reading.h"
#include "io/roles.h"
#include "io/twice.h"
#include "io/two_mode.h"
#include "io/values.h"
#include "io/whole.h"

/* ---- one file ---- */

corral_status corral_settle_file(corral_reading *reading, const char *path, corral_status status,
                                 const corral_error *own, corral_error *err)
{
    if (status == CORRAL_OK) return CORRAL_OK;
    if (status != CORRAL_BAD_INPUT && status != CORRAL_FILE_SYSTEM && status != CORRAL_LIMIT) {
        if (err && err->status == CORRAL_OK) *err = *own;
        return status;
    }
    corral_place place = {own->file[0] ? own->file : path, own->line, own->column};
    if (corral_problems_report(reading->problems, CORRAL_SEVERITY_ERROR, place, err, "%s",
                               own->message) == CORRAL_OK)
        return CORRAL_OK;
    if (err) err->status = status;
    return status;
}

/* Takes the source over. */
static corral_status read_source(corral_reading *reading, corral_source *source,
                                 corral_sheet_reader *reader, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_sheet sheet;
    TRY(corral_sheet_init(&sheet, reading, source, err));
    if (sheet.columns) TRY(reader(&sheet, err));
done:
    corral_sheet_release(&sheet);
    return status;
}

corral_status corral_read_file(corral_reading *reading, const char *path,
                               corral_sheet_reader *reader, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    corral_source *source;
    corral_status status = corral_source_open(path, &source, &own);
    if (status == CORRAL_OK) status = read_source(reading, source, reader, &own);
    return corral_settle_file(reading, path, status, &own, err);
}

/* ---- a footprint alone ---- */

/* Files that mean something in a folder only. */
static corral_status read_alone(corral_sheet *sheet, corral_error *err)
{
    static const char *const parts[] = {"coalitions", "items",    "aliases", "decisions",
                                        "crosswalk",  "synonyms", "asks"};
    char stem[256], quoted[CORRAL_QUOTED_SIZE];
    bool is_part = corral_file_stem(sheet->file, stem) &&
                   corral_value_is_one_of(stem, parts, sizeof parts / sizeof *parts);
    if (corral_is_survey(sheet)) return corral_read_survey(sheet, err);
    if (corral_is_kumu(sheet)) return corral_read_kumu_csv(sheet, err);
    if (!is_part && !corral_value_same(sheet->names[0], "id")) {
        corral_status status = CORRAL_OK;
        if (corral_footprint_kind_of(sheet) == CORRAL_FOOTPRINT_NOT)
            status = corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN, err,
                                         "read as CSV: it does not begin as an edge list, Kumu, "
                                         "HIF, Pajek, UCINET DL, GraphML or XLSX would, and its "
                                         "header is none of a survey; --as FORMAT says what it is");
        return status == CORRAL_OK ? corral_read_any_footprint(sheet, err) : status;
    }
    const char *slash = strrchr(sheet->file, '/');
    return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, sheet->header_line, CORRAL_NO_COLUMN,
                               err,
                               "%s alone is not a footprint: name its folder, or a file with the "
                               "columns coalition, facet and item",
                               corral_text_quote(slash ? slash + 1 : sheet->file, quoted));
}

corral_status corral_read_table(corral_reading *reading, corral_source *source, corral_error *err)
{
    return read_source(reading, source, read_alone, err);
}

/* Takes the source over. */
static corral_status read_footprint(corral_reading *reading, corral_source *source,
                                    const char *name, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    corral_format_read *other = NULL;
    corral_status status = CORRAL_OK;
    if (!reading->form) status = corral_format_find(reading, source, &other, &own);
    if (reading->form) status = corral_read_form_answers(reading, source, &own);
    if (reading->form || status != CORRAL_OK)
        corral_source_free(source);
    else if (other)
        status = other(reading, source, &own);
    else
        status = corral_read_table(reading, source, &own);
    return corral_settle_file(reading, name, status, &own, err);
}

/* ---- the region ---- */

typedef struct input {
    const char *path; /* or the name of what is in memory */
    const void *bytes;
    size_t length;
} input;

static corral_status read_input(corral_reading *reading, const input *in, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source;
    struct stat about;
    if (in->bytes) {
        TRY(corral_source_from_memory_any(in->bytes, in->length, in->path, &source, err));
    } else if (corral_database_is(in->path)) {
        return corral_read_database(reading, in->path, err);
    } else if (reading->wave) {
        FAIL(CORRAL_BAD_USE, "\"%s\" is no database, so it has no waves; leave out --wave",
             in->path);
    } else if (strcmp(in->path, "-") && stat(in->path, &about) == 0 && S_ISDIR(about.st_mode)) {
        if (reading->as)
            FAIL(CORRAL_BAD_USE, "--as is about one file, but %s is a folder",
                 CORRAL_QUOTE(in->path));
        return corral_read_folder(reading, in->path, err);
    } else {
        TRY(corral_source_open_any(in->path, &source, err));
    }
    TRY(read_footprint(reading, source, in->path, err));
done:
    return status;
}

/* Without a file of answers a form would be passed over in silence. */
static corral_status check_form(const input *in, size_t count, const corral_reading *reading,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct stat about;
    for (size_t i = 0; i < count; i++)
        if (in[i].bytes || (!corral_database_is(in[i].path) &&
                            !(stat(in[i].path, &about) == 0 && S_ISDIR(about.st_mode))))
            return CORRAL_OK;
    if (reading->form)
        FAIL(CORRAL_BAD_USE, "--form is about a file of answers, and there is none: name it, as in "
                             "\"corral import REGION ANSWERS.csv --form FORM.xlsx\"");
done:
    return status;
}

/* Several inputs make one region; whole: with the record and what is kept. */
static corral_status read_region(const input *in, size_t count, const corral_read_options *given,
                                 corral_problems *problems, corral_whole *out, bool whole,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_read_options options = CORRAL_READ_OPTIONS_INIT;
    if (given) options = *given;
    corral_reading reading = {.problems = problems,
                              .repair = options.repair,
                              .kept = whole ? &out->kept : NULL,
                              .wave = options.wave,
                              .as = options.as,
                              .separator = options.separator,
                              .form = options.form};
    TRY(check_form(in, count, &reading, err));
    if (whole) TRY(corral_kept_init(&out->kept, err));
    TRY(corral_roles_init(&reading, &options, err));
    TRY(corral_strings_new(&reading.listed, err));
    TRY(corral_strings_new(&reading.options, err));
    TRY(corral_builder_new(options.disputed, problems, &reading.builder, err));
    if (options.aliases) TRY(corral_read_file(&reading, options.aliases, corral_read_aliases, err));
    for (size_t i = 0; i < count; i++) {
        reading.is_beside = i > 0;
        TRY(read_input(&reading, &in[i], err));
    }
    if (options.crosswalk)
        TRY(corral_read_file(&reading, options.crosswalk, corral_read_crosswalk, err));
    TRY(corral_roles_check(&reading, err));
    if (reading.kumu) TRY(corral_two_mode_finish(reading.kumu, err));
    TRY(corral_builder_finish_recorded(reading.builder, &out->region, whole ? &out->record : NULL,
                                       err));
    TRY(corral_warn_of_twice(out->region, in[0].path, problems, err));
    if (whole) TRY(corral_kept_sort(&out->kept, err));
done:
    corral_problems_sort(problems);
    corral_builder_free(reading.builder);
    corral_strings_free(reading.listed);
    corral_strings_free(reading.options);
    corral_roles_release(&reading);
    corral_two_mode_free(reading.kumu);
    if (status != CORRAL_OK) corral_whole_release(out);
    return status;
}

corral_status corral_whole_read(const char *const *paths, size_t count,
                                const corral_read_options *options, corral_problems *problems,
                                corral_whole *out, corral_error *err)
{
    input *inputs = NULL;
    corral_whole whole = {0};
    corral_status status = corral_array_new(&inputs, count, sizeof *inputs, err);
    for (size_t i = 0; status == CORRAL_OK && i < count; i++)
        inputs[i] = (input){paths[i], NULL, 0};
    if (status == CORRAL_OK)
        status = read_region(inputs, count, options, problems, &whole, true, err);
    if (status == CORRAL_OK) *out = whole;
    free(inputs);
    return status;
}

void corral_whole_release(corral_whole *whole)
{
    corral_record_free(whole->record);
    corral_region_free(whole->region);
    corral_kept_release(&whole->kept);
    *whole = (corral_whole){0};
}

static corral_status read_one(const input *in, const corral_read_options *options,
                              corral_problems *problems, corral_region **out, corral_error *err)
{
    corral_whole whole = {0};
    corral_status status = read_region(in, 1, options, problems, &whole, false, err);
    if (status == CORRAL_OK) *out = whole.region;
    return status;
}

corral_status corral_region_read(const char *path, const corral_read_options *options,
                                 corral_problems *problems, corral_region **out, corral_error *err)
{
    return read_one(&(input){path, NULL, 0}, options, problems, out, err);
}

corral_status corral_region_read_memory(const void *bytes, size_t length, const char *name,
                                        const corral_read_options *options,
                                        corral_problems *problems, corral_region **out,
                                        corral_error *err)
{
    return read_one(&(input){name, length ? bytes : "", length}, options, problems, out, err);
}
