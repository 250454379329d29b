/* Counting what a coalition shares with all others at once. */
#include "overlap/shared.h"

#include <string.h>

#include "core/memory.h"
#include "core/order.h"

void overlap_search_init(overlap_search *s, const corral_region *region,
                         const corral_similarity *similarity, const overlap_margins *margins)
{
    *s = (overlap_search){.region = region, .margins = margins};
    for (uint32_t k = 0; k < corral_similarity_facet_count(similarity); k++)
        s->searched[corral_similarity_facet(similarity, k, NULL, NULL)] = true;
    s->searched[margins->facet] = true;
}

corral_status overlap_workspace_init(overlap_workspace *w, uint32_t coalitions)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&w->shared, coalitions, sizeof(uint32_t), NULL));
    TRY(corral_array_new(&w->is_met, coalitions, 1, NULL));
    TRY(corral_array_new(&w->met, coalitions, sizeof(uint32_t), NULL));
done:
    return status;
}

void overlap_workspace_release(overlap_workspace *w)
{
    free(w->shared);
    free(w->is_met);
    free(w->met);
}

/* Holders are rising, so those above a are a tail. */
static size_t first_above(corral_seats holders, uint32_t a)
{
    return corral_first_not_below(holders.index, holders.count, a + 1);
}

void overlap_meet(const overlap_search *s, overlap_workspace *w, uint32_t a)
{
    corral_seats seats = corral_region_footprint(s->region, a);
    const overlap_margins *m = s->margins;
    w->met_count = 0;
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t item = seats.index[i];
        if (!s->searched[corral_region_item_facet(s->region, item)]) continue;
        corral_seats holders = corral_region_holders(s->region, item);
        bool tested = item >= m->first && item < m->end;
        for (size_t at = first_above(holders, a); at < holders.count; at++) {
            uint32_t b = holders.index[at];
            if (!w->is_met[b]) {
                w->is_met[b] = 1;
                w->met[w->met_count++] = b;
            }
            w->shared[b] += tested;
        }
    }
}

void overlap_part(overlap_workspace *w)
{
    for (size_t i = 0; i < w->met_count; i++) {
        w->is_met[w->met[i]] = 0;
        w->shared[w->met[i]] = 0;
    }
    w->met_count = 0;
}

bool overlap_meets(const overlap_search *s, uint32_t a, uint32_t b)
{
    corral_seats x = corral_region_footprint(s->region, a);
    corral_seats y = corral_region_footprint(s->region, b);
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        if (x.index[i] < y.index[j])
            i++;
        else if (x.index[i] > y.index[j])
            j++;
        else if (s->searched[corral_region_item_facet(s->region, x.index[i])])
            return true;
        else
            i++, j++;
    }
    return false;
}
