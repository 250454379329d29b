/* Agendas in compressed rows, and counting over them: a topic of one coalition alone is never heard
 * twice and is left out. */
#include "reach/agenda.h"

#include <string.h>

#include "core/memory.h"
#include "core/text.h"

bool reach_is_topical(const corral_region *region, uint32_t facet)
{
    const char *name = corral_region_facet_name(region, facet);
    return strcmp(name, "goal") == 0 || strcmp(name, "target") == 0;
}

static size_t list_topics(const corral_region *region, uint32_t a, const bool *topical,
                          uint32_t *out)
{
    corral_seats seats = corral_region_footprint(region, a);
    size_t count = 0;
    for (size_t i = 0; i < seats.count; i++) {
        uint32_t item = seats.index[i];
        if (!topical[corral_region_item_facet(region, item)]) continue;
        if (corral_region_holders(region, item).count < 2) continue;
        if (out) out[count] = item;
        count++;
    }
    return count;
}

corral_status reach_agenda_init(reach_agenda *agenda, const corral_region *region,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), m = corral_region_item_count(region);
    bool *topical = NULL;
    *agenda = (reach_agenda){0};
    TRY(corral_array_new(&topical, corral_region_facet_count(region), sizeof *topical, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
        topical[f] = reach_is_topical(region, f);
    TRY(corral_array_new(&agenda->start, (size_t)n + 1, sizeof *agenda->start, err));
    for (uint32_t a = 0; a < n; a++)
        agenda->start[a + 1] = agenda->start[a] + list_topics(region, a, topical, NULL);
    TRY(corral_array_new(&agenda->topics, agenda->start[n], sizeof *agenda->topics, err));
    for (uint32_t a = 0; a < n; a++)
        list_topics(region, a, topical, agenda->topics + agenda->start[a]);
    TRY(corral_array_new(&agenda->rooms, m, sizeof *agenda->rooms, err));
    TRY(corral_array_new(&agenda->met, m, sizeof *agenda->met, err));
done:
    free(topical);
    return status;
}

void reach_agenda_release(reach_agenda *agenda)
{
    free(agenda->start);
    free(agenda->topics);
    free(agenda->rooms);
    free(agenda->met);
    *agenda = (reach_agenda){0};
}

void reach_agenda_count(reach_agenda *agenda, const uint32_t *coalitions, size_t count)
{
    for (size_t i = 0; i < agenda->met_count; i++) agenda->rooms[agenda->met[i]] = 0;
    agenda->met_count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t a = coalitions[i];
        for (size_t k = agenda->start[a]; k < agenda->start[a + 1]; k++)
            if (agenda->rooms[agenda->topics[k]]++ == 0)
                agenda->met[agenda->met_count++] = agenda->topics[k];
    }
}

corral_status reach_require_members(const corral_region *region, uint32_t *first, uint32_t *end,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text there = {0};
    uint32_t facet = corral_region_facet_find(region, "member");
    *first = *end = 0;
    if (facet != UINT32_MAX) corral_region_facet_items(region, facet, first, end);
    if (facet != UINT32_MAX || corral_region_facet_count(region) == 0) return CORRAL_OK;
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
        TRY(corral_text_printf(&there, err, "%s%s", f ? ", " : "",
                               corral_region_facet_name(region, f)));
    FAIL(CORRAL_BAD_INPUT, "load needs members: the region has no facet member; there is %s",
         there.bytes);
done:
    corral_text_release(&there);
    return status;
}
