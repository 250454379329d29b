/* The comparison chart in tables, as corral compare and reports show it. */
#ifndef CORRAL_CLI_CHART_H
#define CORRAL_CLI_CHART_H

#include "core/text.h"
#include "corral/comparison.h"
#include "table/table.h"

/* What is compared; everything is borrowed. */
typedef struct corral_chart {
    const corral_region *region;
    const uint32_t *coalitions;
    size_t count;
    const corral_comparison *comparison;
    bool is_for_public; /* cells say who has it, and of nobody that the answer is missing */
} corral_chart;

/* "A" for the first of a group, as on its train map. */
typedef struct corral_letter {
    char text[24];
} corral_letter;
const char *corral_letter_of(corral_letter *letter, size_t place);

/* "primary", "secondary", "no", "not-mentioned", "unknown", "disputed" */
const char *corral_cell_word(corral_cell cell);
/* "all", "most", "some", "one" */
const char *corral_block_word(corral_block block);

/* A column a coalition, for cells: named by ids, headed by letters. with_names: the names beside
 * them, where a format has room. */
corral_status corral_chart_add_columns(const corral_chart *chart, bool with_names,
                                       corral_table *table, corral_error *err);
/* A row begins with block, facet and item, and ends with a cell in each of these columns. */
void corral_chart_put_item(const corral_chart *chart, corral_comparison_row row,
                           corral_table *table);
corral_status corral_chart_end_row(const corral_chart *chart, uint32_t item, corral_table *table,
                                   corral_error *err);
/* What stands above the rows of a block, with how many they are. */
void corral_chart_add_heading(const corral_chart *chart, corral_block block, corral_table *table);

/* What is worth knowing of a coalition before its items: lead, backbone, geography, founded,
 * meetings, staff, from coalitions.csv or else from a facet of that name. */
enum { CORRAL_ABOUT_COUNT = 6 };
extern const char *const corral_about_words[CORRAL_ABOUT_COUNT];
/* Appends; nothing where it is not known. */
corral_status corral_about(const corral_region *region, uint32_t coalition, size_t about,
                           corral_text *out, corral_error *err);
/* Rows of the chart, for programs. */
corral_status corral_chart_add_about(const corral_chart *chart, corral_table *table,
                                     corral_error *err);
/* A row a coalition: letter, name, and what is known about it; for people. */
corral_status corral_chart_key(const corral_chart *chart, corral_table *table, corral_error *err);

/* Every cell with document, page, informant and date, a row for each that said something of it; one
 * without a source where nobody did. */
corral_status corral_chart_add_sources(const corral_chart *chart, corral_table *table,
                                       corral_error *err);

#endif
