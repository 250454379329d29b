/* How firmly the data holds a grouping: the region is resampled many times and grouped anew; a
 * group that comes out nearly as it is every time is firm (Hennig 2007, cluster-wise assessment by
 * the Jaccard coefficient).
 *
 * Runs are independent and dealt to threads; each adds whole numbers to the sums, so that the order
 * of runs changes nothing. */
#include "core/failure.h"
#include "core/memory.h"
#include "core/progress.h"
#include "groups/result.h"
#include "similarity/resample.h"

#include <math.h>

/* Likenesses are added as multiples of 2^-32: a million runs stay within 52 bits. */
#define WHOLE 4294967296.0

typedef struct stability_work {
    corral_grouping *g;
    corral_groups_options options;
    uint64_t *likeness;  /* by place, in 2^-32 */
    uint32_t *with_most; /* by coalition: runs in which it sits with most of its mates */
    size_t runs, done;
    corral_failure failure;
} stability_work;

/* A thread's counters, all zero between groups. */
typedef struct stability_space {
    uint32_t *count; /* by place of the run's grouping */
    uint32_t *found; /* places with a count */
} stability_space;

/* Jaccard likeness of a group to the run's group that is most like it; one that stands alone there
 * counts as a group of one. */
static double best_likeness(const corral_grouping *g, uint32_t place, const corral_grouping *run,
                            stability_space *space)
{
    corral_coalitions members = corral_grouping_members(g, place);
    uint32_t found = 0;
    double best = 1.0 / (double)members.count;
    for (size_t i = 0; i < members.count; i++) {
        uint32_t k = run->place[members.index[i]];
        if (k != UINT32_MAX && space->count[k]++ == 0) space->found[found++] = k;
    }
    bool all_grouped = true;
    for (size_t i = 0; i < members.count; i++)
        all_grouped &= run->place[members.index[i]] != UINT32_MAX;
    if (all_grouped) best = 0;
    for (uint32_t i = 0; i < found; i++) {
        uint32_t k = space->found[i], both = space->count[k];
        double either = (double)members.count + (run->start[k + 1] - run->start[k]) - both;
        if (both / either > best) best = both / either;
        space->count[k] = 0;
    }
    return best;
}

/* Whether a sits with more than half of its mates. */
static bool is_with_most(const corral_coalitions members, uint32_t a, const corral_grouping *run)
{
    uint32_t k = run->place[a], together = 0;
    if (k == UINT32_MAX) return false;
    for (size_t i = 0; i < members.count; i++)
        together += members.index[i] != a && run->place[members.index[i]] == k;
    return 2 * together > members.count - 1;
}

static corral_status compare(stability_work *w, const corral_grouping *run)
{
    corral_status status = CORRAL_OK;
    corral_error *err = NULL;
    stability_space space = {0};
    TRY(corral_array_new(&space.count, run->count, sizeof(uint32_t), err));
    TRY(corral_array_new(&space.found, run->count, sizeof(uint32_t), err));
    for (uint32_t k = 0; k < w->g->count; k++) {
        corral_coalitions members = corral_grouping_members(w->g, k);
        uint64_t likeness = (uint64_t)(best_likeness(w->g, k, run, &space) * WHOLE);
#pragma omp atomic
        w->likeness[k] += likeness;
        for (size_t i = 0; i < members.count; i++) {
            uint32_t a = members.index[i];
            if (!is_with_most(members, a, run)) continue;
#pragma omp atomic
            w->with_most[a]++;
        }
    }
done:
    free(space.count);
    free(space.found);
    return status;
}

static corral_status run_once(stability_work *w, size_t number)
{
    corral_status status = CORRAL_OK;
    corral_error *err = NULL;
    corral_similarity *resampled = NULL;
    corral_grouping *run = NULL;
    TRY(corral_similarity_resample(w->g->similarity, w->options.seed, number, &resampled, err));
    TRY(corral_groups_find(resampled, &w->options, NULL, &run, err));
    TRY(compare(w, run));
done:
    corral_grouping_free(run);
    corral_similarity_free(resampled);
    return status;
}

static bool goes_on(const stability_work *w, const corral_progress *progress)
{
    double done = (double)__atomic_load_n(&w->done, __ATOMIC_RELAXED) / (double)w->runs;
    return corral_progress_go_on(progress, "asking how firm the groups are", done);
}

static corral_status run_all(stability_work *w, int threads, const corral_progress *progress,
                             corral_error *err)
{
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (size_t number = 0; number < w->runs; number++) {
        if (corral_failure_is_there(&w->failure)) continue;
        corral_status status = goes_on(w, progress) ? run_once(w, number) : CORRAL_INTERRUPTED;
        corral_failure_keep(&w->failure, status);
        __atomic_fetch_add(&w->done, 1, __ATOMIC_RELAXED);
    }
    corral_status status = (corral_status)w->failure.status;
    if (status == CORRAL_OK) return status;
    if (status == CORRAL_INTERRUPTED)
        return corral_error_set(err, status, "interrupted asking how firm the groups are");
    return corral_error_set(err, status, "out of memory asking how firm the groups are");
}

static corral_status keep(const stability_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping *g = w->g;
    double *stability = NULL, *share = NULL;
    TRY(corral_array_new(&stability, g->count, sizeof *stability, err));
    TRY(corral_array_new(&share, g->coalition_count, sizeof *share, err));
    for (uint32_t k = 0; k < g->count; k++)
        stability[k] = (double)w->likeness[k] / WHOLE / (double)w->runs;
    for (uint32_t a = 0; a < g->coalition_count; a++)
        share[a] = g->place[a] == UINT32_MAX ? NAN : w->with_most[a] / (double)w->runs;
    free(g->stability);
    free(g->share);
    g->stability = stability;
    g->share = share;
    stability = NULL;
done:
    free(stability);
    return status;
}

corral_status corral_grouping_stabilise(corral_grouping *g, const corral_groups_options *options,
                                        size_t runs, const corral_progress *progress,
                                        corral_error *err)
{
    static const corral_groups_options defaults = CORRAL_GROUPS_OPTIONS_INIT;
    corral_status status = CORRAL_OK;
    stability_work w = {.g = g, .options = options ? *options : defaults, .runs = runs};
    if (!g->similarity) FAIL(CORRAL_BAD_USE, "a grouping that was only taken cannot be compared");
    if (runs < 1 || runs > CORRAL_STABILITY_MOST)
        FAIL(CORRAL_BAD_USE, "runs must be from 1 to %d, got %zu", CORRAL_STABILITY_MOST, runs);
    w.options.resolution = g->resolution;
    w.options.threshold = g->threshold;
    w.options.time_limit = 0;
    /* A longer search moves the figures by 0.01 or 0.02, and costs a hundred times as much. */
    w.options.effort = CORRAL_EFFORT_FAST;
    TRY(corral_array_new(&w.likeness, g->count, sizeof *w.likeness, err));
    TRY(corral_array_new(&w.with_most, g->coalition_count, sizeof *w.with_most, err));
    TRY(run_all(&w, corral_similarity_threads(g->similarity), progress, err));
    TRY(keep(&w, err));
done:
    free(w.likeness);
    free(w.with_most);
    return status;
}

double corral_grouping_stability(const corral_grouping *g, uint32_t place)
{
    return g->stability ? g->stability[place] : NAN;
}

double corral_grouping_share(const corral_grouping *g, uint32_t coalition)
{
    return g->share ? g->share[coalition] : NAN;
}

corral_band corral_band_of(double stability)
{
    if (isnan(stability)) return CORRAL_BAND_UNKNOWN;
    if (stability >= 0.85) return CORRAL_BAND_FIRM;
    if (stability >= 0.75) return CORRAL_BAND_STABLE;
    return stability >= 0.6 ? CORRAL_BAND_PATTERN : CORRAL_BAND_LOOSE;
}
