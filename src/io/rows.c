/* Words that people write where an item should stand. */
#include "io/rows.h"

#include "core/problems.h"
#include "core/text.h"
#include "io/reading.h"
#include "io/values.h"

/* The row then still says that there is this coalition. */
static corral_status settle_item(const corral_reading *reading, corral_row *row, corral_error *err)
{
    const char *word = row->item ? row->item : "";
    corral_place place = {row->file, row->line, row->column};
    corral_item_word kind = corral_value_item_word(word);
    if (!word[0] || kind == CORRAL_ITEM_WORD_ITEM ||
        corral_items_list_word(reading, row->facet, word))
        return CORRAL_OK;
    row->item = "";
    if (kind == CORRAL_ITEM_WORD_NOTHING) {
        row->known = CORRAL_SAID_NOTHING;
        return corral_problems_report(reading->problems, CORRAL_SEVERITY_WARNING, place, err,
                                      "%s is not an item; the row is left out", CORRAL_QUOTE(word));
    }
    if (row->known == CORRAL_SAID_NOTHING || row->known == CORRAL_SAID_YES)
        row->known = CORRAL_SAID_NONE;
    return corral_problems_report(reading->problems, CORRAL_SEVERITY_NOTE, place, err,
                                  "%s is read as asked, and there is none", CORRAL_QUOTE(word));
}

corral_status corral_add_row(corral_reading *reading, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(settle_item(reading, row, err));
    TRY(corral_builder_add_row(reading->builder, row, err));
done:
    return status;
}
