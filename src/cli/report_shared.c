/* The charts of a group: what two or more of it share, and what only one has. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/draw.h"
#include "core/memory.h"

/* In the report of a region a chart shows the most shared; the packet of a group shows all. */
enum { ROWS_A_FACET = 8, SINGLES = 6 };

typedef struct chart {
    const corral_report *report;
    corral_coalitions members;
    uint32_t *place;  /* by coalition: its place in the group; UINT32_MAX: elsewhere */
    uint32_t *shared; /* items of the facet under way that two or more hold */
    size_t *holders;  /* how many, by item */
    size_t rows, left_out;
} chart;

static void chart_release(chart *c)
{
    free(c->place);
    free(c->shared);
    free(c->holders);
}

static corral_status chart_init(chart *c, const corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(report->region);
    *c = (chart){.report = report, .members = corral_report_members(report)};
    TRY(corral_array_new(&c->place, n, sizeof *c->place, err));
    TRY(corral_array_new(&c->shared, corral_region_item_count(report->region), sizeof *c->shared,
                         err));
    TRY(corral_array_new(&c->holders, corral_region_item_count(report->region), sizeof *c->holders,
                         err));
    for (uint32_t a = 0; a < n; a++) c->place[a] = UINT32_MAX;
    for (size_t i = 0; i < c->members.count; i++) c->place[c->members.index[i]] = (uint32_t)i;
    for (uint32_t j = 0; j < corral_region_item_count(report->region); j++) {
        corral_seats holders = corral_region_holders(report->region, j);
        for (size_t i = 0; i < holders.count; i++)
            c->holders[j] += c->place[holders.index[i]] != UINT32_MAX;
    }
done:
    return status;
}

/* Who names whom as a partner is no overlap. */
static bool is_charted(const corral_region *region, uint32_t facet)
{
    return strcmp(corral_region_facet_name(region, facet), "partner") != 0;
}

/* ---- what is shared ---- */

static int by_holders(const void *left, const void *right, void *about)
{
    const chart *c = about;
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    if (c->holders[x] != c->holders[y]) return c->holders[x] > c->holders[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

static size_t find_shared(chart *c, uint32_t facet)
{
    uint32_t first, end;
    size_t count = 0;
    corral_region_facet_items(c->report->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++)
        if (c->holders[j] > 1) c->shared[count++] = j;
    if (count) qsort_r(c->shared, count, sizeof *c->shared, by_holders, c);
    return count;
}

static corral_status add_shared(const chart *c, uint32_t item, corral_table *table,
                                corral_error *err)
{
    static const char *const cells[] = {
        [CORRAL_CELL_PRIMARY] = "primary", [CORRAL_CELL_SECONDARY] = "secondary",
        [CORRAL_CELL_NO] = "no",           [CORRAL_CELL_NOT_MENTIONED] = "not mentioned",
        [CORRAL_CELL_UNKNOWN] = "unknown", [CORRAL_CELL_DISPUTED] = "disputed"};
    bool is_public = !corral_report_is_for(c->report, CORRAL_SEEN_WITHIN);
    const corral_region *region = c->report->region;
    corral_table_put_text(table,
                          corral_region_facet_name(region, corral_region_item_facet(region, item)));
    corral_table_put_text(table, corral_region_item_name(region, item));
    corral_table_put_count(table, c->holders[item]);
    for (size_t i = 0; i < c->members.count; i++) {
        corral_cell cell = corral_region_cell(region, c->members.index[i], item);
        bool is_there = cell == CORRAL_CELL_PRIMARY || cell == CORRAL_CELL_SECONDARY;
        /* In public an empty cell does not tell no from not answered. */
        corral_table_put_text(table, is_public && !is_there ? NULL : cells[cell]);
    }
    return corral_table_end_row(table, err);
}

static corral_status add_facet(chart *c, uint32_t facet, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = find_shared(c, facet);
    size_t shown = !c->report->packet && count > ROWS_A_FACET ? ROWS_A_FACET : count;
    for (size_t i = 0; i < shown; i++) TRY(add_shared(c, c->shared[i], table, err));
    c->rows += shown;
    c->left_out += count - shown;
done:
    return status;
}

static corral_status add_lines(const chart *c, corral_table *table, corral_error *err)
{
    static const char *const glyphs[] = {"primary",
                                         "\xe2\x97\x8f",
                                         "secondary",
                                         "\xe2\x97\x8b",
                                         "no",
                                         "\xc2\xb7",
                                         "not mentioned",
                                         "\xe2\x88\xbc",
                                         "unknown",
                                         "?",
                                         "disputed",
                                         "!",
                                         NULL};
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < c->members.count; i++) {
        corral_letter letter;
        corral_column column = {
            .name = corral_letter_of(&letter, i), .type = CORRAL_COLUMN_WORD, .glyphs = glyphs};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
done:
    return status;
}

corral_status corral_report_shared(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "item"},
                                            {.name = "lines", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    chart c = {0};
    char title[64];
    snprintf(title, sizeof title, "What group %u shares", corral_report_group(report));
    TRY(chart_init(&c, report, err));
    TRY(corral_report_table(report, title, columns, 3, &table, err));
    TRY(add_lines(&c, table, err));
    for (uint32_t f = 0; f < corral_region_facet_count(report->region); f++)
        if (is_charted(report->region, f)) TRY(add_facet(&c, f, table, err));
    if (!c.rows) {
        status = corral_report_say(report, CORRAL_REPORT_TEXT, err,
                                   "Nothing is on two of their lists, as far as these are known.");
        goto done;
    }
    if (c.left_out)
        corral_table_add_remark(table,
                                "and %zu more that fewer share; the packet of group %u has all",
                                c.left_out, corral_report_group(report));
    TRY(corral_report_put(report, table, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "\xe2\x97\x8f on its list; \xe2\x97\x8b there, less central; %s.",
                          corral_report_is_for(report, CORRAL_SEEN_WITHIN)
                              ? "\xc2\xb7 not on it; \xe2\x88\xbc not among those named so far; "
                                "? not known; ! answers differ"
                              : "an empty cell says nothing: lists are not always complete"));
done:
    chart_release(&c);
    return status;
}

/* ---- what only one has ---- */

static int by_number(const void *left, const void *right)
{
    const uint32_t *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

/* " (also in groups 3, 5)": where else somebody holds it. */
static corral_status add_others(const chart *c, uint32_t item, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(c->report->region, item);
    uint32_t *groups = NULL, here = corral_report_group(c->report);
    size_t count = 0, kept = 0;
    TRY(corral_array_new(&groups, holders.count, sizeof *groups, err));
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t group = corral_grouping_of(c->report->run->grouping, holders.index[i]);
        if (group && group != here) groups[count++] = group;
    }
    if (count) qsort(groups, count, sizeof *groups, by_number);
    for (size_t i = 0; i < count; i++)
        if (!i || groups[i] != groups[i - 1]) groups[kept++] = groups[i];
    for (size_t i = 0; i < kept; i++)
        TRY(corral_text_printf(text, err, "%s%u",
                               i          ? ", "
                               : kept > 1 ? " (also in groups "
                                          : " (also in group ",
                               groups[i]));
    if (kept) TRY(corral_text_printf(text, err, ")"));
done:
    free(groups);
    return status;
}

static corral_status list_singles(const chart *c, uint32_t a, uint32_t facet, corral_text *names,
                                  size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->report->region;
    corral_seats seats = corral_region_footprint(region, a);
    *count = 0;
    names->length = 0;
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t item = seats.index[i];
        if (corral_region_item_facet(region, item) != facet || c->holders[item] != 1) continue;
        if (++*count > SINGLES && !c->report->packet) continue;
        TRY(corral_text_printf(names, err, "%s%s", *count > 1 ? "; " : "",
                               corral_region_item_name(region, item)));
        TRY(add_others(c, item, names, err));
    }
    if (*count > SINGLES && !c->report->packet)
        TRY(corral_text_printf(names, err, "; and %zu more", *count - SINGLES));
done:
    return status;
}

static corral_status add_singles(const chart *c, size_t place, corral_table *table,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->report->region;
    uint32_t a = c->members.index[place];
    corral_text names = {0};
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        corral_letter letter;
        size_t count;
        if (!is_charted(region, f)) continue;
        TRY(list_singles(c, a, f, &names, &count, err));
        if (!count) continue;
        corral_table_put_text(table, corral_letter_of(&letter, place));
        corral_table_put_text(table, corral_region_name(region, a));
        corral_table_put_text(table, corral_region_facet_name(region, f));
        corral_table_put_count(table, count);
        corral_table_put_text(table, names.bytes);
        TRY(corral_table_end_row(table, err));
    }
done:
    corral_text_release(&names);
    return status;
}

corral_status corral_report_singles(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "line", .type = CORRAL_COLUMN_WORD},
                                            {.name = "coalition"},
                                            {.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "count", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "only_here", .label = "on this line only"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    chart c = {0};
    char title[64];
    snprintf(title, sizeof title, "In group %u, on one line only", corral_report_group(report));
    TRY(chart_init(&c, report, err));
    TRY(corral_report_table(report, title, columns, 5, &table, err));
    for (size_t i = 0; i < c.members.count; i++) TRY(add_singles(&c, i, table, err));
    TRY(corral_report_put(report, table, err));
done:
    chart_release(&c);
    return status;
}
