/* The overlaps of a region: 1. margins of the facet and the null model; 2. the pairs in each cell;
 * 3. p, q and findings of the cells. Pairs are then looked up in their cells. */
#include "overlap/overlaps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/order.h"

const char *corral_finding_name(corral_finding finding)
{
    static const char *const names[] = {"", "more", "fewer", "as expected", "cannot tell"};
    return names[finding];
}

static corral_status check(const corral_region *region, const corral_overlaps_options *options,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region);
    if (options->facet >= corral_region_facet_count(region))
        FAIL(CORRAL_BAD_USE, "facet number must be below %u, got %u",
             corral_region_facet_count(region), options->facet);
    if (options->null > CORRAL_NULL_HYPERGEOMETRIC)
        FAIL(CORRAL_BAD_USE, "null model is none of those there are");
    for (size_t i = 0; options->among && i < options->among_count; i++)
        if (options->among[i] >= n)
            FAIL(CORRAL_BAD_USE, "coalition number must be below %u, got %u", n, options->among[i]);
done:
    return status;
}

static corral_status copy_among(corral_overlaps *o, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = o->options.among_count;
    if (!o->options.among) return CORRAL_OK;
    TRY(corral_array_new(&o->among, count, sizeof(uint32_t), err));
    if (count) memcpy(o->among, o->options.among, count * sizeof(uint32_t));
    qsort(o->among, count, sizeof(uint32_t), corral_by_number);
    o->options.among = o->among;
done:
    return status;
}

static void describe(corral_overlaps *o)
{
    uint64_t n = o->among ? o->options.among_count : corral_region_coalition_count(o->region);
    o->summary.pairs = n ? n * (n - 1) / 2 : 0;
    o->summary.row_degrees = o->margins.rows.count;
    o->summary.column_degrees = o->margins.columns.count;
    o->summary.forced = o->model.sdsm.forced;
    o->summary.residual = o->model.sdsm.residual;
}

corral_status corral_overlaps_new(const corral_region *region, const corral_similarity *similarity,
                                  const corral_overlaps_options *options,
                                  const corral_progress *progress, corral_overlaps **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps *o = NULL;
    TRY(check(region, options, err));
    TRY(corral_array_new(&o, 1, sizeof *o, err));
    o->region = region;
    o->similarity = similarity;
    o->options = *options;
    TRY(copy_among(o, err));
    TRY(overlap_margins_init(&o->margins, region, options->facet, err));
    TRY(overlap_model_init(&o->model, &o->margins, options->null, err));
    overlap_search_init(&o->search, region, similarity, &o->margins);
    describe(o);
    TRY(corral_array_new(&o->class_pairs, overlap_class_pair_count(o), sizeof *o->class_pairs,
                         err));
    TRY(overlap_count(o, progress, err));
    TRY(overlap_test(o, progress, err));
    *out = o;
    o = NULL;
done:
    corral_overlaps_free(o);
    return status;
}

void corral_overlaps_free(corral_overlaps *o)
{
    if (!o) return;
    for (size_t i = 0; o->class_pairs && i < overlap_class_pair_count(o); i++)
        free(o->class_pairs[i].cells);
    free(o->class_pairs);
    overlap_model_release(&o->model);
    overlap_margins_release(&o->margins);
    free(o->among);
    free(o);
}

const corral_overlaps_summary *corral_overlaps_summarise(const corral_overlaps *o)
{
    return &o->summary;
}

void corral_overlaps_pair(const corral_overlaps *o, uint32_t a, uint32_t b, corral_overlap *out)
{
    const overlap_margins *m = &o->margins;
    corral_overlap pair = {.a = a < b ? a : b,
                           .b = a < b ? b : a,
                           .expected = NAN,
                           .p = NAN,
                           .q = NAN,
                           .finding = CORRAL_FINDING_CANNOT_TELL};
    pair.similarity = corral_similarity_pair(o->similarity, a, b, &pair.coverage);
    pair.is_tested = m->row_class[a] != UINT32_MAX && m->row_class[b] != UINT32_MAX;
    if (pair.is_tested) {
        const overlap_class_pair *classes =
            &o->class_pairs[overlap_class_pair_of(m->row_class[a], m->row_class[b])];
        pair.shared = overlap_common(overlap_of_facet(o->region, a, m->first, m->end),
                                     overlap_of_facet(o->region, b, m->first, m->end));
        const overlap_cell *cell = &classes->cells[pair.shared];
        if (o->summary.residual <= CORRAL_FIT_TOLERANCE) {
            pair.expected = classes->expected;
            pair.p = cell->p;
            pair.q = cell->q;
        }
        if (!isnan(pair.similarity)) pair.finding = cell->finding;
    }
    *out = pair;
}

corral_status corral_overlap_usual(const corral_region *region, uint32_t facet, corral_null null,
                                   uint32_t a, uint32_t b, double *expected, corral_error *err)
{
    corral_status status = CORRAL_OK;
    overlap_margins margins = {0};
    overlap_model model = {0};
    double usual = NAN;
    TRY(overlap_margins_init(&margins, region, facet, err));
    uint32_t c = margins.row_class[a], d = margins.row_class[b];
    if (c != UINT32_MAX && d != UINT32_MAX) {
        TRY(overlap_model_init(&model, &margins, null, err));
        if (model.sdsm.residual <= CORRAL_FIT_TOLERANCE) usual = overlap_expected(&model, c, d);
    }
    *expected = usual;
done:
    overlap_model_release(&model);
    overlap_margins_release(&margins);
    return status;
}
