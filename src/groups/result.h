/* A grouping as it stands, shared by the files of this folder only.
 *
 * Groups have places 0 .. count-1; members of place k are members[start[k] .. start[k + 1]),
 * rising. place[a] is the place of a's group, UINT32_MAX if it has none. similarity and pairs are
 * NULL in a grouping that was taken without being weighed; its figures are NAN. */
#ifndef CORRAL_GROUPS_RESULT_H
#define CORRAL_GROUPS_RESULT_H

#include "core/try.h"
#include "corral/groups.h"

struct corral_grouping {
    const corral_similarity *similarity;
    corral_pairs *pairs;
    uint32_t coalition_count, component_count;
    double resolution, threshold, objective, bound;
    bool is_automatic, is_complete;
    corral_resolution automatic;

    uint32_t count;
    uint32_t *number;  /* by place */
    uint32_t *start;   /* by place, count + 1 */
    uint32_t *members; /* by place, rising within a group */
    double *part;      /* by place */
    double *stability; /* by place; NULL: not asked */
    uint32_t *place;   /* by coalition, UINT32_MAX: none */
    unsigned char *status;
    double *fit;
    uint32_t *next; /* place, UINT32_MAX: none */
    double *next_fit;
    double *share; /* by coalition; NULL: not asked */
};

/* Fills number, start, members, part, place and the objective; number[a] is 0 for none. Numbers are
 * kept, or given anew in falling order of parts. */
corral_status grouping_order(corral_grouping *g, const uint32_t *number, bool keep,
                             corral_error *err);
/* Fills status, fit, next and next_fit. */
corral_status grouping_describe(corral_grouping *g, const corral_groups_options *o,
                                corral_error *err);
/* Frees what is by place. */
void grouping_groups_release(corral_grouping *g);

#endif
