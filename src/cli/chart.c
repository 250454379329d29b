/* The comparison chart in tables. */
#include "cli/chart.h"

#include <stdio.h>
#include <string.h>

const char *corral_letter_of(corral_letter *letter, size_t place)
{
    if (place < 26)
        snprintf(letter->text, sizeof letter->text, "%c", (char)('A' + place));
    else
        snprintf(letter->text, sizeof letter->text, "%zu", place + 1);
    return letter->text;
}

const char *corral_cell_word(corral_cell cell)
{
    static const char *const words[] = {
        [CORRAL_CELL_PRIMARY] = "primary", [CORRAL_CELL_SECONDARY] = "secondary",
        [CORRAL_CELL_NO] = "no",           [CORRAL_CELL_NOT_MENTIONED] = "not-mentioned",
        [CORRAL_CELL_UNKNOWN] = "unknown", [CORRAL_CELL_DISPUTED] = "disputed"};
    return words[cell];
}

const char *corral_block_word(corral_block block)
{
    static const char *const words[] = {"all", "most", "some", "one"};
    return words[block];
}

/* ---- cells ---- */

static const char *const held_glyphs[] = {"primary", "\u25cf", "secondary", "\u25cb", NULL};
static const char *const glyphs[] = {
    "primary", "\u25cf",  "secondary", "\u25cb",   "no", "\u00b7", "not-mentioned",
    "\u223c",  "unknown", "?",         "disputed", "!",  NULL};

/* Columns have names of their own, and no two coalitions one: where an id is the name of another
 * column, or could be mistaken for such a one, "coalition:" goes before it. */
static corral_status column_name(const char *id, corral_text *out, corral_error *err)
{
    static const char *const taken[] = {"block", "facet", "item", "count"};
    static const char mark[] = "coalition:";
    bool is_taken = strncmp(id, mark, strlen(mark)) == 0;
    for (size_t k = 0; k < sizeof taken / sizeof *taken; k++) is_taken |= strcmp(id, taken[k]) == 0;
    return corral_text_printf(out, err, "%s%s", is_taken ? mark : "", id);
}

corral_status corral_chart_add_columns(const corral_chart *chart, bool with_names,
                                       corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    for (size_t i = 0; i < chart->count; i++) {
        corral_letter letter;
        uint32_t a = chart->coalitions[i];
        name.length = 0;
        TRY(column_name(corral_region_id(chart->region, a), &name, err));
        corral_column column = {.name = name.bytes,
                                .label = corral_letter_of(&letter, i),
                                .caption = with_names ? corral_region_name(chart->region, a) : NULL,
                                .type = CORRAL_COLUMN_WORD,
                                .glyphs = chart->is_for_public ? held_glyphs : glyphs,
                                .legend = i == 0};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
done:
    corral_text_release(&name);
    return status;
}

void corral_chart_put_item(const corral_chart *chart, corral_comparison_row row,
                           corral_table *table)
{
    corral_table_put_text(table, corral_block_word(row.block));
    corral_table_put_text(
        table,
        corral_region_facet_name(chart->region, corral_region_item_facet(chart->region, row.item)));
    corral_table_put_text(table, corral_region_item_name(chart->region, row.item));
}

corral_status corral_chart_end_row(const corral_chart *chart, uint32_t item, corral_table *table,
                                   corral_error *err)
{
    for (size_t i = 0; i < chart->count; i++) {
        corral_cell cell = corral_region_cell(chart->region, chart->coalitions[i], item);
        bool is_shown =
            !chart->is_for_public || cell == CORRAL_CELL_PRIMARY || cell == CORRAL_CELL_SECONDARY;
        corral_table_put_text(table, is_shown ? corral_cell_word(cell) : NULL);
    }
    return corral_table_end_row(table, err);
}

void corral_chart_add_heading(const corral_chart *chart, corral_block block, corral_table *table)
{
    size_t rows = corral_comparison_block_count(chart->comparison, block);
    if (block == CORRAL_BLOCK_ALL && chart->count == 2)
        corral_table_add_heading(table, "Both share: %zu", rows);
    else if (block == CORRAL_BLOCK_ALL)
        corral_table_add_heading(table, "All %zu share: %zu", chart->count, rows);
    else
        corral_table_add_heading(table, "%s: %zu",
                                 block == CORRAL_BLOCK_MOST   ? "Most share"
                                 : block == CORRAL_BLOCK_SOME ? "Some share"
                                                              : "Named by one",
                                 rows);
}

/* ---- about ---- */

const char *const corral_about_words[CORRAL_ABOUT_COUNT] = {"lead",    "backbone", "geography",
                                                            "founded", "meetings", "staff"};

/* "12 a year, 2 h each" */
static corral_status meetings(const corral_region *region, uint32_t a, corral_text *out,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *count = corral_region_attribute(region, a, "meetings_per_year");
    const char *hours = corral_region_attribute(region, a, "meeting_hours");
    if (*count) TRY(corral_text_printf(out, err, "%s a year", count));
    if (*hours) TRY(corral_text_printf(out, err, "%s%s h each", *count ? ", " : "", hours));
done:
    return status;
}

/* The items of the facet of that name, if there is one. */
static corral_status items_of(const corral_region *region, uint32_t a, const char *facet_name,
                              corral_text *out, corral_error *err)
{
    enum { ITEMS_MOST = 6 };
    corral_status status = CORRAL_OK;
    uint32_t facet = corral_region_facet_find(region, facet_name);
    corral_seats seats = corral_region_footprint(region, a);
    size_t count = 0;
    for (size_t i = 0; i < seats.count && facet != UINT32_MAX; i++) {
        if (corral_region_item_facet(region, seats.index[i]) != facet) continue;
        if (++count <= ITEMS_MOST)
            TRY(corral_text_printf(out, err, "%s%s", count > 1 ? "; " : "",
                                   corral_region_item_name(region, seats.index[i])));
    }
    if (count > ITEMS_MOST) TRY(corral_text_printf(out, err, "; +%zu", count - ITEMS_MOST));
done:
    return status;
}

corral_status corral_about(const corral_region *region, uint32_t coalition, size_t about,
                           corral_text *out, corral_error *err)
{
    const char *word = corral_about_words[about];
    const char *value = corral_region_attribute(region, coalition, word);
    if (*value) return corral_text_append(out, value, strlen(value), err);
    if (strcmp(word, "meetings") == 0) return meetings(region, coalition, out, err);
    return items_of(region, coalition, word, out, err);
}

/* For programs: what people read in the key. */
corral_status corral_chart_add_about(const corral_chart *chart, corral_table *table,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    for (size_t k = 0; k < CORRAL_ABOUT_COUNT; k++) {
        corral_table_put_text(table, "about");
        corral_table_put_blank(table);
        corral_table_put_text(table, corral_about_words[k]);
        corral_table_put_blank(table);
        for (size_t i = 0; i < chart->count; i++) {
            value.length = 0;
            TRY(corral_about(chart->region, chart->coalitions[i], k, &value, err));
            corral_table_put_text(table, value.length ? value.bytes : "unknown");
        }
        TRY(corral_table_end_row(table, err));
    }
done:
    corral_text_release(&value);
    return status;
}

static corral_status add_key_row(const corral_chart *chart, size_t place, const bool *known,
                                 corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_letter letter;
    corral_text value = {0};
    uint32_t a = chart->coalitions[place];
    corral_table_put_text(table, corral_letter_of(&letter, place));
    corral_table_put_text(table, corral_region_name(chart->region, a));
    for (size_t k = 0; k < CORRAL_ABOUT_COUNT; k++) {
        value.length = 0;
        TRY(corral_about(chart->region, a, k, &value, err));
        corral_table_put_text(table, value.length ? value.bytes : known[k] ? "?" : NULL);
    }
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&value);
    return status;
}

corral_status corral_chart_key(const corral_chart *chart, corral_table *table, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "letter", .label = "", .type = CORRAL_COLUMN_WORD},
        {.name = "coalition", .names_row = true}};
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    bool known[CORRAL_ABOUT_COUNT];
    TRY(corral_table_add_columns(table, columns, 2, err));
    for (size_t k = 0; k < CORRAL_ABOUT_COUNT; k++) {
        corral_column column = {.name = corral_about_words[k]};
        TRY(corral_table_add_columns(table, &column, 1, err));
        value.length = 0;
        for (size_t i = 0; i < chart->count; i++)
            TRY(corral_about(chart->region, chart->coalitions[i], k, &value, err));
        known[k] = value.length > 0;
    }
    for (size_t i = 0; i < chart->count; i++) TRY(add_key_row(chart, i, known, table, err));
done:
    corral_text_release(&value);
    return status;
}
