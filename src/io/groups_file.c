/* Reading groupings: CSV through the CSV reader, JSON through jansson. */
#include "io/groups_file.h"

#include "core/memory.h"
#include "core/text.h"
#include "io/csv.h"
#include "region/nearest.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#define JSON_LIMIT ((size_t)512 << 20)

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
} filling;

static corral_status parse_number(const char *text, corral_place place, uint32_t *out,
                                  corral_error *err)
{
    uint64_t value = 0;
    *out = 0;
    for (const char *c = text; *c; c++) {
        if (*c >= '0' && *c <= '9') value = value * 10 + (uint64_t)(*c - '0');
        if (*c < '0' || *c > '9' || value >= UINT32_MAX)
            return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                       "group must be a number from 1, or blank for none, got "
                                       "%s",
                                       CORRAL_QUOTE(text));
    }
    if (*text && value == 0)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "group must be a number from 1, or blank for none, got 0");
    *out = (uint32_t)value;
    return CORRAL_OK;
}

static corral_status put(filling *f, const char *coalition, uint32_t group, corral_place place,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t a = corral_region_find(f->region, coalition);
    if (a == UINT32_MAX && f->lenient) {
        f->file->is_partial = true;
        return CORRAL_OK;
    }
    TRY(corral_region_require(f->region, coalition, place, &a, err));
    if (f->file->group[a] && f->file->group[a] != group)
        FAIL_AT(CORRAL_BAD_INPUT, place, "coalition %s is in two groups: %u and %u",
                CORRAL_QUOTE(coalition), f->file->group[a], group);
    f->file->group[a] = group;
done:
    return status;
}

/* ---- CSV ---- */

/* The column, or count if there is none. */
static size_t find_column(const corral_csv_record *header, const char *name)
{
    size_t k = 0;
    while (k < header->count && strcasecmp(header->fields[k], name) != 0) k++;
    return k;
}

static corral_status read_rows(corral_csv *csv, size_t coalition, size_t group, const char *path,
                               filling *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        uint32_t number;
        corral_place place = {path, record.line, group + 1};
        TRY(parse_number(record.fields[group], place, &number, err));
        place.column = coalition + 1;
        TRY(put(f, record.fields[coalition], number, place, err));
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

static corral_status read_all(corral_source *source, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char block[1 << 14];
    size_t got;
    do {
        TRY(corral_source_read(source, block, sizeof block, &got, err));
        TRY(corral_text_append(out, block, got, err));
        if (out->length > JSON_LIMIT)
            FAIL_AT(CORRAL_LIMIT, ((corral_place){corral_source_name(source), 0, 0}),
                    "a JSON file may have %zu bytes", JSON_LIMIT);
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
        (!json_is_integer(group) || json_integer_value(group) < 1 ||
         json_integer_value(group) >= UINT32_MAX))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "row %zu: group must be a number from 1, or null for none",
                                   index + 1);
    return put(f, json_string_value(coalition), (uint32_t)json_integer_value(group), place, err);
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
    if (json_is_number(resolution)) f->file->resolution = json_number_value(resolution);
    for (size_t i = 0; i < json_array_size(rows); i++)
        TRY(put_json_row(json_array_get(rows, i), i, path, f, err));
done:
    json_decref(root);
    return status;
}

/* ---- both ---- */

static bool looks_like_json(const corral_text *text)
{
    size_t i = 0;
    while (i < text->length && strchr(" \t\r\n", text->bytes[i])) i++;
    return i < text->length && text->bytes[i] == '{';
}

static corral_status read_either(const corral_text *text, const char *path, filling *f,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *memory = NULL;
    if (looks_like_json(text)) {
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
    filling f = {region, lenient, &file};
    corral_source *source = NULL;
    corral_text text = {0};
    TRY(corral_array_new(&file.group, corral_region_coalition_count(region), sizeof(uint32_t),
                         err));
    TRY(corral_source_open(path, &source, err));
    TRY(read_all(source, &text, err));
    TRY(read_either(&text, corral_source_name(source), &f, err));
    *out = file;
    file.group = NULL;
done:
    free(file.group);
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
        TRY(corral_region_require(region, record.fields[column], place, &a, err));
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
