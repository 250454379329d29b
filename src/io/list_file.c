/* Reading lists through the CSV reader. */
#include "io/list_file.h"

#include <string.h>

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

enum { FACET, ITEM, COLUMNS };
static const char *const names[COLUMNS] = {"facet", "item"};

void corral_list_file_release(corral_list_file *file)
{
    for (size_t k = 0; k < file->count; k++) {
        free(file->entries[k].facet);
        free(file->entries[k].item);
    }
    free(file->entries);
    free(file->name);
    *file = (corral_list_file){0};
}

typedef struct filling {
    corral_list_file *file;
    size_t capacity;
    size_t at[COLUMNS];
    corral_strings *said; /* facet and key; numbered as lines is */
    size_t *lines;        /* where it was said first */
    size_t line_capacity;
} filling;

static corral_status bind(filling *f, const corral_csv_record *header, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < COLUMNS; k++) {
        size_t column = 0;
        while (column < header->count &&
               !corral_value_same(corral_sheet_cell(header, column), names[k]))
            column++;
        if (column == header->count)
            FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){f->file->name, header->line, 0}),
                    "the header has no column \"%s\"; a list has the columns facet and item",
                    names[k]);
        f->at[k] = column;
    }
done:
    return status;
}

static corral_status note_again(filling *f, corral_list_entry *entry, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0}, whole = {0};
    const char *key;
    size_t length;
    uint32_t number, before = corral_strings_count(f->said);
    TRY(corral_name_key(entry->item, strlen(entry->item), &scratch, &key, &length, err));
    TRY(corral_text_printf(&whole, err, "%s\n", entry->facet));
    TRY(corral_text_append(&whole, key, length, err));
    TRY(corral_strings_add(f->said, whole.bytes, whole.length, &number, err));
    if (number < before) {
        entry->again = f->lines[number];
        goto done;
    }
    TRY(corral_array_grow(&f->lines, &f->line_capacity, (size_t)number + 1, sizeof *f->lines, err));
    f->lines[number] = entry->line;
done:
    corral_text_release(&scratch);
    corral_text_release(&whole);
    return status;
}

static corral_status add_entry(filling *f, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_list_file *file = f->file;
    const char *cell[COLUMNS], *facet;
    for (size_t k = 0; k < COLUMNS; k++) {
        corral_place place = {file->name, record->line, f->at[k] + 1};
        cell[k] = corral_sheet_cell(record, f->at[k]);
        if (!*cell[k]) FAIL_AT(CORRAL_BAD_INPUT, place, "%s must not be blank", names[k]);
        if (file->count == CORRAL_LIST_FILE_LIMIT)
            FAIL_AT(CORRAL_LIMIT, place, "a list may have at most %zu entries",
                    CORRAL_LIST_FILE_LIMIT);
    }
    if ((facet = corral_value_facet(cell[FACET]))) cell[FACET] = facet;
    TRY(corral_array_grow(&file->entries, &f->capacity, file->count + 1, sizeof *file->entries,
                          err));
    corral_list_entry *entry = &file->entries[file->count++];
    *entry = (corral_list_entry){.line = record->line, .column = f->at[ITEM] + 1};
    TRY(corral_string_copy(&entry->facet, cell[FACET], strlen(cell[FACET]), err));
    TRY(corral_string_copy(&entry->item, cell[ITEM], strlen(cell[ITEM]), err));
    TRY(note_again(f, entry, err));
done:
    return status;
}

static corral_status read_entries(corral_csv *csv, filling *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    TRY(corral_csv_header(csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){f->file->name, 1, 0}),
                "the file is empty; a list has the columns facet and item");
    TRY(bind(f, &record, err));
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        TRY(add_entry(f, &record, err));
    }
    if (!f->file->count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){f->file->name, 0, 0}),
                "the list has no entry below its header");
done:
    return status;
}

corral_status corral_list_file_read(const char *path, corral_list_file *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    corral_list_file file = {0};
    filling f = {.file = &file};
    TRY(corral_source_open(path, &source, err));
    TRY(corral_string_copy(&file.name, corral_source_name(source),
                           strlen(corral_source_name(source)), err));
    TRY(corral_strings_new(&f.said, err));
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(read_entries(csv, &f, err));
    *out = file;
    file = (corral_list_file){0};
done:
    corral_list_file_release(&file);
    corral_strings_free(f.said);
    free(f.lines);
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}
