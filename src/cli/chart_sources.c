/* Where the cells of a comparison chart come from. */
#include "cli/chart.h"

static const corral_column source_columns[] = {
    {.name = "block", .type = CORRAL_COLUMN_WORD, .machine = true},
    {.name = "facet", .type = CORRAL_COLUMN_WORD},
    {.name = "item"},
    {.name = "coalition"},
    {.name = "cell"},
    {.name = "document"},
    {.name = "page"},
    {.name = "informant"},
    {.name = "date"},
    {.name = "note"}};

static const char *or_blank(const char *text)
{
    return *text ? text : NULL;
}

static corral_status add_about_sources(const corral_chart *chart, corral_table *table,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    for (size_t k = 0; k < CORRAL_ABOUT_COUNT; k++)
        for (size_t i = 0; i < chart->count; i++) {
            uint32_t a = chart->coalitions[i];
            value.length = 0;
            TRY(corral_about(chart->region, a, k, &value, err));
            corral_table_put_text(table, "about");
            corral_table_put_blank(table);
            corral_table_put_text(table, corral_about_words[k]);
            corral_table_put_text(table, corral_region_id(chart->region, a));
            corral_table_put_text(table, value.length ? value.bytes : "unknown");
            if (value.length) {
                corral_table_put_text(
                    table, or_blank(corral_region_attribute(chart->region, a, "source")));
                corral_table_put_blank(table);
                corral_table_put_blank(table);
                corral_table_put_text(table,
                                      or_blank(corral_region_attribute(chart->region, a, "as_of")));
            }
            TRY(corral_table_end_row(table, err));
        }
done:
    corral_text_release(&value);
    return status;
}

/* The first of a coalition's statements on this item or a later one; they are in order of items. */
static size_t first_statement(const corral_region *region, uint32_t a, uint32_t item)
{
    size_t low = 0, high = corral_region_statement_count(region, a);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (corral_region_statement(region, a, middle).item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static corral_status add_source(const corral_chart *chart, corral_comparison_row row, uint32_t a,
                                const corral_statement *said, corral_table *table,
                                corral_error *err)
{
    corral_chart_put_item(chart, row, table);
    corral_table_put_text(table, corral_region_id(chart->region, a));
    corral_table_put_text(table, corral_cell_word(corral_region_cell(chart->region, a, row.item)));
    if (said) {
        const char *texts[] = {said->source, said->page, said->informant, said->as_of, said->note};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            corral_table_put_text(table, or_blank(texts[t]));
    }
    return corral_table_end_row(table, err);
}

/* A row for everything that was said of the cell; one without a source where nothing was. */
static corral_status add_cell_sources(const corral_chart *chart, corral_comparison_row row,
                                      uint32_t a, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t first = first_statement(chart->region, a, row.item), k = first;
    for (; k < corral_region_statement_count(chart->region, a); k++) {
        corral_statement said = corral_region_statement(chart->region, a, k);
        if (said.item != row.item) break;
        TRY(add_source(chart, row, a, &said, table, err));
    }
    if (k == first) TRY(add_source(chart, row, a, NULL, table, err));
done:
    return status;
}

corral_status corral_chart_add_sources(const corral_chart *chart, corral_table *table,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, source_columns,
                                 sizeof source_columns / sizeof *source_columns, err));
    TRY(add_about_sources(chart, table, err));
    for (size_t k = 0; k < corral_comparison_count(chart->comparison); k++)
        for (size_t i = 0; i < chart->count; i++)
            TRY(add_cell_sources(chart, corral_comparison_at(chart->comparison, k),
                                 chart->coalitions[i], table, err));
done:
    return status;
}
