/* Kumu's CSV files: elements (Label, Type, ...) and connections (From, To, Direction, Type). In a
 * folder both are about one graph; connections alone lead from coalitions to items. */
#include <string.h>

#include "io/cell_list.h"
#include "io/format.h"
#include "io/reading.h"
#include "io/two_mode.h"
#include "io/values.h"

bool corral_is_kumu(const corral_sheet *sheet)
{
    if (sheet->reading->as && strcmp(sheet->reading->as, "kumu") != 0) return false;
    size_t from = corral_sheet_find(sheet, "from"), to = corral_sheet_find(sheet, "to");
    if (from != CORRAL_NO_COLUMN && to != CORRAL_NO_COLUMN) return true;
    return corral_sheet_find(sheet, "label") != CORRAL_NO_COLUMN &&
           corral_sheet_find(sheet, "type") != CORRAL_NO_COLUMN;
}

static char *cell(const corral_csv_record *record, size_t column)
{
    char *text = corral_sheet_cell(record, column);
    return text && text[0] ? text : NULL;
}

static corral_status require(corral_sheet *sheet, size_t line, size_t column, corral_error *err)
{
    return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, line, column, err,
                               "%s must not be blank", sheet->names[column]);
}

/* ---- elements ---- */

/* A column named after a facet holds a list with | between its entries. */
static corral_status read_lists(corral_sheet *sheet, const corral_csv_record *record,
                                uint32_t element, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_cell_lists lists = {.prefix = ""};
    for (size_t c = 0; c < sheet->columns; c++) {
        const char *facet = corral_reading_facet(sheet->reading, sheet->names[c]);
        char *rest = facet ? corral_sheet_cell(record, c) : NULL, *entry;
        while (corral_cell_list_next(&lists, CORRAL_SEPARATOR_BAR, &rest, &entry)) {
            uint32_t item;
            corral_node node = {.key = entry, .label = entry, .facet = facet, .line = record->line};
            if (corral_two_mode_find(sheet->reading->kumu, entry) == CORRAL_NONE)
                TRY(corral_two_mode_add(sheet->reading->kumu, &node, err));
            TRY(corral_two_mode_node(sheet->reading->kumu, entry, record->line, &item, err));
            TRY(corral_two_mode_link(sheet->reading->kumu, element, item, 1, facet, record->line,
                                     err));
        }
    }
done:
    return status;
}

static corral_status read_element(corral_sheet *sheet, const corral_csv_record *record,
                                  size_t label, size_t type, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t element;
    char *text = cell(record, label);
    if (!text) return require(sheet, record->line, label, err);
    corral_node node = {
        .key = text, .label = text, .facet = cell(record, type), .line = record->line};
    TRY(corral_two_mode_add(sheet->reading->kumu, &node, err));
    TRY(corral_two_mode_node(sheet->reading->kumu, text, record->line, &element, err));
    TRY(read_lists(sheet, record, element, err));
done:
    return status;
}

/* ---- connections ---- */

typedef struct ends {
    size_t from, to, type, weight;
} ends;

static corral_status read_connection(corral_sheet *sheet, const corral_csv_record *record,
                                     const ends *at, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_two_mode *graph = sheet->reading->kumu;
    char *from = cell(record, at->from), *to = cell(record, at->to);
    char *type = cell(record, at->type), *said = cell(record, at->weight);
    double weight = 1;
    uint32_t a, b;
    if (!from || !to) return require(sheet, record->line, from ? at->to : at->from, err);
    if (said && !corral_value_weight(said, sheet->decimal_comma, &weight))
        return corral_sheet_report(sheet, CORRAL_SEVERITY_ERROR, record->line, at->weight, err,
                                   "weight must be " CORRAL_WEIGHT_ALLOWED ", got %s",
                                   CORRAL_QUOTE(said));
    TRY(corral_two_mode_node(graph, from, record->line, &a, err));
    TRY(corral_two_mode_node(graph, to, record->line, &b, err));
    TRY(corral_two_mode_link(graph, a, b, weight,
                             type && corral_reading_facet(sheet->reading, type) ? type : NULL,
                             record->line, err));
done:
    return status;
}

corral_status corral_read_kumu_csv(corral_sheet *sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more = true;
    ends at = {corral_sheet_find(sheet, "from"), corral_sheet_find(sheet, "to"),
               corral_sheet_find(sheet, "type"), corral_sheet_find(sheet, "weight")};
    size_t label = corral_sheet_find(sheet, "label");
    bool connects = at.from != CORRAL_NO_COLUMN && at.to != CORRAL_NO_COLUMN;
    TRY(corral_format_note(
        sheet->reading, sheet->file, connects ? "Kumu's connections" : "Kumu's elements",
        connects ? "it has columns From and To" : "it has columns Label and Type", err));
    if (!sheet->reading->kumu)
        TRY(corral_two_mode_new(sheet->reading, sheet->file, &sheet->reading->kumu, err));
    TRY(corral_two_mode_from(sheet->reading->kumu, sheet->file, err));
    for (;;) {
        TRY(corral_sheet_next(sheet, &record, &more, err));
        if (!more) break;
        if (connects)
            TRY(read_connection(sheet, &record, &at, err));
        else
            TRY(read_element(sheet, &record, label, at.type, err));
    }
done:
    return status;
}
