/* Who else should be at the table.
 *   1. who is there; 2. what is missing and who brings it, which coalitions share goals, who sits
 * in several of the group; 3. of each reason keep those with the largest scores, by name; 4. who
 *   knows them. */
#include "reach/reach.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

static const uint32_t NOBODY = UINT32_MAX;

corral_status reach_points_add(reach_points *list, uint32_t code, uint32_t what, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&list->points, &list->capacity, list->count + 1, sizeof *list->points,
                          err));
    list->points[list->count++] = (reach_point){code, what};
done:
    return status;
}

static bool is_member(const corral_involvement *v, uint32_t item)
{
    return item >= v->first_member && item < v->end_member;
}

/* ---- 1. who is there ---- */

static corral_status check_options(const corral_region *region, const corral_involve_options *o,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_coalitions *lists[] = {&o->table, &o->group};
    if (!o->table.count) FAIL(CORRAL_BAD_USE, "a table needs at least one coalition");
    if (!o->most) FAIL(CORRAL_BAD_USE, "most must be at least 1, got 0");
    if (!(o->damping > 0 && o->damping < 1))
        FAIL(CORRAL_BAD_USE, "damping must be above 0 and below 1, got %g", o->damping);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->count; i++)
            if (lists[k]->index[i] >= corral_region_coalition_count(region) ||
                (i && lists[k]->index[i] <= lists[k]->index[i - 1]))
                FAIL(CORRAL_BAD_USE, "coalitions of a table must be rising numbers below %u",
                     corral_region_coalition_count(region));
done:
    return status;
}

static bool may_be_asked(const corral_region *region, uint32_t a)
{
    return strcmp(corral_region_attribute(region, a, "interest"), "no") != 0 &&
           strcmp(corral_region_attribute(region, a, "status"), "ended") != 0;
}

static void seat_table(corral_involvement *v)
{
    corral_coalitions table = v->options->table;
    for (size_t k = 0; k < table.count; k++) {
        corral_seats seats = corral_region_footprint(v->region, table.index[k]);
        v->is_at_table[table.index[k]] = 1;
        for (size_t i = 0; i < seats.count; i++)
            if (is_member(v, seats.index[i]))
                v->is_at_table[v->coalition_count + seats.index[i]] = 1;
    }
    for (uint32_t j = v->first_member; j < v->end_member; j++) {
        if (!v->is_at_table[v->coalition_count + j]) continue;
        v->known.members++;
        v->known.without_sector += *corral_region_item_sector(v->region, j) == '\0';
    }
}

static corral_status begin(corral_involvement *v, const corral_region *region,
                           const corral_involve_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facet = corral_region_facet_find(region, "member");
    v->region = region;
    v->options = options;
    v->coalition_count = corral_region_coalition_count(region);
    if (facet != UINT32_MAX)
        corral_region_facet_items(region, facet, &v->first_member, &v->end_member);
    TRY(corral_array_new(&v->is_at_table,
                         (size_t)v->coalition_count + corral_region_item_count(region), 1, err));
    TRY(corral_array_new(&v->is_asked, v->coalition_count, 1, err));
    seat_table(v);
    for (uint32_t a = 0; a < v->coalition_count; a++) {
        v->is_asked[a] = may_be_asked(region, a);
        v->known.not_asked += !v->is_asked[a] && !v->is_at_table[a];
    }
done:
    return status;
}

/* ---- 2. who else, and why ---- */

static int by_code(const void *left, const void *right)
{
    const reach_point *x = left, *y = right;
    if (x->code != y->code) return x->code < y->code ? -1 : 1;
    return x->what < y->what ? -1 : x->what > y->what;
}

/* A row for each party with at least `least` different points. */
static corral_status add_rows(corral_involvement *v, reach_points *list,
                              corral_involve_reason reason, size_t least, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!list->count) return CORRAL_OK;
    qsort(list->points, list->count, sizeof *list->points, by_code);
    TRY(corral_array_grow(&v->what, &v->what_capacity, v->what_count + list->count, sizeof *v->what,
                          err));
    for (size_t i = 0, end; i < list->count; i = end) {
        size_t start = v->what_count;
        for (end = i; end < list->count && list->points[end].code == list->points[i].code; end++)
            if (end == i || list->points[end].what != list->points[end - 1].what)
                v->what[v->what_count++] = list->points[end].what;
        if (v->what_count - start < least) {
            v->what_count = start;
            continue;
        }
        TRY(corral_array_grow(&v->rows, &v->row_capacity, v->row_count + 1, sizeof *v->rows, err));
        v->rows[v->row_count++] = (reach_row){.reason = reason,
                                              .code = list->points[i].code,
                                              .what = start,
                                              .what_count = v->what_count - start};
    }
done:
    return status;
}

static corral_status add_missing(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    reach_points points = {0};
    TRY(reach_find_missing(v, &points, err));
    TRY(add_rows(v, &points, CORRAL_INVOLVE_MISSING, 1, err));
    points.count = 0;
    for (uint32_t k = 0; k < v->entry_count; k++) {
        if (!v->entries[k].is_missing || v->entries[k].is_anywhere) continue;
        points.count = 0;
        TRY(reach_points_add(&points, NOBODY, k, err));
        TRY(add_rows(v, &points, CORRAL_INVOLVE_OUTSIDE, 1, err));
    }
done:
    free(points.points);
    return status;
}

/* Every goal of the table speaks for whoever else has it. */
static corral_status add_goals(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    reach_points points = {0};
    uint32_t first, end, facet = corral_region_facet_find(v->region, "goal");
    if (facet == UINT32_MAX) return CORRAL_OK;
    corral_region_facet_items(v->region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        corral_seats holders = corral_region_holders(v->region, j);
        bool is_here = false;
        for (size_t i = 0; i < holders.count && !is_here; i++)
            is_here = v->is_at_table[holders.index[i]];
        for (size_t i = 0; i < holders.count && is_here; i++)
            if (!v->is_at_table[holders.index[i]] && v->is_asked[holders.index[i]])
                TRY(reach_points_add(&points, holders.index[i], j, err));
    }
    TRY(add_rows(v, &points, CORRAL_INVOLVE_GOALS, 2, err));
done:
    free(points.points);
    return status;
}

/* Where the table is only a part of the group, those who sit there are no candidates. */
static bool is_whole_group(const corral_involvement *v)
{
    corral_coalitions group = v->options->group;
    for (size_t k = 0; k < group.count; k++)
        if (!v->is_at_table[group.index[k]]) return false;
    return true;
}

static corral_status add_several(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    reach_points points = {0};
    corral_coalitions group = v->options->group;
    bool is_whole = is_whole_group(v);
    for (size_t k = 0; k < group.count; k++) {
        corral_seats seats = corral_region_footprint(v->region, group.index[k]);
        for (size_t i = 0; i < seats.count; i++) {
            uint32_t code = v->coalition_count + seats.index[i];
            if (is_member(v, seats.index[i]) && (is_whole || !v->is_at_table[code]))
                TRY(reach_points_add(&points, code, group.index[k], err));
        }
    }
    TRY(add_rows(v, &points, CORRAL_INVOLVE_SEVERAL, 2, err));
done:
    free(points.points);
    return status;
}

/* ---- 3. keep and order ---- */

static double seats_of(const corral_involvement *v, uint32_t code)
{
    if (code < v->coalition_count) return (double)corral_region_footprint(v->region, code).count;
    return (double)corral_region_holders(v->region, code - v->coalition_count).count;
}

/* The share of what is missing that a candidate brings counts for whatever reason it is there. */
static corral_status score_rows(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t codes = (size_t)v->coalition_count + corral_region_item_count(v->region);
    double *rank = NULL, *share = NULL;
    TRY(corral_array_new(&rank, codes, sizeof *rank, err));
    TRY(corral_array_new(&share, codes, sizeof *share, err));
    TRY(reach_pagerank(v, rank, err));
    for (size_t i = 0; i < v->row_count; i++)
        if (v->rows[i].reason == CORRAL_INVOLVE_MISSING)
            share[v->rows[i].code] = (double)v->rows[i].what_count / (double)v->missing_count;
    for (size_t i = 0; i < v->row_count; i++) {
        reach_row *row = &v->rows[i];
        row->score = NAN;
        if (row->code == NOBODY) continue;
        double seats = seats_of(v, row->code);
        /* Who has no seat anywhere has rank 0. */
        row->score = rank[row->code] * (1 + share[row->code]) / (seats > 0 ? log2(1 + seats) : 1);
    }
done:
    free(rank);
    free(share);
    return status;
}

static int by_score(const void *left, const void *right)
{
    const reach_row *x = left, *y = right;
    if (x->reason != y->reason) return x->reason < y->reason ? -1 : 1;
    if (x->score > y->score) return -1;
    if (x->score < y->score) return 1;
    return x->code < y->code ? -1 : x->code > y->code;
}

static const char *name_of(const corral_involvement *v, uint32_t code)
{
    if (code == NOBODY) return "";
    if (code < v->coalition_count) return corral_region_name(v->region, code);
    return corral_region_item_name(v->region, code - v->coalition_count);
}

/* Where a row stands: what is missing, or nowhere to be found, entry by entry; then the others. */
static size_t block_of(const corral_involvement *v, const reach_row *row)
{
    if (row->reason <= CORRAL_INVOLVE_OUTSIDE) return v->what[row->what];
    return v->entry_count + (row->reason == CORRAL_INVOLVE_SEVERAL);
}

static int by_name(const void *left, const void *right, void *context)
{
    const corral_involvement *v = context;
    const reach_row *x = left, *y = right;
    size_t one = block_of(v, x), two = block_of(v, y);
    if (one != two) return one < two ? -1 : 1;
    int order = strcmp(name_of(v, x->code), name_of(v, y->code));
    return order ? order : x->code < y->code ? -1 : x->code > y->code;
}

/* Whether something it brings, or its reason, has not enough candidates yet; counts it if so. */
static bool has_place(const corral_involvement *v, const reach_row *row, size_t *of_entry,
                      size_t *of_reason)
{
    bool has = false;
    if (row->reason == CORRAL_INVOLVE_OUTSIDE) return true;
    if (row->reason != CORRAL_INVOLVE_MISSING) return of_reason[row->reason]++ < v->options->most;
    for (size_t i = 0; i < row->what_count; i++)
        has |= of_entry[v->what[row->what + i]] < v->options->most;
    for (size_t i = 0; i < row->what_count && has; i++) of_entry[v->what[row->what + i]]++;
    return has;
}

static corral_status keep_rows(corral_involvement *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *of_entry = NULL, of_reason[CORRAL_INVOLVE_SEVERAL + 1] = {0}, kept = 0;
    if (!v->row_count) return CORRAL_OK;
    TRY(corral_array_new(&of_entry, v->entry_count, sizeof *of_entry, err));
    qsort(v->rows, v->row_count, sizeof *v->rows, by_score);
    for (size_t i = 0; i < v->row_count; i++) {
        reach_row row = v->rows[i];
        if (has_place(v, &row, of_entry, of_reason))
            v->rows[kept++] = row;
        else
            v->left_out[row.reason]++;
    }
    v->row_count = kept;
    qsort_r(v->rows, v->row_count, sizeof *v->rows, by_name, v);
done:
    free(of_entry);
    return status;
}

/* ---- the whole ---- */

static bool go_on(const corral_progress *progress, double done)
{
    return !progress || progress->step(progress->user, "looking for who else", done);
}

corral_status corral_involve_find(const corral_region *region,
                                  const corral_involve_options *options,
                                  const corral_progress *progress, corral_involvement **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_involvement *v = NULL;
    TRY(check_options(region, options, err));
    TRY(corral_array_new(&v, 1, sizeof *v, err));
    TRY(begin(v, region, options, err));
    TRY(add_missing(v, err));
    TRY(add_goals(v, err));
    TRY(add_several(v, err));
    if (!go_on(progress, 0.2)) FAIL(CORRAL_INTERRUPTED, "interrupted");
    TRY(score_rows(v, err));
    TRY(keep_rows(v, err));
    if (!go_on(progress, 0.7)) FAIL(CORRAL_INTERRUPTED, "interrupted");
    TRY(reach_find_ties(v, err));
    v->options = NULL;
    *out = v;
    v = NULL;
done:
    corral_involvement_free(v);
    return status;
}

void corral_involvement_free(corral_involvement *v)
{
    if (!v) return;
    for (size_t k = 0; k < v->entry_count; k++) {
        free(v->entries[k].facet);
        free(v->entries[k].item);
    }
    free(v->entries);
    free(v->is_at_table);
    free(v->is_asked);
    free(v->rows);
    free(v->what);
    free(v->path);
    free(v);
}

/* ---- asking ---- */

size_t corral_involvement_count(const corral_involvement *v)
{
    return v->row_count;
}

static corral_party party_of(const corral_involvement *v, uint32_t code)
{
    if (code == NOBODY) return (corral_party){false, UINT32_MAX};
    if (code < v->coalition_count) return (corral_party){true, code};
    return (corral_party){false, code - v->coalition_count};
}

corral_involve_row corral_involvement_row(const corral_involvement *v, size_t index)
{
    const reach_row *row = &v->rows[index];
    return (corral_involve_row){.reason = row->reason,
                                .candidate = party_of(v, row->code),
                                .what = v->what + row->what,
                                .what_count = row->what_count,
                                .path = row->path_count ? v->path + row->path : NULL,
                                .path_count = row->path_count,
                                .partner = row->partner,
                                .depth = (corral_depth)row->depth,
                                .next = (corral_depth)row->next,
                                .score = row->score};
}

size_t corral_involvement_entry_count(const corral_involvement *v)
{
    return v->entry_count;
}

corral_involve_entry corral_involvement_entry(const corral_involvement *v, size_t index)
{
    const reach_entry *e = &v->entries[index];
    return (corral_involve_entry){e->facet, e->item, e->is_missing};
}

size_t corral_involvement_left_out(const corral_involvement *v, corral_involve_reason reason)
{
    return v->left_out[reason];
}

corral_involve_known corral_involvement_known(const corral_involvement *v)
{
    return v->known;
}
