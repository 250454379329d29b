/* What `corral overlaps` and the report say of pairs. */
#ifndef CORRAL_CLI_OVERLAPS_H
#define CORRAL_CLI_OVERLAPS_H

#include "cli/should_meet.h"

/* "780 pairs of coalitions: 519 share something; members: 10 share more than would be usual for two
 * coalitions their size, 0 fewer, 493 no more and no fewer than chance may bring, of 277 nobody can
 * tell"; appends. */
corral_status corral_overlaps_sentence(const corral_region *region, const corral_overlaps *overlaps,
                                       uint32_t facet, corral_text *out, corral_error *err);

/* What false discoveries are counted over: "595 pairs whose members are known", "the 28 pairs of
 * group 2 whose members are known" (group 0: of the region); appends. */
corral_status corral_overlaps_among(const corral_region *region, const corral_overlaps *overlaps,
                                    uint32_t facet, uint32_t group, corral_text *out,
                                    corral_error *err);

/* "about 3 would be usual for two coalitions this size"; appends. */
corral_status corral_overlaps_usual(double expected, corral_text *out, corral_error *err);

/* Who reads a table of pairs. */
typedef enum corral_overlaps_readers {
    CORRAL_OVERLAPS_PROGRAMS, /* ids */
    CORRAL_OVERLAPS_WORKBOOK, /* the same, with names before it */
    CORRAL_OVERLAPS_PEOPLE    /* names; without p and q, and with the facets compared only */
} corral_overlaps_readers;
corral_overlaps_readers corral_overlaps_readers_of(const corral_session *session);

/* Columns of pairs and their cells. */
corral_status corral_overlaps_add_columns(const corral_region *region,
                                          const corral_similarity *similarity,
                                          corral_overlaps_readers readers, corral_table *table,
                                          corral_error *err);
corral_status corral_overlaps_add_row(const corral_region *region,
                                      const corral_similarity *similarity,
                                      corral_overlaps_readers readers, const corral_overlap *pair,
                                      corral_table *table, corral_error *err);

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

#endif
