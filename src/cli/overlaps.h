/* What `corral overlaps` and the report say of pairs. */
#ifndef CORRAL_CLI_OVERLAPS_H
#define CORRAL_CLI_OVERLAPS_H

#include "cli/should_meet.h"

/* "780 pairs of coalitions: 512 share something; on members 24 share more than usual, 3 fewer, 100
 * as many as usual, of 653 nobody can tell"; appends. */
corral_status corral_overlaps_sentence(const corral_region *region, const corral_overlaps *overlaps,
                                       uint32_t facet, corral_text *out, corral_error *err);

/* "about 3 would be usual for two coalitions this size"; appends. */
corral_status corral_overlaps_usual(double expected, corral_text *out, corral_error *err);

/* Columns of pairs and their cells, for programs (ids) or for people (names; without p and q, and
 * with the facets that are compared only). */
corral_status corral_overlaps_add_columns(const corral_region *region,
                                          const corral_similarity *similarity, bool for_people,
                                          corral_table *table, corral_error *err);
corral_status corral_overlaps_add_row(const corral_region *region,
                                      const corral_similarity *similarity, bool for_people,
                                      const corral_overlap *pair, corral_table *table,
                                      corral_error *err);

/* The pairs that are most alike, for people; most alike first. */
typedef struct corral_overlap_list {
    corral_overlap *pairs;
    size_t count, room;
    uint64_t passed; /* pairs that were looked at */
} corral_overlap_list;

typedef int corral_overlap_order(const void *left, const void *right);

corral_status corral_overlap_list_init(corral_overlap_list *list, size_t room, corral_error *err);
void corral_overlap_list_release(corral_overlap_list *list);
/* Offers a pair; kept if it is among the first `room` by order. */
void corral_overlap_list_offer(corral_overlap_list *list, const corral_overlap *pair,
                               corral_overlap_order *order);
void corral_overlap_list_sort(corral_overlap_list *list, corral_overlap_order *order);

/* By similarity, falling; by q, rising, then similarity. */
int corral_overlap_by_similarity(const void *left, const void *right);
int corral_overlap_by_q(const void *left, const void *right);

/* The sheet of one pair, facet by facet, as lines for people, and as tables for JSON. */
corral_status corral_overlaps_add_sheet(const corral_session *session, const corral_region *region,
                                        const corral_similarity *similarity,
                                        const corral_overlaps_options *options,
                                        const corral_overlap *pair, corral_document *document,
                                        corral_error *err);

#endif
