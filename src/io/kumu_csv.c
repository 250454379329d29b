/* Kumu's CSV files: elements (Label, Type, ...) and connections (From, To, Direction, Type). In a
 * folder both are about one graph; connections alone lead from coalitions to items. */
#include <string.h>

#include "core/memory.h"
#include "io/cell_list.h"
#include "io/format.h"
#include "io/network.h"
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

/* Elements that corral export wrote: a column named after a facet is one of coalitions.csv. */
static bool is_own(const corral_sheet *sheet)
{
    return corral_sheet_find(sheet, "coalition") != CORRAL_NO_COLUMN;
}

/* What stands in the other columns. */
static corral_status list_columns(corral_sheet *sheet, const corral_csv_record *record,
                                  corral_detail **beside, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(beside, sheet->columns, sizeof **beside, err));
    for (size_t c = 0; c < sheet->columns; c++) {
        const char *name = sheet->names[c];
        if (corral_network_column_is_taken(name) ||
            (!is_own(sheet) && corral_reading_facet(sheet->reading, name)))
            continue;
        (*beside)[(*count)++] = (corral_detail){name, corral_sheet_cell(record, c)};
    }
done:
    return status;
}

/* Of two elements with one name corral export calls one "Name (type)" and describes it as "Name".
 */
static const char *name_of(const char *label, const char *description)
{
    size_t length = description ? strlen(description) : 0;
    bool is_told_apart =
        length && strncmp(label, description, length) == 0 && strncmp(label + length, " (", 2) == 0;
    return is_told_apart ? description : label;
}

static corral_status read_element(corral_sheet *sheet, const corral_csv_record *record,
                                  size_t label, size_t type, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t element;
    corral_detail *beside = NULL;
    char *text = cell(record, label);
    if (!text) return require(sheet, record->line, label, err);
    corral_node node = {.key = text,
                        .label =
                            name_of(text, cell(record, corral_sheet_find(sheet, "description"))),
                        .facet = cell(record, type),
                        .line = record->line};
    TRY(list_columns(sheet, record, &beside, &node.beside_count, err));
    node.beside = beside;
    TRY(corral_two_mode_add(sheet->reading->kumu, &node, err));
    TRY(corral_two_mode_node(sheet->reading->kumu, text, record->line, &element, err));
    if (!is_own(sheet)) TRY(read_lists(sheet, record, element, err));
done:
    free(beside);
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
