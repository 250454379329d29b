/* What a grouping says of each coalition: its status, its fit, the next best group. */
#include "core/memory.h"
#include "groups/result.h"

static double fit_in(const corral_grouping *g, uint32_t a)
{
    uint32_t k = g->place[a];
    if (k == UINT32_MAX || g->start[k + 1] - g->start[k] < 2) return NAN;
    corral_pair_row row = corral_pairs_row(g->pairs, a);
    double sum = 0;
    for (size_t i = 0; i < row.count; i++)
        if (g->place[row.to[i]] == k) sum += row.similarity[i];
    return sum / (g->start[k + 1] - g->start[k] - 1) - g->resolution;
}

/* What describing needs beside the grouping. */
typedef struct description {
    corral_grouping *g;
    const corral_groups_options *options;
    double *link; /* by place, all 0 between coalitions */
    uint32_t *touched;
    unsigned char *is_apart; /* by coalition: stands in a list of those to be kept apart */
} description;

/* Whether the group holds somebody from whom a must stay apart. */
static bool is_barred(const description *d, uint32_t a, uint32_t place)
{
    for (size_t k = 0; d->is_apart[a] && k < d->options->apart_count; k++) {
        corral_coalitions list = d->options->apart[k];
        bool has_a = false, meets = false;
        for (size_t i = 0; i < list.count; i++) {
            has_a |= list.index[i] == a;
            meets |= list.index[i] != a && d->g->place[list.index[i]] == place;
        }
        if (has_a && meets) return true;
    }
    return false;
}

static void find_next(description *d, uint32_t a)
{
    corral_grouping *g = d->g;
    corral_pair_row row = corral_pairs_row(g->pairs, a);
    uint32_t count = 0;
    g->next[a] = UINT32_MAX;
    g->next_fit[a] = NAN;
    if (g->status[a] == CORRAL_NOT_ASKED) return; /* it said no, or nobody asks it */
    for (size_t i = 0; i < row.count; i++) {
        uint32_t k = g->place[row.to[i]];
        if (k == UINT32_MAX || k == g->place[a]) continue;
        if (d->link[k] == 0) d->touched[count++] = k;
        d->link[k] += row.similarity[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t k = d->touched[i];
        double fit = d->link[k] / (g->start[k + 1] - g->start[k]) - g->resolution;
        d->link[k] = 0;
        if (is_barred(d, a, k)) continue;
        if (g->next[a] == UINT32_MAX || fit > g->next_fit[a] ||
            (fit == g->next_fit[a] && k < g->next[a])) {
            g->next[a] = k;
            g->next_fit[a] = fit;
        }
    }
}

static bool may_sit(const corral_groups_options *o, uint32_t a)
{
    return !o->eligible || o->eligible[a];
}

/* Whether some pair speaks for a group with a in it. */
static bool has_close_partner(const description *d, uint32_t a)
{
    corral_pair_row row = corral_pairs_row(d->g->pairs, a);
    for (size_t i = 0; i < row.count; i++)
        if (row.similarity[i] > d->g->resolution && may_sit(d->options, row.to[i])) return true;
    return false;
}

static corral_group_status status_of(const description *d, uint32_t a)
{
    if (d->g->place[a] != UINT32_MAX) return CORRAL_GROUPED;
    if (!may_sit(d->options, a)) return CORRAL_NOT_ASKED;
    if (!corral_similarity_comparable(d->g->similarity, a)) return CORRAL_TOO_LITTLE_KNOWN;
    return has_close_partner(d, a) ? CORRAL_NO_SEAT : CORRAL_NO_CLOSE_PARTNER;
}

corral_status grouping_describe(corral_grouping *g, const corral_groups_options *o,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    description d = {.g = g, .options = o};
    TRY(corral_array_new(&d.link, g->count, sizeof *d.link, err));
    TRY(corral_array_new(&d.touched, g->count, sizeof *d.touched, err));
    TRY(corral_array_new(&d.is_apart, g->coalition_count, 1, err));
    for (size_t k = 0; k < o->apart_count; k++)
        for (size_t i = 0; i < o->apart[k].count; i++)
            if (o->apart[k].index[i] < g->coalition_count) d.is_apart[o->apart[k].index[i]] = 1;
    for (uint32_t a = 0; a < g->coalition_count; a++) {
        g->status[a] = (unsigned char)status_of(&d, a);
        g->fit[a] = fit_in(g, a);
        find_next(&d, a);
    }
done:
    free(d.link);
    free(d.touched);
    free(d.is_apart);
    return status;
}
