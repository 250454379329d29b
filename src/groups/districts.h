/* Districts: groups of a large region gathered into at most CORRAL_DISTRICT_LIMIT parts that share
 * much inside and little between, so that the whole fits on one sheet.
 *
 *     corral_districts districts;
 *     TRY(corral_districts_init(&districts, region, grouping, member, seed, NULL, err));
 *     for (uint32_t d = 0; d < districts.count; d++)
 *         draw_box(d, districts.list[d].groups, districts.list[d].label);
 *     corral_districts_release(&districts);
 */
#ifndef CORRAL_GROUPS_DISTRICTS_H
#define CORRAL_GROUPS_DISTRICTS_H

#include "corral/groups.h"
#include "corral/progress.h"

#define CORRAL_DISTRICT_LIMIT 120
#define CORRAL_DISTRICT_LABELS 2
#define CORRAL_DISTRICT_LINKS 2

typedef struct corral_district {
    uint32_t groups, coalitions;
    /* The items most characteristic of it, UINT32_MAX where there is none: highest share of its
     * coalitions that hold it * ln(that share / the share in the region), held by two of its
     * coalitions or more; equal ones by key. */
    uint32_t label[CORRAL_DISTRICT_LABELS];
} corral_district;

typedef struct corral_district_link {
    uint32_t from, to; /* from < to */
    uint32_t shared;   /* items that groups of both hold */
} corral_district_link;

typedef struct corral_districts {
    uint32_t count; /* at most CORRAL_DISTRICT_LIMIT */
    /* By falling number of coalitions, of equal ones the one with the lowest coalition first;
     * all others, if there are any, stand last. */
    corral_district *list;
    bool has_others;    /* the last one gathers what would have been over the limit */
    uint32_t *of_group; /* by place of the group */
    /* Each district's CORRAL_DISTRICT_LINKS strongest (of equal ones to the lowest district), each
     * once, by from and to; none to all others. */
    corral_district_link *links;
    size_t link_count;
    uint32_t without_group; /* coalitions that stand in no district */
    double resolution;      /* at which the districts were found; NAN without any link of groups */
} corral_districts;

/* Communities of the graph of groups by the Leiden algorithm (Traag, Waltman and van Eck 2019) for
 * modularity at a resolution (Reichardt and Bornholdt 2006) of 1; this is doubled and then narrowed
 * until 40 or more are found (a fifth of the groups that share anything, if these are fewer than
 * 200; any number up to 40 of them), or halved while there are more than the limit. Two groups are
 * linked by each item of the facet (UINT32_MAX: none, every group for itself) that both hold, by
 * 1 / (g - 1) if g groups hold it; each group keeps its heaviest links. The same for the same
 * groups and seed, however they are numbered. CORRAL_INTERRUPTED by progress, asked several times.
 * O(seats of the facet) memory; 1 s for 15,000 groups of 90,000 coalitions. */
corral_status corral_districts_init(corral_districts *districts, const corral_region *region,
                                    const corral_grouping *grouping, uint32_t facet, uint64_t seed,
                                    const corral_progress *progress, corral_error *err);
void corral_districts_release(corral_districts *districts);

#endif
