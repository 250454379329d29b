/* Sections about one group: its maps, who is in it, what is open. */
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

#include "cli/draw.h"
#include "core/number.h"

enum { HELD_ITEMS = 6, QUESTIONS_MOST = 60 };

/* ---- drawings ---- */

/* The numbers of a group's coalitions rise, and so do those of holders. */
static size_t holders_in(const corral_report *report, uint32_t item)
{
    corral_seats holders = corral_region_holders(report->region, item);
    size_t count = 0;
    for (size_t i = 0; i < holders.count; i++)
        count += corral_grouping_of(report->run->grouping, holders.index[i]) ==
                 corral_report_group(report);
    return count;
}

static bool shares_any(const corral_report *report, uint32_t facet)
{
    uint32_t first, end;
    corral_region_facet_items(report->region, facet, &first, &end);
    for (uint32_t item = first; item < end; item++)
        if (holders_in(report, item) > 1) return true;
    return false;
}

static corral_status draw_group(corral_report *report, uint32_t facet, corral_error *err)
{
    corral_drawing drawing = report->drawing;
    drawing.style = CORRAL_STYLE_TRAINS;
    drawing.group = corral_report_group(report);
    drawing.facet = facet;
    if (report->packet) drawing.paper = report->sheet;
    return corral_report_draw(report, &drawing, NULL, err);
}

corral_status corral_report_map(corral_report *report, corral_error *err)
{
    return draw_group(report, report->drawing.facet, err);
}

corral_status corral_report_goals(corral_report *report, corral_error *err)
{
    uint32_t goal = corral_region_facet_find(report->region, "goal");
    if (goal == UINT32_MAX || goal == report->drawing.facet || !shares_any(report, goal))
        return CORRAL_OK;
    return draw_group(report, goal, err);
}

/* Which members sit in which of the group's rooms. */
corral_status corral_report_group_rooms(corral_report *report, corral_error *err)
{
    corral_drawing drawing = report->drawing;
    uint32_t member = corral_region_facet_find(report->region, "member");
    if (member == UINT32_MAX || !shares_any(report, member)) return CORRAL_OK;
    drawing.style = CORRAL_STYLE_UPSET;
    drawing.group = corral_report_group(report);
    drawing.facet = member;
    return corral_report_draw(report, &drawing, NULL, err);
}

static corral_status say_how_firm(corral_report *report, corral_error *err)
{
    double stability = corral_grouping_stability(report->run->grouping, report->place);
    const char *band = corral_band_name(corral_band_of(stability));
    char percent[CORRAL_NUMBER_SIZE];
    if (!band) return CORRAL_OK;
    corral_number_fixed(100 * stability, 0, percent);
    return corral_report_say(report, CORRAL_REPORT_SMALL, err,
                             "How firm (firm, stable, pattern or loose): %s. With the items drawn "
                             "anew many times, and some of what is known left out, the group that "
                             "comes out in its place is on average %s %% the same.",
                             band, percent);
}

static corral_status say_held(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text held = {0};
    size_t count = corral_report_members(report).count;
    TRY(corral_grouping_held(report->region, report->run->grouping, report->place, HELD_ITEMS,
                             &held, err));
    TRY(corral_report_say(report, CORRAL_REPORT_TEXT, err,
                          "%zu coalition%s, held together by %s. The shares are of all that makes "
                          "them alike.",
                          count, count == 1 ? "" : "s", held.bytes));
done:
    corral_text_release(&held);
    return status;
}

/* ---- who is in it ---- */

/* Attributes of coalitions that help people to know whom they meet. */
static const corral_column about[] = {{.name = "lead"},
                                      {.name = "backbone"},
                                      {.name = "geography"},
                                      {.name = "founded"},
                                      {.name = "meetings_per_year", .label = "meetings a year"},
                                      {.name = "meeting_hours", .label = "hours each"},
                                      {.name = "staff"}};

static const char *known_word(const corral_report *report, uint32_t a)
{
    static const char *const words[] = {"not known", "in part", "known"};
    if (report->drawing.facet == UINT32_MAX) return NULL;
    return words[corral_region_known(report->region, a, report->drawing.facet)];
}

static corral_status add_columns(const corral_report *report, corral_table *table,
                                 corral_error *err)
{
    static const corral_column known = {.name = "known", .type = CORRAL_COLUMN_WORD};
    static const corral_column figures[] = {{.name = "fit", .type = CORRAL_COLUMN_SCORE},
                                            {.name = "next_group", .type = CORRAL_COLUMN_COUNT},
                                            {.name = "next_fit", .type = CORRAL_COLUMN_SCORE}};
    corral_status status = CORRAL_OK;
    char words[80], label[96];
    corral_column with_label = known;
    snprintf(label, sizeof label, "%s",
             corral_facet_words(corral_draw_facet_name(&report->drawing), 2, words));
    with_label.label = label;
    if (corral_report_is_for(report, CORRAL_SEEN_WITHIN))
        TRY(corral_table_add_columns(table, &with_label, 1, err));
    TRY(corral_table_add_columns(table, about, sizeof about / sizeof *about, err));
    if (corral_report_is_for(report, CORRAL_SEEN_BY_TEAM))
        TRY(corral_table_add_columns(table, figures, 3, err));
done:
    return status;
}

static corral_status add_member(const corral_report *report, uint32_t a, size_t place,
                                corral_table *table, corral_error *err)
{
    const corral_grouping *grouping = report->run->grouping;
    corral_letter letter;
    double next_fit;
    uint32_t next = corral_grouping_next(grouping, a, &next_fit);
    corral_table_put_text(table, corral_letter_of(&letter, place));
    corral_table_put_text(table, corral_region_name(report->region, a));
    if (corral_report_is_for(report, CORRAL_SEEN_WITHIN))
        corral_table_put_text(table, known_word(report, a));
    for (size_t k = 0; k < sizeof about / sizeof *about; k++) {
        const char *value = corral_region_attribute(report->region, a, about[k].name);
        corral_table_put_text(table, *value ? value : NULL);
    }
    if (corral_report_is_for(report, CORRAL_SEEN_BY_TEAM)) {
        corral_table_put_number(table, corral_grouping_fit(grouping, a));
        if (next) {
            corral_table_put_count(table, next);
            corral_table_put_number(table, next_fit);
        }
    }
    return corral_table_end_row(table, err);
}

corral_status corral_report_who(corral_report *report, corral_error *err)
{
    static const corral_column columns[] = {{.name = "line", .type = CORRAL_COLUMN_WORD},
                                            {.name = "coalition"}};
    corral_status status = CORRAL_OK;
    corral_coalitions members = corral_report_members(report);
    corral_table *table;
    char title[64];
    snprintf(title, sizeof title, "Who is in group %u", corral_report_group(report));
    TRY(corral_report_table(report, title, columns, 2, &table, err));
    TRY(add_columns(report, table, err));
    for (size_t i = 0; i < members.count; i++)
        TRY(add_member(report, members.index[i], i, table, err));
    TRY(corral_report_put(report, table, err));
done:
    return status;
}

corral_status corral_report_one_group(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(say_held(report, err));
    if (corral_report_is_for(report, CORRAL_SEEN_WITHIN)) TRY(say_how_firm(report, err));
    TRY(corral_report_map(report, err));
    TRY(corral_report_who(report, err));
    TRY(corral_report_goals(report, err));
    TRY(corral_report_compare(report, err));
    TRY(corral_report_singles(report, err));
done:
    return status;
}

/* ---- open questions ---- */

/* Appends the plural of each facet compared of which so much is known of the coalition. */
static corral_status facets_known(const corral_report *report, uint32_t a, corral_known known,
                                  corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_similarity *similarity = report->run->similarity;
    char words[80];
    text->length = 0;
    TRY(corral_text_append(text, "", 0, err));
    for (uint32_t k = 0; k < corral_similarity_facet_count(similarity); k++) {
        uint32_t facet = corral_similarity_facet(similarity, k, NULL, NULL);
        if (corral_region_known(report->region, a, facet) != known) continue;
        TRY(corral_text_printf(
            text, err, "%s%s", text->length ? ", " : "",
            corral_facet_words(corral_region_facet_name(report->region, facet), 2, words)));
    }
done:
    return status;
}

/* One question for all of whom the same facets are known so far: "A X; B Y: which goals? ..." */
static corral_status ask_once(corral_report *report, size_t first, corral_known known,
                              const char *words[2], size_t *asked, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_coalitions members = corral_report_members(report);
    corral_text facets = {0}, others = {0}, who = {0};
    TRY(facets_known(report, members.index[first], known, &facets, err));
    if (!facets.length) goto done;
    for (size_t i = 0; i < members.count; i++) {
        corral_letter letter;
        TRY(facets_known(report, members.index[i], known, &others, err));
        if (strcmp(facets.bytes, others.bytes) != 0) continue;
        if (i < first) goto done; /* it was asked with that one */
        TRY(corral_text_printf(&who, err, "%s%s %s", who.length ? "; " : "",
                               corral_letter_of(&letter, i),
                               corral_region_name(report->region, members.index[i])));
    }
    TRY(corral_report_say(report, CORRAL_REPORT_POINT, err, "%s: which %s%s? %s", who.bytes,
                          words[0], facets.bytes, words[1]));
    ++*asked;
done:
    corral_text_release(&facets);
    corral_text_release(&others);
    corral_text_release(&who);
    return status;
}

static corral_status ask_of_lists(corral_report *report, size_t *asked, corral_error *err)
{
    static const char *unknown[] = {"", "They were not asked for, or not given."};
    static const char *partial[] = {"more ", "Some are named."};
    corral_status status = CORRAL_OK;
    size_t count = corral_report_members(report).count;
    for (size_t i = 0; i < count; i++) {
        TRY(ask_once(report, i, CORRAL_KNOWN_NO, unknown, asked, err));
        TRY(ask_once(report, i, CORRAL_KNOWN_PARTIAL, partial, asked, err));
    }
done:
    return status;
}

/* Cells on which informants differ; who said what stays in the data. */
static corral_status ask_of_disputes(corral_report *report, size_t *asked, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = report->region;
    corral_coalitions members = corral_report_members(report);
    for (uint32_t item = 0; item < corral_region_item_count(region); item++) {
        for (size_t i = 0; i < members.count && *asked < QUESTIONS_MOST; i++) {
            corral_letter letter;
            if (corral_region_cell(region, members.index[i], item) != CORRAL_CELL_DISPUTED)
                continue;
            TRY(corral_report_say(
                report, CORRAL_REPORT_POINT, err,
                "%s %s: is the %s \"%s\" on its list, and how firmly? Two answers differ.",
                corral_letter_of(&letter, i), corral_region_name(region, members.index[i]),
                corral_region_facet_name(region, corral_region_item_facet(region, item)),
                corral_region_item_name(region, item)));
            ++*asked;
        }
    }
done:
    return status;
}

corral_status corral_report_questions(corral_report *report, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t asked = 0;
    TRY(ask_of_lists(report, &asked, err));
    TRY(ask_of_disputes(report, &asked, err));
done:
    return status;
}
