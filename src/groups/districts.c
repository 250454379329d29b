/* Districts, in steps: 1. the graph of groups   2. communities at the resolution that gives a
 * number fit for one sheet   3. the smallest ones put together   4. links and labels. */
#include "groups/districts.h"

#include "core/memory.h"
#include "core/progress.h"
#include "groups/group_graph.h"
#include "groups/result.h"

#include <math.h>
#include <string.h>

#define NONE UINT32_MAX

enum {
    LEAST = 40,       /* districts wanted, */
    LEAST_GROUPS = 5, /* but not fewer groups in each on average */
    HALVINGS = 10,    /* or doublings of the resolution */
    BISECTIONS = 6
};

void corral_districts_release(corral_districts *districts)
{
    free(districts->list);
    free(districts->of_group);
    free(districts->links);
    *districts = (corral_districts){0};
}

/* ---- communities ---- */

/* The search for a resolution. */
typedef struct resolving {
    const group_graph *graph;
    uint32_t group_count, least, crumb;
    uint64_t seed;
    uint32_t *community, *best; /* by vertex */
    uint32_t *size;             /* by community */
    uint32_t best_count;        /* districts at the best resolution so far */
    double resolution;          /* the best; NAN before the first */
} resolving;

static void resolving_release(resolving *r)
{
    free(r->community);
    free(r->best);
    free(r->size);
}

static uint32_t count_linked(const group_graph *graph, uint32_t groups, unsigned char *is_linked)
{
    uint32_t linked = 0;
    for (size_t e = 0; e < graph->edge_count; e++)
        is_linked[graph->from[e]] = is_linked[graph->to[e]] = 1;
    for (uint32_t v = 0; v < groups; v++) linked += is_linked[v];
    return linked;
}

static corral_status resolving_init(resolving *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = r->graph->vertex_count;
    unsigned char *is_linked = NULL;
    TRY(corral_array_new(&is_linked, n, 1, err));
    TRY(corral_array_new(&r->community, n, sizeof *r->community, err));
    TRY(corral_array_new(&r->best, n, sizeof *r->best, err));
    TRY(corral_array_new(&r->size, n, sizeof *r->size, err));
    r->resolution = NAN;
    uint32_t linked = count_linked(r->graph, r->group_count, is_linked);
    r->least = linked <= LEAST ? 1 : linked / LEAST_GROUPS;
    if (r->least > LEAST) r->least = LEAST;
    /* What goes to all others anyway where there are more than fit says nothing of a resolution. */
    r->crumb = r->group_count <= CORRAL_DISTRICT_LIMIT
                   ? 1
                   : 2 + r->group_count / (10 * CORRAL_DISTRICT_LIMIT);
done:
    free(is_linked);
    return status;
}

/* Communities that hold enough groups. */
static uint32_t count_districts(resolving *r, uint32_t count)
{
    uint32_t districts = 0;
    memset(r->size, 0, count * sizeof *r->size);
    for (uint32_t v = 0; v < r->group_count; v++) r->size[r->community[v]]++;
    for (uint32_t c = 0; c < count; c++) districts += r->size[c] >= r->crumb;
    return districts;
}

/* Better: within the limit, then nearer to the least wanted. */
static bool is_better(const resolving *r, uint32_t districts)
{
    if (isnan(r->resolution)) return true;
    if (districts > CORRAL_DISTRICT_LIMIT || r->best_count > CORRAL_DISTRICT_LIMIT)
        return districts < r->best_count;
    return r->best_count < r->least && districts > r->best_count;
}

static corral_status try_resolution(resolving *r, double resolution, uint32_t *districts,
                                    const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count, *other = r->best;
    TRY(corral_progress_step(progress, "finding districts", NAN, err));
    TRY(group_graph_communities(r->graph, resolution, r->seed, r->community, &count, err));
    *districts = count_districts(r, count);
    if (!is_better(r, *districts)) goto done;
    r->best = r->community;
    r->community = other;
    r->best_count = *districts;
    r->resolution = resolution;
done:
    return status;
}

static bool is_few(const resolving *r, uint32_t districts)
{
    return districts < r->least;
}

static bool is_many(uint32_t districts)
{
    return districts > CORRAL_DISTRICT_LIMIT;
}

/* Doubles or halves the resolution until it passes the numbers wanted, then goes between. */
static corral_status resolve(resolving *r, const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double low = 1, high = 1;
    uint32_t districts;
    TRY(try_resolution(r, 1, &districts, progress, err));
    for (int i = 0; i < HALVINGS && high == 1 && is_many(districts); i++) {
        low /= 2;
        TRY(try_resolution(r, low, &districts, progress, err));
    }
    for (int i = 0; i < HALVINGS && low == 1 && is_few(r, districts); i++) {
        high *= 2;
        TRY(try_resolution(r, high, &districts, progress, err));
    }
    if (low < 1) high = 2 * low;
    if (high > 1 && low == 1) low = high / 2;
    for (int i = 0; i < BISECTIONS && (is_few(r, r->best_count) || is_many(r->best_count)); i++) {
        double middle = sqrt(low * high);
        TRY(try_resolution(r, middle, &districts, progress, err));
        if (is_few(r, districts))
            low = middle;
        else
            high = middle;
    }
done:
    return status;
}

/* ---- from communities to districts ---- */

typedef struct raw_district {
    uint32_t community, groups, coalitions, first; /* first: its lowest group */
} raw_district;

static int by_coalitions(const void *left, const void *right)
{
    const raw_district *x = left, *y = right;
    if (x->coalitions != y->coalitions) return x->coalitions > y->coalitions ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Communities that hold a group, largest first; raw has room for one a group. */
static uint32_t list_raw(const resolving *r, const group_items *items, const corral_grouping *g,
                         uint32_t *at, raw_district *raw)
{
    uint32_t count = 0;
    memset(at, 0xff, r->graph->vertex_count * sizeof *at);
    for (uint32_t v = 0; v < items->group_count; v++) {
        uint32_t c = r->best[v], place = items->place[v];
        if (at[c] == NONE) {
            at[c] = count;
            raw[count++] = (raw_district){c, 0, 0, v};
        }
        raw[at[c]].groups++;
        raw[at[c]].coalitions += g->start[place + 1] - g->start[place];
    }
    if (count) qsort(raw, count, sizeof *raw, by_coalitions);
    return count;
}

static corral_status gather_districts(corral_districts *d, const resolving *r,
                                      const group_items *items, const corral_grouping *g,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *at = NULL;
    raw_district *raw = NULL;
    TRY(corral_array_new(&at, r->graph->vertex_count, sizeof *at, err));
    TRY(corral_array_new(&raw, items->group_count, sizeof *raw, err));
    uint32_t found = list_raw(r, items, g, at, raw);
    d->has_others = found > CORRAL_DISTRICT_LIMIT;
    d->count = d->has_others ? CORRAL_DISTRICT_LIMIT : found;
    TRY(corral_array_new(&d->list, d->count, sizeof *d->list, err));
    TRY(corral_array_new(&d->of_group, g->count, sizeof *d->of_group, err));
    for (uint32_t k = 0; k < found; k++) {
        uint32_t district = k < d->count ? k : d->count - 1;
        at[raw[k].community] = district;
        d->list[district].groups += raw[k].groups;
        d->list[district].coalitions += raw[k].coalitions;
    }
    for (uint32_t v = 0; v < items->group_count; v++) d->of_group[items->place[v]] = at[r->best[v]];
    d->without_group = g->coalition_count;
    for (uint32_t k = 0; k < d->count; k++) d->without_group -= d->list[k].coalitions;
    d->resolution = r->graph->edge_count ? r->resolution : NAN;
done:
    free(at);
    free(raw);
    return status;
}

/* ---- links and labels ---- */

/* What is counted while the items go by. */
typedef struct survey {
    const corral_region *region;
    const corral_grouping *grouping;
    corral_districts *districts;
    uint32_t *shared;  /* districts squared, from < to */
    uint32_t *holders; /* by district, all 0 between items */
    uint32_t *touched; /* districts that hold the item */
    double *score;     /* of the labels */
} survey;

/* Districts whose groups hold the item; returns their number. */
static uint32_t count_holders(survey *s, corral_seats holders)
{
    uint32_t count = 0;
    for (size_t i = 0; i < holders.count; i++) {
        uint32_t place = s->grouping->place[holders.index[i]];
        if (place == NONE) continue;
        uint32_t district = s->districts->of_group[place];
        if (s->holders[district]++ == 0) s->touched[count++] = district;
    }
    return count;
}

static void count_shared(survey *s, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            uint32_t x = s->touched[i], y = s->touched[j];
            s->shared[(x < y ? x : y) * s->districts->count + (x < y ? y : x)]++;
        }
}

static double score_of(const survey *s, uint32_t district, size_t region_holders)
{
    uint32_t held = s->holders[district];
    double share = (double)held / s->districts->list[district].coalitions;
    double usual = (double)region_holders / corral_region_coalition_count(s->region);
    return held < 2 ? 0 : share * log(share / usual);
}

/* Inserts the item among the labels if it is more characteristic than one of them. */
static void offer_label(survey *s, uint32_t district, uint32_t item, double score)
{
    uint32_t *label = s->districts->list[district].label;
    double *scores = s->score + (size_t)district * CORRAL_DISTRICT_LABELS;
    for (int k = 0; k < CORRAL_DISTRICT_LABELS && score > 0; k++) {
        bool is_more = label[k] == NONE || score > scores[k];
        if (!is_more && score == scores[k])
            is_more = strcmp(corral_region_item_key(s->region, item),
                             corral_region_item_key(s->region, label[k])) < 0;
        if (!is_more) continue;
        uint32_t item_before = label[k];
        double score_before = scores[k];
        label[k] = item;
        scores[k] = score;
        if (item_before == NONE) return;
        item = item_before;
        score = score_before;
    }
}

static void survey_items(survey *s, uint32_t facet)
{
    corral_districts *d = s->districts;
    uint32_t first = 0, end = 0;
    if (facet != NONE) corral_region_facet_items(s->region, facet, &first, &end);
    for (uint32_t k = 0; k < d->count; k++)
        for (int i = 0; i < CORRAL_DISTRICT_LABELS; i++) d->list[k].label[i] = NONE;
    for (uint32_t j = first; j < end; j++) {
        corral_seats holders = corral_region_holders(s->region, j);
        uint32_t count = count_holders(s, holders);
        count_shared(s, count);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t k = s->touched[i];
            if (!d->has_others || k < d->count - 1)
                offer_label(s, k, j, score_of(s, k, holders.count));
        }
        for (uint32_t i = 0; i < count; i++) s->holders[s->touched[i]] = 0;
    }
}

static uint32_t shared_by(const survey *s, uint32_t x, uint32_t y)
{
    return s->shared[(x < y ? x : y) * s->districts->count + (x < y ? y : x)];
}

/* Marks the strongest links of one district, of equal ones those to the lowest. */
static void choose_links(const survey *s, uint32_t district, uint32_t named, unsigned char *is_kept)
{
    for (int k = 0; k < CORRAL_DISTRICT_LINKS; k++) {
        uint32_t best = NONE, most = 0;
        for (uint32_t other = 0; other < named; other++) {
            uint32_t x = district < other ? district : other;
            uint32_t y = district < other ? other : district;
            if (other == district || s->touched[other] == district + 1) continue;
            if (shared_by(s, x, y) > most) {
                best = other;
                most = shared_by(s, x, y);
            }
        }
        if (best == NONE) return;
        s->touched[best] = district + 1;
        is_kept[(district < best ? district : best) * s->districts->count +
                (district < best ? best : district)] = 1;
    }
}

static corral_status keep_links(survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_districts *d = s->districts;
    size_t n = d->count;
    uint32_t named = d->count - d->has_others;
    unsigned char *is_kept = NULL;
    TRY(corral_array_new(&is_kept, n * n, 1, err));
    TRY(corral_array_new(&d->links, CORRAL_DISTRICT_LINKS * n, sizeof *d->links, err));
    memset(s->touched, 0, n * sizeof *s->touched);
    for (uint32_t k = 0; k < named; k++) choose_links(s, k, named, is_kept);
    for (uint32_t x = 0; x < named; x++)
        for (uint32_t y = x + 1; y < named; y++)
            if (is_kept[x * n + y])
                d->links[d->link_count++] = (corral_district_link){x, y, shared_by(s, x, y)};
done:
    free(is_kept);
    return status;
}

static corral_status describe(corral_districts *d, const corral_region *region,
                              const corral_grouping *grouping, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    survey s = {.region = region, .grouping = grouping, .districts = d};
    size_t n = d->count;
    TRY(corral_array_new(&s.shared, n * n, sizeof *s.shared, err));
    TRY(corral_array_new(&s.holders, n, sizeof *s.holders, err));
    TRY(corral_array_new(&s.touched, n, sizeof *s.touched, err));
    TRY(corral_array_new(&s.score, n * CORRAL_DISTRICT_LABELS, sizeof *s.score, err));
    survey_items(&s, facet);
    TRY(keep_links(&s, err));
done:
    free(s.shared);
    free(s.holders);
    free(s.touched);
    free(s.score);
    return status;
}

corral_status corral_districts_init(corral_districts *districts, const corral_region *region,
                                    const corral_grouping *grouping, uint32_t facet, uint64_t seed,
                                    const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    group_items items = {0};
    group_graph graph = {0};
    resolving r = {.graph = &graph, .seed = seed};
    *districts = (corral_districts){0};
    TRY(group_items_init(&items, region, grouping, facet, err));
    TRY(group_graph_init(&graph, &items, err));
    r.group_count = items.group_count;
    TRY(resolving_init(&r, err));
    TRY(resolve(&r, progress, err));
    TRY(gather_districts(districts, &r, &items, grouping, err));
    TRY(describe(districts, region, grouping, facet, err));
done:
    if (status != CORRAL_OK) corral_districts_release(districts);
    resolving_release(&r);
    group_graph_release(&graph);
    group_items_release(&items);
    return status;
}
