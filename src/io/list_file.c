/* Reading lists through the CSV reader. */
#include "io/list_file.h"

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

#include <string.h>

enum { FACET, ITEM, FACET2, ITEM2, POPULATION, COLUMNS };
static const char *const names[COLUMNS] = {"facet", "item", "facet2", "item2", "population"};

void corral_list_file_release(corral_list_file *file)
{
    for (size_t k = 0; k < file->count; k++) {
        free(file->entries[k].facet);
        free(file->entries[k].item);
        free(file->entries[k].facet2);
        free(file->entries[k].item2);
        free(file->entries[k].population);
    }
    free(file->entries);
    free(file->name);
    *file = (corral_list_file){0};
}

typedef struct list_reading {
    corral_list_file *file;
    size_t at[COLUMNS]; /* CORRAL_NO_COLUMN if there is none */
    size_t capacity;
    corral_strings *said; /* keys of entries, numbered as lines is */
    size_t *lines;        /* where each was said first */
    size_t line_capacity;
} list_reading;

/* ---- the header ---- */

static corral_status bind(list_reading *r, const corral_csv_record *header, size_t needed,
                          corral_error *err)
{
    const corral_form form = {names, COLUMNS, needed};
    return corral_header_bind(header, r->file->name, &form, "a list has the columns facet and item",
                              r->at, err);
}

/* ---- entries ---- */

static corral_status copy_cell(const list_reading *r, const corral_csv_record *record, size_t k,
                               char **out, corral_error *err)
{
    const char *cell = corral_sheet_text(record, r->at[k]);
    const char *facet = k == FACET || k == FACET2 ? corral_value_facet(cell) : NULL;
    if (facet) cell = facet;
    return corral_string_copy(out, cell, strlen(cell), err);
}

/* A cell that must be there. */
static corral_status require(const list_reading *r, const corral_csv_record *record, size_t k,
                             const char *cell, corral_error *err)
{
    corral_place place = {r->file->name, record->line, r->at[k] + 1};
    if (cell[0]) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place, "%s must not be blank", names[k]);
}

static corral_status add_key(corral_text *key, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *found;
    size_t length;
    TRY(corral_name_key(text, strlen(text), &scratch, &found, &length, err));
    TRY(corral_text_append(key, found, length, err));
    TRY(corral_text_append(key, "\n", 1, err));
done:
    corral_text_release(&scratch);
    return status;
}

static corral_status note_again(list_reading *r, corral_list_entry *entry, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    uint32_t number, before = corral_strings_count(r->said);
    TRY(add_key(&key, entry->facet, err));
    TRY(add_key(&key, entry->item, err));
    TRY(add_key(&key, entry->facet2, err));
    TRY(add_key(&key, entry->item2, err));
    TRY(add_key(&key, entry->population, err));
    TRY(corral_strings_add(r->said, key.bytes, key.length, &number, err));
    if (number < before) {
        entry->again = r->lines[number];
        goto done;
    }
    TRY(corral_array_grow(&r->lines, &r->line_capacity, (size_t)number + 1, sizeof *r->lines, err));
    r->lines[number] = entry->line;
done:
    corral_text_release(&key);
    return status;
}

static corral_status add_entry(list_reading *r, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_list_file *file = r->file;
    corral_place place = {file->name, record->line, r->at[ITEM] + 1};
    if (file->count == CORRAL_LIST_FILE_LIMIT)
        FAIL_AT(CORRAL_LIMIT, place, "a list may have at most %zu entries", CORRAL_LIST_FILE_LIMIT);
    TRY(corral_array_grow(&file->entries, &r->capacity, file->count + 1, sizeof *file->entries,
                          err));
    corral_list_entry *entry = &file->entries[file->count++];
    *entry = (corral_list_entry){.line = record->line, .column = place.column};
    TRY(copy_cell(r, record, FACET, &entry->facet, err));
    TRY(copy_cell(r, record, ITEM, &entry->item, err));
    TRY(copy_cell(r, record, FACET2, &entry->facet2, err));
    TRY(copy_cell(r, record, ITEM2, &entry->item2, err));
    TRY(copy_cell(r, record, POPULATION, &entry->population, err));
    TRY(require(r, record, FACET, entry->facet, err));
    TRY(require(r, record, ITEM, entry->item, err));
    if (entry->facet2[0] || entry->item2[0]) {
        TRY(require(r, record, FACET2, entry->facet2, err));
        TRY(require(r, record, ITEM2, entry->item2, err));
    }
    TRY(note_again(r, entry, err));
done:
    return status;
}

/* ---- the file ---- */

static corral_status read_entries(corral_csv *csv, list_reading *r, bool is_list, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    TRY(corral_csv_header(csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file->name, 1, 0}),
                "the file is empty; a list has the columns facet and item");
    TRY(bind(r, &record, ITEM + 1, err));
    /* Of a list only what it is about. */
    if (is_list)
        r->at[FACET2] = r->at[ITEM2] = CORRAL_NO_COLUMN;
    else
        r->at[POPULATION] = CORRAL_NO_COLUMN;
    if ((r->at[FACET2] == CORRAL_NO_COLUMN) != (r->at[ITEM2] == CORRAL_NO_COLUMN))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file->name, record.line, 0}),
                "the columns facet2 and item2 stand together, or neither");
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        TRY(add_entry(r, &record, err));
    }
    if (is_list && !r->file->count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file->name, 0, 0}),
                "the list has no entry below its header");
done:
    return status;
}

static corral_status read_file(const char *path, bool is_list, corral_list_file *out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    corral_list_file file = {0};
    list_reading r = {.file = &file};
    TRY(corral_source_open(path, &source, err));
    const char *name = corral_source_name(source);
    TRY(corral_string_copy(&file.name, name, strlen(name), err));
    TRY(corral_strings_new(&r.said, err));
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(read_entries(csv, &r, is_list, err));
    *out = file;
    file = (corral_list_file){0};
done:
    corral_list_file_release(&file);
    corral_strings_free(r.said);
    free(r.lines);
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}

corral_status corral_list_file_read(const char *path, corral_list_file *out, corral_error *err)
{
    return read_file(path, true, out, err);
}

corral_status corral_exclusions_read(const char *path, corral_list_file *out, corral_error *err)
{
    return read_file(path, false, out, err);
}
