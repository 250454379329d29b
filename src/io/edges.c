/* Edge lists as SNAP and KONECT have them: left right [weight], lines of % or # are comments. The
 * left end is a coalition, the right one a member; numbers are names like any other. */
#include <string.h>

#include "io/formats.h"
#include "io/lines.h"
#include "io/rows.h"
#include "io/values.h"

static corral_status refuse(const corral_lines *lines, size_t column, const char *what,
                            const char *got, corral_error *err)
{
    return corral_lines_report(lines, CORRAL_SEVERITY_ERROR, column, err, "%s, got %s", what,
                               CORRAL_QUOTE(got));
}

/* text is cut into its words. */
static corral_status read_edge(corral_lines *lines, char *text, bool *has_time, corral_error *err)
{
    corral_row row = CORRAL_ROW_INIT;
    char *rest = text, *left = corral_word_next(&rest), *right = corral_word_next(&rest);
    char *weight = corral_word_next(&rest), *time = corral_word_next(&rest);
    if (!right) return refuse(lines, 1, "an edge has two ends: left right [weight]", left, err);
    if (corral_word_next(&rest))
        return refuse(lines, 5, "an edge has at most four words: left right [weight [time]]", left,
                      err);
    if (weight && !corral_value_weight(weight, false, &row.weight))
        return refuse(lines, 3, "weight must be " CORRAL_WEIGHT_ALLOWED, weight, err);
    *has_time = *has_time || time;
    row.coalition = left;
    row.facet = "member";
    row.item = right;
    row.file = lines->file;
    row.line = lines->line;
    row.column = 2;
    return corral_add_row(lines->reading, &row, err);
}

corral_status corral_read_edges(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_lines lines;
    bool has_time = false;
    char *text;
    TRY(corral_lines_init(&lines, reading, source, err));
    for (;;) {
        TRY(corral_lines_next(&lines, &text, err));
        if (!text) break;
        text += strspn(text, " \t\v\f");
        if (*text && *text != '%' && *text != '#') TRY(read_edge(&lines, text, &has_time, err));
    }
    if (has_time)
        TRY(corral_problems_report(reading->problems, CORRAL_SEVERITY_NOTE,
                                   (corral_place){lines.file, 0, 0}, err,
                                   "the fourth word of an edge, its time, is not read"));
done:
    corral_lines_release(&lines);
    return status;
}
