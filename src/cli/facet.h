/* Which facet a command is about, and what its items are called. */
#ifndef CORRAL_CLI_FACET_H
#define CORRAL_CLI_FACET_H

#include "cli/options.h"
#include "core/try.h"
#include "corral/region.h"

/* The one that people mean when they name none: member if anybody has one, else the facet with the
 * most items that two or more coalitions hold. UINT32_MAX in a region without facets. */
uint32_t corral_facet_main(const corral_region *region);

/* The facet named, or without a name that one. CORRAL_BAD_USE if there is none of that name, with
 * the nearest. */
corral_status corral_facet_find(const corral_region *region, const char *name, uint32_t *facet,
                                corral_error *err);

/* Sets chosen[f] to 1 for each facet that the lists name, "goal, strategy"; chosen[number of
 * facets] for `other`, a word that stands among them, if it is not NULL. CORRAL_BAD_USE as above.
 */
corral_status corral_facets_choose(const corral_region *region, const corral_words *lists,
                                   const char *other, unsigned char *chosen, corral_error *err);

/* "member" for one, else "members", "strategies". */
const char *corral_facet_words(const char *facet, size_t count, char words[80]);

#endif
