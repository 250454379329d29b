/* What check says of a region as a whole. */
#ifndef CORRAL_CLI_CHECK_FACTS_H
#define CORRAL_CLI_CHECK_FACTS_H

#include "corral/region.h"

#include "core/text.h"
#include "table/table.h"

/* "40 coalitions, 170 members in 640 seats, 90 goals"; appends. */
corral_status corral_facts_headline(const corral_region *region, corral_text *line,
                                    corral_error *err);

/* Numbers of a facet. */
typedef struct corral_facet_counts {
    size_t items; /* held by a coalition or more */
    size_t shared;
    size_t seats;
    size_t known[CORRAL_KNOWN_YES + 1]; /* coalitions */
} corral_facet_counts;

corral_facet_counts corral_facts_count(const corral_region *region, uint32_t facet);

/* The table `summary`: a row a facet; title may be NULL. *out, if not NULL, is borrowed from the
 * document. */
corral_status corral_facts_add_summary(const corral_region *region, corral_document *document,
                                       const char *title, corral_table **out, corral_error *err);

/* Sizes, what is not known, parts that share nothing, twins, goals that nobody shares. */
corral_status corral_facts_add_lines(const corral_region *region, corral_document *document,
                                     corral_error *err);

#endif
