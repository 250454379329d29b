/* Sheets that a coalition was sent and has sent back: what it answers about a recorded statement.
 */
#include <math.h>

#include "io/reading.h"
#include "io/values.h"

/* Of a whole facet: whether the list is complete. */
static bool answer_facet(const char *text, corral_row *row)
{
    static const struct {
        const char *word;
        corral_said_known known;
    } words[] = {{"yes", CORRAL_SAID_YES},         {"complete", CORRAL_SAID_YES},
                 {"partial", CORRAL_SAID_PARTIAL}, {"no", CORRAL_SAID_PARTIAL},
                 {"unknown", CORRAL_SAID_NO},      {"none", CORRAL_SAID_NONE}};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (corral_value_same(text, words[k].word)) {
            row->known = words[k].known;
            return true;
        }
    return false;
}

/* "no" to a recorded no could mean either. */
static bool answer_item(const char *text, corral_row *row)
{
    bool is_open = row->known == CORRAL_SAID_NO || isnan(row->weight);
    double weight;
    if (!corral_value_decision(text, false, &weight)) return false;
    if (corral_value_same(text, "no") && !is_open && row->weight <= 0) return false;
    /* "yes": as it was recorded. */
    if (!corral_value_same(text, "yes") || is_open) row->weight = weight;
    if (isnan(row->weight)) {
        row->weight = 1;
        row->known = CORRAL_SAID_NO;
    } else if (row->known == CORRAL_SAID_NO) {
        row->known = CORRAL_SAID_NOTHING;
    }
    return true;
}

bool corral_returned_answer(const char *text, corral_row *row, const char **allowed)
{
    bool is_facet = !row->item || !row->item[0];
    *allowed = is_facet          ? "yes (these are all), partial, none or unknown"
               : row->weight > 0 ? "yes, primary, secondary, no or unknown"
                                 : "yes (a no was recorded, and it is right), primary, secondary "
                                   "or unknown";
    return is_facet ? answer_facet(text, row) : answer_item(text, row);
}
