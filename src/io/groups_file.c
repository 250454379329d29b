/* Reading groupings: CSV through the CSV reader, JSON through jansson. */
#include "io/groups_file.h"

#include "core/memory.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/json.h"
#include "io/sheet.h"
#include "io/values.h"
#include "region/nearest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FILE_LIMIT ((size_t)512 << 20)
#define JSON_LIMIT ((size_t)64 << 20)

void corral_groups_file_release(corral_groups_file *file)
{
    free(file->group);
    *file = (corral_groups_file){0};
}

/* What both formats fill. */
typedef struct filling {
    const corral_region *region;
    bool lenient;
    corral_groups_file *file;
    size_t *said;     /* by coalition: line or row, 0 not yet */
    const char *unit; /* what said counts: "line" or "row" */
} filling;

static bool is_group(double value)
{
    return value >= 1 && value < UINT32_MAX && value == floor(value);
}

static corral_status parse_number(const char *text, bool decimal_comma, corral_place place,
                                  uint32_t *out, corral_error *err)
{
    double value = 0;
    *out = 0;
    if (text[0] && (!corral_value_number(text, decimal_comma, &value) || !is_group(value)))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "group must be a number from 1, or blank for none, got %s",
                                   CORRAL_QUOTE(text));
    *out = (uint32_t)value;
    return CORRAL_OK;
}

static const char *group_word(uint32_t group, char buffer[16])
{
    if (group == 0) return "none";
    snprintf(buffer, 16, "%u", group);
    return buffer;
}

/* at is the line or row. */
static corral_status put(filling *f, const char *coalition, uint32_t group, size_t at,
                         corral_place place, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char one[16], two[16];
    uint32_t a = corral_region_find(f->region, coalition);
    if (a == UINT32_MAX && f->lenient) {
        f->file->is_partial = true;
        return CORRAL_OK;
    }
    TRY(corral_region_require(f->region, coalition, place, &a, err));
    if (f->said[a] && f->file->group[a] != group)
        FAIL_AT(CORRAL_BAD_INPUT, place,
                "coalition %s is in two groups: %s in %s %zu and %s in %s %zu",
                CORRAL_QUOTE(coalition), group_word(f->file->group[a], one), f->unit, f->said[a],
                group_word(group, two), f->unit, at);
    f->file->group[a] = group;
    if (!f->said[a]) f->said[a] = at;
done:
    return status;
}

/* ---- CSV ---- */

/* The column, or count if there is none. */
static size_t find_column(const corral_csv_record *header, const char *name)
{
    size_t k = 0;
    while (k < header->count && !corral_value_same(corral_sheet_cell(header, k), name)) k++;
    return k;
}

static corral_status read_rows(corral_csv *csv, size_t coalition, size_t group, const char *path,
                               filling *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more, decimal_comma = corral_csv_delimiter(csv) == ';';
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        uint32_t number;
        corral_place place = {path, record.line, group + 1};
        TRY(parse_number(corral_sheet_cell(&record, group), decimal_comma, place, &number, err));
        place.column = coalition + 1;
        TRY(put(f, corral_sheet_cell(&record, coalition), number, record.line, place, err));
    }
done:
    return status;
}

static corral_status read_csv(corral_source *source, filling *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv *csv = NULL;
    corral_csv_record header;
    bool more;
    const char *path = corral_source_name(source);
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(corral_csv_header(csv, &header, &more, err));
    size_t coalition = more ? find_column(&header, "coalition") : 0;
    size_t group = more ? find_column(&header, "group") : 0;
    if (!more || coalition == header.count || group == header.count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){path, 1, 0}),
                "a groups file needs the columns group and coalition");
    TRY(read_rows(csv, coalition, group, path, f, err));
done:
    corral_csv_free(csv);
    return status;
}

/* ---- JSON ---- */

static bool looks_like_json(const corral_text *text)
{
    size_t i = 0;
    while (i < text->length && strchr(" \t\r\n", text->bytes[i])) i++;
    return i < text->length && text->bytes[i] == '{';
}

static corral_status read_all(corral_source *source, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {corral_source_name(source), 0, 0};
    char block[1 << 14];
    size_t got;
    do {
        TRY(corral_source_read(source, block, sizeof block, &got, err));
        TRY(corral_text_append(out, block, got, err));
        if (out->length > JSON_LIMIT && looks_like_json(out))
            FAIL_AT(CORRAL_LIMIT, place, "a groups file in JSON may have at most %zu MiB",
                    JSON_LIMIT >> 20);
        if (out->length > FILE_LIMIT)
            FAIL_AT(CORRAL_LIMIT, place, "a groups file may have at most %zu MiB",
                    FILE_LIMIT >> 20);
    } while (got > 0);
done:
    return status;
}

static corral_status put_json_row(const json_t *row, size_t index, const char *path, filling *f,
                                  corral_error *err)
{
    const json_t *coalition = json_object_get(row, "coalition"),
                 *group = json_object_get(row, "group");
    corral_place place = {path, 0, 0};
    if (!json_is_string(coalition))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "row %zu needs a text \"coalition\"", index + 1);
    if (group && !json_is_null(group) &&
        (!json_is_number(group) || !is_group(json_number_value(group))))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "row %zu: group must be a number from 1, or null for none",
                                   index + 1);
    return put(f, json_string_value(coalition), (uint32_t)json_number_value(group), index + 1,
               place, err);
}

/* The place is the file: the JSON reader keeps no lines. */
static corral_status put_resolution(const json_t *resolution, const char *path, filling *f,
                                    corral_error *err)
{
    double value = json_number_value(resolution);
    if (!resolution || json_is_null(resolution)) return CORRAL_OK;
    if (!json_is_number(resolution))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){path, 0, 0},
                                   "resolution must be a number above 0 and at most 1");
    if (!(value > 0 && value <= 1))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){path, 0, 0},
                                   "resolution must be above 0 and at most 1, got %g", value);
    f->file->resolution = value;
    return CORRAL_OK;
}

static corral_status read_json(const corral_text *text, const char *path, filling *f,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    json_error_t reason;
    json_t *root = json_loadb(text->bytes, text->length, 0, &reason);
    if (!root)
        FAIL_AT(CORRAL_BAD_INPUT,
                ((corral_place){path, (size_t)reason.line, (size_t)reason.column}), "%s",
                reason.text);
    const json_t *rows = json_object_get(root, "rows");
    const json_t *resolution = json_object_get(root, "resolution");
    if (!json_is_array(rows))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){path, 0, 0}),
                "a groups file in JSON needs an array \"rows\"");
    TRY(put_resolution(resolution, path, f, err));
    for (size_t i = 0; i < json_array_size(rows); i++)
        TRY(put_json_row(json_array_get(rows, i), i, path, f, err));
done:
    json_decref(root);
    return status;
}

/* ---- both ---- */

static corral_status read_either(const corral_text *text, const char *path, filling *f,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *memory = NULL;
    if (looks_like_json(text)) {
        f->unit = "row";
        TRY(read_json(text, path, f, err));
    } else {
        TRY(corral_source_from_memory(text->bytes, text->length, path, &memory, err));
        TRY(read_csv(memory, f, err));
    }
done:
    corral_source_free(memory);
    return status;
}

corral_status corral_groups_file_read(const char *path, const corral_region *region, bool lenient,
                                      corral_groups_file *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_groups_file file = {.resolution = NAN};
    filling f = {region, lenient, &file, NULL, "line"};
    uint32_t count = corral_region_coalition_count(region);
    corral_source *source = NULL;
    corral_text text = {0};
    TRY(corral_array_new(&file.group, count, sizeof *file.group, err));
    TRY(corral_array_new(&f.said, count, sizeof *f.said, err));
    TRY(corral_source_open(path, &source, err));
    TRY(read_all(source, &text, err));
    TRY(read_either(&text, corral_source_name(source), &f, err));
    *out = file;
    file.group = NULL;
done:
    free(file.group);
    free(f.said);
    corral_text_release(&text);
    corral_source_free(source);
    return status;
}

corral_status corral_coalition_list_read(const char *path, const corral_region *region,
                                         unsigned char **is_listed, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    corral_csv_record record;
    unsigned char *listed = NULL;
    bool more;
    TRY(corral_array_new(&listed, corral_region_coalition_count(region), 1, err));
    TRY(corral_source_open(path, &source, err));
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(corral_csv_header(csv, &record, &more, err));
    size_t column = more ? find_column(&record, "coalition") : 0;
    if (more && column == record.count) column = find_column(&record, "id");
    if (!more || column == record.count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_source_name(source), 1, 0}),
                "a list of coalitions needs a column coalition");
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        uint32_t a;
        corral_place place = {corral_source_name(source), record.line, column + 1};
        TRY(corral_region_require(region, corral_sheet_cell(&record, column), place, &a, err));
        listed[a] = 1;
    }
    *is_listed = listed;
    listed = NULL;
done:
    free(listed);
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}
