/* Items of a few coalitions that look like one thing under two names. */
#ifndef CORRAL_CLI_LOOKALIKES_H
#define CORRAL_CLI_LOOKALIKES_H

#include "cli/session.h"

typedef struct corral_lookalike {
    uint32_t one, other; /* items of one facet */
} corral_lookalike;

typedef struct corral_lookalikes {
    corral_lookalike *pairs;
    size_t count;
} corral_lookalikes;

/* Looks at what these coalitions have, and at nothing else, for as long as corral check looks at
 * names; pairs that people decided on are left out. Partners are never looked at. Zero-initialised
 * before; release also after a failure. */
corral_status corral_lookalikes_find(corral_lookalikes *found, corral_session *session,
                                     const corral_region *region, const uint32_t *coalitions,
                                     size_t count, corral_error *err);
void corral_lookalikes_release(corral_lookalikes *found);

/* "perhaps the same, and counted as two (see corral names):", a line a pair below; nothing where
 * there are none. */
void corral_lookalikes_add_lines(const corral_lookalikes *found, const corral_region *region,
                                 corral_document *document);

#endif
