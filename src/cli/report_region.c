/* Sections about the region as a whole. */
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

#include "cli/check_facts.h"
#include "cli/draw.h"
#include "cli/no_seat.h"

enum { ROOMS = 15, ALONE_MOST = 200 };

/* ---- the region in figures ---- */

static corral_status add_numbers(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    const corral_grouping *grouping = report->run->grouping;
    uint32_t n = corral_region_coalition_count(region), grouped = 0;
    uint32_t member = corral_region_facet_find(region, "member");
    for (uint32_t a = 0; a < n; a++) grouped += corral_grouping_of(grouping, a) > 0;
    TRY(corral_report_number(report, n, n == 1 ? "coalition" : "coalitions", err));
    if (member != UINT32_MAX) {
        corral_facet_counts of = corral_facts_count(region, member);
        TRY(corral_report_number(report, of.items, "members with a seat", err));
        TRY(corral_report_number(report, of.seats, "seats", err));
        TRY(corral_report_number(report, of.shared, "members of two or more coalitions", err));
        TRY(corral_report_number(report,
                                 of.known[CORRAL_KNOWN_YES] + of.known[CORRAL_KNOWN_PARTIAL],
                                 "coalitions whose members are known, at least in part", err));
    }
    if (corral_region_verified_count(region))
        TRY(corral_report_number(report, corral_region_verified_count(region),
                                 "coalitions that verified what was recorded of them", err));
    TRY(corral_report_number(report, corral_grouping_count(grouping), "suggested groups", err));
    TRY(corral_report_number(report, grouped, "coalitions in a group", err));
done:
    return status;
}

corral_status corral_report_figures(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    corral_table *table;
    TRY(add_numbers(report, err));
    TRY(corral_grouping_sentence(report->region, report->run, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "%s: %s.",
                          report->run->is_given ? "The groups are those that people made"
                                                : "Suggested by what coalitions have in common",
                          text.bytes));
    text.length = 0;
    TRY(corral_grouping_facets(report->region, report->run->similarity, &text, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err, "Compared, with their weight: %s.",
                          text.bytes));
    TRY(corral_facts_add_summary(report->region, report->tables, "What is known of each facet",
                                 &table, err));
    TRY(corral_report_put(report, table, err));
    TRY(corral_report_say(report, CORRAL_REPORT_SMALL, err,
                          "Known, partial and unknown count coalitions; shared counts items that "
                          "two or more coalitions have."));
done:
    corral_text_release(&text);
    return status;
}

/* ---- who sits in how many rooms ---- */

/* The groups that hold the item, "1, 3, 4"; *count of them. */
static corral_status groups_of(const corral_report *report, uint32_t item, corral_text *text,
                               size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = report->run->grouping;
    corral_seats holders = corral_region_holders(report->region, item);
    *count = 0;
    text->length = 0;
    TRY(corral_text_append(text, "", 0, err));
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++) {
        uint32_t number = corral_grouping_number(grouping, k);
        bool holds = false;
        for (size_t i = 0; i < holders.count && !holds; i++)
            holds = corral_grouping_of(grouping, holders.index[i]) == number;
        if (!holds) continue;
        TRY(corral_text_printf(text, err, "%s%u", *count ? ", " : "", number));
        ++*count;
    }
done:
    return status;
}

/* Items of a facet are numbered by falling holders: the first are those most shared. */
static uint32_t most_shared(const corral_region *region, uint32_t facet, uint32_t *first)
{
    uint32_t end, count = 0;
    corral_region_facet_items(region, facet, first, &end);
    while (*first + count < end && count < ROOMS &&
           corral_region_holders(region, *first + count).count > 1)
        count++;
    return count;
}

/* Of several coalitions: 2 or more. */
static corral_status say_several(corral_report *report, uint32_t member, corral_error *err)
{
    size_t several = corral_facts_count(report->region, member).shared;
    return corral_report_say(report, CORRAL_REPORT_TEXT, err,
                             "%zu member%s in several coalitions. Whoever sits in several rooms "
                             "hears much of it more than once, and is asked by all of them.",
                             several, several == 1 ? " sits" : "s sit");
}

static int by_name(const void *left, const void *right, void *about)
{
    const corral_region *region = about;
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    int order = strcmp(corral_region_item_name(region, x), corral_region_item_name(region, y));
    return order ? order : (x > y) - (x < y);
}

corral_status corral_report_rooms(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "member"},
                                            {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "groups", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "which", .label = "which groups"}};
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    uint32_t member = corral_region_facet_find(region, "member"), first = 0;
    uint32_t count = member == UINT32_MAX ? 0 : most_shared(region, member, &first);
    uint32_t items[ROOMS];
    corral_table *table;
    corral_text groups = {0};
    if (!count) return CORRAL_OK;
    for (uint32_t i = 0; i < count; i++) items[i] = first + i;
    qsort_r(items, count, sizeof *items, by_name, (void *)(uintptr_t)region); /* no ranking */
    TRY(say_several(report, member, err));
    TRY(corral_report_table(report, "Members of several coalitions", columns, 4, &table, err));
    for (uint32_t i = 0; i < count; i++) {
        size_t in;
        uint32_t item = items[i];
        TRY(groups_of(report, item, &groups, &in, err));
        corral_table_put_text(table, corral_region_item_name(region, item));
        corral_table_put_count(table, corral_region_holders(region, item).count);
        corral_table_put_count(table, in);
        corral_table_put_text(table, groups.bytes);
        TRY(corral_table_end_row(table, err));
    }
    if (corral_facts_count(region, member).shared > count)
        corral_table_add_remark(table, "by name; %zu more sit in as many or fewer coalitions",
                                corral_facts_count(region, member).shared - count);
    TRY(corral_report_put(report, table, err));
done:
    corral_text_release(&groups);
    return status;
}

/* ---- all of it in one drawing ---- */

corral_status corral_report_trains(corral_report *report, corral_error *err)
{
    corral_drawing drawing = report->drawing;
    drawing.style = corral_drawing_whole(report->region);
    drawing.is_poster = true;
    return corral_report_draw(report, &drawing, NULL, err);
}

/* ---- without a group ---- */

/* Why, in words that blame nobody. */
static corral_status reason(const corral_report *report, uint32_t a, corral_text *text,
                            corral_error *err)
{
    static const char *const reasons[] = {
        [CORRAL_GROUPED] = "",
        [CORRAL_NO_CLOSE_PARTNER] = "shares with others no more than is usual in this region",
        [CORRAL_NO_SEAT] = "is ",
        [CORRAL_TOO_LITTLE_KNOWN] = "not known: ",
        [CORRAL_NOT_ASKED] = "did not want to be asked, or was left out of the search"};
    corral_status status = CORRAL_OK;
    corral_group_status is = corral_grouping_status(report->run->grouping, a);
    const corral_similarity *similarity = report->run->similarity;
    bool is_first = true;
    char words[80];
    text->length = 0;
    TRY(corral_text_printf(text, err, "%s", reasons[is]));
    if (is == CORRAL_NO_SEAT)
        TRY(corral_text_printf(text, err, "%s",
                               corral_no_seat_words(corral_no_seat_reason(report->run, a))));
    for (uint32_t k = 0;
         is == CORRAL_TOO_LITTLE_KNOWN && k < corral_similarity_facet_count(similarity); k++) {
        uint32_t facet = corral_similarity_facet(similarity, k, NULL, NULL);
        if (corral_region_known(report->region, a, facet) != CORRAL_KNOWN_NO) continue;
        TRY(corral_text_printf(
            text, err, "%s%s", is_first ? "" : ", ",
            corral_facet_words(corral_region_facet_name(report->region, facet), 2, words)));
        is_first = false;
    }
done:
    return status;
}

static corral_status add_alone(corral_report *report, uint32_t a, corral_table *table,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = report->run->grouping;
    corral_text why = {0};
    double fit;
    uint32_t next = corral_grouping_next(grouping, a, &fit);
    TRY(reason(report, a, &why, err));
    corral_table_put_text(table, corral_region_name(report->region, a));
    corral_table_put_text(table, corral_group_status_name(corral_grouping_status(grouping, a)));
    corral_table_put_text(table, why.bytes);
    if (corral_report_is_for(report, CORRAL_SEEN_BY_TEAM) && next) {
        corral_table_put_count(table, next);
        corral_table_put_number(table, fit);
    }
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&why);
    return status;
}

static corral_status say_count(corral_report *report, size_t count, const char *words,
                               corral_error *err)
{
    if (!count) return CORRAL_OK;
    return corral_report_say(report, CORRAL_REPORT_POINT, err, "%zu coalition%s %s", count,
                             count == 1 ? "" : "s", words);
}

static corral_status count_alone(corral_report *report, const size_t count[CORRAL_NOT_COMPARED + 1],
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = report->run->grouping;
    size_t of[CORRAL_SEAT_REASONS] = {0};
    for (uint32_t a = 0; a < corral_region_coalition_count(report->region); a++)
        if (corral_grouping_status(grouping, a) == CORRAL_NO_SEAT)
            of[corral_no_seat_reason(report->run, a)]++;
    TRY(say_count(report, count[CORRAL_NO_CLOSE_PARTNER], "without a close partner", err));
    for (int why = 0; why < CORRAL_SEAT_REASONS; why++)
        TRY(say_count(report, of[why], corral_no_seat_words((corral_no_seat)why), err));
    TRY(say_count(report, count[CORRAL_TOO_LITTLE_KNOWN], "not yet known well enough", err));
    TRY(say_count(report, count[CORRAL_NOT_ASKED], "not asked", err));
done:
    return status;
}

corral_status corral_report_alone(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "coalition"},
                                            {.name = "status", .type = CORRAL_COLUMN_WORD},
                                            {.name = "why"},
                                            {.name = "next_group", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "next_fit", .type = CORRAL_COLUMN_SCORE}};
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = report->run->grouping;
    uint32_t n = corral_region_coalition_count(report->region);
    size_t count[CORRAL_NOT_COMPARED + 1] = {0}, rows = 0;
    corral_table *table;
    for (uint32_t a = 0; a < n; a++) count[corral_grouping_status(grouping, a)]++;
    /* Of a search around one coalition nothing is said of the others. */
    if (report->run->is_around || count[CORRAL_GROUPED] == n) return CORRAL_OK;
    if (!corral_report_is_for(report, CORRAL_SEEN_WITHIN)) return count_alone(report, count, err);
    TRY(corral_report_table(report, "Coalitions without a group", columns, 5, &table, err));
    for (uint32_t a = 0; a < n && rows < ALONE_MOST; a++) {
        if (corral_grouping_of(grouping, a)) continue;
        TRY(add_alone(report, a, table, err));
        rows++;
    }
    if (n - count[CORRAL_GROUPED] > rows)
        corral_table_add_remark(table, "and %zu more", n - count[CORRAL_GROUPED] - rows);
    TRY(corral_report_put(report, table, err));
    TRY(corral_report_say(
        report, CORRAL_REPORT_SMALL, err,
        "Not to be in a group is no judgement: people may seat anyone anywhere."));
done:
    return status;
}

/* ---- how to read this ---- */

corral_status corral_report_reading(corral_report *report, corral_error *err)
{
    static const char *const points[] = {
        "A line is a coalition. A bar across lines is something that every line it crosses has: a "
        "member, or a goal. The order along a line means nothing, nor does its length.",
        "Coalitions have letters and colours within their group. Groups have numbers, the same "
        "everywhere.",
        "Groups are suggestions from what coalitions have in common. They do not say who should "
        "merge, lead or matter; people decide who sits at which table.",
        "Unknown is not no. A list that was not given, or only in part, proves nothing by what is "
        "missing from it.",
        "Two lists may differ only because they were made at different times, or in other words "
        "for the same thing."};
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s", points[i]));
    TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s",
                          corral_report_is_for(report, CORRAL_SEEN_WITHIN)
                              ? "Dashed lines, hatching and question marks mean not known, or not "
                                "known in full."
                              : "What is empty here is either not there or not known; this page "
                                "does not tell which."));
done:
    return status;
}
