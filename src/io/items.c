/* items.csv, and item tables named after a facet: what items are called, what they lie within. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "io/reading.h"
#include "io/values.h"

enum { ITEM, FACET, NAME, SECTOR, WITHIN, URL, COLUMNS };

static const char *const item_names[COLUMNS] = {"item", "facet", "name", "sector", "within", "url"};
static const char *const table_names[COLUMNS] = {"id", "", "name", "sector", "within", "url"};

/* Key of a word in reading->listed; false if it is too long to be one. */
static bool word_key(const char *facet, const char *word, char key[96])
{
    int length = snprintf(key, 96, "%s/%s", facet, word);
    if (length < 0 || length >= 96) return false;
    corral_ascii_lower(key);
    return true;
}

bool corral_items_list_word(const corral_reading *reading, const char *facet, const char *word)
{
    char key[96];
    return word_key(facet, word, key) &&
           corral_strings_find(reading->listed, key, strlen(key)) != CORRAL_NONE;
}

static corral_status list_word(corral_reading *reading, const char *facet, const char *word,
                               corral_error *err)
{
    char key[96];
    uint32_t number;
    if (corral_value_item_word(word) == CORRAL_ITEM_WORD_ITEM || !word_key(facet, word, key))
        return CORRAL_OK;
    return corral_strings_add(reading->listed, key, strlen(key), &number, err);
}

/* Keeps the item as one that the cells of a survey may hold. */
static corral_status keep_option(corral_reading *reading, const char *facet, const char *item,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    uint32_t number;
    if (!reading->options || !item || !item[0]) return CORRAL_OK;
    TRY(corral_text_printf(&key, err, "%s/%s", facet, item));
    TRY(corral_strings_add(reading->options, key.bytes, key.length, &number, err));
done:
    corral_text_release(&key);
    return status;
}

static corral_status read_row(corral_sheet *sheet, const corral_csv_record *record,
                              const size_t at[COLUMNS], const char *facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_item_row row = {.facet = facet,
                           .item = corral_sheet_cell(record, at[ITEM]),
                           .name = corral_sheet_cell(record, at[NAME]),
                           .sector = corral_sheet_cell(record, at[SECTOR]),
                           .within = corral_sheet_cell(record, at[WITHIN]),
                           .url = corral_sheet_cell(record, at[URL]),
                           .file = sheet->file,
                           .line = record->line,
                           .column = at[ITEM] + 1};
    if (!facet) {
        row.facet = corral_sheet_cell(record, at[FACET]);
        const char *known = corral_value_facet(row.facet);
        if (known) row.facet = known;
    }
    if (!row.facet[0])
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[FACET], err,
                                   "facet must not be blank");
    if (!row.item[0])
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at[ITEM], err,
                                   "%s must not be blank", facet ? "id" : "item");
    TRY(list_word(sheet->reading, row.facet, row.item, err));
    TRY(keep_option(sheet->reading, row.facet, row.item, err));
    TRY(corral_builder_add_item(sheet->reading->builder, &row, err));
done:
    return status;
}

static corral_status read_all(corral_sheet *sheet, const corral_form *form, const char *facet,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t at[COLUMNS];
    corral_csv_record record;
    bool bound, more = true;
    for (size_t k = 0; k < COLUMNS; k++) at[k] = CORRAL_NO_COLUMN;
    TRY(corral_sheet_bind(sheet, form, at, &bound, err));
    while (bound && more) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (more) TRY(read_row(sheet, &record, at, facet, err));
    }
done:
    return status;
}

corral_status corral_read_items(corral_sheet *sheet, corral_error *err)
{
    corral_form form = {item_names, COLUMNS, 2};
    return read_all(sheet, &form, NULL, err);
}

corral_status corral_read_item_table(corral_sheet *sheet, const char *facet, corral_error *err)
{
    corral_form form = {table_names, COLUMNS, 1};
    return read_all(sheet, &form, facet, err);
}
