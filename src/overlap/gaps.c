/* Gaps:
 *   1. choose what is looked at, from the list or from what coalitions have (gaps_list.c);
 *   2. for each item, or each two crossed (gaps_cross.c), count who has it and who was asked;
 *   3. say gap, unclear, thin, single, covered, several. */
#include "overlap/gaps.h"

#include "core/memory.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const char *corral_gap_status_name(corral_gap_status status)
{
    static const char *const names[] = {"gap", "unclear", "thin", "single", "covered", "several"};
    assert(status < CORRAL_GAP_STATUSES);
    return names[status];
}

static void side_release(corral_side *side)
{
    for (uint32_t i = 0; i < side->count; i++) {
        free(side->looked[i].name);
        free(side->looked[i].key);
    }
    free(side->looked);
}

void corral_gaps_free(corral_gaps *gaps)
{
    if (!gaps) return;
    for (uint32_t f = 0; f < corral_region_facet_count(gaps->region); f++) {
        if (gaps->answers) corral_answers_release(&gaps->answers[f]);
    }
    free(gaps->answers);
    free(gaps->is_collected);
    side_release(&gaps->rows);
    side_release(&gaps->columns);
    free(gaps->is_left_out);
    free(gaps->found);
    free(gaps);
}

corral_status corral_gaps_collect(corral_gaps *gaps, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (gaps->is_collected[facet]) return CORRAL_OK;
    gaps->is_collected[facet] = true;
    TRY(corral_answers_init(&gaps->answers[facet], gaps->region, facet, err));
done:
    return status;
}

/* ---- the rules ---- */

static bool enough_asked(uint32_t asked, uint32_t unknown)
{
    double all = (double)asked + unknown;
    return all > 0 && asked >= CORRAL_GAP_ASKED * all - 1e-9;
}

corral_gap_status corral_gap_status_of(const corral_gap *gap, bool complete)
{
    if (gap->coalitions == 0) {
        bool is_certain = complete && !gap->disputed && enough_asked(gap->asked, gap->unknown);
        return is_certain ? CORRAL_GAP : CORRAL_GAP_UNCLEAR;
    }
    if (gap->secondary == gap->coalitions) return CORRAL_GAP_THIN;
    if (gap->coalitions == 1) return CORRAL_GAP_SINGLE;
    return gap->q < CORRAL_GAP_SEVERAL_Q ? CORRAL_GAP_SEVERAL : CORRAL_GAP_COVERED;
}

static const char *name_of(const corral_gaps *gaps, const corral_looked *l)
{
    if (l->name) return l->name;
    return corral_region_item_name(gaps->region, gaps->answers[l->facet].first + l->item);
}

static uint32_t item_of(const corral_gaps *gaps, const corral_looked *l)
{
    return l->item == UINT32_MAX ? UINT32_MAX : gaps->answers[l->facet].first + l->item;
}

corral_gap corral_gap_of(const corral_gaps *gaps, uint32_t row, uint32_t column)
{
    const corral_looked *l = &gaps->rows.looked[row];
    corral_gap gap = {.facet = l->facet,
                      .item = item_of(gaps, l),
                      .name = name_of(gaps, l),
                      .facet2 = UINT32_MAX,
                      .item2 = UINT32_MAX,
                      .holders = corral_looked_holders(l),
                      .row = row,
                      .column = column,
                      .expected = NAN,
                      .q = 1};
    if (gaps->is_crossed) {
        const corral_looked *m = &gaps->columns.looked[column];
        gap.facet2 = m->facet;
        gap.item2 = item_of(gaps, m);
        gap.name2 = name_of(gaps, m);
        gap.holders2 = corral_looked_holders(m);
    }
    return gap;
}

/* ---- one facet ---- */

static int by_coalitions(const void *left, const void *right)
{
    const corral_gap *x = left, *y = right;
    if (x->coalitions != y->coalitions) return x->coalitions < y->coalitions ? -1 : 1;
    if (x->status != y->status) return x->status < y->status ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static corral_gap look_at(const corral_gaps *gaps, uint32_t row)
{
    const corral_looked *l = &gaps->rows.looked[row];
    corral_gap gap = corral_gap_of(gaps, row, 0);
    gap.coalitions = corral_looked_holders(l);
    gap.secondary = l->count[CORRAL_ANSWER_SECONDARY];
    gap.unknown = corral_looked_open(l);
    gap.disputed = l->count[CORRAL_ANSWER_DISPUTED];
    gap.asked = corral_region_coalition_count(gaps->region) - gap.unknown;
    gap.status = corral_gap_status_of(&gap, l->count[CORRAL_ANSWER_NO] > 0);
    return gap;
}

/* Coalitions of which every facet looked at is known. */
static uint32_t count_known(const corral_gaps *gaps)
{
    uint32_t known = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(gaps->region); a++) {
        bool all = true;
        for (uint32_t f = 0; all && f < corral_region_facet_count(gaps->region); f++)
            all = !gaps->is_collected[f] ||
                  corral_region_known(gaps->region, a, f) != CORRAL_KNOWN_NO;
        known += all;
    }
    return known;
}

static corral_status find_in_one(corral_gaps *gaps, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&gaps->found, gaps->rows.count, sizeof *gaps->found, err));
    for (uint32_t i = 0; i < gaps->rows.count; i++)
        if (!gaps->is_left_out[i]) gaps->found[gaps->count++] = look_at(gaps, i);
    if (!gaps->rows.is_listed && gaps->count)
        qsort(gaps->found, gaps->count, sizeof *gaps->found, by_coalitions);
done:
    return status;
}

/* ---- all of it ---- */

static void sum_up(corral_gaps *gaps)
{
    size_t all = (size_t)gaps->rows.count * (gaps->is_crossed ? gaps->columns.count : 1);
    for (size_t k = 0; k < gaps->count; k++) gaps->total.status[gaps->found[k].status]++;
    gaps->total.known = count_known(gaps);
    gaps->total.left_out = all - gaps->count;
    gaps->total.rows = gaps->rows.count;
    gaps->total.all_rows = gaps->rows.all;
    gaps->total.columns = gaps->is_crossed ? gaps->columns.count : 1;
    gaps->total.all_columns = gaps->is_crossed ? gaps->columns.all : 1;
}

corral_status corral_gaps_find(const corral_region *region, const corral_gaps_options *options,
                               const corral_progress *progress, corral_gaps **out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facets = corral_region_facet_count(region);
    corral_gaps *gaps = NULL;
    TRY(corral_array_new(&gaps, 1, sizeof *gaps, err));
    gaps->region = region;
    TRY(corral_array_new(&gaps->answers, facets, sizeof *gaps->answers, err));
    TRY(corral_array_new(&gaps->is_collected, facets, sizeof *gaps->is_collected, err));
    TRY(corral_gaps_look(gaps, options, err));
    if (gaps->is_crossed)
        TRY(corral_gaps_cross(gaps, progress, err));
    else
        TRY(find_in_one(gaps, err));
    sum_up(gaps);
    *out = gaps;
    gaps = NULL;
done:
    corral_gaps_free(gaps);
    return status;
}

size_t corral_gaps_count(const corral_gaps *gaps)
{
    return gaps->count;
}

corral_gap corral_gaps_get(const corral_gaps *gaps, size_t index)
{
    assert(index < gaps->count);
    return gaps->found[index];
}

corral_gaps_total corral_gaps_summary(const corral_gaps *gaps)
{
    return gaps->total;
}

/* The next coalition that has the item, from *at on; UINT32_MAX if there is none. */
static uint32_t next_holder(const corral_answers *s, const corral_looked *l, size_t *at)
{
    if (l->item == UINT32_MAX) return UINT32_MAX;
    size_t end = s->column_start[l->item + 1];
    while (*at < end && !corral_answer_has(s->column_answer[*at])) ++*at;
    return *at < end ? s->column_coalition[*at] : UINT32_MAX;
}

size_t corral_gaps_coalitions(const corral_gaps *gaps, size_t index, uint32_t *coalition,
                              size_t room)
{
    const corral_gap *gap = &gaps->found[index];
    const corral_looked *l = &gaps->rows.looked[gap->row];
    const corral_looked *m = gaps->is_crossed ? &gaps->columns.looked[gap->column] : l;
    const corral_answers *s = &gaps->answers[l->facet], *t = &gaps->answers[m->facet];
    size_t at = l->item == UINT32_MAX ? 0 : s->column_start[l->item], count = 0;
    size_t other = m->item == UINT32_MAX ? 0 : t->column_start[m->item];
    for (;;) {
        uint32_t a = next_holder(s, l, &at), b = next_holder(t, m, &other);
        if (a == UINT32_MAX || b == UINT32_MAX) break;
        if (a == b && count++ < room) coalition[count - 1] = a;
        at += a <= b;
        other += b <= a;
    }
    return count;
}

void corral_gaps_facets(const corral_region *region, uint32_t *of, uint32_t *by)
{
    static const char *const names[] = {"population", "issue",  "goal",  "strategy",
                                        "geography",  "target", "member"};
    *of = *by = UINT32_MAX;
    for (size_t k = 0; k < sizeof names / sizeof *names && *by == UINT32_MAX; k++) {
        uint32_t facet = corral_region_facet_find(region, names[k]), first, end;
        if (facet == UINT32_MAX) continue;
        corral_region_facet_items(region, facet, &first, &end);
        if (first == end || !corral_region_holders(region, first).count) continue;
        *(*of == UINT32_MAX ? of : by) = facet;
    }
}
