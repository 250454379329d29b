/* The style trains: coalitions as lines, items that two or more of a group hold as stations. One
 * group, or every group as a poster; a region of at most nine coalitions is one map, and a larger
 * one without groups a list of names. */
#include "cli/draw.h"

#include "core/memory.h"
#include "core/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELD_ITEMS = 3 };

typedef struct trains {
    const corral_drawing *drawing;
    const corral_region *region;
    bool is_one;      /* the whole region as one map, whatever the groups */
    bool is_list;     /* more than one map takes, and no groups: names alone */
    uint32_t *number; /* by coalition: in the drawing; UINT32_MAX: not drawn */
    uint32_t coalitions;
    uint32_t shared, single; /* items on two or more lines of one map, and on one */
} trains;

static uint32_t board_of(const trains *t, uint32_t a)
{
    return t->is_one ? 0 : corral_grouping_of(t->drawing->grouping, a);
}

/* ---- what fits ---- */

corral_status corral_draw_check_poster(uint32_t coalitions, corral_error *err)
{
    if (coalitions <= CORRAL_POSTER_MOST) return CORRAL_OK;
    return corral_error_set(err, CORRAL_LIMIT,
                            "a poster of trains draws at most %d coalitions, here are %u: draw one "
                            "group with --group N, each by itself with --split FOLDER, or the "
                            "whole with --style districts",
                            CORRAL_POSTER_MOST, coalitions);
}

static corral_status check_size(const trains *t, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = t->drawing;
    if (!d->group) TRY(corral_draw_check_poster(t->coalitions, err));
    for (uint32_t k = 0; !t->is_one && k < corral_grouping_count(d->grouping); k++) {
        uint32_t number = corral_grouping_number(d->grouping, k);
        size_t count = corral_grouping_members(d->grouping, k).count;
        if ((!d->group || d->group == number) && count > CORRAL_TRAIN_LINES)
            FAIL(CORRAL_LIMIT,
                 "a train map draws at most %d coalitions, group %u has %zu: divide it in the file "
                 "of groups, or draw it with --style network or matrix",
                 CORRAL_TRAIN_LINES, number, count);
    }
done:
    return status;
}

static void number_coalitions(trains *t)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(t->region); a++)
        t->number[a] = corral_draw_has(t->drawing, a) ? t->coalitions++ : UINT32_MAX;
}

/* ---- items ---- */

/* How many lines of that map hold the item. */
static size_t lines_of(const trains *t, uint32_t item, uint32_t board)
{
    corral_seats holders = corral_region_holders(t->region, item);
    size_t lines = 0;
    for (size_t i = 0; i < holders.count; i++)
        lines +=
            t->number[holders.index[i]] != UINT32_MAX && board_of(t, holders.index[i]) == board;
    return lines;
}

/* Counts the item once for each map it is on. */
static void count_item(trains *t, uint32_t item)
{
    corral_seats holders = corral_region_holders(t->region, item);
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t a = holders.index[i], board = board_of(t, a);
        bool is_first = true;
        if (t->number[a] == UINT32_MAX || (!t->is_one && !board)) continue;
        for (size_t k = 0; k < i; k++)
            is_first = is_first && (t->number[holders.index[k]] == UINT32_MAX ||
                                    board_of(t, holders.index[k]) != board);
        if (!is_first) continue;
        if (lines_of(t, item, board) > 1)
            t->shared++;
        else
            t->single++;
    }
}

/* Every group in which somebody holds the item. */
static corral_status add_elsewhere(const trains *t, uint32_t item, uint32_t number,
                                   corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(t->region, item);
    uint32_t *groups = NULL;
    size_t count = 0;
    if (t->is_one) return CORRAL_OK;
    TRY(corral_array_new(&groups, holders.count, sizeof *groups, err));
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t group = corral_grouping_of(t->drawing->grouping, holders.index[i]);
        if (group) groups[count++] = group;
    }
    if (count) qsort(groups, count, sizeof *groups, corral_by_number);
    for (size_t i = 0; i < count; i++) {
        corral_digits at, group;
        if (i && groups[i] == groups[i - 1]) continue;
        TRY(corral_draw_record(model, err, "elsewhere", corral_digits_of(&at, number),
                               corral_digits_of(&group, groups[i]), NULL));
    }
done:
    free(groups);
    return status;
}

static corral_status add_item(trains *t, uint32_t item, uint32_t *count, corral_text *model,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(t->region, item);
    bool is_drawn = false;
    for (size_t i = 0; i < holders.count; i++) {
        corral_digits coalition, number;
        uint32_t from = t->number[holders.index[i]];
        if (from == UINT32_MAX) continue;
        is_drawn = true;
        TRY(corral_draw_record(model, err, "seat", corral_digits_of(&coalition, from),
                               corral_digits_of(&number, *count),
                               holders.weight[i] > 0.5 ? "1" : "0.5", NULL));
    }
    if (!is_drawn) return CORRAL_OK;
    TRY(corral_draw_item(t->drawing, item, *count, model, err));
    TRY(add_elsewhere(t, item, *count, model, err));
    ++*count;
done:
    return status;
}

static corral_status add_items(trains *t, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end, count = 0;
    if (t->drawing->facet == UINT32_MAX) return CORRAL_OK;
    corral_region_facet_items(t->region, t->drawing->facet, &first, &end);
    for (uint32_t j = first; j < end; j++) TRY(add_item(t, j, &count, model, err));
done:
    return status;
}

/* ---- the key of a single map ---- */

static corral_status add_column(const trains *t, const char *facet, const char *title,
                                size_t *columns, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_digits column, coalition;
    uint32_t first, end, found = corral_region_facet_find(t->region, facet);
    if (found == UINT32_MAX || found == t->drawing->facet) return CORRAL_OK;
    corral_region_facet_items(t->region, found, &first, &end);
    corral_digits_of(&column, *columns);
    TRY(corral_draw_record(model, err, "column", column.text, title, NULL));
    for (uint32_t j = first; j < end; j++) {
        corral_seats holders = corral_region_holders(t->region, j);
        for (size_t i = 0; i < holders.count; i++) {
            uint32_t a = holders.index[i];
            if (t->number[a] == UINT32_MAX) continue;
            TRY(corral_draw_record(model, err, "entry", column.text,
                                   corral_digits_of(&coalition, t->number[a]),
                                   corral_region_item_name(t->region, j),
                                   lines_of(t, j, board_of(t, a)) > 1 ? "yes" : "no", NULL));
        }
    }
    for (uint32_t a = 0; a < corral_region_coalition_count(t->region); a++)
        if (t->number[a] != UINT32_MAX && !t->drawing->is_public &&
            corral_region_known(t->region, a, found) == CORRAL_KNOWN_NO)
            TRY(corral_draw_record(model, err, "entry", column.text,
                                   corral_digits_of(&coalition, t->number[a]), "not known", "no",
                                   NULL));
    ++*columns;
done:
    return status;
}

static corral_status add_key(const trains *t, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t columns = 0;
    TRY(add_column(t, "goal", "Goals (bold: shared here)", &columns, model, err));
    TRY(add_column(t, "strategy", "Strategies (bold: shared here)", &columns, model, err));
done:
    return status;
}

/* ---- words ---- */

static corral_status title_of(const trains *t, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = t->drawing;
    const char *facet = corral_draw_facet_name(d);
    uint32_t groups = corral_grouping_count(d->grouping), grouped = 0;
    for (uint32_t k = 0; k < groups; k++)
        grouped += (uint32_t)corral_grouping_members(d->grouping, k).count;
    TRY(corral_text_printf(text, err, "Map of moving trains"));
    if (t->is_list) TRY(corral_text_printf(text, err, ": %u coalitions, no groups", t->coalitions));
    if (d->group) TRY(corral_text_printf(text, err, ": group %u", d->group));
    if (!d->group && !t->is_one && !t->is_list) {
        TRY(corral_text_printf(text, err, ": "));
        if (groups && grouped < t->coalitions)
            TRY(corral_text_printf(text, err, "%u of ", grouped));
        TRY(corral_text_printf(text, err, "%u coalitions in %u suggested group%s", t->coalitions,
                               groups, groups == 1 ? "" : "s"));
    }
    if (strcmp(facet, "member") != 0) TRY(corral_text_printf(text, err, ", by %s", facet));
done:
    return status;
}

static corral_status description_of(const trains *t, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *facet = corral_draw_facet_name(t->drawing);
    bool is_member = strcmp(facet, "member") == 0;
    char words[80], one[84];
    if (t->is_list)
        return corral_text_printf(text, err,
                                  "No trains are drawn, as there is no group; who is there is "
                                  "named below.");
    snprintf(one, sizeof one, "%s%s", strchr("aeiou", facet[0]) ? "n " : " ", facet);
    if (t->drawing->group || t->is_one) {
        TRY(corral_text_printf(
            text, err, "%u coalition%s (lines) share%s %u %s (bars across lines)", t->coalitions,
            t->coalitions == 1 ? "" : "s", t->coalitions == 1 ? "s" : "", t->shared,
            corral_facet_words(facet, t->shared, words)));
        if (t->single)
            TRY(corral_text_printf(text, err, "; %u more %s on one line only (ticks)", t->single,
                                   t->single == 1 ? "is" : "are"));
        TRY(corral_text_printf(text, err, ". "));
    }
    TRY(corral_text_printf(
        text, err,
        "A bar across lines is a%s that %s every line it crosses; the order along a "
        "line means nothing.",
        one, is_member ? "sits in" : "belongs to"));
done:
    return status;
}

static corral_status add_held(const trains *t, uint32_t place, corral_text *label,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t item[HELD_ITEMS];
    double part[HELD_ITEMS];
    size_t count;
    TRY(corral_grouping_held_by(t->drawing->grouping, place, HELD_ITEMS, item, part, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(corral_text_printf(label, err, "%s%s", i ? ", " : ", held together by ",
                               corral_region_item_name(t->region, item[i])));
done:
    return status;
}

/* The poster says over each map what holds it together. */
static corral_status add_groups(const trains *t, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = t->drawing;
    corral_text label = {0};
    if (t->is_one) return CORRAL_OK;
    for (uint32_t k = 0; k < corral_grouping_count(d->grouping); k++) {
        corral_digits digits;
        uint32_t number = corral_grouping_number(d->grouping, k);
        if (d->group && d->group != number) continue;
        label.length = 0;
        TRY(corral_text_printf(&label, err, "%zu coalitions",
                               corral_grouping_members(d->grouping, k).count));
        if (d->similarity) TRY(add_held(t, k, &label, err));
        TRY(corral_draw_record(model, err, "group", corral_digits_of(&digits, number), label.bytes,
                               NULL));
    }
done:
    corral_text_release(&label);
    return status;
}

static corral_status add_all(trains *t, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text title = {0}, description = {0};
    TRY(title_of(t, &title, err));
    TRY(description_of(t, &description, err));
    TRY(corral_draw_begin(t->drawing, title.bytes, description.bytes, model, err));
    TRY(add_groups(t, model, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(t->region); a++)
        if (t->number[a] != UINT32_MAX)
            TRY(corral_draw_coalition(t->drawing, a, t->number[a], board_of(t, a), model, err));
    TRY(add_items(t, model, err));
    if (t->drawing->group || t->is_one) TRY(add_key(t, model, err));
    TRY(corral_draw_notes(t->drawing, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&description);
    return status;
}

corral_status corral_draw_trains(const corral_drawing *drawing, corral_text *model,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_region_coalition_count(drawing->region), first = 0, end = 0;
    bool has_groups = corral_grouping_count(drawing->grouping) > 0,
         is_few = count <= CORRAL_TRAIN_LINES;
    trains t = {.drawing = drawing,
                .region = drawing->region,
                .is_one = !drawing->group && is_few && (!drawing->is_poster || !has_groups),
                .is_list = !has_groups && !is_few};
    TRY(corral_array_new(&t.number, count, sizeof *t.number, err));
    number_coalitions(&t);
    TRY(check_size(&t, err));
    if (drawing->facet != UINT32_MAX)
        corral_region_facet_items(drawing->region, drawing->facet, &first, &end);
    for (uint32_t j = first; j < end; j++) count_item(&t, j);
    TRY(add_all(&t, model, err));
done:
    free(t.number);
    return status;
}
