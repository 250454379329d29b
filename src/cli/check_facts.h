/* What check says of a region as a whole. */
#ifndef CORRAL_CLI_CHECK_FACTS_H
#define CORRAL_CLI_CHECK_FACTS_H

#include "corral/region.h"

#include "core/text.h"
#include "table/table.h"

/* "40 coalitions, 170 organisations in 640 seats, 90 goals"; appends. */
corral_status corral_facts_headline(const corral_region *region, corral_text *line,
                                    corral_error *err);

/* The table `summary`: a row a facet. */
corral_status corral_facts_add_summary(const corral_region *region, corral_document *document,
                                       corral_error *err);

/* Sizes, what is not known, parts that share nothing, twins, goals that nobody shares. */
corral_status corral_facts_add_lines(const corral_region *region, corral_document *document,
                                     corral_error *err);

#endif
