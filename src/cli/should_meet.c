/* The rule of who should meet; it asks for no significance. */
#include "cli/should_meet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/draw.h"
#include "core/memory.h"

static const char *const AIMS[] = {"goal", "target", "strategy"};
enum { AIM_COUNT = 3 };

void corral_should_meet_release(corral_should_meet *found)
{
    corral_overlaps_free(found->overlaps);
    corral_similarity_free(found->similarity);
    free(found->meetings);
    *found = (corral_should_meet){0};
}

/* ---- aims ---- */

static bool is_aim(const char *facet)
{
    for (int k = 0; k < AIM_COUNT; k++)
        if (strcmp(facet, AIMS[k]) == 0) return true;
    return false;
}

static bool occurs(const corral_region *region, uint32_t facet)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) != CORRAL_KNOWN_NO) return true;
    return false;
}

uint32_t corral_should_meet_judged(const corral_region *region)
{
    uint32_t judged = 0, member = corral_region_facet_find(region, "member");
    for (uint32_t a = 0; member != UINT32_MAX && a < corral_region_coalition_count(region); a++) {
        bool aims = false;
        for (size_t k = 0; k < sizeof AIMS / sizeof *AIMS; k++) {
            uint32_t facet = corral_region_facet_find(region, AIMS[k]);
            aims |= facet != UINT32_MAX && corral_region_known(region, a, facet) != CORRAL_KNOWN_NO;
        }
        judged += aims && corral_region_known(region, a, member) == CORRAL_KNOWN_YES;
    }
    return judged;
}

/* Every other facet has no weight; *any is false if nothing is known of anybody's aims. */
static corral_status weigh_aims(const corral_region *region, corral_similarity_options options,
                                bool *any, corral_similarity **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_facet_weight *weights = NULL;
    uint32_t count = corral_region_facet_count(region);
    *any = false;
    TRY(corral_array_new(&weights, count, sizeof *weights, err));
    for (uint32_t f = 0; f < count; f++) {
        const char *name = corral_region_facet_name(region, f);
        weights[f] = (corral_facet_weight){name, is_aim(name)};
        *any |= is_aim(name) && occurs(region, f);
    }
    options.facet_weights = weights;
    options.facet_weight_count = count;
    if (*any) TRY(corral_similarity_new(region, &options, out, err));
done:
    free(weights);
    return status;
}

/* ---- places ---- */

static bool lies_within(const corral_region *region, uint32_t place, uint32_t other)
{
    while (place != UINT32_MAX && place != other) place = corral_region_item_within(region, place);
    return place != UINT32_MAX;
}

/* Whether the place, or one that it lies within, is one of the other's in that sense. */
static bool touches(const corral_region *region, uint32_t place, corral_seats others,
                    uint32_t facet)
{
    for (; place != UINT32_MAX; place = corral_region_item_within(region, place))
        for (size_t i = 0; i < others.count; i++)
            if (corral_region_item_facet(region, others.index[i]) == facet &&
                lies_within(region, others.index[i], place))
                return true;
    return false;
}

/* Certain only where both lists of places are complete and name any. */
static bool are_apart(const corral_region *region, uint32_t facet, uint32_t a, uint32_t b)
{
    corral_seats x = corral_region_footprint(region, a), y = corral_region_footprint(region, b);
    bool has_place = false, has_other = false;
    if (facet == UINT32_MAX || corral_region_known(region, a, facet) != CORRAL_KNOWN_YES ||
        corral_region_known(region, b, facet) != CORRAL_KNOWN_YES)
        return false;
    for (size_t i = 0; i < y.count; i++)
        has_other |= corral_region_item_facet(region, y.index[i]) == facet;
    for (size_t i = 0; i < x.count; i++) {
        if (corral_region_item_facet(region, x.index[i]) != facet) continue;
        has_place = true;
        if (touches(region, x.index[i], y, facet)) return false;
    }
    return has_place && has_other;
}

/* ---- the rule ---- */

typedef struct rule {
    const corral_region *region;
    uint32_t member, places;
    uint32_t aims[AIM_COUNT];
} rule;

static bool holds(const rule *r, const corral_overlap *pair)
{
    return pair->is_tested && pair->shared <= 1 && (double)pair->shared <= pair->expected &&
           corral_region_known(r->region, pair->a, r->member) == CORRAL_KNOWN_YES &&
           corral_region_known(r->region, pair->b, r->member) == CORRAL_KNOWN_YES &&
           !are_apart(r->region, r->places, pair->a, pair->b);
}

static uint32_t in_common(const rule *r, int aim, const corral_overlap *pair)
{
    if (r->aims[aim] == UINT32_MAX) return 0;
    return corral_overlap_shared(r->region, r->aims[aim], pair->a, pair->b);
}

static int by_goals(const void *left, const void *right)
{
    const corral_meeting *x = left, *y = right;
    if (x->goals != y->goals) return x->goals > y->goals ? -1 : 1;
    if (x->pair.similarity != y->pair.similarity)
        return x->pair.similarity > y->pair.similarity ? -1 : 1;
    if (x->pair.a != y->pair.a) return x->pair.a < y->pair.a ? -1 : 1;
    return x->pair.b < y->pair.b ? -1 : x->pair.b > y->pair.b;
}

static corral_status collect(corral_should_meet *found, const rule *r,
                             const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlap_rows *rows = NULL;
    corral_overlap pair;
    bool more = true;
    TRY(corral_overlap_rows_new(found->overlaps, found->resolution, false, progress, &rows, err));
    while (true) {
        TRY(corral_overlap_rows_next(rows, &pair, &more, err));
        if (!more) break;
        if (!holds(r, &pair)) continue;
        TRY(corral_array_grow(&found->meetings, &found->capacity, found->count + 1,
                              sizeof *found->meetings, err));
        found->meetings[found->count++] = (corral_meeting){
            pair, in_common(r, 0, &pair), in_common(r, 1, &pair), in_common(r, 2, &pair)};
    }
    if (found->count) qsort(found->meetings, found->count, sizeof *found->meetings, by_goals);
done:
    corral_overlap_rows_free(rows);
    return status;
}

corral_status corral_should_meet_find(corral_should_meet *found, corral_session *session,
                                      const corral_region *region,
                                      const corral_grouping_settings *settings,
                                      const corral_overlaps_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_similarity_options similarity = settings->similarity;
    corral_overlaps_options with = *options;
    corral_resolution resolution;
    bool any;
    rule r = {.region = region,
              .member = corral_region_facet_find(region, "member"),
              .places = corral_region_facet_find(region, "geography")};
    *found = (corral_should_meet){.resolution = settings->groups.resolution};
    for (int k = 0; k < AIM_COUNT; k++) r.aims[k] = corral_region_facet_find(region, AIMS[k]);
    similarity.threads = with.threads = (int)session->common.threads;
    TRY(weigh_aims(region, similarity, &any, &found->similarity, err));
    if (!any || r.member == UINT32_MAX) return CORRAL_OK;
    if (isnan(found->resolution)) {
        TRY(corral_resolution_find(found->similarity, session->common.seed, &session->progress,
                                   &resolution, NULL, err));
        found->resolution = resolution.resolution;
    }
    with.facet = r.member;
    TRY(corral_overlaps_new(region, found->similarity, &with, &session->progress, &found->overlaps,
                            err));
    TRY(collect(found, &r, &session->progress, err));
done:
    return status;
}

/* ---- in words ---- */

corral_status corral_should_meet_sentence(const corral_region *region,
                                          const corral_meeting *meeting, corral_text *out,
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    const uint32_t counts[AIM_COUNT] = {meeting->goals, meeting->targets, meeting->strategies};
    int aim = 0;
    char words[80];
    while (aim < AIM_COUNT - 1 && counts[aim] == 0) aim++;
    TRY(corral_text_printf(out, err, "%s and %s: ", corral_short_name(region, meeting->pair.a),
                           corral_short_name(region, meeting->pair.b)));
    TRY(corral_text_printf(out, err, "%u %s alike, %s in common", counts[aim],
                           corral_facet_words(AIMS[aim], counts[aim], words),
                           meeting->pair.shared ? "one member" : "nobody"));
done:
    return status;
}
